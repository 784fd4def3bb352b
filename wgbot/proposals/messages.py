"""What wgbot says to people about a proposal: the review comment, the pull request, the commit.

What proposers and reviewers read is in the templates; here is what they are given, and what holds
whatever they say. What only whoever runs wgbot reads, and what fits no template, is here.
"""

import re
from collections.abc import Sequence
from typing import Any

from wgbot.checks import runner
from wgbot.community import translation
from wgbot.community.repository import Repository
from wgbot.proposals import markers
from wgbot.proposals.approval import Unverified, Verdict, Waiting
from wgbot.proposals.memory import Record, Refusal
from wgbot.proposals.proposal import Proposal
from wgbot.proposals.situation import Approval, Situation
from wgbot.registry import folder
from wgbot.registry.group import Group
from wgbot.text.escape import Markdown, code_span, defuse, escape_controls, shorten
from wgbot.text.problems import Problem

MAX_COMMENT = 65_536
"""The most characters that GitHub takes for a comment or a pull request's text."""
MAX_TITLE = 256

_MOST_DESCRIPTION = 140
"""The most characters that GitHub takes for a commit's status."""

_MOST_PROBLEMS = 40
_MOST_ENTRY = 20_000
_MOST_NAME = 100
_CUT = "\n\n… *There is more, but GitHub takes no longer text.*\n"
_ACCOUNT = re.compile(r"[A-Za-z0-9-]{1,39}(?:\[bot\])?")


def review(situation: Situation, verdict: Verdict, record: Record) -> str:
    """Write the review comment."""
    proposal, repository = situation.proposal, situation.repository
    text = repository.templates.render(
        "review.md.j2",
        proposal=proposal,
        name=shorten(proposal.group.name, _MOST_NAME),
        notes=_shown(proposal.notes, repository),
        **_problems(proposal, repository),
        approval=verdict if isinstance(verdict, Approval) else None,
        waiting=verdict if isinstance(verdict, Waiting) else None,
        unverified=verdict if isinstance(verdict, Unverified) else None,
        approved_by=_approved_by(verdict, repository),
        refusal=verdict if isinstance(verdict, Refusal) else record.refusal,
        policy=repository.config.approval,
        **_pull_requests(situation, record),
        **({} if proposal.problems else _entry(proposal.slug, proposal.group, repository)),
    )
    return _fitting(record.line() + text)


def _problems(proposal: Proposal, repository: Repository) -> dict[str, Any]:
    """Return what there is to change, by question, and the questions that are fine."""
    listed: dict[str, list[tuple[Markdown, Markdown]]] = {}
    for problem in proposal.problems[:_MOST_PROBLEMS]:
        listed.setdefault(_label(problem, proposal), []).extend(_shown([problem], repository))
    bad = {problem.field for problem in proposal.problems}
    answered = {key: field for key, field in proposal.fields.items() if proposal.answers.get(key)}
    return {
        "problems": listed,
        "count": len(proposal.problems),
        "unlisted": len(proposal.problems[_MOST_PROBLEMS:]),
        "fine": [field.label for key, field in answered.items() if key not in bad],
    }


def _pull_requests(situation: Situation, record: Record) -> dict[str, Any]:
    """Return the state of the pull requests."""
    pull, sides = situation.pull_request, situation.sides()
    obstructed = next((side for side in sides if side.obstacle), None)
    return {
        "pull_request": pull.number if pull and pull.state == "open" else None,
        "linked": next((_called(side) for side in sides[1:] if _has_open_pull(side)), None),
        "behind": next((_called(side) for side in sides if is_behind(side)), None),
        "declined": next((_called(side) for side in sides if _is_closed(side, record)), None),
        "obstacle": obstructed is not None,
        "compare": Markdown(_compare(obstructed or situation)),
    }


def is_declined(situation: Situation, record: Record) -> bool:
    """Return whether a pull request was closed, and nothing was approved since."""
    return any(_is_closed(side, record) for side in situation.sides())


def registered(
    situation: Situation, main: Situation, record: Record, pending: str | None = None
) -> str:
    """Write the review comment of a proposal whose group is registered.

    *main* is the situation as it is seen from the registry's repository. *pending* is the pull
    request in the other one that still has to be merged.
    """
    pull = situation.pull_request
    groups = situation.repository.registry.entries
    path = next(
        (entry.path for entry in groups.values() if entry.group.proposal == situation.issue.number),
        None,
    )
    text = situation.repository.templates.render(
        "registered.md.j2",
        name=shorten(situation.proposal.group.name, _MOST_NAME),
        pull_request=pull.number if pull else None,
        linked=next((_called(side) for side in situation.sides()[1:] if side.pull_request), None),
        pending=pending and Markdown(pending),
        link=f"{main.home}/blob/{main.default_branch}/{path}" if path else None,
        path=path,
    )
    return _fitting(record.line() + text)


def pull_request_title(proposal: Proposal, repository: Repository) -> str:
    """Write the title of the pull request."""
    what = "Bring back" if proposal.revives else "Add"
    title = _say(repository, f"{what} {repository.config.noun.one}: {proposal.group.name}")
    return shorten(defuse(escape_controls(title)), MAX_TITLE)


