"""An issue's text → a group, and what is wrong with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import example
from tests.text.test_escape import NASTY, kinds
from wgbot.proposals.changes import WriteComment
from wgbot.proposals.decide import decide
from wgbot.proposals.proposal import Issue, Proposal, judge
from wgbot.proposals.situation import Situation
from wgbot.registry import folder
from wgbot.registry.group import Channel, Person


def comment(proposal: Proposal) -> str:
    """Return the comment that a proposal gets."""
    written = decide(Situation(proposal.issue, REPOSITORY, proposal))[0]
    assert isinstance(written, WriteComment)
    return written.text


REPOSITORY = example.repository()


def leads(typed: str) -> list[str | None]:
    return [person.github for person in example.proposal(leads=typed).group.leads]


def test_good_answers_make_a_group_in_which_nothing_is_wrong():
    proposal = example.proposal()
    assert proposal.problems == ()
    assert proposal.slug == "sound-and-music"
    group = proposal.group
    assert group.leads == (Person(github="clara"), Person(github="fanny"))
    assert group.channels == (Channel(url="https://chat.example.org/sound", name="#sound"),)
    assert group.repositories == ("https://github.com/example/sound",)
    assert group.discussion == "https://forum.example.org/t/sound/12"
    assert group.proposal == 12
    assert group.charter == {
        "goals": "Making music should need no other language.",
        "rhythm": "Monthly",
        "places": ("Online", "At conferences"),
        "script": "make sound",
    }


def test_what_was_not_answered_is_not_kept():
    group = example.proposal(
        channel=None, repository=None, discussion=None, rhythm=None, places=None, script=None
    ).group
    assert (group.channels, group.repositories, group.discussion) == ((), (), None)
    assert list(group.charter) == ["goals"]


def test_p01_line_ends_make_no_difference():
    body = example.body()
    lines = judge(Issue(body, number=1), example.repository())
    windows = judge(Issue(body.replace("\n", "\r\n"), number=1), example.repository())
    assert lines.group == windows.group
    assert lines.issue.digest == windows.issue.digest
    assert lines.issue.digest != Issue(body + ".").digest


def test_p02_an_empty_form_gives_one_complete_list_in_the_forms_order():
    proposal = example.proposal(**dict.fromkeys(example.ANSWERS))
    assert [problem.field for problem in proposal.problems] == [
        *("name", "focus", "goals", "leads", "conduct"),
    ]


@pytest.mark.parametrize("body", ["", "  \n", "Please add my group!", "### Something\n\nelse"])
def test_p06_what_was_not_made_with_the_form_is_told_once(body):
    proposal = judge(Issue(body), example.repository())
    assert not proposal.made_with_form
    assert len(proposal.problems) == 1


def test_p07_text_is_kept_in_one_normal_form():
    proposal = example.proposal(name="Cafe\u0301", goals="Cafe\u0301", focus="re\u0301sume\u0301 x")
    assert proposal.group.name == "Café"
    assert proposal.group.focus == "résumé x"
    assert proposal.group.charter["goals"] == "Café"


@pytest.mark.parametrize(
    "char", ["\x00", "\x07", "\x1b", "\x85", "\ud800", "\u2028", "\u202e", "\u2066"]
)
@pytest.mark.parametrize(
    "key", ["name", "focus", "goals", "leads", "discussion", "repository", "channel"]
)
def test_p08_a_character_that_steers_is_refused_wherever_it_is(key, char):
    proposal = example.proposal(**{key: f"https://example.org/a{char}b"})
    assert {problem.check for problem in proposal.problems if problem.field == key} >= {
        "characters"
    }
    review = comment(proposal)
    assert review.encode()
    assert char not in review


@pytest.mark.parametrize(
    ("typed", "accounts"),
    [
        ("@ada", ["ada"]),
        ("ada", ["ada"]),
        ("@ada and @grace", ["ada", "grace"]),
        ("@ada, and @grace.", ["ada", "grace"]),
        ("ada, grace", ["ada", "grace"]),
        ("@ada @grace", ["ada", "grace"]),
        ("@ada; @grace & @alan", ["ada", "grace", "alan"]),
        ("@ada、@grace", ["ada", "grace"]),
        ("＠ada", ["ada"]),
        ("(@ada)", ["ada"]),
        ("`@ada`, **@grace**", ["ada", "grace"]),
        ("https://github.com/ada", ["ada"]),
        ("github.com/ada/, https://www.github.com/grace?tab=repositories", ["ada", "grace"]),
        ("<https://github.com/ada>", ["ada"]),
        ("[@ada](https://github.com/ada)", ["ada"]),
        ("@ada (Ada Lovelace), Grace Hopper (@grace)", ["ada", "grace"]),
        ("\u200e@ada\u200b", ["ada"]),
        ("@ada_corp", ["ada_corp"]),
        ("@y, y", ["y"]),
    ],
)
def test_a05_accounts_are_read_as_people_list_them(typed, accounts):
    assert leads(typed) == accounts


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "Jane Doe",
            "ada grace",
            "ada and grace",
            "@ada, grace",
            "ada@example.org",
            "@org/team",
        ),
        *("@", "https://github.com/", "https://github.com/orgs/x", "https://gitlab.com/ada"),
        *(
            "--exec=id",
            "../root",
            "@-ada",
            f"@{'a' * 40}",
            "@ada@grace",
            "(",
            "@ü",
        ),
        *("@ada, @Ada", ", ,", "@dependabot[bot]"),
    ],
)
def test_a05_nobody_is_registered_by_what_is_no_account(typed):
    proposal = example.proposal(leads=typed)
    assert "leads" in {problem.field for problem in proposal.problems}


@pytest.mark.parametrize("typed", ["../root", "@example/docs", "@ada!x"])
def test_a05_what_is_refused_is_shown_as_it_was_typed(typed):
    assert leads(typed) == [typed]


@pytest.mark.parametrize(
    ("typed", "channels"),
    [
        ("https://a.example", [("https://a.example", None)]),
        ("https://a.example/ #wg", [("https://a.example", "#wg")]),
        (
            "https://a.example #one, https://b.example two",
            [("https://a.example", "#one"), ("https://b.example", "two")],
        ),
        ("#wg https://a.example", [("https://a.example", "#wg")]),
        (
            "Zulip: https://a.example and https://b.example",
            [("https://a.example", "Zulip"), ("https://b.example", None)],
        ),
        ("[Zulip](https://a.example)", [("https://a.example", "Zulip")]),
        ("#wg on Discord", [("#wg on Discord", None)]),
    ],
)
def test_channels_are_read_as_people_write_them(typed, channels):
    found = example.proposal(channel=typed).group.channels
    assert [(channel.url, channel.name) for channel in found] == channels


@pytest.mark.parametrize(
    "typed",
    [
        "https://github.com/a/b https://github.com/a/c",
        "https://github.com/a/b, https://github.com/a/c/",
        "https://github.com/a/b.git\nhttps://github.com/a/c",
        "- https://github.com/a/b\n- [c](https://github.com/a/c)",
        "https://github.com/a/b and https://github.com/a/c and https://github.com/a/b",
    ],
)
def test_l02_repositories_are_read_as_people_write_them(typed):
    found = example.proposal(repository=typed).group.repositories
    assert found == ("https://github.com/a/b", "https://github.com/a/c")


def test_a_communitys_own_ids_have_the_meaning_it_gives_them():
    files = {
        example.FORM_PATH: example.FORM.replace("id: leads", "id: chairs"),
        example.CONFIG_PATH: "fields: {leads: chairs}",
    }
    body = example.body(leads="Jane Doe")
    proposal = judge(Issue(body), example.repository(**files))
    assert [problem.field for problem in proposal.problems] == ["leads"]
    assert "chairs" not in proposal.group.charter


def test_c02_the_digest_is_of_the_whole_text():
    assert Issue("a").digest != Issue("a ").digest
    assert Issue("\ud800").digest


@pytest.mark.parametrize(
    "text",
    [
        "@a, " * 10_000,
        ", ".join(f"@a{n}" for n in range(5_000)),
        "https://a.example/x " * 3_000,
        "\n".join(f"https://github.com/a/b{n}" for n in range(2_000)),
        "[" * 40_000,
        "[](" * 13_000,
        "(" * 40_000,
        "`" * 40_000,
        "\u0301" * 40_000,
        "\u202e" * 40_000,
        "аa" * 20_000,
        "@" * 40_000,
        "#1 " * 13_000,
        "&#" * 20_000,
        "%" * 40_000,
        "a," * 20_000,
        "\x00" * 40_000,
        "漢" * 40_000,
        "https://" * 5_000,
        "https://" + "a." * 20_000,
        "https://bücher" + "ü." * 20_000,
        "a" * 40_000 + "!",
        "-" * 40_000,
        "/ " * 20_000,
        " " * 40_000 + "a",
        "lorem ipsum " * 3_000,
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_s01_s02_s03_of_much_text_little_is_said(text):
    proposal = example.proposal(
        **{key: text for key in example.ANSWERS if key not in ("rhythm", "places", "conduct")}
    )
    assert 0 < len(proposal.problems) < 100
    assert all(len(problem.message() + problem.remedy()) < 2_000 for problem in proposal.problems)


TEXTS = st.one_of(st.none(), NASTY, NASTY.map("https://{}".format), NASTY.map("@{}".format))


@given(st.fixed_dictionaries(dict.fromkeys(example.ANSWERS, TEXTS)))
def test_c01_c03_c04_any_answers_are_judged_in_words_that_are_safe_to_post(
    answers: dict[str, str | None],
):
    proposal = _judged(answers)
    for problem in proposal.problems:
        assert kinds(problem.message()) <= {"text", "text_special", "code_inline", "softbreak"}
        assert kinds(problem.remedy()) <= {"text", "text_special", "code_inline", "softbreak"}
        assert str(problem).encode()
        assert "\n" not in str(problem)
        assert len(str(problem)) < 2_000
    assert not set(proposal.slug) - set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert comment(proposal).encode()
    if not proposal.problems:
        read = folder.load(
            example.tree(**{"registry/x.yml": folder.render(proposal.group)}), "registry"
        )
        assert read.entries["x"].group == proposal.group


def _judged(answers: dict[str, str | None]) -> Proposal:
    return judge(Issue(example.body(**answers), number=12), REPOSITORY)


def test_w01_no_answer_is_a_template():
    proposal = example.proposal(name="{{ 7 * 7 }} {0} {name}", goals="{{ config }} {% raw %}")
    assert any("`{{ 7 * 7 }} {0} {name}`" in problem.message() for problem in proposal.problems)
    assert "49" not in comment(proposal)


@pytest.mark.parametrize("hidden", ["<!-- secret -->", "[//]: # (secret)", "<?secret?>"])
@pytest.mark.parametrize("key", ["goals", "name", "focus", "leads"])
def test_e01_what_is_not_shown_is_no_answer(key, hidden):
    (problem,) = example.proposal(**{key: hidden}).problems
    assert (problem.check, problem.field) == ("required", key)


@pytest.mark.parametrize("key", ["goals", "name", "focus", "leads", "rhythm", "channel"])
def test_e02_a_hidden_comment_below_an_answer_changes_nothing(key):
    body = example.body(**{key: f"{example.ANSWERS[key]}\n\n<!-- meta: {{}} -->"})
    proposal = judge(Issue(body, number=12), example.repository())
    assert proposal.problems == ()
    assert proposal.group == example.proposal().group


def test_e01_what_nobody_sees_is_not_registered():
    goals = "Play.\n\n<!-- and more -->\n\n[//]: # (more)\n\nAnd sing. <!-- more -->"
    group = example.proposal(goals=goals, script="echo '<!-- more -->'").group
    assert group.charter["goals"] == "Play.\n\n\n\nAnd sing."
    assert group.charter["script"] == "echo '<!-- more -->'"


NONE = [
    "none",
    "None yet",
    "N/A",
    "-",
    "no",
    "_none_",
    "(none)",
    "we have none",
    "keine",
    "noch keins",
]


@pytest.mark.parametrize("said", [*NONE, "No repository yet"])
@pytest.mark.parametrize("key", ["channel", "repository", "discussion"])
def test_a_link_that_may_be_left_out_and_is_said_to_be_none_is_none(key, said):
    proposal = example.proposal(**{key: said})
    assert proposal.problems == ()
    assert not proposal.answers[key]
    assert not (proposal.group.channels if key == "channel" else proposal.group.repositories) or (
        key == "discussion"
    )


@pytest.mark.parametrize("said", NONE)
def test_a_question_that_needs_an_answer_has_none_by_that(said):
    form = example.FORM.replace(
        "label: Channel\n", "label: Channel\n    validations: {required: true}\n"
    )
    issue = example.issue(channel=said)
    found = judge(issue, example.repository(**{example.FORM_PATH: form})).problems
    assert {problem.field for problem in found} == {"channel"}


@pytest.mark.parametrize("said", ["none of your business", "see the wiki", "chat", "no. 5"])
def test_what_says_more_than_that_there_is_no_link_is_told(said):
    assert {each.field for each in example.proposal(channel=said).problems} == {"channel"}
