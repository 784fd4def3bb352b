"""Groups that end or pause: how, who goes on, and what becomes of what they had."""

from dataclasses import replace
from datetime import date

import pytest

from tests import editing, example
from tests.editing import CLI, EMBEDDED, change, end, proposal, said
from tests.example import approved, ended, settled
from wgbot.community import templates
from wgbot.community.forms import GroupForm
from wgbot.form import schema
from wgbot.proposals.edits import edit as edits
from wgbot.proposals.edits import end as ending
from wgbot.proposals.proposal import judge
from wgbot.registry.group import Ending, Group

ON = date(2026, 3, 1)
TEXT = example.FILES[CLI]
CHILD = {"registry/prompts.yml": "name: Prompts\nfocus: prompts.\nparent: Command line\n"}
MERGED, SPLIT = "merged into another group", "split into several"


def after(text, **changed):
    """Return the groups after an ending that has no problem and was approved."""
    found = proposal(text, **changed)
    assert said(found) == []
    return found.edit.approved(ON)


class TestEnding:
    def test_what_is_said_about_it_is_kept(self):
        answers = {"decision": "https://forum.example.org/t/end/4", "why": "The guide  is written."}
        group = after(end(**answers))["command-line"]
        assert group.status == "retired"
        assert group.ended == Ending(
            date=ON,
            because="completed",
            note="The guide is written.",
            decision="https://forum.example.org/t/end/4",
        )

    def test_its_leads_led_it_until_then_and_its_meetings_are_over(self):
        meets = "meetings:\n  - {name: Call, day: Tuesday, time: '17:00', timezone: UTC}\n"
        meets += "  - {name: Old call, until: 2020-01-01}\n  - {name: Long, until: 2030-01-01}\n"
        meets += "  - {name: Not begun, day: Friday, starts: 2100-01-01, until: 2100-01-01}\n"
        led = "former_leads:\n  - {github: alan}\n"
        group = after(end(), **{CLI: TEXT + led + meets})["command-line"]
        assert group.leads == ()
        assert [(each.github, each.until) for each in group.former_leads] == [
            *(("alan", None), ("ada", ON), ("grace", ON)),
        ]
        assert [each.until for each in group.meetings] == [ON, date(2020, 1, 1), ON]

    def test_everything_else_stays_and_people_hear_what_needs_a_new_home(self):
        found = proposal(end())
        group = found.edit.approved(ON)["command-line"]
        assert group.repositories == ("https://github.com/example/cli",)
        listed = " ".join(each.message() for each in found.edit.homeless)
        for each in (
            "@\u200bada",
            "https://chat.example.org/cli #cli",
            "https://github.com/example/cli",
        ):
            assert each in listed

    def test_several_end_together_in_one_pull_request(self):
        now = approved(editing.filed(end("Command line\n- Embedded devices")))
        assert now.proposal.edit.together == ("command-line", "embedded")
        pull = now.home.pull_request
        assert pull.title == "End working groups: Command line and Embedded devices"
        assert pull.text.count("Status:") == 2

    def test_one_that_has_ended_and_one_that_is_none_are_problems_and_nothing_is_judged(self):
        found = proposal(end("Command line\nPunch cards\nBirdz"))
        assert [each.field for each in found.problems] == ["group", "group"]
        assert not found.edit.before

    @pytest.mark.parametrize("link", ["http://example.org/a", "javascript:alert(1)", "the meeting"])
    def test_where_it_was_decided_is_an_address_or_nothing(self, link):
        assert [each.field for each in proposal(end(decision=link)).problems] == ["decision"]

    def test_it_can_be_undone_by_the_form_for_new_groups(self):
        group = after(end())["command-line"]
        retired = TEXT.replace("status: active", f"status: {group.status}\nended: {{date: {ON}}}")
        retired = retired.replace("leads:\n  - github: ada\n  - github: grace\n", "")
        its = example.repository(**editing.files(**{CLI: retired}))
        back = judge(example.issue(name="Command line"), its)
        assert (back.edit.kind, back.group.status, back.group.ended) == ("revive", "active", None)


class TestHow:
    @pytest.mark.parametrize("language", ["", "de/"])
    def test_each_option_of_our_own_forms_is_understood(self, language):
        built_in = (templates.BUILT_IN / f"init/{language}end.yml").read_text(encoding="utf-8")
        form = schema.load(built_in.replace("[[one]]", "x").replace("[[many]]", "x").encode())
        found = [self.how(each, form) for each in form.field("how").options]
        assert found == [
            *("completed", "merged", "split", "moved", "inactive", "withdrawn", "pause"),
        ]

    def how(self, said, form):
        its = example.repository(**editing.files())
        (asked,) = [each for each in its.forms if each.does == "end"]
        replaced = replace(asked, form=form)
        return ending.how_of(
            edits.Proposed(replaced, {"how": said}, its.registry.groups()["embedded"])
        )

    def test_in_other_words_it_is_known_by_its_place_among_seven(self):
        built_in = (editing.ROOT / editing.END).read_text(encoding="utf-8")
        for place, word in enumerate(("uno", "due", "tre", "quattro", "cinque", "sei", "sette")):
            option = schema.load(built_in.encode()).field("how").options[place]
            built_in = built_in.replace(f"- {option}\n", f"- {word}\n")
        form = schema.load(built_in.encode())
        assert [self.how(each, form) for each in ("uno", "sei", "sette")] == [
            *("completed", "withdrawn", "pause"),
        ]

    def test_what_is_no_way_to_end_is_a_problem(self):
        assert {each.field for each in proposal(end(how="exploded")).problems} == {"how"}


