"""How a proposal ends: its group is registered, or was merged and is not there.

Decided by what the default branch has. What leads there, an approval and its pull request, is
`decide`'s.
"""

from dataclasses import replace

from wgbot.proposals import ending_messages, list_pages, markers, notices, pull_request_messages
from wgbot.proposals.approval import is_given_anew
from wgbot.proposals.changes import Change, CloseIssue, Notice, PutFiles, RemoveLabel, WriteComment
from wgbot.proposals.memory import Record, Refusal
from wgbot.proposals.pull_requests import ensure_branch, set_success_status, unblock
from wgbot.proposals.registration import Absence, absence, is_asleep, is_unknown, without_end
from wgbot.proposals.situation import Place, PullRequest, Situation
from wgbot.registry.folder import Entry


def is_at_end(situation: Situation, record: Record) -> bool:
    """Return whether there is nothing left to propose, given that the group is registered.

    Where it fell asleep since, the same issue can be opened again to bring it back.
    """
    place = situation.registry_place
    pull = place.pull_request if place else None
    is_told = pull is None or pull.state != "merged" or pull.number == record.merged
    return not (is_asleep(situation) and is_told)


def finish(situation: Situation, record: Record, entry: Entry) -> list[Change]:
    """End the life of a proposal whose group is registered, as *entry*."""
    place = situation.registry_place
    pull = place.pull_request if place else None
    if situation.issue.state == "gone" or place is None or pull is None:
        return []
    if record.merged == pull.number:
        # If somebody opened the issue again since, they had a reason.
        return _refuse(situation, record, entry, pull)
    rest = next((each for each in situation.places if each.is_open and each is not place), None)
    if rest or place.is_open:
        text = ending_messages.registered(situation, replace(record, refusal=None), entry)
        follow = _follow(situation, rest) if rest else []
        return [*follow, *_write(situation, text)]
    changes: list[Change] = []
    if situation.issue.state == "open":
        changes.append(CloseIssue())
    kept = Record(text=record.text, merged=pull.number)
    if ending_messages.left_to_do(situation):
        kept = replace(kept, theirs=True)
    return [*changes, WriteComment(ending_messages.registered(situation, kept, entry))]


def leave_to_people(situation: Situation) -> list[Change]:
    """Write nothing where people tick off what is left to do, and take back what can't approve anything."""
    label = situation.repository.config.approval.label
    is_refused = situation.label is not None and situation.issue.state == "open"
    return [RemoveLabel(label)] if is_refused else []


def _refuse(situation: Situation, record: Record, entry: Entry, pull: PullRequest) -> list[Change]:
    """Say of an approval that comes after the end what it can't do."""
    label = situation.label
    if situation.issue.state != "open" or label is None or not is_given_anew(label, pull):
        return []
    kept = replace(record, refusal=Refusal("registered", label.by, label.key))
    text = ending_messages.registered(situation, kept, entry)
    return [*_write(situation, text), RemoveLabel(situation.repository.config.approval.label)]


def _follow(situation: Situation, place: Place) -> list[Change]:
    """Bring the place with the pages to what the registry says: the group is in it already."""
    branch, pull = place.branch, place.pull_request
    if branch is None or pull is None or not branch.is_bots:
        return []
    repository = situation.repository
    rendered, problems = list_pages.render(repository, repository.registry.groups())
    if problems or repository.unread:
        return [Notice(notices.unfit([*repository.unread, *problems]), failed=True)]
    files = list_pages.fresh(rendered)
    put = PutFiles(
        branch.name,
        situation.base_of(place),
        branch.head,
        files,
        markers.with_edit(branch.message, files, repository.tree),
        place=place.name,
    )
    astray = warn_if_astray(place)
    if isinstance(ensure_branch(situation, place, put), PutFiles):
        return [put, *astray]
    said = pull_request_messages.status_of_rest(repository)
    return [*unblock(place), *set_success_status(place, said), *astray]


def warn_if_astray(place: Place) -> list[Change]:
    """Tell whoever runs wgbot of an open pull request that goes into another branch."""
    pull = place.pull_request
    if pull is None or pull.state != "open" or pull.base is None:
        return []
    return [Notice(notices.astray(place, pull), failed=True)]


def tell_absence(situation: Situation, record: Record) -> list[Change]:
    """Say on a closed issue that its group is not there, although its pull request was merged."""
    if situation.issue.state == "gone":
        return []
    missing = absence(situation)
    if missing is None:
        return tell_unknown(situation, record)
    kept = replace(without_end(record, missing), refusal=None)
    return [
        *_write(situation, ending_messages.missing(situation, kept, missing)),
        *(warn_of(situation, missing) if _is_approved(situation) else []),
    ]


def tell_unknown(situation: Situation, record: Record) -> list[Change]:
    """Tell whoever runs wgbot that it cannot be read whether an approved group is registered."""
    is_due = _is_approved(situation) and record.merged is None and is_unknown(situation)
    return [Notice(notices.unfit(situation.repository.unread), failed=True)] if is_due else []


def _is_approved(situation: Situation) -> bool:
    return situation.repository.config.approval.label in situation.labels


def warn_of(situation: Situation, missing: Absence) -> list[Change]:
    """Tell whoever runs wgbot that what is approved is not there, unless that is long settled."""
    if missing.is_settled(situation.now):
        return []
    label = situation.repository.config.approval.label
    return [Notice(notices.missing(missing, label), failed=True)]


def _write(situation: Situation, text: str) -> list[Change]:
    is_said = situation.review is not None and situation.review.text == text
    return [] if is_said else [WriteComment(text)]
