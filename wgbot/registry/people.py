"""People, as answers name them → accounts, names and roles.

An account is read wherever it is: in a list, a sentence, a table, a link to a profile. What is
around it is no reason to refuse it; of that, only a name and a role are kept, where there is no
doubt that they are. A word without a mark is an account only where it can be nothing else. What
isn't an account comes as it was typed, to be refused, without the e-mail addresses in it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from wgbot.registry import bystanders, tables
from wgbot.registry.accounts import (
    ACCOUNT,
    AROUND,
    ELSEWHERE,
    EMAIL,
    MarkedAccount,
    marks,
    without_emails,
    without_emphasis,
)
from wgbot.registry.bullets import BULLET
from wgbot.registry.delta_words import THANKS
from wgbot.registry.group import Person
from wgbot.registry.person_names import AND, LONGEST, clear_name, signed
from wgbot.registry.roles import (
    FORMER,
    PARTS,
    ROLE,
    Term,
    is_former,
    role_of,
    term_in,
)

_ALONE = re.compile(r"[,;]")
_LISTED = re.compile(r"[,;]|\s(?:and|&|\+|und|et|y)\s")

_SEPARATOR = re.compile(r"[,;|]")
_OF_THE_NEXT = re.compile(r"\s*+[,;|][^,;|]*+")
"""What stands between two accounts, if it is said of the second: `@ada, secretary @grace`."""
_NOBODY = frozenset(
    """all anybody anyone community council everybody everyone group later maintainers me members
    myself nobody none noone open self somebody someone tba team unknown us vacant volunteer
    volunteers wanted we ich wir alle jemand niemand offen""".split()
)
"""What people write who name no account."""
_OPEN = re.compile("tb[acd]", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()@＠]*\)")
_ME = re.compile(
    r"(?<![\w@/.'’-])(?:I(?:['’](?:ll|m|d|ve))?|[Mm]e|[Mm]yself|[Ii]ch)(?![\w'’/.-])(?![\s,:–—-]*[(\[@＠])"
)
"""Whoever writes, where no account tells who that is."""
_HEADING = re.compile(r"\s*+(?:#{1,6}\s++)?(?P<text>[^#:]{1,60}+)[:#\s]*+")
_STRUCK = re.compile(r"~~(?=[^\s~])[^~\n]++~~")
# What has a meaning in a list, as it is typed with a keyboard for Chinese or Japanese.
_WIDE = str.maketrans("＠（）【】「」，、；：／", "@()()(),,;:/")


class _Lead(NamedTuple):
    account: str
    name: str | None = None
    role: str | None = None
    days: Mapping[str, Any] = MappingProxyType({})
    """Since and until when, by the keys of a person."""


# A form's answer is read several times, one after the other.
@lru_cache(maxsize=16)
def people(text: str) -> tuple[Person, ...]:
    """Read people as answers name them: `@ada, Grace Hopper (@grace), https://github.com/alan`."""
    if not text.isascii():
        # Nothing that cannot be seen belongs to an account, and much of it comes with copying.
        text = "".join(char for char in text if unicodedata.category(char) != "Cf")
        text = text.translate(_WIDE)
    lines, found = tables.split(THANKS.sub("", _STRUCK.sub("", text)))
    leads = [lead for table in found for lead in _in_table(table)]
    if leads or any(marks(line) for line in lines):
        leads += _in_lines(lines)
        known = [(lead.account, lead.name or "") for lead in leads]
        leads += [_Lead(EMAIL) for _ in bystanders.unknown_mailboxes(lines, known)]
    elif not found:
        leads = [lead for line in lines for lead in _bare(BULLET.sub("", line, count=1))]
    return tuple(
        Person.model_construct(github=each.account, name=each.name, role=each.role, **each.days)
        for each in _each_once(leads)
    )


def with_bare_ones_marked(text: str, known: Iterable[str]) -> str:
    """Return a list of single words with each marked as an account, if one of them is that of somebody *known*."""
    listed = [each.strip() for line in text.split("\n") for each in pieces(line) if each.strip()]
    are_accounts = all(
        ACCOUNT.fullmatch(each) and each.casefold() not in _NOBODY for each in listed
    )
    there = {each.casefold() for each in listed}
    if are_accounts and any(each.casefold() in there for each in known):
        return "\n".join(f"@{each}" for each in listed)
    return text


def pieces(line: str) -> list[str]:
    """Return what a line lists, without what says what they all are."""
    return _LISTED.split(BULLET.sub("", line, count=1).rpartition(":")[2])


def _each_once(leads: Sequence[_Lead]) -> Iterator[_Lead]:
    """Yield who has two roles once, with both; whoever is named twice for no reason stays twice."""
    merged: dict[str, _Lead] = {}
    for number, lead in enumerate(leads):
        key = lead.account.casefold()
        other = merged.get(key)
        if other is None or not lead.role or not other.role or lead.role == other.role:
            merged[key if other is None else f"{number} {key}"] = lead
        else:
            merged[key] = _Lead(
                other.account,
                other.name or lead.name,
                f"{other.role}, {lead.role}",
                {**other.days, **lead.days},
            )
    yield from merged.values()


def _bare(line: str) -> Iterator[_Lead]:
    """Read a line in an answer without any mark: a word between commas can only be an account.

    A word as names begin, or that says that there is nobody, is not: whose it would be, nobody said.
    """
    for listed in _ALONE.split(line):
        bare = listed.strip().strip(AROUND)
        if not listed.strip():
            continue
        if not ACCOUNT.fullmatch(bare):
            yield _Lead(without_emails(listed.strip()))
        elif bare[0].isupper() or bare.casefold() in _NOBODY:
            yield _Lead(f"“{bare}”")
        else:
            yield _Lead(bare)


def _in_lines(lines: Sequence[str]) -> Iterator[_Lead]:
    """Read lines in which accounts are marked: what a line above them says holds for a list."""
    above, is_listed = "", False
    for line in lines:
        listed = BULLET.match(line)
        inside = line[listed.end() :] if listed else line
        if not marks(inside):
            heading = _HEADING.fullmatch(without_emphasis(inside))
            said = heading["text"].strip() if heading else ""
            if line.strip() and (not listed or _is_said_of_people(said)):
                above, is_listed = said if _is_said_of_people(said) else "", False
            continue
        if is_listed and not listed:
            above = ""
        is_listed = bool(listed)
        yield from _in_line(inside, above)


def _is_said_of_people(text: str) -> bool:
    """Return whether a line by itself names a role, or says that who follows has one no longer."""
    rest = FORMER.sub("", text).strip(" -")
    return bool(ROLE.fullmatch(rest)) or (rest != text and (not rest or rest.lower() == "members"))


def _in_line(line: str, role: str = "") -> Iterator[_Lead]:
    """Read a line of an answer in which accounts are marked, below *role*."""
    found = marks(line)
    at, are_aside = 0, False
    is_taken = False
    """Whether what is between two accounts is said of the first."""
    for number, mark in enumerate(found):
        before = without_emphasis(line[at : mark.start])
        after = line[mark.end : found[number + 1].start if number + 1 < len(found) else None]
        at = mark.end
        label, colon, _ = before.rpartition(":")
        if colon:
            role = re.split(r"[;,()]", label[-LONGEST:])[-1].strip()
        is_aside, are_aside = bystanders.aside(before[-LONGEST:], are_aside)
        if is_aside or bystanders.leaves(after):
            is_taken = True
            continue
        near = _SEPARATOR.split(before)[1:][-1:] if is_taken else [before]
        said = near[0].strip(" \t-–—|,;:(<[") if near else ""
        is_of_next = number + 1 < len(found) and _OF_THE_NEXT.fullmatch(after)
        term = Term("", {}) if is_of_next else term_in(after[: 2 * LONGEST])
        behind = _behind(term.said if term.days else "" if is_of_next else after)
        was_lead = is_former(said, behind)
        own = role_of(said)
        is_taken = bool(FORMER.match(behind) if was_lead else role_of(behind) and not own)
        if FORMER.search(role) or was_lead:
            continue
        if line[mark.start] == "@" and (whole := signed(mark.account, after)):
            # Whose account that is, nobody said: the first name can be that of somebody else.
            yield _Lead(f"@{whole}")
            continue
        own = own or role_of(behind) or role_of(role)
        name = clear_name(mark.label) or _named(before, is_alone=len(found) == 1)
        yield _Lead(mark.account, name, own, term.days)
    if found and (_lists_bare_words(line, found) or _ME.search(_ASIDE.sub("", line))):
        yield _Lead(without_emails(line.strip()))


def _lists_bare_words(line: str, found: Sequence[MarkedAccount]) -> bool:
    """Return whether a line is a list of single words, and some that have no mark may be accounts."""
    if line[: found[0].start].strip(AROUND + " "):
        return False
    listed = [each.strip().strip(AROUND) for each in _LISTED.split(line)]
    bare = [each for each in listed if each and each[0] != "@" and each not in AND]
    return not any(" " in each for each in listed) and any(
        ACCOUNT.fullmatch(word)
        and not (
            (word[0].isupper() and not _OPEN.fullmatch(word))
            or ROLE.fullmatch(word)
            or FORMER.fullmatch(word)
        )
        for word in bare
    )


def _behind(after: str) -> str:
    """Return what is said of an account right behind it: `@ada (chair)`, `@ada, chair`."""
    found = re.match(r"[\s)\]*]*(?:[-–—,:]\s*|[(\[]\s*)?([^,;()\[\]@|–—]*)", after)
    return without_emphasis(found[1]).strip(" .-") if found else ""


def _named(before: str, *, is_alone: bool) -> str | None:
    """Return the name that is before an account: `Ada Lovelace (@ada`, `Ada Lovelace, Corp, @ada`."""
    before = before.rpartition(":")[2]
    opened = max(map(before.rfind, "(<["))
    if opened >= 0 and not any(closing in before[opened:] for closing in ")>]"):
        parts = PARTS.split(before[:opened])
        return clear_name(parts[-1]) or (clear_name(parts[0], fewest=2) if is_alone else None)
    name = clear_name(PARTS.split(before)[-1].strip(" -–—"), fewest=2)
    if name or not is_alone:
        return name
    return clear_name(re.split(r"[,|/(]|\s[-–—]\s", before)[0], fewest=2)


def _in_table(table: tables.Table) -> Iterator[_Lead]:
    """Read people from a table: their accounts from its column, or from wherever they are marked."""
    columns = (
        table.column(*words)
        for words in (("github",), ("account", "user name", "username", "handle", "login"))
    )
    elsewhere = {n for n, name in enumerate(table.header) if ELSEWHERE.search(name)}
    column = next((n for n in columns if n is not None and n not in elsewhere), None)
    names, roles = table.column("name"), table.column("role", "position", "title", "function")
    for row in table.rows:
        cells = [cell for n, cell in enumerate(row) if n not in elsewhere and column in (None, n)]
        found = [mark.account for cell in cells for mark in marks(cell)]
        bare = row[column].strip().strip(AROUND) if column is not None and not found else ""
        if re.search(r"\w", bare) and bare.casefold() not in ("n/a", "none", "tbd", "tba"):
            found = [bare if ACCOUNT.fullmatch(bare) else without_emails(bare)]
        role = row[roles] if roles is not None else ""
        if FORMER.search(role):
            continue
        for account in found:
            name = clear_name(row[names]) if names is not None and names != column else None
            yield _Lead(account, name, role_of(role))
