"""The name can be read, typed, told apart from others, and used as a file name.

Its file is named after it in lower-case ASCII, which has to be there, not too long, and free of
names that Windows keeps for itself.
"""

import re
from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict, PositiveInt

from wgbot.checks.subject import Example, Subject
from wgbot.registry import text_changes
from wgbot.registry.folder import MAX_SLUG
from wgbot.text import lookalikes
from wgbot.text.escape import Markdown
from wgbot.text.problems import Problem
from wgbot.text.sentences import Sentence, Value

_REFUSED = re.compile(
    # Anywhere: what shells, templates, paths, git and Markdown act on.
    r"""[\\<>|$;`{}\[\]^=~"]|\.\.|__|&&
    # At the start: but for `.NET` and `(Re)start`, a letter, a digit or a symbol.
    |^[!'&+,:/#_-]|^\.(?=\W|$)
    # Beside others: `C#`, `What?`, `Women*`, `10 %`, `a @ b` are names; `#1`, `a?b`, `*a*` are none.
    |\#(?=\w)|(?<![\w)!])\?|\?(?=[^\s!)])|(?<!\w)\*|\*(?=[^\s!?,)])|(?<!\d)(?<!\d\ )%|%(?=\S)
    |(?<!\s)@|@(?=\S)|(?<![^\W_])(?<=[\x00-\x7f])/|/(?=[\x00-\x7f])(?![^\W_])|[/&:]$
    # At the end: what git keeps for itself.
    |\.(?:git|lock)$""",
    re.VERBOSE | re.IGNORECASE,
)
_QUOTED = re.compile(r"""(?<![^\s(])(["'])([^"']+)\1(?=[\s),.:!?]|$)""")
_BETWEEN_WORDS = re.compile(r"(?:(?<=[^\W_])|(?<=[+#)]))(?: / |/)(?=[^\W_]|\()")
# https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file
_WINDOWS = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9])(?=\.|$)", re.IGNORECASE)
# What stands beside the groups' own files and pages.
_RESERVED = frozenset({"index", "head", "readme", "schema", "template"})


EXAMPLES = (
    Example(bad={"name": "Sound <music>"}, good={"name": "Sound & music"}),
    Example(
        bad={"name": "Everything that people can hear"},
        good={"name": "Sound & music"},
        configuration="checks:\n  name:\n    longest: 20\n",
    ),
)


class Options(BaseModel):
    """How long a name can be, in characters."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    shortest: PositiveInt = 2
    """The minimum number of characters."""
    longest: PositiveInt = 80
    """The maximum."""


def check(subject: Subject, options: Options) -> Iterator[Problem]:
    """Yield what is wrong with the name: the first thing, for one often explains the others."""
    name = subject.group.name
    is_new = not (subject.registered or (subject.before and subject.before.name == name))
    if is_new and text_changes.says_more(name):
        yield Problem(
            "name",
            "{name} reads as if it said more than the name.",
            "Write the name alone.",
            field="name",
            values={"name": name},
        )
    elif name and (found := _look(name, options) or _as_file_name(name, subject)):
        what, fix, values = found
        yield Problem("name", what, fix, field="name", values={"name": name, **values})


def _counted(characters: int) -> Sentence:
    if characters == 1:
        return Sentence("1 character")
    return Sentence("{count} characters", {"count": characters})


_Found = tuple[str, str, dict[str, Value]]


def _look(name: str, options: Options) -> _Found | None:
    if not options.shortest <= len(name) <= options.longest:
        return (
            "The name has {length}.",
            "Use a name of {shortest} to {longest}.",
            {
                "length": _counted(len(name)),
                "shortest": options.shortest,
                "longest": options.longest,
            },
        )
    if char := lookalikes.invisible(name):
        return (
            "The name {name} contains an invisible character: {character}.",
            "Type the name again instead of copying it.",
            {"character": Markdown(f"U+{ord(char):04X}")},
        )
    if fancy := next((char for char in name if lookalikes.plain_letter(char)), None):
        return (
            "{fancy} in the name looks like {plain} but is another character.",
            "Type the name with plain letters.",
            {"fancy": fancy, "plain": str(lookalikes.plain_letter(fancy))},
        )
    if word := lookalikes.mixed_word(name) or lookalikes.disguised_word(name):
        return (
            "{word} in the name mixes look-alike letters of two alphabets.",
            "Type the word again, in one alphabet.",
            {"word": word},
        )
    if lookalikes.has_piled_marks(name):
        return (
            "The name {name} has accents that are stacked, go through a letter, or are on none.",
            "Remove them.",
            {},
        )
    if found := _REFUSED.search(_without_usual_signs(name)):
        return (
            "The name {name} can't have {found} in that place.",
            "Start with a letter or a digit, and use letters, digits, spaces and "
            "`. , ' & + - ( ) : ! ?`. A `#` can follow a letter, a `/` can be between two words, and "
            "quotes can be around one.",
            {"found": found[0]},
        )
    return None


def _without_usual_signs(name: str) -> str:
    """Leave out quotes around a part of a name, and slashes between words: `"Unsafe" code`, `A / B`."""
    quoted = _QUOTED.sub(r"\2", name)
    is_whole = len(quoted) == len(name) - 2 and name[1:-1] == quoted
    return _BETWEEN_WORDS.sub(" ", name if is_whole else quoted)


def _as_file_name(name: str, subject: Subject) -> _Found | None:
    slug = subject.slug
    if not slug or not any(char.isalnum() for char in name):
        return ("The name {name} has no letter or digit.", "Use a name that people can read.", {})
    if len(slug) > MAX_SLUG:
        return (
            "The file name for {name} would be {slug}, with {count} characters; the limit is {most}.",
            "Use a shorter name.",
            {"slug": slug, "count": len(slug), "most": MAX_SLUG},
        )
    if _WINDOWS.match(name) or _WINDOWS.match(slug):
        what = "The file name for {name} would be {slug}, which is reserved on Windows."
    elif slug in _RESERVED:
        what = "The file name for {name} would be {slug}, which is reserved for other files."
    else:
        return None
    return what, "Add a word to the name.", {"slug": slug}
