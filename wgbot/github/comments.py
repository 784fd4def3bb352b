"""The comments of an issue: which of them are the bot's reviews, and which only look like one."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from wgbot.github import graphql
from wgbot.github.graphql import login_of
from wgbot.github.remote import Remote
from wgbot.proposals.memory import MARKER, Record
from wgbot.proposals.reconcile import Retry

_MOST_PAGES = 50
"""How many hundred comments of an issue are read."""


def reviews(remote: Remote, number: int, about: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the bot's reviews of an issue, the oldest first; *about* is the issue with its first comments."""
    listed = about.get("comments") or {}
    is_cut = int(listed.get("totalCount") or 0) > graphql.MOST_COMMENTS
    comments = all_comments(remote, number) if is_cut else graphql.nodes(listed)
    return [each for each in comments if is_review(remote, each)]


def all_comments(remote: Remote, number: int) -> list[dict[str, Any]]:
    """List an issue's comments, in order."""
    found: list[dict[str, Any]] = []
    after = "null"
    for _ in range(_MOST_PAGES):
        answer = remote.ask(
            f"issue(number: {number}) {{ comments(first: 100, after: {after}) "
            f"{{ {graphql.PAGE} nodes {{ {graphql.COMMENT} }} }} }}"
        )
        if "issue" not in answer:
            raise Retry(f"GitHub didn't list the comments of #{number}. Run this again.")
        listed = (answer["issue"] or {}).get("comments")
        found += graphql.nodes(listed)
        about = (listed or {}).get("pageInfo") or {}
        if not about.get("hasNextPage"):
            break
        after = json.dumps(about["endCursor"])
    return found


def others_like_own(remote: Remote, comments: Sequence[dict[str, Any]]) -> list[str]:
    """Return the programs that have written a comment as the bot's reviews are, and aren't the bot.

    One of them may be wgbot with another token. But anyone's text can be repeated by a program.
    """
    found = {
        login_of(each.get("author"))
        for each in comments
        if Record.read(str(each.get("body") or "")).text is not None
    }
    return sorted(each for each in found if each.endswith("[bot]") and not remote.is_own(each))


def is_review(remote: Remote, comment: Mapping[str, Any]) -> bool:
    """Return whether a comment is a review of the bot's."""
    is_like = str(comment.get("body") or "").startswith(f"{MARKER} ")
    return is_like and remote.is_own(login_of(comment.get("author")))
