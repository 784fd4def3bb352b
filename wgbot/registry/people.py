"""People, as answers name them → accounts, names and roles.

An account is read wherever it is: in a list, a sentence, a table, a link to a profile. What is
around it is no reason to refuse it; of that, only a name and a role are kept, where there is no
doubt that they are. A word without a mark is an account only where it can be nothing else. What
isn't an account comes as it was typed, to be refused, without the e-mail addresses in it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from wgbot.registry import tables
from wgbot.registry.group import Person

ACCOUNT = re.compile(r"(?=.{1,39}\Z)[A-Za-z0-9][A-Za-z0-9-]*+(?:_[A-Za-z0-9]{1,8})?")
"""Accounts of enterprises end in `_` and a short code; old ones may have two hyphens, or end in one.

https://docs.github.com/en/enterprise-cloud@latest/admin/managing-iam
"""

AND = frozenset(("and", "&", "+", "und", "et", "y"))
EMAIL = "…@…"
"""What stands for an e-mail address."""

_EMAIL = re.compile(
    r"""(?<![^\s@<>()|,;:"'])[^\s@<>()|,;:"']++(?:@|[ ]?[(\[{]at[)\]}][ ]?|[ ]at[ ])[^\W_][\w-]*+
    (?:(?:\.|[ ]?[(\[{]dot[)\]}][ ]?|[ ]dot[ ])[^\W_][\w-]*+)++""",
    re.VERBOSE | re.IGNORECASE,
)
_PROFILE = r"(?:https?://)?(?:www\.)?github\.com/"
_FOUND = re.compile(
    rf"""\[(?P<text>[^\[\]]*)\]\(<?(?P<url>[^\s()<>]++)>?\)
    | (?<![\w.@/-]){_PROFILE}(?P<profile>[\w-]++)/?(?:[?#][^\s()<>\[\],;]*+)?(?![\w/-])
    | (?<![\w.])github(?:[ -]?(?:account|user[ -]?name|user|handle|id|login|profile))?\*{{0,2}}[ ]?
      [:=]\*{{0,2}}[ ]?(?P<told>(?!https?:)[A-Za-z0-9][\w-]*+)(?![\w./:@])
    | (?<![\w.+])[@＠](?P<mark>(?:[^\s,;、，；()\[\]<>|*`"'’“”&+…–—/]|/(?![@＠])|\[bot\])*+)""",
    re.VERBOSE | re.IGNORECASE,
)
_BULLET = re.compile(r"\A\s*+(?:>\s*+)*+(?:[-*+•]|\d{1,3}[.)])\s++(?:\[[ xX]\]\s++)?")
_ALONE = re.compile(r"[,;、，；]")
_LISTED = re.compile(r"[,;、，；]|\s(?:and|&|\+|und|et|y)\s")
_AROUND = "\"'`*<>()[].:!?"
"""What is around an account in a sentence or a list, and isn't a part of it."""
_EMPHASIS = re.compile(r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}")

_ROLE = re.compile(
    r"""(?:(?:co|vice|deputy|interim|acting|tech(?:nical)?|team|group|community|project|program(?:me)?|
        working[ ]group|wg|sig)[ -]?)*+
    (?:chair(?:s|person|man|woman)?|lead(?:er)?s?|maintainers?|coordinators?|organi[sz]ers?|
       facilitators?|secretar(?:y|ies)|sponsors?|liaisons?|stewards?|owners?|contacts?|editors?|
       vorsitz(?:ende[r]?)?|leitung|sprecher(?:in)?|betreuer(?:in)?)""",
    re.VERBOSE | re.IGNORECASE,
)
_PLAIN_ROLE = re.compile(r"(?:team |group )?(?:leads?|leaders?|contacts?)", re.IGNORECASE)
"""What every lead is: it says nothing of one."""
_FORMER = re.compile(r"\b(?:emerit\w*|former|formerly|past|retired|ehemalig\w*)\b", re.IGNORECASE)
_EMERITUS = re.compile(r"(?:[\w-]+ )?emerit\w*", re.IGNORECASE)
_PARTS = re.compile(r"[,;()<>|/\[\]@]")
_SMALL = frozenset("al bin da de del della den der di do dos du el la le ten ter van von".split())
_NO_NAME = frozenset(
    """ag and association bank club college committee community company corp corporation
    department dept e.v foundation gmbh group inc institut institute lab labs limited llc ltd mr
    mrs ms n/a network none organization plc project sa school software society systems team
    technologies the university universität ulc we working""".split()
)


_LONGEST = 60
"""The most characters of a name or a role."""


class _Lead(NamedTuple):
    account: str
    name: str | None = None
    role: str | None = None


def people(text: str) -> tuple[Person, ...]:
    """Read people as answers name them: `@ada, Grace Hopper (@grace), https://github.com/alan`."""
    if not text.isascii():
        # Nothing that cannot be seen belongs to an account, and much of it comes with copying.
        text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    lines, found = tables.split(text)
    leads = [lead for table in found for lead in _in_table(table)]
    if leads or any(_marks(line) for line in lines):
        leads += _in_lines(_BULLET.sub("", line, count=1) for line in lines)
    elif not found:
        leads = [lead for line in lines for lead in _bare(_BULLET.sub("", line, count=1))]
    return tuple(
        Person.model_construct(github=each.account, name=each.name, role=each.role)
        for each in leads
    )


def without_accounts(text: str) -> Iterator[str]:
    """Yield the names of people in a list, where no account is beside them."""
    for line in text.split("\n"):
        for piece in _LISTED.split(_BULLET.sub("", line, count=1).rpartition(":")[2]):
            near = re.split(r"\s[-–—]\s|[(\[|]", piece)[0]
            if (name := _name(near, fewest=2)) and not _marks(piece):
                yield name


_IN_BRACKETS = re.compile(r"\([^()]*\w[^()]*\)|\[[^\[\]]*\w[^\[\]]*\]|https?://\S+")
_SIGNS = re.compile(r"[^\w\s,;:.()\[\]<>|/*#`'\"’“”&+–—•>-]|[(\[][^\w\s][)\]]")
_BETWEEN = re.compile(r"[,;|/:]|\s[-–—]\s")


def prose(text: str) -> str:
    """Return the first word in a list of accounts that says more than who they are; empty if none does."""
    lines, found = tables.split(text)
    if found or not any(map(_marks, lines)):
        return ""
    for line in lines:
        plain = _EMAIL.sub(" , ", _BULLET.sub("", line, count=1))
        for mark in reversed(_marks(plain)):
            plain = f"{plain[: mark.start]} , {plain[mark.end :]}"
        plain = _EMPHASIS.sub("", _IN_BRACKETS.sub(" , ", plain))
        label, colon, _ = plain.rpartition(":")
        if sign := _SIGNS.search(plain):
            return sign[0]
        if colon and label.strip(" ,") and not _is_of_people(re.split("[,;:]", label)[-1]):
            return label.strip()
        for piece in _BETWEEN.split(plain):
            words = [word.strip(_AROUND) for word in piece.split()]
            odd = [word for word in words if word[:1].islower() and word not in AND | _SMALL]
            if odd and not _is_of_people(piece):
                return odd[0]
    return ""


def _is_of_people(text: str) -> bool:
    """Return whether a text says what those are who are named."""
    said = " ".join(text.strip(_AROUND + " #_+-–—").split())
    plain = re.sub(r"(?i)\A(?:(?:our|the|new|current|and|und) )+", "", said)
    return any(each.fullmatch(plain) for each in (_ROLE, _PLAIN_ROLE, _EMERITUS)) or bool(
        _FORMER.search(plain)
    )


def without_emails(text: str) -> str:
    """Return *text* with something else in the place of each e-mail address: it isn't ours to tell."""
    return _EMAIL.sub(EMAIL, text)


def _bare(line: str) -> Iterator[_Lead]:
    """Read a line in an answer without any mark: a word between commas is an account."""
    for listed in _ALONE.split(line):
        bare = listed.strip().strip(_AROUND)
        if listed.strip():
            yield _Lead(bare if ACCOUNT.fullmatch(bare) else without_emails(listed.strip()))


class _Mark(NamedTuple):
    """An account in a line, or what is marked like one, and where it is."""

    start: int
    end: int
    account: str
    label: str = ""
    """The text of the link that it is."""


def _marks(line: str) -> list[_Mark]:
    found = (_mark(each) for each in _FOUND.finditer(_EMAIL.sub(_blank, line)))
    marks = [mark for mark in found if mark]
    return [
        mark
        for number, mark in enumerate(marks)
        if not (number and _is_the_same(line, marks[number - 1], mark))
    ]


def _blank(email: re.Match[str]) -> str:
    # A mark can be before it, as in `@ada@example.org`: that is no account.
    is_marked = email.start() > 0 and email.string[email.start() - 1] in "@＠"
    return " " * len(email[0]) if not is_marked else EMAIL.ljust(len(email[0]))


def _is_the_same(line: str, one: _Mark, other: _Mark) -> bool:
    """Return whether a person's account is there twice, as in `@ada (https://github.com/ada)`."""
    between = line[one.end : other.start].strip()
    return one.account.casefold() == other.account.casefold() and between in ("(", "<", "[", ":")


def _mark(found: re.Match[str]) -> _Mark | None:
    if found["url"] is not None:
        return _linked(found)
    account = found["profile"] or found["told"]
    if account is None:
        account = found["mark"].rstrip(_AROUND.replace("]", ""))
        if not account:
            return None
        if not ACCOUNT.fullmatch(account):
            account = "@" + without_emails(account)
    return _Mark(*found.span(), account)


def _linked(found: re.Match[str]) -> _Mark | None:
    """Read a link: to a profile, or with an account as its text."""
    text = found["text"].strip().strip("*_`")
    profile = re.fullmatch(rf"{_PROFILE}([\w-]+)/?(?:[?#].*)?", found["url"], re.IGNORECASE)
    named = text.lstrip("@＠") if text[:1] in ("@", "＠") else ""
    if named and profile and named.casefold() != profile[1].casefold():
        return _Mark(*found.span(), without_emails(found[0]))
    if not named and not profile:
        return None
    account = profile[1] if profile else named
    if not ACCOUNT.fullmatch(account):
        account = without_emails(found[0])
    return _Mark(*found.span(), account, "" if named else text)


def _in_lines(lines: Iterable[str]) -> Iterator[_Lead]:
    """Read the lines of an answer in which accounts are marked; a role can stand above those with it."""
    heading = ""
    for line in lines:
        if said := _heading(line):
            heading = said
        elif not _FORMER.search(heading):
            yield from _in_line(line, heading)


def _heading(line: str) -> str:
    """Return the role of those in the lines below; empty for any other line."""
    said = " ".join(line[: 2 * _LONGEST].strip(" \t#*_:").split())
    known = _ROLE.fullmatch(_FORMER.sub("", said).strip()) or _FORMER.fullmatch(said)
    return said if known else ""


def _in_line(line: str, heading: str) -> Iterator[_Lead]:
    """Read a line of an answer in which accounts are marked."""
    marks = _marks(line)
    role, at = heading, 0
    for number, mark in enumerate(marks):
        before = _EMPHASIS.sub("", line[at : mark.start])
        after = line[mark.end : marks[number + 1].start if number + 1 < len(marks) else None]
        at = mark.end
        label, colon, _ = before.rpartition(":")
        if colon:
            role = re.split(r"[;,()]", label[-_LONGEST:])[-1].strip()
        if _FORMER.search(role) or _is_former(before, after):
            continue
        own = _role(before.strip(" \t-–—|,;:(<[")) or _role(_behind(after)) or _role(role)
        name = _name(mark.label) or _named(before, is_alone=len(marks) == 1)
        yield _Lead(mark.account, name, own)
    if marks and _lists_bare_words(line, marks):
        yield _Lead(without_emails(line.strip()))


def _lists_bare_words(line: str, marks: Sequence[_Mark]) -> bool:
    """Return whether a line is a list of single words, and some that have no mark may be accounts."""
    if line[: marks[0].start].strip(_AROUND + " "):
        return False
    listed = [each.strip().strip(_AROUND) for each in _LISTED.split(line)]
    bare = [each for each in listed if each and each[0] not in "@＠" and each not in AND]
    return not any(" " in each for each in listed) and any(
        ACCOUNT.fullmatch(word) and not word[0].isupper() for word in bare
    )


def _behind(after: str) -> str:
    """Return what is said of an account right behind it: `@ada (chair)`, `@ada, chair`."""
    found = re.match(r"[\s)\]*]*(?:[-–—,:]\s*|[(\[]\s*)?([^,;()\[\]@|–—]*)", after)
    return _EMPHASIS.sub("", found[1]).strip(" .-") if found else ""


def _is_former(before: str, after: str) -> bool:
    """Return whether an account is somebody's who no longer leads: `former chair @ada`."""
    near = _PARTS.split(before)[-1].strip()
    return bool(
        (_FORMER.match(near) and _ROLE.fullmatch(_FORMER.sub("", near, count=1).strip(" :")))
        or _EMERITUS.fullmatch(_behind(after))
    )


def _role(text: str) -> str | None:
    """Return a role, as the community calls it; None for what is none, or is that of every lead."""
    text = " ".join(text.split())
    if not _ROLE.fullmatch(text) or _PLAIN_ROLE.fullmatch(text):
        return None
    one = text[:-1] if text[-1:] in "sS" else text
    return one if _ROLE.fullmatch(one) else text


def _named(before: str, *, is_alone: bool) -> str | None:
    """Return the name that is before an account: `Ada Lovelace (@ada`, `Ada Lovelace, Corp, @ada`."""
    before = before.rpartition(":")[2]
    opened = max(map(before.rfind, "(<["))
    if opened >= 0 and not any(closing in before[opened:] for closing in ")>]"):
        return _name(_PARTS.split(before[:opened])[-1])
    if near := _PARTS.split(before)[-1].strip(" -–—"):
        return _name(near, fewest=2)
    return _name(re.split(r"[,|/(]|\s[-–—]\s", before)[0], fewest=2) if is_alone else None


def _name(text: str, fewest: int = 1) -> str | None:
    """Return *text* if it is a person's name without doubt."""
    words = text[-2 * _LONGEST :].strip(" \t-–—.,*_`").split()
    while words and words[0].casefold() in AND:
        words = words[1:]
    is_name = (
        fewest <= len(words) <= 5
        and len(" ".join(words)) <= _LONGEST
        and not _role(" ".join(words))
        and not _PLAIN_ROLE.fullmatch(" ".join(words))
        and all(word in _SMALL or _is_of_name(word) for word in words)
        and words[0] not in _SMALL | {"@"}
    )
    return " ".join(words) if is_name else None


def _is_of_name(word: str) -> bool:
    letters = re.sub(r"[.'’-]", "", word)
    return (
        bool(letters)
        and all(unicodedata.category(char)[0] in "LM" for char in letters)
        and not (letters[0].islower() or word.strip(".").casefold() in _NO_NAME)
        and not _ROLE.fullmatch(word)
    )


def _in_table(table: tables.Table) -> Iterator[_Lead]:
    """Read people from a table: their accounts from its column, or from wherever they are marked."""
    column = table.column("github") or table.column(
        "account", "user name", "username", "handle", "login"
    )
    names, roles = table.column("name"), table.column("role", "position", "title", "function")
    for row in table.rows:
        cells = [row[column]] if column is not None else row
        if column is not None and not _marks(row[column]):
            bare = row[column].strip().strip(_AROUND)
            is_blank = not re.search(r"\w", bare) or bare.casefold() in (
                "n/a",
                "none",
                "tbd",
                "tba",
            )
            found = [] if is_blank else [bare if ACCOUNT.fullmatch(bare) else without_emails(bare)]
        else:
            found = [mark.account for cell in cells for mark in _marks(cell)]
        role = row[roles] if roles is not None else ""
        if _FORMER.search(role):
            continue
        for account in found:
            name = _name(row[names]) if names is not None and names != column else None
            yield _Lead(account, name, _role(role))
