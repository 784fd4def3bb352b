"""The branch that keeps what the bot remembers and no comment of a proposal holds: a file for each matter.

A file is changed by a function, and the branch moved by compare-and-set: of two runs at once neither
loses what the other wrote. What a file says, and what is to be done without it, is its owner's.
"""

import time
from collections.abc import Callable

from wgbot.community.pull_requests import CommitSettings
from wgbot.github.api import Api
from wgbot.github.refusals import RequestRejected
from wgbot.github.tree import GitHubTree
from wgbot.proposals.markers import STATE_BRANCH, state_branch
from wgbot.proposals.pull_request_messages import plain_commit_message
from wgbot.proposals.reconcile import Retry
from wgbot.text.problems import WgbotError

MESSAGE = "Remember what was seen"

_NOWHERE = "0" * 40
_PAUSES = (1, 2, 4, 8)
"""Seconds before the branch is looked at again."""

FileChange = Callable[[bytes | None], bytes]
"""Returns what a file shall hold, from what it holds; it is asked again if that changed meanwhile."""


class StateBranchRefused(WgbotError):  # noqa: N818  # it is what GitHub did
    """GitHub does not let the bot write to the branch, and will not if asked again."""


class StateBranch:
    """The files on the branch.

    Before there is one by the community's own prefix, what was remembered without that is read.
    """

    def __init__(self, api: Api, prefix: str, style: CommitSettings) -> None:
        """Get ready; nothing is asked yet. *prefix* and *style* are the community's."""
        self._api = api
        self._style = style
        self.name = state_branch(prefix)

    def read(self, path: str) -> bytes | None:
        """Return what a file holds; None if there is no such file."""
        for name in dict.fromkeys((self.name, STATE_BRANCH)):
            if head := self._head(name):
                return GitHubTree(self._api, head).read(path)
        return None

    def change(self, path: str, change: FileChange) -> bool:
        """Let a file hold what *change* returns; return whether it had to be written.

        Raises StateBranchRefused if rules forbid that, and Retry if it could not be done now.
        """
        refused_at: str | None = None
        tried = False
        for pause in (*_PAUSES, None):
            head = self._head(self.name)
            tree = GitHubTree(self._api, head) if head else None
            before = tree.read(path) if tree else self.read(path)
            after = change(before)
            if after == before:
                return tried
            tried = True
            try:
                self._write(path, after, head, tree)
            except RequestRejected as error:
                seen = head or _NOWHERE
                if error.status == 401:
                    raise
                if refused_at == seen:  # Nobody moved it: it was no other run.
                    raise StateBranchRefused(
                        f"The branch {self.name} can't be written ({error.said})."
                    ) from error
                refused_at = seen
                again: WgbotError = Retry(
                    f"The branch {self.name} is always moved by someone else. Run this again."
                )
            except Retry as error:
                again = error
            else:
                return True
            if pause is None:
                raise again
            time.sleep(pause)
        raise AssertionError("there is no pause after the last try")

    def _head(self, name: str) -> str | None:
        about = self._api.get(f"/git/ref/heads/{name}")
        return str(about["object"]["sha"]) if about else None

    def _write(self, path: str, data: bytes, head: str | None, tree: GitHubTree | None) -> None:
        entry = {"path": path, "mode": "100644", "type": "blob", "content": data.decode("utf-8")}
        on = {"base_tree": tree.tree} if tree else {}
        made = self._api.post("/git/trees", tree=[entry], **on)["sha"]
        commit = self._api.post(
            "/git/commits",
            message=plain_commit_message(MESSAGE, self._style),
            tree=made,
            parents=[head] if head else [],
        )["sha"]
        self._api.move_ref(f"refs/heads/{self.name}", head or _NOWHERE, str(commit))
