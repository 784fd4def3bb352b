"""Which requests there are: method, path, parameters, body, permission, model. Strict in all of it.

What no route describes is a mistake of the caller and fails the test (UnknownRequestError, an AssertionError);
what a route describes and GitHub would refuse is an answer (ApiError).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from tests.fakegithub.accounts import Account, Token, at_least
from tests.fakegithub.state import ApiError, Repo, World


class UnknownRequestError(AssertionError):
    """A request that GitHub does not document, or that wgbot must not make."""


@dataclass
class Asked:
    """A request, as a route's function sees it."""

    world: World
    token: Token
    repo: Repo
    args: dict[str, Any]
    query: dict[str, str]
    body: dict[str, Any]
    method: str

    @property
    def actor(self) -> Account:
        return self.token.account

    def fire(self, *fired: Any) -> None:
        """Fire events, unless the token is a workflow's own: what that does starts no other."""
        if self.token.starts_workflows:
            self.world.deliveries.extend(fired)

    @property
    def url(self) -> str:
        """Return the repository's address."""
        return f"{self.world.api}/repos/{self.repo.full_name}"


def may(asked: Asked, needed: str) -> None:
    """Refuse a person's token without the role; an app's permissions were judged before."""
    if asked.token.kind == "personal" and not at_least(asked.repo.role(asked.actor), needed):
        raise ApiError(403, asked.token.refusal)


@dataclass
class Answer:
    """What a route's function gives, unless it is plain data with the usual status."""

    status: int
    data: Any = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Page:
    """A list of which the caller sees a page; each entry is rendered when it is shown."""

    items: list
    show: Callable[[Any], Any] = lambda item: item
    wrap: Callable[[list, int], Any] = lambda shown, total: shown


@dataclass
class Route:
    method: str
    pattern: re.Pattern
    needs: tuple[str, str]
    query: frozenset[str]
    body: dict[str, tuple]
    required: frozenset[str]
    model: str | None
    status: int
    run: Callable[[Asked], Any]
    paged: bool


ROUTES: list[Route] = []
KINDS = {"": r"[^/]+", "number": r"\d+", "sha": r"[0-9a-f]{40}", "rest": r".+"}
PAGING = {"per_page", "page"}


def route(
    method: str,
    path: str,
    needs: tuple[str, str] = ("metadata", "read"),
    query: str = "",
    body: dict[str, tuple] | None = None,
    required: str = "",
    model: str | None = None,
    status: int = 200,
    paged: bool = False,
) -> Callable[[Callable], Callable]:
    """Describe a request and what answers it."""

    def place(match: re.Match) -> str:
        return f"(?P<{match[1]}>{KINDS[match[2] or '']})"

    pattern = re.compile(re.sub(r"\{(\w+?)(?::(\w+))?\}", place, path.replace(".", r"\.")))
    allowed = frozenset(query.split()) | (PAGING if paged else frozenset())

    def keep(run: Callable) -> Callable:
        ROUTES.append(
            Route(
                method,
                pattern,
                needs,
                frozenset(allowed),
                body or {},
                frozenset(required.split()),
                model,
                status,
                run,
                paged,
            )
        )
        return run

    return keep


def find(method: str, path: str) -> tuple[Route, dict[str, Any]]:
    """Find the route of a request; the fixed parts of paths win over the open ones by order."""
    for one in ROUTES:
        match = one.pattern.fullmatch(path)
        if match and one.method == method:
            args = match.groupdict()
            return one, {k: int(v) if k in ("number", "id") else v for k, v in args.items()}
    raise UnknownRequestError(f"no such request is modelled: {method} {path}")


def check_query(one: Route, query: dict[str, str]) -> None:
    """Fail the test for a parameter that the endpoint has not."""
    unknown = query.keys() - one.query
    if unknown:
        raise UnknownRequestError(
            f"{one.method} {one.pattern.pattern} has no parameter {sorted(unknown)}"
        )
    for name in PAGING & query.keys():
        value = query[name]
        if not value.isdigit() or int(value) < 1 or (name == "per_page" and int(value) > 100):
            raise UnknownRequestError(f"{name}={value} is no {name}")


def check_body(one: Route, body: Any) -> dict[str, Any]:
    """Fail the test for a field that the endpoint has not, or a value of the wrong type."""
    if body is None:
        body = {}
    if isinstance(body, list) and "labels" in one.body:
        body = {"labels": body}  # GitHub takes the bare list too, and PyGithub sends it
    if not isinstance(body, dict):
        raise UnknownRequestError(
            f"{one.method} {one.pattern.pattern}: the body is no object: {body!r}"
        )
    for name, value in body.items():
        if name not in one.body:
            raise UnknownRequestError(f"{one.method} {one.pattern.pattern} has no field {name!r}")
        kinds = one.body[name]
        fine = any(
            value is None if kind is None else type(value) is kind for kind in kinds
        )  # type(), for a bool is an int to isinstance
        if not fine:
            raise UnknownRequestError(f"{one.method} {one.pattern.pattern}: {name} is {value!r}")
    missing = one.required - body.keys()
    if missing:
        names = ", ".join(f'"{name}"' for name in sorted(missing))
        raise ApiError(422, f"Invalid request.\n\n{names} wasn't supplied.")
    return body


def paged(asked: Asked, page: Page) -> Answer:
    """Cut a page out of a list and link its neighbours, by the repository's number as GitHub does."""
    size = int(asked.query.get("per_page", 30))
    at = int(asked.query.get("page", 1))
    last = max(1, -(-len(page.items) // size))
    shown = [page.show(item) for item in page.items[(at - 1) * size : at * size]]
    return Answer(200, page.wrap(shown, len(page.items)), linked(asked, at, last))


def linked(asked: Asked, at: int, last: int) -> dict[str, str]:
    """Return the header that names the pages before and after one."""
    wanted = {}
    if at > 1:
        wanted |= {"prev": min(at - 1, last), "first": 1}
    if at < last:
        wanted |= {"next": at + 1, "last": last}
    path = f"{asked.world.api}/repositories/{asked.repo.id}{asked.args['_tail']}"
    links = [
        f'<{path}?{urlencode(asked.query | {"page": str(number)})}>; rel="{name}"'
        for name, number in wanted.items()
    ]
    return {"Link": ", ".join(links)} if links else {}
