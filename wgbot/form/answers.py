"""The text under a heading → the answer, by the kind of the field.

`read` takes what it finds; `fits` says whether GitHub could have rendered it so, which is how
`headings` tells a form's heading from one that someone typed.
"""

import re
import string
from collections.abc import Callable

from wgbot.form.blocks import blocks
from wgbot.form.labels import as_seen
from wgbot.form.schema import Answer, Field, Kind
from wgbot.form.shown import BEGINS, shown, shows_nothing
from wgbot.text.problems import Problem

NO_RESPONSE = "_No response_"
NO_CHOICE = "None"

_SEEN = frozenset(string.ascii_letters + string.digits)
"""What is seen in any case where an answer starts with it."""

MOST_WAYS = 10_000
"""How many ways to read an answer are tried, of options that hold other options and commas."""

_CHECKBOX = re.compile(r"[ \t]*+[-*+] \[[ xX]\] +.")
_BOX = re.compile(r"^[ \t]*+(?:[-*+]|\d{1,9}[.)])[ \t]{1,4}\[([ xX])\][ \t]++(.*)", re.MULTILINE)
"""What the page shows as a box, however a person spaced it."""
_FENCE = re.compile(r"(?P<fence>`{3,}+|~{3,}+)[^\n]*+\n(?P<code>.*\n)?(?P=fence)", re.DOTALL)

_HEADING = re.compile(r"^#{1,6} .*+", re.MULTILINE)

Read = tuple[Answer, Problem | None]
"""An answer, and a doubt about it that only a person can resolve."""


def read(field: Field, text: str) -> Read:
    """Read the answer to *field* from *text*, everything that is under its heading."""
    return _READ[field.kind](field, text)


def fits(field: Field, text: str) -> bool:
    """Return whether GitHub could have rendered *text* as the answer to *field*."""
    return _FITS[field.kind](field, text)


def _line(answer: str) -> str:
    """Return what an answer of one line shows: programs, too, write comments below it."""
    if answer[:1] in _SEEN and "<" not in answer and "]:" not in answer:
        return answer
    seen = shown(answer).strip()
    return "" if shows_nothing(seen) else seen


def _read_input(field: Field, text: str) -> Read:
    answer = text.strip()
    if answer == NO_RESPONSE:
        return None, None
    answer = _line(answer)
    doubt = None
    if "\n" in answer:
        answer, doubt = _above_heading(field, answer)
        if "\n" in answer:
            doubt = _doubt(
                field,
                "The answer to {label} has several lines but should be one.",
                "Write it on one line, and nothing below it.",
            )
    return (answer if answer and answer != NO_RESPONSE else None), doubt


def _above_heading(field: Field, answer: str) -> tuple[str, Problem | None]:
    """Cut off an answer to no question of the form: to one of an older form, perhaps."""
    if "\n" not in answer:
        return answer, None
    heading = _HEADING.search(answer, 0 if answer.startswith("### ") else 1)
    if not heading:
        return answer, None
    return answer[: heading.start()].rstrip(), foreign_heading(field, heading[0])


def foreign_heading(field: Field, heading: str) -> Problem:
    """Doubt an answer with a heading in it that may be an older form's."""
    fix = "Move its text to the answer where it belongs, and remove the heading."
    if field.kind == "textarea":
        fix = (
            "If it belongs to this answer, start it with `####`. Otherwise move its text to the "
            "answer where it belongs, and remove the heading."
        )
    return _doubt(
        field,
        "Below the answer to {label} is a heading that isn't in the form: {heading}.",
        fix,
        heading=heading,
    )


def _read_textarea(field: Field, text: str) -> Read:
    if text[1:2] in _SEEN and text[0] == "\n" and not field.render:
        return text.strip(), None  # As GitHub renders it.
    if field.render and (fenced := _fenced(text.strip())):
        code = (fenced["code"] or "").strip("\n")
        return (None if code.strip() in ("", NO_RESPONSE) else code), None
    answer = text.strip()
    if not answer or answer == NO_RESPONSE:
        return None, None
    if not BEGINS.match(answer) and _is_no_text(answer):
        return None, None
    if text[:2] == "\n" + answer[0]:
        return answer, None  # As GitHub renders it, and without an indent.
    # Four spaces before the first word make it code, and so belong to the answer.
    indent = text[: text.index(answer[0])].rpartition("\n")[2]
    return (indent + answer if "    " in indent or "\t" in indent else answer), None


def _fenced(answer: str) -> re.Match[str] | None:
    """Return the fence that GitHub puts around an answer; below it, a program may have written."""
    return _FENCE.fullmatch(answer) or _FENCE.fullmatch(shown(answer).strip())


