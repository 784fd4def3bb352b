"""Which format has a list? Told by its name, where nobody says it."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from wgbot.files.tree import Tree
from wgbot.setup.importers import cleaning, emails, formats, markdown, markdown_folder, structured
from wgbot.setup.importers.found import FORMATS, Format, Found, ListOptions
from wgbot.text.problems import SetupError

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


def read(name: str, data: bytes, options: ListOptions | None = None) -> Found:
    """Read the groups of a file named *name*."""
    told = options or ListOptions()
    return _cleaned(lambda: _read(name, data, told), told)


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
        return markdown.read(text, options)
    if options.headings:
        raise SetupError(
            "Only a Markdown page has headings. What a file's keys are is said by `--map`."
        )
    return structured.read(name, data, known, options)


def read_folder(name: str, tree: Tree, options: ListOptions | None = None) -> Found:
    """Read the groups of a folder, one file each."""
    told = options or ListOptions()
    pages = {} if told.map else markdown_folder.pages(tree)
    if pages:
        return _cleaned(lambda: markdown_folder.read(pages, told), told)
    return _cleaned(lambda: structured.read_folder(name, tree, told), told)


def _cleaned(read: Callable[[], Found], options: ListOptions) -> Found:
    """Return what is read, without addresses, and with what is taken for granted of another forge."""
    try:
        found = cleaning.without(read())
    except SetupError as error:
        # What is wrong with a list can be told in words of its own, and there be an address in them.
        raise SetupError(emails.hidden(str(error))) from None
    host = urlsplit(options.forge).hostname
    if host == "github.com" or not any(who.github for d in found.drafts for who in d.group.leads):
        return found
    note = f"The list is from {host}; its people are taken for accounts of GitHub. See whose those are."
    return replace(found, notes=(*found.notes, note))
