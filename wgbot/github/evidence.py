"""Asking GitHub when somebody last did something in repositories, and which accounts exist.

A hundred repositories a request, and accounts along with them. What could not be told this time is
left out, and is never taken for nothing. Where programs hide people, more is asked once.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from wgbot.checkin import evidence
from wgbot.checkin.evidence import Accounts, Act, Evidence, Why
from wgbot.github import graphql
from wgbot.github.api import Api, time_of
from wgbot.github.lookups import names_now
from wgbot.github.refusals import RateLimitExhausted, RequestRejected
from wgbot.proposals.reconcile import Retry
from wgbot.registry.accounts import ACCOUNT
from wgbot.registry.group import Person
from wgbot.registry.repository_names import RepositoryName, repository_key, repository_name
from wgbot.text.problems import WgbotError

MOST = 1_000
"""How many repositories are looked at in a run; the rest has its turn in the next ones."""
_MOST_ACCOUNTS = 300
"""How many accounts one question is about: each is one row of GitHub's, without a list in it."""
_MOST_RENAMED = 100
"""How many accounts are looked for that have another name now, or none: a request each."""
_MOST_FAILURES = 4


@dataclass(frozen=True, slots=True)
class _Depth:
    """How much of each repository is asked."""

    repositories: int
    """How many are asked about at once."""
    commits: int
    issues: int
    comments: int

    @property
    def fragment(self) -> str:
        """Return what is asked of each repository."""
        listed = (
            f"(first: {self.issues}, orderBy: {{field: UPDATED_AT, direction: DESC}}) "
            "{ pageInfo { hasNextPage } nodes { createdAt updatedAt author { __typename login } "
            f"comments(last: {self.comments}) {{ totalCount nodes {{ createdAt "
            "author { __typename login } } } } }"
        )
        return (
            "fragment Looked on Repository { isPrivate isDisabled isFork createdAt pushedAt defaultBranchRef { target { ... on Commit { "
            f"history(first: {self.commits}) {{ pageInfo {{ hasNextPage }} nodes {{ committedDate "
            "author { name email user { login } } } } } } } "
            f"issues{listed} pullRequests{listed} }}"
        )


_SHALLOW = _Depth(100, commits=20, issues=5, comments=3)
_DEEP = _Depth(20, commits=100, issues=30, comments=20)


class Looking:
    """What GitHub tells about repositories and accounts in one run."""

    def __init__(self, api: Api, server: str, programs: Collection[str]) -> None:
        """Get ready; nothing is asked yet. *programs* are accounts whose acts don't count."""
        self._api = api
        self._hosts = {str(urlsplit(server).hostname)}
        self._programs = programs
        self._failures = 0

    def repositories(self, addresses: Sequence[str], wanted: date) -> dict[str, Evidence]:
        """Return what repositories tell, by their keys: all of it that happened since *wanted*."""
        named: dict[str, tuple[str, RepositoryName]] = {}
        told: dict[str, Evidence] = {}
        for address in addresses:
            key = repository_key(address)
            if name := repository_name(address.strip(), self._hosts):
                named[key] = (address, name)
            else:
                told[key] = Evidence(address, "hidden", why="elsewhere")
        questions = {
            key: f"repository(owner: {json.dumps(each.owner)}, name: {json.dumps(each.name)}) "
            "{ ...Looked }"
            for key, (_, each) in named.items()
        }
        for depth in (_SHALLOW, _DEEP):
            answers = self._asked(questions, depth.repositories, depth.fragment)
            told |= {key: self._of(named[key][0], about, wanted) for key, about in answers.items()}
            busy = {key for key, each in told.items() if each.why == "busy"}
            questions = {key: each for key, each in questions.items() if key in busy}
        return told

    def accounts(self, leads: Sequence[Person], known: Mapping[str, int]) -> Accounts:
        """Return what is known of the accounts of *leads*, whose numbers are *known* by their names."""
        names = list(dict.fromkeys(each.github for each in leads if each.github))
        questions = {
            login.lower(): f"repositoryOwner(login: {json.dumps(login)}) "
            "{ __typename ... on User { databaseId } }"
            for login in names
            if ACCOUNT.fullmatch(login)
        }
        answers = self._asked(questions, _MOST_ACCOUNTS)
        numbers: dict[str, int | None] = {
            **{each.lower(): None for each in names if not ACCOUNT.fullmatch(each)},
            **{login: _number(about) for login, about in answers.items()},
        }
        found = Accounts(numbers, known=known)
        return replace(found, renamed=self._renamed(leads, found))

    def _asked(
        self, questions: Mapping[str, str], at_once: int, fragment: str = ""
    ) -> dict[str, Any]:
        """Return what was answered to each of the *questions*; of those that can't be told, nothing."""
        found: dict[str, Any] = {}
        keys = list(questions)
        for start in range(0, len(keys), at_once):
            some = {f"q{n}": key for n, key in enumerate(keys[start : start + at_once])}
            parts = {name: f"{name}: {questions[key]}" for name, key in some.items()}
            answer = self._answered(parts, fragment)
            found |= {key: answer[name] for name, key in some.items() if name in answer}
        return found

    def _answered(self, parts: Mapping[str, str], fragment: str) -> dict[str, Any]:
        """Return the answer to a question of *parts*."""
        if self._failures >= _MOST_FAILURES:
            return {}
        try:
            return self._api.query(f"{graphql.question(*parts.values())} {fragment}") or {}
        except RateLimitExhausted:
            self._failures = _MOST_FAILURES
        except RequestRejected as error:
            if error.status == 401:
                raise
            self._failures += 1
        except Retry:
            # GitHub gives up on what takes it more than ten seconds: ask for less at once.
            self._failures += 1
            if len(parts) > 1:
                half = len(parts) // 2
                items = list(parts.items())
                halves = (dict(items[:half]), dict(items[half:]))
                return {k: v for each in halves for k, v in self._answered(each, fragment).items()}
        return {}

    def _of(self, address: str, about: Any, wanted: date) -> Evidence:
        if about is None:
            return Evidence(address, "hidden", why="gone")
        if about.get("isPrivate"):
            return Evidence(address, "hidden", why="private")
        if about.get("isDisabled"):
            return Evidence(address, "hidden", why="disabled")
        try:
            acts, whole = _acts(about, wanted)
            made = time_of(about["createdAt"]).date()
        except (KeyError, TypeError, Retry):
            return Evidence(address, "failed")
        hides: Why = "fork" if about.get("isFork") else "" if whole else "busy"
        return evidence.read(address, acts, self._programs, since=made, wanted=wanted, hides=hides)

    def _renamed(self, leads: Sequence[Person], known: Accounts) -> dict[int, str]:
        """Return what those are called now whose name is gone or another's; empty for who is gone."""
        lost = [
            known.number_of(each)
            for each in leads
            if known.is_known(each) and not known.is_theirs(each)
        ]
        found: dict[int, str] = {}
        numbers = list(dict.fromkeys(filter(None, lost)))[:_MOST_RENAMED]
        with suppress(WgbotError):
            # What was told before anything failed stays.
            found.update(names_now(self._api, numbers))
        return found


