"""Badges: whose a repository is, and whether that group is looking for a lead."""

import re
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.site import sample
from wgbot.site import badge

SVG = "{http://www.w3.org/2000/svg}"


def drawn(**fields):
    return ET.fromstring(sample.files(sounds=sample.entry(**fields))["groups/sounds/badge.svg"])


def said(**fields):
    return [each.text for each in drawn(**fields).iter(f"{SVG}text")]


def test_it_says_whose_a_repository_is_and_that_a_seat_is_free():
    assert said(leads=[{"github": "ada"}]) == ["working group", "Sounds"]
    assert said() == ["working group", "Sounds", "Looking for a lead"]
    assert drawn().get("aria-label") == "working group: Sounds: Looking for a lead"


@given(st.text(min_size=1, max_size=80).filter(str.strip))
def test_any_name_makes_a_picture_with_all_of_its_parts_side_by_side(name):
    top = drawn(name=name.strip())
    right = 0.0
    for ground in top.iter(f"{SVG}rect"):
        assert abs(float(ground.get("x")) - right) < 0.11
        right += float(ground.get("width"))
    assert abs(float(top.get("width")) - right) < 0.11


def test_a_strangers_name_is_text():
    name = sample.HOSTILE
    assert said(name=name)[1].startswith("</script><script>alert(1)")
    page = sample.page("sounds", sounds=sample.entry(name=name))
    assert "<script>alert" not in page


@given(st.text(alphabet="a[]()!`*_<>\\|# ", min_size=1, max_size=20).filter(str.strip))
def test_the_markdown_for_a_readme_is_one_picture_that_leads_to_the_page(name):
    page = "https://example.org/groups/sounds/"
    shown = MarkdownIt().render(badge.markdown(name.strip(), page))
    assert re.fullmatch(
        rf'<p><a href="{page}"><img src="{page}badge.svg" alt="[^"]*" /></a></p>\n', shown
    )


def test_without_an_address_there_is_no_markdown_to_copy():
    here = sample.HERE.model_copy(update={"url": None})
    assert "badge.svg" not in sample.page("sounds", here, sounds=sample.entry())
    assert "badge.svg" in sample.page("sounds", sounds=sample.entry())
