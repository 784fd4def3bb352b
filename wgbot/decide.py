"""THE CORE: a situation → the changes that it calls for.

Pure: the same situation gives the same changes, whatever woke the bot. It needs no network, disk,
clock or environment, and does nothing.

`decide` gives what can be done next. Once that is done it is asked again, with the situation as it
is then, until it has nothing more to say (`settle`): so a run that was cut off anywhere is
completed by the next one.
"""

from collections.abc import Mapping
from dataclasses import replace

from wgbot import config, pages, registry, revision, words
from wgbot.approval import Unverified, Verdict, Waiting, reviewed_since, weigh
from wgbot.changes import (
    AddLabel,
    Change,
    CloseIssue,
    DeleteComment,
    EditPullRequest,
    LabelPullRequest,
    ProposePullRequest,
    PutFiles,
    RemoveLabel,
    RequestReviews,
    SetDraft,
    SetStatus,
    Tell,
    WriteReview,
    blob_id,
)
from wgbot.groups import Group
from wgbot.problems import Problem, WgbotError
from wgbot.record import Record, Refusal
from wgbot.repository import Repository
from wgbot.situation import Approval, Branch, PullRequest, Situation, Status

BRANCHES = "wgbot/"
"""How the names of the bot's branches start."""


def branch_name(number: int | None, slug: str) -> str:
    """Give the name of a proposal's branch: one an issue, whatever the group's name becomes."""
    return f"{BRANCHES}issue-{number}" if number else f"{BRANCHES}{slug}"


def decide(situation: Situation) -> list[Change]:
    """Decide what is to be done next; nothing, if all is as it should be."""
    pull = situation.pull_request
    if pull and pull.state == "merged":
        return _finish(situation, pull)
    if situation.issue.state != "open":
        # Nobody is told anything any more, but what was proposed must not be merged by mistake.
        return _hold(situation, situation.issue.state)
    record = _record(situation)
    verdict = weigh(situation, record)
    if isinstance(verdict, Approval):
        return _register(situation, record, verdict)
    changes = _answer(situation, record, verdict)
    if isinstance(verdict, Refusal) and situation.label:
        changes.append(RemoveLabel(situation.repository.config.approval.label))
    changes += _hold(situation, _why_not(situation, record, verdict))
    if isinstance(verdict, Unverified):
        changes.append(Tell(words.unverified(verdict.by), failed=True))
    return changes


def _why_not(situation: Situation, record: Record, verdict: Verdict) -> str:
    """Say in a word why a proposal is not approved, as `words.held` knows it."""
    match verdict:
        case Refusal():
            return verdict.reason
        case Waiting():
            return "waiting"
        case Unverified():
            return "unverified"
    is_said = record.refusal and record.text == situation.issue.digest
    return record.refusal.reason if record.refusal and is_said else ""


def _record(situation: Situation) -> Record:
    """Give what the bot remembers, in its comment or else in the commit it made."""
    record = Record.read(situation.review.text) if situation.review else Record()
    branch = situation.branch
    if record.text is None and branch and branch.own:
        return replace(record, text=words.proposal_text(branch.message))
    return record


def _answer(situation: Situation, record: Record, verdict: Verdict) -> list[Change]:
    """Keep review comment and labels up to date."""
    kept = _remembered(situation, record, verdict)
    review = situation.review
    changes: list[Change] = []
    if review is None or words.review(situation, verdict, kept) != review.text:
        if kept.text == record.text:
            kept = replace(kept, since=reviewed_since(situation, record))
        changes.append(WriteReview(words.review(situation, verdict, kept)))
    changes += [DeleteComment(each) for each in (review.spare if review else ())]
    return [*changes, *_filters(situation)] if situation.home else changes


def _remembered(situation: Situation, record: Record, verdict: Verdict) -> Record:
    """Give what the review has to remember from now on."""
    kept = record
    if record.text != situation.issue.digest:
        kept = replace(record, text=situation.issue.digest, since=None, refusal=None)
    if isinstance(verdict, Refusal):
        kept = replace(kept, refusal=verdict)
    elif verdict is not None:
        kept = replace(kept, refusal=None)
    pull = situation.pull_request
    if pull and pull.state == "open" and isinstance(verdict, Approval):
        kept = replace(kept, equipped=pull.number)
    return replace(kept, declined=pull.number) if pull and pull.state == "closed" else kept


