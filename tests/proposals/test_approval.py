"""Whose approval counts, for which text, and after how long."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests import example
from tests.example import (
    at_home,
    edited,
    ended,
    filed,
    labelled,
    later,
    settled,
    situation,
    unlabelled,
)
from wgbot.proposals.approval import (
    Renamed,
    Unverified,
    Waiting,
    judge_approval,
    without_new_demands,
)
from wgbot.proposals.approver_roles import ROLES, role_allows
from wgbot.proposals.changes import Notice
from wgbot.proposals.decide import decide
from wgbot.proposals.memory import Record, Refusal
from wgbot.proposals.registration import Absence
from wgbot.proposals.situation import Approval, Approvers, BotComment, Voice

READY = settled(filed())


def weighed(now):
    return judge_approval(now, Record.read(now.review.text) if now.review else Record())


def reason(now):
    verdict = weighed(now)
    assert isinstance(verdict, Refusal), verdict
    return verdict.reason


def approval_of(now):
    return Approval(now.label.by, now.label.at.date(), now.issue.digest)


def policy(text, **answers):
    return settled(filed({example.CONFIG_PATH: f"approval: {{{text}}}\n"}, **answers))


def endorsed(now, *by, role="write", at=None, is_yes=True):
    given = tuple(Voice(each, role, at or now.now, is_yes=is_yes) for each in by)
    return replace(now, words=(*now.words, *given))


@pytest.mark.parametrize("needed", ROLES)
def test_a02_a_role_suffices_from_the_needed_one_up(needed):
    enough = [role for role in ROLES if role_allows(role, needed)]
    assert enough == list(ROLES[ROLES.index(needed) :])
    for role in (None, "", "none", "WRITE", "security"):
        assert not role_allows(role, needed)


def test_a02_a_role_of_a_communitys_own_is_only_itself():
    assert role_allows("steward", "steward")
    assert not role_allows("admin", "steward")
    assert not role_allows("steward", "write")
    assert not role_allows("steward", "read")


def test_without_a_label_nobody_approved():
    assert weighed(READY) is None


def test_a_label_of_somebody_who_may_is_an_approval_of_the_reviewed_text():
    assert weighed(labelled(READY)) == Approval(
        "grace", date(2026, 3, 1), READY.issue.digest, also_by=()
    )


@pytest.mark.parametrize(
    ("role", "needed", "counts"),
    [
        ("write", "write", True),
        ("admin", "write", True),
        ("triage", "write", False),
        ("read", "write", False),
        ("none", "write", False),
        ("triage", "triage", True),
        ("write", "maintain", False),
        ("steward", "steward", True),
        ("admin", "steward", False),
    ],
)
def test_a01_a02_the_role_decides_and_not_that_there_is_a_label(role, needed, counts):
    now = labelled(policy(f"role: {needed}"), role=role)
    assert isinstance(weighed(now), Approval) == counts
    if not counts:
        assert weighed(now) == Refusal("role", "grace", now.label.key)


def test_a04_a_program_approves_nothing_whatever_its_role():
    for by in ("renovate[bot]", "github-actions[bot]"):
        assert reason(labelled(READY, by=by, role="admin", is_person=False)) == "robot"
        assert reason(labelled(READY, by=by, role=None, is_person=False)) == "robot"


def test_what_an_app_does_for_a_person_is_not_theirs_unless_it_may():
    now = labelled(READY)
    by_app = replace(now, label=replace(now.label, app="Helper"))
    assert weighed(by_app) == Refusal("app", "Helper", now.label.key)
    allowed = labelled(policy("apps: [other, helper]"))
    assert isinstance(
        weighed(replace(allowed, label=replace(allowed.label, app="Helper"))), Approval
    )
    low = labelled(policy("apps: [helper]"), role="triage")
    assert reason(replace(low, label=replace(low.label, app="helper"))) == "role"


@pytest.mark.parametrize(
    ("approvers", "role", "may"),
    [
        (Approvers(), "admin", False),
        (Approvers(frozenset({"grace"})), "none", True),
        (Approvers(frozenset({"grace"})), None, True),
        (Approvers(frozenset({"grace"}), unseen=("x",)), "read", True),
        (Approvers(frozenset({"ada"}), unseen=("x",)), "admin", None),
        (Approvers(owners=frozenset({"grace"})), "write", True),
        (Approvers(owners=frozenset({"grace"})), "triage", False),
        (Approvers(owners=frozenset({"grace"})), None, None),
    ],
)
def test_who_is_among_the_approvers_may_and_what_is_unseen_is_no_no(approvers, role, may):
    now = replace(labelled(READY, by="Grace", role=role), approvers=approvers)
    found = weighed(now)
    assert isinstance(found, Approval) == (may is True)
    if may is None:
        assert found == Unverified("Grace", approvers.unseen)
    if may is False:
        assert found.reason == "role"


class TestRenamed:
    def test_a_label_that_was_called_something_else_then_may_have_meant_something_else(self):
        now = labelled(READY)
        now = replace(now, label=replace(now.label, name_then="nice"))
        assert weighed(now) == Refusal("renamed", "nice", now.label.key)

    def test_unless_the_bot_has_made_of_it_what_it_makes_of_an_approval(self):
        now = example.approved()
        renamed = replace(now, label=replace(now.label, name_then="accepted"))
        assert isinstance(weighed(renamed), Approval)
        theirs = replace(now.home.branch, is_bots=False)
        assert reason(example.at_home(renamed, branch=theirs)) == "renamed"

    def test_one_that_is_called_something_else_now_ends_nothing_and_starts_nothing(self):
        for now in (labelled(READY), example.approved()):
            lost = replace(now, label=replace(now.label, name_now="accepted"))
            assert weighed(lost) == Renamed("grace", "accepted")
            assert reason(edited(lost, goals="Edited.")) == "changed"


def test_e20_nobody_approves_nothing():
    assert reason(labelled(READY, by="", role=None)) == "ghost"


def test_a07_what_github_does_not_tell_does_not_count():
    assert weighed(labelled(READY, role=None)) == Unverified("grace")
    # What would not count anyway is refused all the same.
    assert reason(edited(labelled(READY, role=None), goals="Edited.")) == "changed"


def test_a08_proposers_approve_for_themselves_unless_the_community_says_no():
    assert isinstance(weighed(labelled(READY, by="Clara")), Approval)
    assert reason(labelled(policy("own: false"), by="Clara")) == "own"
    assert isinstance(weighed(labelled(policy("own: false"))), Approval)


def test_a03_what_was_not_reviewed_is_not_approved():
    assert reason(labelled(filed())) == "unreviewed"
    # Put on before the review was written, it was for no reviewed text.
    early = labelled(filed())
    now = settled(example.unlabelled(early))
    assert reason(replace(now, label=early.label)) == "unreviewed"


def test_t01_what_was_edited_since_is_not_approved():
    assert reason(edited(labelled(READY), goals="Edited.")) == "changed"


def test_t05_the_text_that_the_label_found_is_the_one_that_counts():
    for digest in ("0" * 64, edited(READY, goals="Edited.").issue.digest):
        assert reason(labelled(READY, seen=digest)) == "changed"
    assert isinstance(weighed(labelled(READY, seen=READY.issue.digest)), Approval)


def test_t02_not_even_a_text_that_was_edited_there_and_back():
    there_and_back = edited(edited(labelled(READY), goals="Edited."))
    assert reason(there_and_back) == "changed"
    seen_between = edited(settled(edited(labelled(READY), goals="Edited.")))
    assert weighed(seen_between) is None


@pytest.mark.parametrize("memory", [None, "a year before", "now"])
def test_what_a_comment_remembers_vouches_for_no_text_that_is_younger_than_the_label(memory):
    """Another workflow can write as the same account, and can be made to repeat a stranger's text."""
    now = edited(later(labelled(READY)), goals="Worse.")
    assert now.now
    times = {"a year before": now.now - timedelta(days=365), "now": now.now}
    forged = Record(text=now.issue.digest, since=times.get(memory or ""))
    now = replace(now, review=BotComment(forged.line() + "All is fine.\n", now.now))
    assert reason(now) in ("changed", "unreviewed")


