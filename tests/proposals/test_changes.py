"""Changes: applied in whatever pieces, they end in one place; and each says what it does."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import example
from tests.example import Memory, at_home, filed, labelled, settled
from wgbot.proposals import changes
from wgbot.proposals.changes import Notice, describe, with_change_applied
from wgbot.proposals.decide import decide
from wgbot.proposals.reconcile import DryRun, reconcile
from wgbot.proposals.situation import Branch, Status

CONFIG = (
    "pages: []\napproval: {{count: {}, wait_days: {}}}\n"
    "pull_request: {{labels: [new], reviewers: [ada, example/council]}}\n"
)
TAKEN = {"registry/sound.yml": "name: Sound and music\nfocus: sounds of all kinds.\n"}
REPOSITORIES = [
    replace(example.repository(**{example.CONFIG_PATH: CONFIG.format(*how)}, **more), commit=at)
    for at, how, more in [
        ("c0ffee", (1, 0), {}),
        ("decade", (1, 0), TAKEN),
        ("facade", (2, 0), {}),
        ("beaded", (1, 7), {}),
        ("baobab", (1, 0), {"registry/broken.yml": "name: ["}),
    ]
]
TEXTS = [{}, {"goals": "Other."}, {"goals": None}, {"name": "Noise"}]


def edit(text):
    return lambda now: example.edited(now, **text)


def label(**who):
    return lambda now: labelled(now, **who)


def move(repository):
    def moved(now):
        now = replace(now, repository=repository)
        return replace(now, proposal=example.judge(now.issue, repository))

    return moved


def issue(state):
    return lambda now: replace(now, issue=replace(now.issue, state=state))


def pull(state):
    def change(now):
        is_open = now.home.pull_request and now.home.pull_request.state == "open"
        return example.ended(now, state) if is_open else now

    return change


def reviewed(now):
    """Somebody reviews the pull request and takes its labels off."""
    bare = now.home.pull_request and replace(
        now.home.pull_request, labels=frozenset(), reviewers=frozenset()
    )
    return at_home(now, pull_request=bare)


def pushed(now):
    """Somebody pushes to the branch."""
    theirs = Branch("wgbot/issue-12", f"theirs {now.now}", is_bots=False)
    bare = now.home.pull_request and replace(now.home.pull_request, status=None)
    return at_home(now, branch=theirs, pull_request=bare) if now.home.branch else now


def deleted(now):
    """Somebody deletes the branch, which closes its pull request."""
    return at_home(pull("closed")(now), branch=None)


def scribbled(now):
    """Somebody edits the bot's comment."""
    text = now.review and re.sub("[a-z]{5}", "", now.review.text)
    return replace(now, review=now.review and replace(now.review, text=text))


def doubled(now):
    """Two runs at once wrote a comment each."""
    return replace(now, review=now.review and replace(now.review, spare=(7,)))


def cut(number):
    """A run does just so much."""

    def run(now):
        for _, then in zip(range(number), steps(now), strict=False):
            now = then
        return now

    return run


EVENTS = st.one_of(
    st.sampled_from([settled, settled, settled, example.later, example.unlabelled]),
    st.integers(0, 4).map(cut),
    st.sampled_from(TEXTS).map(edit),
    st.sampled_from(
        [
            {},
            {},
            {"by": "clara", "role": "admin"},
            {"by": "tri", "role": "triage"},
            {"role": None},
            {"by": "x[bot]", "is_person": False},
        ]
    ).map(lambda who: label(**who)),
    st.sampled_from(REPOSITORIES).map(move),
    st.sampled_from(["open", "closed", "gone"]).map(issue),
    st.sampled_from(["closed", "merged"]).map(pull),
    st.sampled_from([reviewed, pushed, deleted, scribbled, doubled]),
    st.just(lambda now: replace(now, review=None)),
)


def steps(now):
    """Yield the situation after each change of a run."""
    forge = Memory()
    while decided := [each for each in decide(now) if not isinstance(each, Notice)]:
        for change in decided:
            now = forge.apply(change, now).situation
            yield now


def lived(start, events):
    """Return the situation of a proposal after all that happened to it, not always with a run between."""
    now = start
    for event, is_missed in events:
        now = example.later(event(now if is_missed else settled(now)))
    return now


def without_times(now):
    """Return a situation as it is but for when what was written."""
    text = now.review and re.sub(r'"since": "[^"]*", ', "", now.review.text)
    return replace(now, review=now.review and replace(now.review, text=text, written=None))


