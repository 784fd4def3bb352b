"""The questions of a week: whose sources are looked at, and who is asked after that.

Only groups that may be asked are looked at, and no more of them than one run should.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from wgbot.checkin import asking, due, evidence, report
from wgbot.checkin.evidence import Accounts, Evidence
from wgbot.checkin.memory import CheckinMemory
from wgbot.community.checkin import CheckinSettings
from wgbot.registry.group import Group
from wgbot.registry.repository_names import repository_key

FIRST = "This is the first run: it asks nobody, and spreads the questions over a year."


@dataclass(frozen=True)
class WeekPlan:
    """What a run has to look at."""

    reasons: Mapping[str, str]
    """Why each group isn't asked, whatever is seen of it; empty if it may be."""
    taken: tuple[str, ...] = ()
    """The groups that have their turn."""
    looked_at: frozenset[str] = frozenset()
    """Those of them whose sources are looked at."""
    addresses: tuple[str, ...] = ()
    """The repositories to look at."""


def why_nobody(
    before: CheckinMemory, memory: CheckinMemory, settings: CheckinSettings, today: date
) -> str:
    """Return why nobody is asked in this run; empty if groups may be asked."""
    return FIRST if before.started is None else due.may_ask(memory, settings, today)


def started(memory: CheckinMemory, today: date) -> CheckinMemory:
    """Return the memory after a first run: it has looked at nothing, and the next week begins now."""
    return replace(memory, looked=memory.looked or today)


def plan(
    memory: CheckinMemory,
    groups: Mapping[str, Group],
    settings: CheckinSettings,
    today: date,
    most: int,
) -> WeekPlan:
    """Return what to look at, at most so many repositories: first of those whose turn came first."""
    reasons = {
        slug: due.why_not(slug, group, memory.of(slug), memory.batches, today)
        for slug, group in groups.items()
    }
    tell_nothing = evidence.shared(groups)
    free = (slug for slug, reason in reasons.items() if not reason)
    addresses: list[str] = []
    taken: list[str] = []
    looked_at: list[str] = []
    for slug in sorted(free, key=lambda each: (memory.groups[each].start, each)):
        group = groups[slug]
        if due.needs_look(group, memory.groups[slug], settings, today):
            own = [each for each in group.repositories if repository_key(each) not in tell_nothing]
            if addresses and len(addresses) + len(own) > most:
                break
            addresses += own
            looked_at.append(slug)
        taken.append(slug)
    return WeekPlan(reasons, tuple(taken), frozenset(looked_at), tuple(addresses))


def concluded(
    planned: WeekPlan,
    seen: Mapping[str, Evidence],
    accounts: Accounts,
    memory: CheckinMemory,
    groups: Mapping[str, Group],
    settings: CheckinSettings,
    today: date,
    why_nobody: str,
) -> tuple[CheckinMemory, tuple[str, ...]]:
    """Return the memory after what was seen, with who is asked, and a line on each group.

    *why_nobody* says why nobody is asked, whoever is due, if so.
    """
    tell_nothing = evidence.shared(groups)
    told: dict[str, Sequence[Evidence]] = {
        slug: evidence.of_group(groups[slug], seen, tell_nothing)
        for slug in planned.taken
        if slug in planned.looked_at
    }
    memory = due.looked(memory, told, settings, today)
    judged = (
        due.due(
            slug,
            groups[slug],
            memory.groups[slug],
            tuple(told.get(slug, ())),
            accounts,
            settings,
            today,
        )
        for slug in planned.taken
    )
    found = [each for each in judged if each]
    chosen = asking.chosen(found, asking.quota(groups, settings))
    lines = report.lines(groups, planned.reasons, planned.taken, found, chosen, told, why_nobody)
    if not why_nobody:
        waiting = [each.slug for each in found if each not in chosen]
        memory = asking.ask(memory, chosen, groups, accounts, today, waiting)
    return memory, lines
