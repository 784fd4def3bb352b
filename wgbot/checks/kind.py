"""The kind of a group is one of those in the configuration."""

from collections.abc import Iterator

from wgbot.checks.subject import Example, Subject
from wgbot.text.problems import Problem
from wgbot.text.sentences import Value

_FILE = """\
name: Bird watching
kind: {kind}
focus: which birds live where.
leads: [{{github: ada}}]
"""
EXAMPLES = (
    Example(
        bad=_FILE.format(kind="team"),
        good=_FILE.format(kind="sig"),
        configuration="kinds:\n  sig: {one: SIG, many: SIGs}\n",
    ),
)


def check(subject: Subject, _options: object) -> Iterator[Problem]:
    """Yield a problem for a kind that isn't known, and for one that is only in the charter."""
    kind, known = subject.group.kind, tuple(dict.fromkeys(subject.kinds.values()))
    said = subject.group.charter.get("kind")
    if kind and kind not in known:
        fix = (
            "Use one of {kinds}."
            if known
            else "Name the kinds of groups as `kinds` in the configuration, or remove it."
        )
        values: dict[str, Value] = {"kind": kind, "kinds": known}
        what = "{kind} isn't a kind of group here."
        yield Problem("kind", what, fix, field="kind", values=values)
    elif subject.registered and not kind and isinstance(said, str) and is_known(said, subject):
        yield Problem(
            "kind",
            "Its kind, {kind}, is only in its charter.",
            "Run `wgbot check --write`, which makes it the group's `kind`, and commit what it changes.",
            field="kind",
            values={"kind": said},
            blocks=False,
        )


def is_known(word: str, subject: Subject) -> bool:
    """Return whether *word* is what a kind of group is called."""
    return " ".join(word.casefold().split()) in subject.kinds
