"""The one issue that tells about links: its text, and what shall be the case with it.

Nothing here writes an issue; whoever does finds it by its marker and its author.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from wgbot.community.links import LinkSettings
from wgbot.community.repository import Repository
from wgbot.community.translation import Catalogue
from wgbot.links.findings import LinkPlace
from wgbot.links.ignored import LeftAlone
from wgbot.links.judge import Judgement, Verdict
from wgbot.links.state import TOLD, digest_of, known_line
from wgbot.proposals.changes import Notice
from wgbot.proposals.messages import MAX_COMMENT
from wgbot.registry.accounts import ACCOUNT
from wgbot.registry.group import ASLEEP
from wgbot.text import escape
from wgbot.text.escape import Markdown

MARKER = "<!-- wgbot:links -->"
"""The first line of the report, by which it is found again."""

_LONGEST_ADDRESS = 200
_LONGEST_REASON = 120
_MOST_MENTIONS = 40
_MOST_EXPIRED = 20
_MOST_KNOWN = 1000
_MENTIONED = re.compile(r"^<!-- wgbot:mentioned((?: [0-9a-f]{8}){1,1000}) -->$", re.MULTILINE)
"""What a comment that mentions leads is about: a run that was killed after it cannot remember it."""


@dataclass(frozen=True)
class ReportIssue:
    """The report as it is."""

    number: int
    title: str
    body: str
    is_open: bool
    closed_by_person: bool = False
    closed_at: datetime | None = None


@dataclass(frozen=True)
class WriteReport:
    """There is one open report, with this title and text."""

    number: int | None
    """The issue to be it; None for a new one."""
    title: str
    body: str


@dataclass(frozen=True)
class CloseReport:
    """The report is closed, with this text."""

    number: int
    body: str


@dataclass(frozen=True)
class MentionLeads:
    """The leads are told about what is new, in one comment on the report."""

    text: str


LinkChange = WriteReport | CloseReport | MentionLeads | Notice


def decide(
    judgement: Judgement,
    repository: Repository,
    settings: LinkSettings,
    report: ReportIssue | None,
    now: datetime,
    blob: str | None = None,
    left: LeftAlone | None = None,
) -> list[LinkChange]:
    """Decide what shall be the case with the report; nothing, if all is as it should be.

    *blob* is the address of the folder on the web that files are linked to; *left* is what the
    judgement leaves out.
    """
    if judgement.withheld:
        return [Notice(judgement.withheld)]
    told = _told(judgement, repository)
    if not told:
        if report and report.is_open:
            return [CloseReport(report.number, body(judgement, repository, now, blob, left))]
        return []
    if report and is_silenced(report, now, settings):
        return [
            Notice(
                f"The report #{report.number} was closed by a person, so it stays closed for "
                f"{settings.quiet_days} days."
            )
        ]
    changes: list[LinkChange] = []
    fresh = body(judgement, repository, now, blob, left)
    if report is None:
        changes.append(WriteReport(None, title(repository), fresh))
    elif not report.is_open or report.body.replace("\r\n", "\n") != fresh:
        changes.append(WriteReport(report.number, report.title, fresh))
    if settings.mention_leads:
        mention = _mention([verdict for verdict in told if verdict.is_new], repository)
        changes += [MentionLeads(mention)] if mention else []
    return changes


def is_silenced(report: ReportIssue | None, now: datetime, settings: LinkSettings) -> bool:
    """Return whether nothing is told for now, because a person closed the report."""
    if report is None or report.is_open or not (report.closed_by_person and report.closed_at):
        return False
    return now - report.closed_at < timedelta(days=settings.quiet_days)


def told(judgement: Judgement, repository: Repository) -> list[str]:
    """Return the addresses that the report is about."""
    return [verdict.address for verdict in _told(judgement, repository)]


def _told(judgement: Judgement, repository: Repository) -> list[Verdict]:
    return [each for each in judgement.verdicts if _concerns(each, repository)]


def _concerns(verdict: Verdict, repository: Repository) -> bool:
    if verdict.standing == "archived":
        # Of a group that sleeps, nobody expects more.
        return any(_is_active(place, repository) for place in verdict.places)
    return verdict.standing in TOLD


def _is_active(place: LinkPlace, repository: Repository) -> bool:
    entry = repository.registry.entries.get(place.slug)
    return entry is None or entry.group.status not in ASLEEP


def title(repository: Repository) -> str:
    """Return the title that the report is opened with."""
    return repository.catalogue.say("Links of {nouns} that need attention")


def body(
    judgement: Judgement,
    repository: Repository,
    now: datetime,
    blob: str | None = None,
    left: LeftAlone | None = None,
) -> str:
    """Write the text of the report, no longer than GitHub takes."""
    left = left or LeftAlone()
    expired = [(Markdown(escape.code_span(each.what)), f"{each.until}") for each in left.expired]
    told = _told(judgement, repository)
    unknown = [each for each in judgement.verdicts if each.standing == "unknown" or _leads_on(each)]
    rows = [
        (place.slug, verdict, place)
        for verdict in sorted(told, key=lambda each: TOLD.index(each.standing)) + unknown
        for place in verdict.places
    ]
    # The memory has them all; this is for when it is lost.
    hidden = known_line((each.address, each.standing, each.since) for each in told[:_MOST_KNOWN])
    templates = repository.templates

    def render(most: int) -> str:
        rendered = templates.render(
            "link-report.md.j2",
            groups=_by_group(rows[:most], repository, blob),
            unlisted=len(rows) - min(most, len(rows)),
            dead=len([each for each in told if each.standing == "dead"]),
            told=len(told),
            counts=dict(judgement.counts()),
            total=len(judgement.verdicts),
            date=f"{now:%Y-%m-%d}",
            ignored=left.ignored,
            refused=left.refused,
            expired=expired[:_MOST_EXPIRED],
        )
        return f"{MARKER}\n{rendered.strip()}\n\n{hidden}\n"

    return render(_most(len(rows), lambda count: len(render(count)) <= MAX_COMMENT))


def _most(count: int, fits: Callable[[int], bool]) -> int:
    """Find the largest number up to *count* that *fits*, or 0."""
    if fits(count):
        return count
    low, high = 0, count
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def _by_group(
    rows: Sequence[tuple[str, Verdict, LinkPlace]], repository: Repository, blob: str | None
) -> list[dict[str, Any]]:
    said = repository.catalogue
    groups = repository.registry.groups()
    order = {slug: number for number, slug in enumerate(groups)}
    listed: dict[str, dict[str, Any]] = {}
    for slug, verdict, place in sorted(rows, key=lambda row: order.get(row[0], len(order))):
        group = listed.setdefault(slug, {"name": place.group, "links": []})
        target = verdict.target or (verdict.finding and verdict.finding.target)
        group["links"].append(
            {
                "standing": verdict.standing,
                "address": Markdown(escape.code_span(verdict.address, _LONGEST_ADDRESS)),
                "reason": escape.shorten(said.said(verdict.reason), _LONGEST_REASON)
                if verdict.reason
                else "",
                "since": f"{verdict.since:%Y-%m-%d}",
                "target": Markdown(escape.code_span(target, _LONGEST_ADDRESS)) if target else "",
                "archived_copy": _copy(verdict),
                "by_hand": verdict.by_hand,
                "place": _shown(place, blob, said),
                "dormant": verdict.standing == "archived" and _is_active(place, repository),
            }
        )
    return list(listed.values())


def _leads_on(verdict: Verdict) -> bool:
    """Return whether a link that works leads to where only a person can tell what it is."""
    finding = verdict.finding
    return verdict.standing == "ok" and finding is not None and finding.by_hand


def _copy(verdict: Verdict) -> Markdown | str:
    copy = verdict.archived_copy
    if not copy or len(copy) > _LONGEST_ADDRESS:
        return ""
    return Markdown(escape.link_destination(copy))


def _shown(place: LinkPlace, blob: str | None, said: Catalogue) -> Markdown:
    where = said.said(place.where)
    if not blob:
        return Markdown(where)
    return Markdown(f"[{where}]({escape.link_destination(f'{blob}/{place.path}#L{place.line}')})")


def _mention(new: Iterable[Verdict], repository: Repository) -> str:
    """Write the comment that mentions the leads of the groups with something new."""
    concerned: dict[str, list[str]] = {}
    new = list(new)
    for verdict in new:
        for place in verdict.places:
            entry = repository.registry.entries.get(place.slug)
            for person in entry.group.leads if entry else ():
                if person.github and ACCOUNT.fullmatch(person.github):
                    concerned.setdefault(person.github, []).append(place.group)
    if not concerned:
        return ""
    lines = [
        f"- @{account}: {', '.join(escape.code_span(each) for each in dict.fromkeys(groups))}"
        for account, groups in list(concerned.items())[:_MOST_MENTIONS]
    ]
    listed = "\n".join(lines)
    about = dict.fromkeys(digest_of(each.address, each.standing) for each in new[:_MOST_KNOWN])
    hidden = f"<!-- wgbot:mentioned {' '.join(about)} -->"
    opening = repository.catalogue.say("New in this report, for whoever leads these groups:")
    return f"{hidden}\n{opening}\n\n{listed}\n"


def mentioned_in(text: str) -> frozenset[str]:
    """Read from a comment of the bot's what it mentions leads for."""
    found = _MENTIONED.search(text.replace("\r\n", "\n"))
    return frozenset(found[1].split() if found else ())


def without_mentioned(judgement: Judgement, mentioned: Collection[str]) -> Judgement:
    """Return the judgement, in which nothing is new that leads were *mentioned* for already."""
    verdicts = [
        replace(
            each, is_new=each.is_new and digest_of(each.address, each.standing) not in mentioned
        )
        for each in judgement.verdicts
    ]
    return replace(judgement, verdicts=tuple(verdicts))
