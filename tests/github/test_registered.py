"""Registered is what the default branch says: whatever became of the pull request."""

import contextlib
from datetime import timedelta

import pytest

from tests import bot, example, gitrepo
from tests.fakegithub import KILLED, Killed
from tests.fakegithub.objects import Signature
from tests.stories import (
    another,
    approved,
    config,
    events,
    filed,
    labels,
    pulls,
    review,
)

FILE = "registry/sound-and-music.yml"


@pytest.fixture
def here(monkeypatch):
    return bot.start(monkeypatch)


def failures(reports):
    return [failure for report in reports for failure in report.failures]


def settled(fake, it):
    """Sync until nothing changes, and give what the last run failed for."""
    it.sync()
    fake.start_counting()
    failed = failures(it.sync())
    assert not fake.writes, [str(call) for call in fake.writes]
    return failed


def merged(fake, it, **answers):
    """Have a proposal approved and its pull request merged; give the issue's number and its own."""
    number = approved(fake, it, **answers)
    (pull,) = pulls(fake, number)
    fake.merge("wanda", pull.number)
    return number, pull.number


def anew(fake, it, number):
    """Put the approval label on again, on the open issue, and give what the run failed for."""
    if fake.issue(number).state == "closed":
        it.run(fake.reopen("wanda", number))
    if "approved" in labels(fake, number):
        it.run(fake.unlabel("wanda", number, "approved"))
    return failures(it.run(fake.label("wanda", number, "approved")))


class TestAnotherDefaultBranch:
    def test_what_is_open_goes_on_and_nothing_is_written(self, here):
        fake, it = here
        number = approved(fake, it)
        it.sync()
        fake.rename_default_branch("adele", "trunk")
        assert not settled(fake, it)
        fake.merge("wanda", pulls(fake, number)[0].number)
        it.sync()
        assert "is registered" in review(fake, number)
        assert fake.issue(number).state == "closed"

    def test_what_was_merged_into_it_stays_registered(self, here):
        fake, it = here
        number, _ = merged(fake, it)
        it.sync()
        said = review(fake, number)
        fake.rename_default_branch("adele", "trunk")
        it.run(fake.reopen("wanda", number))
        assert not settled(fake, it)
        assert review(fake, number) == said


