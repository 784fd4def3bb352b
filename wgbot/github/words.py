"""What people said of a proposal: by thumbs on the bot's comment, and by reviews of its pull request.

It is asked in the same question as other things, and only where there is something to be told and it
can matter. Whether a word counts is decided elsewhere. Programs and accounts that are no more say nothing.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from wgbot.github import graphql
from wgbot.github.api import Api, time_of
from wgbot.github.approvals import Roles
from wgbot.github.graphql import thumbs
from wgbot.github.remote import Remote
from wgbot.proposals import consent, present_leads
from wgbot.proposals.memory import Record
from wgbot.proposals.reconcile import Retry
from wgbot.proposals.situation import Place, Situation, Voice

_MOST_PAGES = 50
"""How many hundred thumbs, and reviews, are read."""
_OPINIONS = ("APPROVED", "CHANGES_REQUESTED")
_THUMBS = {"up": "THUMBS_UP", "down": "THUMBS_DOWN"}


def questions(now: Situation, comments: Sequence[Mapping[str, Any]], repository: str) -> list[str]:
    """Return the questions for what people said, by the proposal's number; none if it doesn't matter."""
    number, pull = now.issue.number, now.home.pull_request
    is_asked = bool(consent.candidates(now, Record()))
    asked = []
    if (
        comments
        and thumbs(comments[0])
        and (now.label or is_asked or present_leads.may_matter(now))
    ):
        on = " ".join(_thumbs(name) for name in _THUMBS)
        comment = json.dumps(comments[0]["id"])
        asked.append(f"t{number}: node(id: {comment}) {{ ... on IssueComment {{ {on} }} }}")
    if pull and is_asked and _is_reviewed(now.home):
        asked.append(f"v{number}: {graphql.in_repository(repository, _reviews(pull.number))}")
    return asked


def _is_reviewed(place: Place) -> bool:
    pull = place.pull_request
    return pull is not None and pull.state == "open" and pull.reviews > 0


def read(
    remote: Remote,
    now: Situation,
    answer: Mapping[str, Any],
    comments: Sequence[Mapping[str, Any]],
    roles: Roles,
) -> tuple[Voice, ...]:
    """Return what was answered to `questions`, with the roles of those whose role can matter.

    Of a second repository it is asked here, where there is anything. Raises Retry where GitHub didn't
    tell all of it.
    """
    api, number = remote.api, now.issue.number
    for asked in questions(now, comments, api.repository):
        if not answer.get(asked.partition(":")[0]):
            # An objection may be among it.
            raise Retry(f"GitHub didn't say what people said about #{number}. Run this again.")
    said: list[Voice] = []
    if there := answer.get(f"t{number}"):
        comment = str(comments[0]["id"])
        for name in _THUMBS:
            pages = _pages(there.get(name), partial(_more, api, comment, name))
            for each in pages:
                said += _word(each.get("user"), each["createdAt"], is_yes=name == "up")
    for place in now.places if consent.candidates(now, Record()) else ():
        if _is_reviewed(place) and (pull := place.pull_request):
            more = partial(_more_reviews, remote.at(place.name).api, pull.number)
            there = answer.get(f"v{number}") if place is now.home else None
            said += _opinions(_pages(_listed(there) if there else more(None), more))
    return _with_roles(now, said, roles)


def _opinions(reviews: Iterable[Mapping[str, Any]]) -> Iterator[Voice]:
    for each in reviews:
        if each["state"] in _OPINIONS:
            is_yes = each["state"] == "APPROVED"
            at = each.get("submittedAt")
            yield from _word(each.get("author"), at, is_yes=is_yes, is_review=True)


def _with_roles(now: Situation, said: Sequence[Voice], roles: Roles) -> tuple[Voice, ...]:
    """Return the words with roles: of a thumbs-up only where several have to approve.

    Objections come first: where not everybody can be asked about, those must not be missed.
    """
    is_given = now.label is not None or present_leads.may_matter(now)
    counts_thumbs = now.label is not None and now.repository.config.approval.count > 1
    asked = [
        each.by
        for each in sorted(said, key=lambda each: each.is_yes)
        if not each.is_review and (counts_thumbs if each.is_yes else is_given)
    ]
    known = roles.of_all(asked) if asked else {}
    return tuple(replace(each, role=known.get(each.by.lower(), each.role)) for each in said)


def _word(who: Any, at: Any, *, is_yes: bool, is_review: bool = False) -> list[Voice]:
    """Return a person's word; none of a program, or of an account that is no more."""
    if not who or not who.get("databaseId") or not at:
        return []
    number = int(who["databaseId"])
    return [Voice(str(who["login"]), None, time_of(at), is_yes, number=number, is_review=is_review)]


def _pages(page: Any, more: Callable[[str], Any]) -> Iterator[dict[str, Any]]:
    """Yield what is on *page* and on those after it."""
    for _ in range(_MOST_PAGES):
        if page is None:
            raise Retry("GitHub didn't say all that people said. Run this again.")
        yield from graphql.nodes(page)
        if not page["pageInfo"]["hasNextPage"]:
            return
        page = more(str(page["pageInfo"]["endCursor"]))


def _more(api: Api, comment: str, name: str, after: str) -> Any:
    asked = (
        f"node(id: {json.dumps(comment)}) {{ ... on IssueComment {{ {_thumbs(name, after)} }} }}"
    )
    return ((api.query(graphql.question(asked)) or {}).get("node") or {}).get(name)


def _more_reviews(api: Api, number: int, after: str | None) -> Any:
    asked = graphql.in_repository(api.repository, _reviews(number, after))
    return _listed((api.query(graphql.question(asked)) or {}).get("repository"))


def _thumbs(name: str, after: str | None = None) -> str:
    return (
        f"{name}: reactions(content: {_THUMBS[name]}, first: 100, after: {json.dumps(after)}) "
        f"{{ {graphql.PAGE} nodes {{ createdAt user {{ login databaseId }} }} }}"
    )


def _reviews(number: int, after: str | None = None) -> str:
    return (
        f"pullRequest(number: {number}) {{ latestOpinionatedReviews(first: 100, "
        f"after: {json.dumps(after)}) {{ {graphql.PAGE} nodes {{ state submittedAt "
        "author { login ... on User { databaseId } } } } }"
    )


def _listed(repository: Any) -> Any:
    return ((repository or {}).get("pullRequest") or {}).get("latestOpinionatedReviews")
