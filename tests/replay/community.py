"""The community whose list is replayed: its registry, its three forms, and issues made with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any

import yaml

from wgbot.files.yaml import LOADER
from wgbot.form import schema

HERE = Path(__file__).parent
TEMPLATES = ".github/ISSUE_TEMPLATE"
FORMS = {does: f"{TEMPLATES}/{does}-working-group.yml" for does in ("new", "change", "end")}
KIND = """\
  - type: input
    id: kind
    attributes:
      label: Kind
"""
"""A question that our own form for changes lacks, for we have only one kind of group."""


def files() -> dict[str, bytes]:
    """Return the community's repository as it is in the beginning, by path."""
    found = {path: (HERE.parents[1] / path).read_bytes() for path in FORMS.values()}
    found[FORMS["change"]] += KIND.encode()
    found[".github/wgbot.yml"] = (HERE / "wgbot.yml").read_bytes()
    return found | {
        f"registry/{path.name}": path.read_bytes() for path in (HERE / "registry").iterdir()
    }


@dataclass(frozen=True)
class Step:
    """One thing that happens: somebody fills in a form, or a maintainer merges something by hand."""

    form: str | None
    answers: Mapping[str, str]
    merges_ago: int | None
    """How old the page was that the form was filled in from; None if it says nothing of that."""
    by_hand: Mapping[str, Mapping[str, str]]
    """Texts in the files of groups, and what takes their place."""
    says: tuple[str, ...]
    """What there is to mend; nothing else may be said to be wrong."""
    notes: tuple[str, ...]
    check: tuple[str, ...]
    """What `wgbot check` says only afterwards."""
    changes: Mapping[str, str]
    """The lines that differ afterwards, by file; all other files and lines are what they were."""


@dataclass(frozen=True)
class Case:
    """Something that happened in a list of groups, as it did in real ones."""

    title: str
    groups: Mapping[str, str]
    """Registry files in place of the community's, or beside them."""
    at_github: bool
    steps: tuple[Step, ...]


def cases() -> dict[str, Case]:
    """Read all cases, by file and number."""
    found = {}
    for path in sorted((HERE / "cases").glob("*.yml")):
        for number, case in enumerate(yaml.load(path.read_text("utf-8"), LOADER), 1):
            found[f"{path.stem}-{number}"] = _case(case)
    return found


def _case(values: dict[str, Any]) -> Case:
    """Read a case; it says itself what happens where that is only one step."""
    steps = values.pop("steps", None)
    title, groups = values.pop("case"), values.pop("groups", {})
    at_github = values.pop("at_github", False)
    steps = [values] if steps is None else steps
    return Case(title, groups, at_github, tuple(map(_step, steps)))


def _step(values: dict[str, Any]) -> Step:
    by_hand = values.pop("by_hand", {})
    step = Step(
        values.pop("form", None),
        values.pop("answers", {}),
        values.pop("merges_ago", None),
        by_hand,
        tuple(values.pop("says", ())),
        tuple(values.pop("notes", ())),
        tuple(values.pop("check", ())),
        values.pop("changes", {}),
    )
    assert not values, f"no step has this: {values}"
    assert bool(step.form) != bool(step.by_hand)
    return step


def body(form: str, answers: Mapping[str, str]) -> str:
    """Return an issue's text as GitHub makes it of a form."""
    fields = schema.load(files()[FORMS[form]]).fields
    assert answers.keys() <= {field.key for field in fields}
    return "\n\n".join(
        f"### {field.label}\n\n{_shown(field, answers.get(field.key, ''))}" for field in fields
    )


def _shown(field: schema.Field, answer: str) -> str:
    if field.kind == "checkboxes":
        return "\n".join(f"- [x] {option}" for option in field.options)
    if field.kind == "dropdown" and answer:
        assert answer in field.options
    return answer.strip() or ("None" if field.kind == "dropdown" else "_No response_")


def differences(
    before: Mapping[str, bytes], after: Mapping[str, bytes], day: str
) -> dict[str, str]:
    """Return what differs, by file, with a line around it; the day of the approval is `TODAY` there."""
    found = {}
    for path in sorted(before.keys() | after.keys()):
        old, new = (each.get(path, b"").decode().split("\n") for each in (before, after))
        lines = list(unified_diff(old, new, n=1, lineterm=""))[3:]
        if lines:
            text = "\n".join("…" if line.startswith("@@ ") else line for line in lines)
            found[path.removeprefix("registry/").removesuffix(".yml")] = text.replace(day, "TODAY")
    return found
