"""Which format has a list? Told by its name, where nobody says it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from wgbot.files.tree import Tree
from wgbot.setup.importers import (
    cleaning,
    emails,
    formats,
    mapping,
    markdown,
    markdown_folder,
    structured,
)
from wgbot.setup.importers.found import Found
from wgbot.text.problems import SetupError

Format = Literal["markdown", "csv", "tsv", "json", "yaml", "toml"]
FORMATS: tuple[Format, ...] = get_args(Format)

MAX_BYTES = 8 * 1024 * 1024

_ENDINGS: dict[str, Format] = {
    "md": "markdown",
    "markdown": "markdown",
    "mdx": "markdown",
    "csv": "csv",
    "tsv": "tsv",
    "json": "json",
    "yaml": "yaml",
    "yml": "yaml",
    "toml": "toml",
}


@dataclass(frozen=True)
class ListOptions:
    """What a person says about a list."""

    format: Format | None = None
    """Its format, if its name does not tell."""
    headings: Sequence[str] = ()
    """The headings below which the groups of a page are."""
    map: str = ""
    """The map of a structured file: its own file, or the name of one that comes with wgbot."""
    chat: str = ""
    """What is put before the name of a channel to make an address."""
    base: str = ""
    """The address that relative links start from."""


def read(name: str, data: bytes, options: ListOptions | None = None) -> Found:
    """Read the groups of a file named *name*."""
    try:
        return cleaning.without(_read(name, data, options or ListOptions()))
    except SetupError as error:
        # What is wrong with a list can be told in words of its own, and there be an address in them.
        raise SetupError(emails.hidden(str(error))) from None


def _read(name: str, data: bytes, options: ListOptions) -> Found:
    known = options.format or _ENDINGS.get(name.rpartition(".")[2].casefold())
    if known is None:
        raise SetupError(
            f"It is not known what kind of list {name} is. Say so: `--from`, and one of "
            f"{', '.join(FORMATS)}."
        )
    if len(data) > MAX_BYTES:
        raise SetupError(f"{name} has {len(data):,} bytes; more than {MAX_BYTES:,} are not read.")
    if known == "markdown":
        if options.map:
            raise SetupError("A map is for structured files. Pages are read by `--heading`.")
        text = formats.decoded(name, data)
        return markdown.read(text, options.headings, options.base, options.chat)
    if options.headings:
        raise SetupError(
            "Only a Markdown page has headings. What a file's keys are is said by `--map`."
        )
    return structured.read(name, data, known, _for_structured(options))


def read_folder(name: str, tree: Tree, options: ListOptions | None = None) -> Found:
    """Read the groups of a folder, one file each."""
    told = options or ListOptions()
    pages = {} if told.map else markdown_folder.pages(tree)
    try:
        if pages:
            return cleaning.without(markdown_folder.read(pages, told.base, told.chat))
        return cleaning.without(structured.read_folder(name, tree, _for_structured(told)))
    except SetupError as error:
        raise SetupError(emails.hidden(str(error))) from None


def _for_structured(options: ListOptions) -> structured.DataOptions:
    used = mapping.load(options.map) if options.map else None
    return structured.DataOptions(used, options.chat, options.base)
