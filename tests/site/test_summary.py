"""What reviewers are told."""

import pytest

from tests.site import sample
from wgbot.groups import Channel, Group, Person
from wgbot.site.summary import summary


def group(**fields):
    return Group(**{"name": "Sounds", "focus": "all that can be heard.", **fields})


def test_new_changed_and_gone_groups_are_told_and_others_are_not():
    before = {"a": group(name="A"), "b": group(name="B"), "c": group(name="C")}
    after = {"a": group(name="A"), "b": group(name="B", status="retired"), "d": group(name="D")}
    text = summary(before, after)
    assert text.startswith("## 3 groups change on the website")
    assert "### A" not in text
    assert "### B\n\nRetired. At `groups/b/`:" in text
    assert "### C\n\nGone." in text
    assert "### D\n\nNew." in text


def test_no_change_is_said():
    assert summary({"a": group()}, {"a": group()}) == "No group changes on the website.\n"


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
