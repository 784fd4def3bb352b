"""The parts of a group, from the many ways in which lists write them.

Each function takes what is in a list and gives what is in a registry, or nothing if it
cannot tell. Whether a name or an address is a good one is for the checks.
"""

import re
import unicodedata
from datetime import date
from typing import Any, Literal

from anyascii import anyascii

from wgbot.registry.group import Channel
from wgbot.text import links

MAX_FOCUS = 300
"""The most characters of a focus, as the check `length` has it where nobody sets another."""

Status = Literal["active", "dormant", "retired"]

_STATUS: dict[Status, str] = {
    "active": "active open current running approved chartered aktiv actif activo",
    "dormant": "dormant paused sleeping hibernating hibernated suspended hiatus idle stalled "
    "inactive",
    "retired": "retired archived closed completed complete concluded disbanded dissolved dechartered "
    "ended expired finished former past emeritus historic historical obsolete sunset inaktiv aufgelost beendet archiviert inactif archive",
}
_WORDS: dict[str, Status] = {
    word: status for status, words in _STATUS.items() for word in words.split()
}
_YES_AND_NO: dict[str, Status] = {
    **dict.fromkeys("yes true ja oui si".split(), "active"),
    **dict.fromkeys("no false nein non nee".split(), "retired"),
}
"""Answers to whether a group is active; in a sentence, the same words can say anything."""
LINK = re.compile(r"\[(?P<text>[^\[\]]*)\]\(<?(?P<url>[^\s()<>]+)>?\)")
PROFILE = re.compile(r"https?://(?:www\.)?github\.com/(?P<account>[A-Za-z0-9-_]+)/?")
_SENTENCE = re.compile(r"(?<=[.!?])(?<!\be\.g\.)(?<!\bi\.e\.)\s+(?=[^\W\d_a-zß-ÿ]|[“\"(\[])")
# Their addresses are the same with https, and lists are older than that.
_SECURE = re.compile(r"http://(?=(?:www\.)?(?:github|gitlab|bitbucket)\.(?:com|org)(?:/|$))")
_ITEM = re.compile(r"[-*+•] |\d+[.)] ")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T.*)?")
_NUMBER = re.compile(r"#?([1-9][0-9]{0,8})")

_CHATS = re.compile(
    r"""(?:^|\.)(?:slack\.com|discord\.(?:gg|com)|zulipchat\.com|zulip\.com|gitter\.im|matrix\.to
    |element\.io|mibbit\.com|libera\.chat|oftc\.net|t\.me|telegram\.me|groups\.google\.com
    |groups\.io|mattermost\.[a-z.]{1,253}|webchat\.[a-z.]{1,253}|lists?\.[a-z0-9.-]{1,253}
    |discourse\.[a-z0-9.-]{1,253}
    )(?:[/:?#]|$)""",
    re.VERBOSE,
)
_HOST = re.compile(
    r"(?:[\w-]+\.)+(?:com|org|net|io|dev|chat|gg|im|me|social)(?=/|\Z)", re.IGNORECASE
)
_IN_FORGE = re.compile(
    r"https?://(?:www\.)?(?:github|gitlab)\.com/[^/]+/[^/]+/(?:-/)?(?:blob|labels|milestones?|pulls?|releases)(?:/.*)?"
)
_NAME_OF_ROOM = re.compile(r"#[^\W\d][\w.-]*")
_FORGES = re.compile(r"(?:^|\.)(?:github\.com|gitlab\.[a-z.]{1,253}|codeberg\.org|bitbucket\.org)$")


def line(value: object) -> str:
    """Return a value as one line of text."""
    return " ".join(unicodedata.normalize("NFC", "" if value is None else str(value)).split())


def key(label: str) -> str:
    """Return a column's name, or a label, as a key of the registry's."""
    return re.sub(r"[^a-z0-9]+", "_", anyascii(label).lower()).strip("_") or "other"


