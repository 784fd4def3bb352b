"""What became of a merged pull request whose group does not show on the default branch.

Asked only then: which files it had, and which commit took the group's out again.
"""

from dataclasses import replace
from urllib.parse import quote

from wgbot.github.api import time_of
from wgbot.github.remote import Remote
from wgbot.proposals.registration import is_asleep, own_path, registered
from wgbot.proposals.situation import Place, PullRequest, Removal, Situation


def with_what_became(remote: Remote, situation: Situation) -> Situation:
    """Return the situation with what tells why a merged group is not there, or is elsewhere."""
    place = situation.registry_place
    pull = place.pull_request if place else None
    if place is None or pull is None or pull.state != "merged":
        return situation
    if registered(situation) and not is_asleep(situation):
        return situation
    api = remote.at(place.name).api
    if pull.base and _came_to(remote, place, pull):
        pull = replace(pull, base=None)
        situation = _with_pull_request(situation, place, pull)
        if registered(situation) and not is_asleep(situation):
            return situation
    listed = api.pages(f"/pulls/{pull.number}/files")
    files = {str(each["filename"]) for each in listed if each.get("status") != "removed"}
    then = _with_pull_request(situation, place, replace(pull, files=frozenset(files)))
    if pull.base or (registered(then) and not is_asleep(then)):
        return then
    return _with_removal(remote, then, place)


def _came_to(remote: Remote, place: Place, pull: PullRequest) -> bool:
    """Return whether what went into another branch is in the default one: that was merged, or renamed."""
    api = remote.at(place.name).api
    commit = (api.get(f"/pulls/{pull.number}") or {}).get("merge_commit_sha")
    compared = commit and api.get(f"/compare/{quote(place.default_branch)}...{commit}")
    return (compared or {}).get("ahead_by") == 0


def _with_removal(remote: Remote, then: Situation, before: Place) -> Situation:
    """Add which commit took the group's file off the default branch, if it ever was there."""
    place = then.place(before.name)
    pull = place.pull_request if place else None
    if place is None or pull is None:
        return then
    path = own_path(then.proposal, then.repository.registry, pull)
    if path is None:
        return then
    api = remote.at(place.name).api
    for each in api.get("/commits", sha=place.default_branch, path=path, per_page=1) or ():
        about = each.get("commit") or {}
        at = time_of((about.get("committer") or {}).get("date"))
        message = str(about.get("message") or "")
        is_merge = pull.closed is None or at <= pull.closed
        if not is_merge:
            is_revert = message.lower().startswith("revert") or "\nThis reverts commit " in message
            return _with_pull_request(
                then, place, replace(pull, removal=Removal(str(each["sha"]), at, is_revert))
            )
    return then


def _with_pull_request(situation: Situation, place: Place, pull: PullRequest) -> Situation:
    return situation.with_place(replace(place, pull_request=pull))
