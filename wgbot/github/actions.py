"""GitHub Actions: the event that triggered the job, and what a job shows and hands on.

Texts and values only; the command prints them. Events are read with the standard library alone:
most of them are about something else, and then nothing more is loaded.
"""

import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from wgbot.form.recognition import BRANCHES
from wgbot.proposals.markers import issue_of_branch
from wgbot.text.escape import ZERO_WIDTH_SPACE, code_span, escape_controls
from wgbot.text.problems import Problem, SetupError

_COMMAND = re.compile(r"^/wgbot[ \t]+recheck[ \t]*$", re.MULTILINE)
# What is quoted or shown as code isn't a command.
_NOT_SAID = re.compile(
    r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1|\Z)|<!--.*?(?:-->|\Z)|<pre\b.*?(?:</pre>|\Z)",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
_MOST_SUMMARY = 1_000_000
"""A little less than the bytes that GitHub accepts for a job's summary."""
_MOST_ANNOTATIONS = 50

Scope = Literal["nothing", "one", "all"]


@dataclass(frozen=True)
class Event:
    """What an event asks for: to look at one issue, at all of them, or at nothing."""

    scope: Scope
    why: str
    """In a few words, for the log."""
    number: int = 0
    texts: tuple[str, ...] = ()
    """The issue's text as the event has it, and as it was before an edit."""
    title: str = ""
    labels: tuple[str, ...] = ()
    label: str | None = None
    """The label that was added."""
    sender: str = ""
    updated: str = ""
    """When the issue was changed, as the event has it."""
    is_certain: bool = False
    """Whether the issue is known to be a proposal."""
    default_branch: str | None = None


def read_event(path: Path, name: str, prefix: str = BRANCHES) -> Event:
    """Read the event of that *name* from the file that GitHub Actions wrote.

    *prefix* is how the names of the bot's branches start.
    Raises SetupError if the file can't be read or doesn't hold an event.
    """
    try:
        payload = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SetupError(f"The event in {path} can't be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise SetupError(f"The event in {path} isn't valid JSON.") from error
    if not isinstance(payload, dict):
        raise SetupError(f"The file {path} doesn't hold an event.")
    return understood(name, payload, prefix)


def understood(name: str, payload: Mapping[str, Any], prefix: str = BRANCHES) -> Event:
    """Return what the event of that *name* asks for; *prefix* as for `read_event`."""
    branch = _map(payload, "repository").get("default_branch")
    default_branch = branch if isinstance(branch, str) else None
    if name in ("schedule", "workflow_dispatch"):
        return Event("all", f"{name}: every open proposal", default_branch=default_branch)
    if name == "push":
        ref = payload.get("ref")
        if default_branch and ref != f"refs/heads/{default_branch}":
            return Event(
                "nothing", f"a push to {escape_controls(str(ref))}, not to {default_branch}"
            )
        return Event("all", "a push to the default branch", default_branch=default_branch)
    if name in ("pull_request", "pull_request_target", "pull_request_review"):
        return _pull_request(payload, default_branch, prefix)
    if name in ("issues", "issue_comment"):
        return _issue(name, payload, default_branch)
    return Event("nothing", f"wgbot doesn't use the event {escape_controls(name) or '(none)'}")


def _pull_request(payload: Mapping[str, Any], default_branch: str | None, prefix: str) -> Event:
    head = _map(_map(payload, "pull_request"), "head")
    name = str(head.get("ref") or "")
    number = issue_of_branch(name, prefix=prefix) or issue_of_branch(name)
    here = _map(payload, "repository").get("full_name")
    if number is None or _map(head, "repo").get("full_name") != here:
        return Event("nothing", "a pull request that isn't for a proposal")
    why = f"the pull request of the proposal in #{number}"
    return Event("one", why, number, is_certain=True, default_branch=default_branch)


def _issue(name: str, payload: Mapping[str, Any], default_branch: str | None) -> Event:
    issue = _map(payload, "issue")
    number = issue.get("number")
    action = str(payload.get("action") or "")
    if not isinstance(number, int) or "pull_request" in issue:
        return Event("nothing", "a pull request, not a proposal")
    if name == "issue_comment":
        comment = _map(payload, "comment")
        if action != "created" or not is_command(str(comment.get("body") or "")):
            return Event("nothing", "a comment without a command")
        if _map(comment, "user").get("type") == "Bot":
            return Event("nothing", "a comment by a program")
    before = _map(_map(payload, "changes"), "body").get("from")
    label = _map(payload, "label").get("name")
    return Event(
        "one",
        f"#{number} {action}",
        number,
        texts=(str(issue.get("body") or ""), *([before] if isinstance(before, str) else [])),
        title=str(issue.get("title") or ""),
        labels=tuple(
            str(each.get("name") if isinstance(each, dict) else each)
            for each in [*(issue.get("labels") or ()), *([{"name": label}] if label else [])]
        ),
        label=str(label) if label and action == "labeled" else None,
        sender=str(_map(payload, "sender").get("login") or ""),
        updated=str(issue.get("updated_at") or ""),
        default_branch=default_branch,
    )


def is_command(comment: str) -> bool:
    """Return whether a comment says `/wgbot recheck`, on a line of its own, not quoted and not in code."""
    said = _NOT_SAID.sub("", comment.replace("\r\n", "\n"))
    return _COMMAND.search(said) is not None


def _map(value: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = value.get(key)
    return found if isinstance(found, dict) else {}


def annotation(
    kind: Literal["error", "warning", "notice"], text: str, **place: str | int | None
) -> str:
    """Return the workflow command that shows *text* at a file and line."""
    where = ",".join(
        f"{key}={_escaped(str(value), ',:')}" for key, value in place.items() if value is not None
    )
    said = f"::{kind}{' ' if where else ''}{where}::{_escaped(escape_controls(text))}"
    return said.replace("##[", f"##{ZERO_WIDTH_SPACE}[")


def annotations(problems: Sequence[Problem]) -> list[str]:
    """Return a workflow command for each problem, where it is in its file."""
    return [
        annotation(
            "error" if problem.blocks else "notice",
            f"{problem.message()} {problem.remedy()}",
            file=problem.path,
            line=problem.line,
            title=f"wgbot: {problem.check}",
        )
        for problem in problems[:_MOST_ANNOTATIONS]
    ]


def listed(problem: Problem) -> str:
    """Return a problem as one line of Markdown, for a job's summary."""
    place = ":".join(str(part) for part in (problem.path, problem.line) if part is not None)
    where = f"{code_span(place)}: " if place else ""
    return f"{where}{problem.message()} {problem.remedy()}"


def _escaped(text: str, also: str = "") -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    for char in also:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def output(name: str, value: str) -> str:
    """Return the lines for `GITHUB_OUTPUT` that set *name*, whatever is in *value*."""
    while (end := f"end-{secrets.token_hex(16)}") in value:
        pass
    return f"{name}<<{end}\n{value}\n{end}\n"


def summary(text: str) -> str:
    """Return *text* for `GITHUB_STEP_SUMMARY`, cut where GitHub would drop all of it."""
    data = text.encode("utf-8", "replace")
    if len(data) <= _MOST_SUMMARY:
        return text
    cut = data[:_MOST_SUMMARY].decode("utf-8", "ignore")
    return f"{cut}\n\n… *GitHub doesn't show more than this.*\n"
