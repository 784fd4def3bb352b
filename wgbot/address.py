"""An address on the web, as people type it: made regular, or refused with the reason.

Only what the text itself tells. Whether anything answers there is for the link check.
"""

import re
from typing import NamedTuple
from urllib.parse import quote, urlsplit

MAX_LENGTH = 2000

# Everything RFC 3986 allows in an address; `quote` leaves these as they are.
_ALLOWED = "-._~:/?#[]@!$&'()*+,;=%"
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:xn--[a-z0-9-]+|[a-z]{2,63})")
# Names that no public server answers to. RFC 2606, RFC 6761, RFC 6762, RFC 7686
_PRIVATE = (
    "localhost",
    "local",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "test",
    "invalid",
    "onion",
)


class Refusal(NamedTuple):
    """Why an address is not taken, and what would be."""

    what: str
    fix: str


def regular(text: str) -> str:
    """Give *text* in the one form that the registry keeps.

    Scheme and host in lower case, letters outside ASCII percent-encoded, no slash at the end of a
    bare host. What is no address comes back as it is.
    """
    text = text.strip().removeprefix("<").removesuffix(">")
    scheme, separator, rest = text.partition("://")
    if not separator or re.search(r"[\s\x00-\x1f\x7f\\]", text):
        return text
    host, slash, path = rest.partition("/")
    if "?" in host or "#" in host:
        return f"{scheme.lower()}://{rest}"
    try:
        path = quote(path, safe=_ALLOWED)
    except UnicodeEncodeError:
        return text
    return f"{scheme.lower()}://{host.lower()}{slash if path else ''}{path}"


def refusal(address: str) -> Refusal | None:
    """Say why *address* is not one that wgbot lists; None where it is fine."""
    if len(address) > MAX_LENGTH:
        return Refusal(f"has more than {MAX_LENGTH:,} characters", "Use a shorter one.")
    if not address.lower().startswith("https://"):
        if "://" in address or re.match(r"[a-z][a-z0-9+.-]*:", address, re.IGNORECASE):
            return Refusal(
                "is not an address that starts with `https://`", "Use its `https://` address."
            )
        return Refusal("is not an address", "Write it in full, from `https://` on.")
    if re.search(r"[^!-~]|[\"<>\\^`{|}]", address):
        return Refusal(
            "has a character in it that an address cannot have",
            "Copy it from the address bar of your browser.",
        )
    return _refuse_host(address)


def _refuse_host(address: str) -> Refusal | None:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return Refusal("is not an address", "Copy it from the address bar of your browser.")
    if "@" in parts.netloc:
        return Refusal(
            "has a user name in it", "Remove all between `https://` and `@`, and the `@`."
        )
    if port not in (None, 443) or parts.netloc.endswith(":"):
        return Refusal("names a port", "Use the address without `:` and a number behind the host.")
    if not _HOST.fullmatch(host) or len(host) > 253 or host.rpartition(".")[2] in _PRIVATE:
        return Refusal(
            "does not lead to a public web site",
            "Use the address of a site that everybody can open, by its name.",
        )
    return None
