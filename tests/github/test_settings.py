"""What communities decide about branches, commits and accounts, at GitHub."""

import json

from tests import example
from tests.fakegithub import ACTIONS_BOT, APP_BOT
from tests.stories import TITLE, approved, events, filed, pulls, reviews
from wgbot.form import recognition
from wgbot.github import actions


def message(fake, branch):
    return fake.repo.objects.read(fake.head(branch)).message


class TestPrefix:
    def test_branches_have_it_and_everything_goes_on(self, start):
        fake, it = start("branches: {prefix: bots/groups/}\n")
        number = approved(fake, it)
        branch = f"bots/groups/issue-{number}"
        (pull,) = fake.pulls("open")
        assert pull.pull.head_ref == branch
        assert fake.head(f"wgbot/issue-{number}") is None
        it.run(fake.edit_issue("clara", number, example.body(goals="Louder.")))
        assert pull.pull.draft
        it.run(fake.label("wanda", number, "approved"))
        assert not pull.pull.draft
        fake.merge("wanda", pull.number)
        it.run(events(fake, "pull_request")[-1])
        assert fake.issue(number).state == "closed"
        fake.start_counting()
        it.sync()
        assert fake.writes == []

    def test_a_pull_request_from_before_there_was_one_is_kept(self, start):
        fake, it = start()
        number = approved(fake, it)
        path = example.CONFIG_PATH
        text = example.FILES[path] + "branches: {prefix: bots/}\n"
        fake.push("main", {path: text}, "adele")
        (report,) = it.sync()
        assert not report.failures
        (pull,) = fake.pulls("all")
        it.run(fake.edit_issue("clara", number, example.body(goals="Louder.")))
        it.run(fake.label("wanda", number, "approved"))
        assert fake.pulls("all") == [pull]
        assert not pull.pull.draft
        assert fake.head(f"bots/issue-{number}") is None

    def test_an_event_of_a_pull_request_is_known_by_it(self, start):
        fake, it = start("branches: {prefix: bots/}\n")
        approved(fake, it)
        fake.close_pull("mina", fake.pulls("open")[0].number)
        event = events(fake, "pull_request")[-1]
        assert actions.understood(event.name, event.payload).scope == "nothing"
        assert actions.understood(event.name, event.payload, "bots/").number == 1

    def test_what_cannot_be_beside_the_default_branch_is_said(self, start):
        fake, it = start("branches: {prefix: trees/}\n")
        fake.repo.refs["refs/heads/trees/main"] = fake.repo.refs.pop("refs/heads/main")
        fake.repo.default_branch = "trees/main"
        (report,) = it.run(fake.open_issue("clara", example.body(), TITLE))
        assert "can't be there beside the default branch trees/main" in report.failures[0]

    def test_it_is_read_without_all_the_rest(self):
        text = "branches: {prefix: bots/}\n"
        assert recognition.branch_prefix(example.tree(**{example.CONFIG_PATH: text})) == "bots/"
        assert recognition.branch_prefix(example.tree(**{example.CONFIG_PATH: "["})) == "wgbot/"


class TestCommits:
    SIGNED = "Bot <bot@example.org>"

    def test_they_begin_and_are_signed_off_as_the_community_likes(self, start):
        fake, it = start(f'commit: {{prefix: "feat(registry): ", sign_off: "{self.SIGNED}"}}\n')
        number = approved(fake, it)
        said = message(fake, f"wgbot/issue-{number}")
        assert said.startswith("feat(registry): add the group sound-and-music\n\n")
        assert f"\nSigned-off-by: {self.SIGNED}\n" in said
        (pull,) = pulls(fake, number)
        assert pull.title == "feat(registry): add working group: Sound and music"
        fake.start_counting()
        it.sync()
        assert fake.writes == []

    def test_a_title_in_german_keeps_its_letters(self, start):
        fake, it = start('commit: {prefix: "feat: "}\nlanguage: de\n')
        number = approved(fake, it)
        (pull,) = pulls(fake, number)
        assert pull.title.startswith("feat: ")
        assert pull.title[6].isupper()


class TestAccounts:
    """C6: an App here, Actions there."""

    def _mixed(self, fake, it):
        it.token = fake.app_token
        number = filed(fake, it)
        it.token = None
        return number

    def test_named_they_share_one_comment_whoever_wrote_it(self, start):
        fake, it = start("accounts: [github-actions, 'wgbot-app[bot]']\n")
        number = self._mixed(fake, it)
        it.sync()
        it.run(fake.label("wanda", number, "approved"))
        assert len(reviews(fake, number)) == 1
        assert len(pulls(fake, number)) == 1
        for token in (fake.app_token, None, fake.app_token, None):
            it.token = token
            fake.push("main", {"NEWS.md": f"{token} {len(fake.deliveries)}"}, "adele")
            fake.start_counting()
            it.sync()
            assert fake.writes == []

    def test_not_named_it_is_said_once_and_nothing_is_deleted_or_made_at_every_push(self, start):
        fake, it = start()
        number = self._mixed(fake, it)
        (report,) = it.sync()
        assert not report.failures
        assert any(
            f"by {APP_BOT}, which isn't the account" in line and "`accounts`" in line
            for line in report.lines()
        )
        assert len(reviews(fake, number)) == 2
        for token in (fake.app_token, None, fake.app_token, None):
            it.token = token
            fake.push("main", {"NEWS.md": f"{token} {len(fake.deliveries)}"}, "adele")
            fake.start_counting()
            (report,) = it.sync()
            assert fake.writes == []
            assert report.lines() == []

    def test_what_is_not_named_is_believed_by_nobody(self, start):
        fake, it = start("accounts: [wgbot-app]\n")
        it.token = fake.app_token
        number = filed(fake, it)
        body = example.body(goals="What nobody approved.")
        fake.edit_issue("clara", number, body)
        memory = json.dumps({"text": "0" * 64, "since": "2020-01-01T00:00:00+00:00"})
        fake.comment(ACTIONS_BOT, number, f"<!-- wgbot:review {memory} -->\nThank you!")
        it.run(fake.label("wanda", number, "approved"))
        assert pulls(fake, number) == []
