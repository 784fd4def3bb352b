"""A body → its answers: the one way in for an issue's text."""

import dataclasses
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from wgbot.form import answers
from wgbot.form.blocks import Block, blocks, may_hide, open_comment
from wgbot.form.headings import MOST, Choice, Doubt, Section, choose, hiding, is_set_off
from wgbot.form.labels import as_seen, heading_like, letters
from wgbot.form.marks import OPENING, Mark, find, label_of, text_under
from wgbot.form.schema import Answer, Field, Form
from wgbot.text.problems import Problem
from wgbot.text.sentences import Sentence, Value


@dataclass(frozen=True, slots=True)
class Reading:
    """What an issue's body says in answer to a form."""

    answers: Mapping[str, Answer]
    """The answer to every field of the form, by its key and in the form's order."""
    problems: tuple[Problem, ...] = ()
    """Where the body does not tell, and what to change so that it does."""
    doubtful: frozenset[str] = frozenset()
    """The fields that the problems are about, by their keys: nothing more has to be said of them."""
    made_with_form: bool = True
    """Whether any heading of the form is there."""
    headings: frozenset[str] = frozenset()
    """The fields whose headings are there, by key."""
    is_as_rendered: bool = dataclasses.field(default=False, compare=False)
    """Whether it is just as GitHub rendered it."""


def read(form: Form, body: str) -> Reading:
    """Read the answers to *form* from *body*, an issue's text as GitHub delivers it.

    Takes time in proportion to the length of *body*, whatever is in it. Where the body does not
    tell, the answer is left out and a problem says which lines to change.
    """
    if "\r" in body:
        body = body.replace("\r\n", "\n").replace("\r", "\n")
    body = body.removeprefix("\ufeff")
    parts = ("\n" + body).split(OPENING)
    if reading := _read_as_rendered(form, body, parts):
        return reading
    marks = find(form, parts)
    if not marks:
        return _not_made_with(form, body)
    found = list(blocks(OPENING.join(parts)))
    choice = choose(form, parts, marks, found)
    if choice.too_many_from is not None:
        return _too_many(form, parts, choice.too_many_from)
    return _reading(form, parts, choice, found)


def _read_as_rendered(form: Form, body: str, parts: Sequence[str]) -> Reading | None:
    """Read a body that is just as GitHub rendered it, as nearly all are; None for any other.

    It gives what the search for headings would give, in a fraction of the time.
    """
    if len(parts) != len(form.fields) + 1:
        return None
    found: dict[str, Answer] = {}
    for field, part in zip(form.fields, parts[1:], strict=True):
        label, _, text = part.partition("\n")
        if label != field.label:
            return None
        found[field.key], doubt = answers.read(field, text)
        if doubt:
            return None
    if may_hide(body, OPENING) and _are_hidden(parts):
        return None
    return Reading(found, headings=frozenset(found), is_as_rendered=True)


def _are_hidden(parts: Sequence[str]) -> bool:
    """Return whether a heading that opens one of *parts* is in a block, or may do so."""
    found = list(blocks(OPENING.join(parts)))
    marks = [Mark(part, part - 1) for part in range(1, len(parts))]
    return bool(hiding(parts, marks, found)) or open_comment(found) is not None


def _reading(
    form: Form, parts: Sequence[str], choice: Choice, blocks_found: Sequence[Block]
) -> Reading:
    found: dict[str, Answer] = {field.key: field.nothing for field in form.fields}
    lines = list(accumulate((text.count("\n") + 1 for text in parts), initial=0))
    problems: list[Problem] = []
    there = {each.number for each in choice.sections} | {each.number for each in choice.doubts}
    missing = [field for number, field in enumerate(form.fields) if number not in there]
    like = {letters(field.label) for field in missing}
    doubtful: set[str] = set()
    if missing:
        problems += _above(parts, choice, blocks_found, like, lines)
    for section in choice.sections:
        field = form.fields[section.number]
        foreign = _foreign(parts, section, blocks_found) if missing else None
        if foreign and field.kind == "textarea":
            # It may be the heading of what is missing, as it was called when the issue was made.
            heading = f"### {label_of(parts[foreign])}"
            if heading_like(heading) in like:
                doubtful.add(field.key)  # What is wrong with that heading is said of its own field.
                continue
            problem = answers.foreign_heading(field, heading)
            problems.append(replace(problem, line=lines[foreign]))
            continue
        text = text_under(parts, section.part, section.end)
        found[field.key], doubt = answers.read(field, text)
        if doubt:
            problems.append(replace(doubt, line=lines[section.part]))
    problems += _doubtful(form, choice.doubts, lines)
    doubtful |= {problem.field for problem in problems if problem.field}
    for problem, keys in _missing(missing, parts):
        problems.append(problem)
        doubtful |= keys
    hidden_from = open_comment(blocks_found)
    if hidden_from is not None:
        problems += _below_comment(parts, choice, hidden_from)
    headings = frozenset(form.fields[number].key for number in there)
    return Reading(found, tuple(problems), frozenset(doubtful), headings=headings)


def _above(
    parts: Sequence[str],
    choice: Choice,
    found: Sequence[Block],
    like: Container[str],
    lines: Sequence[int],
) -> Iterator[Problem]:
    """Say that an answer stands above all of the form's, under a heading that it does not have."""
    first = min(
        (
            *(section.part for section in choice.sections),
            *(part for doubt in choice.doubts for part in doubt.parts),
        ),
        default=0,
    )
    part = _foreign(parts, Section(0, 0, first), found)
    heading = f"### {label_of(parts[part])}" if part else ""
    if part and heading_like(heading) not in like:
        yield Problem(
            "form",
            "Above the first question is a heading that isn't in the form: {heading}.",
            "Move its text to the answer where it belongs, and remove the heading.",
            values={"heading": heading},
            line=lines[part],
        )


