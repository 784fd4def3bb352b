"""What was set up earlier, held against what this wgbot would write today.

A workflow says in its first line which template it was made of. So an old one is known for old,
whatever its community has changed in it since.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from wgbot.files.planned import File
from wgbot.files.tree import Tree
from wgbot.form import schema
from wgbot.setup.init import files
from wgbot.setup.init.answers import NO_ACTION, Answers

_PINNED = re.compile(r"uses:\s*([\w.-]+/wgbot(?:-action)?@[0-9a-f]{40})\b")
_STAMP = re.compile(r"template ([0-9a-f]{12})\b")


def old_workflows(tree: Tree, answers: Answers) -> tuple[str, ...]:
    """Return the paths of the workflows that were made of older templates."""
    return tuple(path for name, path in _workflows(tree) if _is_old(name, path, tree, answers))


def _workflows(tree: Tree) -> Iterator[tuple[str, str]]:
    for name in files.WORKFLOWS:
        path = files.workflow_path(name)
        if tree.read(path) is not None:
            yield name, path


def _is_old(name: str, path: str, tree: Tree, answers: Answers) -> bool:
    text = _text(tree, path)
    if stamp := _STAMP.search(text.partition("\n")[0]):
        return stamp[1] != files.stamp(name)
    # From before there were stamps: it may be the same all the same.
    today = files.workflow(name, _pinned(text, answers)).partition("\n")[2]
    return text.strip() != today.strip()


def _pinned(text: str, answers: Answers) -> Answers:
    """Return the answers with the action that a workflow names, if it isn't known which runs here."""
    found = _PINNED.search(text)
    return replace(answers, action=found[1]) if found else answers


def differences(tree: Tree, answers: Answers) -> tuple[File, ...]:
    """Return the workflows and forms that would come out different today."""
    found = []
    for name, path in _workflows(tree):
        known = answers if answers.action != NO_ACTION else _pinned(_text(tree, path), answers)
        found.append(File(path, files.workflow(name, known).encode(), tree.read(path)))
    for each in answers.all_forms:
        before, today = tree.read(each.path), files.form(answers, each.does).encode()
        if before is not None and not _has_own_questions(before, today):
            found.append(File(each.path, today, before))
    return tuple(file for file in found if file.state == "different")


def _has_own_questions(before: bytes, today: bytes) -> bool:
    """Return whether a form asks for something that wgbot's doesn't: then it is its community's."""
    try:
        there, ours = (schema.load(each) for each in (before, today))
    except schema.FormError:
        return True
    return not {each.key for each in there.fields} <= {each.key for each in ours.fields}


def _text(tree: Tree, path: str) -> str:
    return (tree.read(path) or b"").decode("utf-8", "replace")
