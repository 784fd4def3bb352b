"""The monthly pull request that writes down who said that their group is still active.

An answer counts from when it was given; this only makes it last. A closed pull request isn't opened
again for the same answers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from wgbot.checkin.evidence import Accounts
from wgbot.checkin.memory import CheckinMemory, GroupMemory
from wgbot.community.repository import Repository
from wgbot.proposals import consent, pull_request_messages, upkeep
from wgbot.proposals.upkeep import Upkeep
from wgbot.registry import rewrite
from wgbot.registry.group import ASLEEP, Confirmation, Group
from wgbot.registry.rewrite import CannotEdit
from wgbot.text.counting import counted

_TITLE = "Note which groups are still active"
_MONTH = timedelta(days=28)
_MARKER = "<!-- wgbot:confirmed -->\n"


def wanted(
    memory: CheckinMemory, groups: Mapping[str, Group], *, is_open: bool
) -> dict[str, Group]:
    """Return the groups whose file should say that they are active, with that in them.

    *is_open* says whether there is an open pull request; what one asked for that was closed is not
    asked for again.
    """
    found = {}
    for slug, group in groups.items():
        record = memory.of(slug)
        if record is None or not (yes := _standing(record, group)):
            continue
        is_newer = not group.confirmed or group.confirmed.date < yes
        if is_newer and (is_open or record.proposed != yes):
            confirmed = Confirmation(date=yes, by=record.by or None)
            found[slug] = group.model_copy(update={"confirmed": confirmed})
    return found


def _standing(record: GroupMemory, group: Group) -> date | None:
    """Return when somebody said that a group is active: one from before it was asked again is over."""
    is_over = record.yes and record.asked and record.yes < record.asked
    return None if is_over or group.status in ASLEEP else record.yes


def is_time(memory: CheckinMemory, today: date) -> bool:
    """Return whether a month has passed since the pull request was last written."""
    return memory.pulled is None or today - memory.pulled >= _MONTH


def upkeep_of(
    changed: Mapping[str, Group], repository: Repository, accounts: Accounts
) -> Upkeep | None:
    """Return what the pull request holds; None if no file can be changed.

    The numbers of leads' accounts are written as well, where they are known: a name can be another's.
    """
    groups = repository.registry.groups()
    files: dict[str, bytes] = {}
    lines, left = [], []
    for slug, group in changed.items():
        entry = repository.registry.entries[slug]
        source = (repository.tree.read(entry.path) or b"").decode("utf-8", "surrogateescape")
        after = consent.with_numbers(group, accounts.existing)
        try:
            text = rewrite.revise(entry.path, source, entry.group, after)
        except CannotEdit:
            left.append(group.name)
            continue
        files[entry.path] = text.encode("utf-8", "surrogateescape")
        groups[slug] = after
        said = group.confirmed
        lines.append({"name": group.name, "by": said and said.by, "on": f"{said and said.date}"})
    if not files:
        return None
    shown = repository.templates.render("checkin-confirmed.md.j2", groups=lines, left=left)
    style = repository.config.commit
    return Upkeep(
        files=upkeep.with_pages(repository, files, groups, "What groups answered isn't written"),
        title=pull_request_messages.begun(
            repository.catalogue.say("Note which {nouns} are still active"),
            style,
            small=repository.config.language == "en",
        ),
        text=f"{_MARKER}{shown.strip()}\n",
        message=pull_request_messages.plain_commit_message(_TITLE, style),
        done=counted(len(lines), "group is noted as active", "groups are noted as active"),
        again="groups that answered",
    )


def taken_back(memory: CheckinMemory, groups: Mapping[str, Group]) -> list[str]:
    """Return the groups of which a pull request says that they are active, and nobody else any more."""
    found = []
    for slug, record in memory.groups.items():
        group = groups.get(slug)
        if record.proposed and not (group and _standing(record, group)):
            found.append(slug)
    return found


def forgotten(memory: CheckinMemory, slugs: Iterable[str]) -> CheckinMemory:
    """Return the memory in which no pull request asks for anything about these groups."""
    for slug in slugs:
        memory = memory.with_group(slug, proposed=None)
    return memory


def is_meant(text: str) -> bool:
    """Return whether a pull request is the one of the check-in, by its text."""
    return text.startswith(_MARKER.rstrip())


def over(repository: Repository) -> str:
    """Return what the pull request says when it is closed, for nobody says any more what it notes."""
    said = repository.catalogue.say(
        "Whoever said that these {nouns} are still active has said something else since, or they have "
        "ended, so there is nothing left to note."
    )
    return f"{_MARKER}{said}\n"


def proposed(memory: CheckinMemory, changed: Mapping[str, Group], today: date) -> CheckinMemory:
    """Return the memory after the pull request was written for these groups."""
    for slug in changed:
        memory = memory.with_group(slug, proposed=memory.groups[slug].yes)
    return replace(memory, pulled=today)
