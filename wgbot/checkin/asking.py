"""Questions put to those who are due: how many a week, to whom, and what is remembered of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from wgbot.checkin.due import Due, is_away
from wgbot.checkin.evidence import Accounts
from wgbot.checkin.memory import Batch, CheckinMemory, GroupMemory, GroupQuestion
from wgbot.community.checkin import CheckinSettings
from wgbot.registry.accounts import ACCOUNT
from wgbot.registry.group import ASLEEP, Group, Person

_FEWEST, _SHARE = 3, 40
MOST = 50
"""How many groups one issue has room for, and about as many people as GitHub mentions in one text."""
_URGENT = ("again", "review", "term", "vacant", "silent")


def quota(groups: Mapping[str, Group], settings: CheckinSettings) -> int:
    """Return how many groups are asked in a week."""
    count = sum(group.status not in ASLEEP for group in groups.values())
    return min(settings.per_week or max(_FEWEST, count // _SHARE), MOST)


def chosen(found: Sequence[Due], most: int) -> list[Due]:
    """Return those who are asked this week: first who wants to be asked, then the longest silent."""

    def place(each: Due) -> tuple[int, date, str]:
        return _URGENT.index(each.reason), each.on or date.min, each.slug

    return sorted(found, key=place)[:most]


def ask(
    memory: CheckinMemory,
    found: Sequence[Due],
    groups: Mapping[str, Group],
    accounts: Accounts,
    today: date,
    waiting: Sequence[str] = (),
) -> CheckinMemory:
    """Return the memory in which these groups are asked on that day, in one issue.

    Those that are *waiting* for another week's are named in it: maintainers needn't wait as long.
    """
    if not found:
        return memory
    questions = {}
    for each in found:
        group, record = groups[each.slug], memory.groups[each.slug]
        questions[each.slug] = GroupQuestion(
            reason=each.reason,
            on=each.on,
            leads=mentioned(group.leads, accounts, today),
            evidence=each.evidence,
            since=today,
            before=record.asked,
        )
        memory = memory.with_group(each.slug, asked=today, again=None)
    return memory.with_batch(Batch(today, questions, waiting=tuple(waiting)))


def released(memory: CheckinMemory, batch: Batch) -> CheckinMemory:
    """Return the memory as if the groups of *batch*, whose issue isn't there, were not asked; their turn comes again."""
    for slug, question in batch.questions.items():
        if slug in memory.groups and memory.groups[slug].asked == batch.day:
            wanted = question.on if question.reason == "again" else memory.groups[slug].again
            memory = memory.with_group(slug, asked=question.before, again=wanted)
    looked = None if memory.looked == batch.day else memory.looked
    return replace(memory.without_batch(batch.day), looked=looked)


def recalled(memory: CheckinMemory, batch: Batch) -> CheckinMemory:
    """Return the memory with what the text of an issue tells of those who were asked there."""
    groups = dict(memory.groups)
    for slug, question in batch.questions.items():
        record = groups.get(slug, GroupMemory(batch.day))
        answer = question.answer
        is_yes = answer is not None and answer.said == "here"
        is_first = record.asked is None
        if record.asked is None or record.asked < batch.day:
            record = replace(record, asked=batch.day)
        if answer and is_yes and (record.yes is None or record.yes < answer.at.date()):
            record = replace(record, yes=answer.at.date(), by=answer.by)
        if answer and answer.until and is_first:
            record = replace(record, again=answer.until)
        groups[slug] = record
    return replace(memory, groups=groups)


def noticed(
    memory: CheckinMemory, batches: Iterable[Batch], groups: Mapping[str, Group], today: date
) -> CheckinMemory:
    """Return the memory with who was asked in *batches*, of which there are issues.

    It can be older than they are: somebody put the branch back, or a cache is all that was left.
    """
    slugs = {old: slug for slug, each in groups.items() for old in (*each.former_slugs, slug)}
    for batch in batches:
        for slug in {slugs.get(each, each) for each in batch.questions}:
            record = memory.of(slug)
            if record and (record.asked or date.min) < batch.day <= today:
                memory = memory.with_group(slug, asked=batch.day, again=None)
    return memory


def mentioned(leads: Collection[Person], accounts: Accounts, today: date) -> tuple[str, ...]:
    """Return the accounts of those leads who can be asked: not who is away, or whose account is gone."""
    names = [
        accounts.name_of(each) or "" for each in leads if each.github and not is_away(each, today)
    ]
    return tuple(dict.fromkeys(name for name in names if ACCOUNT.fullmatch(name)))
