"""GraphQL: the part of GitHub's public schema that wgbot may use, executed by graphql-core.

Names and types are the public schema's (docs.github.com/graphql). A query that does not fit it
fails the test; what GitHub would refuse comes back as an error beside partial data.
"""

import functools
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
    build_schema,
    execute_sync,
    parse,
    validate,
)

from tests.fakegithub import acts, render
from tests.fakegithub.accounts import Account, Token
from tests.fakegithub.objects import SHA, ZERO
from tests.fakegithub.routing import UnknownRequestError
from tests.fakegithub.state import ApiError, Issue, Repo, World, node

SDL = """
scalar URI
scalar DateTime
scalar GitObjectID
scalar GitRefname
interface Node { id: ID! }
interface Actor { login: String! url: URI! }
interface RepositoryOwner { id: ID! login: String! url: URI! }
type User implements Node & Actor & RepositoryOwner {
  id: ID! login: String! url: URI! name: String databaseId: Int
}
type Organization implements Node & Actor & RepositoryOwner {
  id: ID! login: String! url: URI! name: String databaseId: Int
}
type Repository implements Node {
  id: ID! databaseId: Int name: String! nameWithOwner: String! url: URI! owner: RepositoryOwner!
  isArchived: Boolean! isDisabled: Boolean! isPrivate: Boolean! isEmpty: Boolean! isFork: Boolean!
  issue(number: Int!): Issue
}
type Issue implements Node {
  id: ID! number: Int! url: URI! title: String! body: String! closed: Boolean!
  createdAt: DateTime! lastEditedAt: DateTime
}
type RateLimit {
  cost: Int! limit: Int! nodeCount: Int! remaining: Int! resetAt: DateTime! used: Int!
}
type PullRequest implements Node {
  id: ID! number: Int! isDraft: Boolean! url: URI! title: String! closed: Boolean!
}
type Query {
  viewer: User!
  repositoryOwner(login: String!): RepositoryOwner
  repository(owner: String!, name: String!, followRenames: Boolean = true): Repository
  rateLimit(dryRun: Boolean = false): RateLimit
}
input RefUpdate {
  name: GitRefname! afterOid: GitObjectID! beforeOid: GitObjectID force: Boolean = false
}
input UpdateRefsInput { clientMutationId: String repositoryId: ID! refUpdates: [RefUpdate!]! }
type UpdateRefsPayload { clientMutationId: String }
input ConvertPullRequestToDraftInput { clientMutationId: String pullRequestId: ID! }
type ConvertPullRequestToDraftPayload { clientMutationId: String pullRequest: PullRequest }
input MarkPullRequestReadyForReviewInput { clientMutationId: String pullRequestId: ID! }
type MarkPullRequestReadyForReviewPayload { clientMutationId: String pullRequest: PullRequest }
type Mutation {
  updateRefs(input: UpdateRefsInput!): UpdateRefsPayload
  convertPullRequestToDraft(input: ConvertPullRequestToDraftInput!): ConvertPullRequestToDraftPayload
  markPullRequestReadyForReview(
    input: MarkPullRequestReadyForReviewInput!
  ): MarkPullRequestReadyForReviewPayload
}
"""


@functools.cache
def schema():
    """Build the schema once."""
    return build_schema(SDL)


def refuse(kind: str, message: str) -> GraphQLError:
    """Return an error as GitHub types it."""
    return GraphQLError(message, extensions={"type": kind})


def document(body: Any) -> DocumentNode:
    """Read the query of a request."""
    keys = {"query", "variables", "operationName"}
    if not isinstance(body, dict) or "query" not in body or body.keys() - keys:
        raise UnknownRequestError(f"a GraphQL request is {body!r}")
    try:
        return parse(body["query"])
    except GraphQLSyntaxError as error:
        raise UnknownRequestError(f"no GraphQL: {error}") from None


def is_mutation(body: Any) -> bool:
    """Say whether a request means to write."""
    parts = document(body).definitions
    operations = [one for one in parts if isinstance(one, OperationDefinitionNode)]
    return any(one.operation is OperationType.MUTATION for one in operations)


