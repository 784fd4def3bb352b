"""Who says yes at GitHub: thumbs and reviews, of leads, strangers, programs and those who are no more."""

import pytest

from tests import bot, editing, example
from tests.editing import CLI, change, end
from tests.mentions import mentioned
from tests.stories import approved, filed, pulls, review
from wgbot.files import yaml
from wgbot.github.api import Api

REQUIRE = "approval: {consent: require}\n"


def comment(fake, number):
    """Return the number of the bot's comment on an issue."""
    return next(
        each.id for each in fake.issue(number).comments if each.body == review(fake, number)
    )


def pull_of(fake, number):
    (found,) = pulls(fake, number)
    return found


class TestNewLeads:
    def test_a_thumb_is_seen_with_the_next_sync_and_lets_the_pull_request_go(self, start):
        fake, it = start(REQUIRE)
        number = approved(fake, it)
        pull = pull_of(fake, number)
        assert pull.pull.draft
        assert mentioned(review(fake, number)) == ["fanny"]
        fake.react("fanny", comment(fake, number))
        it.sync()
        assert not pull.pull.draft
        assert "Agreed to lead: `fanny`" in pull.body
        assert "Agreed to lead: `fanny`" in review(fake, number)
        assert not mentioned(review(fake, number))
        fake.unreact("fanny", comment(fake, number))
        it.sync()
        assert pull.pull.draft

    def test_a_review_is_seen_at_once_and_counts_until_it_is_dismissed(self, start):
        fake, it = start(REQUIRE)
        number = approved(fake, it)
        pull = pull_of(fake, number)
        it.run(fake.approve("fanny", pull.number))
        assert not pull.pull.draft
        it.run(fake.dismiss("wanda", pull.number, "fanny"))
        assert pull.pull.draft

    def test_a_later_review_is_what_counts(self, start):
        fake, it = start(REQUIRE)
        number = approved(fake, it)
        pull = pull_of(fake, number)
        it.run(fake.approve("fanny", pull.number))
        it.run(fake.request_changes("fanny", pull.number))
        assert pull.pull.draft
        assert "Doesn't want to lead: `fanny`" in review(fake, number)

    @pytest.mark.parametrize("who", ["clara", "rita", "wanda", "mina", "renovate[bot]"])
    def test_nobody_else_says_it_for_them(self, start, who):
        fake, it = start(REQUIRE)
        number = approved(fake, it)
        fake.react(who, comment(fake, number))
        it.run(fake.approve(who, pull_of(fake, number).number))
        it.sync()
        assert pull_of(fake, number).pull.draft

    def test_whoever_is_no_more_says_nothing(self, start):
        fake, it = start(REQUIRE)
        number = approved(fake, it)
        fake.add_account("ghost")
        for who in ("ghost", "rita"):
            fake.react(who, comment(fake, number))
            fake.approve(who, pull_of(fake, number).number)
        fake.delete_account("ghost")
        it.sync()
        assert pull_of(fake, number).pull.draft

    def test_a_thumb_is_found_behind_hundreds_of_others(self, start):
        fake, it = start(REQUIRE)
        number = approved(fake, it)
        crowd(fake, number, 230)
        fake.react("fanny", comment(fake, number))
        it.sync()
        assert not pull_of(fake, number).pull.draft

    def test_so_is_a_review(self, start):
        fake, it = start(REQUIRE)
        number = approved(fake, it)
        pull = pull_of(fake, number)
        for each in range(120):
            fake.add_account(f"p{each}")
            fake.approve(f"p{each}", pull.number)
        fake.approve("fanny", pull.number)
        it.sync()
        assert not pull.pull.draft

    def test_a_crowd_costs_one_request_more_whatever_its_size(self, start):
        fake, it = start()
        number = approved(fake, it)
        it.sync()
        fake.start_counting()
        it.sync()
        quiet = len(fake.calls)
        crowd(fake, number, 60)
        fake.start_counting()
        it.sync()
        # One more tells what those may do who object.
        assert len(fake.calls) == quiet + 1
        assert not fake.writes

    def test_an_account_that_took_the_name_since_agrees_to_nothing(self, start):
        fake, it = start(REQUIRE)
        number = approved(fake, it)
        fake.rename_account("fanny", "fanny-l")
        fake.add_account("fanny")
        fake.react("fanny", comment(fake, number))
        it.sync()
        assert pull_of(fake, number).pull.draft
        assert "belongs to another account" in review(fake, number)

    def test_with_off_nobody_is_asked_or_mentioned(self, start):
        fake, it = start("approval: {consent: off}\n")
        number = approved(fake, it)
        assert not mentioned(review(fake, number))
        assert "make sure that each of them agrees" in pull_of(fake, number).body

    def test_their_numbers_are_registered(self, start):
        fake, it = start()
        number = approved(fake, it)
        text = fake.files(pull_of(fake, number).pull.head_ref)["registry/sound-and-music.yml"]
        assert [each["id"] for each in yaml.load(text).value["leads"]] == [
            fake.world.account("clara").id,
            fake.world.account("fanny").id,
        ]


def crowd(fake, number, count):
    """Have many strangers give the bot's comment a thumb, up or down."""
    for each in range(count):
        fake.add_account(f"crowd{each}")
        fake.react(f"crowd{each}", comment(fake, number), "+1" if each % 3 else "-1")