def test_a_label_in_the_second_of_the_review_is_too_late_to_tell():
    now = labelled(READY)
    early = replace(now, label=replace(now.label, at=now.review.written))
    assert reason(early) == "unreviewed"


def test_a_label_in_the_second_of_the_last_edit_is_too_late_to_tell():
    now = labelled(edited(READY))
    assert isinstance(weighed(now), Approval)
    assert now.label
    assert reason(replace(now, text_since=now.label.at)) == "changed"


def test_t03_the_title_is_no_part_of_the_text():
    now = labelled(READY)
    assert isinstance(weighed(replace(now, issue=replace(now.issue, title="Other"))), Approval)


def test_problems_keep_an_approval_from_counting():
    assert reason(labelled(settled(filed(goals=None)))) == "problems"


def test_a_refusal_stays_for_that_label_and_no_other():
    now = labelled(READY, by="tri", role="triage")
    refused = weighed(now)
    line = Record(READY.issue.digest, refusal=refused).line()
    now = replace(now, review=replace(now.review, text=line))
    # Even if the role has changed since.
    raised = replace(now, label=replace(now.label, role="admin"))
    assert weighed(raised) == refused
    assert isinstance(weighed(labelled(raised)), Approval)


class TestWaiting:
    def test_the_time_for_objections_starts_with_the_review_of_the_text(self):
        now = labelled(policy("wait_days: 7"))
        until = example.NOW + timedelta(days=7)
        assert weighed(now) == Waiting(("grace",), 0, until)
        assert isinstance(weighed(replace(now, now=until)), Approval)
        assert weighed(replace(now, now=until - timedelta(seconds=1)))
        # Another text, another time.
        now = settled(edited(later(now, days=6), goals="Edited."))
        assert weighed(labelled(now)).until == until + timedelta(days=6, hours=1)

    def test_it_goes_on_by_itself(self):
        now = settled(labelled(policy("wait_days: 7")))
        assert now.home.branch is None
        assert now.label
        assert settled(later(now, days=7)).home.pull_request

    def test_the_same_text_with_another_comment_waits_no_longer(self):
        now = policy("wait_days: 7")
        taken = {
            "registry/sound.yml": "name: Sound and music\nfocus: sounds of all kinds.\n",
            example.CONFIG_PATH: "approval: {wait_days: 7}\n",
        }
        now = settled(example.moved(later(now, days=3), "decade", **taken))
        free = {example.CONFIG_PATH: taken[example.CONFIG_PATH]}
        now = settled(example.moved(later(now, days=3), "decadence", **free))
        assert weighed(labelled(now)).until == example.NOW + timedelta(days=7)

    def test_others_say_yes_with_a_thumb(self):
        now = labelled(policy("count: 3"))
        assert weighed(now) == Waiting(("grace",), 2, None)
        now = endorsed(now, "alan")
        assert weighed(now) == Waiting(("grace", "alan"), 1, None)
        now = endorsed(now, "Ada")
        assert weighed(now) == Approval(
            "grace", date(2026, 3, 1), now.issue.digest, also_by=("Ada", "alan")
        )

    def test_nobody_counts_twice(self):
        now = endorsed(labelled(policy("count: 3")), "Grace", "alan", "ALAN")
        assert weighed(now).missing == 1

    def test_a01_only_those_count_who_may_approve(self):
        now = labelled(policy("count: 2"))
        assert weighed(endorsed(now, "tri", role="triage")).missing == 1
        assert weighed(endorsed(now, "sue", role="none")).missing == 1

    def test_a07_while_it_is_not_told_who_may_approve_or_object_it_waits_and_says_of_whom(self):
        two = labelled(policy("count: 2"))
        for role in (None, ""):
            assert weighed(endorsed(two, "who", role=role)) == Unverified("who")
        assert isinstance(weighed(endorsed(two, "who", role=None, is_yes=False)), Unverified)
        one = labelled(READY)
        assert weighed(endorsed(one, "who", role=None)) == approval_of(one)
        unsure = endorsed(one, "who", role=None, is_yes=False)
        assert weighed(unsure) == Unverified("who", is_objection=True)
        # What is known to keep it waiting anyway is what is said.
        assert weighed(endorsed(unsure, "alan", is_yes=False)).objections == ("alan",)
        (said,) = [each for each in decide(unsure) if isinstance(each, Notice)]
        assert said.failed
        assert "who may object" in said.text
        assert "the 👎 of `who`" in settled(unsure).review.text

    @pytest.mark.parametrize("role", ["", "none", "read", "triage"])
    @pytest.mark.parametrize(
        "approvers", [None, Approvers(frozenset({"grace"}), unseen=("A team.",))]
    )
    def test_nobody_who_cannot_write_or_is_one_of_too_many_holds_up_anything(self, role, approvers):
        now = replace(labelled(READY), approvers=approvers)
        strangers = [f"stranger-{number}" for number in range(21)]
        against = endorsed(now, *strangers, role=role, is_yes=False)
        assert weighed(against) == approval_of(now)
        told = [each.text for each in decide(against) if isinstance(each, Notice)]
        assert [("21 of them" in each) for each in told] == ([True] if role == "" else [])

    @pytest.mark.parametrize("role", [None, "write", "security"])
    def test_whoever_may_be_in_a_team_that_cannot_be_seen_and_can_write_holds_it_up(self, role):
        approvers = Approvers(frozenset({"grace"}), frozenset({"olga"}), unseen=("A team.",))
        now = replace(labelled(READY), approvers=approvers)
        against = endorsed(now, "who", role=role, is_yes=False)
        assert weighed(against) == Unverified("who", ("A team.",), is_objection=True)
        # An owner is no stranger, however many there are.
        owner = endorsed(now, "olga", role="", is_yes=False)
        assert weighed(owner) == Unverified("olga", ("A team.",), is_objection=True)

    def test_one_from_before_the_last_edit_does_not_count(self):
        now = endorsed(labelled(policy("count: 2")), "ada")
        assert isinstance(weighed(now), Approval)
        assert isinstance(weighed(replace(now, text_since=now.now)), Refusal)
        # Edited there and back, it has to be reviewed anew. Two things in one second have no order.
        late = replace(now, label=replace(now.label, at=now.label.at + timedelta(hours=2)))
        for edited_at in (now.now, now.now + timedelta(hours=1)):
            then = replace(late, text_since=edited_at)
            assert weighed(then).reason == "unreviewed"
            anew = Record(text=then.proposal.digest, since=edited_at).line()
            then = replace(then, review=BotComment(anew, written=edited_at))
            assert weighed(then) == Waiting(("grace",), missing=1)

    def test_one_in_the_second_of_the_review_is_too_early_to_tell(self):
        now = policy("count: 2")
        at = now.review.written
        assert weighed(endorsed(labelled(now), "ada", at=at)).missing == 1
        assert isinstance(
            weighed(endorsed(labelled(now), "ada", at=at + timedelta(seconds=1))), Approval
        )

    def test_a08_proposers_do_not_count_where_they_may_not_approve(self):
        assert weighed(endorsed(labelled(policy("count: 2, own: false")), "clara")).missing == 1
        assert isinstance(weighed(endorsed(labelled(policy("count: 2")), "clara")), Approval)

    def test_t01_a_thumb_for_an_earlier_text_does_not_count(self):
        now = policy("count: 2")
        thumb = later(now).now
        now = settled(edited(later(now, days=1), goals="Edited."))
        now = endorsed(labelled(now), "alan", at=thumb)
        assert weighed(now).missing == 1
        # That the text was reviewed later is enough, whatever is known of the edit.
        assert weighed(replace(now, text_since=None)).missing == 1

    def test_both_have_to_be_fulfilled(self):
        now = labelled(policy("count: 2, wait_days: 7"))
        assert weighed(now).missing == 1
        assert weighed(now).until
        now = endorsed(now, "alan")
        assert weighed(now) == Waiting(("grace", "alan"), 0, example.NOW + timedelta(days=7))
        assert isinstance(weighed(later(now, days=7)), Approval)
        assert weighed(replace(later(now, days=7), words=())).until is None


