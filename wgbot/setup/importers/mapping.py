"""A map: where in a structured file the groups are, and which key of theirs is what in the registry.

    groups: {sigs: {kind: SIGs}}
    fields:
      name: name
      leads: [leadership.chairs, {path: leadership.tech_leads, role: technical lead}]
    ignore: [label]

A path is keys with dots between them; `*` stands for each item or key. What a map does not mention
becomes an answer of the charter. The maps that come with wgbot are in `templates/maps`.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from wgbot.community.templates import BUILT_IN
from wgbot.files import yaml
from wgbot.files.validation import problems_of
from wgbot.text.problems import SetupError

FOLDER = BUILT_IN / "maps"
KEY = "@key"
"""In a path, the key that a group is below."""
FILE = "@file"
"""In a path, the name of the file that a group is, without its ending."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Source(_Model):
    """Where a value of a group is, and how it is to be read."""

    path: str
    address: str = ""
    """An address, with `{}` in the place of the value, or `{key}` in that of another one of a mapping."""
    address_if: str = ""
    """A text that the file has to hold for the `address` to be that."""
    name: str = ""
    """What a channel is called there, in the same manner: `#{}`."""
    role: str = ""
    """What these leads are."""
    read_as: Annotated[Literal["", "owners", "weight", "accounts", "list"], Field(alias="as")] = ""
    """Of `owners`, the repositories that they own; a `weight`, of which more comes first; `accounts`; the
    e-mail address of a `list`, which everyone may know."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of its path."""
        return tuple(self.path.split("."))


def _listed(value: Any) -> Any:
    """Take one for a list of one, and a path for a source."""
    listed = value if isinstance(value, list | tuple) else [value]
    return tuple({"path": each} if isinstance(each, str) else each for each in listed)


Sources = Annotated[tuple[Source, ...], BeforeValidator(_listed), Field(strict=False)]
Texts = Annotated[tuple[str, ...], Field(strict=False)]


class Container(_Model):
    """A place in the file that holds groups."""

    kind: str = ""
    """What they are called together: `working groups`."""
    prefix: str = ""
    """What is put before a name that two of them have: `WG`."""


class Files(_Model):
    """Files of a folder, one group each."""

    glob: str
    constants: dict[str, str] = {}


class MapMatch(_Model):
    """By what a file is known as one that the map is for."""

    keys: Texts = ()
    """Any of these holds groups, at the top."""
    entry: Texts = ()
    """All of these are in each item of the list that the file is."""
    file: str = ""
    """A folder has such files."""


class Map(_Model):
    """A map."""

    title: str = ""
    """What it is for."""
    match: MapMatch = MapMatch()
    groups: dict[str, Container] = {}
    """The places that hold groups, by their paths; the whole file, if there is none."""
    files: Annotated[tuple[Files, ...], Field(strict=False)] = ()
    skip: dict[str, str] = {}
    """The values of those that are no groups, by their keys."""
    fields: dict[str, Sources] = {}
    """The sources of the registry's keys."""
    charter: dict[str, Sources] = {}
    """The sources of answers, where a map gives them names of its own."""
    constants: dict[str, str] = {}
    """Values that all groups have."""
    ignore: Texts = ()
    """What is left where it is."""
    names: str = ""
    """The file in which the name of an account is, with `{}` in its place."""

    @property
    def places(self) -> Mapping[str, Container]:
        """Return the places that hold groups; the whole file, where it names none."""
        return self.groups or {"": Container()}

    def used(self) -> list[tuple[str, ...]]:
        """Return the paths that have a place."""
        sources = [*self.fields.values(), *self.charter.values()]
        paths = [source.keys for each in sources for source in each]
        return [
            *paths,
            *(tuple(path.split(".")) for path in self.ignore),
            *((key,) for key in self.skip),
        ]


def parse(data: bytes, name: str) -> Map:
    """Read a map; raise SetupError if it is none."""
    try:
        document = yaml.load(data)
        return Map.model_validate(document.value or {})
    except yaml.YamlError as error:
        raise SetupError(f"{name}:{error.line}: {error.what} {error.fix}") from error
    except ValidationError as error:
        problem = next(iter(problems_of(error, "map", name, document)))
        raise SetupError(f"This is not a map: {problem}") from error


def shipped() -> dict[str, Map]:
    """Return the maps that come with wgbot, by their names."""
    paths = sorted(FOLDER.glob("*.yml"))
    return {path.stem: parse(path.read_bytes(), path.name) for path in paths}


def load(name: str) -> Map:
    """Return the map of that name, or in the file of that name."""
    maps = shipped()
    if name in maps:
        return maps[name]
    try:
        return parse(Path(name).read_bytes(), name)
    except OSError as error:
        known = ", ".join(maps)
        raise SetupError(
            f"{name} can't be read: {error.strerror}. Name a file, or one of wgbot's maps: {known}."
        ) from error


def fits(it: Map, value: Any) -> bool:
    """Return whether a document is one that a map is for."""
    if it.match.keys:
        return isinstance(value, dict) and any(
            isinstance(value.get(key), list) for key in it.match.keys
        )
    if it.match.entry:
        return (
            isinstance(value, list)
            and bool(value)
            and all(isinstance(each, dict) and set(it.match.entry) <= set(each) for each in value)
        )
    return False


def resolve(value: Any, keys: tuple[str, ...]) -> Iterator[Any]:
    """Yield what is at a path."""
    if not keys:
        if value not in (None, "", [], {}):
            yield value
        return
    key, *rest = keys
    if key == "*":
        inside = (
            value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        )
        for each in inside:
            yield from resolve(each, tuple(rest))
    elif isinstance(value, dict) and key in value:
        yield from resolve(value[key], tuple(rest))
    elif isinstance(value, list) and key != KEY:
        for each in value:
            yield from resolve(each, keys)


def without(value: Mapping[str, Any], used: list[tuple[str, ...]]) -> Iterator[tuple[str, Any]]:
    """Yield what is in a mapping at none of the paths *used*, by its last key."""
    for key, each in value.items():
        here = [path for path in used if path and path[0] in (key, "*")]
        if any(len(path) == 1 for path in here):
            continue
        below = [path[1:] for path in here]
        if not below:
            yield key, each
        elif isinstance(each, dict):
            yield from without(each, below)
        elif isinstance(each, list):
            yield from _without_of_list(key, each, below)
        else:
            yield key, each


def _without_of_list(
    key: str, listed: list[Any], below: list[tuple[str, ...]]
) -> Iterator[tuple[str, Any]]:
    inside = [path[1:] if path[0] == "*" else path for path in below]
    rest: dict[str, list[Any]] = {}
    for each in listed:
        if isinstance(each, dict):
            for name, value in without(each, inside):
                rest.setdefault(name, []).append(value)
        elif each not in (None, ""):
            rest.setdefault(key, []).append(each)
    for name, values in rest.items():
        yield name, values[0] if len(values) == 1 else values