def answer(world: World, token: Token, body: Any) -> dict:
    """Execute a query and give what GitHub would answer."""
    asked = document(body)
    wrong = validate(schema(), asked)
    if wrong:
        raise UnknownRequestError(f"not in GitHub's schema: {[error.message for error in wrong]}")
    result = execute_sync(
        schema(),
        asked,
        root_value=Root(world, token),
        variable_values=body.get("variables"),
        operation_name=body.get("operationName"),
        # What GitHub gives is what a field's value says it is; no guessing by attributes.
        type_resolver=lambda value, *_: value["__typename"],
    )
    found: dict[str, Any] = {"data": result.data}
    if result.errors:
        found["errors"] = [_error(error) for error in result.errors]
    return found


def _error(error: GraphQLError) -> dict:
    cause = error.original_error
    if cause is not None and not isinstance(cause, GraphQLError):
        raise cause
    formatted = error.formatted
    kind = (formatted.pop("extensions", None) or {}).get("type")
    if kind is None:
        raise UnknownRequestError(f"GraphQL refuses it: {error.message}")
    return {"type": kind, **formatted}


@dataclass
class Root:
    """The fields of Query and Mutation."""

    world: World
    token: Token

    def viewer(self, _info):
        return account(self.world, self.token.account) | {"__typename": "User"}

    def repositoryOwner(self, _info, login):  # noqa: N802  the schema's name
        found = self.world.account(login)
        return account(self.world, found) if found and found.type != "Bot" else None

    def repository(self, _info, owner, name, followRenames):  # noqa: N803  the schema's name
        full = f"{owner}/{name}"
        found = self.world.repo(full)
        if found is None and followRenames:
            found = self.world.renamed(full)
        if found is None or not visible(self.token, found):
            raise refuse("NOT_FOUND", f"Could not resolve to a Repository with the name '{full}'.")
        return repository(self.world, found) | {
            "issue": lambda _info, number: self._issue(found, number)
        }

    def _issue(self, repo: Repo, number: int) -> dict:
        if repo.private and not self.token.allows("issues", "read"):
            raise refuse("FORBIDDEN", self.token.refusal)
        found = repo.issues.get(number)
        if found is None or found.pull or not self.world.shows("issues", (repo.id, number)):
            raise refuse("NOT_FOUND", f"Could not resolve to an Issue with the number of {number}.")
        return issue(self.world, repo, found)

    def rateLimit(self, _info, **_):  # noqa: N802  the schema's name
        token = self.token
        return {
            "cost": 1,
            "limit": token.limit,
            "nodeCount": 0,
            "remaining": token.limit - token.used,
            "resetAt": self.world.clock.stamp(),
            "used": token.used,
        }

    def updateRefs(self, _info, input):  # noqa: A002, N802  the schema's names
        repo = next((r for r in self.world.repos if node("R", r.id) == input["repositoryId"]), None)
        if repo is None or not visible(self.token, repo):
            raise _no_node(input["repositoryId"])
        self._may(repo, "contents")
        updates = input["refUpdates"]
        for update in updates:
            self._check(repo, update)
        for update in updates:  # all or none
            acts.set_ref(self.world, repo, update["name"], update["afterOid"], self.token.account)
        return {"clientMutationId": input.get("clientMutationId")}

    def _check(self, repo: Repo, update: dict) -> None:
        name, after, before = update["name"], update["afterOid"], update.get("beforeOid")
        now = repo.refs.get(name)
        if not all(SHA.fullmatch(oid) for oid in (after, before or ZERO)):
            raise UnknownRequestError(f"{after!r} or {before!r} is no GitObjectID")
        why = ""
        if before is not None and before != (now or ZERO):
            why = f"is at {now or ZERO}, but was expected at {before}"
        elif self.world.policy.default_branch_is_protected and name == repo.default_ref:
            why = "must be changed through a pull request"
        elif after == ZERO:
            why = "" if now else "does not exist"
        elif now is None:
            self._try(acts.check_ref, repo, name, after)
        elif not repo.objects.has(after, "commit"):
            why = f"cannot be set to {after}, which is no commit"
        elif not update["force"] and not repo.objects.reaches(after, now):
            why = f"cannot be fast-forwarded to {after}"
        if why:
            raise refuse("UNPROCESSABLE", f"Reference {name} {why}.")

    @staticmethod
    def _try(act, *arguments) -> None:
        try:
            act(*arguments)
        except ApiError as error:
            raise refuse("UNPROCESSABLE", error.message) from None

    def convertPullRequestToDraft(self, _info, input):  # noqa: A002, N802  the schema's names
        return self._draft(input, True)

    def markPullRequestReadyForReview(self, _info, input):  # noqa: A002, N802  the schema's names
        return self._draft(input, False)

    def _draft(self, given: dict, draft: bool) -> dict:
        for repo in self.world.repos:
            for issue in repo.pulls():
                if node("PR", issue.pull.id) == given["pullRequestId"] and visible(
                    self.token, repo
                ):
                    if not self.world.shows("pulls", (repo.id, issue.number)):
                        raise _no_node(given["pullRequestId"])
                    self._may(repo, "pull_requests")
                    self._try(acts.set_draft, self.world, issue, self.token.account, draft)
                    return {
                        "clientMutationId": given.get("clientMutationId"),
                        "pullRequest": pull(self.world, repo, issue),
                    }
        raise _no_node(given["pullRequestId"])

    def _may(self, repo: Repo, scope: str) -> None:
        token = self.token
        own = repo in token.homes and token.allows(scope, "write")
        # Apps have been refused drafts without contents too; so the fake wants both.
        own = own and token.allows("contents", "write")
        if not own or (token.kind == "personal" and not acts.may(repo, token.account, "write")):
            raise refuse("FORBIDDEN", token.refusal)


