"""An issue form and its fields, read from the YAML that GitHub renders.

https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, cast, get_args

from wgbot.files import yaml
from wgbot.form.labels import as_seen
from wgbot.text.problems import Problem

Kind = Literal["input", "textarea", "dropdown", "checkboxes", "upload"]

Answer = str | list[str] | None
"""Text; a list for checkboxes and for a dropdown of several; None if it was not answered."""


@dataclass(frozen=True)
class Field:
    """One question of a form."""

    key: str
    """Its id, or its label where the form gives no id."""
    label: str
    kind: Kind
    required: bool = False
    multiple: bool = False
    """A dropdown that takes several options."""
    render: str | None = None
    """The language whose code fence GitHub puts around a textarea's answer."""
    options: tuple[str, ...] = ()
    required_options: tuple[str, ...] = ()
    """The checkboxes that have to be ticked."""
    examples: tuple[str, ...] = ()
    """What the form itself shows or fills in as an answer: its `placeholder` and `value`."""
    prefilled: str = ""
    """What the form fills in as an answer: its `value`."""

    @property
    def heading(self) -> str:
        """Return the line that GitHub puts above the answer."""
        return f"### {self.label}"

    @cached_property
    def options_as_seen(self) -> Mapping[str, str]:
        """Return each option by what the page shows of it."""
        return {as_seen(option): option for option in self.options}

    @cached_property
    def known_options(self) -> frozenset[str]:
        """Return the options as a set, for quick look-ups."""
        return frozenset(self.options)

    @cached_property
    def options_hold_commas(self) -> bool:
        """Return whether an option could be taken for several."""
        return any("," in option for option in self.options)

    @property
    def nothing(self) -> Answer:
        """Return the answer of someone who did not answer."""
        return [] if self.multiple or self.kind == "checkboxes" else None


@dataclass(frozen=True)
class Form:
    """An issue form: its name and its fields, in order."""

    name: str
    fields: tuple[Field, ...]
    title: str = ""
    """What it fills in as an issue's title."""
    labels: tuple[str, ...] = ()
    """The labels that its issues get."""
    notes: tuple[Problem, ...] = ()
    """What whoever keeps the form should know, though it can be used."""

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Return each field's position, by its label as the page shows it."""
        return {as_seen(field.label): number for number, field in enumerate(self.fields)}

    @cached_property
    def by_key(self) -> Mapping[str, Field]:
        """Return each field by its key, in their order."""
        return {field.key: field for field in self.fields}

    def field(self, key: str) -> Field | None:
        """Return the field of that key."""
        return self.by_key.get(key)


