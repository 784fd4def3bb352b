"""A change of a group: what stays, what is added and taken away, and what nobody typed."""

from datetime import date

import pytest

from tests import editing, example
from tests.editing import CARDS, CLI, EMBEDDED, change, proposal, said
from tests.example import approved, ended, labelled, later, outcome, settled
from wgbot.community import translation
from wgbot.community.config import Config
from wgbot.proposals.audit import audit
from wgbot.proposals.changes import PutFiles
from wgbot.proposals.differences import differences
from wgbot.registry import answers, folder
from wgbot.registry.group import Channel, Group, Person

ON = date(2026, 3, 1)
TEXT = example.FILES[CLI]
FULL = TEXT.replace(
    "  - github: ada\n",
    "  - {github: Ada, name: Ada Example, id: 12, role: chair, since: 2020-01-01}\n",
)
MEETS = TEXT + (
    "meetings:\n  - {name: Weekly call, day: Tuesday, time: '17:00', timezone: UTC,"
    " join: 'https://meet.example.org/call'}\n"
)


def after(text, then=None, **changed):
    """Return the group after a change that has no problem."""
    found = proposal(text, then, **changed)
    assert said(found) == []
    return found.group


def leads(group):
    return [each.github for each in group.leads]


class TestWhichGroup:
    @pytest.mark.parametrize(
        "name",
        [
            *("Command line", "command-line", "COMMAND LINE", "Terminal tools", "SIG Command line"),
            *(
                "Command line WG",
                "the Command line working group",
                "`Command line`",
                "- Command line",
            ),
        ],
    )
    def test_it_is_known_by_any_of_its_names(self, name):
        found = proposal(change(name, focus="all that a terminal shows."))
        assert (found.slug, said(found)) == ("command-line", [])

    def test_of_a_slip_the_near_names_are_offered_and_nothing_is_judged(self):
        found = proposal(change("Comand line", leads="Jane Doe", repository="nonsense"))
        (problem,) = found.problems
        assert "No group is called `Comand line`" in problem.message()
        assert "Did you mean `Command line`?" in problem.remedy()
        assert (found.edit.before, problem.field) == ({}, "group")

    @pytest.mark.parametrize("name", ["Birds", "!!!"])
    def test_of_no_group_at_all_nothing_is_offered(self, name):
        (problem,) = proposal(change(name, focus="x y z")).problems
        assert "Did you mean" not in problem.remedy()

    def test_of_two_that_can_be_meant_both_are_named(self):
        twin = "name: Command prompts\nfocus: prompts.\naliases: [Terminal tools]\n"
        (problem,) = proposal(change("Terminal tools"), **{"registry/prompts.yml": twin}).problems
        assert "`Command line`, `Command prompts`" in problem.message()

    def test_one_that_has_ended_is_for_the_form_for_new_groups(self):
        (problem,) = proposal(change("Hollerith", focus="paper.")).problems
        assert "has ended" in problem.message()
        assert "form for new groups" in problem.remedy()


