"""E-mail addresses: found wherever they stand in a text and however they are spelled.

A text is judged as a reader makes it out (`plain`), with its markup and without it, for an address
can stand in either: in a link's target, or in parts, each in bold. What is found is taken out of the
text as it was written.

What only looks like an address stays where it can be told: `@ada`, `name@1.2`, `git@host:path`, a
room or a calendar. `@ada@host` is an account of the Fediverse where it is a link, where the text
says so, or where the host's name does (`social`, `mastodon` …); anywhere else, somebody put an `@`
before an address. `ada at example.org` is a sentence in a text, and an address in what is about one
person or their mail.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from wgbot.setup.importers import plain
from wgbot.text.problems import SetupError

LEFT_OUT = "…"
"""What stands in a text where an address stood."""

MARK = "address@left-out.invalid"
"""What stands for every address from when a list is opened until it is left out.

A list's values are taken apart by all sorts of signs. An address would not be known by its parts, so
none is there any more when that happens.
"""

MAX_DEPTH = 30
"""How deep the values of a list may be nested."""

_MOST_ROUNDS = 8
_LOCAL = frozenset("@<>()[]{}\"',;:/\\|?=&#*`~!%…–—•")
"""What ends the part of an address before its `@`, apart from spaces."""
_CLOSED = dict(zip(")]}>\"'”’", "([{<\"'“‘", strict=True))
_MOST_QUOTED = 64

_COMMON = r"(?:com|net|org|edu|gov|mil|int|info|biz|dev|app|xyz|example|test|[a-z]{2})(?![\w-])"
_AT = re.compile(
    r"""
      (?P<bracketed>[\ \n]?(?:[(\[{]\ ?(?:at|ät|a|@)\ ?[)\]}]|<\ ?(?:at|ät|@)\ ?>|["'“‘]at["'”’])[\ \n]?)
    | (?P<sign>\ ?@+(?:\ ?at@)?[\ \n]?)
    | (?P<between>\ ät\ |(?<=\w)[\ ]?-at-[\ ]?(?=\w)|(?<=[^\W_])_at_(?=\w)|\ _at_\ )
    | (?P<said>(?<=\w)\ at\ (?=\w))
    | (?P<written>\bmailto:[^\s<>()\[\]"']*)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LABEL = r"(?:[^\W_]|[_-](?!dot[_-]))++"
_SAID_DOT = (
    r"""[\ \n]?[(\[{<]\ ?(?:dot|punkt|\.)\ ?[)\]}>][\ \n]?|\ [_'"-]?dot[_'"-]?\ |[_-]dot[_-]"""
)
_DOT = rf"(?:{_SAID_DOT}|\.|,(?={_COMMON}))"
_LOOSE_DOT = rf"(?:{_SAID_DOT}|\ \.\ ?|\.\ (?=(?:com|net|org|de|io)\b)|\.|,(?={_COMMON}))"
_FLAGS = re.VERBOSE | re.IGNORECASE
_DOMAIN = re.compile(rf"[(\[{{<\"'“‘]?({_LABEL}(?:{_DOT}{_LABEL})*+)", _FLAGS)
_LOOSE_DOMAIN = re.compile(rf"[(\[{{<\"'“‘]?({_LABEL}(?:{_LOOSE_DOT}{_LABEL})*+)", _FLAGS)
_ANY_DOT = re.compile(_LOOSE_DOT, _FLAGS)
_HAS_SAID_DOT = re.compile(_SAID_DOT, _FLAGS)
_TOP = re.compile(r"[^\W\d_]{2,63}|xn--[\w-]{2,59}", re.IGNORECASE)
_COMMON_TOP = re.compile(_COMMON, re.IGNORECASE)
_NUMBERS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_IN_BRACKETS = re.compile(
    r"\[(?:\d{1,3}(?:\.\d{1,3}){3}|ipv6:[\da-f:.]+|[\da-f]*:[\da-f:.]+)\]", re.I
)
_HOST_ALONE = re.compile(
    r"(?!(?:latest|next|main|master|head|stable|beta|alpha|canary|nightly|edge|lts|v\d+)\Z"
    r"|(?=[^\W_]*\d)[0-9a-f]{7,40}\Z)[^\W\d_][\w-]+",
    re.IGNORECASE,
)
"""A host without a dot; no version, branch or commit, as behind a package's name."""
_FILE = re.compile(
    r"png|jpe?g|gif|svg|webp|js|css|html?|md|pdf|txt|ya?ml|json|toml|rs|py|sh", re.IGNORECASE
)
_ICON = re.compile(r"\d(?:\.\d)?x\.\w+", re.IGNORECASE)
_OF_A_REPOSITORY = re.compile(r"(?:git|hg|svn)@[\w.-]++[:/]\w", re.IGNORECASE)
# Rooms and calendars, which are called in the manner of addresses.
_ROOM = re.compile(
    r"(?:group|import|resource)(?:\.v)?\.calendar\.google\.com|thread\.(?:skype|v2|tacv2)"
    r"|unq\.gbl\.spaces",
    re.IGNORECASE,
)
# The page of a list, by which people join it and read it, is named after the list.
_PAGE_OF_LIST = re.compile(
    r"/(?:archives/list|hyperkitty/list|mailman3/lists|postorius/lists)/\Z"
    r"|//lists\.apache\.org/(?:list|thread)\.html\?\Z"
)
_FEDIVERSE = re.compile(
    r"(?:^|[.-])(?:social|mastodon|mstdn|fosstodon|hachyderm|toot|tooting|pleroma|misskey|pixelfed|lemmy"
    r"|peertube|infosec\.exchange|chaos)(?:[.-]|$)",
    re.IGNORECASE,
)
_SAYS_FEDIVERSE = re.compile(
    r"(?:mastodon|fediverse|pixelfed|lemmy)\W{0,3}@?\Z|/@?\Z", re.IGNORECASE
)
# What cannot be without one of these has no address in it: most texts.
_MAYBE = re.compile(
    r"[@%&\\]|(?<![^\W_])at(?![^\W_])|\ba\b[)\]}]|mailto:|[^\x00-\x7f]", re.IGNORECASE
)

_LINK = re.compile(r"\[(?P<text>[^\[\]]*)\]\((?P<url>[^\s()]*)(?:\s+\"[^\"]*\")?\)")
_URL = re.compile(r"https?://[^\s<>()\[\]\"|]+", re.IGNORECASE)
_BRACKETS = re.compile(rf"\s*[<(\[]\s*{LEFT_OUT}\s*[>)\]]")


def _found(text: str, of_person: bool) -> list[tuple[int, int]]:
    """Return where addresses are in a text that a reader can make out."""
    found: list[tuple[int, int]] = []
    signs = list(_AT.finditer(text))
    before = 0
    begins = [*(each.start() for each in signs), len(text)]
    for sign, after in zip(signs, begins[1:], strict=True):
        if place := _address(text, sign, before, after, of_person):
            found.append(place)
        before = sign.end()
    return found


def _address(
    text: str, sign: re.Match[str], before: int, after: int, of_person: bool
) -> tuple[int, int] | None:
    """Return where the address around a *sign* is; *before* and *after* it are other signs."""
    if sign["written"]:
        return sign.span()
    begin = _begin(text, sign, before)
    # In `@ada@example.org`, the first sign belongs to the second.
    is_handle = begin == before and before > 0 and text[before - 1] == "@"
    if begin == sign.start():
        return None
    end = _end(text, sign, begin, after, of_person)
    if end is None or _OF_A_REPOSITORY.match(text, begin):
        return None
    if _PAGE_OF_LIST.search(text[max(0, begin - 40) : begin]):
        return None
    if is_handle and sign["sign"]:
        host = text[sign.end() : end]
        if _FEDIVERSE.search(host) or _SAYS_FEDIVERSE.search(text[max(0, begin - 20) : begin]):
            return None
        begin -= 1
    return begin, end


def _begin(text: str, sign: re.Match[str], before: int) -> int:
    """Return where the part before a sign begins; at the sign, where there is none."""
    at = end = sign.start()
    while at > before and not text[at - 1].isspace() and text[at - 1] not in _LOCAL:
        at -= 1
    if at < end or at == before or sign[0][0].isspace():
        return at
    # "ada b"@example.org, [ada]@example.org, ada!@example.org
    if opening := _CLOSED.get(text[at - 1]):
        opened = text.rfind(opening, max(before, at - _MOST_QUOTED), at - 1)
        return opened if opened >= 0 and re.search(r"\w", text[opened:at]) else at
    return at - 1 if text[at - 1] in "!#$&*~%" else at


def _end(text: str, sign: re.Match[str], begin: int, after: int, of_person: bool) -> int | None:
    """Return where the host behind a sign ends; None where there is none that makes an address."""
    is_spaced = sign[0][-1].isspace()
    if literal := _IN_BRACKETS.match(text, sign.end()):
        return literal.end() if sign["sign"] else None
    domain = (_LOOSE_DOMAIN if is_spaced else _DOMAIN).match(text, sign.end(), after)
    if domain is None:
        return None
    host = domain[1]
    if sign["sign"] and (_ROOM.match(host) or _ICON.fullmatch(host)):
        return None
    if _NUMBERS.fullmatch(host) or host.casefold() == "localhost":
        return domain.end() if sign["sign"] or sign["bracketed"] else None
    end = _end_of_top(host)
    if end is None:
        is_alone = (
            sign["sign"] and sign["sign"].strip() == sign["sign"] and _is_narrow(text, begin, sign)
        )
        return domain.end() if is_alone and _HOST_ALONE.fullmatch(host) else None
    place = domain.start(1) + end
    top = _ANY_DOT.split(host[:end])[-1]
    if sign["sign"] and sign[0][0] == " " and not is_spaced:
        # `Ada @ada.lovelace` names an account, and `Ada @ada.l:example.org` a room.
        is_account = not _COMMON_TOP.fullmatch(top) or text[place : place + 1] == ":"
        return None if is_account else place
    if sign["between"] and (_FILE.fullmatch(top) or text[begin - 1 : begin] == "/"):
        return None
    if sign["said"]:
        is_said = _HAS_SAID_DOT.search(host) or sign["said"] == " AT "
        is_whole = of_person and (text[begin].islower() or (begin, place) == (0, len(text)))
        return place if is_said or is_whole else None
    return place


def _is_narrow(text: str, begin: int, sign: re.Match[str]) -> bool:
    """Return whether what is before a sign can be nothing but the name of a mailbox."""
    return text[begin - 1 : begin] != "/" and bool(
        re.fullmatch(r"[\w.+-]+", text[begin : sign.start()])
    )


def _end_of_top(host: str) -> int | None:
    """Return where a host's last label is that can be a top-level domain; None for no such host."""
    begins = [each.end() for each in _ANY_DOT.finditer(host)]
    ends = [*(each.start() for each in _ANY_DOT.finditer(host)), len(host)][1:]
    for begin, end in reversed(list(zip(begins, ends, strict=True))):
        if _TOP.fullmatch(host, begin, end):
            return end
    return None


def _places(text: str, of_person: bool) -> list[tuple[int, int]]:
    """Return where addresses are in a text as it was written, in order and apart."""
    if not _MAYBE.search(text):
        return []
    decoded = plain.plain(text).decoded()
    bare = decoded.without_markup()
    views = (decoded,) if bare is decoded else (decoded, bare)
    found = sorted(view.source(*place) for view in views for place in _found(view.text, of_person))
    apart: list[tuple[int, int]] = []
    for begin, end in found:
        if apart and begin < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((begin, end))
    return apart


def has(text: str, *, of_person: bool = False) -> bool:
    """Return whether there is an e-mail address in a text, or in what is said *of_person*."""
    return bool(_places(text, of_person))


def hidden(text: str, *, of_person: bool = False) -> str:
    """Return a text with an ellipsis in place of each e-mail address, and of each link with one in it."""
    if not has(text, of_person=of_person):
        return text
    text = _LINK.sub(lambda link: link["text"] if has(link["url"]) else link[0], text)
    text = _URL.sub(lambda link: LEFT_OUT if has(link[0]) else link[0], text)
    # What stood beside an address can make another one of what is left.
    for _ in range(_MOST_ROUNDS):
        places = _places(text, of_person)
        text = _BRACKETS.sub("", "".join(_replaced(text, places, lambda _: LEFT_OUT)))
        if not places and not has(text, of_person=of_person):
            return text.strip()
    return LEFT_OUT


def _replaced(
    text: str, places: list[tuple[int, int]], fresh: Callable[[str], str]
) -> Iterator[str]:
    done = 0
    for begin, end in places:
        yield text[done:begin]
        yield fresh(text[begin:end])
        done = end
    yield text[done:]


def rest(text: str, *, of_person: bool = False) -> str:
    """Return what is left of a text without its addresses; nothing, where that says nothing."""
    left = hidden(text, of_person=of_person)
    return left if left == text or re.search(r"\w", left) else ""


def marked(text: str) -> str:
    """Return a text with the mark in place of each address, and with as many lines."""
    return "".join(_replaced(text, _places(text, False), _mark))


def _mark(address: str) -> str:
    scheme = "mailto:" if address[:7].casefold() == "mailto:" else ""
    return scheme + MARK + "\n" * address.count("\n")


def marked_values(value: Any, depth: int = 0) -> Any:
    """Return the values of a list, of any kind, with the mark in place of each address.

    Keys are texts then. Raises SetupError where the values are nested too deep.
    """
    if depth > MAX_DEPTH:
        raise SetupError(f"Values are nested more than {MAX_DEPTH} deep. Make the list flatter.")
    if isinstance(value, str):
        return marked(value)
    if isinstance(value, list):
        return [marked_values(each, depth + 1) for each in value]
    if not isinstance(value, dict):
        return value
    made: dict[str, Any] = {}
    for key, each in value.items():
        name = marked(str(key))
        while name in made:
            name += "′"
        made[name] = marked_values(each, depth + 1)
    return made


def hidden_values(value: Any) -> Any:
    """Return values of any kind with an ellipsis in place of each address."""
    if isinstance(value, str):
        return hidden(value)
    if isinstance(value, list | tuple):
        return [hidden_values(each) for each in value]
    if isinstance(value, dict):
        return {hidden(str(key)): hidden_values(each) for key, each in value.items()}
    return value
