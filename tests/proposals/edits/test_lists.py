"""What becomes of a group's lists by answers as people write them: never something else unsaid."""

from dataclasses import replace

import pytest

from tests import editing, example
from tests.editing import CLI, change, proposal, said
from wgbot.proposals.proposal import judge

TEXT = example.FILES[CLI]
BOTH = "  - github: ada\n  - github: grace\n"
BY_NAME = TEXT.replace(BOTH, "  - name: Ada Example\n  - name: Grace Example\n")
CONFIG = editing.CONFIG + "checks: {leads: {by_name: true}}\n"
WHERE_NAMES_DO = {CLI: BY_NAME, example.CONFIG_PATH: CONFIG}


def leads(text, **changed):
    found = proposal(change(leads=text), **changed)
    assert said(found) == []
    return [each.shown for each in found.group.leads]


def refused(text, **changed):
    return said(proposal(change(**text), **changed)) != []


class TestLeadsWithoutAnAccount:
    @pytest.mark.parametrize(
        ("text", "then"),
        [
            ("add Joan Example", ["Ada Example", "Grace Example", "Joan Example"]),
            ("Ada Example, Joan Example", ["Ada Example", "Joan Example"]),
            ("Joan Example replaces Ada Example", ["Grace Example", "Joan Example"]),
            ("Ada Example is stepping down", ["Grace Example"]),
            ("Ada Example\nGrace Example\n@joan", ["Ada Example", "Grace Example", "@joan"]),
        ],
    )
    def test_they_are_added_and_replaced_where_names_are_enough(self, text, then):
        assert leads(text, **WHERE_NAMES_DO) == then

    def test_they_are_enough_where_most_leads_are_listed_by_name(self):
        names = "".join(f"  - name: {each} Example\n" for each in ("Ada", "Grace", "Joan", "Mary"))
        assert leads("add Emmy Example", **{CLI: TEXT.replace(BOTH, names)})[-1] == "Emmy Example"

    def test_elsewhere_they_are_refused(self):
        assert refused({"leads": "@ada, Joan Example"})
        assert refused({"leads": "Joan Example"})

    def test_never_where_each_has_to_agree_with_their_account(self):
        config = CONFIG + "approval: {consent: require}\n"
        assert refused({"leads": "add Joan Example"}, **{CLI: BY_NAME, example.CONFIG_PATH: config})

    def test_that_they_can_not_be_asked_is_noted_and_those_who_were_there_are_not_spoken_of(self):
        found = proposal(change(leads="add Joan Example"), **WHERE_NAMES_DO)
        (note,) = (each for each in found.notes if each.check == "leads")
        assert "Joan Example" in note.message()

    def test_a_name_is_listed_once(self):
        found = example.body(leads="Joan Example, Joan Example")
        its = example.repository(**editing.files(**WHERE_NAMES_DO))
        assert "`Joan Example` is named twice." in said(judge(editing.issue(found), its))

    def test_a_new_group_can_have_them_too(self):
        its = example.repository(**editing.files(**WHERE_NAMES_DO))
        found = judge(editing.issue(example.body(leads="Joan Example (chair)")), its)
        assert found.problems == ()
        assert [(each.name, each.role) for each in found.group.leads] == [("Joan Example", "chair")]


@pytest.mark.parametrize("text", ["- @ada", "- @ada\n- @grace"])
def test_what_can_be_a_list_and_a_removal_is_asked_about(text):
    three = TEXT.replace(BOTH, f"{BOTH}  - github: joan\n")
    assert refused({"leads": text}, **{CLI: three})


def test_nobody_is_dropped_unsaid_for_their_e_mail_address():
    assert refused({"leads": "@ada, emmy@example.org"})
    assert example.proposal(leads="@ada, emmy@example.org").problems
    assert not example.proposal(leads="Ada Example (@ada), ada.example@example.org").problems


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("ada, Grace, Joan", ["@ada", "@grace", "@Joan"]),
        ("- ada\n- Joan", ["@ada", "@Joan"]),
        ("remove Grace", ["@ada"]),
        ("Joan replaces Grace", None),
        ("ada, nobody", None),
    ],
)
def test_words_beside_a_known_account_are_accounts(text, then):
    if then is None:
        assert refused({"leads": text})
    else:
        assert leads(text) == then


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@ada, Emmy Example", ["Emmy Example"]),
        ("@ada\nEmmy Example", ["Emmy Example"]),
        ("Ada Example (@ada), Example Institute", []),
        ("Ada Example @ada, Deep Sea\nGrace Example @grace, Deep Sea", []),
    ],
)
def test_who_is_passed_over_in_the_founding_of_a_group_is_noted(text, names):
    notes = [each for each in example.proposal(leads=text).notes if each.check == "leads"]
    assert [each.values["name"] for each in notes] == names


