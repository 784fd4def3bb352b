"""The HTML templates: what is printed is text, and an adopter's file wins."""

from datetime import date

import pytest
from markupsafe import Markup

from tests import example
from wgbot.site.pages import HtmlTemplates
from wgbot.text.problems import SetupError


def templates(**own):
    tree = example.tree(**{f"templates/site/{name}": text for name, text in own.items()})
    return HtmlTemplates(tree, "templates", {})


def test_an_adopters_file_wins():
    assert templates(**{"x.j2": "Hello {{ who }}!"}).render("x.j2", who="Ada") == "Hello Ada!"
    assert templates(**{"style.css": "a {}"}).file("style.css") == b"a {}"


@pytest.mark.parametrize(
    "text", ["{{ 7*7 }}", "{% raw %}", "{{ ''.__class__ }}", "{x.__class__}", "%(x)s", "${7*7}"]
)
def test_w01_nobodys_text_is_a_template(text):
    shown = templates(**{"x.j2": "{{ value }}"}).render("x.j2", value=text)
    assert shown == text.replace("'", "&#39;")


@pytest.mark.parametrize(
    "text",
    [
        "{{ value.__class__ }}",
        "{{ value.__init__.__globals__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
        "{{ '%s' | attr('__class__') }}",
        "{{ listed.append(1) }}",
    ],
)
def test_w01_a_template_reaches_nothing_but_what_it_is_given(text):
    with pytest.raises(SetupError, match=r"site/x\.j2"):
        templates(**{"x.j2": text}).render("x.j2", value="x", listed=[])


def test_w02_everything_printed_is_escaped_and_invisible_characters_are_shown():
    shown = templates(**{"x.j2": '<p title="{{ value }}">'}).render("x.j2", value="\"'<>&\u202e\0")
    assert shown == '<p title="&#34;&#39;&lt;&gt;&amp;\\u202e\\x00">'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n{{ nobody }}", "line 2, cannot be rendered: 'nobody' is undefined"),
        ("\n{% if %}", "line 2, cannot be read"),
        ("{% include 'y.j2' %}", "no template named site/y.j2"),
        ("{% include '../../pyproject.toml' %}", "no template named site/../../pyproject.toml"),
        ("\n{{ range(10 ** 9) | list }}", "line 2, cannot be rendered: ."),
        ("\n{{ 1 // 0 }}", "line 2, cannot be rendered: ."),
    ],
)
def test_what_is_wrong_with_a_template_is_said_with_its_line(text, said):
    with pytest.raises(SetupError, match=said):
        templates(**{"x.j2": text}).render("x.j2")


@pytest.mark.parametrize(
    "text",
    [
        "{% autoescape false %}{{ value }}{% endautoescape %}",
        "{% macro say(it) %}{{ it }}{% endmacro %}{{ say(value) }}",
        "{% set it %}{{ value }}{% endset %}{{ it }}",
        "{% filter trim %}{{ value }}{% endfilter %}",
        "{% for each in [value] %}{{ each }}{% endfor %}",
        "{{ [value] | join }}",
        "{{ value if value }}",
        "{{ value ~ '' }}",
    ],
)
def test_w02_a_template_cannot_print_a_text_as_html_and_escapes_it_once(text):
    value = "<b>\u202e&amp;"
    assert templates(**{"x.j2": text}).render("x.j2", value=value) == "&lt;b&gt;\\u202e&amp;amp;"


def test_what_is_no_text_is_printed_as_such():
    shown = templates(**{"x.j2": "{{ n }}|{{ none }}|{{ day }}|{{ html }}|{{ listed }}"}).render(
        "x.j2", n=1, none=None, day=date(2026, 1, 2), html=Markup("<br>"), listed=["<"]
    )
    assert shown == "1|None|2026-01-02|<br>|[&#39;&lt;&#39;]"