def pull_request(
    proposal: Proposal,
    group: Group,
    approval: Approval,
    repository: Repository,
    paths: Sequence[str],
    *,
    is_split: bool = False,
    home: str | None = None,
    linked: str | None = None,
) -> str:
    """Write the text of the pull request.

    *is_split* says that it is one of two. *home* is the web address of the issue's repository, where
    that is another one. *linked* is the pull request that this one goes together with.
    """
    number = proposal.issue.number
    of = full_name(home) if home else ""
    done = [
        (name, Markdown(_say(repository, runner.summary(name))))
        for name in runner.CHECKS
        if getattr(repository.config.checks, name) is not False
    ]
    text = repository.templates.render(
        "pull-request.md.j2",
        proposal=proposal,
        group=group,
        approval=approval,
        approved_by=_approved_by(approval, repository),
        is_own=approval.by.lower() == (proposal.issue.author or "").lower(),
        paths=paths,
        checks=done,
        notes=_shown(proposal.notes, repository),
        issue=Markdown(f"{of}#{number}") if number else None,
        linked=linked and Markdown(linked),
        is_split=is_split,
        **_entry(proposal.slug, group, repository),
    )
    if number:
        text = markers.pull_request_line(proposal.issue.digest, number, of, linked) + text
    return _fitting(text)


def is_behind(situation: Situation) -> bool:
    """Return whether a person's branch keeps an open pull request from another, approved text."""
    branch, pull = situation.branch, situation.pull_request
    return (
        branch is not None
        and not branch.is_bots
        and pull is not None
        and pull.state == "open"
        and markers.approved_text(pull.text) != situation.issue.digest
    )


def held(text: str, reason: str, repository: Repository) -> str:
    """Put a notice into a pull request's text that it must not be merged now, and why."""
    why = _say(repository, _WHY_HELD.get(reason, _WHY_HELD[""]))
    notice = f"> [!CAUTION]\n> {why} {_say(repository, 'Do not merge it as it is.')}"
    return _fitting(markers.with_notice(text, notice))


def status_of_held(reason: str, repository: Repository) -> str:
    """Say in a commit's status why a pull request must not be merged now."""
    said = _say(repository, _WHY_HELD.get(reason, _WHY_HELD[""]))
    return shorten(said, _MOST_DESCRIPTION)


_WHY_HELD = {
    "": "The approval was taken back: the issue does not have the approval label any more.",
    "changed": "The proposal was edited after its approval, and its new text is not approved.",
    "unreviewed": "The proposal was edited after its approval, and its new text is not approved.",
    "problems": "The proposal has problems now that it did not have when it was approved.",
    "role": "Whoever approved it cannot approve proposals here, or cannot any more.",
    "robot": "It was a program that approved it.",
    "ghost": "The account that approved it is no more.",
    "own": "Whoever proposes a group cannot approve it as well.",
    "waiting": "Its approval is not complete yet.",
    "unverified": "Whether its approval counts could not be verified.",
    "half": "Its other half, in the other repository, is not ready.",
    "declined": "The other pull request of this proposal was closed without being merged.",
    "behind": "Somebody added to the branch, so it does not get the text that was approved last.",
    "closed": "The issue with the proposal is closed.",
    "gone": "The issue with the proposal is gone.",
}


def status(approval: Approval, repository: Repository, *, is_own: bool) -> str:
    """Say in a commit's status that it holds what was approved; or that a person changed it."""
    if not is_own:
        return _say(
            repository, "Changed by a person since the approval, so wgbot leaves it as it is."
        )
    by = ", ".join([approval.by, *approval.also_by])
    said = _say(repository, f"Checked, and as approved by {escape_controls(by)}.")
    return shorten(said, _MOST_DESCRIPTION)


def status_of_rest(repository: Repository) -> str:
    """Say in a commit's status that only this part of a proposal is left to be merged."""
    return _say(repository, "The group is registered, and this is what is left: merge it too.")


def full_name(home: str) -> str:
    """Return a repository's name, as `owner/name`, by its address on the web."""
    return "/".join(home.rstrip("/").split("/")[-2:])


def unverified(by: str) -> str:
    """Say to whoever runs wgbot that an approval could not be verified."""
    return (
        f"GitHub does not tell what {escape_controls(by)} may do in this repository, so the approval does "
        "not count yet. Run this again; if it stays, the token needs the permission to read "
        "`metadata`, and push access for collaborators' roles."
    )


def no_slug(slug: str) -> str:
    """Say to whoever runs wgbot that there can be no file for a group."""
    return (
        f"A group cannot be registered as {slug!r}: there is a file of that name already, or it "
        "makes none. The proposal needs another name."
    )


def unfit(problems: Sequence[Problem]) -> str:
    """Say to whoever runs wgbot that nothing can be added to the repository as it is."""
    listed = "".join(f"\n  {problem}" for problem in problems)
    return (
        "The proposal is fine, but the repository is not: nothing is added to it until this is "
        f"mended.{listed}"
    )


