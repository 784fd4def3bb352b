"""The branches of a repository on your own machine, and how they move.

A branch moves in one last step, from where it was seen, so whatever fails before leaves it as it was.
What goes into it is not decided here.
"""

import tempfile
from pathlib import Path

from wgbot.localgit.git import CommitTree, Git, GitError
from wgbot.proposals import markers
from wgbot.proposals.changes import PutFiles
from wgbot.proposals.situation import Branch
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

    def names(self, prefix: str) -> list[str]:
        """Return the names of all branches that begin with *prefix*."""
        listed = self.git.text(
            "for-each-ref", "--format=%(refname:lstrip=2)", f"refs/heads/{prefix}"
        )
        return [name for name in listed.split("\n") if name]

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
        on = CommitTree(git, change.base)
        with tempfile.TemporaryDirectory(prefix="wgbot-") as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
            git.run("read-tree", change.base, environment=index)
            lines = []
            for path, content in change.files.items():
                if content is None:
                    lines.append(f"0 {'0' * len(change.base)}\t{path}\0")
                    continue
                blob = git.text("hash-object", "-w", "--stdin", stdin=content)
                lines.append(f"{on.mode(path)} {blob}\t{path}\0")
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
        "Permission denied",
        "You may not write to this repository: see to whom its `.git` folder belongs.",
    ),
    (
        ".lock",
        "Either another git is at work, or one that was stopped has left its lock: then delete that "
        "file.",
    ),
)
"""What git says where a branch can't be written, and what it means."""
