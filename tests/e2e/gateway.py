"""What stands before the emulator: it writes down every request, and says what the emulator leaves out.

All of GitHub that matters here is the emulator's. Only this is ours, because it has it not, or not
as GitHub has it:

- statuses of commits: it has none;
- GraphQL, which it has not (see graphql_answers.py), and when an issue was last edited;
- the pull requests among the issues: GitHub lists them there;
- the head of a pull request whose branch has moved;
- a second pull request for one branch: GitHub refuses it;
- what anybody may do in a public repository: read, and not 404.
"""

import http.client
import json
import re
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from tests.e2e.emulator import REPOSITORY
from tests.e2e.graphql_answers import Root
from tests.fakegithub import graphql

_HERE = f"/repos/{REPOSITORY}"


@dataclass(frozen=True)
class Request:
    """What was asked, by whom, and how it was answered."""

    who: str
    method: str
    path: str
    body: Any
    status: int

    @property
    def writes(self) -> bool:
        """Say whether it was meant to change something; a GraphQL query only asks."""
        if self.path.endswith("/graphql"):
            return graphql.is_mutation(self.body)
        return self.method not in ("GET", "HEAD")

    def __str__(self) -> str:
        return f"{self.method} {self.path} -> {self.status}"


@dataclass(frozen=True)
class Answer:
    """What comes back."""

    status: int
    body: Any
    headers: tuple[tuple[str, str], ...] = ()


def refusal(status: int, message: str) -> Answer:
    """Return an error in GitHub's shape."""
    return Answer(status, {"message": message, "documentation_url": "https://docs.github.com/rest"})


