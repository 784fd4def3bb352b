"""THE CORE: a situation → the changes that it calls for.

Pure: the same situation gives the same changes, whatever woke the bot. It needs no network, disk,
clock or environment, and does nothing.

`decide` gives what can be done next. Once that is done it is asked again, with the situation as it
is then, until it has nothing more to say (`reconcile`): so a run that was cut off anywhere is
completed by the next one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain

from wgbot.community import schemas
from wgbot.community.repository import Repository
from wgbot.proposals import list_pages, markers, messages, notices
from wgbot.proposals.approval import (
    Renamed,
    Unverified,
    Verdict,
    Waiting,
    judge_approval,
    reviewed_since,
    without_new_demands,
)
from wgbot.proposals.changes import (
    AddLabel,
    Change,
    DeleteComment,
    Notice,
    ProposePullRequest,
    PutFiles,
    RemoveLabel,
    WriteComment,
    stuck,
)
from wgbot.proposals.edits.edit import Edit
from wgbot.proposals.ending import (
    finish,
    is_at_end,
    leave_to_people,
    tell_absence,
    tell_unknown,
    warn_if_astray,
    warn_of,
)
from wgbot.proposals.memory import Record, Refusal
from wgbot.proposals.pull_requests import (
    add_labels_and_reviewers,
    block_merge,
    ensure_branch,
    set_success_status,
    unblock_and_update,
)
from wgbot.proposals.registration import Absence, absence, is_unknown, registered, without_end
from wgbot.proposals.situation import Approval, Obstacle, Place, Situation
from wgbot.registry import folder, rewrite
from wgbot.registry.group import Group
from wgbot.text.problems import Problem


def decide(situation: Situation) -> list[Change]:
    """Decide what is to be done next; nothing, if all is as it should be."""
    record = _record(situation)
    entry = registered(situation)
    if record.theirs:
        return leave_to_people(situation)
    if situation.failure:
        return _tell(situation, record, situation.failure)
    if entry and is_at_end(situation, record):
        return finish(situation, record, entry)
    if situation.issue.state != "open":
        # What was proposed must not be merged by mistake; and what was, is not left unsaid.
        held = _hold(situation, situation.issue.state)
        return [*tell_absence(situation, record), *held]
    if is_unknown(situation):
        return tell_unknown(situation, record)
    return _decide_by_approval(situation, record)


def _decide_by_approval(situation: Situation, record: Record) -> list[Change]:
    situation = without_new_demands(situation, record)
    verdict = judge_approval(situation, record)
    if isinstance(verdict, Approval):
        return _register(situation, record, verdict)
    if isinstance(verdict, Refusal) and _cannot_be_compared(situation, verdict):
        return [Notice(notices.unfit(situation.repository.unread), failed=True)]
    if isinstance(verdict, Renamed):
        # It is approved still, and not to be registered either: somebody has to say which label counts.
        return _warnings(situation, verdict)
    changes = _answer(situation, record, verdict)
    if isinstance(verdict, Refusal) and _has_label(situation):
        changes.append(RemoveLabel(situation.repository.config.approval.label))
    return [
        *changes,
        *_hold(situation, _why_not(situation, record, verdict)),
        *_warnings(situation, verdict),
    ]


def _warnings(situation: Situation, verdict: Verdict) -> list[Change]:
    """Tell whoever runs wgbot why something that is approved is not where it should be."""
    match verdict:
        case Unverified():
            return [Notice(notices.unverified(verdict.by, verdict.why), failed=True)]
        case Absence():
            return warn_of(situation, verdict)
        case Renamed():
            label = situation.repository.config.approval.label
            return [Notice(notices.renamed(label, verdict.now), failed=True)]
    return []


def _has_label(situation: Situation) -> bool:
    """Return whether the approval label is on the issue, under the name that it should have."""
    return situation.label is not None and situation.label.name_now is None


def _tell(situation: Situation, record: Record, obstacle: Obstacle) -> list[Change]:
    """Say of an approved proposal what went wrong in this run, and nothing of any other."""
    is_open = situation.issue.state == "open" and not registered(situation)
    verdict = judge_approval(situation, record) if is_open else None
    if not isinstance(verdict, Approval):
        return []
    return _answer(situation, record, verdict, obstacle=obstacle)


def _cannot_be_compared(situation: Situation, refusal: Refusal) -> bool:
    """Return whether only the registry can have changed, and that cannot be read."""
    label, since = situation.label, situation.text_since
    is_text_the_same = label is not None and (since is None or since < label.at)
    return bool(situation.repository.unread) and refusal.reason == "changed" and is_text_the_same


def _hold(situation: Situation, reason: str) -> list[Change]:
    return [each for place in situation.places for each in block_merge(situation, place, reason)]


def _why_not(situation: Situation, record: Record, verdict: Verdict) -> str:
    """Say in a word why a proposal is not approved, as `messages.held` knows it."""
    match verdict:
        case Refusal():
            return _as_said(situation, verdict)
        case Waiting():
            return "waiting"
        case Unverified():
            return "unverified"
        case Absence():
            return "half"
    is_said = record.refusal and record.text == situation.proposal.digest
    return _as_said(situation, record.refusal) if record.refusal and is_said else ""


def _as_said(situation: Situation, refusal: Refusal) -> str:
    """Return why an approval is off; what changes a group can be changed by others as well."""
    is_outdated = refusal.reason == "changed" and bool(situation.proposal.edit.before)
    return "outdated" if is_outdated else refusal.reason


def _record(situation: Situation) -> Record:
    """Return what the bot remembers, in its comment or else in the commit it made."""
    record = Record.read(situation.review.text) if situation.review else Record()
    branch = situation.home.branch
    if record.text is None and branch and branch.is_bots:
        return replace(record, text=markers.proposal_text(branch.message))
    return record


def _answer(
    situation: Situation,
    record: Record,
    verdict: Verdict,
    *,
    is_equipped: bool = False,
    obstacle: Obstacle | None = None,
) -> list[Change]:
    """Keep review comment and labels up to date; *is_equipped* as for `_remembered`."""
    kept = _remembered(situation, record, verdict, is_equipped=is_equipped)
    review = situation.review
    changes: list[Change] = []
    if review is None or messages.review(situation, verdict, kept, obstacle) != review.text:
        if kept.text == record.text:
            kept = replace(kept, since=reviewed_since(situation, record))
        changes.append(WriteComment(messages.review(situation, verdict, kept, obstacle)))
    changes += [DeleteComment(each) for each in (review.spare if review else ())]
    if situation.home.address is None:
        return changes
    is_declined = isinstance(verdict, Refusal | None) and messages.is_declined(situation, kept)
    return [*changes, *_filters(situation, is_declined=is_declined)]


def _remembered(
    situation: Situation, record: Record, verdict: Verdict, *, is_equipped: bool
) -> Record:
    """Return what the review has to remember from now on.

    *is_equipped* says that the open pull requests have their labels and reviewers now.
    """
    kept = record
    if record.refusal and record.refusal.reason == "registered":
        kept = replace(kept, refusal=None)  # It was, and that is over.
    kept = without_end(kept, absence(situation))
    is_reviewed = situation.review is None or reviewed_since(situation, record) is not None
    if record.text != situation.proposal.digest or not is_reviewed:
        kept = replace(kept, text=situation.proposal.digest, since=None, refusal=None, label=None)
    if isinstance(verdict, Refusal):
        kept = replace(kept, refusal=verdict)
    elif verdict is not None and not isinstance(verdict, Absence):
        kept = replace(kept, refusal=None)
    if isinstance(verdict, Approval | Waiting) and situation.label:
        kept = replace(kept, label=situation.label.key)
    for place in situation.places:
        pull = place.pull_request
        if pull and pull.state == "open" and is_equipped and isinstance(verdict, Approval):
            kept = kept.with_equipped(place.name, pull.number)
        if pull and pull.state == "closed":
            kept = kept.with_declined(place.name, pull.number)
    return kept.with_made(_made(situation, record))


def _made(situation: Situation, record: Record) -> Mapping[str, str]:
    """Return the commits that are there for branches which are refused, by place."""
    made = {}
    for place in situation.places:
        now = place.obstacle.commit if place.obstacle else None
        if commit := now or (None if place.is_open else record.made.get(place.name)):
            made[place.name] = commit
    return made


def _filters(situation: Situation, *, is_declined: bool) -> list[Change]:
    """Keep the labels right by which maintainers find what they can look at."""
    names = situation.repository.config.labels
    right = names.needs_work if situation.proposal.problems else names.ready
    wanted = set() if is_declined else {right}
    changes: list[Change] = [AddLabel(each) for each in sorted(wanted - situation.labels)]
    wrong = {names.ready, names.needs_work} - wanted
    return [*changes, *(RemoveLabel(each) for each in sorted(wrong & situation.labels))]


def _register(situation: Situation, record: Record, approval: Approval) -> list[Change]:
    """Bring the group onto its branch and the branch into a pull request, and say so."""
    steps = _next_step(situation, record, approval)
    failed = [each for each in steps if isinstance(each, Notice) and each.failed]
    obstacle = failed[0].obstacle if failed else None
    verdict = approval if situation.home.address else None
    answer = _answer(situation, record, verdict, is_equipped=not failed, obstacle=obstacle)
    is_on_its_way = any(isinstance(each, PutFiles | ProposePullRequest) for each in steps)
    if situation.home.address is None or (situation.review is None and is_on_its_way):
        return [*answer, *steps]
    # What the review says depends on the pull request, so it waits for that.
    return steps if is_on_its_way else [*steps, *answer]


def _next_step(situation: Situation, record: Record, approval: Approval) -> list[Change]:
    proposal, repository = situation.proposal, situation.repository
    edit = proposal.edit
    after = edit.approved(approval.on)
    entries = repository.registry.entries
    for slug in map(edit.slug_after, after):
        if not folder.is_slug(slug) or (slug in entries and slug not in edit.before):
            # The checks say so in better words; but a community can switch them off.
            return [stuck(Obstacle("name", notices.no_slug(slug)))]
    try:
        files, problems = _files(edit, after, repository)
    except rewrite.CannotEdit as error:
        # The file of a group that comes back can be written in a way that only a person can change.
        return [stuck(Obstacle("repository", str(error)))]
    if problems:
        return [stuck(Obstacle("repository", notices.unfit(problems)))]
    wanted = [
        (place, put)
        for place in situation.places
        if (put := _wanted(situation, place, files, record)) is not None
    ]
    branches, is_ready = _ensure_branches(situation, wanted)
    if not is_ready:
        return branches
    return [
        *branches,
        *_ensure_pull_requests(wanted, after[edit.slug], approval, situation, record),
    ]


def _ensure_branches(
    situation: Situation, wanted: Sequence[tuple[Place, PutFiles]]
) -> tuple[list[Change], bool]:
    """Bring each branch to what it shall hold; also return whether all of them hold it now."""
    ensured = [(place, ensure_branch(situation, place, put)) for place, put in wanted]
    notices = [each for _, each in ensured if isinstance(each, Notice)]
    if any(each.failed for each in notices):
        held = [block_merge(situation, place, _why_held(place, each)) for place, each in ensured]
        return [*notices, *chain.from_iterable(held)], False
    moves: list[Change] = [each for _, each in ensured if isinstance(each, PutFiles)]
    return (moves, False) if moves else ([*notices], True)


def _why_held(place: Place, ensured: PutFiles | Notice | None) -> str:
    if place.obstacle:
        return "blocked"
    return "behind" if isinstance(ensured, Notice) else "half"


def _wanted(
    situation: Situation, place: Place, files: Mapping[str, bytes | None], record: Record
) -> PutFiles | None:
    """Return what a place's branch shall hold; None if there is nothing for it to hold."""
    config = situation.repository.config
    own = {path: data for path, data in files.items() if config.place_of(path) == place.name}
    is_done = place.is_merged and absence(situation) is None and registered(situation) is None
    if is_done or not (own or place.is_open):
        return None
    proposal, address = situation.proposal, situation.home.address
    elsewhere = None if place is situation.home else address
    return PutFiles(
        branch=place.branch.name
        if place.branch
        else markers.branch_name(
            proposal.issue.number if address else None,
            proposal.slug,
            elsewhere,
            config.branches.prefix,
        ),
        base=situation.base_of(place),
        expected=place.branch.head if place.branch else None,
        files=own,
        message=_message(situation, own, elsewhere),
        made=record.made.get(place.name),
        place=place.name,
    )


