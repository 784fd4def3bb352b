"""Groups that end: their work is done, or others go on with it; nothing of it is lost."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from wgbot.proposals import leaving, naming
from wgbot.proposals.edits.edit import Edit, Proposed, nothing
from wgbot.registry import answers
from wgbot.registry.folder import Registry
from wgbot.registry.group import Ending, Group
from wgbot.text import links
from wgbot.text.problems import Problem

TITLE = "End {noun}: {name}"
OPENING = "This ends the {noun} **{name}**. Its file stays in the registry and says how it ended:"
COMMIT = "End the group {slug}"
THANKS = "Thank you for letting everyone know about **{name}**!"
MERGE = "once the checks pass, merge this to end the group."
TO_MERGE = "to end the group, merge"
DONE = "**{name}** has ended"
ALMOST = "**{name}** has almost ended"
FAREWELL = "Thank you for everything that was done there!"
OVER = "the group has ended already, and this issue can't change it any more."
UNDO = "If you want to undo this, propose a group with exactly this name, using the form for new groups. That revives it."

SEVERAL = {
    "TITLE": "End {nouns}: {name}",
    "OPENING": "This ends the {nouns} **{name}**. Their files stay in the registry and say how they ended:",
    "MERGE": "once the checks pass, merge this to end the groups.",
    "TO_MERGE": "to end the groups, merge",
    "DONE": "**{name}** have ended",
    "ALMOST": "**{name}** have almost ended",
    "OVER": "the groups have ended already, and this issue can't change them any more.",
    "UNDO": "If you want to undo this for one of them, propose a group with exactly its name, using the "
    "form for new groups. That revives it.",
}

PAUSE = "pause"
_WORDS: Mapping[str, tuple[str, ...]] = {
    PAUSE: ("pause", "dormant", "ruht", "schläft", "unterbrech"),
    "completed": (
        "completed",
        "complete",
        "done",
        "finished",
        "fertig",
        "abgeschlossen",
        "erledigt",
    ),
    "merged": ("merged", "merge", "aufgegangen", "vereinigt", "zusammengelegt", "zusammengeführt"),
    "split": ("split", "geteilt", "aufgeteilt"),
    "moved": ("moved", "move", "umgezogen", "verlegt"),
    "inactive": ("inactive", "nichts passiert", "inaktiv", "eingeschlafen"),
    "withdrawn": ("withdrawn", "withdraw", "zurückgezogen"),
}
"""How a group ends, by words that are in the option for it."""
_INTO = re.compile(
    r"\A(?:(?:it|we|is|are|was|were|being|now|has|been)\s+)*"
    r"(?:merge[ds]?|merging|moved?s?|folded|absorbed|part|aufgegangen)\s+(?:into|to|by|of|in)\s+",
    re.IGNORECASE,
)
"""What is said before the name of the group that goes on."""
_IN_ORDER: tuple[str, ...] = (*(each for each in _WORDS if each != PAUSE), PAUSE)
"""As the options stand in the form that `init` writes, whatever language they are in."""


def read(proposed: Proposed, registry: Registry) -> Edit | None:
    """Return the ending of the groups that are named, if that is what the form is for."""
    if proposed.does != "end" or how_of(proposed) == PAUSE:
        return None
    groups, wrong = naming.groups(proposed, registry)
    if wrong:
        return nothing("end", groups or naming.unknown(proposed), wrong)
    because = how_of(proposed)
    successors, problems = _successors(proposed, registry, groups)
    problems += _fitting(because, successors, proposed, registry, is_told=bool(problems))
    unsaid = answers.saying_nothing(proposed.answers) | answers.leaving_it(proposed.answers)
    said = {key: answer for key, answer in proposed.answers.items() if key not in unsaid}
    decision = answers.address(answers.plain(said.get("decision")))
    if decision and (refused := links.refusal(decision)):
        problems.append(
            Problem(
                "links",
                refused.what,
                refused.fix,
                field="decision",
                values={**refused.values, "link": decision},
            )
        )
    if because in ("merged", "split"):
        successors = [each for each in successors if each in registry.entries]
    ending: Any = Ending.model_construct(
        because=because,
        note=answers.line(answers.plain(said.get("why"))) or None,
        decision=decision,
    )
    after = {slug: _ended(group, ending, successors) for slug, group in groups.items()}
    children, unmoved = _children(registry, groups, successors)
    problems += unmoved
    moved = {
        slug: group.model_copy(update={"parent": successors[0]}) for slug, group in children.items()
    }
    return Edit(
        "end",
        before={**groups, **children},
        after={**after, **moved},
        problems=tuple(problems),
        together=tuple(groups),
        named=tuple(each for each in successors if each in registry.entries),
    )


def approved(before: Group | None, group: Group, on: date) -> Group:
    """Return the group as it is then: it, and everybody's part in it, ended on that day."""
    if group.status != "retired" or (before and before.status == "retired"):
        return group
    ended = group.ended or Ending()
    return leaving.dated(before, group, on).model_copy(
        update={
            "ended": ended.model_copy(update={"date": on}),
            "meetings": tuple(
                each if each.until and each.until <= on else each.model_copy(update={"until": on})
                for each in group.meetings
                # What had not begun never was.
                if each.starts is None or each.starts <= on
            ),
        }
    )