def others_branch(name: str, number: int) -> str:
    """Say to whoever runs wgbot that a branch holds another proposal."""
    return (
        f"The branch {name} holds another proposal of that name, #{number}, so it stays as it is. "
        "Merge or delete it, and run this again."
    )


def persons_branch(name: str) -> str:
    """Say to whoever runs wgbot that a branch is a person's now."""
    return (
        f"Somebody has added to the branch {name}, so it stays as it is. Merge or delete it, and "
        "run this again."
    )


def persons_branch_behind(name: str) -> str:
    """Say to whoever runs wgbot that a person's branch does not get a text approved since."""
    return (
        f"Somebody has added to the branch {name}, so it stays as it is and does not get the text "
        "that was approved last. Bring that in by hand, or close its pull request, delete the "
        "branch and approve the proposal anew."
    )


def branch_in_use(name: str, folder: str) -> str:
    """Say to whoever runs wgbot that a branch cannot move under a work tree."""
    return (
        f"The branch {name} is checked out in {folder}, so it stays as it is. Switch to another "
        "branch there, and run this again."
    )


def forbidden(situation: Situation) -> str:
    """Say to whoever runs wgbot that GitHub lets it open no pull request."""
    return (
        "GitHub does not let this token open a pull request. The branch is there: open it at "
        f"{_compare(situation)} by hand. To allow it, tick “Allow GitHub Actions to create and "
        f"approve pull requests” at {situation.home}/settings/actions, and in the organisation's "
        "settings if it is greyed out there; or use the token of an App. Then run this again."
    )


def _compare(situation: Situation) -> str:
    branch = situation.branch.name if situation.branch else ""
    return f"{situation.home}/compare/{situation.default_branch}...{branch}?expand=1"


def commit_message(proposal: Proposal, home: str | None = None) -> str:
    """Write the message of the commit. Nothing in it is text of the proposer's but the slug.

    *home* is the web address of the issue's repository, where that is another one.
    It ends up in the history, where `Closes #1`, `[skip ci]` or a trailer would be obeyed.
    """
    what = "Bring back" if proposal.revives else "Add"
    lines = [f"{what} the group {proposal.slug}", ""]
    issue = proposal.issue
    if issue.number:
        lines += [markers.proposed_line(issue.number, full_name(home) if home else ""), ""]
    if issue.author and _ACCOUNT.fullmatch(issue.author):
        mailbox = f"{issue.author_id}+{issue.author}" if issue.author_id else issue.author
        lines.append(f"Co-authored-by: {issue.author} <{mailbox}@users.noreply.github.com>")
    lines.append(markers.text_line(issue.digest))
    return "\n".join(lines) + "\n"


def _approved_by(verdict: Verdict, repository: Repository) -> Markdown:
    """List those who approved: `a`, `b` and `c`."""
    match verdict:
        case Approval():
            people = [verdict.by, *verdict.also_by]
        case Waiting():
            people = [*verdict.by]
        case _:
            people = []
    *most, last = [code_span(each) for each in people] or [""]
    listed = f"{', '.join(most)} {_say(repository, 'and')} {last}"
    return Markdown(listed if most else last)


def _say(repository: Repository, text: str) -> str:
    """Return a sentence in the community's language."""
    return translation.load(repository.config.language).say(text)


def _shown(problems: Sequence[Problem], repository: Repository) -> list[tuple[Markdown, Markdown]]:
    catalogue = translation.load(repository.config.language)
    said = [catalogue.problem(each) for each in problems]
    return [(Markdown(each.message()), Markdown(each.remedy())) for each in said]


def _called(side: Situation) -> Markdown:
    """Refer to the pull request of one side, as anything in the issue's repository can."""
    number = side.pull_request.number if side.pull_request else 0
    return Markdown(f"{side.second.name if side.second else ''}#{number}")


def _has_open_pull(side: Situation) -> bool:
    return side.pull_request is not None and side.pull_request.state == "open"


def _is_closed(side: Situation, record: Record) -> bool:
    known = record.declined_second if side.second else record.declined
    pull = side.pull_request
    return pull is not None and pull.state == "closed" and known == pull.number


def _label(problem: Problem, proposal: Proposal) -> str:
    field = proposal.fields.get(problem.field or "")
    return field.label if field else ""


def _entry(slug: str, group: Group, repository: Repository) -> dict[str, Any]:
    """Return how the group will look: in the list, and as a file."""
    pages = repository.config.pages
    template = pages[0].template if pages else "working-groups.md.j2"
    shown = repository.templates.render(template, groups={slug: group}).strip()
    return {
        "shown": Markdown("\n".join(f"> {line}".rstrip() for line in shown.split("\n"))),
        "path": repository.registry.path(slug),
        "file": shorten(folder.render(group), _MOST_ENTRY),
    }


def _fitting(text: str) -> str:
    if len(text) <= MAX_COMMENT:
        return text
    return text[: MAX_COMMENT - len(_CUT)] + _CUT
