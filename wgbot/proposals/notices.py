"""What wgbot says to whoever runs it: why an approved proposal can't go on, and what to do about it.

They read it in the log and the summary of a run. It is always in English.
"""

import json
from collections.abc import Sequence

from wgbot.proposals.registration import Absence
from wgbot.proposals.situation import Place, PullRequest
from wgbot.text.escape import escape_controls
from wgbot.text.problems import Problem


def unverified(by: str, why: Sequence[str] = (), *, is_objection: bool = False) -> str:
    """Say to whoever runs wgbot that an approval, or an objection to one, could not be verified.

    *why* is told where it is known.
    """
    cure = " ".join(why) or (
        "Run this again; if it stays, the token needs the permission to read `metadata`, and push "
        "access for collaborators' roles."
    )
    what = (
        "may object to this, so nothing continues yet"
        if is_objection
        else "may approve this, so the approval doesn't count yet"
    )
    return f"I couldn't check whether {escape_controls(by)} {what}. {cure}"


def unheard(count: int) -> str:
    """Say to whoever runs wgbot that there are objections of which it was not asked whether they count."""
    return (
        f"More people object to this than can be asked about one by one: whether {count} of them may object "
        "wasn't asked, and their 👎 held up nothing. With push access, the token can list who may."
    )


def renamed(label: str, now: str) -> str:
    """Say to whoever runs wgbot that the approval label is not there by the name that it should have."""
    what = f"is called {now!r} now" if now else "was deleted"
    cure = (
        f"Write `approval: {{label: {json.dumps(now, ensure_ascii=False)}}}` into the configuration, or "
        f"rename the label back to {label!r}"
        if now
        else f"Add a label {label!r} to the repository and to the issue again"
    )
    return (
        f"The label {label!r}, which approved this, {what}; nobody took it off. So the pull request "
        f"stays as it is, and nothing else goes on. {cure}."
    )


def no_slug(slug: str) -> str:
    """Say to whoever runs wgbot that there can be no file for a group."""
    return (
        f"A group can't be registered as {slug!r}: that file already exists, or it isn't a file "
        "name. The proposal needs another name."
    )


def unfit(problems: Sequence[Problem]) -> str:
    """Say to whoever runs wgbot that nothing can be added to the repository as it is."""
    listed = "".join(f"\n  {problem}" for problem in problems)
    return (
        "The proposal is fine, but the repository isn't. Nothing is added to it until this is "
        f"fixed:{listed}"
    )


def others_branch(name: str, number: int) -> str:
    """Say to whoever runs wgbot that a branch holds another proposal."""
    return (
        f"The branch {name} holds another proposal of that name, #{number}, so it stays as it is. "
        "Merge or delete it, then run this again."
    )


def persons_branch(name: str) -> str:
    """Say to whoever runs wgbot that a branch is a person's now."""
    return (
        f"Someone has added to the branch {name}, so it stays as it is. Merge or delete it, then "
        "run this again."
    )


def persons_branch_behind(name: str) -> str:
    """Say to whoever runs wgbot that a person's branch does not get a text approved since."""
    return (
        f"Someone has added to the branch {name}, so it stays as it is and doesn't get the text "
        "that was approved last. Add that text by hand, or close its pull request, delete the "
        "branch and approve the proposal again."
    )


def branch_in_use(name: str, folder: str) -> str:
    """Say to whoever runs wgbot that a branch cannot move under a work tree."""
    return (
        f"The branch {name} is checked out in {folder}, so it stays as it is. Switch to another "
        "branch there, then run this again."
    )


def other_accounts(number: int, others: Sequence[str]) -> str:
    """Say to whoever runs wgbot that another account has written a comment like the bot's."""
    return (
        f"There is a comment like wgbot's on #{number} by {', '.join(others)}, which isn't the account of "
        "this run's token, so it's left alone and not believed. If that is wgbot with another token, "
        "give all workflows the same one, or list both accounts under `accounts` in the configuration; "
        "then delete one of the comments."
    )


def in_the_way(prefix: str, branch: str) -> str:
    """Say to whoever runs wgbot that its branches can't be there beside the default branch."""
    return (
        f"wgbot's branches, {prefix}…, can't be there beside the default branch {branch}. Write another "
        "`branches: {prefix: …}` into the configuration."
    )


def branch_refused(name: str, place: Place, why: str) -> str:
    """Say to whoever runs wgbot that GitHub lets it not write a branch, which won't change by itself."""
    return (
        f"The branch {name} couldn't be written. {why} The settings are at "
        f"{place.address}/settings/rules and {place.address}/settings/branches."
    )


def like_another(number: int) -> str:
    """Say to whoever runs wgbot that what keeps a proposal from its pull request was told of another."""
    return f"This waits for the same as #{number}: see there what to do."


def forbidden(place: Place) -> str:
    """Say to whoever runs wgbot that GitHub lets it open no pull request."""
    return (
        "GitHub doesn't let this token open a pull request. The branch is there: open one by hand "
        f"at {compare(place)}. To allow it, tick “Allow GitHub Actions to create and "
        f"approve pull requests” at {place.address}/settings/actions, and in the organisation's "
        "settings if it is greyed out there; or use the token of an App. Then run this again."
    )


def astray(place: Place, pull: PullRequest) -> str:
    """Say to whoever runs wgbot that an open pull request goes into another branch."""
    return (
        f"Pull request #{pull.number} goes into {escape_controls(pull.base or '')}, and only what is "
        f"on {place.default_branch} is registered. Change its base to {place.default_branch}."
    )


def missing(absent: Absence, label: str) -> str:
    """Say to whoever runs wgbot that a pull request was merged, and its group is not there."""
    number, place = absent.pull_request.number, absent.place
    match absent.reason:
        case "elsewhere":
            base = escape_controls(absent.pull_request.base or "")
            why = f"it was merged into {base}, not into {place.default_branch}"
        case "without":
            why = "the group's file was no longer in it when it was merged"
        case "reverted":
            why = "it was reverted"
        case "removed":
            why = "a later commit took it out again"
    return (
        f"The proposal is approved, and pull request #{number} was merged, but what it proposes isn't "
        f"on {place.default_branch}: {why}. For a new pull request, take the label {label} off and add "
        "it again, on the open issue; if that isn't wanted, take it off."
    )


def compare(place: Place) -> str:
    """Return the address at which a pull request for a place's branch can be opened by hand."""
    branch = place.branch.name if place.branch else ""
    return f"{place.address}/compare/{place.default_branch}...{branch}?expand=1"
