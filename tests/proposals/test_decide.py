"""The core: which changes a situation calls for, on one's own machine and at GitHub."""

import sys
from dataclasses import replace
from datetime import date

import pytest

from tests import example
from tests.example import (
    Memory,
    approved,
    at_home,
    edited,
    ended,
    filed,
    labelled,
    later,
    moved,
    outcome,
    settled,
    situation,
    unlabelled,
)
from wgbot.checks.lookups import Neighbour
from wgbot.proposals import markers, pull_request_messages
from wgbot.proposals.changes import (
    AddLabel,
    DeleteComment,
    LabelPullRequest,
    ProposePullRequest,
    PutFiles,
    RemoveLabel,
    RequestReviews,
    SetStatus,
    WriteComment,
)
from wgbot.proposals.decide import decide
from wgbot.proposals.markers import branch_name
from wgbot.proposals.memory import Record
from wgbot.proposals.proposal import judge
from wgbot.proposals.situation import Approval, Branch
from wgbot.registry.group import Group

NAME = "wgbot/sound-and-music"
OTHER_PAGE = {example.PAGE_PATH: f"{example.FILES[example.PAGE_PATH]}\nSee you there.\n"}
REGISTERED = {
    "registry/sound-and-music.yml": "name: Sound and music\nfocus: sounds.\nproposal: 12\n"
}


def kinds(changes):
    return [type(change).__name__ for change in changes]


def of(kind, changes):
    """Return the one change of that kind."""
    (found,) = [change for change in changes if isinstance(change, kind)]
    return found


def done(now):
    """Return the situation after the changes that it calls for first."""
    forge = Memory()
    for change in decide(now):
        now = forge.apply(change, now).situation
    return now


class TestOnOnesOwnMachine:
    def test_a_fine_and_approved_proposal_is_reviewed_put_on_a_branch_and_proposed(self):
        ended_so = outcome(situation())
        assert kinds(ended_so.done) == ["WriteComment", "PutFiles", "ProposePullRequest"]
        assert ended_so.told == ()
        _, put, pull = ended_so.done
        assert (put.branch, put.base, put.expected) == (NAME, example.COMMIT, None)
        assert sorted(put.files) == ["registry/sound-and-music.yml", "website/working-groups.md"]
        assert pull.branch == NAME

    def test_registry_and_page_say_the_same(self):
        put = of(PutFiles, decide(situation()))
        assert b"name: Sound and music\n" in put.files["registry/sound-and-music.yml"]
        page = put.files["website/working-groups.md"].decode()
        assert "- **Sound and music**: instruments" in page
        assert "- **Command line**: programs" in page

    def test_the_same_situation_gives_the_same_changes(self):
        assert decide(situation()) == decide(situation())
        assert decide(labelled(settled(filed()))) == decide(labelled(settled(filed())))

    def test_running_again_changes_nothing(self):
        # A review and a pull request are only shown here, so they are shown again.
        now = at_home(settled(situation()), review=None, pull_request=None)
        assert kinds(outcome(now).done) == ["WriteComment", "ProposePullRequest"]
        assert decide(settled(situation())) == []

    def test_without_approval_there_is_only_a_review(self):
        assert kinds(decide(replace(situation(), approval=None))) == ["WriteComment"]

    def test_an_approval_of_another_text_is_none(self):
        approval = Approval("grace", date(2026, 3, 1), example.issue(goals="Other.").digest)
        assert kinds(decide(replace(situation(), approval=approval))) == ["WriteComment"]

    def test_problems_keep_an_approved_proposal_from_its_branch(self):
        assert kinds(decide(situation(focus="TBD"))) == ["WriteComment"]

    def test_an_unchanged_review_is_not_written_again(self):
        assert decide(done(situation(focus="TBD"))) == []

    def test_an_edited_proposal_updates_its_branch_from_where_it_is(self):
        before = settled(situation())
        now = edited(before, goals="Edited.")
        approval = Approval("grace", date(2026, 3, 1), now.issue.digest)
        put = of(PutFiles, decide(replace(now, approval=approval)))
        assert put.expected == before.home.branch.head

    def test_a_branch_is_brought_onto_a_new_base_only_where_that_changes_what_it_does(self):
        before = settled(situation())
        assert "PutFiles" not in kinds(decide(moved(before, "decade")))
        assert of(PutFiles, decide(moved(before, "decade", **OTHER_PAGE))).base == "decade"

    @pytest.mark.parametrize(
        ("branch", "word"),
        [
            (Branch(NAME, "f00d", is_bots=False), "Someone has added"),
            (
                Branch(NAME, "f00d", is_bots=True, in_use="/home/ada/x"),
                "checked out in",
            ),
        ],
    )
    def test_a_branch_that_is_not_the_bots_to_move_fails_the_run_with_the_remedy(
        self, branch, word
    ):
        changes = decide(at_home(situation(), branch=branch))
        assert kinds(changes) == ["WriteComment", "Notice"]
        assert changes[1].failed
        assert word in changes[1].text
        assert "run this again" in changes[1].text

    def test_f08_the_branch_of_another_proposal_of_that_name_is_left_alone(self):
        before = at_home(settled(situation()), review=None, pull_request=None)
        changes = decide(replace(before, issue=replace(before.issue, number=13)))
        assert kinds(changes) == ["WriteComment", "Notice"]
        assert changes[1].failed
        assert "holds another proposal of that name, #12" in changes[1].text

    def test_f08_an_older_branch_of_the_same_proposal_is_used_again(self):
        now = edited(settled(situation()), goals="Other.")
        approval = Approval("grace", date(2026, 3, 1), now.issue.digest)
        assert "PutFiles" in kinds(decide(replace(now, approval=approval)))


