"""What reviewers are told."""

import pytest

from tests import example
from tests.site import sample
from wgbot.community import translation
from wgbot.registry.group import Channel, Group, Person
from wgbot.site import summary as summaries

REPOSITORY = example.repository()


def summary(before, after, **kinds):
    return summaries.summary(before, after, REPOSITORY.form, kinds)


def group(**fields):
    return Group(**{"name": "Sounds", "focus": "all that can be heard.", **fields})


def test_new_changed_and_gone_groups_are_told_and_others_are_not():
    before = {"a": group(name="A"), "b": group(name="B"), "c": group(name="C")}
    after = {"a": group(name="A"), "b": group(name="B", status="retired"), "d": group(name="D")}
    text = summary(before, after)
    assert text.startswith("## 3 working groups change on the website\n")
    assert "### A" not in text
    assert "### B\n\nRetired.\n\n> **B** (Retired, `groups/b/`): all that" in text
    assert "### C\n\nRemoved." in text
    assert "### D\n\nNew." in text


def test_one_is_one_and_no_change_is_said():
    assert summary({}, {"a": group()}).startswith("## One working group changes on the website\n")
    assert summary({"a": group()}, {"a": group()}) == "No working group changes on the website.\n"


def test_channels_are_told_by_their_platform():
    channels = (
        Channel(url="https://example.zulipchat.com/#narrow/stream/7-wg-net"),
        Channel(url="https://talk.example.org/x", name="#x"),
    )
    text = summary({}, {"a": group(channels=channels)})
    assert (
        "> - Chat: [Zulip](https://example.zulipchat.com/#narrow/stream/7-wg-net) #wg-net" in text
    )
    assert text.endswith("](https://talk.example.org/x) #x\n")


def test_of_many_some_are_shown():
    text = summary({}, {f"g{number}": group() for number in range(summaries.MOST + 7)})
    assert text.count("### ") == summaries.MOST
    assert text.endswith("And 7 more.\n")


def test_what_changes_nothing_on_a_page_is_said_to():
    assert "No visible difference." in summary({"a": group()}, {"a": group(order=3)})


def test_answers_have_the_labels_and_the_order_of_the_form_and_private_ones_stay_so():
    key = next(each.key for each in REPOSITORY.form.fields if each.kind == "textarea")
    charter = {"more_of_it": ("a", "b"), "secret": "nobody's", key: "Programs."}
    text = summary({}, {"a": group(charter=charter)}, secret="private")
    label = REPOSITORY.form.field(key).label
    assert f"> - {label}: Programs.\n> - More of it: a, b\n" in text
    assert "nobody" not in text


def test_it_speaks_the_language_of_the_site():
    catalogue = translation.load(REPOSITORY.tree, REPOSITORY.config, "de")
    after = {"a": group(leads=(Person(name="Ada"),))}
    text = summaries.summary({}, after, REPOSITORY.form, catalogue=catalogue)
    assert text == (
        "## Eine Änderung auf der Website\n\n### Sounds\n\nNeu.\n\n"
        "> **Sounds** (Aktiv, `groups/a/`): all that can be heard.\n> - Leitung: Ada\n"
    )


@pytest.mark.parametrize(
    "text", [sample.HOSTILE, "@everyone", "![x](https://e.org/x.png)", "a\n# b"]
)
def test_w02_strangers_text_stays_text(text):
    from markdown_it import MarkdownIt

    other = group(
        name=text,
        focus=text,
        leads=(Person(name=text, profile="javascript:alert(1)"),),
        channels=(Channel(url="javascript:alert(1)", name=text),),
        repositories=(text,),
        aliases=(text,),
        charter={text: text},
    )
    shown = summary({}, {"x": other})
    html = MarkdownIt("commonmark", {"html": True}).render(shown)
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert html.count("<h3>") == 1
    assert "@everyone" not in shown
