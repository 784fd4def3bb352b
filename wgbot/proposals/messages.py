"""What wgbot says to people about a proposal: the review comment, the pull request, the commit.

What proposers and reviewers read is in the templates; here is what they are given, and what holds
whatever they say. What only whoever runs wgbot reads is in `notices`.
"""

import re
from collections.abc import Sequence
from typing import Any

from wgbot.checks import runner
from wgbot.community import config
from wgbot.community.repository import Repository
from wgbot.proposals import markers, notices
from wgbot.proposals.approval import Unverified, Verdict, Waiting
from wgbot.proposals.edit_messages import about_edit, edit_words, name_of
from wgbot.proposals.memory import Record, Refusal
from wgbot.proposals.proposal import Proposal
from wgbot.proposals.registration import Absence, absence
from wgbot.proposals.situation import Approval, Obstacle, Place, Situation, full_name
from wgbot.registry import folder
from wgbot.registry.group import ASLEEP, Group
from wgbot.text.escape import Markdown, code_span, defuse, escape_controls, shorten
from wgbot.text.problems import Problem

_PLAIN = config.CommitSettings()

MAX_COMMENT = 65_536
"""The most characters that GitHub accepts for a comment or a pull request's text."""
MAX_TITLE = 256

_MOST_DESCRIPTION = 140
"""The most characters that GitHub accepts for a commit's status."""

_MOST_PROBLEMS = 40
_MOST_ENTRY = 20_000
_ACCOUNT = re.compile(r"[A-Za-z0-9-]{1,39}(?:\[bot\])?")


def review(
    situation: Situation, verdict: Verdict, record: Record, obstacle: Obstacle | None = None
) -> str:
    """Write the review comment; *obstacle* is what keeps an approved proposal from going on."""
    proposal, repository = situation.proposal, situation.repository
    text = repository.templates.render(
        "review.md.j2",
        proposal=proposal,
        name=name_of(proposal, repository),
        notes=_shown([each for each in proposal.notes if not each.is_advice], repository),
        advice=_shown([each for each in proposal.notes if each.is_advice], repository),
        **_problems(proposal, repository),
        **about_edit(proposal, repository, proposal.edit.after),
        approval=verdict if isinstance(verdict, Approval) else None,
        waiting=verdict if isinstance(verdict, Waiting) else None,
        unverified=verdict if isinstance(verdict, Unverified) else None,
        approved_by=_approved_by(verdict, repository),
        refusal=verdict if isinstance(verdict, Refusal) else record.refusal,
        policy=repository.config.approval,
        obstacle=obstacle,
        **_pull_requests(situation, record),
        **about_missing(situation, absence(situation)),
        **({} if proposal.problems else _entry(proposal, proposal.group, repository)),
    )
    return fitting(record.line() + text, repository)


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
        "linked": next((called(place) for place in places[1:] if place.is_open), None),
        "astray": next((each for each in map(_astray, places) if each), None),
        "behind": next((called(place) for place in places if is_behind(situation, place)), None),
        "declined": next((called(place) for place in places if _is_closed(place, record)), None),
        "compare": Markdown(notices.compare(obstructed or situation.home)),
    }


def about_missing(situation: Situation, absent: Absence | None) -> dict[str, Any]:
    """Return what there is to say of a merged pull request whose group is not there."""
    if absent is None:
        return {"missing": None}
    place, removal = absent.place, absent.removal
    return {
        "missing": absent.reason,
        "merged": called(place),
        "base": absent.pull_request.base,
        "default_branch": place.default_branch,
        "revives": situation.proposal.edit.kind == "revive",
        "commit_link": removal and f"{place.address}/commit/{removal.commit}",
        "is_closed": situation.issue.state != "open",
        "is_labelled": situation.repository.config.approval.label in situation.labels,
    }


def is_declined(situation: Situation, record: Record) -> bool:
    """Return whether a pull request was closed, and nothing was approved since."""
    return any(_is_closed(place, record) for place in situation.places)


def pull_request_title(proposal: Proposal, repository: Repository) -> str:
    """Write the title of the pull request."""
    title = edit_words(proposal, repository).say(
        proposal.edit.module.TITLE, name=name_of(proposal, repository)
    )
    style = repository.config.commit
    is_english = repository.config.language == "en"
    return shorten(defuse(escape_controls(_begun(title, style, small=is_english))), MAX_TITLE)


