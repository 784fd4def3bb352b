"""What a page says about itself: its title, that it is none, that it wants to see a person first.

Only what is sure: in a title, a phrase counts where it is all of it, or all between two dashes.
"""

import html
import re
from http import HTTPStatus
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

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
_THING = (
    "(?:page|site|website|file|document|content|url|address|link|resource|article|post|topic|project"
    "|repository|group|channel|room|space|community|event|meeting|calendar|invitation|user|profile"
    "|account|item|entry|list|thread)"
)
_NONE_SAID = re.compile(
    rf"""(?:(?:sorry|oops|whoops|oh\ no|uh[ -]oh|error|404)[,:.!…]*\ )?
    (?:(?:the|this|that|your|requested|web)\ ){{0,3}}{_THING}\ (?:you\ [a-z]{{2,12}}(?:\ [a-z]{{2,12}}){{0,2}}\ )?
    (?:(?:was|is|were|could|can|has|does)\ )?(?:been\ )?
    (?:not\ |no\ longer\ |cannot\ |can't\ |couldn't\ |isn't\ |wasn't\ |doesn't\ )(?:be\ )?(?:found|exists?|available|here|there)
    |(?:(?:sorry|oops|whoops)[,:.!…]*\ )?(?:we|i)\ (?:can't|couldn't|cannot|could\ not|can\ not)\ find\ (?:the|that|this|your)\ {_THING}
    |(?:(?:the|this|that|your|requested)\ ){{0,2}}{_THING}\ (?:has\ been|was|is)\ (?:removed|deleted|gone)""",
    re.VERBOSE,
)
_STATUS = re.compile(
    r"(?:(?:http|error|fehler|erreur|status|code|oops|whoops)[ :,!]{1,2}){0,3}([45][0-9]{2})(?: ([a-z -]{2,40}))?"
)
_NONE_PARTS = frozenset(
    (
        *("404", "404.html", "404.htm", "404.php", "404.aspx", "404-not-found", "404-error"),
        *("error404", "error-404", "notfound", "not-found", "not_found", "notfound.html"),
        *("not-found.html", "page-not-found", "page_not_found", "pagenotfound", "410", "gone"),
        *("page-not-found.html", "errorpage", "error-page", "notfound.aspx"),
    )
)
# … and at the end of an address.
_NONE_ENDS = frozenset("oops error error.html error.htm error.php error.aspx error.jsp".split())
# How titles of pages begin that stand before a site, and want to see a browser or a person, …
_CHALLENGES = (
    *("just a moment", "attention required!", "checking your browser", "one moment, please"),
    *("making sure you're not a bot", "ddos-guard", "access to this page has been denied"),
    *("pardon our interruption", "please verify you are", "verify you are human", "verifying you"),
    *("client challenge", "vercel security checkpoint", "are you a robot", "are you human"),
    *("you have been blocked", "sucuri website firewall", "you are being redirected"),
    *("einen moment", "nur einen moment", "un momento", "un instant", "só um momento"),
    *("een ogenblik", "один момент", "请稍候", "しばらくお待ちください"),
    *("robot or human", "vérification de sécurité"),
    *("validating your browser", "performing security verification", "bot or not"),
    *("your access to this site has been limited", "sorry, you have been blocked"),
    *("your browser is not supported", "unsupported browser", "browser not supported"),
    *("please update your browser", "please enable javascript", "please enable cookies"),
)
# … and what such a title is, where other pages begin with it too.
_CHALLENGE = frozenset(
    (
        *("access denied", "robot check", "human verification", "security check", "captcha"),
        *("bot verification", "request rejected", "too many requests", "blocked", "forbidden"),
        *("error 1020", "security verification", "403 forbidden"),
    )
)
# What a host shows in place of a site, …
_AWAY = frozenset(
    (
        *("account suspended", "this account has been suspended", "website suspended"),
        *("site suspended", "this site has been suspended", "this website has been suspended"),
        *("website expired", "domain expired", "this domain has expired", "suspended domain"),
        *("domain parked", "parked domain", "domain parking", "this domain is parked"),
        *("domain for sale", "this domain is for sale", "this domain may be for sale"),
        *("default web site page", "welcome to nginx", "apache2 ubuntu default page: it works"),
        *("apache2 debian default page: it works", "iis windows server"),
        *("down for maintenance", "under maintenance", "maintenance mode"),
        *("we'll be right back", "we'll be back soon"),
        *("site maintenance", "scheduled maintenance", "website maintenance", "wartungsarbeiten"),
        *("site is undergoing maintenance", "service unavailable", "temporarily unavailable"),
    )
)
_AT_FAULT = range(500, 600)
# … or about the domain's name.
_FOR_SALE = re.compile(
    r"(?:the (?:domain|website) )?[\w-]{1,63}(?:\.[\w-]{1,63}){1,4} (?:(?:is|may be) (?:for sale|parked"
    r"|available for purchase|not available)|has expired)"
)
_CONSENTS = ("before you continue", "cookie consent", "your privacy choices", "privacy wall")
_CONSENT_HOSTS = frozenset(("consent", "guce", "cmp", "privacywall", "cookiewall", "myprivacy"))
_CONSENT_PARTS = frozenset(
    (
        *("consent", "cookie-consent", "cookieconsent", "cookiewall", "cookie-wall", "gdpr"),
        *("privacy-wall", "privacywall", "collectconsent", "age-verification", "age-gate"),
        *("privacy-gate", "cookie-gate", "consent-gate"),
    )
)
_LOGIN_PATH = re.compile(
    r"/(?:log|sign)[-_]?(?:in|on)(?=[/.?#]|\Z)|/(?:sso|saml2?|oauth2?|openid-connect|cas|authorize|accounts?/login"
    r"|users/sign_in|sessions?/new|wp-login\.php|servicelogin|special:userlogin)(?=[/.?#]|\Z)",
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
    return any(
        part.strip(" !.:-–—") in _NONE
        or part in _NONE
        or _NONE_SAID.fullmatch(part.strip(" !.:-–—"))
        or _status_said(part) in (404, 410)
        for part in _title_parts(body)
    )


def _title_parts(body: str) -> list[str]:
    """Return a page's title, and what is between the dashes in it."""
    said = _casefolded(body)
    return [said, *(part.strip() for part in _BETWEEN.split(said))]


def _status_said(part: str) -> int | None:
    """Return the status that a part of a title is, with its words or without: `502 bad gateway`."""
    found = _STATUS.fullmatch(part.strip(" !."))
    if not found:
        return None
    try:
        words = HTTPStatus(int(found[1])).phrase.casefold()
    except ValueError:
        return None
    return int(found[1]) if found[2] in (None, "error", words) else None


def is_in_place_of_site(body: str) -> bool:
    """Return whether a page's title says that it stands where a site was, for now or for good."""
    return any(
        part.strip(" !.:") in _AWAY
        or _FOR_SALE.fullmatch(part.strip(" !."))
        or _status_said(part) in _AT_FAULT
        for part in _title_parts(body)
    )


def is_called_none(address: str) -> bool:
    """Return whether an address is one that sites give to "not found" itself."""
    parts = _parts(address)
    return any(part in _NONE_PARTS for part in parts) or not _NONE_ENDS.isdisjoint(parts[-1:])


def is_challenge(body: str) -> bool:
    """Return whether a page stands before a site, for people to show that they are some."""
    said = _casefolded(body)
    return said.startswith(_CHALLENGES) or _BETWEEN.split(said)[0].strip(" .!") in _CHALLENGE


def is_login(address: str, first: str, body: str) -> bool:
    """Return whether the page at *address*, where *first* leads, wants to know who is there."""
    if address != first:
        here, before = urlsplit(address), urlsplit(first)
        by_path = _LOGIN_PATH.search(_page(here)) and not _LOGIN_PATH.search(_page(before))
        by_host = here.hostname != before.hostname and _LOGIN_HOST.match(here.hostname or "")
        if by_path or by_host:
            return True
    return bool(_LOGIN.match(title(body)) and _PASSWORD.search(body))


def _page(parts: SplitResult) -> str:
    """Return the path of a page; a wiki can have its name behind the `?`."""
    title = dict(parse_qsl(parts.query, max_num_fields=50)).get("title")
    return f"{parts.path}/{title}" if title else parts.path


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