def test_a_group_that_comes_back_changes_its_own_file_and_nothing_else_in_it():
    entry = (
        "# Paper, mostly.\nname: 'Punch cards'\nstatus: retired  # since the tape\n"
        "focus: programs on paper.\naliases: [Hollerith]\nsince: 1928-01-01\n"
    )
    files = {"registry/punch-cards.yml": entry}
    ended_so = outcome(situation(files, name="Punch cards"))
    assert kinds(ended_so.done) == ["WriteComment", "PutFiles", "ProposePullRequest"]
    _, put, pull = ended_so.done
    text = put.files["registry/punch-cards.yml"].decode()
    assert text.startswith(
        "# Paper, mostly.\nname: 'Punch cards'\nstatus: active  # since the tape\n"
    )
    assert "aliases: [Hollerith]\n" in text
    assert "since: 1928-01-01\n" in text
    assert f"focus: {example.ANSWERS['focus']}\n" in text
    assert put.branch == "wgbot/punch-cards"
    assert put.message.startswith("Revive the group punch-cards\n")
    assert pull.title == "Revive working group: Punch cards"
    assert "This revives the working group **Punch cards**" in pull.text
    # What it resembles is another thing.
    assert "Similar groups" not in pull.text
    assert "- **Punch cards**: instruments" in put.files["website/working-groups.md"].decode()


def test_a_file_that_only_a_person_can_change_is_left_to_one():
    files = {"registry/punch-cards.yml": "{name: Punch cards, status: retired, focus: paper}\n"}
    changes = decide(situation(files, name="Punch cards"))
    assert kinds(changes) == ["WriteComment", "Notice"]
    assert changes[1].failed
    assert "registry/punch-cards.yml cannot be changed by wgbot" in changes[1].text


def test_what_it_resembles_is_recorded_in_the_pull_request():
    group = Group(name="Sounds & music", focus="all that can be heard.")
    other = Neighbour("wgbot/x", 13, group)
    now = situation()
    changes = outcome(
        replace(now, proposal=judge(now.issue, now.repository, neighbours=(other,)))
    ).done
    assert "For the maintainers to consider:\n\n- Another proposal, #13" in changes[0].text
    pull = changes[-1].text
    assert "Noted in the review (approved anyway):\n\n- Another proposal, #13" in pull


