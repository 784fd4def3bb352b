"""What a list needs in the configuration: kinds of groups, options of checks, what its answers hold.

A list that has one kind of group says nothing by it, so there are kinds from two on.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from wgbot.checks import runner
from wgbot.community import config
from wgbot.registry import folder
from wgbot.registry.accounts import ACCOUNT
from wgbot.registry.group import Group
from wgbot.setup.importers import group_words
from wgbot.setup.importers.found import MISSING, Draft, Found
from wgbot.text import links

_COMMON = frozenset(
    "special interest working user advisory technical steering standing governing project implementation "
    "community interest task force forces group groups subgroup subgroups team teams committee committees "
    "subproject subprojects workstream workstreams council councils board".split()
)
"""Words that are small in the middle of a sentence, whatever a heading does to them."""
_BRACKETS = re.compile(r"(?<!\s)\s*+\([^()]*\)")


def of_list(found: Found) -> dict[str, dict[str, Any]]:
    """Return the kinds of groups that a list has, as the configuration has them, in its order."""
    names = dict.fromkeys(each.category for each in found.drafts if each.category)
    if len(names) < 2:
        return {}
    kinds: dict[str, dict[str, Any]] = {}
    for one, many in map(_words, names):
        if key := folder.slug(one):
            kinds.setdefault(key, {"one": one, "many": many, "order": len(kinds) + 1})
    return kinds


def noun(found: Found) -> str:
    """Return what a list calls one of its groups; nothing where it has no word for it, or several."""
    own = group_words.noun(each.group.name for each in found.drafts)
    return own or group_words.noun([" ".join(found.called)])


def words_of(kinds: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Return kinds by each word for them, as a configuration does."""
    return {
        str(word).casefold(): key
        for key, kind in kinds.items()
        for word in (kind["many"], kind["one"], key)
    }


def placed(draft: Draft, kinds: Mapping[str, str]) -> Draft:
    """Return a group with its kind, if it is one of *kinds*; else the charter says it."""
    if not draft.category:
        return draft
    one, many = _words(draft.category)
    key = kinds.get(many.casefold()) or kinds.get(one.casefold())
    if key:
        return replace(draft, group=draft.group.model_copy(update={"kind": key}))
    charter = {"kind": one, **draft.group.charter}
    return replace(draft, group=draft.group.model_copy(update={"charter": charter}))


def _words(name: str) -> tuple[str, str]:
    """Return what one group of a kind is called, and several."""
    if name.islower() and " " not in name:
        name = name.replace("-", " ")  # a program's word for it: `project-group`
    many = " ".join(
        word.lower() if word.istitle() and word.lower() in _COMMON else word
        for word in _BRACKETS.sub("", name).split()
    )
    if not group_words.speaks_of_groups(many):
        return f"{many} group", f"{many} groups"
    last = many.rpartition(" ")[2]
    if last.endswith("ies"):
        return f"{many[:-3]}y", many
    if last.endswith("s") and not last.endswith("ss"):
        return many[:-1], many
    is_one = group_words.is_called_group(many) or f"{last}s" in _COMMON
    return many, f"{many}s" if is_one else many


def answers(groups: Iterable[Group]) -> dict[str, str]:
    """Return which answers hold people or links and nothing else, by their keys."""
    held: dict[str, set[str]] = {}
    for group in groups:
        for key, answer in group.charter.items():
            items = (answer,) if isinstance(answer, str) else answer
            held.setdefault(key, set()).update(map(_kind_of, items))
    return {key: kinds.pop() for key, kinds in held.items() if len(kinds) == 1 and "" not in kinds}


def _kind_of(item: str) -> str:
    if item.startswith("@") and ACCOUNT.fullmatch(item[1:]):
        return "people"
    return "links" if item.startswith("https://") and links.refusal(item) is None else ""


_DEFAULTS = runner.Settings()


