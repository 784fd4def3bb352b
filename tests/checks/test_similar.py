"""Which groups a proposal is held against, what it is told, and how it goes on."""

import re
from dataclasses import replace
from datetime import date

import pytest

from tests import example
from tests.proposals.test_form_links import CONFIG, FORMS
from wgbot.checks.lookups import Neighbour
from wgbot.community import repository
from wgbot.proposals import messages, pull_request_messages
from wgbot.proposals.audit import audit
from wgbot.proposals.memory import Record
from wgbot.proposals.proposal import Issue, judge
from wgbot.proposals.situation import Approval
from wgbot.registry.group import Group
from wgbot.similarity.profiles import profile

FORM = (
    example.FORM
    + """\
  - type: textarea
    id: overlap
    attributes:
      label: Overlap
"""
)
GROUPS = {
    "registry/webassembly.yml": "name: WebAssembly\nfocus: running programs in the browser.\n"
    "repositories: [https://github.com/example/wasm]\n",
    "registry/old-compilers.yml": "name: Compiler speed\nstatus: retired\n"
    "focus: making compile times of large programs shorter.\n",
    "registry/async.yml": "name: Async runtimes\n"
    "focus: executors, timers and schedulers for asynchronous programs.\n",
}


def judged(overlap="_No response_", neighbours=(), config="", **answers):
    files = {example.FORM_PATH: FORM, example.CONFIG_PATH: config, **GROUPS}
    tree = example.tree(**files)
    body = example.body(**answers) + f"\n\n### Overlap\n\n{overlap}"
    return judge(Issue(body, number=12), repository.load(tree), neighbours=tuple(neighbours))


def said(problems):
    return [f"{each.message()} {each.remedy()}" for each in problems if each.check == "similar"]


def test_a_new_group_is_told_nothing():
    assert said(judged().found) == []


def test_the_same_group_under_another_name_is_named_with_the_reason_and_what_to_do():
    (text,) = said(judged(name="Wasm").problems)
    assert text.startswith(
        "This may be the group [`WebAssembly`](https://github.com/example/wasm) ("
    )
    assert "is short for" in text
    assert (
        "join it instead, at [`https://github.com/example/wasm`](https://github.com/example/wasm)."
        in text
    )
    assert "say in the answer about overlap how yours differs" in text


@pytest.mark.parametrize(
    "overlap",
    [
        "WebAssembly runs in browsers; we do not.",
        "We differ from *webassembly*.",
        "It is not the\nWebAssembly group",
    ],
)
def test_who_says_how_it_differs_leaves_it_to_a_maintainer(overlap):
    proposal = judged(overlap, name="Wasm")
    assert said(proposal.problems) == []
    (note,) = said(proposal.notes)
    assert "WebAssembly" in note
    assert note.endswith("The answer about overlap mentions it.")


@pytest.mark.parametrize(
    "overlap",
    [
        "_No response_",
        "None.",
        "No",
        "N/A",
        "-",
        "We looked.",
        "None found",
        "なし",
        "<!-- none -->",
    ],
)
def test_an_answer_that_says_nothing_is_not_enough(overlap):
    assert said(judged(overlap, name="Wasm").problems)


@pytest.mark.parametrize(
    "overlap",
    [
        "I looked through the list and found none.",
        "None that we know of.",
        "Ours is about browsers only.",
        "一覧を見ましたが、ありませんでした。",
    ],
)
def test_any_honest_answer_is_enough_and_a_maintainer_is_told_what_it_leaves_out(overlap):
    proposal = judged(overlap, name="Wasm")
    assert said(proposal.problems) == []
    (note,) = said(proposal.notes)
    assert note.startswith("This may be the group")
    assert note.endswith("The answer about overlap doesn't mention it.")


def test_a_group_that_is_asleep_comes_back_by_its_name():
    (text,) = said(judged(name="Compilation speed", focus="making compile times shorter.").problems)
    assert "There is a group `Compiler speed`, which is retired" in text
    assert "To revive it, give your group its name." in text
    proposal = judged(name="compiler speed", focus="making compile times shorter.")
    assert proposal.edit.kind == "revive"
    assert proposal.slug == "old-compilers"
    assert said(proposal.problems) == []
    assert said(proposal.notes) == []
    assert [f"{note.message()} {note.remedy()}" for note in proposal.notes] == [
        "This revives the group `Compiler speed`, which is retired. "
        "Its file will be updated with this proposal, and keeps everything else."
    ]