def _is_no_text(answer: str) -> bool:
    return shows_nothing(answer) or (
        answer[0] in "_<[" and NO_RESPONSE in answer and shown(answer).strip() == NO_RESPONSE
    )


def _read_dropdown(field: Field, text: str) -> Read:
    typed = text.strip()
    if not field.multiple:
        if typed in field.known_options:
            return typed, None
        one, doubt = _read_input(field, text)
        return (None if one == NO_CHOICE else one), doubt
    answer, doubt = _above_heading(field, _line(typed))
    if answer in ("", NO_RESPONSE, NO_CHOICE):
        return [], doubt
    lists = _choices(field, answer)
    if not lists:
        return [each.strip() for each in re.split(r"[,\n]", answer) if each.strip()], doubt
    if len(lists) == 1:
        return lists[0], doubt
    return [], _doubt(
        field,
        "The answer to {label} can be read in two ways, because some options contain a comma.",
        "Write each option that you chose on a line of its own.",
    )


def _choices(field: Field, answer: str) -> list[list[str]]:
    """Find the lists of options that GitHub renders as *answer*: two at most, each option once."""
    if "\n" in answer or not field.options_hold_commas:
        chosen = _lines(answer) if "\n" in answer else answer.split(", ")
        return [chosen] if field.known_options.issuperset(chosen) else []
    if len(answer) > sum(len(option) + 2 for option in field.options):
        return []
    found: list[list[str]] = []
    ways: list[tuple[int, list[str]]] = [(0, [])]
    for _ in range(MOST_WAYS):
        if not ways or len(found) > 1:
            return found
        at, chosen = ways.pop()
        if at == len(answer) + 2:
            found.append(chosen)
        for option in field.options:
            end = at + len(option)
            if (
                answer.startswith(option, at)
                and (end == len(answer) or answer.startswith(", ", end))
                and option not in chosen
            ):
                ways.append((end + 2, [*chosen, option]))
    return [[], []]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _read_upload(field: Field, text: str) -> Read:
    answer, doubt = _above_heading(field, shown(text).strip())
    return _read_textarea(field, answer)[0], doubt


def _read_checkboxes(field: Field, text: str) -> Read:
    doubt = None
    if "\n#" in text:
        text, doubt = _above_heading(field, _without_blocks(text))
    if "`" in text or "~" in text or "<" in text:
        text = shown(_without_blocks(text))
    ticks: dict[str, set[bool]] = {}
    for mark, label in _BOX.findall(text):
        option = label if label in field.options else field.options_as_seen.get(as_seen(label))
        if option is not None:
            ticks.setdefault(option, set()).add(mark != " ")
    for option, is_ticked in ticks.items():
        if len(is_ticked) > 1 and doubt is None:
            doubt = _doubt(
                field,
                "The box {option} is there twice, ticked and not ticked.",
                "Keep the right one, and remove the other.",
                option=option,
            )
    return [option for option, is_ticked in ticks.items() if is_ticked == {True}], doubt


def _without_blocks(text: str) -> str:
    """Leave out the fences and comments of *text*: what is in them is not ticked."""
    kept, at = [], 0
    text = "\n" + text
    for start, end, _ in blocks(text):
        if end is not None:
            kept.append(text[at:start])
            at = end
    return "".join([*kept, text[at:]])


def _doubt(field: Field, what: str, fix: str, **values: str) -> Problem:
    return Problem("form", what, fix, field=field.key, values={"label": field.label, **values})


def _is_one_line(field: Field, text: str) -> bool:
    line = _line(text.strip())
    return bool(line) and "\n" not in line


def _is_textarea(field: Field, text: str) -> bool:
    answer = text.strip()
    if not field.render:
        return bool(answer)
    return _fenced(answer) is not None or shown(answer).strip() == NO_RESPONSE


def _is_choice(field: Field, text: str) -> bool:
    answer = _line(text.strip())
    if answer in (NO_RESPONSE, NO_CHOICE):
        return True
    return answer in field.options or (field.multiple and bool(_choices(field, answer)))


def _is_boxes(field: Field, text: str) -> bool:
    lines = _lines(shown(text))
    return bool(lines) and all(map(_CHECKBOX.match, lines))


_READ: dict[Kind, Callable[[Field, str], Read]] = {
    "input": _read_input,
    "textarea": _read_textarea,
    "dropdown": _read_dropdown,
    "checkboxes": _read_checkboxes,
    "upload": _read_upload,
}
_FITS: dict[Kind, Callable[[Field, str], bool]] = {
    "input": _is_one_line,
    "textarea": _is_textarea,
    "dropdown": _is_choice,
    "checkboxes": _is_boxes,
    "upload": _is_textarea,
}
