"""What a list of a group shall be, by the answer to its question: leads, channels, repositories, meetings.

People write the whole list or what changes in it. Where it can't be told which, the list stays as it is,
and that is a problem.
"""

import re
from dataclasses import dataclass
from typing import Any

from wgbot.form.schema import Answer
from wgbot.proposals import meeting_answers
from wgbot.registry import (
    answers,
    as_in_file,
    bullets,
    by_name,
    bystanders,
    channel_lines,
    deltas,
    lists,
    people,
    prose,
)
from wgbot.registry.deltas import Delta, Mixed, Unclear
from wgbot.registry.group import Channel, Group, GroupField, Person
from wgbot.registry.meetings import naming
from wgbot.registry.meetings.meeting import Meeting
from wgbot.text.problems import Problem

_MINUSES = re.compile(r"\A(?:\s*[-–]\s+\S[^\n]*(?:\n|\Z))+\Z")
"""Lines that are a list, or take something out of one."""


def after(
    field: GroupField,
    answer: Answer,
    now: Group,
    then: Group,
    *,
    whole: bool,
    anybody: bool = False,
    author: str | None = None,
) -> tuple[tuple[Any, ...], Problem | None]:
    """Return the list after it, and what can't be told of it.

    *then* is the group as it was when the form was filled in; *whole* says that each entry stood there
    with all of its keys, and *anybody* that people may be named without an account; *author* is who
    writes it.
    """
    text = answers.plain(answer).strip()
    here, was = getattr(now, field.key), getattr(then, field.key)
    asked = _Asked(field, (*here, *was), anybody)
    if field.type == "people" and author:
        text = bystanders.with_author(text, author)
    has_none = field.type == "meetings" and meeting_answers.says_none(text)
    if answers.says_nothing(text) or has_none:
        return lists.merged(field.type, here, was, (), whole=whole), None
    listed = _typed_as_in_file(asked, text)
    if listed is not None:
        return _merged(field, here, was, listed, whole=whole)
    if doubtful := bullets.half_chosen(text):
        return here, _unclear(field, doubtful)
    if field.type == "meetings":
        found: Delta | Mixed | Unclear | str = meeting_answers.read(text, here, was)
    else:
        found = deltas.read(text, asked.words, are_people=field.type == "people")
    if isinstance(found, Unclear):
        return here, _unclear(field, found.words)
    if isinstance(found, Delta):
        return _changed(asked, found, here, was)
    if isinstance(found, Mixed):
        return _mixed(asked, found, here, was, whole=whole)
    return _listed(asked, found, here, was, whole=whole)


def _listed(
    asked: "_Asked", text: str, here: tuple[Any, ...], was: tuple[Any, ...], *, whole: bool
) -> tuple[tuple[Any, ...], Problem | None]:
    """Return the list as it is written whole."""
    field = asked.field
    said = _entries(asked, text)
    if odd := _prose(asked, text):
        return here, _unclear(field, odd)
    if _is_told_as_gone(field, here, said):
        return here, _unclear(field, text)
    if field.type == "people":
        here, was = lists.with_accounts(here, said), lists.with_accounts(was, said)
    if _is_list_or_removal(text, said, field, here):
        return here, _unclear(field, text)
    return _merged(field, here, was, said, whole=whole)


def _merged(
    field: GroupField,
    here: tuple[Any, ...],
    was: tuple[Any, ...],
    said: tuple[Any, ...],
    *,
    whole: bool,
) -> tuple[tuple[Any, ...], Problem | None]:
    if field.type == "meetings":
        for then, each in lists.pairs(field.type, here, was, said):
            if problem := meeting_answers.question(field, then, each, whole=whole):
                return here, problem
    return lists.merged(field.type, here, was, said, whole=whole), None


@dataclass(frozen=True)
class _Asked:
    """What is asked about, and what is known that an answer may speak of."""

    field: GroupField
    known: tuple[Any, ...]
    anybody: bool

    @property
    def words(self) -> set[str]:
        """What the entries are called, which can be any words."""
        return {
            word
            for each in self.known
            if not isinstance(each, str)
            for word in (each.name, getattr(each, "role", None))
            if word
        }

    def marked(self, text: str) -> by_name.Marked:
        """Return a text about people with an account for each who is named without one."""
        return by_name.marked(text, self.known, anybody=self.anybody)


def _is_list_or_removal(
    text: str, said: tuple[Any, ...], field: GroupField, here: tuple[Any, ...]
) -> bool:
    """Return whether each line can as well be of a list as take out what it names: `- @ada`."""
    return (
        bool(_MINUSES.match(text))
        and not lists.without(field.type, said, here)
        and bool(lists.without(field.type, here, said))
    )


def _typed_as_in_file(asked: _Asked, text: str) -> tuple[Any, ...] | None:
    kind = asked.field.type
    if kind == "channels":
        return as_in_file.read(text, "channels", Channel)
    if kind == "meetings":
        return as_in_file.read(text, "meetings", Meeting)
    if kind == "people" and (listed := as_in_file.read(text, "leads", Person)):
        return tuple(_typed(each, asked) for each in listed)
    return None


