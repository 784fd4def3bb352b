"""A link check of one repository: what was found, what follows from it, and whom it was told.

The steps of `wgbot links` in their order. What is remembered is saved once it was told: a run that failed
before has told nobody anything that the next one would not tell. What follows from that, the pull
request for moved links, is the same for the next run.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from wgbot.community import repository
from wgbot.community.repository import Repository
from wgbot.files.disk import DiskTree, beside
from wgbot.github.environment import connect
from wgbot.github.keeping import MemoryFile, MemoryKeeper, save
from wgbot.links import (
    collect,
    ignored,
    judge,
    networks,
    refusals,
    report,
    run,
    web,
)
from wgbot.links import state as links_state
from wgbot.links.findings import Finding, Link, Run
from wgbot.links.health import dump
from wgbot.links.ignored import LeftAlone
from wgbot.links.judge import Judgement
from wgbot.links.networks import IPNetwork
from wgbot.links.report_issue import LinkReport
from wgbot.links.run import Watch

_KEPT = MemoryFile(links_state.FILE, "links", links_state.load, links_state.dump)
_SECONDS_TO_TELL = 480
"""How long GitHub may take, after the web had its time."""


@dataclass(frozen=True)
class LinkCheck:
    """What a run found, and what came of it."""

    run: Run
    judgement: Judgement
    now: datetime
    done: tuple[str, ...]
    """What was done on GitHub."""
    left: LeftAlone
    """What people decided to leave as it is, and so is not judged."""


def check(
    root: Path,
    environment: Mapping[str, str],
    *,
    allowed: tuple[IPNetwork, ...] = (),
    timeout: float | None = None,
    concurrency: int | None = None,
    state: Path | None = None,
    health: Path | None = None,
    reports: bool = False,
    second: Path | None = None,
    watch: Watch | None = None,
    now: datetime | None = None,
) -> LinkCheck:
    """Check the links of the repository at *root*; with *reports*, tell of them on GitHub.

    *timeout* and *concurrency* come before those of the configuration. What is remembered is kept on
    the branch for it, with *reports*, and in the file *state*; *health* is the file for the website;
    *second* is a checkout of the second repository, where there is one.
    """
    now = now or datetime.now(UTC)
    community = repository.load(DiskTree(root), second=beside(second))
    settings = community.config.links
    there = None
    if reports or (environment.get("GITHUB_TOKEN") and environment.get("GITHUB_REPOSITORY")):
        seconds = settings.deadline + _SECONDS_TO_TELL
        forge = connect(environment, root, seconds=seconds, second=second)
        there = LinkReport(forge)
    links = collect.of_registry(community.registry)
    options = web.FetchOptions(
        timeout=timeout or settings.timeout,
        concurrency=concurrency or settings.concurrency,
        allowed=(*networks.parse(settings.allow_networks), *allowed),
    )
    found = _found(links, community, options, there, watch, now)
    present = there.find() if there and reports else None
    keeper = MemoryKeeper(_KEPT, state, there.branch if there and reports else None)
    before = keeper.read()
    known = links_state.recall(before, links, present.body if present else "", settings.runs)
    if community.unread:
        # A group whose links are not known would be forgotten, and taken out of the report.
        judgement = Judgement((), known, f"Nothing is judged {community.until_read}.")
    else:
        judgement = judge.judge(found.findings, known, now, settings, links)
    memory = replace(known, records=judgement.memory.records)
    if there and reports and not judgement.withheld:
        memory = replace(memory, refused=_refused(there, judgement, memory))
    refused = {each.move for each in memory.refused}
    judgement, left = ignored.leave(judgement, settings.ignore, refused, now.date())
    done = tuple(
        f"{name} has {count} links; only the first {collect.MOST_OF_A_GROUP} are checked."
        for name, count in collect.too_many(community.registry).items()
    )
    if there and reports:
        if settings.mention_leads and any(each.is_new for each in judgement.verdicts):
            judgement = report.without_mentioned(judgement, there.mentioned(before.changed))
        done += _told(there, present, judgement, left, community, now)
        if not judgement.withheld and not report.is_silenced(present, now, settings):
            memory = memory.with_told(report.told(judgement, community))
    done = (*done, *keeper.write(memory.after(before, now), now.date()))
    if health and not judgement.withheld:
        save(health, dump(judgement).encode())
    if there and reports and settings.repair:
        may_move = any(
            each.standing == "failing" and each.target for each in memory.records.values()
        )
        is_all = not (judgement.withheld or found.cut or may_move)
        followed = there.follow(judgement.verdicts, is_all=is_all)
        done = (*done, *([followed] if followed else []))
    return LinkCheck(found, judgement, now, done, left)


def _found(
    links: Sequence[Link],
    community: Repository,
    options: web.FetchOptions,
    there: LinkReport | None,
    watch: Watch | None,
    now: datetime,
) -> Run:
    """Check all links but those that are ignored anyway."""
    settings = community.config.links
    known: dict[str, Finding] = ignored.unasked(links, settings.ignore, now.date())
    asked = [link for link in links if link.address not in known]
    if links and not asked:
        return Run(tuple(known.values()))
    asking = run.check(
        asked,
        options,
        deadline=settings.deadline,
        posts={run.GITHUB: there.post} if there else None,
        hosts=settings.github_hosts,
        watch=watch,
    )
    found = asyncio.run(asking)
    known |= {finding.address: finding for finding in found.findings}
    return replace(found, findings=tuple(known[link.address] for link in links))


def _refused(
    there: LinkReport, judgement: Judgement, memory: links_state.Memory
) -> tuple[refusals.RefusedMove, ...]:
    """Return the moves that people do not want by now."""
    targets = {
        each.address: each.target
        for each in judgement.verdicts
        if each.standing == "moved" and each.target
    }
    if not targets:  # There is nothing to ask about, so nothing to refuse.
        return memory.refused
    pulls = there.pulls()
    # As the registry is now: what was merged meanwhile is in it.
    links = collect.of_registry(there.community().registry)
    return refusals.recall(memory.refused, pulls, links, targets)


def _told(
    there: LinkReport,
    present: report.ReportIssue | None,
    judgement: Judgement,
    left: LeftAlone,
    community: Repository,
    now: datetime,
) -> tuple[str, ...]:
    settings = community.config.links
    changes = report.decide(judgement, community, settings, present, now, there.folder, left)
    return tuple(there.apply(change) for change in changes)
