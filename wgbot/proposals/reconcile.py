"""Until there is nothing left to do: decide, apply, and decide again.

Between observing and writing the world can move on, and a write can happen though its answer is
lost. Then nothing is repeated blindly: the forge raises `Retry`, and everything is looked at again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

from wgbot.proposals.changes import Change, Notice, describe, with_change_applied
from wgbot.proposals.decide import decide
from wgbot.proposals.situation import Situation
from wgbot.text.problems import WgbotError

Result = TypeVar("Result")

_ROUNDS = 12
"""More than any proposal takes; if they do not do, something decided is not observed."""


class Retry(WgbotError):  # noqa: N818  # it is what has to be done
    """Something may have changed meanwhile: look again before anything else is done."""


class Applied(NamedTuple):
    """What came of a change."""

    situation: Situation
    note: Notice | None = None
    """Why it is not the case, where all else can go on without it."""
    is_done: bool | None = None
    """Whether it is the case; by default, if there is no note. If it isn't, and there is none either,
    the situation says what is in the way."""


class Forge(Protocol):
    """Where proposals live and changes happen."""

    def apply(self, change: Change, situation: Situation) -> Applied:
        """Apply *change*, and return the situation as it is then.

        Raises Retry if everything has to be looked at again, WgbotError if nothing can go on.
        """


class DryRun:
    """A forge that changes nothing, and takes everything to have worked."""

    def apply(self, change: Change, situation: Situation) -> Applied:
        """Return the situation as it would be with *change* applied."""
        return Applied(with_change_applied(change, situation))


@dataclass(frozen=True)
class Outcome:
    """What was done for one proposal."""

    situation: Situation
    done: tuple[Change, ...]
    told: tuple[Notice, ...]
    """What whoever runs wgbot has to know."""

    @property
    def failures(self) -> tuple[Notice, ...]:
        """Return why an approved proposal did not get where it should be."""
        return tuple(notice for notice in self.told if notice.failed)


def reconcile(forge: Forge, situation: Situation) -> Outcome:
    """Bring a proposal to where there is nothing left to do, and tell what was done."""
    done: list[Change] = []
    notes: list[Notice] = []
    for _ in range(_ROUNDS):
        decided = decide(situation)
        told = [change for change in decided if isinstance(change, Notice)]
        changes = [change for change in decided if not isinstance(change, Notice)]
        if not changes:
            return Outcome(situation, tuple(done), (*notes, *told))
        for change in changes:
            try:
                situation, note, is_done = forge.apply(change, situation)
            except WgbotError as error:
                error.during = describe(change)
                raise
            if note:
                notes.append(note)
            if not (is_done or (is_done is None and not note)):
                break  # What is in the way decides what comes next.
            done.append(change)
    raise AssertionError(f"no end to what has to be done: {decided}")


def retry(
    attempt: Callable[[], Result], pauses: tuple[float, ...], wait: Callable[[float], None]
) -> Result:
    """Return what *attempt* comes to; try again after each of *pauses* (seconds) if it raises Retry."""
    for pause in pauses:
        try:
            return attempt()
        except Retry:
            wait(pause)
    return attempt()