def how_of(proposed: Proposed) -> str | None:
    """Return how the groups end, by the words of the answer, or else by which of the options it is."""
    said = answers.line(answers.plain(proposed.answers.get("how"))).casefold()
    if not said:
        return None
    if known := _meant(said):
        return known
    field = proposed.form.form.field(proposed.form.questions.get("how", "how"))
    options = [each.casefold() for each in field.options] if field else []
    # In other words, they count by their order; not where those that are known stand in another one.
    is_in_order = len(options) == len(_IN_ORDER) and all(
        _meant(option) in (None, how) for option, how in zip(options, _IN_ORDER, strict=True)
    )
    return _IN_ORDER[options.index(said)] if is_in_order and said in options else None


def _meant(said: str) -> str | None:
    """Return how a group ends by the words for it."""
    words = [how for how, known in _WORDS.items() if any(each in said.split() for each in known)]
    words = words or [how for how, known in _WORDS.items() if any(each in said for each in known)]
    return words[0] if words else None


def _ended(group: Group, ending: Ending, successors: Sequence[str]) -> Group:
    kept = [each for each in group.successors if each not in successors]
    return group.model_copy(
        update={
            "status": "retired",
            "ended": ending,
            "leads": (),
            "former_leads": (*group.former_leads, *leaving.left(group.leads, ())),
            "successors": (*kept, *successors),
        }
    )


def _successors(
    proposed: Proposed, registry: Registry, ending: Mapping[str, Group]
) -> tuple[list[str], list[Problem]]:
    """Return who goes on: the files of groups, and what isn't in the registry as it is called."""
    found: list[str] = []
    problems: list[Problem] = []
    names = naming.several(proposed.answers.get("successors"), proposed, registry)
    if most := naming.too_many("successors", names):
        return [], [most]
    for name in names:
        slugs = naming.meant(name, proposed, registry)
        if not slugs and (bare := _INTO.sub("", name)) != name:
            slugs = naming.meant(bare, proposed, registry)
        if not slugs and (answers.says_nothing(name) or answers.leaves_it(name)):
            continue
        if len(slugs) > 1:
            _, problem = naming.resolved("successors", name, proposed, registry)
            problems += [problem] if problem else []
        slug = slugs[0] if len(slugs) == 1 else name
        if slug in ending:
            problems.append(
                _wrong(
                    "{name} is itself one of the groups that end here.",
                    "Name another group.",
                    ending[slug].name,
                )
            )
            continue
        if slug in registry.entries and registry.entries[slug].group.status == "retired":
            group = registry.entries[slug].group
            problems.append(
                _wrong(
                    "{name} has ended, so it can't carry on the work.",
                    "Name a group that still exists, or revive that one first.",
                    group.name,
                )
            )
        found.append(slug)
    return list(dict.fromkeys(found)), problems


def _fitting(
    because: str | None,
    successors: Sequence[str],
    proposed: Proposed,
    registry: Registry,
    *,
    is_told: bool,
) -> Iterator[Problem]:
    """Yield a problem where nobody goes on with what is merged or split, or it isn't said how it ends."""
    if because is None and proposed.answers.get("how"):
        yield Problem(
            "group",
            "I can't tell from this how the group ends.",
            "Choose one of the form's options.",
            field="how",
        )
    if because not in ("merged", "split"):
        return
    if not (successors or is_told):
        yield Problem(
            "group",
            "This doesn't say which group carries on the work.",
            "Write the group's name as it is in the list of groups.",
            field="successors",
        )
    for each in successors:
        if each not in registry.entries:
            _, problem = naming.resolved("successors", each, proposed, registry)
            if problem:
                yield problem


def _wrong(what: str, fix: str, name: str) -> Problem:
    return Problem("group", what, fix, field="successors", values={"name": name})


def _children(
    registry: Registry, ending: Mapping[str, Group], successors: Sequence[str]
) -> tuple[Mapping[str, Group], list[Problem]]:
    """Return the groups that belong to those that end, if there is one place for them to go to."""
    children = {
        slug: entry.group
        for slug, entry in registry.entries.items()
        if slug not in ending
        and entry.group.status != "retired"
        and entry.group.parent
        and registry.named(entry.group.parent) & ending.keys()
    }
    there = [each for each in successors if each in registry.entries]
    if not children:
        return {}, []
    if len(successors) == 1 and there:
        if not _is_below(there[0], children, registry):
            return children, []
        return {}, [
            _wrong(
                "{name} can't carry on the work, because it belongs to a group that ends.",
                "First change where it belongs, with the form for changes.",
                registry.entries[there[0]].group.name,
            )
        ]
    return {}, [
        Problem(
            "group",
            "These groups belong to what ends: {children}.",
            "Name the one group that they shall belong to as the one that goes on, or first change where "
            "each of them belongs, with the form for changes, or end them as well.",
            field="successors",
            values={"children": tuple(each.name for each in children.values())},
        )
    ]


def _is_below(slug: str, children: Mapping[str, Group], registry: Registry) -> bool:
    """Return whether a group is one of the children, or belongs to one: they can't go there."""
    seen: set[str] = set()
    while slug not in seen:
        if slug in children:
            return True
        seen.add(slug)
        found = registry.named(registry.entries[slug].group.parent or "")
        if len(found) != 1:
            return False
        slug = found.pop()
    return False
