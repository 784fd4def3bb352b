"""What an edit changes, key by key, as Markdown for comments and pull requests.

Everything in it that a stranger wrote is in code spans or in code blocks, which nothing in it can end.
"""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from wgbot.community.translation import ENGLISH, Catalogue
from wgbot.form.schema import Field
from wgbot.proposals.proposal import Proposal
from wgbot.registry import lists
from wgbot.registry.fields import ASKED, FIELDS
from wgbot.registry.group import (
    Channel,
    Confirmation,
    Ending,
    EndReason,
    Group,
    Person,
)
from wgbot.registry.meetings import lines as meeting_lines
from wgbot.registry.meetings.meeting import Meeting
from wgbot.text.escape import Markdown, code_block, code_span, shorten
from wgbot.text.sentences import capitalize

ENDINGS: Mapping[EndReason, str] = {
    "completed": "completed",
    "merged": "merged into another group",
    "split": "split into several",
    "moved": "moved elsewhere",
    "inactive": "inactive",
    "withdrawn": "withdrawn",
}
"""How a group can have ended, in words."""
_LONGEST_SPAN = 160
_LONGEST_BLOCK = 6_000
_MOST_SPANS = 60
ADDRESS = "Address"
"""What people are told that the name of a group's file is."""
_NO_QUESTIONS = {
    *("overlap", "conduct", "group", "status", "slug", "why", "base", "takes_over_from"),
}


@dataclass(frozen=True)
class Difference:
    """What is different about one key."""

    key: str
    label: str | Markdown
    """The question that asks for it, or else what it is."""
    shown: Markdown
    """What comes behind the colon, with the space or the empty line before it."""


def differences(
    before: Group,
    after: Group,
    questions: Mapping[str, Field],
    catalogue: Catalogue = ENGLISH,
    moved: tuple[str, str] | None = None,
    names: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Difference, ...]:
    """Return what is different between two states of a group, in the order of a registry file.

    *moved* is what its file is called before and after, where that changes; *names* is what groups are
    called, by their files.
    """
    found: list[Difference] = []
    if moved:
        label = _label("slug", ADDRESS, questions, catalogue)
        found.append(Difference("slug", label, _shown(moved[:1], moved[1:])))
    for field in FIELDS:
        old, new = getattr(before, field.key), getattr(after, field.key)
        if old == new:
            continue
        if field.type == "answers":
            for key in dict.fromkeys((*old, *new)):
                if old.get(key) != new.get(key):
                    shown = _shown(_texts(old.get(key), None), _texts(new.get(key), None))
                    asked = questions.get(key)
                    label = asked.label if asked else Markdown(code_span(key))
                    found.append(Difference(key, label, shown))
            continue
        if field.type == "status":
            old, new = catalogue.say(old), catalogue.say(new)
        elif field.type == "group":
            old, new = names.get(old, old), names.get(new, new)
        elif field.type == "groups":
            old, new = (tuple(names.get(one, one) for one in each) for each in (old, new))
        listed = _shown_list(field.type, old, new, catalogue) if field.type in lists.KEYS else None
        said = listed or _shown(_texts(old, catalogue), _texts(new, catalogue))
        label = _label(field.meaning, field.word, questions, catalogue)
        found.append(Difference(field.key, label, said))
    return tuple(found)


def unchanged(proposal: Proposal) -> tuple[str, ...]:
    """Return the questions of a form whose answers leave the group as it is."""
    before, after = proposal.edit.before.get(proposal.slug), proposal.group
    if before is None or proposal.does != "change":
        return ()

    def is_same(meaning: str) -> bool:
        field = ASKED.get(meaning)
        if field is None:
            return before.charter.get(meaning) == after.charter.get(meaning)
        return bool(getattr(before, field.key) == getattr(after, field.key))

    asked = {key: each for key, each in proposal.fields.items() if key not in _NO_QUESTIONS}
    return tuple(each.label for key, each in asked.items() if is_same(key))


def _label(meaning: str, word: str, questions: Mapping[str, Field], catalogue: Catalogue) -> str:
    question = questions.get(meaning)
    said = catalogue.say(word)
    return question.label if question else capitalize(said)


def _texts(value: Any, catalogue: Catalogue | None) -> tuple[str, ...]:
    """Return a value as texts, one for each entry; none for nothing.

    Some are known by keys: without a *catalogue*, all of it is a text of somebody's.
    """
    listed = value if isinstance(value, tuple) else (value,)
    said = (
        _text(each, catalogue) if catalogue else str(each) for each in listed if each is not None
    )
    return tuple(each for each in said if each)


def _text(value: Any, catalogue: Catalogue) -> str:
    match value:
        case Person():
            role = f" ({value.role})" if value.role else ""
            until = value.until and catalogue.say("(until {day})", day=str(value.until))
            return f"{value.shown}{role} {until or ''}".rstrip()
        case Channel():
            return value.shown
        case Meeting():
            return meeting_lines.written(value)
        case Ending():
            because = catalogue.say(ENDINGS[value.because]) if value.because else None
            said = (because, value.date, value.note, value.decision)
            return ", ".join(str(each) for each in said if each)
        case Confirmation():
            return str(value.date)
        case bool():
            return catalogue.say("yes" if value else "no")
        case _:
            return str(value)


def _shown_list(
    kind: Any, old: tuple[Any, ...], new: tuple[Any, ...], catalogue: Catalogue
) -> Markdown | None:
    """Show what of a list is altered, added and removed."""
    was, now = (
        {lists.KEYS[kind](each): _text(each, catalogue) for each in listed} for listed in (old, new)
    )
    if len(was) < len(old) or len(now) < len(new):
        return None  # Some can't be told apart.
    said = [
        *(
            f"{_span(was[key])} → {_span(now[key])}"
            for key in was
            if was[key] != now.get(key, was[key])
        ),
        *(f"+ {_span(now[key])}" for key in now if key not in was),
        *(f"− {_span(was[key])}" for key in was if key not in now),
    ]
    return _joined(said) if said else None


def _shown(old: tuple[str, ...], new: tuple[str, ...]) -> Markdown:
    """Show what it was and what it is: side by side if that is short, and else line by line."""
    if len(old) <= 1 and len(new) <= 1:
        every = (*old, *new)
        if any("\n" in each or len(each) > _LONGEST_SPAN for each in every):
            return _shown_lines("\n".join(old), "\n".join(new))
        if old and new:
            return Markdown(f" {_span(old[0])} → {_span(new[0])}")
    gone = [f"− {_span(each)}" for each in old if each not in new]
    said = [*(f"+ {_span(each)}" for each in new if each not in old), *gone]
    return _joined(said or [f"{_span(', '.join(old))} → {_span(', '.join(new))}"])


def _joined(said: list[str]) -> Markdown:
    more = ["…"] if len(said) > _MOST_SPANS else []
    return Markdown(" " + ", ".join([*said[:_MOST_SPANS], *more]))


def _span(text: str) -> str:
    return code_span(text, _LONGEST_SPAN)


def _shown_lines(old: str, new: str) -> Markdown:
    text = shorten("\n".join(_diff(old, new)), _LONGEST_BLOCK)
    block = code_block(text, "diff")
    return Markdown("\n\n" + "\n".join(f"  {line}".rstrip() for line in block.split("\n")))


def _diff(old: str, new: str) -> Iterator[str]:
    lines = difflib.ndiff(old.splitlines(), new.splitlines())
    return (line for line in lines if not line.startswith("? "))
