"""A run on GitHub, from the event that wakes it to what people find there."""

import copy
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

import wgbot
from tests import bot, example, gitrepo
from tests.fakegithub import (
    ACTIONS_BOT,
    KILLED,
    Killed,
    NotAllowedError,
    primary_limit,
    refused,
)
from tests.fakegithub.objects import Signature
from tests.stories import (
    TITLE,
    another,
    approved,
    events,
    filed,
    labels,
    pulls,
    push_page,
    review,
    reviews,
    status,
)
from wgbot.cli.main import main
from wgbot.form import recognition
from wgbot.github import api as apis
from wgbot.github import listing, observe
from wgbot.proposals.proposal import Issue


def quiet(fake, it, event=None):
    """Say that a run writes nothing, and give what it reports."""
    fake.start_counting()
    reports = it.run(event) if event else it.sync()
    assert [str(call) for call in fake.writes] == []
    return reports


def nothing_is_proposed(fake, number=1):
    return not pulls(fake, number, "all") and fake.head(f"wgbot/issue-{number}") is None


class TestTrouble:
    """One proposal's trouble, whatever it is, is red and named, and the others get their turn."""

    @pytest.mark.parametrize("where", ["read", "judge"])
    def test_a_fault_of_wgbots_own_keeps_no_other_proposal_waiting(self, here, monkeypatch, where):
        fake, it = here
        fake.open_issue("rita", example.body(**another("Bad luck")), TITLE)
        fake.open_issue("clara", example.body(), TITLE)
        fake.label("wanda", 2, "approved")
        work = getattr(observe, where)

        def fails(issue, *given):
            if issue.number == 1:
                raise RecursionError("::set-output name=x::y\nmaximum depth")
            return work(issue, *given)

        monkeypatch.setattr(observe, where, fails)
        first, second = sorted(it.sync(), key=lambda report: report.number)
        assert (first.number, second.number) == (1, 2)
        assert len(first.failures) == 1
        assert "RecursionError: ::set-output name=x::y maximum depth" in first.failures[0]
        assert "bug in wgbot" in first.failures[0]
        assert "in fails" in first.trace
        assert not second.failures
        assert "Sound and music" in review(fake, 2)

    def test_nor_does_one_whose_form_cannot_even_be_recognised(self, here, monkeypatch):
        fake, it = here
        fake.open_issue("rita", "### Bad\n", TITLE)
        filed(fake, it)
        work = recognition.is_proposal

        def fails(form, body, title=""):
            if "### Bad" in body:
                raise MemoryError
            return work(form, body, title)

        monkeypatch.setattr(recognition, "is_proposal", fails)
        failed = {report.number: bool(report.failures) for report in it.sync()}
        assert failed == {1: True, 2: False}

    @pytest.mark.parametrize("listed", ["issues", "pullRequests"])
    def test_what_a_list_does_not_tell_keeps_nobody_waiting(self, here, monkeypatch, listed):
        fake, it = here
        approved(fake, it)
        fake.open_issue("rita", "A bug", "Bug")
        fake.open_issue("clara", example.body(**another("Gardens")), TITLE)
        ask = apis.Api.query

        def query(self, question, **more):
            answer = ask(self, question, **more)
            if f"page: {listed}(" in question:
                answer["here"]["page"]["nodes"].append(None)
            return answer

        monkeypatch.setattr(apis.Api, "query", query)
        reports = it.sync()
        failed = [each.number for each in reports if each.failures]
        assert failed == ([None] if listed == "issues" else [])
        assert "Thank you for proposing **Gardens**" in review(fake, 4)

    def test_where_nothing_can_be_listed_the_run_is_red_and_says_so(self, here, monkeypatch):
        _, it = here
        monkeypatch.setattr(listing, "own_labels", lambda _: 1 / 0)
        it.fake.open_issue("clara", example.body(), TITLE)
        (report,) = it.sync()
        assert report.number is None
        assert "They couldn't be listed. wgbot failed here" in report.failures[0]


# Who approves