def _number(about: Mapping[str, Any] | None) -> int | None:
    """Return the number of an account; None if there is none, and 0 for an organisation."""
    return None if about is None else int(about.get("databaseId") or 0)


def _acts(about: Mapping[str, Any], wanted: date) -> tuple[list[Act], bool]:
    """Return what was done in a repository, and whether all of it is there since *wanted*."""
    branch = about["defaultBranchRef"]
    history = ((branch or {}).get("target") or {}).get("history") or {}
    # In a fork they are upstream's as well, whenever somebody brings it up to date.
    acts = [] if about.get("isFork") else list(_commits(history, about.get("pushedAt")))
    days = [act.on for act in acts]
    whole = not _has_more(history) or (bool(days) and min(days) < wanted)
    for name in ("issues", "pullRequests"):
        listed = about[name]
        nodes = graphql.nodes(listed)
        for each in nodes:
            acts.append(_act(each))
            comments = each["comments"]
            said = [_act(one) for one in graphql.nodes(comments)]
            acts += said
            is_cut = int(comments["totalCount"]) > len(said)
            whole = whole and not (is_cut and (not said or min(one.on for one in said) >= wanted))
        is_past = bool(nodes) and time_of(nodes[-1]["updatedAt"]).date() < wanted
        whole = whole and (not _has_more(listed) or is_past)
    return acts, whole


def _commits(history: Mapping[str, Any], pushed: Any) -> Iterator[Act]:
    """Yield the commits of a default branch: none is later than the last push, whatever it says."""
    last = time_of(pushed).date() if pushed else date.max
    for each in graphql.nodes(history):
        author = each.get("author") or {}
        user = author.get("user") or {}
        names = [str(user.get("login") or ""), str(author.get("name") or "")]
        mailbox = str(author.get("email") or "").partition("@")[0].rpartition("+")[2]
        told = next(
            (name for name in (*names, mailbox) if evidence.is_program(name, ())),
            names[0] or names[1] or mailbox,
        )
        yield Act(min(time_of(each["committedDate"]).date(), last), told)


def _act(about: Mapping[str, Any]) -> Act:
    author = about.get("author") or {}
    is_user = author.get("__typename") == "User"
    return Act(time_of(about["createdAt"]).date(), graphql.login_of(author), is_user)


def _has_more(page: Mapping[str, Any]) -> bool:
    return bool((page.get("pageInfo") or {}).get("hasNextPage"))
