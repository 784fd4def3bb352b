"""Who may approve: what a role allows, and whether a person may; when that counts, `approval` says."""

from wgbot.proposals.situation import Situation

ROLES = ("read", "triage", "write", "maintain", "admin")
"""From the least to the most that a person may do.

https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories
"""


def role_allows(role: str | None, needed: str) -> bool:
    """Return whether *role* allows what *needed* does; a role of a community's own is only itself."""
    if role == needed:
        return True
    return role in ROLES and needed in ROLES and ROLES.index(role) >= ROLES.index(needed)


def may_approve(situation: Situation, login: str, role: str | None) -> bool | None:
    """Return whether somebody may approve; None if GitHub does not tell."""
    approvers = situation.approvers
    if approvers is None:
        needed = situation.repository.config.approval.role
        return None if role is None else role_allows(role, needed)
    if login.lower() in approvers.members:
        return True
    if login.lower() in approvers.owners:
        # Whoever can't write is no owner for GitHub either.
        return None if role is None else role_allows(role, "write")
    return None if approvers.unseen else False
