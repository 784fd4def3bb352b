"""What it says about a link that no answer came, or that it cannot be asked for."""

import ssl
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from wgbot.links.classify import LinkOutcome
from wgbot.links.client import url_of
from wgbot.links.findings import State
from wgbot.links.gate import ConnectionBlocked
from wgbot.text.sentences import Sentence

_EXPIRED, _SELF_SIGNED, _OTHER_HOST = 10, 18, 62


class TimedOut(LinkOutcome):
    """There was no answer in time."""


def refusal(address: str) -> LinkOutcome | None:
    """Return why *address* is not asked at all."""
    scheme, separator, _ = address.partition(":")
    if not separator or scheme.lower() not in ("http", "https"):
        return LinkOutcome("skipped", Sentence("only http and https addresses are checked"))
    try:
        parts = urlsplit(address)
        fine = bool(parts.hostname) and parts.port != 0 and bool(url_of(address).host)
    except ValueError:
        fine = False
    return None if fine else LinkOutcome("dead", Sentence("it isn't an address that can be opened"))


def outcome(error: Exception, redirected: bool, timeout: float) -> LinkOutcome:
    """Return what it means that there was no answer."""
    cause = getattr(error, "os_error", error)
    if isinstance(cause, ConnectionBlocked):
        if redirected:
            return LinkOutcome("unknown", Sentence("it redirects to an address that isn't public"))
        return LinkOutcome(
            "skipped", Sentence("only public addresses are checked (see `--allow-network`)")
        )
    match error:
        case TimeoutError():
            return TimedOut(
                "dead",
                Sentence("no answer in {seconds} seconds", {"seconds": f"{timeout:g}"}),
                again=True,
            )
        case aiohttp.ClientSSLError() | ssl.SSLError():
            return _of_encryption(error)
        case aiohttp.ClientConnectorDNSError():
            return LinkOutcome("dead", Sentence("its domain name doesn't exist"), again=True)
        case aiohttp.ClientConnectorError():
            return LinkOutcome("dead", _unreached(cause), again=True)
        case aiohttp.InvalidURL():
            state: State = "unknown" if redirected else "skipped"
            return LinkOutcome(state, Sentence("an IP address in an odd spelling isn't checked"))
        case aiohttp.ServerDisconnectedError() | aiohttp.ClientOSError() | OSError():
            return LinkOutcome(
                "dead", Sentence("its server closes the connection without a word"), again=True
            )
        case aiohttp.ClientError():
            return LinkOutcome(
                "unknown", Sentence("its server sends an invalid answer"), again=True
            )
    return LinkOutcome(
        "unknown", Sentence("it couldn't be checked ({error})", {"error": type(error).__name__})
    )


def _unreached(cause: Any) -> Sentence:
    # What the system calls it, without the addresses that Python adds.
    number = getattr(cause, "errno", None)
    if number in (61, 111):
        return Sentence("its server refuses connections")
    if number in (101, 113):
        return Sentence("there is no route to its server")
    return Sentence("no connection to its server")


def _of_encryption(error: Exception) -> LinkOutcome:
    if not isinstance(error, aiohttp.ClientConnectorCertificateError):
        return LinkOutcome("unknown", Sentence("its server and wgbot have no encryption in common"))
    code = getattr(error.certificate_error, "verify_code", None)
    words = {
        _EXPIRED: Sentence("its certificate has expired"),
        _SELF_SIGNED: Sentence("its certificate is self-signed"),
        _OTHER_HOST: Sentence("its certificate is for another site"),
    }
    if code in words:
        return LinkOutcome("dead", words[code])
    # Browsers fetch what some servers forget to send along, and Python does not.
    return LinkOutcome("unknown", Sentence("its certificate can't be verified"))