class TestApproval:
    @pytest.mark.parametrize("by", ["tri", "renovate[bot]"])
    def test_a01_a02_a04_who_may_not_approve_is_told_so_once(self, here, by):
        fake, it = here
        number = filed(fake, it)
        for _ in range(2):
            event = fake.label(by, number, "approved")
            it.run(event)
            it.run(event)
            assert nothing_is_proposed(fake)
            assert labels(fake, number) == {"ready"}
            assert review(fake, number).count("I removed the approval label") == 1
            quiet(fake, it, event)
        quiet(fake, it)

    def test_a01_a_stranger_cannot_even_label(self, here):
        fake, it = here
        number = filed(fake, it)
        with pytest.raises(NotAllowedError):
            fake.label("rita", number, "approved")

    def test_a02_the_role_decides_and_not_the_permission_that_github_makes_of_it(self, start):
        fake, it = start("approval: {role: maintain}\n")
        number = filed(fake, it)
        it.run(fake.label("wanda", number, "approved"))
        assert nothing_is_proposed(fake)
        assert "`wanda` can't approve proposals here. That takes the role `maintain`" in review(
            fake, number
        )
        it.run(fake.label("mina", number, "approved"))
        assert pulls(fake, number)

    def test_a02_where_the_community_says_so_triage_suffices(self, start):
        fake, it = start("approval: {role: triage}\n")
        assert pulls(fake, approved(fake, it, by="tri"))

    def test_a02_a_role_of_the_communitys_own_can_be_the_one_that_approves(self, start):
        fake, it = start("approval: {role: steward}\n")
        fake.add_account("stella", "triage", role_name="steward")
        number = filed(fake, it)
        it.run(fake.label("wanda", number, "approved"))
        assert nothing_is_proposed(fake)
        it.run(fake.label("stella", number, "approved"))
        assert pulls(fake, number)

    def test_a02_a_role_of_ones_own_making_is_not_write_by_its_base(self, here):
        fake, it = here
        fake.add_account("stella", "triage", role_name="write-ish")
        number = filed(fake, it)
        it.run(fake.label("stella", number, "approved"))
        assert nothing_is_proposed(fake)

    def test_a03_a_label_that_the_form_sets_does_not_approve(self, here):
        fake, it = here
        opened = fake.open_issue("clara", example.body(), TITLE, form_labels=["approved"])
        for event in (opened, *events(fake, "issues")):
            it.run(event)
        assert nothing_is_proposed(fake)
        assert labels(fake, 1) == {"ready"}
        quiet(fake, it)

    def test_a03_nor_one_that_came_with_a_maintainers_own_issue(self, here):
        fake, it = here
        opened = fake.open_issue("wanda", example.body(), TITLE, labels=["approved"])
        it.run(opened)
        assert nothing_is_proposed(fake)
        assert "before this text had been checked" in review(fake, 1)
        it.run(fake.label("wanda", 1, "approved"))
        assert pulls(fake, 1)

    def test_a03_labels_in_an_address_do_nothing_for_who_may_not_label(self, here):
        fake, it = here
        it.run(fake.open_issue("clara", example.body(), TITLE, labels=["approved"]))
        assert nothing_is_proposed(fake)

    def test_a04_the_bot_does_not_approve_for_itself(self, here):
        fake, it = here
        fake.set_role(ACTIONS_BOT, "write")
        number = filed(fake, it)
        it.run(fake.label(ACTIONS_BOT, number, "approved"))
        assert nothing_is_proposed(fake)
        assert "is a program, and only a person can approve" in review(fake, number)

    def test_a04_a_program_does_not_slip_in_where_events_are_not_listed_yet(self, here):
        fake, it = here
        number = filed(fake, it)
        fake.lag("events", 9)
        it.run(fake.label("renovate[bot]", number, "approved"))
        assert nothing_is_proposed(fake)
        assert "is a program" in review(fake, number)

    def test_a06_nobody_is_mentioned(self, here):
        fake, it = here
        number = approved(fake, it, goals="@rita and @example/all should look at #1 and GH-2.")
        fake.merge("wanda", pulls(fake, number)[0].number)
        it.run(events(fake, "pull_request")[-1])
        told = [event for issue in fake.repo.issues.values() for event in issue.events]
        # The proposer's own words mention whom they like; the bot's mention nobody.
        mentioned = [each.actor.login for each in told if each.event == "mentioned"]
        assert set(mentioned) <= {"rita", "clara", "fanny"}
        for issue in fake.repo.issues.values():
            bots = [one.body for one in issue.comments] + ([issue.body] if issue.pull else [])
            assert not any("@rita" in text or "@example/all" in text for text in bots)
        by_pull = [each for each in fake.issue(2).events if each.event == "mentioned"]
        assert by_pull == []

    @pytest.mark.parametrize(
        ("status_", "times", "said"),
        [
            (403, 9, "I couldn't check whether `wanda` may approve this"),
            (404, 9, "`wanda` can't approve proposals here"),
        ],
    )
    def test_a07_a_role_that_is_not_told_is_none(self, here, status_, times, said):
        fake, it = here
        number = filed(fake, it)
        fake.fault(("GET", "/permission$"), refused(status_), times=times)
        (report,) = it.run(fake.label("wanda", number, "approved"))
        assert nothing_is_proposed(fake)
        assert said in review(fake, number)
        assert bool(report.failures) == (status_ == 403)
        quiet(fake, it)

    def test_a07_once_it_is_told_the_approval_counts(self, here):
        fake, it = here
        number = filed(fake, it)
        fake.fault(("GET", "/permission$"), refused(403), times=1)
        event = fake.label("wanda", number, "approved")
        it.run(event)
        assert labels(fake, number) == {"approved", "ready"}
        it.run(event)
        assert pulls(fake, number)
        assert "does not tell" not in review(fake, number)

    def test_a07_an_error_is_tried_again_and_then_fails_the_run(self, here):
        fake, it = here
        number = filed(fake, it)
        fake.fault(("GET", "/permission$"), refused(500), times=3)
        event = fake.label("wanda", number, "approved")
        it.run(event)
        assert pulls(fake, number)
        other = filed(fake, it, **another("Gardens"))
        fake.fault(("GET", "/permission$"), refused(500), times=99)
        (report,) = it.run(fake.label("wanda", other, "approved"))
        assert report.failures
        assert nothing_is_proposed(fake, other)

    def test_a08_a_proposer_who_may_approve_does_and_the_pull_request_says_so(self, start):
        fake, it = start()
        it.run(fake.open_issue("wanda", example.body(), TITLE))
        it.run(fake.label("wanda", 1, "approved"))
        assert "`wanda` proposed it as well" in pulls(fake, 1)[0].body

    def test_a08_unless_the_community_says_no(self, start):
        fake, it = start("approval: {own: false}\n")
        it.run(fake.open_issue("wanda", example.body(), TITLE))
        it.run(fake.label("wanda", 1, "approved"))
        assert nothing_is_proposed(fake)
        assert "the person who proposes a group can't approve it as well" in review(fake, 1)

    def test_a09_a_label_that_is_gone_approves_nothing(self, here):
        fake, it = here
        number = filed(fake, it)
        event = fake.label("wanda", number, "approved")
        fake.unlabel("wanda", number, "approved")
        quiet(fake, it, event)
        assert nothing_is_proposed(fake)

    def test_a09_nor_does_one_that_goes_while_it_is_looked_at(self, here):
        fake, it = here
        number = filed(fake, it)
        event = fake.label("wanda", number, "approved")
        events = ("GET", rf"/issues/{number}/events$")
        fake.before(events, lambda: fake.unlabel("wanda", number, "approved"))
        it.run(event)
        assert nothing_is_proposed(fake)
        assert "added before" not in review(fake, number)

    @pytest.mark.parametrize("what", ["close", "delete", "transfer", "transfer to a secret place"])
    def test_a10_an_issue_that_is_no_more_is_left_in_peace(self, here, what):
        fake, it = here
        number = filed(fake, it)
        event = fake.label("wanda", number, "approved")
        fake.add_repo("acme/other", private="secret" in what)
        if what == "close":
            fake.close("wanda", number)
        elif what == "delete":
            fake.delete_issue("adele", number)
        else:
            fake.transfer_issue("wanda", number, "acme/other")
        for each in (event, fake.deliveries[-1]):
            reports = quiet(fake, it, each)
            assert [report.lines() for report in reports] == [[]]
        assert nothing_is_proposed(fake)
        quiet(fake, it)

    def test_a11_a_pull_request_is_no_proposal(self, here):
        fake, it = here
        fake.push("claras-idea", {"NEWS.md": "New."}, "wanda")
        fake.open_pull("wanda", "claras-idea", TITLE, example.body())
        quiet(fake, it, fake.label("wanda", 1, "approved"))
        # The `issues` event that GitHub's older apps get for a pull request.
        payload = events(fake, "pull_request")[-1].payload
        pull = payload["pull_request"] | {"pull_request": {"url": "…"}}
        it.run(type(fake.deliveries[0])("issues", payload | {"issue": pull}))
        quiet(fake, it)
        assert labels(fake, 1) == {"approved"}

    def test_a12_two_approvals_in_one_second_are_one(self, here):
        fake, it = here
        number = filed(fake, it)
        fake.clock.tick()
        fake.clock.freeze()
        first = fake.label("wanda", number, "approved")
        fake.unlabel("mina", number, "approved")
        second = fake.label("mina", number, "approved")
        it.run(first)
        it.run(second)
        assert len(pulls(fake, number, "all")) == 1
        assert len(reviews(fake, number)) == 1
        quiet(fake, it)