@pytest.mark.parametrize("name", ["command line", "???", "x" * 70])
def test_f07_no_file_is_overwritten_even_where_the_checks_are_switched_off(name):
    config = "checks: {taken: false, name: false, placeholders: false}\n"
    changes = decide(situation({example.CONFIG_PATH: config}, name=name))
    assert kinds(changes) == ["WriteComment", "Notice"]
    assert changes[1].failed
    assert "needs another name" in changes[1].text


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("registry/broken.yml", "name: ["),
        ("website/working-groups.md", "# No markers\n"),
        ("website/working-groups.md", None),
        (".github/wgbot.yml", "regstry: groups\n"),
    ],
)
def test_a_broken_repository_is_reviewed_in_and_never_registered_in(path, text):
    changes = decide(situation({path: text}))
    assert kinds(changes) == ["WriteComment", "Notice"]
    assert changes[1].failed
    assert path in changes[1].text
    # Nor at GitHub, where the review says that it waits for something.
    ended_so = outcome(labelled(settled(filed({path: text}))))
    assert ended_so.failures
    assert kinds(ended_so.done) == ["WriteComment"]
    assert "the log of the workflow says what" in ended_so.situation.review.text


def test_the_pull_request_closes_the_issue_and_only_that():
    pull = of(ProposePullRequest, outcome(situation(goals="It closes #3 and fixes #4.")).done)
    assert [line for line in pull.text.split("\n") if "loses #" in line or "ixes #" in line] == [
        "Closes #12"
    ]


def test_g06_nothing_but_the_slug_goes_from_the_proposer_into_the_commit_message():
    issue = replace(
        example.issue(name="Fixes everything (skip ci)", goals="[skip ci]\n\nCo-authored-by: x"),
        author="clara\n\nReviewed-by: nobody <x>",
    )
    message = pull_request_messages.commit_message(judge(issue, example.repository()))
    assert message == (
        "Add the group fixes-everything-skip-ci\n\nProposed in #12.\n\n"
        f"Proposal-text: sha256:{issue.digest}\n"
    )


def test_line_breaks_of_the_browser_are_the_same_text():
    issue = example.issue()
    assert replace(issue, body=issue.body.replace("\n", "\r\n")).digest == issue.digest


def test_t03_the_title_is_no_part_of_what_is_registered():
    now = labelled(settled(filed()))
    other = replace(now, issue=replace(now.issue, title="Something else"))
    assert decide(now) == decide(other)
    assert kinds(decide(now)) == ["PutFiles"]


class TestReview:
    """What a proposer sees, before anybody approved anything."""

    def test_a_fine_proposal_is_ready(self):
        assert kinds(decide(filed())) == ["WriteComment", "AddLabel"]
        assert of(AddLabel, decide(filed())).label == "ready"

    def test_one_with_problems_needs_work(self):
        assert of(AddLabel, decide(filed(focus="TBD"))).label == "needs work"

    def test_the_labels_change_with_the_text(self):
        now = edited(settled(filed(focus="TBD")))
        review, add, remove = decide(now)
        assert isinstance(review, WriteComment)
        assert (add, remove) == (AddLabel("ready"), RemoveLabel("needs work"))
        assert settled(now).labels == {"ready"}

    def test_their_names_can_be_others_and_labels_of_others_stay(self):
        now = filed({example.CONFIG_PATH: "labels: {ready: fit, needs_work: unfit}\n"})
        now = replace(now, labels=frozenset({"unfit", "needs work", "ready"}))
        assert settled(now).labels == {"fit", "needs work", "ready"}

    def test_nothing_is_written_where_nothing_changed(self):
        now = settled(filed())
        assert decide(later(now, days=30)) == []
        assert decide(moved(now, "decade")) == []

    def test_what_others_did_meanwhile_changes_the_review_of_the_same_text(self):
        now = settled(filed())
        taken = {"registry/sound.yml": "name: Sound and music\nfocus: sounds of all kinds.\n"}
        now = settled(moved(now, "decade", **taken))
        assert now.labels == {"needs work"}
        since = Record.read(now.review.text).since
        assert since == example.NOW
        now = settled(later(moved(now, "decadence")))
        assert now.labels == {"ready"}
        assert Record.read(now.review.text).since == since

    def test_c07_a_review_that_somebody_deleted_is_written_again(self):
        now = replace(settled(filed()), review=None)
        assert kinds(decide(now)) == ["WriteComment"]

    def test_c07_a_review_that_somebody_edited_is_put_right(self):
        now = settled(filed())
        spoilt = replace(now.review, text=now.review.text + "\nBuy my watches!")
        assert (
            settled(replace(now, review=spoilt)).review.text.partition("\n")[2]
            == (now.review.text.partition("\n")[2])
        )

    def test_a12_e09_a_second_review_goes_and_the_first_stays(self):
        now = settled(filed())
        now = replace(now, review=replace(now.review, spare=(7, 8)))
        assert decide(now) == [DeleteComment(7), DeleteComment(8)]
        assert settled(now).review.spare == ()

    def test_a10_a_closed_or_deleted_issue_is_told_nothing(self):
        for state in ("closed", "gone"):
            now = filed()
            assert decide(replace(now, issue=replace(now.issue, state=state))) == []