class FormError(Exception):
    """The file is not an issue form; *problems* say why, with their lines."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


def load(data: bytes, path: str = "form") -> Form:
    """Read an issue form from the bytes of its YAML file.

    Raises FormError; its problems are at *path*.
    """
    if path.casefold().endswith(".md"):
        what = "This is a Markdown template, and GitHub doesn't keep its questions apart."
        fix = "Write them as an issue form: a YAML file with a list named `body`."
        raise FormError((Problem("form", what, fix, path=path),))
    try:
        # Everything as text: an option `1.0` or `Yes` stands in the issue just as it was written.
        document = yaml.load(data, as_text=True)
    except yaml.YamlError as error:
        problem = Problem("form", error.what, error.fix, path=path, line=error.line)
        raise FormError((problem,)) from error
    return _Loader(document, path).form()


class _Loader:
    def __init__(self, document: yaml.Document, path: str) -> None:
        self._document = document
        self._path = path
        self._problems: list[Problem] = []
        self._notes: list[Problem] = []

    def form(self) -> Form:
        top = self._document.value
        body = top.get("body") if isinstance(top, dict) else None
        if not isinstance(top, dict) or not isinstance(body, list):
            self._problem(
                (),
                "This is not an issue form: there is no list named `body`.",
                "Add the form's questions.",
            )
            raise FormError((*self._problems, *self._notes))
        fields = [
            field for number, element in enumerate(body) if (field := self._field(element, number))
        ]
        self._unique(body, fields)
        if not fields and not self._problems:
            self._problem(("body",), "The form asks nothing.", "Add at least one question.")
        if self._problems:
            raise FormError((*self._problems, *self._notes))
        title = top.get("title")
        return Form(
            str(top.get("name", "")),
            tuple(fields),
            title=title if isinstance(title, str) else "",
            labels=_labels(top.get("labels")),
            notes=tuple(self._notes),
        )

    def _problem(self, place: yaml.Path, what: str, fix: str, **values: str) -> None:
        line = self._document.line(place)
        self._problems.append(Problem("form", what, fix, values=values, path=self._path, line=line))

    def _field(self, element: Any, number: int) -> Field | None:
        place = ("body", number)
        kind = element.get("type") if isinstance(element, dict) else None
        if kind == "markdown":
            return None
        if not isinstance(kind, str) or not kind:
            self._problem(
                (*place, "type"),
                "The question does not say what kind it is.",
                f"Give it a `type`: {', '.join(get_args(Kind))} or markdown.",
            )
            return None
        attributes = element.get("attributes")
        validations = element.get("validations")
        attributes = attributes if isinstance(attributes, dict) else {}
        validations = validations if isinstance(validations, dict) else {}
        label = attributes.get("label")
        if kind not in get_args(Kind):
            # GitHub may know it by now: what it asks is read as text, and what it shows is left.
            self._note_unknown(place, kind)
            kind = "textarea"
            if not label:
                return None
        if not isinstance(label, str) or not label.strip():
            self._problem((*place, "attributes"), "The question has no label.", "Add `label:`.")
            return None
        label = _one_line(label)
        options, required_options = self._options(attributes, place, cast("Kind", kind))
        return Field(
            key=str(element.get("id") or label),
            label=label,
            kind=cast("Kind", kind),
            required=_is_true(validations.get("required")),
            multiple=kind == "dropdown" and _is_true(attributes.get("multiple")),
            render=str(attributes["render"]) if attributes.get("render") else None,
            options=options,
            required_options=required_options,
            examples=tuple(
                text
                for key in ("placeholder", "value")
                if isinstance(text := attributes.get(key), str) and text.strip()
            ),
            prefilled=str(attributes.get("value") or "").strip(),
        )

    def _note_unknown(self, place: yaml.Path, kind: str) -> None:
        what = (
            "{kind} is a kind of question that wgbot doesn't know, so its answer is read as text."
        )
        fix = "Check the spelling. If GitHub shows the question, a newer wgbot may know it."
        line = self._document.line((*place, "type"))
        self._notes.append(
            Problem(
                "form", what, fix, values={"kind": kind}, blocks=False, path=self._path, line=line
            )
        )

    def _options(
        self, attributes: Mapping[str, Any], place: yaml.Path, kind: Kind
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if kind not in ("dropdown", "checkboxes"):
            return (), ()
        listed = attributes.get("options")
        options = [
            (_one_line(str(text)), isinstance(each, dict) and _is_true(each.get("required")))
            for each in (listed if isinstance(listed, list) else [])
            if (text := each.get("label") if isinstance(each, dict) else each)
        ]
        if not options:
            self._problem((*place, "attributes"), "The question has no options.", "Add `options:`.")
        return tuple(text for text, _ in options), tuple(text for text, must in options if must)

    def _unique(self, body: list[Any], fields: list[Field]) -> None:
        """Refuse two fields of one name: GitHub does, and their answers could not be told apart."""
        labels: set[str] = set()
        keys: set[str] = set()
        for field in fields:
            if as_seen(field.label) in labels or field.key in keys:
                number = max(
                    number
                    for number, element in enumerate(body)
                    if isinstance(element, dict)
                    and isinstance(attributes := element.get("attributes"), dict)
                    and _one_line(str(attributes.get("label"))) == field.label
                )
                self._problem(
                    ("body", number),
                    "A second question has the label or id of an earlier one: {label}.",
                    "Give each question a label and an id of its own.",
                    label=field.label,
                )
            labels.add(as_seen(field.label))
            keys.add(field.key)


def _labels(listed: Any) -> tuple[str, ...]:
    """Read labels, which GitHub takes as a list or as one text with commas."""
    each = listed.split(",") if isinstance(listed, str) else listed
    return tuple(str(label).strip() for label in each) if isinstance(each, list) else ()


def _one_line(text: str) -> str:
    """Return a label or option as GitHub renders it: on one line, its inner spaces as they are."""
    return " ".join(line.strip() for line in text.strip().split("\n"))


def _is_true(text: Any) -> bool:
    return isinstance(text, str) and text.lower() in ("true", "yes", "on")
