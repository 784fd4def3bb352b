"""What a community says about itself → the files that set its repository up.

They are made of the files in `templates/init`, where words in double brackets stand for answers.
"""

import hashlib
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from wgbot.community import schemas
from wgbot.community.config import PATH, Config, FormSettings
from wgbot.community.questions import Does
from wgbot.community.templates import BUILT_IN
from wgbot.files import yaml
from wgbot.files.tree import Tree
from wgbot.form.recognition import BRANCHES
from wgbot.setup.init.answers import NO_ACTION, Answers

FOLDER = "init"
ISSUE_TEMPLATES = ".github/ISSUE_TEMPLATE"
WORKFLOWS = ("proposals", "sync", "check", "site", "links", "checkin")
OPTIONAL = ("site", "checkin")
"""Those that a community can do without."""

_FORMS: Mapping[Does, str] = {"new": "form.yml", "change": "change.yml", "end": "end.yml"}
_CONFIG = Config()
_PLACE = re.compile(r"\[\[([\w ]+)\]\]")


def made(
    answers: Answers,
    tree: Tree,
    needed: Mapping[str, Any] | None = None,
    *,
    with_workflows: Collection[str] = ("site",),
) -> dict[str, str]:
    """Return the files by path: forms, configuration, workflows, and a word on the registry.

    *with_workflows* are those of the optional ones that are wanted.
    """
    files = {
        **{each.path: form(answers, each.does) for each in answers.all_forms},
        PATH: configuration(answers, tree, needed),
        f"{answers.registry}/README.md": _text("registry.md", answers),
    }
    if answers.forum:
        files[".github/ISSUE_TEMPLATE/config.yml"] = yaml.dump(_contact(answers))
    for name in WORKFLOWS:
        if name not in OPTIONAL or name in with_workflows:
            files[workflow_path(name)] = workflow(name, answers)
    return files


def page(answers: Answers) -> str:
    """Write a page that lists the groups, with nothing in its list."""
    return _text("page.md", answers)


def form(answers: Answers, does: Does = "new") -> str:
    """Write an issue form, without the questions that the answers leave nothing to ask about."""
    text = _source(_FORMS[does], answers)
    given = _filled(yaml.load(text.encode()).value, answers.words())
    given["body"] = [
        part
        for part in given["body"]
        if not (part.get("id") == "conduct" and not answers.conduct)
        and not (part.get("id") == "discussion" and not answers.forum)
        and not (part.get("id") == "kind" and not answers.kinds)
    ]
    for part in given["body"]:
        if part.get("id") == "kind":
            part["attributes"]["options"] = list(answers.kinds)
    return yaml.dump(given)


def workflow_path(name: str) -> str:
    """Return where a workflow is."""
    return f".github/workflows/wgbot-{name}.yml"


def stamp(name: str) -> str:
    """Return by what a workflow tells which template it was made of."""
    return hashlib.sha256(_template(name).encode()).hexdigest()[:12]


def _template(name: str) -> str:
    return (BUILT_IN / FOLDER / "workflows" / f"{name}.yml").read_text(encoding="utf-8")


def workflow(name: str, answers: Answers) -> str:
    """Write one of the workflows, below a line that tells of which template it was made."""
    first = f"# From wgbot's template {stamp(name)}; `wgbot init --upgrade` brings it up to date.\n"
    return first + (
        _template(name)
        .replace(NO_ACTION, answers.action)
        .replace("branches: [main]", f"branches: [{_branch(answers.branch)}]")
        .replace(f"'{BRANCHES}", f"'{answers.prefix}")
    )


def configuration(answers: Answers, tree: Tree, needed: Mapping[str, Any] | None = None) -> str:
    """Write the configuration: what differs from the defaults, the page, and what a list *needed*."""
    pages = [{"path": answers.page_path}]
    wanted: dict[str, Any] = {
        **_forms(answers),
        "registry": answers.registry,
        "pages": pages,
        "language": answers.language,
        "noun": {"one": answers.one, "many": answers.plural},
        "approval": {"label": answers.label},
        "site": _site(answers),
        "fields": dict(answers.fields),
        **(needed or {}),
    }
    defaults = {
        "form": _CONFIG.form,
        "registry": _CONFIG.registry,
        "language": "en",
        "noun": {"one": "working group", "many": "working groups"},
        "approval": {"label": _CONFIG.approval.label},
        "site": {},
        "fields": {},
    }
    said = {
        key: value
        for key, value in wanted.items()
        if key in Config.model_fields and value != defaults.get(key)
    }
    return schemas.first_line(Config.model_validate(said), tree, PATH) + yaml.dump(said)


def _forms(answers: Answers) -> dict[str, Any]:
    """Return where the forms are: one alone by the short way."""
    if len(answers.all_forms) == 1 and answers.all_forms[0] == FormSettings(path=answers.form_path):
        return {"form": answers.form_path}
    said = (each.model_dump(exclude_defaults=True, exclude_none=True) for each in answers.all_forms)
    return {"forms": list(said)}


def _site(answers: Answers) -> dict[str, str]:
    site = {
        "url": _folder(answers.site) if answers.site else "",
        "title": answers.heading if answers.heading != _CONFIG.site.title else "",
        "language": answers.language if answers.language != "en" else "",
        "forum": answers.forum,
    }
    return {key: value for key, value in site.items() if value}


def _folder(address: str) -> str:
    return address if address.endswith("/") else f"{address}/"


def _contact(answers: Answers) -> dict[str, Any]:
    german = answers.language == "de"
    about = (
        "Find out who shares your question before you propose anything."
        if not german
        else "Finde heraus, wen dieselbe Frage beschäftigt, bevor du etwas vorschlägst."
    )
    link = {
        "name": "Erst darüber reden" if german else "Discuss it first",
        "url": answers.forum,
        "about": about,
    }
    return {"blank_issues_enabled": True, "contact_links": [link]}


def _source(name: str, answers: Answers) -> str:
    folder = BUILT_IN / FOLDER
    own = folder / answers.language / name
    path: Path = own if own.is_file() else folder / name
    return path.read_text(encoding="utf-8")


def _text(name: str, answers: Answers) -> str:
    return str(_filled(_source(name, answers), answers.words()))


def _filled(value: Any, words: Mapping[str, str]) -> Any:
    """Put the answers in place, in every text of a value."""
    if isinstance(value, str):
        return _PLACE.sub(lambda place: words.get(place[1], place[0]), value)
    if isinstance(value, list):
        return [_filled(each, words) for each in value]
    if isinstance(value, dict):
        return {key: _filled(each, words) for key, each in value.items()}
    return value


def _branch(name: str) -> str:
    """Return a branch as it is in a list of YAML."""
    return name if re.fullmatch(r"[A-Za-z][A-Za-z0-9._/-]*", name) else f'"{name}"'
