"""Where e-mail addresses are in a text, however they are spelled.

What only looks like an address stays where it can be told: `@ada`, `name@1.2`, `git@host:path`, a
room or a calendar. `@ada@host` is an account of the Fediverse where it is a link, where the text
says so, or where the host's name does (`social`, `mastodon` …); anywhere else, someone put an `@`
before an address. `ada at example.org` is a sentence in a text, and an address in what is about one
person or their mail.

All of it takes as long as the text is: each sign for an `@` is judged by what is between the one
before and the one after it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

_LOCAL = frozenset("@<>()[]{}\"',;:/\\|?=&#*`~!%…–—•")
"""What ends the part of an address before its `@`, apart from spaces."""
_CLOSED = dict(zip(")]}>\"'”’", "([{<\"'“‘", strict=True))
_MOST_QUOTED = 64
_MOST_LEADING = 40
_MAILBOX = re.compile(r"[\w.+-]+")

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


def places(text: str, *, of_person: bool) -> list[tuple[int, int]]:
    """Return where addresses are in a text, in which each character is itself."""
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
    if begin == sign.start():
        return None
    end = _end(text, sign, begin, after, of_person)
    if end is None or _OF_A_REPOSITORY.match(text, begin):
        return None
    leading = text[max(0, begin - _MOST_LEADING) : begin]
    if _PAGE_OF_LIST.search(leading):
        return None
    # In `@ada@example.org`, the first sign belongs to the second.
    if not (begin == before and leading.endswith("@") and sign["sign"]):
        return begin, end
    host = text[sign.end() : end]
    is_handle = _FEDIVERSE.search(host) or _SAYS_FEDIVERSE.search(leading)
    return None if is_handle else (begin - 1, end)


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
    """Return where the host behind a sign ends; None if there is none that makes an address."""
    if literal := _IN_BRACKETS.match(text, sign.end()):
        return literal.end() if sign["sign"] else None
    pattern = _LOOSE_DOMAIN if sign[0][-1].isspace() else _DOMAIN
    domain = pattern.match(text, sign.end(), after)
    if domain is None:
        return None
    host, end = domain[1], domain.end()
    if _NUMBERS.fullmatch(host) or host.casefold() == "localhost":
        return end if sign["sign"] or sign["bracketed"] else None
    length = _end_of_top(host)
    if length is None:
        return end if _is_at_host_alone(text, sign, begin, host) else None
    end = domain.start(1) + length
    return (
        end
        if _JUDGES[sign.lastgroup or ""](
            _Candidate(text, sign, begin, end, host[:length], of_person)
        )
        else None
    )


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What has the shape of an address."""

    text: str
    sign: re.Match[str]
    begin: int
    end: int
    host: str
    of_person: bool

    @property
    def top(self) -> str:
        return _ANY_DOT.split(self.host)[-1]


def _is_signed(it: _Candidate) -> bool:
    """Judge `ada@example.org`."""
    if _ROOM.match(it.host) or _ICON.fullmatch(it.host):
        return False
    if it.sign[0][0] != " " or it.sign[0][-1].isspace():
        return True
    # `Ada @ada.lovelace` names an account, and `Ada @ada.l:example.org` a room.
    return bool(_COMMON_TOP.fullmatch(it.top)) and it.text[it.end : it.end + 1] != ":"


def _is_between(it: _Candidate) -> bool:
    """Judge `ada-at-example.org`."""
    return not _FILE.fullmatch(it.top) and it.text[it.begin - 1 : it.begin] != "/"


def _is_said(it: _Candidate) -> bool:
    """Judge `ada at example dot org`."""
    if _HAS_SAID_DOT.search(it.host) or it.sign["said"] == " AT ":
        return True
    is_whole = (it.begin, it.end) == (0, len(it.text))
    return it.of_person and (is_whole or it.text[it.begin].islower())


_JUDGES: dict[str, Callable[[_Candidate], bool]] = {
    "bracketed": lambda _: True,
    "sign": _is_signed,
    "between": _is_between,
    "said": _is_said,
}


def _is_at_host_alone(text: str, sign: re.Match[str], begin: int, host: str) -> bool:
    """Judge `ada@example`."""
    is_tight = sign["sign"] and sign["sign"].strip() == sign["sign"]
    name = text[begin : sign.start()]
    return bool(
        is_tight
        and text[begin - 1 : begin] != "/"
        and _HOST_ALONE.fullmatch(host)
        and _MAILBOX.fullmatch(name)
    )


def _end_of_top(host: str) -> int | None:
    """Return where a host's last label is that can be a top-level domain; None for no such host."""
    begins = [each.end() for each in _ANY_DOT.finditer(host)]
    ends = [*(each.start() for each in _ANY_DOT.finditer(host)), len(host)][1:]
    for begin, end in reversed(list(zip(begins, ends, strict=True))):
        if _TOP.fullmatch(host, begin, end):
            return end
    return None