class TestWhatIsAnswered:
    def test_an_empty_answer_and_a_choice_not_made_leave_it_as_it_is(self):
        found = proposal(change(focus="all that a terminal shows."))
        assert found.group == found.edit.before["command-line"].model_copy(
            update={"focus": "all that a terminal shows."}
        )

    @pytest.mark.parametrize(
        "none", ["none", "None", "NONE.", " none ", "keine", "aucun", "Ninguno"]
    )
    def test_none_alone_in_any_case_removes(self, none):
        group = after(change(channel=none, repository=none, goals=none))
        assert (group.channels, group.repositories, group.charter) == ((), (), {})
        assert answers.says_nothing(none)

    def test_none_among_other_words_is_text(self):
        assert after(change(goals="None of us knows yet.")).charter["goals"].startswith("None of")

    @pytest.mark.parametrize("key", ["name", "focus"])
    def test_a_group_is_never_without_a_name_or_a_focus(self, key):
        found = proposal(change(**{key: "none"}))
        assert [each.field for each in found.problems] == [key]
        assert found.group.name == "Command line"

    def test_what_changes_nothing_is_said_to_be_so(self):
        for said_so in (
            {},
            {"focus": "programs that people run in a terminal."},
            {"leads": "@Ada @grace"},
        ):
            assert "already" in said(proposal(change(**said_so)))[0]

    def test_a_private_answer_is_never_kept(self):
        settings = editing.CONFIG + "answers: {goals: private}\n"
        found = proposal(change(goals="Secret.", focus="x y z."), **{example.CONFIG_PATH: settings})
        assert "Secret" not in str(found.edit)

    def test_only_what_sleeps_is_woken(self):
        assert after(change("Embedded devices", status="active")).status == "active"
        assert "already" in said(proposal(change(status="active")))[0]

    def test_a_parent_that_has_ended_is_refused_and_any_other_is_named_by_its_file(self):
        assert after(change("Embedded devices", parent="SIG Command line")).parent == "command-line"
        assert any("retired" in each for each in said(proposal(change(parent="Punch cards"))))
        assert any("itself" in each for each in said(proposal(change(parent="Command line"))))

    def test_groups_do_not_end_up_below_themselves(self):
        below = example.FILES[EMBEDDED] + "parent: command-line\n"
        found = proposal(change(parent="Embedded devices"), **{EMBEDDED: below})
        assert any("in the end belongs to the group" in each for each in said(found))


class TestLeads:
    def test_who_stays_keeps_what_nobody_typed_and_who_leaves_led_it_before(self):
        group = after(change(leads="@ada, @alan (tech lead)"), **{CLI: FULL})
        ada, alan = group.leads
        assert ada == Person(
            github="Ada", name="Ada Example", id=12, role="chair", since=date(2020, 1, 1)
        )
        assert (alan.github, alan.role) == ("alan", "tech lead")
        assert [each.github for each in group.former_leads] == ["grace"]

    def test_who_leaves_did_so_on_the_day_of_the_approval(self):
        edit = proposal(change(leads="@grace"), **{CLI: FULL}).edit
        (ada,) = edit.approved(ON)["command-line"].former_leads
        assert (ada.until, ada.id, ada.role) == (ON, 12, "chair")

    def test_a_role_that_is_typed_is_the_role(self):
        assert (
            after(change(leads="@ada (speaker), @grace"), **{CLI: FULL}).leads[0].role == "speaker"
        )

    def test_the_last_lead_can_go_and_that_is_seen(self):
        found = proposal(change(leads="none"))
        assert (said(found), found.group.leads) == ([], ())
        assert any("no lead" in each.message() for each in found.notes)

    def test_what_is_wrong_with_a_lead_who_was_there_before_stops_nobody(self):
        bad = TEXT.replace("github: ada", "github: not--an--account")
        assert said(proposal(change(leads="@not--an--account, @alan"), **{CLI: bad})) == []
        found = said(proposal(change(leads="@ada, @grace, @.jane")))
        assert found == ["`@.jane` isn't a GitHub account."]


class TestWhatWasMergedSince:
    """A form that was filled in earlier undoes nothing that was merged since."""

    def test_who_was_added_since_stays_and_who_was_removed_since_stays_away(self):
        now = TEXT.replace("  - github: grace\n", "  - github: rita\n")
        group = after(change(leads="@ada, @grace, @alan"), {CLI: TEXT}, **{CLI: now})
        assert leads(group) == ["ada", "rita", "alan"]

    def test_an_answer_that_is_what_it_was_then_leaves_what_it_is_now(self):
        now = TEXT.replace("that people run in a terminal", "for terminals").replace("a joy", "fun")
        group = after(
            change(
                focus="programs that people run in a terminal.",
                goals="Programs that are a joy to use.",
                channel="https://chat.example.org/other",
            ),
            {CLI: TEXT},
            **{CLI: now},
        )
        assert group.focus == "programs for terminals."
        assert group.charter["goals"] == "Programs that are fun to use."

    def test_a_whole_old_form_without_any_edit_changes_nothing(self):
        old = change(
            leads="@ada, @grace",
            channel="https://chat.example.org/cli #cli",
            repository="https://github.com/example/cli",
            focus="programs that people run in a terminal.",
        )
        now = (
            TEXT.replace("#cli", "#new")
            .replace("example/cli", "example/new")
            .replace("ada", "rita")
        )
        assert "already" in said(proposal(old, {CLI: TEXT}, **{CLI: now}))[0]

    def test_without_it_the_list_is_held_against_what_there_is_now(self):
        assert leads(after(change(leads="@ada, @alan"))) == ["ada", "alan"]


