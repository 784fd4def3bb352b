"""The forge on GitHub: it applies changes, one by one, and says what GitHub refused.

Nothing is decided here; what there is, `observe` tells. What GitHub refuses without keeping a proposal from
its place is a note; everything else raises.
"""

from dataclasses import dataclass, replace

from wgbot.github import graphql
from wgbot.github.api import quoted, time_of
from wgbot.github.branches import BranchRefused
from wgbot.github.comments import all_comments, is_review, others_like_own
from wgbot.github.refusals import RequestRejected
from wgbot.github.remote import Remote
from wgbot.proposals import notices
from wgbot.proposals.changes import (
    AddLabel,
    Change,
    CloseIssue,
    DeleteComment,
    EditPullRequest,
    LabelPullRequest,
    Notice,
    PlaceChange,
    ProposePullRequest,
    PutFiles,
    RemoveLabel,
    RequestReviews,
    SetDraft,
    SetStatus,
    WriteComment,
    with_change_applied,
)
from wgbot.proposals.reconcile import Applied, Retry
from wgbot.proposals.situation import (
    STATUS,
    BotComment,
    Obstacle,
    ObstacleKind,
    Place,
    Situation,
)


@dataclass(frozen=True)
class GitHub:
    """Where the changes are made."""

    remote: Remote

    def apply(self, change: Change, situation: Situation) -> Applied:
        """Make *change* the case, and return the situation as it is then."""
        return _apply(self.remote, change, situation)


def _apply(remote: Remote, change: Change, situation: Situation) -> Applied:
    number = situation.issue.number or 0
    then = with_change_applied(change, situation)
    match change:
        case WriteComment():
            return _write_review(remote, number, change.text, then)
        case DeleteComment():
            remote.api.delete(f"/issues/comments/{change.comment}")
        case AddLabel():
            remote.api.post(f"/issues/{number}/labels", labels=[change.label])
        case RemoveLabel():
            remote.api.delete(f"/issues/{number}/labels/{quoted(change.label)}")
        case CloseIssue():
            remote.api.patch(f"/issues/{number}", state="closed", state_reason="completed")
        case Notice():
            pass
        case _:
            there = remote.at(change.place)
            if isinstance(change, ProposePullRequest):
                return _propose(there, change, situation)
            if isinstance(change, PutFiles):
                return _put(there, change, situation)
            place, note = _apply_in_place(there, change, then)
            return Applied(then.with_place(place), note)
    return Applied(then)


def _apply_in_place(
    remote: Remote, change: PlaceChange, then: Situation
) -> tuple[Place, Notice | None]:
    place = then.place(change.place)
    assert place is not None
    note: Notice | None = None
    match change:
        case EditPullRequest():
            remote.api.patch(f"/pulls/{change.number}", title=change.title, body=change.text)
        case SetDraft():
            note = _set_draft(remote, change)
        case LabelPullRequest():
            remote.api.post(f"/issues/{change.number}/labels", labels=list(change.labels))
        case RequestReviews():
            note = _request_reviews(remote, change)
        case SetStatus():
            note = _set_status(remote, change)
    return place, note


def _write_review(remote: Remote, number: int, text: str, then: Situation) -> Applied:
    try:
        comment, others = _written(remote, number, text, then.review)
        told = Notice(notices.other_accounts(number, others)) if others else None
        return Applied(replace(then, review=comment), told, is_done=True)
    except RequestRejected as error:
        if error.is_everywhere:
            raise
        # Nobody can comment where a conversation is locked, or issues are switched off.
        why = f"The comment couldn't be written, so it is in the summary of this run. {error}"
        return Applied(then, Notice(why, failed=_is_news(then), quote=text.partition("\n")[2]))


def _is_news(now: Situation) -> bool:
    """Return whether nobody was told yet that there can be no comment, or an approval depends on it.

    The labels by which maintainers find a proposal come after the comment.
    """
    names = now.repository.config.labels
    return now.label is not None or not now.labels & {names.ready, names.needs_work}


