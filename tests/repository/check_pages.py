"""The page of each check, made of the check: what it demands, an example of each kind, its options.

`docs/checks` holds them, and `pytest tests/repository/test_check_pages.py --update-expected` writes
them there.
"""

import json
import textwrap
from collections.abc import Mapping

import yaml

from tests import example
from wgbot.checks import runner
from wgbot.checks.subject import Example
from wgbot.community import schemas
from wgbot.form import schema
from wgbot.proposals import audit
from wgbot.proposals.proposal import judge
from wgbot.text.escape import ZERO_WIDTH_SPACE, escape_controls
from wgbot.text.problems import Problem

_SCHEMA = json.loads(schemas.schemas()[schemas.CONFIGURATION])
_LABELS = {field.key: field.label for field in schema.load(example.FORM.encode()).fields}
_PATH = "registry/bird-watching.yml"


def found(name: str, shown: Mapping[str, str] | str, configuration: str) -> list[Problem]:
    """Return what the check of that name finds in one side of an example."""
    settings = example.FILES[example.CONFIG_PATH] + configuration
    files = {example.CONFIG_PATH: settings}
    if isinstance(shown, str):
        problems = audit.audit(example.repository(**files, **{_PATH: shown}), example.NOW.date())
        listed = [each for each in problems.problems if each.path == _PATH]
    else:
        answers = {key: answer or None for key, answer in shown.items()}
        listed = [*judge(example.issue(**answers), example.repository(**files)).found]
    return [each for each in listed if each.check == name]


def page(name: str) -> str:
    """Return the page of the check of that name."""
    module = runner.CHECKS[name]
    return "\n".join(
        [
            f"# {name}\n",
            f"{_paragraphs(module.__doc__ or '')}\n",
            *(part for each in module.EXAMPLES for part in _example(name, each)),
            *_options(name),
        ]
    )


def index() -> str:
    """Return the page that lists them all."""
    rows = [f"| [{name}]({name}.md) | {runner.summary(name)} |" for name in runner.CHECKS]
    return "\n".join(
        [
            "# Checks\n",
            "The same checks apply to a proposal and, in [`wgbot check`](../commands.md), to every "
            "registered group. Each has a page with examples, and its options.\n",
            "| check | what it demands |\n|---|---|",
            *rows,
            "\n`checks: {NAME: false}` in [the configuration](../configure.md) switches a check off. "
            "You can also [add checks of your own](../adopt.md#checks-of-your-own).\n",
        ]
    )


def _paragraphs(text: str) -> str:
    """Return a docstring with one line for each paragraph, as Markdown is written here."""
    paragraphs = textwrap.dedent(text).strip().split("\n\n")
    return "\n\n".join(" ".join(each.split()) for each in paragraphs)


def _example(name: str, shown: Example) -> list[str]:
    (problem, *_) = found(name, shown.bad, shown.configuration)
    told = [shown.given] if shown.given else []
    if shown.configuration:
        told.append(f"With this in the configuration:\n\n```yaml\n{shown.configuration}```")
    return [
        "## For example\n" if not shown.configuration else "## With a configuration\n",
        *(f"{each}\n" for each in told),
        "What it finds:\n",
        _block(shown.bad),
        "What wgbot says:\n",
        f"> {problem.message()} {problem.remedy()}\n".replace(ZERO_WIDTH_SPACE, ""),
        "What is fine:\n",
        _block(shown.good),
    ]


def _block(shown: Mapping[str, str] | str) -> str:
    if isinstance(shown, str):
        return f"```yaml\n{shown}```\n"
    lines = [
        f"### {_LABELS[key]}\n\n{escape_controls(answer) or '_No response_'}"
        for key, answer in shown.items()
    ]
    return "```markdown\n" + "\n\n".join(lines) + "\n```\n"


def _options(name: str) -> list[str]:
    options = _SCHEMA["$defs"].get(f"wgbot__checks__{name}__Options", {}).get("properties", {})
    off = f"`checks: {{{name}: false}}` in [the configuration](../configure.md) switches this check off."
    if not options:
        return ["## Options\n", f"None. {off}\n"]
    values = runner.CHECKS[name].Options().model_dump(mode="json")
    rows = [
        f"| `{key}` | {_shown(values[key])} | {_uncapitalised(option['description'])} |"
        for key, option in options.items()
    ]
    defaults = {"checks": {name: values}}
    return [
        "## Options\n",
        "| option | default | |\n|---|---|---|",
        *rows,
        f"\nThese are the defaults, as they would be in [the configuration](../configure.md):\n\n"
        f"```yaml\n{yaml.safe_dump(defaults, sort_keys=False, default_flow_style=None)}```\n",
        f"{off}\n",
    ]


def _shown(default: object) -> str:
    if default in ([], {}):
        return "none"
    if isinstance(default, list):
        return f"`[{', '.join(map(str, default))}]`"
    return f"`{json.dumps(default)}`"


def _uncapitalised(text: str) -> str:
    return (text[0].lower() + text[1:]).removesuffix(".")