class TestPolicy:
    def test_two_approve_the_second_with_a_thumb(self, start):
        fake, it = start("approval: {count: 2}\n")
        number = filed(fake, it)
        assert "2 people have to approve it" in review(fake, number)
        it.run(fake.label("wanda", number, "approved"))
        assert nothing_is_proposed(fake)
        assert "one more person has to approve it, with a 👍" in review(fake, number)
        comment = fake.issue(number).comments[0].id
        strangers = [f"stranger-{number}" for number in range(120)]
        for by in strangers:
            fake.add_account(by)
        for by in (*strangers, "rita", "wanda", "renovate[bot]"):
            fake.react(by, comment)
        before = len(fake.calls)
        quiet(fake, it)
        assert len(fake.calls) - before < 20
        fake.react("mina", comment)
        it.sync()
        (pull,) = pulls(fake, number)
        assert "Approved by `wanda` and `mina`" in pull.body
        quiet(fake, it)

    def flooded(self, start, strangers, count, thumb):
        """Have many strangers and then a maintainer say the same, where nobody lists roles."""
        fake, it = start(f"approval: {{count: {count}}}\n")
        fake.fault(("GET", r"/collaborators$"), refused(403, "Must have push access"), 99)
        number = filed(fake, it)
        comment = fake.issue(number).comments[0].id
        for stranger in range(strangers):
            fake.add_account(f"stranger-{stranger}")
            fake.react(f"stranger-{stranger}", comment, thumb)
        fake.react("mina", comment, thumb)
        before = len(fake.calls)
        (report,) = it.run(fake.label("wanda", number, "approved"))
        assert len(fake.calls) - before < 50
        return fake, it, number, report

    def test_a07_where_nobody_lists_roles_a_few_are_asked_about_one_by_one(self, start):
        fake, _, number, _ = self.flooded(start, 5, 2, "+1")
        assert pulls(fake, number)

    @pytest.mark.parametrize("count", [1, 2])
    def test_a07_where_nobody_lists_roles_an_objection_among_a_few_is_heard(self, start, count):
        fake, _, number, _ = self.flooded(start, 5, count, "-1")
        assert nothing_is_proposed(fake)
        assert "`mina` objected" in review(fake, number)

    def test_a07_of_many_who_approve_whoever_was_not_asked_about_is_not_nobody(self, start):
        fake, it, number, report = self.flooded(start, 60, 2, "+1")
        assert nothing_is_proposed(fake)
        assert [each for each in report.failures if "I couldn't check whether" in each]
        assert "I couldn't check whether" in review(fake, number)
        # An objection is never hidden behind any number of thumbs-up.
        comment = fake.issue(number).comments[0].id
        fake.react("adele", comment, "-1")
        it.sync()
        assert "`adele` objected" in review(fake, number)
        fake.unreact("adele", comment, "-1")
        # Asked about all at once, everything is known.
        fake.calm()
        it.sync()
        assert "I couldn't check" not in review(fake, number)
        assert pulls(fake, number)

    def test_a07_many_strangers_who_object_hold_nothing_up_and_the_run_says_so(self, start):
        fake, it, number, report = self.flooded(start, 60, 1, "-1")
        assert pulls(fake, number)
        assert not report.failures
        assert [each for each in report.outcome.told if "held up nothing" in each.text]
        # Asked about all at once, the maintainer's is heard.
        fake.calm()
        it.sync()
        assert "`mina` objected" in review(fake, number)

    def test_a_thumb_for_an_earlier_text_is_none_for_this_one(self, start):
        fake, it = start("approval: {count: 2}\n")
        number = filed(fake, it)
        fake.react("mina", fake.issue(number).comments[0].id)
        it.run(fake.edit_issue("clara", number, example.body(goals="Louder.")))
        it.run(fake.label("wanda", number, "approved"))
        assert nothing_is_proposed(fake)

    def test_a_proposal_waits_for_objections_and_then_goes_on_by_itself(self, start):
        fake, it = start("approval: {wait_days: 7}\n")
        number = filed(fake, it)
        assert "Objections are welcome for 7 days" in review(fake, number)
        it.run(fake.label("wanda", number, "approved"))
        assert nothing_is_proposed(fake)
        assert "Objections are welcome until 2026-01-12 09:00 UTC" in review(fake, number)
        fake.clock.advance(6 * 24 * 3600)
        quiet(fake, it)
        fake.clock.advance(24 * 3600)
        it.sync()
        assert pulls(fake, number)
        quiet(fake, it)

    def test_an_edit_starts_the_wait_anew(self, start):
        fake, it = start("approval: {wait_days: 7}\n")
        number = filed(fake, it)
        fake.clock.advance(6 * 24 * 3600)
        it.run(fake.edit_issue("clara", number, example.body(goals="Louder.")))
        it.run(fake.label("wanda", number, "approved"))
        fake.clock.advance(2 * 24 * 3600)
        quiet(fake, it)
        assert nothing_is_proposed(fake)

    def test_the_labels_can_have_other_names(self, start):
        fake, it = start("approval: {label: Agreed!}\nlabels: {ready: Fine, needs_work: To do}\n")
        fake.add_label("agreed!")
        number = filed(fake, it, focus="TBD")
        assert labels(fake, number) == {"To do"}
        it.run(fake.edit_issue("clara", number, example.body()))
        assert labels(fake, number) == {"Fine"}
        it.run(fake.label("wanda", number, "AGREED!"))
        assert pulls(fake, number)

    def test_a_pull_request_gets_its_labels_and_reviewers(self, start):
        fake, it = start("pull_request: {labels: [groups], reviewers: [mina, adele]}\n")
        number = approved(fake, it)
        (pull,) = pulls(fake, number)
        assert labels(fake, pull.number) == {"groups"}
        assert {each.login for each in pull.pull.reviewers} == {"mina", "adele"}
        fake.unlabel("wanda", pull.number, "groups")
        quiet(fake, it)


# What is edited


