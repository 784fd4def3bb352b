"""The forge on GitHub: it lists, observes and applies, and decides nothing."""

from collections.abc import Callable, Sequence
from datetime import datetime

from wgbot.github.apply import apply
from wgbot.github.approvals import LabelEvent
from wgbot.github.listing import Listing
from wgbot.github.observe import Observer
from wgbot.github.remote import Remote
from wgbot.proposals.changes import Change
from wgbot.proposals.reconcile import Applied
from wgbot.proposals.situation import Situation


class GitHub:
    """The proposals of one repository on GitHub."""

    def __init__(self, remote: Remote, now: Callable[[], datetime]) -> None:
        """Get ready; nothing is asked yet."""
        self.remote = remote
        self._listing = Listing(remote, now)
        self._observer = Observer(remote, self._listing, now)

    def numbers(self) -> list[int]:
        """Return the issues to look at: open proposals, and those of the bot's pull requests."""
        return self._listing.numbers()

    def odd(self) -> list[str]:
        """Return what GitHub listed and cannot be understood, a sentence each."""
        return self._listing.odd()

    def observe(self, number: int) -> Situation | None:
        """Look at everything that matters for that issue; None if it isn't a proposal."""
        return self._observer.observe(number)

    def glance(self, numbers: Sequence[int]) -> dict[int, Situation | None]:
        """Look at many proposals at once, to find those where there is nothing to do."""
        return self._observer.glance(numbers)

    def apply(self, change: Change, situation: Situation) -> Applied:
        """Make *change* the case, and return the situation as it is then."""
        return apply(self.remote, change, situation)

    def note_event(self, event: LabelEvent) -> None:
        """Keep what the event that triggered the bot tells about a label."""
        self._observer.event = event

    def forget_listing(self) -> None:
        """List again: something may have changed."""
        self._listing.forget()
