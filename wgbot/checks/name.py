"""The name is one that people can read, type and tell apart, and that makes a file name.

Its file is named after it in lower-case ASCII, which has to be there, not too long, and free of
names that Windows keeps for itself.
"""

import re
from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict, PositiveInt

from wgbot.checks.subject import Subject
from wgbot.registry.folder import MAX_SLUG
from wgbot.text import lookalikes
from wgbot.text.problems import Problem

_REFUSED = re.compile(
    # Anywhere: what shells, templates, paths, git and Markdown act on.
    r"""[\\<>|*?$;`{}\[\]%^=~"@]|\.\.|__|&&
    # At the start: but for `.NET` and `(Re)start`, a letter, a digit or a symbol.
    |^[!'&+,:/#_-]|^\.(?=\W|$)
    # Beside others: `C#` and `I/O` are names, `#1` and `/etc/` are none.
    |\#(?=\w)|(?<![^\W_])(?<=[\x00-\x7f])/|/(?=[\x00-\x7f])(?![^\W_])|[/&:]$
    # At the end: what git keeps for itself.
    |\.(?:git|lock)$""",
    re.VERBOSE | re.IGNORECASE,
)
# https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file
_WINDOWS = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9])(?=\.|$)", re.IGNORECASE)
# What stands beside the groups' own files and pages.
_RESERVED = frozenset({"index", "head", "readme", "schema", "template"})


class Options(BaseModel):
    """How long a name can be, in characters."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    shortest: PositiveInt = 2
    longest: PositiveInt = 80


def check(subject: Subject, options: Options) -> Iterator[Problem]:
    """Yield what is wrong with the name: the first thing, for one often explains the others."""
    name = subject.group.name
    if name and (found := _look(name, options) or _as_file_name(name, subject)):
        what, fix, values = found
        yield Problem("name", what, fix, field="name", values={"name": name, **values})


def _counted(characters: int) -> str:
    return "1 character" if characters == 1 else f"{characters:,} characters"


_Found = tuple[str, str, dict[str, str]]


def _look(name: str, options: Options) -> _Found | None:
    if not options.shortest <= len(name) <= options.longest:
        return (
            f"The name has {_counted(len(name))}.",
            f"Use a name of {options.shortest} to {options.longest}.",
            {},
        )
    if char := lookalikes.invisible(name):
        return (
            f"There is an invisible character in the name {{name}}: U+{ord(char):04X}.",
            "Type the name anew, without copying it.",
            {},
        )
    if fancy := next((char for char in name if lookalikes.plain_letter(char)), None):
        return (
            "{fancy} in the name looks like {plain} and is another character.",
            "Type the name with plain letters.",
            {"fancy": fancy, "plain": str(lookalikes.plain_letter(fancy))},
        )
    if word := lookalikes.mixed_word(name) or lookalikes.disguised_word(name):
        return (
            "{word} in the name mixes letters of two alphabets that look the same.",
            "Type the word anew, in one alphabet.",
            {"word": word},
        )
    if lookalikes.has_piled_marks(name):
        return (
            "Marks are piled up in the name {name}, or stand without a letter below them.",
            "Remove them.",
            {},
        )
    if found := _REFUSED.search(name):
        return (
            "The name {name} cannot have {found} in that place.",
            "Start with a letter or a digit, and go on with letters, digits, spaces and "
            "`. , ' & + - ( ) : !`. A `#` can stand behind a letter, and a `/` between two.",
            {"found": found[0]},
        )
    return None


def _as_file_name(name: str, subject: Subject) -> _Found | None:
    slug = subject.slug
    if not slug or not any(char.isalnum() for char in name):
        return ("The name {name} has no letter or digit in it.", "Use a name that can be read.", {})
    if len(slug) > MAX_SLUG:
        return (
            f"The file of {{name}} would be named with {len(slug)} characters, {{slug}}; "
            f"{MAX_SLUG} are the most.",
            "Use a shorter name.",
            {"slug": slug},
        )
    if _WINDOWS.match(name) or _WINDOWS.match(slug) or slug in _RESERVED:
        return (
            "The file of {name} would be named {slug}, and computers keep that name for "
            "something else.",
            "Add a word to the name.",
            {"slug": slug},
        )
    return None
