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
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import requests
import urllib3
from github import Auth, Github, GithubException

from wgbot import __version__
from wgbot.github.retries import SECONDARY_WAIT, Moved, PatientRetry, WaitTooLong
from wgbot.proposals.reconcile import Retry
from wgbot.text.escape import escape_controls
from wgbot.text.problems import WgbotError

# They would print what GitHub said, and what GitHub quotes, past everything that makes it harmless.
for _name in ("github", "urllib3"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)

_PAGE = 100
_MOST_PAGES = 50
MOST_LISTED = _PAGE * _MOST_PAGES
"""How many items of a list are read."""
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


class RateLimitExhausted(WgbotError):  # noqa: N818  # it is what the limit is
    """GitHub's limit for requests is spent for longer than this job may wait, or the job's time is."""


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

    def of(self, repository: str) -> "Api":
        """Get ready to ask about another repository, within the same time and limits."""
        other = copy.copy(self)
        other.repository = repository
        return other

    def get(self, path: str, **parameters: str | int) -> Any:
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

    def pages(self, path: str, **parameters: str | int) -> Iterator[dict[str, Any]]:
        """Read a list page by page; nothing if there is none."""
        for number in range(1, _MOST_PAGES + 1):
            page = self.get(path, per_page=_PAGE, page=number, **parameters)
            yield from (each for each in page or () if isinstance(each, dict))
            if not page or len(page) < _PAGE:
                return

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
        found = self.query("query { viewer { login } }")
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
        """Ask the GraphQL API for what it knows; None if it knows nothing or is not there."""
        for pause in (*_PAUSES, None):
            try:
                with self._asking("ask the GraphQL API"):
                    answer = self._ask_graphql(query, variables)
                break
            except RequestRejected as error:
                if error.status == 401:
                    raise
                return None
            except Retry:
                if pause is None:
                    raise
                time.sleep(pause)
        data = answer.get("data") if isinstance(answer, dict) else None
        if not isinstance(data, dict):
            return None
        # What is null without being unknown to GitHub could not be told just now.
        untold = {
            str(error["path"][0])
            for error in answer.get("errors") or ()
            if error.get("type") != "NOT_FOUND" and error.get("path")
        }
        return {key: value for key, value in data.items() if key not in untold}

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
            said = escape_controls(str(errors[0].get("message", "")))
            raise RequestRejected(f"GitHub refused a change: {said}", 422, said)
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
        return self._ask("POST", self._requester.graphql_url, values=given)

    def _ask(
        self, verb: str, path: str, parameters: dict[str, Any] | None = None, values: Any = None
    ) -> Any:
        if time.monotonic() > self._deadline:
            raise RateLimitExhausted(
                "GitHub took so long to answer that this run is out of time. What is done stays done; "
                "run this again for the rest."
            )
        return self._requester.requestJsonAndCheck(verb, path, parameters or None, input=values)[1]

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
            cure = f" It needs the permission {escape_controls(needed)}." if is_missing else ""
            return RequestRejected(
                f"GitHub doesn't let this token {what}: {said}.{cure}", error.status, said
            )
        if writes or error.status >= 500:
            return Retry(f"GitHub couldn't {what}: {error.status}, {said}. Run this again later.")
        return RequestRejected(
            f"GitHub couldn't {what}: {error.status}, {said}.", error.status, said
        )

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


def quoted(part: str) -> str:
    """Return one part of a path, as a label or a branch is in an address."""
    return quote(part, safe="")


def time_of(text: Any) -> datetime:
    """Read a moment as GitHub writes it."""
    try:
        return datetime.fromisoformat(str(text).replace("Z", "+00:00"))
    except ValueError:
        raise Retry("GitHub didn't say when something happened. Run this again.") from None
