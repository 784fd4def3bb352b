"""What people wrote: one thing of a group on a line, and nothing else is an answer."""

from datetime import UTC, date, datetime, timedelta

import pytest

from wgbot.checkin import answers
from wgbot.checkin.answers import IssueRevision, Remark, boxes
from wgbot.checkin.evidence import Accounts
from wgbot.checkin.phrases import lines, names_of
from wgbot.registry.group import Group, Person

TODAY = date(2026, 3, 10)
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
CLI = Group(name="Command line", focus="x", leads=(Person(github="ada", id=1),), aliases=("CLI",))
NET = Group(name="Net", focus="x", leads=(Person(github="grace"), Person(github="ada", id=1)))
BOTH = {"cli": CLI, "net": NET}
NAMES = names_of(BOTH, BOTH)


def said(text, names=NAMES):
    return [(each.slugs, each.said) for each in lines(text, names, TODAY)]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("still here", "here"),
        ("Still here!", "here"),
        ("Yes, we're still here, thanks!", "here"),
        ("We are still active 👍", "here"),
        ("noch da", "here"),
        ("Ja, wir sind noch aktiv. Danke!", "here"),
        ("we need a lead", "lead"),
        ("looking for a new lead", "lead"),
        ("Wir brauchen eine neue Leitung", "lead"),
        ("pause", "pause"),
        ("please pause", "pause"),
        ("on pause", "pause"),
        ("pausiert", "pause"),
        ("it has ended", "ended"),
        ("The group has ended.", "ended"),
        ("beendet", "ended"),
        ("sie ist zu Ende", "ended"),
    ],
)
@pytest.mark.parametrize(
    "before", ["Command line: ", "**CLI** – ", "@wgbot `Command line`, ", "- cli: "]
)
def test_a_line_says_one_thing_of_a_group(text, meant, before):
    assert said(before + text) == [(("cli",), meant)]


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("ask again in June", date(2026, 6, 1)),
        ("Ask again in March", date(2027, 3, 1)),
        ("ask again in february", date(2027, 2, 1)),
        ("ask again in June 2027", date(2027, 6, 1)),
        ("ask again on 2026-06-15", date(2026, 6, 15)),
        ("ask again 2027-06", date(2027, 6, 1)),
        ("fragt im Juni wieder", date(2026, 6, 1)),
        ("frag uns im Mai noch einmal", date(2026, 5, 1)),
        ("ask again in June 2029", None),
        ("ask again on 2026-02-30", None),
        ("ask again in 2025-01", None),
        ("ask again in a while", None),
    ],
)
def test_a_day_is_one_that_comes_within_two_years(text, until):
    (line,) = lines(f"Net: {text}", NAMES, TODAY)
    assert line.until == until
    assert line.said == ("later" if until else None)


@pytest.mark.parametrize(
    "text",
    [
        "Net: not still here",
        "Net: it has not ended",
        "Net: we're no longer still active",
        "Net: still here, but it has ended",
        "Net: is it still active?  I doubt it",
        "Net: noch nicht beendet",
        "Net: still here?",
        "@ada, is Net still active?",
        "Has Net ended?!",
        "Net: no",
        "Net: toujours là",
        "- [ ] **Net**: alive and kicking",
        "Net is not active any more",
        "Net ist nicht mehr aktiv",
    ],
)
def test_what_says_more_is_not_guessed(text):
    assert said(text) == [(("net",), None)]


@pytest.mark.parametrize(
    "text",
    [
        "> Net: still here",
        "```\nNet: still here\n```",
        "<!-- Net: still here -->",
        "Thanks for asking about Net.",
        "",
        "Network: here we go",
        "No worries!",
        "- [ ] Net",
    ],
)
def test_c06_quotes_code_and_talk_are_no_answers(text):
    assert said(text) == []


@pytest.mark.parametrize("text", ["No", "nein.", "Not any more", "Leider nicht mehr aktiv"])
def test_a_no_is_told_that_it_cannot_be_read(text):
    """Which of several answers it is, nobody can know."""
    assert said(text) == [((), None)]


def test_a_ticked_box_is_a_yes_wherever_it_is():
    assert said("- [x] Net") == [(("net",), "here")]
    assert said("- [X] **[Net](https://example.org)**: no sign of life") == [(("net",), None)]
    assert said("[x]") == []


def test_a_name_can_be_above_and_several_can_be_named():
    assert said("Net\nstill here\n\nCLI:\npause") == [(("net",), "here"), (("cli",), "pause")]
    assert said("Net and CLI: still here") == [(("cli", "net"), "here")]


def remark(by, text, number=None, at=NOON):
    return Remark(by, number, at, text)


def read(*remarks, revisions=(), maintainers=(), numbers=None, asked=("cli", "net")):
    accounts = Accounts(numbers or {"ada": 1, "grace": 2})
    heard = answers.hear(remarks, asked, BOTH, accounts)
    return answers.read(heard, revisions, asked, BOTH, maintainers)


def test_june_is_the_one_after_it_was_written_whenever_it_is_read():
    """Read again each day, an answer stays what it was."""
    for text, until in (
        ("ask again in June", date(2026, 6, 1)),
        ("ask again 2026-04", date(2026, 4, 1)),
    ):
        found = read(remark("grace", text, 2))
        assert found.said["net"].until == until
        assert not found.unread
    later = remark("grace", "ask again in June", 2, datetime(2026, 7, 1, tzinfo=UTC))
    assert read(later).said["net"].until == date(2027, 6, 1)