def needed_settings(
    found: Found, groups: Mapping[str, Group], settings: config.Config
) -> dict[str, Any]:
    """Return what a list needs in the configuration, and is not there."""
    kinds = of_list(found)
    held = answers(groups.values())
    needed = {
        "checks": fitting(groups, settings.checks),
        "kinds": {key: kind for key, kind in kinds.items() if key not in settings.kinds},
        "answers": {key: kind for key, kind in held.items() if key not in settings.answers},
    }
    return {key: value for key, value in needed.items() if value}


def fitting(groups: Mapping[str, Group], settings: Any = _DEFAULTS) -> dict[str, dict[str, Any]]:
    """Return the options of the checks that this list needs, where those in *settings* are too narrow."""
    needed: dict[str, dict[str, Any]] = {}
    for check, option, sizes in _most(groups.values()):
        limit = _limit(settings, check, option)
        if limit is not None and (most := max(sizes, default=0)) > limit:
            needed.setdefault(check, {})[option] = _rounded(most)
    for check, option, sizes in _fewest(groups.values()):
        limit = _limit(settings, check, option)
        if limit is not None and (fewest := min(sizes, default=limit)) < limit:
            needed.setdefault(check, {})[option] = fewest
    if _limit(settings, "similar", "twins") and _share_places(tuple(groups.values())):
        # That they are two is what the list says.
        needed["similar"] = {"twins": False}
    schemes = _limit(settings, "links", "schemes")
    if schemes is not None and "mailto" not in schemes and _has_mailto(groups.values()):
        needed["links"] = {"schemes": [*schemes, "mailto"]}
    known = _limit(settings, "repository", "hosts")
    if known is not None and (more := sorted(_hosts(groups.values()) - set(known))):
        needed["repository"] = {"hosts": [*known, *more]}
    return needed


def _share_places(groups: Sequence[Group]) -> bool:
    """Return whether two groups have a repository in common, or a lead and a channel."""
    places: set[tuple[str, ...]] = set()
    for group in groups:
        people = {str(lead.github or lead.name).casefold() for lead in group.leads}
        own: set[tuple[str, ...]] = {(each,) for each in group.repositories}
        own |= {(who, channel.url) for who in people for channel in group.channels}
        if places & own:
            return True
        places |= own
    return False


_Sizes = Iterator[tuple[str, str, list[int]]]
"""A check, an option of it, and how much of that the groups have."""


def _most(groups: Collection[Group]) -> _Sizes:
    """Yield what must not be more than the checks allow."""
    yield "leads", "maximum", [len(group.leads) for group in groups]
    yield "length", "focus", [len(group.focus) for group in groups if group.focus != MISSING]
    answers = [answer for group in groups for answer in group.charter.values()]
    texts = (answer if isinstance(answer, str) else "\n".join(answer) for answer in answers)
    yield "length", "answer", list(map(len, texts))
    yield "name", "longest", [len(group.name) for group in groups]


def _fewest(groups: Collection[Group]) -> _Sizes:
    """Yield what must not be less than the checks ask for."""
    yield "leads", "minimum", [len(group.leads) for group in groups if group.status == "active"]
    yield "name", "shortest", [len(group.name) for group in groups]


def _hosts(groups: Collection[Group]) -> set[str]:
    """Return the hosts of the groups' repositories."""
    found = (_host(link) for group in groups for link in group.repositories)
    return {host.removeprefix("www.") for host in found if host}


def _has_mailto(groups: Collection[Group]) -> bool:
    return any(each.url.startswith("mailto:") for group in groups for each in group.channels)


def _host(link: str) -> str | None:
    try:
        return urlsplit(link).hostname
    except ValueError:
        # What is no address is for the checks to tell.
        return None


def _limit(settings: Any, check: str, option: str) -> Any:
    """Return the limit that a check has in *settings*; None if it has none or is switched off."""
    return getattr(getattr(settings, check), option, None)


def _rounded(number: int) -> int:
    """Return a limit with some room above it."""
    step = 10 if number < 100 else 100
    return -(-number // step) * step
