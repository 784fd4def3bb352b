"""The group is a new one, or says how it differs from those that it resembles.

Held against every registered group, dormant and retired ones as well, and against the other open
proposals: by name, earlier names, focus, channels and repositories. Whoever resembles another
group names it in the answer about overlap and says how they differ; then a maintainer weighs it.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from wgbot.checks.open_proposals import Neighbour
from wgbot.checks.subject import Subject
from wgbot.registry.folder import lookalike_keys
from wgbot.registry.group import Group
from wgbot.text import lookalikes
from wgbot.text.problems import Problem

if TYPE_CHECKING:
    from wgbot.similarity.verdicts import Likeness

_MOST = 3
_MOST_REASONS = 3


class Options(BaseModel):
    """Words of the community's own."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    group_words: tuple[str, ...] = ()
    """What its groups call themselves, besides `working group`, `SIG`, `team` and the like."""
    short_forms: dict[str, tuple[str, ...]] = {}
    """What a short form can stand for, besides the common ones of the field."""
    topics: dict[str, tuple[str, ...]] = {}
    """Words of one subject, besides those of the field, by what the subject is called."""


def check(subject: Subject, options: Options) -> Iterator[Problem]:
    """Yield a problem for each group that the proposed one resembles; of the nearest ones only."""
    if subject.registered or not subject.group.name:
        return
    if subject.revives:
        old = subject.registry.entries[subject.slug].group
        yield Problem(
            "similar",
            f"This brings back the group {{old}}, which is {old.status}.",
            "Its file then says what this proposal says, and keeps all else.",
            field="name",
            values={"old": old.name},
            blocks=False,
        )
    yield from _likenesses(subject, options)


def _likenesses(subject: Subject, options: Options) -> Iterator[Problem]:
    from wgbot.similarity import index  # noqa: PLC0415  # it takes its time to load, and only this needs it
    from wgbot.similarity import options as similarity_options  # noqa: PLC0415

    registered = {slug: entry.group for slug, entry in subject.registry.entries.items()}
    neighbours = {f"proposal {n}": each for n, each in enumerate(subject.neighbours)}
    others = registered | {key: each.group for key, each in neighbours.items()}
    words = similarity_options.SimilarityOptions(
        options.group_words, options.short_forms, options.topics
    )
    mine = lookalike_keys(subject.group.name)
    slug = subject.slug if subject.revives else ""
    alike = index.Index(registered, words).similar(subject.group, slug=slug, limit=_MOST + 1)
    # `taken` speaks of a group of the same name.
    found = [each for each in alike[:_MOST] if not lookalike_keys(others[each.slug].name) & mine]
    if neighbours:
        # Found apart from groups: anybody can propose as many as would hide one.
        near = index.Index(others, words).similar(subject.group, slug=slug, limit=None)
        found += [each for each in near if each.slug in neighbours][:_MOST]
    for likeness in found:
        other, neighbour = others[likeness.slug], neighbours.get(likeness.slug)
        reasons, values = _reasons(likeness)
        what, fix = _words(likeness.kind, other, neighbour)
        # A form that does not ask about overlap leaves its proposers no place to say how they differ.
        is_asked, is_answered = "overlap" in subject.fields, _names(subject, other)
        if is_answered:
            fix = "The answer about overlap speaks of it."
        elif not is_asked:
            fix = "Ask how the two differ."
        yield Problem(
            "similar",
            f"{what}{reasons}.",
            fix,
            field="overlap" if is_asked else "name",
            values={
                **values,
                "other": other.name,
                "branch": neighbour.branch if neighbour else "",
                "link": next(
                    iter([*other.repositories, *(each.url for each in other.channels)]), ""
                ),
            },
            # What somebody else proposes, or makes of their proposal later, stands in nobody's way.
            blocks=is_asked and not is_answered and neighbour is None,
        )


def _words(kind: str, other: Group, neighbour: Neighbour | None) -> tuple[str, str]:
    differs = "name it in the answer about overlap, and say how yours differs."
    coordinate = "Name it in the answer about overlap, and say how you will coordinate, or why not."
    # The number is the bot's own, and links to the issue; a branch's name is text.
    where = f"#{neighbour.number}" if neighbour and neighbour.number else "{branch}"
    if neighbour and kind == "overlap":
        return f"Another proposal, {where}, is close to this one: {{other}}", coordinate
    if neighbour:
        return (
            f"Another proposal, {where}, may be for the same group: {{other}}",
            f"Talk to its author, and go on with one of the two. If they are two groups, {differs}",
        )
    if kind == "overlap":
        return "The group {other} works on something close", coordinate
    if kind == "revival":
        return (
            f"There is a group {{other}}, which is {other.status}, and it may be the same",
            f"To bring it back, give your group its name, {{other}}. If yours is another, {differs}",
        )
    join = "join it instead, at {link}" if other.repositories or other.channels else "join it"
    return "This may be the group {other}", f"If it is, {join}. If not, {differs}"


def _reasons(likeness: "Likeness") -> tuple[str, dict[str, str]]:
    """Return the evidence as part of a sentence; every value gets a name of its own."""
    reasons: list[str] = []
    values: dict[str, str] = {}
    for number, evidence in enumerate(likeness.evidence[:_MOST_REASONS]):
        reasons.append(re.sub(r"{(\w+)}", rf"{{\g<1>_{number}}}", evidence.what))
        values |= {f"{key}_{number}": value for key, value in evidence.values.items()}
    return (f" ({'; '.join(reasons)})" if reasons else ""), values


def _names(subject: Subject, other: Group) -> bool:
    """Return whether the answer about overlap speaks of *other*, by any of its names."""
    answer = subject.answers.get("overlap")
    said = lookalikes.skeleton(" ".join(answer.split())) if isinstance(answer, str) else ""
    return any(
        re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said)
        for each in (other.name, *other.aliases)
        if (name := lookalikes.skeleton(each))
    )
