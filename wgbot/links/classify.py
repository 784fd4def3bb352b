"""What an answer on the web says about a link. Pure: asking is for `web`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

from wgbot.links.findings import Note, State

MOST_HOPS = 5
"""The most redirects that are followed."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_GONE = frozenset({400, 404, 410, 414})
# What a server says who wants to see somebody else, or nobody. 999 is LinkedIn's.
_GUARDED = frozenset({401, 402, 403, 407, 429, 451, 999})
_LATER = frozenset({408, 425, 429})

_WORDS = {999: "no robots", 451: "not for legal reasons"}
_LOGIN_PATH = re.compile(
    r"/(?:log|sign)[-_]?(?:in|on)(?=[/.?#]|\Z)|/(?:sso|saml2?|oauth2?|cas|authorize|accounts?/login"
    r"|users/sign_in|wp-login\.php|servicelogin)(?=[/.?#]|\Z)",
    re.IGNORECASE,
)
_LOGIN_HOST = re.compile(r"\A(?:login|signin|accounts|auth|sso|idp)\.", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>\s*([^<]{0,200})", re.IGNORECASE)
_LOGIN_TITLE = re.compile(r"(?:log|sign)[ -]?in\b|anmelden\b|connexion\b", re.IGNORECASE)
_PASSWORD = re.compile(r"<input[^>]{1,300}type\s*=\s*[\"']?password", re.IGNORECASE)
_CHALLENGE = re.compile(r"<title[^>]*>\s*(?:Just a moment|Attention Required!)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said, as far as it matters."""

    status: int
    location: str | None = None
    retry_after: str | None = None
    date: str | None = None
    body: str = ""
    """The beginning of it."""
    sets_cookie: bool = False
    challenged: bool = False
    """Whether something before the server wants to see a browser."""


@dataclass(frozen=True, slots=True)
class LinkOutcome:
    """What a link is, as one visit told."""

    state: State
    reason: str = ""
    target: str | None = None
    note: Note | None = None
    again: bool = False
    """Whether another visit may tell something else."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One request of a visit, and what came of it."""

    address: str
    status: int
    sets_cookie: bool = False


def next_address(answer: Answer, address: str) -> str | None:
    """Return where the answer leads on to; None if it does not, `""` where it does not say."""
    if answer.status not in _REDIRECTS:
        return None
    if not answer.location:
        return ""
    try:
        target = urljoin(address, answer.location.strip())
        parts = urlsplit(target)
        fragment = urlsplit(address).fragment
    except ValueError:
        return ""
    return f"{target}#{fragment}" if fragment and not parts.fragment else target


def circle(trail: Sequence[Hop], target: str) -> LinkOutcome | None:
    """Return what it means that the trail leads on to *target*, where it should not be followed."""
    if any(hop.address == target for hop in trail):
        if any(hop.sets_cookie for hop in trail):
            return LinkOutcome("unknown", "it redirects visitors without cookies in a loop")
        return LinkOutcome("dead", "it redirects in a loop", again=True)
    if len(trail) > MOST_HOPS:
        return LinkOutcome("unknown", f"it redirects more than {MOST_HOPS} times")
    return None


def of_page(answer: Answer, address: str, trail: Sequence[Hop] = ()) -> LinkOutcome:
    """Return what *answer*, the one for *address* at the end of *trail*, makes of the first address."""
    status = answer.status
    if answer.challenged or _CHALLENGE.search(answer.body):
        return LinkOutcome("unknown", f"it only lets browsers in ({said(status)})")
    if status in _GUARDED:
        return LinkOutcome("unknown", f"it answers {said(status)}", again=status in _LATER)
    if status in _GONE:
        return LinkOutcome("dead", f"it answers {said(status)}")
    if status >= 500 or status == 408:
        return LinkOutcome("dead", f"it answers {said(status)}", again=True)
    if not (200 <= status < 300 or status == 304):
        return LinkOutcome(
            "unknown",
            f"it answers {said(status)}, which doesn't say whether the page is there",
            again=status in _LATER,
        )
    first = trail[0].address if trail else address
    if _is_login(answer, address, first):
        return LinkOutcome("unknown", "only people who log in can see it")
    return _arrived(address, first, [hop.status for hop in trail])


def _arrived(address: str, first: str, statuses: Sequence[int]) -> LinkOutcome:
    """Return what it means that visitors of *first* see the page at *address*."""
    if not statuses:
        return LinkOutcome("ok")
    if not _FOR_GOOD.issuperset(statuses) or address == first:
        return LinkOutcome("ok", "it redirects temporarily")
    old, new = urlsplit(first), urlsplit(address)
    if old.scheme == "https" and new.scheme != "https":
        return LinkOutcome("ok", "it moved to an address without encryption", note="unsafe")
    to_front = old.path.strip("/") and not new.path.strip("/") and not new.query
    return LinkOutcome(
        "moved",
        "it moved to the front page of a site" if to_front else "it moved",
        address,
        "front" if to_front else None,
    )


def _is_login(answer: Answer, address: str, first: str) -> bool:
    here, before = urlsplit(address), urlsplit(first)
    if address != first:
        by_path = _LOGIN_PATH.search(here.path) and not _LOGIN_PATH.search(before.path)
        by_host = here.hostname != before.hostname and _LOGIN_HOST.match(here.hostname or "")
        if by_path or by_host:
            return True
    title = _TITLE.search(answer.body)
    return bool(title and _LOGIN_TITLE.match(title[1]) and _PASSWORD.search(answer.body))


def said(status: int) -> str:
    """Return a status with its words: `404 Not Found`."""
    try:
        words = HTTPStatus(status).phrase
    except ValueError:
        words = _WORDS.get(status, "")
    return f"{status} {words}".strip()


def wait_asked(answer: Answer, now: datetime) -> float | None:
    """Return how many seconds the server wants to be left alone; None if it does not say.

    A date is held against the server's own clock, where it tells that.
    """
    text = (answer.retry_after or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    until, clock = _date(text), _date(answer.date or "")
    if until is None:
        return None
    # Dates are whole seconds: the second that is named is not over before the next begins.
    return max(0.0, (until - (clock or now)).total_seconds()) + 1


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
