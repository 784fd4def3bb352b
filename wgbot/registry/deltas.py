"""Answers that say what changes instead of what shall be: `add @ada`, `@ada -> @grace`, `same as before`.

Here are the words for it in lists; those around texts are in `text_changes`. What is added or taken out
comes as text, for the reader of the field. Where words of a change are left that can mean several
things, nothing is guessed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import compress
from typing import NamedTuple

_LONGEST = 5_000
_LONGEST_LINE = 500
"""The most characters of a list, and of a line, in which words of a change are looked for."""


class Delta(NamedTuple):
    """What is added to a list and what is taken out of it, as they are typed."""

    added: str
    removed: str


@dataclass(frozen=True)
class Unclear:
    """A list of which it can't be told what is to become of it."""

    words: str
    """What in it can be read in more than one way."""


_STAYS = re.compile(
    r"""(?:(?:leave|keep)\ (?:it\ |this\ |them\ )?(?:as\ (?:it\ is|is|they\ are)|the\ same|unchanged)
    |keep(?:\ it)?|(?:stays?|remains?|it\ is|it's)?\ ?(?:the\ )?same(?:\ as\ (?:before|now|today|ever|above|is))?
    |as\ (?:before|is|now|it\ is|today|above)|(?:stays?|remains?)(?:\ as\ (?:before|it\ is|is)|\ unchanged)?
    |(?:still\ )?(?:un|not\ )changed|no(?:\ |t\ any\ )changes?(?:\ (?:here|needed|required))?|(?:does|do)(?:n't|\ not)\ change
    |see\ (?:above|below|before)|nothing\ (?:changes|to\ change)|current|ditto
    |(?:bleibt?|alles|wie)\ ?(?:so|gleich|wie\ (?:es\ ist|bisher|gehabt)|bisher|gehabt|vorher|oben|beim\ alten)?
    |unverändert|keine\ änderung(?:en)?|(?:siehe|s\.)\ oben
    |sin\ cambios?|igual|sans\ changement|inchangée?s?|pas\ de\ changement|idem)""",
    re.VERBOSE,
)
_UNSAID = frozenset(("n/a", "na", "n.a", "no", "x", "xx", "xxx", "not applicable", "entfällt"))
_EDGES = " \t\n.!?*_`\"'()[]„“”"


def stays(answer: str) -> bool:
    """Return whether an answer is that there is nothing to change: `same as before`, `unchanged`."""
    plain = " ".join(answer[:100].casefold().split()).replace("’", "'").strip(_EDGES)
    return len(answer) <= 100 and _STAYS.fullmatch(plain) is not None


def is_unsaid(answer: str) -> bool:
    """Return whether an answer only fills its place: `-`, `N/A`, `no`."""
    plain = answer.casefold().strip()
    return bool(plain) and (
        not re.search(r"\w", plain) or " ".join(plain.split()).strip(_EDGES) in _UNSAID
    )


_THINGS = r"""(?:(?:an?|the|this|these|our|another|one\ more)\ )?(?:(?:new|second|third|additional|old|former)\ )*
    (?:(?:co-?\ ?)?chairs?|(?:tech(?:nical)?[ -])?(?:co-?\ ?)?lead(?:er)?s?|maintainers?|people|person|members?|accounts?
    |(?:slack\ )?channels?|(?:mailing[ -])?lists?|repos?|repository|repositories|links?|urls?|addresse?s?|slack)
    (?=[\s:])\s*:?\s*"""
_ADD = rf"""(?:(?:please|pls|bitte|and|und|also|then|let's|(?:we|i)(?:'d|\s+would)?\s+(?:like|want|propose|wish)\s+to)[\s,]+)*
    (?:(?:add(?:ed|ing|s)?|plus|ajouter|añadir|agregar|aggiungere)(?:\s*:\s*|\s+)
    |(?:additional(?:ly)?|also|new|in|joining|joins|neu|zusätzlich|dazu)\s*(?::\s*|\s(?=\s*(?:https?:|[@＠])))
    |(?:additional|new|neue[rs]?)\s+(?=(?:{_THINGS})))
    (?:{_THINGS})?"""
