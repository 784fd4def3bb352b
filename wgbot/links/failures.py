"""What it says about a link that no answer came, or that it cannot be asked for."""

import ssl
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from wgbot.links.classify import LinkOutcome
from wgbot.links.client import url_of
from wgbot.links.findings import State
from wgbot.links.gate import ConnectionBlocked

_EXPIRED, _SELF_SIGNED, _OTHER_HOST = 10, 18, 62


class TimedOut(LinkOutcome):
    """There was no answer in time."""


def refusal(address: str) -> LinkOutcome | None:
    """Return why *address* is not asked at all."""
    scheme, separator, _ = address.partition(":")
    if not separator or scheme.lower() not in ("http", "https"):
        return LinkOutcome("skipped", "only http and https addresses are checked")
    try:
        parts = urlsplit(address)
        fine = bool(parts.hostname) and parts.port != 0 and bool(url_of(address).host)
    except ValueError:
        fine = False
    return None if fine else LinkOutcome("dead", "it isn't an address that can be opened")


def outcome(error: Exception, redirected: bool, timeout: float) -> LinkOutcome:
    """Return what it means that there was no answer."""
    cause = getattr(error, "os_error", error)
    if isinstance(cause, ConnectionBlocked):
        if redirected:
            return LinkOutcome("unknown", f"it redirects to where {cause}")
        return LinkOutcome("skipped", str(cause))
    match error:
        case TimeoutError():
            return TimedOut("dead", f"no answer in {timeout:g} seconds", again=True)
        case aiohttp.ClientSSLError() | ssl.SSLError():
            return _of_encryption(error)
        case aiohttp.ClientConnectorDNSError():
            return LinkOutcome("dead", "its domain name doesn't exist", again=True)
        case aiohttp.ClientConnectorError():
            return LinkOutcome("dead", f"no connection to its server: {_said(cause)}", again=True)
        case aiohttp.InvalidURL():
            state: State = "unknown" if redirected else "skipped"
            return LinkOutcome(state, "an IP address in an odd spelling isn't checked")
        case aiohttp.ServerDisconnectedError() | aiohttp.ClientOSError() | OSError():
            return LinkOutcome(
                "dead", "its server closes the connection without a word", again=True
            )
        case aiohttp.ClientError():
            return LinkOutcome("unknown", "its server sends an invalid answer", again=True)
    return LinkOutcome("unknown", f"it couldn't be checked ({type(error).__name__})")


def _said(cause: Any) -> str:
    # What the system calls it, without the addresses that Python adds.
    number = getattr(cause, "errno", None)
    return {111: "refused", 61: "refused", 101: "no way there", 113: "no way there"}.get(
        number if isinstance(number, int) else 0, "it failed"
    )


def _of_encryption(error: Exception) -> LinkOutcome:
    if not isinstance(error, aiohttp.ClientConnectorCertificateError):
        return LinkOutcome("unknown", "its server and wgbot support no common encryption")
    code = getattr(error.certificate_error, "verify_code", None)
    words = {
        _EXPIRED: "its certificate has expired",
        _SELF_SIGNED: "its certificate is self-signed",
        _OTHER_HOST: "its certificate is for another site",
    }
    if code in words:
        return LinkOutcome("dead", words[code])
    # Browsers fetch what some servers forget to send along, and Python does not.
    return LinkOutcome("unknown", "its certificate can't be verified")
