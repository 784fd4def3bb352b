"""What GraphQL shows of a repository, its issues and pull requests: state → the schema's fields.

Lists and what costs something are worked out only where a query asks for them. What is git's:
`graphql_git`.
"""

from dataclasses import dataclass
from typing import Any

from tests.fakegithub import acts, render
from tests.fakegithub.accounts import Account
from tests.fakegithub.graphql_git import GitView, actor
from tests.fakegithub.graphql_pages import connection, refuse
from tests.fakegithub.routing import UnknownRequestError
from tests.fakegithub.state import (
    Comment,
    Happening,
    Issue,
    Label,
    Pull,
    Review,
    node,
)

REACTIONS = {
    "CONFUSED": "confused",
    "EYES": "eyes",
    "HEART": "heart",
    "HOORAY": "hooray",
    "LAUGH": "laugh",
    "ROCKET": "rocket",
    "THUMBS_DOWN": "-1",
    "THUMBS_UP": "+1",
}
ITEMS = {
    "closed": "CLOSED_EVENT",
    "labeled": "LABELED_EVENT",
    "unlabeled": "UNLABELED_EVENT",
}
TYPES = {"closed": "ClosedEvent", "labeled": "LabeledEvent", "unlabeled": "UnlabeledEvent"}


@dataclass(frozen=True)
class View(GitView):
    """A repository as a token sees it."""

    def repository(self) -> dict:
        """Render the repository."""
        it = self.repo
        return {
            "__typename": "Repository",
            "id": node("R", it.id),
            "databaseId": it.id,
            "name": it.name,
            "nameWithOwner": it.full_name,
            "url": f"{self.world.html}/{it.full_name}",
            "owner": actor(self.world, it.owner),
            "isArchived": it.archived,
            "isDisabled": it.disabled,
            "isPrivate": it.private,
            "isEmpty": not it.refs,
            "isFork": it.fork,
            "createdAt": it.created_at,
            "pushedAt": it.pushed_at,
            "defaultBranchRef": lambda _info: self.ref(it.default_ref),
            "ref": lambda _info, qualifiedName: self.ref(qualifiedName),  # noqa: N803  the schema's
            "object": lambda _info, expression=None: self.object(expression),
            "issue": lambda _info, number: self._issue(number),
            "issues": self._issues,
            "pullRequest": lambda _info, number: self._one_pull(number),
            "pullRequests": self._pulls,
            "branchProtectionRules": self._protections,
        }

    def _protections(self, info, **asked):
        """Return the patterns of protected branches to administrators, and nothing to others."""
        its = self.repo.settings
        is_told = acts.may(self.repo, self.token.account, "admin")
        shown = list(its.patterns_protected.items()) if its and is_told else []
        return connection(info, asked, shown, self._protection, lambda one: (one[0],))

    def _protection(self, one: tuple[str, dict]) -> dict:
        pattern, facts = one
        usual = {
            "restrictsPushes": False,
            "blocksCreations": False,
            "allowsForcePushes": False,
            "requiresApprovingReviews": False,
            "requiresStatusChecks": False,
            "lockBranch": False,
        }
        return {
            "__typename": "BranchProtectionRule",
            "id": node("BPR", 1),
            "pattern": pattern,
            **usual,
            **facts,
        }

    # Issues

    def _issue(self, number: int) -> dict:
        self.reads("issues")
        it = self.repo.issues.get(number)
        if it is None or it.pull or not self.world.shows("issues", (self.repo.id, number)):
            raise refuse("NOT_FOUND", f"Could not resolve to an Issue with the number of {number}.")
        return self.issue(it)

    def _issues(self, info, states=None, orderBy=None, **asked):  # noqa: N803  the schema's name
        self.reads("issues")
        chosen = [
            one
            for one in self.repo.issues.values()
            if not one.pull
            and (states is None or one.state.upper() in states)
            and self.world.shows("issues", (self.repo.id, one.number))
        ]
        return connection(info, asked, chosen, self.issue, *_order(orderBy))

    def issue(self, it: Issue) -> dict:
        """Render an issue."""
        rest = render.issue(self.world, self.repo, it)
        return self._shared(it) | {
            "__typename": "Issue",
            "id": rest["node_id"],
            "databaseId": it.id,
            "url": rest["html_url"],
            "state": it.state.upper(),
            "locked": it.locked,
            "activeLockReason": _constant(it.lock_reason),
            "lastEditedAt": it.last_edited_at,
            "editor": actor(self.world, it.editor),
            "userContentEdits": lambda info, **asked: self._edits(info, it, asked),
            "timelineItems": lambda info, **asked: self._timeline(info, it, **asked),
        }

    def _shared(self, it: Issue) -> dict:
        """Render what an issue and a pull request have both."""

        def labels(info, **asked):
            return connection(info, asked, it.labels, self._label, lambda one: (one.id,))

        return {
            "number": it.number,
            "comments": lambda info, **asked: self._comments(info, it, asked),
            "title": it.title,
            "body": it.body or "",
            "closed": it.state == "closed",
            "closedAt": it.closed_at,
            "createdAt": it.created_at,
            "updatedAt": it.updated_at,
            "author": actor(self.world, it.author),
            "labels": labels,
        }

    def _label(self, it: Label) -> dict:
        return {
            "__typename": "Label",
            "id": node("LA", it.id),
            "name": it.name,
            "color": it.color,
            "description": it.description,
        }

    def _comments(self, info, it: Issue, asked: dict[str, Any]) -> dict:
        shown = [one for one in it.comments if self.world.shows("comments", one.id)]
        return connection(info, asked, shown, self.comment, lambda one: (one.created_at, one.id))

    def comment(self, it: Comment) -> dict:
        """Render a comment."""
        contents = [content for _, _, content, _ in it.reactions]
        rest = render.comment(self.world, self.repo, it)
        return {
            "__typename": "IssueComment",
            "id": rest["node_id"],
            "databaseId": it.id,
            "url": rest["html_url"],
            "body": it.body,
            "createdAt": it.created_at,
            "updatedAt": it.updated_at,
            "lastEditedAt": it.last_edited_at,
            "editor": actor(self.world, it.editor),
            "author": actor(self.world, it.author),
            "viewerDidAuthor": it.author is self.token.account,
            "reactionGroups": [
                {"content": name, "reactors": {"totalCount": contents.count(plain)}}
                for name, plain in REACTIONS.items()
            ],
            "reactions": lambda info, **asked: self._reactions(info, it, **asked),
        }

    def _edits(self, info, it: Issue, asked: dict[str, Any]) -> dict:
        """Return the texts that an issue had, the newest first; none, if it was never edited."""

        def show(one: tuple[int, tuple[str, Account, str]]) -> dict:
            number, (at, who, text) = one
            return {
                "__typename": "UserContentEdit",
                "id": node("UCE", it.id * 1000 + number),
                "createdAt": at,
                "editedAt": at,
                "deletedAt": None,
                "diff": text,
                "editor": actor(self.world, who),
            }

        return connection(
            info, asked, enumerate(it.edits), show, lambda one: (one[0],), descending=True
        )

    def _reactions(self, info, it: Comment, content=None, **asked) -> dict:
        chosen = [one for one in it.reactions if content is None or one[2] == REACTIONS[content]]
        names = {plain: name for name, plain in REACTIONS.items()}

        def show(one: tuple[int, Account, str, str]) -> dict:
            number, who, plain, at = one
            # A reaction of a program has no user here.
            user = actor(self.world, who) if who.type == "User" else None
            return {
                "__typename": "Reaction",
                "id": node("REA", number),
                "databaseId": number,
                "content": names[plain],
                "createdAt": at,
                "user": user,
            }

        return connection(info, asked, chosen, show, lambda one: (one[3], one[0]))

    def _timeline(self, info, it: Issue, itemTypes=None, **asked) -> dict:  # noqa: N803  the schema's
        if not itemTypes:
            raise UnknownRequestError("timelineItems without itemTypes is not modelled")
        happened = [one for one in it.events if self.world.shows("events", one.id)]
        chosen = [one for one in happened if ITEMS.get(one.event) in itemTypes]
        page = connection(
            info, asked, chosen, self._happening, lambda one: (one.created_at, one.id)
        )
        # GitHub counts what the filter leaves out too: comments, mentions, closings.
        total = len(happened) + len(it.comments)
        return page | {"filteredCount": len(chosen), "totalCount": total}

    def _happening(self, it: Happening) -> dict:
        shared = {
            "__typename": TYPES[it.event],
            "id": render.happening(self.world, self.repo, it)["node_id"],
            "createdAt": it.created_at,
            "actor": actor(self.world, it.actor),
        }
        if not it.label:
            return shared
        name, color = it.label
        known = next((one for one in self.repo.labels.values() if one.id == it.label_id), None)
        return shared | {
            # A label that still is has the name that it has now; REST keeps the one of then.
            "label": self._label(known or Label(it.label_id or 0, name, color)),
        }

    # Pull requests

    def _pulls(
        self,
        info,
        states=None,
        headRefName=None,  # noqa: N803  the schema's name
        baseRefName=None,  # noqa: N803  the schema's name
        orderBy=None,  # noqa: N803  the schema's name
        **asked,
    ) -> dict:
        self.reads("pull_requests")
        chosen = [
            one
            for one in self.repo.pulls()
            if one.pull
            and (states is None or _state(one) in states)
            and headRefName in (None, one.pull.head_ref)
            and baseRefName in (None, one.pull.base_ref)
            and self.world.shows("pulls", (self.repo.id, one.number))
        ]
        return connection(info, asked, chosen, self.pull, *_order(orderBy))

    def _one_pull(self, number: int) -> dict:
        self.reads("pull_requests")
        it = self.repo.issues.get(number)
        if it is None or not it.pull or not self.world.shows("pulls", (self.repo.id, number)):
            message = f"Could not resolve to a PullRequest with the number of {number}."
            raise refuse("NOT_FOUND", message)
        return self.pull(it)

    def _opinions(self, info, pull: Pull, writersOnly=False, **asked) -> dict:  # noqa: N803  the schema's name
        if writersOnly:
            raise UnknownRequestError("writersOnly is not modelled")
        latest = {one.author.login: one for one in pull.reviews if one.state != "commented"}

        def show(one: Review) -> dict:
            return {
                "__typename": "PullRequestReview",
                "id": node("PRR", one.id),
                "author": actor(self.world, one.author),
                "state": one.state.upper(),
                "submittedAt": one.submitted_at,
            }

        return connection(
            info, asked, latest.values(), show, lambda one: (one.submitted_at, one.id)
        )

    def pull(self, it: Issue) -> dict:
        """Render a pull request."""
        pull = it.pull
        assert pull
        rest = render.pull(self.world, self.repo, it)
        merged = pull.merge_sha if pull.merged_at else None
        return self._shared(it) | {
            "__typename": "PullRequest",
            "id": rest["node_id"],
            "url": rest["html_url"],
            "state": _state(it),
            "isDraft": pull.draft,
            "isCrossRepository": pull.head_repo is not self.repo,
            "authorAssociation": rest["author_association"],
            "mergedAt": pull.merged_at,
            "mergeCommit": lambda _info: self.commit(merged) if merged else None,
            "baseRefName": pull.base_ref,
            "headRefName": pull.head_ref,
            "headRefOid": pull.head_sha,
            "latestOpinionatedReviews": lambda info, **asked: self._opinions(info, pull, **asked),
            "reviewRequests": lambda info, **asked: self._requests(info, pull, asked),
        }

    def _requests(self, info, pull: Pull, asked: dict[str, Any]) -> dict:
        owner = self.repo.owner.login
        reviewers = [actor(self.world, one) for one in pull.reviewers]
        reviewers += [
            {
                "__typename": "Team",
                "id": f"T_{slug}",
                "name": slug,
                "slug": slug,
                "combinedSlug": f"{owner}/{slug}",
            }
            for slug in pull.teams
        ]
        found = list(enumerate(reviewers))

        def show(one: tuple[int, dict | None]) -> dict:
            identity = f"RR_{pull.id}_{one[0]}"
            return {"__typename": "ReviewRequest", "id": identity, "requestedReviewer": one[1]}

        return connection(info, asked, found, show, lambda one: (one[0],))


def _order(asked: dict | None) -> tuple[Any, bool]:
    """Return the key that a list is sorted by, and whether it is turned round."""
    field, direction = (asked or {}).get("field"), (asked or {}).get("direction")
    keys = {
        "UPDATED_AT": lambda one: (one.updated_at, one.number),
        "COMMENTS": lambda one: (len(one.comments), one.number),
    }
    created = lambda one: (one.created_at, one.number)  # noqa: E731  beside the others
    return keys.get(field or "", created), direction == "DESC"


def _state(it: Issue) -> str:
    return "MERGED" if it.pull and it.pull.merged_at else it.state.upper()


def _constant(text: str | None) -> str | None:
    return text.upper().replace("-", "_").replace(" ", "_") if text else None
