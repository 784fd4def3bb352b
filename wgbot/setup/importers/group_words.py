"""How headings and names speak of groups, in several languages. Labels and columns are for `vocabulary`."""

import re
from collections import Counter
from collections.abc import Iterable

from wgbot.setup.importers import parts
from wgbot.setup.importers.parts import Status
from wgbot.setup.importers.vocabulary import folded

_IN_BRACKETS = re.compile(r"(?P<name>[^()]*[^()\s])\s*\((?P<inside>[^()]+)\)")
_GROUPS = re.compile(
    r"\b(?:sigs?|wgs?|igs?|tags?|ags?|(?:sub-?)?groups?|(?:sub-?)?teams?|(?:sub-?)?committees?|task ?-?forces?"
    r"|squads?|guilds?|chapters|circles|sub-?projects?|work-?streams?|boards of interest|collaborations"
    r"|arbeitsgruppen?|arbeitskreise?|gruppen?|ausschusse|groupes?|equipes?|commissions?|grupos?|equipos?"
    r"|comites?|comissoes|gruppi|gruppo|squadre|werkgroep(?:en)?|subgroups?|special interest"
    r")\b"
)
_NO_GROUPS = re.compile(
    r"\b(?:related|similar|external|elsewhere|partners?|friends|members?|people|persons?|chairs|maintainers"
    r"|participants|board|staff|alumni|sponsors?|contributors?|governance|process(?:es)?|templates?|how|why"
    r"|what|who|start(?:ing)?|creat(?:e|ing|ion)|propos(?:e|ing|als?)|join(?:ing)?|form(?:ing)?"
    r"|contribut(?:e|ing|ions?)|guides?|guidelines|resources?|communications?|channels?|mailing|lists|chat"
    r"|calendars?|meetings?|events?|licen[cs]e|contents|toc|faq|questions?|links|news|roadmap|see also"
    r"|further|reading|history|changelog|changes?|diagram|legend|responsib\w+|requirements?|membership"
    r"|leadership|roles?|expectations?|decisions?|voting|edit(?:ing)?|playbook|handbook|shutting|closing|ending|retiring|requesting|request|rules|policies"
    r"|policy|code of conduct|leads|owners|council|attendees|authors|organi[sz]ers|emeriti|mitglieder"
    r"|membres|miembros|mitmachen|beitreten|grunden|participer|participar|unirse|getting|get involved"
    r"|need help|notes|examples?|glossary|symbols?|lifecycle|announcements?|elections?|labels?)\b"
)
_SHORT = re.compile(r"^(?:sig|wg|ig|tag|ag) \w|\w (?:sig|wg)$")
_SUBGROUPS = re.compile(r"sub ?(?:groups|teams|committees)|untergruppen|sous groupes|subgrupos")
_OTHERS = re.compile(
    r"\b(?:related|similar|external|elsewhere|partners?|friends|process(?:es)?|templates?|examples?|how|creat\w+"
    r"|propos\w+|start a|starting|glossary|people|persons?|members?|maintainers|alumni|sponsors?|staff)\b"
)
_AFFIX = re.compile(
    r"^(?:sig|wg|ig|tag|ag)[ :_-]|\b(?:(?:working|interest|user|sub|advisory)[ -]?group|sig|wg|team|subgroup"
    r"|committee|task ?force|subcommittee|squad|arbeitsgruppe|arbeitskreis|werkgroep)$"
)
_PART_OF_PAGE = re.compile(
    r"^(?:how|why|what|who|where|when|about|start|starting|create|creating|propose|proposing|join|joining|form"
    r"|forming|chang\w+|edit\w*|request\w*|getting|get|become|becoming|shutting|closing|ending|adding|add"
    r"|removing|archiv\w+|mitmachen|mitglied|beitreten|grunden|neue|kontakt|impressum|so|wie|participer|rejoindre|comment|creer"
    r"|contacto|unirse|participar|como|crear|partecipa\w*|come|deelnemen|hoe|related|see|other|table|additional|more|list|lists|your|our|the list)\b"
    r"|\b(?:meetings?|leads|chairs|members|calendar|contents|faq|questions|links|news|roadmap|guidelines?"
    r"|guides?|process(?:es)?|templates?|membership|playbook|handbook|overview|resources|list|lists|policy"
    r"|policies|requirements|responsibilities|licen[cs]e|here|info|information|schedule|touch|involved|notes"
    r"|charter|charters|import|governance|help|archive)$"
)
_SEVERAL = re.compile(
    r"\b(?:sigs|wgs|igs|tags|groups|teams|committees|task ?forces|squads|subprojects|workstreams|guilds|chapters"
    r"|councils|gruppen|arbeitsgruppen|arbeitskreise|groupes|equipes|grupos|equipos|gruppi|werkgroepen)$"
)