class TestDeclined:
    CLOSED = ended(example.approved(), "closed")

    def test_a_label_of_the_same_second_is_no_answer_to_the_no(self):
        closed = self.CLOSED.home.pull_request.closed
        label = replace(labelled(self.CLOSED).label, at=closed)
        verdict = weighed(replace(self.CLOSED, label=label))
        assert isinstance(verdict, Refusal)
        assert verdict.reason == "declined"
        late = replace(label, at=closed + timedelta(seconds=1))
        assert isinstance(weighed(replace(self.CLOSED, label=late)), Approval)

    def test_a_closed_pull_request_ends_the_approval_it_came_from(self):
        assert weighed(self.CLOSED) == Refusal("declined", key=self.CLOSED.label.key)
        assert reason(unlabelled(self.CLOSED)) == "declined"

    def test_a_label_put_on_since_is_a_new_one(self):
        assert isinstance(weighed(labelled(self.CLOSED)), Approval)
        assert isinstance(weighed(labelled(settled(self.CLOSED))), Approval)

    def test_one_that_was_opened_approved_and_closed_again_is_a_no_again(self):
        again = labelled(
            at_home(settled(self.CLOSED), pull_request=example.approved().home.pull_request)
        )
        assert isinstance(weighed(again), Approval)
        assert reason(ended(settled(again), "closed")) == "declined"

    def test_one_that_was_merged_and_is_not_there_is_no_approval_until_it_is_given_anew(self):
        now = ended(example.approved(), "merged")
        assert isinstance(weighed(now), Absence)
        assert isinstance(weighed(labelled(now)), Approval)
        assert weighed(unlabelled(now)) is None


