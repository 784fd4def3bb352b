"""An address on the web, as people type it: made regular, or refused with the reason.

Only what the text itself tells. Whether anything answers there is for the link check.
"""

import re
import string
from collections.abc import Container, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from wgbot.text import lookalikes
from wgbot.text.sentences import Value

MAX_LENGTH = 2000
MOST_OF_A_GROUP = 200
"""The most links that a group can have, those in its texts included."""

_IN_TEXT = re.compile(r"https?://[^\s<>\"`|\\^{}]+", re.IGNORECASE)
# What ends a sentence, or an emphasis, around an address.
_TRAILING = frozenset(".,:;!?'*_~")

# Everything RFC 3986 allows in an address; `quote` leaves these as they are.
_ALLOWED = "-._~:/?#[]@!$&'()*+,;=%"
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:xn--[a-z0-9-]+|[a-z]{2,63})")
# Names that no public server answers to. RFC 2606, RFC 6761, RFC 6762, RFC 7686, RFC 9476
_PRIVATE = frozenset(
    "alt arpa corp home internal intranet invalid lan local localdomain localhost onion private "
    "test".split()
)
# Spaces, and what nobody sees.
_MARGIN = f"{string.whitespace}\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_NEVER = re.compile(r"[\s\x00-\x1f\x7f\\\u202a-\u202e\u2066-\u2069]")
# Letters that steer, once they are decoded; and steps out of a folder.
_STEERING = re.compile(r"%(?:[01][0-9a-f]|7f)", re.IGNORECASE)
_STEP = re.compile(r"/(?:\.|%2e){1,2}(?=[/?#]|$)", re.IGNORECASE)


class LinkRefusal(NamedTuple):
    """Why an address is not taken, and what would be; `{link}` stands for the address."""

    what: str
    fix: str
    values: Mapping[str, Value] = MappingProxyType({})


_WITHOUT_SCHEME = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!(?:md|txt|ya?ml|py|rs|json|html?)/)[a-z]{2,24}/[^\s@]+",
    re.IGNORECASE,
)


def completed(text: str) -> str:
    """Return an address with its scheme, if it is one without: `forum.example.org/c/birds`."""
    text = text.strip()
    is_short = len(text) <= MAX_LENGTH and _WITHOUT_SCHEME.fullmatch(text)
    return f"https://{text}" if is_short else text


def regular(text: str) -> str:
    """Return *text* in the one form that the registry keeps.

    Scheme and host in lower case, no port that goes without saying, letters outside ASCII
    percent-encoded, no slash at the end of a bare host. What isn't an address comes back as it is.
    """
    text = _trimmed(text)
    scheme, separator, rest = text.partition("://")
    if not separator or _NEVER.search(text):
        return text
    host, path = re.split(r"(?=[/?#])|\Z", rest, maxsplit=1)
    try:
        path = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", quote(path, safe=_ALLOWED))
    except UnicodeEncodeError:
        return text
    scheme = scheme.lower()
    host = host.lower()
    if scheme == "https":
        host = host.removesuffix(":443")
    return f"{scheme}://{host}{'' if path == '/' else path}"


def _trimmed(text: str) -> str:
    """Take off what is left around an address when it is copied."""
    text = text.strip().strip(_MARGIN)
    return text[1:-1] if text.startswith("<") and text.endswith(">") else text


def in_text(text: str) -> Iterator[str]:
    """Yield each address in a text, without the sentence around it."""
    for found in _IN_TEXT.findall(text):
        # A bracket closes what was opened before the address, unless the address opened it.
        closing = {
            ")": found.count(")") - found.count("("),
            "]": found.count("]") - found.count("["),
        }
        end = len(found)
        while end and (found[end - 1] in _TRAILING or closing.get(found[end - 1], 0) > 0):
            end -= 1
            if found[end] in closing:
                closing[found[end]] -= 1
        yield found[:end]