_REMOVE = rf"""(?:(?:please|pls|bitte|and|und|also|then)[\s,]+)*
    (?:(?:remove[sd]?|removing|delete[sd]?|drop(?:ped|s)?|minus|without|retirer|supprimer|quitar|eliminar)(?:\s*:\s*|\s+)
    |(?:out|old|leaving|leaves|ohne|raus)\s*(?::\s*|\s(?=\s*(?:https?:|[@＠]))))
    (?:{_THINGS})?"""
_KEPT = r"""(?:(?:the\s+)?same(?:\s+(?:as|list|ones?|leads?|people|chairs?|channels?|repos(?:itories)?|before|now|today|is))*
    |as\s+(?:before|now|is|today)|unchanged|no\s+changes?
    |(?:all\s+)?(?:the\s+)?(?:current|existing|present)(?:\s+(?:leads?|ones?|list|chairs?|people|channels?|repositories|repos))?
    |wie\s+(?:bisher|vorher|gehabt)|unverändert)"""
_FLAGS = re.VERBOSE | re.IGNORECASE
_REST_STAYS = re.compile(
    rf"{_KEPT}|(?:the\s+|all\s+)*(?:others?|rest|everyone\s+else|übrigen)(?:\s+\w+)?\s+(?:stays?|remains?|bleib\w+)(?:\s+\w+)?",
    _FLAGS,
)
_ADDS = re.compile(
    rf"""(?:{_ADD}|{_KEPT}[\s,;:.]*(?:plus|and|with|\+|und|sowie|mit|but\ add)\s+(?:{_ADD})?)(?P<rest>\S.*)""",
    _FLAGS,
)
_REMOVES = re.compile(
    rf"""(?:{_REMOVE}|{_KEPT}[\s,;:.]*(?:but\s+)?(?:without|minus|except(?:\ for)?|not|ohne|außer|remove)\s+)
    (?P<rest>\S.*)
    |(?:not|nicht)\s+(?P<no_more>\S.*?)\s+(?:any\s?(?:more|longer)|mehr)[\s.!]*""",
    _FLAGS,
)
_REPLACES = (
    re.compile(
        r"(?:please\s+)?(?:replace|swap|exchange|change|ersetze)\s+(?P<old>.+?)\s+(?:with|by|for|to|durch|gegen)\s+(?P<new>.+)",
        _FLAGS,
    ),
    re.compile(
        r"(?:(?:we|it)\s+)?(?:have\s+|has\s+)?(?:moved?|switched|migrated|changed)\s+from\s+(?P<old>.+?)\s+to\s+(?P<new>.+)",
        _FLAGS,
    ),
    re.compile(r"(?P<old>.+?)\s*(?:[-=]{1,2}>|[→⇒➔➜])\s*(?P<new>.+)", _FLAGS),
    re.compile(
        r"(?P<new>.+?)\s+(?:(?:is|are|will|be)\s+)*(?:replaces?|replacing|instead\s+of|in\s+place\s+of|takes?\s+over\s+(?:from|for)|succeeds|ersetzt|statt|anstelle\s+von)\s+(?P<old>.+)",
        _FLAGS,
    ),
    re.compile(
        r"(?P<old>.+?)\s+(?:(?:is|are|was|were|has\s+been|have\s+been|wird|wurde)\s+)?(?:replaced\s+(?:by|with)|(?:moved|renamed|transferred|migrated)\s+to|ersetzt\s+durch)\s+(?P<new>.+)",
        _FLAGS,
    ),
    re.compile(
        r"(?P<new>\S+)\s+\((?:was|formerly|previously|instead\s+of|statt|vorher|bisher):?\s+(?P<old>[^()]+)\)",
        _FLAGS,
    ),
)
_ONE = r"(?:(?!\s(?:and|und|&|\+)\s)[^,;\n])+?"
_SOME = r"[^,;\n]+?"
_TO_US = (
    r"(?:\s+(?:us|(?:(?:this|the|our|die)\s+)*(?:group|working\ group|sig|wg|team|gruppe|leads?)))?"
)
_AS_ROLE = r"(?:\s+(?:as|to\ be)\s+(?:(?:an?|the|our|new|additional)\s+)*(?P<role>[A-Za-z][A-Za-z -]{2,30}?))?"
_LEAVES = r"""(?:(?:no\ longer\s+(?:leads?|co-?leads?|chairs?|co-?chairs?|exists?|available|in\ use|used)
    |(?:not|un)\ ?used|gone|step(?:s|ped|ping)?\s+(?:down|back)|left|leav(?:es?|ing)|resign(?:s|ed|ing)?|retir(?:es?|ed|ing)
    |tritt\s+zurück|verlässt)(?:\s+(?:as|from)\s+(?:[\w-]+\s*){1,4}|\s+any\ ?(?:more|longer))*)"""
