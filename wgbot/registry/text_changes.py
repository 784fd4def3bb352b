"""Texts with words around them that say what changes: `Rename to Docs`, `Harbour -> Docs`, `Docs (was Harbour)`.

The text alone is what shall be. What comes and goes in lists is for `deltas`.
"""

import re
from collections.abc import Iterable, Iterator

_LONGEST = 5_000
_LONGEST_LINE = 500
"""The most characters of a text, and of one of a line, in which words of a change are looked for."""

_QUOTES = (("“", "”"), ("„", "“"), ('"', '"'), ("«", "»"), ("**", "**"), ("`", "`"), ("__", "__"))
_LABEL = re.compile(
    r"""(?:(?:please\s+)?(?:change|changed|rename|renamed|update|updated|set)\s+(?:it\s+|this\s+)?(?:to|as)\s*:
    |(?:(?:the\s+)?new(?:\s+(?:name|focus|text|one|description))?|now|to|(?:name|focus)|neu(?:er\ name|er\ text)?)\s*:)\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_RENAMED = re.compile(r"(?:please\s+)?rename[sd]?\s+(?:it\s+|this\s+)?(?:to|as)\s+", re.IGNORECASE)
_ASKING = r"(?:new|propos(?:al|ed|e|ing)|requests?|application|rfc|create|creation|add|change|rename|neue[rs]?|vorschlag|antrag)"
_KIND = r"(?:wg|sig|tag|tg|working[ -]?group|special[ ]interest[ ]group|task[ ]?force|team|group|ag|arbeitsgruppe)"
_FILLING = r"(?:an?|the|for|of|to|our|your|für|eine[rs]?)"
_TITLE = re.compile(
    rf"""(?:(?:\[(?=[^\]]*\b(?:{_ASKING}|{_KIND})\b)\s*(?:(?:{_ASKING}|{_KIND}|{_FILLING})\s*)+\]\s*:?
    |(?=[^:]*\b{_ASKING}\b)(?:(?:{_ASKING}|{_KIND}|{_FILLING})\s*)+:)\s*)+(?=\S)""",
    re.VERBOSE | re.IGNORECASE,
)
"""What issues are called before the name of the group: `[WG]`, `Proposal:`, `New working group:`."""
_PROPOSED = re.compile(
    rf"(?:{_ASKING}\s+)+(?:for|to|of|für)\s+(?:an?|the|eine)\s+(?:new\s+|neue\s+)?(?P<name>\S.*?)\s+{_KIND}",
    re.VERBOSE | re.IGNORECASE,
)
_SAYS_MORE = re.compile(
    r"\A[^:]*(?<!\w)(?:proposal|proposed|request)\b[^:]*:|\bto be (?:voted|decided|determined|discussed|confirmed|announced)\b|\bnot (?:yet )?decided\b|(?<=[\s(\[])tb[dac]\b",
    re.IGNORECASE,
)
_FORMER = re.compile(
    r"\s*[(\[](?:(?:was|formerly|previously|ex|until\s+now|vorher|bisher|früher|ehemals|before)\b|"
    r"(?:the\s+)?(?:old|former|previous)\b)[^()\[\]]*[)\]]\s*\Z",
    re.IGNORECASE,
)
_ARROW = re.compile(r"\s*(?:[-=]{1,2}>|[→⇒➔➜])\s*")
_FROM_TO = re.compile(
    r"(?:(?:rename[sd]?|change[sd]?)\s+)?(?:from\s+)?(?P<old>.+?)\s+to\s+(?P<new>.+)",
    re.VERBOSE | re.IGNORECASE,
)
_PLACED = re.compile(
    r"(?:(?:it\s+|we\s+)?(?:is\s+|are\s+)?(?:now|moved|moves|moving|belongs?|part|sub-?team|child|reports?)\s+)+(?:under|to|of|below)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_NOW = re.compile(r"(?<=\S)[ ](?:now|from now on)[.!]?\Z", re.IGNORECASE)
_EDITS = re.compile(
    r"(?:please\s+)?(?:add|append|insert|replace|change|remove|delete|drop|fix|correct|typo|see)\b|.*~~",
    re.IGNORECASE,
)
_TOLD_OF_A_PARENT = re.compile(
    r"\b(?:no longer|not|any ?more|instead of|either|formerly|remove[ds]?|leaves?|left|out of|independent|itself|top[ -]level|alone"
    r"|nicht|statt|ohne|ehemals|unabhängig|eigenständig)\b",
    re.IGNORECASE,
)


def is_no_name(parent: str) -> bool:
    """Return whether a parent that no group is may be a sentence of what there was: `no longer part of Docs`."""
    return _TOLD_OF_A_PARENT.search(parent[:_LONGEST_LINE]) is not None


def is_instruction(said: str) -> bool:
    """Return whether a text may say what to do to the text that is there: `replace sea with ocean`."""
    return _EDITS.match(said.strip()) is not None


def read(said: str, now: Iterable[str], *, is_name: bool = False, is_parent: bool = False) -> str:
    """Return a text without what is said around it; *now* is what it is, in each way to say that.

    `Rename to Docs`, `Harbour -> Docs`, `**Docs**`, `Docs (formerly Harbour)`.
    """
    olds = {_folded(each) for each in now}
    if len(said) > (_LONGEST_LINE if is_parent else _LONGEST):
        return said
    said = _bare(said)
    if label := _LABEL.match(said[:_LONGEST_LINE]):
        said = _bare(said[label.end() :])
    for parts in _halves(said, is_name):
        if _folded(parts[0]) in olds:
            return _bare(parts[1])
    if is_parent:
        said = _FORMER.sub("", _NOW.sub("", _PLACED.sub("", said, count=1))) or said
    if is_name and len(said) <= _LONGEST_LINE:
        said = _FORMER.sub("", _RENAMED.sub("", said, count=1)) or said
    return _bare(said)


def _halves(said: str, is_name: bool) -> Iterator[tuple[str, str]]:
    for arrow in _ARROW.finditer(said[:_LONGEST_LINE]):
        yield _bare(said[: arrow.start()]), said[arrow.end() :]
    if is_name and len(said) <= _LONGEST_LINE and (both := _FROM_TO.fullmatch(said)):
        yield _bare(both["old"]), both["new"]


def named(said: str) -> str:
    """Return a name without what an issue's title has before it: `[WG] Docs`, `Proposal: Docs`."""
    if len(said) > _LONGEST_LINE:
        return said
    proposed = _PROPOSED.fullmatch(said)
    title = _TITLE.match(said)
    return proposed["name"] if proposed else said[title.end() :] if title else said


def says_more(name: str) -> bool:
    """Return whether a name still says what becomes of it: `eBPF → Network`, `A or B, to be decided`."""
    return bool(
        _ARROW.search(name[:_LONGEST_LINE])
        or _SAYS_MORE.search(name[:_LONGEST_LINE])
        or re.match(r"(?i)(?:from|rename[sd]?|change[sd]?)\s", name)
    )


def _bare(said: str) -> str:
    said = said.strip()
    for opening, closing in _QUOTES:
        inside = said[len(opening) : -len(closing)]
        if (
            said.startswith(opening)
            and said.endswith(closing)
            and inside.strip()
            and not (opening in inside or closing in inside)
        ):
            return _bare(inside)
    return said


def _folded(each: str) -> str:
    return " ".join(re.findall(r"\w+", each.casefold()))
