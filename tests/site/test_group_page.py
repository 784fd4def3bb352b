"""A group's page: what it is, how to join, who leads it, when it meets next, and whether it is alive."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import example
from tests.site import sample
from tests.site.html import Page
from wgbot.registry.group import Group
from wgbot.site import render
from wgbot.site.answers import charter_answers
from wgbot.site.health import Condition
from wgbot.site.views import brief

ZULIP = "https://x.zulipchat.com/#narrow/stream/1-{}"
CODE = "https://github.com/example/sounds"


def buttons(health=None, **fields):
    page = sample.page("sounds", sample.HERE, None, health, sounds=sample.entry(**fields))
    found = re.search(r'<ul class="actions">(.*?)</ul>', page, re.DOTALL)
    return re.findall(r"<a [^>]*>([^<]*)</a>", found[1]) if found else []


@pytest.mark.parametrize(
    ("channels", "said"),
    [
        ([{"url": ZULIP.format("sounds")}], ["Chat on Zulip"]),
        ([{"url": "https://groups.google.com/g/sounds"}], ["Mailing list"]),
        ([{"url": "https://chat.example.org/x", "name": "#sounds"}], ["#sounds"]),
        ([{"url": "https://chat.example.org/x"}], ["chat.example.org"]),
        (
            [{"url": ZULIP.format("a")}, {"url": ZULIP.format("b")}],
            ["Chat on Zulip #a", "Chat on Zulip #b"],
        ),
        ([{"url": "javascript:alert(1)", "name": "#x"}], []),
    ],
)
def test_a_button_says_what_one_does_there(channels, said):
    assert buttons(channels=channels) == said


def test_the_first_repository_is_among_the_buttons_however_many_channels_there_are():
    channels = [{"url": ZULIP.format(name)} for name in "abcde"]
    said = buttons(channels=channels, repositories=[CODE, f"{CODE}-2"])
    assert len(said) == 4
    assert said[-1] == "Repository"


def test_what_is_known_to_be_gone_is_no_place_to_go_to():
    fields = {"channels": [{"url": ZULIP.format("a")}], "repositories": [CODE, f"{CODE}-2"]}
    gone = {each: Condition("gone") for each in (ZULIP.format("a"), CODE)}
    assert buttons(gone, **fields) == ["Repository"]
    assert buttons({each: Condition("fine") for each in gone}, **fields) == [
        "Chat on Zulip",
        "Repository",
    ]


def test_where_there_is_no_channel_leads_are_asked():
    leads = [{"github": "ada"}]
    assert "Ask one of its leads" in sample.page("sounds", sounds=sample.entry(leads=leads))
    talking = sample.entry(leads=leads, channels=[{"url": ZULIP.format("a")}])
    assert "Ask one of its leads" not in sample.page("sounds", sounds=talking)
    ended = sample.entry(leads=leads, status="retired")
    assert "Ask one of its leads" not in sample.page("sounds", sounds=ended)


def test_how_to_join_comes_before_a_charter_however_long():
    told = sample.entry(channels=[{"url": ZULIP.format("a")}], charter={"goals": "Sound."})
    page = sample.page("sounds", sounds=told)
    assert page.index('id="talks"') < page.index('id="charter"')


@pytest.mark.parametrize(
    ("status", "advice"),
    [("forming", "Ask in its channel."), ("dormant", "Someone may still remember it.")],
)
def test_without_a_charter_it_says_whom_to_ask(status, advice):
    told = sample.entry(status=status, channels=[{"url": ZULIP.format("a")}])
    assert (
        f"There is no charter here yet. {advice}" in Page(sample.page("sounds", sounds=told)).shown
    )


def test_a_free_seat_is_an_invitation():
    page = sample.page("sounds", sounds=sample.entry())
    assert re.search(r'Looking for a lead: <a href="[^"]*issues/new', page)


def test_without_a_date_its_own_words_say_when_it_meets():
    meeting = {"day": "Tuesday", "time": "17:00", "every": "2 weeks"}
    page = sample.page("sounds", sounds=sample.entry(meetings=[meeting]))
    assert '<a href="#meetings">Tuesday, 17:00, every 2 weeks</a>' in page
    told = sample.page("sounds", sounds=sample.entry(charter={"meetings": "When we like."}))
    assert '<a href="#answer-meetings">In its charter</a>' in told
    assert 'id="answer-meetings"' in told


def test_that_none_are_listed_is_said_where_others_have_meetings():
    meeting = {"day": "Tuesday", "time": "17:00", "timezone": "Europe/Berlin"}
    bells = sample.entry(name="Bells", meetings=[meeting])
    silent = sample.entry()
    assert "None are listed" in sample.page("sounds", sounds=silent, bells=bells)
    assert "None are listed" not in sample.page("sounds", sounds=silent)


LONG = "Covers the command line. " + "It looks after every tool that people type. " * 9


def test_a_long_focus_begins_at_the_top_and_is_whole_below():
    page = sample.page("sounds", sounds=sample.entry(focus=LONG.strip()))
    lede = re.search(r'<p class="lede focus" dir="auto">(.*?)</p>', page)[1]
    assert lede.startswith("Covers the command line.")
    assert '<a href="#focus">More</a>' in lede
    assert page.count(LONG.strip()) == 1 + page.split("</head>")[0].count(LONG.strip())
    assert 'id="focus"' not in sample.page("sounds", sounds=sample.entry())


@given(st.text(max_size=600))
def test_a_brief_is_how_the_text_begins_and_fits(text):
    said = brief(text)
    assert len(said) <= 165
    assert text.split()[:1] == said.split()[:1] or len(text.split()[0]) > 100


@pytest.mark.parametrize(
    ("answer", "people"),
    [
        (("@ada (chair)", "@grace"), [("@ada", "chair"), ("@grace", "")]),
        (("Ada Example (@ada)",), [("@ada", "")]),
        ("Ada Example (@ada)", [("@ada", "")]),
        (("@ada", "and others"), []),
        (("@sig-bugs: triage",), []),
        (("Ada Example",), []),
        (("@ada/../x",), []),
        ("Ask (@ada) or https://example.org/(@grace)", []),
    ],
)
def test_what_can_only_be_people_is_shown_as_people(answer, people):
    group = Group(name="Sounds", focus="x", charter={"members": answer})
    (shown,) = charter_answers(group, example.repository().form, {})
    assert [(each.name, each.role) for each in shown.people] == people


def test_code_in_a_line_is_shown_as_code_and_escaped():
    page = sample.page(
        "sounds", sounds=sample.entry(focus="clauses on `for<'a>` and https://example.org/x.")
    )
    assert "on <code>for&lt;&#39;a&gt;</code> and <a href=" in page


def test_the_state_of_a_link_stands_beside_it_wherever_it_is():
    group = sample.entry(
        channels=[{"url": ZULIP.format("a")}], charter={"reading": [CODE, f"{CODE}/tree"]}
    )
    repository = example.repository(
        **{"registry/sounds.yml": group, example.CONFIG_PATH: "answers: {reading: links}\n"}
    )
    health = {CODE: Condition("archived")}
    page = render.build(repository, sample.HERE, None, health)["groups/sounds/index.html"].decode()
    assert page.count("archived, read-only") == 1


def test_no_comma_stands_where_a_list_breaks_over_lines():
    children = {
        f"part-{number}": sample.entry(name=f"Part {number}", parent="sounds") for number in (1, 2)
    }
    page = sample.page("sounds", sounds=sample.entry(), **children)
    assert "</a>, <a" not in page
