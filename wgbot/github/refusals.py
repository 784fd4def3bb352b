"""What GitHub's refusals mean: which of them stay until a person changes a setting, and which setting.

GitHub tells them by words, for one status stands for many of them. What is not known here is looked
at again, and tried again.
"""

import re
from typing import Literal

from wgbot.text.problems import WgbotError

Refused = Literal["archived", "blocked", "locked", "issues", "rules", "hook", "other"]
"""What is in the way: the repository is archived, or blocked by GitHub; a conversation is locked;
issues are switched off; a rule or protected branch; a hook of the server's; or it isn't known."""

_WORDS: tuple[tuple[Refused, str], ...] = (
    ("archived", r"\barchived\b"),
    ("blocked", r"access blocked|user is blocked"),
    ("locked", r"is locked"),
    ("issues", r"issues (?:has been|have been|are) disabled"),
    ("hook", r"pre-receive hook|hook declined"),
    (
        "rules",
        r"rule violations?|protected (?:branch|ref)|creations being restricted|"
        r"cannot (?:force-push|update this|delete this|create ref)|through a pull request|"
        r"required status check|must have verified signatures|commit message must",
    ),
)
_KINDS = tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in _WORDS)

CURES: dict[Refused, str] = {
    "archived": "Nothing can be written to an archived repository: unarchive it in its settings, or "
    "disable the workflows that run wgbot.",
    "blocked": "GitHub has blocked it; its owner has to settle that with GitHub.",
    "locked": "Unlock the conversation, then run this again.",
    "issues": "Tick “Issues” in the repository's settings, then run this again.",
    "hook": "A hook of your GitHub server refuses it; its administrators can say why.",
    "rules": "A rule of the repository or a protected branch forbids it: in its settings, under Rules "
    "or Branches, let wgbot's branches be, or let its account bypass the rule. Then run this again.",
    "other": "",
}
"""Which setting has to be changed, for whoever runs wgbot."""


class RequestRejected(WgbotError):  # noqa: N818  # it is what GitHub did
    """GitHub does not allow something, and will not if asked again."""

    def __init__(self, message: str, status: int, said: str) -> None:
        super().__init__(message)
        self.status = status
        self.said = said
        """GitHub's own words."""

    @property
    def what(self) -> Refused:
        """What is in the way."""
        return refused(self.said)

    @property
    def is_everywhere(self) -> bool:
        """Whether nothing else will be allowed either: the token, or the whole repository is refused."""
        return self.status == 401 or self.what in ("archived", "blocked")


class RateLimitExhausted(WgbotError):  # noqa: N818  # it is what the limit is
    """GitHub's limit for requests is spent for longer than this job may wait, or the job's time is."""


def refused(said: str) -> Refused:
    """Return what a refusal in GitHub's words is about."""
    return next((kind for kind, words in _KINDS if words.search(said)), "other")