class TestEdits:
    def test_t01_an_edit_after_the_label_takes_it_off(self, here):
        fake, it = here
        number = filed(fake, it)
        event = fake.label("wanda", number, "approved")
        fake.edit_issue("clara", number, example.body(goals="Something else."))
        it.run(event)
        assert nothing_is_proposed(fake)
        assert labels(fake, number) == {"ready"}
        assert "the text isn't the one that was approved" in review(fake, number)
        it.run(fake.label("wanda", number, "approved"))
        assert pulls(fake, number)

    def test_t01_an_edit_before_the_label_that_nobody_has_reviewed_counts_as_much(self, here):
        fake, it = here
        number = filed(fake, it)
        fake.edit_issue("clara", number, example.body(goals="Something else."))
        it.run(fake.label("wanda", number, "approved"))
        assert nothing_is_proposed(fake)

    def test_t01_an_edit_while_the_bot_works_is_seen_by_the_next_run(self, here):
        fake, it = here
        number = filed(fake, it)
        event = fake.label("wanda", number, "approved")
        body = example.body(goals="Something else.")
        fake.before(
            ("POST", "/git/trees$"), lambda: fake.edit_issue("clara", number, body), times=1
        )
        it.run(event)
        it.run(events(fake, "issues")[-1])
        (pull,) = pulls(fake, number)
        assert pull.pull.draft
        assert status(fake, number).state == "failure"

    def test_t01_the_text_that_the_label_found_counts_even_if_it_was_put_right_since(self, here):
        fake, it = here
        number = filed(fake, it)
        fake.edit_issue("clara", number, example.body(goals="Something else."))
        event = fake.label("wanda", number, "approved")
        fake.edit_issue("clara", number, example.body())
        it.run(event)
        assert nothing_is_proposed(fake)
        assert "the text isn't the one that was approved" in review(fake, number)

    def test_t02_not_even_one_that_was_edited_there_and_back(self, here):
        fake, it = here
        number = filed(fake, it)
        event = fake.label("wanda", number, "approved")
        fake.edit_issue("clara", number, example.body(goals="Something else."))
        fake.edit_issue("clara", number, example.body())
        it.run(event)
        assert nothing_is_proposed(fake)

    def test_t02_the_pull_request_says_which_text_was_approved(self, here):
        fake, it = here
        number = approved(fake, it)
        digest = Issue(example.body()).digest
        assert digest in pulls(fake, number)[0].body
        commit = fake.repo.objects.read(fake.head(f"wgbot/issue-{number}"))
        assert digest in commit.message

    def test_t03_the_title_and_other_labels_are_no_part_of_it(self, here):
        fake, it = here
        fake.add_label("help wanted")
        number = filed(fake, it)
        event = fake.label("wanda", number, "approved")
        fake.edit_issue("clara", number, title="Something else")
        fake.label("wanda", number, "help wanted")
        it.run(event)
        assert "Sound and music" in pulls(fake, number)[0].title

    def test_t04_an_edit_makes_a_draft_of_the_pull_request_until_it_is_approved_anew(self, here):
        fake, it = here
        number = approved(fake, it)
        before = fake.head(f"wgbot/issue-{number}")
        it.run(fake.edit_issue("clara", number, example.body(goals="Something else.")))
        (pull,) = pulls(fake, number)
        assert pull.pull.draft
        assert "[!CAUTION]" in pull.body
        assert status(fake, number).state == "failure"
        assert labels(fake, number) == {"ready"}
        assert f"#{pull.number} waits as a draft until this text is approved" in review(
            fake, number
        )
        assert fake.head(f"wgbot/issue-{number}") == before
        quiet(fake, it)
        it.run(fake.label("wanda", number, "approved"))
        assert not pull.pull.draft
        assert "[!CAUTION]" not in pull.body
        assert status(fake, number).state == "success"
        assert (
            b"Something else."
            in fake.files(f"wgbot/issue-{number}")["registry/sound-and-music.yml"]
        )
        assert pulls(fake, number, "all") == [pull]
        quiet(fake, it)

    def test_t04_a_new_name_stays_on_the_branch_of_its_issue(self, here):
        fake, it = here
        number = approved(fake, it)
        it.run(fake.edit_issue("clara", number, example.body(name="Noise and silence")))
        it.run(fake.label("wanda", number, "approved"))
        assert "registry/noise-and-silence.yml" in fake.files(f"wgbot/issue-{number}")
        assert "registry/sound-and-music.yml" not in fake.files(f"wgbot/issue-{number}")
        assert "Noise and silence" in pulls(fake, number)[0].title

    def test_t05_an_old_run_that_is_run_anew_approves_nothing(self, here):
        fake, it = here
        number = filed(fake, it)
        old = fake.label("wanda", number, "approved")
        it.run(old)
        it.run(fake.edit_issue("clara", number, example.body(goals="Something else.")))
        quiet(fake, it, old)
        assert pulls(fake, number)[0].pull.draft

    def test_t05_nor_does_it_speak_against_what_was_approved_since(self, here):
        fake, it = here
        number = filed(fake, it)
        old = fake.label("wanda", number, "approved")
        it.run(old)
        it.run(fake.edit_issue("clara", number, example.body(goals="Something else.")))
        it.run(fake.label("wanda", number, "approved"))
        assert not pulls(fake, number)[0].pull.draft
        quiet(fake, it, old)

    def test_t05_not_even_while_github_does_not_list_who_put_the_label_on_since(self, here):
        fake, it = here
        number = filed(fake, it)
        old = fake.label("wanda", number, "approved")
        fake.unlabel("wanda", number, "approved")
        fake.clock.advance(60)
        fake.lag("events", 9)
        fake.label("tri", number, "approved")
        it.run(old)
        assert nothing_is_proposed(fake)
        fake.calm()
        it.run(old)
        assert nothing_is_proposed(fake)
        assert "`tri` can't approve" in review(fake, number)

    def test_t06_a_persons_commit_is_never_overwritten(self, here):
        fake, it = here
        number = approved(fake, it)
        fake.push(f"wgbot/issue-{number}", {"registry/sound-and-music.yml": "name: X\n"}, "wanda")
        head = fake.head(f"wgbot/issue-{number}")
        for act in (
            lambda: push_page(fake),
            lambda: fake.edit_issue("clara", number, example.body(goals="Something else.")),
            lambda: fake.label("wanda", number, "approved"),
        ):
            it.run(act())
            assert fake.head(f"wgbot/issue-{number}") == head
        assert "Someone has added to the branch" in review(fake, number)
        quiet(fake, it)

    def test_t06_what_a_person_added_is_told_where_it_is_merged(self, here):
        fake, it = here
        number = approved(fake, it)
        fake.push(f"wgbot/issue-{number}", {"registry/sound-and-music.yml": "name: X\n"}, "wanda")
        it.sync()
        assert "Changed by a person since the approval" in status(fake, number).description

    def test_t06_an_amended_commit_is_a_persons(self, here):
        fake, it = here
        number = approved(fake, it)
        fake.amend(f"wgbot/issue-{number}", "wanda", {"README.md": "Better."})
        head = fake.head(f"wgbot/issue-{number}")
        it.run(push_page(fake))
        assert fake.head(f"wgbot/issue-{number}") == head

    @pytest.mark.parametrize("how", ["amended in a terminal", "merged"])
    def test_t06_so_is_one_with_the_bots_own_name_and_message(self, here, how):
        fake, it = here
        number = approved(fake, it)
        objects, wanda = fake.repo.objects, fake.world.accounts["wanda"]
        made = objects.read(fake.head(f"wgbot/issue-{number}"))
        merged = fake.push("idea", {"README.md": "Better."}, "wanda").payload["after"]
        parents, committer = (*made.parents, merged), made.committer
        if how != "merged":
            # `git commit --amend` keeps the author and the message.
            parents, committer = made.parents, Signature("wanda", wanda.noreply, fake.clock.now)
        tree = objects.read(merged).tree
        head = objects.commit(tree, parents, made.author, committer, made.message)
        fake.point(f"wgbot/issue-{number}", head, "wanda")
        it.run(push_page(fake))
        assert fake.head(f"wgbot/issue-{number}") == head
        assert "Changed by a person" in status(fake, number).description

    def test_t07_what_has_become_a_duplicate_is_held_and_says_why(self, here):
        fake, it = here
        first, second = approved(fake, it), approved(fake, it)
        assert "For the maintainers to consider:" in review(fake, second)
        assert f"Another proposal, #{first}," in review(fake, second)
        fake.merge("wanda", pulls(fake, first)[0].number)
        (_, report) = it.run(events(fake, "push")[-1])
        (pull,) = pulls(fake, second)
        assert pull.pull.draft
        assert "now has problems that it didn't have" in pull.body
        assert status(fake, second).state == "failure"
        assert labels(fake, second) == {"needs work"}
        assert "There is already a group [`Sound and music`]" in review(fake, second)
        assert not report.failures
        quiet(fake, it)

    def test_t08_an_old_comment_edited_into_a_command_is_none(self, here):
        fake, it = here
        number = filed(fake, it)
        fake.comment("rita", number, "Hello")
        comment = events(fake, "issue_comment")[-1]
        fake.start_counting()
        assert it.run(fake.edit_comment("rita", comment, "/wgbot recheck")) == []
        assert fake.calls == []
        assert it.run(fake.comment("rita", number, "/wgbot recheck"))


