"""Whose a branch is, and when it moves."""

import pytest

from tests import bot, example, gitrepo
from tests.fakegithub.objects import Signature
from tests.stories import another, approved, pulls, push_page, status
from wgbot.files.tree import EXECUTABLE

BRANCH = "wgbot/issue-1"
PAGE = example.PAGE_PATH


@pytest.fixture
def here(monkeypatch, tmp_path):
    return bot.start(monkeypatch, folder=gitrepo.start(tmp_path))


def commits(fake):
    return fake.end_state()["branches"][BRANCH]["commits"]


class TestOnlyWhenItMatters:
    def test_an_unrelated_push_moves_nothing_and_takes_no_approval_away(self, here):
        fake, it = here
        number = approved(fake, it)
        fake.policy.dismisses_approvals = True
        fake.approve("mina", pulls(fake, number)[0].number)
        head = fake.head(BRANCH)
        fake.start_counting()
        it.run(fake.push("main", {"NEWS.md": "New."}, "adele"))
        assert fake.head(BRANCH) == head
        assert not fake.writes

    def test_one_that_changes_the_page_moves_it(self, here):
        fake, it = here
        approved(fake, it)
        head = fake.head(BRANCH)
        it.run(push_page(fake))
        assert fake.head(BRANCH) != head
        assert b"See you there." in fake.files(BRANCH)[PAGE]
        assert len(commits(fake)) == 1

    def test_nor_does_another_group_whose_pages_it_does_not_touch(self, here):
        fake, it = here
        approved(fake, it)
        head = fake.head(BRANCH)
        fake.push(
            "main", {"registry/tea.yml": "name: Tea\nfocus: leaves.\nstatus: retired\n"}, "adele"
        )
        it.sync()
        assert fake.head(BRANCH) == head


@pytest.mark.parametrize("is_checked_out", [True, False], ids=["checkout", "API"])
def test_what_can_be_run_still_can(monkeypatch, tmp_path, is_checked_out):
    folder = gitrepo.start(tmp_path)
    gitrepo.git(folder, "update-index", "--chmod=+x", PAGE)
    gitrepo.git(folder, "commit", "--quiet", "--message", "Run it")
    fake, it = bot.start(monkeypatch, folder=folder)
    if not is_checked_out:
        it = bot.Bot(fake)
    approved(fake, it)
    files = fake.repo.objects.files_of(fake.head(BRANCH))
    assert [path for path, (mode, _) in files.items() if mode == EXECUTABLE] == [PAGE]


