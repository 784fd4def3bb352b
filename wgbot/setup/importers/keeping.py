"""What may go from a page whose list was imported: lines that all of them say is in the registry.

A line that nobody understood is a person's; it stays, and with it the whole page, until someone
has looked at it.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wgbot.files.tree import Tree
from wgbot.setup.importers import emails
from wgbot.setup.importers.found import MISSING
from wgbot.setup.importers.planning import Import
from wgbot.text.counting import counted
from wgbot.text.escape import escape_controls, shorten

_MOST_LINES = 20
_MOST_TEXT = 100
_MOST_WORDS = 5
_AN_ADDRESS = " (and an e-mail address, which is not published)"


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page that stays as it is, for the sake of some of its lines."""

    path: str
    lines: tuple[tuple[int, str], ...]
    """The lines that would be gone: their numbers, counted from 1, and their text, with marks in place
    of addresses."""
    unsaid: tuple[str, ...] = ()
    """The groups of which nobody says what they are for."""
    missing: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """The words that keep a line, by its number, where others of it are in the registry."""

    def summary(self) -> Iterator[str]:
        """Yield which lines keep the page from being changed, and what to do about them."""
        if not self.lines:
            yield from self._unsaid()
            return
        yield (
            f"{escape_controls(self.path)} stays as it is. Not all that these lines say came into the registry:"
        )
        for number, text in self.lines[:_MOST_LINES]:
            shown = escape_controls(shorten(emails.hidden(text.strip()), _MOST_TEXT))
            yield f"  line {number}: {shown}{_AN_ADDRESS if emails.has(text) else ''}{self._words(number)}"
        if len(self.lines) > _MOST_LINES:
            yield f"  and {len(self.lines) - _MOST_LINES} more"
        yield (
            "  Write each group as an item that begins with its name in bold, with lines below it that "
            "have a label or a link, without e-mail addresses, and move all other text out of the "
            "list. Then name the page under `pages` in the configuration, and run `wgbot init "
            f"--import {escape_controls(self.path)}` again."
        )

    def _words(self, number: int) -> str:
        """Return which words of a line are missing in the registry, unless those are most of it."""
        words = self.missing.get(number, ())
        if not 0 < len(words) <= _MOST_WORDS:
            return ""
        return f" (missing: {', '.join(map(escape_controls, words))})"

    def _unsaid(self) -> Iterator[str]:
        page = escape_controls(self.path)
        yield (
            f"{page} stays as it is, because it would only say {MISSING} about {counted(len(self.unsaid), 'group')}. "
            "Write what each is for into the registry, then name the page under `pages` in the configuration, and run "
            f"`wgbot init --import {page}` again."
        )

    def as_json(self) -> dict[str, object]:
        """Return it for programs."""
        return {
            "path": self.path,
            "lines": [
                {
                    "line": number,
                    "text": emails.hidden(text),
                    "missing": list(self.missing.get(number, ())),
                }
                for number, text in self.lines
            ],
        }


def kept_page(
    path: str,
    before: bytes,
    after: bytes,
    placed: Collection[int],
    done: Import | None = None,
) -> KeptPage | None:
    """Return which lines of a page would be gone, on it and in the registry; None if none would.

    *placed* are the lines, counted from 0, of which all is in the registry once the import is *done*.
    """
    page = before.decode("utf-8", "replace")
    lines = page.split("\n")
    # An address can go over the end of a line.
    shown = emails.marked(page).split("\n")
    left = Counter(line.strip() for line in after.decode("utf-8", "replace").split("\n"))
    gone = []
    for number, line in enumerate(lines):
        text = line.strip()
        if not text or number in placed:
            continue
        if left[text]:
            left[text] -= 1
        else:
            gone.append((number + 1, shown[number]))
    is_list_ours = b"<!-- wgbot:groups" in before
    unsaid = done.unsaid if done else ()
    if not gone and (is_list_ours or not unsaid):
        return None
    missing = {at + 1: words for at, words in done.missing.items()} if done else {}
    return KeptPage(path, tuple(gone), unsaid, missing)


def left_behind(path: str | None, tree: Tree, pages: Sequence[str]) -> str:
    """Return what to do about a list that was imported from *path* and is none of the *pages*.

    Empty if there is nothing to do: the list isn't a file of this repository.
    """
    if path is None or not pages or path in pages or tree.read(path) is None:
        return ""
    return (
        f"{escape_controls(path)} still has the list, and nobody updates it there from now on: replace it "
        f"by a link to {pages[0]}, which has all groups."
    )
