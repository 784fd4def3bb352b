"""A link check of one repository: what was found, what follows from it, and whom it was told.

The steps of `wgbot links` in their order. What is remembered is saved once it was told: a run that failed
before has told nobody anything that the next one would not tell. What follows from that, the pull
request for moved links, is the same for the next run.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from wgbot.community import repository
from wgbot.community.repository import Repository
from wgbot.files.disk import DiskTree, beside
from wgbot.github.environment import connect
from wgbot.github.keeping import MemoryFile, MemoryKeeper, save
from wgbot.github.remote import Remote
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
from wgbot.text.counting import counted

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


@dataclass(frozen=True)
class CheckOptions:
    """What is said where the check is started; it comes before what the configuration says."""

    allowed: tuple[IPNetwork, ...] = ()
    """Networks that may be asked besides those of the configuration."""
    timeout: float | None = None
    concurrency: int | None = None
    state: Path | None = None
    """The file in which is kept what is remembered, beside the branch for it."""
    health: Path | None = None
    """The file for the website."""
    reports: bool = False
    """Whether it is told on GitHub."""
    second: Path | None = None
    """A checkout of the second repository, where there is one."""
    watch: Watch | None = None


def check(
    root: Path,
    environment: Mapping[str, str],
    options: CheckOptions,
    now: datetime | None = None,
) -> LinkCheck:
    """Check the links of the repository at *root*, and tell of them where the *options* say so."""
    now = now or datetime.now(UTC)
    community = repository.load(DiskTree(root), second=beside(options.second))
    settings, remote = community.config.links, None
    if options.reports or (
        environment.get("GITHUB_TOKEN") and environment.get("GITHUB_REPOSITORY")
    ):
        seconds = settings.deadline + _SECONDS_TO_TELL
        remote = connect(environment, root, seconds=seconds, second=options.second)
    there = LinkReport(remote) if remote and options.reports else None
    links = collect.of_registry(community.registry)
    found = _found(links, community, options, remote, now)
    present = there.find() if there else None
    keeper = MemoryKeeper(_KEPT, options.state, there.branch if there else None)
    before = keeper.read()
    known = links_state.recall(before, links, present.body if present else "", settings.runs)
    if community.unread:
        # A group whose links are not known would be forgotten, and taken out of the report.
        judgement = Judgement(
            (),
            known,
            f"Nothing is decided about links {community.until_read}; `wgbot check` says why.",
        )
    else:
        judgement = judge.judge(found.findings, known, now, settings, links)
    memory = replace(known, records=judgement.memory.records)
    if there and not judgement.withheld:
        memory = replace(memory, refused=_refused(there, judgement, memory))
    refused = {each.move for each in memory.refused}
    judgement, left = ignored.leave(judgement, settings.ignore, refused, now.date())
    done = [
        f"{name} has {counted(count, 'link')}; only the first {collect.MOST_OF_A_GROUP} are checked."
        for name, count in collect.too_many(community.registry).items()
    ]
    if there:
        if settings.mention_leads and any(each.is_new for each in judgement.verdicts):
            judgement = report.without_mentioned(judgement, there.mentioned(before.changed))
        changes = report.decide(judgement, community, settings, present, now, there.folder, left)
        done += [there.apply(change) for change in changes]
        if not judgement.withheld and not report.is_silenced(present, now, settings):
            memory = memory.with_told(report.told(judgement, community))
    done += keeper.write(memory.after(before, now), now.date())
    if options.health and not judgement.withheld:
        save(options.health, dump(judgement).encode())
    if there and settings.repair:
        may_move = any(
            each.standing == "failing" and each.target for each in memory.records.values()
        )
        is_all = not (judgement.withheld or found.cut or may_move)
        if followed := there.follow(judgement.verdicts, is_all=is_all):
            done.append(followed)
    return LinkCheck(found, judgement, now, tuple(done), left)


def _found(
    links: Sequence[Link],
    community: Repository,
    options: CheckOptions,
    remote: Remote | None,
    now: datetime,
) -> Run:
    """Check all links but those that are ignored anyway; *remote* asks its own GitHub about repositories."""
    settings = community.config.links
    known: dict[str, Finding] = ignored.unasked(links, settings.ignore, now.date())
    asked = [link for link in links if link.address not in known]
    if links and not asked:
        return Run(tuple(known.values()))
    fetch = web.FetchOptions(
        timeout=options.timeout or settings.timeout,
        concurrency=options.concurrency or settings.concurrency,
        allowed=(*networks.parse(settings.allow_networks), *options.allowed),
    )
    asking = run.check(
        asked,
        fetch,
        deadline=settings.deadline,
        asks={str(urlsplit(remote.server).hostname): partial(remote.api.query, pauses=())}
        if remote
        else None,
        hosts=settings.github_hosts,
        watch=options.watch,
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