def test_that_none_was_found_is_no_answer_where_one_of_the_same_name_is_asleep():
    name, none = "Compiler speed WG", "I looked through the list and found none."
    assert said(judged(none, name=name).problems)
    assert not said(judged("Compiler speed was about linkers.", name=name).problems)


def test_a_group_that_comes_back_keeps_what_was_not_answered():
    group = judged(name="Punch cards", channel=None).group
    assert (group.name, group.status) == ("Punch cards", "active")
    assert group.aliases == ("Hollerith",)
    assert group.focus == example.ANSWERS["focus"]


CLOSE = {"name": "Timers", "focus": "timers and schedulers for asynchronous programs."}


@pytest.mark.parametrize("overlap", ["_No response_", "None.", "I looked and found none."])
def test_of_a_group_that_is_only_close_nothing_is_asked(overlap):
    proposal = judged(overlap, **CLOSE)
    assert said(proposal.problems) == []
    (note,) = proposal.notes
    assert note.is_advice
    assert "Async runtimes" in note.message()
    assert note.remedy() == "The two may want to coordinate."


def test_advice_is_folded_and_not_repeated_in_the_pull_request():
    files = {example.FORM_PATH: FORM, **GROUPS}
    community = repository.load(example.tree(**files))
    body = example.body(**CLOSE) + "\n\n### Overlap\n\nWe meet the Async runtimes group each month."
    now = replace(
        example.situation(), repository=community, proposal=judge(Issue(body, number=12), community)
    )
    shown = messages.review(now, None, Record())
    before, _, folded = shown.partition("<details><summary>For maintainers: a group")
    assert "Async runtimes" not in before
    advice = folded.partition("</details>")[0]
    assert "`Async runtimes` works on something similar" in advice
    assert "The answer about overlap mentions it." in advice
    proposal = now.proposal
    by = Approval("ada", date(2026, 1, 2), proposal.digest)
    text = pull_request_messages.pull_request(proposal, proposal.group, by, community, [])
    assert "Async runtimes" not in text


def test_what_may_be_the_group_is_named_before_what_is_close():
    others = {
        f"registry/timers-{word}.yml": f"name: Timers {word}\nfocus: {word}s with timers.\n"
        for word in ("clock", "alarm", "watch", "bell")
    }
    files = {example.FORM_PATH: FORM, **GROUPS, **others}
    community = repository.load(example.tree(**files))
    near = neighbour(group=Group(name="Asynchronous runtimes", focus="executors and schedulers"))
    body = example.body(name="Asynchronous runtimes WG") + "\n\n### Overlap\n\nNone"
    found = judge(Issue(body, number=12), community, neighbours=(near,)).found
    similar = [each for each in found if each.check == "similar"]
    assert len(similar) <= 3
    assert [each.is_advice for each in similar] == sorted(each.is_advice for each in similar)
    assert "Async runtimes" in similar[0].message()


OLD = """\
name: Punched tape
focus: storing programs on paper.
leads: [{github: grace}]
channels: [{url: "https://chat.example.org/tape"}]
repositories: [https://github.com/example/tape]
"""
SAME_HOME = [
    {"repository": "https://github.com/example/tape"},
    {"repository": "https://github.com/Example/Tape.git\nhttps://github.com/example/more"},
    {"leads": "@Grace, @ada", "channel": "https://chat.example.org/tape"},
]


def proposed(overlap, files=None, **answers):
    tree = example.tree(
        **{example.FORM_PATH: FORM, "registry/tape.yml": OLD, **GROUPS, **(files or {})}
    )
    body = example.body(**{"name": "Loops of holes", **answers}) + f"\n\n### Overlap\n\n{overlap}"
    return judge(Issue(body, number=12), repository.load(tree))


@pytest.mark.parametrize("home", SAME_HOME)
def test_who_has_a_groups_home_is_asked_whether_it_is_that_group(home):
    (text,) = said(proposed("None", **home).problems)
    assert text.startswith(
        "Is this the group [`Punched tape`](https://github.com/example/tape) under a new name ("
    )
    assert "ask a maintainer to change its name" in text
    proposal = proposed("It is another group, we only share the place.", **home)
    assert said(proposal.problems) == []
    assert "under a new name" in said(proposal.notes)[0]