class TestWhoseItIs:
    @pytest.mark.parametrize("web", [False, True], ids=["terminal", "codespace"])
    @pytest.mark.parametrize(
        "changed",
        [{"files": {"README.md": "Mine."}}, {"message": "Mine"}],
        ids=["files", "message"],
    )
    def test_an_amended_commit_is_a_persons_whoever_commits_it(self, here, web, changed):
        fake, it = here
        approved(fake, it)
        fake.amend(BRANCH, "wanda", web=web, **changed)
        head = fake.head(BRANCH)
        it.run(push_page(fake))
        assert fake.head(BRANCH) == head
        assert "Changed by a person" in status(fake, 1).description

    def test_so_is_one_that_adds_a_line_to_the_bots_message(self, here):
        fake, it = here
        approved(fake, it)
        said = fake.repo.objects.read(fake.head(BRANCH)).message
        fake.amend(BRANCH, "wanda", message=f"{said}\nReviewed-by: wanda\n")
        head = fake.head(BRANCH)
        it.run(push_page(fake))
        assert fake.head(BRANCH) == head

    def test_a_merge_of_the_base_is_nobodys(self, here):
        fake, it = here
        number = approved(fake, it)
        fake.push("main", {"NEWS.md": "New."}, "adele")
        fake.update_branch("wanda", pulls(fake, number)[0].number)
        head = fake.head(BRANCH)
        it.sync()
        # There is nothing to do, for it holds what the bot would write.
        assert fake.head(BRANCH) == head
        assert "Changed by a person" not in status(fake, 1).description
        fake.push("main", {"NEWS.md": "Newer."}, "adele")
        fake.update_branch("wanda", pulls(fake, number)[0].number)
        it.run(push_page(fake))
        # And its care goes on below several of them.
        assert len(commits(fake)) == 1
        assert b"See you there." in fake.files(BRANCH)[PAGE]

    def test_so_is_a_rebase_onto_the_base(self, here):
        fake, it = here
        number = approved(fake, it)
        fake.push("main", {"NEWS.md": "New."}, "adele")
        fake.update_branch("wanda", pulls(fake, number)[0].number, is_rebase=True)
        head = fake.head(BRANCH)
        it.sync()
        assert fake.head(BRANCH) == head
        assert "Changed by a person" not in status(fake, 1).description
        it.run(push_page(fake))
        assert fake.head(BRANCH) != head
        assert b"See you there." in fake.files(BRANCH)[PAGE]
        assert len(commits(fake)) == 1

    @pytest.mark.parametrize("changed", [{"NOTES.md": "Mine."}, {PAGE: "Mine."}])
    def test_a_rebase_with_more_in_it_is_a_persons(self, here, changed):
        fake, it = here
        number = approved(fake, it)
        fake.push("main", {"NEWS.md": "New."}, "adele")
        fake.update_branch("wanda", pulls(fake, number)[0].number, is_rebase=True)
        fake.amend(BRANCH, "wanda", changed, web=True)
        head = fake.head(BRANCH)
        it.run(push_page(fake))
        assert fake.head(BRANCH) == head

    def test_so_is_one_onto_another_branch(self, here):
        fake, it = here
        number = approved(fake, it)
        (pull,) = pulls(fake, number)
        fake.push("idea", {"README.md": "Better."}, "wanda")
        fake.retarget("wanda", pull.number, "idea")
        fake.update_branch("wanda", pull.number, is_rebase=True)
        fake.retarget("wanda", pull.number, "main")
        head = fake.head(BRANCH)
        it.run(push_page(fake))
        assert fake.head(BRANCH) == head

    @pytest.mark.parametrize("is_clean", [True, False])
    def test_so_it_is_where_git_merges_what_both_changed(self, here, is_clean):
        fake, it = here
        foot = "".join(f"Line {number}.\n" for number in range(20))
        page = fake.files()[PAGE].decode() + foot
        fake.push("main", {PAGE: page}, "adele")
        approved(fake, it)
        theirs = page.replace("Line 19.", "The end.")
        fake.push("main", {PAGE: theirs}, "adele")
        merged = fake.files(BRANCH)[PAGE].decode().replace("Line 19.", "The end.")
        if not is_clean:
            merged = merged.replace("Line 3.", "Mine.")
        objects, wanda = fake.repo.objects, fake.world.accounts["wanda"]
        own = fake.head(BRANCH)
        entry = ("100644", objects.put("blob", merged.encode()))
        tree = objects.tree({**objects.files_of(own), PAGE: entry})
        who = Signature("wanda", wanda.noreply, fake.clock.now)
        head = objects.commit(tree, (own, fake.head()), who, who, "Merge main")
        fake.point(BRANCH, head, "wanda")
        it.sync()
        if is_clean:
            assert fake.head(BRANCH) != head
            assert len(commits(fake)) == 1
            assert b"The end." in fake.files(BRANCH)[PAGE]
        else:
            assert fake.head(BRANCH) == head

    def test_a_merge_with_more_in_it_is_a_persons(self, here):
        fake, it = here
        number = approved(fake, it)
        fake.push("main", {"NEWS.md": "New."}, "adele")
        fake.update_branch("wanda", pulls(fake, number)[0].number)
        fake.amend(BRANCH, "wanda", {"NOTES.md": "Mine."})
        head = fake.head(BRANCH)
        it.run(push_page(fake))
        assert fake.head(BRANCH) == head

    def test_so_is_a_merge_of_another_branch(self, here):
        fake, it = here
        number = approved(fake, it)
        (pull,) = pulls(fake, number)
        fake.push("idea", {"README.md": "Better."}, "wanda")
        fake.retarget("wanda", pull.number, "idea")
        fake.update_branch("wanda", pull.number)
        fake.retarget("wanda", pull.number, "main")
        head = fake.head(BRANCH)
        it.run(push_page(fake))
        assert fake.head(BRANCH) == head

    def test_pull_requests_of_forks_with_that_branch_name_hide_nothing(self, here):
        fake, it = here
        number = approved(fake, it)
        (own,) = pulls(fake, number)
        fork = fake.fork("rita")
        fake.push(BRANCH, {"NEWS.md": "Mine."}, "rita", repo=fork)
        for _ in range(7):
            fake.close_pull("rita", fake.open_pull("rita", BRANCH, source=fork).number)
        it.run(fake.push("main", {"NEWS.md": "New."}, "adele"))
        assert [each.number for each in pulls(fake, number)] == [own.number]
        fake.close_pull("mina", own.number)
        it.sync()
        assert pulls(fake, number) == []


def test_two_that_touch_one_page_still_follow_each_other(here):
    fake, it = here
    approved(fake, it)
    second = approved(fake, it, **another("Gardens"))
    fake.merge("wanda", pulls(fake, second)[0].number)
    it.sync()
    assert fake.files(BRANCH)[PAGE].decode().count("Gardens") == 1
