"""The answers of a charter, as templates are told about them: which are shown, under which label, and how."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from markupsafe import Markup

from wgbot.checks import placeholders
from wgbot.community.config import AnswerKind
from wgbot.form.schema import Form
from wgbot.registry.accounts import ACCOUNT
from wgbot.registry.group import Group, Person
from wgbot.site import charter
from wgbot.site.pages import Shown
from wgbot.site.people import Lead, lead
from wgbot.site.places import Code, Note, code


@dataclass(frozen=True, slots=True)
class ShownAnswer(Shown):
    """An answer of the charter, under the form's label."""

    key: str
    label: str
    html: Markup
    people: tuple[Lead, ...] = ()
    """Those whom it names, where it is an answer that names people."""
    links: tuple[Code, ...] = ()
    """Where it leads to, where it is one of links."""


def answer_labels(group: Group, form: Form, types: Mapping[str, AnswerKind]) -> dict[str, str]:
    """Return what the charter's answers are called, by key: the form's in its order, then all others.

    A private one is not shown, however it came into the registry.
    """
    asked = {key: field.label for key, field in form.by_key.items() if key in group.charter}
    others = {
        key: key.replace("-", " ").replace("_", " ").capitalize()
        for key in group.charter
        if key not in asked
    }
    return {key: each for key, each in (asked | others).items() if types.get(key) != "private"}


def charter_answers(
    group: Group,
    form: Form,
    types: Mapping[str, AnswerKind],
    health: Mapping[str, Note] = MappingProxyType({}),
) -> list[ShownAnswer]:
    """Return the answers of a charter that are shown, in the form's order, then all others."""
    answers = []
    for key, label in answer_labels(group, form, types).items():
        answer, kind, question = group.charter[key], types.get(key), form.field(key)
        if isinstance(answer, str) and placeholders.is_placeholder(answer):
            continue
        # What the form doesn't ask came over from a list, where it was Markdown.
        written: Literal["markdown", "code", "text"] = "text" if question else "markdown"
        if question and question.kind == "textarea":
            written = "code" if question.render else "markdown"
        if kind is None and written != "code" and not (question and question.kind == "textarea"):
            kind = "people" if all(map(_marked, _items(answer))) else None
        answers.append(shown_answer(key, label, answer, kind, written, health))
    return answers


def shown_answer(
    key: str,
    label: str,
    answer: str | tuple[str, ...],
    kind: AnswerKind | None,
    written: Literal["markdown", "code", "text"] = "text",
    health: Mapping[str, Note] = MappingProxyType({}),
) -> ShownAnswer:
    """Return what templates are told about one answer."""
    items = _items(answer)
    people = tuple(lead(_person(each)) for each in items) if kind == "people" else ()
    links = tuple(code(each, health.get(each)) for each in items) if kind == "links" else ()
    return ShownAnswer(key, label, charter.html(answer, written), people, links)


def _items(answer: str | tuple[str, ...]) -> list[str]:
    listed = answer if isinstance(answer, tuple) else answer.split("\n")
    return [each.strip() for each in listed if each.strip()]


_MARKED = re.compile(
    r"@(?P<account>[\w-]+)(?: \((?P<role>[^()]+)\))?|(?P<name>[^@:/()]+) \(@(?P<of>[\w-]+)\)"
)


def _marked(item: str) -> Person | None:
    """Return whom an item names that can only be a person: `@ada`, `@ada (chair)`, `Ada Example (@ada)`."""
    found = _MARKED.fullmatch(item)
    account = found and (found["account"] or found["of"])
    if not found or not account or not ACCOUNT.fullmatch(account):
        return None
    return Person(github=account, name=found["name"], role=found["role"])


def _person(item: str) -> Person:
    """Return whom an item names: the registry has accounts, and what a person wrote there."""
    return _marked(item) or Person(name=item)
