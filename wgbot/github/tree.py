"""The files of one commit on GitHub, without a checkout of it.

What the local git repository happens to have is not asked for: a file's content is known by its
id, so a checkout of a commit before or after saves nearly all requests.
"""

import base64

from wgbot.files.tree import EntryKind
from wgbot.github.api import Api
from wgbot.localgit.git import EXECUTABLE, KINDS, Git
from wgbot.proposals.reconcile import Retry
from wgbot.text.problems import SetupError


class GitHubTree:
    """The files of one commit."""

    def __init__(self, api: Api, commit: str, git: Git | None = None) -> None:
        """Look at *commit*; *git* is a local repository that may have some of it."""
        self._api = api
        self._git = git
        about = api.get(f"/git/commits/{commit}") or {}
        self.tree = str((about.get("tree") or {}).get("sha") or commit)
        listed = api.get(f"/git/trees/{self.tree}", recursive=1)
        if listed is None or listed.get("truncated"):
            raise SetupError(
                f"The files of {commit[:10]} could not be listed: there are none, or too many for "
                "one answer of GitHub's. Check the repository out, and run wgbot in it."
            )
        self.executable: set[str] = set()
        """The paths of the files that can be run."""
        self._kinds: dict[str, EntryKind] = {}
        self._blobs: dict[str, str] = {}
        for each in listed.get("tree") or ():
            self._kinds[each["path"]] = KINDS.get(each["mode"], "other")
            self._blobs[each["path"]] = each["sha"]
            if each["mode"] == EXECUTABLE:
                self.executable.add(each["path"])
        self._contents: dict[str, bytes] = {}

    def read(self, path: str) -> bytes | None:
        """Return the content of the file at *path*; None if there is no such regular file."""
        if self._kinds.get(path) != "file":
            return None
        if path not in self._contents:
            self._contents[path] = self._content(path, self._blobs[path])
        return self._contents[path]

    def entries(self, path: str) -> dict[str, EntryKind]:
        """Return the names in the folder at *path*, sorted, with what they are."""
        inside = f"{path}/" if path else ""
        return {
            found[len(inside) :]: kind
            for found, kind in sorted(self._kinds.items())
            if found.startswith(inside) and "/" not in found[len(inside) :]
        }

    def _content(self, path: str, blob: str) -> bytes:
        if self._git and self._git.ask("cat-file", "-e", blob) is not None:
            return self._git.run("cat-file", "blob", blob)
        answer = self._api.get(f"/git/blobs/{blob}")
        if answer is None:
            raise Retry(f"GitHub didn't give the content of {path}. Run this again.")
        return base64.b64decode(answer.get("content") or "")