class TestApproval:
    """From the label to the pull request, one step after the other."""

    def test_it_ends_in_one_branch_one_pull_request_one_comment(self):
        ended_so = outcome(labelled(settled(filed())))
        assert kinds(ended_so.done) == [
            "PutFiles",
            "ProposePullRequest",
            "SetStatus",
            "WriteComment",
        ]
        put, propose, status, review = ended_so.done
        assert put.branch == propose.branch == branch_name(12, "any") == "wgbot/issue-12"
        assert "since: 2026-03-01" in put.files["registry/sound-and-music.yml"].decode()
        assert status == SetStatus(ended_so.situation.home.branch.head, status.status)
        assert (status.status.state, status.status.description) == (
            "success",
            "Checked, and as approved by grace.",
        )
        assert "merge pull request #30" in review.text
        assert not ended_so.failures

    def test_e08_once_more_changes_nothing(self):
        now = approved()
        for _ in range(3):
            now = later(now)
            assert decide(now) == []

    def test_one_branch_whatever_the_groups_name_becomes(self):
        now = labelled(settled(edited(approved(), name="Noise")))
        put = of(PutFiles, outcome(now).done)
        assert put.branch == "wgbot/issue-12"
        assert "registry/noise.yml" in put.files
        assert "registry/sound-and-music.yml" not in put.files

    def test_labels_and_reviewers_are_for_new_pull_requests(self):
        config = "pull_request: {labels: [group, new], reviewers: [Ada, example/council]}\n"
        now = labelled(settled(filed({example.CONFIG_PATH: config})))
        ended_so = outcome(now)
        assert of(LabelPullRequest, ended_so.done).labels == ("group", "new")
        assert of(RequestReviews, ended_so.done).reviewers == ("Ada", "example/council")
        now = ended_so.situation
        # Ada reviewed it, and somebody took a label off.
        pull = replace(now.home.pull_request, labels=frozenset(), reviewers=frozenset())
        now = at_home(now, pull_request=pull)
        assert decide(now) == []
        # The status is on a commit, and gone with it.
        ended_so = outcome(moved(now, "decade", **{example.CONFIG_PATH: config}, **OTHER_PAGE))
        assert kinds(ended_so.done) == ["PutFiles", "SetStatus"]

    def test_reviewers_who_are_asked_already_are_not_asked_again(self):
        config = "pull_request: {labels: [new], reviewers: [Ada]}\n"
        now = done(done(labelled(settled(filed({example.CONFIG_PATH: config})))))
        pull = replace(
            now.home.pull_request, labels=frozenset({"new"}), reviewers=frozenset({"ada"})
        )
        assert kinds(decide(at_home(now, pull_request=pull))) == ["SetStatus", "WriteComment"]

    def test_a_push_that_changes_the_page_brings_it_onto_that(self):
        before = approved()
        assert outcome(moved(before, "decade")).done == ()
        ended_so = outcome(moved(before, "decade", **OTHER_PAGE))
        assert kinds(ended_so.done) == ["PutFiles", "SetStatus"]
        assert ended_so.done[0].base == "decade"
        assert ended_so.done[0].expected == before.home.branch.head

    def test_e12_where_no_pull_request_can_be_opened_the_branch_stays_and_the_way_out_is_told(self):
        now = labelled(settled(filed()))
        ended_so = outcome(now, Memory(obstacle="Tick the box."))
        assert kinds(ended_so.done) == ["PutFiles", "WriteComment"]
        assert ended_so.failures
        assert (ended_so.told[-1].text, ended_so.told[-1].failed) == ("Tick the box.", True)
        assert "/compare/main...wgbot/issue-12?expand=1" in ended_so.situation.review.text
        # The next run tries again, and writes nothing else.
        after = later(ended_so.situation)
        then = after.with_place(replace(after.home, obstacle=None))
        again = outcome(then, Memory(obstacle="Tick the box."))
        assert again.failures
        assert again.done == ()
        # Once it is allowed, the review says so.
        assert "merge pull request #30" in settled(then).review.text

    def test_a07_an_approval_that_cannot_be_verified_waits_and_is_told(self):
        ended_so = outcome(labelled(settled(filed()), role=None))
        assert ended_so.failures
        assert "couldn't check whether grace may approve" in ended_so.told[0].text
        assert kinds(ended_so.done) == ["WriteComment"]
        assert "approved" in ended_so.situation.labels
        label = replace(ended_so.situation.label, role="admin")
        assert settled(replace(ended_so.situation, label=label)).home.pull_request

    def test_a09_without_the_label_nothing_happens(self):
        assert decide(unlabelled(labelled(settled(filed())))) == []

    def test_c07_e11_a_deleted_review_does_not_lose_the_approval(self):
        now = replace(later(approved(), days=1), review=None)
        ended_so = outcome(now)
        assert kinds(ended_so.done) == ["WriteComment"]
        assert ended_so.situation.label
        assert decide(later(ended_so.situation, days=1)) == []

    def test_t01_a_deleted_review_does_not_approve_what_was_edited_meanwhile(self):
        now = settled(replace(edited(approved(), goals="Edited."), review=None))
        assert now.label is None
        assert now.home.pull_request.draft


