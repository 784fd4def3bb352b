"""Templates: an adopter's wins, what they print is text, and what is wrong names its line."""

import pytest

from tests import example
from wgbot.community.templates import BUILT_IN, Templates
from wgbot.text.escape import Markdown
from wgbot.text.problems import SetupError


def templates(*, on_github=True, **files):
    tree = example.tree(**{f"templates/{name}": text for name, text in files.items()})
    return Templates(tree, "templates", on_github=on_github)


def test_the_built_in_templates_are_found():
    assert {path.name for path in BUILT_IN.iterdir()} >= {
        "pull-request.md.j2",
        "registered.md.j2",
        "review.md.j2",
        "standing.md.j2",
        "working-groups.md.j2",
    }


def test_an_adopters_template_of_the_same_name_wins():
    own = {"working-groups.md.j2": "{{ groups | length }} groups"}
    assert templates(**own).render("working-groups.md.j2", groups={}) == "0 groups"


def test_w01_what_a_template_prints_is_text_and_never_a_template():
    shown = templates(**{"x.j2": "{{ value }}"}).render("x.j2", value="{{ 7*7 }} **b** <i>")
    assert shown == "&#x7B;&#x7B; 7\\*7 &#x7D;&#x7D; \\*\\*b\\*\\* &lt;i&gt;"


def test_markdown_made_by_wgbot_is_printed_as_it_is():
    assert templates(**{"x.j2": "{{ value }}"}).render("x.j2", value=Markdown("**b**")) == "**b**"


def test_c01_on_github_no_value_notifies_or_refers():
    own = {"x.j2": "{{ value }}"}
    shown = templates(**own).render("x.j2", value="@ada fixes #1")
    assert "@ada" not in shown
    assert "#1" not in shown
    assert templates(on_github=False, **own).render("x.j2", value="@ada") == "@ada"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\n{{ nobody }}", "x.j2, line 2, cannot be rendered: 'nobody' is undefined"),
        ("a\nb\n{% if %}", "x.j2, line 3, cannot be read"),
        ("{% include 'none.j2' %}", "There is no template named none.j2"),
        ("{% include '../pyproject.toml' %}", "There is no template named ../pyproject.toml"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("a\n{{ value.append(1) }}", "line 2"),
    ],
)
def test_what_is_wrong_with_a_template_is_said_with_its_line(text, said):
    with pytest.raises(SetupError, match=said.replace("'", ".")):
        templates(**{"x.j2": text}).render("x.j2", value=[])


@pytest.mark.parametrize(
    "text", ["{{ range(10 ** 9) | list }}", "{{ 1 // 0 }}", "{{ [][1:] + 1 }}", "{{ 'x'.y.z() }}"]
)
def test_what_an_adopters_template_cannot_compute_is_said_of_the_template(text):
    with pytest.raises(SetupError, match=r"The template x.j2, line 2, cannot be rendered: ."):
        templates(**{"x.j2": f"\n{text}"}).render("x.j2")
