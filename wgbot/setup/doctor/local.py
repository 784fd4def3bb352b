"""What can be checked without GitHub: configuration, form, registry, pages and workflows."""

import re
from collections.abc import Callable, Iterator, Sequence

from wgbot.community import config, repository
from wgbot.community.repository import Repository, SecondTree
from wgbot.files.tree import Tree
from wgbot.proposals import audit, markers, notices
from wgbot.setup.doctor import workflows
from wgbot.setup.doctor.findings import Advice, advice, fine, problem
from wgbot.setup.doctor.workflows import Use
from wgbot.setup.init import upgrade
from wgbot.setup.init.answers import FILL_IN_ACTION, NO_ACTION, Answers
from wgbot.text import manual
from wgbot.text.counting import counted
from wgbot.text.problems import SetupError

_WHAT_FOR = {
    "run": ("proposals get no answer", True),
    "sync": ("missed events are never made up for, and open pull requests fall behind", True),
    "check": ("pull requests made by hand aren't checked", False),
    "links": ("dead links go unnoticed", False),
}
_HEAD_REF = re.compile(
    r"startsWith\(\s*github\.(?:head_ref|event\.pull_request\.head\.ref)\s*,\s*'([^']*)'"
)
_EVENTS = ("opened", "edited", "labeled", "unlabeled", "closed", "reopened")
_ABOUT_TOKENS = "https://docs.github.com/en/actions/concepts/security/github_token"
_HARDENING = "https://docs.github.com/en/actions/reference/security/secure-use"


def examine(
    tree: Tree, branch: str = "main", second: SecondTree | None = None, documented: str = ""
) -> list[Advice]:
    """Look at the repository in *tree*, whose default branch is *branch*.

    *second* gives the files of a second repository, where there is one, and *documented* is where
    wgbot's documentation is, as `text.manual` has it.
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
                    "Run `wgbot init` to add it.",
                )
            )
    found += _in_workflows(used, branch)
    for use in used:
        found += _workflow(use)
    found += _old(tree, branch)
    paths = sorted({use.path for use in used if use.proposes_for_actions})
    settings, _ = config.load(tree)
    found += _prefix(tree, used, settings.branches.prefix, branch)
    found += _tokens(used, manual.page(documented, "configure", "accounts"))
    if settings.approval.consent != "off":
        found += _reviews(tree, used)
    on_apps = manual.page(documented, "adopt", "the-token-of-an-app") or _ABOUT_TOKENS
    short = sorted({use.path for use in used if use.has_actions_token and use.command != "check"})
    if short and settings.second:
        found.append(
            problem(
                "second-token",
                f"Pull requests go to {settings.second.repository} too, but the token of Actions, "
                f"which {workflows.named(short)} passes to wgbot, only works in this repository.",
                "Use the token of an App that is installed in both.",
                on_apps,
            )
        )
    elif paths:
        found.append(
            advice(
                "actions-token",
                f"{workflows.named(paths)} open pull requests with the token of Actions, and GitHub "
                "starts no workflows for those.",
                "That's fine: wgbot checks before it opens one. If your own checks should run too, "
                "use the token of an App.",
                on_apps,
            )
        )
    if used and not any(
        finding.key.startswith("workflow") and finding.state != "advice" for finding in found
    ):
        found.append(
            fine("workflows", "The workflows run wgbot with the permissions that it needs.")
        )
    return found


def _old(tree: Tree, branch: str) -> Iterator[Advice]:
    """Yield which workflows were made of older templates."""
    settings, _ = config.load(tree)
    answers = Answers(branch=branch, prefix=settings.branches.prefix)
    if paths := upgrade.old_workflows(tree, answers):
        yield advice(
            "workflow-old",
            f"{_verb(paths, 'is', 'are')} not what this version of wgbot would write.",
            "`wgbot init --upgrade` shows the differences, and writes those that you agree to.",
        )


def _community(tree: Tree, second: SecondTree | None) -> Iterator[Advice]:
    try:
        community = repository.load(tree, second=second)
    except SetupError as error:
        yield problem("set-up", str(error), "Then run `wgbot doctor` again: it looks at the rest.")
        return
    yield from _forms(community)
    audited = audit.audit(community)
    bad = [each for each in audited.problems if each.blocks]
    if bad:
        yield problem(
            "check",
            f"`wgbot check` finds {counted(len(bad), 'problem')}; the first is {bad[0]}",
            "Run `wgbot check`, and fix what it finds.",
        )
    else:
        what = "form, registry and pages" if community.is_whole else "form and registry"
        yield fine("check", f"Configuration, {what} are fine.")


def _forms(community: Repository) -> Iterator[Advice]:
    label = community.config.approval.label
    for each in community.forms:
        if label.casefold() in {other.casefold() for other in each.form.labels}:
            # GitHub adds a form's labels to every issue made with it, whoever opens it.
            yield problem(
                "form-approves",
                f"The form itself adds the label {label!r}, which approves a proposal.",
                f"Remove it from `labels` in {each.path}.",
            )
        if not each.path.startswith(".github/ISSUE_TEMPLATE/"):
            yield problem(
                "form-place",
                f"GitHub doesn't show a form at {each.path}.",
                "Move it to .github/ISSUE_TEMPLATE, and set `form` in the configuration.",
            )


def _in_workflows(used: Sequence[Use], branch: str) -> Iterator[Advice]:
    """Yield what is likely to be wrong in several workflows at once, and is one problem then."""
    for revision, paths in _paths_by(used, _unpinned).items():
        if revision == NO_ACTION.partition("@")[2]:
            yield problem(
                "workflow-pin",
                f"{_verb(paths, 'names', 'name')} {NO_ACTION}, which is still to be filled in.",
                f"{FILL_IN_ACTION}, with the 40 digits of a commit.",
            )
            continue
        yield problem(
            "workflow-pin",
            f"{_verb(paths, 'uses', 'use')} wgbot at {revision!r}, which isn't a commit.",
            "Write a commit's 40 digits after the @, so that what runs can't change under you.",
            _HARDENING,
        )
    for paths in _paths_by(used, _trusts_strangers).values():
        yield problem(
            "workflow-trigger",
            f"{_verb(paths, 'runs', 'run')} on pull_request_target, where a stranger's files meet a "
            "token that can write.",
            "Use pull_request.",
            _HARDENING,
        )
    for branches, paths in _paths_by(used, lambda use: _other_branches(use, branch)).items():
        yield problem(
            "workflow-branch",
            f"{_verb(paths, 'runs', 'run')} on pushes to {branches}, but the default branch is "
            f"{branch}.",
            f"Write `branches: [{branch}]`.",
        )


def _prefix(tree: Tree, used: Sequence[Use], prefix: str, branch: str) -> Iterator[Advice]:
    """Yield whether wgbot's branches are called what the workflows and the repository let them be."""
    if markers.stands_in_the_way(branch, prefix):
        yield problem(
            "branches-prefix",
            notices.in_the_way(prefix, branch).partition(". ")[0] + ".",
            "Set another `branches: {prefix: …}` in the configuration.",
        )
    for path in sorted({use.path for use in used if use.command == "run"}):
        text = (tree.read(path) or b"").decode("utf-8", "replace")
        others = set(_HEAD_REF.findall(text)) - {prefix}
        if others:
            yield problem(
                "workflow-prefix",
                f"`{path.rpartition('/')[2]}` only handles pull requests from branches that begin with "
                f"{', '.join(sorted(others))}, but wgbot's begin with {prefix}.",
                f"Write {prefix!r} there; `wgbot init` does it for you.",
            )


