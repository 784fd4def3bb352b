"""How GitHub is asked, with one token: requests, limits, and what failures mean.

PyGithub sends them. Which requests are repeated: one that only reads, for a while; one that writes only
where GitHub says that nothing was done, after a rate limit. After anything else a write may have
happened, so `Retry` is raised, and whoever asked looks before it is repeated. What is asked, and of
which repository, is `api`'s.
"""

import logging
import re
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import requests
import urllib3
from github import Auth, Github, GithubException

from wgbot import __version__
from wgbot.github.refusals import CURES, RateLimitExhausted, RequestRejected, refused
from wgbot.github.retries import SECONDARY_WAIT, PatientRetry, WaitTooLong
from wgbot.proposals.reconcile import Retry
from wgbot.text.escape import escape_controls
from wgbot.text.problems import WgbotError

# They would print what GitHub said, and what GitHub quotes, past everything that makes it harmless.
for _name in ("github", "urllib3"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)

_LOG = logging.getLogger(__name__)
_LIMITS = ("limit", "remaining", "reset")
_OBJECT = re.compile(r"\A\w+\([^()]*\): ")
"""What urllib3 begins a reason with: the connection, as an object."""
_RESERVE = 0.1
"""The share of an hour's requests that a run over all proposals leaves for runs on a single one."""
_TIMEOUT = 30
_BAD_GATEWAY = 502
_TRIES = 5
_PAUSE, _PAUSE_AFTER_WRITES = 0.25, 1.0
"""Seconds between requests, as GitHub asks for."""


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


class Connection:
    """GitHub, as one token can ask it."""

    def __init__(self, token: str, url: str, *, seconds: float) -> None:
        """Get ready; nothing is asked yet. No wait goes beyond *seconds* from now."""
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

    @property
    def is_app(self) -> bool:
        """Whether the token is an App's, as that of a workflow is, too.

        https://github.blog/engineering/behind-githubs-new-authentication-token-formats/
        """
        return self._token.startswith("ghs_")

    def ask(
        self, verb: str, path: str, parameters: dict[str, Any] | None = None, values: Any = None
    ) -> Any:
        """Send one request, and return what is answered."""
        if time.monotonic() > self._deadline:
            raise RateLimitExhausted(
                "GitHub took so long to answer that this run is out of time. What is done stays done; "
                "run this again for the rest."
            )
        _LOG.info("%s %s", verb, path)
        headers, answer = self._requester.requestJsonAndCheck(
            verb, path, parameters or None, input=values
        )
        if (
            isinstance(answer, dict)
            and answer.keys() == {"data"}
            and isinstance(answer["data"], str)
        ):
            # PyGithub hands it on like this: a page of HTML, as a proxy sends it.
            raise GithubException(_BAD_GATEWAY, {"message": "the answer is no JSON"})
        about = {key.lower(): str(value) for key, value in headers.items()}
        limit, remaining, reset = (about.get(f"x-ratelimit-{key}", "") for key in _LIMITS)
        if limit.isdigit() and remaining.isdigit() and reset.isdigit():
            found = Allowance(int(limit), int(remaining), int(reset))
            self._budgets[about.get("x-ratelimit-resource", "core")] = found
        return answer

    def ask_graphql(self, query: str, variables: Mapping[str, Any]) -> Any:
        """Ask the GraphQL API, and return its whole answer, with the errors in it."""
        given = {"query": query, "variables": dict(variables)}
        answer = self.ask("POST", self._requester.graphql_url, values=given)
        errors = (answer.get("errors") or ()) if isinstance(answer, dict) else ()
        if any(isinstance(each, dict) and each.get("type") == "RATE_LIMITED" for each in errors):
            # It says so in an answer that is fine otherwise, so nothing waits for it.
            raise self._limited(self._budgets["graphql"].seconds_left)
        return answer

    @contextmanager
    def asking(self, what: str, *, writes: bool = False) -> Iterator[None]:
        """Raise what a failure means, never with the token in it."""
        try:
            yield
        except WaitTooLong as error:
            raise self._limited(error.seconds) from None
        except GithubException as error:
            raise self._meaning(error, what, writes=writes) from error
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            said = self.harmless(_reason(error))
            raise Retry(
                f"GitHub couldn't be reached to {what} ({said}). Run this again later."
            ) from error

    def _meaning(self, error: GithubException, what: str, *, writes: bool) -> WgbotError:
        data = error.data if isinstance(error.data, dict) else {}
        said = self.harmless(str(data.get("message") or "no reason given")).rstrip(".")
        details = data.get("errors")
        if isinstance(details, list) and details:
            first = details[0]
            if isinstance(first, dict):
                first = first.get("message") or first.get("code")
            said += f" ({self.harmless(str(first))})"
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

    def harmless(self, said: str) -> str:
        """Take out of *said* what is secret: the token, and credentials in an address."""
        said = said.replace(self._token, "***") if self._token else said
        return escape_controls(re.sub(r"(?<=://)[^/\s@]+@", "***@", said))[:500]


def _reason(error: BaseException) -> str:
    """Return why a connection failed: what is innermost, without the objects that say it."""
    within = (getattr(error, "reason", None), *error.args)
    inner = next((each for each in within if isinstance(each, BaseException)), None)
    if inner:
        return _reason(inner)
    return _OBJECT.sub("", str(error)).rstrip(".") or type(error).__name__
