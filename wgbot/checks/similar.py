"""The group is new, or says how it differs from similar ones.

Held against every registered group, dormant and retired ones as well, and against the other open
proposals: by name, earlier names, focus, leads, channels and repositories. Whoever proposes what may
be another group is asked, and any honest answer about overlap will do; then a maintainer weighs it.
What is only close to another group is told to maintainers, and nothing is asked. Of a group that is
asleep and has the same name but for words such as `WG`, the answer has to speak.

Two registered groups are taken for one where they have a repository, or a lead and a channel, in
common that no third group has. If they are two, one is the parent or a successor of the other, or its
answer about overlap names the other.

If the form has no question about overlap, all of this is for a maintainer to decide. A proposal with
exactly the name of a dormant or retired group revives that group: its file changes, but keeps its
comments, its order and everything that the proposal doesn't mention.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from wgbot.checks.lookups import Neighbour
from wgbot.checks.overlap import OverlapAnswer
from wgbot.checks.subject import Example, Subject, form_to_change, home, linked
from wgbot.registry.folder import lookalike_keys
from wgbot.registry.group import ASLEEP, Group
from wgbot.text.escape import Markdown
from wgbot.text.problems import Problem
from wgbot.text.sentences import LinkedText, Sentence

if TYPE_CHECKING:
    from wgbot.similarity.known import KnownGroups
    from wgbot.similarity.verdicts import Likeness

_MOST = 3
_MOST_REASONS = 3


EXAMPLES = (
    Example(
        bad={"name": "Tools for terminals"},
        good={"name": "Sound and music"},
        given="There is a group called Command line, also known as Terminal tools.",
    ),
    Example(
        bad={"name": "CWL"},
        good={"name": "Sound and music"},
        given="There is a group called Command line.",
        configuration="checks:\n  similar:\n    short_forms: {cwl: [Command line]}\n",
    ),
)


class Options(BaseModel):
    """Words of the community's own."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    group_words: tuple[str, ...] = ()
    """What your groups call themselves, besides `working group`, `SIG`, `team`, the configured `noun` and
    the like: `[circle]`."""
    short_forms: dict[str, tuple[str, ...]] = {}
    """What abbreviations can mean, besides the common ones: `{birds: [Bird watching]}`."""
    topics: dict[str, tuple[str, ...]] = {}
    """Words on the same topic, besides the common ones, under any name: `{birds: [owls, nests]}`."""
    twins: bool = True
    """Whether registered groups are held against each other, by where they work."""


@dataclass(frozen=True)
class _Found:
    """A group that the proposed one is like."""

    likeness: "Likeness"
    group: Group
    neighbour: Neighbour | None = None
    """The proposal that it is of; None if it is registered."""
    is_renamed: bool = False
    """It may be the proposed group under its old name."""
    is_namesake: bool = False
    """It is asleep, and its name differs by words for groups alone."""

    @property
    def is_strong(self) -> bool:
        return self.is_renamed or self.likeness.kind != "overlap"


def known_groups(
    groups: Mapping[str, Group], options: Options, nouns: tuple[str, ...] = (), title: str = ""
) -> "KnownGroups":
    """Get ready to hold groups against *groups*, in the words of a community.

    *nouns* are what it calls its groups, and *title* is how its form begins an issue's title.
    """
    from wgbot.similarity.known import KnownGroups  # noqa: PLC0415 - slow to load, and only this needs it
    from wgbot.similarity.options import SimilarityOptions  # noqa: PLC0415 - as above

    words = SimilarityOptions(
        (*options.group_words, *nouns), options.short_forms, options.topics, (title,)
    )
    return KnownGroups(groups, words)


def check(subject: Subject, options: Options) -> Iterator[Problem]:
    """Yield a problem for each group that the proposed one resembles; of the nearest ones only."""
    known = subject.known or known_groups(
        {slug: entry.group for slug, entry in subject.registry.entries.items()}, options
    )
    if subject.registered:
        yield from _twins(subject, known) if options.twins else ()
    elif subject.group.name:
        answer = OverlapAnswer.of(subject.answers.get("overlap"))
        yield from (_problem(each, subject, answer) for each in _nearest(subject, known))


def _nearest(subject: Subject, known: "KnownGroups") -> list[_Found]:
    """Return those to speak of: what may be one group before what is close to it."""
    mine = lookalike_keys(subject.group.name)
    slug = subject.slug if subject.before else ""
    registered = []
    for likeness in known.registered_like(subject.group, slug=slug):
        other = subject.registry.entries[likeness.slug].group
        # `taken` speaks of a group of the same name.
        if not lookalike_keys(other.name) & mine:
            is_renamed = _is_renamed(subject, likeness, other)
            is_namesake = other.status in ASLEEP and likeness.slug in known.called_exactly(
                subject.group.name
            )
            registered.append(
                _Found(likeness, other, is_renamed=is_renamed, is_namesake=is_namesake)
            )
    neighbours = {id(each.group): each for each in subject.neighbours}
    groups = tuple(each.group for each in subject.neighbours)
    proposed = [
        _Found(likeness, other, neighbours[id(other)])
        for other, likeness in known.proposed_like(subject.group, groups, slug=slug)
    ]
    # Anybody can propose as many as would hide a registered group.
    strong = sorted(registered, key=lambda each: not each.is_strong)[:_MOST]
    free = _MOST - min(len(strong), _MOST - 1)
    return sorted([*strong, *proposed[:free]], key=lambda each: not each.is_strong)[:_MOST]