class Gateway:
    """A server on loopback; `emulator` is the port that it passes requests on to."""

    def __init__(self) -> None:
        """Start to listen; answer once `emulator` is set."""
        self.emulator = 0
        self.requests: list[Request] = []
        self.permissions: dict[str, dict[str, str]] = {}
        """What the tokens of workflows may do."""
        self._statuses: dict[str, list[dict[str, Any]]] = {}
        self._edited: dict[int, str] = {}
        """When an issue's text was last edited, by its number."""
        self._lock = threading.Lock()
        """Held while a query is answered, so that what is compared and set is one thing."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop to listen."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def ask(self, method: str, path: str, token: str, body: Any = None) -> Any:
        """Ask as *token*, without writing it down; fail where the answer is an error."""
        answer = self._answer(method, path, f"token {token}", body)
        assert answer.status < 300, f"{method} {path}: {answer.status} {answer.body}"
        return answer.body

    # From here on, what a request meets.

    def _answer(self, method: str, target: str, authorization: str, body: Any) -> Answer:
        token = authorization.rpartition(" ")[2]
        path, query = urlsplit(target).path, parse_qs(urlsplit(target).query)
        is_workflow = token in self.permissions
        if is_workflow and path in ("/user", "/graphql"):
            return self._asked_by_workflow(body, authorization)
        if path.startswith(f"{_HERE}/statuses/") and method == "POST":
            return self._set_status(path.rpartition("/")[2], token, body)
        if path.startswith(f"{_HERE}/commits/") and path.endswith("/statuses"):
            return Answer(200, self._statuses.get(path.split("/")[-2], [])[::-1])
        if method == "POST" and path == f"{_HERE}/pulls":
            head = quote(f"{REPOSITORY.partition('/')[0]}:{body['head']}")
            if self._pass("GET", f"{_HERE}/pulls?state=open&head={head}", authorization).body:
                return refusal(422, f"A pull request already exists for {head}.")
        answer = self._pass(method, target, authorization, body)
        self._note_edit(method, path, body, answer)
        if path.startswith(f"{_HERE}/collaborators/") and answer.status == 404:
            return self._anybody(path.split("/")[-2], authorization, answer)
        if method == "GET" and answer.status == 404 and path.startswith(f"{_HERE}/issues/"):
            return self._pull_as_issue(path.rpartition("/")[2], authorization, answer)
        if method == "GET" and path == f"{_HERE}/issues" and query.get("page", ["1"]) == ["1"]:
            state = query.get("state", ["open"])[0]
            pulls = self._pass("GET", f"{_HERE}/pulls?state={state}&per_page=100", authorization)
            return Answer(200, [*answer.body, *map(_as_issue, pulls.body)], headers=answer.headers)
        if path.startswith(f"{_HERE}/pulls") and answer.status < 300:
            self._refresh(answer.body, authorization)
        return answer

    def _note_edit(self, method: str, path: str, body: Any, answer: Answer) -> None:
        is_issue = re.fullmatch(rf"{_HERE}/issues/\d+", path)
        if method == "PATCH" and is_issue and answer.status == 200 and "body" in body:
            self._edited[answer.body["number"]] = answer.body["updated_at"]

    def _asked_by_workflow(self, body: Any, authorization: str) -> Answer:
        if body is None:
            return refusal(403, "Resource not accessible by integration")

        def ask(method: str, path: str, given: Any = None) -> tuple[int, Any]:
            answer = self._pass(method, path, authorization, given)
            return answer.status, answer.body

        root = Root(ask, REPOSITORY, self._statuses, self._edited)
        with self._lock:
            return Answer(200, graphql.execute(body, lambda _nodes: root))

    def _set_status(self, commit: str, token: str, body: Any) -> Answer:
        if self.permissions[token].get("statuses") != "write":
            return refusal(403, "Resource not accessible by integration")
        kept = self._statuses.setdefault(commit, [])
        kept.append({"id": len(kept) + 1, "description": None, "target_url": None, **body})
        return Answer(201, kept[-1])

    def _anybody(self, login: str, authorization: str, answer: Answer) -> Answer:
        user = self._pass("GET", f"/users/{login}", authorization)
        if user.status != 200:
            return answer
        return Answer(200, {"permission": "read", "role_name": "read", "user": user.body})

    def _pull_as_issue(self, number: str, authorization: str, answer: Answer) -> Answer:
        pull = self._pass("GET", f"{_HERE}/pulls/{number}", authorization)
        return answer if pull.status == 404 else Answer(200, _as_issue(pull.body))

    def _refresh(self, pulls: Any, authorization: str) -> None:
        for pull in pulls if isinstance(pulls, list) else [pulls]:
            if pull.get("state") == "open" and "head" in pull:
                ref = f"{_HERE}/git/ref/heads/{pull['head']['ref']}"
                found = self._pass("GET", ref, authorization)
                if found.status == 200:
                    pull["head"]["sha"] = found.body["object"]["sha"]

    def _pass(self, method: str, target: str, authorization: str, body: Any = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.emulator, timeout=30)
        try:
            data = None if body is None else json.dumps(body).encode()
            headers = {"Authorization": authorization, "Content-Type": "application/json"}
            connection.request(method, target, data, headers)
            response = connection.getresponse()
            text = response.read()
            return Answer(
                response.status,
                json.loads(text) if text else None,
                tuple(
                    (key, value)
                    for key, value in response.getheaders()
                    if key.lower() == "link" or key.lower().startswith("x-")
                ),
            )
        finally:
            connection.close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                body = json.loads(self.rfile.read(length)) if length else None
                who = self.headers.get("Authorization") or ""
                answer = gateway._answer(self.command, self.path, who, body)
                gateway.requests.append(
                    Request(who.rpartition(" ")[2], self.command, self.path, body, answer.status)
                )
                self.send_response(answer.status)
                for key, value in answer.headers:
                    # The emulator writes its own address here, GitHub the one that was asked.
                    self.send_header(
                        key, value.replace(f"127.0.0.1:{gateway.emulator}", gateway.url[7:])
                    )
                text = b"" if answer.status == 204 else json.dumps(answer.body).encode()
                self.send_header("Content-Type", "application/json; charset=utf-8")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def __getattr__(self, name: str) -> Any:
                """Return what answers a method: the same for all of them."""
                if name.startswith("do_"):
                    return self.answer
                raise AttributeError(name)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler


def _as_issue(pull: dict[str, Any]) -> dict[str, Any]:
    """Return a pull request as it is listed among the issues."""
    kept = ("number", "title", "body", "state", "user", "labels", "html_url", "created_at")
    issue = {key: pull[key] for key in (*kept, "updated_at", "closed_at", "draft")}
    url = pull["issue_url"]
    return {**issue, "url": url, "pull_request": {"url": pull["url"]}}
