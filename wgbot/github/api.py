"""GitHub's API, asked through PyGithub: requests, and what its refusals mean.

Which requests are repeated: one that only reads, for a while; one that writes only where GitHub says
that nothing was done: after a rate limit, and where the repository has another name now. After
anything else a write may have happened, so `Retry` is raised, and whoever asked looks before it is
repeated. Nothing here knows what a proposal is.
"""

import copy
import logging
import re
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import requests
import urllib3
from github import Auth, Github, GithubException

from wgbot import __version__
from wgbot.github.refusals import CURES, Refused, refused
from wgbot.github.retries import SECONDARY_WAIT, Moved, PatientRetry, WaitTooLong
from wgbot.proposals.reconcile import Retry
from wgbot.text.escape import escape_controls
from wgbot.text.problems import WgbotError

# They would print what GitHub said, and what GitHub quotes, past everything that makes it harmless.
for _name in ("github", "urllib3"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)

_LOG = logging.getLogger(__name__)
_PAGE = 100
_MOST_PAGES = 50
MOST_LISTED = _PAGE * _MOST_PAGES
"""How many items of a list are read."""
_LIMITS = ("limit", "remaining", "reset")
_RESERVE = 0.1
"""The share of an hour's requests that a run over all proposals leaves for runs on a single one."""
_TIMEOUT = 30
_TRIES = 5
_PAUSE, _PAUSE_AFTER_WRITES = 0.25, 1.0
"""Seconds between requests, as GitHub asks for."""
_PAUSES = (1, 2, 4)
"""Seconds before a question to the GraphQL API is asked again: it is a POST, so nothing else does."""


class RequestRejected(WgbotError):  # noqa: N818  # it is what GitHub did
    """GitHub does not allow something, and will not if asked again."""

    def __init__(self, message: str, status: int, said: str) -> None:
        super().__init__(message)
        self.status = status
        self.said = said
        """GitHub's own words."""

    @property
    def what(self) -> Refused:
        """What is in the way."""
        return refused(self.said)

    @property
    def is_everywhere(self) -> bool:
        """Whether nothing else will be allowed either: the token, or the whole repository is refused."""
        return self.status == 401 or self.what in ("archived", "blocked")


class RateLimitExhausted(WgbotError):  # noqa: N818  # it is what the limit is
    """GitHub's limit for requests is spent for longer than this job may wait, or the job's time is."""


@dataclass(frozen=True)
class Allowance:
    """How many requests GitHub takes, as its last answer said.

    https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
    """

    limit: int = 0
    remaining: int = 0
    reset: int = 0
    """When it starts anew, in seconds since 1970."""

    @property
    def seconds_left(self) -> float:
        """Return how long it takes until it starts anew."""
        return max(0.0, self.reset - datetime.now(UTC).timestamp())


