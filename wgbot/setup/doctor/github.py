"""What only GitHub knows, asked with a token: settings, labels, workflows and their runs."""

import base64
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from wgbot.community import config
from wgbot.community.config import Config
from wgbot.setup.doctor import actions, protection
from wgbot.setup.doctor.asking import Asker, Questions
from wgbot.setup.doctor.findings import Advice, advice, fine, problem
from wgbot.setup.doctor.workflows import Use
from wgbot.text.problems import WgbotError


def examine(
    api: Asker,
    settings: Config,
    local_forms: Mapping[str, bytes | None],
    used: Sequence[Use],
    second: Asker | None = None,
) -> list[Advice]:
    """Ask GitHub about the repository; *used* are the workflow steps that run wgbot.

    *local_forms* are the issue forms as they are here, by path.
    *second* is the second repository, if the configuration names one.
    """
    try:
        home = api.get("")
    except WgbotError as error:
        return [
            # What failed says itself what to do.
            problem("not-asked", "GitHub couldn't be asked anything.", str(error))
        ]
    if not home:
        return [
            problem(
                "repository",
                "There is no such repository, or the token can't see it.",
                "Set GITHUB_REPOSITORY to owner/name, and use a token that can read it.",
            )
        ]
    ask = Questions(api)
    address = str(home.get("html_url", ""))
    branch = str(home.get("default_branch", "main"))
    found = list(_repository(home, address))
    found += actions.permissions(ask, used, address)
    found += _labels(ask, settings, address)
    for path, local in local_forms.items():
        found += _form(ask, path, branch, local, address)
    found += actions.runs(ask, sorted({use.path for use in used}), branch, address)
    if any(use.command == "site" for use in used):
        found += _pages(ask, home, address)
    found += protection.examine(ask, settings.branches.prefix, used, home)
    if second and settings.second:
        found += _second(second, settings, settings.second, address)
    return [*found, *ask.refused]


def _repository(home: dict[str, Any], address: str) -> Iterator[Advice]:
    if home.get("archived"):
        yield problem(
            "archived",
            "The repository is archived, so nobody can propose anything.",
            "Unarchive it.",
            f"{address}/settings",
        )
    if home.get("has_issues") is False:
        yield problem(
            "issues-off",
            "Issues are disabled, but proposals are issues.",
            "Tick “Issues” under Features.",
            f"{address}/settings",
        )
    if home.get("fork"):
        yield advice(
            "fork",
            "The repository is a fork: GitHub runs no workflows there until someone enables them, "
            "and no schedules.",
            "Enable them on the Actions page, or work in the original.",
            f"{address}/actions",
        )
    permissions = home.get("permissions")
    if isinstance(permissions, dict) and not permissions.get("push"):
        yield advice(
            "token-reads",
            "The token can read the repository but not write to it.",
            "That's enough for this command. wgbot itself needs one that can write.",
        )


def _second(
    api: Asker, settings: Config, second: config.SecondRepository, address: str
) -> Iterator[Advice]:
    ask = Questions(api)
    home = ask.get(f"what {second.repository} is", "")
    if home is False:
        yield from ask.refused
        return
    if not home:
        yield problem(
            "second",
            f"There is no repository {second.repository}, or the token can't see it.",
            "Fix the name under `second` in the configuration, or use a token that can see both. "
            "wgbot needs the token of an App that is installed in both.",
            address,
        )
        return
    wanted = [page.path for page in settings.pages]
    if settings.is_registry_in_second:
        wanted = [settings.registry]
    for path in wanted:
        if ask.get(f"whether {path} is there", f"/contents/{quote(path)}") is None:
            yield problem(
                "second-path",
                f"There is no {path} in {second.repository}, but the configuration says so.",
                "Add it there, or fix `second` in the configuration.",
                str(home.get("html_url", address)),
            )
    yield from ask.refused


def _labels(ask: Questions, settings: Config, address: str) -> Iterator[Advice]:
    name = settings.approval.label
    label = ask.get(f"whether there is a label {name!r}", f"/labels/{quote(name, safe='')}")
    if label is None:
        yield problem(
            "label",
            f"There is no label {name!r}, so nobody can approve a proposal.",
            "Add it. If it was renamed, write its new name as `approval: {label: …}` into the "
            "configuration.",
            f"{address}/labels",
        )
    elif label:
        yield fine("label", f"There is a label {name!r} to approve proposals.")


def _form(
    ask: Questions, path: str, branch: str, local: bytes | None, address: str
) -> Iterator[Advice]:
    there = ask.get("what the form says", f"/contents/{quote(path)}", ref=branch)
    if there is None:
        yield problem(
            "form-absent",
            f"There is no form at {path} on {branch}, so GitHub doesn't show one.",
            f"Commit it and push it to {branch}.",
            f"{address}/tree/{branch}/.github",
        )
    elif there and local is not None and _content(there) not in (None, local):
        yield advice(
            "form-differs",
            f"The form on {branch} differs from the one here.",
            "Push yours, or pull.",
            f"{address}/blob/{branch}/{quote(path)}",
        )
    elif there:
        yield fine("form", f"The form is on {branch}, where GitHub shows it.")


def _content(there: dict[str, Any]) -> bytes | None:
    if there.get("encoding") != "base64":
        return None
    try:
        return base64.b64decode(str(there.get("content", "")))
    except ValueError:
        return None


def _pages(ask: Questions, home: Mapping[str, Any], address: str) -> Iterator[Advice]:
    what = "whether GitHub Pages is enabled"
    site = ask.get(what, "/pages")
    where = f"{address}/settings/pages"
    if site is None and home.get("has_pages"):
        ask.untold(what, "there is a site, but this token can't see its settings")
    elif site is None:
        yield problem(
            "pages-off",
            "A workflow builds the website, but GitHub Pages is off.",
            "Choose GitHub Actions as the source.",
            where,
        )
    elif site and site.get("build_type") != "workflow":
        yield problem(
            "pages-source",
            "GitHub Pages takes the website from a branch, but a workflow builds it.",
            "Choose GitHub Actions as the source.",
            where,
        )
    elif site:
        yield fine("pages", f"The website is at {site.get('html_url', '')}.")
