"""One repository on GitHub: what is on its default branch, and whose token asks.

It reads; the second repository, if a community has one, is another of the same kind. What is known about
one proposal is `observe`'s, and what is written is `apply`'s.
"""

from typing import Any

from wgbot.community import config, repository
from wgbot.community.repository import Repository
from wgbot.files.tree import Tree
from wgbot.github.api import Api
from wgbot.github.branches import Branches
from wgbot.localgit.git import Git
from wgbot.proposals.markers import branch_name, is_commit_of
from wgbot.proposals.situation import HOME, Place, full_name
from wgbot.text.problems import SetupError

ACTIONS = "github-actions[bot]"
"""Whom the token of a workflow acts for. Only workflows of this repository can, here."""


class Remote:
    """A repository on GitHub, as it can be read."""

    def __init__(
        self,
        api: Api,
        *,
        server: str = "https://github.com",
        default_branch: str | None = None,
        checkout: Git | None = None,
        commit: str | None = None,
        second: Git | None = None,
    ) -> None:
        """Get ready. *checkout* is a local repository, *commit* what it has of the default branch.

        *second* is a local one of the second repository, if the community has that.
        """
        self.api = api
        self.server = server.rstrip("/")
        self.branches = Branches(api, self.is_trusted, checkout)
        self.account: str | None = None
        """The account that the token acts for, once it is known."""
        self.commit_in_second: str | None = None
        """The head of the second repository's default branch, once its files were read."""
        self._default_branch = default_branch
        self._commit = commit
        self._repository: Repository | None = None
        self._second: Remote | None = None
        self._second_checkout = second

    @property
    def default_branch(self) -> str:
        """Return the name of the branch that groups are added to."""
        if self._default_branch is None:
            about = self.api.get("")
            if about is None:
                raise self.unknown()
            self._default_branch = str(about.get("default_branch") or "main")
        return self._default_branch

    def unknown(self) -> SetupError:
        """Return the error for a repository that the token cannot see."""
        return SetupError(
            f"GitHub knows no repository {self.api.repository} that the token can see. Use a token "
            "of this repository."
        )

    @property
    def home(self) -> str:
        """Return the repository's address on the web."""
        return f"{self.server}/{self.api.repository}"

    # Whose something is

    def may_be_own(self, user: dict[str, Any] | None) -> bool:
        """Return whether an account can be the one that the bot acts as, without asking which that is.

        An App's account ends in `[bot]`, and a person's never does.
        """
        login = str((user or {}).get("login") or "")
        return bool(login) and (login.endswith("[bot]") or not self.api.is_app)

    def is_own(self, user: dict[str, Any] | None) -> bool:
        """Return whether an account is the one that the bot acts as."""
        if not self.may_be_own(user):
            return False
        if self.account is None:
            self.account = self.api.account()
        return str((user or {})["login"]).lower() == self.account.lower()

    def is_trusted(self, user: dict[str, Any] | None) -> bool:
        """Return whether an account is the bot's, or another workflow's of this repository.

        That does for what is found by it and then looked at, and for commits, which take write
        access; not for what a comment remembers.
        """
        return (user or {}).get("login") == ACTIONS or self.is_own(user)

    # What it holds

    def community(self) -> Repository:
        """Read the repository as it is checked out, or else as it is on GitHub."""
        if self._repository is None:
            commit = self._commit or self.head()
            tree = self.branches.files(commit)
            self._repository = repository.load(tree, commit, self._if_registry)
        return self._repository

    def _if_registry(self, settings: config.SecondRepository) -> Tree | None:
        """Return the second repository's files where nothing can be judged without them."""
        return self._second_files(settings) if settings.holds == "registry" else None

    def present(self) -> Repository:
        """Read the repository as it is on GitHub now: what is added is computed from that."""
        commit = self.head()
        old = self._repository
        second = old.config.second if old and old.is_whole and old.commit == commit else None
        head = self.in_second(second.repository).head() if second else None
        if old and (old.commit, old.is_whole, self.commit_in_second) == (commit, True, head):
            return old
        self._repository = repository.load(self.branches.files(commit), commit, self._second_files)
        return self._repository

    def head(self) -> str:
        """Return the commit that the default branch is at."""
        commit = self.branches.head(self.default_branch)
        if commit is None:
            raise SetupError(
                f"There is no branch {self.default_branch} in {self.api.repository}. Commit "
                "something to it."
            )
        return commit

    def in_second(self, name: str) -> "Remote":
        """Return the second repository, by its name, as another one of this kind."""
        if self._second is None or self._second.api.repository != name:
            self._second = Remote(
                self.api.of(name),
                server=self.server,
                checkout=self._second_checkout,
            )
        return self._second

    def _second_files(self, settings: config.SecondRepository) -> Tree:
        there = self.in_second(settings.repository)
        self.commit_in_second = there.head()
        return there.branches.files(self.commit_in_second)

    def at(self, place: str) -> "Remote":
        """Return the repository of the place of that name."""
        return self if place == HOME else self.in_second(place)

    def place(self, name: str, number: int) -> Place:
        """Look at the branch and the pull request of that issue's proposal in a place."""
        there = self.at(name)
        elsewhere = None if there is self else self.home
        branch = branch_name(number, "", elsewhere)
        of = full_name(elsewhere) if elsewhere else ""
        pull, head = there.branches.pull_request(branch, there.default_branch)
        return Place(
            name,
            default_branch=there.default_branch,
            address=there.home,
            branch=there.branches.branch(
                branch, head, lambda message: is_commit_of(message, number, of)
            ),
            pull_request=pull,
        )