_JOINS = r"(?:join(?:s|ed|ing)?|elected|appointed|added)"
_PEOPLE_MOVE = (
    re.compile(
        rf"""(?P<old>{_ONE})\s+(?:is\s+|has\s+|was\s+|will\s+|now\s+)*{_LEAVES}{_TO_US}
        (?:\s*[,;.]|\s+(?:and|und))\s+(?P<new>{_ONE})\s+(?:takes?\s+over|follows|replaces\s+(?:them|her|him)){_AS_ROLE}""",
        _FLAGS,
    ),
    re.compile(
        rf"(?P<old>{_ONE})\s+(?:is\s+|has\s+|was\s+|will\s+|now\s+)*{_LEAVES}{_TO_US}", _FLAGS
    ),
    re.compile(rf"(?P<old>{_SOME})\s+(?:are\s+|have\s+|were\s+|will\s+)+{_LEAVES}{_TO_US}", _FLAGS),
    re.compile(
        rf"(?P<new>{_ONE})\s+(?:is\s+|has\s+|was\s+|been\s+|will\s+|now\s+)*{_JOINS}{_TO_US}{_AS_ROLE}",
        _FLAGS,
    ),
    re.compile(
        rf"(?P<new>{_SOME})\s+(?:join|(?:are\s+|have\s+|were\s+|been\s+|will\s+)+{_JOINS}){_TO_US}{_AS_ROLE}",
        _FLAGS,
    ),
    re.compile(
        r"(?:we|the\s+\w+)\s+(?:no\ longer|don't|do\s+not)\s+(?:use|have|maintain|meet\s+(?:in|on|at)|own)\s+(?P<old>\S+)"
        r"(?:\s+any\ ?(?:more|longer))?",
        _FLAGS,
    ),
    re.compile(
        r"(?:we|it|the\s+\w+)\s+(?:now\s+)?also\s+(?:now\s+)?(?:[a-z]+\s+){1,7}?(?:now\s*)?:?\s*(?P<new>(?=\S*[/@＠])\S.*)",
        _FLAGS,
    ),
)
"""Sentences of who or what comes and goes, that can't be a whole list."""
_GOES = re.compile(
    r"(?:an?\s+)?(?:emerit\w*|alumni|former(?:\s+leads?)?|none|nobody|removed?|gone|out|-)\W*",
    re.IGNORECASE,
)
_STRUCK = re.compile(r"~~(?P<tildes>[^~]+)~~|<(?P<tag>s|del|strike)>(?P<inside>[^<]*)</(?P=tag)>")
_AS = re.compile(
    r"\s+as\s+(?:(?:an?|the|our|new|additional)\s+)*(?P<role>[A-Za-z][A-Za-z -]{2,30})$"
)
_TAIL = re.compile(
    r"[\s,.;!]+(?:(?:to|from|in)\s+the\s+[\w ]{1,20}|as\s+well|too|please|thanks?|thank\s+you|bitte|danke)[\s.!]*$",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"(?:^[ \t]*+|(?<=[.!;,)])[ \t]++)(?:many[ ]|vielen[ ])?(?:thanks?(?:[ ]you)?|thx|cheers|danke)(?![\w/])"
    r"[^\n@＠/.!;,]{0,60}+(?:[.!;,][ \t]*+)*+(?:[:;]-?[)D]|:\w{1,20}:|[^\w\n@＠]{0,3})[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""Thanks at the end of a line that name nobody."""
_BULLET = re.compile(r"\A\s*+(?:>\s*+)*+(?:[*•]|\d{1,3}[.)])\s++")
_SIGN = re.compile(r"\A\s*+(?P<sign>[-+−–])(?P<space>[ \t]*+)(?P<rest>\S.*)\Z")
_FENCE = re.compile(r"\A\s*(?:```|~~~)\w*\s*\Z")
_CLAUSE = re.compile(
    rf"[,;.]\s+(?={_ADD}\S|{_REMOVE}\S|(?:the\ |all\ )*(?:others?|rest|everyone\ else)\s)|\s+(?:and|und)\s+(?=(?:add|remove|drop|delete)\s)",
    _FLAGS,
)
_BETWEEN = re.compile(r"[,;.]\s+(?:(?:and|und)\s+)?|\s+(?:and|und)\s+", re.IGNORECASE)
_EVERYBODY = re.compile(r"(?:co-?)?lead(?:er)?s?|contacts?", re.IGNORECASE)
"""The role of every lead, which says nothing of one."""
_WORDS = """add adds added adding remove removes removed removing delete deleted drop drops dropped
    replace replaces replaced replacing instead swap swapped step steps stepped stepping stepdown longer anymore
    leave leaves leaving left quits join joins joined joining takes take took taking becomes become retire
    retires retired retiring resign resigns resigned resigning change changes changed move moves moved moving
    rename renamed archived was were formerly previously old new same before current currently existing other
    others rest else stay stays remain remains keep keeps plus minus without except elected appointed
    unchanged also too additional additionally now dead gone closed inactive only just
    me myself vacant promote demote
    statt anstelle ersetzt entfernen entfernt streichen hinzu hinzufügen bleibt bleiben übrigen bisher bisherige
    bisherigen tritt zurück verlässt übernimmt neu neue neuer alt alte ohne dazu nicht mehr
    remplace ajouter retirer supprimer añadir quitar reemplaza""".split()
_SAID = re.compile(
    rf"(?<![\w#@＠./:&=-])(?:{'|'.join(_WORDS)})(?![\w/@-])|[-=]>|[→⇒➔➜]|(?<!\S)[+−](?=\s*\S)"
)
_FIRST = re.compile(rf"(?:\A|\n|[.;:]\s)[ \t*>-]*+({'|'.join(_WORDS)})(?![\w/@-])", re.IGNORECASE)
_NO_WORDS = re.compile(r"\S*(?:://|[@＠]|github\.com/)\S*|\[[^\]]*\]\([^)]*\)|`[^`]*`")


def read(typed: str, known: Iterable[str] = ()) -> str | Delta | Unclear:
    """Return the list as it shall be, as text; or what changes in it; or that this can't be told.

    *known* are words that entries of the list have already, and that so are no words of a change.
    """
    if len(typed) > _LONGEST or any(len(line) > _LONGEST_LINE for line in typed.split("\n")):
        return typed
    without_thanks = _THANKS.sub("", typed)
    typed = without_thanks if re.search(r"\w", without_thanks) else typed
    lines = [line for line in typed.split("\n") if line.strip() and not _FENCE.match(line)]
    signs = {found["sign"] for line in lines if (found := _SIGN.match(line))}
    parts = [part for line in lines for part in _CLAUSE.split(line) if part and part.strip()]
    parts = [each for part in parts for each in _sentences(part)]
    changes = [_change(part, is_diff="+" in signs) for part in parts]
    if any(changes):
        # That the rest stays says no more than what changes.
        says_it = [
            bool(each) or not _REST_STAYS.fullmatch(part.strip(_EDGES))
            for part, each in zip(parts, changes, strict=True)
        ]
        parts, changes = list(compress(parts, says_it)), list(compress(changes, says_it))
    if changes and all(changes):
        deltas = [each for each in changes if each]
        added, removed = ("\n".join(filter(None, column)) for column in zip(*deltas, strict=True))
        odd = _odd(f"{added}\n{removed}", known)
        return Unclear(odd) if odd else Delta(added, removed)
    kept, struck = _STRUCK.sub(" ", typed), [each[1] or each[3] for each in _STRUCK.finditer(typed)]
    if struck and not re.search(r"\w", kept):
        return Delta("", "\n".join(struck))
    if any(changes):
        return Unclear(
            next(part for part, each in zip(parts, changes, strict=True) if each).strip()
        )
    odd = _odd(kept, known)
    if odd:
        return Unclear(odd)
    return re.sub(r"(?m)^[\s,;]*(?:[-*+•]\s*)?$\n?|(?<=[,;])\s*,", "", kept) if struck else typed


def _sentences(part: str) -> list[str]:
    """Return what a line says that changes, sentence by sentence, if each does; else the line."""
    if not _BETWEEN.search(part):
        return [part]
    each = [one for one in _BETWEEN.split(part) if one.strip()]
    return each if all(_change(one, is_diff=False) for one in each) else [part]


def _change(line: str, *, is_diff: bool) -> Delta | None:
    """Return what a line says that changes; None if it is no line of that kind."""
    line = _BULLET.sub("", line, count=1)
    found = _SIGN.match(line)
    if found and found["sign"] == "+":
        return Delta(_entry(found["rest"]), "")
    if found and (is_diff or not found["space"]) and found["sign"] != "–":
        return Delta("", _entry(found["rest"]))
    line = (found["rest"] if found else line).strip()
    line = re.sub(r"(?i)\A(?:please|pls|bitte)[\s,]+", "", line)
    for pattern in _REPLACES:
        if both := pattern.fullmatch(line):
            new, old = _entry(both["new"]), _entry(both["old"])
            return Delta("" if _GOES.fullmatch(new) else new, old)
    if moved := next(
        filter(None, (each.fullmatch(line.rstrip(" .!")) for each in _PEOPLE_MOVE)), None
    ):
        said = {"old": "", "new": "", "role": "", **moved.groupdict("")}
        return Delta(_with_role(_entry(said["new"]), said["role"]), _entry(said["old"]))
    if added := _ADDS.fullmatch(line):
        return Delta(_entry(added["rest"]), "")
    if removed := _REMOVES.fullmatch(line):
        return Delta("", _entry(removed["rest"] or removed["no_more"]))
    return None


def _entry(said: str) -> str:
    """Return the entries alone: without thanks, and with a role in brackets."""
    said = said.strip().strip("~")
    while (shorter := _TAIL.sub("", said)) != said:
        said = shorter
    said = said.rstrip(" .!;,")
    return _AS.sub(lambda found: _with_role("", found["role"]), said)


def _with_role(entry: str, role: str) -> str:
    role = role.strip()
    return f"{entry} ({role})" if role and not _EVERYBODY.fullmatch(role) else entry


def _odd(typed: str, known: Iterable[str]) -> str:
    """Return the first word of a change in a list; empty if there is none."""
    for each in sorted(filter(None, known), key=len, reverse=True):
        typed = typed.replace(each, " ")
    plain = _NO_WORDS.sub("@", typed)
    found = _SAID.search(plain)
    if found:
        return found[0]
    first = _FIRST.search(plain)
    return first[1] if first else ""
