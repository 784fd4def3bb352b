"""Services by all the spellings of their addresses, as data: what an address there is.

Nothing here is asked and nothing judged, but for what two have to know: where Discord tells about
an invitation, and when it says that one ends. For the rest, see `links.special_sites`.

A spelling is an address without its scheme. `*.` stands for any host below, `*` for any at all; a
word in braces for whatever is in that place, to the end of a path's part, a value or a fragment.
More parts of a path may follow, and case does not matter. The first spelling that fits counts.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import parse_qsl, quote, unquote, urlsplit

Sort = Literal[
    "page", "discord", "slack", "matrix", "gitter", "zulip", "zulip-invitation", "telegram",
    "google-group", "google-calendar", "invitation", "meeting", "account",
]  # fmt: skip
"""What an address is. `page` is an ordinary one; what is an `invitation`, a `meeting` or behind an
`account`, nobody can tell who does not use it."""

INVITATIONS: frozenset[Sort] = frozenset(
    ("discord", "slack", "zulip-invitation", "invitation", "meeting")
)
"""What somebody made for others to come in, and can end."""

_SPELLINGS: tuple[tuple[Sort, str], ...] = (
    ("discord", "discord.gg/invite/{code}"),
    ("discord", "discord.gg/{code}"),
    ("discord", "discord.com/invite/{code}"),
    ("discord", "*.discord.com/invite/{code}"),
    ("discord", "discordapp.com/invite/{code}"),
    ("discord", "*.discordapp.com/invite/{code}"),
    ("discord", "discord://-/invite/{code}"),
    ("invitation", "discord.new/{code}"),
    ("account", "discord.com/channels"),
    ("account", "*.discord.com/channels"),
    ("account", "discordapp.com/channels"),
    ("account", "*.discordapp.com/channels"),
    ("account", "discord.com/events"),
    ("account", "discord.com/servers/{name}"),
    ("account", "discord.com/users"),
    ("slack", "join.slack.com/t/{team}/shared_invite/{code}"),
    ("slack", "join.slack.com/t/{team}"),
    ("slack", "*.slack.com/join/shared_invite/{code}"),
    ("slack", "*.slack.com/shared_invite/{code}"),
    ("slack", "slack.com/share/{code}"),
    ("page", "api.slack.com"),
    ("page", "status.slack.com"),
    ("page", "*.slack.com/help"),
    ("page", "*.slack.com/blog"),
    ("account", "slack.com/app_redirect"),
    ("account", "slack.com/archives"),
    ("account", "slack://channel"),
    ("account", "*.slack.com"),
    ("matrix", "matrix.to#/{room}"),
    ("matrix", "matrix.to/{room}"),
    ("matrix", "archive.matrix.org/r/{name}"),
    ("matrix", "view.matrix.org/alias/{room}"),
    ("matrix", "view.matrix.org/room/{room}"),
    ("matrix", "matrix:r/{name}"),
    ("matrix", "matrix:room/{name}"),
    ("account", "matrix:roomid"),
    ("account", "matrix:u"),
    ("matrix", "app.cinny.in#/home/{room}"),
    ("matrix", "app.cinny.in/home/{room}"),
    ("gitter", "gitter.im/{owner}/{name}"),
    ("account", "gitter.im/{owner}"),
    ("page", "zulip.com"),
    ("zulip-invitation", "*.zulipchat.com/join/{code}"),
    ("zulip-invitation", "chat.zulip.org/join/{code}"),
    ("zulip", "*.zulipchat.com"),
    ("zulip", "chat.zulip.org"),
    ("invitation", "t.me/+{code}"),
    ("invitation", "t.me/joinchat/{code}"),
    ("invitation", "t.me/addlist/{code}"),
    ("account", "t.me/c/{number}"),
    ("page", "t.me/share"),
    ("telegram", "t.me/s/{name}"),
    ("telegram", "t.me/{name}"),
    ("invitation", "telegram.me/+{code}"),
    ("invitation", "telegram.me/joinchat/{code}"),
    ("telegram", "telegram.me/s/{name}"),
    ("telegram", "telegram.me/{name}"),
    ("invitation", "telegram.dog/+{code}"),
    ("invitation", "telegram.dog/joinchat/{code}"),
    ("telegram", "telegram.dog/s/{name}"),
    ("telegram", "telegram.dog/{name}"),
    ("telegram", "*.t.me"),
    ("account", "web.telegram.org"),
    ("invitation", "tg://join"),
    ("account", "tg://resolve"),
    ("invitation", "chat.whatsapp.com/{code}"),
    ("invitation", "whatsapp.com/channel/{code}"),
    ("invitation", "wa.me/{number}"),
    ("invitation", "api.whatsapp.com/send"),
    ("account", "web.whatsapp.com"),
    ("invitation", "whatsapp://chat"),
    ("invitation", "signal.group"),
    ("invitation", "signal.me"),
    ("invitation", "signal.link"),
    ("invitation", "sgnl://signal.group"),
    *(
        ("meeting", f"{host}/{path}")
        for host in (
            "zoom.us",
            "*.zoom.us",
            "zoom.com",
            "*.zoom.com",
            "zoomgov.com",
            "*.zoomgov.com",
        )
        for path in (
            *("j/{number}", "my/{name}", "w/{number}", "s/{number}", "wc/{number}", "u/{code}"),
            *("meeting/register/{code}", "webinar/register/{code}", "meeting/{number}", "k/{code}"),
            *("rec/share/{code}", "rec/play/{code}", "launch/{code}", "ev/{code}", "join"),
        )
    ),
    ("meeting", "zoommtg:"),
    ("page", "meet.google.com/about"),
    ("meeting", "meet.google.com/{code}"),
    ("meeting", "g.co/meet/{code}"),
    ("meeting", "teams.microsoft.com/l/{what}"),
    ("meeting", "teams.microsoft.com/meet/{code}"),
    ("meeting", "teams.live.com/meet/{code}"),
    ("meeting", "teams.cloud.microsoft/l/{what}"),
    ("meeting", "meet.jit.si/{room}"),
    ("meeting", "8x8.vc/{tenant}/{room}"),
    ("meeting", "whereby.com/{room}"),
    ("meeting", "*.webex.com/meet/{name}"),
    ("meeting", "*.webex.com/join/{name}"),
    ("meeting", "*.webex.com/{site}/j.php"),
    ("meeting", "meet.goto.com/{code}"),
    ("meeting", "call.element.io/{room}"),
    ("google-group", "groups.google.com#!forum/{name}"),
    ("google-group", "groups.google.com#!aboutgroup/{name}"),
    ("google-group", "groups.google.com#!topic/{name}"),
    ("google-group", "groups.google.com/a/{domain}/g/{name}"),
    ("google-group", "groups.google.com/a/{domain}/d/forum/{name}"),
    ("google-group", "groups.google.com/a/{domain}/group/{name}"),
    ("google-group", "groups.google.com/u/{number}/g/{name}"),
    ("google-group", "groups.google.com/d/forum/{name}"),
    ("google-group", "groups.google.com/forum/{name}"),
    ("google-group", "groups.google.com/group/{name}"),
    ("google-group", "groups.google.com/g/{name}"),
    *(
        ("google-calendar", f"{host}/{path}")
        for host in ("calendar.google.com", "google.com")
        for path in (
            *("calendar/ical/{id}", "calendar/embed?src={id}", "calendar/b/{n}/embed?src={id}"),
            *("calendar/u/{n}/embed?src={id}", "calendar/htmlembed?src={id}"),
            *("calendar/u/{n}/r?cid={id}", "calendar/r?cid={id}", "calendar/render?cid={id}"),
            *("calendar/u/{n}?cid={id}", "calendar?cid={id}"),
        )
    ),
    ("account", "calendar.google.com"),
    ("account", "google.com/calendar"),
    ("invitation", "calendar.app.google/{code}"),
    ("invitation", "line.me/r/ti"),
    ("invitation", "line.me/ti"),
    ("invitation", "open.kakao.com/o"),
    ("invitation", "invite.viber.com"),
    ("invitation", "join.skype.com/{code}"),
    ("invitation", "guilded.gg/i/{code}"),
    ("invitation", "rvlt.gg/{code}"),
    ("invitation", "stoat.chat/invite/{code}"),
    ("invitation", "m.me/j/{code}"),
    ("account", "facebook.com/groups"),
    ("account", "*.facebook.com/groups"),
    # Of these, everybody can have a server of their own; what is behind `#` it never sees.
    ("matrix", "*#/room/{room}"),
    ("zulip", "*#narrow/{place}"),
)


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
    for sort, text in _SPELLINGS:
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