class TestOtherLists:
    def test_a_channel_keeps_its_name_if_none_is_typed_and_gets_one_that_is(self):
        answer = "https://chat.example.org/cli\nhttps://forum.example.org/c/cli the forum"
        group = after(change(channel=answer))
        assert group.channels == (
            Channel(url="https://chat.example.org/cli", name="#cli"),
            Channel(url="https://forum.example.org/c/cli", name="the forum"),
        )
        assert after(change(channel="https://chat.example.org/cli #tty")).channels[0].name == "#tty"

    def test_meetings_are_known_by_their_names_and_keep_what_nobody_typed(self):
        group = after(change(meetings="Weekly call: Wednesday 17:00 UTC"), **{CLI: MEETS})
        (meeting,) = group.meetings
        assert (meeting.day, meeting.join) == ("Wednesday", "https://meet.example.org/call")

    def test_in_a_filled_in_line_what_is_missing_was_taken_out(self):
        answers = {"meetings": "Weekly call: Wednesday 17:00 UTC", "base": "c0ffee12" * 5}
        assert after(change(**answers), **{CLI: MEETS}).meetings[0].join is None

    def test_another_meeting_is_added_and_one_left_out_is_gone(self):
        group = after(change(meetings="Office hours: Friday 09:00 UTC"), **{CLI: MEETS})
        assert [each.name for each in group.meetings] == ["Office hours"]

    def test_a_group_that_has_grown_can_have_more_than_a_new_one(self):
        many = "\n".join(f"https://github.com/example/cli-{n}" for n in range(13))
        assert len(after(change(repository=many)).repositories) == 13


class TestRenaming:
    def test_the_old_name_is_kept_and_the_file_stays(self):
        found = proposal(change(name="Shells"))
        assert (found.slug, found.group.name) == ("command-line", "Shells")
        assert found.group.aliases == ("Terminal tools", "Command line")

    def test_a_name_that_it_had_is_taken_out_of_its_others(self):
        assert after(change(name="Terminal tools")).aliases == ("Command line",)

    def test_other_letters_of_the_same_name_are_no_other_name(self):
        group = after(change(name="COMMAND LINE"))
        assert (group.name, group.aliases) == ("COMMAND LINE", ("Terminal tools",))

    @pytest.mark.parametrize("name", ["Punch cards", "Hollerith", "Embedded", "Old cards"])
    def test_no_name_alias_or_address_of_another_group_is_given_away(self, name):
        cards = example.FILES[CARDS] + "former_slugs: [old-cards]\n"
        assert said(proposal(change(name=name), **{CARDS: cards}))


class TestTakingOver:
    def test_what_is_added_here_is_taken_out_there_in_the_same_edit(self):
        repositories = "https://github.com/example/embedded\nhttps://github.com/example/cli"
        found = proposal(
            change("Embedded devices", repository=repositories, takes_over_from="SIG Command line")
        )
        assert said(found) == []
        assert found.edit.after["command-line"].repositories == ()
        assert found.edit.after["command-line"].channels != ()

    def test_without_a_name_it_stays_and_is_asked_about(self):
        found = proposal(change("Embedded devices", repository="https://github.com/example/cli"))
        assert list(found.edit.after) == ["embedded"]
        assert any("as well" in each.message() for each in found.notes)

    def test_a_group_that_is_not_there_is_a_problem(self):
        found = proposal(change(focus="x y z.", takes_over_from="Birds"))
        assert [each.field for each in found.problems] == ["takes_over_from"]

    def test_nothing_is_taken_from_a_group_that_has_nothing_of_it(self):
        found = proposal(change(focus="x y z.", takes_over_from="Embedded devices"))
        assert list(found.edit.after) == ["command-line"]
        assert any("none of" in each.message() for each in found.notes)


