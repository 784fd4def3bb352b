"""What people answered: a line of a comment that says one thing of a group, or a tick in the issue.

A line counts if it says that one thing and no more: whoever writes “not dead yet” is asked to say it in
the words of the issue. Quotes and code are somebody else's words. Only leads and maintainers answer.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from wgbot.checkin.evidence import Accounts
from wgbot.checkin.memory import Reply, Said
from wgbot.form.shown import shown
from wgbot.registry.group import Group

_LONGEST = 5_000
"""The most characters of a comment that are read."""
_MOST_LINES = 100
_LATEST = 24
"""The most months that somebody can put off a question."""


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
class Line:
    """What one line says."""

    slugs: tuple[str, ...]
    """The groups that it names."""
    said: Said | None
    """None for what looks like an answer and can't be read."""
    until: date | None = None


_BE = r"(?:(?:we|i|it|they|the group|group|wir|sie|es|die gruppe)[ ]?)?(?:(?:'re|'s|'m|are|is|am|sind|ist)[ ])?"
_WORDS: tuple[tuple[Said, str], ...] = (
    (
        "here",
        rf"(?:(?:yes|ja),?[ ])?{_BE}(?:still|noch|immer[ ]noch)[ ]"
        r"(?:very[ ]|sehr[ ])?(?:here|active|alive|going|da|aktiv|dabei)|yes|ja",
    ),
    (
        "lead",
        r"(?:(?:we|it|wir|sie)[ ])?(?:needs?|(?:(?:are|is)[ ])?looking[ ]for|brauchen|braucht|suchen|sucht)"
        r"[ ](?:an?[ ]|new[ ]|eine?n?[ ]|neue[ ])*(?:leads?|chairs?|leitung(?:en)?)",
    ),
    ("pause", rf"{_BE}(?:on[ ]|taking[ ]a[ ]|macht[ ]|machen[ ])?(?:paused?|pausiert|ruht)"),
    (
        "ended",
        r"(?:(?:it|we|this|the[ ]group|sie|es|die[ ]gruppe)[ ]?)?(?:has|have|is|'s|hat|ist|wurde)?[ ]?"
        r"(?:ended|finished|over|zu[ ]ende|beendet|geendet|aufgel[öo]e?st)",
    ),
    (
        "later",
        r"ask(?:[ ]us)?[ ]again(?:[ ](?:in|on|after|from))?[ ](?P<en>.+)"
        r"|fragt?(?:[ ]uns)?[ ](?:(?:wieder|erneut|noch[ ]?mal|noch[ ]einmal)[ ])?(?:im|am|ab|in)[ ]"
        r"(?P<de>.+?)(?:[ ](?:wieder|erneut|noch[ ]?mal|noch[ ]einmal))?",
    ),
)
_PHRASES = tuple((said, re.compile(words, re.VERBOSE)) for said, words in _WORDS)
_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "jan feb mar apr may jun jul aug sep oct nov dec",
    )
    for number, name in enumerate(names.split(), start=1)
}
_DAY = re.compile(r"(?P<year>20\d\d)-(?P<month>\d\d)(?:-(?P<day>\d\d))?")
_MONTH = re.compile(r"(?P<name>[^\W\d_]+)(?: (?P<year>20\d\d))?")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1[`~]*\s*$|\Z)", re.MULTILINE | re.DOTALL)
_POLITE = re.compile(
    r"^(?:hi|hello|hey|hallo|please|bitte|and|und|for|für)\b[ ,!]*|[ ,]*\b(?:thanks|thank you|danke|please|bitte)$"
)
_AROUND = " \t.,:;!?-–—()[]\"'“”„=>#+&/|"
_MENTION = re.compile(r"(?<![\w/])@[\w-]+")


def lines(text: str, names: Mapping[str, str], today: date) -> Iterator[Line]:
    """Yield what the lines of a comment say, of those that say anything of a group.

    *names* has the files of the groups that are asked, by each of their names as `plain` writes it.
    """
    above: tuple[str, ...] = ()
    visible = _FENCE.sub("", shown(text[:_LONGEST].replace("\r\n", "\n")))
    for line in visible.split("\n")[:_MOST_LINES]:
        if line.lstrip().startswith(">"):
            continue
        slugs, rest = _named(plain(line), names)
        rest = _bare(_MENTION.sub(" ", rest))
        if not rest:
            above = slugs or above
            continue
        said, until = _said(rest, today)
        if said or _looks_like_one(rest):
            yield Line(slugs or above, said, until)
        elif not slugs:
            above = ()


def plain(text: str) -> str:
    """Return a line, or a name, without marks and capitals."""
    return " ".join(re.sub(r"[*_`~\\]", "", text.replace("’", "'")).casefold().split())


def _named(line: str, names: Mapping[str, str]) -> tuple[tuple[str, ...], str]:
    """Return the groups that a line names, the longest names first, and what else it says."""
    found: list[str] = []
    for name in sorted(names, key=lambda each: (-len(each), each)):
        pattern = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
        if name and (there := pattern.search(line)):
            found.append(names[name])
            line = f"{line[: there.start()]} {line[there.end() :]}"
    return tuple(dict.fromkeys(found)), " ".join(line.split())


def _bare(text: str) -> str:
    before = ""
    while before != text:
        before, text = text, _POLITE.sub("", text.strip(_AROUND)).strip(_AROUND)
    # Signs such as 👍 say nothing more.
    return " ".join(re.sub(r"[^\w\s'.,:-]", "", text).split()).strip(_AROUND)


