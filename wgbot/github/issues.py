"""An issue as GitHub's API gives it → values."""

from typing import Any

from wgbot.community.repository import Repository
from wgbot.proposals.proposal import Issue


def issue_of(number: int, about: dict[str, Any] | None) -> Issue:
    """Return the issue of that number; one that is gone where GitHub gives none."""
    if about is None:
        return Issue(body="", number=number, state="gone")
    user = about.get("user") or {}
    return Issue(
        body=str(about.get("body") or ""),
        title=str(about.get("title") or ""),
        author=user.get("login"),
        author_id=user.get("id"),
        number=number,
        state="open" if about.get("state") == "open" else "closed",
    )


def label_names(about: dict[str, Any]) -> set[str]:
    """Return an issue's labels in lower case: GitHub takes them for the same in any."""
    return {
        str(each.get("name") if isinstance(each, dict) else each).lower()
        for each in about.get("labels") or ()
    }


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