class TestApproval:
    def test_it_outlives_what_is_merged_beside_it(self):
        now = approved(editing.filed(change(leads="@ada, @grace, @alan", goals="Better.")))
        more = TEXT.replace("charter:\n", "charter:\n  start: A guide.\n").replace(
            "  - github: grace\n", "  - github: grace\n  - github: rita\n"
        )
        beside = editing.moved(now, "0" * 40, {CLI: TEXT}, **{CLI: more})
        assert beside.proposal.digest == now.proposal.digest
        assert leads(beside.proposal.group) == ["ada", "grace", "rita", "alan"]

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("  - github: grace\n", "  - {github: grace, role: chair}\n"),
            ("a joy", "fun"),
            ("in a terminal", "in a shell"),
            ("name: Command line", "name: Shells\naliases: [Command line]"),
        ],
    )
    def test_it_ends_when_what_it_changes_was_changed_by_others(self, old, new):
        answers = {"leads": "@ada", "goals": "Better.", "focus": "all that a terminal shows."}
        now = approved(editing.filed(change(**answers)))
        text = TEXT.replace("aliases: [Terminal tools]\n", "") if "aliases" in new else TEXT
        then = settled(editing.moved(now, "0" * 40, **{CLI: text.replace(old, new)}))
        assert then.home.pull_request.draft
        assert then.label is None
        assert "isn't what was approved" in then.review.text
        assert "isn't what was approved any more" in then.home.pull_request.text

    def test_of_two_for_one_group_the_one_that_is_not_approved_stops_nobody(self):
        first = approved(editing.filed(change(focus="all that a terminal shows.")))
        settled(editing.filed(change(focus="something else.")))
        assert not first.home.pull_request.draft
        assert first.proposal.problems == ()

    def test_another_group_of_the_name_that_it_gave_as_parent_ends_it(self):
        text = change("Embedded devices", parent="Shells")
        now = approved(editing.filed(text, **{"registry/a.yml": "name: Shells\nfocus: shells.\n"}))
        other = {"registry/b.yml": "name: Shells\nfocus: of the sea.\n"}
        assert editing.moved(now, "0" * 40, **other).proposal.digest != now.proposal.digest


def test_it_is_done_when_its_pull_request_is_merged_and_judged_no_more():
    now = approved(editing.filed(change(focus="all that a terminal shows.")))
    merged = settled(ended(now, "merged"))
    assert merged.issue.state == "closed"
    assert "has been updated" in merged.review.text
    for files in ({}, {CLI: None}, {CLI: TEXT.replace("status: active", "status: retired")}):
        again = editing.moved(later(merged), "1" * 40, **files)
        assert settled(labelled(again)).review.text == settled(again).review.text


def test_only_what_differs_is_written():
    text = "# By hand.\n" + TEXT.replace("- github: ada", "- github: ada  # first")
    now = editing.filed(change(leads="@ada, @grace, @alan"), **{CLI: text})
    done = outcome(labelled(settled(now))).done
    (put,) = [each for each in done if isinstance(each, PutFiles)]
    assert put.files[CLI].decode() == text.replace(
        "  - github: grace\n", "  - github: grace\n  - github: alan\n"
    )


def test_in_another_language_no_name_is_taken_for_a_word():
    words = translation.load(example.tree(), Config(language="de"))
    before = Group(name="dormant", status="dormant", focus="active", parent="retired")
    after = before.model_copy(update={"name": "active", "status": "active", "focus": "retired"})
    shown = {each.key: each.shown for each in differences(before, after, {}, words)}
    assert shown["status"] == " `ruht` → `tätig`"
    assert (shown["name"], shown["focus"]) == (" `dormant` → `active`", " `active` → `retired`")


