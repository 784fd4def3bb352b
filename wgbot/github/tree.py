"""The files of one commit on GitHub, without a checkout of it.

What the local git repository happens to have is not asked for: a file's content is known by its
id, so a checkout of a commit before or after saves nearly all requests.
"""

import base64

from wgbot.files.tree import ListedTree
from wgbot.github.api import Api
from wgbot.localgit.git import Git
from wgbot.proposals.reconcile import Retry
from wgbot.text.problems import SetupError


class GitHubTree(ListedTree):
    """The files of one commit."""

    def __init__(self, api: Api, commit: str, git: Git | None = None) -> None:
        """Look at *commit*; *git* is a local repository that may have some of it."""
        self._api = api
        self._git = git
        about = api.get(f"/git/commits/{commit}") or {}
        self.tree = str((about.get("tree") or {}).get("sha") or commit)
        """The id of all of it."""
        listed = api.get(f"/git/trees/{self.tree}", recursive=1)
        if listed is None or listed.get("truncated"):
            raise SetupError(
                f"The files of {commit[:10]} could not be listed: there are none, or too many for "
                "one answer of GitHub's. Check the repository out, and run wgbot in it."
            )
        super().__init__(
            (each["mode"], each["sha"], each["path"]) for each in listed.get("tree") or ()
        )

    def fetch(self, path: str) -> dict[str, bytes]:
        """Return the content of the file at *path*."""
        blob = self.ids[path]
        if self._git and self._git.ask("cat-file", "-e", blob) is not None:
            return {path: self._git.run("cat-file", "blob", blob)}
        answer = self._api.get(f"/git/blobs/{blob}")
        if answer is None:
            raise Retry(f"GitHub didn't give the content of {path}. Run this again.")
        return {path: base64.b64decode(answer.get("content") or "")}
