"""A group's lists as somebody says that they shall be: kept as what that adds and what it takes away.

The whole list is said, and compared with what it was when they looked at it; what others have done to it
since then stays done. Who or what stays keeps every key that nobody typed.
"""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from typing import Any

from wgbot.registry import answers
from wgbot.registry.group import Channel, FieldType, Person
from wgbot.registry.meetings import lines as meeting_lines
from wgbot.registry.meetings.meeting import Meeting, day_of

_Key = Callable[[Any], str]


def _person(each: Person) -> str:
    return (each.github or each.name or "").casefold()


def _channel(each: Channel) -> str:
    return each.url.rstrip("/")


def _address(each: str) -> str:
    return each.rstrip("/").casefold()


def _meeting(each: Meeting) -> str:
    return " ".join((each.name or meeting_lines.written(each)).casefold().split())


KEYS: Mapping[FieldType, _Key] = {
    "people": _person,
    "channels": _channel,
    "links": _address,
    "meetings": _meeting,
}
"""Of the types that are lists, what tells an entry from the others."""


def merged(
    kind: FieldType, now: Sequence[Any], then: Sequence[Any], said: Sequence[Any], *, whole: bool
) -> tuple[Any, ...]:
    """Return the list *now* with what *said* adds to, alters in and takes out of the list *then*.

    *whole* says that whoever said it had each entry before them with all of its keys, so that one which
    is missing was taken out.
    """
    here, was = _by_key(kind, now), _by_key(kind, then)
    typed = _typed(kind, here, was, said)
    wanted = {name: _without_nothing(each) for name, each in typed.items()}
    kept = [
        _altered(each, was.get(name, each), typed[name], whole=whole) if name in wanted else each
        for name, each in here.items()
        if name in wanted or name not in was
    ]
    # What was there then and is not now was taken out by others, and stays out.
    added = [each for name, each in wanted.items() if name not in here and name not in was]
    return (*kept, *added)


def pairs(
    kind: FieldType, now: Sequence[Any], then: Sequence[Any], said: Sequence[Any]
) -> Iterator[tuple[Any, Any]]:
    """Yield each entry that *said* has something of, as it was *then*, with what that is."""
    here, was = _by_key(kind, now), _by_key(kind, then)
    typed = _typed(kind, here, was, said)
    yield from ((was.get(name, here[name]), typed[name]) for name in here if name in typed)


def without(kind: FieldType, now: Sequence[Any], gone: Sequence[Any]) -> tuple[Any, ...]:
    """Return the list without the entries that are also in the other one."""
    names = _by_key(kind, gone)
    return tuple(each for name, each in _by_key(kind, now).items() if name not in names)


def _by_key(kind: FieldType, listed: Sequence[Any]) -> dict[str, Any]:
    """Return the entries by what tells them apart; two meetings can have one name."""
    found: dict[str, Any] = {}
    seen: Counter[str] = Counter()
    for each in listed:
        name = KEYS[kind](each)
        seen[name] += 1
        is_another = kind == "meetings" and seen[name] > 1
        found.setdefault(f"{name}\n{seen[name]}" if is_another else name, each)
    return found


def _typed(
    kind: FieldType, here: Mapping[str, Any], was: Mapping[str, Any], said: Sequence[Any]
) -> dict[str, Any]:
    """Return the entries that are typed, by the names that they have in the list.

    The only meeting that is there and the only one that is typed are one, unless each has a name of its
    own; and so are the only ones without a name. What is known of it stays known.
    """
    typed = _by_key(kind, said)
    if kind != "meetings":
        return typed
    old = [name for name in here if name in was and name not in typed]
    new = [name for name in typed if name not in here]
    if len(here) > 1 or len(typed) > 1:
        old = [name for name in old if not here[name].name]
        new = [name for name in new if not typed[name].name]
    if not len(old) == len(new) == 1 or (here[old[0]].name and typed[new[0]].name):
        return typed
    is_same = meeting_lines.tells_when(typed[new[0]])
    return {old[0] if is_same and name in new else name: each for name, each in typed.items()}


def _altered(now: Any, then: Any, said: Any, *, whole: bool) -> Any:
    """Return an entry with what was typed about it, and differs from what it was."""
    if isinstance(now, str):
        return now
    if isinstance(now, Meeting):
        old = _as_typed(then)
        said = said if whole else _filled_in(said, old, now)
        is_called_so = (now.name or "").casefold() == (said.name or "").casefold()
        told_by = {"name"} if is_called_so else set()
        can_go: Container[str] = type(now).model_fields
    else:
        old, told_by = then, {"github", "url"}
        can_go = _shown_with(then) if whole else ()
    changed = {
        key: None if _is_nothing(value) else value
        for key in type(now).model_fields
        if key not in told_by
        and (value := getattr(said, key)) != getattr(old, key)
        and (value or key in can_go)
    }
    return now.model_copy(update=changed) if changed else now


def _filled_in(said: Meeting, then: Meeting, now: Meeting) -> Meeting:
    """Return a meeting with what is typed of it; what isn't is as it was *then*, where it can still be so.

    Further exceptions are typed, and those that it has *now* hold while they are days of it.
    """
    typed = {key: value for key in Meeting.model_fields if (value := getattr(said, key))}
    days = [day_of(each) for each in said.days or now.days]
    held = [each for each in now.without if any(day is None or day.holds(each) for day in days)]
    if then.once and (said.every or said.starts):
        typed.setdefault("until", None)
    return then.model_copy(update={**typed, "without": tuple(sorted({*held, *said.without}))})


def _is_nothing(value: Any) -> bool:
    return isinstance(value, str) and answers.says_nothing(value)


def _without_nothing(each: Any) -> Any:
    """Return an entry without the role, or the name of a channel, of which is said that there is none."""
    match each:
        case Person() if _is_nothing(each.role):
            return each.model_copy(update={"role": None})
        case Channel() if _is_nothing(each.name):
            return each.model_copy(update={"name": None})
        case _:
            return each


def _shown_with(then: Person | Channel) -> tuple[str, ...]:
    """Return the keys that stand beside what tells an entry from the others, where it is typed."""
    if isinstance(then, Channel):
        return ("name",)
    return ("role",) if then.role and not re.search("[()@＠]", then.role) else ()


def _as_typed(meeting: Meeting) -> Meeting:
    """Return a meeting as it is read from its own line."""
    return next(iter(meeting_lines.read(meeting_lines.written(meeting))), meeting)
