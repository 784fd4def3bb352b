"""What only GitHub tells: settings, labels, workflows and their runs, asked with a token.

What a token may not ask is said as well, and is not taken for an answer.
"""

import base64
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any, Protocol
from urllib.parse import quote

from wgbot import config
from wgbot.config import Config
from wgbot.doctor.findings import Advice, advice, fine, problem, unknown
from wgbot.doctor.workflows import Use, named
from wgbot.problems import WgbotError
from wgbot.situation import STATUS

_DOCS = "https://docs.github.com/en"


class Asker(Protocol):
    """One repository at GitHub, which can be asked."""

    def get(self, path: str, **parameters: str | int) -> Any:
        """Read what is at *path* of the repository; None where there is nothing."""


class _Question:
    """Questions to GitHub of which one may be refused, and is told then."""

    def __init__(self, api: Asker) -> None:
        self._api = api
        self.refused: list[Advice] = []

    def get(self, what: str, path: str, **parameters: str | int) -> Any:
        """Ask; False where the token may not."""
        try:
            return self._api.get(path, **parameters)
        except WgbotError as error:
            self.untold(what, str(error))
            return False

    def untold(self, what: str, why: str) -> None:
        """Note what GitHub does not tell this token."""
        self.refused.append(
            unknown(
                "not-told",
                f"GitHub does not tell {what}: {why}",
                "Ask with a token that may: of an administrator, with read access to "
                "administration, actions, contents, issues and pages.",
                f"{_DOCS}/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens",
            )
        )


def examine(
    api: Asker,
    settings: Config,
    local_form: bytes | None,
    used: Sequence[Use],
    second: Asker | None = None,
) -> list[Advice]:
    """Ask GitHub about the repository; *used* are the steps of its workflows that run wgbot.

    *second* is the second repository, where the configuration names one.
    """
    try:
        home = api.get("")
    except WgbotError as error:
        return [
            problem(
                "not-asked",
                f"GitHub could not be asked anything: {error}",
                "Mend that, and run this again.",
            )
        ]
    if not home:
        return [
            problem(
                "repository",
                "There is no such repository, or the token may not see it.",
                "Name it in GITHUB_REPOSITORY as owner/name, and use a token that can read it.",
            )
        ]
    ask = _Question(api)
    address = str(home.get("html_url", ""))
    branch = str(home.get("default_branch", "main"))
    found = list(_repository(home, address))
    found += _actions(ask, used, address)
    found += _labels(ask, settings, address)
    found += _form(ask, settings, branch, local_form, address)
    found += _workflows(ask, sorted({use.path for use in used}), branch, address)
    if any(use.command == "site" for use in used):
        found += _pages(ask, home, address)
    found += _protection(ask, used, branch, address)
    if second and settings.second:
        found += _second(second, settings, settings.second, address)
    return [*found, *ask.refused]


def _repository(home: dict[str, Any], address: str) -> Iterator[Advice]:
    if home.get("archived"):
        yield problem(
            "archived",
            "The repository is archived, so nobody can propose anything.",
            "Unarchive it.",
            f"{address}/settings",
        )
    if home.get("has_issues") is False:
        yield problem(
            "issues-off",
            "Issues are switched off, and proposals are issues.",
            "Tick “Issues” under Features.",
            f"{address}/settings",
        )
    if home.get("fork"):
        yield advice(
            "fork",
            "The repository is a fork: GitHub starts no workflows there until somebody allows them, "
            "and no schedules.",
            "Allow them on the Actions page, or work in the original.",
            f"{address}/actions",
        )
    permissions = home.get("permissions")
    if isinstance(permissions, dict) and not permissions.get("push"):
        yield advice(
            "token-reads",
            "The token can read the repository and not write to it.",
            "That is enough for this command; wgbot itself needs one that can write.",
        )