class TestElsewhere:
    def test_merged_into_another_branch_it_is_not_registered_and_that_is_said(self, here):
        fake, it = here
        number = approved(fake, it)
        (pull,) = pulls(fake, number)
        fake.push("develop", {"NEWS.md": "New."}, "adele")
        fake.retarget("wanda", pull.number, "develop")
        fake.merge("wanda", pull.number)
        failed = failures(it.run(events(fake, "pull_request")[-1]))
        assert "it was merged into develop, not into main" in failed[0]
        said = review(fake, number)
        assert f"pull request #{pull.number} was merged into `develop`, not into `main`" in said
        assert "is registered" not in said
        assert fake.issue(number).state == "open"
        assert len(settled(fake, it)) == 1

    def test_once_that_branch_is_merged_it_is(self, here):
        fake, it = here
        self.test_merged_into_another_branch_it_is_not_registered_and_that_is_said(here)
        fake.merge("wanda", fake.open_pull("wanda", "develop", "Release").number, "merge")
        it.run(events(fake, "push")[-1])
        assert "**Sound and music** is registered." in review(fake, 1)
        assert fake.issue(1).state == "closed"
        assert not settled(fake, it)

    def test_approved_anew_it_gets_one_onto_the_default_branch(self, here):
        fake, it = here
        self.test_merged_into_another_branch_it_is_not_registered_and_that_is_said(here)
        assert not anew(fake, it, 1)
        (pull,) = pulls(fake, 1)
        assert pull.pull.base_ref == "main"
        assert f"merge pull request #{pull.number}" in review(fake, 1)
        assert not settled(fake, it)
        fake.merge("wanda", pull.number)
        it.sync()
        assert f"is registered: pull request #{pull.number} was merged" in review(fake, 1)

    def test_without_the_label_nothing_is_red_and_the_comment_still_says_it(self, here):
        fake, it = here
        self.test_merged_into_another_branch_it_is_not_registered_and_that_is_said(here)
        it.run(fake.unlabel("wanda", 1, "approved"))
        assert not settled(fake, it)
        assert "not into `main`" in review(fake, 1)
        assert "add the label `approved`." in review(fake, 1)

    def test_one_that_still_goes_there_is_no_second_one_but_a_word(self, here):
        fake, it = here
        number = approved(fake, it)
        (pull,) = pulls(fake, number)
        fake.push("develop", {"NEWS.md": "New."}, "adele")
        fake.retarget("wanda", pull.number, "develop")
        (failed,) = settled(fake, it)
        assert "Change its base to main" in failed
        assert pulls(fake, number) == [pull]
        assert f"Pull request #{pull.number} goes into `develop`" in review(fake, number)
        fake.retarget("wanda", pull.number, "main")
        assert not settled(fake, it)
        assert f"merge pull request #{pull.number}" in review(fake, number)

    @pytest.mark.parametrize("becomes", ["open", "merged"])
    def test_anybodys_pull_request_of_its_branch_to_another_says_nothing(self, here, becomes):
        fake, it = here
        number = approved(fake, it)
        (pull,) = pulls(fake, number)
        fake.push("stable", {"NEWS.md": "New."}, "adele")
        other = fake.open_pull("clara", f"wgbot/issue-{number}", base="stable")
        if becomes == "merged":
            fake.merge("wanda", other.number)
        assert not settled(fake, it)
        assert f"merge pull request #{pull.number}" in review(fake, number)

    def test_a_strangers_pull_request_to_another_branch_does_not_take_its_place(self, here):
        fake, it = here
        number = filed(fake, it)
        fake.push("stable", {"NEWS.md": "New."}, "adele")
        event = fake.label("wanda", number, "approved")
        fake.fault(("POST", "/git/refs$"), KILLED)
        with contextlib.suppress(Killed):
            it.run(event)
        fake.open_pull("clara", f"wgbot/issue-{number}", base="stable")
        assert not settled(fake, it)
        (own,) = [pull for pull in pulls(fake, number) if pull.pull.base_ref == "main"]
        assert f"merge pull request #{own.number}" in review(fake, number)

    @pytest.mark.parametrize("becomes", ["open", "merged"])
    def test_one_that_was_declined_before_does_not_hide_it(self, here, becomes):
        fake, it = here
        number = approved(fake, it)
        fake.close_pull("mina", pulls(fake, number)[0].number)
        it.sync()
        assert not anew(fake, it, number)
        (second,) = pulls(fake, number)
        fake.push("develop", {"NEWS.md": "New."}, "adele")
        fake.retarget("wanda", second.number, "develop")
        if becomes == "merged":
            fake.merge("wanda", second.number)
        assert len(settled(fake, it)) == 1
        assert f"#{second.number}" in review(fake, number)
        assert "`develop`" in review(fake, number)
        assert len(pulls(fake, number, "all")) == 2


def test_a_pull_request_of_the_owners_other_repository_is_not_ours(here):
    fake, it = here
    number = filed(fake, it)
    before = review(fake, number)
    branch = f"wgbot/issue-{number}"
    sister = fake.fork("acme", "groups-2")
    sister.roles["adele"] = "write"
    fake.push(branch, {"NOTE.md": "Mine."}, "adele", repo=sister)
    theirs = fake.open_pull("adele", branch, source=sister)
    fake.merge("wanda", theirs.number)
    it.sync()
    assert review(fake, number) == before
    assert not failures(it.run(fake.label("wanda", number, "approved")))
    assert len(pulls(fake, number)) == 1


