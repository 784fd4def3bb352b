"""Every text of the bot's in another language: none is missing, and none says less."""

import ast
import re
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

import wgbot
from wgbot.checks import runner
from wgbot.community import translation
from wgbot.community.templates import BUILT_IN
from wgbot.files import yaml
from wgbot.proposals import messages
from wgbot.text.problems import Problem, SetupError

PACKAGE = Path(wgbot.__file__).parent
LANGUAGES = sorted(each.parent.name for each in BUILT_IN.glob(f"*/{translation.FILE}"))
# What a proposer or a reviewer reads stands in these. What only those read who run wgbot, and edit
# its files, is English.
SPOKEN = [
    *sorted((PACKAGE / "checks").glob("*.py")),
    PACKAGE / "form/reading.py",
    PACKAGE / "form/answers.py",
    PACKAGE / "text/links.py",
    PACKAGE / "similarity/focuses.py",
    PACKAGE / "similarity/matching.py",
    PACKAGE / "similarity/naming.py",
    PACKAGE / "similarity/verdicts.py",
]
NOT_SPOKEN = {
    "checks/lookups.py",
    "checks/open_proposals.py",
    "checks/runner.py",
    "checks/subject.py",
}
_PLACE = re.compile(r"\{\w+?\}|<\d+>")


def sentences(language):
    path = BUILT_IN / language / translation.FILE
    return yaml.load(path.read_bytes(), as_text=True).value


def texts(path):
    """Find the texts in a module that look like something said: not patterns, keys or word lists."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(node.value)
        is_list = (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("split", "compile", "sub", "fullmatch", "search", "splitlines")
        )
        if is_list or (isinstance(node, ast.Compare | ast.Set | ast.JoinedStr)):
            skipped |= {each for each in ast.walk(node) if each is not node}
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            said = node.value
        elif isinstance(node, ast.JoinedStr):
            said = filled(node)
        else:
            continue
        if re.search(r"[A-Za-z]{2,} [A-Za-z{`]|\} [a-z]{2,}", said) and "\n" not in said:
            yield said


def filled(node):
    """Return a text with what the code fills in as numbers, as it would come out."""
    return (
        "".join(
            part.value if isinstance(part, ast.Constant) else f"{number}7"
            for number, part in enumerate(node.values)
        )
        .replace("{{", "{")
        .replace("}}", "}")
    )


# Parts of sentences, of which only the whole is translated; and what is no sentence.
PARTS = (
    "This may be the group {other}",
    "The group {other} works on something close",
    "There is a group {other}, which is 17, and it may be the same",
    "Another proposal, 17, is close to this one: {other}",
    "Another proposal, 17, may be for the same group: {other}",
    " It is 17.",
    ", or another of the 17",
    "{choice} is not one of the options.17",
    "Choose from 1727.",
    "fill in later",
    "not applicable",
    "gone or private",
    "lorem ipsum",
    "to be 17",
    "of this repository",
    "_No response_",
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", SPOKEN, ids=[f"{each.parent.name}/{each.name}" for each in SPOKEN])
def test_every_sentence_is_translated(language, path):
    if f"{path.parent.name}/{path.name}" in NOT_SPOKEN:
        return
    catalogue = translation.load(language)
    missing = [
        text
        for text in texts(path)
        if text not in PARTS
        and catalogue.say(text) == text
        and not re.fullmatch(r"\{\w+\} 17\.", text)
    ]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_each_check_demands_is_translated(language):
    catalogue = translation.load(language)
    for name in runner._BUILT_IN:
        assert catalogue.say(runner.summary(name)) != runner.summary(name), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_a_pull_request_is_held_is_translated(language):
    catalogue = translation.load(language)
    for text in messages._WHY_HELD.values():
        assert catalogue.say(text) != text, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_fills_in_what_the_sentence_does(language):
    for english, text in sentences(language).items():
        assert text.strip(), english
        assert set(_PLACE.findall(english)) == set(_PLACE.findall(text)), english
        assert english.count("`") == text.count("`"), english


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_kept_that_nobody_says(language):
    said = "\n".join(each.read_text(encoding="utf-8") for each in PACKAGE.rglob("*.py"))
    # Sentences are broken over lines in the code.
    said = re.sub(r"\"\s*\n\s*f?\"", "", said).replace("{{", "{").replace("}}", "}")
    for english in sentences(language):
        longest = max(re.split(r"<\d+>|\{\w+\}", english), key=len).strip(" .:;,(")
        assert longest in said, english


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_is_translated_and_says_as_much(language):
    english = {each.name: each for each in BUILT_IN.glob("*.md.j2")}
    theirs = {each.name: each for each in (BUILT_IN / language).glob("*.md.j2")}
    assert set(theirs) == set(english)
    for name, path in english.items():
        assert told(path) == told(theirs[name]), name


def told(path):
    """Return what a template tells: what it prints, and on what it depends; in any order, and as often as it likes.

    What a group is called is left aside: in another language it has a gender, and sentences go
    without it.
    """
    tree = jinja2.Environment(autoescape=False).parse(path.read_text(encoding="utf-8"))
    found = [repr(each) for kind in (nodes.Name, nodes.Include) for each in tree.find_all(kind)]
    found = [each for each in found if "'noun'" not in each]
    found += [
        f"{each.attr} of"
        for each in tree.find_all(nodes.Getattr)
        if "'noun'" not in repr(each.node)
    ]
    found += [f"| {each.name}" for each in tree.find_all(nodes.Filter)]
    return sorted(set(found))


class TestSaying:
    CATALOGUE = translation.Catalogue(
        {
            "It has <1> of <2>.": "<2> hat <1>.",
            "{a} is {b}": "{b} ist {a}",
            "birds": "Vögel",
            "This may be {a}<1>.": "Das könnte {a} sein<1>.",
            "<1> and <2>": "<1> und <2>",
        }
    )

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("birds", "Vögel"),
            ("It has 3 of birds.", "Vögel hat 3."),
            ("It has 3 of stones.", "stones hat 3."),
            ("{a_0} is {b_12}", "{b_12} ist {a_0}"),
            ("This may be {a}.", "Das könnte {a} sein."),
            (
                "This may be {a} ({a_1} is {b_1}; birds).",
                "Das könnte {a} sein ({b_1} ist {a_1}; Vögel).",
            ),
            ("It has 1 and 2 of birds.", "Vögel hat 1 und 2."),
            ("Salt and pepper", "Salt and pepper"),
            ("", ""),
        ],
    )
    def test_a_sentence(self, text, said):
        assert self.CATALOGUE.say(text) == said

    def test_a_problem_keeps_what_a_stranger_typed_out_of_it(self):
        problem = Problem("x", "{a} is {b}", "birds", values={"a": "birds", "b": "It has 1 of 2."})
        assert self.CATALOGUE.problem(problem).message() == "`It has 1 of 2.` ist `birds`"
        assert self.CATALOGUE.problem(problem).remedy() == "Vögel"

    def test_english_is_itself(self):
        assert translation.load("en").say("birds") == "birds"

    @pytest.mark.parametrize("language", ["fr", "../de", "", "DE"])
    def test_another_language_is_refused_with_those_there_are(self, language):
        with pytest.raises(SetupError, match="en, de"):
            translation.load(language)
