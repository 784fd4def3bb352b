"""What a line of a comment says of a group: one of the phrases that the issue names, and no more.

Whoever writes “not dead yet” is asked to say it in those words. Quotes and code are somebody else's.
"""

import functools
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from wgbot.checkin.memory import Said
from wgbot.form import leaves
from wgbot.form.shown import shown
from wgbot.registry.group import Group

_LONGEST = 5_000
"""The most characters of a comment that are read."""
_LONGEST_LINE = 300
"""The most characters of a line that can be an answer."""
_MOST_LINES = 100
_LATEST = 24
"""The most months that somebody can put off a question."""


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
_LIKE = tuple(
    re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.VERBOSE) for said, words in _WORDS if said != "here"
)
_STILL = re.compile(r"\b(?:still|noch)\b")
_NO = re.compile(r"\A(?:no|nope|nein)\Z|\b(?:no longer|any ?more|nicht mehr)\b")
"""It says that something is not as it was: what it is instead, nobody can know."""
_TICKED = re.compile(r"[-*+] \[x\]")
_BEFORE = " -*+[]"
"""What a list puts before a name."""
_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "januar februar märz april mai juni juli august september oktober november dezember",
    )
    for number, month in enumerate(names.split(), start=1)
    for name in (month, month[:3])
}
_DAY = re.compile(r"(?P<year>20\d\d)-(?P<month>\d\d)(?:-(?P<day>\d\d))?")
_MONTH = re.compile(r"(?P<name>[^\W\d_]+)(?: (?P<year>20\d\d))?")
_POLITE = re.compile(
    r"^(?:hi|hello|hey|hallo|please|bitte|and|und|for|für)\b[ ,!]*|[ ,]*\b(?:thanks|thank you|danke|please|bitte)$"
)
_AROUND = " \t.,:;!?-–—()[]\"'“”„=>#+&/|"
_MENTION = re.compile(r"(?<![\w/])@[\w-]+")


def lines(text: str, names: Mapping[str, str], today: date) -> Iterator[Line]:
    """Yield what the lines of a comment say, of those that say anything of a group.

    *names* are those of `names_of`.
    """
    above: tuple[str, ...] = ()
    visible = _without_code(shown(text[:_LONGEST].replace("\r\n", "\n")))
    for line in visible.split("\n")[:_MOST_LINES]:
        if line.lstrip().startswith(">") or len(line) > _LONGEST_LINE:
            continue
        slugs, rest = _named(plain(line), names)
        box = _TICKED.match(rest) if slugs else None
        is_answer = bool(slugs) and (bool(box) or rest.lstrip(_BEFORE).startswith(":"))
        if box:
            rest = rest[box.end() :] or "yes"
        is_question = rest.rstrip(_AROUND.replace("?", "")).endswith("?")
        rest = _bare(_MENTION.sub(" ", rest))
        if not rest:
            above = slugs or above
            continue
        said, until = (None, None) if is_question else _said(rest, today)
        if said or is_answer or _looks_like_one(rest):
            yield Line(slugs or above, said, until)
        elif not slugs:
            above = ()


def _without_code(text: str) -> str:
    for fence in reversed(leaves.scan(text, {"fence"})):
        text = text[: fence.lines[0][0]] + text[fence.end :]
    return text


@functools.lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """Return a line, or a name, without marks and capitals."""
    return " ".join(re.sub(r"[*_`~\\]", "", text.replace("’", "'")).casefold().split())


def _named(line: str, names: Mapping[str, str]) -> tuple[tuple[str, ...], str]:
    """Return the groups that a line names, the longest names first, and what else it says."""
    found: list[str] = []
    for name in names:
        at = _place(name, line)
        if at is not None:
            found.append(names[name])
            line = f"{line[:at]} {line[at + len(name) :]}"
    return tuple(dict.fromkeys(found)), " ".join(line.split())


def _place(name: str, line: str) -> int | None:
    """Return where a name stands in a line, as words of its own."""
    at = line.find(name) if name else -1
    while at >= 0:
        around = line[at - 1 : at] + line[at + len(name) : at + len(name) + 1]
        if not any(each.isalnum() or each in "_-" for each in around):
            return at
        at = line.find(name, at + 1)
    return None


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
    return any(pattern.search(text) for pattern in _LIKE) or bool(
        _STILL.search(text) or _NO.search(text)
    )


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


def names_of(groups: Mapping[str, Group], asked: Collection[str]) -> dict[str, str]:
    """Return the files of groups by each of their names, as `plain` writes it: the longest names first.

    All groups', so that what is said of another one isn't taken for one of those that are *asked*. What
    two of these are called is no name; where one of them shares it with others, it is that one's.
    """
    found: dict[str, set[str]] = {}
    for slug in dict.fromkeys((*groups, *asked)):
        group = groups.get(slug)
        names = (group.name, *group.aliases, *group.former_slugs) if group else ()
        for name in filter(None, map(plain, (slug, *names))):
            found.setdefault(name, set()).add(slug)
    meant = {name: (slugs & set(asked)) or slugs for name, slugs in found.items()}
    return {
        name: next(iter(meant[name]))
        for name in sorted(meant, key=lambda each: (-len(each), each))
        if len(meant[name]) == 1
    }
