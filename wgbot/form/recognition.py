"""Is this issue a proposal? Asked of every issue in the repository, so before anything else loads.

An issue is a proposal by what it holds, not by a label: a form's labels are there on a part of its
issues only, and people put them on others.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from wgbot.files import yaml
from wgbot.files.tree import Tree
from wgbot.form import reading, schema
from wgbot.form.labels import as_seen
from wgbot.form.schema import Form

CONFIG = ".github/wgbot.yml"
FORM = ".github/ISSUE_TEMPLATE/new-working-group.yml"
APPROVED, READY, NEEDS_WORK = "approved", "ready", "needs work"
"""The labels, where the configuration does not name others."""

BRANCHES = "wgbot/"
"""How the names of the bot's branches start, where the configuration says nothing else."""

_SHORTEST_TITLE = 8
"""The fewest characters of a form's title that tell its issues from others."""


def is_proposal(forms: Sequence[Form], body: str, title: str = "") -> bool:
    """Return whether an issue was made with one of the forms, or meant to be."""
    told = title.strip().lower()
    for form in forms:
        start = form.title.strip().lower()
        if len(start) >= _SHORTEST_TITLE and told.startswith(start):
            return True
    return any(reading.read(form, body).made_with_form for form in forms)


def fitting(forms: Sequence[Form], body: str) -> list[int]:
    """Return by position the form that *body* was made with, as its headings alone tell.

    Several where they don't tell, and none where it has no heading of any. A body that is as GitHub
    rendered it is of the form that it was rendered from. After that, a form fits if all its headings
    are there; else if one is that no other form has; else if any is.
    """
    if len(forms) == 1:
        return [0] if reading.read(forms[0], body).made_with_form else []
    read = [reading.read(form, body) for form in forms]
    rendered = [number for number, each in enumerate(read) if each.is_as_rendered]
    if rendered:
        return rendered
    shown = [
        {as_seen(field.label) for field in form.fields if field.key in each.headings}
        for form, each in zip(forms, read, strict=True)
    ]
    asked = [set(form.numbers) for form in forms]
    counts = Counter(label for labels in asked for label in labels)
    for fits in (
        [number for number, labels in enumerate(shown) if labels == asked[number]],
        [
            number
            for number, labels in enumerate(shown)
            if any(counts[each] == 1 for each in labels)
        ],
        [number for number, labels in enumerate(shown) if labels],
    ):
        if fits:
            return fits
    return []


def quick_look(tree: Tree) -> tuple[list[Form] | None, frozenset[str]]:
    """Read from *tree* just the forms, and the bot's labels in lower case; no forms where one is unfit.

    What is wrong with either is said by whoever reads them in full.
    """
    settings = _configured(tree)
    # GitHub takes them for the same in any case.
    labels = {
        _name(settings, "approval", "label", APPROVED).lower(),
        _name(settings, "labels", "ready", READY).lower(),
        _name(settings, "labels", "needs_work", NEEDS_WORK).lower(),
    }
    try:
        read = [tree.read(path) for path in _paths(settings)]
        found = [schema.load(data) for data in read if data is not None]
        return (found if len(found) == len(read) else None), frozenset(labels)
    except schema.FormError:
        return None, frozenset(labels)


def may_be_proposal(tree: Tree, texts: Iterable[str], title: str, labels: Iterable[str]) -> bool:
    """Return whether an issue with one of *texts* is worth a closer look; if in doubt, it is."""
    forms, own = quick_look(tree)
    if forms is None or own & {label.lower() for label in labels}:
        return True
    return any(is_proposal(forms, text, title) for text in texts)


def _paths(settings: dict[str, Any]) -> list[str]:
    listed = settings.get("forms")
    named = (
        [each.get("path") for each in listed or () if isinstance(each, dict)]
        if isinstance(listed, list)
        else []
    )
    paths = [each for each in named if isinstance(each, str)]
    path = settings.get("form")
    return paths or [path if isinstance(path, str) else FORM]


def branch_prefix(tree: Tree) -> str:
    """Read from *tree* just how the names of the bot's branches start."""
    return _name(_configured(tree), "branches", "prefix", BRANCHES)


def _configured(tree: Tree) -> dict[str, Any]:
    data = tree.read(CONFIG)
    try:
        settings = yaml.load(data).value if data is not None else {}
    except yaml.YamlError:
        return {}
    return settings if isinstance(settings, dict) else {}


def _name(settings: dict[str, Any], section: str, key: str, default: str) -> str:
    found = settings.get(section)
    name = found.get(key) if isinstance(found, dict) else None
    return name if isinstance(name, str) else default
