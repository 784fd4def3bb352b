"""What the fake remembers: repositories, issues, comments, labels, pulls. Values only, no rules."""

import base64
from dataclasses import dataclass, field
from typing import Any

from tests.fakegithub.accounts import Account, Budget, Token
from tests.fakegithub.clock import Clock
from tests.fakegithub.objects import Objects


class ApiError(Exception):
    """What GitHub answers when it says no."""

    def __init__(self, status, message, errors=None, headers=None, extra=None):
        super().__init__(f"{status} {message} {errors or ''}".strip())
        self.status = status
        self.message = message
        self.errors = errors
        self.headers = headers or {}
        self.extra = extra or {}


def invalid(resource: str, field_: str | None, code: str, message: str | None = None) -> ApiError:
    """Return GitHub's 422 for one field that is wrong."""
    error = {"resource": resource, "code": code}
    if field_:
        error["field"] = field_
    if message:
        error["message"] = message
    return ApiError(422, "Validation Failed", [error])


@dataclass
class Label:
    id: int
    name: str
    color: str = "ededed"
    description: str | None = None


@dataclass
class Comment:
    id: int
    number: int
    author: Account
    body: str
    created_at: str
    updated_at: str
    app: str | None = None
    last_edited_at: str | None = None
    editor: Account | None = None
    reactions: list[tuple[int, Account, str, str]] = field(default_factory=list)


@dataclass
class Happening:
    """One entry of an issue's list of events."""

    id: int
    event: str
    actor: Account
    created_at: str
    label: tuple[str, str] | None = None  # its name and colour then
    label_id: int | None = None
    rename: tuple[str, str] | None = None
    commit_id: str | None = None
    app: str | None = None  # through which a person did it
    extra: dict = field(default_factory=dict)


@dataclass
class Review:
    """What somebody said of a pull request by a review."""

    id: int
    author: Account
    sha: str
    submitted_at: str
    state: str = "approved"  # or changes_requested, commented, dismissed


@dataclass
class Pull:
    """What a pull request has beyond the issue that it is."""

    id: int
    head_owner: str
    head_repo: "Repo | None"
    head_ref: str
    head_sha: str
    base_ref: str
    base_sha: str
    draft: bool = False
    merged_at: str | None = None
    merged_by: Account | None = None
    merge_sha: str | None = None
    maintainer_can_modify: bool = False
    reviewers: list[Account] = field(default_factory=list)
    teams: list[str] = field(default_factory=list)  # asked for a review too, by slug
    reviews: list[Review] = field(default_factory=list)
    queued: bool = False  # waits in the merge queue

    @property
    def approvers(self) -> list[Account]:
        """Return whose approvals stand."""
        return [one.author for one in self.reviews if one.state == "approved"]


@dataclass
class Issue:
    id: int
    number: int
    title: str
    body: str | None
    author: Account
    created_at: str
    updated_at: str
    labels: list[Label] = field(default_factory=list)
    state: str = "open"
    state_reason: str | None = None
    locked: bool = False
    lock_reason: str | None = None
    closed_at: str | None = None
    closed_by: Account | None = None
    comments: list[Comment] = field(default_factory=list)
    events: list[Happening] = field(default_factory=list)
    pull: Pull | None = None
    app: str | None = None
    last_edited_at: str | None = None  # the text; a new title does not count
    editor: Account | None = None
    edits: list[tuple[str, Account, str]] = field(default_factory=list)
    """The texts that it had: when, by whom, and the whole text; with the first edit, the first text too."""


@dataclass
class Status:
    id: int
    sha: str
    context: str
    state: str
    description: str | None
    target_url: str | None
    creator: Account
    created_at: str


