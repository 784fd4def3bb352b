"""What leads decide by themselves, what they can object to, and what they have to hear of."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests import editing, example
from tests.editing import CLI
from tests.example import approved, ended, labelled, later, settled
from tests.mentions import mentioned
from wgbot.proposals import present_leads
from wgbot.proposals.approval import Waiting, judge_approval
from wgbot.proposals.memory import Record, Refusal
from wgbot.proposals.proposal import judge
from wgbot.proposals.situation import Approval, Approvers, Voice

ADA, GRACE, STRANGER = 12, 34, 99
KNOWN = (
    example.FILES[CLI]
    .replace("github: ada", f"github: ada\n    id: {ADA}")
    .replace("github: grace", f"github: grace\n    id: {GRACE}")
)
LEAVES = editing.change(leads="@grace")
MEETS = {"focus": "programs that people run in a terminal window."}


def config(more):
    return editing.CONFIG + more


def asked(text, by="ada", number=ADA, more="", *, own=True, registered=KNOWN):
    """Return the situation of an issue with that text that somebody filed, and that was checked."""
    files = {CLI: registered, example.CONFIG_PATH: config(more)}
    now = editing.filed(text, **files)
    issue = replace(now.issue, author=by, author_id=number)
    now = replace(
        now,
        issue=issue,
        proposal=judge(issue, now.repository),
        text_since=now.now,
        is_authors_text=own,
    )
    return settled(now)


def weighed(now):
    return judge_approval(now, Record.read(now.review.text))


def says(now, by, number, *, is_yes=True, role=None, **about):
    now = later(now)
    return replace(now, words=(*now.words, Voice(by, role, now.now, is_yes, number, **about)))


MAY = "approval: {leads_may: [focus, channels]}\n"


class TestStepsDown:
    def test_whoever_asks_to_lead_no_more_needs_nobodys_leave(self):
        now = asked(LEAVES, more="approval: {wait_days: 7}\n")
        assert now.home.pull_request
        assert now.label is None
        assert "who leads the group" in now.review.text
        assert not mentioned(now.review.text)

    @pytest.mark.parametrize(
        "about",
        [
            {"by": "clara", "number": STRANGER},
            {"by": "ada", "number": STRANGER},
            {"by": "ada", "number": None},
            {"by": "grace", "number": GRACE},
            {"own": False},
            {"registered": example.FILES[CLI]},
            {"number": None, "registered": example.FILES[CLI]},
        ],
    )
    def test_anybody_else_does(self, about):
        assert asked(LEAVES, **about).home.pull_request is None

    def test_an_account_of_another_name_is_still_theirs(self):
        assert asked(LEAVES, by="ada-l").home.pull_request

    @pytest.mark.parametrize(
        "text",
        [
            editing.change(leads="@grace", focus="something else that people do there."),
            editing.change(leads="@grace, @alan"),
            editing.change(leads="none"),
            editing.change(leads="@grace (chair)"),
            editing.change(leads="leads:\n- github: grace\n  name: Somebody else"),
            editing.change(leads="leads:\n- github: grace\n  until: 2020-01-01"),
            editing.end(),
        ],
    )
    def test_and_so_does_whatever_else_they_ask_for(self, text):
        assert asked(text).home.pull_request is None

    def test_once_it_is_declined_it_is(self):
        now = settled(ended(asked(LEAVES), "closed"))
        assert isinstance(weighed(now), Refusal)
        assert now.home.pull_request.state == "closed"

    def test_a_label_that_is_not_enough_keeps_nobody_from_it(self):
        more = "approval: {wait_days: 7, count: 2}\n"
        for role in ("write", "triage", None):
            now = settled(labelled(asked(LEAVES, more=more), role=role))
            assert not settled(replace(now, label=None)).home.pull_request.draft
            if role != "triage":
                assert isinstance(weighed(now), Approval)
                assert not now.home.pull_request.draft
                # It was not this label that counted.
                assert Record.read(now.review.text).label is None

    def test_objections_are_no_matter(self):
        now = says(asked(LEAVES), "grace", GRACE, is_yes=False)
        assert isinstance(weighed(now), Approval)


class TestLeadsMay:
    def test_a_lead_decides_what_leads_may(self):
        assert asked(editing.change(**MEETS), more=MAY).home.pull_request
        assert asked(editing.change(**MEETS)).home.pull_request is None

    @pytest.mark.parametrize("focus", ["TBD", "what people \u202eraeh.", "x" * 1000])
    def test_not_while_it_has_problems(self, focus):
        for text in (editing.change(focus=focus), editing.change(leads="@grace", focus=focus)):
            now = asked(text, more=MAY)
            assert now.proposal.problems
            assert now.home.pull_request is None
            assert settled(says(now, "ada", ADA)).home.pull_request is None

    def test_and_nothing_besides(self):
        assert asked(editing.change(**MEETS, name="Terminals"), more=MAY).home.pull_request is None

    def test_a_thumb_of_theirs_does_where_a_stranger_asks(self):
        now = asked(editing.change(**MEETS), by="clara", number=STRANGER, more=MAY)
        assert "Or a lead of the group approves it" in now.review.text
        assert isinstance(weighed(says(now, "ada", ADA)), Approval)
        assert isinstance(weighed(says(now, "ada-l", ADA)), Approval)
        assert weighed(says(now, "ada", STRANGER)) is None
        assert weighed(says(now, "clara", STRANGER)) is None
        assert weighed(says(now, "ada", ADA, is_yes=False)) is None
        assert weighed(says(now, "ada", ADA, is_review=True)) is None

    def test_it_is_of_the_text_that_was_checked(self):
        now = says(
            asked(editing.change(**MEETS), by="clara", number=STRANGER, more=MAY), "ada", ADA
        )
        assert weighed(now)
        again = replace(later(now), text_since=now.now + timedelta(minutes=30))
        assert weighed(again) is None
        issue = replace(now.issue, body=editing.change(focus="something quite different from it."))
        other = replace(now, issue=issue, proposal=judge(issue, now.repository))
        assert weighed(other) is None

    def test_what_somebody_else_edited_is_no_more_the_authors(self):
        now = asked(editing.change(**MEETS), more=MAY)
        theirs = replace(later(now), is_authors_text=False)
        assert settled(theirs).home.pull_request.draft

    def test_what_it_changes_is_what_was_asked_for(self):
        for more, days in ((MAY, 0), (MAY.replace("}", ", wait_days: {change: 3}}"), 10)):
            now = asked(editing.change(**MEETS), more=more)
            others = editing.files(
                **{
                    CLI: KNOWN.replace("focus: ", "focus: not only "),
                    example.CONFIG_PATH: config(more),
                }
            )
            its = replace(example.repository(**others), commit="b" * 40)
            now = replace(later(now), repository=its, proposal=judge(now.issue, its))
            now = settled(later(settled(now), days=days))
            assert now.home.pull_request is None or now.home.pull_request.draft
            assert "The group has changed since `ada` asked for this" in now.review.text
            assert "label `approved` again" not in now.review.text
            # It is off whatever happened meanwhile, until they say it of what there is now.
            relabelled = settled(replace(settled(labelled(now)), label=None))
            assert weighed(relabelled) == Refusal("outdated", "ada")
            assert isinstance(weighed(says(now, "ada", ADA)), Approval)
            edited = replace(later(now), text_since=later(now).now)
            assert isinstance(weighed(edited), Approval | Waiting)

    def test_a_label_does_not_ask_for_more_than_a_lead(self):
        more = MAY.replace("}", ", count: 2}")
        now = settled(labelled(asked(editing.change(**MEETS), more=more)))
        assert isinstance(weighed(now), Approval)
        assert isinstance(weighed(says(now, "grace", GRACE, is_yes=False)), Waiting)

    def test_without_a_number_the_label_is_needed(self):
        now = asked(editing.change(**MEETS), more=MAY, registered=example.FILES[CLI])
        assert now.home.pull_request is None
        assert isinstance(weighed(labelled(now)), Approval)

    def test_it_waits_as_long_as_any_change(self):
        more = "approval: {leads_may: [focus], wait_days: {change: 3}}\n"
        now = asked(editing.change(**MEETS), more=more)
        assert now.home.pull_request is None
        assert settled(later(now, days=4)).home.pull_request


class TestObjections:
    @pytest.mark.parametrize(
        ("by", "number", "role", "counts"),
        [
            ("ada", ADA, "none", True),
            ("ada-l", ADA, "none", True),
            ("ada", STRANGER, "none", False),
            ("wanda", STRANGER, "write", True),
            ("tri", STRANGER, "triage", False),
            ("fanny", STRANGER, "none", False),
        ],
    )
    def test_of_leads_and_of_those_who_may_approve_stop_everything(self, by, number, role, counts):
        now = asked(editing.end(), by="clara", number=STRANGER)
        now = settled(labelled(now))
        assert not now.home.pull_request.draft
        against = says(now, by, number, is_yes=False, role=role)
        assert isinstance(weighed(against), Waiting) == counts
        then = settled(against)
        assert then.home.pull_request.draft == counts
        if counts:
            assert f"`{by}` objected" in then.review.text
            assert not settled(replace(then, words=())).home.pull_request.draft

    def test_a_review_is_none(self):
        now = settled(labelled(asked(editing.end(), by="clara", number=STRANGER)))
        assert isinstance(weighed(says(now, "ada", ADA, is_yes=False, is_review=True)), Approval)

    def test_of_whoever_may_approve_by_team(self):
        now = replace(labelled(settled(example.filed())), approvers=Approvers(frozenset({"grace"})))
        assert isinstance(weighed(says(now, "grace", 1, is_yes=False, role="none")), Waiting)
        assert isinstance(weighed(says(now, "wanda", 1, is_yes=False, role="admin")), Approval)


class TestWaits:
    DAYS = "approval: {wait_days: {new: 1, change: 2, end: 14, remove_lead: 7}}\n"

    @pytest.mark.parametrize(
        ("text", "days"),
        [
            (editing.change(**MEETS), 2),
            (editing.change(leads="@ada, @grace, @alan"), 2),
            (editing.change(leads="@grace"), 7),
            (editing.end(), 14),
            (editing.end(how="only a pause"), 14),
        ],
    )
    def test_each_kind_has_its_own(self, text, days):
        assert present_leads.days_to_wait(asked(text, "clara", STRANGER, self.DAYS)) == days

    def test_who_asks_to_go_is_no_lead_to_be_heard(self):
        text = editing.change(leads="@grace", focus="something else that people do there.")
        for by, number, days in (("ada", ADA, 2), ("ada-l", ADA, 2), ("ada", STRANGER, 7)):
            assert present_leads.days_to_wait(asked(text, by, number, self.DAYS)) == days

    def test_for_leads_the_time_begins_when_they_are_told(self):
        now = asked(editing.end(), "clara", STRANGER, self.DAYS)
        now = settled(labelled(later(now, days=20)))
        told = now.review.written
        assert mentioned(now.review.text) == ["ada", "grace"]
        assert weighed(now).until == told + timedelta(days=14)
        assert now.home.pull_request is None
        # Somebody changes the comment, and it is written again: that begins nothing anew.
        other = replace(now.review, text=f"{now.review.text}x")
        again = settled(replace(later(now, days=3), review=other))
        assert again.review.written > told
        assert weighed(again).until == told + timedelta(days=14)
        assert settled(later(now, days=13)).home.pull_request is None
        assert settled(later(now, days=15)).home.pull_request

    def test_where_nobody_leads_it_begins_with_the_text(self):
        alone = example.FILES[CLI].split("leads:")[0] + "repositories: []\n"
        now = asked(editing.end(), "clara", STRANGER, self.DAYS, registered=alone)
        assert settled(labelled(later(now, days=20))).home.pull_request


class TestAffected:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            (editing.end(), ["ada", "grace"]),
            (editing.end(how="only a pause"), ["ada", "grace"]),
            (editing.change(name="Terminals"), ["ada", "grace"]),
            (editing.change(leads="@grace"), ["ada"]),
            (editing.change(**MEETS), []),
        ],
    )
    def test_leads_hear_of_it_once_it_is_approved(self, text, told):
        now = asked(text, "clara", STRANGER)
        assert not mentioned(now.review.text)
        now = settled(labelled(now))
        assert mentioned(now.review.text) == told
        assert not example.outcome(later(now)).done

    @pytest.mark.parametrize("by", ["ada", "ada-l"])
    def test_whoever_asks_for_it_knows(self, by):
        now = settled(labelled(asked(editing.end(), by)))
        assert mentioned(now.review.text) == ["grace"]

    def test_whoever_has_another_name_by_now_is_told_by_that(self):
        now = asked(editing.end(), "clara", STRANGER)
        told = {"numbers": {"ada": STRANGER}, "renamed": {ADA: "ada-l"}}
        now = replace(now, proposal=replace(now.proposal, **told))
        now = settled(labelled(now))
        assert mentioned(now.review.text) == ["ada-l", "grace"]
        again = replace(later(now), proposal=replace(now.proposal, renamed={ADA: "ada-m"}))
        assert not mentioned(settled(again).review.text)

    def test_whoever_has_the_name_of_a_lead_by_now_is_not_meant(self):
        now = asked(editing.end(), "clara", STRANGER)
        now = replace(now, proposal=replace(now.proposal, numbers={"ada": STRANGER}))
        assert mentioned(settled(labelled(now)).review.text) == ["grace"]


@pytest.mark.parametrize("name", ["example/all", "ada @example/all", "ada\\n@grace", "ada-" * 20])
def test_what_is_no_account_is_never_mentioned(name):
    odd = example.FILES[CLI].replace("github: ada", f'github: "{name}"')
    for text in (editing.end(), editing.change(name="Terminals"), editing.change(leads="@grace")):
        now = settled(labelled(asked(text, "clara", STRANGER, registered=odd)))
        assert set(mentioned(now.review.text)) <= {"grace"}


def test_the_last_lead_does_not_go_unseen():
    alone = KNOWN.replace(f"  - github: grace\n    id: {GRACE}\n", "")
    now = asked(editing.change(leads="none"), registered=alone)
    assert "looking for one" in now.review.text
    assert "looking for one" in now.home.pull_request.text
    for text in (LEAVES, editing.end()):
        assert "looking for one" not in asked(text).review.text


def test_a_founding_tells_nobody():
    assert present_leads.affected(approved()) == ()
