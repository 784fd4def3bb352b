"""How long GitHub is waited for, and what is asked again: PyGithub's own way, within the job's time."""

import logging
import time
from datetime import UTC, datetime
from typing import Any

import urllib3
from github import GithubRetry

_LOG = logging.getLogger(__name__)
_MOVED = (301, 307, 308)
_LIMITED = (403, 429)
SECONDARY_WAIT = 60
"""Seconds to wait after a secondary limit that does not say how long.

https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
"""


class WaitTooLong(Exception):  # noqa: N818  # it is what a wait is
    """GitHub asks for a longer wait than this job has time for."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Moved(Exception):  # noqa: N818  # it is what has happened
    """What was asked for is elsewhere now."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


class PatientRetry(GithubRetry):
    """PyGithub's way to wait for limits, but within the job's time, and never doubling a write.

    Left to itself, PyGithub would follow to what has moved without what was asked for in the query,
    and take a write that was not done there for done.
    """

    pause: float | None = None
    """Seconds that GitHub asked for."""

    def __init__(self, deadline: float = float("inf"), **options: Any) -> None:
        self.deadline = deadline
        super().__init__(**options)

    def new(self, **options: Any) -> "PatientRetry":
        """Return the same with other *options*."""
        return super().new(deadline=self.deadline, **options)

    def is_retry(self, method: str, status_code: int, has_retry_after: bool = False) -> bool:
        """Return whether to ask again after such an answer, or to look at it closely."""
        is_told = status_code in (*_LIMITED, *_MOVED)
        return is_told or super().is_retry(method, status_code, has_retry_after)

    def increment(
        self,
        method: str | None = None,
        url: str | None = None,
        response: Any = None,
        error: Exception | None = None,
        _pool: Any = None,
        _stacktrace: Any = None,
    ) -> Any:
        """Return how to try again after *response*; raise Moved or WaitTooLong if that's no use."""
        if response is None:
            if not self.history:
                # Nobody should have to guess for minutes why nothing is said.
                _LOG.warning("GitHub can't be reached. Trying again for a while …")
            return super().increment(method, url, response, error, _pool, _stacktrace)
        if response.status in _MOVED:
            raise Moved(str(response.headers.get("Location") or ""))
        wait = self._asked_to_wait(response)
        self._allow(wait)
        try:
            retry = super().increment(method, url, response, error, _pool, _stacktrace)
        except urllib3.exceptions.MaxRetryError as end:
            if response.status in _LIMITED:
                raise WaitTooLong(wait or SECONDARY_WAIT) from end
            raise
        if wait is None and response.status == 403:
            self._allow(retry.get_backoff_time())
        if isinstance(retry, PatientRetry):
            retry.pause = wait
        return retry

    def get_backoff_time(self) -> float:
        """Return the seconds to wait before the next try."""
        return super().get_backoff_time() if self.pause is None else self.pause

    def _allow(self, wait: float | None) -> None:
        if wait is not None and time.monotonic() + wait > self.deadline:
            raise WaitTooLong(wait)

    def _asked_to_wait(self, response: Any) -> float | None:
        """Return the seconds that an answer asks to wait; None if it asks for nothing by itself.

        https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
        """
        headers = response.headers
        after, reset = headers.get("Retry-After"), str(headers.get("X-RateLimit-Reset") or "")
        if after:
            return float(self.parse_retry_after(after))
        if str(headers.get("X-RateLimit-Remaining")) == "0" and reset.isdigit():
            # It is not said when in that second the limit ends.
            return max(0.0, float(reset) + 1 - datetime.now(UTC).timestamp())
        return float(SECONDARY_WAIT) if response.status == 429 else None
