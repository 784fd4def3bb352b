"""Approvals that cannot be forged or raced: through Apps, by teams and code owners, by renamed labels."""

import pytest

from tests import bot, example, gitrepo
from tests.fakegithub import APP_BOT, WRITE_ALL
from tests.fakegithub.rest_orgs import add_team
from tests.stories import TITLE, another, approved, config, filed, labels, pulls, review
from wgbot.github.api import MOST_LISTED
from wgbot.github.approvals import Roles
from wgbot.proposals.approver_roles import UNASKED

COUNCIL = "approval: {teams: [acme/council]}\n"
OWNERS = "approval: {code_owners: true}\n"


@pytest.fixture
def start(monkeypatch):
    def start(more="", owners=None, **options):
        files = config(more) | ({".github/CODEOWNERS": owners} if owners else {})
        fake, it = bot.start(monkeypatch, files=files, **options)
        fake.add_account("helper[bot]", type="Bot")
        it.token = fake.token(APP_BOT, "app", WRITE_ALL | {"members": "read"}, "ghs_app")
        return fake, it

    return start


def configure(fake, more):
    path = example.CONFIG_PATH
    fake.push("main", {path: example.FILES[path] + more}, "adele")


class TestMany:
    def test_while_the_label_is_missing_each_proposal_costs_one_request_more(
        self, monkeypatch, tmp_path
    ):
        fake, it = bot.start(monkeypatch, folder=gitrepo.start(tmp_path))
        fake.policy.limits = False
        fake.add_label("question")
        fake.delete_label("adele", "approved")
        names = ("Owls", "Pottery", "Weaving", "Sailing", "Baking", "Chess")
        for number, name in enumerate(names, 1):
            it.run(fake.open_issue("clara", example.body(**another(name)), TITLE))
            fake.label("tri", number, "question")
        it.sync()
        fake.start_counting()
        it.sync()
        assert not fake.writes
        assert len(fake.calls) <= 6 + len(names)

    def test_the_label_is_found_among_more_events_than_are_listed_at_once(self, monkeypatch):
        fake, it = bot.start(monkeypatch)
        fake.policy.limits = False
        fake.add_label("question")
        it.run(fake.open_issue("clara", example.body(), TITLE))

        def discussed():
            for _ in range(60):
                fake.label("tri", 1, "question")
                fake.unlabel("tri", 1, "question")

        discussed()
        fake.label("wanda", 1, "approved")
        discussed()
        it.sync()
        assert len(pulls(fake, 1)) == 1
        fake.unlabel("wanda", 1, "approved")
        discussed()
        it.sync()
        assert pulls(fake, 1)[0].pull.draft


class TestApps:
    def test_what_an_app_does_for_a_person_is_not_theirs_and_the_comment_says_so(self, start):
        fake, it = start()
        number = filed(fake, it)
        (report,) = it.run(fake.label("wanda", number, "approved", app="helper"))
        assert not report.failures
        assert pulls(fake, number) == []
        assert "the App `helper` added it for someone" in review(fake, number)
        it.run(fake.label("wanda", number, "approved"))
        assert pulls(fake, number)

    def test_nor_where_github_does_not_list_yet_who_did_it(self, start):
        fake, it = start()
        number = filed(fake, it)
        fake.lag("events", 9)
        (report,) = it.run(fake.label("wanda", number, "approved", app="helper"))
        assert report.failures
        assert pulls(fake, number) == []
        fake.calm()
        it.sync()
        assert pulls(fake, number) == []
        assert "the App `helper`" in review(fake, number)

    @pytest.mark.parametrize("who", ["wanda", "tri"])
    def test_unless_the_community_lets_it_and_then_the_persons_role_counts(self, start, who):
        fake, it = start("approval: {apps: [Helper]}\n")
        number = filed(fake, it)
        it.run(fake.label(who, number, "approved", app="helper"))
        assert bool(pulls(fake, number)) == (who == "wanda")

    def test_an_app_itself_is_never_a_person(self, start):
        fake, it = start("approval: {apps: [renovate]}\n")
        number = filed(fake, it)
        it.run(fake.label("renovate[bot]", number, "approved"))
        assert pulls(fake, number) == []
        assert "is a program" in review(fake, number)


