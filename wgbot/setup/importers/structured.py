"""A structured file → its groups, by a map: YAML, JSON, TOML, a folder of such files, CSV and TSV.

Without a map, one that comes with wgbot is taken if the file is of its layout, and else one is guessed.
"""

import fnmatch
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from wgbot.files.tree import Tree
from wgbot.setup.importers import emails, formats, guessing, html_text, mapping
from wgbot.setup.importers.found import Found, Leftover, ListOptions
from wgbot.setup.importers.mapped import ListRecord, Mapped
from wgbot.setup.importers.mapping import FILE, KEY, Map
from wgbot.text.problems import SetupError


def read(name: str, data: bytes, file_format: str, options: ListOptions) -> Found:
    """Read the groups of one file."""
    if file_format in ("csv", "tsv"):
        return _table(name, data, file_format, options)
    raw, lines = formats.raw(name, data, file_format)
    given = mapping.load(options.map) if options.map else None
    public = frozenset(_of_lists(given, raw) if given else ())
    value = html_text.plain_values(emails.marked_values(raw, public))
    shipped = {} if given else mapping.shipped()
    known = next((key for key, each in shipped.items() if mapping.fits(each, value)), "")
    guessed = None if given or known else guessing.guess(value, name)
    used = given or shipped.get(known) or guessed
    outline = tuple(_outline(value))
    if used is None:
        return Found(file_format, (), outline=outline)
    held = {place: list(_records(value, place)) for place in used.places}
    # Where all are of one kind, it says nothing.
    has_kinds = sum(map(bool, held.values())) > 1
    records = [
        ListRecord(each, lines(path), container.kind if has_kinds else "", container.prefix)
        for place, container in used.places.items()
        for path, each in held[place]
    ]
    reading = Mapped(used, options, data.decode("utf-8", "replace"))
    if used.groups and isinstance(value, dict):
        taken = {place.partition(".")[0] for place in used.groups}
        for key, each in value.items():
            if key not in taken and each not in (None, "", [], {}):
                reading.leftovers.append(Leftover(key, "It is not a list of groups by this map."))
    notes = [f"It is read as {used.title}, by the map `{known}`."] if known else []
    found = reading.read(records, file_format, notes)
    shown = guessing.written(guessed) if guessed else ""
    called = (*used.groups, name.rpartition("/")[2].rpartition(".")[0])
    return replace(found, outline=outline, guessed=shown, public=public, called=called)


def _of_lists(used: Map, raw: Any) -> Iterator[str]:
    """Yield the e-mail addresses that a map says to be those of mailing lists."""
    sources = [each for each in used.fields.get("channels", ()) if each.read_as == "list"]
    for place in used.places:
        for _, record in _records(raw, place):
            for source in sources:
                yield from (str(each) for each in mapping.resolve(record, source.keys))


def _table(name: str, data: bytes, file_format: str, options: ListOptions) -> Found:
    header, rows = formats.rows(name, formats.decoded(name, data), file_format)
    outline = tuple(f"column “{label}”" for label in header)
    used = mapping.load(options.map) if options.map else formats.columns(header)
    if used is None:
        return Found("csv", (), outline=outline)
    records = [
        ListRecord(dict(zip(header, row, strict=False)), line, spare=tuple(row[len(header) :]))
        for line, row in rows
    ]
    found = Mapped(used, options, is_table=True).read(records, "csv", [])
    return replace(found, outline=outline, guessed="" if options.map else guessing.written(used))


def read_folder(name: str, tree: Tree, options: ListOptions) -> Found:
    """Read the groups of a folder, one file each."""
    known = [mapping.load(options.map)] if options.map else mapping.shipped().values()
    fitting = (
        e for e in known if options.map or (e.match.file and any(_paths(tree, e.match.file)))
    )
    used = next(fitting, None)
    if used is None or not used.files:
        raise SetupError(
            f"{name} is a folder, and there is no map for its files. Name a file, or give `--map` a "
            "map that says which `files` are groups."
        )
    records = []
    leftovers = []
    for files in used.files:
        for path in _paths(tree, files.glob):
            try:
                value = formats.read(path, tree.read(path) or b"")
            except SetupError as error:
                leftovers.append(Leftover(path, emails.hidden(str(error))))
                continue
            for _, each in _records(value, ""):
                stem = path.rpartition("/")[2].rpartition(".")[0]
                records.append(ListRecord({**each, FILE: stem}, constants=files.constants))
    found = Mapped(used, options, tree=tree).read(records, "folder", [])
    return replace(found, leftovers=(*leftovers, *found.leftovers))


def _paths(tree: Tree, pattern: str) -> Iterator[str]:
    folder, _, name = pattern.rpartition("/")
    for each, kind in tree.entries(folder).items():
        if kind == "file" and fnmatch.fnmatch(each, name) and formats.of(each) in formats.FORMATS:
            yield f"{folder}/{each}" if folder else each


def _records(value: Any, place: str) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, Any]]]:
    """Yield what is at a place that holds groups, with its path."""
    keys = tuple(place.split(".")) if place else ()
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    if (
        isinstance(value, dict)
        and not place
        and not all(isinstance(e, dict) for e in value.values())
    ):
        yield (), value
        return
    for number, each in enumerate(guessing.entries_of(value)):
        yield (*keys, each.get(KEY, number)), each


def _outline(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (f"key “{key}”" for key in value)
    elif isinstance(value, list):
        keys = dict.fromkeys(key for each in value if isinstance(each, dict) for key in each)
        yield from (f"column “{key}”" for key in keys)