def _said(text: str, today: date) -> tuple[Said | None, date | None]:
    for said, pattern in _PHRASES:
        found = pattern.fullmatch(text)
        if found and said != "later":
            return said, None
        if found and (until := _until(found["en"] or found["de"], today)):
            return said, until
    return None, None


def _looks_like_one(text: str) -> bool:
    """Return whether a line has an answer in it, and more."""
    return any(
        re.search(rf"(?<!\w)(?:{pattern.pattern})(?!\w)", text, re.VERBOSE)
        for said, pattern in _PHRASES
        if said != "here"
    ) or bool(re.search(r"\bstill\b|\bnoch\b", text))


def _until(text: str, today: date) -> date | None:
    """Return the day that is meant by `june`, `june 2027`, `2027-06` or `2027-06-15`, if it is to come."""
    if found := _DAY.fullmatch(text):
        try:
            day = date(int(found["year"]), int(found["month"]), int(found["day"] or 1))
        except ValueError:
            return None
    elif (found := _MONTH.fullmatch(text)) and found["name"] in _MONTHS:
        month = _MONTHS[found["name"]]
        year = int(found["year"] or today.year + (month <= today.month))
        day = date(year, month, 1)
    else:
        return None
    months = (day.year - today.year) * 12 + day.month - today.month
    return day if day > today and months <= _LATEST else None


def names_of(groups: Mapping[str, Group], asked: Iterable[str]) -> dict[str, str]:
    """Return the files of the groups that are asked, by each of their names; not by what two have."""
    found: dict[str, set[str]] = {}
    for slug in asked:
        group = groups.get(slug)
        for name in (slug, *((group.name, *group.aliases) if group else ())):
            found.setdefault(plain(name), set()).add(slug)
    return {name: next(iter(slugs)) for name, slugs in found.items() if len(slugs) == 1}


def leads_of(remark: Remark, group: Group | None, accounts: Accounts) -> bool:
    """Return whether whoever wrote a comment leads a group: by their number, where that is known."""
    for lead in group.leads if group else ():
        known = lead.id or accounts.numbers.get((lead.github or "").lower())
        is_name = remark.by.lower() == (lead.github or "").lower()
        if (remark.number == known) if known else is_name:
            return True
    return False


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
    today: date,
) -> GivenAnswers:
    """Return what was answered for the groups that are *asked*.

    *maintainers* are accounts, in lower case.
    """
    found: dict[str, Reply] = {}
    unread: list[Remark] = []
    names = names_of(groups, asked)
    for remark in sorted(remarks, key=lambda each: each.at):
        own = [slug for slug in asked if leads_of(remark, groups.get(slug), accounts)]
        is_maintainer = remark.by.lower() in maintainers
        if not own and not is_maintainer:
            continue
        usual = own if len(own) == 1 else list(asked) if len(asked) == 1 else []
        for line in lines(remark.text, names, today):
            about = [each for each in line.slugs or usual if is_maintainer or each in own]
            if line.said is None or not about:
                unread += [remark] if (about or not line.slugs) else []
                continue
            for slug in about:
                found[slug] = Reply(line.said, remark.by, remark.at, line.until)
    ticks, taken_back = _ticks(revisions, asked)
    for slug, answer in ticks.items():
        if slug not in found or found[slug].at <= answer.at:
            found[slug] = answer
    answered_later = {each.by for each in unread} & {each.by for each in found.values()}
    left = [
        each
        for each in dict.fromkeys(unread)
        if not (
            each.by in answered_later
            and any(a.by == each.by and a.at >= each.at for a in found.values())
        )
    ]
    return GivenAnswers(found, taken_back, tuple(left))


def whose_role(
    remarks: Sequence[Remark],
    asked: Sequence[str],
    groups: Mapping[str, Group],
    accounts: Accounts,
    today: date,
) -> list[str]:
    """Return whose role matters: who wrote what looks like an answer, and leads not all that it names."""
    names = names_of(groups, asked)
    found = []
    for remark in remarks:
        for line in lines(remark.text, names, today):
            about = line.slugs or asked
            if not all(leads_of(remark, groups.get(slug), accounts) for slug in about):
                found.append(remark.by)
    return list(dict.fromkeys(found))


_BOX = re.compile(
    r"^\s*[-*+] \[(?P<tick>[ xX])\] .*<!-- wgbot:group (?P<slug>[a-z0-9-]+)\b[^\n]*-->\s*$",
    re.MULTILINE,
)


def boxes(text: str) -> dict[str, bool]:
    """Return which groups have a tick, of those that have a box in the issue's text."""
    return {
        found["slug"]: found["tick"] != " " for found in _BOX.finditer(text.replace("\r\n", "\n"))
    }


def _ticks(
    revisions: Sequence[IssueRevision], asked: Collection[str]
) -> tuple[dict[str, Reply], dict[str, datetime]]:
    """Return the ticks that people made, and those that they took away.

    By what they changed in the text that was there: what the bot wrote over it later changes nothing.
    """
    found: dict[str, Reply] = {}
    taken_back: dict[str, datetime] = {}
    before: dict[str, bool] | None = None
    for each in sorted(revisions, key=lambda one: one.at):
        now = boxes(each.text)
        for slug, has_tick in now.items() if before is not None and each.is_person else ():
            if slug in asked and has_tick != (before or {}).get(slug, has_tick):
                if has_tick:
                    found[slug] = Reply("here", each.by, each.at, is_tick=True)
                    taken_back.pop(slug, None)
                else:
                    found.pop(slug, None)
                    taken_back[slug] = each.at
        before = now
    return found, taken_back