def _filters(situation: Situation) -> list[Change]:
    """Keep the labels right by which maintainers find what they can look at."""
    names = situation.repository.config.labels
    right, wrong = names.ready, names.needs_work
    if situation.proposal.problems:
        right, wrong = wrong, right
    changes: list[Change] = []
    if right not in situation.labels:
        changes.append(AddLabel(right))
    if wrong in situation.labels:
        changes.append(RemoveLabel(wrong))
    return changes


def _hold(situation: Situation, reason: str) -> list[Change]:
    """Keep an open pull request from being merged: what it holds is not approved, or no more."""
    pull = situation.pull_request
    if pull is None or pull.state != "open":
        return []
    changes: list[Change] = []
    if not words.is_held(pull.text):
        changes.append(
            EditPullRequest(
                pull.number, pull.title, words.held(pull.text, reason, situation.repository)
            )
        )
    if not pull.draft:
        changes.append(SetDraft(pull.number, draft=True))
    if situation.branch and (pull.status is None or pull.status.state != "failure"):
        status = Status("failure", words.status_of_held(reason, situation.repository))
        changes.append(SetStatus(situation.branch.head, status))
    return changes


def _finish(situation: Situation, pull: PullRequest) -> list[Change]:
    """End the life of a proposal that was merged."""
    if situation.issue.state == "gone":
        return []
    record = _record(situation)
    if record.merged == pull.number:
        return []  # If somebody opened the issue again since, they had a reason.
    changes: list[Change] = []
    if situation.issue.state == "open":
        changes.append(CloseIssue())
    kept = Record(text=record.text, merged=pull.number)
    changes.append(WriteReview(words.registered(situation, pull, kept)))
    return changes


def _register(situation: Situation, record: Record, approval: Approval) -> list[Change]:
    """Bring the group onto its branch and the branch into a pull request, and say so."""
    answer = _answer(situation, record, approval if situation.home else None)
    steps = _next_step(situation, record, approval)
    is_on_its_way = any(isinstance(step, PutFiles | ProposePullRequest) for step in steps)
    if situation.home is None or (situation.review is None and is_on_its_way):
        return [*answer, *steps]
    # What the review says depends on the pull request, so it waits for that.
    return steps if is_on_its_way else [*steps, *answer]


def _next_step(situation: Situation, record: Record, approval: Approval) -> list[Change]:
    proposal, repository = situation.proposal, situation.repository
    old = repository.registry.entries.get(proposal.slug)
    since = (old and old.group.since) or approval.on
    group = proposal.group.model_copy(update={"since": since})
    if not registry.is_slug(proposal.slug) or (old and not proposal.revives):
        # The checks say so in better words; but a community can switch them off.
        return [Tell(words.no_slug(proposal.slug), failed=True)]
    try:
        files, problems = _files(proposal.slug, group, repository)
    except WgbotError as error:
        # The file of a group that comes back can be written in a way that only a person can change.
        return [Tell(str(error), failed=True)]
    if problems:
        return [Tell(words.unfit(problems), failed=True)]
    wanted = PutFiles(
        branch=branch_name(proposal.issue.number if situation.home else None, proposal.slug),
        base=repository.commit or "",
        expected=situation.branch.head if situation.branch else None,
        files=files,
        message=words.commit_message(proposal),
    )
    ensured = _ensure_branch(wanted, situation)
    if isinstance(ensured, PutFiles):
        return [ensured]
    if ensured and ensured.failed:
        return [ensured, *_hold(situation, "behind")]
    text = words.pull_request(proposal, group, approval, repository, sorted(files))
    told = [ensured] if ensured else []
    return [*told, *_ensure_pull_request(wanted.branch, text, approval, situation, record)]