class TestRepositoriesByName:
    FILE = TEXT.replace("example/cli\n", "example/cli\n  - https://github.com/example/docs\n")

    @pytest.mark.parametrize(
        ("text", "then"),
        [
            ("add example/site", ["cli", "docs", "site"]),
            ("remove docs", ["cli"]),
            ("cli, example/site", ["cli", "site"]),
            ("example/docs was renamed to example/guide", ["cli", "guide"]),
        ],
    )
    def test_they_are_the_addresses(self, text, then):
        found = proposal(change(repository=text), **{CLI: self.FILE})
        assert said(found) == []
        assert found.group.repositories == tuple(f"https://github.com/example/{x}" for x in then)

    def test_no_owner_is_guessed(self):
        assert refused({"repository": "cli, website"}, **{CLI: self.FILE})


class TestRoles:
    CHAIR = TEXT.replace("  - github: ada\n", "  - {github: ada, role: chair}\n")

    def read(self, text):
        return proposal(change(leads=text), **{CLI: self.CHAIR})

    @pytest.mark.parametrize("text", ["@ada (Acme)", "@ada (nominated)", "@ada (chair until June)"])
    def test_what_may_be_none_is_asked_about(self, text):
        assert "is a role" in " ".join(said(self.read(f"{text}, @grace")))

    def test_one_that_is_said_to_be_one_is(self):
        found = self.read("@ada (role: Purser), @grace")
        assert said(found) == []
        assert found.group.leads[0].role == "Purser"

    def test_a_company_takes_no_role_away(self):
        found = self.read("@ada (Acme Corp), @grace, @joan")
        assert said(found) == []
        assert found.group.leads[0].role == "chair"

    def test_the_end_of_a_term_is_kept_beside_the_role(self):
        (ada, *_) = self.read("@ada (until 2030-12-31), @grace").group.leads
        assert (ada.role, str(ada.until)) == ("chair", "2030-12-31")


def test_words_beside_the_leads_of_a_new_group_are_spoken_of():
    looking = example.proposal(leads="@ada, looking for a co-lead")
    assert not looking.problems
    assert ["looking for" in each.message() for each in looking.notes] == [True]
    assert example.proposal(leads="@ada, @grace (tbc)").problems


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("I'm stepping down", ["@grace"]),
        ("I am stepping back, @joan will take over", ["@grace", "@joan"]),
        ("Please remove me", ["@grace"]),
        ("@ada, @grace is stepping down", ["@ada"]),
        ("@ada, @joan (replaces @grace)", ["@ada", "@joan"]),
        ("@ada, @grace -> @ada, @joan", ["@ada", "@joan"]),
        ("Current: @ada, @grace\nNew: @ada, @joan", ["@ada", "@joan"]),
        ("only @ada", ["@ada"]),
    ],
)
def test_sentences_of_people_are_read(text, then):
    its = example.repository(**editing.files())
    found = judge(replace(editing.issue(change(leads=text)), author="ada"), its)
    assert said(found) == []
    assert [each.shown for each in found.group.leads] == then


@pytest.mark.parametrize(
    "text",
    [
        "@joan (replaces @grace), @mary",
        "@ada is stepping down, @mary",
        "@ada\nThanks to @grace, who steps down",
        "Current: @ada, @grace\nNew: @joan",
        "I'm stepping down",
        "me",
        "add @ada",
    ],
)
def test_what_leaves_somebody_unmentioned_or_can_mean_two_things_is_asked_about(text):
    assert refused({"leads": text})


def test_whoever_is_there_can_get_another_role():
    found = proposal(change(leads="@grace is replacing @ada as chair"))
    assert said(found) == []
    assert [(each.github, each.role) for each in found.group.leads] == [("grace", "chair")]


CHAT = "https://chat.example.org/cli"
CHATS = TEXT.replace(
    f'  - url: {CHAT}\n    name: "#cli"\n',
    "  - {url: https://example.zulipchat.com/#narrow/channel/1, name: '#cli'}\n"
    "  - {url: https://lists.example.org/cli}\n",
)