def _entries(asked: _Asked, text: str) -> tuple[Any, ...]:
    """Return who or what a text lists; somebody without an account is, where their name is enough."""
    if asked.field.type == "links":
        return answers.repositories(text, asked.known)
    if asked.field.type != "people":
        return tuple(answers.read(asked.field, text))
    known = [each.github for each in asked.known if each.github]
    text = people.with_bare_ones_marked(text, known)
    found = by_name.read(asked.marked(text), answers.people_with_roles)
    # A heading begins with a capital letter, and is the same role.
    roles = {each.role.casefold(): each.role for each in asked.known if each.role}
    return tuple(
        each.model_copy(update={"role": roles.get((each.role or "").casefold(), each.role)})
        for each in found
    )


def _prose(asked: _Asked, text: str) -> str:
    """Return a word in a list of people that says more than who somebody is."""
    if asked.field.type != "people":
        return ""
    text = asked.marked(text).text
    for word in sorted(asked.words, key=len, reverse=True):
        text = text.replace(word, "")
    return prose.odd_word(text)


def _is_told_as_gone(field: GroupField, here: tuple[Any, ...], said: tuple[Any, ...]) -> bool:
    """Return whether all that is typed are channels that are there, not all of them, and by other names."""
    if field.type != "channels" or not lists.without(field.type, here, said):
        return False
    names = {each.url.rstrip("/"): each.name for each in here}
    return all(each.url.rstrip("/") in names for each in said) and any(
        each.name and each.name != names[each.url.rstrip("/")] for each in said
    )


def _typed(each: Person, asked: _Asked) -> Person:
    """Return somebody as an answer can name them, to be refused if that is no account; no number is."""
    is_known = (
        each.github
        or asked.anybody
        or each.name in {one.name for one in asked.known if not one.github}
    )
    return each.model_copy(update={"id": None} if is_known else {"id": None, "github": each.name})


def _changed(
    asked: _Asked, delta: Delta, here: tuple[Any, ...], was: tuple[Any, ...]
) -> tuple[tuple[Any, ...], Problem | None]:
    """Return the list with what is added and without what is taken out."""
    field = asked.field
    added = _entries(asked, delta.added) if delta.added else ()
    gone = _gone(asked, delta.removed, was)
    if (
        delta.is_of_now
        and not lists.without(field.type, here, gone)
        and _differ(field, added, gone)
    ):
        return here, _unclear(field, delta.added)
    # Who is on both sides stays, and can be something else from now on.
    both = lists.without(field.type, added, lists.without(field.type, added, gone))
    gone = lists.without(field.type, gone, both)
    out = tuple(each for each in here if _is_named(field, each, gone, delta.removed))
    if not out and field.type == "channels":
        of_service = tuple(each for each in here if channel_lines.is_called(each, delta.removed))
        out = of_service if len(of_service) == 1 else ()
    unknown = lists.without(field.type, gone, here) if len(out) < len(gone) else ()
    again = tuple(
        each
        for each in lists.without(field.type, added, both)
        if not lists.without(field.type, (each,), here) and not lists.is_another_role(each, here)
    )
    if unknown or (delta.removed and not out and not both):
        return here, _problem(
            field,
            "{text} isn't there, so it can't be taken out.",
            delta.removed,
        )
    if again or (delta.added and not added):
        return here, _problem(field, "I can't add this: {text}", delta.added)
    stay = lists.without(field.type, here, out)
    said = (*(each for each in stay if lists.without(field.type, (each,), added)), *added)
    return lists.merged(field.type, stay, stay, said, whole=False), None


def _differ(field: GroupField, one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return lists.without(field.type, one, other) == one


def _mixed(
    asked: _Asked, mixed: Mixed, here: tuple[Any, ...], was: tuple[Any, ...], *, whole: bool
) -> tuple[tuple[Any, ...], Problem | None]:
    """Return the list, if it is the same whether all of it is written or what changes.

    So it is where something is said of everybody who is there.
    """
    kind = asked.field.type
    listed = _entries(asked, mixed.listed)
    added = _entries(asked, mixed.added) if mixed.added else ()
    gone = _gone(asked, mixed.removed, was)
    said = (*listed, *added)
    if (
        lists.without(kind, here, (*said, *gone))
        or lists.without(kind, gone, here)
        or lists.without(kind, gone, said) != gone
        or _prose(asked, mixed.listed)
    ):
        return here, _unclear(asked.field, mixed.added or mixed.removed)
    return lists.merged(kind, here, was, said, whole=whole), None


def _gone(asked: _Asked, text: str, was: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return what is to be taken out of a list that *was* so when they looked at it."""
    if asked.field.type != "meetings":
        return _entries(asked, text) if text else ()
    return tuple(
        naming.meant(line, was) or each
        for line in text.split("\n")
        for each in _entries(asked, line)
    )


def _is_named(field: GroupField, each: Any, gone: tuple[Any, ...], text: str) -> bool:
    """Return whether an entry is one of those that are typed, or is called what is typed."""
    if not lists.without(field.type, (each,), gone):
        return True
    name = each if isinstance(each, str) else each.name
    return bool(name) and " ".join(text.split()).casefold() == name.casefold()


def _unclear(field: GroupField, words: str) -> Problem:
    return _problem(field, "I can't tell if this is the whole list or what changes: {text}", words)


def _problem(field: GroupField, what: str, text: str) -> Problem:
    return Problem(
        "group",
        what,
        "Write the whole list, one per line and nothing else. Or write only "
        "what changes, one per line: `add …`, `remove …`.",
        field=field.meaning,
        values={"text": " ".join(text.split())[:100]},
    )
