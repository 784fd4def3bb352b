"""What people do on GitHub, and what there is to see afterwards.

Each thing that a person does is done at the emulator, and then the workflows run that GitHub would
start for it.
"""

import base64
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.e2e.act import Act, Run
from tests.e2e.emulator import OWNER, REPOSITORY
from tests.e2e.gateway import Gateway, Request
from tests.e2e.home import Home
from wgbot.proposals import issuefile

BOT = "github-actions[bot]"
_EXAMPLES = Path(__file__).parent.parent.parent / "examples"
_HERE = f"/repos/{REPOSITORY}"


def example(name: str) -> dict[str, str]:
    """Return title and text of a filled-in form, as a browser sends them."""
    issue = issuefile.load((_EXAMPLES / f"{name}.md").read_bytes(), name)
    return {"title": issue.title, "body": issue.body.replace("\n", "\r\n")}


class Scene:
    """A community on GitHub, with its workflows."""

    def __init__(self, gateway: Gateway, home: Home, act: Act, prefix: str = "") -> None:
        """Look at it; nobody has done anything yet. Its workflows' names begin with *prefix*."""
        self._prefix = prefix
        self.gateway = gateway
        self.home = home
        self.act = act

    # What people do

    def opens(self, login: str, text: dict[str, str]) -> Run:
        """File an issue."""
        issue = self._ask("POST", "/issues", login, text)
        return self._issue_event("opened", issue["number"], login)

    def edits(self, login: str, number: int, text: dict[str, str]) -> Run:
        """Change an issue's text."""
        before = self.issue(number)["body"]
        self._ask("PATCH", f"/issues/{number}", login, text)
        return self._issue_event("edited", number, login, changes={"body": {"from": before}})

    def labels(self, login: str, number: int, name: str) -> Run:
        """Put a label on an issue."""
        self._ask("POST", f"/issues/{number}/labels", login, {"labels": [name]})
        return self.labels_again(login, number, name)

    def labels_again(self, login: str, number: int, name: str) -> Run:
        """Let GitHub tell once more of a label that somebody put on."""
        label = next(each for each in self.issue(number)["labels"] if each["name"] == name)
        return self._issue_event("labeled", number, login, label=label)

    def pushes(self, login: str, path: str, text: str) -> None:
        """Commit a file to the default branch; no workflow here runs for that."""
        base = self.commit("main")
        entry = {"path": path, "mode": "100644", "type": "blob", "content": text}
        on = {"base_tree": base["commit"]["tree"]["sha"], "tree": [entry]}
        tree = self._ask("POST", "/git/trees", login, on)["sha"]
        about = {"message": f"Change {path}", "tree": tree, "parents": [base["sha"]]}
        commit = self._ask("POST", "/git/commits", login, about)["sha"]
        self._ask("PATCH", "/git/refs/heads/main", login, {"sha": commit})
        self.home.take("main")

    def merges(self, login: str, number: int) -> Run:
        """Merge a pull request."""
        self._ask("PUT", f"/pulls/{number}/merge", login, {})
        self.home.take("main")
        return self._run("proposals", "pull_request", self._pull_event("closed", number, login))

    def closes_another(self, head: dict[str, Any]) -> Run:
        """Close a pull request that is not wgbot's."""
        payload = {
            "action": "closed",
            "number": 7,
            "pull_request": {"number": 7, "state": "closed", "head": head},
            **self._about("outsider"),
        }
        return self._run("proposals", "pull_request", payload)

    def again(self) -> Run:
        """Run the last run once more, as by the button on GitHub."""
        return self.act.again()

    def syncs(self) -> Run:
        """Let the daily run come round."""
        return self._run("sync", "schedule", {"schedule": "37 4 * * *", **self._about(OWNER)})

    def checks(self, number: int) -> Run:
        """Judge a pull request."""
        head = self.home.take(self.pull(number)["head"]["ref"])
        payload = self._pull_event("opened", number, BOT)
        return self._run("check", "pull_request", payload, ref=head)

    # What there is to see

    def issue(self, number: int) -> dict[str, Any]:
        """Return an issue."""
        return dict(self._ask("GET", f"/issues/{number}"))

    def pull(self, number: int) -> dict[str, Any]:
        """Return a pull request."""
        return dict(self._ask("GET", f"/pulls/{number}"))

    def label_names(self, number: int) -> set[str]:
        """Return the names of an issue's labels."""
        return {each["name"] for each in self.issue(number)["labels"]}

    def comments(self, number: int) -> list[SimpleNamespace]:
        """Return the comments on an issue."""
        listed = self._ask("GET", f"/issues/{number}/comments")
        return [
            SimpleNamespace(id=each["id"], by=each["user"]["login"], text=each["body"])
            for each in listed
        ]

    def commit(self, ref: str) -> dict[str, Any]:
        """Return the commit that a branch is at."""
        return dict(self._ask("GET", f"/commits/{ref}"))

    def file(self, path: str, ref: str) -> str:
        """Return the content of a file."""
        found = self._ask("GET", f"/contents/{path}?ref={ref}")
        return base64.b64decode(found["content"]).decode()

    def status(self, ref: str) -> dict[str, str]:
        """Return the states of a commit, by their names."""
        listed = self._ask("GET", f"/commits/{self.commit(ref)['sha']}/statuses")
        return {each["context"]: each["state"] for each in listed[::-1]}

    def pulls(self) -> list[dict[str, Any]]:
        """Return all pull requests."""
        return list(self._ask("GET", "/pulls?state=all&per_page=100"))

    def everything(self) -> dict[str, Any]:
        """Return everything that a run could have changed."""
        issues = self._ask("GET", "/issues?state=all&per_page=100")
        numbers = [each["number"] for each in issues]
        return {
            "issues": issues,
            "pulls": self.pulls(),
            "comments": {
                n: self._ask("GET", f"/issues/{n}/comments?per_page=100") for n in numbers
            },
            "branches": self._ask("GET", "/branches?per_page=100"),
            "labels": self._ask("GET", "/labels?per_page=100"),
        }

    def requests(self) -> list[Request]:
        """Return the requests of workflows since this was last asked."""
        found = list(self.gateway.requests)
        self.gateway.requests.clear()
        return found

    def _run(self, name: str, event: str, payload: dict[str, Any], ref: str = "main") -> Run:
        return self.act.run(self._prefix + name, event, payload, ref)

    def _issue_event(self, action: str, number: int, login: str, **more: Any) -> Run:
        payload = {"action": action, "issue": self.issue(number), **self._about(login), **more}
        return self._run("proposals", "issues", payload)

    def _pull_event(self, action: str, number: int, login: str) -> dict[str, Any]:
        return {
            "action": action,
            "number": number,
            "pull_request": self.pull(number),
            **self._about(login),
        }

    def _about(self, login: str) -> dict[str, Any]:
        sender = {"login": BOT, "type": "Bot"}
        if login != BOT:
            sender = self.gateway.ask("GET", f"/users/{login}", OWNER)
        return {"repository": self._ask("GET", ""), "sender": sender}

    def _ask(self, method: str, path: str, login: str = OWNER, body: Any = None) -> Any:
        return self.gateway.ask(method, _HERE + path, login, body)
