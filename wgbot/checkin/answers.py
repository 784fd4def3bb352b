"""What people answered: a line of a comment that says one thing of a group, or a tick in the issue.

Only leads and maintainers answer; a tick is whose edit of the issue's text made it. What a line says
is for `phrases`.
"""

from collections.abc import Collection, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Heard:
    """What a comment says of those who are asked."""

    remark: Remark
    own: tuple[str, ...]
    """Those of them that whoever wrote it leads: by their number, where that is known."""
    lines: tuple[Line, ...]

    def usual(self, asked: Sequence[str]) -> Sequence[str]:
        """Return which of the groups that are *asked* a line is about that names none."""
        only = [each for each in (self.own, asked) if len(each) == 1]
        return only[0] if only else ()

    def is_for_others(self, asked: Sequence[str]) -> bool:
        """Return whether it says something of a group among *asked* that its author doesn't lead."""
        usual = self.usual(asked) or asked
        about = (slug for line in self.lines for slug in line.slugs or usual)
        return any(slug in asked and slug not in self.own for slug in about)


@dataclass(frozen=True)
class GivenAnswers:
    """What was answered in an issue."""

    said: Mapping[str, Reply]
    """The last answer for each group that has one."""
    taken_back: Mapping[str, datetime]
    """When a tick was taken away by a person, by the groups."""
    unread: tuple[Remark, ...]
    """Comments of leads and maintainers that look like an answer and can't be read."""


def hear(
    remarks: Sequence[Remark],
    asked: Sequence[str],
    groups: Mapping[str, Group],
    accounts: Accounts,
) -> list[Heard]:
    """Return what comments say of the groups that are *asked*, the oldest first."""
    if not remarks:
        return []
    names = names_of(groups, asked)
    known = {slug: groups[slug] for slug in asked if slug in groups}
    leads = {
        slug: consent.with_numbers(group, accounts.existing).leads for slug, group in known.items()
    }
    return [
        Heard(
            remark,
            tuple(
                slug
                for slug, people in leads.items()
                if any(each.has_account(remark.by, remark.number) for each in people)
            ),
            # `June` is the one after it was written, whenever it is read.
            tuple(lines(remark.text, names, remark.at.date())),
        )
        for remark in sorted(remarks, key=lambda each: each.at)
    ]


def read(
    heard: Sequence[Heard],
    revisions: Sequence[IssueRevision],
    asked: Sequence[str],
    groups: Mapping[str, Group],
    maintainers: Collection[str],
) -> GivenAnswers:
    """Return what was answered for the groups that are *asked*.

    *maintainers* are accounts, in lower case.
    """
    found: dict[str, Reply] = {}
    unread: list[Remark] = []
    for each in heard:
        remark, own = each.remark, each.own
        is_maintainer = remark.by.lower() in maintainers
        if not own and not is_maintainer:
            continue
        for line in each.lines:
            about = [
                slug
                for slug in line.slugs or each.usual(asked)
                if slug in own or (is_maintainer and slug in asked)
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
        remark
        for remark in dict.fromkeys(unread)
        if not any(said.by == remark.by and said.at >= remark.at for said in found.values())
    )
    return GivenAnswers(found, taken_back, tuple(left))


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