class TestPause:
    def test_it_sleeps_and_keeps_everything(self):
        found = proposal(end(how="only a pause"))
        (group,) = found.edit.approved(ON).values()
        assert group == found.edit.before["command-line"].model_copy(update={"status": "dormant"})

    def test_what_sleeps_already_is_a_problem(self):
        assert "already" in said(proposal(end("Embedded devices", how="only a pause")))[0]

    def test_it_is_undone_by_one_form(self):
        text = TEXT.replace("status: active", "status: dormant")
        assert proposal(change(status="active"), **{CLI: text}).group.status == "active"


class TestSuccessors:
    def test_a_merger_names_a_group_that_is_there(self):
        found = after(end(how=MERGED, successors="WG Embedded devices"))
        assert found["command-line"].successors == ("embedded",)
        assert found["command-line"].ended.because == "merged"

    @pytest.mark.parametrize(
        "name", ["", "Punch cards", "Birds", "Command line", "Embeded devices"]
    )
    @pytest.mark.parametrize("how", [MERGED, SPLIT])
    def test_nobody_that_is_not_there_or_ends_too_goes_on(self, name, how):
        found = proposal(end(how=how, **({"successors": name} if name else {})))
        assert {each.field for each in found.problems} == {"successors"}

    def test_a_near_name_is_offered_once(self):
        (problem,) = proposal(end(how=MERGED, successors="Embeded devices")).problems
        assert "`Embedded devices`" in problem.remedy()

    def test_it_can_move_to_what_is_not_in_the_list(self):
        group = after(end(how="moved elsewhere", successors="The compiler team"))["command-line"]
        assert group.successors == ("The compiler team",)

    def test_another_group_that_gets_its_name_ends_the_approval(self):
        text = end(how=MERGED, successors="Shells")
        now = approved(editing.filed(text, **{"registry/a.yml": "name: Shells\nfocus: shells.\n"}))
        other = {"registry/b.yml": "name: Shells\nfocus: of the sea.\n"}
        assert editing.moved(now, "0" * 40, **other).proposal.digest != now.proposal.digest


class TestChildren:
    def test_they_go_to_the_one_successor_in_the_same_edit(self):
        found = after(end(how=MERGED, successors="Embedded devices"), **CHILD)
        assert found["prompts"].parent == "embedded"

    @pytest.mark.parametrize(
        "answers",
        [
            {},
            {"how": SPLIT, "successors": "Embedded devices\nOther"},
            {"how": "moved elsewhere", "successors": "The compiler team"},
            {"how": MERGED, "successors": "Prompts"},
        ],
    )
    def test_otherwise_they_are_listed_and_it_waits(self, answers):
        other = {"registry/other.yml": "name: Other\nfocus: other things.\n"}
        found = proposal(end(**answers), **CHILD, **other)
        (problem,) = found.problems
        assert "`Prompts`" in problem.message()
        assert "form for changes" in problem.remedy()

    @pytest.mark.parametrize(
        "said", ["merged into Embedded devices", "We are now part of the Embedded devices WG"]
    )
    def test_one_that_goes_on_is_known_behind_what_is_said_of_it(self, said):
        assert after(end(how=MERGED, successors=said))["command-line"].successors == ("embedded",)

    def test_one_that_goes_on_can_be_called_like_nobody(self):
        nobody = {"registry/nobody.yml": "name: Nobody\nfocus: ships without a crew.\n"}
        ended = after(end(how=MERGED, successors="Nobody"), **nobody)["command-line"]
        assert ended.successors == ("nobody",)
        assert after(end(successors="Nobody"))["command-line"].successors == ()

    def test_one_that_ends_as_well_goes_nowhere(self):
        assert after(end("Command line\nPrompts"), **CHILD)["prompts"].status == "retired"

    def test_a_child_that_came_since_ends_the_approval(self):
        now = approved(editing.filed(end(how=MERGED, successors="Embedded devices")))
        then = settled(editing.moved(now, "0" * 40, **CHILD))
        assert then.home.pull_request.draft
        assert "Prompts" in then.review.text

    def test_no_file_points_to_what_ended(self):
        now = editing.filed(end(how=MERGED, successors="Embedded devices"), **CHILD)
        done = example.outcome(example.labelled(settled(now))).done
        (put,) = [each for each in done if hasattr(each, "files")]
        assert b"parent: embedded" in put.files["registry/prompts.yml"]
        assert b"status: retired" in put.files[CLI]


