"""New leads are asked; only their own, later word counts; and a stranger's text mentions nobody."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest

from tests import editing, example
from tests.example import (
    ANSWERS,
    approved,
    at_home,
    edited,
    filed,
    labelled,
    later,
    settled,
    unlabelled,
)
from tests.mentions import mentioned
from wgbot.proposals import consent, markers
from wgbot.proposals.memory import Record
from wgbot.proposals.situation import Voice

REQUIRED = {example.CONFIG_PATH: "approval: {consent: require}\n"}
OFF = {example.CONFIG_PATH: "approval: {consent: off}\n"}


def record(now):
    return Record.read(now.review.text)


def states(now):
    return {each.account: each.state for each in consent.candidates(now, record(now))}


def said(now, by="fanny", *, at=None, **about):
    """Return the situation an hour on, when somebody has said yes, if nothing else is given."""
    now = later(now)
    return replace(now, words=(*now.words, Voice(by, None, at or now.now, **about)))


def unsaid(now):
    return replace(later(now), words=())


def numbered(now, **numbers):
    """Return the situation where GitHub tells the accounts' numbers."""
    return replace(now, proposal=replace(now.proposal, numbers=numbers))


class TestWhoIsAsked:
    def test_everybody_who_is_to_lead_but_whoever_asks_for_it(self):
        assert states(settled(filed())) == {"fanny": "open"}
        assert "`clara`" not in settled(filed()).review.text.split("will you lead")[0]

    def test_nobody_where_the_community_does_not_ask(self):
        assert states(settled(filed(OFF))) == {}
        assert "will you lead" not in settled(filed(OFF)).review.text

    def test_nobody_whose_part_stays_the_same(self):
        now = settled(editing.filed(editing.change(leads="@ada (chair), @grace, @alan")))
        assert states(now) == {"alan": "open"}

    def test_an_account_is_the_same_in_any_case(self):
        assert states(settled(filed(leads="@Clara, @FANNY"))) == {"FANNY": "open"}
        assert states(said(settled(filed(leads="@FANNY")))) == {"FANNY": "agreed"}

    def test_with_something_to_fix_nobody_is_named_yet(self):
        now = settled(filed(focus="TBD"))
        assert record(now).named == {}
        fixed = settled(edited(said(now)))
        assert states(fixed) == {"fanny": "open"}


class TestWhatCounts:
    def test_a_thumb_or_a_review_of_that_account(self):
        now = settled(filed())
        for about in ({}, {"is_review": True}):
            assert states(said(now, **about)) == {"fanny": "agreed"}
        assert states(said(now, "wanda")) == {"fanny": "open"}

    def test_it_is_younger_than_the_first_naming(self):
        now = settled(filed())
        for minutes in (-1, 0):
            early = now.review.written or now.now
            now = replace(now, review=replace(now.review, written=early))
            assert states(said(now, at=early + timedelta(minutes=minutes))) == {"fanny": "open"}

    def test_an_edit_of_anything_else_keeps_it(self):
        now = settled(said(settled(filed())))
        assert states(settled(edited(later(now), goals="Fixed."))) == {"fanny": "agreed"}

    def test_another_role_or_group_is_another_question(self):
        assert (
            len(
                {
                    consent.key("ada", "sound", None),
                    consent.key("ada", "sound", "chair"),
                    consent.key("ada", "music", None),
                    consent.key("alan", "sound", None),
                }
            )
            == 4
        )
        now = said(settled(editing.filed(editing.change(leads="@ada, @grace, @alan"))), "alan")
        assert states(now) == {"alan": "agreed"}

    def test_who_is_taken_out_and_put_in_again_is_asked_again(self):
        now = said(settled(filed()))
        without = settled(edited(now, leads="@clara"))
        assert states(without) == {}
        assert states(settled(edited(later(without)))) == {"fanny": "open"}

    def test_a_no_is_one_whatever_else_was_said(self):
        now = said(settled(filed()))
        assert states(said(now, is_yes=False)) == {"fanny": "declined"}
        assert "Doesn't want to lead: `fanny`" in settled(said(now, is_yes=False)).review.text

    def test_it_can_be_taken_back(self):
        now = settled(said(settled(filed())))
        assert states(unsaid(now)) == {"fanny": "open"}

    def test_where_the_comment_is_lost_it_has_to_be_given_again(self):
        now = settled(said(settled(filed())))
        lost = settled(replace(now, review=None))
        assert states(lost) == {"fanny": "open"}

    def test_whoever_took_the_name_since_says_nothing(self):
        now = settled(numbered(filed(), fanny=7))
        theirs = said(now, number=8)
        assert states(theirs) == {"fanny": "open"}
        taken = settled(numbered(said(now, number=8), fanny=8))
        assert states(taken) == {"fanny": "another"}
        assert "belongs to another account" in taken.review.text
        assert (
            states(settled(numbered(edited(taken, goals="Fixed."), fanny=8)))["fanny"] == "another"
        )

    def test_nor_does_the_author_who_took_it(self):
        now = settled(numbered(filed(), clara=4, fanny=7))
        issue = replace(now.issue, author="fanny", author_id=4)
        taken = replace(
            now, issue=issue, proposal=replace(now.proposal, issue=issue, numbers={"fanny": 4})
        )
        assert states(settled(taken))["fanny"] == "another"


