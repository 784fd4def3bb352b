"""An approved proposal's way into the registry: its files onto branches, and those into pull requests.

What one branch or pull request needs next is in `pull_requests`.
"""

from collections.abc import Mapping, Sequence
from itertools import chain

from wgbot.community import schemas
from wgbot.community.repository import Repository
from wgbot.proposals import (
    consent,
    consent_messages,
    list_pages,
    markers,
    notices,
    pull_request_messages,
)
from wgbot.proposals.answering import answer
from wgbot.proposals.changes import (
    Change,
    Notice,
    ProposePullRequest,
    PutFiles,
    stuck,
    with_change_applied,
)
from wgbot.proposals.edits.edit import Edit
from wgbot.proposals.ending import warn_if_astray
from wgbot.proposals.memory import Record
from wgbot.proposals.pull_requests import (
    add_labels_and_reviewers,
    block_merge,
    ensure_branch,
    set_success_status,
    unblock_and_update,
    update_consent,
)
from wgbot.proposals.registration import absence, registered
from wgbot.proposals.situation import Approval, Obstacle, Place, Situation
from wgbot.registry import folder, rewrite
from wgbot.registry.group import Group
from wgbot.text.problems import Problem


def register(situation: Situation, record: Record, approval: Approval) -> list[Change]:
    """Bring the group onto its branch and the branch into a pull request, and say so."""
    steps = _next_step(situation, record, approval)
    failed = [each for each in steps if isinstance(each, Notice) and each.failed]
    obstacle = failed[0].obstacle if failed else None
    verdict = approval if situation.home.address else None
    answered = answer(situation, record, verdict, is_equipped=not failed, obstacle=obstacle)
    is_on_its_way = any(isinstance(each, PutFiles | ProposePullRequest) for each in steps)
    if situation.home.address is None or (situation.review is None and is_on_its_way):
        return [*answered, *steps]
    # What the review says depends on the pull request, so it waits for that.
    return steps if is_on_its_way else [*steps, *answered]


def _next_step(situation: Situation, record: Record, approval: Approval) -> list[Change]:
    proposal, repository = situation.proposal, situation.repository
    edit = proposal.edit
    known = consent.numbers(situation, record)
    after = edit.approved(approval.on)
    entries = repository.registry.entries
    for slug in map(edit.slug_after, after):
        if not folder.is_slug(slug) or (slug in entries and slug not in edit.before):
            # The checks say so in better words; but a community can switch them off.
            return [stuck(Obstacle("name", notices.no_slug(slug)))]
    try:
        files, problems = _files(edit, after, repository, known)
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
    said = pull_request_messages.commit_message(situation.proposal, home, style)
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
    title = pull_request_messages.pull_request_title(proposal, repository)
    asked = consent.candidates(situation, record)
    is_unheard = consent.is_unheard(situation, record)
    said = consent_messages.notice(asked, repository)
    changes: list[Change] = []
    # The one that is elsewhere comes first: if it cannot be opened, nothing is.
    for place, put in sorted(wanted, key=lambda each: each[0] is home):
        others = [
            each
            for each in situation.places
            if each is not place and (each.pull_request or len(wanted) > 1)
        ]
        linked = next((each.reference for each in others), None)
        text = pull_request_messages.pull_request(
            proposal,
            group,
            approval,
            repository,
            sorted(put.files),
            is_split=bool(others),
            home=None if place is home else home.address,
            linked=linked,
            asked=asked,
        )
        if is_unheard:
            # From the start on, it says that it must not be merged.
            text = pull_request_messages.held(text, "consent", repository)
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
            if is_unheard:
                changes += _kept_waiting(situation, place, said, title, text, linked)
                continue
            changes += unblock_and_update(place, digest, title, text, linked) or update_consent(
                place, said, title, text, digest, linked
            )
            changes += add_labels_and_reviewers(place, repository.config.pull_request, done)
            changes += set_success_status(
                place, pull_request_messages.status(approval, repository, is_own=is_own)
            )
    return changes


def _kept_waiting(
    situation: Situation, place: Place, said: str, title: str, text: str, linked: str | None
) -> list[Change]:
    """Hold a pull request until all have agreed, and say in it who has."""
    digest = situation.proposal.digest
    edits = update_consent(place, said, title, text, digest, linked)
    then = situation
    for each in edits:
        then = with_change_applied(each, then)
    return [*edits, *block_merge(situation, then.place(place.name) or place, "consent")]


def _files(
    edit: Edit, after: Mapping[str, Group], repository: Repository, known: Mapping[str, int]
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
                path: _revised(old.path, text, old.group, group, known).encode(),
            }
        else:
            head = schemas.first_line(repository.config, repository.tree, path)
            files[path] = folder.render(consent.with_numbers(group, known), head).encode()
    return files | list_pages.fresh(rendered), [*repository.problems, *problems]


def _revised(path: str, text: str, old: Group, new: Group, known: Mapping[str, int]) -> str:
    """Return a group's file with what is new, and its leads' numbers, where that can be written."""
    try:
        return rewrite.revise(path, text, old, consent.with_numbers(new, known))
    except rewrite.CannotEdit:
        return rewrite.revise(path, text, old, new)
