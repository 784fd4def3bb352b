"""What happens between the requests of one run: at each boundary, one act of somebody else.

A run looks, and writes by what it saw; in between, anybody can do anything. Every act at every
boundary is tried, one by one. After the runs that it wakes, and one over all proposals, what has to
hold does: no text is in a pull request that can be merged unless somebody approved it as it is, what
is approved has one or the run is red, no person's commit is lost, and nothing is left to be said.
"""

import copy
import time

import pytest

from tests import bot, example, gitrepo, stories
from tests.fakegithub import NotAllowedError
from wgbot.proposals import markers
from wgbot.proposals.proposal import Issue

BRANCH = "wgbot/issue-1"
FILE = "registry/sound-and-music.yml"
MAY_APPROVE = ("write", "maintain", "admin")


def pull(fake):
    found = stories.pulls(fake, 1)
    if not found:
        raise NotAllowedError("there is none")
    return found[-1].number


def own_comment(fake):
    found = [each for each in fake.issue(1).comments if each.author.type == "Bot"]
    if not found:
        raise NotAllowedError("there is none")
    return found[0].id


def edit_back(fake):
    text = fake.issue(1).body
    fake.edit_issue("clara", 1, example.body(goals="Softer."))
    fake.edit_issue("clara", 1, text)


def label_again(fake, by):
    if any(label.name == "approved" for label in fake.issue(1).labels):
        fake.unlabel("wanda", 1, "approved")
    fake.label(by, 1, "approved")


def retarget(fake):
    fake.point("other", fake.head(), "adele")
    fake.retarget("mina", pull(fake), "other")


def register_another(fake):
    text = "name: Sound and music\nstatus: active\nfocus: All that is loud.\nproposal: 99\n"
    fake.push("main", {FILE: text}, "adele")


ACTS = {
    "edit": lambda fake: fake.edit_issue("clara", 1, example.body(goals="Softer.")),
    "edit into none": lambda fake: fake.edit_issue("clara", 1, "Nothing."),
    "edit there and back": edit_back,
    "take the label off": lambda fake: fake.unlabel("wanda", 1, "approved"),
    "approve": lambda fake: label_again(fake, "mina"),
    "label without the role": lambda fake: label_again(fake, "tri"),
    "rename the label": lambda fake: fake.rename_label("adele", "approved", "accepted"),
    "delete the label": lambda fake: fake.delete_label("adele", "approved"),
    "lose the role": lambda fake: fake.set_role("wanda", "read"),
    "push": lambda fake: fake.push(BRANCH, {"NOTE.md": "Mine."}, "wanda"),
    "amend": lambda fake: fake.amend(BRANCH, "wanda", {"NOTE.md": "Mine."}),
    "delete the branch": lambda fake: fake.delete_branch(BRANCH, "wanda"),
    "merge": lambda fake: fake.merge("mina", pull(fake)),
    "close the pull request": lambda fake: fake.close_pull("mina", pull(fake)),
    "mark it as ready": lambda fake: fake.set_draft("mina", pull(fake), False),
    "retarget it": retarget,
    "close": lambda fake: fake.close("clara", 1),
    "lock": lambda fake: fake.lock("wanda", 1),
    "delete": lambda fake: fake.delete_issue("adele", 1),
    "transfer": lambda fake: fake.transfer_issue("wanda", 1, "example/sound"),
    "delete the review": lambda fake: fake.delete_comment("wanda", own_comment(fake)),
    "push a page": stories.push_page,
    "register another": register_another,
    "revert": lambda fake: fake.push("main", {FILE: None}, "mina", "Revert it"),
}


def approve(fake, it):
    """Approve a proposal that is reviewed: a pull request is opened."""
    stories.filed(fake, it)
    return fake.label("wanda", 1, "approved")


def approve_again(fake, it):
    """Approve another text of one that has a pull request: its branch is moved."""
    edit(fake, it)
    it.run(fake.deliveries[-1])
    return fake.label("wanda", 1, "approved")


