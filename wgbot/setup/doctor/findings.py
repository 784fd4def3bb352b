"""What the doctor says about one thing, as a value."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from wgbot.text.counting import counted

State = Literal["fine", "advice", "problem", "unknown"]


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing that was looked at."""

    key: str
    """What it is about, as a stable key: `workflow-missing`."""
    state: State
    what: str
    """What was found, in one sentence."""
    fix: str = ""
    """What to do about it."""
    link: str = ""
    """Where to do it, or to read about it."""

    def as_json(self) -> dict[str, Any]:
        """Return what programs get, in a stable form."""
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
    """Return a finding that something is fine."""
    return Advice(key, "fine", what)


def advice(key: str, what: str, fix: str, link: str = "") -> Advice:
    """Return a finding about what could be better."""
    return Advice(key, "advice", what, fix, link)


def problem(key: str, what: str, fix: str, link: str = "") -> Advice:
    """Return a finding about what stops wgbot from working."""
    return Advice(key, "problem", what, fix, link)


def unknown(key: str, what: str, fix: str, link: str = "") -> Advice:
    """Return a finding about what couldn't be found out."""
    return Advice(key, "unknown", what, fix, link)


def healthy(findings: Iterable[Advice]) -> bool:
    """Return whether no known problem stops wgbot from working."""
    return not any(finding.state == "problem" for finding in findings)


def summary(findings: Iterable[Advice]) -> str:
    """Return a summary in one sentence."""
    states = [finding.state for finding in findings]
    bad = states.count("problem")
    if bad:
        return f"{counted(bad, 'problem stops', 'problems stop')} wgbot from working."
    known = ", as far as GitHub says" if "unknown" in states else ""
    return f"wgbot is ready to work{known}."