def _begun(line: str, style: config.CommitSettings, *, small: bool) -> str:
    """Return a commit's first line, or a title, with what the community's begin with."""
    if not style.prefix:
        return line
    return style.prefix + (line[:1].lower() + line[1:] if small else line)


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
    before = proposal.edit.before.get(proposal.slug)
    is_back = before is not None and before.status in ASLEEP and group.status not in ASLEEP
    text = repository.templates.render(
        "pull-request.md.j2",
        **about_edit(proposal, repository, proposal.edit.approved(approval.on)),
        new_leads=[
            each
            for each in group.leads
            if before is None
            or is_back
            or each.github not in {lead.github for lead in before.leads}
        ],
        opening=edit_words(proposal, repository).markdown(
            proposal.edit.module.OPENING, name=name_of(proposal, repository)
        ),
        proposal=proposal,
        approval=approval,
        approved_by=_approved_by(approval, repository),
        is_own=approval.by.lower() == (proposal.issue.author or "").lower(),
        paths=paths,
        checks=done,
        notes=_shown(
            [
                each
                for each in proposal.notes
                if not each.is_advice and each not in proposal.edit.problems
            ],
            repository,
        ),
        issue=Markdown(f"{of}#{number}") if number else None,
        linked=linked and Markdown(linked),
        is_split=is_split,
        **_entry(proposal, group, repository),
    )
    if number:
        text = markers.pull_request_line(proposal.digest, number, of, linked) + text
    return fitting(text, repository)


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
    return fitting(markers.with_notice(text, notice), repository)


def status_of_held(reason: str, repository: Repository) -> str:
    """Say in a commit's status why a pull request must not be merged now."""
    said = repository.catalogue.say(_WHY_HELD.get(reason, _WHY_HELD[""]))
    return shorten(said, _MOST_DESCRIPTION)


_WHY_HELD = {
    "": "The approval was withdrawn: the issue no longer has the approval label.",
    "changed": "The proposal was edited after its approval, and its new text isn't approved yet.",
    "outdated": "What it changes isn't what was approved any more, or the proposal was edited.",
    "unreviewed": "The proposal was edited after its approval, and its new text isn't approved yet.",
    "problems": "The proposal now has problems that it didn't have when it was approved.",
    "role": "The person who approved it can't approve proposals here, or no longer can.",
    "robot": "A program approved it, and only a person can.",
    "app": "An App added the approval label for someone, and only people themselves can.",
    "renamed": "The label that approved it had another name then.",
    "ghost": "The account that approved it no longer exists.",
    "own": "The person who proposes a group can't approve it as well.",
    "waiting": "Its approval isn't complete yet.",
    "unverified": "I couldn't check whether its approval counts.",
    "half": "Its other half, in the other repository, isn't ready yet.",
    "declined": "The other pull request of this proposal was closed without being merged.",
    "blocked": "The branch can't be brought to the text that was approved last.",
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


def commit_message(
    proposal: Proposal, home: str | None = None, style: config.CommitSettings = _PLAIN
) -> str:
    """Write the message of the commit. Nothing in it is text of the proposer's but the slug.

    *home* is the web address of the issue's repository, where that is another one, and *style* is how
    the community words its commits.
    It ends up in the history, where `Closes #1`, `[skip ci]` or a trailer would be obeyed.
    """
    subject = proposal.edit.module.COMMIT.format(slug=proposal.slug)
    lines = [_begun(subject, style, small=True), ""]
    issue = proposal.issue
    if issue.number:
        lines += [markers.proposed_line(issue.number, full_name(home) if home else ""), ""]
    if issue.author and _ACCOUNT.fullmatch(issue.author):
        mailbox = f"{issue.author_id}+{issue.author}" if issue.author_id else issue.author
        lines.append(f"Co-authored-by: {issue.author} <{mailbox}@users.noreply.github.com>")
    if style.sign_off:
        lines.append(f"Signed-off-by: {style.sign_off}")
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


def called(place: Place) -> Markdown:
    """Refer to the pull request in a place, as anything in the issue's repository can."""
    return Markdown(f"{place.name}#{place.pull_request.number if place.pull_request else 0}")


def _astray(place: Place) -> tuple[Markdown, str, str] | None:
    """Return an open pull request that goes into another branch: which, that branch, the right one."""
    base = place.pull_request.base if place.pull_request and place.is_open else None
    return (called(place), base, place.default_branch) if base else None


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


def _entry(proposal: Proposal, group: Group, repository: Repository) -> dict[str, Any]:
    """Return how the group will look: in the list, and as a file."""
    slug = proposal.edit.slug_after(proposal.slug)
    pages = repository.config.pages
    template = pages[0].template if pages else "working-groups.md.j2"
    shown = repository.templates.render(template, groups={slug: group}).strip()
    return {
        "shown": Markdown("\n".join(f"> {line}".rstrip() for line in shown.splitlines())),
        "path": repository.registry.path(slug),
        "file": shorten(folder.render(group), _MOST_ENTRY),
    }


def fitting(text: str, repository: Repository) -> str:
    """Cut a comment or a pull request's text where GitHub would refuse it."""
    if len(text) <= MAX_COMMENT:
        return text
    said = repository.catalogue.say("There is more, but GitHub doesn't accept a longer text.")
    cut = f"\n\n… *{said}*\n"
    return text[: MAX_COMMENT - len(cut)] + cut