class TestRefusal:
    """A label that does not count is taken off, and the reason is said once."""

    @pytest.mark.parametrize(
        ("who", "said"),
        [
            ({"by": "alice", "role": "read"}, "`alice` can't approve"),
            ({"by": "tri", "role": "triage"}, "`tri` can't approve"),
            ({"by": "renovate[bot]", "is_person": False}, "is a program"),
            ({"by": "", "role": None}, "no longer exists"),
        ],
    )
    def test_a01_a02_a04_the_label_goes_and_the_reason_is_said_once(self, who, said):
        ended_so = outcome(labelled(settled(filed()), **who))
        assert kinds(ended_so.done) == ["WriteComment", "RemoveLabel"]
        assert said in ended_so.situation.review.text
        assert ended_so.situation.labels == {"ready"}
        # It stays said, and is not said again.
        assert decide(later(ended_so.situation)) == []
        # A second try is the same, and the comment with it but for what it remembers.
        again = outcome(labelled(ended_so.situation, **who))
        assert said in again.situation.review.text
        assert again.situation.labels == {"ready"}

    def test_a01_it_is_gone_with_another_text_or_a_right_approval(self):
        refused = settled(labelled(settled(filed()), by="alice", role="read"))
        assert "alice" not in settled(edited(refused, goals="Other.")).review.text
        assert "alice" not in settled(labelled(refused)).review.text
        assert settled(labelled(refused)).home.pull_request

    def test_a03_a_label_that_came_with_the_issue_does_not_approve(self):
        now = settled(labelled(filed()))
        assert now.home.branch is None
        assert now.labels == {"ready"}
        assert "before this text had been checked" in now.review.text
        assert settled(labelled(now)).home.pull_request

    def test_t01_a_text_reviewed_after_the_label_is_not_approved_by_when_another_was(self):
        # The comment was written twice for the first text, so it remembers since when that stood.
        now = settled(labelled(settled(filed()), by="alice", role="read"))
        edit = edited(later(now), goals="Edited.")
        label = labelled(edit).label
        reviewed = settled(later(edit, hours=2))  # GitHub did not tell of the label yet
        assert reviewed.home.branch is None
        now = settled(replace(reviewed, label=label, labels=reviewed.labels | {"approved"}))
        assert (now.home.branch, now.labels) == (None, {"ready"})
        assert "before this text had been checked" in now.review.text

    def test_t01_a_text_that_was_edited_before_the_run_is_not_approved(self):
        now = settled(edited(labelled(settled(filed())), goals="Edited."))
        assert (now.home.branch, now.labels) == (None, {"ready"})
        assert "isn't the one that was approved" in now.review.text

    def test_t02_there_and_back_again_needs_a_new_approval(self):
        now = settled(edited(approved(), goals="Edited."))
        now = settled(edited(later(now)))
        assert now.home.pull_request.draft
        assert now.label is None
        assert not settled(labelled(now)).home.pull_request.draft

    def test_t02_an_edit_that_was_taken_back_ends_an_approval_as_well(self):
        now = settled(edited(edited(approved(), goals="Edited.")))
        assert now.label is None
        assert now.home.pull_request.draft

    def test_problems_are_named_and_when_they_are_gone_the_label_is_asked_for(self):
        taken = {"registry/sound.yml": "name: Sound and music\nfocus: sounds of all kinds.\n"}
        now = settled(labelled(settled(moved(filed(), "decade", **taken))))
        assert now.labels == {"needs work"}
        assert "there is something to fix first" in now.review.text
        now = settled(moved(now, "decadence"))
        assert now.home.branch is None
        assert "there was something to fix" in now.review.text


