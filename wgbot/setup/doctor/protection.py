"""Which rules and protected branches are in the way: of the default branch, and of the bot's own.

GitHub has two kinds of them. Rules are told to whoever can read; which branches are protected by a
pattern, the older kind, only to an administrator.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from wgbot.proposals.markers import checkin_branch, issue_branches, links_branch, state_branch
from wgbot.proposals.situation import STATUS
from wgbot.setup.doctor.asking import DOCS, Questions
from wgbot.setup.doctor.findings import Advice, advice, problem
from wgbot.setup.doctor.workflows import Use

_PATTERNS = (
    "(first: 100) { nodes { pattern restrictsPushes blocksCreations "
    "allowsForcePushes requiresApprovingReviews requiresStatusChecks lockBranch } }"
)
"""https://docs.github.com/en/graphql/reference/objects#branchprotectionrule"""


def examine(
    ask: Questions, prefix: str, used: Sequence[Use], home: Mapping[str, Any]
) -> Iterator[Advice]:
    """Yield what keeps the bot's pull requests from being merged, and its branches from being written.

    *prefix* is how those begin, *home* the repository as the REST API tells of it.
    """
    address, branch = str(home.get("html_url", "")), str(home.get("default_branch", "main"))
    yield from _default_branch(ask, used, branch, address)
    own = {f"{issue_branches(prefix=prefix)}1": f"branches that begin with {prefix}"}
    kept = {
        command: name(prefix)
        for command, name in (("links", links_branch), ("checkin", checkin_branch))
        if any(use.command == command for use in used)
    }
    own |= {name: f"the branch {name}" for name in kept.values()}
    for name, what in own.items():
        yield from _own_branches(ask, name, what, address)
    if kept:
        yield from _state_branch(ask, state_branch(prefix), address)
        own[state_branch(prefix)] = f"the branch {state_branch(prefix)}"
    is_told_all = bool((home.get("permissions") or {}).get("admin"))
    yield from _protected(ask, own, address, is_told_all=is_told_all)


def _protected(
    ask: Questions, own: Mapping[str, str], address: str, *, is_told_all: bool
) -> Iterator[Advice]:
    """Yield which patterns of protected branches fit the bot's *own*, by an example of each."""
    what = "which branches are protected by a pattern"
    rules = ask.query(what, "branchProtectionRules", _PATTERNS)
    if rules is False:
        return
    listed = [each for each in rules.get("nodes") or () if isinstance(each, dict)]
    if not listed and not is_told_all:
        ask.untold(what, "only an administrator is told")
    for rule in listed:
        pattern, kept = str(rule.get("pattern")), _kept_by_pattern(rule)
        caught = [told for name, told in own.items() if fits(pattern, name)]
        if kept and caught:
            yield problem(
                "branches-protected",
                f"The pattern {pattern} of protected branches keeps {' and '.join(caught)} from "
                f"{' and from '.join(kept)}.",
                "Write another pattern that leaves them out, or let wgbot's account bypass it.",
                f"{address}/settings/branches",
            )


def _kept_by_pattern(rule: Mapping[str, Any]) -> list[str]:
    """Return what a protected branch is kept from that the bot does."""
    kept = {
        "being created": rule.get("blocksCreations"),
        "being force-pushed": not rule.get("allowsForcePushes"),
        "being updated": rule.get("lockBranch") or rule.get("restrictsPushes"),
        "changing without a pull request": rule.get("requiresApprovingReviews"),
        "changing without its checks": rule.get("requiresStatusChecks"),
    }
    return [what for what, is_kept in kept.items() if is_kept]


def fits(pattern: str, branch: str) -> bool:
    """Return whether a pattern of protected branches is for *branch*: `*` ends at a slash, as in a shell.

    Sets of characters, which hardly any has, fit nothing.

    https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/managing-a-branch-protection-rule
    """
    shown = re.escape(pattern).replace(r"\*\*/", "(?:[^/]+/)*")
    shown = re.sub(r"(?:\\\*)+", "[^/]*", shown).replace(r"\?", "[^/]")
    return re.fullmatch(shown, branch) is not None