def test_a_group_that_somebody_changes_meanwhile_is_not_ended_by_the_old_approval():
    now = approved(editing.filed(end()))
    for old, new in (("github: grace", "github: rita"), ("status: active", "status: dormant")):
        then = settled(editing.moved(now, "0" * 40, **{CLI: TEXT.replace(old, new)}))
        assert then.home.pull_request.draft
    beside = settled(editing.moved(now, "0" * 40, **{CLI: TEXT.replace("a joy", "fun")}))
    assert not beside.home.pull_request.draft


def test_it_is_done_when_its_pull_request_is_merged():
    merged = settled(ended(approved(editing.filed(end())), "merged"))
    text = TEXT.replace("status: active", "status: retired")
    then = settled(editing.moved(merged, "1" * 40, **{CLI: text}))
    assert then.issue.state == "closed"
    assert "has ended" in then.review.text
    assert "want to undo this" in then.review.text


def test_nothing_of_a_group_is_gone():
    for path in (CLI, EMBEDDED):
        name = "Command line" if path == CLI else "Embedded devices"
        found = proposal(end(name)).edit
        (before,), (group,) = found.before.values(), found.approved(ON).values()
        assert (group.name, group.aliases, group.charter) == (
            before.name,
            before.aliases,
            before.charter,
        )


class TestMeaning:
    """How a group ends is told by what an option says, not by where it stands."""

    @pytest.mark.parametrize("language", ["", "de/"])
    def test_each_option_of_our_forms_by_its_words(self, language):
        path = templates.BUILT_IN / "init" / language / "end.yml"
        options = schema.load(path.read_bytes()).field("how").options
        found = [_how(option, tuple(reversed(options))) for option in options]
        assert found == [
            *("completed", "merged", "split", "moved", "inactive"),
            "withdrawn",
            "pause",
        ]

    def test_other_words_count_by_their_order_unless_it_is_another(self):
        words = ("terminé", "absorbé", "divisé", "déplacé", "endormi", "retiré", "repos")
        assert [_how(each, words) for each in words[:2]] == ["completed", "merged"]
        assert _how("terminé", (*words[:6], "completed")) is None
        assert _how("terminé", words[:6]) is None


def _how(said, options):
    form = GroupForm("x", "end", None, schema.Form("x", (_question(options),)), {"how": "how"})
    return ending.how_of(
        edits.Proposed(form, {"how": said}, Group.model_construct(name="", focus=""))
    )


def _question(options):
    return schema.Field("how", "How", "dropdown", options=options)


class TestOneProblem:
    def test_for_a_group_that_is_merged_into_itself(self):
        text = end("Command line", "merged into another group", successors="Command line")
        assert said(proposal(text)) == ["`Command line` is itself one of the groups that end here."]

    def test_for_one_that_is_merged_into_its_own_child(self):
        shells = "name: Shells\nfocus: prompts.\nleads: [{github: ada}]\nparent: command-line\n"
        text = end("Command line", "merged into another group", successors="Shells")
        found = proposal(text, **{"registry/shells.yml": shells})
        (problem,) = found.problems
        assert (
            problem.message()
            == "`Shells` can't carry on the work, because it belongs to a group that ends."
        )
        assert problem.remedy().startswith("First change where it belongs")

    def test_for_more_successors_than_are_looked_up(self):
        many = "\n".join(f"Group {number}" for number in range(101))
        text = end("Command line", "split into several", successors=many)
        assert said(proposal(text)) == ["Here are more than 100 names."]


def test_a_revival_takes_back_what_the_end_brought_and_nothing_else():
    old = (
        "name: Birds\nstatus: retired\nfocus: counting.\nsuccessors: [embedded]\n"
        "ended: {date: 2026-02-01, because: merged}\nmeetings:\n"
        "  - {name: Call, day: Monday, until: 2026-02-01}\n"
        "  - {name: Sprint, day: Tuesday, until: 2025-06-01}\n"
        "  - {name: Farewell, day: Sunday, starts: 2026-02-01, until: 2026-02-01}\n"
        "former_leads: [{github: ada, until: 2026-02-01}]\n"
    )
    its = example.repository(**{"registry/birds.yml": old})
    back = judge(example.issue(name="Birds"), its)
    assert back.edit.kind == "revive"
    assert (back.group.ended, back.group.successors) == (None, ())
    assert [str(each.until) for each in back.group.meetings] == [
        *("None", "2025-06-01", "2026-02-01"),
    ]
    assert [each.github for each in back.group.former_leads] == ["ada"]


def test_a_revival_keeps_who_led_the_group_before():
    old = "name: Birds\nstatus: dormant\nfocus: counting.\nleads: [{github: zoe, role: chair}]\n"
    back = judge(example.issue(name="Birds"), example.repository(**{"registry/birds.yml": old}))
    assert "zoe" not in [each.github for each in back.group.leads]
    assert [(each.github, each.role) for each in back.group.former_leads] == [("zoe", "chair")]
