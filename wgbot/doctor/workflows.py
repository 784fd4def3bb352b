"""The workflows of a repository, as far as they run wgbot."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wgbot import yamlfile
from wgbot.tree import Tree

FOLDER = ".github/workflows"

_RUN = re.compile(r"(?:^|\s)(?:-m\s+)?wgbot\s+(run|sync|check|links|site build)\b")
_ACTION = re.compile(r"[\w.-]+/wgbot(?:-action)?@(\S+)")


@dataclass(frozen=True, slots=True)
class Use:
    """One step that runs wgbot."""

    path: str
    command: str
    """`run`, `sync`, `check`, `links` or `site`."""
    revision: str | None
    """What the action is pinned to; None where wgbot is not run as an action."""
    permissions: Mapping[str, str] | str | None
    """The job's, or else the workflow's; None where neither says."""
    triggers: Mapping[str, Any]
    token: str
    """The token it is given, as it stands there."""


def uses(tree: Tree) -> Iterator[Use]:
    """Find the steps that run wgbot; files that cannot be read have none."""
    for name, kind in tree.entries(FOLDER).items():
        if kind != "file" or not name.endswith((".yml", ".yaml")):
            continue
        path = f"{FOLDER}/{name}"
        try:
            # As text, because YAML 1.1 reads `on:` as true.
            given = yamlfile.load(tree.read(path) or b"", as_text=True).value
        except yamlfile.YamlError:
            continue
        for job in _mapping(_mapping(given).get("jobs")).values():
            for step in _mapping(job).get("steps") or ():
                yield from _used(path, given, _mapping(job), _mapping(step))


def _used(
    path: str, given: Mapping[str, Any], job: Mapping[str, Any], step: Mapping[str, Any]
) -> Iterator[Use]:
    inputs, environment = _mapping(step.get("with")), _mapping(step.get("env"))
    revision, command = None, ""
    if found := _ACTION.fullmatch(str(step.get("uses", "")).partition("#")[0].strip()):
        revision, command = found[1], str(inputs.get("command", ""))
    elif found := _RUN.search(str(step.get("run", ""))):
        command = found[1]
    if command:
        yield Use(
            path=path,
            command=command.split()[0],
            revision=revision,
            permissions=job.get("permissions", given.get("permissions")),
            triggers=_triggers(given.get("on")),
            token=str(inputs.get("token") or environment.get("GITHUB_TOKEN") or ""),
        )


def _triggers(given: Any) -> Mapping[str, Any]:
    if isinstance(given, str):
        return {given: None}
    return dict.fromkeys(given) if isinstance(given, list) else _mapping(given)


def _mapping(given: Any) -> Mapping[str, Any]:
    return given if isinstance(given, dict) else {}
