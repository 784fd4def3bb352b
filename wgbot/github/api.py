"""GitHub's API, REST and GraphQL, for one repository, under whatever name it has by now.

A read that finds nothing is None; a write that may have happened raises `Retry`. How requests are sent
is `connection`'s. Nothing here knows what a proposal is.
"""

import copy
import re
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from github import GithubException

from wgbot.github.connection import Connection
from wgbot.github.refusals import CURES, RequestRejected, refused
from wgbot.github.retries import Moved
from wgbot.proposals.reconcile import Retry

_PAGE = 100
_MOST_PAGES = 50
MOST_LISTED = _PAGE * _MOST_PAGES
"""How many items of a list are read."""
_PART = 2
"""How deep in an answer what was asked of one thing begins: below it, all of that belongs together."""
_PAUSES = (1, 2, 4)
"""Seconds before a question to the GraphQL API is asked again: it is a POST, so nothing else does."""


class Api:
    """One repository on GitHub, with one token."""

    def __init__(
        self,
        token: str,
        repository: str,
        url: str = "https://api.github.com",
        *,
        seconds: float = 480,
    ) -> None:
        """Get ready to ask about *repository* (`owner/name`); nothing is asked yet.

        No wait goes beyond *seconds* from now.
        """
        self.repository = repository
        self._connection = Connection(token, url, seconds=seconds)

    @property
    def is_nearly_spent(self) -> bool:
        """Whether so few requests are left in this hour that they should be kept for what is urgent."""
        return self._connection.is_nearly_spent

    def of(self, repository: str) -> "Api":
        """Get ready to ask about another repository, within the same time and limits."""
        other = copy.copy(self)
        other.repository = repository
        return other

    def get(self, path: str, /, **parameters: str | int) -> Any:
        """Read what is at *path* of the repository; None if there is nothing."""
        with self._connection.asking(f"read {path or 'the repository'}"):
            try:
                return self._ask_here("GET", path, parameters)
            except Moved:
                return None
            except GithubException as error:
                if error.status in (404, 410):
                    return None
                raise

    def pages(self, path: str, /, **parameters: str | int) -> Iterator[dict[str, Any]]:
        """Read a list page by page; nothing if there is none."""
        for number in range(1, _MOST_PAGES + 1):
            page = self.get(path, per_page=_PAGE, page=number, **parameters)
            yield from (each for each in page or () if isinstance(each, dict))
            if not page or len(page) < _PAGE:
                return

    def elsewhere(self, path: str) -> list[dict[str, Any]] | None:
        """Read a list that is not of the repository, as a team's members; None if there is none."""
        found: list[dict[str, Any]] = []
        with self._connection.asking(f"read {path}"):
            for number in range(1, _MOST_PAGES + 1):
                try:
                    page = self._connection.ask("GET", path, {"per_page": _PAGE, "page": number})
                except GithubException as error:
                    if error.status == 404:
                        return None
                    raise
                found += [each for each in page or () if isinstance(each, dict)]
                if not page or len(page) < _PAGE:
                    break
        return found

    def node(self, path: str) -> str:
        """Return what the GraphQL API calls what is at *path* of the repository."""
        node = (self.get(path) or {}).get("node_id")
        if not node:
            what = path or "the repository"
            raise Retry(f"GitHub didn't return the id of {what}. Run this again.")
        return str(node)

    @property
    def is_app(self) -> bool:
        """Whether the token is an App's, as that of a workflow is, too."""
        return self._connection.is_app

    def account(self) -> str:
        """Return the account that the token acts for."""
        # The token of an App is nobody's, and only the GraphQL API tells what it acts for.
        try:
            found = self.query("query { viewer { login } }")
        except RequestRejected as error:
            if error.status == 401:
                raise
            found = None
        if found and found.get("viewer"):
            return self.as_listed(str(found["viewer"]["login"]))
        with self._connection.asking("ask for the token's account"):
            try:
                return str(self._connection.ask("GET", "/user")["login"])
            except GithubException as error:
                if error.status not in (403, 404):
                    raise
        raise Retry("GitHub didn't say which account the token belongs to. Run this again.")

    def name_of(self, number: int) -> str | None:
        """Return what the account of that number is called now; None if it is no more."""
        with self._connection.asking("ask for an account"):
            try:
                return str(self._connection.ask("GET", f"/user/{number}")["login"])
            except GithubException as error:
                if error.status == 404:
                    return None
                raise

    def as_listed(self, login: str) -> str:
        """Return an account as the REST API spells it: the other one leaves out that it is an App."""
        return f"{login}[bot]" if self.is_app and not login.endswith("[bot]") else login

    def post(self, path: str, **values: Any) -> dict[str, Any]:
        """Make something new; raise Retry if it may have been made, or be there already."""
        return self._write("POST", path, values)

    def patch(self, path: str, **values: Any) -> dict[str, Any]:
        """Change something; raise Retry if it may have been changed, or be another by now."""
        return self._write("PATCH", path, values)

    def delete(self, path: str) -> None:
        """Remove something; that it is not there is as good."""
        try:
            self._write("DELETE", path, None)
        except Retry as again:
            if getattr(again.__cause__, "status", None) not in (404, 410):
                raise

    def query(self, query: str, *, pauses: Sequence[float] = _PAUSES) -> dict[str, Any] | None:
        """Ask the GraphQL API for what it knows; None if it knows nothing.

        Without an answer it is asked again, after each of the *pauses*, before `Retry` is raised.

        What could not be told just now is left out with all that was asked of the same issue, branch or
        account, so that it is not taken for what does not exist.
        """
        for pause in (*pauses, None):
            try:
                with self._connection.asking("ask the GraphQL API"):
                    answer = self._connection.ask_graphql(query, {})
                break
            except Retry:
                if pause is None:
                    raise
                time.sleep(pause)
        data = answer.get("data") if isinstance(answer, dict) else None
        if not isinstance(data, dict):
            return None
        for each in answer.get("errors") or ():
            path = each.get("path") or ()
            # What is inside and forbidden will be next time: a team that this token can't see.
            is_known = each.get("type") == "FORBIDDEN" and len(path) > _PART
            if each.get("type") == "NOT_FOUND" or is_known:
                continue
            if not path:
                return None
            _take_out(data, path[:_PART])
        return data

    def mutate(self, mutation: str, **variables: Any) -> dict[str, Any]:
        """Change something by the GraphQL API; raise Retry if it may have been, RequestRejected if not."""
        with self._connection.asking("change something by the GraphQL API", writes=True):
            answer = self._connection.ask_graphql(mutation, variables)
        errors = answer.get("errors") if isinstance(answer, dict) else None
        if errors:
            said = " ".join(self._connection.harmless(str(errors[0].get("message", ""))).split())
            cure = CURES[refused(said)]
            status = 403 if errors[0].get("type") == "FORBIDDEN" else 422
            raise RequestRejected(f"GitHub refused a change: {said} {cure}".rstrip(), status, said)
        data = answer.get("data") if isinstance(answer, dict) else None
        if not isinstance(data, dict):
            raise Retry("GitHub didn't say whether it changed something. Run this again.")
        return data

    def move_ref(self, name: str, before: str, after: str) -> None:
        """Let a ref that is at commit *before* (all zeros: that is not there) be at *after*.

        Raises RequestRejected if it is elsewhere. Only the GraphQL API can compare and set.
        https://docs.github.com/en/graphql/reference/mutations#updaterefs
        """
        self.mutate(
            "mutation ($repository: ID!, $name: GitRefname!, $before: GitObjectID!, "
            "$after: GitObjectID!) { updateRefs(input: {repositoryId: $repository, refUpdates: "
            "[{name: $name, beforeOid: $before, afterOid: $after, force: true}]}) "
            "{ clientMutationId } }",
            repository=self.node(""),
            name=name,
            before=before,
            after=after,
        )

    def _write(self, verb: str, path: str, values: dict[str, Any] | None) -> dict[str, Any]:
        with self._connection.asking("do that", writes=True):
            try:
                done = self._ask_here(verb, path, values=values)
            except Moved as moved:
                raise Retry("The repository or issue was moved. Run this again.") from moved
            return done if isinstance(done, dict) else {"items": done}

    def _ask_here(
        self, verb: str, path: str, parameters: dict[str, Any] | None = None, values: Any = None
    ) -> Any:
        """Ask about the repository, under the name that it has by now."""
        try:
            return self._connection.ask(verb, f"/repos/{self.repository}{path}", parameters, values)
        except Moved:
            if not self._is_renamed():
                raise  # Only this is elsewhere now: an issue that was transferred.
        return self._connection.ask(verb, f"/repos/{self.repository}{path}", parameters, values)

    def _is_renamed(self) -> bool:
        try:
            self._connection.ask("GET", f"/repos/{self.repository}")
        except Moved as moved:
            # By its path alone, for the token goes nowhere else.
            found = re.search(r"/repositories/\d+", moved.place)
            if found is None:
                raise
            self.repository = str(self._connection.ask("GET", found[0])["full_name"])
            return True
        return False


def _take_out(data: Any, path: Sequence[str | int]) -> None:
    """Take out of an answer what is at *path*, or what is null on the way there."""
    for number, key in enumerate(path, start=1):
        if not isinstance(data, dict):
            return
        if number == len(path) or data.get(str(key)) is None:
            data.pop(str(key), None)
            return
        data = data[str(key)]


def quoted(part: str) -> str:
    """Return one part of a path, as a label or a branch is in an address."""
    return quote(part, safe="")


def time_of(text: Any) -> datetime:
    """Read a moment as GitHub writes it."""
    try:
        return datetime.fromisoformat(str(text).replace("Z", "+00:00"))
    except ValueError:
        raise Retry("GitHub didn't say when something happened. Run this again.") from None