def test_whoever_runs_it_on_their_own_machine_approves_a_text_without_problems():
    now = situation()
    assert weighed(now) == now.approval
    assert weighed(edited(now, goals="Edited.")) is None
    assert weighed(situation(goals=None)) is None


NEW_FORM = {
    "asks": example.FORM
    + """\
  - type: input
    id: sponsor
    attributes: {label: Sponsor}
    validations: {required: true}
  - type: input
    id: charity
    attributes: {label: Charity}
    validations: {required: true}
""",
    "demands": example.FORM.replace(
        "      label: Channel\n", "      label: Channel\n    validations:\n      required: true\n"
    ),
    "ticks": example.FORM.replace(
        "- label: We like birds.", "- {label: We like birds., required: true}"
    ),
}


@pytest.mark.parametrize("form", NEW_FORM.values(), ids=NEW_FORM)
@pytest.mark.parametrize("wait", [0, 7])
def test_what_the_form_demands_since_takes_no_approval_that_was_given(form, wait):
    files = {example.CONFIG_PATH: f"approval: {{wait_days: {wait}}}\n"}
    given = example.approved(filed(files, channel=None))
    then = settled(example.moved(given, "0ff1ce", **files, **{example.FORM_PATH: form}))
    assert then.label
    assert then.labels == given.labels
    assert isinstance(weighed(then), Refusal)  # By itself, it would have a problem.
    if wait:
        assert isinstance(weighed(example.moved(then, "b", **files)), Waiting)
    else:
        assert then.home.pull_request == given.home.pull_request
    # Another text has to answer it.
    assert settled(edited(later(then), goals="Sing.", channel=None)).label is None


