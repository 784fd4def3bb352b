"""Where a memory is kept: on the branch for it, and in a file, should that fail.

The file is a cache's; where rules forbid the branch, it is all that there is. What is remembered, and
what it is worth without that, is its owner's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Generic, Protocol, Self, TypeVar

from wgbot.github.state_branch import StateBranch, StateBranchRefused
from wgbot.text.problems import WgbotError

_TRIED_AGAIN = timedelta(days=30)
"""After that, GitHub may let the bot write to the branch: each try leaves a commit behind."""


class Remembered(Protocol):
    """Everything that is remembered of one matter, as a value."""

    @property
    def forbidden(self) -> date | None:
        """When GitHub did not let the bot write to the branch for this, if so."""

    @property
    def changed(self) -> datetime | None:
        """When any of it last became another."""

    def with_forbidden(self, on: date | None) -> Self:
        """Return the same, with when that was."""

    def merged(self, other: Self) -> Self:
        """Return this with what *other*, that a run at the same time wrote, knows besides."""


M = TypeVar("M", bound=Remembered)


@dataclass(frozen=True)
class MemoryFile(Generic[M]):
    """How a memory is written."""

    name: str
    """The file's name on the branch."""
    what: str
    """What is in it, as people are told: `links`."""
    load: Callable[[bytes | None], M]
    dump: Callable[[M], bytes]


class MemoryKeeper(Generic[M]):
    """Reads what was remembered, and keeps it; both in the same run."""

    def __init__(self, form: MemoryFile[M], file: Path | None, branch: StateBranch | None) -> None:
        """Get ready; nothing is read yet."""
        self._form = form
        self._file = file
        self._branch = branch
        self._seen: bytes | None = None
        """What the branch had."""
        self._known: M | None = None
        """The same, as it was read."""

    def read(self) -> M:
        """Return what changed last, of branch and file."""
        form = self._form
        self._seen = self._branch.read(form.name) if self._branch else None
        data = self._file.read_bytes() if self._file and self._file.exists() else None
        kept = form.load(data)
        self._known = form.load(self._seen) if self._seen else None
        return newer(self._known, kept) if self._known is not None else kept

    def write(self, memory: M, today: date) -> tuple[str, ...]:
        """Keep *memory*; return what has to be said about that."""
        # First the file, which is all that is left if GitHub fails.
        self._save(memory)
        is_forbidden = memory.forbidden and today - memory.forbidden < _TRIED_AGAIN
        if not self._branch or is_forbidden:
            return ()
        told: tuple[str, ...] = ()
        try:
            then = self._merge(self._branch, memory.with_forbidden(None))
        except StateBranchRefused as error:
            then = memory.with_forbidden(today)
            if not memory.forbidden:
                told = (
                    f"{error} Until it can, {self._form.what} are remembered in the file of `--state` "
                    "alone. `wgbot doctor` says more.",
                )
        if then != memory:
            self._save(then)
        return told

    def _merge(self, branch: StateBranch, memory: M) -> M:
        """Write *memory* to the branch, together with what another run wrote meanwhile."""
        form, then = self._form, memory

        def change(there: bytes | None) -> bytes:
            nonlocal then
            then = memory if there == self._seen else memory.merged(form.load(there))
            return form.dump(then)

        if memory != self._known and change(self._seen) != self._seen:
            branch.change(form.name, change)
            self._seen = form.dump(then)
        self._known = then
        return then

    def _save(self, memory: M) -> None:
        if self._file:
            save(self._file, self._form.dump(memory))


def newer(one: M, other: M) -> M:
    """Return which of two memories changed last; *one*, if that is not known."""
    times = [each.changed or datetime.min.replace(tzinfo=UTC) for each in (one, other)]
    return other if times[1] > times[0] else one


def save(path: Path, data: bytes) -> None:
    """Replace a file, wholly or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.wgbot")
        fresh.write_bytes(data)
        fresh.replace(path)
    except OSError as error:
        raise WgbotError(f"{path} couldn't be written: {error.strerror}.") from error
