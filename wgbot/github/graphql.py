"""The questions that are asked of GitHub's GraphQL API, and how its answers are read.

One question can be about many proposals at once, which the REST API cannot. What a value means for a
proposal is not told here. https://docs.github.com/en/graphql/reference
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from wgbot.github.api import time_of
from wgbot.proposals.situation import STATUS, BotComment, PullRequest, Status

MOST_AT_ONCE = 100
"""How many proposals one question is about."""
MOST_COMMENTS = 30
"""How many comments of each are read at first: the bot's own is one of the first."""
MOST_PULLS = 5
"""How many pull requests of a branch's name are read at first: forks have branches of any name."""

HEAD = "defaultBranchRef { name target { oid } }"
PAGE = "totalCount pageInfo { hasNextPage endCursor }"

ISSUE = (
    "number title body state createdAt updatedAt lastEditedAt editor { login } "
    "author { __typename login ... on User { databaseId } } labels(first: 100) { nodes { name } }"
)
COMMENT = (
    "id databaseId body updatedAt author { __typename login } "
    "reactionGroups { content reactors { totalCount } }"
)
_ACTOR = "{ __typename login }"
_SAID = (
    "pageInfo { hasPreviousPage startCursor } nodes { body createdAt lastEditedAt "
    f"author {{ __typename login ... on User {{ databaseId }} }} editor {_ACTOR} }}"
)
_FRAGMENTS = {
    "Questioned": "Issue { number title body state closedAt createdAt author { __typename login } "
    "labels(first: 100) { nodes { name } } "
    f"comments(last: 100) {{ {_SAID} }} "
    f"userContentEdits(first: 100) {{ nodes {{ editedAt diff editor {_ACTOR} }} }} "
    "timelineItems(itemTypes: [LABELED_EVENT, CLOSED_EVENT], last: 50) { nodes { __typename "
    f"... on LabeledEvent {{ createdAt actor {_ACTOR} label {{ name }} }} "
    f"... on ClosedEvent {{ createdAt actor {_ACTOR} }} }} }} }}",
    "Asked": f"Issue {{ {ISSUE} comments(first: {MOST_COMMENTS}) {{ totalCount nodes {{ {COMMENT} }} }} "
    "timelineItems(itemTypes: [LABELED_EVENT], last: 20) { nodes { ... on LabeledEvent { "
    "id createdAt label { name } actor { __typename login } } } } }",
    "Head": "Ref { target { oid ... on Commit { message tree { oid } "
    "parents(first: 3) { nodes { oid } } "
    f'status {{ context(name: "{STATUS}") {{ state description }} }} }} }} }}',
    "Pull": "PullRequest { number title body state isDraft closedAt updatedAt headRefName "
    "baseRefName isCrossRepository authorAssociation author { __typename login } "
    "latestOpinionatedReviews { totalCount } "
    "labels(first: 20) { nodes { name } } reviewRequests(first: 20) { nodes { "
    "requestedReviewer { __typename ... on User { login } ... on Team { combinedSlug } } } } }",
}


def question(*parts: str) -> str:
    """Return the whole question for *parts*, with the fragments that they use."""
    asked = f"query {{ {' '.join(parts)} }}"
    used = [name for name in _FRAGMENTS if f"...{name} " in asked]
    return " ".join([asked, *(f"fragment {name} on {_FRAGMENTS[name]}" for name in used)])


def in_repository(full_name: str, *parts: str) -> str:
    """Return the question for *parts* of a repository."""
    owner, _, name = full_name.partition("/")
    return (
        f"repository(owner: {json.dumps(owner)}, name: {json.dumps(name)}) {{ {' '.join(parts)} }}"
    )


def about_issue(number: int) -> str:
    """Return the question for an issue, with its labels, comments and who put which label on."""
    return f"i{number}: issue(number: {number}) {{ ...Asked }}"


def about_questions(number: int) -> str:
    """Return the question for an issue with questions: what people wrote there, and made of its text."""
    return f"i{number}: issue(number: {number}) {{ ...Questioned }}"


