"""The site in another language: no sentence is missing, and none says less."""

import ast
import re
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes
from markupsafe import Markup

import wgbot.site
from tests import example
from tests.site import sample
from tests.site.html import Page
from wgbot.community.config import Noun
from wgbot.community.site import Appearance
from wgbot.community.templates import BUILT_IN
from wgbot.files import yaml
from wgbot.site import events, health, platforms, render, speech
from wgbot.site.builder import Workshop
from wgbot.site.speech import Speech
from wgbot.text.problems import SetupError

FOLDER = BUILT_IN / "site"
LANGUAGES = sorted(each.stem for each in FOLDER.glob("*.yml"))
PLACE = re.compile(r"\{\w+\}")


def sentences(language):
    return yaml.load((FOLDER / f"{language}.yml").read_bytes(), as_text=True).value


def in_templates():
    for path in FOLDER.glob("*.j2"):
        parsed = jinja2.Environment().parse(path.read_text(encoding="utf-8"))
        for used in parsed.find_all(nodes.Filter):
            if used.name == "t" and isinstance(used.node, nodes.Const):
                yield used.node.value
            elif used.name == "t":
                # The one thing that is said and is no text of the template's.
                assert isinstance(used.node, nodes.Filter), path
                assert used.node.name == "capitalize", path
                assert used.node.node.attr == "status", path


def in_code():
    for path in Path(wgbot.site.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "attr", getattr(node.func, "id", "")) == "say"
                and isinstance(node.args[0], ast.Constant)
            ):
                yield node.args[0].value
    yield from ("Active", "Dormant", "Retired")
    yield from events.FIELDS.values()
    yield from health.STATES.values()
    for each in (*platforms.PLATFORMS, platforms.WEB):
        yield from (each.label, each.how)
    for _, title, words in render._SECTIONS:
        yield from (each for each in (title, words) if each)
    yield from (Noun().one, Noun().many, Appearance().description)


SAID = sorted({*in_templates(), *in_code()})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_there_and_none_that_nobody_says(language):
    assert sorted(sentences(language)) == SAID


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_has_the_same_places(language):
    usual = {"{noun}", "{nouns}", "{Noun}", "{Nouns}"}
    for english, other in sentences(language).items():
        wanted, found = set(PLACE.findall(english)), set(PLACE.findall(other))
        assert wanted - usual == found - usual, english


def german(**entries):
    more = {f"registry/{slug}.yml": text for slug, text in entries.items()}
    site = Appearance(language="de", repository="example/groups")
    return render.build(example.repository(**more), site)


def test_the_site_is_in_its_language():
    files = german()
    assert b'<html lang="de">' in files["index.html"]
    page = Page(files["groups/command-line/index.html"])
    for part in ("Leitung", "Änderung vorschlagen", "Alle Arbeitsgruppen"):
        assert part in page.shown, part
    assert b'xml:lang="de"' in files["feed.atom"]


def test_no_sentence_is_said_in_english():
    texts = " ".join(Page(data).shown for path, data in german().items() if path.endswith(".html"))
    alike = {english for english, other in sentences("de").items() if english == other}
    for sentence in SAID:
        # The description is the community's, or its default, which the workshop translates.
        if sentence == Appearance().description:
            continue
        if len(sentence) > 12 and sentence not in alike and not PLACE.search(sentence):
            assert sentence not in texts


def test_the_language_of_the_bot_is_that_of_the_site(tmp_path):
    tree = example.tree(**{example.CONFIG_PATH: "language: de\nnoun: {one: Kreis, many: Kreise}"})
    for path, data in tree.files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    index = Workshop(tmp_path, slug="example/groups").build().files["index.html"].decode()
    assert '<html lang="de">' in index
    assert "<h1>Kreise</h1>" in index
    assert "Kreis vorschlagen" in index
    assert "Arbeitsgruppe" not in index


@pytest.mark.parametrize("noun", ["team", "{title}", "<b>"])
def test_a_group_is_called_what_the_community_calls_it(noun):
    said = Speech(noun=Noun(one=noun, many=f"{noun}s")).html("Propose a new {noun}")
    assert said == Markup("Propose a new {}").format(noun)


def test_a_community_can_speak_any_language():
    own = {"templates/site/fr.yml": '"Charter": "La charte"'}
    files = render.build(example.repository(**own), Appearance(language="fr-CA"))
    assert "La charte" in Page(files["groups/command-line/index.html"]).shown


@pytest.mark.parametrize("text", ["[", "- a", "a: [b]", "a: {b: c}"])
def test_what_is_no_list_of_sentences_is_said(text):
    with pytest.raises(SetupError, match=r"site/fr\.yml"):
        render.build(
            example.repository(**{"templates/site/fr.yml": text}), Appearance(language="fr")
        )


def test_w01_what_is_filled_in_is_text_and_not_looked_at_again():
    said = Speech({"a {x}": "<i>{x} {y}</i>"}).html("a {x}", x="{y}<b>\u202e", y=1)
    assert said == "&lt;i&gt;{y}&lt;b&gt;\\u202e 1&lt;/i&gt;"
    assert Speech().say("{x.__class__} {x}", x="1") == "{x.__class__} 1"


def test_english_needs_no_file():
    assert speech.load(lambda _: None, "en", Noun()).say("Lead") == "Lead"
    assert sample.files()["index.html"].count(b"Arbeitsgruppe") == 0
