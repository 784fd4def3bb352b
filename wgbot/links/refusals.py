"""What moved and stays as it is, because a person said no: which moves, and how that is known.

A move is an address as it is written and where it leads; another target is another question. The
hidden line of a repair's pull request names its moves, so that a lost memory is read from there.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from wgbot.links.findings import Link

if TYPE_CHECKING:
    # A list is checked without proposals.
    from wgbot.proposals.upkeep import ListedPull

MOST_MOVES = 1000
"""How many places one pull request changes, so that its hidden line has room for all."""

_LINE = re.compile(
    rf"^<!-- wgbot:moves((?: [0-9a-f]{{16}}\.[0-9a-f]{{8}}){{1,{MOST_MOVES}}}) -->$", re.MULTILINE
)
_DIGEST = re.compile(r"[0-9a-f]{16}")
_REFERENCE = re.compile(r"[\w.-]{1,100}/[\w.-]{1,100}#[1-9][0-9]{0,9}", re.ASCII)


def digest_of(address: str, target: str) -> str:
    """Return what a move is known by."""
    return _digest(f"{address} {target}", 16)


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def says_more(address: str, target: str) -> bool:
    """Return whether *target* may hold something secret, because *address* does not say it."""
    try:
        old, new = urlsplit(address), urlsplit(target)
        added = {*parse_qsl(new.query, True)} - {*parse_qsl(old.query, True)}
    except ValueError:
        return True
    return bool(added or new.fragment not in ("", old.fragment) or "@" in new.netloc)


@dataclass(frozen=True, slots=True)
class RefusedMove:
    """A move that a person did not want."""

    move: str
    """What it is known by."""
    pull_request: str
    """The pull request that asked for it: `owner/name#12`."""
    since: date
    address: str = ""
    """The address as it is written; empty as long as a lost memory has not seen it again."""
    target: str = ""

    def as_json(self) -> dict[str, str]:
        """Return it as it stands in the file."""
        is_plain = self.address and not says_more(self.address, self.target)
        shown = {
            "address": self.address,
            "target": self.target if is_plain else "",
            "since": f"{self.since}",
            "pull_request": self.pull_request,
            "move": self.move,
        }
        return {key: value for key, value in shown.items() if value}

    @staticmethod
    def read(value: Any) -> "RefusedMove | None":
        """Read it from the file; None if it is none."""
        if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
            return None
        address, target = value.get("address", ""), value.get("target", "")
        move = digest_of(address, target) if address and target else value.get("move", "")
        pull = value.get("pull_request", "")
        try:
            since = date.fromisoformat(value.get("since", ""))
        except ValueError:
            return None
        if not _DIGEST.fullmatch(move) or not _REFERENCE.fullmatch(pull):
            return None
        return RefusedMove(move, pull, since, address, target)


@dataclass(frozen=True, slots=True)
class ProposedMove:
    """A move, as the hidden line of a pull request names it: in one file."""

    move: str
    path: str
    """The digest of the file's path."""

    @staticmethod
    def of(address: str, target: str, path: str) -> "ProposedMove":
        """Return it for an address in the file at *path*."""
        return ProposedMove(digest_of(address, target), _digest(path, 8))


def moves_line(moves: Iterable[ProposedMove]) -> str:
    """Write the hidden line of a pull request for *moves*."""
    listed = dict.fromkeys(f" {each.move}.{each.path}" for each in moves)
    return f"<!-- wgbot:moves{''.join(listed)} -->"


def moves_in(text: str) -> tuple[ProposedMove, ...]:
    """Read the moves from the text of a pull request of the bot's; none, if it names none."""
    found = _LINE.search(text.replace("\r\n", "\n"))
    pairs = [part.split(".") for part in found[1].split()] if found else []
    return tuple(ProposedMove(move, path) for move, path in pairs)


def recall(
    known: Sequence[RefusedMove],
    pulls: Iterable["ListedPull"],
    links: Iterable[Link],
    targets: Mapping[str, str],
) -> tuple[RefusedMove, ...]:
    """Return the moves that are refused by now.

    They are those that are *known* to be, those of pull requests that were closed, and those of
    merged ones that are not the case in *links*, those of the registry as it is now: somebody took
    them out of it, or back afterwards. What was reopened, or merged in the end, is refused no more.
    *targets* has where each address leads that moved.
    """
    links, pulls = tuple(links), tuple(pulls)
    states = {pull.reference: pull.state for pull in pulls}
    addresses = {"", *(link.address for link in links)}
    refused = {
        each.move: each
        for each in known
        if (state := states.get(each.pull_request, "closed")) == "closed"
        or (state == "merged" and each.address in addresses)
    }
    stays = {
        ProposedMove.of(link.address, targets[link.address], place.path)
        for link in links
        if link.address in targets
        for place in link.places
    }
    for pull in pulls:
        for proposed in moves_in(pull.text):
            is_kept = pull.state == "merged" and pull.has_registry and proposed in stays
            if pull.state == "closed" or is_kept:
                no = RefusedMove(proposed.move, pull.reference, pull.at.date())
                refused.setdefault(proposed.move, no)
    by_move = {digest_of(address, target): (address, target) for address, target in targets.items()}
    named = []
    for each in refused.values():
        address, target = by_move.get(each.move, (each.address, each.target))
        named.append(RefusedMove(each.move, each.pull_request, each.since, address, target))
    return tuple(sorted(named, key=lambda each: (each.since, each.move)))
