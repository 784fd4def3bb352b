"""What wgbot says in other words: each sentence by itself, and nobody's name with it."""

import ast
import re

import jinja2
import pytest
from jinja2 import nodes
from markupsafe import Markup

from tests import example
from tests.community.sentences import LANGUAGES, PROPOSERS, main, of, said
from tests.example import MemoryTree
from tests.site.html import Page
from wgbot.community import translation
from wgbot.community.config import Config, Noun
from wgbot.community.site import Appearance
from wgbot.community.templates import BUILT_IN
from wgbot.community.translation import Catalogue
from wgbot.site import render
from wgbot.site.builder import Workshop
from wgbot.text.problems import Problem, SetupError
from wgbot.text.sentences import LinkedText, Sentence

SAID = said()
NOUNS = {"{noun}", "{nouns}", "{Noun}", "{Nouns}"}
_PLACE = re.compile(r"\{\w+\}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_kept_that_nobody_says(language):
    assert sorted(of(language).keys() - SAID) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_fills_in_what_the_sentence_does(language):
    for english, text in of(language).items():
        assert text.strip(), english
        wanted, found = set(_PLACE.findall(english)), set(_PLACE.findall(text))
        assert wanted - NOUNS == found - NOUNS, english
        assert english.count("`") == text.count("`"), english


@pytest.mark.parametrize("path", PROPOSERS, ids=lambda each: f"{each.parent.name}/{each.name}")
def test_what_a_proposer_reads_is_looked_up_before_it_is_filled_in(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in (
            *("Problem", "Sentence", "LinkRefusal"),
        ):
            for text in node.args:
                assert not isinstance(text, ast.JoinedStr), f"{path}:{text.lineno}"


def test_what_is_missing_is_listed(capsys, monkeypatch):
    monkeypatch.setattr(
        "tests.community.sentences.of",
        lambda language: {"Lead": "Leitung", "Not said": "Nicht gesagt"},
    )
    main()
    listed = capsys.readouterr().out
    assert f"de: 1 of {len(SAID)} sentences" in listed
    assert "    Find {nouns}\n" in listed
    assert "said nowhere:\n    Not said\n" in listed


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
    CATALOGUE = Catalogue(
        {
            "{a} is {b}": "{b} ist {a}",
            "birds": "Vögel",
            "It has {count} of {what}.": "{what} hat {count}.",
            "This may be {a} ({reasons}).": "Das könnte {a} sein ({reasons}).",
            "<b>": "<i> {x}",
        }
    )

    def told(self, what, /, **values):
        return self.CATALOGUE.problem(Problem("x", what, "birds", values=values)).message()

    def test_a_problem_keeps_what_a_stranger_typed(self):
        assert self.told("{a} is {b}", a="birds", b="{a} is {b}") == "`{a} is {b}` ist `birds`"
        assert self.told("Birds and {a}", a="birds") == "Birds and `birds`"

    def test_a_sentence_in_a_sentence_is_said_in_the_same_language(self):
        reasons = (Sentence("{a} is {b}", {"a": "x", "b": "birds"}), Sentence("birds"))
        said = self.told("This may be {a} ({reasons}).", a="birds", reasons=reasons)
        assert said == "Das könnte `birds` sein (`birds` ist `x`; Vögel)."
        assert self.told("It has {count} of {what}.", count=1200, what=("a", "b")) == (
            "`a`, `b` hat 1,200."
        )

    def test_a_name_can_lead_somewhere_and_stays_text(self):
        link = LinkedText("birds](x) @ada", "https://example.org/a)")
        assert self.told("{a} is {b}", a=link, b="").endswith(
            "[`birds](x) @\u200bada`](https://example.org/a%29)"
        )

    def test_w01_what_is_filled_in_is_text_and_not_looked_at_again(self):
        said = Catalogue().html("a {x}", x="{y}<b>\u202e", y=1)
        assert said == "a {y}&lt;b&gt;\\u202e"
        assert self.CATALOGUE.html("<b>", x=Markup("<b>")) == "&lt;i&gt; <b>"
        assert Catalogue().say("{x.__class__} {x} {y}", x="1") == "{x.__class__} 1 {y}"

    @pytest.mark.parametrize("noun", ["team", "lead", "{title}", "<b>"])
    def test_a_group_is_called_what_the_community_calls_it(self, noun):
        spoken = translation.load(
            MemoryTree({}), Config(language="de", noun=Noun(one=noun, many="x"))
        )
        assert spoken.html("Propose a new {noun}") == Markup("{} vorschlagen").format(
            noun[:1].upper() + noun[1:]
        )


class TestTheCommunitysOwn:
    def load(self, language="en", site=None, **files):
        tree = MemoryTree({f"templates/{name}": data.encode() for name, data in files.items()})
        return translation.load(tree, Config(language=language), site)

    def test_english_needs_no_file(self):
        assert self.load().say("Lead") == "Lead"

    def test_one_line_changes_one_sentence_and_leaves_the_others(self):
        own = {"en/sentences.yml": '"Lead": "Head"', "de/sentences.yml": '"Lead": "Vorsitz"'}
        assert self.load(**own).say("Lead") == "Head"
        assert self.load("de", **own).say("Lead") == "Vorsitz"
        assert self.load("de", **own).say("Leads") == "Leitung"
        assert self.load(site="de", **own).say("Lead") == "Vorsitz"

    def test_a_language_is_laid_over_the_one_it_is_a_kind_of(self):
        own = {"de-AT/sentences.yml": '"Lead": "Obfrau"'}
        assert self.load(site="de-AT", **own).say("Lead") == "Obfrau"
        assert self.load(site="de-AT", **own).say("Leads") == "Leitung"

    def test_a_site_can_speak_any_language(self):
        own = {"templates/fr/sentences.yml": '"Charter": "La <b>charte"'}
        files = render.build(example.repository(**own), Appearance(language="fr-CA"))
        assert "La <b>charte" in Page(files["groups/command-line/index.html"]).shown

    def test_the_file_beside_the_sites_templates_still_counts(self):
        own = {
            "fr/sentences.yml": '"Lead": "Chef"\n"Leads": "Chefs"',
            "site/fr.yml": '"Lead": "Pilote"',
        }
        assert self.load(site="fr", **own).say("Lead") == "Pilote"
        assert self.load(site="fr", **own).say("Leads") == "Chefs"

    def test_bot_and_site_say_it_alike(self):
        own = {"templates/en/sentences.yml": '"Leads": "Heads"'}
        repository = example.repository(**own)
        assert repository.catalogue.say("Leads") == "Heads"
        page = render.build(repository, Appearance())["groups/command-line/index.html"]
        assert "Heads" in Page(page).shown

    @pytest.mark.parametrize("text", ["[", "- a", "a: [b]", "a: {b: c}"])
    def test_what_is_no_list_of_sentences_is_said(self, text):
        with pytest.raises(SetupError, match=r"templates/fr/sentences\.yml"):
            self.load(site="fr", **{"fr/sentences.yml": text})


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


def test_no_sentence_of_the_site_is_said_in_english():
    texts = " ".join(Page(data).shown for path, data in german().items() if path.endswith(".html"))
    alike = {english for english, other in of("de").items() if english == other}
    for sentence in SAID:
        # The description is the community's, or its default, which the workshop translates.
        if sentence == Appearance().description:
            continue
        if len(sentence) > 12 and sentence not in alike and not _PLACE.search(sentence):
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


@pytest.mark.parametrize("said", ['""', '"  "', ""])
def test_a_sentence_with_nothing_in_it_stays_as_it_is(said):
    its = example.repository(
        **{"templates/en/sentences.yml": f'"Add {{noun}}: {{name}}": {said}\n'}
    )
    assert its.catalogue.say("Add {noun}: {name}", name="Birds") == "Add working group: Birds"


def test_a_sentence_is_one_line():
    text = '"Add {noun}: {name}": |\n  New\n\n  {name}\n'
    its = example.repository(**{"templates/en/sentences.yml": text})
    assert its.catalogue.say("Add {noun}: {name}", name="Birds") == "New Birds"
