"""Is this issue a proposal? Asked of every issue in the repository, so before anything else loads.

An issue is a proposal by what it holds, not by a label: a form's labels are there on a part of its
issues only, and people put them on others.
"""

from collections.abc import Iterable
from typing import Any

from wgbot.files import yaml
from wgbot.files.tree import Tree
from wgbot.form import reading, schema
from wgbot.form.schema import Form

CONFIG = ".github/wgbot.yml"
FORM = ".github/ISSUE_TEMPLATE/new-working-group.yml"
APPROVED, READY, NEEDS_WORK = "approved", "ready", "needs work"
"""The labels, where the configuration does not name others."""

BRANCHES = "wgbot/"
"""How the names of the bot's branches start, where the configuration says nothing else."""

_SHORTEST_TITLE = 8
"""The fewest characters of a form's title that tell its issues from others."""


def is_proposal(questions: Form, body: str, title: str = "") -> bool:
    """Return whether an issue was made with the form, or meant to be."""
    start = questions.title.strip().lower()
    if len(start) >= _SHORTEST_TITLE and title.strip().lower().startswith(start):
        return True
    return reading.read(questions, body).made_with_form


def quick_look(tree: Tree) -> tuple[Form | None, frozenset[str]]:
    """Read from *tree* just the form, and the bot's labels in lower case; no form where it is unfit.

    What is wrong with either is said by whoever reads them in full.
    """
    settings = _configured(tree)
    path = settings.get("form")
    data = tree.read(path if isinstance(path, str) else FORM)
    # GitHub takes them for the same in any case.
    labels = {
        _name(settings, "approval", "label", APPROVED).lower(),
        _name(settings, "labels", "ready", READY).lower(),
        _name(settings, "labels", "needs_work", NEEDS_WORK).lower(),
    }
    try:
        return (schema.load(data) if data is not None else None), frozenset(labels)
    except schema.FormError:
        return None, frozenset(labels)


def may_be_proposal(tree: Tree, texts: Iterable[str], title: str, labels: Iterable[str]) -> bool:
    """Return whether an issue with one of *texts* is worth a closer look; if in doubt, it is."""
    questions, own = quick_look(tree)
    if questions is None or own & {label.lower() for label in labels}:
        return True
    return any(is_proposal(questions, text, title) for text in texts)


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
