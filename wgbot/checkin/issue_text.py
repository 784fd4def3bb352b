"""The text of the issue with the questions of a week, and what is read back from it.

A line for each group says why it is asked, what was looked at and how to answer. The last line, which
nobody sees, has what is remembered of the questions: a lost memory is found there.
"""

import json
import re
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date
from typing import Any

from wgbot.checkin import due
from wgbot.checkin.answers import Remark
from wgbot.checkin.evidence import Accounts, Evidence
from wgbot.checkin.memory import Batch, GroupQuestion
from wgbot.checkin.memory_file import batch_json, read_batch, read_day
from wgbot.community.repository import Repository
from wgbot.proposals import form_links
from wgbot.proposals.messages import MAX_COMMENT
from wgbot.registry.group import Group
from wgbot.text import escape
from wgbot.text.escape import Markdown

MARKER = "<!-- wgbot:checkin "
"""How the text begins, by which the issue is found again."""
REMINDER = "<!-- wgbot:checkin-reminder -->"
_FIRST = re.compile(r"<!-- wgbot:checkin (\d{4}-\d\d-\d\d)((?: [a-z0-9-]{1,60})+) -->(?:\r?\n|\Z)")
_HIDDEN = "<!-- wgbot:questions "
_UNSEEN = re.compile(r"`[^`\n]*`|<!--.*?(?:-->|\Z)", re.DOTALL)
_MENTION = re.compile(r"(?<![\w/@.-])@([A-Za-z0-9-]+)")
_LONGEST_SOURCE = 60
_MOST_SOURCES = 5
_MOST_UNREAD = 10
_NO_FORMS = {"change": "", "end": ""}
_SHORTER: tuple[tuple[int, int, dict[str, str]], ...] = (
    (_MOST_SOURCES, 1_000, {}),
    (1, 100, {}),
    (0, 0, {}),
    (0, 0, _NO_FORMS),
)
"""How many sources each line names, how many groups are named that wait, and what each line leaves out,
until the text is short enough."""


@dataclass(frozen=True)
class IssuePlace:
    """Where things are on GitHub."""

    home: str
    """The address of the repository with the issues."""
    registry: str
    """That of the repository with the registry."""
    branch: str
    """Its default branch."""


def mentioned(body: str) -> frozenset[str]:
    """Return whom a text mentions, in lower case."""
    return frozenset(each.lower() for each in _MENTION.findall(_UNSEEN.sub("", body)))


def title(batch: Batch, repository: Repository) -> str:
    """Return the title of the issue."""
    return repository.catalogue.say(
        "Still active? Questions for {nouns}, {day}", day=f"{batch.day}"
    )


def reminder(batch: Batch, repository: Repository, today: date) -> str:
    """Write the comment that reminds, once, and mentions nobody: of those who are not on leave."""
    groups = repository.registry.groups()
    names = [
        groups[slug].name
        for slug in batch.open_questions
        if not due.away_until(groups[slug], today)
    ]
    return (
        f"{REMINDER}\n"
        + repository.templates.render("checkin-reminder.md.j2", names=names).strip()
        + "\n"
    )


def text(
    batch: Batch,
    unread: tuple[Remark, ...],
    repository: Repository,
    place: IssuePlace,
    accounts: Accounts,
    told: Collection[str] | None,
) -> str:
    """Write the text of the issue, no longer than GitHub takes.

    *told* are those whom the text that stands there mentions, in lower case, None if there is none yet:
    whom an edit mentions anew would get a mail for it.
    """
    groups = repository.registry.groups()
    mentioned: set[str] = set()
    rows = [
        _row(
            slug,
            question,
            repository,
            place,
            _people(groups.get(slug), question, accounts, mentioned, told),
        )
        for slug, question in batch.questions.items()
    ]
    first = f"{MARKER}{batch.day} {' '.join(batch.questions)} -->"
    for most, names, left_out in _SHORTER:
        shown = repository.templates.render(
            "checkin.md.j2",
            rows=[{**row, **left_out, "sources": row["sources"][:most]} for row in rows],
            done=batch.is_done,
            months=repository.config.checkin.months,
            waiting=[groups[slug].name for slug in batch.waiting[:names] if slug in groups],
            more=len(batch.waiting[names:]),
            unread=[f"{each.by} ({each.at:%Y-%m-%d})" for each in unread[-_MOST_UNREAD:]],
        )
        whole = f"{first}\n{shown.strip()}\n\n{_hidden(batch, most, names)}\n"
        if len(whole) <= MAX_COMMENT:
            break
    return whole[:MAX_COMMENT]