def _no_node(given: str) -> GraphQLError:
    return refuse("NOT_FOUND", f"Could not resolve to a node with the global id of '{given}'")


def visible(token: Token, repo: Repo) -> bool:
    """Say whether a token sees a repository at all."""
    if not repo.private:
        return True
    if token.kind == "personal":
        return acts.may(repo, token.account, "read")
    return bool(token.scopes) and repo in token.homes


def account(world: World, it: Account) -> dict:
    """Render an account."""
    return {
        "__typename": "Organization" if it.type == "Organization" else "User",
        "id": node("O" if it.type == "Organization" else "U", it.id),
        "databaseId": it.id,
        "login": it.login,
        "name": it.name,
        "url": f"{world.html}/{it.login}",
    }


def repository(world: World, it: Repo) -> dict:
    """Render a repository."""
    return {
        "__typename": "Repository",
        "id": node("R", it.id),
        "databaseId": it.id,
        "name": it.name,
        "nameWithOwner": it.full_name,
        "url": f"{world.html}/{it.full_name}",
        "owner": account(world, it.owner),
        "isArchived": it.archived,
        "isDisabled": it.disabled,
        "isPrivate": it.private,
        "isEmpty": not it.refs,
        "isFork": it.fork,
    }


def issue(world: World, repo: Repo, it: Issue) -> dict:
    """Render an issue."""
    rest = render.issue(world, repo, it)
    return {
        "__typename": "Issue",
        "id": rest["node_id"],
        "number": it.number,
        "url": rest["html_url"],
        "title": it.title,
        "body": it.body or "",
        "closed": it.state == "closed",
        "createdAt": it.created_at,
        "lastEditedAt": it.last_edited_at,
    }


def pull(world: World, repo: Repo, it: Issue) -> dict:
    """Render a pull request."""
    rest = render.pull(world, repo, it)
    return {
        "__typename": "PullRequest",
        "id": rest["node_id"],
        "number": it.number,
        "isDraft": it.pull.draft,
        "url": rest["html_url"],
        "title": it.title,
        "closed": it.state == "closed",
    }