def edit(fake, it):
    """Edit what is approved: its pull request is held."""
    stories.approved(fake, it)
    return fake.edit_issue("clara", 1, example.body(goals="Louder."))


def merge(fake, it):
    """Merge the pull request: it is told, and the issue closed."""
    stories.approved(fake, it)
    fake.merge("wanda", pull(fake))
    return stories.events(fake, "pull_request")[-1]


RUNS = {
    approve: "edit|edit there and back|take the label off|label without the role|rename the label|"
    "delete the label|lose the role|push|delete the branch|merge|close|lock|delete|transfer|"
    "delete the review|push a page|register another",
    approve_again: "edit|edit into none|take the label off|push|amend|delete the branch|merge|"
    "close the pull request|mark it as ready|retarget it|close|delete the review|push a page",
    edit: "approve|edit there and back|push|delete the branch|merge|close the pull request|"
    "mark it as ready|delete",
    merge: "edit|delete|transfer|delete the review|revert",
}


def approved_text(fake):
    """Return the digest of the text that is approved, as GitHub knows; None if none is."""
    issue = fake.repo.issues.get(1)
    given = [] if issue is None else [each for each in issue.events if each.label]
    given = [each for each in given if each.label[0] == "approved"]
    if issue is None or issue.state != "open" or not given or given[-1].event != "labeled":
        return None
    is_later = issue.last_edited_at is None or given[-1].created_at > issue.last_edited_at
    is_allowed = fake.repo.role(given[-1].actor) in MAY_APPROVE
    return Issue(issue.body).digest if is_later and is_allowed else None


def check(fake, failures, theirs):
    """Hold everything that has to hold."""
    approved = approved_text(fake)
    mergeable = [each for each in stories.pulls(fake, 1) if not each.pull.draft]
    for each in mergeable:
        assert approved is not None, "what is not approved can be merged"
        assert markers.approved_text(each.body) == approved, "another text can be merged"
    is_there = mergeable or failures or FILE in fake.files()
    assert approved is None or is_there, "what is approved is left behind"
    head = fake.head(BRANCH)
    assert not theirs or (head and fake.repo.objects.reaches(head, theirs)), "a commit is lost"


def tell(fake, event, act, number):
    """Let *act* happen before the request of that *number*, and look; return whether it could."""
    it, heard, done = bot.Bot(fake, tell.folder), len(fake.deliveries), []

    def happen():
        try:
            act(fake)
        except NotAllowedError:
            return
        done.append(fake.head(BRANCH) if act in (ACTS["push"], ACTS["amend"]) else None)

    fake.start_counting()
    fake.before(number, happen)
    it.run(event)
    fake.calm()
    if not done:
        return False
    for each in fake.deliveries[heard:]:
        it.run(each)
    for _ in range(2):
        fake.start_counting()
        failures = [failure for report in it.sync() for failure in report.failures]
        check(fake, failures, done[0])
        if not fake.writes:
            break
    assert not fake.writes, [str(call) for call in fake.writes]
    return True


@pytest.mark.parametrize("run", RUNS, ids=lambda run: run.__name__)
def test_whatever_happens_between_two_requests_the_laws_hold(run, monkeypatch, tmp_path):
    tell.folder = gitrepo.start(tmp_path)
    fake, it = bot.start(monkeypatch, folder=tell.folder, validate=False)
    event = run(fake, it)
    clean = copy.deepcopy(fake)
    monkeypatch.setattr(time, "sleep", clean.clock.advance)
    clean.start_counting()
    bot.Bot(clean, it.folder).run(event)
    wrong = []
    for name in RUNS[run].split("|"):
        could = 0
        for call in clean.calls:
            other = copy.deepcopy(fake)
            monkeypatch.setattr(time, "sleep", other.clock.advance)
            try:
                could += tell(other, event, ACTS[name], call.number)
            except AssertionError as error:
                wrong.append(f"{name} before {call}: {error}")
        if not could:
            wrong.append(f"{name}: it never happens")
    assert not wrong, "\n".join(wrong)
