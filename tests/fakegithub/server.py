"""From a request's bytes to an answer's: who asks, may they, what goes wrong, limits and ETags."""

import contextlib
import hashlib
import json
import re
import threading
import urllib.parse
from collections.abc import Callable, Iterator
from typing import Any

from tests.fakegithub import (
    graphql,
    rest_git,
    rest_issues,
    rest_pulls,
    rest_repos,
    rest_settings,
    routing,
    schemas,
)
from tests.fakegithub.accounts import Token
from tests.fakegithub.faults import Call, Fault, Killed, Match, Planned, matcher
from tests.fakegithub.graphql_git import visible
from tests.fakegithub.routing import Answer, Asked, Page, Route, UnknownRequestError
from tests.fakegithub.state import ApiError, Repo, World
from tests.fakegithub.wire import Cut, Wire

ROUTED = (
    rest_repos,
    rest_issues,
    rest_git,
    rest_pulls,
    rest_settings,
)  # importing them registers their routes
DOCS = "https://docs.github.com/rest"
HOUR = 3600

Response = tuple[int, dict[str, str], bytes]


class Server:
    """Answers requests to a world."""

    def __init__(self, world: World, validate: bool):
        self.world = world
        self.validate = validate
        self.calls: list[Call] = []
        self.waits: list[float] = []
        self.violations: list[AssertionError] = []
        self._count = 0
        self._faults: list[Planned] = []
        self._hooks: list[Planned] = []
        self._lock = threading.RLock()
        self._creations: list[float] = []
        self._serving = 0
        self._wire: Wire | None = None

    def __getstate__(self) -> dict[str, Any]:
        """Return what a copy is made of: `copy.deepcopy` gives the same world once more."""
        assert not self._serving, "copy it outside of serve()"
        return {key: value for key, value in self.__dict__.items() if key not in ("_lock", "_wire")}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._lock, self._wire = threading.RLock(), None

    # What tests set

    def start_counting(self) -> None:
        """Forget the calls so far: the next one is number 1."""
        self.calls.clear()
        self._count = 0

    def fault(self, match: Match, how: Fault, times: int = 1, skip: int = 0) -> Planned:
        """Let the next calls that match (see `faults.matcher`) go wrong; `.struck` tells which did."""
        planned = Planned(matcher(match), how, times, skip)
        self._faults.append(planned)
        return planned

    def before(
        self, match: Match, action: Callable[[], Any], times: int = 1, skip: int = 0
    ) -> Planned:
        """Do something, a person's action or a whole other run, just before a call is served."""
        planned = Planned(matcher(match), action, times, skip)
        self._hooks.append(planned)
        return planned

    def calm(self) -> None:
        """Take back every fault, hook and lag."""
        self._faults.clear()
        self._hooks.clear()
        self.world.lags.clear()
        self.world.hidden.clear()

    def lag(self, what: str, for_calls: int) -> None:
        """Hide what is created from now on from the next calls that would show it.

        What: comments, labels, pulls, refs, events or issues. A pull request that does not show
        yet cannot be found by writes either.
        """
        assert what in ("comments", "labels", "pulls", "refs", "events", "issues"), what
        self.world.lags[what] = for_calls

    @property
    def writes(self) -> list[Call]:
        """Return the calls that changed something."""
        return [call for call in self.calls if call.did_write]

    def sleep(self, seconds: float) -> None:
        """Wait: the simulated clock moves on. To be put where a caller sleeps."""
        if seconds:
            self.waits.append(seconds)
            self.world.clock.advance(seconds)

    @contextlib.contextmanager
    def serve(self) -> Iterator["Server"]:
        """Stand in for the network of `requests`, which PyGithub uses; may be entered again."""
        if not self._serving:
            self._wire = Wire(self)
            self._wire.start()
        self._serving += 1
        try:
            yield self
        finally:
            self._serving -= 1
            if not self._serving:
                self._wire.stop(allow_assert=False)
        if self.violations and not self._serving:
            raise self.violations[0]

    def violation(self, message: str) -> AssertionError:
        """Note a mistake of the caller, so that it fails the test even if somebody catches it."""
        error = UnknownRequestError(message)
        self.violations.append(error)
        return error

    # Serving

    def handle(
        self, method: str, url: str, headers: dict[str, str], body: bytes | None
    ) -> Response:
        """Answer a request, or break its connection, or kill the caller."""
        with self._lock:
            try:
                return self._handle(method, url, {k.lower(): v for k, v in headers.items()}, body)
            except AssertionError as error:
                if error not in self.violations:
                    self.violations.append(error)
                raise

    def _handle(self, method: str, url: str, headers: dict[str, str], body: bytes | None):
        path, query = self._locate(url)
        call = self._note(method, path, query, headers, body)
        for hook in [one for one in self._hooks if one.strikes(call)]:
            hook.what()
        planned = next((one for one in self._faults if one.strikes(call)), None)
        fault = call.fault = planned.what if planned else None
        if fault is None or fault.done:
            try:
                status, sent, data = self._answer(call, headers, query)
            except Exception as error:
                if not isinstance(error, AssertionError):  # a fault of the fake's own
                    self.violations.append(AssertionError(f"{call}: {error!r}"))
                raise
            call.status, call.done = status, True
            call.did_write = call.writes and status < 300
        if fault is None:
            return status, sent, data
        call.status = fault.status
        if fault.killed:
            raise Killed(str(call))
        if fault.status is None:
            raise Cut(f"the connection broke at {call}")
        data = json.dumps({"message": fault.message, "documentation_url": DOCS}).encode()
        sent = {"Content-Type": "application/json; charset=utf-8"}
        return fault.status, sent | dict(fault.headers), data

    def _locate(self, url: str) -> tuple[str, dict[str, str]]:
        parts = urllib.parse.urlsplit(url)
        plain = f"{parts.scheme}://{parts.hostname}{parts.path}"
        standard = {None, 443 if parts.scheme == "https" else 80}
        local = urllib.parse.urlsplit(self.world.api).port
        if parts.port not in standard | {local}:
            raise self.violation(f"{url} asks another port")
        if local:
            plain = f"{parts.scheme}://{parts.hostname}:{parts.port}{parts.path}"
        pairs = urllib.parse.parse_qsl(
            parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)
        )
        if len(dict(pairs)) < len(pairs):
            raise self.violation(f"{url} gives a parameter twice")
        if plain == self.world.graphql_url:
            return "/graphql", dict(pairs)
        if not plain.startswith(f"{self.world.api}/"):
            raise self.violation(f"a request left for {url}")
        return plain[len(self.world.api) :], dict(pairs)

    def _note(self, method, path, query, headers, body) -> Call:
        self._count += 1
        try:
            given = json.loads(body) if body else None
        except ValueError:
            raise self.violation(f"{method} {path}: the body is no JSON: {body[:80]!r}") from None
        writes = method != "GET"
        if path == "/graphql":
            writes = graphql.is_mutation(given)
        token = re.sub(r"^(token|bearer) ", "", headers.get("authorization", ""), flags=re.I)
        call = Call(self._count, method, path, query, given, token, writes)
        self.calls.append(call)
        return call

    def _answer(self, call: Call, headers: dict[str, str], query: dict[str, str]) -> Response:
        if call.path.startswith("/search/"):
            raise UnknownRequestError(f"the search index lags, never use it: {call.path}")
        if call.path != "/graphql":
            routing.find(call.method, re.sub(r"^/repositories/\d+", "/repos/o/r", call.path))
        token = self.world.tokens.get(call.token)
        sent = {}
        try:
            _check_token(token, call)
            sent = self._limits(token, call)
            self.world.via = token.app
            if call.path == "/graphql":
                found = Answer(200, graphql.answer(self.world, token, call.body))
                if "errors" in found.data:
                    call.writes = False
            else:
                found = self._rest(call, token, dict(query))
        except ApiError as error:
            data = {"message": error.message, "documentation_url": DOCS, **error.extra}
            data["status"] = str(error.status)
            if error.errors is not None:
                data["errors"] = error.errors
            found = Answer(error.status, data, error.headers)
            if self.validate:
                fitting = "ValidationError|ValidationErrorSimple" if error.errors else "BasicError"
                schemas.check(fitting, data)
        finally:
            self.world.via = None
        return self._bytes(call, token, found, sent, headers)

    def _bytes(self, call, token, found: Answer, sent, headers) -> Response:
        sent |= found.headers | {
            "Date": self.world.clock.now.strftime("%a, %d %b %Y %H:%M:%S GMT"),
            "X-GitHub-Request-Id": f"FAKE:{call.number}",
        }
        if found.data is None:
            return found.status, sent, b""
        data = json.dumps(found.data).encode()
        sent["Content-Type"] = "application/json; charset=utf-8"
        if call.method == "GET" and found.status == 200:
            tag = f'W/"{hashlib.sha256(data).hexdigest()}"'
            sent["ETag"] = tag
            if headers.get("if-none-match") == tag:
                token.budget.used -= 1  # a 304 is free
                return 304, sent | _told(token, call), b""
        return found.status, sent, data

    # Limits

    def _limits(self, token: Token, call: Call) -> dict[str, str]:
        world = self.world
        now = world.clock.now.timestamp()
        budget = token.budget
        if budget.ends <= now:
            budget.ends, budget.used = now + HOUR, 0
        spent = world.policy.limits and budget.used >= budget.limit
        budget.used += not spent
        sent = _told(token, call)
        if spent:
            raise ApiError(403, f"API rate limit exceeded for {token.account.login}.", headers=sent)
        most = world.policy.creations_a_minute
        if most is not None and call.writes:
            self._creations = [at for at in self._creations if at > now - 60]
            if len(self._creations) >= most:
                wait = max(1, int(self._creations[0] + 60 - now))
                raise ApiError(
                    403,
                    "You have exceeded a secondary rate limit. Please wait a few minutes before "
                    "you try again.",
                    headers=sent | {"Retry-After": str(wait)},
                )
            self._creations.append(now)
        return sent

    # REST

    def _rest(self, call: Call, token: Token, query: dict[str, str]) -> Answer:
        path = call.path
        world = self.world
        by_id = re.match(r"/repositories/(\d+)(?=/|$)", path)
        if by_id:
            repo = next((r for r in world.repos if r.id == int(by_id[1])), None)
            if repo is None:
                raise ApiError(404, "Not Found")
            path = f"/repos/{repo.full_name}{path[by_id.end() :]}"
        one, args = routing.find(call.method, path)
        args = {k: urllib.parse.unquote(v) if isinstance(v, str) else v for k, v in args.items()}
        routing.check_query(one, query)
        named = re.match(r"/repos/[^/]+/[^/]+", path)
        repo = world.repos[0]
        if named:
            repo = self._repo(call, token, f"{args['owner']}/{args['repo']}", path[named.end() :])
            args["_tail"] = path[named.end() :]
        self._allowed(call, token, repo, one, args)
        body = routing.check_body(one, call.body)
        asked = Asked(world, token, repo, args, query, body, call.method)
        found = one.run(asked)
        if isinstance(found, Page):
            found = routing.paged(asked, found)
        elif not isinstance(found, Answer):
            found = Answer(one.status, found)
        if self.validate and one.model:
            schemas.check(one.model, found.data)
        return found

    def _repo(self, call: Call, token: Token, full_name: str, tail: str) -> Repo:
        world = self.world
        repo = world.repo(full_name)
        if repo is None:
            repo = world.renamed(full_name)
            if repo is None or not visible(token, repo):
                raise ApiError(404, "Not Found")
            there = f"{world.api}/repositories/{repo.id}{tail}"
            query = f"?{urllib.parse.urlencode(call.query)}" if call.query else ""
            permanent = call.method == "GET"
            raise ApiError(
                301 if permanent else 307,
                "Moved Permanently" if permanent else "Temporary Redirect",
                headers={"Location": there + query},
                extra={"url": there},
            )
        if not visible(token, repo):
            raise ApiError(404, "Not Found")
        return repo

    def _allowed(self, call: Call, token: Token, repo: Repo, one: Route, args: dict) -> None:
        scope, level = one.needs
        if level == "read":
            public = not repo.private or scope == "metadata"
            if not public and not token.allows(scope, level):
                raise ApiError(403, token.refusal)
            return
        scopes = {scope}
        issue = repo.issues.get(args.get("number"))
        if scope == "issues" and issue and issue.pull:
            scopes.add("pull_requests")  # either does for what an issue and a pull request share
        if repo not in token.homes or not any(token.allows(one_of, level) for one_of in scopes):
            raise ApiError(403, token.refusal)
        if repo.disabled:
            raise ApiError(403, "Repository access blocked")
        if repo.archived:
            raise ApiError(403, "Repository was archived so is read-only.")


def _told(token: Token, call: Call) -> dict[str, str]:
    """Return the headers that tell what is left of the hour's requests."""
    budget = token.budget
    return {
        "x-ratelimit-limit": str(budget.limit),
        "x-ratelimit-remaining": str(max(0, budget.limit - budget.used)),
        "x-ratelimit-used": str(budget.used),
        "x-ratelimit-reset": str(int(budget.ends)),
        "x-ratelimit-resource": "graphql" if call.path == "/graphql" else "core",
    }


def _check_token(token: Token | None, call: Call) -> None:
    if token is None or token.expired:
        raise ApiError(401, "Bad credentials" if call.token else "Requires authentication")