def _second(api: Asker, settings: Config, second: config.Second, address: str) -> Iterator[Advice]:
    ask = _Question(api)
    home = ask.get(f"of {second.repository}", "")
    if not home:
        yield problem(
            "second",
            f"There is no repository {second.repository}, or the token may not see it.",
            "Mend the name under `second` in the configuration, or use a token that can see both; "
            "wgbot needs that of an App that is installed in both.",
            address,
        )
        return
    wanted = [page.path for page in settings.pages]
    if settings.is_registry_in_second:
        wanted = [settings.registry]
    for path in wanted:
        if ask.get(f"of {path}", f"/contents/{quote(path)}") is None:
            yield problem(
                "second-path",
                f"There is no {path} in {second.repository}, where the configuration says it is.",
                "Add it there, or mend `second` in the configuration.",
                str(home.get("html_url", address)),
            )
    yield from ask.refused


def _actions(ask: _Question, used: Sequence[Use], address: str) -> Iterator[Advice]:
    where = f"{address}/settings/actions"
    allowed = ask.get("whether Actions are on", "/actions/permissions")
    if allowed and not allowed.get("enabled"):
        yield problem(
            "actions-off", "Actions are switched off here.", "Allow them, wgbot's at least.", where
        )
    elif allowed and allowed.get("allowed_actions") == "local_only":
        yield problem(
            "actions-local",
            "Only actions of this owner are allowed, and the workflows use others.",
            "Allow those of GitHub, and wgbot's by its name.",
            where,
        )
    elif allowed and allowed.get("allowed_actions") == "selected":
        yield from _selected(ask, used, where)
    elif allowed is None:
        ask.untold("whether Actions are on", "it knows no such setting.")
    what = "whether Actions may open pull requests"
    given = ask.get(what, "/actions/permissions/workflow")
    if given is None:
        ask.untold(what, "it knows no such setting.")
    if given and not given.get("can_approve_pull_request_reviews"):
        yield problem(
            "actions-pull-requests",
            "Actions may not open pull requests here.",
            "Tick “Allow GitHub Actions to create and approve pull requests”; where it is greyed "
            "out, the organisation's owners have to allow it first. The token of an App needs none "
            "of this.",
            where,
        )
    elif given:
        yield fine("actions-pull-requests", "Actions may open pull requests.")


def _selected(ask: _Question, used: Sequence[Use], where: str) -> Iterator[Advice]:
    """Tell whether wgbot's action is among those that are allowed."""
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
            f"Only some actions are allowed here, and {', '.join(refused)} is not among them.",
            f"Add {refused[0].partition('@')[0]}@* to the list, and allow those of GitHub.",
            where,
        )


def _labels(ask: _Question, settings: Config, address: str) -> Iterator[Advice]:
    name = settings.approval.label
    label = ask.get(f"of the label {name!r}", f"/labels/{quote(name, safe='')}")
    if label is None:
        yield problem(
            "label",
            f"There is no label {name!r}, so nobody can approve anything.",
            "Add it.",
            f"{address}/labels",
        )
    elif label:
        yield fine("label", f"The label {name!r}, which approves, is there.")


def _form(
    ask: _Question, settings: Config, branch: str, local: bytes | None, address: str
) -> Iterator[Advice]:
    path = settings.form
    there = ask.get("of the form", f"/contents/{quote(path)}", ref=branch)
    if there is None:
        yield problem(
            "form-absent",
            f"There is no form at {path} on {branch}, and GitHub shows only what is there.",
            f"Commit it, and push it to {branch}.",
            f"{address}/tree/{branch}/.github",
        )
    elif there and local is not None and _content(there) not in (None, local):
        yield advice(
            "form-differs",
            f"The form on {branch} is not the one that you have here.",
            "Push yours, or pull.",
            f"{address}/blob/{branch}/{quote(path)}",
        )
    elif there:
        yield fine("form", f"The form is on {branch}, where GitHub shows it.")


def _content(there: dict[str, Any]) -> bytes | None:
    if there.get("encoding") != "base64":
        return None
    try:
        return base64.b64decode(str(there.get("content", "")))
    except ValueError:
        return None


