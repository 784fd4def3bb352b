"""What wgbot says to people about a proposal: the review comment, the pull request, the commit.

What proposers and reviewers read is in the templates; here is what they are given, and what holds
whatever they say. What only whoever runs wgbot reads is in `notices`.
"""

import re
from collections.abc import Sequence
from typing import Any

from wgbot.checks import runner
from wgbot.community.repository import Repository
from wgbot.community.translation import Catalogue
from wgbot.proposals import markers, notices
from wgbot.proposals.approval import Unverified, Verdict, Waiting
from wgbot.proposals.memory import Record, Refusal
from wgbot.proposals.proposal import Proposal
from wgbot.proposals.situation import Approval, Place, Situation, full_name
from wgbot.registry import folder
from wgbot.registry.group import Group
from wgbot.text.escape import Markdown, code_span, defuse, escape_controls, shorten
from wgbot.text.problems import Problem

MAX_COMMENT = 65_536
"""The most characters that GitHub accepts for a comment or a pull request's text."""
MAX_TITLE = 256

_MOST_DESCRIPTION = 140
"""The most characters that GitHub accepts for a commit's status."""

_MOST_PROBLEMS = 40
_MOST_ENTRY = 20_000
_MOST_NAME = 100
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
    return _fitting(record.line() + text, repository)


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
    places, pull = situation.places, situation.home.pull_request
    obstructed = next((place for place in places if place.obstacle), None)
    return {
        "pull_request": pull.number if pull and pull.state == "open" else None,
        "linked": next((_called(place) for place in places[1:] if place.is_open), None),
        "behind": next((_called(place) for place in places if is_behind(situation, place)), None),
        "declined": next((_called(place) for place in places if _is_closed(place, record)), None),
        "obstacle": obstructed is not None,
        "compare": Markdown(notices.compare(obstructed or situation.home)),
    }


def is_declined(situation: Situation, record: Record) -> bool:
    """Return whether a pull request was closed, and nothing was approved since."""
    return any(_is_closed(place, record) for place in situation.places)


def registered(situation: Situation, record: Record, pending: str | None = None) -> str:
    """Write the review comment of a proposal whose group is registered.

    *pending* is the pull request in the other repository that still has to be merged.
    """
    pull = situation.home.pull_request
    registry = situation.registry_place or situation.home
    groups = situation.repository.registry.entries.values()
    entry = next((each for each in groups if each.group.proposal == situation.issue.number), None)
    path, site = entry and entry.path, situation.repository.config.site.url
    text = situation.repository.templates.render(
        "registered.md.j2",
        name=shorten(situation.proposal.group.name, _MOST_NAME),
        pull_request=pull.number if pull else None,
        linked=next((_called(each) for each in situation.places[1:] if each.pull_request), None),
        pending=pending and Markdown(pending),
        link=f"{registry.address}/blob/{registry.default_branch}/{path}" if path else None,
        path=path,
        page=f"{site}groups/{entry.slug}/" if site and entry else None,
    )
    return _fitting(record.line() + text, situation.repository)


def pull_request_title(proposal: Proposal, repository: Repository) -> str:
    """Write the title of the pull request."""
    title = _words(proposal, repository).say(proposal.edit.module.TITLE, name=proposal.group.name)
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
        (name, Markdown(repository.catalogue.say(runner.summary(name))))
        for name in runner.CHECKS
        if getattr(repository.config.checks, name) is not False
    ]
    text = repository.templates.render(
        "pull-request.md.j2",
        opening=_words(proposal, repository).markdown(
            proposal.edit.module.OPENING, name=group.name
        ),
        proposal=proposal,
        group=group,
        approval=approval,
        approved_by=_approved_by(approval, repository),
        is_own=approval.by.lower() == (proposal.issue.author or "").lower(),
        paths=paths,
        checks=done,
        notes=_shown(
            [each for each in proposal.notes if each not in proposal.edit.problems], repository
        ),
        issue=Markdown(f"{of}#{number}") if number else None,
        linked=linked and Markdown(linked),
        is_split=is_split,
        **_entry(proposal.slug, group, repository),
    )
    if number:
        text = markers.pull_request_line(proposal.digest, number, of, linked) + text
    return _fitting(text, repository)


def _words(proposal: Proposal, repository: Repository) -> Catalogue:
    """Return how to speak of the group that a proposal is about: its kind has words of its own."""
    return repository.catalogue.with_noun(repository.config.noun_of(proposal.group.kind))


