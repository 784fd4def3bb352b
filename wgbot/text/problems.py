"""What is wrong, said once and shown anywhere.

A `Problem` is for whoever wrote the text: a proposer, or a maintainer editing a registry file.
A `WgbotError` is for whoever runs wgbot. Where either is shown is not decided here.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from wgbot.text.escape import Markdown, code_span, escape_controls, link_destination
from wgbot.text.sentences import LinkedText, Sentence, Value, fill

_LONGEST = 160
"""The most characters of a value that are shown."""

FINE, PROBLEMS, USAGE, UNFINISHED = 0, 1, 2, 3
"""The exit codes: all is well, problems were found, usage or configuration, could not finish."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to change, and how."""

    check: str
    """The rule that found it: a check's name, or `form`, `registry`, `configuration`, `pages`."""
    what: str
    """What is wrong, in Markdown; `{name}` stands for a value of that name, `{{` for a brace."""
    fix: str
    """What to do about it, in the same manner."""
    field: str | None = None
    """The field it is about: `name`, `leads`, or the id of another question."""
    item: int | None = None
    """Which of the field's items it is about, counted from 0, where there are several."""
    values: Mapping[str, Value] = dataclasses.field(default_factory=dict)
    """What `what` and `fix` quote. Text by strangers is only ever shown as a code span."""
    blocks: bool = True
    """Whether it has to be fixed; if not, it is for a maintainer to weigh."""
    is_advice: bool = False
    """Whether it is only for a maintainer who wants to know more; it never blocks."""
    path: str | None = None
    """The file it is in, where it is in a file."""
    line: int | None = None
    """The line in that file, or in the issue's text, counted from 1."""

    def message(self) -> str:
        """Return what is wrong, in one line of Markdown that is safe to post."""
        return fill(self.what, self.values, _shown)

    def remedy(self) -> str:
        """Return what to do, in one line of Markdown that is safe to post."""
        return fill(self.fix, self.values, _shown)

    def at(self, path: str, line: int | None) -> "Problem":
        """Place the same problem in a file."""
        return replace(self, path=path, line=line)

    def as_json(self) -> dict[str, Any]:
        """Return what programs get, in a form that stays."""
        return {
            "check": self.check,
            "field": self.field,
            "path": self.path,
            "line": self.line,
            "message": self.message(),
            "fix": self.remedy(),
            "blocks": self.blocks,
        }

    def located(self) -> str:
        """Return where it is and what is wrong, in one line for a terminal."""
        place = ":".join(str(part) for part in (self.path, self.line) if part is not None)
        where = ", ".join(in_line(part) for part in (place, self.field) if part)
        return f"{where}: {self.message()}" if where else self.message()

    def __str__(self) -> str:
        return f"{self.located()} {self.remedy()}"


def _shown(value: object) -> str:
    match value:
        case Sentence():
            return fill(value.text, value.values, _shown)
        case LinkedText():
            return f"[{_shown(value.text)}]({link_destination(value.address)})"
        case tuple():
            separator = "; " if any(isinstance(each, Sentence) for each in value) else ", "
            return separator.join(map(_shown, value))
        case int():
            return f"{value:,}"
        case Markdown():
            return value
        case _:
            return code_span(str(value), _LONGEST)


def in_line(text: str) -> str:
    """Return a path or a field for a terminal: a file's name can hold a line break, and worse."""
    return escape_controls(text).replace("\n", "\\n").replace("\t", "\\t")


class WgbotError(Exception):
    """wgbot cannot go on; the message says what, where and what to do."""

    exit_code = UNFINISHED
    during = ""
    """What was to be done when it happened, where that is not in the message."""


class SetupError(WgbotError):
    """The command, the configuration or the repository is not as wgbot needs it."""

    exit_code = USAGE