def _foreign(parts: Sequence[str], section: Section, found: Sequence[Block]) -> int | None:
    """Return the part of a section that opens with a heading that is none of the form's, if any."""
    inside = [Mark(part, section.number) for part in range(section.part + 1, section.end)]
    hidden = hiding(parts, inside, found) if inside and found else {}
    for part, _ in inside:
        block = hidden.get(part)
        # Two fences that were left open can hide what GitHub set off.
        if block is None or (not block.is_comment and is_set_off(parts, part)):
            return part
    return None


def _too_many(form: Form, parts: Sequence[str], part: int) -> Reading:
    """Say that nobody can tell the form's headings among so many."""
    problem = Problem(
        "form",
        "The issue has more than {most} lines that read like headings of the form, so I can't read it.",
        "Remove those that aren't the form's, or start them with `####`.",
        values={"most": MOST},
        line=OPENING.join(parts[:part]).count("\n") + 1,
    )
    nothing = {field.key: field.nothing for field in form.fields}
    return Reading(nothing, (problem,), frozenset(nothing))


def _below_comment(parts: Sequence[str], choice: Choice, start: int) -> Iterator[Problem]:
    """Say that a comment was left open, where the page shows nothing of the answers below it."""
    last = max((section.part for section in choice.sections), default=0)
    if len(OPENING.join(parts[:last])) > start:
        yield Problem(
            "form",
            "A comment starts here and is never closed, so the issue doesn't show what is below it.",
            "Close it with `-->`, or remove it.",
            line=OPENING.join(parts).count("\n", 0, start + 1),
        )


def _not_made_with(form: Form, body: str) -> Reading:
    if body.strip():
        what = "This issue wasn't made with the form {form}: it has none of the form's headings."
        fix = "Please open a new issue with the form; it asks for everything that is needed."
    else:
        what = "This issue is empty."
        fix = "Please open a new issue with the form {form}; it asks for everything that is needed."
    problem = Problem(
        "form", what, fix, values={"form": form.name or Sentence("of this repository")}
    )
    nothing = {field.key: field.nothing for field in form.fields}
    return Reading(nothing, (problem,), made_with_form=False)


def _doubtful(form: Form, doubts: Iterable[Doubt], lines: Sequence[int]) -> Iterator[Problem]:
    for number, parts, ends in doubts:
        field = form.fields[number]
        if len(parts) > 1:
            what = (
                "The heading {heading} appears more than once, on lines {lines}, and I can't tell "
                "which one is the form's."
            )
            fix = "Keep the form's, and change the others: start them with `####`, for example."
            last = parts[-1]
        else:
            what = (
                "I can't tell where the answer below {heading} ends: it may be at the heading on "
                "line {lines}, or further down."
            )
            fix = (
                "Change the headings that belong to an answer: start them with `####`, for example."
            )
            last = parts[0]
        yield Problem(
            "form",
            what,
            fix,
            field.key,
            values={
                "heading": field.heading,
                "lines": _listed(parts if len(parts) > 1 else ends, lines),
            },
            line=lines[last],
        )


def _listed(parts: Sequence[int], lines: Sequence[int]) -> Value:
    listed = tuple(lines[part] for part in parts[:5])
    return listed if len(parts) <= 5 else Sentence("{listed} and more", {"listed": listed})


def _missing(
    fields: Sequence[Field], parts: Sequence[str]
) -> Iterator[tuple[Problem, frozenset[str]]]:
    """Yield which headings are missing: those of required fields, and those that are nearly there."""
    alike = _lines_by_letters(parts) if fields else {}
    lost: list[Field] = []
    for field in fields:
        line, found = alike.get(letters(field.label), (None, ""))
        if line is None:
            lost += [field] if field.required else []
            continue
        values: dict[str, Value] = {"heading": field.heading, "line": line}
        if found.startswith("### ") and as_seen(found) == as_seen(field.heading):
            fix = "On line {line} it is inside a code block or comment: close that above it."
        elif "".join(found.split()) == "".join(field.heading.split()):
            fix = "Write line {line} as {heading}, from its start on and with single spaces."
        else:
            fix = "Change line {line}, {found}, to just {heading}."
            values["found"] = found
        what = "The heading {heading} isn't written as in the form."
        problem = Problem("form", what, fix, field=field.key, values=values, line=line)
        yield problem, frozenset((field.key,))
    if len(lost) == 1:
        yield (
            Problem(
                "required",
                "The heading {heading} is missing; perhaps the form is newer than the issue.",
                "Add it on a line of its own, with the answer below it.",
                field=lost[0].key,
                values={"heading": lost[0].heading},
            ),
            frozenset((lost[0].key,)),
        )
    elif lost:
        yield (
            Problem(
                "required",
                "These headings are missing: {headings}. Perhaps the form is newer than the issue.",
                "Add each on a line of its own, with the answer below it.",
                values={"headings": tuple(field.heading for field in lost)},
            ),
            frozenset(field.key for field in lost),
        )


def _lines_by_letters(parts: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Find the lines that may be meant as headings, by their letters alone: the last of each."""
    last = {line: number for number, line in enumerate(OPENING.join(parts).split("\n"))}
    return {name: (number, line) for line, number in last.items() if (name := heading_like(line))}