def _workflows(ask: _Question, paths: Sequence[str], branch: str, address: str) -> Iterator[Advice]:
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
                f"GitHub does not know the workflow {path}.",
                f"Push it to {branch}; if it is there, its page tells what is wrong with it.",
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
                "Its log says why, and what to do.",
                str(run.get("html_url", "")),
            )
        elif run:
            went_well.append(path)
    if never_ran:
        yield advice(
            "run-none",
            f"So far, GitHub has not run {named(never_ran)}.",
            "It will, once something wakes them: an issue, a push, the time of day.",
            f"{address}/actions",
        )
    if went_well:
        yield fine("run", f"The last run went well, of {named(went_well)}.")


def _last_run(
    ask: _Question, path: str, workflow: Mapping[str, Any], branch: str
) -> dict[str, Any] | None:
    """Give the last run that came to its end; None where there is none, nothing if that is not told."""
    place = f"/actions/workflows/{workflow.get('id')}/runs"
    told = ask.get(
        f"of the last run of {path}", place, per_page=1, branch=branch, status="completed"
    )
    if told is False:
        return {}
    runs = told.get("workflow_runs") if isinstance(told, dict) else None
    return dict(runs[0]) if runs else None


_DISABLED: dict[str, tuple[str, str]] = {
    "disabled_inactivity": (
        "workflow-idle",
        "was switched off by GitHub, because nothing happened here for 60 days",
    ),
    "disabled_manually": ("workflow-off", "was switched off by somebody"),
    "disabled_fork": ("workflow-fork", "is switched off, as all are in a fork"),
}


def _pages(ask: _Question, home: Mapping[str, Any], address: str) -> Iterator[Advice]:
    what = "of the website"
    site = ask.get(what, "/pages")
    where = f"{address}/settings/pages"
    if site is None and home.get("has_pages"):
        ask.untold(what, "there is one, and its settings are not this token's to see.")
    elif site is None:
        yield problem(
            "pages-off",
            "A workflow builds the website, and GitHub Pages is off.",
            "Choose GitHub Actions as the source.",
            where,
        )
    elif site and site.get("build_type") != "workflow":
        yield problem(
            "pages-source",
            "GitHub Pages takes the website from a branch, and a workflow builds it.",
            "Choose GitHub Actions as the source.",
            where,
        )
    elif site:
        yield fine("pages", f"The website is at {site.get('html_url', '')}.")


def _protection(ask: _Question, used: Sequence[Use], branch: str, address: str) -> Iterator[Advice]:
    where = f"{address}/settings/rules"
    told = ask.get("of the default branch", f"/branches/{quote(branch, safe='')}")
    rules = ask.get("of the rules for it", f"/rules/branches/{quote(branch, safe='')}")
    if told is False or rules is False:
        return
    kinds = {str(rule.get("type")) for rule in rules or () if isinstance(rule, dict)}
    if not (told or {}).get("protected") and "pull_request" not in kinds:
        yield advice(
            "unprotected",
            f"Anybody who can write can push to {branch} without a pull request.",
            f"Protect {branch}: require a pull request, and a review by an owner of the registry.",
            f"{_DOCS}/repositories/configuring-branches-and-merges-in-your-repository",
        )
    contexts = [*_from_rules(rules or ()), *_from_protection(told or {})]
    others = sorted({each for each in contexts if each != STATUS})
    if others and any(use.proposes_for_actions for use in used):
        yield problem(
            "required-checks",
            f"{branch} requires {', '.join(others)}. GitHub runs no workflows for pull requests that "
            "the token of Actions opens, so wgbot's could never be merged.",
            "Give wgbot the token of an App, or do not require them.",
            where,
        )


def _from_rules(rules: Any) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, dict) and rule.get("type") == "required_status_checks":
            for check in (rule.get("parameters") or {}).get("required_status_checks") or ():
                yield str(check.get("context"))


def _from_protection(branch: dict[str, Any]) -> Iterator[str]:
    required = (branch.get("protection") or {}).get("required_status_checks") or {}
    yield from map(str, required.get("contexts") or ())
