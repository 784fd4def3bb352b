"""The rules of a repository for its branches: who may move one, and what may be merged."""

import fnmatch

from tests.fakegithub.accounts import Account
from tests.fakegithub.objects import ZERO
from tests.fakegithub.state import ApiError, Issue, Repo, World

REFUSED = {
    "creation": "Cannot create ref due to creations being restricted.",
    "update": "Cannot update this protected ref.",
    "deletion": "Cannot delete this protected ref.",
    "force": "Cannot force-push to this branch",
}


def check_ref(world: World, repo: Repo, name: str, sha: str | None, actor: Account) -> None:
    """Refuse to make, move or (None) delete a branch where a rule does."""
    old = repo.refs.get(name)
    asked = {"creation"} if old is None else {"update"}
    if sha in (None, ZERO):
        asked = {"deletion"}
    elif old and repo.objects.has(sha) and not repo.objects.reaches(sha, old):
        asked.add("force")
    for rule in world.policy.rules:
        found = sorted(asked & rule.forbids)
        applies = fnmatch.fnmatchcase(name, f"refs/heads/{rule.pattern}")
        if found and applies and actor.login not in rule.bypass:
            said = "\n".join(REFUSED[one] for one in found)
            raise ApiError(422, f"Repository rule violations found\n\n{said}\n\n")


def check_merge(world: World, repo: Repo, issue: Issue) -> None:
    """Refuse to merge what lacks a check or an approval."""
    pull, policy = issue.pull, world.policy
    states = {one.context: one.state for one in repo.latest_statuses(pull.head_sha)}
    for context in policy.required_checks:
        if context not in states:
            raise ApiError(405, f'Required status check "{context}" is expected.')
        if states[context] != "success":
            raise ApiError(405, f'Required status check "{context}" is {states[context]}.')
    if len({one.login for one in pull.approvers}) < policy.required_approvals:
        raise ApiError(
            405,
            f"At least {policy.required_approvals} approving review is required by reviewers with "
            "write access.",
        )