class TestHold:
    """A pull request whose text is not approved any more is not to be merged."""

    def assert_held(self, now, why):
        assert now.home.pull_request.draft
        assert markers.is_held(now.home.pull_request.text)
        assert why in now.home.pull_request.text
        assert now.home.pull_request.status.state == "failure"
        assert why in now.home.pull_request.status.description
        assert decide(later(now)) == []

    def test_t04_an_edit_takes_the_label_off_and_holds_it(self):
        before = approved()
        ended_so = outcome(edited(before, goals="Edited."))
        assert kinds(ended_so.done) == [
            *("WriteComment", "RemoveLabel", "EditPullRequest", "SetDraft", "SetStatus")
        ]
        now = ended_so.situation
        self.assert_held(now, "was edited after its approval")
        assert "Pull request #30 waits as a draft" in now.review.text
        assert now.home.branch == before.home.branch

    def test_t04_a_new_approval_brings_it_up_to_date(self):
        held = settled(edited(approved(), goals="Edited."))
        ended_so = outcome(labelled(held))
        assert kinds(ended_so.done) == [
            *("PutFiles", "SetDraft", "EditPullRequest", "SetStatus", "WriteComment")
        ]
        now = ended_so.situation
        assert not now.home.pull_request.draft
        assert not markers.is_held(now.home.pull_request.text)
        assert markers.approved_text(now.home.pull_request.text) == now.issue.digest
        assert now.home.pull_request.status.state == "success"
        assert now.home.pull_request.number == 30

    def test_taking_the_label_off_holds_it_and_putting_it_on_again_goes_on(self):
        held = settled(unlabelled(approved()))
        self.assert_held(held, "no longer has the approval label")
        again = settled(labelled(held))
        assert (again.home.pull_request.draft, again.home.branch) == (False, approved().home.branch)

    def test_t07_one_that_has_become_a_duplicate_is_held_and_says_why(self):
        taken = {"registry/sound.yml": "name: Sound and music\nfocus: sounds of all kinds.\n"}
        now = settled(moved(approved(), "decade", **taken))
        self.assert_held(now, "now has problems")
        assert "**Name**" in now.review.text
        assert now.labels == {"needs work"}

    @pytest.mark.parametrize(
        ("state", "why"), [("closed", "is closed"), ("gone", "no longer exists")]
    )
    def test_a10_so_does_an_issue_that_is_no_more(self, state, why):
        now = approved()
        now = replace(now, issue=replace(now.issue, state=state))
        ended_so = outcome(now)
        assert "WriteComment" not in kinds(ended_so.done)
        self.assert_held(ended_so.situation, why)

    def test_an_issue_that_is_opened_again_goes_on(self):
        now = approved()
        closed = settled(replace(now, issue=replace(now.issue, state="closed")))
        again = settled(replace(closed, issue=now.issue))
        assert again.home.pull_request == now.home.pull_request

    def test_a02_whose_approver_cannot_approve_any_more(self):
        now = approved()
        now = settled(replace(now, label=replace(now.label, role="read")))
        self.assert_held(now, "can't approve proposals here")

    def test_an_approval_that_is_not_complete_any_more(self):
        two = {example.CONFIG_PATH: "approval: {count: 2}\n"}
        now = settled(moved(approved(), "decade", **two))
        self.assert_held(now, "isn't complete yet")
        assert now.label

    def test_a07_an_approval_that_cannot_be_verified_any_more(self):
        now = approved()
        ended_so = outcome(replace(now, label=replace(now.label, role=None)))
        assert ended_so.situation.home.pull_request.draft
        text = ended_so.situation.home.pull_request.text
        assert "couldn't check whether its approval counts" in text

    def test_a_draft_that_a_person_made_stays_one(self):
        now = approved()
        now = at_home(now, pull_request=replace(now.home.pull_request, draft=True))
        assert decide(now) == []

    def test_a_notice_that_a_stranger_wrote_is_none(self):
        name = "Sound and music <!-- wgbot:held -->"
        other = Neighbour("#13", 13, Group.model_construct(name=name, focus=""))
        now = filed()
        now = approved(replace(now, proposal=judge(now.issue, now.repository, neighbours=(other,))))
        assert "<!-- wgbot:held -->`" in now.home.pull_request.text
        assert not markers.is_held(now.home.pull_request.text)
        assert decide(now) == []


