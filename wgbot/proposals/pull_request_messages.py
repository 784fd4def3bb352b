"""What wgbot says in a pull request: its title, text, notice and status, and the message of its commit.

What it says in the issue is in `messages`.
"""

from collections.abc import Sequence

from wgbot.checks import runner
from wgbot.community.pull_requests import CommitSettings
from wgbot.community.repository import Repository
from wgbot.proposals import markers, present_leads
from wgbot.proposals.consent import Candidate
from wgbot.proposals.consent_messages import notice
from wgbot.proposals.edit_messages import about_edit, edit_words, name_of
from wgbot.proposals.messages import approved_by, entry, fitting, shown
from wgbot.proposals.proposal import Proposal
from wgbot.proposals.situation import Approval, full_name
from wgbot.registry.accounts import ACCOUNT
from wgbot.registry.group import Group
from wgbot.text.escape import Markdown, defuse, escape_controls, shorten

_PLAIN = CommitSettings()

MAX_TITLE = 256

_MOST_DESCRIPTION = 140
"""The most characters that GitHub accepts for a commit's status."""


def pull_request_title(proposal: Proposal, repository: Repository) -> str:
    """Write the title of the pull request."""
    title = edit_words(proposal, repository).say(
        proposal.edit.sentence("TITLE"), name=name_of(proposal, repository)
    )
    style = repository.config.commit
    is_english = repository.config.language == "en"
    return shorten(defuse(escape_controls(begun(title, style, small=is_english))), MAX_TITLE)


def begun(line: str, style: CommitSettings, *, small: bool) -> str:
    """Return a commit's first line, or a title, with what the community's begin with."""
    if not style.prefix:
        return line
    return style.prefix + (line[:1].lower() + line[1:] if small else line)


def plain_commit_message(subject: str, style: CommitSettings) -> str:
    """Write the message of a commit that is no proposal's, as the community words its commits."""
    return "\n".join([begun(subject, style, small=True), "", *_sign_off(style)]).rstrip() + "\n"


def _sign_off(style: CommitSettings) -> list[str]:
    return [f"Signed-off-by: {style.sign_off}"] if style.sign_off else []


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
    asked: Sequence[Candidate] = (),
) -> str:
    """Write the text of the pull request.

    *is_split* says that it is one of two. *home* is the web address of the issue's repository, where
    that is another one. *linked* is the pull request that this one goes together with, and *asked* are
    those who are asked whether they want to lead.
    """
    number = proposal.issue.number
    of = full_name(home) if home else ""
    done = [
        (name, Markdown(repository.catalogue.say(runner.summary(name))))
        for name in runner.CHECKS
        if getattr(repository.config.checks, name) is not False
    ]
    after = proposal.edit.approved(approval.on)
    text = repository.templates.render(
        "pull-request.md.j2",
        **about_edit(proposal, repository, after),
        new_leads=proposal.edit.new_leads(proposal.slug),
        consent=repository.config.approval.consent,
        has_free_seat=present_leads.has_free_seat(proposal.edit),
        opening=edit_words(proposal, repository).markdown(
            proposal.edit.sentence("OPENING"), name=name_of(proposal, repository)
        ),
        proposal=proposal,
        approval=approval,
        approved_by=approved_by(approval, repository),
        is_own=approval.by.lower() == (proposal.issue.author or "").lower(),
        paths=paths,
        checks=done,
        notes=shown(
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
        **entry(proposal, {**after, proposal.slug: group}, repository),
    )
    if number:
        text = markers.pull_request_line(proposal.digest, number, of, linked) + text
        text = markers.with_consent(text, notice(asked, repository))
    return fitting(text, repository)


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
    "objection": "Somebody objects to it.",
    "consent": "Its new leads haven't all agreed to lead yet.",
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
    proposal: Proposal, home: str | None = None, style: CommitSettings = _PLAIN
) -> str:
    """Write the message of the commit. Nothing in it is text of the proposer's but the slug.

    *home* is the web address of the issue's repository, where that is another one, and *style* is how
    the community words its commits.
    It ends up in the history, where `Closes #1`, `[skip ci]` or a trailer would be obeyed.
    """
    subject = proposal.edit.module.COMMIT.format(slug=proposal.slug)
    lines = [begun(subject, style, small=True), ""]
    issue = proposal.issue
    if issue.number:
        lines += [markers.proposed_line(issue.number, full_name(home) if home else ""), ""]
    if issue.author and ACCOUNT.fullmatch(issue.author.removesuffix("[bot]")):
        mailbox = f"{issue.author_id}+{issue.author}" if issue.author_id else issue.author
        lines.append(f"Co-authored-by: {issue.author} <{mailbox}@users.noreply.github.com>")
    lines += [*_sign_off(style), markers.text_line(proposal.digest)]
    return "\n".join(lines) + "\n"