class Api:
    """One repository on GitHub, with one token."""

    def __init__(
        self,
        token: str,
        repository: str,
        url: str = "https://api.github.com",
        *,
        seconds: float = 480,
    ) -> None:
        """Get ready to ask about *repository* (`owner/name`); nothing is asked yet.

        No wait goes beyond *seconds* from now.
        """
        self.repository = repository
        self._token = token
        self._deadline = time.monotonic() + seconds
        self._budgets: defaultdict[str, Allowance] = defaultdict(Allowance)
        """What is left of the requests of this hour, by what GitHub counts them as."""
        self._requester = Github(
            auth=Auth.Token(token),
            base_url=url.rstrip("/"),
            timeout=_TIMEOUT,
            user_agent=f"wgbot/{__version__}",
            retry=PatientRetry(
                deadline=self._deadline,
                total=_TRIES,
                backoff_factor=0.5,
                backoff_jitter=0.5,
                backoff_max=20,
                secondary_rate_wait=SECONDARY_WAIT,
                allowed_methods={"GET", "HEAD"},
            ),
            seconds_between_requests=_PAUSE,
            seconds_between_writes=_PAUSE_AFTER_WRITES,
        ).requester

    @property
    def is_nearly_spent(self) -> bool:
        """Whether so few requests are left in this hour that they should be kept for what is urgent."""
        return any(each.remaining < each.limit * _RESERVE for each in self._budgets.values())

    def of(self, repository: str) -> "Api":
        """Get ready to ask about another repository, within the same time and limits."""
        other = copy.copy(self)
        other.repository = repository
        return other

    def get(self, path: str, /, **parameters: str | int) -> Any:
        """Read what is at *path* of the repository; None if there is nothing."""
        with self._asking(f"read {path or 'the repository'}"):
            try:
                return self._ask_here("GET", path, parameters)
            except Moved:
                return None
            except GithubException as error:
                if error.status in (404, 410):
                    return None
                raise

    def pages(self, path: str, /, **parameters: str | int) -> Iterator[dict[str, Any]]:
        """Read a list page by page; nothing if there is none."""
        for number in range(1, _MOST_PAGES + 1):
            page = self.get(path, per_page=_PAGE, page=number, **parameters)
            yield from (each for each in page or () if isinstance(each, dict))
            if not page or len(page) < _PAGE:
                return

    def elsewhere(self, path: str) -> list[dict[str, Any]] | None:
        """Read a list that is not of the repository, as a team's members; None if there is none."""
        found: list[dict[str, Any]] = []
        with self._asking(f"read {path}"):
            for number in range(1, _MOST_PAGES + 1):
                try:
                    page = self._ask("GET", path, {"per_page": _PAGE, "page": number})
                except GithubException as error:
                    if error.status == 404:
                        return None
                    raise
                found += [each for each in page or () if isinstance(each, dict)]
                if not page or len(page) < _PAGE:
                    break
        return found

    def node(self, path: str) -> str:
        """Return what the GraphQL API calls what is at *path* of the repository."""
        node = (self.get(path) or {}).get("node_id")
        if not node:
            what = path or "the repository"
            raise Retry(f"GitHub didn't return the id of {what}. Run this again.")
        return str(node)

    @property
    def is_app(self) -> bool:
        """Whether the token is an App's, as that of a workflow is, too.

        https://github.blog/engineering/behind-githubs-new-authentication-token-formats/
        """
        return self._token.startswith("ghs_")

    def account(self) -> str:
        """Return the account that the token acts for."""
        # The token of an App is nobody's, and only the GraphQL API tells what it acts for.
        try:
            found = self.query("query { viewer { login } }")
        except RequestRejected as error:
            if error.status == 401:
                raise
            found = None
        if found and found.get("viewer"):
            return self.as_listed(str(found["viewer"]["login"]))
        with self._asking("ask for the token's account"):
            try:
                return str(self._ask("GET", "/user")["login"])
            except GithubException as error:
                if error.status not in (403, 404):
                    raise
        raise Retry("GitHub didn't say which account the token belongs to. Run this again.")

    def as_listed(self, login: str) -> str:
        """Return an account as the REST API spells it: the other one leaves out that it is an App."""
        return f"{login}[bot]" if self.is_app and not login.endswith("[bot]") else login

    def post(self, path: str, **values: Any) -> dict[str, Any]:
        """Make something new; raise Retry if it may have been made, or be there already."""
        return self._write("POST", path, values)

    def patch(self, path: str, **values: Any) -> dict[str, Any]:
        """Change something; raise Retry if it may have been changed, or be another by now."""
        return self._write("PATCH", path, values)

    def delete(self, path: str) -> None:
        """Remove something; that it is not there is as good."""
        try:
            self._write("DELETE", path, None)
        except Retry as again:
            if getattr(again.__cause__, "status", None) not in (404, 410):
                raise

    def query(self, query: str, **variables: Any) -> dict[str, Any] | None:
        """Ask the GraphQL API for what it knows; None if it knows nothing.

        What could not be told just now is left out, so that it is not taken for what does not exist.
        """
        for pause in (*_PAUSES, None):
            try:
                with self._asking("ask the GraphQL API"):
                    answer = self._ask_graphql(query, variables)
                break
            except Retry:
                if pause is None:
                    raise
                time.sleep(pause)
        data = answer.get("data") if isinstance(answer, dict) else None
        if not isinstance(data, dict):
            return None
        for each in answer.get("errors") or ():
            if each.get("type") != "NOT_FOUND":
                _take_out(data, each.get("path") or ())
        return data

    def graphql(self, query: str, variables: Mapping[str, str]) -> Mapping[str, Any]:
        """Ask the GraphQL API, and give its whole answer, with the errors in it."""
        with self._asking("ask the GraphQL API"):
            answer = self._ask_graphql(query, variables)
            return answer if isinstance(answer, dict) else {}

    def mutate(self, mutation: str, **variables: Any) -> dict[str, Any]:
        """Change something by the GraphQL API; raise Retry if it may have been, RequestRejected if not."""
        with self._asking("change something by the GraphQL API", writes=True):
            answer = self._ask_graphql(mutation, variables)
        errors = answer.get("errors")
        if errors:
            said = " ".join(self._harmless(str(errors[0].get("message", ""))).split())
            cure = CURES[refused(said)]
            status = 403 if errors[0].get("type") == "FORBIDDEN" else 422
            raise RequestRejected(f"GitHub refused a change: {said} {cure}".rstrip(), status, said)
        data: dict[str, Any] = answer.get("data") or {}
        return data

    def move_ref(self, name: str, before: str, after: str) -> None:
        """Let a ref that is at commit *before* (all zeros: that is not there) be at *after*.

        Raises RequestRejected if it is elsewhere. Only the GraphQL API can compare and set.
        https://docs.github.com/en/graphql/reference/mutations#updaterefs
        """
        self.mutate(
            "mutation ($repository: ID!, $name: GitRefname!, $before: GitObjectID!, "
            "$after: GitObjectID!) { updateRefs(input: {repositoryId: $repository, refUpdates: "
            "[{name: $name, beforeOid: $before, afterOid: $after, force: true}]}) "
            "{ clientMutationId } }",
            repository=self.node(""),
            name=name,
            before=before,
            after=after,
        )

    def _write(self, verb: str, path: str, values: dict[str, Any] | None) -> dict[str, Any]:
        with self._asking("do that", writes=True):
            try:
                done = self._ask_here(verb, path, values=values)
            except Moved as moved:
                raise Retry("The repository or issue was moved. Run this again.") from moved
            return done if isinstance(done, dict) else {"items": done}

    def _ask_here(
        self, verb: str, path: str, parameters: dict[str, Any] | None = None, values: Any = None
    ) -> Any:
        """Ask about the repository, under the name that it has by now."""
        try:
            return self._ask(verb, f"/repos/{self.repository}{path}", parameters, values)
        except Moved:
            if not self._is_renamed():
                raise  # Only this is elsewhere now: an issue that was transferred.
        return self._ask(verb, f"/repos/{self.repository}{path}", parameters, values)

    def _is_renamed(self) -> bool:
        try:
            self._ask("GET", f"/repos/{self.repository}")
        except Moved as moved:
            # By its path alone, for the token goes nowhere else.
            found = re.search(r"/repositories/\d+", moved.place)
            if found is None:
                raise
            self.repository = str(self._ask("GET", found[0])["full_name"])
            return True
        return False

    def _ask_graphql(self, query: str, variables: Mapping[str, Any]) -> Any:
        given = {"query": query, "variables": dict(variables)}
        answer = self._ask("POST", self._requester.graphql_url, values=given)
        errors = (answer.get("errors") or ()) if isinstance(answer, dict) else ()
        if any(isinstance(each, dict) and each.get("type") == "RATE_LIMITED" for each in errors):
            # It says so in an answer that is fine otherwise, so nothing waits for it.
            raise self._limited(self._budgets["graphql"].seconds_left)
        return answer

    def _ask(
        self, verb: str, path: str, parameters: dict[str, Any] | None = None, values: Any = None
    ) -> Any:
        if time.monotonic() > self._deadline:
            raise RateLimitExhausted(
                "GitHub took so long to answer that this run is out of time. What is done stays done; "
                "run this again for the rest."
            )
        _LOG.info("%s %s", verb, path)
        headers, answer = self._requester.requestJsonAndCheck(
            verb, path, parameters or None, input=values
        )
        about = {key.lower(): str(value) for key, value in headers.items()}
        limit, remaining, reset = (about.get(f"x-ratelimit-{key}", "") for key in _LIMITS)
        if limit.isdigit() and remaining.isdigit() and reset.isdigit():
            found = Allowance(int(limit), int(remaining), int(reset))
            self._budgets[about.get("x-ratelimit-resource", "core")] = found
        return answer

    @contextmanager
    def _asking(self, what: str, *, writes: bool = False) -> Iterator[None]:
        """Raise what a failure means, never with the token in it."""
        try:
            yield
        except WaitTooLong as error:
            raise self._limited(error.seconds) from None
        except GithubException as error:
            raise self._meaning(error, what, writes=writes) from error
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            said = self._harmless(str(error))
            raise Retry(
                f"GitHub couldn't be reached to {what} ({said}). Run this again later."
            ) from error

    def _meaning(self, error: GithubException, what: str, *, writes: bool) -> WgbotError:
        data = error.data if isinstance(error.data, dict) else {}
        said = self._harmless(str(data.get("message") or "no reason given")).rstrip(".")
        details = data.get("errors")
        if isinstance(details, list) and details:
            first = details[0]
            if isinstance(first, dict):
                first = first.get("message") or first.get("code")
            said += f" ({self._harmless(str(first))})"
        # Rules are told of on several lines.
        said = " ".join(said.split())
        if error.status == 401:
            return RequestRejected(
                f"GitHub doesn't accept the token ({said}). It's expired or wrong: "
                "renew it, and run this again.",
                401,
                said,
            )
        if error.status in (403, 451) or (error.status == 410 and writes):
            headers = {key.lower(): value for key, value in (error.headers or {}).items()}
            needed = str(headers.get("x-accepted-github-permissions") or "")
            # GitHub names it with any refusal, as of a comment where the conversation is locked.
            is_missing = needed and "not accessible" in said
            cure = f"It needs the permission {escape_controls(needed)}." if is_missing else ""
            return self._final(error.status, what, said, cure)
        if writes and refused(said) != "other":
            return self._final(error.status, what, said)
        if writes or error.status >= 500:
            return Retry(f"GitHub couldn't {what}: {error.status}, {said}. Run this again later.")
        return RequestRejected(
            f"GitHub couldn't {what}: {error.status}, {said}.", error.status, said
        )

    def _final(self, status: int, what: str, said: str, cure: str = "") -> RequestRejected:
        told = f"GitHub doesn't let this token {what}: {said}. {cure or CURES[refused(said)]}"
        return RequestRejected(told.rstrip(), status, said)

    def _limited(self, seconds: float) -> WgbotError:
        end = datetime.fromtimestamp(datetime.now(UTC).timestamp() + seconds, UTC)
        return RateLimitExhausted(
            f"GitHub's rate limit is used up until {end:%H:%M} UTC, which is longer than this job "
            "can wait. What is done stays done; run this again then for the rest."
        )

    def _harmless(self, said: str) -> str:
        """Take out of *said* what is secret: the token, and credentials in an address."""
        said = said.replace(self._token, "***") if self._token else said
        return escape_controls(re.sub(r"(?<=://)[^/\s@]+@", "***@", said))[:500]


def _take_out(data: Any, path: Sequence[str | int]) -> None:
    """Take out of an answer what is null there for an error at *path*."""
    for key in path:
        if not isinstance(data, dict) or data.get(str(key)) is None:
            if isinstance(data, dict):
                data.pop(str(key), None)
            return
        data = data[str(key)]


def quoted(part: str) -> str:
    """Return one part of a path, as a label or a branch is in an address."""
    return quote(part, safe="")


def time_of(text: Any) -> datetime:
    """Read a moment as GitHub writes it."""
    try:
        return datetime.fromisoformat(str(text).replace("Z", "+00:00"))
    except ValueError:
        raise Retry("GitHub didn't say when something happened. Run this again.") from None