class TestOtherWaysIn:
    def test_a_merge_queue_makes_a_commit_of_its_own(self, here):
        fake, it = here
        number = approved(fake, it)
        (pull,) = pulls(fake, number)
        fake.policy.merge_queue = True
        fake.queue("mina", pull.number)
        fake.push("main", {"NEWS.md": "New."}, "mina")  # Another one is before it in the queue.
        fake.merge_queued(pull.number)
        it.sync()
        assert f"is registered: pull request #{pull.number} was merged" in review(fake, number)
        assert fake.issue(number).state == "closed"
        assert not settled(fake, it)

    @pytest.mark.parametrize("closes", [False, True])
    def test_a_merge_bot_pushes_and_closes_the_pull_request(self, here, closes):
        fake, it = here
        number = approved(fake, it)
        (pull,) = pulls(fake, number)
        files = fake.files(f"wgbot/issue-{number}")
        ours = {path: files[path] for path in (FILE, example.PAGE_PATH)}
        word = f"Closes #{number}" if closes else "Merged."
        fake.push("main", ours, "mina", f"Merge it\n\n{word}")
        fake.close_pull("mina", pull.number)
        it.sync()
        said = review(fake, number)
        assert "**Sound and music** is registered. Thank you" in said
        assert "declined" not in said
        assert fake.issue(number).state == "closed"
        assert not settled(fake, it)

    def test_it_is_looked_for_on_github_and_not_in_an_older_checkout(self, monkeypatch, tmp_path):
        fake, it = bot.start(monkeypatch, folder=gitrepo.start(tmp_path))
        number = approved(fake, it)
        (pull,) = pulls(fake, number)
        files = fake.files(f"wgbot/issue-{number}")
        fake.push("main", {path: files[path] for path in (FILE, example.PAGE_PATH)}, "mina")
        fake.unlabel("wanda", number, "approved")
        it.run(fake.close_pull("mina", pull.number))
        assert "**Sound and music** is registered. Thank you" in review(fake, number)

    def test_one_that_is_left_open_is_not_needed_any_more(self, here):
        fake, it = here
        number = approved(fake, it)
        (pull,) = pulls(fake, number)
        files = fake.files(f"wgbot/issue-{number}")
        fake.push("main", {path: files[path] for path in (FILE, example.PAGE_PATH)}, "mina")
        assert not settled(fake, it)
        assert f"pull request #{pull.number} isn't needed any more" in review(fake, number)
        fake.close_pull("mina", pull.number)
        assert not settled(fake, it)
        assert "isn't needed" not in review(fake, number)
        assert fake.issue(number).state == "closed"

    def test_with_peoples_changes_it_is_linked_as_it_is_there(self, here):
        fake, it = here
        number = approved(fake, it)
        (pull,) = pulls(fake, number)
        text = fake.files(f"wgbot/issue-{number}")[FILE].decode()
        text = text.replace("name: Sound and music", "name: Audio")
        theirs = {FILE: None, "registry/audio.yml": text}
        fake.push(f"wgbot/issue-{number}", theirs, "wanda")
        it.sync()
        fake.merge("wanda", pull.number)
        it.sync()
        said = review(fake, number)
        assert f"**Audio** is registered: pull request #{pull.number} was merged" in said
        assert "/blob/main/registry/audio.yml)" in said
        assert not settled(fake, it)

    def test_the_number_may_be_gone_from_the_file(self, here):
        fake, it = here
        number = approved(fake, it)
        (pull,) = pulls(fake, number)
        text = fake.files(f"wgbot/issue-{number}")[FILE].decode()
        theirs = {FILE: text.replace(f"proposal: {number}\n", "")}
        fake.push(f"wgbot/issue-{number}", theirs, "wanda")
        fake.merge("wanda", pull.number)
        it.sync()
        assert "**Sound and music** is registered" in review(fake, number)

    def test_it_links_the_groups_page_on_the_site(self, monkeypatch):
        fake, it = bot.start(monkeypatch, config("site: {url: https://groups.example.org/}\n"))
        number, _ = merged(fake, it)
        it.sync()
        link = "[the group's page](https://groups.example.org/groups/sound-and-music/)"
        assert link in review(fake, number)


class TestWithout:
    def taken_out(self, fake, it):
        number = approved(fake, it)
        (pull,) = pulls(fake, number)
        page = fake.files("main")[example.PAGE_PATH]
        theirs = {FILE: None, example.PAGE_PATH: page, "NEWS.md": "Later."}
        fake.push(f"wgbot/issue-{number}", theirs, "wanda")
        fake.merge("wanda", pull.number)
        return number, pull.number

    def test_merged_without_its_file_it_is_not_registered(self, here):
        fake, it = here
        number, pull = self.taken_out(fake, it)
        (failed,) = failures(it.sync())
        assert "the group's file was no longer in it" in failed
        said = review(fake, number)
        assert f"when pull request #{pull} was merged, the group's file was no longer in it" in said
        assert "is registered" not in said
        assert "reopen this issue, remove the label `approved` and add it again" in said
        assert len(settled(fake, it)) == 1

    def test_another_group_with_that_number_is_not_taken_for_it(self, monkeypatch):
        old = "name: Old times\nfocus: what was before.\nproposal: 1\n"
        fake, it = bot.start(monkeypatch, {"registry/old-times.yml": old})
        it.sync()
        number, _ = self.taken_out(fake, it)
        assert number == 1
        it.sync()
        assert "old-times" not in review(fake, number)
        assert "isn't registered" in review(fake, number)

    def test_approved_anew_it_is_proposed_anew_once_the_persons_branch_is_gone(self, here):
        fake, it = here
        number, pull = self.taken_out(fake, it)
        it.sync()
        (failed,) = anew(fake, it, number)
        assert "Someone has added to the branch" in failed
        fake.delete_branch(f"wgbot/issue-{number}", "wanda")
        assert not settled(fake, it)
        (second,) = pulls(fake, number)
        assert second.number > pull


