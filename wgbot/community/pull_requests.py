"""How the bot's branches, commits and pull requests look in a community's repository: settings.

What is in them, and when there are some, is for the proposals.
"""

import re
from typing import Annotated

from pydantic import AfterValidator

from wgbot.files.validation import FileModel, Items
from wgbot.form import recognition

_LONGEST_PREFIX, _LONGEST_SUBJECT = 60, 200
_RESERVED = ("head", "main", "master", "refs", "trunk", "wgbot-links")
"""What a branch is called that is not the bot's to make one below it, in lower case."""


def _prefix(text: str) -> str:
    if (
        not re.fullmatch(r"(?:[A-Za-z0-9_][A-Za-z0-9_-]*/){1,4}", text)
        or len(text) > _LONGEST_PREFIX
    ):
        raise ValueError(
            "is not how a branch's name can start: letters, digits, `-` and `_`, and `/` at its end"
        )
    if text.partition("/")[0].lower() in _RESERVED:
        raise ValueError("starts like the name of a branch that is not the bot's")
    return text


class BranchSettings(FileModel):
    """What the bot calls its branches."""

    prefix: Annotated[str, AfterValidator(_prefix)] = recognition.BRANCHES
    """How their names start, with `/` at its end. Without one, the branch with moved links is `wgbot-links`."""


def _one_line(text: str) -> str:
    if not text.isprintable() or len(text) > _LONGEST_SUBJECT:
        raise ValueError(f"is not one line of at most {_LONGEST_SUBJECT} characters")
    return text


def _identity(text: str) -> str:
    if not re.fullmatch(r"[^<>@\s][^<>\n]{0,99} <[^<>@\s]{1,100}@[^<>@\s]{1,100}>", text):
        raise ValueError("is not a name and an address, as `Name <name@example.org>`")
    return _one_line(text)


class CommitSettings(FileModel):
    """How the bot's commits are worded."""

    prefix: Annotated[str, AfterValidator(_one_line)] = ""
    """What their first line and the pull request's title begin with, as `feat: `; the next letter is small then."""
    sign_off: Annotated[str, AfterValidator(_identity)] | None = None
    """Who signs them off (`Signed-off-by`), as `Name <name@example.org>`."""


class PullRequestSettings(FileModel):
    """What the bot adds to its pull requests when it opens them."""

    labels: Items[str] = ()
    reviewers: Items[str] = ()
    """Accounts, and teams as `organisation/team`."""
