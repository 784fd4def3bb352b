"""What wgbot says to new and present leads, and of them, in the comment and in the pull request.

Somebody is mentioned once, in the comment that tells them, and only named in code everywhere else.
"""

from collections.abc import Sequence
from typing import Any

from wgbot.community.repository import Repository
from wgbot.proposals import consent, present_leads
from wgbot.proposals.approval import Verdict, Waiting
from wgbot.proposals.consent import Candidate, State
from wgbot.proposals.memory import Moments, Record
from wgbot.proposals.situation import Approval, Situation
from wgbot.text.escape import Markdown, code_span, escape_markdown, shorten

_MOST_NAME = 100


def about_leads(
    situation: Situation, record: Record, told: Moments, verdict: Verdict
) -> dict[str, Any]:
    """Return what there is to say to leads; *record* is as it is, and *told* who knows of it then."""
    repository, edit = situation.repository, situation.proposal.edit
    asked = consent.candidates(situation, record)
    is_approved = isinstance(verdict, Approval | Waiting)
    affected = [each.account for each in present_leads.affected(situation) if is_approved]
    groups = list(dict.fromkeys(each.group for each in asked if each.is_open))
    against = verdict.objections if isinstance(verdict, Waiting) else ()
    # Whom this very comment tells.
    mentioned = {
        account.lower()
        for key, account in present_leads.to_tell(situation, record).items()
        if key in told and told[key] is None
    }

    def called(account: str, role: str | None = None) -> str:
        name = f"@{account}" if account.lower() in mentioned else code_span(account)
        return f"{name} ({code_span(role)})" if role else name

    invited = dict.fromkeys(called(each.account, each.role) for each in asked if each.is_open)
    return {
        "invited": listed([*invited], repository),
        "invited_to": listed(
            [escape_markdown(shorten(each, _MOST_NAME)) for each in groups], repository
        ),
        "agreed": _named(_who(asked, "agreed"), repository),
        "declined_by": _named(_who(asked, "declined"), repository),
        "another": _named(_who(asked, "another"), repository),
        "affected": listed([*dict.fromkeys(map(called, affected))], repository),
        "objections": _named(against, repository),
        "author": Markdown(code_span(situation.issue.author)) if situation.issue.author else None,
        "is_required": repository.config.approval.consent == "require",
        "is_unheard": consent.is_unheard(situation, record),
        "has_free_seat": present_leads.has_free_seat(edit),
        "wait_days": present_leads.days_to_wait(situation),
        "waits_for_leads": present_leads.begins_when_told(situation),
        "leads_may": present_leads.is_enough(situation),
    }


def notice(asked: Sequence[Candidate], repository: Repository) -> str:
    """Say in a pull request which new leads agreed and which did not; empty if nobody is asked."""
    say = repository.catalogue.say

    def people(state: State) -> str:
        return _named(_who(asked, state), repository)

    said = {
        "agreed": say("Agreed to lead: {people}.", people=people("agreed")),
        "open": say(
            "No answer yet: {people}. To agree, approve this with a review, or press 👍 on "
            "the comment in the issue.",
            people=people("open"),
        ),
        "declined": say("Doesn't want to lead: {people}.", people=people("declined")),
        "another": say(
            "Isn't the account any more that was named first: {people}. Please find out who that is.",
            people=people("another"),
        ),
    }
    states = {each.state for each in asked}
    lines = [f"> {line}" for state, line in said.items() if state in states]
    return "> [!NOTE]\n" + "\n>\n".join(lines) if lines else ""


def listed(names: Sequence[str], repository: Repository) -> Markdown:
    """List what is Markdown already: `a`, `b` and `c`."""
    *most, last = [*names] or [""]
    said = repository.catalogue.say("{people} and {last}", people=", ".join(most), last=last)
    return Markdown(said if most else last)


def _named(accounts: Sequence[str], repository: Repository) -> Markdown:
    """Name accounts, each once in whatever case it is, and mention none."""
    once = {each.lower(): each for each in accounts}.values()
    return listed([code_span(each) for each in once], repository)


def _who(asked: Sequence[Candidate], state: State) -> list[str]:
    return [each.account for each in asked if each.state == state]
