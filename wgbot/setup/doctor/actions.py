"""GitHub Actions: whether they may do what wgbot needs, and how their last runs went."""

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

from wgbot.setup.doctor.asking import Questions
from wgbot.setup.doctor.findings import Advice, advice, fine, problem
from wgbot.setup.doctor.workflows import Use, named

_DISABLED: dict[str, tuple[str, str]] = {
    "disabled_inactivity": (
        "workflow-idle",
        "was disabled by GitHub, because nothing happened here for 60 days",
    ),
    "disabled_manually": ("workflow-off", "was disabled by someone"),
    "disabled_fork": ("workflow-fork", "is disabled, like all workflows in a fork"),
}


def permissions(ask: Questions, used: Sequence[Use], address: str) -> Iterator[Advice]:
    """Yield whether Actions are enabled and may open pull requests."""
    where = f"{address}/settings/actions"
    allowed = ask.get("whether Actions are enabled", "/actions/permissions")
    if allowed and not allowed.get("enabled"):
        yield problem(
            "actions-off",
            "GitHub Actions are disabled here.",
            "Allow them, or at least wgbot's.",
            where,
        )
    elif allowed and allowed.get("allowed_actions") == "local_only":
        yield problem(
            "actions-local",
            "Only this owner's actions are allowed, but the workflows use others.",
            "Allow GitHub's actions, and wgbot's by name.",
            where,
        )
    elif allowed and allowed.get("allowed_actions") == "selected":
        yield from _selected(ask, used, where)
    elif allowed is None:
        ask.untold("whether Actions are enabled", "there is no such setting")
    what = "whether Actions may open pull requests"
    given = ask.get(what, "/actions/permissions/workflow")
    if given is None:
        ask.untold(what, "there is no such setting")
    if given and not given.get("can_approve_pull_request_reviews"):
        yield problem(
            "actions-pull-requests",
            "GitHub Actions may not open pull requests here.",
            "Tick “Allow GitHub Actions to create and approve pull requests”. If it's greyed out, "
            "an owner of the organisation has to allow it first. With the token of an App, you don't "
            "need it.",
            where,
        )
    elif given:
        yield fine("actions-pull-requests", "GitHub Actions may open pull requests.")


def _selected(ask: Questions, used: Sequence[Use], where: str) -> Iterator[Advice]:
    """Yield whether wgbot's action is allowed."""
    chosen = ask.get("which actions are allowed", "/actions/permissions/selected-actions")
    patterns = [str(each) for each in (chosen or {}).get("patterns_allowed") or ()]
    actions = sorted({use.action for use in used if use.action})
    refused = [
        action
        for action in actions
        if not any(fnmatchcase(action.lower(), pattern.lower()) for pattern in patterns)
    ]
    if chosen and refused:
        yield problem(
            "actions-selected",
            f"Only some actions are allowed here, and {', '.join(refused)} isn't one of them.",
            f"Add {refused[0].partition('@')[0]}@* to the list, and allow GitHub's actions.",
            where,
        )


def runs(ask: Questions, paths: Sequence[str], branch: str, address: str) -> Iterator[Advice]:
    """Yield how the last run of each workflow at *paths* went."""
    told = ask.get("which workflows there are", "/actions/workflows", per_page=100)
    if told is False:
        return
    listed = told.get("workflows", []) if isinstance(told, dict) else []
    known = {str(each.get("path")): each for each in listed if isinstance(each, dict)}
    went_well, never_ran = [], []
    for path in paths:
        workflow = known.get(path)
        if workflow is None:
            yield problem(
                "workflow-unknown",
                f"GitHub doesn't know the workflow {path}.",
                f"Push it to {branch}. If it's there already, its page says what is wrong with it.",
                f"{address}/actions",
            )
            continue
        if (state := str(workflow.get("state"))) in _DISABLED:
            key, what = _DISABLED[state]
            page = str(workflow.get("html_url", "")).replace("/blob/", "/tree/")
            yield problem(key, f"{path} {what}.", "Press “Enable workflow” on its page.", page)
            continue
        run = _last_run(ask, path, workflow, branch)
        if run is None:
            never_ran.append(path)
        elif run and run.get("conclusion") in ("failure", "timed_out", "startup_failure"):
            yield problem(
                "run-failed",
                f"The last run of {path} failed.",
                "Its log says why and what to do.",
                str(run.get("html_url", "")),
            )
        elif run:
            went_well.append(path)
    if never_ran:
        yield advice(
            "run-none",
            f"GitHub hasn't run {named(never_ran)} yet.",
            "It will, once something triggers them: an issue, a push or the schedule.",
            f"{address}/actions",
        )
    if went_well:
        yield fine("run", f"The last run of {named(went_well)} succeeded.")


def _last_run(
    ask: Questions, path: str, workflow: Mapping[str, Any], branch: str
) -> dict[str, Any] | None:
    """Return the last completed run; None if there is none, and an empty one if GitHub doesn't say."""
    place = f"/actions/workflows/{workflow.get('id')}/runs"
    told = ask.get(
        f"how the last run of {path} went", place, per_page=1, branch=branch, status="completed"
    )
    if told is False:
        return {}
    runs = told.get("workflow_runs") if isinstance(told, dict) else None
    return dict(runs[0]) if runs else None
