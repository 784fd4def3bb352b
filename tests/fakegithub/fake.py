"""The fake as tests hold it: made, furnished, served, looked at."""

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.fakegithub import acts, snapshot
from tests.fakegithub.accounts import (
    ACTIONS_BOT,
    READ_ALL,
    ROLES,
    WRITE_ALL,
    Account,
    Budget,
    Token,
)
from tests.fakegithub.clock import Clock
from tests.fakegithub.events import Event
from tests.fakegithub.objects import Objects, Signature
from tests.fakegithub.people_pulls import QUEUE_BOT, PullPeople
from tests.fakegithub.server import Server
from tests.fakegithub.state import Repo, World

APP_BOT = "wgbot-app[bot]"
API = "https://api.github.com"


class FakeGithub(PullPeople, Server):
    """One repository on GitHub, with the accounts and repositories that somebody may look up."""

    def __init__(
        self,
        files: Mapping[str, bytes | str] | None = None,
        repo: str = "acme/groups",
        *,
        base_url: str = API,
        owner_type: str = "Organization",
        private: bool = False,
        clock: Clock | None = None,
        validate: bool = True,
    ):
        world = World(base_url, clock or Clock())
        Server.__init__(self, world, validate)
        self.deliveries: list[Event] = world.deliveries
        world.accounts[ACTIONS_BOT] = Account(ACTIONS_BOT, 41898282, "Bot")
        world.accounts[APP_BOT] = Account(APP_BOT, 424243, "Bot")
        world.accounts[QUEUE_BOT] = Account(QUEUE_BOT, 118344674, "Bot")
        owner, name = repo.split("/")
        world.accounts[owner.lower()] = Account(owner, world.new_id(), owner_type)
        self.repo = self.add_repo(f"{owner}/{name}", private=private)
        if files is not None:
            self._start(files)

    @classmethod
    def from_folder(cls, folder: Path, repo: str = "acme/groups", **options: Any) -> "FakeGithub":
        """Make one that holds a local git repository's branch, commit for commit."""
        fake = cls(None, repo, **options)
        branch, head = fake.repo.objects.load(folder)
        fake.repo.default_branch = branch
        fake.repo.refs[f"refs/heads/{branch}"] = head
        return fake

    def _start(self, files: Mapping[str, bytes | str], repo: Repo | None = None) -> None:
        repo = repo or self.repo
        who = Signature("Ada", "ada@example.org", self.world.clock.now)
        sha = repo.objects.commit(repo.objects.tree_of(files), (), who, who, "Start")
        repo.refs[repo.default_ref] = sha

    # Furnishing

    @property
    def clock(self) -> Clock:
        return self.world.clock

    @property
    def policy(self):
        return self.world.policy

    def add_account(
        self,
        login: str,
        role: str | None = None,
        type: str = "User",  # noqa: A002  GitHub's word
        *,
        role_name: str | None = None,
        name: str | None = None,
        email: str | None = None,
    ) -> Account:
        """Add somebody; *role* on the repository, *role_name* if the role is a custom one."""
        assert type in ("User", "Bot", "Organization"), type
        account = Account(login, self.world.new_id(), type, name, email)
        self.world.accounts[login.lower()] = account
        if role is not None:
            self.set_role(login, role, role_name)
        return account

    def set_role(self, login: str, role: str | None, role_name: str | None = None) -> None:
        """Give somebody a role on the repository, or (None) take it away."""
        self.repo.roles.pop(login.lower(), None)
        self.repo.custom_roles.pop(login.lower(), None)
        if role is not None:
            assert role in ROLES, role
            self.repo.roles[login.lower()] = role
        if role_name:
            self.repo.custom_roles[login.lower()] = role_name

    def rename_account(self, login: str, new: str) -> None:
        """Rename an account; from then on, anyone can take the old name."""
        account = self.world.accounts.pop(login.lower())
        assert new.lower() not in self.world.accounts, new
        account.login = new
        self.world.accounts[new.lower()] = account
        for roles in (self.repo.roles, self.repo.custom_roles):
            if login.lower() in roles:
                roles[new.lower()] = roles.pop(login.lower())

    def delete_account(self, login: str) -> None:
        """Delete an account: what it wrote stays, with null for whose it was."""
        self.world.accounts[login.lower()].deleted = True

    def add_repo(
        self, full_name: str, files: Mapping[str, bytes | str] | None = None, **facts: Any
    ) -> Repo:
        """Add a repository (facts: private, archived, disabled, fork); its owner, if new, is an
        organisation."""
        owner, name = full_name.split("/")
        account = self.world.account(owner) or self.add_account(owner, type="Organization")
        made = Repo(self.world.new_id(), account, name, Objects(), self.world.clock.stamp())
        for key, value in facts.items():
            assert hasattr(made, key), key
            setattr(made, key, value)
        self.world.repos.append(made)
        if files is not None:
            self._start(files, made)
        return made

    def fork(self, by: str, name: str | None = None) -> Repo:
        """Fork the repository, with its default branch: pushes go there with `push(…, repo=…)`.

        Who has it already, as the repository's own organisation has, gives the fork a *name*.
        """
        full_name = f"{by}/{name or self.repo.name}"
        assert self.world.repo(full_name) is None, full_name
        made = self.add_repo(full_name, fork=True)
        made.objects, made.default_branch = self.repo.objects, self.repo.default_branch
        made.refs = {made.default_ref: self.head()}
        return made

    def delete_fork(self, fork: Repo, *, closes: bool = True) -> None:
        """Delete a fork: its pull requests stay, with null for where they came from.

        GitHub closes them now; there are older ones that stayed open.
        """
        self.world.repos.remove(fork)
        for issue in self.repo.pulls():
            if issue.pull.head_repo is fork:
                issue.pull.head_repo = None
                if closes:
                    acts.set_state(self.world, issue, fork.owner, "closed")

    @contextlib.contextmanager
    def at(self, full_name: str) -> Iterator[None]:
        """Let people act in another repository for a while, and look at that."""
        before, self.repo = self.repo, self.world.repo(full_name)
        try:
            yield
        finally:
            self.repo = before

    def rename_repo(self, full_name: str, repo: Repo | None = None) -> None:
        """Rename or move a repository; its earlier name redirects."""
        repo = repo or self.repo
        repo.former.append(repo.full_name)
        owner, repo.name = full_name.split("/")
        account = self.world.account(owner) or self.add_account(owner, type="Organization")
        repo.owner = account
        for issue in self.repo.pulls():
            if issue.pull.head_repo is repo:
                issue.pull.head_owner = account.login

    def add_label(self, name: str, color: str = "0e8a16", description: str | None = None) -> None:
        """Add a label to the repository."""
        acts.create_label(self.world, self.repo, name, color, description)

    # Tokens

    def token(
        self, login: str, kind: str, scopes: Mapping[str, str], value: str | None = None
    ) -> str:
        """Make a token of any kind, for the one repository, and give what a caller shows."""
        account = self.world.accounts[login.lower()]
        value = value or f"{kind}-{len(self.world.tokens) + 1}"
        made = Token(value, account, kind, dict(scopes), homes=[self.repo])
        # All workflows of a repository share an hour's requests, and all tokens of an account.
        whose = (kind, self.repo.id if kind == "actions" else account.login)
        limit = 1000 if kind == "actions" else 5000
        made.budget = self.world.budgets.setdefault(whose, Budget(limit))
        self.world.tokens[value] = made
        return value

    @property
    def actions_token(self) -> str:
        """The GITHUB_TOKEN of a job that may write what wgbot needs. What is done with it fires no
        event, unlike what is done with any other token."""
        return self._lasting(ACTIONS_BOT, "actions", WRITE_ALL, "ghs_actions")

    @property
    def read_token(self) -> str:
        """The GITHUB_TOKEN of a job that may only read."""
        return self._lasting(ACTIONS_BOT, "actions", READ_ALL, "ghs_read")

    @property
    def app_token(self) -> str:
        """An App's installation token."""
        return self._lasting(APP_BOT, "app", WRITE_ALL, "ghs_app")

    def user_token(self, login: str, scopes: Mapping[str, str] = WRITE_ALL) -> str:
        """A person's own token: it may do what both its scopes and the person's role allow."""
        return self._lasting(login, "personal", scopes, f"github_pat_{login}")

    def user_token_through(self, login: str, app: str) -> str:
        """What an App acts with for a person: what it does says so, beside the person's name."""
        value = self._lasting(login, "personal", WRITE_ALL, f"ghu_{app}_{login}")
        self.world.tokens[value].app = app
        return value

    def _lasting(self, login: str, kind: str, scopes: Mapping[str, str], value: str) -> str:
        return value if value in self.world.tokens else self.token(login, kind, scopes, value)

    def open_to(self, token: str, full_name: str) -> None:
        """Let a token be for one more repository."""
        self.world.tokens[token].homes.append(self.world.repo(full_name))

    def expire(self, token: str) -> None:
        """Let a token be refused from now on."""
        self.world.tokens[token].expired = True

    # Looking

    def issue(self, number: int):
        """Return an issue or pull request as the fake holds it."""
        return self.repo.issues[number]

    def pulls(self, state: str = "all") -> list:
        """Return the pull requests as the fake holds them."""
        return [one for one in self.repo.pulls() if state in ("all", one.state)]

    def head(self, branch: str | None = None) -> str | None:
        """Return a branch's commit; of the default branch, if none is named."""
        return self.repo.branch(branch or self.repo.default_branch)

    def files(self, branch: str | None = None) -> dict[str, bytes]:
        """Return the files of a branch."""
        return self.repo.objects.texts(self.head(branch))

    def end_state(self) -> dict[str, Any]:
        """Return what matters to people in the end, as values to compare with those of another run."""
        return snapshot.end_state(self.repo)