def _message(situation: Situation, files: Mapping[str, bytes | None], home: str | None) -> str:
    style = situation.repository.config.commit
    said = messages.commit_message(situation.proposal, home, style)
    return markers.with_edit(said, files, situation.repository.tree)


def _ensure_pull_requests(
    wanted: Sequence[tuple[Place, PutFiles]],
    group: Group,
    approval: Approval,
    situation: Situation,
    record: Record,
) -> list[Change]:
    """Bring each branch into a pull request, and let them be merged once all are there."""
    proposal, repository, home = situation.proposal, situation.repository, situation.home
    title = messages.pull_request_title(proposal, repository)
    changes: list[Change] = []
    # The one that is elsewhere comes first: if it cannot be opened, nothing is.
    for place, put in sorted(wanted, key=lambda each: each[0] is home):
        others = [
            each
            for each in situation.places
            if each is not place and (each.pull_request or len(wanted) > 1)
        ]
        linked = next((each.reference for each in others), None)
        text = messages.pull_request(
            proposal,
            group,
            approval,
            repository,
            sorted(put.files),
            is_split=bool(others),
            home=None if place is home else home.address,
            linked=linked,
        )
        if not place.is_open:
            if place.obstacle:
                held = chain.from_iterable(block_merge(situation, each, "half") for each in others)
                return [stuck(place.obstacle), *held]
            return [ProposePullRequest(put.branch, title, text, place=place.name)]
        changes += warn_if_astray(place)
        if home.address:
            is_own = place.branch is not None and place.branch.is_bots
            digest = situation.proposal.digest
            done = record.equipped.get(place.name)
            changes += unblock_and_update(place, digest, title, text, linked)
            changes += add_labels_and_reviewers(place, repository.config.pull_request, done)
            changes += set_success_status(
                place, messages.status(approval, repository, is_own=is_own)
            )
    return changes


def _files(
    edit: Edit, after: Mapping[str, Group], repository: Repository
) -> tuple[Mapping[str, bytes | None], list[Problem]]:
    """Return the files that register groups, by path: their own, and every page that changes."""
    registry = repository.registry
    kept = {slug: group for slug, group in registry.groups().items() if slug not in edit.moved}
    now = {edit.slug_after(slug): group for slug, group in after.items()}
    rendered, problems = list_pages.render(repository, folder.in_list_order(kept | now))
    files: dict[str, bytes | None] = {}
    for slug, group in after.items():
        path, old = registry.path(edit.slug_after(slug)), registry.entries.get(slug)
        if old:
            text = (repository.tree.read(old.path) or b"").decode()
            files |= {
                old.path: None,
                path: rewrite.revise(old.path, text, old.group, group).encode(),
            }
        else:
            head = schemas.first_line(repository.config, repository.tree, path)
            files[path] = folder.render(group, head).encode()
    return files | list_pages.fresh(rendered), [*repository.problems, *problems]
