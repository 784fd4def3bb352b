"""What wgbot says to people about a proposal: the review comment, the pull request, the commit.

The words are in the templates; here is what they are given, and what holds whatever they say.
"""

import re
from collections.abc import Sequence
from typing import Any

from wgbot import checks, registry
from wgbot.groups import Group
from wgbot.problems import Problem
from wgbot.proposal import Proposal
from wgbot.repository import Repository
from wgbot.situation import Approval
from wgbot.templates import Templates
from wgbot.text import Markdown, inert, plain, shorten

MAX_COMMENT = 65_536
"""The most characters that GitHub takes for a comment or a pull request's text."""
MAX_TITLE = 256

REVIEW_MARKER = "<!-- wgbot:review -->"
"""The first line of the review comment, by which it is found again."""

_MOST_PROBLEMS = 40
_MOST_ENTRY = 20_000
_MOST_NAME = 100
_CUT = "\n\n… *There is more, but GitHub takes no longer text.*\n"
_ACCOUNT = re.compile(r"[A-Za-z0-9-]{1,39}(?:\[bot\])?")


def review(proposal: Proposal, repository: Repository) -> str:
    """Write the review comment."""
    listed: dict[str, list[tuple[Markdown, Markdown]]] = {}
    for problem in proposal.problems[:_MOST_PROBLEMS]:
        listed.setdefault(_label(problem, proposal), []).extend(_shown([problem]))
    bad = {problem.field for problem in proposal.problems}
    text = _templates(repository).render(
        "review.md.j2",
        proposal=proposal,
        name=shorten(proposal.group.name, _MOST_NAME),
        problems=listed,
        count=len(proposal.problems),
        unlisted=len(proposal.problems[_MOST_PROBLEMS:]),
        notes=_shown(proposal.notes),
        fine=[
            field.label
            for key, field in proposal.fields.items()
            if proposal.answers.get(key) and key not in bad
        ],
        **({} if proposal.problems else _entry(proposal.slug, proposal.group, repository)),
    )
    return _fitting(f"{REVIEW_MARKER}\n{text}")


def pull_request_title(proposal: Proposal) -> str:
    """Write the title of the pull request."""
    what = "Bring back" if proposal.revives else "Add"
    return shorten(inert(plain(f"{what} working group: {proposal.group.name}")), MAX_TITLE)


def pull_request(
    proposal: Proposal,
    group: Group,
    approval: Approval,
    repository: Repository,
    paths: Sequence[str],
) -> str:
    """Write the text of the pull request."""
    done = [
        (name, Markdown(checks.summary(name)))
        for name in checks.CHECKS
        if getattr(repository.config.checks, name) is not False
    ]
    text = _templates(repository).render(
        "pull-request.md.j2",
        proposal=proposal,
        group=group,
        approval=approval,
        paths=paths,
        checks=done,
        notes=_shown(proposal.notes),
        **_entry(proposal.slug, group, repository),
    )
    return _fitting(text)


def commit_message(proposal: Proposal) -> str:
    """Write the message of the commit. Nothing in it is text of the proposer's but the slug.

    It ends up in the history, where `Closes #1`, `[skip ci]` or a trailer would be obeyed.
    """
    what = "Bring back" if proposal.revives else "Add"
    lines = [f"{what} the working group {proposal.slug}", ""]
    issue = proposal.issue
    if issue.number:
        lines += [f"Proposed in #{issue.number}.", ""]
    if issue.author and _ACCOUNT.fullmatch(issue.author):
        lines.append(f"Co-authored-by: {issue.author} <{issue.author}@users.noreply.github.com>")
    lines.append(f"Proposal-text: sha256:{issue.digest}")
    return "\n".join(lines) + "\n"


def proposal_number(message: str) -> int | None:
    """Read the issue's number from a commit message as `commit_message` writes it."""
    found = re.search(r"^Proposed in #(\d+)\.$", message, re.MULTILINE)
    return int(found[1]) if found else None


def _templates(repository: Repository) -> Templates:
    return Templates(repository.tree, repository.config.templates, on_github=True)


def _shown(problems: Sequence[Problem]) -> list[tuple[Markdown, Markdown]]:
    return [(Markdown(each.message()), Markdown(each.remedy())) for each in problems]


def _label(problem: Problem, proposal: Proposal) -> str:
    field = proposal.fields.get(problem.field or "")
    return field.label if field else ""


def _entry(slug: str, group: Group, repository: Repository) -> dict[str, Any]:
    """Give how the group will look: in the list, and as a file."""
    pages = repository.config.pages
    template = pages[0].template if pages else "working-groups.md.j2"
    shown = _templates(repository).render(template, groups={slug: group}).strip()
    return {
        "shown": Markdown("\n".join(f"> {line}".rstrip() for line in shown.split("\n"))),
        "path": repository.registry.path(slug),
        "file": shorten(registry.render(group), _MOST_ENTRY),
    }


def _fitting(text: str) -> str:
    if len(text) <= MAX_COMMENT:
        return text
    return text[: MAX_COMMENT - len(_CUT)] + _CUT
