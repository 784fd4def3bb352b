"""An issue as GitHub's GraphQL API gives it → values."""

from typing import Any

from wgbot.community.repository import Repository
from wgbot.github.graphql import login_of
from wgbot.proposals.proposal import Issue


def issue_of(number: int, about: dict[str, Any] | None) -> Issue:
    """Return the issue of that number; one that is gone where GitHub gives none."""
    if about is None:
        return Issue(body="", number=number, state="gone")
    author = about.get("author") or {}
    return Issue(
        body=str(about.get("body") or ""),
        title=str(about.get("title") or ""),
        author=login_of(author) or None,
        author_id=author.get("databaseId"),
        number=number,
        state="open" if about.get("state") == "OPEN" else "closed",
    )


def own_labels(community: Repository) -> dict[str, str]:
    """Return the labels that are the bot's business, as the configuration writes them, by lower case."""
    config = community.config
    return {
        each.lower(): each
        for each in (config.approval.label, config.labels.ready, config.labels.needs_work)
    }


def as_configured(names: set[str], community: Repository) -> set[str]:
    """Return the bot's labels as the configuration writes them, and all others as they are."""
    known = own_labels(community)
    return {known.get(name, name) for name in names}
