"""Pages: what wgbot writes between its markers, and what it leaves alone."""

import pytest

from tests import example
from wgbot.proposals import list_pages

PAGE = example.PAGE_PATH


def render(**files):
    repository = example.repository(**files)
    return list_pages.render(repository, repository.registry.groups())


def fresh(text):
    rendered, problems = render(**{PAGE: text})
    assert not problems
    return rendered[0].fresh


def test_active_groups_stand_between_the_markers_in_list_order():
    registry = {
        "registry/second.yml": "name: Second\nfocus: two.\nsince: 2020-01-01\n",
        "registry/first.yml": "name: First\nfocus: one.\nsince: 2019-01-01\n",
    }
    rendered, _ = render(**registry)
    listed = [line for line in rendered[0].fresh.split("\n") if line.startswith("- ")]
    assert listed == [
        "- **Command line**: programs that people run in a terminal.",
        "- **First**: one.",
        "- **Second**: two.",
    ]


def test_a_group_is_listed_with_its_leads_channels_and_repositories():
    rendered, _ = render()
    assert rendered[0].fresh == (
        "# Working groups\n\nWritten by hand.\n\n<!-- wgbot:groups -->\n\n"
        "- **Command line**: programs that people run in a terminal.\n"
        "  - POC: [@ada](https://github.com/ada) and [@grace](https://github.com/grace)\n"
        "  - Contributing: [channel](https://chat.example.org/cli) #cli"
        " | [repository](https://github.com/example/cli)\n\n"
        "<!-- /wgbot:groups -->\n\nWritten by hand, too.\n"
    )


def test_three_leads_and_nothing_to_contribute_to():
    entry = (
        "name: Three\nfocus: company.\nleads:\n  - github: a\n  - name: Bea\n"
        "  - github: c\n    profile: https://forum.example.org/c\n"
    )
    rendered, _ = render(**{"registry/three.yml": entry})
    assert (
        "- **Three**: company.\n"
        "  - POC: [@a](https://github.com/a), Bea and [@c](https://forum.example.org/c)\n\n"
    ) in rendered[0].fresh


def test_a_page_without_groups_has_nothing_between_its_markers():
    text = "# None yet\n\n<!-- wgbot:groups -->\n<!-- /wgbot:groups -->\n"
    assert list_pages.render(example.repository(**{PAGE: text}), {})[0][0].fresh == text


def test_rendering_what_was_rendered_changes_nothing():
    once = fresh(example.FILES[PAGE])
    assert fresh(once) == once
    rendered, _ = render(**{PAGE: once})
    assert not rendered[0].is_stale


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "Café — “quoted”\n\n{}\n\n\n  trailing  \n",
        "---\nlayout: x\n---\n{}\n<!-- another comment -->",
    ],
)
def test_text_around_the_markers_stays_to_the_character(around):
    markers = "<!-- wgbot:groups -->\n<!-- /wgbot:groups -->"
    before, after = around.split("{}")
    text = fresh(before + markers + after)
    assert text.startswith(before + "<!-- wgbot:groups -->\n")
    assert text.endswith("\n<!-- /wgbot:groups -->" + after)


def test_a_page_with_windows_line_ends_keeps_them():
    text = fresh("A\r\n<!-- wgbot:groups -->\r\n<!-- /wgbot:groups -->\r\nB\r\n")
    assert text.replace("\r\n", "").count("\n") == 0
    assert "**Command line**" in text


def test_bytes_that_are_no_utf_8_survive_around_the_markers():
    data = b"caf\xe9\n<!-- wgbot:groups -->\n<!-- /wgbot:groups -->\n"
    assert fresh(data).encode("utf-8", "surrogateescape").startswith(b"caf\xe9\n")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("no markers\n", None),
        ("<!-- wgbot:groups -->\n", 1),
        ("\n<!-- /wgbot:groups -->\n", 2),
        ("<!-- /wgbot:groups -->\n<!-- wgbot:groups -->\n", 1),
        ("<!-- wgbot:groups -->\n" * 2 + "<!-- /wgbot:groups -->\n", 2),
        ("<!-- wgbot:groups -->\n" + "<!-- /wgbot:groups -->\n" * 2, 3),
        ("  <!-- wgbot:groups -->\n<!-- /wgbot:groups -->\n", 2),
        (None, None),
    ],
)
def test_a_page_without_just_one_pair_of_markers_is_a_problem(text, line):
    rendered, problems = render(**{PAGE: text})
    assert not rendered
    assert [(problem.path, problem.line) for problem in problems] == [(PAGE, line)]


NASTY = (
    "x](https://evil.example) <script>alert(1)</script> {{ 7*7 }} {% raw %} **b** `c` | &lt; [[x]]"
)


def test_w04_front_matter_shortcodes_and_markup_in_a_focus_are_text():
    rendered, _ = render(**{"registry/nasty.yml": f"name: Nasty\nfocus: '{NASTY}'\n"})
    line = next(line for line in rendered[0].fresh.split("\n") if "Nasty" in line)
    assert "<script" not in line
    assert "{{" not in line
    assert "{%" not in line
    # Read as Markdown, it is what was written.
    from markdown_it import MarkdownIt

    inline = MarkdownIt().parseInline(line.partition(": ")[2])[0].children
    assert {token.type for token in inline} <= {"text", "text_special"}
    assert "".join(token.content for token in inline) == NASTY


def test_a_group_cannot_add_a_marker():
    entry = "name: Nasty\nfocus: |\n  a\n  <!-- /wgbot:groups -->\n  b\n"
    rendered, _ = render(**{"registry/nasty.yml": entry})
    assert rendered[0].fresh.count("<!-- /wgbot:groups -->") == 1
    assert fresh(rendered[0].fresh).count("<!-- /wgbot:groups -->") == 1


KINDS = "kinds:\n  sig: {one: SIG, many: SIGs}\n  team: {one: team, many: teams, order: 1}\n"


def kind_of_entry(name, kind=""):
    return f"name: {name}\nfocus: x.\n" + (f"kind: {kind}\n" if kind else "")


def lines(**registry):
    given = {example.CONFIG_PATH: example.FILES[example.CONFIG_PATH] + KINDS, **registry}
    rendered, problems = render(**given)
    assert not problems
    text = rendered[0].fresh
    return [line for line in text.split("\n") if line.startswith(("- ", "**"))]


def test_groups_of_several_kinds_stand_below_what_they_are_called():
    assert lines(
        **{
            "registry/a.yml": kind_of_entry("A", "sig"),
            "registry/b.yml": kind_of_entry("B", "team"),
            "registry/c.yml": kind_of_entry("C", "sig"),
            "registry/d.yml": kind_of_entry("D", "team") + "status: retired\n",
        }
    ) == [
        *("**Teams**", "- **B**: x."),
        *("**SIGs**", "- **A**: x.", "- **C**: x."),
        *("**Working groups**", "- **Command line**: programs that people run in a terminal."),
    ]


def test_where_all_active_groups_are_called_alike_nothing_stands_above_them():
    retired = kind_of_entry("D", "team") + "status: retired\n"
    (listed,) = lines(**{"registry/d.yml": retired})
    assert listed.startswith("- **Command line**")


def test_each_list_has_an_empty_line_around_it():
    rendered, _ = render(
        **{
            example.CONFIG_PATH: example.FILES[example.CONFIG_PATH] + KINDS,
            "registry/a.yml": kind_of_entry("A", "sig"),
        }
    )
    assert "<!-- wgbot:groups -->\n\n**SIGs**\n\n- **A**: x.\n\n**Working groups**\n\n- " in (
        rendered[0].fresh
    )
