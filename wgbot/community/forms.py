"""The issue forms of a community, each with what it is for, and whether they fit its configuration."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wgbot.community import config
from wgbot.community.config import Config, FormSettings
from wgbot.community.questions import USUAL_QUESTIONS, Does
from wgbot.files import yaml
from wgbot.files.tree import Tree
from wgbot.form import schema
from wgbot.form.schema import Form
from wgbot.text.problems import Problem, SetupError

_NEEDED: Mapping[Does, tuple[str, ...]] = {
    "new": ("name", "focus", "leads"),
    "change": ("group",),
    "end": ("group",),
}
"""The questions that a form can't be without."""
_TEXTS = ("name", "focus", "group")
"""Those that ask for a text."""


@dataclass(frozen=True)
class GroupForm:
    """An issue form, and what its questions mean."""

    path: str
    does: Does
    kind: str | None
    """The kind of the groups that it founds."""
    form: Form
    questions: Mapping[str, str]
    """The ids of its questions by what they mean."""


def load(tree: Tree, settings: Config) -> tuple[GroupForm, ...]:
    """Read the forms that the configuration names; SetupError if one can't be read."""
    return tuple(
        GroupForm(each.path, each.does, each.kind, _read(tree, each), settings.questions(each))
        for each in settings.all_forms
    )


def _read(tree: Tree, settings: FormSettings) -> Form:
    data = tree.read(settings.path)
    if data is None:
        raise SetupError(
            f"There is no issue form at {settings.path}. Run `wgbot init`, which adds one and everything "
            f"else that a repository needs, or name another path as `form` in {config.PATH}."
        )
    try:
        return schema.load(data, settings.path)
    except schema.FormError as error:
        listed = "\n".join(f"  {problem}" for problem in error.problems)
        raise SetupError(f"The issue form cannot be used:\n{listed}") from error


def problems(tree: Tree, settings: Config, forms: Sequence[GroupForm]) -> Iterator[Problem]:
    """Yield what is wrong with the forms, each by itself and beside the others."""
    for each, said in zip(forms, settings.all_forms, strict=True):
        named = set(said.fields.model_fields_set)
        if said == settings.new_form:
            named |= settings.fields.model_fields_set & USUAL_QUESTIONS["new"].keys()
        yield from _fits(each, named)
        yield from _approves(settings, each, tree.read(each.path) or b"")
    yield from _alike(forms)


def _alike(forms: Sequence[GroupForm]) -> Iterator[Problem]:
    """Yield a problem for each form that an issue can't be told from another's by its headings."""
    first: dict[frozenset[str], GroupForm] = {}
    for each in forms:
        other = first.setdefault(frozenset(each.form.numbers), each)
        if other is not each:
            yield Problem(
                "configuration",
                "The form has the same questions as {other}, so their issues can't be told apart.",
                "Give one of the two another label for a question, or a question more.",
                values={"other": other.path},
                path=each.path,
            )


def _approves(settings: Config, form: GroupForm, data: bytes) -> Iterator[Problem]:
    """Yield a problem where the form itself would add the approval label."""
    label = settings.approval.label
    if label.lower() in (each.lower() for each in form.form.labels):
        yield Problem(
            "configuration",
            "The form gives every issue the label {label}, which approves a proposal.",
            "Take it out of the form's `labels`.",
            values={"label": label},
            path=form.path,
            line=yaml.load(data, as_text=True).line(("labels",)),
        )


def _fits(form: GroupForm, named: set[str]) -> Iterator[Problem]:
    """Yield a problem for each meaning that needs a question, and for each id that has none."""
    keys = list(form.questions.values())
    for meaning, key in form.questions.items():
        unnamed = meaning not in keys and form.form.field(meaning)
        if keys.count(key) > 1 or (unnamed and form.form.field(key)):
            yield Problem(
                "configuration",
                f"Two questions would be taken for the {meaning} of a group.",
                f"Give each meaning an id of its own, and no other question the id `{meaning}`.",
                field=meaning,
                path=form.path,
            )
    for meaning, key in form.questions.items():
        field = form.form.field(key)
        if field is None and (meaning in _NEEDED[form.does] or meaning in named):
            yield Problem(
                "configuration",
                f"The form has no question with the id {{key}}, for the {meaning} of a group.",
                f"Give the question that id, or name its own under `fields: {{{{{meaning}: …}}}}` "
                f"in {config.PATH}.",
                field=meaning,
                values={"key": key},
                path=form.path,
            )
        elif field and meaning in _TEXTS and field.kind not in ("input", "textarea"):
            yield Problem(
                "configuration",
                f"The {meaning} of a group is a text, and the question {{key}} does not ask for one.",
                "Make it an `input`.",
                field=meaning,
                values={"key": key},
                path=form.path,
            )
        elif field and meaning == "group" and not field.required:
            yield Problem(
                "configuration",
                "The question {key}, which group it is, isn't required.",
                "Set `validations: {{required: true}}`.",
                field=meaning,
                values={"key": key},
                path=form.path,
            )