FILED = filed({example.CONFIG_PATH: CONFIG.format(1, 0)})
LIVES = st.builds(
    lived,
    st.sampled_from([FILED, settled(FILED), *[example.approved(FILED)] * 3]),
    st.lists(st.tuples(EVENTS, st.booleans()), max_size=6),
)


@settings(max_examples=60)
@given(LIVES)
def test_e11_a_run_cut_anywhere_is_completed_by_the_next(now):
    whole = settled(now)
    # Nothing is left then but to tell whoever runs it.
    assert [each for each in decide(whole) if not isinstance(each, Notice)] == []
    for then in steps(now):
        assert without_times(settled(then)) == without_times(whole)


@settings(max_examples=30)
@given(LIVES)
def test_a_dry_run_ends_too_and_changes_nothing_for_good(now):
    planned = reconcile(DryRun(), now)
    assert [type(each) for each in planned.done] == [
        type(each) for each in reconcile(Memory(), now).done
    ]


@settings(max_examples=60)
@given(LIVES)
def test_what_always_holds(now):
    before, now = now, settled(now)
    digest = now.issue.digest
    pull, branch = now.home.pull_request, now.home.branch
    # A person's commits stay.
    if before.home.branch and not before.home.branch.is_bots:
        assert branch == before.home.branch
    if pull and pull.state == "open":
        ready = not pull.draft or (pull.status and pull.status.state == "success")
        if ready and now.label:
            # What can be merged is what was approved.
            assert changes.PutFiles not in map(type, decide(now))
            assert f"sha256:{digest}" in pull.text
            assert now.label.role == "write" or now.label.role == "admin"
            assert not branch.is_bots or f"sha256:{digest}" in branch.message
        if not now.label or now.issue.state != "open":
            assert pull.draft
            assert pull.status is None or pull.status.state == "failure"
    # A label that does not count does not stay, unless its time has yet to come.
    if now.label and now.issue.state == "open" and not (pull and pull.state == "merged"):
        assert now.label.role in (None, "write", "admin")


def test_applying_twice_is_applying_once():
    now = labelled(filed({example.CONFIG_PATH: CONFIG.format(1, 0)}))
    while decided := [each for each in decide(now) if not isinstance(each, Notice)]:
        for change in decided:
            now = with_change_applied(change, now)
            assert with_change_applied(change, now) == now


def test_what_is_put_on_a_commit_is_gone_with_the_next():
    now = example.approved()
    assert now.home.pull_request.status
    put = changes.PutFiles("wgbot/issue-12", "decade", now.home.branch.head, {"a": b"b"}, "Message")
    then = with_change_applied(put, now)
    assert then.home.pull_request.status is None
    assert then.home.branch == Branch(
        "wgbot/issue-12",
        "",
        is_bots=True,
        message="Message",
    )


def test_any_other_label_leaves_the_approval():
    now = labelled(filed())
    assert with_change_applied(changes.RemoveLabel("ready"), now).label
    assert with_change_applied(changes.RemoveLabel("approved"), now).label is None


EVERY = {
    changes.WriteComment("x"): "write the review comment",
    changes.DeleteComment(7): "delete a second review comment",
    changes.AddLabel("ready"): "add the label 'ready'",
    changes.RemoveLabel("ready"): "remove the label 'ready'",
    changes.CloseIssue(): "close the issue",
    changes.ProposePullRequest("b", "t", "x"): "open a pull request for the branch b",
    changes.EditPullRequest(3, "t", "x"): "write the text of pull request #3",
    changes.SetDraft(3, draft=True): "make a draft of pull request #3",
    changes.SetDraft(3, draft=False): "mark as ready pull request #3",
    changes.LabelPullRequest(3, ("a", "b")): "label pull request #3: a, b",
    changes.RequestReviews(3, ("a", "o/t")): "ask a, o/t to review pull request #3",
    changes.SetStatus("c", Status("failure", "x")): "set the commit's status to failure",
    changes.SetDraft(3, draft=True, place="acme/site"): (
        "in acme/site, make a draft of pull request #3"
    ),
    changes.Notice("Look!"): "Look!",
}


@pytest.mark.parametrize(("change", "said"), EVERY.items(), ids=lambda each: str(each)[:20])
def test_every_change_says_what_it_does(change, said):
    assert describe(change) == said


def test_files_are_named():
    put = changes.PutFiles("b", "base", None, {"y": b"", "x": b""}, "m")
    assert describe(put) == "put x, y on the branch b"
    described = {type(change) for change in [*EVERY, put]}
    assert described == set(changes.Change.__args__)
