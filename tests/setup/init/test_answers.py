"""What a community says of itself, and where wgbot comes from."""

import json
from dataclasses import replace

import pytest

from wgbot.setup.init import origin
from wgbot.setup.init.answers import Answers, checked, plural
from wgbot.text.problems import SetupError

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("one", "a", "many"),
    [
        ("working group", "a working group", "working groups"),
        ("SIG", "a SIG", "SIGs"),
        ("interest group", "an interest group", "interest groups"),
        ("user story", "a user story", "user stories"),
        ("unit", "a unit", "units"),
        ("branch", "a branch", "branches"),
        ("day", "a day", "days"),
    ],
)
def test_the_words_for_a_group(one, a, many):
    assert plural(one) == many
    assert Answers(one=one).words()["a one"] == a


def test_every_answer_has_one_that_serves():
    assert checked(Answers()).page_path == "website/working-groups.md"
    assert Answers().form_path == ".github/ISSUE_TEMPLATE/new-working-group.yml"
    assert Answers(one="Arbeitskreis", many="Arbeitskreise").heading == "Arbeitskreise"


@pytest.mark.parametrize(
    "wrong",
    [
        {"one": "<script>"},
        {"one": "a\nb"},
        {"one": "x: y"},
        {"many": "[[one]]"},
        {"language": "fr"},
        {"forum": "javascript:alert(1)"},
        {"conduct": "http://localhost"},
        {"page": "../x.md"},
        {"page": ".github/workflows/x.yml"},
        {"registry": "/etc"},
        {"action": "owner/wgbot@v1"},
        {"action": "owner/wgbot@main\n"},
        {"branch": "-x"},
        {"branch": "a]\n"},
        {"label": " "},
        {"title": "a\nb"},
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(SetupError):
        checked(replace(Answers(), **wrong))


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/Ada/groups",
        "https://github.com/Ada/groups.git",
        "https://token@github.com/Ada/groups/",
        "git@github.com:Ada/groups.git",
        "ssh://git@github.com:22/Ada/groups.git",
    ],
)
def test_a_remote_is_read(url):
    found = origin.remote(url)
    assert found.address == "https://github.com/Ada/groups"
    assert found.pages == "https://ada.github.io/groups/"


@pytest.mark.parametrize("url", ["", "/srv/git/groups", "../groups", "file:///srv/x"])
def test_a_remote_that_is_no_forge_is_none(url):
    assert origin.remote(url) is None
    assert origin.action(url, COMMIT) is None


def test_the_website_of_an_account_is_at_its_top():
    assert origin.remote("https://github.com/Ada/ada.github.io").pages == "https://ada.github.io/"


def test_what_pip_installed_from_names_the_action():
    told = {"url": "https://github.com/o/wgbot", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}
    assert origin.installed(json.dumps(told)).action == f"o/wgbot@{COMMIT}"
    assert (
        origin.installed('{"url": "file:///srv/wg%20bot", "dir_info": {}}').folder == "/srv/wg bot"
    )
    for other in (None, "", "[]", "{", '{"url": "https://example.org/x.whl"}'):
        assert origin.installed(other) == origin.Installed()
