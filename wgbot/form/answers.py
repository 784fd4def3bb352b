"""The text under a heading → the answer, by the kind of the field.

`read` takes what it finds; `fits` says whether GitHub could have rendered it so, which is how
`headings` tells a form's heading from one that somebody typed.
"""

import re
from collections.abc import Callable, Iterator

from wgbot.form.schema import Answer, Field, Kind
from wgbot.problems import Problem

NO_RESPONSE = "_No response_"
NO_CHOICE = "None"

_CHECKBOX = re.compile(r"[ \t]*[-*+] \[([ xX])\] +(.*)")
_FENCE = re.compile(r"(?P<fence>`{3,}+|~{3,}+)[^\n]*+\n(?P<code>.*\n)?(?P=fence)", re.DOTALL)

Read = tuple[Answer, Problem | None]
"""An answer, and a doubt about it that only a person can resolve."""


def read(field: Field, text: str) -> Read:
    """Read the answer to *field* from *text*, all that stands under its heading."""
    return _READ[field.kind](field, text)


def fits(field: Field, text: str) -> bool:
    """Tell whether GitHub could have rendered *text* as the answer to *field*."""
    return _FITS[field.kind](field, text)


def _read_input(field: Field, text: str) -> Read:
    answer = text.strip()
    if "\n" in answer:
        first, _, rest = answer.partition("\n")
        if not rest.strip().startswith("#"):
            return answer, _doubt(
                field,
                "The answer to {label} is one line, and here are several.",
                "Write it in one line, and nothing below it.",
            )
        # A heading that the form does not have, and an answer to no question: an older form's.
        return first.strip(), _doubt(
            field,
            "Below the answer to {label} there is a heading that the form does not have: {heading}.",
            "Move what it says to the answer where it belongs, and remove the heading.",
            heading=rest.strip().partition("\n")[0],
        )
    return (None if answer in ("", NO_RESPONSE) else answer), None


def _read_textarea(field: Field, text: str) -> Read:
    if field.render and (fenced := _FENCE.fullmatch(text.strip())):
        code = (fenced["code"] or "").strip("\n")
        return (None if code.strip() in ("", NO_RESPONSE) else code), None
    answer = text.strip()
    if answer in ("", NO_RESPONSE):
        return None, None
    # Four spaces before the first word make it code, and so belong to the answer.
    indent = text[: text.index(answer[0])].rpartition("\n")[2]
    return (indent + answer if "    " in indent or "\t" in indent else answer), None


def _read_dropdown(field: Field, text: str) -> Read:
    answer = text.strip()
    if answer in ("", NO_RESPONSE, NO_CHOICE):
        return field.nothing, None
    if not field.multiple:
        return _read_input(field, text)
    lists = _choices(field, answer)
    if not lists:
        return [each.strip() for each in re.split(r"[,\n]", answer) if each.strip()], None
    if len(lists) == 1:
        return lists[0], None
    return [], _doubt(
        field,
        "The answer to {label} can be read in two ways, for some options hold a comma.",
        "Write each of the options you chose in a line of its own.",
    )


def _choices(field: Field, answer: str) -> list[list[str]]:
    """Find the lists of options that GitHub renders as *answer*: two at most, each option once."""
    if "\n" in answer:
        lines = [line.strip() for line in answer.split("\n") if line.strip()]
        return [lines] if set(lines) <= set(field.options) else []
    if len(answer) > sum(len(option) + 2 for option in field.options):
        return []

    def steps(at: int) -> Iterator[tuple[str, int]]:
        for option in field.options:
            if answer.startswith(option, at):
                end = at + len(option)
                if end == len(answer) or answer.startswith(", ", end):
                    yield option, end + 2

    behind = len(answer) + 2
    # The places from which the end can be reached, so that no way is followed in vain.
    hopeful = {behind}
    for at in reversed([0, *(comma.end() for comma in re.finditer(", ", answer))]):
        if any(end in hopeful for _, end in steps(at)):
            hopeful.add(at)
    found: list[list[str]] = []
    ways: list[tuple[int, list[str]]] = [(0, [])]
    while ways and len(found) < 2:
        at, chosen = ways.pop()
        if at == behind:
            found.append(chosen)
            continue
        ways += [
            (end, [*chosen, option])
            for option, end in steps(at)
            if end in hopeful and option not in chosen
        ]
    return found


def _read_checkboxes(field: Field, text: str) -> Read:
    ticked = []
    for line in text.split("\n"):
        if (box := _CHECKBOX.match(line)) and box[1] != " ":
            label = " ".join(box[2].split())
            if label in field.options and label not in ticked:
                ticked.append(label)
    return ticked, None


def _doubt(field: Field, what: str, fix: str, **values: str) -> Problem:
    return Problem("form", what, fix, field=field.key, values={"label": field.label, **values})


def _is_one_line(field: Field, text: str) -> bool:
    line = text.strip()
    return bool(line) and "\n" not in line


def _is_textarea(field: Field, text: str) -> bool:
    answer = text.strip()
    if not field.render or answer == NO_RESPONSE:
        return bool(answer)
    return _FENCE.fullmatch(answer) is not None


def _is_choice(field: Field, text: str) -> bool:
    answer = text.strip()
    if answer in (NO_RESPONSE, NO_CHOICE):
        return True
    return answer in field.options or (field.multiple and bool(_choices(field, answer)))


def _is_boxes(field: Field, text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    return bool(lines) and all(map(_CHECKBOX.match, lines))


_READ: dict[Kind, Callable[[Field, str], Read]] = {
    "input": _read_input,
    "textarea": _read_textarea,
    "dropdown": _read_dropdown,
    "checkboxes": _read_checkboxes,
    "upload": _read_textarea,
}
_FITS: dict[Kind, Callable[[Field, str], bool]] = {
    "input": _is_one_line,
    "textarea": _is_textarea,
    "dropdown": _is_choice,
    "checkboxes": _is_boxes,
    "upload": _is_textarea,
}