# What becomes of it


class TestLife:
    def test_merged_it_is_registered_and_said_so(self, here):
        fake, it = here
        number = approved(fake, it)
        pull = pulls(fake, number)[0].number
        fake.merge("wanda", pull)
        it.run(events(fake, "pull_request")[-1])
        assert fake.issue(number).state == "closed"
        said = review(fake, number)
        assert f"**Sound and music** is registered: pull request #{pull} was merged." in said
        assert "(https://github.com/acme/groups/blob/main/registry/sound-and-music.yml)" in said
        assert "registry/sound-and-music.yml" in fake.files()
        quiet(fake, it)

    def test_merged_by_a_commit_that_closes_nothing_the_issue_is_closed_all_the_same(self, here):
        fake, it = here
        number = approved(fake, it)
        pull = pulls(fake, number)[0]
        fake.edit_issue("wanda", pull.number, body=pull.body.replace("Closes #1", ""))
        fake.merge("wanda", pull.number)
        assert fake.issue(number).state == "open"
        it.run(events(fake, "pull_request")[-1])
        assert (fake.issue(number).state, fake.issue(number).state_reason) == (
            "closed",
            "completed",
        )

    def test_merged_and_opened_again_it_stays_so(self, here):
        fake, it = here
        number = approved(fake, it)
        fake.merge("wanda", pulls(fake, number)[0].number)
        it.sync()
        quiet(fake, it, fake.reopen("wanda", number))
        assert fake.issue(number).state == "open"

    def test_declined_it_is_not_proposed_again_until_somebody_approves_it_anew(self, here):
        fake, it = here
        number = approved(fake, it)
        first = pulls(fake, number)[0].number
        fake.close_pull("mina", first)
        it.run(events(fake, "pull_request")[-1])
        assert f"#{first} was closed without being merged, so this proposal is declined" in review(
            fake, number
        )
        assert labels(fake, number) == set()
        quiet(fake, it)
        it.run(push_page(fake))
        assert pulls(fake, number) == []
        it.run(fake.label("wanda", number, "approved"))
        (second,) = pulls(fake, number)
        assert second.number != first
        assert "is declined" not in review(fake, number)
        quiet(fake, it)

    def test_declined_and_opened_again_by_a_person_it_is_held_until_it_is_approved(self, here):
        fake, it = here
        number = approved(fake, it)
        pull = pulls(fake, number)[0]
        fake.close_pull("mina", pull.number)
        it.sync()
        it.run(fake.reopen_pull("mina", pull.number))
        assert pull.pull.draft
        it.run(fake.label("wanda", number, "approved"))
        assert not pull.pull.draft
        assert pulls(fake, number, "all") == [pull]

    def test_a10_closed_its_pull_request_is_held_and_opened_again_it_goes_on(self, here):
        fake, it = here
        number = approved(fake, it)
        (pull,) = pulls(fake, number)
        it.run(fake.close("clara", number))
        assert pull.pull.draft
        assert "The issue with the proposal is closed." in pull.body
        quiet(fake, it)
        it.run(fake.reopen("clara", number))
        assert not pull.pull.draft
        assert "[!CAUTION]" not in pull.body
        assert status(fake, number).state == "success"
        quiet(fake, it)

    @pytest.mark.parametrize("what", ["delete", "transfer"])
    def test_a10_deleted_or_moved_its_pull_request_is_held(self, here, what):
        fake, it = here
        number = approved(fake, it)
        (pull,) = pulls(fake, number)
        fake.add_repo("acme/other")
        event = (
            fake.delete_issue("adele", number)
            if what == "delete"
            else fake.transfer_issue("wanda", number, "acme/other")
        )
        it.run(event)
        assert pull.pull.draft
        assert "The issue with the proposal no longer exists." in pull.body
        assert status(fake, number).state == "failure"
        quiet(fake, it)

    def test_unlabelled_its_pull_request_is_held(self, here):
        fake, it = here
        number = approved(fake, it)
        (pull,) = pulls(fake, number)
        it.run(fake.unlabel("wanda", number, "approved"))
        assert pull.pull.draft
        assert "The approval was withdrawn" in pull.body
        quiet(fake, it)

    def test_a_branch_that_was_deleted_ends_its_pull_request_and_that_is_a_no(self, here):
        fake, it = here
        number = approved(fake, it)
        fake.delete_branch(f"wgbot/issue-{number}", "mina")
        it.sync()
        assert "declined" in review(fake, number)
        assert fake.head(f"wgbot/issue-{number}") is None
        it.run(fake.label("wanda", number, "approved"))
        assert pulls(fake, number)

    def test_an_issue_like_any_other_is_left_alone(self, here):
        fake, it = here
        event = fake.open_issue("rita", "It does not work.", "A bug")
        fake.start_counting()
        assert it.run(event) == []
        assert fake.calls == []
        quiet(fake, it)

    def test_one_that_was_meant_to_be_a_proposal_is_told_how(self, here):
        fake, it = here
        it.run(fake.open_issue("clara", "I would like a group.", TITLE))
        assert "form" in review(fake, 1)
        assert labels(fake, 1) == {"needs work"}
        quiet(fake, it)


# Together


def end(fake):
    """Return how things are, without the moments that the bot notes: they depend on the machine."""
    return re.sub(r'"(?:since|key)": "[^"]*"', "", repr(fake.end_state()))


