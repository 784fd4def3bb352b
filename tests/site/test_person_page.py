"""Pages of those who lead groups: only where a community wants them, and of nobody who doesn't."""

import re

import pytest

from tests import example
from tests.site import sample
from wgbot.site import render

WANTED = sample.HERE.model_copy(update={"people": True})
ADA = {"github": "Ada", "name": "Ada Example", "role": "chair"}
GROUPS = {
    "sounds": sample.entry(leads=[ADA, {"github": "grace"}], former_leads=[{"name": "Alan"}]),
    "bells": sample.entry(name="Bells", status="dormant", former_leads=[{"github": "ada"}]),
}


def pages(site=WANTED, **groups):
    files = sample.files(site, **(groups or GROUPS))
    return files, [path for path in files if path.startswith("people/")]


def words(page):
    return " ".join(re.sub(r"<[^>]*>", " ", page.decode().partition("<main")[2]).split())


def test_by_default_nobody_has_a_page():
    files, found = pages(sample.HERE)
    assert found == []
    assert "people/" not in files["groups/sounds/index.html"].decode()


def test_a_page_has_what_somebody_leads_and_led_by_their_own_name():
    files, _ = pages()
    page = files["people/ada/index.html"]
    assert "Ada Example @Ada Leads Command line Sounds chair Led before Bells Dormant" in words(
        page
    )
    assert b'<a href="../../groups/bells/"' in page


def test_a_page_says_of_each_group_what_kind_it_is_in_the_communitys_word():
    config = f"{example.FILES[example.CONFIG_PATH]}kinds: {{sig: {{one: SIG, many: SIGs}}}}\n"
    group = sample.entry(kind="sig", status="dormant", leads=[ADA])
    files = {"registry/sounds.yml": group, example.CONFIG_PATH: config}
    page = render.build(example.repository(**files), WANTED)["people/ada/index.html"]
    assert "Sounds SIG, chair, Dormant" in words(page).replace(" ,", ",")


def test_search_engines_are_told_of_none_of_them():
    files, found = pages()
    assert "people/grace/index.html" in found
    assert all(b'<meta name="robots" content="noindex">' in files[path] for path in found)
    assert b"people/" not in files["sitemap.xml"]
    assert b'href="../../people/' not in files["index.html"]


@pytest.mark.parametrize("left_out", [("ada",), ("grace", "ada")])
def test_whoever_asks_is_left_out_and_linked_to_where_they_were_before(left_out):
    files, found = pages(WANTED.model_copy(update={"no_page": left_out}))
    assert not [path for path in found if path.split("/")[1] in left_out]
    page = files["groups/sounds/index.html"].decode()
    assert '<a href="https://github.com/Ada"' in page
    assert ("people/grace/" in page) == ("grace" not in left_out)


def test_every_link_to_a_page_leads_to_one():
    hostile = {"github": "a/../b"}
    charter = {"members": ["@nobody"]}
    files, found = pages(
        sounds=sample.entry(leads=[ADA, hostile, {"name": "Alan"}], charter=charter)
    )
    linked = {
        path
        for page in files.values()
        for path in re.findall(r'href="[./]*(people/[^"]*)"', page.decode("utf-8", "replace"))
    }
    assert "people/ada/" in linked
    assert {f"{path}index.html" for path in linked} <= set(found)
