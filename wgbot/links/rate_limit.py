"""How often, and when, a host is asked: a few requests at once, none while it wants to be left alone.

It starts with one request at a time and grows with each answer, and halves when the host says
"too many", as TCP does on a full line: so a host that counts is not hit by a volley after its no.
A host that only takes its time gets more as well, or one that hangs would hold up all its links.
"""

import asyncio
import heapq
import itertools
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from wgbot.text.sentences import Sentence

MOST_AT_ONCE = 8
"""The most requests that one host gets at once."""
LONGEST_WAIT = 60.0
"""Who wants to be left alone longer is asked in another run."""
MOST_REFUSALS = 3
"""How often a host can say "too many" with nothing in between, until it is left alone."""
MOST_SILENCE = 16
"""After so many requests without any answer in the whole run, a host is given up."""
PATIENCE = 1.0
"""After how many seconds without an answer it is clear that it is not a "no"."""
_MARGIN = 0.1


@dataclass(frozen=True)
class Clock:
    """The time, and waiting: to be replaced in tests."""

    now: Callable[[], float] = time.monotonic
    utc: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


class HostGaveUp(Exception):  # noqa: N818  # it is what the host did
    """The host gets no more requests in this run; the message says why."""

    def __init__(self, why: Sentence, *, silent: bool) -> None:
        """Say why, and whether that is because nobody there answers."""
        super().__init__(why.plain)
        self.why = why
        self.silent = silent


class Host:
    """One host, and the requests that wait for their turn with it."""

    def __init__(self, clock: Clock) -> None:
        """Start with one request at a time."""
        self.has_pages = False
        """Whether it had anything for anybody."""
        self._clock = clock
        self._limit = 1
        self._busy = 0
        self._not_before = 0.0
        self._refusals = 0
        self._silences: int | None = 0
        self._over: Sentence | None = None
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._order = itertools.count()
        self._alarm: asyncio.Task[None] | None = None

    async def enter(self, attempt: int) -> None:
        """Wait for a turn; who has tried before comes first. Raises HostGaveUp."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (-attempt, next(self._order), turn))
        self._admit()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self.leave()
            raise

    def is_open(self) -> bool:
        """Return whether the host can be asked at this moment."""
        return self._over is None and self._clock.now() >= self._not_before

    def leave(self) -> None:
        """Give the turn back."""
        self._busy -= 1
        self._admit()

    def answered(self, *, is_page: bool = True) -> None:
        """Note an answer that is not "too many", and whether it was a page."""
        self.has_pages = self.has_pages or is_page
        self._refusals = 0
        self._silences = None
        self._limit = min(MOST_AT_ONCE, self._limit + 1)

    def takes_long(self) -> None:
        """Note that an answer is not there yet: whoever counts would have said no by now."""
        self._limit = min(MOST_AT_ONCE, self._limit * 2)
        self._admit()

    def silent(self) -> None:
        """Note that a request got no answer in time."""
        if self._silences is None:
            return
        self._silences += 1
        if self._silences >= MOST_SILENCE:
            self._over = Sentence("its server doesn't answer")

    def refused(self, wait: float | None) -> None:
        """Note that the host says "too many", and how many seconds it wants to be left alone."""
        self._silences = None
        now = self._clock.now()
        if now >= self._not_before:
            # Those that were on their way already are part of the same "no".
            self._limit = max(1, self._limit // 2)
            self._refusals += 1
        if wait is not None and wait > LONGEST_WAIT:
            self._over = Sentence(
                "its server wants to be left alone for {time}", {"time": _spoken(wait)}
            )
        elif self._refusals > MOST_REFUSALS:
            self._over = Sentence("its server keeps saying that it gets too many requests")
        if wait is None:
            wait = 2.0 ** (self._refusals - 1)
        self._not_before = max(self._not_before, now + wait + _MARGIN)

    def _admit(self) -> None:
        if self._over is not None:
            for _, _, turn in self._waiting:
                if not turn.done():
                    silent = self._silences is not None
                    turn.set_exception(HostGaveUp(self._over, silent=silent))
            self._waiting.clear()
            return
        wait = self._not_before - self._clock.now()
        if wait > 0:
            if self._waiting and (self._alarm is None or self._alarm.done()):
                self._alarm = asyncio.ensure_future(self._admit_after(wait))
            return
        while self._waiting and self._busy < self._limit:
            _, _, turn = heapq.heappop(self._waiting)
            if not turn.done():
                self._busy += 1
                turn.set_result(None)

    async def _admit_after(self, seconds: float) -> None:
        await self._clock.sleep(seconds)
        self._alarm = None
        self._admit()


def _spoken(seconds: float) -> Sentence:
    if seconds < 90:
        return Sentence("{count} seconds", {"count": f"{seconds:.0f}"})
    if seconds < 3600:
        return Sentence("{count} minutes", {"count": f"{seconds / 60:.0f}"})
    if seconds < 5400:
        return Sentence("an hour")
    return Sentence("{count} hours", {"count": f"{seconds / 3600:.0f}"})
