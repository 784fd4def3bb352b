"""Who is asked, and why: what is remembered, what was seen, and how many may be asked in a week.

Silence allows a question and nothing else. A group is never asked twice in a year, nor within a year
after somebody said that it is still active, unless the answer named a day.
"""

import hashlib
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from wgbot.checkin.evidence import Accounts, Evidence, last_seen, last_source
from wgbot.checkin.memory import Batch, CheckinMemory, GroupMemory, Reason
from wgbot.community.checkin import CheckinSettings
from wgbot.registry.group import ASLEEP, Group, Person

YEAR = 12
"""Months in which a group is asked once at most."""
_YOUNG = 6
"""Months in which a new group isn't asked."""
SOON = timedelta(days=30)
"""How near a day is that the file names, for it to matter."""
WEEK = timedelta(days=6)
"""Less than seven days: GitHub starts a weekly run late, and the next one in time."""
LEAST_SILENCE = timedelta(days=90)
"""How long nobody is asked after an issue was closed near the end of a year."""
_YEAR = timedelta(days=366)
_LATEST = timedelta(days=800)
"""How far ahead somebody may put off a question, and a little more."""
_LONGEST_LEAVE = timedelta(days=366)
"""How far ahead somebody is back from leave: whoever is away for longer has left."""
_FAILED_FOR_GOOD = timedelta(weeks=8)
_FEWEST_FAILURES = 3


@dataclass(frozen=True, slots=True)
class Due:
    """A group that is to be asked."""

    slug: str
    reason: Reason
    on: date | None
    """The last sign of life, the day of the review, or the end of the term."""
    last: date | None
    """The last sign of life."""
    evidence: tuple[Evidence, ...]