class TestPresentLeads:
    @pytest.fixture
    def here(self, monkeypatch):
        """Return a community whose leads' numbers are known."""

        def starting(more="", registered=True):
            fake, it = bot.start(
                monkeypatch, editing.files(**{example.CONFIG_PATH: editing.CONFIG + more})
            )
            for who in ("ada", "grace", "alan"):
                if not fake.world.account(who):
                    fake.add_account(who)
            if registered:
                text = example.FILES[CLI]
                for who in ("ada", "grace"):
                    number = fake.world.account(who).id
                    text = text.replace(f"github: {who}", f"github: {who}\n    id: {number}")
                fake.push("main", {CLI: text}, "adele")
            return fake, it

        return starting

    def file(self, fake, it, text, by):
        event = fake.open_issue(by, text, "Anything")
        it.run(event)
        return event.number

    def test_a_lead_steps_down_without_a_label(self, here):
        fake, it = here()
        number = self.file(fake, it, change(leads="@grace"), "ada")
        assert pulls(fake, number)
        assert not mentioned(review(fake, number))

    def test_not_by_a_text_that_somebody_else_edited(self, here):
        fake, it = here()
        number = self.file(
            fake, it, change(leads="@ada, @grace", focus="nothing else at all."), "ada"
        )
        it.run(fake.edit_issue("wanda", number, change(leads="@grace")))
        assert not pulls(fake, number)
        it.run(fake.edit_issue("ada", number, change(leads="@grace ")))
        assert pulls(fake, number)

    def test_nor_by_an_app_that_acts_for_them_unless_it_may(self, here):
        for more, opened in (("", 0), ("approval: {apps: [helper]}\n", 1)):
            fake, it = here(more)
            fake.add_account("helper[bot]", type="Bot")
            with fake.through("helper"):
                event = fake.open_issue("ada", change(leads="@grace"), "Anything")
            it.run(event)
            number = event.number
            assert len(pulls(fake, number)) == opened
            it.sync()
            assert len(pulls(fake, number)) == opened

    def test_nor_by_an_account_that_took_the_name(self, here):
        fake, it = here()
        fake.rename_account("ada", "ada-l")
        fake.add_account("ada")
        number = self.file(fake, it, change(leads="@grace"), "ada")
        assert not pulls(fake, number)
        assert "The lead's account is called `ada-l` now" in review(fake, number)
        it.run(fake.label("wanda", number, "approved"))
        # Whose it was hears of it, by the name they have now.
        assert mentioned(review(fake, number)) == ["ada-l"]

    def test_an_account_of_another_name_is_told_of(self, here):
        fake, it = here()
        fake.rename_account("grace", "grace-h")
        number = self.file(
            fake, it, change(focus="programs in a window that has only text."), "clara"
        )
        assert "There is no account `grace` any more" in review(fake, number)
        assert "`grace-h`" in review(fake, number)

    def test_leads_decide_what_they_may(self, here):
        fake, it = here("approval: {leads_may: [focus]}\n")
        text = change(focus="programs in a window that has only text.")
        number = self.file(fake, it, text, "clara")
        assert not pulls(fake, number)
        fake.react("fanny", comment(fake, number))
        it.sync()
        assert not pulls(fake, number)
        fake.react("grace", comment(fake, number))
        it.sync()
        assert pulls(fake, number)
        assert "`grace`, who leads the group" in review(fake, number)

    def test_one_merged_change_later_their_numbers_are_known(self, here):
        fake, it = here("approval: {leads_may: [focus]}\n", registered=False)
        text = change(focus="programs in a window that has only text.")
        number = self.file(fake, it, text, "ada")
        assert not pulls(fake, number)
        it.run(fake.label("wanda", number, "approved"))
        it.run(fake.merge("mina", pull_of(fake, number).number))
        leads = yaml.load(fake.files()[CLI]).value["leads"]
        assert [each.get("id") for each in leads] == [
            fake.world.account(who).id for who in ("ada", "grace")
        ]
        again = self.file(fake, it, change(focus="programs in a window with text alone."), "ada")
        assert pulls(fake, again)

    def test_an_objection_holds_it_and_those_who_lead_are_told_once(self, here):
        fake, it = here()
        number = self.file(fake, it, end(), "clara")
        assert not mentioned(review(fake, number))
        it.run(fake.label("wanda", number, "approved"))
        assert mentioned(review(fake, number)) == ["ada", "grace"]
        pull = pull_of(fake, number)
        assert not pull.pull.draft
        crowd(fake, number, 5)
        it.sync()
        assert not pull.pull.draft
        fake.react("grace", comment(fake, number), "-1")
        it.sync()
        assert pull.pull.draft
        assert "`grace` objected" in review(fake, number)
        fake.unreact("grace", comment(fake, number), "-1")
        it.sync()
        assert not pull.pull.draft
        assert not mentioned(review(fake, number))


def test_what_github_does_not_tell_lets_nothing_go(start, monkeypatch):
    fake, it = start()
    number = approved(fake, it)
    fake.react("mina", comment(fake, number), "-1")
    it.sync()
    assert pull_of(fake, number).pull.draft
    ask = Api.query

    def silent(self, query, **variables):
        answer = ask(self, query, **variables)
        return answer and {key: each for key, each in answer.items() if not key.startswith("t")}

    monkeypatch.setattr(Api, "query", silent)
    assert "what people said" in str([each.error for each in it.sync()])
    assert pull_of(fake, number).pull.draft


def test_a_proposal_that_names_forty_people_mentions_nobody(start):
    fake, it = start()
    crowded = [f"p{each}" for each in range(40)]
    for each in crowded:
        fake.add_account(each)
    number = filed(fake, it, leads=", ".join(f"@{each}" for each in crowded))
    it.run(
        fake.edit_issue(
            "clara", number, example.body(leads=", ".join(f"@{x}" for x in crowded[:20]))
        )
    )
    it.run(fake.label("tri", number, "approved"))
    it.run(fake.edit_issue("clara", number, example.body(goals=" ".join(f"@{x}" for x in crowded))))
    it.sync()
    assert not mentioned(review(fake, number))
