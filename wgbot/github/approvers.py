"""Who is among those whom a community lets approve: members of teams, and owners in `CODEOWNERS`.

What GitHub doesn't tell this token is kept as such, with the permission that is missing. Whether an
approval counts is decided elsewhere.
"""

from wgbot.community import codeowners
from wgbot.community.repository import Repository
from wgbot.files.tree import Tree
from wgbot.github.api import quoted
from wgbot.github.refusals import RequestRejected
from wgbot.github.remote import Remote
from wgbot.proposals.situation import Approvers
from wgbot.text.escape import escape_controls

_MEMBERS = (
    "Only a token with the organisation permission `members: read` can see a team; the token of Actions "
    "never has it, so let wgbot use the token of an App, with that permission."
)


class ApproverLookUp:
    """Looks up who may approve, each team once in a run."""

    def __init__(self, remote: Remote) -> None:
        """Get ready; nothing is asked yet."""
        self._remote = remote
        self._teams: dict[str, frozenset[str] | str] = {}
        """The members of each team, in lower case; or why they can't be seen."""

    def of(self, community: Repository, path: str) -> Approvers | None:
        """Return who may approve what is registered at *path*; None if the role alone decides."""
        policy = community.config.approval
        if not (policy.teams or policy.code_owners):
            return None
        members, unseen = self._members(policy.teams)
        if not policy.code_owners:
            return Approvers(members, unseen=unseen)
        listed = codeowners.owners(self._tree(community), path)
        teams = tuple(each[1:] for each in listed if each.startswith("@") and "/" in each)
        people = {each[1:].lower() for each in listed if each.startswith("@") and "/" not in each}
        in_teams, unseen_too = self._members(teams)
        if not listed:
            unseen_too = (f"CODEOWNERS names no owner of {escape_controls(path)}.",)
        elif len(teams) + len(people) < len(listed):
            unseen_too = (
                *unseen_too,
                "CODEOWNERS names an owner by an e-mail address: name the account instead.",
            )
        return Approvers(members, frozenset(people) | in_teams, (*unseen, *unseen_too))

    def _tree(self, community: Repository) -> Tree:
        """Return the files of the repository that the registry is in, for its owners are there."""
        second = community.config.second
        if second is None or not community.config.is_registry_in_second:
            return community.tree
        there = self._remote.in_second(second.repository)
        return there.branches.files(there.head)

    def _members(self, teams: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
        found = [self._team(each) for each in teams]
        members = [each for each in found if isinstance(each, frozenset)]
        return frozenset().union(*members), tuple(each for each in found if isinstance(each, str))

    def _team(self, name: str) -> frozenset[str] | str:
        if name.lower() not in self._teams:
            self._teams[name.lower()] = self._asked(name)
        return self._teams[name.lower()]

    def _asked(self, name: str) -> frozenset[str] | str:
        organisation, _, team = name.partition("/")
        try:
            listed = self._remote.api.elsewhere(
                f"/orgs/{quoted(organisation)}/teams/{quoted(team)}/members"
            )
        except RequestRejected as error:
            if error.status == 401:
                raise
            return f"GitHub doesn't say who is in the team {escape_controls(name)}. {_MEMBERS}"
        if listed is None:
            return f"There is no team {escape_controls(name)} that the token can see. {_MEMBERS}"
        return frozenset(str(each.get("login")).lower() for each in listed)
