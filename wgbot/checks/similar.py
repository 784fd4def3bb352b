"""The group is new, or says how it differs from similar ones.

Held against every registered group, dormant and retired ones as well, and against the other open
proposals: by name, earlier names, focus, channels and repositories. Whoever resembles another
group names it in the answer about overlap and says how they differ; then a maintainer weighs it.
"""

import re
from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from wgbot.checks.open_proposals import Neighbour
from wgbot.checks.subject import Subject, home, linked
from wgbot.registry.folder import lookalike_keys
from wgbot.registry.group import Group
from wgbot.text import lookalikes
from wgbot.text.escape import Markdown
from wgbot.text.problems import Problem
from wgbot.text.sentences import LinkedText, Sentence

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
    slug = subject.slug if subject.before else ""
    alike = index.Index(registered, words).similar(subject.group, slug=slug, limit=_MOST + 1)
    # `taken` speaks of a group of the same name.
    found = [each for each in alike[:_MOST] if not lookalike_keys(others[each.slug].name) & mine]
    if neighbours:
        # Found apart from groups: anybody can propose as many as would hide one.
        near = index.Index(others, words).similar(subject.group, slug=slug, limit=None)
        found += [each for each in near if each.slug in neighbours][:_MOST]
    for likeness in found:
        other, neighbour = others[likeness.slug], neighbours.get(likeness.slug)
        what, fix = _words(likeness.kind, other, neighbour)
        address = home(other)
        # A form that does not ask about overlap leaves its proposers no place to say how they differ.
        is_asked, is_answered = "overlap" in subject.fields, _names(subject, other)
        if is_answered:
            fix = "The answer about overlap mentions it."
        elif not is_asked:
            fix = "Ask how the two differ."
        yield Problem(
            "similar",
            what,
            fix,
            field="overlap" if is_asked else "name",
            values={
                "other": other.name if neighbour else linked(other),
                "reasons": likeness.evidence[:_MOST_REASONS],
                "status": Sentence(other.status),
                "proposal": _called(neighbour) if neighbour else "",
                "link": LinkedText(address, address),
                "differs": Sentence(_DIFFERS),
            },
            # What somebody else proposes, or makes of their proposal later, stands in nobody's way.
            blocks=is_asked and not is_answered and neighbour is None,
        )


_DIFFERS = "name it in the answer about overlap, and say how yours differs."


def _words(kind: str, other: Group, neighbour: Neighbour | None) -> tuple[str, str]:
    coordinate = "Name it in the answer about overlap, and say how you will coordinate, or why not."
    if neighbour and kind == "overlap":
        return (
            "Another proposal, {proposal}, is close to this one: {other} ({reasons}).",
            coordinate,
        )
    if neighbour:
        return (
            "Another proposal, {proposal}, may be for the same group: {other} ({reasons}).",
            "Talk to its author, and continue with one of the two. If they are two groups, {differs}",
        )
    if kind == "overlap":
        return "The group {other} works on something similar ({reasons}).", coordinate
    if kind == "revival":
        return (
            "There is a group {other}, which is {status}, and it may be the same ({reasons}).",
            "To revive it, give your group its name. If yours is another group, {differs}",
        )
    return (
        "This may be the group {other} ({reasons}).",
        "If it is, join it instead, at {link}. If not, {differs}"
        if home(other)
        else "If it is, join it instead. If not, {differs}",
    )


def _called(neighbour: Neighbour) -> str:
    # The number is the bot's own, and links to the issue; a branch's name is text.
    return Markdown(f"#{neighbour.number}") if neighbour.number else neighbour.branch


def _names(subject: Subject, other: Group) -> bool:
    """Return whether the answer about overlap speaks of *other*, by any of its names."""
    answer = subject.answers.get("overlap")
    said = lookalikes.skeleton(" ".join(answer.split())) if isinstance(answer, str) else ""
    return any(
        re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said)
        for each in (other.name, *other.aliases)
        if (name := lookalikes.skeleton(each))
    )