_NOUNS: dict[str, re.Pattern[str]] = {
    noun: re.compile(rf"\b(?:{words})\b")
    for noun, words in {
        "SIG": "sigs?|special interest groups?",
        "working group": "(?:wgs?|work(?:ing)? ?groups?)",
        "interest group": "(?<!special )interest groups?",
        "user group": "user groups?",
        "task force": "task ?forces?",
        "committee": "committees?",
        "subcommittee": "sub ?committees?",
        "team": "teams?",
        "circle": "circles?",
        "guild": "guilds?",
        "chapter": "chapters?",
        "squad": "squads?",
        "workstream": "work ?streams?",
        "subproject": "sub ?projects?",
    }.items()
}


def noun(texts: Iterable[str]) -> str:
    """Return what most of some names or headings call a group; nothing where they do not agree."""
    told = [{noun for noun, words in _NOUNS.items() if words.search(folded(t))} for t in texts]
    said = Counter(noun for each in told for noun in each)
    best = said.most_common(2)
    agree = len(best) == 1 or (len(best) == 2 and best[0][1] > best[1][1])
    return best[0][0] if agree and best[0][1] * 2 >= len(told) else ""


def speaks_of_groups(text: str) -> bool:
    """Return whether a heading or a sentence is one that groups are listed below."""
    return bool(_GROUPS.search(folded(text)))


def speaks_of_else(text: str) -> bool:
    """Return whether a heading is one that something else than a community's groups is below."""
    return bool(_NO_GROUPS.search(folded(text)))


def speaks_of_others(text: str) -> bool:
    """Return whether groups below a heading are none of this community's, whatever they are called."""
    return bool(_OTHERS.search(folded(text)))


def is_part_of_page(name: str) -> bool:
    """Return whether a heading is of what pages say besides their groups: how to join, when all meet."""
    words = folded(name.partition("(")[0] or name)
    return bool(
        name.rstrip().endswith("?")
        or re.search(r"\b(?:how to|what|why)\b", words)
        or _PART_OF_PAGE.search(words)
        or _SEVERAL.search(words)
    )


def is_short_name(text: str) -> bool:
    """Return whether a text is what a group is called for short: `WG Climate`."""
    return _SHORT.search(folded(text)) is not None


def is_of_subgroups(label: str) -> bool:
    """Return whether a label gathers groups below another."""
    return _SUBGROUPS.fullmatch(folded(label)) is not None


def is_called_group(name: str) -> bool:
    """Return whether a name says that it is a group's: `SIG Birds`, `Bird working group`."""
    return bool(_AFFIX.search(folded(name)))


_BEHIND_STATUS = re.compile(
    r"(?:\[(?P<boxed>[^\[\]]{1,40})\](?:\s*+:)?+|(?P<said>[^\W_]{1,20}(?: [^\W_]{1,20})?)(?::|\s[-–—]))\s++(?P<name>\S.*)"
)


def parted(name: str) -> tuple[str, Status | None, str]:
    """Return a name, and what is told in it: a status, `Birds (archived)`; an alias, `Birds (WG Birds)`."""
    if (behind := _BEHIND_STATUS.fullmatch(name)) and (
        (told := parts.status(behind["boxed"] or behind["said"])) not in (None, "active")
    ):
        return behind["name"], told, ""
    first = name.partition(" ")[0].casefold()
    if first in ("former", "archived", "retired"):
        return name, parts.status(first), ""
    found = _IN_BRACKETS.fullmatch(name)
    inside = found["inside"] if found else ""
    if found and (told := parts.status(inside)) and len(inside.split()) < 3:
        return found["name"], told, ""
    if found and is_short_name(inside):
        return found["name"], None, inside
    return name, None, ""
