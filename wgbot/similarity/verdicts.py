"""Two groups → one group under two names, two that should talk to each other, or nothing."""

from dataclasses import dataclass
from typing import Literal

from wgbot.registry.group import ASLEEP, Group
from wgbot.similarity.focuses import Focuses
from wgbot.similarity.naming import Closeness, closeness
from wgbot.similarity.profiles import Profile, profile
from wgbot.similarity.rarity import Vocabulary
from wgbot.text.sentences import Sentence

Kind = Literal["duplicate", "revival", "overlap"]

DUPLICATE = 0.8
"""The score from which two groups are one."""
OVERLAP = 0.4


@dataclass(frozen=True, slots=True)
class Likeness:
    """That a group is like another, and why."""

    slug: str
    """Of the other group."""
    kind: Kind
    score: float
    """From 0 to 1; from `DUPLICATE` on they are one group."""
    evidence: tuple[Sentence, ...]
    in_one_place: bool = False
    """They have a repository, or a lead and a channel, in common, and no third group has it."""

    @property
    def rank(self) -> tuple[object, ...]:
        """Return what sorts the most alike first."""
        return (self.kind == "overlap", not self.in_one_place, -self.score, self.slug)


def compare(
    a: Group, b: Group, words: Vocabulary, *, slugs: tuple[str, str] = ("", "")
) -> Likeness | None:
    """Judge whether *b* is the same group as *a*, or one to talk to."""
    return judge(
        profile(a, words.language, slugs[0]),
        profile(b, words.language, slugs[1]),
        words,
        slugs[1],
        is_counted=bool(slugs[0]),
    )


def judge(
    a: Profile, b: Profile, words: Vocabulary, slug: str = "", *, is_counted: bool = False
) -> Likeness | None:
    """Judge two groups that are read already, in an order that is not theirs.

    *is_counted* says that *a* is one of the groups whose words are counted, as *b* is.
    """
    is_first = a.key < b.key if a.group.name == b.group.name else a.group.name < b.group.name
    one, other = (a, b) if is_first else (b, a)
    name = closeness(one, other, words)
    focus = Focuses(one, other, name.match, words)
    places = _shared_places(one, other, words)
    shared = _one_place(one, other, words, 2 if is_counted else 1)
    places += [each for each in shared if each not in places]
    found = _one_group(name, focus, places) or _two_to_talk(name, focus, places)
    if found is None:
        return None
    score, evidence = found
    if score < OVERLAP:
        return None
    kind: Kind = "overlap"
    if score >= DUPLICATE:
        # Said of the pair, so that it is the same from either side.
        is_asleep = bool({a.group.status, b.group.status} & ASLEEP)
        kind = "revival" if is_asleep else "duplicate"
    return Likeness(slug, kind, round(score, 3), tuple(evidence), in_one_place=bool(shared))


def _one_group(
    name: Closeness, focus: Focuses, places: list[Sentence]
) -> tuple[float, list[Sentence]] | None:
    """Return score and reasons where it is one group under two names."""
    is_doubtful = (name.match.is_guess and focus.contradict) or (
        not name.match.is_exact and focus.tell_apart
    )
    if name.score >= DUPLICATE and not is_doubtful:
        return name.score, [*name.evidence, *places, *focus.shared_words(1)]
    if name.has_roles or name.are_kinds:
        return None
    if focus.are_same:
        same = Sentence("the focus is almost the same, word for word")
        return DUPLICATE + 0.1 * focus.likeness, [
            *name.evidence, same, *places, *focus.shared_words(2),
        ]  # fmt: skip
    if phrase := focus.phrase:
        return DUPLICATE + 0.01, [
            *name.evidence, Sentence("both say {phrase}", {"phrase": phrase}), *places,
            *focus.shared_words(2),
        ]  # fmt: skip
    speaks_of_both = len(focus.mentions) == 2
    if (name.is_part or speaks_of_both) and (places or focus.are_alike):
        return DUPLICATE + 0.02, [
            *name.evidence, *_name_words(name), *focus.mentions, *places, *focus.shared_words(2),
        ]  # fmt: skip
    return None


def _two_to_talk(
    name: Closeness, focus: Focuses, places: list[Sentence]
) -> tuple[float, list[Sentence]] | None:
    """Return score and reasons where two groups work on something close."""
    score = max(
        0.6 if name.score else 0,
        0.55 if name.is_part else 0,
        0.5 if places else 0,
        0.4 + 0.3 * focus.likeness if focus.are_near else 0,
        0.45 if focus.topics or (focus.mentions and not name.match.shared) else 0,
    )
    if score < OVERLAP:
        return None
    reasons = [
        *name.evidence, *_name_words(name), *focus.mentions, *places, *focus.topics,
        *focus.shared_words(1),
    ]  # fmt: skip
    return (min(score, DUPLICATE - 0.05), reasons) if reasons else None


def _name_words(name: Closeness) -> list[Sentence]:
    shared = dict.fromkeys(each.text for each in name.match.shared)
    return [Sentence("both names have {words}", {"words": ", ".join(shared)})] if shared else []


def _shared_places(a: Profile, b: Profile, words: Vocabulary) -> list[Sentence]:
    """Name what both use and hardly any other group does."""
    few = max(2, words.size // 100)
    found = []
    for what, one, other in (
        ("both use the repository {link}", a.repositories, b.repositories),
        ("both chat in {link}", a.channels, b.channels),
    ):
        shared = one.keys() & other.keys() if one and other else ()
        rare = [key for key in shared if words.addresses[key] <= few]
        if rare:
            found.append(Sentence(what, {"link": one[min(rare)]}))
    return found


def _one_place(a: Profile, b: Profile, words: Vocabulary, most: int) -> list[Sentence]:
    """Name where both work and no third group does, where that makes one group of them.

    Not more than *most* of the counted groups have it. One of many repositories tells nothing.
    """
    if a.repositories.keys().isdisjoint(b.repositories) and a.channels.keys().isdisjoint(
        b.channels
    ):
        return []
    repositories, channels = (
        [one[key] for key in sorted(one.keys() & other.keys()) if words.addresses[key] <= most]
        for one, other in ((a.repositories, b.repositories), (a.channels, b.channels))
    )
    if repositories and 2 * len(repositories) >= min(len(a.repositories), len(b.repositories)):
        return [Sentence("both use the repository {link}", {"link": repositories[0]})]
    leads = sorted(a.leads & b.leads)
    if channels and leads:
        return [
            Sentence("both chat in {link}", {"link": channels[0]}),
            Sentence("both are led by {lead}", {"lead": leads[0]}),
        ]
    return []
