"""Answers → an issue's body, as GitHub makes it of a form; `reading` is the way back."""

from collections.abc import Mapping

from wgbot.form.answers import NO_RESPONSE
from wgbot.form.schema import Field, Form

_MOST_TICKS = 3


def body(form: Form, answers: Mapping[str, str]) -> str:
    """Return the body of an issue with these answers, by their questions' keys; every box is ticked."""
    parts = (
        f"{each.heading}\n\n{_answer(each, answers.get(each.key, ''))}" for each in form.fields
    )
    return "\n\n".join(parts)


def blank(form: Form) -> str:
    """Return the body of an issue that nobody has filled in: what the form fills in is there."""
    parts = (f"{each.heading}\n\n{_not_answered(each)}" for each in form.fields)
    return "\n\n".join(parts)


def _not_answered(field: Field) -> str:
    if field.kind == "checkboxes":
        return "\n".join(f"- [ ] {option}" for option in field.options)
    return _answer(field, field.prefilled if field.kind in ("input", "textarea") else "")


def _answer(field: Field, text: str) -> str:
    if field.kind == "checkboxes":
        return "\n".join(f"- [x] {option}" for option in field.options)
    if not text:
        return NO_RESPONSE
    if not field.render:
        return text
    longest = max((len(run) for run in _ticks(text)), default=0)
    fence = "`" * max(_MOST_TICKS, longest + 1)
    return f"{fence}{field.render}\n{text}\n{fence}"


def _ticks(text: str) -> list[str]:
    return "".join(char if char == "`" else " " for char in text).split()
