"""Sites that answer 200 to anything, and what tells about a link there all the same.

What can be known without an account is asked; of everything else is said that it is not known.
Nothing here asks: it says where to, and what an answer means.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from wgbot.links.classify import Answer, LinkOutcome, of_page, said

_FINE = range(200, 300)


@dataclass(frozen=True, slots=True)
class Question:
    """What to fetch instead of a page, and how to read the answer."""

    address: str
    read: Callable[[Answer], LinkOutcome]


def ask(address: str) -> Question | LinkOutcome | None:
    """Return what to ask about *address*, or what is known unasked; None for an ordinary page."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    segments = [unquote(segment) for segment in parts.path.split("/") if segment]
    fragment = unquote(parts.fragment)
    if host == "discord.gg" and segments:
        return _discord(segments[0])
    if host in ("discord.com", "discordapp.com"):
        if segments[:1] == ["invite"] and len(segments) > 1:
            return _discord(segments[1])
        return _ACCOUNT if segments[:1] == ["channels"] else None
    if host == "matrix.to" or (host == "app.element.io" and fragment.startswith("/room/")):
        return _matrix(fragment.removeprefix("/").removeprefix("room/").partition("?")[0])
    if host == "gitter.im" and len(segments) == 2:
        return _room(f"#{'_'.join(segments)}:gitter.im", gone=None)
    if host == "join.slack.com":
        return Question(address, _slack)
    if host.endswith(".zulipchat.com"):
        return _zulip(host, fragment)
    return None


_ACCOUNT = LinkOutcome("unknown", "only people with an account there can see it")
_GONE_ROOM = LinkOutcome("dead", "there is no such room")


def _discord(code: str) -> Question:
    # https://discord.com/developers/docs/resources/invite#get-invite
    address = f"https://discord.com/api/v10/invites/{quote(code, safe='')}"

    def read(answer: Answer) -> LinkOutcome:
        if answer.status == 404:
            return LinkOutcome("dead", "the invitation has expired or never existed")
        return _unless_fine(answer)

    return Question(address, read)


def _matrix(name: str) -> Question | LinkOutcome | None:
    if not name:
        return None
    if not (name.startswith("#") and ":" in name):
        return LinkOutcome("unknown", "only people with an account there can see it")
    return _room(name, gone=_GONE_ROOM)


def _room(alias: str, gone: LinkOutcome | None) -> Question:
    # https://spec.matrix.org/latest/client-server-api/#get_matrixclientv3directoryroomroomalias
    # Any server of Matrix asks the one that the room is at.
    address = f"https://matrix.org/_matrix/client/v3/directory/room/{quote(alias, safe='')}"

    def read(answer: Answer) -> LinkOutcome:
        if answer.status == 404 and _json(answer).get("errcode") == "M_NOT_FOUND":
            return gone or LinkOutcome("unknown", "its room isn't listed under that name")
        return _unless_fine(answer, with_key="room_id")

    return Question(address, read)


# Slack's page says it to its own script. `&quot;` where it stands in an attribute.
_SLACK_ERROR = re.compile(r"isSharedInviteError(?:&quot;|\"|\\\")\s*:\s*(true|false)")
_SLACK_WORDS = ("link is no longer active", "invite link has expired", "link has expired")


def _slack(answer: Answer) -> LinkOutcome:
    if answer.status not in _FINE:
        return of_page(answer, "")
    found = _SLACK_ERROR.search(answer.body)
    if any(words in answer.body for words in _SLACK_WORDS) or (found and found[1] == "true"):
        return LinkOutcome("dead", "the invitation has expired")
    return (
        LinkOutcome("ok")
        if found
        else LinkOutcome("unknown", "Slack doesn't say whether it is still valid")
    )


def _zulip(host: str, fragment: str) -> Question:
    # https://zulip.com/api/get-server-settings needs no account.
    def read(answer: Answer) -> LinkOutcome:
        if answer.status in (400, 404):
            return LinkOutcome("dead", "there is no such organization")
        outcome = _unless_fine(answer, with_key="realm_name")
        if outcome.state == "ok" and fragment:
            return LinkOutcome(
                "unknown", "only people with an account there can see that conversation"
            )
        return outcome

    return Question(f"https://{host}/api/v1/server_settings", read)


def _unless_fine(answer: Answer, with_key: str | None = None) -> LinkOutcome:
    """Return what an API's answer means that is not a plain "no": nothing is dead by its faults."""
    if answer.status in _FINE:
        if with_key is None or with_key in _json(answer):
            return LinkOutcome("ok")
        return LinkOutcome("unknown", "its server's answer doesn't say")
    again = answer.status >= 500 or answer.status in (408, 429)
    return LinkOutcome("unknown", f"its server answers {said(answer.status)}", again=again)


def _json(answer: Answer) -> dict[str, Any]:
    try:
        value = json.loads(answer.body)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