class TestTeams:
    @pytest.mark.parametrize(
        ("by", "counts"), [("tri", True), ("Mina", True), ("wanda", False), ("adele", False)]
    )
    def test_its_members_approve_and_nobody_else(self, start, by, counts):
        fake, it = start(COUNCIL)
        add_team(fake, "acme/council", "tri", "mina")
        number = filed(fake, it)
        it.run(fake.label(by, number, "approved"))
        assert bool(pulls(fake, number)) == counts
        if not counts:
            assert "Only members of `acme/council` can." in review(fake, number)

    def test_a_thumb_counts_of_a_member_only(self, start):
        fake, it = start("approval: {teams: [acme/council], count: 2}\n")
        add_team(fake, "acme/council", "tri", "mina")
        number = filed(fake, it)
        it.run(fake.label("tri", number, "approved"))
        comment = fake.issue(number).comments[0].id
        fake.react("adele", comment)
        it.sync()
        assert pulls(fake, number) == []
        fake.react("mina", comment)
        it.sync()
        assert pulls(fake, number)

    @pytest.mark.parametrize("what", ["the token of Actions", "no such team"])
    def test_one_that_cannot_be_seen_is_a_red_run_that_names_the_permission(self, start, what):
        fake, it = start(COUNCIL)
        if what == "the token of Actions":
            it.token = None
            add_team(fake, "acme/council", "wanda")
        number = filed(fake, it)
        (report,) = it.run(fake.label("wanda", number, "approved"))
        (failure,) = report.failures
        assert "acme/council" in failure
        assert "`members: read`" in failure
        assert pulls(fake, number) == []
        assert labels(fake, number) == {"approved", "ready"}
        (report,) = it.sync()
        assert report.failures
        add_team(fake, "acme/council", "wanda")
        it.token = fake.token(APP_BOT, "app", WRITE_ALL | {"members": "read"}, "ghs_more")
        it.sync()
        assert bool(pulls(fake, number)) == (what == "no such team")

    def test_a_member_of_one_that_can_be_seen_needs_no_other(self, start):
        fake, it = start("approval: {teams: [acme/secret, acme/council]}\n")
        add_team(fake, "acme/council", "tri")
        number = filed(fake, it)
        it.run(fake.label("tri", number, "approved"))
        assert pulls(fake, number)

    def test_they_are_listed_once_in_a_run(self, start):
        fake, it = start(COUNCIL)
        add_team(fake, "acme/council", "wanda")
        for name in ("Gardens", "Robotics"):
            answers = {"focus": f"what people do with {name}.", "goals": f"Better {name}."}
            none = {"channel": None, "repository": None, "discussion": None}
            filed(fake, it, name=name, **answers, **none)
        for number in (1, 2):
            fake.label("wanda", number, "approved")
        fake.start_counting()
        it.sync()
        assert sum("/teams/" in call.path for call in fake.calls) == 1


class TestCodeOwners:
    @pytest.mark.parametrize(
        ("owners", "by", "counts"),
        [
            ("/registry/ @wanda\n", "wanda", True),
            ("/registry/ @wanda\n", "mina", False),
            ("* @mina\n/registry/ @Wanda @acme/council\n", "adele", True),
            ("* @mina\n/registry/ @Wanda @acme/council\n", "mina", False),
            ("/registry/ @tri\n", "tri", False),  # Who cannot write is no owner for GitHub.
            ("/registry/ @wanda\n/registry/sound-and-music.yml @mina\n", "mina", True),
            ("/registry/ @wanda\n/registry/sound-and-music.yml @mina\n", "wanda", False),
        ],
    )
    def test_they_approve_and_nobody_else(self, start, owners, by, counts):
        fake, it = start(OWNERS, owners)
        add_team(fake, "acme/council", "adele")
        number = filed(fake, it)
        it.run(fake.label(by, number, "approved"))
        assert bool(pulls(fake, number)) == counts
        if not counts:
            assert "the owners of the registry in `CODEOWNERS` can." in review(fake, number)

    @pytest.mark.parametrize(
        ("owners", "said"),
        [
            (None, "CODEOWNERS names no owner of registry/sound-and-music.yml"),
            ("/website/ @wanda\n", "CODEOWNERS names no owner of registry/sound-and-music.yml"),
            ("/registry/ @acme/hidden\n", "`members: read`"),
            ("/registry/ docs@example.org\n", "by an e-mail address"),
        ],
    )
    def test_what_cannot_be_told_is_a_red_run_and_no_guess(self, start, owners, said):
        fake, it = start(OWNERS, owners)
        number = filed(fake, it)
        (report,) = it.run(fake.label("wanda", number, "approved"))
        assert said in report.failures[0]
        assert "docs@example.org" not in report.failures[0]
        assert pulls(fake, number) == []


