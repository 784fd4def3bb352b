"""What kind of group a list says that each is → the kinds of a configuration, and what its charters hold.

A list that has one kind of group says nothing by it, so there are kinds from two on.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from wgbot.registry import folder
from wgbot.registry.accounts import ACCOUNT
from wgbot.registry.group import Group
from wgbot.setup.importers import group_words
from wgbot.setup.importers.found import Draft, Found
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
