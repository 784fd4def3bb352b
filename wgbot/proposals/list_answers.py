"""What a list of a group shall be, by the answer to its question: leads, channels, repositories, meetings.

People write the whole list or what changes in it. Where it can't be told which, the list stays as it is,
and that is a problem.
"""

import re
from collections.abc import Iterable
from typing import Any

from wgbot.form.schema import Answer
from wgbot.registry import answers, as_in_file, deltas, lists, meeting_lines, people
from wgbot.registry.deltas import Delta, Unclear
from wgbot.registry.group import Channel, Group, GroupField, Person
from wgbot.registry.meeting import Meeting
from wgbot.text.problems import Problem

_LONE = re.compile(r"\A\s*[-–]\s+\S[^\n]*\Z")
"""One line that is a list of one, or takes something out of a list."""
_MARK = "named-without-account-"
"""Who is there without an account is read as if they had this one, and a number."""


def after(
    field: GroupField, answer: Answer, now: Group, then: Group, *, whole: bool
) -> tuple[tuple[Any, ...], Problem | None]:
    """Return the list after it, and what can't be told of it.

    *then* is the group as it was when the form was filled in; *whole* says that each entry stood there
    with all of its keys.
    """
    text = answers.plain(answer).strip()
    here, was = getattr(now, field.key), getattr(then, field.key)
    if answers.says_nothing(text):
        return lists.merged(field.type, here, was, (), whole=whole), None
    listed = _typed_as_in_file(field, text, (*here, *was))
    if listed is not None:
        return lists.merged(field.type, here, was, listed, whole=whole), None
    if field.type == "meetings":
        found = _meetings(text, here, was)
    else:
        found = deltas.read(text, _words((*here, *was)))
    if isinstance(found, Unclear):
        return here, _unclear(field, found.words)
    if isinstance(found, Delta):
        return _changed(field, found, here)
    if field.type == "people" and (odd := _prose(found, (*here, *was))):
        return here, _unclear(field, odd)
    said = _entries(field, found, (*here, *was))
    if _is_told_as_gone(field, here, said):
        return here, _unclear(field, text)
    if field.type == "people":
        here, was = _with_accounts(here, said), _with_accounts(was, said)
    if _LONE.match(text) and len(here) > 1 and not lists.without(field.type, said, here):
        return here, _unclear(field, text)
    return lists.merged(field.type, here, was, said, whole=whole), None


def _meetings(text: str, here: tuple[Any, ...], was: tuple[Any, ...]) -> str | Delta | Unclear:
    """Return what is typed about meetings, whose lines are sentences of their own.

    In one that says when it is, no word is one of a change. One that does not may be about a meeting that
    there is: `Weekly call: cancelled`.
    """
    added: list[str] = []
    removed: list[str] = []
    said: list[str] = []
    known = {meeting_lines.written(each) for each in (*here, *was)}
    for line in filter(str.strip, text.split("\n")):
        found = deltas.read(line, _words((*here, *was)))
        if isinstance(found, Delta) and not (found.added and found.removed):
            added += filter(None, [found.added])
            removed += filter(None, [found.removed])
        elif here and not any(
            (each.remark and "remark" in line.casefold())
            or meeting_lines.tells_when(each)
            or meeting_lines.written(each) in known
            for each in meeting_lines.read(line)
        ):
            return Unclear(line)
        else:
            said.append(line)
    if said and (added or removed):
        return Unclear((added or removed)[0])
    return "\n".join(said) if said else Delta("\n".join(added), "\n".join(removed))


def _typed_as_in_file(
    field: GroupField, text: str, known: tuple[Any, ...]
) -> tuple[Any, ...] | None:
    if field.type == "channels":
        return as_in_file.read(text, "channels", Channel)
    if field.type == "meetings":
        return as_in_file.read(text, "meetings", Meeting)
    if field.type == "people" and (listed := as_in_file.read(text, "leads", Person)):
        return tuple(_typed(each, known) for each in listed)
    return None


