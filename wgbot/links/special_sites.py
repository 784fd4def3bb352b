"""Sites that answer 200 to anything, and what tells about a link there all the same.

What can be known without an account is asked; of everything else is said that it is not known.
Nothing here asks: it says where to, and what an answer means. What is at which address, `services`
knows.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from wgbot.links import pages
from wgbot.links.classify import Answer, LinkOutcome, of_page, said
from wgbot.text import services
from wgbot.text.sentences import Sentence
from wgbot.text.services import KnownAddress
from wgbot.text.spellings import Sort

_FINE = range(200, 300)


@dataclass(frozen=True, slots=True)
class Question:
    """What to fetch instead of a page, and how to read the answer."""

    address: str
    read: Callable[[Answer], LinkOutcome]


def ask(address: str) -> Question | LinkOutcome | None:
    """Return what to ask about *address*, or what is known unasked; None for an ordinary page."""
    place = services.recognize(address)
    return _ASKED[place.sort](place, address) if place else None


_ACCOUNT = LinkOutcome("unknown", Sentence("only people with an account there can see it"))
_INVITATION = LinkOutcome(
    "unknown", Sentence("only those whom it invites can tell whether it still works")
)
_MEETING = LinkOutcome(
    "unknown", Sentence("only those who join can tell whether there is such a meeting")
)
_GONE_ROOM = LinkOutcome("dead", Sentence("there is no such room"))
_SILENT = LinkOutcome("unknown", Sentence("its page doesn't say whether it is there"))


def _discord(place: KnownAddress, _address: str) -> Question:
    def read(answer: Answer) -> LinkOutcome:
        if answer.status == 404:
            return LinkOutcome("dead", Sentence("the invitation has expired or never existed"))
        outcome = _unless_fine(answer)
        ends = services.end_of_invitation(answer.body)
        if outcome.state == "ok" and ends:
            return LinkOutcome(
                "expiring",
                Sentence("the invitation ends on {date}", {"date": f"{ends:%Y-%m-%d}"}),
            )
        return outcome

    return Question(services.about_invitation(place.named["code"]), read)


def _matrix(place: KnownAddress, _address: str) -> Question | LinkOutcome | None:
    if "name" in place.named:
        return _room(f"#{place.named['name']}", gone=_GONE_ROOM)
    room = place.named["room"].partition("?")[0].partition("/")[0]
    if room.startswith("#") and ":" in room:
        return _room(room, gone=_GONE_ROOM)
    return _ACCOUNT if room[:1] in ("#", "!", "@", "+") else None


def _gitter(place: KnownAddress, _address: str) -> Question:
    return _room(f"#{place.named['owner']}_{place.named['name']}:gitter.im", gone=None)


def _room(alias: str, gone: LinkOutcome | None) -> Question:
    # https://spec.matrix.org/latest/client-server-api/#get_matrixclientv3directoryroomroomalias
    # Any server of Matrix asks the one that the room is at.
    address = f"https://matrix.org/_matrix/client/v3/directory/room/{quote(alias, safe='')}"

    def read(answer: Answer) -> LinkOutcome:
        if answer.status == 404 and _json(answer).get("errcode") == "M_NOT_FOUND":
            return gone or LinkOutcome("unknown", Sentence("its room isn't listed under that name"))
        return _unless_fine(answer, with_key="room_id")

    return Question(address, read)


# Slack's page says it to its own script. `&quot;` where it stands in an attribute.
_SLACK_ERROR = re.compile(r"isSharedInviteError(?:&quot;|\"|\\\")\s{0,4}:\s{0,4}(true|false)")
_SLACK_WORDS = ("link is no longer active", "invite link has expired", "link has expired")


def _slack(_place: KnownAddress, address: str) -> Question:
    def read(answer: Answer) -> LinkOutcome:
        if answer.status not in _FINE:
            return of_page(answer, address)
        found = _SLACK_ERROR.search(answer.body)
        if any(words in answer.body for words in _SLACK_WORDS) or (found and found[1] == "true"):
            return LinkOutcome("dead", Sentence("the invitation has expired"))
        if found:
            return LinkOutcome("ok")
        return LinkOutcome("unknown", Sentence("Slack doesn't say whether it is still valid"))

    return Question(_page(address), read)


def _zulip(place: KnownAddress, address: str) -> Question:
    # https://zulip.com/api/get-server-settings needs no account.
    is_own = place.host.endswith(".zulipchat.com")

    def read(answer: Answer) -> LinkOutcome:
        if answer.status in (400, 404) and is_own:
            return LinkOutcome("dead", Sentence("there is no such organization"))
        outcome = _unless_fine(answer, with_key="realm_name")
        if outcome.state == "ok" and urlsplit(address).fragment:
            return LinkOutcome(
                "unknown", Sentence("only people with an account there can see that conversation")
            )
        return outcome

    parts = urlsplit(address)
    return Question(f"{parts.scheme}://{parts.netloc}/api/v1/server_settings", read)


def _zulip_invitation(_place: KnownAddress, address: str) -> Question:
    def read(answer: Answer) -> LinkOutcome:
        # It calls an invitation that has ended, or was withdrawn, not found.
        if answer.status == 404:
            return LinkOutcome("dead", Sentence("the invitation has expired or never existed"))
        return _unless_fine(answer)

    return Question(_page(address), read)


def _telegram(place: KnownAddress, _address: str) -> Question:
    name = place.named.get("name") or place.host.partition(".")[0]

    def read(answer: Answer) -> LinkOutcome:
        # It answers 200 to any name, and shows a title for those that are taken and public.
        return _if_told(answer, "tgme_page_title" in answer.body)

    return Question(f"https://t.me/{quote(name, safe='')}", read)


def _google_group(place: KnownAddress, _address: str) -> Question:
    name = quote(place.named["name"].partition("/")[0], safe="")
    path = f"a/{quote(place.named['domain'], safe='')}/g" if "domain" in place.named else "g"

    def read(answer: Answer) -> LinkOutcome:
        # Those that are not public, and those that are not there, have no name in their title.
        named, _, site = pages.title(answer.body).rpartition(" - ")
        return _if_told(answer, bool(named) and site == "Google Groups")

    return Question(f"https://groups.google.com/{path}/{name}", read)


def _google_calendar(place: KnownAddress, _address: str) -> Question:
    # Its pages show a calendar to anybody; the file is only there if there is one, and public.
    name = quote(place.named["id"], safe="")

    def read(answer: Answer) -> LinkOutcome:
        if answer.status == 404:
            return LinkOutcome("unknown", Sentence("there is no public calendar of that name"))
        return _unless_fine(answer)

    return Question(f"https://calendar.google.com/calendar/ical/{name}/public/basic.ics", read)


_ASKED: Mapping[Sort, Callable[[KnownAddress, str], Question | LinkOutcome | None]] = {
    "discord": _discord,
    "slack": _slack,
    "matrix": _matrix,
    "gitter": _gitter,
    "zulip": _zulip,
    "zulip-invitation": _zulip_invitation,
    "telegram": _telegram,
    "google-group": _google_group,
    "google-calendar": _google_calendar,
    "invitation": lambda *_: _INVITATION,
    "meeting": lambda *_: _MEETING,
    "account": lambda *_: _ACCOUNT,
}


def _page(address: str) -> str:
    """Return the address with its host as it is asked: a name and a password are nobody's."""
    return address.partition("#")[0]


def _if_told(answer: Answer, is_there: bool) -> LinkOutcome:
    """Return what an answer means that can only tell that something is there."""
    outcome = _unless_fine(answer)
    return outcome if is_there or outcome.state != "ok" else _SILENT


def _unless_fine(answer: Answer, with_key: str | None = None) -> LinkOutcome:
    """Return what an API's answer means that is not a plain "no": nothing is dead by its faults."""
    if answer.status in _FINE:
        if with_key is None or with_key in _json(answer):
            return LinkOutcome("ok")
        return LinkOutcome("unknown", Sentence("its server's answer doesn't say"))
    again = answer.status >= 500 or answer.status in (408, 429)
    why = Sentence("its server answers {status}", {"status": said(answer.status)})
    return LinkOutcome("unknown", why, again=again)


def _json(answer: Answer) -> dict[str, Any]:
    try:
        value = json.loads(answer.body)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