def _ensure_branch(wanted: PutFiles, situation: Situation) -> PutFiles | Tell | None:
    branch, pull = situation.branch, situation.pull_request
    if branch is None:
        return wanted
    other = words.proposal_number(branch.message)
    number = situation.issue.number
    if branch.own and other and number and other != number:
        return Tell(words.others_branch(branch.name, other), failed=True)
    if not branch.own:
        # With its pull request open the group is on its way, and the rest is for people to judge.
        is_open = pull is not None and pull.state == "open"
        if words.is_behind(situation):
            return Tell(words.persons_branch_behind(branch.name), failed=True)
        return Tell(words.persons_branch(branch.name), failed=not is_open)
    if _is_done(wanted, situation):
        return None
    if branch.in_use:
        return Tell(words.branch_in_use(branch.name, branch.in_use), failed=True)
    return wanted


def _is_done(wanted: PutFiles, situation: Situation) -> bool:
    branch = situation.branch
    files = {path: blob_id(data) for path, data in wanted.files.items()}
    return branch is not None and (branch.base, branch.files, branch.message.rstrip("\n")) == (
        wanted.base,
        files,
        wanted.message.rstrip("\n"),
    )


def _ensure_pull_request(
    branch: str, text: str, approval: Approval, situation: Situation, record: Record
) -> list[Change]:
    pull, proposal = situation.pull_request, situation.proposal
    title = words.pull_request_title(proposal, situation.repository)
    if pull is None or pull.state != "open":
        if situation.obstacle:
            return [Tell(situation.obstacle, failed=True)]
        return [ProposePullRequest(branch, title, text)]
    if situation.home is None:
        return []
    return [
        *_unhold(pull, title, text, proposal.issue.digest),
        *_equip(pull, situation.repository.config.pull_request, record),
        *_vouch(pull, approval, situation.branch, situation.repository),
    ]


def _unhold(pull: PullRequest, title: str, text: str, digest: str) -> list[Change]:
    """Give the pull request the approved text, and end what `_hold` did."""
    is_held = words.is_held(pull.text)
    # The notice goes last: as long as it is there, a run that was cut off goes on here.
    ready: list[Change] = [SetDraft(pull.number, draft=False)] if is_held and pull.draft else []
    if is_held or words.approved_text(pull.text) != digest:
        return [*ready, EditPullRequest(pull.number, title, text)]
    return []


def _equip(pull: PullRequest, wanted: config.PullRequest, record: Record) -> list[Change]:
    """Give a new pull request its labels and reviewers.

    The status comes after them. From then on they are the maintainers' to change, and as the status
    is on a commit, which is another after each push to the default branch, the review remembers it.
    """
    changes: list[Change] = []
    is_vouched_for = pull.status is not None and pull.status.state == "success"
    if is_vouched_for or record.equipped == pull.number:
        return changes
    if set(wanted.labels) - pull.labels:
        changes.append(LabelPullRequest(pull.number, wanted.labels))
    if {each.lower() for each in wanted.reviewers} - {each.lower() for each in pull.reviewers}:
        changes.append(RequestReviews(pull.number, wanted.reviewers))
    return changes


def _vouch(
    pull: PullRequest, approval: Approval, branch: Branch | None, repository: Repository
) -> list[Change]:
    """Put the bot's word on the commit that reviewers look at."""
    if branch is None:
        return []
    status = Status("success", words.status(approval, repository, is_own=branch.own))
    return [SetStatus(branch.head, status)] if status != pull.status else []


def _files(
    slug: str, group: Group, repository: Repository
) -> tuple[Mapping[str, bytes], list[Problem]]:
    """Give the files that register *group*, by path: its own, and every page that changes."""
    path = repository.registry.path(slug)
    groups = registry.in_list_order({**repository.registry.groups(), slug: group})
    rendered, problems = pages.render(repository, groups)
    old = repository.registry.entries.get(slug)
    if old:
        text = (repository.tree.read(path) or b"").decode("utf-8-sig")
        files = {path: revision.revise(old, text, group).encode()}
    else:
        files = {path: registry.render(group).encode()}
    files |= {
        page.path: page.fresh.encode("utf-8", "surrogateescape")
        for page in rendered
        if page.is_stale
    }
    return files, [*repository.problems, *problems]
