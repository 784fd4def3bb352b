"""The forge on your own machine: a git repository, with no account, token or network.

The person who runs it approves the proposal by doing so. Nothing but the proposal's branch ever
changes: not the work tree, not the index, not the branch that is checked out. The branch moves in
one last step, so whatever fails before leaves the repository as it was.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from wgbot.checks.lookups import Neighbour
from wgbot.community import config, repository
from wgbot.files.disk import DiskTree
from wgbot.localgit.branches import LocalBranches
from wgbot.localgit.git import CommitTree
from wgbot.proposals import filled_in, notices
from wgbot.proposals.changes import Change, PutFiles, with_change_applied
from wgbot.proposals.markers import branch_name, proposal_number, stands_in_the_way
from wgbot.proposals.proposal import Issue, judge, read
from wgbot.proposals.reconcile import Applied
from wgbot.proposals.situation import HOME, Approval, Branch, Place, Situation
from wgbot.registry import folder
from wgbot.registry.group import Group
from wgbot.text.problems import SetupError


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
        try:
            self.repository = repository.load(
                self._here.files(), self._here.base, self._open_second
            )
        except SetupError as error:
            if left := self._uncommitted():
                raise SetupError(
                    f"{left} isn't in the last commit of {self.built_on}, and that is what is read here. "
                    "Commit what `wgbot init` wrote, and run this again."
                ) from error
            raise

    def _uncommitted(self) -> str | None:
        """Return a file on disk without which there is no form, and which no commit has yet."""
        top = self._here.git.ask("rev-parse", "--show-toplevel")
        if not top:
            return None
        tree, committed = DiskTree(Path(top)), self._here.files()
        forms = (each.path for each in config.load(tree)[0].all_forms)
        return next(
            (
                path
                for path in (config.PATH, *forms)
                if tree.read(path) is not None and committed.read(path) is None
            ),
            None,
        )

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
        name = self._name_of_branch(issue)
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

    def _name_of_branch(self, issue: Issue) -> str:
        """Return the name of a proposal's branch: the one that it has, whatever its group is called now."""
        prefix = self.repository.config.branches.prefix
        named = branch_name(None, read(issue, self.repository).slug, prefix=prefix)
        if issue.number is None or self._here.branch(named):
            return named
        return next(
            (
                name
                for name in self._here.names(prefix)
                if (branch := self._here.branch(name))
                and branch.is_bots
                and proposal_number(branch.message) == issue.number
            ),
            named,
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
        for name in self._here.names(self.repository.config.branches.prefix):
            common = git.ask("merge-base", base, f"refs/heads/{name}")
            if name == mine or not common:
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