def without_links(text: str) -> str:
    """Return a text with what links are called in their place."""
    return LINK.sub(lambda found: found["text"], text)


def told(value: Any) -> str:
    """Return a value of any kind in one line, as a person would write it: `slack: birds, mail: none`."""
    if isinstance(value, dict):
        return ", ".join(f"{line(key)}: {told(each)}" for key, each in value.items())
    if isinstance(value, list):
        return "; ".join(told(each) for each in value)
    return line(value)


def block(value: object) -> str:
    """Return a value as text with its lines."""
    text = unicodedata.normalize("NFC", "" if value is None else str(value))
    return "\n".join(each.rstrip() for each in text.replace("\r\n", "\n").split("\n")).strip("\n")


def status(value: object) -> Status | None:
    """Return the status that a word or a heading speaks of; None if it speaks of none."""
    words = key(str(value)).split("_")
    if "inactive" in words and len(words) > 1:
        return "dormant"
    if words[:1] == ["on"] and words[1:2] in (["hold"], ["hiatus"], ["ice"]):
        return "dormant"
    if words[:2] == ["no", "longer"]:
        return "retired"
    if len(words) == 1 and words[0] in _YES_AND_NO:
        return _YES_AND_NO[words[0]]
    return next((_WORDS[word] for word in words if word in _WORDS), None)


_ENDED = re.compile(
    r"\W*(?:(?:it|we|was|were|has|been|is|are|this|the|working|group|wg|sig|work)\s+)*(?P<word>[a-z]+)"
    r"(?:\s+(?:in|on|since|as\s+of|at\s+the\s+end\s+of))?\W*(?:[a-z]{3,9}\W+)?(?:\d{1,2}\W+)?\d{4}(?:-\d\d){0,2}\W*",
    re.IGNORECASE,
)


def ended(sentence: str) -> bool:
    """Return whether a sentence, `Finished in 2021`, says when a group ended and nothing else."""
    found = _ENDED.fullmatch(sentence) if len(sentence) <= 100 else None
    return bool(found) and _WORDS.get(str(found and found["word"]).casefold()) == "retired"


def focus(text: str) -> tuple[str, str]:
    """Return the sentences that fit into a focus, and the whole text if that is more."""
    whole = block(text)
    paragraphs = [line(each) for each in re.split(r"\n\s*\n", whole) if each.strip()]
    taken = next(filter(None, map(_beginning, paragraphs)), "")
    return taken, "" if taken == line(whole) else whole


def _beginning(paragraph: str) -> str:
    """Return the sentences of a paragraph that fit into a focus; none of what introduces or lists things."""
    sentences = _SENTENCE.split(paragraph)
    if _ITEM.match(paragraph):
        return ""
    if sentences[-1].endswith(":"):
        sentences.pop()
    taken = sentences[0] if sentences else ""
    for sentence in sentences[1:]:
        if len(taken) + 1 + len(sentence) > MAX_FOCUS:
            break
        taken = f"{taken} {sentence}"
    return taken


def day(value: object) -> date | None:
    """Return the day that a text names as `2018-08-29`; None for any other text."""
    if isinstance(value, date):
        return value
    found = _DATE.fullmatch(str(value).strip())
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def number(text: str) -> int | None:
    """Return the number, above zero, that a text is, as `12` or `#12`; None for any other text."""
    found = _NUMBER.fullmatch(text.strip())
    return int(found[1]) if found else None


def url(text: str) -> str:
    """Return an address in the form that the registry keeps, with https where that is the same."""
    return links.regular(_SECURE.sub("https://", text.strip()))


def repository(text: str) -> tuple[str, str]:
    """Return a repository's own address, and the address of a page in it if that is what was given."""
    full = url(text).removesuffix("/").removesuffix(".git")
    match = re.fullmatch(r"(https://(?:www\.)?github\.com/[^/?#]+/[^/?#]+)[/?#].+", full)
    return (match[1], full) if match else (full, "")