class TestTogether:
    def test_e08_the_same_event_twice_changes_nothing_more(self, here):
        fake, it = here
        for event in (
            fake.open_issue("clara", example.body(focus="TBD"), TITLE),
            fake.edit_issue("clara", 1, example.body()),
            fake.label("wanda", 1, "approved"),
        ):
            it.run(event)
        it.run(fake.label("wanda", 1, "approved"))
        for event in fake.deliveries:
            quiet(fake, it, event)

    def test_e08_opened_and_labelled_in_the_same_second_by_the_form(self, here):
        fake, it = here
        fake.clock.freeze()
        fake.add_label("proposal")
        fake.open_issue("clara", example.body(), TITLE, form_labels=["proposal", "approved"])
        for event in list(fake.deliveries):
            it.run(event)
        assert len(reviews(fake, 1)) == 1
        assert labels(fake, 1) == {"proposal", "ready"}
        assert nothing_is_proposed(fake)

    @pytest.mark.parametrize("kept", [0, 1, 2, 3])
    def test_e09_one_of_several_runs_does_for_all(self, here, kept):
        fake, it = here
        number = filed(fake, it, focus="TBD")
        waiting = (
            lambda: fake.edit_issue("clara", number, example.body()),
            lambda: fake.edit_issue("clara", number, example.body(goals="Louder.")),
            lambda: fake.edit_issue("clara", number, title="New working group: Loud"),
            lambda: fake.comment("wanda", number, "/wgbot recheck"),
        )
        done = [act() for act in waiting]
        it.run(done[kept])
        assert "Louder." in review(fake, number)
        assert labels(fake, number) == {"ready"}
        quiet(fake, it, done[-1])

    def test_e10_a_run_killed_between_branch_and_pull_request_is_finished_by_the_next(self, here):
        fake, it = here
        number = filed(fake, it)
        event = fake.label("wanda", number, "approved")
        fake.fault(("POST", "/git/refs$"), KILLED)
        with pytest.raises(Killed):
            it.run(event)
        assert fake.head(f"wgbot/issue-{number}")
        assert pulls(fake, number) == []
        it.sync()
        assert len(pulls(fake, number, "all")) == 1
        quiet(fake, it, event)

    @pytest.mark.parametrize("step", ["review", "approval"])
    def test_a12_two_runs_of_one_event_at_once_end_as_one(self, start, step):
        def prepared():
            fake, it = start()
            event = fake.open_issue("clara", example.body(), TITLE)
            if step == "approval":
                it.run(event)
                event = fake.label("wanda", 1, "approved")
            fake.clock.freeze()
            fake.start_counting()
            return fake, it, event

        fake, it, event = prepared()
        it.run(event)
        # Any moment will do; the orders of everything are tried in `test_orders.py`.
        calls = [call.number for call in fake.calls if call.writes or call.number % 3 == 1]
        wanted = end(fake)
        assert len(calls) > 5
        for call in calls:
            fake, it, event = prepared()
            fake.before(call, lambda fake=fake, event=event: bot.Bot(fake).run(event))
            reports = it.run(event)
            assert end(fake) == wanted, call
            assert not any(report.failures for report in reports), call
            fake.calm()
            quiet(fake, it)

    def test_a12_two_proposals_of_one_name_filed_at_once_are_both_reviewed(self, here):
        fake, it = here
        first = fake.open_issue("clara", example.body(), TITLE)
        second = fake.open_issue("fanny", example.body(), TITLE)
        fake.before(("POST", "/comments$"), lambda: bot.Bot(fake).run(second))
        it.run(first)
        it.sync()
        assert "Another proposal, #1," in review(fake, 2)
        assert "Another proposal" in review(fake, 1)
        assert labels(fake, 1) == labels(fake, 2) == {"ready"}
        quiet(fake, it)

    def test_a_proposal_that_is_close_to_another_is_shown_to_that_at_once(self, here):
        fake, it = here
        filed(fake, it)
        assert "Another proposal" not in review(fake, 1)
        reports = it.run(fake.open_issue("fanny", example.body(), TITLE))
        assert [report.number for report in reports] == [2, 1]
        assert "Another proposal, #2," in review(fake, 1)
        quiet(fake, it)

    def test_what_is_close_is_looked_at_only_when_something_is_said_of_it(self, here):
        fake, it = here
        filed(fake, it)
        event = fake.open_issue("fanny", example.body(), TITLE)
        it.run(event)
        assert [report.number for report in it.run(event)] == [2]

    def test_a12_both_approved_and_one_merged_the_other_is_held(self, here):
        fake, it = here
        for _ in range(2):
            filed(fake, it)
        first = fake.label("wanda", 1, "approved")
        second = fake.label("mina", 2, "approved")
        fake.before(("POST", "/git/refs$"), lambda: bot.Bot(fake).run(second))
        it.run(first)
        assert len(pulls(fake, 1)) == len(pulls(fake, 2)) == 1
        fake.merge("wanda", pulls(fake, 2)[0].number)
        it.run(events(fake, "push")[-1])
        (held,) = pulls(fake, 1)
        assert held.pull.draft
        assert status(fake, 1).state == "failure"
        assert "already a group" in review(fake, 1)
        quiet(fake, it)

    def test_t06_a_push_between_decision_and_write_is_kept(self, here):
        fake, it = here
        number = approved(fake, it)
        it.run(fake.edit_issue("clara", number, example.body(goals="Louder.")))
        event = fake.label("wanda", number, "approved")
        fake.start_counting()
        twin = copy.deepcopy(fake)
        bot.Bot(twin).run(event)
        calls = [call.number for call in twin.calls if call.writes or call.number % 3 == 1]
        assert len(calls) > 5
        for call in calls:
            one = copy.deepcopy(fake)
            pushed = []

            def push(one=one, pushed=pushed):
                one.push(f"wgbot/issue-{number}", {"NOTE.md": "Mine."}, "wanda")
                pushed.append(one.head(f"wgbot/issue-{number}"))

            one.before(call, push)
            bot.Bot(one).run(event)
            (head,) = pushed
            assert one.repo.objects.reaches(one.head(f"wgbot/issue-{number}"), head), call

    def test_t06_a_push_to_main_between_decision_and_write_does_no_harm(self, here):
        fake, it = here
        number = filed(fake, it)
        event = fake.label("wanda", number, "approved")
        fake.before(("POST", "/git/trees$"), lambda: push_page(fake))
        it.run(event)
        it.run(events(fake, "push")[-1])
        (branch,) = [fake.end_state()["branches"][f"wgbot/issue-{number}"]]
        assert branch["behind"] == 0
        assert b"See you there." in branch["files"]["website/working-groups.md"].encode()
        quiet(fake, it)

    def test_e16_ten_pull_requests_that_touch_one_page_follow_the_default_branch(self, here):
        fake, it = here
        fake.policy.limits = False  # all of it in one hour
        names = "Gardens Robots Maps Poems Ships Clocks Tea Stars Chess Bread".split()
        for name in names:
            approved(fake, it, **another(name))
        fake.merge("wanda", pulls(fake, 1)[0].number)
        reports = it.run(events(fake, "push")[-1])
        assert not any(report.failures for report in reports)
        for number in range(3, 20, 2):
            branch = fake.end_state()["branches"][f"wgbot/issue-{number}"]
            assert branch["behind"] == 0
            assert len(branch["commits"]) == 1
            assert branch["files"]["website/working-groups.md"].count("Gardens") == 1
            assert status(fake, number).state == "success"
        quiet(fake, it)
        for number in (3, 5):
            fake.merge("wanda", pulls(fake, number)[0].number)
            it.run(events(fake, "push")[-1])
        page = fake.files()["website/working-groups.md"].decode()
        assert [name for name in names if name in page] == names[:3]

    def test_e18_it_does_not_matter_when_or_how_often_the_clock_wakes_it(self, here):
        fake, it = here
        fake.open_issue("clara", example.body(), TITLE)
        fake.clock.advance(14 * 24 * 3600)
        it.sync()
        assert labels(fake, 1) == {"ready"}
        fake.label("wanda", 1, "approved")
        fake.before(3, lambda: bot.Bot(fake).sync())
        it.sync()
        assert len(pulls(fake, 1, "all")) == 1
        fake.clock.advance(90 * 24 * 3600)
        quiet(fake, it)

    def test_e19_the_time_zone_of_the_machine_makes_no_difference(self, start, monkeypatch):
        ends = []
        for zone in ("UTC", "Asia/Tokyo", "America/St_Johns"):
            monkeypatch.setenv("TZ", zone)
            monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
            time.tzset()
            try:
                fake, it = start("approval: {wait_days: 1}\n")
                fake.clock.freeze()
                number = approved(fake, it)
                waiting = review(fake, number)
                fake.clock.advance(24 * 3600)
                it.sync()
                ends.append((waiting.partition("\n")[2], end(fake)))
                assert (
                    b"since: 2026-01-05"
                    in fake.files(f"wgbot/issue-{number}")["registry/sound-and-music.yml"]
                )
            finally:
                monkeypatch.delenv("TZ")
                time.tzset()
        assert ends[0] == ends[1] == ends[2]

    def test_s04_a_flood_is_answered_within_githubs_limit_and_nothing_twice(self, here):
        fake, it = here
        fake.policy.creations_a_minute = 3
        names = "Gardens Robots Maps Poems Ships Clocks Tea Stars".split()
        opened = [fake.open_issue("clara", example.body(**another(name)), TITLE) for name in names]
        for event in opened:
            (report,) = it.run(event)
            assert not report.failures
        for event in opened:
            assert len(reviews(fake, event.number)) == 1
            assert labels(fake, event.number) == {"ready"}
        assert fake.waits
        assert not any("@clara" in review(fake, event.number) for event in opened)

    def test_s04_one_run_never_comes_near_githubs_limit(self, here):
        """GitHub takes 80 things made in a minute, from everybody here together."""
        fake, it = here
        fake.policy.creations_a_minute = 80
        for number in range(45):
            fake.open_issue("clara", f"### Name\n\nGroup {number}\n\n### Goals\n\nx", TITLE)
        fake.start_counting()
        began = fake.clock.now
        it.sync()
        took = (fake.clock.now - began).total_seconds()
        assert len(fake.writes) >= 90
        assert all(call.status < 400 for call in fake.calls)
        assert len(fake.writes) / took * 60 < 65


