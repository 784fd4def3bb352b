"""A link, where it is, and what one run found out about it: the values all of `links` shares."""

from dataclasses import dataclass
from typing import Any, Literal, Protocol

from wgbot.text.counting import counted
from wgbot.text.escape import Markdown, code_span, escape_controls
from wgbot.text.sentences import Sentence

State = Literal["ok", "moved", "archived", "expiring", "dead", "unknown", "skipped"]
"""What one run found: `expiring` is an invitation that will end, `unknown` is where it could not be
told, `skipped` is not looked at."""

Note = Literal["unsafe", "silent", "unasked"]
"""What else matters of a finding: what was https leads to http; a service that tells about many did not answer; the run ended before it was known."""


@dataclass(frozen=True, slots=True)
class LinkPlace:
    """Where an address is in the registry."""

    path: str
    line: int
    keys: tuple[str | int, ...]
    """The keys that lead to the value: `("channels", 0, "url")`."""
    slug: str
    group: str
    """The group's name."""

    @property
    def field(self) -> str:
        """Return the key of the registry file that it belongs to."""
        return str(self.keys[0]) if self.keys else ""

    @property
    def where(self) -> Sentence:
        """Return how it is told in Markdown: file and line."""
        values = {"path": Markdown(code_span(self.path)), "line": str(self.line)}
        return Sentence("{path} line {line}", values)


@dataclass(frozen=True, slots=True)
class Link:
    """An address, and all the places that it is in."""

    address: str
    places: tuple[LinkPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What one run found out about an address."""

    address: str
    state: State
    reason: Sentence | None = None
    """Why, in words for people; any text in it that came from outside is still to be escaped."""
    target: str | None = None
    """Where it is now, if it moved."""
    attempts: int = 0
    seconds: float = 0.0
    identity: str | None = None
    """What stays the same of a repository when its name does not."""
    note: Note | None = None
    by_hand: bool = False
    """Whether a person has to judge where it leads; the reason says why."""

    def as_json(self) -> dict[str, Any]:
        """Return what programs get, in a form that stays."""
        shown: dict[str, Any] = {
            "address": self.address,
            "state": self.state,
            "reason": escape_controls(said_of(self)),
            "attempts": self.attempts,
            "seconds": round(self.seconds, 3),
        }
        if self.target is not None:
            shown["target"] = self.target
        return {**shown, "by_hand": True} if self.by_hand else shown


@dataclass
class Budget:
    """What the asking cost."""

    requests: int = 0
    remaining: int | None = None
    """How many points are left in this hour."""
    stopped: str | None = None
    """Why no more was asked."""

    def __str__(self) -> str:
        left = "" if self.remaining is None else f", {self.remaining:,} points left in this hour"
        stopped = f"; {self.stopped}" if self.stopped else ""
        return f"GitHub: {counted(self.requests, 'request')}{left}{stopped}"


@dataclass(frozen=True)
class Run:
    """What one check found."""

    findings: tuple[Finding, ...]
    """One for each link, in the order of the links."""
    cut: Literal["deadline", "interrupted"] | None = None
    """What ended it before all was known."""
    requests: int = 0
    """Those to the web; what GitHub's API was asked, its budget says."""
    budgets: tuple[Budget, ...] = ()


class _Reasoned(Protocol):
    @property
    def reason(self) -> Sentence | None: ...


def said_of(found: _Reasoned) -> str:
    """Return the reason of a finding or verdict in English, which is what programs and logs get."""
    return found.reason.plain if found.reason else ""
