"""A proposal's branch and pull request, in each repository in which there may be one."""

from collections.abc import Mapping, Sequence
from typing import Any

from wgbot.github import graphql
from wgbot.github.remote import Remote
from wgbot.proposals import notices
from wgbot.proposals.markers import branch_name, stands_in_the_way
from wgbot.proposals.situation import HOME, Place
from wgbot.text.problems import SetupError


def questions(numbers: Sequence[int], home: str | None, prefix: str) -> list[str]:
    """Return the questions for the branches of proposals; *home* and *prefix* as for `branch_name`."""
    return [
        graphql.about_branch(key, name)
        for number in numbers
        for key, name in _names(number, home, prefix).items()
    ]


def read(
    remote: Remote,
    number: int,
    here: Mapping[str, Any],
    there: Mapping[str, Any] | None,
    prefix: str,
) -> tuple[Place, ...]:
    """Return the places by what was answered about each repository; the second one may not be asked."""
    places = []
    asked: list[tuple[str, Remote, Mapping[str, Any], str | None]] = [(HOME, remote, here, None)]
    if there is not None and (second := remote.second):
        asked.append((second.api.repository, second, there, remote.home))
    for place, each, answer, home in asked:
        if stands_in_the_way(each.default_branch, prefix):
            raise SetupError(notices.in_the_way(prefix, each.default_branch))
        for key, name in _names(number, home, prefix).items():
            branch, pull = each.branches.read(answer, key, name, each.default_branch)
            if branch or pull:
                break
        places.append(
            Place(
                place,
                commit=each.head if place else None,
                default_branch=each.default_branch,
                address=each.home,
                branch=branch,
                pull_request=pull,
            )
        )
    return tuple(places)


def _names(number: int, home: str | None, prefix: str) -> dict[str, str]:
    """Return what a proposal's branch is called, and was before the community chose a prefix, by key."""
    names = [branch_name(number, "", home, prefix), branch_name(number, "", home)]
    return {f"{number}{'_' * at}": name for at, name in enumerate(dict.fromkeys(names))}
