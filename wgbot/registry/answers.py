"""What people type into a form's answers → values of a group's fields, by the field's type.

Nothing is judged here: what isn't an account or an address comes as it was typed, to be refused.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from wgbot.form.schema import Answer
from wgbot.registry import channel_lines, deltas, repository_names
from wgbot.registry.channel_lines import LINK, lines
from wgbot.registry.group import FieldType, GroupField, Person
from wgbot.registry.meetings import lines as meeting_lines
from wgbot.registry.people import people
from wgbot.registry.person_names import AND
from wgbot.registry.roles import role_in, term_in
from wgbot.text import links


def read(field: GroupField, answer: Answer) -> Any:
    """Return the value of a field for the answer to its question."""
    return _READ[field.type](plain(answer))


def plain(answer: Answer) -> str:
    """Return an answer as one text, with each letter written in the one usual way."""
    text = "\n".join(answer) if isinstance(answer, list) else answer or ""
    return unicodedata.normalize("NFC", text)


_NOTHING = (
    *("none", "nothing", "nobody", "no one", "nil", "remove", "delete", "entfernen", "löschen"),
    *("keine", "keiner", "keines", "keins", "kein", "keinen", "niemand", "nichts"),
    *("aucun", "aucune", "personne", "rien", "ninguno", "ninguna", "nadie", "nada"),
    *("nessuno", "nessuna", "niente", "nenhum", "nenhuma"),
    *("geen", "ingen", "inga", "brak", "žádný"),
    *("нет", "немає", "なし", "无", "無", "없음", "yok"),
)
"""What takes something away, alone and in any case, whatever language it is."""


_OF_WHAT = re.compile(
    r"""(?P<none>\S+(?:\ one)?)(?:\ (?:any\ |more\ )?(?:parent|leads?|leaders?|chairs?|channels?|repos?|repository|repositories
    |meetings?|leitung|kanal|kanäle|treffen))?(?:\ (?:at\ the\ moment|any\ ?more|any\ longer|currently|right\ now|for\ now|now|left
    |at\ present|at\ all|mehr|zurzeit|derzeit))?""",
    re.VERBOSE,
)


def says_nothing(answer: Answer) -> bool:
    """Return whether an answer is that there shall be nothing: `none`, `nobody at the moment`."""
    text = plain(answer)[:100].strip(" \t\n.!-_*`").casefold()
    text = re.sub(r" \([^()@/]*\)\Z", "", text)
    text = re.sub(r"\A(?:please|pls|bitte) |(?<=remove|delete) (?:it|this|them)\Z", "", text)
    found = _OF_WHAT.fullmatch(" ".join(text.split()))
    none = found["none"] if found else text
    return none in _NOTHING or bool(found and none == "no" and none != text)


_SO_FAR = re.compile(
    r"\A(?:we have|there (?:is|are)|noch|bisher|bislang) | (?:so far|yet|as yet|bisher|bislang)[.!]?\Z"
)


def is_of_none(answer: Answer) -> bool:
    """Return whether an answer to what can be left open is that there is none: `none yet`, `N/A`, `-`."""
    text = " ".join(plain(answer)[:100].casefold().split()).strip(" _*()")
    return says_nothing(_SO_FAR.sub("", text)) or deltas.is_unsaid(plain(answer))


def leaves_it(answer: Answer) -> bool:
    """Return whether an answer leaves things as they are: `same as before`, or `-` for no answer."""
    text = plain(answer)
    return deltas.stays(text) or deltas.is_unsaid(text)


def leaving_it(answers: Mapping[str, Answer]) -> frozenset[str]:
    """Return the questions that were answered with that things stay as they are, or not really."""
    return frozenset(key for key, answer in answers.items() if answer and leaves_it(answer))


def saying_nothing(answers: Mapping[str, Answer]) -> frozenset[str]:
    """Return the questions that were answered with that there shall be nothing."""
    return frozenset(key for key, answer in answers.items() if says_nothing(answer))


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
    return links.regular(links.completed(LINK.sub(r"\2", line(text)))) or None


# Tried where a word begins and no further: a long one would take its square.
_ROLE = re.compile(r"(?<![^\s,;])(?P<who>[^\s(),;]++)\s*+\((?P<role>[^()@＠]++)\)")


def people_with_roles(text: str) -> tuple[Person, ...]:
    """Read accounts as `people` does, each with what stands behind it in brackets as its role."""
    text = LINK.sub(r"\2", text)
    brackets = {
        person.github: term_in(found["role"])
        for found in _ROLE.finditer(text)
        if "@" in found["who"] or "＠" in found["who"] or "github.com/" in found["who"]
        for person in people(found["who"])
    }
    return tuple(
        each.model_copy(update={"role": role_in(found.said) or each.role, **found.days})
        if (found := brackets.get(each.github))
        else each
        for each in people(text)
    )


def addresses(text: str) -> tuple[str, ...]:
    """Read addresses, one a line or one after another."""
    return _each_once(links.regular(word) for word in _words(text))


def repositories(text: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """Read repositories as `addresses` does, or by their names; those *known* by names alone."""
    parts = [part for line in lines(text) for part in re.split(r"[,;]", line) if part.strip()]
    are_alone = all(len(part.split()) == 1 for part in parts)
    return _each_once(repository_names.addresses(_words(text), known, are_alone=are_alone))


_WHAT_IT_IS = re.compile(
    r"(?<!\S)(https?://[^\s(),;]+?)(?::(?=\s)|\s++[-–—](?=\s)|\s++(?=\())(?:\s*\([^()/]*\)|[^()/,;]*\Z)"
)
"""What is said of a repository behind its address."""


def _words(text: str) -> list[str]:
    return [
        word
        for line in lines(LINK.sub(r"\2", text))
        for word in re.split(r"[\s,;]+", _WHAT_IT_IS.sub(r"\1", line))
        if word and word not in AND
    ]


def _each_once(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.removesuffix("/").removesuffix(".git") for each in found))


_READ: Mapping[FieldType, Callable[[str], Any]] = {
    "line": line,
    "kind": one,
    "group": one,
    "link": address,
    "links": repositories,
    "people": people,
    "channels": channel_lines.read,
    "meetings": meeting_lines.read,
}
"""Of the types that a form can ask for, how an answer is read."""