def _written(
    remote: Remote, number: int, text: str, before: BotComment | None
) -> tuple[BotComment, list[str]]:
    """Write the comment; return it, and which other programs have written one like it before."""
    if before and before.comment:
        written = remote.api.patch(f"/issues/comments/{before.comment}", body=text)
        return replace(before, text=text, written=time_of(written.get("updated_at"))), []
    written = remote.api.post(f"/issues/{number}/comments", body=text)
    remote.account = remote.account or (written.get("user") or {}).get("login")
    # Another run may have written one at the same moment; the older one stays.
    comments = all_comments(remote, number)
    known = graphql.review([each for each in comments if is_review(remote, each)])
    made = BotComment(text, time_of(written.get("updated_at")), comment=written["id"])
    return known or made, others_like_own(remote, comments)


def _put(remote: Remote, change: PutFiles, now: Situation) -> Applied:
    place = now.place(change.place)
    assert place is not None
    try:
        branch = remote.branches.put(change)
    except RequestRejected as error:
        if error.is_everywhere:
            raise
        kind: ObstacleKind = "rules" if error.what in ("rules", "hook") else "permission"
        told = notices.branch_refused(change.branch, place, str(error))
        commit = error.commit if isinstance(error, BranchRefused) else change.made
        obstacle = Obstacle(kind, told, error.said, change.branch, commit)
        return Applied(now.with_place(replace(place, obstacle=obstacle)), is_done=False)
    then = with_change_applied(change, now).place(change.place)
    assert then is not None
    return Applied(now.with_place(replace(then, branch=branch)))


def _propose(remote: Remote, change: ProposePullRequest, now: Situation) -> Applied:
    place = now.place(change.place)
    assert place is not None
    try:
        pull = remote.branches.propose(change, remote.default_branch)
    except RequestRejected as error:
        if error.status != 403 or error.is_everywhere:
            raise
        obstacle = Obstacle("pull-request", notices.forbidden(place), error.said)
        forbidden = replace(place, obstacle=obstacle)
        return Applied(now.with_place(forbidden), Notice(str(error)))
    return Applied(now.with_place(replace(place, pull_request=pull)))


def _set_draft(remote: Remote, change: SetDraft) -> Notice | None:
    node = remote.api.node(f"/pulls/{change.number}")
    name = "convertPullRequestToDraft" if change.draft else "markPullRequestReadyForReview"
    try:
        remote.api.mutate(
            f"mutation ($id: ID!) {{ {name}(input: {{pullRequestId: $id}}) "
            "{ clientMutationId } }",
            id=node,
        )
    except RequestRejected as error:
        if error.status == 401 or not change.draft:
            raise  # Nobody would see again that it shall be ready.
        # Drafts are not for every plan. The text and the status say the same.
        return Notice(f"Pull request #{change.number} couldn't be made a draft: {error.said}.")
    return None


def _request_reviews(remote: Remote, change: RequestReviews) -> Notice | None:
    teams = [each.partition("/")[2] for each in change.reviewers if "/" in each]
    people = [each for each in change.reviewers if "/" not in each]
    try:
        remote.api.post(
            f"/pulls/{change.number}/requested_reviewers",
            reviewers=people,
            team_reviewers=teams,
        )
    except (RequestRejected, Retry) as error:
        # One that was opened just now may not be found yet: https://github.com/peter-evans/create-pull-request/issues/4321
        is_final = getattr(error.__cause__, "status", None) in (403, 422)
        if not is_final or "Could not resolve to a node" in str(error):
            raise
        listed = ", ".join(change.reviewers)
        return Notice(f"{listed} couldn't be asked to review #{change.number}. {error}")
    return None


def _set_status(remote: Remote, change: SetStatus) -> Notice | None:
    try:
        remote.api.post(
            f"/statuses/{change.commit}",
            state=change.status.state,
            description=change.status.description,
            context=STATUS,
        )
    except RequestRejected as error:
        if error.status == 401:
            raise
        return Notice(f"The commit's status couldn't be set. {error}")
    return None
