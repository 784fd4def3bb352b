"""Which question of a community's own issue form means what, guessed, and as lines of the configuration.

Nothing is decided here: whoever sets a repository up sees the guess, and keeps or corrects it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wgbot.community.questions import USUAL_QUESTIONS
from wgbot.files import yaml
from wgbot.form import schema
from wgbot.form.schema import Field, Form
from wgbot.setup.importers import vocabulary
from wgbot.text.problems import SetupError

NEEDED = ("name", "focus", "leads")
"""What a form for new groups has to ask for."""
_FOCUS = 300
"""The most characters of a focus, where nobody sets another limit."""
_MORE = frozenset("other others additional more further second secondary co alternate".split())
_WORDS: Mapping[str, str] = {
    "focus": "line tl;dr tldr summary problem why motivation goal goals abstract statement vision",
    "discussion": "discussion discussed thread forum notes issue",
    "overlap": "overlap overlaps similar duplicate related intersect intersects overlapping",
}
_OF_ONE = frozenset("pull request pr issue assignee sponsor liaison number version".split())
"""Words in a question for something else than what a group is, or has."""
_LINKS = frozenset("link links url urls address addresses".split())
_MEANINGS: Mapping[str, str] = {
    "name": "name",
    "focus": "focus",
    "leads": "leads",
    "channels": "channel",
    "repositories": "repository",
    "discussion": "discussion",
}
"""What labels of lists mean, by what questions mean."""
_QUESTIONS: Mapping[str, Mapping[str, object]] = {
    "name": {"type": "input", "attributes": {"label": "Name"}},
    "focus": {
        "type": "input",
        "attributes": {"label": "Focus", "description": "What is it for? In one sentence."},
    },
    "leads": {
        "type": "input",
        "attributes": {
            "label": "Leads",
            "description": "Their accounts on GitHub, each with an @.",
        },
    },
}


@dataclass(frozen=True)
class FormMap:
    """What the questions of a form mean."""

    form: Form
    path: str
    questions: Mapping[str, str]
    """The keys of the questions, by what they mean."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Return what the form has to ask for, and does not."""
        return tuple(each for each in NEEDED if each not in self.questions)

    def fields(self) -> dict[str, str]:
        """Return the questions that the configuration has to name: those with other ids."""
        usual = USUAL_QUESTIONS["new"]
        return {key: each for key, each in self.questions.items() if usual.get(key) != each}

    def settings(self) -> str:
        """Return the lines of the configuration."""
        said: dict[str, object] = {"form": self.path}
        if fields := self.fields():
            said["fields"] = fields
        focus = self.form.field(self.questions.get("focus", ""))
        if focus and focus.kind == "textarea":
            said["checks"] = {"length": {"focus": 5 * _FOCUS}}
        return yaml.dump(said)

    def more_questions(self) -> str:
        """Return the questions that are missing, as they are in a form."""
        return yaml.dump(
            [
                {"id": each, **_QUESTIONS[each], "validations": {"required": True}}
                for each in self.missing
            ]
        )


def guess(form: Form, path: str) -> FormMap:
    """Return what the questions of a form most likely mean."""
    found: dict[str, str] = {}
    for meaning in (*_MEANINGS.values(), "overlap", "conduct"):
        free = [each for each in form.fields if each.key not in found.values()]
        best = max(free, key=lambda each: _worth(each, meaning), default=None)
        if best and _worth(best, meaning) > 0:
            found[meaning] = best.key
    for meaning in ("name", "focus"):
        if meaning not in found and (key := _likely(form, meaning, found.values())):
            found[meaning] = key
    return FormMap(form, path, {key: found[key] for key in sorted(found, key=_order)})


def fields_of(data: bytes, path: str) -> dict[str, str]:
    """Return what the configuration has to say of the form at *path*, guessed; SetupError if it is none."""
    try:
        return guess(schema.load(data, path), path).fields()
    except schema.FormError as error:
        raise SetupError(str(error)) from error


def _order(meaning: str) -> int:
    every = [*_MEANINGS.values(), "overlap", "conduct"]
    return every.index(meaning)


def _worth(field: Field, meaning: str) -> float:
    """Return how likely a question has a meaning; nothing if it can't have it."""
    if (meaning == "conduct") != (field.kind == "checkboxes") or field.kind in (
        "dropdown",
        "upload",
    ):
        return 0
    words = set(re.findall(r"[a-z0-9;]+", f"{field.key} {field.label}".casefold()))
    if meaning == "conduct":
        return any("conduct" in option.casefold() for option in field.options)
    if field.key == meaning:
        return 5
    if words & _OF_ONE and meaning in ("repository", "focus", "leads"):
        return 0
    if meaning in ("channel", "repository") and field.kind == "textarea" and not words & _LINKS:
        # Asked so, people answer in sentences, and not with links alone: it stays an answer.
        return 0
    worth = 0.0
    for text, weight in ((field.label, 2.0), (field.key, 1.5)):
        known = _MEANINGS.get(vocabulary.meaning(text) or "")
        worth = max(worth, weight if known == meaning else 0)
    if words & set(_WORDS.get(meaning, "").split()):
        worth = max(worth, 2.0)
    if worth and meaning == "leads" and words & _MORE:
        worth -= 0.75
    if worth and meaning in ("name", "focus") and field.kind == "input":
        worth += 0.25
    return worth + (0.25 if worth and field.required else 0)


def _likely(form: Form, meaning: str, taken: Iterable[str]) -> str | None:
    """Return the question that comes first where a name, or a focus, is asked for at the latest."""
    kinds = ("input",) if meaning == "name" else ("input", "textarea")
    free = [
        each
        for each in form.fields
        if each.kind in kinds
        and each.required
        and each.key not in taken
        and vocabulary.meaning(each.label) in (None, meaning)
        and not any(re.match(r"@|https?://|\d", example) for example in each.examples)
        and not _OF_ONE & set(re.findall(r"[a-z]+", f"{each.key} {each.label}".casefold()))
    ]
    return free[0].key if free else None
