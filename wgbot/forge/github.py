"""The forge at GitHub: issues, comments, labels, branches and pull requests.

It observes a situation and applies changes, and decides nothing. Anybody can write what the bot
writes, so whose something is gets asked first, and only what is the bot's is read: its comment by
author and first line, its pull request by author or by a branch of this repository, its commit by
author, committer and message, an approval by the event that put the label on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from wgbot import config, recognition, repository
from wgbot.changes import (
    AddLabel,
    Change,
    CloseIssue,
    DeleteComment,
    EditPullRequest,
    InSecond,
    LabelPullRequest,
    ProposePullRequest,
    PutFiles,
    RemoveLabel,
    RequestReviews,
    SetDraft,
    SetStatus,
    Tell,
    WriteReview,
    after,
)
from wgbot.forge.api import Api, Refused, quoted, time_of
from wgbot.forge.branches import Branches, is_from_here
from wgbot.forge.git import Git
from wgbot.forge.lookups import look_up
from wgbot.groups import Group
from wgbot.markers import branch_name, is_commit_of, issue_of_branch, may_be_proposed, proposed_in
from wgbot.neighbours import Neighbour
from wgbot.problems import SetupError
from wgbot.proposal import Issue, judge, read
from wgbot.record import MARKER
from wgbot.repository import Repository
from wgbot.settle import Again, Applied
from wgbot.situation import (
    STATUS,
    ApprovalLabel,
    Branch,
    Endorsement,
    PullRequest,
    Review,
    Second,
    Situation,
)
from wgbot.tree import Tree
from wgbot.words import forbidden, full_name

ACTIONS = "github-actions[bot]"
"""Whom the token of a workflow acts for. Only workflows of this repository can, here."""
_MOST_ASKED = 20
"""How many people are asked about one by one, where GitHub does not list who may do what."""


@dataclass
class _Listed:
    """The open issues, as they were listed; pull requests are issues too, there."""

    issues: dict[int, dict[str, Any]] = field(default_factory=dict)
    pull_requests: dict[int, list[int]] = field(default_factory=dict)
    """By the number of the issue that they say they are for."""


class GitHub:
    """A repository at GitHub."""

    def __init__(
        self,
        api: Api,
        *,
        now: Callable[[], datetime],
        server: str = "https://github.com",
        default_branch: str | None = None,
        checkout: Git | None = None,
        commit: str | None = None,
        second: Git | None = None,
    ) -> None:
        """Get ready. *checkout* is a local repository, *commit* what it has of the default branch.

        *second* is a local one of the second repository, if the community has that.
        """
        self.api = api
        self._now = now
        self._server = server.rstrip("/")
        self._default_branch = default_branch
        self._checkout = checkout
        self.branches = Branches(api, self._is_trusted, checkout)
        self._commit = commit
        self._repository: Repository | None = None
        self._second: GitHub | None = None
        self._second_checkout = second
        self.commit_in_second: str | None = None
        self._account: str | None = None
        self._comments: dict[int, int] = {}
        self._listed: _Listed | None = None
        self._missed: set[int] = set()

    @property
    def default_branch(self) -> str:
        """Give the name of the branch that groups are added to."""
        if self._default_branch is None:
            about = self.api.get("")
            if about is None:
                raise self._unknown()
            self._default_branch = str(about.get("default_branch") or "main")
        return self._default_branch

    def _unknown(self) -> SetupError:
        return SetupError(
            f"GitHub knows no repository {self.api.repository} that the token can see. Use a token "
            "of this repository."
        )

    @property
    def home(self) -> str:
        """Give the repository's address on the web."""
        return f"{self._server}/{self.api.repository}"

    # What there is

    def numbers(self) -> list[int]:
        """Give the issues to look at, all told: open proposals, and those of the bot's pull requests."""
        community = self.present()
        listed = self._list()
        labels = _own_labels(community)
        found = {
            number
            for number, issue in listed.issues.items()
            if labels & _label_names(issue) or _may_be_proposal(community, issue)
        }
        recent = self.api.get("/pulls", state="all", sort="updated", direction="desc", per_page=100)
        for pull in recent or ():
            number = _issue_of(pull)
            ended = pull.get("closed_at")
            if number and (not ended or self._now() - time_of(ended) < _RECENT):
                found.add(number)
        return sorted(found | set(listed.pull_requests) | self._open_in_second(community))

    def _open_in_second(self, community: Repository) -> set[int]:
        """Give the issues that have an open pull request in the second repository."""
        settings = community.config.second
        if settings is None:
            return set()
        listed = self.in_second(settings).api.pages("/pulls", state="open")
        return {number for pull in listed if (number := _issue_of(pull, self.home))}

    def observe(self, number: int) -> Situation | None:
        """Look at all that matters for the issue of that number; None where it is no proposal."""
        about = self._read_issue(number)
        if about and "pull_request" in about:
            return None
        issue = _issue(number, about)
        names = _label_names(about or {})
        community = self._community()
        marked = self._marked(number) if about else []
        label_name = community.config.approval.label
        is_labelled = label_name.lower() in names
        pull: PullRequest | None = None
        branch: Branch | None = None
        second: Second | None = None
        may_have_pull = is_labelled or marked or number in self._list().pull_requests
        if may_have_pull or issue.state != "open":
            pull, branch = self.part(number, branch_name(number, ""))
            second = self._part_in_second(number, community)
        pulls = [each for each in (pull, second and second.pull_request) if each]
        if not _concerns(issue, pulls, community) and not (
            issue.state == "open" and any(self.is_own(each.get("user")) for each in marked)
        ):
            return None
        if is_labelled or any(each.state == "merged" for each in pulls):
            community = self.present()
            second = self._part_in_second(number, community, seen=second)
        then = Situation(
            issue=issue,
            repository=community,
            proposal=read(issue, community),
            branch=branch,
            pull_request=pull,
            second=second,
            home=self.home,
            default_branch=self.default_branch,
            labels=frozenset(_as_configured(names, community)),
            now=self._now(),
        )
        is_over = then.is_registered or issue.state != "open"
        if not is_over and is_labelled:
            then = replace(then, label=self._label(number, label_name, about or {}))
        if not is_over:
            # Asked after the label was: what the issue says now is what the label was for, or later.
            then = self._judged(then, with_account=bool(marked))
        comments = [each for each in marked if self.is_own(each.get("user"))]
        self._comments = {number: int(comments[0]["id"])} if comments else {}
        endorsements = tuple(self._endorsements(comments, community)) if then.label else ()
        return replace(then, review=_review(comments), endorsements=endorsements)

    def _read_issue(self, number: int) -> dict[str, Any] | None:
        """Read the issue from the list if that is made just now; or else alone, for it may be old."""
        is_listed = self._listed is not None
        found = None if is_listed else self._list().issues.get(number)
        found = found or self._issue(number)
        if found is None and number not in self._missed:
            # What was filed just now may not be shown yet.
            self._missed.add(number)
            raise Again(f"GitHub does not show #{number}. Run this again.")
        if found is None and self.api.get("") is None:
            raise self._unknown()
        return found

    def _judged(self, then: Situation, *, with_account: bool) -> Situation:
        """Judge the proposal by what GitHub knows; with a label, by which text that was for, too."""
        community, number = then.repository, then.issue.number or 0
        found = look_up(
            self.api,
            self._server,
            then.proposal,
            with_account=with_account and self._account is None,
            with_text=then.label is not None,
        )
        self._account = self._account or found.account
        text = found.text
        if then.label and (text is None or Issue(text.body).digest != then.issue.digest):
            raise Again(
                f"GitHub does not tell since when #{number} says what it says. Run this again."
            )
        neighbours = tuple(self._neighbours(number, community))
        return replace(
            then,
            proposal=judge(then.issue, community, found.facts, neighbours),
            text_since=text.since if text else None,
        )

    def saw(self, number: int, label: str, digest: str, by: str, at: datetime) -> None:
        """Take from an event what text a label found on that issue, who put it on, and when."""
        self._event = (number, label.lower(), digest, by, at)

    _event: tuple[int, str, str, str, datetime] | None = None

    def look_again(self) -> None:
        """Forget what was seen: something has changed."""
        self._listed = None

    def _list(self) -> _Listed:
        if self._listed is None:
            found = _Listed()
            for each in self.api.pages("/issues", state="open"):
                number = int(each["number"])
                if "pull_request" not in each:
                    found.issues[number] = each
                elif may_be_proposed(_text(each, "body")) and self._is_trusted(each.get("user")):
                    proposal = proposed_in(_text(each, "body"))
                    # A pull request comes after the issue that it is for.
                    if proposal and proposal < number:
                        found.pull_requests.setdefault(proposal, []).append(number)
            self._listed = found
        return self._listed

    def _issue(self, number: int) -> dict[str, Any] | None:
        """Read one issue; None where it was deleted, or moved to another repository."""
        about: dict[str, Any] | None = self.api.get(f"/issues/{number}")
        if about is None or int(about.get("number") or 0) != number:
            return None
        where = str(about.get("url") or "").lower()
        return about if f"/repos/{self.api.repository.lower()}/" in where else None

    def _marked(self, number: int) -> list[dict[str, Any]]:
        """List the comments that start as the bot's review does, the oldest first: anybody's."""
        return [
            comment
            for comment in self.api.pages(f"/issues/{number}/comments")
            if _text(comment, "body").startswith(f"{MARKER} ") and self._may_be_own(comment)
        ]

    def _may_be_own(self, comment: dict[str, Any]) -> bool:
        """Tell whether a comment can be the bot's, without asking who that is.

        An App's account ends in `[bot]`, and a person's never does.
        """
        login = str((comment.get("user") or {}).get("login") or "")
        return bool(login) and (login.endswith("[bot]") or not self.api.is_app)

    def is_own(self, user: dict[str, Any] | None) -> bool:
        """Tell whether an account is the one that the bot acts as."""
        if not self._may_be_own({"user": user}):
            return False
        if self._account is None:
            self._account = self.api.account()
        return str((user or {})["login"]).lower() == self._account.lower()

    def _is_trusted(self, user: dict[str, Any] | None) -> bool:
        """Tell whether an account is the bot's, or another workflow's of this repository.

        That does for what is found by it and then looked at, and for commits, which take write
        access; not for what a comment remembers.
        """
        return (user or {}).get("login") == ACTIONS or self.is_own(user)

    def _label(self, number: int, name: str, about: dict[str, Any]) -> ApprovalLabel:
        """Find who put the label on, last, and what they may do."""
        last: dict[str, Any] | None = None
        for event in self.api.pages(f"/issues/{number}/events"):
            if str((event.get("label") or {}).get("name")).lower() == name.lower():
                last = event if event.get("event") == "labeled" else None
        is_about = self._event is not None and self._event[:2] == (number, name.lower())
        told = self._event if is_about else None
        if last is None:
            # Lists can lag behind; then the event that woke us says it, unless it is an old one that
            # is run anew. Or the label came with the issue.
            created, updated = time_of(about.get("created_at")), time_of(about.get("updated_at"))
            if told and not _same_moment(told[4], updated):
                told = None
            if told is None and not _same_moment(created, updated):
                raise Again(
                    f"GitHub does not tell who put the label {name!r} on #{number}. Run this again."
                )
            author = str((about.get("user") or {}).get("login") or "")
            _, _, digest, by, at = told or (0, "", "", author, created)
            is_person = not by.endswith("[bot]")
            role = self._role(by) if by and is_person else None
            return ApprovalLabel(by, at, at.isoformat(), role, is_person=is_person, seen=digest)
        actor = last.get("actor") or {}
        by, at = str(actor.get("login") or ""), time_of(last.get("created_at"))
        is_person = actor.get("type", "User") == "User" and not by.endswith("[bot]")
        # An event of an earlier label, run anew, says nothing of this one.
        seen = told[2] if told and _same_moment(told[4], at) else None
        role = self._role(by) if by and is_person else None
        return ApprovalLabel(by, at, str(last["id"]), role, is_person=is_person, seen=seen)

    def _role(self, login: str) -> str | None:
        """Give a person's role in the repository; None where GitHub does not tell."""
        try:
            about = self.api.get(f"/collaborators/{quoted(login)}/permission")
        except Refused as error:
            if error.status == 401:
                raise
            return None
        return "none" if about is None else _role_of(about)

    def _endorsements(
        self, comments: list[dict[str, Any]], community: Repository
    ) -> Iterator[Endorsement]:
        """Find the thumbs-up on the review comment, where they are needed."""
        count = community.config.approval.count
        if count < 2 or not comments or not (comments[0].get("reactions") or {}).get("+1"):
            return
        comment = comments[0]["id"]
        listed = self.api.pages(f"/issues/comments/{comment}/reactions", content="+1")
        given = {
            str(user["login"]): time_of(reaction.get("created_at"))
            for reaction in listed
            if (user := reaction.get("user") or {}).get("login")
            and user.get("type", "User") == "User"
        }
        # Anybody can give one. So it is asked who may do what, not what each of them may.
        roles = self._roles() if len(given) > 1 else None
        if roles is None:
            roles = {login.lower(): self._role(login) for login in list(given)[:_MOST_ASKED]}
        for login, at in given.items():
            if login.lower() in roles:
                yield Endorsement(login, roles[login.lower()], at)

    def _roles(self) -> dict[str, str | None] | None:
        """Return everybody's role in the repository who has one, by account in lower case.

        None where GitHub does not let this token list them.
        """
        try:
            listed = list(self.api.pages("/collaborators"))
        except Refused as error:
            if error.status == 401:
                raise
            return None
        return {str(each["login"]).lower(): _role_of(each) for each in listed} or None

    def _neighbours(self, number: int, community: Repository) -> Iterator[Neighbour]:
        """Find the other open proposals."""
        for other, about in self._list().issues.items():
            if other == number:
                continue
            try:
                group = _group(_issue(other, about), community)
            except Exception:  # noqa: BLE001, S112  # it is told at that one's own turn
                continue
            if group and group.name:
                yield Neighbour(f"#{other}", other, group, other < number)

    # The community's repository

    def _community(self) -> Repository:
        """Read the repository as it is checked out, or else as it is at GitHub."""
        if self._repository is None:
            commit = self._commit or self.head()
            tree = self.branches.files(commit)
            self._repository = repository.load(tree, commit, self._if_registry)
        return self._repository

    def _if_registry(self, settings: config.Second) -> Tree | None:
        """Give the second repository's files where nothing can be judged without them."""
        return self._second_files(settings) if settings.holds == "registry" else None

    def present(self) -> Repository:
        """Read the repository as it is at GitHub now: what is added is computed from that."""
        commit = self.head()
        old = self._repository
        second = old.config.second if old and old.is_whole and old.commit == commit else None
        head = self.in_second(second).head() if second else None
        if old and (old.commit, old.is_whole, self.commit_in_second) == (commit, True, head):
            return old
        self._repository = repository.load(self.branches.files(commit), commit, self._second_files)
        return self._repository

    def head(self) -> str:
        """Give the commit that the default branch is at."""
        commit = self.branches.head(self.default_branch)
        if commit is None:
            raise SetupError(
                f"There is no branch {self.default_branch} in {self.api.repository}. Commit "
                "something to it."
            )
        return commit

    # The second repository

    def in_second(self, settings: config.Second) -> "GitHub":
        """Give the second repository, as another one of this kind."""
        name = settings.repository
        if self._second is None or self._second.api.repository != name:
            self._second = GitHub(
                self.api.of(name),
                now=self._now,
                server=self._server,
                checkout=self._second_checkout,
            )
        return self._second

    def _second_files(self, settings: config.Second) -> Tree:
        there = self.in_second(settings)
        self.commit_in_second = there.head()
        return there.branches.files(self.commit_in_second)

    def part(
        self, number: int, name: str, issues: str | None = None
    ) -> tuple[PullRequest | None, Branch | None]:
        """Look at the pull request and the branch of that name, made for a proposal."""
        pull, head = self.branches.pull_request(name)
        return pull, self.branches.branch(
            name,
            head,
            lambda message: is_commit_of(message, number, full_name(issues) if issues else ""),
        )

    def _part_in_second(
        self, number: int, community: Repository, seen: Second | None = None
    ) -> Second | None:
        """Look at a proposal's part in the second repository; at all of it, once that was *seen*."""
        settings = community.config.second
        if settings is None:
            return None
        there = self.in_second(settings)
        if seen and self.commit_in_second:
            return replace(seen, commit=self.commit_in_second, default_branch=there.default_branch)
        pull, branch = there.part(number, branch_name(number, "", self.home), self.home)
        return Second(settings.repository, "", home=there.home, branch=branch, pull_request=pull)

    # What is done

    def apply(  # noqa: C901, PLR0912  # one case a change, and each a line or two
        self, change: Change, situation: Situation
    ) -> Applied:
        """Make *change* the case, and give the situation as it is then."""
        number = situation.issue.number or 0
        then = after(change, situation)
        note: Tell | None = None
        match change:
            case WriteReview():
                return self._write_review(number, change.text, then)
            case DeleteComment():
                self.api.delete(f"/issues/comments/{change.comment}")
            case AddLabel():
                self.api.post(f"/issues/{number}/labels", labels=[change.label])
            case RemoveLabel():
                self.api.delete(f"/issues/{number}/labels/{quoted(change.label)}")
            case CloseIssue():
                self.api.patch(f"/issues/{number}", state="closed", state_reason="completed")
            case PutFiles():
                return Applied(replace(then, branch=self.branches.put(change)))
            case ProposePullRequest():
                return self._propose(change, situation)
            case EditPullRequest():
                self.api.patch(f"/pulls/{change.number}", title=change.title, body=change.text)
            case SetDraft():
                note = self._set_draft(change)
            case LabelPullRequest():
                self.api.post(f"/issues/{change.number}/labels", labels=list(change.labels))
            case RequestReviews():
                note = self._request_reviews(change)
            case SetStatus():
                note = self._set_status(change)
            case InSecond():
                settings = config.Second(repository=change.repository)
                there = self.in_second(settings).apply(change.change, situation.there())
                return Applied(situation.with_there(there.situation), there.note)
            case Tell():
                pass
        return Applied(then, note)

    def _write_review(self, number: int, text: str, then: Situation) -> Applied:
        try:
            return Applied(replace(then, review=self._written(number, text)))
        except Refused as error:
            if error.status == 401:
                raise
            # Nobody can comment where a conversation is locked, or issues are switched off.
            why = (
                f"The comment could not be written, so it is in the summary of this run. {error} "
                "Where the conversation is locked, unlock it; then run this again."
            )
            return Applied(then, Tell(why, failed=True, quote=text.partition("\n")[2]))

    def _written(self, number: int, text: str) -> Review:
        comment = self._comments.get(number)
        if comment:
            written = self.api.patch(f"/issues/comments/{comment}", body=text)
            return Review(text, time_of(written.get("updated_at")))
        written = self.api.post(f"/issues/{number}/comments", body=text)
        self._account = self._account or (written.get("user") or {}).get("login")
        # Another run may have written one at the same moment; the older one stays.
        marked = self._marked(number)
        comments = [each for each in marked if self.is_own(each.get("user"))] or [written]
        self._comments[number] = int(comments[0]["id"])
        review = _review(comments)
        return review or Review(text)

    def _propose(self, change: ProposePullRequest, situation: Situation) -> Applied:
        try:
            pull = self.branches.propose(change, self.default_branch)
        except Refused as error:
            if error.status != 403:
                raise
            return Applied(replace(situation, obstacle=forbidden(situation)), Tell(str(error)))
        return Applied(replace(situation, pull_request=pull))

    def _set_draft(self, change: SetDraft) -> Tell | None:
        node = self.api.node(f"/pulls/{change.number}")
        name = "convertPullRequestToDraft" if change.draft else "markPullRequestReadyForReview"
        try:
            self.api.mutate(
                f"mutation ($id: ID!) {{ {name}(input: {{pullRequestId: $id}}) "
                "{ clientMutationId } }",
                id=node,
            )
        except Refused as error:
            if error.status == 401:
                raise
            # Drafts are not for every plan. The text and the status say the same.
            what = "made a draft" if change.draft else "marked as ready"
            return Tell(f"Pull request #{change.number} could not be {what}: {error.said}.")
        return None

    def _request_reviews(self, change: RequestReviews) -> Tell | None:
        teams = [each.partition("/")[2] for each in change.reviewers if "/" in each]
        people = [each for each in change.reviewers if "/" not in each]
        try:
            self.api.post(
                f"/pulls/{change.number}/requested_reviewers",
                reviewers=people,
                team_reviewers=teams,
            )
        except (Refused, Again) as error:
            # One that was opened just now may not be found yet: https://github.com/peter-evans/create-pull-request/issues/4321
            is_final = getattr(error.__cause__, "status", None) in (403, 422)
            if not is_final or "Could not resolve to a node" in str(error):
                raise
            listed = ", ".join(change.reviewers)
            return Tell(f"{listed} could not be asked to review #{change.number}. {error}")
        return None

    def _set_status(self, change: SetStatus) -> Tell | None:
        try:
            self.api.post(
                f"/statuses/{change.commit}",
                state=change.status.state,
                description=change.status.description,
                context=STATUS,
            )
        except Refused as error:
            if error.status == 401:
                raise
            return Tell(f"The commit's status could not be set. {error}")
        return None


