"""A link check of one repository: what was found, what follows from it, and whom it was told.

The steps of `wgbot links` in their order. What is remembered is saved last, so a run that failed
before has told nobody anything that the next one would not tell.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from wgbot.community import repository
from wgbot.community.repository import Repository
from wgbot.files.disk import DiskTree, beside
from wgbot.github import job
from wgbot.links import collect, judge, networks, output, repair, report, run, web
from wgbot.links import state as links_state
from wgbot.links.findings import Run
from wgbot.links.judge import Judgement
from wgbot.links.networks import IPNetwork
from wgbot.links.report_issue import LinkReport
from wgbot.links.run import Watch
from wgbot.text.problems import WgbotError


@dataclass(frozen=True)
class LinkCheck:
    """What a run found, and what came of it."""

    run: Run
    judgement: Judgement
    now: datetime
    done: tuple[str, ...]
    """What was done on GitHub."""


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
) -> LinkCheck:
    """Check the links of the repository at *root*; with *reports*, tell of them on GitHub.

    *timeout* and *concurrency* come before those of the configuration. *state* is the file that remembers, *health* the one for the website; *second* is a checkout of
    the second repository, where there is one.
    """
    now = datetime.now(UTC)
    community = repository.load(DiskTree(root), second=beside(second))
    settings = community.config.links
    there = None
    if reports or (environment.get("GITHUB_TOKEN") and environment.get("GITHUB_REPOSITORY")):
        forge = job.connect(environment, root, seconds=settings.deadline, second=second)
        there = LinkReport(forge)
    links = collect.of_registry(community.registry)
    options = web.FetchOptions(
        timeout=timeout or settings.timeout,
        concurrency=concurrency or settings.concurrency,
        allowed=(*networks.parse(settings.allow_networks), *allowed),
    )
    asking = run.check(
        links,
        options,
        deadline=settings.deadline,
        posts={run.GITHUB: there.post} if there else None,
        hosts=settings.github_hosts,
        watch=watch,
    )
    found = asyncio.run(asking)
    present = there.find() if there and reports else None
    kept = links_state.load(state.read_bytes() if state and state.exists() else None)
    kept = links_state.recall(kept, links, present.body if present else "", settings.runs)
    if community.unread:
        # A group whose links are not known would be forgotten, and taken out of the report.
        judgement = Judgement((), kept, f"Nothing is judged {community.until_read}.")
    else:
        judgement = judge.judge(found.findings, kept, now, settings, links)
    done = tuple(
        f"{name} has {count} links; only the first {collect.MOST_OF_A_GROUP} are checked."
        for name, count in collect.too_many(community.registry).items()
    )
    remembered = judgement.memory
    if there and reports:
        done += _told(there, present, judgement, community, now)
        if not judgement.withheld:
            remembered = remembered.with_told(report.told(judgement, community))
    if state:
        _save(state, links_state.dump(remembered))
    if health and not judgement.withheld:
        _save(health, output.health(judgement).encode())
    return LinkCheck(found, judgement, now, done)


def _told(
    there: LinkReport,
    present: report.ReportIssue | None,
    judgement: Judgement,
    community: Repository,
    now: datetime,
) -> tuple[str, ...]:
    changes = report.decide(
        judgement, community, community.config.links, present, now, there.folder
    )
    done = [there.apply(change) for change in changes]
    followed = there.follow(repair.repair(judgement.verdicts, there.community()))
    return (*done, *([followed] if followed else []))


def _save(path: Path, data: bytes) -> None:
    """Replace a file, wholly or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.wgbot")
        fresh.write_bytes(data)
        fresh.replace(path)
    except OSError as error:
        raise WgbotError(f"{path} couldn't be written: {error.strerror}.") from error
