"""Every sentence that wgbot says and that can be said in another language: `make translations`."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import jinja2
from jinja2 import nodes

import wgbot
from wgbot.checks import runner
from wgbot.community.config import Noun
from wgbot.community.site import Appearance
from wgbot.community.templates import BUILT_IN
from wgbot.community.translation import FILE
from wgbot.files import yaml
from wgbot.proposals import differences, pull_request_messages
from wgbot.proposals.edits.edit import edit_modules
from wgbot.registry.fields import FIELDS
from wgbot.registry.group import GroupStatus
from wgbot.registry.meetings import meeting
from wgbot.site import endings, events, health, index_page, meetings, platforms

PACKAGE = Path(wgbot.__file__).parent
LANGUAGES = sorted(each.parent.name for each in BUILT_IN.glob(f"*/{FILE}"))
PROPOSERS = [
    *sorted((PACKAGE / "checks").glob("*.py")),
    PACKAGE / "form/reading.py",
    PACKAGE / "proposals/proposal.py",
    PACKAGE / "proposals/naming.py",
    PACKAGE / "proposals/moving.py",
    PACKAGE / "proposals/list_answers.py",
    PACKAGE / "proposals/meeting_answers.py",
    PACKAGE / "form/answers.py",
    PACKAGE / "text/links.py",
    PACKAGE / "text/schemes.py",
    *sorted((PACKAGE / "proposals/edits").glob("[!_]*.py")),
    PACKAGE / "registry/answers.py",
    PACKAGE / "similarity/focuses.py",
    PACKAGE / "similarity/matching.py",
    PACKAGE / "similarity/naming.py",
    PACKAGE / "similarity/verdicts.py",
]
"""What a proposer or a reviewer reads is in these. What only those read who run wgbot is English."""
_ROOMS = ("site", "links", "checkin", "proposals", "checks", "form")
_NO_CHECKS = {"lookups", "overlap", "runner", "subject", "__init__"}
_NO_SENTENCES = {
    "fill in later",
    "not applicable",
    "gone or private",
    "lorem ipsum",
    "nichts passiert",
    "no one",
    "_No response_",
}
_LOOKS_SAID = re.compile(r"[A-Za-z]{2,} [A-Za-z{`]|\} [a-z]{2,}")


def of(language: str) -> dict[str, str]:
    """Return wgbot's own sentences in a language, by the English."""
    return yaml.load((BUILT_IN / language / FILE).read_bytes(), as_text=True).value


def said() -> set[str]:
    """Return what wgbot says, by the English."""
    found = {*_in_templates(), *_in_calls(), *_in_tables()}
    for path in PROPOSERS:
        found |= set(_in_module(path)) - _NO_SENTENCES
    # What git keeps is English.
    return found - {module.COMMIT for module in edit_modules().values()}


def _in_templates() -> Iterator[str]:
    for path in (BUILT_IN / "site").glob("*.j2"):
        parsed = jinja2.Environment().parse(path.read_text(encoding="utf-8"))
        for used in parsed.find_all(nodes.Filter):
            if used.name == "t" and isinstance(used.node, nodes.Const):
                yield used.node.value
            elif used.name == "t":
                # The one thing that is said and is no text of the template's.
                assert isinstance(used.node, nodes.Filter), path
                assert used.node.name == "capitalize", path
                assert used.node.node.attr == "status", path


def _in_calls() -> Iterator[str]:
    """Yield what stands in a call of `say` or `Sentence`."""
    # In other rooms, `say` is something else.
    for path in (each for room in _ROOMS for each in (PACKAGE / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                text = node.args[0]
                if called in ("say", "Sentence") and isinstance(text, ast.Constant):
                    yield text.value


def _in_tables() -> Iterator[str]:
    yield from map(runner.summary, runner._BUILT_IN)
    yield from pull_request_messages._WHY_HELD.values()
    for module in edit_modules().values():
        yield from (module.TITLE, module.OPENING, *getattr(module, "SEVERAL", {}).values())
    yield "Update links that moved"
    yield from ("no lead", "1 lead", "{count} leads")
    for status in get_args(GroupStatus):
        yield from (status, status.capitalize())
    yield from (*meeting.WEEKDAYS, *meeting.ORDINALS, *meetings.LINKS.values())
    yield from endings.REASONS.values()
    yield from (each.word for each in FIELDS if each.type != "answers")
    yield from (differences.ADDRESS, *differences.ENDINGS.values(), "yes", "no")
    yield from events.FIELDS.values()
    yield from health.STATES.values()
    for each in (*platforms.PLATFORMS, platforms.WEB):
        yield from (each.label, each.how)
    for _, title, words in index_page.SECTIONS:
        yield from (each for each in (title, words) if each)
    yield from (Noun().one, Noun().many, Appearance().description)


def _in_module(path: Path) -> Iterator[str]:
    """Yield the texts in a module that look like something said: not patterns, keys or word lists."""
    if path.parent.name == "checks" and path.stem in _NO_CHECKS:
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        is_list = (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("split", "compile", "sub", "fullmatch", "search", "splitlines")
        )
        if is_docstring or is_list or isinstance(node, ast.Compare | ast.Set | ast.JoinedStr):
            skipped |= {each for each in ast.walk(node) if each is not node}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and node not in skipped else None
        if isinstance(text, str) and _LOOKS_SAID.search(text) and "\n" not in text:
            yield text


def main() -> None:
    """List, by language, what is missing and what nobody says any more."""
    lines = []
    known = said()
    for language in LANGUAGES:
        sentences = of(language)
        lines.append(f"{language}: {len(known & sentences.keys())} of {len(known)} sentences")
        for title, listed in (
            ("missing, and said in English", known - sentences.keys()),
            ("said nowhere", sentences.keys() - known),
        ):
            if listed:
                lines += [f"  {title}:", *(f"    {each}" for each in sorted(listed))]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
