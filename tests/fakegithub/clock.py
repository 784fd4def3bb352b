"""The fake's clock: simulated, whole seconds, UTC. It ends at telling the time; nothing sleeps."""

import datetime as dt

START = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)


class Clock:
    """Simulated time that a person's action moves by *step* seconds, unless it is frozen."""

    def __init__(self, start: dt.datetime = START, step: int = 1):
        self.now = start.replace(microsecond=0)
        self.step = step
        self.frozen = False

    def tick(self) -> None:
        """Pass the time that a person's action takes; in a frozen second, none."""
        if not self.frozen:
            self.advance(self.step)

    def advance(self, seconds: float) -> None:
        """Move on, rounded up to whole seconds."""
        self.now += dt.timedelta(seconds=-(-seconds // 1))

    def set(self, when: dt.datetime) -> None:
        """Go to a moment, forward or back."""
        self.now = when.replace(microsecond=0)

    def freeze(self, frozen: bool = True) -> None:
        """Let everything from now on happen in the same second, or no longer."""
        self.frozen = frozen

    def stamp(self) -> str:
        """Return the present moment as GitHub writes it."""
        return written(self.now)


def written(when: dt.datetime) -> str:
    """Write a moment as GitHub does."""
    return when.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read(text: str) -> dt.datetime:
    """Read a moment as GitHub's API takes it."""
    when = dt.datetime.fromisoformat(text)
    return when if when.tzinfo else when.replace(tzinfo=dt.UTC)
