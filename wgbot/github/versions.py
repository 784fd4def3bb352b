"""What groups were when forms about them were filled in: at which commit, and how their files were then.

Which commit a form names, and what is made of the files, is `filled_in`'s. Many are asked about at once.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wgbot.github import graphql
from wgbot.github.remote import Remote
from wgbot.proposals import filled_in
from wgbot.proposals.proposal import Proposal
from wgbot.registry.folder import Registry
from wgbot.registry.group import Group

_UNTOLD = b"\0"
"""What no file of a registry is, for one that GitHub didn't tell."""


@dataclass(frozen=True)
class FilledIn:
    """A form about groups, and when its issue was filed."""

    proposal: Proposal
    registry: Registry
    filed: datetime

    def commit(self, remote: Remote) -> str | None:
        """Return the commit of the default branch that it was filled in from.

        That is the version that it names, if that is of the default branch: GitHub shows the commits of
        forks as well. Or else the one of when the issue was filed.
        """
        named = remote.ancestor(filled_in.claimed(self.proposal))
        return named or remote.at_time(self.filed)


def as_filled_in(remote: Remote, form: FilledIn) -> Mapping[str, Group]:
    """Return the groups that a form is about as they were when it was filled in."""
    commit = form.commit(remote)
    if commit is None:
        return {}
    return filled_in.as_then(form.proposal, form.registry, remote.branches.files(commit).read)


def all_as_filled_in(
    remote: Remote, forms: Mapping[int, FilledIn]
) -> Mapping[int, Mapping[str, Group]]:
    """Return the same for many forms, by their issues; what can't be told so is left out."""
    commits: dict[int, str | None] = {}
    for number, form in forms.items():
        with suppress(Exception):  # What is wrong is told when that one is looked at alone.
            commits[number] = form.commit(remote)
    wanted = {
        f"{commit}:{path}": None
        for number, commit in commits.items()
        if commit
        for path in filled_in.paths(forms[number].proposal, forms[number].registry)
    }
    texts = _texts(remote, list(wanted))
    found: dict[int, Mapping[str, Group]] = {}
    for number, commit in commits.items():
        form = forms[number]
        its = {
            path: texts.get(f"{commit}:{path}", _UNTOLD)
            for path in filled_in.paths(form.proposal, form.registry)
            if commit
        }
        if _UNTOLD not in its.values():
            found[number] = filled_in.as_then(form.proposal, form.registry, its.get)
    return found


def _texts(remote: Remote, wanted: Sequence[str]) -> Mapping[str, bytes | None]:
    """Return the content of files by `commit:path`, None for one that is not there."""
    found: dict[str, bytes | None] = {}
    for start in range(0, len(wanted), graphql.MOST_AT_ONCE):
        asked = wanted[start : start + graphql.MOST_AT_ONCE]
        parts = (
            f"f{number}: object(expression: {json.dumps(each)}) {{ ... on Blob {{ text isTruncated }} }}"
            for number, each in enumerate(asked)
        )
        here = graphql.in_repository(remote.api.repository, *parts)
        answer = (remote.api.query(graphql.question(f"here: {here}")) or {}).get("here") or {}
        for number, each in enumerate(asked):
            about: dict[str, Any] | None = answer.get(f"f{number}")
            if f"f{number}" in answer and about is None:
                found[each] = None
            elif about and about.get("text") is not None and not about.get("isTruncated"):
                found[each] = str(about["text"]).encode()
    return found