def test_each_key_is_shown_before_and_after():
    found = proposal(change(name="Shells", leads="@ada (chair)", channel="none", goals="a\nb"))
    shown = {
        each.key: each.shown
        for each in differences(found.edit.before["command-line"], found.group, found.fields)
    }
    assert list(shown) == [
        *("name", "leads", "former_leads", "channels", "aliases", "goals"),
    ]
    assert shown["name"] == " `Command line` → `Shells`"
    assert "− `@\u200bgrace`" in shown["leads"]
    assert "→ `@\u200bada (chair)`" in shown["leads"]
    assert "  + b" in shown["goals"]


class TestWhatIsSmall:
    """What a form can say of an entry of a list, and what it keeps."""

    @pytest.mark.parametrize("role", ["none", "None", "keine", "-none-"])
    def test_a_role_and_a_channels_name_can_be_taken_away(self, role):
        group = after(change(leads=f"@ada ({role}), @grace"), **{CLI: FULL})
        assert group.leads[0].role is None
        assert group.leads[0].name == "Ada Example"
        group = after(change(channel=f"https://chat.example.org/cli {role}"))
        assert group.channels == (Channel(url="https://chat.example.org/cli"),)

    def test_nor_does_who_is_new_get_none_for_a_role(self):
        assert after(change(leads="@ada, @grace, @alan (none)")).leads[-1] == Person(github="alan")

    def test_a_channel_that_is_taken_over_keeps_its_name(self):
        birds = "name: Birds\nfocus: counting.\nleads: [{github: ada}]\n"
        text = change(
            "Birds", channel="https://chat.example.org/cli", takes_over_from="Command line"
        )
        found = proposal(text, **{"registry/birds.yml": birds})
        assert found.group.channels == (Channel(url="https://chat.example.org/cli", name="#cli"),)
        assert found.edit.after["command-line"].channels == ()

    def test_more_groups_than_are_looked_up_are_told(self):
        many = "\n".join(f"Group {number}" for number in range(101))
        assert said(proposal(change(takes_over_from=many))) == ["Here are more than 100 names."]

    def test_what_is_shared_afterwards_is_no_mistake_of_the_registrys(self):
        birds = "name: Birds\nfocus: counting.\nleads: [{github: ada}]\n"
        text = change("Birds", repository="https://github.com/example/cli")
        found = proposal(text, **{"registry/birds.yml": birds})
        assert said(found) == []
        assert "is a repository of the group `Command line` as well" in str(
            [each.message() for each in found.notes]
        )
        made = folder.render(found.group)
        its = example.repository(**editing.files(**{"registry/birds.yml": made}))
        found = [each for each in audit(its).problems if each.check == "similar"]
        assert found
        assert not any(each.blocks for each in found)

    @pytest.mark.parametrize(
        ("there", "typed"),
        [("Radar", "Radr"), ("Maps", "Mpas"), ("C++", "C+"), ("DevOps", "devop")],
    )
    def test_a_slip_in_a_short_name_is_seen_as_well(self, there, typed):
        text = f"name: {there}\nfocus: x.\nleads: [{{github: ada}}]\n"
        found = proposal(change(typed, focus="y."), **{"registry/x.yml": text})
        assert f"Did you mean `{there}`?" in found.problems[0].remedy()

    @pytest.mark.parametrize(
        ("one", "other"),
        [("Lens", "Lenses"), ("Canvas", "Canvases"), ("Analysis", "Analyses"), ("Leaf", "Leaves")],
    )
    def test_a_name_in_another_number_is_offered(self, one, other):
        for there, typed in ((one, other), (other, one)):
            text = f"name: {there}\nfocus: x.\nleads: [{{github: ada}}]\n"
            found = proposal(change(typed, focus="y."), **{"registry/x.yml": text})
            assert f"Did you mean `{there}`?" in found.problems[0].remedy()
