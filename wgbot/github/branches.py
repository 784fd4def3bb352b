"""Branches and pull requests on GitHub: what there is, and how they move.

A branch is moved by compare-and-set, and a commit is made on the base that it was computed from. What
goes into them, and when, is not decided here; whose a commit is, `branch_heads` knows.
"""

import base64
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from wgbot.github import graphql
from wgbot.github.api import Api
from wgbot.github.branch_heads import BranchHeads
from wgbot.github.refusals import RequestRejected
from wgbot.github.tree import GitHubTree
from wgbot.localgit.git import CommitTree, Git
from wgbot.proposals import markers
from wgbot.proposals.changes import ProposePullRequest, PutFiles
from wgbot.proposals.reconcile import Retry
from wgbot.proposals.situation import Branch, PullRequest

_INSIDERS = ("OWNER", "MEMBER", "COLLABORATOR")
_MOST_PAGES = 10
"""How many hundred pull requests of one branch's name are looked through."""


class BranchRefused(RequestRejected):  # it is what GitHub did
    """GitHub does not let a branch be written, though the commit for it is made."""

    def __init__(self, error: RequestRejected, commit: str) -> None:
        super().__init__(str(error), error.status, error.said)
        self.commit = commit


class Branches:
    """The branches of one repository, and their pull requests."""

    def __init__(self, api: Api, is_own: Callable[[str], bool], checkout: Git | None) -> None:
        """Get ready. *is_own* knows the bot's accounts; *checkout* may have what GitHub has."""
        self._api = api
        self._is_own = is_own
        self._checkout = checkout
        self._files: dict[str, CommitTree | GitHubTree] = {}
        """The files of commits, as far as they are known."""
        self._made: dict[tuple[str, str], str] = {}
        """The commits made in this run, by their base and message."""
        self._heads = BranchHeads(api, checkout, self.files)

    def read(
        self, answer: Mapping[str, Any], key: int | str, name: str, base: str
    ) -> tuple[Branch | None, PullRequest | None]:
        """Read what was answered to `graphql.about_branch`: a branch and its pull request onto *base*."""
        if f"b{key}" not in answer or f"p{key}" not in answer:
            raise Retry(f"GitHub didn't say what is on the branch {name}. Run this again.")
        head = (answer[f"b{key}"] or {}).get("target")
        branch = self._heads.read(name, head, base) if head else None
        pull = self._pull_request(answer[f"p{key}"], name, base)
        if pull and pull.state == "open" and head:
            pull = replace(pull, status=graphql.status(head))
        return branch, pull

    def look(self, name: str, base: str) -> tuple[Branch | None, PullRequest | None]:
        """Look at one branch and its pull request onto *base*."""
        asked = graphql.in_repository(self._api.repository, graphql.about_branch("", name))
        answer = self._api.query(graphql.question(asked)) or {}
        return self.read(answer.get("repository") or {}, "", name, base)

    def _pull_request(
        self, page: Mapping[str, Any] | None, name: str, base: str
    ) -> PullRequest | None:
        """Return the open pull request, else the newest.

        It is onto *base*, or the bot's own that a person has pointed at another branch.
        """
        found: list[dict[str, Any]] = []
        for _ in range(_MOST_PAGES):
            found += [each for each in graphql.nodes(page) if self._counts(each, base)]
            about = (page or {}).get("pageInfo") or {}
            if found or not about.get("hasNextPage"):
                break
            # Forks can have any number of them.
            more = graphql.pulls_of(name, 100, about["endCursor"])
            asked = graphql.in_repository(self._api.repository, more)
            answer = self._api.query(graphql.question(asked)) or {}
            page = (answer.get("repository") or {}).get("pullRequests")
            if page is None:
                raise Retry(f"GitHub didn't list the pull requests of {name}. Run this again.")
        if not found:
            return None
        about = max(found, key=lambda each: _rank(each, base))
        onto = str(about.get("baseRefName") or "")
        return replace(graphql.pull_request(about), base=None if onto == base else onto)

    def _counts(self, pull: dict[str, Any], base: str) -> bool:
        """Return whether a pull request says anything about the proposal.

        Its branch has to be in the repository itself, where only those put it who can write to it.
        Anyone can open one of a branch that has none yet. While it is open it is the only one there
        can be; once its author has closed it, that decides nothing.
        """
        if pull.get("isCrossRepository") is not False:
            return False
        author = graphql.login_of(pull.get("author"))
        if pull.get("baseRefName") != base:
            return self._is_own(author)
        is_insiders = pull.get("authorAssociation") in _INSIDERS or self._is_own(author)
        return pull["state"] in ("OPEN", "MERGED") or is_insiders

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
        """Make one commit on *base* and move the branch there, from where it was seen.

        Raises BranchRefused if that is forbidden. What was made for it once is not made again.
        """
        made = self._made.get((change.base, change.message)) or self._reusable(change)
        commit = made or self._commit(change)
        self._made[change.base, change.message] = commit
        try:
            if change.expected is None:
                self._api.post("/git/refs", ref=f"refs/heads/{change.branch}", sha=commit)
            else:
                self._move(change.branch, change.expected, commit)
        except RequestRejected as error:
            raise BranchRefused(error, commit) from error
        return Branch(change.branch, commit, True, change.message)

    def _reusable(self, change: PutFiles) -> str | None:
        """Return the commit that was made before, if it is what shall be made, whoever names it."""
        about = self._api.get(f"/git/commits/{change.made}") if change.made else None
        parents = [str(each["sha"]) for each in (about or {}).get("parents") or ()]
        if about is None or len(parents) != 1:
            return None
        tree = str(about["tree"]["sha"])
        is_said = str(about["message"]).rstrip() == markers.signed(change.message, tree).rstrip()
        if not is_said or not self._heads.is_in(parents[0], change.base):
            return None
        return change.made if self._tree(change, parents[0]) == tree else None

    def _commit(self, change: PutFiles) -> str:
        tree = self._tree(change, change.base)
        made = self._api.post(
            "/git/commits",
            message=markers.signed(change.message, tree),
            tree=tree,
            parents=[change.base],
        )
        return str(made["sha"])

    def _tree(self, change: PutFiles, base: str) -> str:
        """Return the tree that has the files of *change*, and is as that of *base* otherwise."""
        on = self.files(base)
        entries = [
            {"path": path, "mode": on.mode(path), "type": "blob"}
            | ({"sha": None} if data is None else self._content(data))
            for path, data in change.files.items()
        ]
        if not entries:
            return on.tree
        return str(self._api.post("/git/trees", base_tree=on.tree, tree=entries)["sha"])

    def _content(self, data: bytes) -> dict[str, Any]:
        try:
            return {"content": data.decode("utf-8")}
        except UnicodeDecodeError:
            content = base64.b64encode(data).decode("ascii")
            return {"sha": self._api.post("/git/blobs", content=content, encoding="base64")["sha"]}

    def files(self, commit: str) -> CommitTree | GitHubTree:
        """Return the files of a commit, from the checkout if it has that."""
        if commit not in self._files:
            git = self._checkout
            if git and git.ask("cat-file", "-e", f"{commit}^{{tree}}") is not None:
                self._files[commit] = CommitTree(git, commit)
            else:
                self._files[commit] = GitHubTree(self._api, commit, git)
        return self._files[commit]

    def _move(self, branch: str, before: str, after: str) -> None:
        """Move a branch, unless it is elsewhere by now: a push of someone's is never overwritten."""
        try:
            self._api.move_ref(f"refs/heads/{branch}", before, after)
        except RequestRejected as error:
            if error.status != 422 or error.what != "other":
                raise
            raise Retry(
                f"The branch {branch} couldn't be moved ({error.said}) and is unchanged. Perhaps someone "
                "else moved it at the same moment. Run this again."
            ) from error


def _rank(pull: Mapping[str, Any], base: str) -> tuple[bool, bool, int]:
    is_open = pull["state"] == "OPEN"
    return is_open, is_open and pull.get("baseRefName") == base, int(pull["number"])
