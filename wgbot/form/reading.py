"""A body → its answers: the one way in for an issue's text."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from wgbot.form import answers
from wgbot.form.blocks import hides
from wgbot.form.headings import OPENING, Choice, Mark, choose, text_under
from wgbot.form.schema import Answer, Field, Form
from wgbot.problems import Problem


@dataclass(frozen=True, slots=True)
class Reading:
    """What an issue's body says in answer to a form."""

    answers: Mapping[str, Answer]
    """The answer to every field of the form, by its key and in the form's order."""
    problems: tuple[Problem, ...] = ()
    """Where the body does not tell, and what to change so that it does."""
    made_with_form: bool = True
    """Whether any heading of the form is there."""


def read(form: Form, body: str) -> Reading:
    """Read the answers to *form* from *body*, an issue's text as GitHub delivers it.

    Takes time in proportion to the length of *body*, whatever is in it. Where the body does not
    tell, the answer is left out and a problem says which lines to change.
    """
    if "\r" in body:
        body = body.replace("\r\n", "\n").replace("\r", "\n")
    parts = ("\n" + body.removeprefix("\ufeff")).split(OPENING)
    if reading := _read_as_rendered(form, body, parts):
        return reading
    numbers = form.numbers
    marks = [
        Mark(part, numbers[label])
        for part, text in enumerate(parts)
        if part and (label := text.partition("\n")[0].strip()) in numbers
    ]
    if not marks:
        return _not_made_with(form, body)
    choice = choose(form.fields, parts, marks)
    return _reading(form, parts, choice, _texts(parts, choice.headings, choice.ends))


def _read_as_rendered(form: Form, body: str, parts: Sequence[str]) -> Reading | None:
    """Read a body that is just as GitHub rendered it, as nearly all are; None for any other.

    It gives what the search for headings would give, some four times as fast.
    """
    if len(parts) != len(form.openings) + 1 or hides(body, OPENING):
        return None
    found: dict[str, Answer] = {}
    for field, opening, part in zip(form.fields, form.openings, parts[1:], strict=True):
        if not part.startswith(opening):
            return None
        text = part[len(opening) :]
        if field.kind == "input":
            answer = text.strip()
            if "\n" in answer:
                return None
            found[field.key] = answer if answer and answer != answers.NO_RESPONSE else None
        else:
            found[field.key], doubt = answers.read(field, text)
            if doubt:
                return None
    return Reading(found)


def _texts(parts: Sequence[str], headings: Sequence[Mark], ends: Sequence[Mark]) -> list[str]:
    stops = [mark.part for mark in ends]
    stops.append(len(parts))
    texts = []
    at = 0
    for part, _ in headings:
        while stops[at] <= part:
            at += 1
        texts.append(text_under(parts, part, stops[at]))
    return texts


def _reading(form: Form, parts: Sequence[str], choice: Choice, texts: Sequence[str]) -> Reading:
    found: dict[str, Answer] = {field.key: field.nothing for field in form.fields}
    problems: list[Problem] = []
    for mark, text in zip(choice.headings, texts, strict=True):
        field = form.fields[mark.number]
        found[field.key], doubt = answers.read(field, text)
        if doubt:
            problems.append(replace(doubt, line=_line(parts, mark.part)))
    if len(choice.headings) < len(form.fields):
        problems += _doubtful(form, parts, choice.doubtful)
        read_or_doubtful = {mark.number for mark in (*choice.headings, *choice.doubtful)}
        problems += _missing(
            [field for n, field in enumerate(form.fields) if n not in read_or_doubtful], parts
        )
    return Reading(found, tuple(problems))


def _line(parts: Sequence[str], part: int) -> int:
    """Give the line of the heading that opens *part*, counted from 1."""
    return sum(text.count("\n") for text in parts[:part]) + part


def _not_made_with(form: Form, body: str) -> Reading:
    if body.strip():
        what = "This issue was not made with the form {form}: it has none of the form's headings."
        fix = "Please open a new issue with the form; it asks for all that is needed."
    else:
        what = "This issue is empty."
        fix = "Please open a new issue with the form {form}; it asks for all that is needed."
    problem = Problem("form", what, fix, values={"form": form.name or "of this repository"})
    nothing = {field.key: field.nothing for field in form.fields}
    return Reading(nothing, (problem,), made_with_form=False)


def _doubtful(form: Form, parts: Sequence[str], marks: Sequence[Mark]) -> Iterator[Problem]:
    lines: dict[int, list[int]] = {}
    at = line = 0
    for mark in marks:
        line += sum(text.count("\n") + 1 for text in parts[at : mark.part])
        at = mark.part
        lines.setdefault(mark.number, []).append(line)
    for number, stands in lines.items():
        field = form.fields[number]
        listed = ", ".join(map(str, stands[:5])) + (" and more" if len(stands) > 5 else "")
        yield Problem(
            "form",
            f"The heading {{heading}} stands more than once, on lines {listed}, "
            "and nothing tells which one is the form's.",
            "Keep the form's, and change the others: start them with `####`, for example.",
            field=field.key,
            values={"heading": field.heading},
            line=stands[-1],
        )


def _missing(fields: Sequence[Field], parts: Sequence[str]) -> Iterator[Problem]:
    """Say which headings are missing: those of required fields, and those that are nearly there."""
    alike = _lines_by_letters(parts)
    for field in fields:
        values = {"heading": field.heading}
        line, found = alike.get(_letters(field.label), (None, ""))
        if line is not None and found.strip() == field.heading:
            fix = f"On line {line} it stands in a code block or comment; move it, with the answer, out of that."
        elif line is not None:
            fix = f"Change line {line}, {{found}}, to just {{heading}}."
            values["found"] = found
        elif field.required:
            fix = "Add it on a line of its own, with the answer below it."
        else:
            continue
        yield Problem(
            "form",
            "The heading {heading} is not there; perhaps the form has changed since the issue was made."
            if line is None
            else "The heading {heading} is not there as the form has it.",
            fix,
            field=field.key,
            values=values,
            line=line,
        )


_NOT_LETTERS = re.compile(r"[\W_]+")


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _NOT_LETTERS.sub("", folded)


def _lines_by_letters(parts: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Find the lines that may be meant as headings, by their letters alone: the last of each."""
    found: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(OPENING.join(parts).split("\n")):
        if ("#" in line[:20] or line[:2] in ("**", "__")) and len(line) < 300:
            found[_letters(line)] = (number, line)
    return found
