"""The forge on your own machine: a git repository, with no account, token or network.

The person who runs it approves the proposal by doing so. Nothing but the proposal's branch ever
changes: not the work tree, not the index, not the branch that is checked out. The branch moves in
one last step, so whatever fails before leaves the repository as it was.
"""

import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from wgbot.checks.open_proposals import Neighbour
from wgbot.community import config, repository
from wgbot.localgit.git import CommitTree, Git, GitError
from wgbot.proposals.changes import Change, PutFiles, blob_id, with_change_applied
from wgbot.proposals.markers import branch_name, proposal_number
from wgbot.proposals.proposal import Issue, judge, read
from wgbot.proposals.reconcile import Applied
from wgbot.proposals.situation import HOME, Approval, Branch, Place, Situation
from wgbot.registry import folder
from wgbot.text.problems import SetupError, WgbotError

BOT_NAME = "wgbot"
BOT_EMAIL = "wgbot@wgbot.invalid"
"""By which a commit is known as the bot's own; the domain is one that cannot exist (RFC 2606)."""


class _Branches:
    """The branches of one local repository."""

    def __init__(self, folder: Path, default_branch: str | None = None) -> None:
        self.git = Git(folder)
        self.default_branch = default_branch or self._find_default_branch()
        self.built_on = self.default_branch
        """The branch whose files are used: origin's, where there is none of that name here."""
        base = self._head(f"refs/heads/{self.default_branch}")
        if base is None:
            self.built_on = f"origin/{self.default_branch}"
            base = self._head(f"refs/remotes/{self.built_on}")
        if base is None:
            raise SetupError(
                f"The branch {self.default_branch} has no commits. Commit something to it, or name "
                "another branch with `--base`."
            )
        self.base = base

    def _head(self, ref: str) -> str | None:
        return self.git.ask("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")

    def files(self) -> CommitTree:
        """Return the files of the default branch."""
        return CommitTree(self.git, self.base)

    def _find_default_branch(self) -> str:
        remote = self.git.ask("symbolic-ref", "refs/remotes/origin/HEAD")
        configured = self.git.ask("config", "init.defaultBranch")
        current = self.git.ask("symbolic-ref", "--short", "HEAD")
        if remote and self._head(remote):
            return remote.removeprefix("refs/remotes/origin/")
        for name in (configured, "main", "master"):
            if name and self._head(f"refs/heads/{name}"):
                return name
        if current:
            return current
        raise SetupError(
            "No branch is checked out, and there is no main or master. Use `--base` to name the "
            "branch that groups are added to."
        )

    def branch(self, name: str) -> Branch | None:
        """Look at the branch of that name."""
        head = self.git.ask("rev-parse", "--verify", "--quiet", f"refs/heads/{name}")
        if head is None:
            return None
        about = self.git.text("show", "--no-patch", "--format=%ce%n%P", head).split("\n")
        committer, parents = about[0], " ".join(about[1:]).split()
        own = (
            committer == BOT_EMAIL
            and len(parents) == 1
            and self.git.ask("merge-base", "--is-ancestor", parents[0], self.base) is not None
        )
        in_use = self._work_tree_of(name)
        if not own:
            return Branch(name, head, is_bots=False, in_use=in_use)
        tree = CommitTree(self.git, head)
        return Branch(
            name,
            head,
            is_bots=True,
            base=parents[0],
            files={
                path: None if (data := tree.read(path)) is None else blob_id(data)
                for path in self.changed(parents[0], head)
            },
            message=self.git.text("show", "--no-patch", "--format=%B", head) + "\n",
            in_use=in_use,
        )

    def changed(self, before: str, after: str) -> list[str]:
        """Return the paths of what differs between two commits."""
        listed = self.git.run("diff-tree", "-r", "--no-renames", "--name-only", "-z", before, after)
        return listed.decode("utf-8", "surrogateescape").split("\0")[:-1]

    def _work_tree_of(self, name: str) -> str | None:
        listed = self.git.text("worktree", "list", "--porcelain")
        for about in listed.split("\n\n"):
            lines = about.split("\n")
            if f"branch refs/heads/{name}" in lines:
                return lines[0].removeprefix("worktree ")
        return None

    def put(self, change: PutFiles) -> Branch:
        """Make one commit on *base* and move the branch there, from where it was seen."""
        git = self.git
        with tempfile.TemporaryDirectory(prefix="wgbot-") as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
            git.run("read-tree", change.base, environment=index)
            lines = []
            for path, content in change.files.items():
                blob = git.text("hash-object", "-w", "--stdin", stdin=content)
                lines.append(f"100644 {blob}\t{path}\0")
            git.run(
                "update-index",
                "-z",
                "--index-info",
                stdin="".join(lines).encode(),
                environment=index,
            )
            tree = git.text("write-tree", environment=index)
        identity = {
            f"GIT_{who}_{what}": value
            for who in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", BOT_NAME), ("EMAIL", BOT_EMAIL))
        }
        commit = git.text(
            "commit-tree",
            tree,
            "-p",
            change.base,
            stdin=change.message.encode(),
            environment=identity,
        )
        try:
            git.run(
                "update-ref",
                "-m",
                "wgbot propose",
                f"refs/heads/{change.branch}",
                commit,
                change.expected or "0" * len(commit),
            )
        except GitError as error:
            raise WgbotError(
                f"The branch {change.branch} couldn't be moved and is unchanged. Perhaps someone "
                f"else moved it at the same time; please run this again. ({error})"
            ) from error
        files: dict[str, str | None] = {path: blob_id(data) for path, data in change.files.items()}
        return Branch(
            change.branch,
            commit,
            is_bots=True,
            base=change.base,
            files=files,
            message=change.message,
        )