class TestPersonsBranch:
    """A person's commits are never overwritten."""

    def theirs(self, now):
        branch = Branch("wgbot/issue-12", "f00d", is_bots=False)
        pull = now.home.pull_request and replace(now.home.pull_request, status=None)
        return at_home(now, branch=branch, pull_request=pull)

    def test_t06_it_gets_a_status_that_says_so_and_nothing_else(self):
        ended_so = outcome(self.theirs(approved()))
        assert kinds(ended_so.done) == ["SetStatus"]
        assert "Changed by a person" in ended_so.done[0].status.description
        assert not ended_so.failures
        assert decide(moved(ended_so.situation, "decade"))[1:] == []

    def test_t06_without_a_pull_request_the_run_fails_with_the_remedy(self):
        ended_so = outcome(self.theirs(labelled(settled(filed()))))
        assert ended_so.failures
        assert "Merge or delete it" in ended_so.told[0].text
        assert kinds(ended_so.done) == ["WriteComment"]

    def test_t06_an_edit_holds_it_and_the_new_text_is_left_to_a_person(self):
        now = settled(self.theirs(approved()))
        now = settled(edited(now, goals="Edited."))
        assert now.home.pull_request.draft
        ended_so = outcome(labelled(now))
        assert kinds(ended_so.done) == ["WriteComment"]
        assert ended_so.failures
        assert "doesn't get the text that was approved last" in ended_so.told[0].text
        assert "add this text to it by hand" in ended_so.situation.review.text
        assert markers.is_held(ended_so.situation.home.pull_request.text)

    def test_t06_the_same_text_approved_anew_goes_on(self):
        now = settled(unlabelled(settled(self.theirs(approved()))))
        now = settled(labelled(now))
        assert not now.home.pull_request.draft
        assert not markers.is_held(now.home.pull_request.text)

    def test_t01_what_a_persons_commit_says_was_reviewed_was_not(self):
        message = approved().home.branch.message
        branch = Branch("wgbot/issue-12", "f00d", is_bots=False, message=message)
        now = settled(labelled(at_home(filed(), branch=branch)))
        assert now.home.pull_request is None
        assert now.labels == {"ready"}
        assert "before this text had been checked" in now.review.text