@pytest.mark.parametrize("overlap", ["None", "This is the Punched tape group under its new name."])
def test_where_a_form_changes_groups_it_is_named(overlap):
    proposal = proposed(overlap, {**FORMS, example.CONFIG_PATH: CONFIG}, **SAME_HOME[0])
    (text,) = said(proposal.problems)
    assert "give it the new name with the form `Change a working group`, and close" in text


@pytest.mark.parametrize(
    ("overlap", "is_fine"),
    [
        ("This is the Punched tape group under its new name.", False),
        ("We are renaming Punched tape.", False),
        ("Punched tape was renamed. There is no other.", False),
        ("This is not Punched tape under a new name: we share its repository.", True),
        ("Punched tape lends us its repository.", True),
    ],
)
def test_who_says_that_it_is_that_group_is_told_to_rename_it(overlap, is_fine):
    problems = said(proposed(overlap, **SAME_HOME[0]).problems)
    assert (not problems) is is_fine
    assert all("It is registered already" in each for each in problems)


@pytest.mark.parametrize(
    ("home", "files"),
    [
        # What three have, or a retired group had, tells nothing.
        (SAME_HOME[0], {"registry/third.yml": OLD.replace("Punched tape", "Cards")}),
        (SAME_HOME[2], {"registry/third.yml": OLD.replace("Punched tape", "Cards")}),
        (SAME_HOME[0], {"registry/tape.yml": OLD + "status: retired\n"}),
        ({"leads": "@grace"}, {}),
        ({"channel": "https://chat.example.org/tape"}, {}),
        (
            {"repository": "https://github.com/example/tape\n" + "".join(
                f"https://github.com/example/{name}\n" for name in "abc")},
            {"registry/tape.yml": OLD.replace("tape]", "tape, https://github.com/example/x, "
             "https://github.com/example/y, https://github.com/example/z]")},
        ),
    ],
)  # fmt: skip
def test_a_place_that_tells_nothing_is_not_asked_about(home, files):
    assert said(proposed("None", files, **home).problems) == []


def neighbour(**about):
    group = Group(name="Sounds & music", focus="all that can be heard.")
    return Neighbour(**{"branch": "wgbot/x", "number": 7, "group": group} | about)


def test_another_proposal_is_named_and_stands_in_nobodys_way():
    proposal = judged(neighbours=[neighbour()])
    (text,) = said(proposal.notes)
    assert text.startswith("Another proposal, #7, may be for the same group: `Sounds & music`")
    assert "Talk to its author" in text
    # Whoever filed that one can make of it what they like at any time.
    assert said(proposal.problems) == []


def test_however_many_propose_the_same_a_registered_group_is_found():
    alone = said(judged(name="Wasm").problems)
    copies = [neighbour(number=n, group=Group(name="Wasm", focus="x")) for n in range(1, 9)]
    assert said(judged(name="Wasm", neighbours=copies).problems) == alone


def test_a_proposal_without_a_number_is_known_by_its_branch():
    (text,) = said(judged(neighbours=[neighbour(number=None)]).notes)
    assert "`wgbot/x`" in text


def test_only_the_nearest_are_named():
    names = [f"Sound and music {word}" for word in ("group", "team", "club", "circle", "crew")]
    others = [
        neighbour(number=n, group=Group(name=name, focus="all that can be heard."))
        for n, name in enumerate(names, start=1)
    ]
    assert 1 <= len(said(judged(neighbours=others).notes)) <= 3


def test_a_community_has_words_of_its_own():
    config = "checks:\n  similar:\n    short_forms: {brwsr: [WebAssembly]}\n"
    assert said(judged(name="BRWSR").problems) == []
    assert "WebAssembly" in said(judged(name="BRWSR", config=config).problems)[0]


def test_a_community_has_subjects_of_its_own():
    config = "checks:\n  similar:\n    topics: {birds: [kestrels, nestboxes]}\n"
    other = neighbour(group=Group(name="Kestrels", focus="Where kestrels fly, and when."))
    mine = {"name": "Nestboxes", "focus": "Building nestboxes, and hanging nestboxes up."}
    assert said(judged(**mine, neighbours=[other]).notes) == []
    (problem,) = said(judged(**mine, neighbours=[other], config=config).notes)
    assert "is close to this one: `Kestrels`" in problem


