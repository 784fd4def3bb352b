"""What the doctor says of one thing, as a value."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

State = Literal["fine", "advice", "problem", "unknown"]


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing that was looked at."""

    key: str
    """What it is about, in a form that stays: `workflow-missing`."""
    state: State
    what: str
    """What was found, in one sentence."""
    fix: str = ""
    """What to do about it."""
    link: str = ""
    """Where to do it, or to read about it."""

    def as_json(self) -> dict[str, Any]:
        """Return what programs get, in a form that stays."""
        return {
            "key": self.key,
            "state": self.state,
            "what": self.what,
            "fix": self.fix,
            "link": self.link,
        }

    def __str__(self) -> str:
        return " ".join(filter(None, (self.what, self.fix, self.link)))


def fine(key: str, what: str) -> Advice:
    """Say that something is as it should be."""
    return Advice(key, "fine", what)


def advice(key: str, what: str, fix: str, link: str = "") -> Advice:
    """Say what could be better."""
    return Advice(key, "advice", what, fix, link)


def problem(key: str, what: str, fix: str, link: str = "") -> Advice:
    """Say what keeps wgbot from its work."""
    return Advice(key, "problem", what, fix, link)


def unknown(key: str, what: str, fix: str, link: str = "") -> Advice:
    """Say what could not be found out."""
    return Advice(key, "unknown", what, fix, link)


def healthy(findings: Iterable[Advice]) -> bool:
    """Return whether nothing keeps wgbot from its work, as far as is known."""
    return not any(finding.state == "problem" for finding in findings)


def summary(findings: Iterable[Advice]) -> str:
    """Say in one sentence how things stand."""
    states = [finding.state for finding in findings]
    bad = states.count("problem")
    if bad:
        return f"{'One thing keeps' if bad == 1 else f'{bad} things keep'} wgbot from its work."
    known = ", as far as GitHub tells" if "unknown" in states else ""
    return f"Nothing keeps wgbot from its work{known}."