def refusal(address: str, ports: Container[int] = ()) -> LinkRefusal | None:
    """Return why *address*, which can have one of *ports*, is not one that wgbot lists; or None."""
    if len(address) > MAX_LENGTH:
        return LinkRefusal(
            "{link} has more than {most} characters.", "Use a shorter link.", {"most": MAX_LENGTH}
        )
    if not address.lower().startswith("https://"):
        if "://" in address or re.match(r"[a-z][a-z0-9+.-]*:", address, re.IGNORECASE):
            return LinkRefusal(
                "{link} doesn't start with `https://`.", "Use its `https://` address."
            )
        if not re.search(
            r"[./]", address
        ):  # a name, and `https://` before it would be no link either
            return LinkRefusal("{link} isn't a link.", _COPY)
        return LinkRefusal("{link} isn't a full link.", "Start it with `https://`.")
    if re.search(r"[^!-~]|[\"<>\\^`{|}]", address):
        return _foreign_host(address) or LinkRefusal(
            "{link} contains a character that a link can't have.", _COPY
        )
    if _STEERING.search(address) or _STEP.search(address):
        return LinkRefusal("{link} contains a part that doesn't belong in a link.", _COPY)
    return _refuse_host(address, ports)


_PERSONAL_KEYS = frozenset(
    "tk zak access_token id_token refresh_token auth_token private_token feed_token jwt sessiontoken "
    "api_key apikey passphrasekey".split()
)
"""Keys of an address by which a site knows one person: Zoom's registrants and hosts, sessions, feeds."""
_SECRET_CALENDAR = re.compile(
    r"https?://(?:www\.|calendar\.)?google\.com/calendar/(?:\S{1,500}?/)?private-", re.IGNORECASE
)


def personal(address: str) -> LinkRefusal | None:
    """Return why *address* is one person's, and not to be published; None if it tells of nobody.

    The passcode of a meeting (`pwd=`) is for everybody who is to join.
    """
    if found := _SECRET_CALENDAR.match(address):
        return LinkRefusal(
            "{link} is the secret address of a calendar.",
            "Use its public address. Others may have seen this one, so reset it.",
            {"link": f"{found[0]}…"},
        )
    for key, value in re.findall(r"[?&#;]([\w.-]{1,40})=([^&#;]*)", address[:MAX_LENGTH]):
        if value and key.lower() in _PERSONAL_KEYS:
            return LinkRefusal(
                "{link} contains {key}, by which the site knows one person.",
                "Remove {key} and its value. Others may have seen it, so get a new one.",
                {"link": address.partition(value)[0] + "…", "key": f"{key}="},
            )
    return None


_COPY = "Open the page and copy its address from your browser."


def _foreign_host(address: str) -> LinkRefusal | None:
    """Return the spelling by which servers know a host that is written in other letters."""
    host = re.split(r"[/?#]", address[len("https://") :], maxsplit=1)[0]
    if host.isascii() or len(host) > 253:
        return None
    try:
        spelled = host.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    if spelled == host or not _HOST.fullmatch(spelled) or _poses(spelled):
        return None
    return LinkRefusal(
        "The name of the site in {link} has letters that computers spell in another way.",
        "If that is the site you mean, write its name as {site}.",
        {"site": spelled},
    )


def _poses(host: str) -> bool:
    """Return whether a host in `xn--` spelling shows as another one, in letters that look alike."""
    try:
        shown = host.encode("ascii").decode("idna")
    except UnicodeError:
        return True
    return any(
        not label.isascii()
        and (
            lookalikes.mixed_word(label) is not None
            or lookalikes.lookalike_skeleton(label).isascii()
        )
        for label in shown.split(".")
    )


def _refuse_host(address: str, ports: Container[int]) -> LinkRefusal | None:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return LinkRefusal("{link} isn't a full link.", _COPY)
    if "@" in parts.netloc:
        return LinkRefusal(
            "{link} contains a user name.",
            "Remove everything between `https://` and `@`, including the `@`.",
        )
    if (port not in (None, 443) and port not in ports) or parts.netloc.endswith(":"):
        return LinkRefusal(
            "{link} contains a port.", "Remove the `:` and the number after the site's name."
        )
    if not _HOST.fullmatch(host) or len(host) > 253 or host.rpartition(".")[2] in _PRIVATE:
        return LinkRefusal(
            "{link} doesn't lead to a public website.",
            "Use the address of a site that everyone can open.",
        )
    if "xn--" in host and _poses(host):
        return LinkRefusal(
            "{link} leads to a site whose name can be mistaken for another one.",
            "Use the address of another site.",
        )
    return None