def test_where_the_form_does_not_ask_about_overlap_it_is_for_a_maintainer_to_ask():
    tree = example.tree(**GROUPS)
    proposal = judge(Issue(example.body(name="Wasm")), repository.load(tree))
    assert said(proposal.problems) == []
    (note,) = said(proposal.notes)
    assert note.startswith("This may be the group [`WebAssembly`](")
    assert note.endswith("Ask how the two differ.")


def audited(config="", **files):
    files = {f"registry/{slug}.yml": text for slug, text in files.items()}
    found = audit(example.repository(**files, **{example.CONFIG_PATH: config})).problems
    return [each for each in found if each.check == "similar"]


LEADS = "leads: [{github: ada}]\n"


def test_registered_groups_are_not_held_against_each_other_by_their_names():
    assert not audited(
        wasm=f"name: Wasm\nfocus: x y z.\n{LEADS}", w=f"name: WebAssembly\nfocus: x\n{LEADS}"
    )


@pytest.mark.parametrize(
    "new",
    [
        LEADS + "repositories: [https://github.com/example/tape]\n",
        'leads: [{github: GRACE}]\nchannels: [{url: "https://chat.example.org/tape"}]\n',
    ],
)
def test_two_registered_groups_that_work_in_one_place_are_a_finding(new):
    loops = f"name: Loops\nfocus: holes.\nsince: 2024-01-01\n{new}"
    (problem,) = audited(tape=OLD, loops=loops)
    assert not problem.blocks  # A change can have meant it.
    assert problem.path == "registry/loops.yml"
    assert problem.line == 5
    assert "may be the group [`Punched tape`]" in problem.message()
    assert "an alias of it" in problem.remedy()
    assert audited(tape=OLD, loops=loops + "parent: tape\n") == []
    assert audited(tape=OLD + "successors: [Loops]\n", loops=loops) == []
    assert audited(tape=OLD, loops=loops + "charter: {overlap: Punched tape is near.}\n") == []
    assert audited(tape=OLD, loops=loops + "status: dormant\n") == []
    assert audited(tape=OLD, loops=loops, third=f"name: Owls\nfocus: owls.\n{new}") == []
    assert audited("checks: {similar: {twins: false}}", tape=OLD, loops=loops) == []


def test_many_proposals_are_read_once_each(monkeypatch):
    from wgbot.similarity import index

    read = []
    monkeypatch.setattr(
        index, "profile", lambda group, *rest: read.append(group.name) or profile(group, *rest)
    )
    community = repository.load(example.tree(**{example.FORM_PATH: FORM, **GROUPS}))
    others = [neighbour(number=n, group=Group(name=f"Owl {n}", focus="x")) for n in range(20)]
    for mine in others:
        body = example.body(name=mine.group.name)
        judge(Issue(body), community, neighbours=tuple(each for each in others if each is not mine))
    # Each once as a neighbour, and once as the one that is asked about by either question.
    assert max(read.count(each.group.name) for each in others) <= 3


def test_what_is_said_of_a_proposal_does_not_depend_on_what_was_asked_before():
    groups = [Group(name=f"Owls {n}", focus="hollow trees and boxes for owls") for n in range(40)]
    # A focus of few words tells something as long as not more than two others have it.
    groups += [Group(name=name, focus="quokkas, wombats") for name in ("Dusk", "Hedges", "Maps")]
    others = [neighbour(number=n, group=each) for n, each in enumerate(groups)]
    busy = repository.load(example.tree(**{example.FORM_PATH: FORM, **GROUPS}))
    for mine in others:
        fresh = repository.load(example.tree(**{example.FORM_PATH: FORM, **GROUPS}))
        issue = Issue(example.body(name=mine.group.name, focus=mine.group.focus))
        rest = tuple(each for each in others if each is not mine)
        there = judge(issue, busy, neighbours=rest).found
        assert there == judge(issue, fresh, neighbours=rest).found


@pytest.mark.parametrize(
    "name", ["@ada fixes #1", "`x` {other} {0}", "x" * 10_000, "\u202e", "̀" * 500]
)
def test_what_strangers_call_their_groups_stays_text(name):
    group = Group.model_construct(name=name, focus=name, aliases=("Sound and music",))
    for text in said(judged(neighbours=[neighbour(group=group)]).found):
        assert not re.search(r"@\w|(?<!Another proposal, )#\d", text)
        assert len(text) < 1500