def test_what_is_said_of_a_group_that_is_not_asked_is_not_said_of_one_that_is():
    groups = {
        name: Group(name=title, focus="x", former_slugs=former, aliases=aliases)
        for name, title, former, aliases in (
            ("c", "C", ("c-language",), ()),
            ("cpp", "C++", (), ()),
            ("apply-cli", "Apply CLI", (), ()),
            ("apply", "Apply", (), ()),
            ("old", "Old", (), ("Apply",)),
        )
    }
    names = names_of(groups, ["c", "apply"])
    assert said("C++: still here", names) == [(("cpp",), "here")]
    assert said("Apply CLI: still here", names) == [(("apply-cli",), "here")]
    assert said("Apply: still here", names) == [(("apply",), "here")]
    assert said("c-language: still here", names) == [(("c",), "here")]
    heard = answers.hear([remark("wanda", "C++: still here", 7)], ["c"], groups, Accounts())
    found = answers.read(heard, (), ["c"], groups, {"wanda"})
    assert not found.said
    assert not found.unread


def test_leads_answer_for_their_groups_and_maintainers_for_all():
    assert read(remark("grace", "Net: still here", 2)).said["net"].by == "grace"
    assert not read(remark("grace", "CLI: still here", 2)).said
    assert not read(remark("eve", "CLI: still here", 9)).said
    assert set(read(remark("wanda", "CLI and Net: pause", 7), maintainers={"wanda"}).said) == {
        "cli",
        "net",
    }


def test_an_account_that_took_a_leads_name_over_does_not_answer():
    assert not read(remark("ada", "CLI: it has ended", 99)).said
    assert not read(remark("grace", "Net: still here", 99)).said
    assert read(remark("ada-new", "CLI: still here", 1)).said["cli"].by == "ada-new"


def test_whoever_leads_one_of_them_need_not_name_it():
    assert set(read(remark("grace", "still here", 2)).said) == {"net"}
    assert not read(remark("ada", "still here", 1)).said
    assert set(read(remark("wanda", "pause", 7), maintainers={"wanda"}, asked=("cli",)).said) == {
        "cli"
    }


def test_only_of_whom_it_matters_it_is_asked_whether_they_maintain_the_list():
    def matters(by, number, text, asked=("cli", "net")):
        (heard,) = answers.hear([remark(by, text, number)], asked, BOTH, Accounts({"ada": 1}))
        return heard.is_for_others(asked)

    assert matters("wanda", 7, "CLI: still here")
    assert matters("wanda", 7, "pause")
    assert not matters("wanda", 7, "Thanks for all of it.")
    assert not matters("wanda", 7, "Net: still here", asked=("cli",))
    assert not matters("ada", 1, "CLI: still here")
    assert matters("grace", 2, "CLI: still here")
    assert not matters("ada-new", 1, "still here", asked=("cli",))


def test_the_last_word_counts():
    later = NOON + timedelta(days=1)
    found = read(remark("ada", "CLI: still here", 1), remark("ada", "CLI: pause", 1, later))
    assert found.said["cli"].said == "pause"


def test_what_cannot_be_read_is_told_until_it_is_said_in_other_words():
    odd = remark("grace", "we are still sort of here", 2)
    assert read(odd).unread == (odd,)
    assert read(odd, remark("grace", "still here", 2, NOON + timedelta(hours=1))).unread == ()
    assert read(remark("eve", "CLI: still kicking", 9)).unread == ()


BODY = "- [ ] **CLI**: … <!-- wgbot:group cli -->\n- [ ] **Net** <!-- wgbot:group net -->\n"
TICKED = BODY.replace("[ ] **CLI", "[x] **CLI")


def edit(text, by="wanda", days=0, *, is_person=True):
    return IssueRevision(by, NOON + timedelta(days=days), text, is_person)


def test_a_tick_is_whose_edit_made_it():
    assert boxes(TICKED.replace("\n", "\r\n")) == {"cli": True, "net": False}
    found = read(revisions=[edit(BODY, "bot", is_person=False), edit(TICKED, days=1)])
    assert (found.said["cli"].by, found.said["cli"].is_tick) == ("wanda", True)
    assert "net" not in found.said


def test_a_tick_that_was_written_over_is_found_in_the_history():
    history = [
        edit(BODY, "bot", is_person=False),
        edit(TICKED, days=1),
        edit(BODY, "bot", days=1, is_person=False),
    ]
    assert set(read(revisions=history).said) == {"cli"}


def test_what_the_bot_ticks_is_no_answer():
    history = [edit(BODY, "bot", is_person=False), edit(TICKED, "bot", is_person=False)]
    assert not read(revisions=history).said
    assert not read(revisions=[edit(TICKED)]).said


def test_a_tick_that_is_taken_away_is_taken_back():
    history = [edit(BODY, "bot", is_person=False), edit(TICKED, days=1), edit(BODY, days=2)]
    found = read(revisions=history)
    assert not found.said
    assert set(found.taken_back) == {"cli"}