def is_behind(situation: Situation, place: Place) -> bool:
    """Return whether a person's branch keeps an open pull request from another, approved text."""
    branch, pull = place.branch, place.pull_request
    return (
        branch is not None
        and not branch.is_bots
        and pull is not None
        and pull.state == "open"
        and markers.approved_text(pull.text) != situation.proposal.digest
    )


def held(text: str, reason: str, repository: Repository) -> str:
    """Put a notice into a pull request's text that it must not be merged now, and why."""
    say = repository.catalogue.say
    why = say(_WHY_HELD.get(reason, _WHY_HELD[""]))
    notice = f"> [!CAUTION]\n> {why} {say('Please do not merge it as it is.')}"
    return _fitting(markers.with_notice(text, notice), repository)


def status_of_held(reason: str, repository: Repository) -> str:
    """Say in a commit's status why a pull request must not be merged now."""
    said = repository.catalogue.say(_WHY_HELD.get(reason, _WHY_HELD[""]))
    return shorten(said, _MOST_DESCRIPTION)


_WHY_HELD = {
    "": "The approval was withdrawn: the issue no longer has the approval label.",
    "changed": "The proposal was edited after its approval, and its new text isn't approved yet.",
    "unreviewed": "The proposal was edited after its approval, and its new text isn't approved yet.",
    "problems": "The proposal now has problems that it didn't have when it was approved.",
    "role": "The person who approved it can't approve proposals here, or no longer can.",
    "robot": "A program approved it, and only a person can.",
    "ghost": "The account that approved it no longer exists.",
    "own": "The person who proposes a group can't approve it as well.",
    "waiting": "Its approval isn't complete yet.",
    "unverified": "I couldn't check whether its approval counts.",
    "half": "Its other half, in the other repository, isn't ready yet.",
    "declined": "The other pull request of this proposal was closed without being merged.",
    "behind": "Someone added to the branch, so it doesn't get the text that was approved last.",
    "closed": "The issue with the proposal is closed.",
    "gone": "The issue with the proposal no longer exists.",
}


def status(approval: Approval, repository: Repository, *, is_own: bool) -> str:
    """Say in a commit's status that it holds what was approved; or that a person changed it."""
    say = repository.catalogue.say
    if is_own:
        by = escape_controls(", ".join([approval.by, *approval.also_by]))
        said = say("Checked, and as approved by {people}.", people=by)
    else:
        said = say("Changed by a person since the approval, so wgbot leaves it as it is.")
    return shorten(said, _MOST_DESCRIPTION)


def status_of_rest(repository: Repository) -> str:
    """Say in a commit's status that only this part of a proposal is left to be merged."""
    said = repository.catalogue.say(
        "The group is registered. This is the rest of it: merge it too."
    )
    return shorten(said, _MOST_DESCRIPTION)


def commit_message(proposal: Proposal, home: str | None = None) -> str:
    """Write the message of the commit. Nothing in it is text of the proposer's but the slug.

    *home* is the web address of the issue's repository, where that is another one.
    It ends up in the history, where `Closes #1`, `[skip ci]` or a trailer would be obeyed.
    """
    lines = [proposal.edit.module.COMMIT.format(slug=proposal.slug), ""]
    issue = proposal.issue
    if issue.number:
        lines += [markers.proposed_line(issue.number, full_name(home) if home else ""), ""]
    if issue.author and _ACCOUNT.fullmatch(issue.author):
        mailbox = f"{issue.author_id}+{issue.author}" if issue.author_id else issue.author
        lines.append(f"Co-authored-by: {issue.author} <{mailbox}@users.noreply.github.com>")
    lines.append(markers.text_line(proposal.digest))
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
    listed = repository.catalogue.say("{people} and {last}", people=", ".join(most), last=last)
    return Markdown(listed if most else last)


def _shown(problems: Sequence[Problem], repository: Repository) -> list[tuple[Markdown, Markdown]]:
    said = [repository.catalogue.problem(each) for each in problems]
    return [(Markdown(each.message()), Markdown(each.remedy())) for each in said]


def _called(place: Place) -> Markdown:
    """Refer to the pull request in a place, as anything in the issue's repository can."""
    return Markdown(f"{place.name}#{place.pull_request.number if place.pull_request else 0}")


def _is_closed(place: Place, record: Record) -> bool:
    pull = place.pull_request
    return (
        pull is not None
        and pull.state == "closed"
        and pull.number == record.declined.get(place.name)
    )


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


def _fitting(text: str, repository: Repository) -> str:
    if len(text) <= MAX_COMMENT:
        return text
    said = repository.catalogue.say("There is more, but GitHub doesn't accept a longer text.")
    cut = f"\n\n… *{said}*\n"
    return text[: MAX_COMMENT - len(cut)] + cut
