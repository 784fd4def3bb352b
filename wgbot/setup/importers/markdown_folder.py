"""A folder of Markdown pages, each about one group → the groups.

    active/birds.md   archive/clouds.md   wg-fish/README.md

The pages stay as they are, and the registry links to them: so only what has a place of its own in it is
read of each, and nothing is lost.
"""

from collections.abc import Mapping

from wgbot.files.tree import Tree
from wgbot.setup.importers import (
    emails,
    facts,
    formats,
    group_words,
    page,
    parts,
    places,
    vocabulary,
)
from wgbot.setup.importers.drafting import Drafting
from wgbot.setup.importers.found import Draft, Found, Leftover, ListOptions
from wgbot.setup.importers.inline import plain, written
from wgbot.setup.importers.page import PageSection, Paragraph

_OTHERS = frozenset(
    "readme index template contributing governance code_of_conduct license licence security".split()
)
"""Pages that are about all groups, or none."""
_TAKEN = ("leads", vocabulary.FORMER, "channels", "repositories", "status")
_FRONT = ("README.md", "index.md", "_index.md", "charter.md")


def pages(tree: Tree) -> dict[str, bytes]:
    """Return the pages of a folder that are each about one group, by their paths."""
    found = [
        path
        for folder, _ in _folders(tree)
        for name, kind in sorted(tree.entries(folder).items())
        if kind == "file" and _is_page(name)
        for path in (f"{folder}/{name}".lstrip("/"),)
    ]
    if not found:
        inside = [
            name
            for name, kind in sorted(tree.entries("").items())
            if kind == "folder" and group_words.is_called_group(name)
        ]
        fronts = ([f"{name}/{front}" for front in _FRONT] for name in inside)
        found = [next((path for path in each if tree.read(path)), "") for each in fronts]
    return {path: tree.read(path) or b"" for path in found if path}


def _folders(tree: Tree) -> list[tuple[str, parts.Status]]:
    """Return the folder itself, and those in it that tell a status."""
    inside = [name for name, kind in tree.entries("").items() if kind == "folder"]
    return [("", "active"), *((name, told) for name in inside if (told := parts.status(name)))]


def _is_page(name: str) -> bool:
    stem, _, ending = name.rpartition(".")
    words = set(parts.key(stem).split("_"))
    return ending.casefold() in ("md", "markdown") and not (
        words & {"template", "example"} or parts.key(stem) in _OTHERS
    )


def read(found: Mapping[str, bytes], options: ListOptions) -> Found:
    """Read the group of each page."""
    leftovers: list[Leftover] = []
    read: list[Drafting] = []
    for path, data in found.items():
        text = emails.marked(formats.decoded(path, data).replace("\r\n", "\n"))
        address = f"{options.base}/{path}" if options.base else ""
        section = _about(page.read(text, address)[0])
        if section is None:
            leftovers.append(Leftover(path, "It has no heading, so the group has no name."))
        else:
            read.append(_told(section, path, address, options))
    drafts = [each.draft() for each in read]
    if any(map(_is_group, drafts)):
        others = [each for each in drafts if not _is_group(each)]
        drafts = [each for each in drafts if each not in others]
        why = "Nothing on its page says that it is a group."
        leftovers += [Leftover("a page", why, each.group.name) for each in others]
    leftovers += [each for told in read for each in told.leftovers]
    labels = {key: label for told in read for key, label in told.labels.items()}
    unaddressed = sum(told.unaddressed for told in read)
    note = "Of each page, leads, channels, repositories and the first paragraph are taken; the rest stays there."
    notes = (note, *places.unaddressed(unaddressed))
    return Found("folder", tuple(drafts), tuple(leftovers), notes, labels=labels)


def _is_group(draft: Draft) -> bool:
    """Return whether it is called a group, or has people or a place to talk."""
    group = draft.group
    called = group_words.is_called_group(group.name) or group_words.is_called_group(draft.slug)
    return called or bool(group.leads or group.channels)


def _about(root: PageSection) -> PageSection | None:
    """Return what a page is about: what is below its first heading, or the whole with its title."""
    first = next((each for each in root.sections if each.heading), None)
    if root.heading and not (first and first.level == 1):
        return root
    return first


def _told(section: PageSection, path: str, address: str, options: ListOptions) -> Drafting:
    entry = facts.of_page(section)
    folder, _, name = path.rpartition("/")
    told = Drafting(entry.name, parts.status(folder) or "active", options=options, is_prose=True)
    told.add("slug", "file", folder if name in _FRONT else name.rpartition(".")[0])
    told.add("focus", "about", _purpose(section))
    for fact in entry.facts:
        if fact.meaning in _TAKEN:
            told.add(fact.meaning, fact.label, "\n".join(map(written, fact.lines)))
    told.page(address)
    return told


def _purpose(section: PageSection) -> str:
    """Return the first paragraph of a page, or of what is below a heading such as `Mission`."""
    paragraphs = [
        " ".join(map(plain, block.lines))
        for block in section.blocks
        if isinstance(block, Paragraph) and not all(each.bold for each in block.lines[0])
    ]
    below = (
        _purpose(each) for each in section.sections if vocabulary.meaning(each.heading) == "focus"
    )
    return next(iter(paragraphs), "") or next(filter(None, below), "")
