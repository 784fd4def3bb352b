"""Two runs end alike, or differ in what people see."""

import copy

import pytest

from tests.fakegithub import FakeGithub

REPO = "/repos/acme/groups"


def run(fake, step=1):
    """Do a bit of everything."""
    fake.clock.step = step
    fake.add_account("ada")
    fake.add_account("max", "write")
    fake.add_label("approved")
    fake.open_issue("ada", "x")
    fake.label("max", 1, "approved")
    fake.push("wgbot/1", {"registry/b.yml": "B"}, by="max")
    fake.comment("max", 1, f"At {fake.head('wgbot/1')}")
    fake.open_pull("max", "wgbot/1", body="Closes #1")
    return fake


def test_ids_commits_and_times_do_not_matter():
    one, other = FakeGithub({"a": "b"}), FakeGithub({"a": "b"})
    for _ in range(7):
        other.world.new_id()
    assert run(one).end_state() == run(other, step=60).end_state()
    assert one.head("wgbot/1") != other.head("wgbot/1")


@pytest.mark.parametrize(
    "act",
    [
        lambda fake: fake.comment("max", 1, "x"),
        lambda fake: fake.edit_comment("max", fake.issue(1).comments[0].id, "x"),
        lambda fake: fake.unlabel("max", 1, "approved"),
        lambda fake: fake.edit_issue("ada", 1, "y"),
        lambda fake: fake.close("max", 1),
        lambda fake: fake.push("wgbot/1", {"registry/b.yml": "C"}, by="max"),
        lambda fake: fake.amend("wgbot/1", by="max", message="Other"),
        lambda fake: fake.push("main", {"x": "y"}, by="max"),
        lambda fake: fake.set_draft("max", 2, True),
        lambda fake: fake.edit_issue("max", 2, title="Other"),
        lambda fake: fake.merge("max", 2),
        lambda fake: fake.close("max", 2),
        lambda fake: fake.delete_branch("wgbot/1", by="max"),
        lambda fake: fake.add_label("new"),
        lambda fake: fake.push("new", {"x": "y"}, by="max"),
        lambda fake: fake.lock("max", 1),
    ],
)
def test_what_people_see_does(act):
    fake = run(FakeGithub({"a": "b"}))
    before = fake.end_state()
    act(fake)
    assert fake.end_state() != before


def test_a_status_does(fake, ask, branch):
    sha = branch("b")
    before = fake.end_state()
    ask("POST", f"{REPO}/statuses/{sha}", state="success", context="wgbot")
    assert fake.end_state() != before
    once = fake.end_state()
    ask("POST", f"{REPO}/statuses/{sha}", state="success", context="wgbot")
    assert fake.end_state() == once


def test_a_copy_goes_its_own_way(fake):
    fake.fork("ada")
    fake.open_issue("ada", "x")
    other = copy.deepcopy(fake)
    assert other.end_state() == fake.end_state()
    other.comment("max", 1, "only there")
    other.push("main", {"only": "there"}, by="max")
    assert not fake.issue(1).comments
    assert fake.head() != other.head()
    assert other.world.repos[1].objects is other.repo.objects is not fake.repo.objects
    head = {"Authorization": f"token {other.actions_token}"}
    path = f"https://api.github.com{REPO}/issues/1/comments"
    assert other.handle("POST", path, head, b'{"body": "y"}')[0] == 201
    assert len(other.issue(1).comments) == 2
    assert not fake.calls
    with fake.serve(), pytest.raises(AssertionError, match="outside"):
        copy.deepcopy(fake)