_SAME_MOMENT = 5
"""Seconds between an event's time and its payload's."""
_RECENT = timedelta(days=3)
"""How long ago a pull request can have ended for an end that was missed to be noticed."""


def _concerns(issue: Issue, pulls: list[PullRequest], community: Repository) -> bool:
    """Tell whether there is anything to look after: an open proposal, or what came of one."""
    if issue.state != "open":
        return any(pull.state != "closed" for pull in pulls)
    return bool(pulls) or recognition.is_proposal(community.form, issue.body, issue.title)


def _issue(number: int, about: dict[str, Any] | None) -> Issue:
    if about is None:
        return Issue(body="", number=number, state="gone")
    user = about.get("user") or {}
    return Issue(
        body=_text(about, "body"),
        title=_text(about, "title"),
        author=user.get("login"),
        author_id=user.get("id"),
        number=number,
        state="open" if about.get("state") == "open" else "closed",
    )


def _review(comments: list[dict[str, Any]]) -> Review | None:
    if not comments:
        return None
    first = comments[0]
    spare = tuple(int(each["id"]) for each in comments[1:])
    return Review(
        _text(first, "body").replace("\r\n", "\n"), time_of(first.get("updated_at")), spare
    )


def _may_be_proposal(community: Repository, issue: dict[str, Any]) -> bool:
    try:
        return recognition.is_proposal(community.form, _text(issue, "body"), _text(issue, "title"))
    except Exception:  # noqa: BLE001  # then it is looked at, and what is wrong is told of that one
        return True


