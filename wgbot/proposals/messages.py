"""What wgbot says in the issue of a proposal: the review comment, and what other texts have in common.

What proposers and reviewers read is in the templates; here is what they are given, and what holds
whatever they say. What only whoever runs wgbot reads is in `notices`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from wgbot.checks import runner
from wgbot.community.repository import Repository
from wgbot.proposals import consent_messages, list_pages, markers, notices
from wgbot.proposals.approval import Unverified, Verdict, Waiting
from wgbot.proposals.edit_messages import about_edit, name_of
from wgbot.proposals.memory import Record, Refusal
from wgbot.proposals.proposal import Proposal
from wgbot.proposals.registration import Absence, absence
from wgbot.proposals.situation import Approval, Obstacle, Place, Situation
from wgbot.registry import folder
from wgbot.registry.group import Group
from wgbot.text import manual
from wgbot.text.escape import Markdown, code_span, shorten
from wgbot.text.problems import Problem

MAX_COMMENT = 65_536
"""The most characters that GitHub accepts for a comment or a pull request's text."""
_MOST_PROBLEMS = 40
_MOST_ENTRY = 20_000


def review(
    situation: Situation, verdict: Verdict, record: Record, obstacle: Obstacle | None = None
) -> str:
    """Write the review comment; *obstacle* is what keeps an approved proposal from going on."""
    proposal, repository = situation.proposal, situation.repository
    text = repository.templates.render(
        "review.md.j2",
        proposal=proposal,
        name=name_of(proposal, repository),
        is_issue=bool(situation.home.address or proposal.issue.number),
        notes=shown([each for each in proposal.notes if not each.is_advice], repository),
        advice=shown([each for each in proposal.notes if each.is_advice], repository),
        **_problems(proposal, repository, situation.manual),
        **consent_messages.about_leads(situation, _record(situation), record.told, verdict),
        **about_edit(proposal, repository, proposal.edit.after),
        approval=verdict if isinstance(verdict, Approval) else None,
        waiting=verdict if isinstance(verdict, Waiting) else None,
        unverified=verdict if isinstance(verdict, Unverified) else None,
        approved_by=approved_by(verdict, repository),
        refusal=verdict if isinstance(verdict, Refusal) else record.refusal,
        policy=repository.config.approval,
        obstacle=obstacle,
        **_pull_requests(situation, record),
        **about_missing(situation, absence(situation)),
        **({} if proposal.problems else entry(proposal, proposal.edit.after, repository)),
    )
    return fitting(record.line() + text, repository)


def _problems(proposal: Proposal, repository: Repository, documented: str) -> dict[str, Any]:
    """Return what there is to change, by question, and the questions that are fine."""
    listed: dict[str, list[tuple[Markdown, Markdown]]] = {}
    for problem in proposal.problems[:_MOST_PROBLEMS]:
        ((what, fix),) = shown([problem], repository)
        pair = what, Markdown(fix + _examples(problem, repository, documented))
        listed.setdefault(_label(problem, proposal), []).append(pair)
    bad = {problem.field for problem in proposal.problems}
    # Of a group that isn't known, nothing was checked; and nobody fills in `base`.
    answered = {
        key: field
        for key, field in proposal.fields.items()
        if key != "base" and proposal.answers.get(key)
    }
    return {
        "problems": listed,
        "count": len(proposal.problems),
        "unlisted": len(proposal.problems[_MOST_PROBLEMS:]),
        "fine": [field.label for key, field in answered.items() if key not in bad]
        if "group" not in bad
        else [],
    }


def _examples(problem: Problem, repository: Repository, documented: str) -> str:
    """Return a link to the examples of the check that found a problem, where those are anywhere."""
    address = manual.page(documented, f"checks/{problem.check}")
    if not address or not runner.has_page(problem.check):
        return ""
    return f" [{repository.catalogue.say('Examples')}]({address})"


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


def approved_by(verdict: Verdict, repository: Repository) -> Markdown:
    """List those who approved: `a`, `b` and `c`."""
    match verdict:
        case Approval():
            people = [verdict.by, *verdict.also_by]
        case Waiting():
            people = [*verdict.by]
        case _:
            people = []
    by = consent_messages.listed([code_span(each) for each in people], repository)
    is_leads = isinstance(verdict, Approval | Waiting) and verdict.is_leads
    said = repository.catalogue.say("{person}, who leads the group", person=by)
    return Markdown(said) if is_leads else by


def _record(situation: Situation) -> Record:
    return Record.read(situation.review.text) if situation.review else Record()


def shown(problems: Sequence[Problem], repository: Repository) -> list[tuple[Markdown, Markdown]]:
    """Return what is wrong and how to fix it, of each, in the community's language."""
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


def entry(
    proposal: Proposal, groups: Mapping[str, Group], repository: Repository
) -> dict[str, Any]:
    """Return how the proposal's *groups* will look: in the list, and as files."""
    edit = proposal.edit
    listed = {edit.slug_after(slug): groups[slug] for slug in edit.together or (edit.slug,)}
    most = _MOST_ENTRY // len(groups)
    pages = repository.config.pages
    template = pages[0].template if pages else "working-groups.md.j2"
    sections = list_pages.by_kind(repository.config, listed)
    shown = repository.templates.render(template, groups=listed, sections=sections).strip()
    return {
        "shown": Markdown("\n".join(f"> {line}".rstrip() for line in shown.splitlines())),
        "files": [
            {
                "path": repository.registry.path(edit.slug_after(slug)),
                "text": shorten(folder.render(group), most),
            }
            for slug, group in groups.items()
        ],
    }


def fitting(text: str, repository: Repository) -> str:
    """Cut a comment or a pull request's text where GitHub would refuse it."""
    if len(text) <= MAX_COMMENT:
        return text
    said = repository.catalogue.say("There is more, but GitHub doesn't accept a longer text.")
    cut = f"\n\n… *{said}*\n"
    return text[: MAX_COMMENT - len(cut)] + cut