def about_comments(number: int, before: str) -> str:
    """Return the question for what people wrote in an issue with questions before a page of it."""
    return (
        f"i{number}: issue(number: {number}) "
        f"{{ comments(last: 100, before: {json.dumps(before)}) {{ {_SAID} }} }}"
    )


def about_branch(key: int | str, name: str) -> str:
    """Return the question for a branch and the pull requests of one of that name."""
    return (
        f"b{key}: ref(qualifiedName: {json.dumps(f'refs/heads/{name}')}) {{ ...Head }} "
        f"p{key}: {pulls_of(name, MOST_PULLS)}"
    )


def pulls_of(name: str, most: int, after: str | None = None) -> str:
    """Return the question for the newest pull requests of a branch of that name, at most *most*."""
    return (
        f"pullRequests(headRefName: {json.dumps(name)}, first: {most}, after: {json.dumps(after)}, "
        f"orderBy: {{field: CREATED_AT, direction: DESC}}) {{ {PAGE} nodes {{ ...Pull }} }}"
    )


def nodes(connection: Any) -> list[dict[str, Any]]:
    """Return what a connection holds, without what GitHub does not show."""
    return [each for each in (connection or {}).get("nodes") or () if isinstance(each, dict)]


def login_of(actor: Any) -> str:
    """Return an account as the REST API spells it; empty for one that is no more.

    The name of an App ends in `[bot]` there, as no person's can.
    """
    found = str((actor or {}).get("login") or "")
    is_app = (actor or {}).get("__typename") == "Bot" and not found.endswith("[bot]")
    return f"{found}[bot]" if is_app else found


def label_names(about: Any) -> set[str]:
    """Return an issue's labels in lower case: GitHub takes them for the same in any."""
    return {str(each.get("name")).lower() for each in nodes((about or {}).get("labels"))}


def pull_request(about: dict[str, Any]) -> PullRequest:
    """Return a pull request; its status is not told here."""
    reviewers = [each.get("requestedReviewer") or {} for each in nodes(about.get("reviewRequests"))]
    state = about["state"]
    return PullRequest(
        number=int(about["number"]),
        title=str(about.get("title") or ""),
        text=str(about.get("body") or "").replace("\r\n", "\n"),
        state="open" if state == "OPEN" else "merged" if state == "MERGED" else "closed",
        draft=bool(about.get("isDraft")),
        closed=time_of(about["closedAt"]) if about.get("closedAt") else None,
        labels=frozenset(str(each["name"]) for each in nodes(about.get("labels"))),
        reviewers=frozenset(
            str(each.get("login") or each.get("combinedSlug"))
            for each in reviewers
            if each.get("login") or each.get("combinedSlug")
        ),
        reviews=int((about.get("latestOpinionatedReviews") or {}).get("totalCount") or 0),
    )


def status(commit: dict[str, Any]) -> Status | None:
    """Return the bot's status on a commit."""
    about = (commit.get("status") or {}).get("context")
    if not about:
        return None
    is_good = about.get("state") == "SUCCESS"
    return Status("success" if is_good else "failure", str(about.get("description") or ""))


def review(comments: Sequence[dict[str, Any]]) -> BotComment | None:
    """Return the review by the bot's comments, the oldest first."""
    if not comments:
        return None
    first, *rest = comments
    return BotComment(
        str(first.get("body") or "").replace("\r\n", "\n"),
        time_of(first.get("updatedAt")),
        spare=tuple(int(each["databaseId"]) for each in rest),
        comment=int(first["databaseId"]),
    )


def thumbs(comment: Mapping[str, Any]) -> int:
    """Return how many thumbs a comment has, up and down."""
    return sum(
        int((each.get("reactors") or {}).get("totalCount") or 0)
        for each in comment.get("reactionGroups") or ()
        if each.get("content") in ("THUMBS_UP", "THUMBS_DOWN")
    )