def leads_to(link: str, label: str = "") -> Literal["channel", "repository", "discussion"] | None:
    """Return what a link is, by what it is called and where it leads."""
    words = set(re.findall(r"[a-z]+", label.casefold()))
    if is_in_forge(link):
        # A file, a label or a search, whatever it is called.
        return None
    if _NAME_OF_ROOM.fullmatch(label.strip()):
        return "channel"
    if words & _REPOSITORY_WORDS and "conduct" not in words:
        return "repository"
    if words & _DISCUSSION_WORDS:
        return "discussion"
    if words & _CHANNEL_WORDS:
        return "channel"
    host = re.sub(r"^https?://", "", link).partition("/")[0].casefold()
    if _CHATS.search(re.sub(r"^https?://", "", link).casefold()):
        return "channel"
    return "repository" if _FORGES.search(host) and _is_front_page(host, link) else None


def _is_front_page(host: str, link: str) -> bool:
    """Return whether a link leads to a repository itself, and not to a page in it."""
    path = re.sub(r"^https?://[^/]*/?", "", link).removesuffix("/")
    parts = [part for part in re.split(r"[/?#]", path) if part]
    if re.search(r"[?#]", path) and not path.lower().endswith("#readme"):
        return False
    rest = parts[2:]
    in_top = rest[:1] in (["tree"], ["src"]) and len(rest) == 2
    return len(parts) >= 2 and (not rest or in_top or ("gitlab" in host and "-" not in rest))


_REPOSITORY_WORDS = frozenset("repository repositories repo repos code github source git".split())
_CHANNEL_WORDS = frozenset(
    "channel channels chat discord zulip slack gitter irc matrix mattermost telegram room stream "
    "list mailing mailinglist email talk rocketchat".split()
)
_DISCUSSION_WORDS = frozenset("discussion thread forum rfc announcement internals".split())
LINK_WORDS = _REPOSITORY_WORDS | _CHANNEL_WORDS | _DISCUSSION_WORDS
"""What links are called in lists, where it says no more than where they lead."""


def is_in_forge(link: str) -> bool:
    """Return whether a link leads to a file, a label or a change of a repository."""
    return _IN_FORGE.fullmatch(link) is not None


def is_host(link: str) -> bool:
    """Return whether a link lacks only its scheme: `chat.example.org/birds`."""
    return _HOST.match(link) is not None


def is_profile(link: str) -> bool:
    """Return whether a link leads to an account on GitHub."""
    return PROFILE.fullmatch(link) is not None


def channels(text: str) -> tuple[list[Channel], list[str]]:
    """Read channels from a text: addresses, each followed by its name; and what is none."""
    found: list[Channel] = []
    rest: list[str] = []
    linked = list(LINK.finditer(text))
    if len(linked) > 1 and not re.search(r"\w", LINK.sub("", text)):
        named = [(url(each["url"]), _name_of(each["text"])) for each in linked]
        return [Channel(url=address, name=name or None) for address, name in named], []
    plain = LINK.sub(lambda each: f"{each['url']} {_name_of(each['text'])} ", text)
    for part in re.split(r"[;\n|]|,(?=\s*https?://)", plain):
        words = part.split()
        told = [word for word in words if "://" in word]
        if len(told) != 1:
            rest += [part.strip()] if words and not told else []
            found += [Channel(url=url(each.rstrip(","))) for each in told]
            continue
        name = " ".join(word for word in words if word != told[0]).strip(" ,:;()")
        found.append(Channel(url=url(told[0].rstrip(",")), name=name or None))
    return found, rest


def _name_of(text: str) -> str:
    """Leave out a link's text that says no more than that it is one."""
    words = set(re.findall(r"[a-z]+", text.casefold()))
    return "" if words <= _CHANNEL_WORDS | {"the", "our", "link", "here"} else text