class LocalGit:
    """A git repository that proposals are put into, and a second one where there is that."""

    def __init__(
        self, folder: Path, default_branch: str | None = None, second: Path | None = None
    ) -> None:
        """Open the repository that holds *folder*, and with it the second one at *second*.

        Raises SetupError if there is none, or none with a commit on its default branch.
        """
        self._here = _Branches(folder, default_branch)
        self._there: _Branches | None = None
        self._second = second
        self.built_on = self._here.built_on
        self.repository = repository.load(self._here.files(), self._here.base, self._open_second)

    def _open_second(self, settings: config.SecondRepository) -> CommitTree:
        if self._second is None:
            raise SetupError(
                f"The {settings.holds} {'are' if settings.holds == 'pages' else 'is'} in "
                f"{settings.repository}. Check it out too, "
                "and name its folder with `--second`."
            )
        self._there = _Branches(self._second)
        return self._there.files()

    def observe(self, issue: Issue, today: date | None = None) -> Situation:
        """Look at everything that matters for *issue*. The approval is the caller's, of *today*."""
        name = branch_name(None, read(issue, self.repository).slug)
        branch = self._here.branch(name)
        neighbours = self._neighbours(name)
        by = self._here.git.ask("config", "user.name") or "whoever ran `wgbot propose`"
        proposal = judge(issue, self.repository, neighbours=neighbours)
        digest = proposal.digest
        return Situation(
            issue=issue,
            repository=self.repository,
            proposal=proposal,
            approval=Approval(by, self._approved_on(branch, digest, today), digest),
            places=tuple(
                Place(place, each.base, each.default_branch, branch=each.branch(name))
                for place, each in self._repositories().items()
            ),
        )

    def _repositories(self) -> dict[str, _Branches]:
        """Return the repositories by the names of their places."""
        settings = self.repository.config.second
        there = {settings.repository: self._there} if settings and self._there else {}
        return {HOME: self._here, **there}

    def _approved_on(self, branch: Branch | None, digest: str, today: date | None) -> date:
        """Return the day of the approval: that of the first run with this text, if its branch is there."""
        if branch and branch.is_bots and digest in branch.message:
            seconds = int(self._here.git.text("show", "--no-patch", "--format=%ct", branch.head))
            return datetime.fromtimestamp(seconds, UTC).date()
        return today or datetime.now(UTC).date()

    def _neighbours(self, mine: str) -> tuple[Neighbour, ...]:
        """Find the other proposals: the groups that other branches of wgbot's add or change."""
        git, base = self._here.git, self._here.base
        neighbours = []
        names = git.text("for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads/wgbot/")
        for name in names.split("\n"):
            common = git.ask("merge-base", base, f"refs/heads/{name}")
            if not name or name == mine or not common:
                continue
            head = git.text("rev-parse", f"refs/heads/{name}")
            number = proposal_number(git.text("show", "--no-patch", "--format=%B", head))
            tree = CommitTree(git, head)
            for path in self._here.changed(common, head):
                if path.startswith(f"{self.repository.registry.folder}/") and tree.read(path):
                    entry = folder.read(tree, path)
                    if isinstance(entry, folder.Entry):
                        neighbours.append(Neighbour(name, number, entry.group))
        return tuple(neighbours)

    def apply(self, change: Change, situation: Situation) -> Applied:
        """Apply *change*, and return the situation as it is then."""
        then = with_change_applied(change, situation)
        # Nobody but the caller is here to read the rest.
        if isinstance(change, PutFiles) and (place := then.place(change.place)):
            branch = self._repositories()[change.place].put(change)
            then = then.with_place(replace(place, branch=branch))
        return Applied(then)