def months_before(day: date, months: int) -> date:
    """Return the day so many months earlier."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def start_of(slug: str, today: date) -> date:
    """Return when a group that is met on that day can be asked first: spread over a year by its name."""
    number = int.from_bytes(hashlib.sha256(slug.encode()).digest()[:4])
    return today + timedelta(days=1 + number % 365)


def met(memory: CheckinMemory, groups: Mapping[str, Group], today: date) -> CheckinMemory:
    """Return the memory with every group that can be asked, and without those that nobody misses."""
    memory = believable(memory, today)
    known: dict[str, GroupMemory] = {}
    recent = months_before(today, YEAR)
    for slug, group in groups.items():
        names = (slug, *group.former_slugs)
        found = next((memory.groups[each] for each in names if each in memory.groups), None)
        if found and (group.status not in ASLEEP or _is_recent(found, recent)):
            known[slug] = found
        elif group.status not in ASLEEP:
            known[slug] = GroupMemory(start_of(slug, today))
    renamed = {old: slug for slug, group in groups.items() for old in group.former_slugs}
    known |= {
        slug: record
        for slug, record in memory.groups.items()
        if slug not in groups and slug not in renamed and _is_recent(record, recent)
    }
    batches = tuple(
        replace(
            each,
            questions={
                slug if slug in groups else renamed.get(slug, slug): question
                for slug, question in each.questions.items()
            },
        )
        for each in memory.batches
    )
    return replace(memory, groups=known, batches=batches, started=memory.started or today)


def believable(memory: CheckinMemory, today: date) -> CheckinMemory:
    """Return the memory without days that are still to come, as a slip or somebody's prank leaves them.

    Of a day on which somebody was asked, it is today that stays: to forget it could ask them again.
    """
    tomorrow = today + timedelta(days=1)  # A run may begin before another one's midnight.

    def past(day: date | None) -> date | None:
        return day if day and day <= tomorrow else None

    def until_now(day: date | None) -> date | None:
        return past(day) or (day and today)

    def of_group(slug: str, record: GroupMemory) -> GroupMemory:
        last = max((day for day in (record.asked, record.yes) if day), default=None)
        return replace(
            record,
            start=record.start if record.start <= today + _YEAR else start_of(slug, today),
            seen=past(record.seen),
            asked=until_now(record.asked if past(record.yes) == record.yes else last),
            yes=past(record.yes),
            again=record.again if record.again and record.again <= today + _LATEST else None,
            failing=past(record.failing),
            proposed=past(record.proposed),
        )

    last = max(date(today.year, 12, 31), today + LEAST_SILENCE)
    return replace(
        memory,
        started=until_now(memory.started),
        looked=until_now(memory.looked),
        pulled=past(memory.pulled),
        silent_until=memory.silent_until and min(memory.silent_until, last),
        groups={slug: of_group(slug, record) for slug, record in memory.groups.items()},
        batches=tuple(each for each in memory.batches if each.day <= tomorrow),
    )


def _is_recent(record: GroupMemory, recent: date) -> bool:
    return any(day and day > recent for day in (record.asked, record.yes, record.again))


def may_ask(memory: CheckinMemory, settings: CheckinSettings, today: date) -> str:
    """Return why nobody is asked on that day; empty if groups may be asked."""
    if memory.silent_until and today <= memory.silent_until:
        return (
            f"Someone closed or deleted a question, so nobody is asked until {memory.silent_until}."
        )
    if settings.is_holiday(today):
        return "These are holidays, so nobody is asked."
    days = [memory.started, memory.looked, *(each.day for each in memory.batches)]
    last = max((day for day in days if day), default=None)
    if last and today - last < WEEK:
        return f"The questions of this week were looked at on {last}."
    return ""


def why_not(
    slug: str,
    group: Group,
    record: GroupMemory | None,
    batches: Sequence[Batch],
    today: date,
) -> str:
    """Return why a group isn't asked, whatever was seen of it; empty if it may be asked."""
    if group.status in ASLEEP:
        return f"it is {group.status}"
    if record is None:
        return "it is new here"
    waiting = (each.questions[slug] for each in batches if slug in each.questions)
    if any(question.answer is None for question in waiting):
        return "it is being asked"
    if group.since and group.since > months_before(today, _YOUNG):
        return f"it was founded on {group.since}"
    if remembered := _was_asked(group, record, today):
        return remembered
    if group.quiet and not (group.review and group.review <= today):
        return f"it is quiet on purpose{f' until {group.review}' if group.review else ''}"
    if back := away_until(group, today):
        return f"its leads are away until {back}"
    if record.start > today and not _is_named(group, record, record.start - timedelta(366), today):
        return f"its turn comes on {record.start}"
    return ""


def _was_asked(group: Group, record: GroupMemory, today: date) -> str:
    """Return why a group isn't asked as it was before, or as somebody spoke for it; empty if it may be."""
    if record.again:
        waits = record.again > today
        return f"it wants to be asked again on {record.again}" if waits else ""
    recent = months_before(today, YEAR)
    if record.yes and record.yes > recent:
        return f"{record.by or 'someone'} said on {record.yes} that it is active"
    if group.confirmed and recent < group.confirmed.date <= today:
        return f"its file says that it was active on {group.confirmed.date}"
    if record.asked and record.asked > recent:
        return f"it was asked on {record.asked}"
    return ""


def away_until(group: Group, today: date) -> date | None:
    """Return when the first of a group's leads is back, if all are away."""
    back = [each.away for each in group.leads if each.away and is_away(each, today)]
    return min(back) if back and len(back) == len(group.leads) else None


def is_away(lead: Person, today: date) -> bool:
    """Return whether somebody is on leave, as their group's file says."""
    return lead.away is not None and timedelta() < lead.away - today <= _LONGEST_LEAVE


def needs_look(group: Group, record: GroupMemory, settings: CheckinSettings, today: date) -> bool:
    """Return whether it depends on a group's sources whether it is asked, or on what they tell then."""
    last = last_sign(group, record, today)
    is_silent = last is None or last <= months_before(today, settings.months)
    return is_silent or record.again is not None or _named(group, record, today) is not None


