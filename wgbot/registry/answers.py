"""What people type into a form's answers → values of a group's fields, by the field's type.

Nothing is judged here: what isn't an account or an address comes as it was typed, to be refused.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from wgbot.form.schema import Answer
from wgbot.registry import meeting_lines
from wgbot.registry.group import Channel, FieldType, GroupField, Person
from wgbot.text import links


def read(field: GroupField, answer: Answer) -> Any:
    """Return the value of a field for the answer to its question."""
    return _READ[field.type](plain(answer))


def plain(answer: Answer) -> str:
    """Return an answer as one text, with each letter written in the one usual way."""
    text = "\n".join(answer) if isinstance(answer, list) else answer or ""
    return unicodedata.normalize("NFC", text)


def in_charter(answer: str | list[str], kind: str) -> str | tuple[str, ...]:
    """Return an answer as the charter keeps it: people and links each by itself."""
    if kind == "people":
        return tuple(f"@{each.github}" for each in people(plain(answer)))
    if kind == "links":
        return addresses(plain(answer))
    return tuple(answer) if isinstance(answer, list) else plain(answer)


def line(text: str) -> str:
    """Read a text that is one line, however it was broken."""
    return " ".join(text.split())


def one(text: str) -> str | None:
    """Read the name of one group, or kind of group."""
    return line(text) or None


def address(text: str) -> str | None:
    """Read one address."""
    return links.regular(line(text)) or None


_PROFILE = re.compile(r"(?:https?://)?(?:www\.)?github\.com/", re.IGNORECASE)
_BULLET = re.compile(r"\A\s*(?:[-*+•]|\d{1,3}[.)])\s+")
_LINK = re.compile(r"\[([^\[\]]*)\]\(<?([^\s()<>]+)>?\)")
_AND = frozenset(("and", "&", "+", "und", "et", "y"))
_AROUND = "\"'`*<>()[].:!?"
"""What is around an account in a sentence or a list, and isn't a part of it."""
# `Ada Lovelace (@ada)`, or the other way round.
_NAMED = re.compile(r"(?P<name>[^()@＠/]+)\((?P<inside>\S+)\)|(?P<before>\S+)\s*\([^()@＠/]*\)")


def _lines(text: str) -> list[str]:
    return [_BULLET.sub("", line, count=1) for line in text.split("\n")]


def people(text: str) -> tuple[Person, ...]:
    """Read accounts as people list them: `@ada, @grace and https://github.com/alan`."""
    if not text.isascii():
        # Nothing that cannot be seen belongs to an account, and much of it comes with copying.
        text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return tuple(
        Person.model_construct(github=account)
        for line in _lines(_LINK.sub(r"\2", text))
        for listed in re.split(r"[,;、，；]|(?:\s/|\|)(?=\s*[@＠])", line)
        for account in _accounts(listed.strip())
    )


# Tried where a word begins and no further: a long one would take its square.
_ROLE = re.compile(r"(?<![^\s,;])(?P<who>[^\s(),;]++)\s*+\((?P<role>[^()@＠]++)\)")


def people_with_roles(text: str) -> tuple[Person, ...]:
    """Read accounts as `people` does, each with what stands behind it in brackets as its role."""
    text = _LINK.sub(r"\2", text)
    roles = {
        person.github: line(found["role"])
        for found in _ROLE.finditer(text)
        if _is_marked(found["who"].lstrip(",;"))
        for person in people(found["who"])
    }
    bare = _ROLE.sub(lambda found: found["who"] if _is_marked(found["who"]) else found[0], text)
    return tuple(
        Person.model_construct(github=each.github, role=roles.get(each.github))
        for each in people(bare)
    )


def _accounts(listed: str) -> list[str]:
    """Return the accounts between two commas; what is none comes as it is, to be refused."""
    if (named := _NAMED.fullmatch(listed)) and _is_marked(named["inside"] or named["before"]):
        return [_account(named["inside"] or named["before"])]
    words = listed.split()
    marked = [word for word in words if _is_marked(word)]
    # Without a mark a word is an account only where it stands alone: `Ada Lovelace` is none.
    if marked and all(word in _AND or word in marked for word in words):
        return [_account(word) for word in marked]
    return [_account(listed)] if listed else []


def _is_marked(word: str) -> bool:
    bare = word.lstrip(_AROUND)
    return bare[:1] in ("@", "＠") or _PROFILE.match(bare) is not None


def _account(word: str) -> str:
    bare = word.strip(_AROUND)
    if profile := _PROFILE.match(bare):
        bare = re.split("[?#]", bare[profile.end() :], maxsplit=1)[0].rstrip("/")
    bare = bare.lstrip("@＠")
    return bare if re.fullmatch(r"[\w-]+", bare) else word


def addresses(text: str) -> tuple[str, ...]:
    """Read addresses, one a line or one after another."""
    words = (
        word
        for line in _lines(_LINK.sub(r"\2", text))
        for word in re.split(r"[\s,;]+", line)
        if word and word not in _AND
    )
    found = (links.regular(word).removesuffix("/").removesuffix(".git") for word in words)
    return tuple(dict.fromkeys(found))


def channels(text: str) -> tuple[Channel, ...]:
    """Read channels, one a line or one after another: an address followed by its name."""
    found: list[tuple[str, list[str]]] = []
    for line in _lines(_LINK.sub(r"\2 \1 ", text)):
        words = line.split()
        if words and not any("://" in word for word in words):
            found.append((line.strip(), []))  # No address; the line is shown as it is.
            continue
        before: list[str] = []
        started = False
        for word in words:
            if "://" in word:
                if started and found[-1][1][-1:] and found[-1][1][-1] in _AND:
                    found[-1][1].pop()
                found.append((word.rstrip(",;"), before))
                before, started = [], True
            elif started:
                found[-1][1].append(word)
            else:
                before.append(word)
    return tuple(
        Channel.model_construct(
            url=links.regular(url), name=" ".join(words).strip(" ,;:()") or None
        )
        for url, words in found
    )


_READ: Mapping[FieldType, Callable[[str], Any]] = {
    "line": line,
    "kind": one,
    "group": one,
    "link": address,
    "links": addresses,
    "people": people,
    "channels": channels,
    "meetings": meeting_lines.read,
}
"""Of the types that a form can ask for, how an answer is read."""