def _default_branch(
    ask: Questions, used: Sequence[Use], branch: str, address: str
) -> Iterator[Advice]:
    where = f"{address}/settings/rules"
    told = ask.get("whether the default branch is protected", f"/branches/{quote(branch, safe='')}")
    rules = ask.get("which rules it has", f"/rules/branches/{quote(branch, safe='')}")
    if told is False or rules is False:
        return
    kinds = {str(rule.get("type")) for rule in rules or () if isinstance(rule, dict)}
    if not (told or {}).get("protected") and "pull_request" not in kinds:
        yield advice(
            "unprotected",
            f"Anyone who can write can push to {branch} without a pull request.",
            f"Protect {branch}: require a pull request, and a review by someone who looks after the registry.",
            f"{DOCS}/repositories/configuring-branches-and-merges-in-your-repository",
        )
    contexts = [*_from_rules(rules or ()), *_from_protection(told or {})]
    others = sorted({each for each in contexts if each != STATUS})
    if others and any(use.proposes_for_actions for use in used):
        yield problem(
            "required-checks",
            f"{branch} requires {', '.join(others)}. GitHub runs no workflows for pull requests that "
            "are opened with the token of Actions, so wgbot's could never be merged.",
            "Give wgbot the token of an App, or don't require these checks.",
            where,
        )


_REFUSING = {
    "creation": "being created",
    "update": "being updated",
    "non_fast_forward": "being force-pushed",
    "pull_request": "changing without a pull request",
}
"""The rules that keep the bot from writing its branches, and from what they keep them."""


def _own_branches(ask: Questions, name: str, called: str, address: str) -> Iterator[Advice]:
    """Yield whether a rule keeps the bot from writing its own branches, of which *name* is one."""
    rules = ask.get(f"which rules {called} have", f"/rules/branches/{quote(name, safe='')}")
    found = [each for each in rules or () if isinstance(each, dict)]
    refusing = [each for each in found if each.get("type") in _REFUSING]
    if not refusing:
        return
    kept = sorted({_REFUSING[str(each["type"])] for each in refusing})
    what = f"A rule keeps {called} from {' and from '.join(kept)}."
    numbers = {str(each["ruleset_id"]) for each in refusing if each.get("ruleset_id")}
    sets = [ask.get("who may bypass a rule", f"/rulesets/{number}") for number in sorted(numbers)]
    if sets and all(isinstance(each, dict) and each.get("bypass_actors") for each in sets):
        fix = "Some may bypass it: make sure that wgbot's account is one of them."
        yield advice("branches-rules", what, fix, f"{address}/settings/rules")
    else:
        fix = "Leave them out of the rule, or let wgbot's account bypass it."
        yield problem("branches-rules", what, fix, f"{address}/settings/rules")


_AGAINST_PUSHES = set(
    "creation update pull_request required_status_checks required_deployments merge_queue workflows".split()
)
"""https://docs.github.com/en/rest/repos/rules#get-rules-for-a-branch"""


def _state_branch(ask: Questions, branch: str, address: str) -> Iterator[Advice]:
    name = quote(branch, safe="")
    told = ask.get(f"whether the branch {branch} is protected", f"/branches/{name}")
    rules = ask.get(f"which rules the branch {branch} has", f"/rules/branches/{name}")
    if told is False or rules is False:
        return
    kinds = {str(rule.get("type")) for rule in rules or () if isinstance(rule, dict)}
    against = kinds & _AGAINST_PUSHES - ({"creation"} if told else set())
    if ((told or {}).get("protection") or {}).get("enabled"):
        against.add("protection")
    if against:
        yield advice(
            "state-branch",
            f"Rules for the branch {branch} ({', '.join(sorted(against))}) may keep wgbot from "
            "remembering what it found out about links, and whom it asked, except in a cache that GitHub drops after a "
            "week without a run.",
            f"Exclude {branch} from them, or let wgbot bypass them.",
            f"{address}/settings/rules",
        )


def _from_rules(rules: Any) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, dict) and rule.get("type") == "required_status_checks":
            for check in (rule.get("parameters") or {}).get("required_status_checks") or ():
                yield str(check.get("context"))


def _from_protection(branch: dict[str, Any]) -> Iterator[str]:
    required = (branch.get("protection") or {}).get("required_status_checks") or {}
    yield from map(str, required.get("contexts") or ())