def _entries(field: GroupField, text: str, known: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return who or what a text lists; somebody without an account is, if it repeats their name."""
    if field.type != "people":
        return tuple(answers.read(field, text))
    marked: dict[str, Person] = {}
    for each in known:
        name = re.compile(rf"(?<!\w){re.escape(each.name or '')}(?!\w)(?![ \t]*[(\[<]*@)")
        if not each.github and name.search(text):
            mark = f"{_MARK}{len(marked)}"
            marked[mark] = each
            text = name.sub(f"@{mark}", text)
    found = [
        Person.model_construct(name=marked[each.github].name, role=each.role)
        if each.github in marked
        else each
        for each in answers.people_with_roles(text)
    ]
    # A heading begins with a capital letter, and is the same role.
    roles = {each.role.casefold(): each.role for each in known if each.role}
    found = [
        each.model_copy(update={"role": roles.get((each.role or "").casefold(), each.role)})
        for each in found
    ]
    # Beside those who need no account, others are named as if they needed none either.
    alone = people.without_accounts(text) if marked else ()
    return (*found, *(Person.model_construct(github=name) for name in alone))


def _prose(text: str, known: tuple[Any, ...]) -> str:
    """Return a word that says more than who somebody is."""
    for word in sorted(_words(known), key=len, reverse=True):
        text = text.replace(word, "")
    return people.prose(text)


def _is_told_as_gone(field: GroupField, here: tuple[Any, ...], said: tuple[Any, ...]) -> bool:
    """Return whether all that is typed are channels that are there, not all of them, and by other names."""
    if field.type != "channels" or not lists.without(field.type, here, said):
        return False
    names = {each.url.rstrip("/"): each.name for each in here}
    return all(each.url.rstrip("/") in names for each in said) and any(
        each.name and each.name != names[each.url.rstrip("/")] for each in said
    )


def _with_accounts(here: tuple[Any, ...], said: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the people who are there, with the account of somebody who is said to have one."""
    accounts = {each.name: each.github for each in said if each.name and each.github}
    return tuple(
        each.model_copy(update={"github": accounts[each.name]})
        if not each.github and each.name in accounts
        else each
        for each in here
    )


def _typed(each: Person, known: Iterable[Person]) -> Person:
    """Return somebody as an answer can name them, to be refused if that is no account; no number is."""
    is_known = each.github or each.name in {one.name for one in known if not one.github}
    return each.model_copy(update={"id": None} if is_known else {"id": None, "github": each.name})


def _changed(
    field: GroupField, delta: Delta, here: tuple[Any, ...]
) -> tuple[tuple[Any, ...], Problem | None]:
    """Return the list with what is added and without what is taken out."""
    added = _entries(field, delta.added, here) if delta.added else ()
    gone = _entries(field, delta.removed, here) if delta.removed else ()
    out = tuple(each for each in here if _is_named(field, each, gone, delta.removed))
    unknown = lists.without(field.type, gone, here) if len(out) < len(gone) else ()
    again = tuple(each for each in added if not lists.without(field.type, (each,), here))
    if unknown or (delta.removed and not out):
        return here, _problem(
            field,
            "{text} isn't there, so it can't be taken out.",
            delta.removed,
        )
    if again or (delta.added and not added):
        return here, _problem(field, "I can't add this: {text}", delta.added)
    return (*lists.without(field.type, here, out), *added), None


def _is_named(field: GroupField, each: Any, gone: tuple[Any, ...], text: str) -> bool:
    """Return whether an entry is one of those that are typed, or is called what is typed."""
    if not lists.without(field.type, (each,), gone):
        return True
    name = each if isinstance(each, str) else each.name
    return bool(name) and " ".join(text.split()).casefold() == name.casefold()


def _words(entries: Iterable[Any]) -> set[str]:
    """Return what the entries are called, which can be any words."""
    return {
        word
        for each in entries
        if not isinstance(each, str)
        for word in (each.name, getattr(each, "role", None))
        if word
    }


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
