"""What an answer on the web says about a link. Pure: asking is for `web`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

from wgbot.links import moves, pages
from wgbot.links.findings import Note, State
from wgbot.text.sentences import Sentence

MOST_HOPS = 5
"""The most redirects that are followed."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
# What is about the page, or about its server. Everything else that is no page is about who asks:
# a refusal of robots says nothing of what a person would see, however often it comes.
_GONE = frozenset({404, 410})
_BROKEN = frozenset({500, 502, 504, 507, 508})
_LATER = frozenset({408, 425, 429, 503, *range(520, 531)})

_WORDS = {999: "no robots"}
_FOR_NOW = Sentence("it redirects temporarily")


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
    """Whether something before the server says that it wants to see a browser."""


@dataclass(frozen=True, slots=True)
class LinkOutcome:
    """What a link is, as one visit told."""

    state: State
    reason: Sentence | None = None
    target: str | None = None
    note: Note | None = None
    again: bool = False
    """Whether another visit may tell something else."""
    by_hand: bool = False
    """Whether a person has to judge where it leads; the reason says why."""


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
            return LinkOutcome(
                "unknown", Sentence("it redirects visitors without cookies in a loop")
            )
        return LinkOutcome("dead", Sentence("it redirects in a loop"), again=True)
    if len(trail) > MOST_HOPS:
        return LinkOutcome(
            "unknown", Sentence("it redirects more than {count} times", {"count": MOST_HOPS})
        )
    return None


def of_page(answer: Answer, address: str, trail: Sequence[Hop] = ()) -> LinkOutcome:
    """Return what *answer*, the one for *address* at the end of *trail*, makes of the first address."""
    status = answer.status
    if answer.challenged or pages.is_challenge(answer.body):
        return LinkOutcome(
            "unknown", Sentence("it only lets browsers in ({status})", {"status": said(status)})
        )
    if status in _GONE:
        return LinkOutcome("dead", answers(status))
    if status in _BROKEN:
        return LinkOutcome("dead", answers(status), again=True)
    if not (200 <= status < 300 or status == 304):
        return LinkOutcome(
            "unknown",
            Sentence(
                "it answers {status}, which doesn't say whether the page is there",
                {"status": said(status)},
            ),
            again=status in _LATER or 500 <= status < 600,
        )
    if pages.is_in_place_of_site(answer.body):
        return LinkOutcome(
            "unknown", Sentence("what is there now isn't the site, which is down or abandoned")
        )
    first = trail[0].address if trail else address
    if pages.is_login(address, first, answer.body):
        return LinkOutcome("unknown", Sentence("only people who log in can see it"))
    if pages.is_consent(address, first, answer.body):
        return LinkOutcome("unknown", Sentence("it first asks visitors to agree to something"))
    if trail and address != first:
        for_good = _FOR_GOOD.issuperset(hop.status for hop in trail)
        return _moved(first, address, answer) if for_good else _led(first, address, answer)
    if pages.says_it_is_none(answer.body):
        return LinkOutcome(
            "unknown", Sentence("its page says that there is nothing, and answers 200 OK")
        )
    return LinkOutcome("ok", _FOR_NOW if trail else None)


def _moved(first: str, address: str, answer: Answer) -> LinkOutcome:
    """Return what it means that *first* leads to *address* for good."""
    left = moves.by_hand(first, address, answer.body)
    if left:
        state: State = "ok" if left.is_fine else "moved"
        return LinkOutcome(state, left.why, address, by_hand=True)
    if urlsplit(first).scheme == "https" and urlsplit(address).scheme != "https":
        return LinkOutcome(
            "ok", Sentence("it moved to an address without encryption"), note="unsafe"
        )
    return LinkOutcome("moved", Sentence("it moved"), address)


def _led(first: str, address: str, answer: Answer) -> LinkOutcome:
    """Return what it means that *first* leads to *address* for now."""
    is_called_none = pages.is_called_none(address) and not pages.is_called_none(first)
    if is_called_none and pages.says_it_is_none(answer.body):
        return LinkOutcome("dead", Sentence("it leads to a page that says that there is nothing"))
    if is_called_none or pages.says_it_is_none(answer.body):
        return LinkOutcome(
            "unknown", Sentence("it seems to lead to a page that says that there is nothing")
        )
    if moves.is_front_of_another(first, address):
        return LinkOutcome("unknown", Sentence("it leads to the front page of another site"))
    return LinkOutcome("ok", _FOR_NOW)


def answers(status: int) -> Sentence:
    """Return what is said of a page whose server answers with *status*."""
    return Sentence("it answers {status}", {"status": said(status)})


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
