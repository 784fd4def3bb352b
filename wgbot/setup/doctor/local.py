"""What can be told without GitHub: configuration, form, registry, pages and workflows."""

import re
from collections.abc import Iterator, Sequence

from wgbot.community import config, repository
from wgbot.community.repository import Repository, SecondTree
from wgbot.files.tree import Tree
from wgbot.proposals import audit
from wgbot.setup.doctor import workflows
from wgbot.setup.doctor.findings import Advice, advice, fine, problem
from wgbot.setup.doctor.workflows import Use
from wgbot.text.problems import SetupError

_NEEDED = {
    "run": {"contents": "write", "issues": "write", "pull-requests": "write", "statuses": "write"},
    "sync": {"contents": "write", "issues": "write", "pull-requests": "write", "statuses": "write"},
    "links": {"contents": "write", "issues": "write", "pull-requests": "write"},
    "check": {"contents": "read"},
    "site": {"contents": "read"},
}
_WHAT_FOR = {
    "run": ("nobody who proposes a group hears anything", True),
    "sync": ("what an event was missed for stays undone, and open pull requests grow old", True),
    "check": ("pull requests made by hand are not checked", False),
    "links": ("dead links stay unseen", False),
}
_EVENTS = ("opened", "edited", "labeled", "unlabeled", "closed", "reopened")
_HARDENING = "https://docs.github.com/en/actions/reference/security/secure-use"


def examine(tree: Tree, branch: str = "main", second: SecondTree | None = None) -> list[Advice]:
    """Look at the repository in *tree*, whose default branch is *branch*.

    *second* gives the files of a second repository, where there is one.
    """
    found = list(_community(tree, second))
    used = list(workflows.uses(tree))
    for command, (loss, needed) in _WHAT_FOR.items():
        if not any(use.command == command for use in used):
            say = problem if needed else advice
            found.append(
                say(
                    "workflow-missing",
                    f"No workflow runs `wgbot {command}`, so {loss}.",
                    "Run `wgbot init`, which writes it.",
                )
            )
    for use in used:
        found += _workflow(use, branch)
    paths = sorted({use.path for use in used if use.proposes_for_actions})
    settings, _ = config.load(tree)
    short = sorted({use.path for use in used if use.has_actions_token and use.command != "check"})
    if short and settings.second:
        found.append(
            problem(
                "second-token",
                f"Pull requests go to {settings.second.repository} as well, and the token of Actions, "
                f"which wgbot is given in {workflows.named(short)}, is for this repository only.",
                "Use the token of an App that is installed in both: see docs/adopt.md.",
                "https://docs.github.com/en/actions/concepts/security/github_token",
            )
        )
    elif paths:
        found.append(
            advice(
                "actions-token",
                f"Pull requests are opened with the token of Actions, by {workflows.named(paths)}. "
                "GitHub starts no workflows for those.",
                "That will do, as wgbot checks before it opens one. For your own checks to run as "
                "well, use the token of an App: see docs/adopt.md.",
                "https://docs.github.com/en/actions/concepts/security/github_token",
            )
        )
    if used and not any(finding.key.startswith("workflow") for finding in found):
        found.append(fine("workflows", "The workflows run wgbot with the permissions it needs."))
    return found


def _community(tree: Tree, second: SecondTree | None) -> Iterator[Advice]:
    try:
        community = repository.load(tree, second=second)
    except SetupError as error:
        yield problem("set-up", str(error), "Run `wgbot init`, or mend it.")
        return
    yield from _form(community)
    audited = audit.audit(community)
    bad = [each for each in audited.problems if each.blocks]
    if bad:
        count = "one problem" if len(bad) == 1 else f"{len(bad)} problems"
        yield problem(
            "check", f"`wgbot check` finds {count}; the first is {bad[0]}", "Run it, and mend them."
        )
    else:
        what = "form, registry and pages" if community.is_whole else "form and registry"
        yield fine("check", f"Configuration, {what} are in order.")


def _form(community: Repository) -> Iterator[Advice]:
    label = community.config.approval.label
    if label.casefold() in {each.casefold() for each in community.form.labels}:
        # GitHub puts a form's labels on whatever is sent with it, whoever sends it.
        yield problem(
            "form-approves",
            f"The form itself puts the label {label!r} on an issue, which is to approve it.",
            f"Take it out of `labels` in {community.config.form}.",
        )
    if not community.config.form.startswith(".github/ISSUE_TEMPLATE/"):
        yield problem(
            "form-place",
            f"GitHub shows no form at {community.config.form}.",
            "Put it into .github/ISSUE_TEMPLATE, and name it as `form` in the configuration.",
        )


def _workflow(use: Use, branch: str) -> Iterator[Advice]:
    if use.revision is not None and not re.fullmatch(r"[0-9a-f]{40}", use.revision):
        yield problem(
            "workflow-pin",
            f"{use.path} takes wgbot at {use.revision!r}, which is no commit.",
            "Write the 40 digits of a commit behind the @, so that what runs cannot change under you.",
            _HARDENING,
        )
    missing = _missing(use)
    if missing:
        yield problem(
            "workflow-permissions",
            f"In {use.path}, the job that runs `wgbot {use.command}` lacks {', '.join(missing)}.",
            "Add them under `permissions` of that job.",
        )
    if "pull_request_target" in use.triggers:
        yield problem(
            "workflow-trigger",
            f"{use.path} runs on pull_request_target, where a stranger's files meet a token that "
            "can write.",
            "Use pull_request.",
            _HARDENING,
        )
    if use.command == "run":
        yield from _events(use)
    pushed = use.triggers.get("push")
    branches = pushed.get("branches") if isinstance(pushed, dict) else None
    if use.command in ("sync", "site") and isinstance(branches, list) and branch not in branches:
        yield problem(
            "workflow-branch",
            f"{use.path} runs on pushes to {', '.join(map(str, branches))}, and the default branch "
            f"is {branch}.",
            f"Write `branches: [{branch}]`.",
        )


def _events(use: Use) -> Iterator[Advice]:
    issues = use.triggers.get("issues")
    types = issues.get("types") if isinstance(issues, dict) else None
    if "issues" not in use.triggers:
        missed: Sequence[str] = ("issues",)
    else:
        missed = [event for event in _EVENTS if isinstance(types, list) and event not in types]
    if missed:
        yield problem(
            "workflow-events",
            f"{use.path} is not woken by {', '.join(missed)}.",
            f"Write `issues: {{types: [{', '.join(_EVENTS)}]}}` under `on`.",
        )


def _missing(use: Use) -> list[str]:
    """Return the permissions that the job lacks."""
    if use.permissions == "write-all":
        return []
    has = use.permissions if isinstance(use.permissions, dict) else {}
    if use.permissions == "read-all":
        has = dict.fromkeys(("contents", "issues", "pull-requests", "statuses"), "read")
    rank = {"none": 0, "read": 1, "write": 2}
    return [
        f"`{name}: {least}`"
        for name, least in _NEEDED.get(use.command, {}).items()
        if rank.get(str(has.get(name, "none")), 0) < rank[least]
    ]