# As a command


class Command:
    """`wgbot` as a step of a job runs it, in a checkout."""

    def __init__(self, fake, folder, monkeypatch, capfd):
        self.fake, self.folder, self.monkeypatch, self.capfd = fake, folder, monkeypatch, capfd
        self.summary = self.outputs = ""

    def __call__(self, event, *arguments, **environment):
        places = {
            name: self.folder.parent / name.lower()
            for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT", "GITHUB_EVENT_PATH")
        }
        for place in places.values():
            place.write_text("")
        if event:
            places["GITHUB_EVENT_PATH"].write_text(json.dumps(event.payload), encoding="utf-8")
        given = {
            "GITHUB_ACTIONS": "true",
            "GITHUB_TOKEN": self.fake.actions_token,
            "GITHUB_REPOSITORY": "acme/groups",
            "GITHUB_REF": "refs/heads/main",
            "GITHUB_SHA": gitrepo.git(self.folder, "rev-parse", "HEAD"),
            "GITHUB_EVENT_NAME": event.name if event else "",
            **{name: str(place) for name, place in places.items()},
            **environment,
        }
        for name, value in given.items():
            self.monkeypatch.setenv(name, value)
        self.monkeypatch.chdir(self.folder)
        command = ["wgbot", *(arguments or ("run",))]
        self.monkeypatch.setattr(sys, "argv", command)
        self.capfd.readouterr()
        with self.fake.serve(), pytest.raises(SystemExit) as stopped:
            main()
        self.summary = places["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        self.outputs = places["GITHUB_OUTPUT"].read_text(encoding="utf-8")
        out, err = self.capfd.readouterr()
        return stopped.value.code, out, err

    def output(self, name):
        """Read an output as GitHub does."""
        found = re.search(rf"(?ms)^{name}<<(\S+)\n(.*?)\n\1$", self.outputs)
        return found and found[2]


@pytest.fixture
def run(monkeypatch, tmp_path, capfd):
    """A command in a checkout of the community's repository; `run.fake` is what it talks to."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    fake, _ = bot.start(monkeypatch, folder=gitrepo.start(folder))
    return Command(fake, folder, monkeypatch, capfd)


GOLDEN = Path(__file__).parent / "golden" / "run"


class TestCommand:
    def test_a_review_is_said_in_log_summary_and_outputs(self, run, expected):
        code, out, err = run(run.fake.open_issue("clara", example.body(focus="TBD"), TITLE))
        assert (code, out) == (0, "")
        assert err == "#1: write the review comment\n#1: add the label 'needs work'\n"
        assert (run.output("changes"), run.output("pull-requests")) == ("2", "")
        expected(GOLDEN / "review.md", run.summary)

    def test_proposals_that_cannot_be_listed_are_said_as_well(self, run):
        event = run.fake.push("main", {"NEWS.md": "New."}, "adele")
        run.fake.fault(("POST", "/graphql"), refused(403), times=99)
        code, out, err = run(event)
        assert code == 3
        assert "::error title=wgbot::All proposals: They couldn't be listed." in out
        assert "All proposals: They couldn't be listed." in err
        assert "### ❌ All proposals" in run.summary

    def test_so_is_a_pull_request(self, run, expected):
        run(run.fake.open_issue("clara", example.body(), TITLE))
        code, out, _ = run(run.fake.label("wanda", 1, "approved"))
        assert (code, out) == (0, "")
        assert (run.output("changes"), run.output("pull-requests")) == ("4", "2")
        expected(GOLDEN / "approval.md", run.summary)
        code, _, err = run(run.fake.deliveries[-1])
        assert (code, err) == (0, "Nothing to do: everything is up to date.\n")
        assert (run.output("changes"), run.output("pull-requests")) == ("0", "2")
        expected(GOLDEN / "nothing.md", run.summary)

    def test_e12_a_failure_is_an_annotation_a_red_run_and_a_remedy(self, run, expected):
        run.fake.policy.actions_may_open_pulls = False
        run(run.fake.open_issue("clara", example.body(), TITLE))
        code, out, err = run(run.fake.label("wanda", 1, "approved"))
        assert code == 3
        (annotation,) = out.splitlines()
        assert annotation.startswith("::error title=wgbot::#1: GitHub doesn't let this token open")
        assert "Then run this again." in err
        expected(GOLDEN / "forbidden.md", run.summary)
        run.fake.policy.actions_may_open_pulls = True
        assert run(None, "sync")[0] == 0

    def test_e21_what_could_not_be_posted_is_in_the_summary(self, run, expected):
        event = run.fake.open_issue("clara", example.body(), TITLE)
        run.fake.lock("wanda", 1)
        code, out, _ = run(event)
        assert code == 3
        assert "::error title=wgbot::#1: The comment couldn't be written, so" in out
        expected(GOLDEN / "locked.md", run.summary)

    def test_e02_a_limit_that_is_spent_is_a_clear_word_and_a_red_run(self, run):
        reset = int(time.time()) + 3000
        run.fake.fault("POST", primary_limit(reset), times=99)
        code, out, err = run(run.fake.open_issue("clara", example.body(), TITLE))
        assert code == 3
        assert out.startswith("::error title=wgbot::#1: GitHub's rate limit is used up until")
        assert err.count("\n") == 1
        assert run.fake.waits == []

    def test_e02_so_it_is_for_sync(self, run):
        run.fake.fault("POST", primary_limit(int(time.time()) + 3000), times=99)
        code, out, err = run(None, "sync")
        assert code == 3
        assert "GitHub's rate limit is used up until" in out + err
        assert len(run.fake.calls) == 1

    def test_e22_so_is_a_token_that_is_not_taken(self, run):
        event = run.fake.open_issue("clara", example.body(), TITLE)
        code, out, err = run(event, GITHUB_TOKEN="ghs_expired")
        assert code == 3
        assert "renew it, and run this again." in err
        assert "ghs_expired" not in out + err + run.summary

    def test_e17_a_repository_that_the_token_does_not_see_is_said(self, run):
        event = run.fake.open_issue("clara", example.body(), TITLE)
        code, _, err = run(event, GITHUB_REPOSITORY="acme/nothing")
        assert code != 0
        assert "GitHub knows no repository acme/nothing that the token can see." in err

    def test_without_a_token_it_says_what_is_missing(self, run):
        event = run.fake.open_issue("clara", example.body(), TITLE)
        code, _, err = run(event, GITHUB_TOKEN="")
        assert code == 2
        assert "`GITHUB_TOKEN` is not set" in err

    def test_without_an_event_too(self, run):
        code, _, err = run(None, GITHUB_EVENT_PATH="/nowhere")
        assert code == 2
        assert "The event in /nowhere can't be read: No such file" in err

    def test_a_dry_run_says_what_it_would_do_and_shows_the_texts(self, run):
        event = run.fake.open_issue("clara", example.body(), TITLE)
        code, out, err = run(event, "run", "--dry-run", GITHUB_TOKEN=run.fake.read_token)
        assert code == 0
        assert err == "#1: would write the review comment\n#1: would add the label 'ready'\n"
        assert "The comment on #1" in out
        assert "All automatic checks passed" in out
        assert [call for call in run.fake.calls if call.writes] == []

    def test_sync_does_for_all_what_run_does_for_one(self, run):
        for name in ("Gardens", "Robots"):
            run.fake.open_issue("clara", example.body(**another(name)), TITLE)
        code, _, err = run(None, "sync")
        assert code == 0
        assert "#1: write the review comment\n" in err
        assert "#2: write the review comment\n" in err
        assert run(run.fake.push("main", {"NEWS.md": "New."}, "adele"))[0] == 0

    def test_a_push_elsewhere_is_nothing_to_do(self, run):
        code, _, err = run(run.fake.push("idea", {"NEWS.md": "New."}, "wanda"))
        assert (code, err) == (0, "Nothing to do: a push to refs/heads/idea, not to main.\n")
        assert run.fake.calls == []

    def test_an_issue_that_is_no_proposal_costs_no_request(self, run):
        code, out, err = run(run.fake.open_issue("rita", "It does not work.", "A bug"))
        assert (code, out, err) == (0, "", "#1 isn't a proposal.\n")
        assert run.fake.calls == []

    def test_and_loads_nothing_that_it_does_not_need(self, run):
        event = run.fake.open_issue("rita", "It does not work.", "A bug")
        place = run.folder.parent / "event.json"
        place.write_text(json.dumps(event.payload), encoding="utf-8")
        script = (
            "import sys\nfrom wgbot.cli.main import main\nsys.argv = ['wgbot', 'run']\n"
            "try:\n    main()\nexcept SystemExit as end:\n"
            "    heavy = {'github', 'requests', 'pydantic', 'jinja2', 'rapidfuzz'} & set(sys.modules)\n"
            "    sys.exit(f'{end.code} {sorted(heavy)}')\n"
        )
        given = {
            **os.environ,
            "GITHUB_EVENT_PATH": str(place),
            "GITHUB_EVENT_NAME": "issues",
            "PYTHONPATH": str(Path(wgbot.__file__).parent.parent),
        }
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=run.folder,
            env=given,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stderr == "#1 isn't a proposal.\n0 []\n"

    def test_g01_g04_nothing_that_github_or_a_stranger_says_steers_the_log(self, run):
        said = "No\n::set-output name=a::b\n::add-mask::x\n##[group]\x1b[31mred"
        run.fake.fault(("POST", "/labels$"), refused(403, said), times=9)
        body = example.body(name="::error::Oops", goals="::stop-commands::x\n##[error]y")
        _, out, err = run(run.fake.open_issue("clara", body, "::warning::New working group"))
        lines = (out + err).splitlines()
        commands = [line for line in lines if line.lstrip().startswith("::")]
        assert all(line.startswith("::error title=wgbot::#1: ") for line in commands)
        assert not any("##[" in line for line in err.splitlines())
        assert "\x1b" not in out + err + run.summary

    def test_g02_g03_nor_do_outputs_and_summary(self, run):
        said = "x\nEOF\nstolen<<A\nyes\nA\n<script>alert(1)</script> ![x](https://example.net/x)"
        run.fake.fault(("POST", "/labels$"), refused(403, said), times=9)
        run(run.fake.open_issue("clara", example.body(), TITLE))
        assert not re.search(r"(?m)^stolen<<", run.outputs)
        assert "<script>" not in run.summary
        assert "![x]" not in run.summary.replace(r"!\[x\]", "")

    def test_g08_no_secret_is_in_anything_that_is_shown(self, run):
        secret = run.fake.actions_token
        said = f"Bad credentials {secret} for https://x-access-token:{secret}@github.com"
        for matched in ("/graphql", "/comments"):
            run.fake.fault(("POST", matched), refused(403, said), times=99)
            _, out, err = run(run.fake.open_issue("clara", example.body(), TITLE))
            shown = out + err + run.summary + run.outputs
            assert "Bad credentials ***" in shown
            assert secret not in shown
            run.fake.calm()

    def test_s05_the_longest_body_that_github_allows_is_handled(self, run):
        body = example.body(goals="字" * 60_000)
        code, _, _ = run(run.fake.open_issue("clara", body, TITLE))
        assert code == 0
        assert len(reviews(run.fake, 1)) == 1