def test_the_final_comment_links_its_own_group_where_numbers_began_anew(monkeypatch):
    old = "name: Old times\nfocus: what was before.\nproposal: 1\n"
    fake, it = bot.start(monkeypatch, {"registry/an-old-one.yml": old})
    it.sync()
    number, _ = merged(fake, it)
    assert number == 1
    it.sync()
    assert "/blob/main/registry/sound-and-music.yml)" in review(fake, number)
    assert "an-old-one" not in review(fake, number)


class TestTakenOut:
    def take_out(self, fake, message):
        page = {example.PAGE_PATH: example.FILES[example.PAGE_PATH]}
        return fake.push("main", {FILE: None, **page}, "mina", message)

    @pytest.mark.parametrize("was_told", [False, True])
    def test_merged_and_reverted_it_is_not_registered_any_more(self, here, was_told):
        fake, it = here
        number, pull = merged(fake, it)
        if was_told:
            it.sync()
            assert "is registered" in review(fake, number)
        event = self.take_out(fake, f'Revert "Add the group (#{pull})"')
        (failed,) = failures(it.run(event))
        assert "it was reverted" in failed
        said = review(fake, number)
        assert f"pull request #{pull} added it" in said
        assert f"/commit/{fake.head()}) reverted that" in said
        assert "is registered" not in said
        assert len(settled(fake, it)) == 1

    def test_a_commit_from_before_the_merge_is_not_said_to_be_what_took_it_out(self, here):
        fake, it = here
        number, _ = merged(fake, it)
        slow = Signature("Mina", "mina@example.net", fake.clock.now - timedelta(days=9))
        page = {example.PAGE_PATH: example.FILES[example.PAGE_PATH]}
        fake.push("main", {FILE: None, **page}, "mina", "Revert it", who=slow)
        assert len(settled(fake, it)) == 1
        assert "added it, and its file was removed later." in review(fake, number)
        assert "/commit/" not in review(fake, number)

    def test_reopened_edited_and_approved_again_it_is_proposed_again(self, here):
        fake, it = here
        number, first = merged(fake, it)
        it.sync()
        it.run(self.take_out(fake, f'Revert "Add the group (#{first})"'))
        it.run(fake.reopen("wanda", number))
        it.run(fake.edit_issue("clara", number, example.body(goals="Louder.")))
        assert not anew(fake, it, number)
        (pull,) = pulls(fake, number)
        assert pull.number > first
        assert "Louder." in fake.files(f"wgbot/issue-{number}")[FILE].decode()
        fake.merge("wanda", pull.number)
        it.sync()
        assert f"is registered: pull request #{pull.number} was merged" in review(fake, number)
        assert fake.issue(number).state == "closed"
        assert not settled(fake, it)

    def test_proposed_again_and_declined_that_is_a_no(self, here):
        fake, it = here
        self.test_merged_and_reverted_it_is_not_registered_any_more(here, was_told=True)
        assert not anew(fake, it, 1)
        (pull,) = pulls(fake, 1)
        fake.close_pull("mina", pull.number)
        assert not settled(fake, it)
        assert f"#{pull.number} was closed without being merged" in review(fake, 1)
        assert "approved" not in labels(fake, 1)
        assert pulls(fake, 1) == []

    def test_the_revert_reverted_it_is_registered_again(self, here):
        fake, it = here
        number, pull = merged(fake, it)
        it.sync()
        files = fake.files()
        it.run(self.take_out(fake, f'Revert "Add the group (#{pull})"'))
        assert "isn't registered any more" in review(fake, number)
        again = {path: files[path] for path in (FILE, example.PAGE_PATH)}
        it.run(fake.push("main", again, "mina", "Reapply it"))
        assert f"is registered: pull request #{pull} was merged" in review(fake, number)
        assert not settled(fake, it)

    def test_long_after_it_is_the_maintainers_business(self, here):
        fake, it = here
        number, _ = merged(fake, it)
        it.sync()
        fake.clock.advance(90 * 24 * 3600)
        assert not failures(it.run(self.take_out(fake, "Tidy up")))
        before = review(fake, number)
        assert not settled(fake, it)
        assert review(fake, number) == before
        # But whoever asks anew hears what is the case.
        assert not failures(it.run(fake.reopen("wanda", number)))
        said = review(fake, number)
        assert "is registered" not in said
        assert f"/commit/{fake.head()}) removed its file" in said
        assert not settled(fake, it)

    def test_nothing_is_said_while_the_registry_cannot_be_read(self, here):
        fake, it = here
        number, _ = merged(fake, it)
        before = review(fake, number)
        text = fake.files()[FILE]
        it.run(fake.push("main", {FILE: "name: ["}, "mina"))
        (failed,) = failures(it.sync())
        assert FILE in failed
        assert review(fake, number) == before
        it.run(fake.push("main", {FILE: text}, "mina"))
        assert "is registered" in review(fake, number)

    def test_nor_is_a_run_red_for_one_whose_end_was_told_before(self, here):
        fake, it = here
        merged(fake, it)
        it.sync()
        it.run(fake.push("main", {FILE: "name: ["}, "mina"))
        assert not failures(it.sync())