def test_a_persons_commit_does_not_tell_that_a_text_was_approved_before():
    new = {example.FORM_PATH: NEW_FORM["asks"]}
    given = example.approved()
    theirs = at_home(given, branch=replace(given.home.branch, is_bots=False))
    for then, is_given in ((given, True), (theirs, False)):
        now = example.moved(then, "decade", **new)
        assert now.proposal.problems
        judged = without_new_demands(now, Record(now.proposal.digest))
        assert bool(judged.proposal.problems) != is_given
        # What the label counted for tells it as well, and of this text alone.
        counted = Record(now.proposal.digest, label=now.label.key)
        assert not without_new_demands(now, counted).proposal.problems
        other = at_home(edited(now, goals="Sing."), branch=None)
        assert without_new_demands(other, counted) == other


def test_what_the_form_demands_since_excuses_no_other_problem():
    taken = {"registry/sound.yml": "name: Sound and music\nfocus: sounds of all kinds.\n"}
    new = {example.FORM_PATH: NEW_FORM["asks"]}
    for files in (taken, new | taken):
        now = example.moved(example.approved(), "decade", **files)
        assert now.proposal.problems
        assert without_new_demands(now, Record(now.proposal.digest)) == now


def test_an_answer_that_was_demanded_before_the_label_is_still_missing():
    form = {example.FORM_PATH: NEW_FORM["demands"]}
    now = settled(filed(form, channel=None))
    assert reason(labelled(now)) == "problems"
    assert settled(labelled(now)).label is None