class TestRenamed:
    def test_with_the_configuration_approved_proposals_stay_approved(self, start):
        fake, it = start()
        number = approved(fake, it)
        fake.rename_label("adele", "approved", "accepted")
        configure(fake, "approval: {label: accepted}\n")
        (report,) = it.sync()
        assert not report.failures
        (pull,) = pulls(fake, number)
        assert not pull.pull.draft
        it.run(fake.comment("rita", number, "/wgbot recheck"))
        assert not pulls(fake, number)[0].pull.draft
        fake.start_counting()
        it.sync()
        assert fake.writes == []

    def test_what_waits_under_the_old_name_has_to_be_approved_anew(self, start):
        """Nobody says that the label meant the same then, so it is not taken for an approval."""
        fake, it = start()
        fake.add_label("nice")
        number = filed(fake, it)
        fake.label("wanda", number, "nice")
        fake.rename_label("adele", "approved", "former")
        fake.rename_label("adele", "nice", "approved")
        (report,) = it.sync()
        assert not report.failures
        assert pulls(fake, number) == []
        assert "when it was added, it was called `nice`" in review(fake, number)
        assert labels(fake, number) == {"ready"}
        it.run(fake.label("wanda", number, "approved"))
        assert pulls(fake, number)

    def test_without_the_configuration_nothing_becomes_a_draft_and_the_cure_is_said(self, start):
        fake, it = start()
        number = approved(fake, it)
        before = review(fake, number)
        fake.rename_label("adele", "approved", "accepted")
        for _ in range(2):
            fake.start_counting()
            (report,) = it.sync()
            assert fake.writes == []
            (failure,) = report.failures
            assert "is called 'accepted' now" in failure
            assert 'approval: {label: "accepted"}' in failure
            assert "Run this again" not in failure
        assert not pulls(fake, number)[0].pull.draft
        assert review(fake, number) == before
        fake.rename_label("adele", "accepted", "approved")
        (report,) = it.sync()
        assert not report.failures

    def test_a_text_edited_meanwhile_is_held_all_the_same(self, start):
        fake, it = start()
        number = approved(fake, it)
        fake.rename_label("adele", "approved", "accepted")
        it.run(fake.edit_issue("clara", number, example.body(goals="Louder.")))
        assert pulls(fake, number)[0].pull.draft
        fake.start_counting()
        it.sync()
        assert fake.writes == []

    def test_one_that_was_deleted_is_told_of_too(self, start):
        fake, it = start()
        number = approved(fake, it)
        fake.delete_label("adele", "approved")
        (report,) = it.sync()
        assert "was deleted" in report.failures[0]
        assert not pulls(fake, number)[0].pull.draft

    @pytest.mark.parametrize("how", ["rename", "delete"])
    def test_one_whose_approval_no_run_has_seen_yet_is_told_of_too(self, start, how):
        fake, it = start()
        number = filed(fake, it)
        other = filed(fake, it, **another("Gardens"))
        label = fake.label("wanda", number, "approved")
        if how == "rename":
            fake.rename_label("adele", "approved", "accepted")
        else:
            fake.delete_label("adele", "approved")
        (failure,) = [each for report in it.sync() for each in report.failures]
        assert ("is called 'accepted' now" if how == "rename" else "was deleted") in failure
        assert [report.failures for report in it.run(label)] == [[failure]]
        assert it.run(fake.edit_issue("clara", other, example.body(**another("Gardens"))))
        fake.start_counting()
        it.sync()
        assert fake.writes == []

    def test_one_that_was_taken_off_is_no_approval_any_more(self, start):
        fake, it = start()
        number = approved(fake, it)
        it.run(fake.unlabel("wanda", number, "approved"))
        assert pulls(fake, number)[0].pull.draft
        fake.rename_label("adele", "approved", "accepted")
        (report,) = it.sync()
        assert not report.failures


def test_a_label_in_the_second_of_the_review_is_too_late_to_tell(start):
    fake, it = start()
    event = fake.open_issue("clara", example.body(), TITLE)
    it.run(event)
    comment = fake.issue(event.number).comments[0]
    label = fake.label("wanda", event.number, "approved")
    fake.issue(event.number).events[-1].created_at = comment.updated_at
    it.run(label)
    assert pulls(fake, event.number) == []


class TestRoles:
    class Listing:
        """A repository with more people than are listed: `last` has a role as well."""

        def __init__(self, listed):
            self.listed = [{"login": f"Person-{n}", "role_name": "read"} for n in range(listed)]
            self.asked = []

        def pages(self, _path):
            return iter([{"login": "First", "role_name": "admin"}, *self.listed])

        def get(self, path):
            self.asked.append(path)
            return {"role_name": "write"} if "/last/" in path else None

    @pytest.mark.parametrize("strangers", [3, 40])
    def test_a07_in_a_list_that_is_cut_nobody_is_taken_for_a_stranger(self, strangers):
        api = self.Listing(MOST_LISTED - 1)
        others = [f"stranger-{number}" for number in range(strangers)]
        found = Roles(api).of_all(["first", "last", *others, "person-7"])
        assert (found["first"], found["last"], found["person-7"]) == ("admin", "write", "read")
        told = [found[each] for each in others]
        assert set(told) <= {"none", UNASKED}
        assert told.count("none") + 1 == len(api.asked) == min(strangers + 1, 20)

    def test_of_a_list_that_is_whole_all_others_are_strangers(self):
        api = self.Listing(5)
        assert Roles(api).of_all(["first", "last", "sue"]) == {
            "first": "admin",
            "last": "none",
            "sue": "none",
        }
        assert not api.asked
