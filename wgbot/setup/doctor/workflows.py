"""The workflow steps of a repository that run wgbot."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wgbot.files import yaml
from wgbot.files.tree import Tree
from wgbot.text.counting import listed

FOLDER = ".github/workflows"

_NEEDED = {
    "run": {"contents": "write", "issues": "write", "pull-requests": "write", "statuses": "write"},
    "sync": {"contents": "write", "issues": "write", "pull-requests": "write", "statuses": "write"},
    "links": {"contents": "write", "issues": "write", "pull-requests": "write"},
    "checkin": {"contents": "write", "issues": "write", "pull-requests": "write"},
    "check": {"contents": "read"},
    "site": {"contents": "read"},
}
"""Which permissions the job of each command needs."""
_RUN = re.compile(r"(?:^|\s)(?:-m\s+)?wgbot\s+(run|sync|checkin|check|links|site build)\b")
_REVIEWS = ("submitted", "dismissed")
_OWN = ("./", "$/")
"""https://github.blog/changelog/2026-07-30-reference-same-repository-actions-with-self-repository-syntax/"""
_ACTION = re.compile(r"([\w.-]+/wgbot(?:-action)?)@(\S+)")


@dataclass(frozen=True, slots=True)
class Use:
    """One step that runs wgbot."""

    path: str
    command: str
    """`run`, `sync`, `check`, `links`, `checkin` or `site`."""
    action: str | None
    """The action it uses, as `owner/name@revision`; None if that is this repository's own."""
    revision: str | None
    """What that is pinned to."""
    permissions: Mapping[str, str] | str | None
    """The job's, or else the workflow's; None if neither has any."""
    triggers: Mapping[str, Any]
    token: str
    """The token it is given, as written there."""
    identity: str = ""
    """Whose token that is, as far as the workflow tells: the token of Actions, or an App by what it is
    made with; empty if there is none."""

    @property
    def has_actions_token(self) -> bool:
        """Return whether it is given the token of Actions, which only works in one repository."""
        return re.search(r"github\.token|secrets\.GITHUB_TOKEN", self.token) is not None

    @property
    def proposes_for_actions(self) -> bool:
        """Return whether it opens pull requests with the token of Actions, which trigger no workflow."""
        return self.command in ("run", "sync") and self.has_actions_token


def named(paths: Iterable[str]) -> str:
    """Return the names of files, listed as in a sentence."""
    return listed([f"`{path.rpartition('/')[2]}`" for path in paths])


def uses(tree: Tree) -> Iterator[Use]:
    """Yield the steps that run wgbot; files that can't be read have none."""
    for name, kind in tree.entries(FOLDER).items():
        if kind != "file" or not name.endswith((".yml", ".yaml")):
            continue
        path = f"{FOLDER}/{name}"
        try:
            # As text, because YAML 1.1 reads `on:` as true.
            given = yaml.load(tree.read(path) or b"", as_text=True).value
        except yaml.YamlError:
            continue
        for job in _mapping(_mapping(given).get("jobs")).values():
            for step in _mapping(job).get("steps") or ():
                yield from _used(tree, path, given, _mapping(job), _mapping(step))


def _used(
    tree: Tree,
    path: str,
    given: Mapping[str, Any],
    job: Mapping[str, Any],
    step: Mapping[str, Any],
) -> Iterator[Use]:
    inputs, environment = _mapping(step.get("with")), _mapping(step.get("env"))
    action, revision, command = None, None, ""
    used = str(step.get("uses", "")).partition("#")[0].strip()
    if found := _ACTION.fullmatch(used):
        action, revision, command = used, found[2], str(inputs.get("command", ""))
    elif used.startswith(_OWN) and _is_wgbot(tree, used):
        command = str(inputs.get("command", ""))
    elif found := _RUN.search(str(step.get("run", ""))):
        command = found[1]
    if command:
        token = str(inputs.get("token") or environment.get("GITHUB_TOKEN") or "")
        yield Use(
            path=path,
            command=command.split()[0],
            action=action,
            revision=revision,
            permissions=job.get("permissions", given.get("permissions")),
            triggers=_triggers(given.get("on")),
            token=token,
            identity=_identity(token, job),
        )


def _identity(token: str, job: Mapping[str, Any]) -> str:
    written = " ".join(token.removeprefix("${{").removesuffix("}}").split())
    if written in ("github.token", "secrets.GITHUB_TOKEN"):
        return "the token of Actions"
    made = re.fullmatch(r"steps\.([\w-]+)\.outputs\.[\w-]+", written)
    for step in (job.get("steps") or ()) if made else ():
        inputs = _mapping(_mapping(step).get("with"))
        app = inputs.get("client-id") or inputs.get("app-id")
        if made and _mapping(step).get("id") == made[1] and app:
            return f"the token of the App {app}"
    return written


def _is_wgbot(tree: Tree, used: str) -> bool:
    """Return whether an action of the repository itself is wgbot, as in wgbot's own repository."""
    folder = used[2:].strip("/")
    data = tree.read(f"{folder}/action.yml" if folder else "action.yml")
    try:
        return data is not None and _mapping(yaml.load(data).value).get("name") == "wgbot"
    except yaml.YamlError:
        return False


def handles_reviews(tree: Tree, use: Use) -> bool:
    """Return whether every review triggers it, given or dismissed, and its condition can let it through."""
    event = use.triggers.get("pull_request_review", {"types": []})
    types = event.get("types", _REVIEWS) if isinstance(event, dict) else _REVIEWS
    # That is empty where a review is the trigger.
    asks_for_head = b"github.head_ref" in (tree.read(use.path) or b"")
    return set(_REVIEWS) <= set(types) and not asks_for_head


def _triggers(given: Any) -> Mapping[str, Any]:
    if isinstance(given, str):
        return {given: None}
    return dict.fromkeys(given) if isinstance(given, list) else _mapping(given)


def _mapping(given: Any) -> Mapping[str, Any]:
    return given if isinstance(given, dict) else {}


def missing_permissions(use: Use) -> list[str]:
    """Return the permissions that the job lacks."""
    if use.permissions == "write-all":
        return []
    has = use.permissions if isinstance(use.permissions, dict) else {}
    if use.permissions == "read-all":
        has = dict.fromkeys(("contents", "issues", "pull-requests", "statuses"), "read")
    rank = {"none": 0, "read": 1, "write": 2}
    return [
        f"`{name}: {least}`"
        for name, least in _NEEDED.get(use.command, {}).items()
        if rank.get(str(has.get(name, "none")), 0) < rank[least]
    ]