@dataclass
class Repo:
    id: int
    owner: Account
    name: str
    objects: Objects
    created_at: str
    default_branch: str = "main"
    refs: dict[str, str] = field(default_factory=dict)  # refs/heads/main → sha
    labels: dict[str, Label] = field(default_factory=dict)  # lower-case name → label
    issues: dict[int, Issue] = field(default_factory=dict)
    deleted: set[int] = field(default_factory=set)
    moved: dict[int, tuple["Repo", int]] = field(default_factory=dict)
    statuses: list[Status] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)  # login → role
    custom_roles: dict[str, str] = field(default_factory=dict)  # login → name of a custom role
    former: list[str] = field(default_factory=list)  # full names it had
    private: bool = False
    archived: bool = False
    disabled: bool = False
    fork: bool = False
    broken: bool = False  # GitHub can't tell anything of it just now, by GraphQL
    has_issues: bool = True
    last_number: int = 0
    pushed_at: str | None = None
    settings: Any = None  # what its administrators see, where a test sets it: rest_settings

    @property
    def full_name(self) -> str:
        return f"{self.owner.login}/{self.name}"

    @property
    def default_ref(self) -> str:
        return f"refs/heads/{self.default_branch}"

    def role(self, account: Account) -> str:
        """Return somebody's role; everybody may read what is public."""
        if account is self.owner:
            return "admin"
        return self.roles.get(account.login.lower(), "none" if self.private else "read")

    def branch(self, name: str) -> str | None:
        """Return the commit of a branch."""
        return self.refs.get(f"refs/heads/{name}")

    def comment(self, comment_id: int) -> Comment | None:
        """Find a comment of any issue."""
        every = (c for issue in self.issues.values() for c in issue.comments)
        return next((c for c in every if c.id == comment_id), None)

    def pulls(self) -> list[Issue]:
        """Return the pull requests."""
        return [issue for issue in self.issues.values() if issue.pull]

    def latest_statuses(self, sha: str) -> list[Status]:
        """Return the newest status of each context, in the order the contexts came."""
        found = {s.context: s for s in self.statuses if s.sha == sha}
        return list(found.values())


@dataclass(frozen=True)
class Rule:
    """A rule of the repository for branches: what nobody may do, but those who bypass it."""

    pattern: str  # of branches: wgbot/*
    forbids: frozenset[str] = frozenset({"creation", "update", "deletion", "force"})
    bypass: frozenset[str] = frozenset()  # by login


@dataclass
class Policy:
    """What a repository, an organisation or a plan allows."""

    actions_may_open_pulls: bool = True
    drafts: bool = True
    default_branch_is_protected: bool = True
    permission_needs_push: bool = True
    limits: bool = True  # primary limit: count, and refuse at the end
    creations_a_minute: int | None = None  # secondary limit; 80 on github.com
    rules: list[Rule] = field(default_factory=list)
    required_checks: tuple[str, ...] = ()  # contexts that have to be green to merge
    required_approvals: int = 0
    dismisses_approvals: bool = False  # when the branch moves
    merge_queue: bool = False  # nothing is merged but by the queue


class World:
    """Everything there is: accounts, repositories, tokens, the time."""

    def __init__(self, base_url: str, clock: Clock):
        self.api = base_url.rstrip("/")
        enterprise = self.api.endswith("/api/v3")
        self.graphql_url = self.api[:-2] + "graphql" if enterprise else f"{self.api}/graphql"
        self.html = self.api[: -len("/api/v3")] if enterprise else "https://github.com"
        self.clock = clock
        self.policy = Policy()
        self.accounts: dict[str, Account] = {}
        self.tokens: dict[str, Token] = {}
        self.budgets: dict[tuple[str, object], Budget] = {}
        self.deliveries: list[Any] = []  # the events that were fired
        self.via: str | None = None  # the App through which somebody acts just now
        self.repos: list[Repo] = []
        self._last_id = 1000
        self.lags: dict[str, int] = {}
        self.hidden: dict[tuple[str, object], int] = {}

    def new_id(self) -> int:
        """Return a number nobody has."""
        self._last_id += 1
        return self._last_id

    def account(self, login: str) -> Account | None:
        """Find an account; case does not matter."""
        found = self.accounts.get(login.lower())
        return None if found and found.deleted else found

    def repo(self, full_name: str) -> Repo | None:
        """Find a repository by the name it has now."""
        owner, _, name = full_name.lower().partition("/")
        named = (r for r in self.repos if r.name.lower() == name)
        return next((r for r in named if r.owner.login.lower() == owner), None)

    def renamed(self, full_name: str) -> Repo | None:
        """Find a repository by a name it had."""
        wanted = full_name.lower()
        return next((r for r in self.repos if wanted in map(str.lower, r.former)), None)

    # Just-created things may be missing for a while (threat E05, E06).

    def created(self, kind: str, key: object) -> None:
        """Note that something was just created; where it lags, hide it."""
        if self.lags.get(kind):
            self.hidden[kind, key] = self.lags[kind]

    def shows(self, kind: str, key: object) -> bool:
        """Say whether it is seen by this call, which brings it one call nearer to being seen."""
        left = self.hidden.get((kind, key), 0)
        if left:
            self.hidden[kind, key] = left - 1
        return not left


def node(prefix: str, number: int) -> str:
    """Return a GraphQL node id."""
    return f"{prefix}_{base64.urlsafe_b64encode(number.to_bytes(8, 'big')).decode().rstrip('=')}"
