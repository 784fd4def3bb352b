"""Branches and pull requests on GitHub: what they hold, who made it, and how they move.

A branch is moved by compare-and-set, and a commit is made on the base that it was computed from. What
goes into them, and when, is not decided here.
"""

import base64
from collections.abc import Callable
from typing import Any

from wgbot.files.tree import Tree
from wgbot.github.api import Api, RequestRejected, time_of
from wgbot.github.tree import GitHubTree
from wgbot.localgit.git import CommitTree, Git
from wgbot.proposals.changes import ProposePullRequest, PutFiles, blob_id
from wgbot.proposals.reconcile import Retry
from wgbot.proposals.situation import STATUS, Branch, PullRequest, Status

_SIGNER = "web-flow"
"""Who commits what an App makes through the API."""
_INSIDERS = ("OWNER", "MEMBER", "COLLABORATOR")


class Branches:
    """The branches of one repository, and their pull requests."""

    def __init__(
        self, api: Api, is_own: Callable[[dict[str, Any] | None], bool], checkout: Git | None
    ) -> None:
        """Get ready. *is_own* knows the bot's accounts; *checkout* may have what GitHub has."""
        self._api = api
        self._is_own = is_own
        self._checkout = checkout
        self._trees: dict[str, str] = {}
        """The trees of commits, as far as they are known."""

    def head(self, name: str) -> str | None:
        """Return the commit at the head of a branch; None if there is no such branch."""
        about = self._api.get(f"/git/ref/heads/{name}")
        return str(about["object"]["sha"]) if about else None

    def pull_request(self, branch: str, base: str) -> tuple[PullRequest | None, str | None]:
        """Find the pull request of *branch* onto *base*, and the commit at its head."""
        owner = self._api.repository.partition("/")[0]
        listed = self._api.pages("/pulls", head=f"{owner}:{branch}", base=base, state="all")
        # That also lists branches of other repositories of the same owner.
        found = [each for each in listed if is_from_here(each) and self._counts(each)]
        if not found:
            return None, None
        about = max(found, key=lambda each: (_rank(each), int(each["number"])))
        commit = (about.get("head") or {}).get("sha") if about["state"] == "open" else None
        reviewers = [
            str(each.get("login") or f"{owner}/{each.get('slug')}")
            for each in [
                *(about.get("requested_reviewers") or ()),
                *(about.get("requested_teams") or ()),
            ]
        ]
        return PullRequest(
            number=int(about["number"]),
            title=str(about.get("title") or ""),
            text=str(about.get("body") or "").replace("\r\n", "\n"),
            state="open"
            if about["state"] == "open"
            else "merged"
            if about.get("merged_at")
            else "closed",
            draft=bool(about.get("draft")),
            closed=time_of(about["closed_at"]) if about.get("closed_at") else None,
            labels=frozenset(str(each["name"]) for each in about.get("labels") or ()),
            reviewers=frozenset(reviewers),
            status=self._status(str(commit)) if commit else None,
        ), commit

    def _counts(self, pull: dict[str, Any]) -> bool:
        """Return whether a pull request says anything about the proposal.

        Anyone can open one of a branch that has none yet. While it is open it is the only one there
        can be; once its author has closed it, that decides nothing.
        """
        is_insiders = pull.get("author_association") in _INSIDERS or self._is_own(pull.get("user"))
        return pull["state"] == "open" or bool(pull.get("merged_at")) or is_insiders

    def _status(self, commit: str) -> Status | None:
        for each in self._api.get(f"/commits/{commit}/statuses", per_page=100) or ():
            if each.get("context") == STATUS:
                is_good = each.get("state") == "success"
                return Status(
                    "success" if is_good else "failure", str(each.get("description") or "")
                )
        return None

    def branch(self, name: str, head: str | None, is_ours: Callable[[str], bool]) -> Branch | None:
        """Look at a branch, at *head* if that is known; *is_ours* knows the bot's messages."""
        if head is None:
            head = self.head(name)
        if head is None:
            return None
        commit = self._api.get(f"/commits/{head}")
        if commit is None:
            raise Retry(f"The branch {name} changed in the meantime. Run this again.")
        message = str((commit.get("commit") or {}).get("message") or "")
        parents = [str(each["sha"]) for each in commit.get("parents") or ()]
        committer = commit.get("committer") or {}
        own = (
            len(parents) == 1
            and is_ours(message)
            and self._is_own(commit.get("author"))
            and (committer.get("login") == _SIGNER or self._is_own(committer))
        )
        files = {
            str(each["filename"]): None if each.get("status") == "removed" else str(each["sha"])
            for each in commit.get("files") or ()
        }
        return Branch(name, head, own, parents[0] if parents else None, files, message)

    def propose(self, change: ProposePullRequest, base: str) -> PullRequest:
        """Open a pull request onto *base*; raise RequestRejected if that is forbidden."""
        about = self._api.post(
            "/pulls",
            title=change.title,
            body=change.text,
            head=change.branch,
            base=base,
            maintainer_can_modify=False,
        )
        return PullRequest(int(about["number"]), change.title, change.text)

    def put(self, change: PutFiles) -> Branch:
        """Make one commit on *base* and move the branch there, from where it was seen."""
        entries = []
        for path, data in change.files.items():
            entry: dict[str, Any] = {"path": path, "mode": "100644", "type": "blob"}
            try:
                entry["content"] = data.decode("utf-8")
            except UnicodeDecodeError:
                content = base64.b64encode(data).decode("ascii")
                entry["sha"] = self._api.post("/git/blobs", content=content, encoding="base64")[
                    "sha"
                ]
            entries.append(entry)
        tree = self._tree_of(change.base)
        if entries:
            tree = self._api.post("/git/trees", base_tree=tree, tree=entries)["sha"]
        commit = self._api.post(
            "/git/commits", message=change.message, tree=tree, parents=[change.base]
        )["sha"]
        if change.expected is None:
            self._api.post("/git/refs", ref=f"refs/heads/{change.branch}", sha=commit)
        else:
            self._move(change.branch, change.expected, str(commit))
        files: dict[str, str | None] = {path: blob_id(data) for path, data in change.files.items()}
        return Branch(change.branch, str(commit), True, change.base, files, change.message)

    def files(self, commit: str) -> Tree:
        """Return the files of a commit, from the checkout if it has that."""
        if (
            self._checkout
            and self._checkout.ask("cat-file", "-e", f"{commit}^{{tree}}") is not None
        ):
            return CommitTree(self._checkout, commit)
        tree = GitHubTree(self._api, commit, self._checkout)
        self._trees[commit] = tree.tree
        return tree

    def _tree_of(self, commit: str) -> str:
        known = self._trees.get(commit)
        found = self._checkout and self._checkout.ask("rev-parse", f"{commit}^{{tree}}")
        return known or found or commit

    def _move(self, branch: str, before: str, after: str) -> None:
        """Move a branch, unless it is elsewhere by now: a push of someone's is never overwritten."""
        try:
            self._api.move_ref(f"refs/heads/{branch}", before, after)
        except RequestRejected as error:
            if error.status != 422:
                raise
            raise Retry(
                f"The branch {branch} couldn't be moved ({error.said}) and is unchanged. Perhaps someone "
                "else moved it at the same moment. Run this again."
            ) from error


def is_from_here(pull: dict[str, Any]) -> bool:
    """Return whether a pull request's branch is in the repository that it is for, and not in a fork.

    What is in the repository was put there by someone who can write to it.
    """
    sides = [((pull.get(side) or {}).get("repo") or {}).get("id") for side in ("head", "base")]
    return sides[0] is not None and sides[0] == sides[1]


def _rank(pull: dict[str, Any]) -> int:
    return 2 if pull["state"] == "open" else 1 if pull.get("merged_at") else 0