def _is_renamed(subject: Subject, likeness: "Likeness", other: Group) -> bool:
    """Return whether the registered *other* may be the proposed group under its old name."""
    return (
        likeness.in_one_place
        and subject.before is None
        and other.status not in ASLEEP
        and not _belong_together(subject, likeness.slug, other)
    )


def _belong_together(subject: Subject, slug: str, other: Group) -> bool:
    """Return whether one of two groups is the parent or a successor of the other."""
    mine = {subject.slug, *lookalike_keys(subject.group.name)}
    its = {slug, *lookalike_keys(other.name)}
    return any(
        ({name} | lookalike_keys(name)) & known
        for group, known in ((subject.group, its), (other, mine))
        for name in (group.parent, *group.successors)
        if name
    )


def _problem(found: _Found, subject: Subject, answer: OverlapAnswer) -> Problem:
    other = found.group
    # A form that does not ask about overlap leaves its proposers no place to say how they differ.
    is_asked, names = "overlap" in subject.fields, answer.names(other)
    is_said = found.is_renamed and answer.says_renamed(other)
    # What somebody else proposes, or makes of their proposal later, stands in nobody's way.
    may_block = is_asked and found.is_strong and found.neighbour is None
    # Whoever looked and found none has not found what is called like theirs.
    is_answered = names or (answer.is_given and not found.is_namesake)
    blocks = may_block and (is_said or not is_answered)
    what, fix = _words(found, can_change=bool(subject.change_form))
    if is_said:
        what = "The answer about overlap says that this is the group {other} under a new name."
        fix = (
            "It is registered already: give it the new name with the form {form}, and close this issue."
            if subject.change_form
            else "It is registered already: ask a maintainer to change its name, and close this issue."
        )
    elif names:
        fix = "The answer about overlap mentions it."
    elif found.is_strong and not blocks and found.neighbour is None:
        fix = (
            "The answer about overlap doesn't mention it."
            if is_asked
            else "If it is, give it the new name with the form {form}, and close this issue. If not, ask "
            "how the two differ."
            if found.is_renamed and subject.change_form
            else "Ask how the two differ."
        )
    address = home(other)
    return Problem(
        "similar",
        what,
        fix,
        field="overlap" if is_asked else "name",
        values={
            "other": other.name if found.neighbour else linked(other),
            "reasons": found.likeness.evidence[:_MOST_REASONS],
            "status": Sentence(other.status),
            "proposal": _called(found.neighbour) if found.neighbour else "",
            "link": LinkedText(address, address),
            "differs": Sentence(_DIFFERS),
            "form": form_to_change(subject, found.likeness.slug) if not found.neighbour else "",
        },
        blocks=blocks,
        is_advice=not found.is_strong,
    )


_DIFFERS = "say in the answer about overlap how yours differs."


def _words(found: _Found, *, can_change: bool) -> tuple[str, str]:
    other, kind = found.group, found.likeness.kind
    if found.neighbour and not found.is_strong:
        return (
            "Another proposal, {proposal}, is close to this one: {other} ({reasons}).",
            "The two may want to coordinate.",
        )
    if found.neighbour:
        return (
            "Another proposal, {proposal}, may be for the same group: {other} ({reasons}).",
            "Talk to its author, and continue with one of the two. If they are two groups, {differs}",
        )
    if not found.is_strong:
        return (
            "The group {other} works on something similar ({reasons}).",
            "The two may want to coordinate.",
        )
    if kind == "revival":
        return (
            "There is a group {other}, which is {status}, and it may be the same ({reasons}).",
            "To revive it, give your group its name. If yours is another group, {differs}",
        )
    if kind == "overlap":
        return (
            "Is this the group {other} under a new name ({reasons})?",
            "If it is, give it the new name with the form {form}, and close this issue. If not, {differs}"
            if can_change
            else "If it is, ask a maintainer to change its name, and close this issue. If not, {differs}",
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


def _twins(subject: Subject, known: "KnownGroups") -> Iterator[Problem]:
    """Yield a problem for each older group that a registered one may be under another name."""
    group = subject.group
    for likeness in known.twins(subject.slug):
        other = subject.registry.entries[likeness.slug].group
        if {group.status, other.status} & ASLEEP:
            continue
        if _age(likeness.slug, other) > _age(subject.slug, group):
            continue
        if (
            _belong_together(subject, likeness.slug, other)
            or OverlapAnswer.of(group.charter.get("overlap")).names(other)
            or OverlapAnswer.of(other.charter.get("overlap")).names(group)
        ):
            continue
        is_repository = bool(set(group.repositories) & set(other.repositories))
        yield Problem(
            "similar",
            "This may be the group {other} under another name ({reasons}).",
            "If they are one group, make this name an alias of it, and remove this file. If not, make "
            "one the `parent` of the other, or name it in `overlap` under `charter`.",
            field="repository" if is_repository else "channel",
            values={"other": linked(other), "reasons": likeness.evidence[:_MOST_REASONS]},
            # A change may share a repository, so what comes of it is no mistake.
            blocks=False,
        )


def _age(slug: str, group: Group) -> tuple[str, int, str]:
    return (group.since.isoformat() if group.since else "", group.proposal or 0, slug)
