"""GraphQL at the gateway: questions answered by what the emulator's REST API tells, and what the gateway keeps.

Only what wgbot asks for is here; a field that is missing fails the test. Reading queries and executing
them is the fake's, and so is the schema.
"""

import base64
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.fakegithub.graphql_pages import connection, refuse

_PAGE = 100
_NOWHERE = "0" * 40

Ask = Callable[..., tuple[int, Any]]
"""Asks the emulator, by method, path and body, and returns status and body of the answer."""


@dataclass(frozen=True)
class Root:
    """The fields of Query and Mutation, as one token of a workflow sees them."""

    ask: Ask
    full_name: str
    """The one repository that there is."""
    statuses: Mapping[str, list[dict[str, Any]]]
    """The statuses of each commit, the oldest first."""
    edited: Mapping[int, str]
    """When an issue's text was last edited, by its number."""

    def viewer(self, _info):
        """Return whom the token acts for; only here, an App is a user and has its whole login."""
        return {"__typename": "User", "login": "github-actions[bot]"}

    def repositoryOwner(self, _info, login):  # noqa: N802  the schema's name
        """Return an account."""
        return _actor(self._read(f"/users/{login}"))

    def repository(self, _info, owner, name, **_):
        """Return a repository."""
        about = self._read(f"/repos/{owner}/{name}")
        if about is None:
            full = f"{owner}/{name}"
            raise refuse("NOT_FOUND", f"Could not resolve to a Repository with the name '{full}'.")
        assert about["full_name"] == self.full_name
        return {
            "url": about["html_url"],
            "isArchived": about["archived"],
            "isDisabled": about["disabled"],
            "isPrivate": about["private"],
            "isEmpty": False,
            "defaultBranchRef": lambda _info: self._ref(f"refs/heads/{about['default_branch']}"),
            "ref": lambda _info, qualifiedName: self._ref(qualifiedName),  # noqa: N803  the schema's
            "object": self._object,
            "issue": self._issue,
            "issues": self._issues,
            "pullRequests": self._pulls,
        }

    def updateRefs(self, _info, input):  # noqa: A002, N802  the schema's names
        """Move a ref from where it was seen, with the permissions of the token."""
        assert input["repositoryId"] == (self._read(self._here) or {})["node_id"]
        (update,) = input["refUpdates"]
        name, before, after = (update[key] for key in ("name", "beforeOid", "afterOid"))
        path = f"{self._here}/git/{name.replace('refs', 'ref', 1)}"
        now = (self._read(path) or {"object": {"sha": _NOWHERE}})["object"]["sha"]
        if now != before:
            why = f"Reference {name} is at {now}, but was expected at {before}."
            raise refuse("UNPROCESSABLE", why)
        if before == _NOWHERE:
            self._write("POST", f"{self._here}/git/refs", {"ref": name, "sha": after})
        else:
            how = {"sha": after, "force": update["force"]}
            self._write("PATCH", f"{self._here}/git/{name}", how)
        return {"clientMutationId": input.get("clientMutationId")}

    def convertPullRequestToDraft(self, _info, input):  # noqa: A002, N802  the schema's names
        """Make a pull request a draft."""
        return self._draft(input, is_draft=True)

    def markPullRequestReadyForReview(self, _info, input):  # noqa: A002, N802  the schema's names
        """Make a draft a pull request again."""
        return self._draft(input, is_draft=False)

    def _draft(self, given: dict[str, Any], *, is_draft: bool) -> dict[str, Any]:
        asked = given["pullRequestId"]
        pulls = self._listed("/pulls?state=all")
        number = next(each["number"] for each in pulls if each["node_id"] == asked)
        # The emulator has drafts in its REST API, where GitHub has none.
        self._write("PATCH", f"{self._here}/pulls/{number}", {"draft": is_draft})
        return {"clientMutationId": given.get("clientMutationId")}

    # What the REST API tells

    @property
    def _here(self) -> str:
        return f"/repos/{self.full_name}"

    def _read(self, path: str) -> Any:
        status, body = self.ask("GET", path)
        if status == 404:
            return None
        if status == 403:
            raise refuse("FORBIDDEN", body["message"])
        assert status == 200, f"{path}: {status} {body}"
        return body

    def _write(self, method: str, path: str, given: dict[str, Any]) -> None:
        status, answer = self.ask(method, path, given)
        if status >= 300:
            kind = "FORBIDDEN" if status == 403 else "UNPROCESSABLE"
            raise refuse(kind, answer["message"])

    def _listed(self, path: str) -> Iterator[dict[str, Any]]:
        page, sign = 1, "&" if "?" in path else "?"
        while found := self._read(f"{self._here}{path}{sign}per_page={_PAGE}&page={page}"):
            yield from found
            page += 1

    # Git

    def _ref(self, name: str) -> dict[str, Any] | None:
        about = self._read(f"{self._here}/git/{name.replace('refs', 'ref', 1)}")
        if about is None:
            return None
        commit = about["object"]["sha"]
        short = name.removeprefix("refs/heads/")
        return {"name": short, "target": lambda _info: self._commit(commit)}

    def _object(self, _info: Any, expression: str) -> dict[str, Any] | None:
        """Return a file of a commit, asked for as `commit:path`."""
        commit, _, path = expression.partition(":")
        about = self._read(f"{self._here}/contents/{path}?ref={commit}")
        if about is None:
            return None
        text = base64.b64decode(about["content"]).decode()
        return {"__typename": "Blob", "oid": about["sha"], "text": text, "isTruncated": False}

    def _commit(self, sha: str) -> dict[str, Any]:
        about = self._read(f"{self._here}/git/commits/{sha}")
        parents = [each["sha"] for each in about["parents"]]
        return {
            "__typename": "Commit",
            "oid": sha,
            "message": about["message"],
            "tree": {"oid": about["tree"]["sha"]},
            "parents": lambda info, **asked: connection(
                info, asked, parents, self._commit, lambda one: (parents.index(one),)
            ),
            "status": self._status(sha),
        }

    def _status(self, sha: str) -> dict[str, Any] | None:
        newest = {each["context"]: each for each in self.statuses.get(sha, ())}
        found = {name: each | {"state": each["state"].upper()} for name, each in newest.items()}
        return {"context": lambda _info, name: found.get(name)} if found else None

    # Issues

    def _issues(self, info, states=None, orderBy=None, **asked):  # noqa: N803  the schema's name
        found = [each for each in self._listed("/issues?state=all") if _is_in(states, each)]
        return connection(info, asked, found, self._about_issue, *_order(orderBy))

    def _issue(self, _info, number):
        about = self._read(f"{self._here}/issues/{number}")
        if about is None:
            raise refuse("NOT_FOUND", f"Could not resolve to an Issue with the number of {number}.")
        return self._about_issue(about)

    def _about_issue(self, about: dict[str, Any]) -> dict[str, Any]:
        number = about["number"]
        return _shared(about) | {
            "lastEditedAt": self.edited.get(number),
            # Here, only authors edit.
            "editor": _actor(about["user"]) if self.edited.get(number) else None,
            "comments": lambda info, **asked: connection(
                info, asked, self._listed(f"/issues/{number}/comments"), _comment, _by_id
            ),
            "timelineItems": lambda info, **asked: self._timeline(info, number, **asked),
        }

    def _timeline(self, info, number, itemTypes, **asked):  # noqa: N803  the schema's name
        assert itemTypes == ["LABELED_EVENT"], "no others are asked for"
        events = self._listed(f"/issues/{number}/events")
        labeled = [each for each in events if each["event"] == "labeled"]
        return connection(info, asked, labeled, _labeled, _by_id)

    # Pull requests

    def _pulls(
        self,
        info,
        states=None,
        headRefName=None,  # noqa: N803  the schema's name
        orderBy=None,  # noqa: N803  the schema's name
        **asked,
    ):
        found = [
            each
            for each in self._listed("/pulls?state=all")
            if _is_in(states, each) and headRefName in (None, each["head"]["ref"])
        ]
        return connection(info, asked, found, self._pull, *_order(orderBy))

    def _pull(self, about: dict[str, Any]) -> dict[str, Any]:
        reviewers = [_actor(each) for each in about["requested_reviewers"]]
        return _shared(about) | {
            "isDraft": about["draft"],
            "closedAt": about["closed_at"],
            "headRefName": about["head"]["ref"],
            "baseRefName": about["base"]["ref"],
            "isCrossRepository": (about["head"]["repo"] or {}).get("full_name") != self.full_name,
            "authorAssociation": about["author_association"],
            # Nobody reviews here.
            "latestOpinionatedReviews": lambda info, **asked: connection(
                info, asked, [], dict, _by_id
            ),
            "reviewRequests": lambda info, **asked: connection(
                info,
                asked,
                reviewers,
                lambda one: {"requestedReviewer": one},
                lambda one: (one["login"],),
            ),
        }


