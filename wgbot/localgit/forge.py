"""The forge on your own machine: a git repository, with no account, token or network.

The person who runs it approves the proposal by doing so. Nothing but the proposal's branch ever
changes: not the work tree, not the index, not the branch that is checked out. The branch moves in
one last step, so whatever fails before leaves the repository as it was.
"""

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from wgbot.checks.open_proposals import Neighbour
from wgbot.community import config, repository
from wgbot.localgit.git import EXECUTABLE, FILE, CommitTree, Git, GitError
from wgbot.proposals import filled_in, markers, notices
from wgbot.proposals.changes import Change, PutFiles, with_change_applied
from wgbot.proposals.markers import branch_name, proposal_number, stands_in_the_way
from wgbot.proposals.proposal import Issue, judge, read
from wgbot.proposals.reconcile import Applied
from wgbot.proposals.situation import HOME, Approval, Branch, Place, Situation
from wgbot.registry import folder
from wgbot.registry.group import Group
from wgbot.text.problems import SetupError, WgbotError

BOT_NAME = "wgbot"
BOT_EMAIL = "wgbot@wgbot.invalid"
"""Whose the bot's commits are; the domain is one that cannot exist (RFC 2606)."""
_MOST_MERGES = 10
"""How many merges of the base are looked below."""


class LocalBranches:
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
        message = self._own_message(head)
        return Branch(name, head, message is not None, message or "", self._work_tree_of(name))

    def _own_message(self, commit: str) -> str | None:
        """Return the message of wgbot's commit, below clean merges of the base; None if it isn't."""
        for _ in range(_MOST_MERGES):
            about = self.git.text("show", "--no-patch", "--format=%T%n%P%n%B", commit)
            tree, parents, message = about.split("\n", 2)
            if own := markers.own_message(message, tree):
                return own
            if not self._is_clean_merge(tree, parents.split()):
                return None
            commit = parents.split()[0]
        return None

    def _is_clean_merge(self, tree: str, parents: list[str]) -> bool:
        """Return whether git by itself would make *tree* of a commit and one of the default branch."""
        return (
            len(parents) == 2
            and self.git.ask("merge-base", "--is-ancestor", parents[1], self.base) is not None
            and self.git.ask("merge-tree", "--write-tree", *parents) == tree
        )

    def version(self, commit: str) -> CommitTree | None:
        """Return the files of a commit of the default branch; None if it is none of that."""
        if self.git.ask("merge-base", "--is-ancestor", commit, self.base) is None:
            return None
        return CommitTree(self.git, commit)

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
        git, ref = self.git, f"refs/heads/{change.branch}"
        before = change.expected or "0" * len(change.base)
        # If git or a hook says no, nothing is written at all.
        rehearsal = f"start\nupdate {ref} {change.base} {before}\nprepare\nabort\n"
        self._move(change.branch, "update-ref", "--stdin", stdin=rehearsal.encode())
        executable = CommitTree(git, change.base).executable
        with tempfile.TemporaryDirectory(prefix="wgbot-") as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
            git.run("read-tree", change.base, environment=index)
            lines = []
            for path, content in change.files.items():
                if content is None:
                    lines.append(f"0 {'0' * len(change.base)}\t{path}\0")
                    continue
                blob = git.text("hash-object", "-w", "--stdin", stdin=content)
                mode = EXECUTABLE if path in executable else FILE
                lines.append(f"{mode} {blob}\t{path}\0")
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
            stdin=markers.signed(change.message, tree).encode(),
            environment=identity,
        )
        self._move(change.branch, "update-ref", "-m", "wgbot propose", ref, commit, before)
        return Branch(change.branch, commit, is_bots=True, message=change.message)

    def _move(self, branch: str, *arguments: str, stdin: bytes = b"") -> None:
        """Run git to move a branch; raise what a failure means, and what to do about it."""
        try:
            self.git.run(*arguments, stdin=stdin)
        except GitError as error:
            cause = next((why for words, why in _CAUSES if words in str(error)), _MOVED)
            raise WgbotError(
                f"The branch {branch} couldn't be written and is unchanged. {cause} ({error})"
            ) from error


_MOVED = "Perhaps someone else moved it at the same time; please run this again."
_CAUSES = (
    ("aborted by hook", "A hook of this repository (`reference-transaction`) refuses it."),
    (
        "exists; cannot create",
        "A branch has the name that its folder would have: rename that one, or write another "
        "`branches: {prefix: …}` into the configuration.",
    ),
    (
        ".lock",
        "Either another git is at work, or one that was stopped has left its lock: then delete that "
        "file.",
    ),
)
"""What git says where a branch can't be written, and what it means."""


class LocalGit:
    """A git repository that proposals are put into, and a second one where there is that."""

    def __init__(
        self, folder: Path, default_branch: str | None = None, second: Path | None = None
    ) -> None:
        """Open the repository that holds *folder*, and with it the second one at *second*.

        Raises SetupError if there is none, or none with a commit on its default branch.
        """
        self._here = LocalBranches(folder, default_branch)
        self._there: LocalBranches | None = None
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
        self._there = LocalBranches(self._second)
        return self._there.files()

    def observe(self, issue: Issue, today: date | None = None) -> Situation:
        """Look at everything that matters for *issue*. The approval is the caller's, of *today*."""
        prefix = self.repository.config.branches.prefix
        name = branch_name(None, read(issue, self.repository).slug, prefix=prefix)
        for each in self._repositories().values():
            if stands_in_the_way(each.default_branch, prefix):
                raise SetupError(notices.in_the_way(prefix, each.default_branch))
        branch = self._here.branch(name)
        neighbours = self._neighbours(name)
        by = self._here.git.ask("config", "user.name") or "whoever ran `wgbot propose`"
        proposal = judge(
            issue, self.repository, neighbours=neighbours, then=self._as_filled_in(issue)
        )
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

    def _as_filled_in(self, issue: Issue) -> Mapping[str, Group]:
        """Return the groups that an issue is about as they were when its form was filled in."""
        proposal, settings = read(issue, self.repository), self.repository.config
        commit = filled_in.claimed(proposal)
        if commit is None or not filled_in.matters(proposal):
            return {}
        tree = self._repositories()[settings.place_of(settings.registry)].version(commit)
        return filled_in.as_then(proposal, self.repository.registry, tree.read) if tree else {}

    def _repositories(self) -> dict[str, LocalBranches]:
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
        names = git.text(
            "for-each-ref",
            "--format=%(refname:lstrip=2)",
            f"refs/heads/{self.repository.config.branches.prefix}",
        )
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