class TestAfterwards:
    def test_approved_again_it_is_said_that_this_issue_can_do_no_more(self, here):
        fake, it = here
        number, _ = merged(fake, it)
        it.sync()
        it.run(fake.reopen("wanda", number))
        it.run(fake.edit_issue("clara", number, example.body(goals="Louder.")))
        assert not anew(fake, it, number)
        said = review(fake, number)
        assert "is registered" in said
        assert "this issue can't change it any more" in said
        assert "approved" not in labels(fake, number)
        assert pulls(fake, number) == []
        assert not settled(fake, it)

    def test_asleep_it_is_brought_back_by_its_own_issue(self, here):
        fake, it = here
        number, first = merged(fake, it)
        it.sync()
        text = fake.files()[FILE].decode().replace("status: active", "status: dormant")
        assert "dormant" in text
        it.run(fake.push("main", {FILE: text}, "mina"))
        assert not settled(fake, it)
        assert "is registered" in review(fake, number)
        it.run(fake.reopen("wanda", number))
        assert "This revives the group" in review(fake, number)
        assert not anew(fake, it, number)
        (pull,) = pulls(fake, number)
        assert pull.title.startswith("Revive")
        assert not settled(fake, it)
        fake.merge("wanda", pull.number)
        it.sync()
        assert b"status: active" in fake.files()[FILE]
        assert f"is registered: pull request #{pull.number} was merged" in review(fake, number)
        assert fake.issue(number).state == "closed"
        assert first < pull.number
        assert not settled(fake, it)

    def test_brought_back_by_its_own_issue_and_reverted_it_is_not(self, here):
        fake, it = here
        number, _ = merged(fake, it)
        it.sync()
        text = fake.files()[FILE].decode().replace("status: active", "status: dormant")
        it.run(fake.push("main", {FILE: text}, "mina"))
        assert not anew(fake, it, number)
        (pull,) = pulls(fake, number)
        fake.merge("wanda", pull.number)
        (failed,) = failures(it.run(fake.push("main", {FILE: text}, "mina", "Revert it")))
        assert "it was reverted" in failed
        assert "isn't revived any more" in review(fake, number)
        assert len(settled(fake, it)) == 1

    def test_a_revival_whose_file_was_taken_out_of_it_is_not_registered(self, here):
        fake, it = here
        number = approved(fake, it, **{**another("Punch cards"), "name": "Punch cards"})
        (pull,) = pulls(fake, number)
        assert pull.title.startswith("Revive")
        main = fake.files("main")
        own = "registry/punch-cards.yml"
        theirs = {path: main[path] for path in (own, example.PAGE_PATH)}
        fake.push(f"wgbot/issue-{number}", {**theirs, "NEWS.md": "Later."}, "wanda")
        fake.merge("wanda", pull.number)
        (failed,) = failures(it.sync())
        assert "the group's file was no longer in it" in failed
        assert "isn't revived" in review(fake, number)

    def test_a_revival_that_was_reverted_is_not_registered_any_more(self, here):
        fake, it = here
        before = fake.files()
        number, pull = merged(fake, it, **{**another("Punch cards"), "name": "Punch cards"})
        it.sync()
        assert f"is registered: pull request #{pull} was merged" in review(fake, number)
        files = {path: before[path] for path in ("registry/punch-cards.yml", example.PAGE_PATH)}
        (failed,) = failures(it.run(fake.push("main", files, "mina", "Revert it")))
        assert "it was reverted" in failed
        assert "isn't revived any more" in review(fake, number)
