"""What whoever runs the check-in reads: who is asked and why, and what maintainers should look at."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from wgbot.checkin import due
from wgbot.checkin.due import Due
from wgbot.checkin.evidence import Accounts, Evidence
from wgbot.checkin.memory import CheckinMemory, Reason
from wgbot.registry.group import ASLEEP, Group
from wgbot.text.escape import code_span

_WHY: Mapping[Reason, str] = {
    "silent": "no sign of life since {on}",
    "review": "it wants to be asked on {on}",
    "term": "a lead's term ends on {on}",
    "vacant": "nobody leads it, or no account of its leads exists any more",
    "again": "it wanted to be asked again from {on}",
}


def lines(
    groups: Mapping[str, Group],
    reasons: Mapping[str, str],
    taken: Collection[str],
    found: Sequence[Due],
    chosen: Sequence[Due],
    told: Mapping[str, Sequence[Evidence]],
    why: str,
) -> tuple[str, ...]:
    """Return a line for each group: whether it is asked, and why; first of all why nobody is, if so."""
    by_slug = {each.slug: each for each in found}
    said: list[str] = [why] if why else []
    for slug in groups:
        each = by_slug.get(slug)
        if reasons[slug]:
            said.append(f"{slug}: not asked: {reasons[slug]}.")
        elif slug not in taken:
            said.append(f"{slug}: not asked: it is looked at in the next run.")
        elif each is None:
            said.append(f"{slug}: not asked: {_alive(told.get(slug, ()))}.")
        elif each in chosen and not why:
            said.append(f"{slug}: asked: {_because(each)}.")
        else:
            said.append(f"{slug}: due: {_because(each)}.")
    return tuple(said)


def _because(each: Due) -> str:
    if each.reason == "silent" and not each.on:
        return "no sign of life was seen"
    return _WHY[each.reason].format(on=each.on)


def _alive(evidence: Sequence[Evidence]) -> str:
    failed = [each.source for each in evidence if each.state == "failed"]
    if failed:
        return f"{failed[0]} didn't answer"
    last = max((each.on for each in evidence if each.state == "seen" and each.on), default=None)
    return f"someone did something there on {last}" if last else "it is active, or that isn't known"


def summary(
    memory: CheckinMemory,
    groups: Mapping[str, Group],
    accounts: Accounts,
    home: str,
    today: date,
) -> str:
    """Write what maintainers should look at, in Markdown."""
    active = {slug: group for slug, group in groups.items() if group.status not in ASLEEP}
    found = [
        (batch.number, slug, question)
        for batch in memory.batches
        for slug, question in batch.open_questions.items()
        if slug in groups
    ]
    overdue = [
        f"{code_span(groups[slug].name)} in [#{number}]({home}/issues/{number})"
        for number, slug, question in found
        if question.overdue
    ]
    ending = [
        f"{code_span(group.name)}: {lead.until}"
        for group in active.values()
        for lead in group.leads
        if lead.until and lead.until <= today + due.SOON
    ]
    # Whoever was asked since does not wait any more.
    waiting = [
        code_span(active[slug].name)
        for batch in memory.batches[-1:]
        for slug in batch.waiting
        if slug in active and (memory.groups[slug].asked or batch.day) <= batch.day
    ]
    gone = [
        f"{code_span(group.name)}: {code_span(lead.shown)}"
        for group in active.values()
        for lead in group.leads
        if accounts.is_gone(lead)
    ]
    parts = [
        ("No answer for a long time", overdue),
        ("Waiting for their question, as a week has room for so many", waiting),
        ("Nobody leads these", [code_span(g.name) for g in active.values() if not g.leads]),
        ("Accounts of leads that don't exist any more, or are someone else's", gone),
        ("Terms that end soon, or have ended", ending),
    ]
    written = ["## Still active?\n", f"{len(found)} questions wait for an answer.\n"]
    for title, listed in parts:
        if listed:
            written += [f"### {title}\n", *(f"- {each}" for each in listed), ""]
    return "\n".join(written) + "\n"
