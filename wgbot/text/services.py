"""Services by all the spellings of their addresses: what an address there is.

Nothing here is asked and nothing judged, but for what two have to know: where Discord tells about
an invitation, and when it says that one ends. For the rest, see `links.special_sites`.
Its spellings are data, in `spellings`.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from wgbot.text.spellings import INVITATIONS, SPELLINGS, Sort


@dataclass(frozen=True, slots=True)
class KnownAddress:
    """An address at a service: what sort it is of, and what stands in its braces."""

    sort: Sort
    host: str
    named: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Address:
    host: str
    parts: tuple[str, ...]
    query: Mapping[str, str]
    fragment: str


@dataclass(frozen=True, slots=True)
class _Spelling:
    sort: Sort
    host: str
    parts: tuple[str, ...]
    query: tuple[tuple[str, str], ...] = ()
    fragment: str = ""
    named: Mapping[str, str] = field(default_factory=dict)

    def read(self, address: _Address) -> Mapping[str, str] | None:
        """Return what stands in the braces; None if it is another spelling."""
        if len(address.parts) < len(self.parts):
            return None
        wanted = [*zip(self.parts, address.parts, strict=False)]
        wanted += [(value, address.query.get(key, "")) for key, value in self.query]
        if self.fragment:
            wanted.append((self.fragment, address.fragment))
        named: dict[str, str] = {}
        for pattern, given in wanted:
            start, brace, name = pattern.partition("{")
            fits = given.lower().startswith(start) if brace else given.lower() == start
            if not fits or (brace and len(given) == len(start)):
                return None
            if brace:
                named[name.removesuffix("}")] = given[len(start) :]
        return named


def _spelling(sort: Sort, text: str) -> _Spelling:
    before, _, fragment = text.partition("#")
    before, _, query = before.partition("?")
    key, _, value = query.partition("=")
    scheme, colon, path = before.partition(":")
    host, _, path = (f"{scheme}:", "", path.strip("/")) if colon else before.partition("/")
    parts = tuple(part for part in path.split("/") if part)
    return _Spelling(sort, host, parts, ((key, value),) if key else (), fragment)


def _by_host() -> Mapping[str, list[_Spelling]]:
    found: dict[str, list[_Spelling]] = {}
    for sort, text in SPELLINGS:
        spelling = _spelling(sort, text)
        found.setdefault(spelling.host, []).append(spelling)
    return found


_BY_HOST = _by_host()


def recognize(address: str) -> KnownAddress | None:
    """Return what *address* is at a service; None for an ordinary page."""
    read = _read(address)
    if read is None:
        return None
    for spelling in _candidates(read.host):
        named = spelling.read(read)
        if named is not None:
            return (
                None if spelling.sort == "page" else KnownAddress(spelling.sort, read.host, named)
            )
    return None


def is_invitation(address: str) -> bool:
    """Return whether somebody made *address* for others to come in, and can end it."""
    place = recognize(address)
    return place is not None and place.sort in INVITATIONS


def about_invitation(code: str) -> str:
    """Return where Discord tells about the invitation of that code.

    https://discord.com/developers/docs/resources/invite#get-invite
    """
    return f"https://discord.com/api/v10/invites/{quote(code, safe='')}?with_expiration=true"


def end_of_invitation(told: str) -> datetime | None:
    """Return when an invitation ends, by what Discord told about it; None if never, or not said."""
    try:
        value = json.loads(told)
        end = datetime.fromisoformat(value["expires_at"]) if isinstance(value, dict) else None
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return end.astimezone(UTC) if end and end.tzinfo else end


def _read(address: str) -> _Address | None:
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.").rstrip(".")
        query = dict(parse_qsl(parts.query, max_num_fields=50))
    except ValueError:
        return None
    path = parts.path
    if parts.scheme not in ("http", "https"):
        # In `matrix:r/room` there is no host, and in `tg://join` there is none that is one.
        host, path = f"{parts.scheme}:", f"{parts.netloc}/{path}"
    segments = tuple(unquote(part) for part in path.split("/") if part)
    return _Address(host, segments, query, unquote(parts.fragment))


def _candidates(host: str) -> Iterator[_Spelling]:
    yield from _BY_HOST.get(host, ())
    parent = host
    while "." in parent:
        parent = parent.partition(".")[2]
        yield from _BY_HOST.get(f"*.{parent}", ())
    if not host.endswith(":"):
        yield from _BY_HOST.get("*", ())