def _group(issue: Issue, community: Repository) -> Group | None:
    """Return the group that an issue proposes; None where it is no proposal."""
    is_meant = recognition.is_proposal(community.form, issue.body)
    return read(issue, community).group if is_meant else None


def _issue_of(pull: dict[str, Any], home: str | None = None) -> int | None:
    """Return the issue that a pull request's branch is for; *home* as for `branch_name`."""
    if not is_from_here(pull):
        return None
    number = issue_of_branch(str(pull["head"].get("ref") or ""), home)
    # In the issues' own repository, a pull request comes after the issue that it is for.
    return number if number and (home or number < int(pull["number"])) else None


def _role_of(about: dict[str, Any]) -> str:
    """Return a role by its name today, as GitHub tells it of one person or in the list of all."""
    role = str(about.get("role_name") or about.get("permission") or "none")
    return {"push": "write", "pull": "read"}.get(role, role)


def _text(about: dict[str, Any], key: str) -> str:
    """Give a text that may be null."""
    return str(about.get(key) or "")


def _same_moment(one: datetime, other: datetime) -> bool:
    return abs((one - other).total_seconds()) < _SAME_MOMENT


def _label_names(about: dict[str, Any]) -> set[str]:
    """Give an issue's labels in lower case: GitHub takes them for the same in any."""
    return {
        str(each.get("name") if isinstance(each, dict) else each).lower()
        for each in about.get("labels") or ()
    }


def _own_labels(community: Repository) -> set[str]:
    config = community.config
    return {
        each.lower()
        for each in (config.approval.label, config.labels.ready, config.labels.needs_work)
    }


def _as_configured(names: set[str], community: Repository) -> set[str]:
    """Give the bot's labels as the configuration writes them, and all others as they are."""
    config = community.config
    known = {
        each.lower(): each
        for each in (config.approval.label, config.labels.ready, config.labels.needs_work)
    }
    return {known.get(name, name) for name in names}
