"""What people answered: a line of a comment that says one thing of a group, or a tick in the issue.

Only leads and maintainers answer; a tick is whose edit of the issue's text made it. What a line says
is for `phrases`.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from wgbot.checkin.evidence import Accounts
from wgbot.checkin.memory import Reply
from wgbot.checkin.phrases import Line, lines, names_of
from wgbot.proposals import consent
from wgbot.registry.group import Group


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment of a person's on the issue."""

    by: str
    number: int | None
    """The number of their account."""
    at: datetime
    """When it was written, or changed last by themselves."""
    text: str


@dataclass(frozen=True, slots=True)
class IssueRevision:
    """The issue's text after an edit."""

    by: str
    at: datetime
    text: str
    is_person: bool
    """Whether a person made it, and not the bot or another program."""


def leads_of(remark: Remark, group: Group | None, accounts: Accounts) -> bool:
    """Return whether whoever wrote a comment leads a group: by their number, where that is known."""
    leads = consent.with_numbers(group, accounts.existing).leads if group else ()
    return any(lead.has_account(remark.by, remark.number) for lead in leads)


@dataclass(frozen=True)
class GivenAnswers:
    """What was answered in an issue."""

    said: Mapping[str, Reply]
    """The last answer for each group that has one."""
    taken_back: Mapping[str, datetime]
    """When a tick was taken away by a person, by the groups."""
    unread: tuple[Remark, ...]
    """Comments of leads and maintainers that look like an answer and can't be read."""


def read(
    remarks: Sequence[Remark],
    revisions: Sequence[IssueRevision],
    asked: Sequence[str],
    groups: Mapping[str, Group],
    accounts: Accounts,
    maintainers: Collection[str],
) -> GivenAnswers:
    """Return what was answered for the groups that are *asked*.

    *maintainers* are accounts, in lower case.
    """
    found: dict[str, Reply] = {}
    unread: list[Remark] = []
    names = names_of(groups, asked) if remarks else {}
    for remark in sorted(remarks, key=lambda each: each.at):
        own = [slug for slug in asked if leads_of(remark, groups.get(slug), accounts)]
        is_maintainer = remark.by.lower() in maintainers
        if not own and not is_maintainer:
            continue
        usual = own if len(own) == 1 else list(asked) if len(asked) == 1 else []
        for line in _lines(remark, names):
            about = [
                each
                for each in line.slugs or usual
                if each in own or (is_maintainer and each in asked)
            ]
            if line.said is None or not about:
                unread += [remark] if (about or not line.slugs) else []
                continue
            for slug in about:
                found[slug] = Reply(line.said, remark.by, remark.at, line.until)
    # A file may have been renamed since the issue's text was written.
    slugs = {
        name: slug
        for slug in asked
        for name in (*(groups[slug].former_slugs if slug in groups else ()), slug)
    }
    ticks, taken_back = _ticks(revisions, slugs)
    for slug, answer in ticks.items():
        if slug not in found or found[slug].at <= answer.at:
            found[slug] = answer
    left = (
        each
        for each in dict.fromkeys(unread)
        if not any(said.by == each.by and said.at >= each.at for said in found.values())
    )
    return GivenAnswers(found, taken_back, tuple(left))


def whose_role(
    remarks: Sequence[Remark],
    asked: Sequence[str],
    groups: Mapping[str, Group],
    accounts: Accounts,
) -> list[str]:
    """Return whose role matters: who wrote what looks like an answer, and leads not all that it names."""
    names = names_of(groups, asked) if remarks else {}
    found = []
    for remark in remarks:
        for line in _lines(remark, names):
            about = line.slugs or asked
            if not all(leads_of(remark, groups.get(slug), accounts) for slug in about):
                found.append(remark.by)
    return list(dict.fromkeys(found))


def _lines(remark: Remark, names: Mapping[str, str]) -> Iterator[Line]:
    """Yield what a comment says; `June` is the one after it was written, whenever it is read."""
    return lines(remark.text, names, remark.at.date())


_MARK = "<!-- wgbot:group "


def boxes(text: str) -> dict[str, bool]:
    """Return which groups have a tick, of those that have a box in the issue's text."""
    found: dict[str, bool] = {}
    for line in text.splitlines():
        box, (_, mark, rest) = line.lstrip()[:5], line.rpartition(_MARK)
        if mark and box[:3] in ("- [", "* [", "+ [") and box[4:] == "]":
            found[rest.partition(" ")[0]] = box[3] in "xX"
    return found


def _ticks(
    revisions: Sequence[IssueRevision], slugs: Mapping[str, str]
) -> tuple[dict[str, Reply], dict[str, datetime]]:
    """Return the ticks that people made, and those that they took away.

    *slugs* are the groups' files by what each is, or was, called. By what they changed in the text that was there: what the bot wrote over it later changes nothing.
    """
    found: dict[str, Reply] = {}
    taken_back: dict[str, datetime] = {}
    before: dict[str, bool] | None = None
    for each in sorted(revisions, key=lambda one: one.at):
        now = {slugs[name]: tick for name, tick in boxes(each.text).items() if name in slugs}
        for slug, has_tick in now.items() if before is not None and each.is_person else ():
            if has_tick != (before or {}).get(slug, has_tick):
                if has_tick:
                    found[slug] = Reply("here", each.by, each.at, is_tick=True)
                    taken_back.pop(slug, None)
                else:
                    found.pop(slug, None)
                    taken_back[slug] = each.at
        before = now
    return found, taken_back
