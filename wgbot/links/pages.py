"""What a page says about itself: its title, that it is none, that it wants to see a person first.

Only what is sure: in a title, a phrase counts where it is all of it, or all between two dashes.
"""

import html
import re
from urllib.parse import unquote, urlsplit

_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,400})", re.IGNORECASE)
_BETWEEN = re.compile(r"\s[-–—|·•:»«]+\s|[|·•»«…]|:\s")
_PASSWORD = re.compile(r"<input[^<>]{1,300}type\s{0,4}=\s{0,4}[\"']?password", re.IGNORECASE)
_LOGIN = re.compile(r"(?:log|sign)[ -]?in\b|anmelden\b|connexion\b", re.IGNORECASE)

_NONE = frozenset(
    (
        *("404", "404 not found", "not found", "404 page not found", "page not found"),
        *("error 404", "404 error", "http 404", "page not found (404)", "not found (404)"),
        *("404 - page not found", "404 - not found", "404 (not found)", "(404) page not found"),
        *("error 404 (not found)!!1", "404 file not found", "file not found", "oops", "410 gone"),
        *("page doesn't exist", "page does not exist", "this page doesn't exist"),
        *("this page does not exist", "content not found", "site not found", "nothing found"),
        *("page no longer available", "page not available", "page unavailable", "no page found"),
        *("the page you were looking for doesn't exist", "we can't find that page"),
        *("page cannot be found", "the page cannot be found", "this page could not be found"),
        *("404: this page could not be found.", "404: this page could not be found"),
        *("seite nicht gefunden", "nicht gefunden", "page introuvable", "page non trouvée"),
        *("página no encontrada", "página não encontrada", "pagina non trovata"),
        *("pagina niet gevonden", "nie znaleziono strony", "sidan hittades inte"),
        *("страница не найдена", "ページが見つかりません", "找不到页面", "页面未找到"),
    )
)
_NONE_PARTS = frozenset(
    (
        *("404", "404.html", "404.htm", "404.php", "404.aspx", "404-not-found", "404-error"),
        *("error404", "error-404", "notfound", "not-found", "not_found", "notfound.html"),
        *("not-found.html", "page-not-found", "page_not_found", "pagenotfound", "410", "gone"),
        *("page-not-found.html", "errorpage", "error-page"),
    )
)
# How titles of pages begin that stand before a site, and want to see a browser or a person, …
_CHALLENGES = (
    *("just a moment", "attention required!", "checking your browser", "one moment, please"),
    *("making sure you're not a bot", "ddos-guard", "access to this page has been denied"),
    *("pardon our interruption", "please verify you are", "verify you are human", "verifying you"),
    *("client challenge", "vercel security checkpoint", "are you a robot", "are you human"),
    *("you have been blocked", "sucuri website firewall", "you are being redirected"),
    *("validating your browser", "performing security verification", "bot or not"),
    *("your access to this site has been limited", "sorry, you have been blocked"),
)
# … and what such a title is, where other pages begin with it too.
_CHALLENGE = frozenset(
    (
        *("access denied", "robot check", "human verification", "security check", "captcha"),
        *("bot verification", "request rejected", "too many requests", "blocked", "forbidden"),
        *("error 1020", "security verification", "403 forbidden"),
    )
)
_CONSENTS = ("before you continue", "cookie consent", "your privacy choices", "privacy wall")
_CONSENT_HOSTS = frozenset(("consent", "guce", "cmp", "privacywall", "cookiewall", "myprivacy"))
_CONSENT_PARTS = frozenset(
    (
        *("consent", "cookie-consent", "cookieconsent", "cookiewall", "cookie-wall", "gdpr"),
        *("privacy-wall", "privacywall", "collectconsent", "age-verification", "age-gate"),
    )
)
_LOGIN_PATH = re.compile(
    r"/(?:log|sign)[-_]?(?:in|on)(?=[/.?#]|\Z)|/(?:sso|saml2?|oauth2?|cas|authorize|accounts?/login"
    r"|users/sign_in|wp-login\.php|servicelogin)(?=[/.?#]|\Z)",
    re.IGNORECASE,
)
_LOGIN_HOST = re.compile(r"\A(?:login|signin|accounts|auth|sso|idp)\.", re.IGNORECASE)


def title(body: str) -> str:
    """Return the title of a page, in one line; empty if it has none."""
    found = _TITLE.search(body)
    return " ".join(html.unescape(found[1]).split()) if found else ""


def _casefolded(body: str) -> str:
    return title(body).casefold().replace("\u2019", "'")


def says_it_is_none(body: str) -> bool:
    """Return whether a page's title says that the page is not there."""
    said = _casefolded(body)
    parts = (said, *_BETWEEN.split(said))
    return any(part.strip(" !.:-–—") in _NONE or part.strip() in _NONE for part in parts)


def is_called_none(address: str) -> bool:
    """Return whether an address is one that sites give to "not found" itself."""
    return any(part in _NONE_PARTS for part in _parts(address))


def is_challenge(body: str) -> bool:
    """Return whether a page stands before a site, for people to show that they are some."""
    said = _casefolded(body)
    return said.startswith(_CHALLENGES) or _BETWEEN.split(said)[0].strip(" .!") in _CHALLENGE


def is_login(address: str, first: str, body: str) -> bool:
    """Return whether the page at *address*, where *first* leads, wants to know who is there."""
    if address != first:
        here, before = urlsplit(address), urlsplit(first)
        by_path = _LOGIN_PATH.search(here.path) and not _LOGIN_PATH.search(before.path)
        by_host = here.hostname != before.hostname and _LOGIN_HOST.match(here.hostname or "")
        if by_path or by_host:
            return True
    return bool(_LOGIN.match(title(body)) and _PASSWORD.search(body))


def is_consent(address: str, first: str, body: str) -> bool:
    """Return whether the page at *address*, where *first* leads, first asks for an agreement."""
    if address == first:
        return False
    here, before = urlsplit(address), urlsplit(first)
    host = (here.hostname or "").removeprefix("www.").partition(".")[0]
    by_host = here.hostname != before.hostname and host in _CONSENT_HOSTS
    by_path = any(part in _CONSENT_PARTS for part in {*_parts(address)} - {*_parts(first)})
    return by_host or by_path or title(body).casefold().startswith(_CONSENTS)


def _parts(address: str) -> list[str]:
    return [part for part in unquote(urlsplit(address).path).lower().split("/") if part]
