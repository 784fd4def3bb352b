"""The address of a community's form, with answers filled in.

What a group's answers are today is `form_links`'s.
"""

import re
from collections.abc import Mapping
from urllib.parse import quote

from wgbot.community.forms import GroupForm
from wgbot.community.questions import Does
from wgbot.community.repository import Repository
from wgbot.proposals import naming

MOST_BYTES = 6_000
"""Of an address; GitHub and what is in between refuse longer ones."""
_IDS = re.compile(r"[A-Za-z0-9_-]+")
_GITHUBS = frozenset(("template", "title", "body", "labels", "assignees", "milestone", "projects"))
"""What means something else in such an address.

https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/creating-an-issue#creating-an-issue-from-a-url-query
"""


def form_for(repository: Repository, does: Does) -> GroupForm | None:
    """Return the first form that is for that, if there is one."""
    return next((each for each in repository.forms if each.does == does), None)


def name(repository: Repository, slug: str) -> str:
    """Return what a form calls a group: its name, if that is read as it and no other group has it."""
    called = repository.registry.entries[slug].group.name
    is_its = repository.registry.named(called) == {slug} and naming.listed(called) == [called]
    return called if is_its else slug


def renaming(repository: Repository, slug: str, home: str, called: str) -> str | None:
    """Return the address of the form that changes a group, with a new name for it; None if there is none."""
    form = form_for(repository, "change")
    group = repository.registry.entries[slug].group
    if form is None or group.status == "retired":
        return None
    new = {} if called == group.name or not called.strip() else {"name": called}
    return filled(form, home, {"group": name(repository, slug), **new})


def filled(form: GroupForm, home: str, said: Mapping[str, str]) -> str:
    """Return the address of a form with these answers, by what the questions mean.

    If it gets too long, the longest are left out. *home* is that of the repository with the form.
    """
    given = {form.questions.get(each, each): text for each, text in said.items()}
    start = f"{home}/issues/new?template={_quoted(form.path.rpartition('/')[2])}"
    parts = {key: f"&{key}={_quoted(text)}" for key, text in given.items() if _is_linkable(key)}
    kept = {form.questions.get(each, each) for each in ("group", "base")}
    left = len(start) + sum(map(len, parts.values())) - MOST_BYTES
    for key in sorted(parts.keys() - kept, key=lambda each: (-len(parts[each]), each)):
        if left > 0:
            left -= len(parts.pop(key))
    return start + "".join(parts.values())


def _is_linkable(key: str) -> bool:
    return bool(_IDS.fullmatch(key)) and key not in _GITHUBS


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "replace"), safe="")
