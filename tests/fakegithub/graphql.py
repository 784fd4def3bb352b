"""GraphQL: queries and mutations, executed by graphql-core. Ends at what a repository shows: views.

A query that does not fit it
fails the test; what GitHub would refuse comes back as an error beside partial data.
"""

import datetime as dt
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLResolveInfo,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
    execute_sync,
    parse,
    validate,
)

from tests.fakegithub import acts, acts_git, acts_pulls, events, render, rules
from tests.fakegithub.accounts import Token
from tests.fakegithub.clock import written
from tests.fakegithub.graphql_git import actor, visible
from tests.fakegithub.graphql_pages import NODES, possible_nodes, refuse
from tests.fakegithub.graphql_schema import schema
from tests.fakegithub.graphql_views import View
from tests.fakegithub.objects import SHA, ZERO
from tests.fakegithub.routing import UnknownRequestError
from tests.fakegithub.state import ApiError, Repo, World, node


def document(body: Any) -> DocumentNode:
    """Read the query of a request."""
    keys = {"query", "variables", "operationName"}
    if not isinstance(body, dict) or "query" not in body or body.keys() - keys:
        raise UnknownRequestError(f"a GraphQL request is {body!r}")
    try:
        return _parsed(body["query"])
    except GraphQLSyntaxError as error:
        raise UnknownRequestError(f"no GraphQL: {error}") from None


# A run asks what the run before it asked, and to read and check it takes longer than to answer it.
@functools.lru_cache(maxsize=1000)
def _parsed(query: str) -> DocumentNode:
    return parse(query)


@functools.lru_cache(maxsize=1000)
def _mistakes(query: str) -> list[str]:
    return [error.message for error in validate(schema(), _parsed(query))]


def is_mutation(body: Any) -> bool:
    """Say whether a request means to write."""
    parts = document(body).definitions
    operations = [one for one in parts if isinstance(one, OperationDefinitionNode)]
    return any(one.operation is OperationType.MUTATION for one in operations)


def answer(world: World, token: Token, body: Any) -> dict:
    """Execute a query and give what GitHub would answer."""
    return execute(body, lambda nodes: Root(world, token, nodes))


def execute(body: Any, root: Callable[[int], Any]) -> dict:
    """Execute a query on what *root* returns for the number of nodes that it could give."""
    asked = document(body)
    if wrong := _mistakes(body["query"]):
        raise UnknownRequestError(f"not in GitHub's schema: {wrong}")
    nodes = possible_nodes(asked, body.get("operationName"), body.get("variables") or {})
    if nodes > NODES:
        message = (
            f"This query requests up to {nodes:,} possible nodes which exceeds the maximum limit "
            f"of {NODES:,}."
        )
        return {"errors": [{"type": "MAX_NODE_LIMIT_EXCEEDED", "message": message}]}
    result = execute_sync(
        schema(),
        asked,
        root_value=root(nodes),
        variable_values=body.get("variables"),
        operation_name=body.get("operationName"),
        # What GitHub gives is what a field's value says it is; no guessing by attributes.
        type_resolver=lambda value, *_: value["__typename"],
        field_resolver=_field,
    )
    found: dict[str, Any] = {"data": result.data}
    if result.errors:
        found["errors"] = [_error(error) for error in result.errors]
    return found


def _field(source: Any, info: GraphQLResolveInfo, **asked: Any) -> Any:
    """Return a field; one that is not modelled is an error, and not null."""
    name = info.field_name
    found = source[name] if isinstance(source, dict) else getattr(source, name)
    return found(info, **asked) if callable(found) else found


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
    nodes: int

    def viewer(self, _info):
        # The one place where an App is a user, and has its whole login.
        it = self.token.account
        return actor(self.world, it) | {"__typename": "User", "login": it.login}

    def node(self, _info, id):  # noqa: A002  the schema's name
        """Find a comment on an issue; nothing else is modelled."""
        for repo in self.world.repos:
            view = View(self.world, self.token, repo)
            for issue in repo.issues.values():
                for one in issue.comments:
                    if render.comment(self.world, repo, one)["node_id"] == id:
                        view.reads("issues")
                        if visible(self.token, repo) and self.world.shows("comments", one.id):
                            return view.comment(one)
        raise _no_node(id)

    def repositoryOwner(self, _info, login):  # noqa: N802  the schema's name
        found = self.world.account(login)
        return actor(self.world, found) if found and found.type != "Bot" else None

    def repository(self, _info, owner, name, followRenames):  # noqa: N803  the schema's name
        full = f"{owner}/{name}"
        found = self.world.repo(full)
        if found is None and followRenames:
            found = self.world.renamed(full)
        if found is None or not visible(self.token, found):
            raise refuse("NOT_FOUND", f"Could not resolve to a Repository with the name '{full}'.")
        if found.broken:
            raise refuse("INTERNAL", "Something went wrong while executing your query.")
        return View(self.world, self.token, found).repository()

    def rateLimit(self, _info, **_):  # noqa: N802  the schema's name
        budget = self.token.budget
        return {
            "cost": 1,
            "limit": budget.limit,
            "nodeCount": self.nodes,
            "remaining": max(0, budget.limit - budget.used),
            "resetAt": written(dt.datetime.fromtimestamp(budget.ends, dt.UTC)),
            "used": budget.used,
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
            before, stood = repo.refs.get(update["name"]), events.standing(self.world)
            acts_git.set_ref(
                self.world, repo, update["name"], update["afterOid"], self.token.account
            )
            who = self.token.account
            self._fire(*events.moved(self.world, repo, update["name"], before, who, stood))
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
        else:
            to = None if after == ZERO else after
            self._try(rules.check_ref, self.world, repo, name, to, self.token.account)
            why = self._unfit(repo, update)
        if why:
            raise refuse("UNPROCESSABLE", f"Reference {name} {why}.")

    def _unfit(self, repo: Repo, update: dict) -> str:
        """Say why a ref cannot be at a commit; nothing if it can."""
        name, after = update["name"], update["afterOid"]
        now = repo.refs.get(name)
        if after == ZERO:
            return "" if now else "does not exist"
        if now is None:
            self._try(acts_git.check_ref, repo, name, after)
        elif not repo.objects.has(after, "commit"):
            return f"cannot be set to {after}, which is no commit"
        elif not update["force"] and not repo.objects.reaches(after, now):
            return f"cannot be fast-forwarded to {after}"
        return ""

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
                    self._try(acts_pulls.set_draft, self.world, issue, self.token.account, draft)
                    action = "converted_to_draft" if draft else "ready_for_review"
                    who = self.token.account
                    self._fire(events.pull_request(self.world, repo, action, issue, who))
                    return {
                        "clientMutationId": given.get("clientMutationId"),
                        "pullRequest": View(self.world, self.token, repo).pull(issue),
                    }
        raise _no_node(given["pullRequestId"])

    def _fire(self, *fired: events.Event) -> None:
        if self.token.starts_workflows:
            self.world.deliveries.extend(fired)

    def _may(self, repo: Repo, scope: str) -> None:
        token = self.token
        if repo.archived:
            raise refuse("FORBIDDEN", "Repository was archived so is read-only.")
        own = repo in token.homes and token.allows(scope, "write")
        # Apps have been refused drafts without contents too; so the fake wants both.
        own = own and token.allows("contents", "write")
        if not own or (token.kind == "personal" and not acts.may(repo, token.account, "write")):
            raise refuse("FORBIDDEN", token.refusal)


def _no_node(given: str) -> GraphQLError:
    return refuse("NOT_FOUND", f"Could not resolve to a node with the global id of '{given}'")
