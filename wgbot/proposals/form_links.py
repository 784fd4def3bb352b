"""A group → the address of a form that is filled in with what the registry says about it.

Whoever comes there edits what is there, and what they leave is left. So an answer that would not be
read as exactly what is registered is no part of it: its question is empty then, which changes nothing
either. Only text questions are filled in, and nothing that is private, for it is in no registry.
"""

from collections.abc import Mapping
from typing import Any

from wgbot.community.forms import GroupForm
from wgbot.community.questions import Does
from wgbot.community.repository import Repository
from wgbot.form import rendered
from wgbot.proposals.form_addresses import filled, form_for, name
from wgbot.proposals.proposal import Issue, read
from wgbot.registry.fields import ASKED
from wgbot.registry.group import FieldType, Person
from wgbot.registry.lists import KEYS
from wgbot.registry.meetings import lines as meeting_lines

_TEXTS = ("input", "textarea")
_NO_COMMIT = "0" * 40


def address(
    repository: Repository,
    slug: str,
    home: str,
    does: Does,
    commit: str | None = None,
    *,
    lasts: bool = False,
) -> str | None:
    """Return the address of the form that changes or ends a group, filled in; None if there is none.

    *home* is the address of the repository with the forms; *commit* is one of the registry's default
    branch at which the group's file is as it is here. Where the address *lasts*, it names the group
    alone, for what is said of it changes. A group that has ended can't be changed or end.
    """
    form = form_for(repository, does)
    if form is None or repository.registry.entries[slug].group.status == "retired":
        return None
    said = {"group": name(repository, slug)}
    if does == "change" and not lasts:
        said |= answers(repository, form, slug)
        if commit and _is_text(form, "base"):
            said["base"] = commit
    return filled(form, home, said)


def answers(repository: Repository, form: GroupForm, slug: str) -> Mapping[str, str]:
    """Return today's answers to a form that changes groups, by what its questions mean.

    Each is as people would write it, and is read as what is registered.
    """
    written = {
        meaning: text for meaning, text in _written(repository, form, slug).items() if text.strip()
    }
    if _changes_nothing(repository, form, slug, written):
        return written
    kept = {
        meaning: text
        for meaning, text in written.items()
        if _changes_nothing(repository, form, slug, {meaning: text})
    }
    # Headings in two answers can make another reading of both.
    return kept if _changes_nothing(repository, form, slug, kept) else {}


def issue(form: GroupForm, said: Mapping[str, str]) -> Issue:
    """Return the issue that somebody makes with a form and these answers, by what the questions mean."""
    by_key = {form.questions.get(meaning, meaning): text for meaning, text in said.items()}
    return Issue(rendered.body(form.form, by_key))


def typed(kind: FieldType, value: Any) -> list[str]:
    """Return a field's value as people would write it: a list of what stands on lines, or in one."""
    match kind:
        case "people":
            return [_person(each) for each in value]
        case "channels":
            return [each.shown for each in value]
        case "meetings":
            return [meeting_lines.written(each) for each in value]
        case _ if kind in KEYS:
            return list(value)
        case _:
            return [value] if value else []


def _person(each: Person) -> str:
    return f"{each.shown} ({each.role})" if each.role else each.shown


def _written(repository: Repository, form: GroupForm, slug: str) -> dict[str, str]:
    """Return an answer to each text question, before it is known how they are read."""
    group = repository.registry.entries[slug].group
    found = {}
    for field in form.form.fields:
        meaning = next(
            (each for each, key in form.questions.items() if key == field.key), field.key
        )
        is_kept = meaning in ASKED or meaning not in form.questions or meaning == "overlap"
        if field.kind not in _TEXTS or not is_kept:
            continue
        if meaning in ASKED:
            its = ASKED[meaning]
            parts = typed(its.type, getattr(group, its.key))
            if its.type == "group" and parts and parts[0] in repository.registry.entries:
                parts = [name(repository, parts[0])]
        elif repository.config.answers.get(meaning) == "private":
            continue
        else:
            said = group.charter.get(meaning, "")
            parts = [said] if isinstance(said, str) else list(said)
        is_row = field.kind == "input" or (meaning in ASKED and ASKED[meaning].type == "people")
        found[meaning] = (", " if is_row else "\n").join(parts)
    return found


def _changes_nothing(
    repository: Repository, form: GroupForm, slug: str, said: Mapping[str, str]
) -> bool:
    """Return whether a form with these answers is read as what the registry says already."""
    group = repository.registry.entries[slug].group
    base = {"base": _NO_COMMIT} if _is_text(form, "base") else {}
    asked = issue(form, {"group": name(repository, slug), **said, **base})
    proposal = read(asked, repository, {slug: group})
    edit = proposal.edit
    return (
        proposal.made_with_form
        and proposal.form == form.path
        and edit.is_judged
        and dict(edit.after) == dict(edit.before) == {slug: group}
        and all(each.field == "group" for each in proposal.problems)
    )


def _is_text(form: GroupForm, meaning: str) -> bool:
    field = form.form.field(form.questions.get(meaning, meaning))
    return field is not None and field.kind in _TEXTS
