"""Accounts, as they are marked in a line of text: `@ada`, a profile's address, `GitHub: ada`.

Who they are of and what they do is for `people`; whether there is such an account for the checks.
"""

import re
from functools import lru_cache
from typing import NamedTuple

ACCOUNT = re.compile(r"(?=.{1,39}\Z)[A-Za-z0-9][A-Za-z0-9-]*+(?:_[A-Za-z0-9]{1,8})?")
"""Accounts of enterprises end in `_` and a short code; old ones may have two hyphens, or end in one.

https://docs.github.com/en/enterprise-cloud@latest/admin/managing-iam
"""

AROUND = "\"'`*<>()[].:!?"
"""What is around an account in a sentence or a list, and isn't a part of it."""
EMAIL = "…@…"
"""What stands for an e-mail address."""

_EMAIL = re.compile(
    r"""(?<![^\s@<>()|,;:"'])[^\s@<>()|,;:"']++(?:@|[ ]?[(\[{]at[)\]}][ ]?|[ ]at[ ])[^\W_][\w-]*+
    (?:(?:\.|[ ]?[(\[{]dot[)\]}][ ]?|[ ]dot[ ])[^\W_][\w-]*+)++""",
    re.VERBOSE | re.IGNORECASE,
)
_PROFILE = r"(?:https?://)?(?:www\.)?github\.com/"
_FOUND = re.compile(
    rf"""\[(?P<text>[^\[\]]*)\]\(<?(?P<url>[^\s()<>]++)>?\)
    | (?<![\w.@/-]){_PROFILE}(?P<profile>[\w-]++)/?(?:[?#][^\s()<>\[\],;]*+)?(?![\w/-])
    | (?<![\w.])(?:github|gh)(?:[ -]?(?:account|user[ -]?name|user|handle|id|login|profile))?\*{{0,2}}[ ]?
      [:=]\*{{0,2}}[ ]?(?P<told>(?!https?:)[A-Za-z0-9][\w-]*+)(?![\w./:@])
    | (?<![\w.+])@(?P<mark>(?:[^\s,;()\[\]<>|*`"'’“”&+…–—/~]|/(?!@)|\[bot\])*+)""",
    re.VERBOSE | re.IGNORECASE,
)
_NETWORK = (
    r"(?:twitter|mastodon|fediverse|bluesky|bsky|threads|slack|discord|telegram|matrix|element|zulip"
    r"|gitter|irc|instagram|linkedin|facebook|reddit|gitlab|codeberg|bitbucket|keybase|signal"
    r"|whatsapp|wechat|skype|docker ?hub|hugging ?face|orcid)"
)
ELSEWHERE = re.compile(rf"\b{_NETWORK}\b|\A(?:x|npm|pypi)\Z", re.IGNORECASE)
"""Names of places that have accounts of their own."""
_OF_ELSEWHERE = re.compile(
    rf"(?<!\w)(?:(?:{_NETWORK}|x|npm|pypi)(?: ?/ ?(?:{_NETWORK}|x))?)"
    r"(?:[ -](?:account|user[ -]?name|user|handle|id|nick(?:name)?|name)[ ]?[:=]?|[ ]?[:=])[ ]?\Z",
    re.IGNORECASE,
)
_ON_ELSEWHERE = re.compile(rf"[ ]?[(\[]?on (?:the )?{_NETWORK}\b", re.IGNORECASE)
_EMPHASIS = re.compile(r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}")
_NEAR = 40
"""How many characters around an account tell where it is one."""


def without_emails(text: str) -> str:
    """Return *text* with something else in the place of each e-mail address: it isn't ours to tell."""
    return _EMAIL.sub(EMAIL, text)


def mailbox(text: str) -> str | None:
    """Return whose an e-mail address is by itself, if *text* is nothing else."""
    found = _EMAIL.fullmatch(text)
    return re.split(r"@|\W(?:at)\W", found[0], maxsplit=1)[0] if found else None


def without_emphasis(text: str) -> str:
    """Return *text* without what makes Markdown bold, slanted or code."""
    return _EMPHASIS.sub("", text)


class MarkedAccount(NamedTuple):
    """An account in a line, or what is marked like one, and where it is."""

    start: int
    end: int
    account: str
    label: str = ""
    """The text of the link that it is."""


# A line is asked about by each of those that read it, one after the other.
@lru_cache(maxsize=16)
def marks(line: str) -> tuple[MarkedAccount, ...]:
    """Return the accounts that are marked in *line*; those that are elsewhere than on GitHub are none."""
    found = (_mark(each) for each in _FOUND.finditer(_EMAIL.sub(_blank, line)))
    here = [mark for mark in found if mark and not _is_elsewhere(line, mark)]
    return tuple(
        mark
        for number, mark in enumerate(here)
        if not (number and _is_the_same(line, here[number - 1], mark))
    )


def _is_elsewhere(line: str, mark: MarkedAccount) -> bool:
    """Return whether a mark is said to be of another place: `Slack: @ada`, `@ada on Slack`."""
    if "github.com/" in line[mark.start : mark.end].lower():
        return False
    before = without_emphasis(line[max(0, mark.start - _NEAR) : mark.start])
    return bool(
        _OF_ELSEWHERE.search(before) or _ON_ELSEWHERE.match(line[mark.end : mark.end + _NEAR])
    )


def _blank(email: re.Match[str]) -> str:
    # A mark can be before it, as in `@ada@example.org`: that is no account.
    is_marked = email.start() > 0 and email.string[email.start() - 1] == "@"
    return " " * len(email[0]) if not is_marked else EMAIL.ljust(len(email[0]))


def _is_the_same(line: str, one: MarkedAccount, other: MarkedAccount) -> bool:
    """Return whether a person's account is there twice, as in `@ada (https://github.com/ada)`."""
    between = line[one.end : other.start].strip()
    return one.account.casefold() == other.account.casefold() and between in ("(", "<", "[", ":")


def _mark(found: re.Match[str]) -> MarkedAccount | None:
    if found["url"] is not None:
        return _linked(found)
    account = found["profile"] or found["told"]
    if account is None:
        account = found["mark"].rstrip(AROUND.replace("]", ""))
        if not account:
            return None
        if not ACCOUNT.fullmatch(account):
            account = "@" + without_emails(account)
    return MarkedAccount(*found.span(), account)


def _linked(found: re.Match[str]) -> MarkedAccount | None:
    """Read a link: to a profile, or with an account as its text."""
    text = found["text"].strip().strip("*_`")
    profile = re.fullmatch(rf"{_PROFILE}([\w-]+)/?(?:[?#].*)?", found["url"], re.IGNORECASE)
    named = text.lstrip("@") if text[:1] == "@" else ""
    if named and profile and named.casefold() != profile[1].casefold():
        return MarkedAccount(*found.span(), without_emails(found[0]))
    if not named and not profile:
        return None
    account = profile[1] if profile else named
    if not ACCOUNT.fullmatch(account):
        account = without_emails(found[0])
    return MarkedAccount(*found.span(), account, "" if named else text)
