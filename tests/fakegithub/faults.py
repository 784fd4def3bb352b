"""What can go wrong between a caller and GitHub, as values, and which calls it strikes."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


class Killed(BaseException):
    """The process is killed here: nothing after this call is run, no `except Exception` sees it."""


@dataclass
class Call:
    """One HTTP request and what became of it."""

    number: int  # since `start_counting`, from 1
    method: str
    path: str  # below the API's base, without the query; GraphQL is /graphql
    query: dict[str, str]
    body: Any
    token: str
    writes: bool  # asks to change something
    status: int | None = None  # what the caller saw; None if the connection was cut
    done: bool = False  # GitHub did it
    did_write: bool = False  # it was a write and GitHub did it
    fault: "Fault | None" = None

    def __str__(self) -> str:
        return f"{self.number}: {self.method} {self.path} → {self.status}"


@dataclass(frozen=True)
class Fault:
    """How a call goes wrong: before or after GitHub did it, and what the caller sees."""

    done: bool
    status: int | None = None  # None: the connection is cut
    message: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    killed: bool = False


def refused(status: int, message: str = "Server Error", headers: dict[str, str] | None = None):
    """Answer with this status; nothing is done."""
    return Fault(False, status, message, tuple((headers or {}).items()))


def answered(status: int = 502, message: str = "Server Error"):
    """Do it, and answer with this status all the same."""
    return Fault(True, status, message)


CUT_BEFORE = Fault(False)
CUT_AFTER = Fault(True)
KILLED = Fault(True, killed=True)
KILLED_BEFORE = Fault(False, killed=True)


def secondary_limit(seconds: int = 60):
    """Answer as GitHub does when too much is created in too short a time."""
    message = (
        "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
    )
    return refused(403, message, {"Retry-After": str(seconds)})


def primary_limit(reset: int):
    """Answer as GitHub does when the hour's requests are used up; *reset* in seconds since 1970."""
    headers = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(reset)}
    return refused(403, "API rate limit exceeded for installation.", headers)


Match = int | str | tuple[str, str] | Callable[[Call], bool]


def matcher(match: Match) -> Callable[[Call], bool]:
    """Return what tells the calls meant.

    The number of a call, a method ("POST"), a method and a regex found in the path
    (`("POST", r"/pulls$")`, the method may be "*"), or a function of the call.
    """
    if isinstance(match, int):
        return lambda call: call.number == match
    if isinstance(match, str):
        return lambda call: call.method == match
    if isinstance(match, tuple):
        method, pattern = match
        return lambda call: method in ("*", call.method) and bool(re.search(pattern, call.path))
    return match


@dataclass
class Planned:
    """Something that strikes the next calls that match."""

    matches: Callable[[Call], bool]
    what: Any
    times: int
    skip: int = 0
    struck: list[Call] = field(default_factory=list)

    def strikes(self, call: Call) -> bool:
        """Say whether it strikes this call, and count it if so."""
        if len(self.struck) >= self.times or not self.matches(call):
            return False
        if self.skip:
            self.skip -= 1
            return False
        self.struck.append(call)
        return True
