"""Where the memory of links is kept: on the branch for it, and in a file, should that fail.

The file is a cache's; where rules forbid the branch, it is all that there is.
"""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from wgbot.github.state_branch import StateBranch, StateBranchRefused
from wgbot.links import state
from wgbot.links.state import Memory
from wgbot.text.problems import WgbotError

_TRIED_AGAIN = timedelta(days=30)
"""After that, GitHub may let the bot write to the branch: each try leaves a commit behind."""


class MemoryKeeper:
    """Reads what was remembered, and keeps it; both in the same run."""

    def __init__(self, file: Path | None, branch: StateBranch | None) -> None:
        """Get ready; nothing is read yet."""
        self._file = file
        self._branch = branch
        self._seen: bytes | None = None
        """What the branch had."""

    def read(self) -> Memory:
        """Return what changed last, of branch and file."""
        self._seen = self._branch.read(state.FILE) if self._branch else None
        data = self._file.read_bytes() if self._file and self._file.exists() else None
        kept = state.load(data)
        return state.newer(state.load(self._seen), kept) if self._seen else kept

    def write(self, memory: Memory, today: date) -> tuple[str, ...]:
        """Keep *memory*; return what has to be said about that."""
        # First the file, which is all that is left if GitHub fails.
        self._save(memory)
        is_forbidden = memory.forbidden and today - memory.forbidden < _TRIED_AGAIN
        if not self._branch or is_forbidden:
            return ()
        told: tuple[str, ...] = ()
        try:
            then = self._merge(self._branch, replace(memory, forbidden=None))
        except StateBranchRefused as error:
            then = replace(memory, forbidden=today)
            if not memory.forbidden:
                told = (
                    f"{error} Until it can, links are remembered in the file of `--state` alone. "
                    "`wgbot doctor` says more.",
                )
        if then != memory:
            self._save(then)
        return told

    def _merge(self, branch: StateBranch, memory: Memory) -> Memory:
        """Write *memory* to the branch, together with what another run wrote meanwhile."""
        then = memory

        def change(there: bytes | None) -> bytes:
            nonlocal then
            then = memory if there == self._seen else memory.merged(state.load(there))
            return state.dump(then)

        if change(self._seen) != self._seen:
            branch.change(state.FILE, change)
        return then

    def _save(self, memory: Memory) -> None:
        if self._file:
            save(self._file, state.dump(memory))


def save(path: Path, data: bytes) -> None:
    """Replace a file, wholly or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.wgbot")
        fresh.write_bytes(data)
        fresh.replace(path)
    except OSError as error:
        raise WgbotError(f"{path} couldn't be written: {error.strerror}.") from error
