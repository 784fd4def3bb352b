"""The issues with questions on GitHub: what is in them now, and how they are opened and written.

What they say and what shall be the case with them is decided by `checkin`.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from wgbot.checkin import issue_text
from wgbot.checkin.answers import IssueRevision, Remark
from wgbot.checkin.evidence import is_program
from wgbot.checkin.issue import (
    CheckinChange,
    CommentOnQuestions,
    OpenQuestions,
    RemoveStaleLabel,
    WriteQuestions,
)
from wgbot.checkin.memory import Batch
from wgbot.checkin.settle import Closer, IssueSeen
from wgbot.github import graphql
from wgbot.github.api import quoted, time_of
from wgbot.github.graphql import login_of
from wgbot.github.refusals import RequestRejected
from wgbot.github.remote import Remote
from wgbot.github.upkeep import author_of
from wgbot.proposals.changes import Notice
from wgbot.proposals.reconcile import Retry
from wgbot.text.problems import WgbotError

_AT_ONCE = 10
"""How many issues one question is about: each brings its comments and earlier texts."""
_MOST_PAGES = 9
"""How many hundred comments before the last hundred are read."""
_STALE = re.compile(r"stale|inactiv|no[ -]activity|rotten", re.IGNORECASE)
_REMEMBERED = timedelta(days=400)
"""How far back issues are looked through for who was asked, if the memory is lost."""


class QuestionIssues:
    """The issues with questions in one repository."""

    def __init__(self, remote: Remote, programs: Collection[str]) -> None:
        """Get ready; nothing is asked yet. *programs* are accounts that are no persons."""
        self._remote = remote
        self._api = remote.api
        self._programs = programs

    def seen(self, numbers: Sequence[int]) -> dict[int, IssueSeen | None]:
        """Return the issues of these numbers: None for one that was deleted, nothing if it isn't told."""
        found: dict[int, IssueSeen | None] = {}
        for start in range(0, len(numbers), _AT_ONCE):
            some = numbers[start : start + _AT_ONCE]
            parts = [graphql.about_questions(number) for number in some]
            answer = self._remote.ask(*parts)
            for number in some:
                if f"i{number}" in answer:
                    about = answer[f"i{number}"]
                    found[number] = self._issue(about) if about else None
        return found

    def listed(self, today: date, by: str = "") -> Iterator[Batch]:
        """Yield the questions of the issues that there are, read from their texts; the newest first.

        Whoever knows that one account opened all that matter says so: *by* that one.
        """
        since = f"{today - _REMEMBERED:%Y-%m-%d}T00:00:00Z"
        author = {"creator": by} if by else {}
        about = self._api.pages(
            "/issues", state="all", since=since, sort="created", direction="desc", **author
        )
        for each in about:
            body = str(each.get("body") or "")
            if "pull_request" in each or not body.startswith(issue_text.MARKER):
                continue
            batch = issue_text.recalled(body) if self._remote.is_own(author_of(each)) else None
            if batch:
                yield replace(batch, number=int(each["number"]))

    def _issue(self, about: Mapping[str, Any]) -> IssueSeen:
        comments = self._comments(about)
        happened = graphql.nodes(about.get("timelineItems"))
        is_open = about["state"] == "OPEN"
        closed = [each for each in happened if each["__typename"] == "ClosedEvent"]
        labels = graphql.label_names(about)
        return IssueSeen(
            number=int(about["number"]),
            title=str(about.get("title") or ""),
            text=str(about.get("body") or ""),
            is_open=is_open,
            closed_by=None
            if is_open
            else self._closer(closed[-1].get("actor") if closed else None),
            closed=None if is_open else time_of(about["closedAt"]).date(),
            remarks=tuple(filter(None, map(self._remark, comments))),
            revisions=tuple(
                self._revision(each)
                for each in reversed(graphql.nodes(about.get("userContentEdits")))
                if each.get("diff") is not None
            ),
            own=tuple(
                (time_of(each["createdAt"]), str(each["body"]))
                for each in comments
                if self._remote.is_own(login_of(each.get("author")))
            ),
            stale=tuple(
                {
                    str(each["label"]["name"]): time_of(each["createdAt"])
                    for each in happened
                    if each["__typename"] == "LabeledEvent"
                    and str(each["label"]["name"]).lower() in labels
                    and _STALE.search(str(each["label"]["name"]))
                    and self._closer(each.get("actor")) == "program"
                }.items()
            ),
        )

    def _comments(self, about: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return the comments, the oldest first: the last ones, and those that strangers push away."""
        listed = about.get("comments") or {}
        found = graphql.nodes(listed)
        for _ in range(_MOST_PAGES):
            page = listed.get("pageInfo") or {}
            if not page.get("hasPreviousPage"):
                break
            number = int(about["number"])
            answer = self._remote.ask(graphql.about_comments(number, str(page["startCursor"])))
            if not answer.get(f"i{number}"):
                raise Retry(f"GitHub didn't list the comments of #{number}. Run this again.")
            listed = answer[f"i{number}"].get("comments") or {}
            found = graphql.nodes(listed) + found
        return found

    def _closer(self, actor: Any) -> Closer:
        # A stale bot may have the account that wgbot has: that of Actions. wgbot itself closes only what
        # is answered, and puts no such label on.
        login = login_of(actor)
        is_person = self._is_person(actor) and not self._remote.is_own(login)
        return "person" if is_person or not login else "program"

    def _is_person(self, actor: Any) -> bool:
        is_user = (actor or {}).get("__typename") == "User"
        return is_user and not is_program(login_of(actor), self._programs)

    def _remark(self, about: Mapping[str, Any]) -> Remark | None:
        """Return what a person wrote; None for a program, and for what others changed since."""
        author, editor = about.get("author"), about.get("editor")
        changed = about.get("lastEditedAt")
        login = login_of(author)
        if not self._is_person(author) or self._remote.is_own(login):
            return None
        if changed and login_of(editor).lower() != login.lower():
            return None
        number = (author or {}).get("databaseId")
        at = time_of(changed or about["createdAt"])
        return Remark(login, int(number) if number else None, at, str(about.get("body") or ""))

    def _revision(self, about: Mapping[str, Any]) -> IssueRevision:
        editor = about.get("editor")
        login = login_of(editor)
        is_person = self._is_person(editor) and not self._remote.is_own(login)
        return IssueRevision(login, time_of(about["editedAt"]), str(about["diff"]), is_person)

    def apply(self, change: CheckinChange, seen: IssueSeen | None) -> tuple[int | None, str]:
        """Make *change* the case; return the number of the issue, if it is new, and what was done."""
        match change:
            case OpenQuestions():
                try:
                    made = self._api.post("/issues", title=change.title, body=change.text)
                except Retry as error:
                    # It may be there, though no list has it yet: to ask twice is worse than to wait.
                    raise WgbotError(
                        f"{error} The next run looks whether the issue is there."
                    ) from error
                return int(made["number"]), f"The questions are in #{made['number']}."
            case WriteQuestions():
                self._write(change, seen)
                what = "answered, so it is closed" if not change.is_open else "up to date"
                return None, f"The questions in #{change.number} are {what}."
            case CommentOnQuestions():
                try:
                    self._api.post(f"/issues/{change.number}/comments", body=change.text)
                except RequestRejected as error:
                    if error.is_everywhere:
                        raise
                    # Whoever locks the issue wants no comments; its text can be written all the same.
                    return None, f"#{change.number} can't be commented on. {error}"
                return None, f"There is a comment on the questions in #{change.number}."
            case RemoveStaleLabel():
                self._api.delete(f"/issues/{change.number}/labels/{quoted(change.label)}")
                return None, f"The questions in #{change.number} are not stale."
            case Notice():
                return None, change.text

    def _write(self, change: WriteQuestions, seen: IssueSeen | None) -> None:
        """Write the text, unless somebody changed it since it was *seen*: it may have a tick more.

        GitHub has no conditional write; a tick from the moment in between is in the history of edits.
        """
        now = self._api.get(f"/issues/{change.number}") or {}
        if seen is None or str(now.get("body") or "") != seen.text:
            raise Retry(f"#{change.number} was changed meanwhile. Run this again.")
        state: dict[str, str] = {}
        if not change.is_open:
            state = {"state": "closed", "state_reason": "completed"}
        elif change.reopens:
            state = {"state": "open"}
        self._api.patch(f"/issues/{change.number}", body=change.text, **state)
