"""Who may approve: what a role allows, and whether a person may; when that counts, `approval` says."""

from wgbot.proposals.situation import Situation

ROLES = ("read", "triage", "write", "maintain", "admin")
"""From the least to the most that a person may do.

https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories
"""

UNASKED = ""
"""The role of somebody of whom it was not asked, for too many said something."""
_CANNOT_WRITE = (UNASKED, "none", "read", "triage")


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
        return role_allows(role, needed) if role else None
    if login.lower() in approvers.members:
        return True
    if login.lower() in approvers.owners:
        # Whoever can't write is no owner for GitHub either.
        return role_allows(role, "write") if role else None
    return None if approvers.unseen else False


def may_object(situation: Situation, login: str, role: str | None) -> bool | None:
    """Return whether somebody's objection counts; None if GitHub does not tell.

    Who is in a team can be unknown for good, and whoever can't write must not be able to stop anything.
    """
    may = may_approve(situation, login, role)
    return (
        False if may is None and role in _CANNOT_WRITE and not _is_named(situation, login) else may
    )


def _is_named(situation: Situation, login: str) -> bool:
    return situation.approvers is not None and login.lower() in situation.approvers.owners