def _reviews(tree: Tree, used: Sequence[Use]) -> Iterator[Advice]:
    """Yield whether reviews of wgbot's pull requests are seen at once: new leads agree by them."""
    for use in used:
        if use.command == "run" and not workflows.handles_reviews(tree, use):
            yield advice(
                "workflow-reviews",
                f"{workflows.named([use.path])} misses reviews by which new leads agree until `sync` runs.",
                "`wgbot init --upgrade` shows what to write.",
            )


def _tokens(used: Sequence[Use], page: str = "") -> Iterator[Advice]:
    """Yield whether all workflows act for the same account: each writes a comment of its own else."""
    paths: dict[str, set[str]] = {}
    for use in used:
        if use.command in ("run", "sync", "links", "checkin") and use.identity:
            paths.setdefault(use.identity, set()).add(use.path)
    if len(paths) > 1:
        listed = "; ".join(
            f"{workflows.named(sorted(found))} with {identity}" for identity, found in paths.items()
        )
        yield problem(
            "tokens-differ",
            f"The workflows run wgbot with different tokens: {listed}. To each, the other's comments "
            "and reports are someone else's.",
            "Give all of them the same token, or list the accounts under `accounts` in the "
            "configuration.",
            page,
        )


def _paths_by(used: Sequence[Use], wrong: Callable[[Use], str | None]) -> dict[str, list[str]]:
    """Return the workflows in which something is *wrong*, by what it is."""
    paths: dict[str, list[str]] = {}
    for use in used:
        if what := wrong(use):
            paths.setdefault(what, []).append(use.path)
    return paths


def _verb(paths: Sequence[str], one: str, several: str) -> str:
    files = sorted(set(paths))
    return f"{workflows.named(files)} {one if len(files) == 1 else several}"


def _unpinned(use: Use) -> str | None:
    is_commit = use.revision is None or re.fullmatch(r"[0-9a-f]{40}", use.revision)
    return None if is_commit else use.revision


def _trusts_strangers(use: Use) -> str | None:
    return "pull_request_target" if "pull_request_target" in use.triggers else None


def _other_branches(use: Use, branch: str) -> str | None:
    pushed = use.triggers.get("push")
    branches = pushed.get("branches") if isinstance(pushed, dict) else None
    if use.command in ("sync", "site") and isinstance(branches, list) and branch not in branches:
        return ", ".join(map(str, branches))
    return None


def _workflow(use: Use) -> Iterator[Advice]:
    missing = workflows.missing_permissions(use)
    if missing:
        yield problem(
            "workflow-permissions",
            f"In {use.path}, the job that runs `wgbot {use.command}` lacks {', '.join(missing)}.",
            "Add them under `permissions` of that job.",
        )
    if use.command == "run":
        yield from _events(use)


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
            f"{use.path} isn't triggered by {', '.join(missed)}.",
            f"Write `issues: {{types: [{', '.join(_EVENTS)}]}}` under `on`.",
        )