def _shared(about: dict[str, Any]) -> dict[str, Any]:
    """Return what an issue and a pull request have both."""
    return {
        "number": about["number"],
        "title": about["title"],
        "body": about["body"] or "",
        "state": _state(about),
        "createdAt": about["created_at"],
        "updatedAt": about["updated_at"],
        "author": _actor(about["user"]),
        "labels": lambda info, **asked: connection(info, asked, about["labels"], dict, _by_id),
    }


def _comment(about: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": about["node_id"],
        "databaseId": about["id"],
        "body": about["body"],
        "updatedAt": about["updated_at"],
        "author": _actor(about["user"]),
        # The emulator has no reactions.
        "reactionGroups": [],
    }


def _labeled(event: dict[str, Any]) -> dict[str, Any]:
    return {
        "__typename": "LabeledEvent",
        "id": event["node_id"],
        "createdAt": event["created_at"],
        "actor": _actor(event["actor"]),
        "label": event["label"],
    }


def _actor(user: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return an account: that of an App is without `[bot]`."""
    if user is None:
        return None
    login = user["login"]
    kind = "Bot" if login.endswith("[bot]") else user["type"]
    return {
        "__typename": kind,
        "login": login.removesuffix("[bot]"),
        "databaseId": user["id"],
    }


def _state(about: dict[str, Any]) -> str:
    return "MERGED" if about.get("merged_at") else str(about["state"]).upper()


def _is_in(states: list[str] | None, about: dict[str, Any]) -> bool:
    return states is None or _state(about) in states


def _by_id(about: dict[str, Any]) -> tuple[int]:
    return (about["id"],)


def _order(asked: dict[str, str] | None) -> tuple[Callable[[dict[str, Any]], Any], bool]:
    """Return the key that a list is sorted by, and whether it is turned round."""
    field, direction = (asked or {}).get("field"), (asked or {}).get("direction")
    at = "updated_at" if field == "UPDATED_AT" else "created_at"
    return lambda about: (about[at], about["number"]), direction == "DESC"