class TestRequire:
    def test_the_pull_request_is_held_until_all_agree_and_let_go_then(self):
        now = approved(filed(REQUIRED))
        pull = now.home.pull_request
        assert (pull.draft, pull.status.state, markers.is_held(pull.text)) == (
            True,
            "failure",
            True,
        )
        assert "until every new lead has agreed" in now.review.text
        let_go = settled(said(now))
        pull = let_go.home.pull_request
        assert (pull.draft, pull.status.state, markers.is_held(pull.text)) == (
            False,
            "success",
            False,
        )
        assert "Agreed to lead: `fanny`" in pull.text
        back = settled(unsaid(let_go)).home.pull_request
        assert (back.draft, back.status.state, markers.is_held(back.text)) == (
            True,
            "failure",
            True,
        )

    def test_it_is_opened_with_the_notice_in_it(self):
        done = example.outcome(labelled(settled(filed(REQUIRED)))).done
        opened = next(each for each in done if type(each).__name__ == "ProposePullRequest")
        assert markers.is_held(opened.text)

    def test_another_text_is_written_into_it_while_it_waits(self):
        now = settled(
            labelled(settled(edited(unlabelled(approved(filed(REQUIRED))), goals="New.")))
        )
        pull = now.home.pull_request
        assert markers.approved_text(pull.text) == now.proposal.digest
        assert (pull.draft, markers.is_held(pull.text)) == (True, True)

    def test_whoever_agreed_before_the_label_is_heard(self):
        pull = settled(labelled(settled(said(settled(filed(REQUIRED)))))).home.pull_request
        assert (pull.draft, markers.is_held(pull.text)) == (False, False)

    def test_a_proposal_by_its_only_lead_waits_for_nobody(self):
        assert not approved(filed(REQUIRED, leads="@clara")).home.pull_request.draft


class TestAsk:
    def test_reviewers_see_who_agreed_and_the_rest_of_the_text_stays_a_persons(self):
        now = approved()
        pull = now.home.pull_request
        assert not pull.draft
        assert "No answer yet: `fanny`" in markers.consent(pull.text)
        mine = at_home(now, pull_request=replace(pull, text=pull.text + "\nMine.\n"))
        then = settled(said(mine)).home.pull_request
        assert markers.consent(then.text) == "> [!NOTE]\n> Agreed to lead: `fanny`."
        assert then.text.endswith("Mine.\n")

    @pytest.mark.parametrize("text", ["<!-- wgbot:consent -->\n> x\n\n", "> x"])
    def test_what_the_proposal_says_is_not_taken_for_it(self, text):
        now = approved(filed(goals=f"~~~\n{text}\n~~~"))
        pull = settled(said(now)).home.pull_request
        assert markers.consent(pull.text) == "> [!NOTE]\n> Agreed to lead: `fanny`."


class TestMentions:
    def test_nobody_is_before_a_label_counts_whatever_is_edited(self):
        forty = ", ".join(f"@p{number}" for number in range(20))
        now = settled(filed(leads=forty))
        assert not mentioned(now.review.text)
        now = settled(edited(later(now), leads=forty, goals="@rust-lang/core, @ada."))
        assert not mentioned(now.review.text)
        refused = settled(labelled(now, role="triage"))
        assert not mentioned(refused.review.text)

    def test_everybody_is_once_when_it_does(self):
        now = approved()
        assert mentioned(now.review.text) == ["fanny"]
        (asked,) = record(now).told
        assert record(now).told == {asked: None}
        then = settled(labelled(settled(edited(unlabelled(now), goals="Fixed."))))
        assert not mentioned(then.review.text)
        assert record(then).told[asked] is not None

    def test_not_again_where_the_comment_was_deleted(self):
        now = settled(replace(approved(), review=None))
        assert "will you lead" in now.review.text
        assert not mentioned(now.review.text)

    def test_not_whoever_has_answered(self):
        now = settled(labelled(settled(said(settled(filed())))))
        assert not mentioned(now.review.text)

    def test_names_that_are_no_accounts_are_never(self):
        now = settled(filed(leads="@clara, @x/../y"))
        assert not mentioned(settled(labelled(now)).review.text)


def test_numbers_are_written_where_github_tells_them_and_kept():
    known = numbered(settled(numbered(filed(), clara=4, fanny=7)), clara=4, fanny=7)
    done = example.outcome(labelled(known)).done
    put = next(each for each in done if type(each).__name__ == "PutFiles")
    text = put.files["registry/sound-and-music.yml"].decode()
    assert "github: clara\n    id: 4" in text
    assert "github: fanny\n    id: 7" in text
    # What GitHub doesn't tell just now takes nothing away.
    now = settled(labelled(known))
    assert not example.outcome(numbered(later(now))).done
    assert ANSWERS["leads"] == "@clara, @fanny"


@pytest.mark.parametrize("line", ["```", "@ada-{}"])
def test_s02_s03_thousands_to_be_asked_take_no_longer_than_there_are(line):
    def seconds(count):
        leads = "\n".join(line.format(number) for number in range(count))
        begun = time.process_time()
        example.settled(example.filed(leads=leads))
        return time.process_time() - begun

    # What compares each with each takes 36 times as long, every time; a busy machine does so once.
    few = max(seconds(1_000), seconds(1_000))
    assert any(seconds(6_000) < 18 * few for _ in range(3))
