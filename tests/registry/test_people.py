"""Accounts are read wherever they are, and nothing else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wgbot.registry.accounts import ACCOUNT
from wgbot.registry.people import people

TABLE = """\
Who we are:

| Role | Name | Organization | E-mail | GitHub username |
| :--- | :--- | :--- | :--- | :--- |
"""


def accounts(text: str) -> list[str | None]:
    return [person.github for person in people(text)]


def names(text: str) -> list[str | None]:
    return [person.name for person in people(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ada Example (@ada), Example Corp", ["ada"]),
        ("https://github.com/ada (Ada, Example AG)", ["ada"]),
        ("[Ada](https://github.com/ada/), [@grace](https://github.com/Grace?tab=stars)", "ada Grace"),
        ("@ada - Example Corp\n@grace – Example Corp", "ada grace"),
        ("Chair: @ada\n**Co-chair**: @grace", "ada grace"),
        ("* **Chair**: Ada Example <@ada> – Example Institute", ["ada"]),
        ("Ada / Example Ltd / @ada", ["ada"]),
        ("Ada, University of Example, @ada\nGrace, MIT, @grace", "ada grace"),
        ("We are @ada, who wrote the guide, and @grace.", "ada grace"),
        ("1. @ada (ten years of fonts)\n2. @grace's friend", "ada grace"),
        ("- [x] @ada\n> - @grace", "ada grace"),
        ("@ada/@grace + @alan&@clara", "ada grace alan clara"),
        ("GitHub: ada\nGitHub account: grace, `github: alan`", "ada grace alan"),
        ("Ada Example <ada@example.org>, @ada", ["ada"]),
        ("[Ada](mailto:ada@example.org) (@ada)", ["ada"]),
        ("@ada (https://github.com/ada)", ["ada"]),
        ("@ada (emeritus)\nformer chair: @grace\nchair: @alan", ["alan"]),
        ("@ada, formerly of Example, and @grace", "ada grace"),
        ("@ada, not @grace", ["ada"]),
        ("Ada Example <ada@example.org> @ada, Emmy Example <emmy@example.org>", "ada …@…"),
        ("Ada Example <lovelace@example.org>, @ada", ["ada"]),
        ("@ada (cc @grace, @alan), @clara", "ada clara"),
        ("cc @grace\n@ada", ["ada"]),
        ("@ada\n\nThanks to @grace and @alan for all they did!", ["ada"]),
        ("@grace steps down, @ada stays", ["ada"]),
        ("@grace is leaving. @ada takes over from her", ["ada"]),
        ("@ada leaves no stone unturned, @grace left as chair", ["ada"]),
        ("Ada (@ada), retired professor, left Example Corp; @grace, no longer at Navy", "ada grace"),
        ("@ada, leaving Example Corp for this, @grace (stepping down in May)", ["ada"]),
        ("@a--b, @ada-, @ada--corp", "a--b ada- ada--corp"),
        ("@ada\n\nAda looks after the docs. More at https://github.com/ada/docs", ["ada"]),
        ("Rust @ Work: @ada", ["ada"]),
        (f"{TABLE}| Chair | Ada Example | Example | ada@example.org | @ada |", ["ada"]),
        (f"{TABLE}| Chair | Ada Example | Example | ada@example.org | ada |", ["ada"]),
        (f"{TABLE}| | Ada | X | | [ada](https://github.com/ada) |\n| | | | | |", ["ada"]),
        (f"{TABLE}| Chair | | | | TBD |\n| Chair | | | | https://github.com/ada |", ["ada"]),
        (f"{TABLE}| Chair | Ada | | | ada |\n\nHelped by @grace.", "ada grace"),
        ("Name | Who\n--- | ---\nAda | @ada\nGrace | @grace", "ada grace"),
        (TABLE, []),
        ("| a | b |\n| Ada | @ada |", ["ada"]),
        ("", []),
    ],
)  # fmt: skip
def test_an_account_is_read_wherever_it_is(text, found):
    assert accounts(text) == (found.split() if isinstance(found, str) else found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@ada, Google", ["ada"]),
        ("Ada, freelance, @ada", ["ada"]),
        # Perhaps an account whose mark was forgotten: that is asked.
        ("@ada, grace", ["ada", "@ada, grace"]),
        ("@ada and grace", ["ada", "@ada and grace"]),
        ("Ada Example, Example Ltd", ["Ada Example", "Example Ltd"]),
        ("@ada, @example/docs", ["ada", "@example/docs"]),
        ("@ada, @dependabot[bot]", ["ada", "@dependabot[bot]"]),
        ("@ada@grace", ["@ada@grace"]),
        ("@ada@example.org", ["@…@…"]),
        ("ada@example.org", ["…@…"]),
        ("@ada.example", ["@ada.example"]),
        ("[@ada](https://github.com/grace)", ["[@ada](https://github.com/grace)"]),
        ("https://github.com/example/docs", ["https://github.com/example/docs"]),
        (f"{TABLE}| Chair | Ada | | | Ada Example |", ["Ada Example"]),
        (f"{TABLE}| Chair | Ada | | | ada@example.org |", ["…@…"]),
    ],
)
def test_nothing_is_guessed_from_a_bare_word(text, found):
    assert accounts(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        *((text, ["@Grace Hopper"]) for text in ("@Grace Hopper", "Chair: @Grace Hopper", "* @Grace Hopper (chair)")),
        ("@Grace Hopper, @ada", ["@Grace Hopper", "ada"]),
        ("@Grace Hopper and @ada", ["@Grace Hopper", "ada"]),
        ("@Grace Hopper (@grace)", ["@Grace Hopper", "grace"]),
        ("- @Grace van der Example\n- @ada", ["@Grace van der Example", "ada"]),
        ("Chairs:\n@Grace Brewster Hopper\n@ada", ["@Grace Brewster Hopper", "ada"]),
        *((text, ["Grace"]) for text in (
            "@Grace", "@Grace Chair", "@Grace (Hopper)", "@Grace, Navy", "@Grace – Navy", "@Grace Navy Ltd",
            "@Grace Grace Hopper", "@Grace until 2026-12-31", "[Grace Hopper](https://github.com/Grace) Hopper",
            "https://github.com/Grace Hopper",
        )),
        *((text, [text[1:-7]]) for text in ("@grace Hopper", "@GraceH Hopper", "@grace-h Hopper")),
        ("@Grace Emeritus", []),
    ],
)  # fmt: skip
def test_a_name_with_a_sign_before_it_is_nobodys_account(text, found):
    assert accounts(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ada Example (@ada), Example Corp", ["Ada Example"]),
        ("Ada Example, Example University, @ada", ["Ada Example"]),
        ("Ada Example @ada, Corp; Grace Example @grace, Navy", ["Ada Example", "Grace Example"]),
        ("Chairs: Ada (@ada), Grace van der Example <@grace>", ["Ada", "Grace van der Example"]),
        ("[Ada Example](https://github.com/ada)", ["Ada Example"]),
        ("Merle Stub (Stub & Sons, [@merle](https://github.com/merle))", ["Merle Stub"]),
        ("山田太郎 (@yamada)", ["山田太郎"]),
        ("山田太郎（＠yamada）、佐藤花子【@sato】", ["山田太郎", "佐藤花子"]),
        ("Ada Example, Example Corp (@ada)", ["Ada Example"]),
        ("Ada Example — Example Corp — @ada", ["Ada Example"]),
        ("I (@ada) and me (@grace)", [None, None]),
        (f"{TABLE}| Chair | Ada Example | Corp | | ada |", ["Ada Example"]),
        *(
            (text, [None])
            for text in (
                "@ada", "Chair: @ada", "Co-chair (@ada)", "Example Corp @ada", "Ask @ada",
                "Due to @ada", "Ada @ada", "@ada (Red Hat)", "[@ada](https://github.com/ada)",
                "The people (@ada)", "Ada E. 3rd (@ada)", "W0rd (@ada)", "[ada](https://github.com/ada)",
            )
        ),
    ],
)  # fmt: skip
def test_a_name_is_kept_where_there_is_no_doubt(text, found):
    assert names(text) == found


@given(st.text("@＠ada grace,;()[]<>|-_./:\n&*x", max_size=60))
def test_what_is_no_account_is_never_told_as_one(text):
    for account in accounts(text):
        assert account is not None
        assert ACCOUNT.fullmatch(account) is None or account in text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Slack: @ada, GitHub: @grace", ["grace"]),
        ("Twitter/X: @ada / Mastodon handle @ada2 / @grace", ["grace"]),
        ("**Discord**: @ada\n@grace on Matrix: @g\n@alan", ["alan"]),
        ("X: @ada, @grace", ["grace"]),
        ("Slack: https://github.com/ada", ["ada"]),
        ("@ada (Slack), @grace of GitLab", ["ada", "grace"]),
        ("Slack: @ada", ["Slack: @ada"]),
        ("| Name | Slack | GitHub |\n| - | - | - |\n| Ada | @a | @ada |", ["ada"]),
        ("| GitHub | Slack handle |\n| - | - |\n| ada | @a |", ["ada"]),
        ("| Name | Twitter |\n| - | - |\n| Ada | @ada |", []),
        ("~~@ada~~ @grace", ["grace"]),
        ("gh: ada", ["ada"]),
    ],
)
def test_an_account_elsewhere_is_none_on_github(text, found):
    assert accounts(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Chairs:\n- @ada\n- @grace\n\nTech leads:\n- @alan",
         [("ada", "Chair"), ("grace", "Chair"), ("alan", "Tech lead")]),
        ("#### Co-chairs\n\n* Ada Example (@ada)\n* @grace, secretary",
         [("ada", "Co-chair"), ("grace", "secretary")]),
        ("**Maintainers**\n@ada\n@grace", [("ada", "Maintainer"), ("grace", "Maintainer")]),
        ("Chairs:\n- @ada\n\n@grace will help.", [("ada", "Chair"), ("grace", None)]),
        ("Chairs:\n- @ada\nWhoever helps:\n- @grace", [("ada", "Chair"), ("grace", None)]),
        ("- @ada\n\nEmeritus chairs:\n- @grace", [("ada", None)]),
        ("## Alumni\n- @grace\n## Chairs\n- @ada", [("ada", "Chair")]),
        ("@ada\n\nFormer members\n\n@grace", [("ada", None)]),
        ("@ada, @grace (former chair)", [("ada", None)]),
        ("Chair: @ada\nTech lead: @ada", [("ada", "Chair, Tech lead")]),
        ("@ada, @ada", [("ada", None), ("ada", None)]),
    ],
)  # fmt: skip
def test_what_stands_above_a_list_is_said_of_all_in_it(text, found):
    assert [(person.github, person.role) for person in people(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@ada — chair, @grace — secretary", [("ada", "chair"), ("grace", "secretary")]),
        ("@ada, chair, @grace, secretary", [("ada", "chair"), ("grace", "secretary")]),
        ("@ada chair @grace secretary", [("ada", "chair"), ("grace", "secretary")]),
        ("Chair @ada, secretary @grace", [("ada", "Chair"), ("grace", "secretary")]),
        ("@ada, secretary @grace", [("ada", None), ("grace", "secretary")]),
        ("@ada (chair) | @grace | @alan (editor)", [("ada", "chair"), ("grace", None), ("alan", "editor")]),
        ("@ada, emeritus, @grace", [("grace", None)]),
        ("@ada (former), @grace (retired)", []),
        ("@ada, former @grace", [("ada", None)]),
    ],
)  # fmt: skip
def test_what_stands_between_two_accounts_is_said_of_one(text, found):
    assert [(person.github, person.role) for person in people(text)] == found


@pytest.mark.parametrize("text", ["Ottilie", "Ottilie, Berlin", "me", "volunteers", "nobody, yet"])
def test_a_word_for_nobody_or_a_first_name_is_no_account(text):
    assert not any(ACCOUNT.fullmatch(each) for each in accounts(text) if each != "yet")


def test_s02_the_longest_answers_are_read_in_proportion_to_their_length():
    for piece in (
        "@a ",
        "@a,",
        "a",
        "[",
        "(",
        "a@",
        " at ",
        "| a",
        "github",
        "Ab ",
        "~~a",
        "Slack ",
        "Slack: @a ",
        "chair ",
        "#",
        "former ",
    ):
        assert people(piece * (65_536 // len(piece)) + "\n@ada")[-1].github == "ada"


@pytest.mark.parametrize(
    "text",
    [
        "I will lead it for now, with help from @grace",
        "@grace and me",
        "@grace, and I'll help",
        "@grace, TBD",
    ],
)
def test_whoever_is_meant_without_an_account_is_not_passed_over(text):
    assert [each.github for each in people(text)] == ["grace", text]


@pytest.mark.parametrize(
    "text", ["I, @ada, with @grace", "@ada (me), @grace", "I (@ada) and @grace"]
)
def test_whoever_writes_and_has_an_account_there_is_named(text):
    assert [each.github for each in people(text)] == ["ada", "grace"]
