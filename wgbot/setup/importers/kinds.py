"""Which kind of list is it? Told by the name and, where that is not enough, by what is in it."""

from typing import Literal, get_args

from wgbot.files import yaml
from wgbot.files.tree import Tree
from wgbot.setup.importers import cleaning, emails, kubernetes, markdown, rustteam, table
from wgbot.setup.importers.found import Found
from wgbot.text.problems import SetupError

Kind = Literal["markdown", "kubernetes", "rust-team", "csv", "json"]
KINDS: tuple[Kind, ...] = get_args(Kind)

MAX_BYTES = 8 * 1024 * 1024

_ENDINGS: dict[str, Kind] = {
    "md": "markdown",
    "markdown": "markdown",
    "csv": "csv",
    "tsv": "csv",
    "json": "json",
    "yaml": "kubernetes",
    "yml": "kubernetes",
}


def read(name: str, data: bytes, kind: Kind | None = None, chat: str | None = None) -> Found:
    """Read the groups of a file named *name*; by its ending, where nobody says what it is."""
    try:
        return cleaning.without(_read(name, data, kind, chat))
    except SetupError as error:
        # What is wrong with a list can be told in words of its own, and there be an address in them.
        raise SetupError(emails.hidden(str(error))) from None


def _read(name: str, data: bytes, kind: Kind | None, chat: str | None) -> Found:
    kind = kind or _ENDINGS.get(name.rpartition(".")[2].casefold())
    if kind is None or kind == "rust-team":
        raise SetupError(
            f"It is not known what kind of list {name} is. Say so: `--from`, and one of "
            f"{', '.join(each for each in KINDS if each != 'rust-team')}."
        )
    if len(data) > MAX_BYTES:
        raise SetupError(f"{name} has {len(data):,} bytes; more than {MAX_BYTES:,} are not read.")
    if kind == "kubernetes":
        _need_layout(name, data)
        return kubernetes.read(data, *([chat] if chat else []))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SetupError(f"{name}, line {line}, is not UTF-8. Save it as UTF-8.") from error
    if kind == "csv":
        return table.read_csv(text)
    return table.read_json(text) if kind == "json" else markdown.read(text)


def read_folder(name: str, tree: Tree, kind: Kind | None = None, chat: str | None = None) -> Found:
    """Read the groups of a folder, which is a checkout of rust-lang/team."""
    if kind not in (None, "rust-team") or not rustteam.is_one(tree):
        raise SetupError(
            f"{name} is a folder, and no checkout of rust-lang/team: there is no `teams/*.toml` in it. "
            "Name the file with the list."
        )
    return cleaning.without(rustteam.read(tree, *([chat] if chat else [])))


def _need_layout(name: str, data: bytes) -> None:
    try:
        value = yaml.load(data).value
    except yaml.YamlError as error:
        raise SetupError(f"{name}:{error.line}: {error.what} {error.fix}") from error
    if not kubernetes.is_one(value):
        raise SetupError(
            f"{name} has none of the keys of a sigs.yaml: {', '.join(kubernetes.KEYS)}. Of YAML, no "
            "other layout is known; turn it into JSON, one object a group."
        )