def last_sign(
    group: Group, record: GroupMemory, today: date, seen: date | None = None
) -> date | None:
    """Return the last sign of life: it was founded, confirmed, said to be active, or seen.

    A day that is to come is a slip, and no sign.
    """
    confirmed = group.confirmed.date if group.confirmed else None
    days = (group.since, confirmed, record.yes, record.seen, seen)
    return max((day for day in days if day and day <= today), default=None)


def due(
    slug: str,
    group: Group,
    record: GroupMemory,
    evidence: tuple[Evidence, ...],
    accounts: Accounts,
    settings: CheckinSettings,
    today: date,
) -> Due | None:
    """Return why a group that may be asked is; None if nothing allows it."""
    is_told = all(accounts.is_known(each) for each in group.leads)
    has_failed = any(each.state == "failed" for each in evidence)
    if not is_told or (has_failed and not _failed_for_good(record, today)):
        return None
    last = last_sign(group, record, today, last_seen(evidence))
    if record.again:
        return Due(slug, "again", record.again, last, evidence)
    if named := _named(group, record, today):
        reason, day = named
        return Due(slug, reason, day, last, evidence)
    if is_vacant(group, accounts):
        return Due(slug, "vacant", None, last, evidence)
    if last is None or last <= months_before(today, settings.months):
        return Due(slug, "silent", last, last, evidence)
    return None


def is_vacant(group: Group, accounts: Accounts) -> bool:
    """Return whether nobody leads a group, or no account of its leads exists any more."""
    return all(accounts.is_gone(each) for each in group.leads)


def _named(group: Group, record: GroupMemory, today: date) -> tuple[Reason, date] | None:
    """Return the day that the file names for a question, where it is near and was not answered since."""
    days: list[tuple[Reason, date]] = []
    if group.review:
        days.append(("review", group.review))
    days += [("term", each.until) for each in group.leads if each.until]
    confirmed = group.confirmed.date if group.confirmed else None
    told = [day for day in (confirmed, record.yes, record.asked) if day and day <= today]
    near = [
        each
        for each in days
        if each[1] <= today + SOON and all(day + SOON < each[1] for day in told)
    ]
    return min(near, key=lambda each: each[1], default=None)


def _is_named(group: Group, record: GroupMemory, met_on: date, today: date) -> bool:
    """Return whether the file names a day that came near only after the group was met."""
    found = _named(group, record, today)
    return found is not None and found[1] > met_on + SOON


def looked(
    memory: CheckinMemory,
    evidence: Mapping[str, Sequence[Evidence]],
    settings: CheckinSettings,
    today: date,
) -> CheckinMemory:
    """Return the memory with what was seen of groups, and which sources failed."""
    for slug, each in evidence.items():
        record = memory.groups[slug]
        last = last_seen(each)
        is_newer = last is not None and (record.seen is None or last >= record.seen)
        failed = any(one.state == "failed" for one in each)
        memory = memory.with_group(
            slug,
            seen=last if is_newer else record.seen,
            source=last_source(each) if is_newer else record.source,
            failing=(record.failing or today) if failed else None,
            failures=record.failures + 1 if failed else 0,
        )
    return replace(memory, looked=today)


def _failed_for_good(record: GroupMemory, today: date) -> bool:
    """Return whether a source has failed for so long that nothing is to be expected of it."""
    is_long = record.failing is not None and today - record.failing >= _FAILED_FOR_GOOD
    return is_long and record.failures >= _FEWEST_FAILURES


def is_silent_for(days: int, since: date, today: date, settings: CheckinSettings) -> bool:
    """Return whether nobody has answered for so many days, holidays not counted, and none is today.

    What follows from silence doesn't begin on a holiday either.
    """
    passed = (today - since).days
    if passed < days or settings.is_holiday(today):
        return False
    counted = (since + timedelta(days=day) for day in range(1, passed + 1))
    return sum(not settings.is_holiday(day) for day in counted) >= days
