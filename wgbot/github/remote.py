"""One repository on GitHub: what is on its default branch, and whose token asks.

It reads; the second repository, if a community has one, is another of the same kind. What is known about
one proposal is `observe`'s, and what is written is `apply`'s.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from wgbot.community import config, repository
from wgbot.community.repository import Repository
from wgbot.files.tree import Tree
from wgbot.github import graphql
from wgbot.github.api import Api, time_of
from wgbot.github.branches import Branches
from wgbot.localgit.git import Git
from wgbot.proposals.reconcile import Retry
from wgbot.proposals.situation import HOME
from wgbot.text.problems import SetupError

ACTIONS = "github-actions[bot]"
"""Whom the token of a workflow acts for. Only workflows of this repository can, here."""

_FEW_COMMITS = 100
"""How many commits are listed at once."""
_MOST_COMMITS = 1_000
"""How many commits are looked through for what was there when."""


_History = tuple[str, list[dict[str, Any]], Iterator[dict[str, Any]]]
"""The commits of the default branch at a head: those that were listed, and the rest."""


def _named(community: Repository) -> set[str]:
    """Return the accounts that a community says its workflows act as."""
    return {each.lower().removesuffix("[bot]") for each in community.config.accounts}


class Remote:
    """A repository on GitHub, as it can be read."""

    def __init__(
        self,
        api: Api,
        *,
        server: str = "https://github.com",
        manual: str = "",
        checkout: Git | None = None,
        second: Git | None = None,
    ) -> None:
        """Get ready. *checkout* is a local repository that may have what GitHub has.

        *manual* is where wgbot's documentation is, as `text.manual` has it.
        *second* is a local one of the second repository, if the community has that.
        """
        self.api = api
        self.server = server.rstrip("/")
        self.manual = manual
        self.branches = Branches(api, self.is_trusted, checkout)
        self.account: str | None = None
        """The account that the token acts for, once it is known."""
        self._head: tuple[str, str] | None = None
        """The name of the default branch and the commit that it is at, as GitHub said last."""
        self._history: _History | None = None
        self._repository: Repository | None = None
        self._read_second: str | None = None
        """The commit of the second repository that its files were read at."""
        self.second: Remote | None = None
        """The second repository, once it is known that there is one."""
        self._second_checkout = second

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

    def may_be_own(self, login: str) -> bool:
        """Return whether an account can be the one that the bot acts as, without asking which that is.

        An App's account ends in `[bot]`, and a person's never does.
        """
        return bool(login) and (login.endswith("[bot]") or not self.api.is_app)

    def is_own(self, login: str) -> bool:
        """Return whether an account is the one that the bot acts as."""
        if self._repository and login.lower().removesuffix("[bot]") in _named(self._repository):
            return True
        if not self.may_be_own(login):
            return False
        if self.account is None:
            self.account = self.api.account()
        return login.lower() == self.account.lower()

    def is_trusted(self, login: str) -> bool:
        """Return whether an account is the bot's, or another workflow's of this repository.

        That does for what is found by it and then looked at; not for what a comment remembers.
        """
        return login == ACTIONS or self.is_own(login)

    # What it holds

    def ask(self, *parts: str) -> Mapping[str, Any]:
        """Ask about the repository; its head is what the answer says from then on."""
        return self.told(self.api.query(graphql.question(*self.asking("here", parts))))

    def ask_both(
        self, parts: Sequence[str], second: Sequence[str]
    ) -> tuple[Mapping[str, Any], Mapping[str, Any] | None]:
        """Ask about this repository and the second one at once.

        The second answer is None where there is no second one, or it tells nothing.
        """
        there = self.second
        asked = there.asking("second", second) if there else []
        answer = self.api.query(graphql.question(*self.asking("here", parts), *asked))
        here = self.told(answer)
        if there is None or not (answer or {}).get("second"):
            return here, None
        return here, there.told(answer, "second")

    def asking(self, key: str, parts: Sequence[str]) -> list[str]:
        """Return the question for *parts* of this repository, to be answered under *key*."""
        about = graphql.in_repository(self.api.repository, graphql.HEAD, *parts)
        return [*(["viewer { login }"] if key == "here" else []), f"{key}: {about}"]

    def told(self, answer: Mapping[str, Any] | None, key: str = "here") -> Mapping[str, Any]:
        """Return what was answered to `asking`, and keep which commit the default branch is at."""
        if answer is None or key not in answer:
            raise Retry(f"GitHub tells nothing about {self.api.repository}. Run this again.")
        if viewer := answer.get("viewer"):
            self.account = self.account or self.api.as_listed(str(viewer["login"]))
        about: Mapping[str, Any] | None = answer[key]
        if about is None:
            raise self.unknown()
        if "defaultBranchRef" not in about:
            raise Retry(f"GitHub doesn't say where {self.api.repository} is. Run this again.")
        branch = about["defaultBranchRef"]
        if not branch:
            raise SetupError(
                f"There is nothing in {self.api.repository} yet. Commit something to its default "
                "branch."
            )
        self._head = str(branch["name"]), str(branch["target"]["oid"])
        return about

    def _at(self) -> tuple[str, str]:
        if self._head is None:
            self.ask()
        assert self._head is not None
        return self._head

    @property
    def default_branch(self) -> str:
        """Return the name of the branch that groups are added to."""
        return self._at()[0]

    @property
    def head(self) -> str:
        """Return the commit that the default branch is at, as GitHub said last."""
        return self._at()[1]

    def ancestor(self, commit: str | None) -> str | None:
        """Return *commit* if it is of the default branch; None if it isn't, or isn't known."""
        if commit is None or commit == self.head:
            return commit
        if any(each["sha"] == commit for each in islice(self._commits(), _FEW_COMMITS)):
            return commit
        found = self.api.get(f"/compare/{commit}...{self.head}", per_page=1) or {}
        return commit if found.get("status") in ("ahead", "identical") else None

    def _commits(self) -> Iterator[Mapping[str, Any]]:
        """Yield the commits of the default branch, the newest first; each is asked for once."""
        if self._history is None or self._history[0] != self.head:
            self._history = self.head, [], self.api.pages("/commits", sha=self.head)
        _, known, rest = self._history
        yield from known
        for each in rest:
            known.append(each)
            yield each

    def at_time(self, moment: datetime) -> str | None:
        """Return the commit that the default branch was at then; None if that is too long ago.

        What was made before then and merged since was not on it, so only first parents are followed.
        """
        wanted = self.head
        for each in islice(self._commits(), _MOST_COMMITS):
            if each["sha"] != wanted:
                continue
            if time_of(each["commit"]["committer"]["date"]) <= moment:
                return wanted
            wanted = str(each["parents"][0]["sha"]) if each["parents"] else ""
        return None

    def community(self, *, whole: bool = True) -> Repository:
        """Read the repository at the commit that its default branch is at, as GitHub said last.

        Unless it has to be *whole*, a second repository with nothing but pages is not asked for.
        """
        old = self._repository
        if old is None or not self._is_current(old, whole=whole):
            tree, second = self.branches.files(self.head), self._second_files
            old = repository.load(tree, self.head, second if whole else self._if_registry)
            self._repository = old
            self._read_second = self.second.head if self.second and old.is_whole else None
        return old

    def _is_current(self, old: Repository, *, whole: bool) -> bool:
        if old.commit != self.head or (whole and not old.is_whole):
            return False
        return not (old.is_whole and self.second) or self._read_second == self.second.head

    def _if_registry(self, settings: config.SecondRepository) -> Tree | None:
        """Return the second repository's files where nothing can be judged without them."""
        self.in_second(settings.repository)
        return self._second_files(settings) if settings.holds == "registry" else None

    def in_second(self, name: str) -> "Remote":
        """Return the second repository, by its name, as another one of this kind."""
        if self.second is None or self.second.api.repository != name:
            self.second = Remote(
                self.api.of(name),
                server=self.server,
                checkout=self._second_checkout,
            )
        return self.second

    def _second_files(self, settings: config.SecondRepository) -> Tree:
        there = self.in_second(settings.repository)
        return there.branches.files(there.head)

    def at(self, place: str) -> "Remote":
        """Return the repository of the place of that name."""
        return self if place == HOME else self.in_second(place)