class TestEnd:
    """Merged, or declined."""

    def test_what_was_merged_is_registered_the_issue_closed_and_that_is_all(self):
        now = self.merged()
        changes = decide(now)
        assert kinds(changes) == ["CloseIssue", "WriteComment"]
        text = changes[1].text
        assert "**Sound and music** is registered: pull request #30 was merged." in text
        assert f"({example.HOME}/blob/main/registry/sound-and-music.yml)" in text
        then = settled(now)
        assert then.issue.state == "closed"
        assert decide(then) == []
        # Whoever opens it again has a reason.
        assert decide(replace(then, issue=replace(then.issue, state="open"))) == []

    def test_of_two_that_were_merged_the_second_is_told_too(self):
        now = settled(self.merged())
        assert "pull request #30 was merged" in now.review.text
        issue = replace(now.issue, state="open")
        again = replace(now.home.pull_request, number=31)
        ended_so = outcome(at_home(now, issue=issue, pull_request=again))
        assert "pull request #31 was merged" in ended_so.situation.review.text
        assert ended_so.situation.issue.state == "closed"
        assert decide(ended_so.situation) == []

    def merged(self):
        now = ended(approved(), "merged")
        entry = of(PutFiles, outcome(labelled(settled(filed()))).done).files
        return moved(now, "decade", **{path: data.decode() for path, data in entry.items()})

    def test_where_github_closed_the_issue_itself_only_the_comment_is_left(self):
        now = moved(ended(approved(), "merged"), "decade", **REGISTERED)
        now = replace(now, issue=replace(now.issue, state="closed"))
        assert kinds(decide(now)) == ["WriteComment"]

    def test_a10_of_a_merged_proposal_whose_issue_is_gone_nothing_is_said(self):
        now = ended(approved(), "merged")
        for then in (now, moved(now, "decade", **REGISTERED)):
            assert decide(replace(then, issue=replace(then.issue, state="gone"))) == []

    def test_a_closed_pull_request_is_a_no_which_is_said_once(self):
        ended_so = outcome(ended(approved(), "closed"))
        assert kinds(ended_so.done) == ["WriteComment", "RemoveLabel", "RemoveLabel"]
        now = ended_so.situation
        assert "Pull request #30 was closed without being merged" in now.review.text
        assert decide(later(now)) == []
        # It stays a no with another text, and with a label that does not count.
        now = settled(edited(now, goals="Other."))
        assert "#30 was closed" in now.review.text
        now = settled(labelled(now, by="alice", role="read"))
        assert "#30 was closed" in now.review.text
        assert now.home.pull_request.state == "closed"

    def test_a_new_label_is_a_new_pull_request(self):
        now = settled(ended(approved(), "closed"))
        ended_so = outcome(labelled(now))
        assert "ProposePullRequest" in kinds(ended_so.done)
        assert ended_so.situation.home.pull_request.number == 31
        assert "#30" not in ended_so.situation.review.text
        # And closed again, it is a no again.
        again = outcome(ended(ended_so.situation, "closed"))
        assert "Pull request #31 was closed" in again.situation.review.text

    def test_a_label_put_on_after_the_no_counts_even_if_the_no_was_not_said_yet(self):
        now = unlabelled(ended(approved(), "closed"))
        assert settled(labelled(now)).home.pull_request.number == 31

    def test_its_labels_and_reviewers_are_set_anew(self):
        config = "pull_request: {labels: [new]}\n"
        now = approved(filed({example.CONFIG_PATH: config}))
        ended_so = outcome(labelled(settled(ended(now, "closed"))))
        assert of(LabelPullRequest, ended_so.done).number == 31


def test_help_loads_the_commands_and_nothing_of_what_they_need():
    """What `--help` imports decides how fast it is."""
    import subprocess

    code = (
        "import sys; sys.argv = ['wgbot', '--help']\nfrom wgbot.cli.main import main\n"
        "try: main()\nfinally: print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert "wgbot.cli.check" in loaded
    assert not {"aiohttp", "asyncio", "github", "jinja2", "pydantic", "yaml"} & loaded
    ours = {name for name in loaded if name.startswith("wgbot.")}
    assert {name.split(".")[1] for name in ours} == {"cli", "text"}
