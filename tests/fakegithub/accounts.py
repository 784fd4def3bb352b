"""Accounts, roles and tokens: who somebody is and what they may do."""

from dataclasses import dataclass, field

ACTIONS_BOT = "github-actions[bot]"
"""Whom every workflow of a repository acts for, wgbot's and any other."""

ROLES = ("none", "read", "triage", "write", "maintain", "admin")

# What the `permission` field makes of a role (docs.github.com/rest/collaborators/collaborators).
FOLDED = {"triage": "read", "maintain": "write"}

WRITE_ALL = {"contents": "write", "issues": "write", "pull_requests": "write", "statuses": "write"}
READ_ALL = dict.fromkeys(WRITE_ALL, "read")


@dataclass
class Account:
    """Somebody with a login: a person, a bot or an organisation."""

    login: str
    id: int
    type: str = "User"
    name: str | None = None
    email: str | None = None
    deleted: bool = False

    @property
    def app(self) -> str | None:
        """Return the App whose account this is."""
        return self.login.removesuffix("[bot]") if self.type == "Bot" else None

    @property
    def noreply(self) -> str:
        """Return the address that GitHub puts into commits of this account."""
        return f"{self.id}+{self.login}@users.noreply.github.com"


@dataclass
class Budget:
    """The requests of an hour, which several tokens may share."""

    limit: int = 5000
    used: int = 0
    ends: float = 0  # when the hour is over, in seconds since 1970


@dataclass
class Token:
    """What a caller shows: whose it is and what it may be used for."""

    value: str
    account: Account
    kind: str  # actions, app, personal
    scopes: dict[str, str] = field(default_factory=dict)
    homes: list = field(default_factory=list)  # the repositories it was made for
    expired: bool = False
    budget: Budget = field(default_factory=Budget)
    app: str | None = None  # through which a person acts with it

    @property
    def starts_workflows(self) -> bool:
        """Say whether what is done with it fires events: not with a workflow's own token."""
        return self.kind != "actions"

    def allows(self, scope: str, level: str) -> bool:
        """Say whether the token has this permission at this level."""
        if scope == "metadata":
            return level == "read"
        held = self.scopes.get(scope)
        return held == "write" or (held == "read" and level == "read")

    @property
    def refusal(self) -> str:
        """Return GitHub's words for a permission that is missing."""
        kind = "personal access token" if self.kind == "personal" else "integration"
        return f"Resource not accessible by {kind}"


def at_least(role: str, needed: str) -> bool:
    """Say whether one role includes another."""
    return ROLES.index(role) >= ROLES.index(needed)