class TestChannels:
    ZULIP, LIST = (
        "https://example.zulipchat.com/#narrow/channel/1 #cli",
        "https://lists.example.org/cli",
    )

    @pytest.mark.parametrize(
        ("text", "then"),
        [
            ("forum.example.org/c/cli", ["https://forum.example.org/c/cli"]),
            ("Slack: https://example.slack.com/x", ["https://example.slack.com/x"]),
            ("Slack #cli: https://example.slack.com/x", ["https://example.slack.com/x #cli"]),
            ("#cli on Slack (https://example.slack.com/x)", ["https://example.slack.com/x #cli"]),
            ("https://discord.gg/cli, channel #cli", ["https://discord.gg/cli #cli"]),
            ("Matrix room: https://matrix.to/#/#a:b.org", ["https://matrix.to/#/#a:b.org"]),
            ("matrix: #cli:example.org", ["https://matrix.to/#/#cli:example.org"]),
            ("https://lists.example.org/cli is gone, please remove", [ZULIP]),
            ("We no longer use the mailing list", [ZULIP]),
            ("keep the Zulip one, drop the list", [ZULIP]),
            (
                "We moved from Zulip to Discord: https://discord.gg/cli",
                [LIST, "https://discord.gg/cli"],
            ),
        ],
    )
    def test_they_are_read_as_people_call_them(self, text, then):
        assert CHATS != TEXT
        found = proposal(change(channel=text), **{CLI: CHATS})
        assert said(found) == []
        assert [each.shown for each in found.group.channels] == then

    @pytest.mark.parametrize("text", ["#cli on IRC", "drop Discord", "We no longer use the forum"])
    def test_what_is_none_or_is_not_there_is_told(self, text):
        assert refused({"channel": text}, **{CLI: CHATS})


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("git@github.com:example/docs.git", ["docs"]),
        (
            "https://github.com/example/cli (main)\nhttps://github.com/example/docs: guides",
            ["cli", "docs"],
        ),
        ("add https://github.com/example/docs, which is new", ["cli", "docs"]),
        ("everything but cli", []),
    ],
)
def test_what_is_said_beside_repositories_is_none(text, then):
    found = proposal(change(repository=text, goals="Other goals."))
    assert said(found) == []
    assert found.group.repositories == tuple(f"https://github.com/example/{x}" for x in then)


@pytest.mark.parametrize(
    "text", ["We no longer meet", "No meetings at the moment.", "We don't meet any more"]
)
def test_a_group_can_say_in_words_that_it_does_not_meet(text):
    meets = "meetings:\n  - {name: Call, day: Tuesday, time: '17:00', timezone: UTC}\n"
    found = proposal(change(meetings=text), **{CLI: TEXT + meets})
    assert said(found) == []
    assert found.group.meetings == ()


@pytest.mark.parametrize(
    "name",
    ["Command line (command-line)", "https://groups.example.org/command-line/", "Command line WG"],
)
def test_a_group_is_known_by_its_file_beside_its_name_and_by_its_page(name):
    config = editing.CONFIG + "site: {url: 'https://groups.example.org/'}\n"
    found = proposal(change(name, goals="Other goals."), **{example.CONFIG_PATH: config})
    assert found.slug == "command-line"


def test_other_pages_are_no_group():
    config = editing.CONFIG + "site: {url: 'https://groups.example.org/'}\n"
    for name in ("https://other.example.org/command-line", "Command line (embedded)"):
        assert said(proposal(change(name, goals="x y."), **{example.CONFIG_PATH: config}))


def test_a_group_that_belongs_to_none_any_more_can_say_so_with_a_reason():
    found = proposal(
        change(parent="none (top level)"), **{CLI: TEXT + "parent: Embedded devices\n"}
    )
    assert found.group.parent is None


def test_where_it_was_decided_can_be_a_link_with_a_text():
    found = proposal(editing.end(decision="[minutes](https://forum.example.org/t/4)"))
    assert str(found.group.ended.decision) == "https://forum.example.org/t/4"


@pytest.mark.parametrize("text", ["@ada & @grace, thanks!", "@ada, @grace. Thank you!"])
def test_the_leads_of_a_new_group_can_be_listed_with_and(text):
    found = example.proposal(leads=text)
    assert not found.problems
    assert [each.github for each in found.group.leads] == ["ada", "grace"]