def _row(
    slug: str,
    question: GroupQuestion,
    repository: Repository,
    place: IssuePlace,
    people: Sequence[Markdown],
) -> dict[str, Any]:
    groups = repository.registry.groups()
    group, answer = groups.get(slug), question.answer
    path = repository.registry.path(slug)
    is_over = question.over is not None and not answer
    waits = "overdue" if question.overdue else "asked"
    state = "over" if is_over else answer.said if answer else waits

    def form(does: Any) -> str:
        found = (
            form_links.address(repository, slug, place.home, does, lasts=True)
            if group and not is_over
            else None
        )
        return found or ""

    return {
        "name": group.name if group else slug,
        "file": f"{place.registry}/blob/{place.branch}/{path}",
        "edit": f"{place.registry}/edit/{place.branch}/{path}",
        "people": people,
        "reason": question.reason,
        "on": f"{question.on or ''}",
        "sources": [_source(each) for each in question.evidence],
        "state": state,
        "by": answer.by if answer else "",
        "at": f"{answer.at.astimezone(UTC):%Y-%m-%d}" if answer else "",
        "until": f"{answer.until}" if answer and answer.until else "",
        "days": repository.config.checkin.overdue_days,
        "change": form("change"),
        "end": form("end"),
        "marker": Markdown(f"<!-- wgbot:group {slug} -->"),
    }


def _people(
    group: Group | None,
    question: GroupQuestion,
    accounts: Accounts,
    mentioned: set[str],
    told: Collection[str] | None,
) -> list[Markdown]:
    """Return whom a question mentions: each at the first place, as long as the account is still theirs."""
    if question.is_settled or group is None:
        return []
    theirs = {accounts.name_of(each) for each in group.leads}
    found = []
    for login in question.leads:
        is_new = login.lower() not in mentioned and (told is None or login.lower() in told)
        mentioned.add(login.lower())
        code = Markdown(escape.code_span(login))
        found.append(Markdown(f"@{login}") if is_new and login in theirs else code)
    return found


def _source(each: Evidence) -> dict[str, str]:
    shown = each.source.removeprefix("https://").removeprefix("github.com/")
    return {
        "source": escape.shorten(shown, _LONGEST_SOURCE),
        "state": each.state,
        "on": f"{each.on or ''}",
        "why": each.why,
    }


def _hidden(batch: Batch, most: int, names: int) -> str:
    """Write the last line, which nobody sees: with it, a lost memory is found again."""
    # Without what changes from run to run: the text is the same where nothing new is to be read.
    questions = {
        slug: replace(each, since=batch.day, before=None, evidence=each.evidence[:most])
        for slug, each in batch.questions.items()
    }
    kept = Batch(batch.day, questions, waiting=batch.waiting[:names])
    written = json.dumps(batch_json(kept), separators=(",", ":"))
    # Nothing in it may end the comment.
    written = written.replace("--", "-\\u002d")
    return f"{_HIDDEN}{written} -->"


def recalled(body: str) -> Batch | None:
    """Read from an issue of the bot's which groups were asked, and what they answered; None if none were."""
    found = _FIRST.match(body)
    if not found:
        return None
    for line in body.splitlines():
        if line.startswith(_HIDDEN):
            with suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
                return read_batch(json.loads(line.removeprefix(_HIDDEN).removesuffix(" -->")))
    with suppress(ValueError):
        day = read_day(found[1])
        return Batch(day, {slug: GroupQuestion("silent", since=day) for slug in found[2].split()})
    return None
