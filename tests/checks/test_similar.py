"""Which groups a proposal is held against, what it is told, and how it goes on."""

import re

import pytest

from tests import example
from wgbot.checks.open_proposals import Neighbour
from wgbot.community import repository
from wgbot.proposals.proposal import Issue, judge
from wgbot.registry.group import Group

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
    assert "name it in the answer about overlap" in text


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


@pytest.mark.parametrize("overlap", ["None.", "WebAssemblyScript is another one.", "We looked."])
def test_an_answer_that_does_not_name_the_group_is_not_enough(overlap):
    assert said(judged(overlap, name="Wasm").problems)


def test_a_group_that_is_asleep_comes_back_by_its_name():
    (text,) = said(judged(name="Compilation speed", focus="making compile times shorter.").problems)
    assert "There is a group `Compiler speed`, which is retired" in text
    assert "To revive it, give your group its name." in text
    proposal = judged(name="compiler speed", focus="making compile times shorter.")
    assert proposal.revives
    assert proposal.slug == "old-compilers"
    assert said(proposal.problems) == []
    assert said(proposal.notes) == []
    assert [f"{note.message()} {note.remedy()}" for note in proposal.notes] == [
        "This revives the group `Compiler speed`, which is retired. "
        "Its file will say what this proposal says and keep everything else."
    ]


def test_a_group_that_comes_back_keeps_what_was_not_answered():
    group = judged(name="Punch cards", channel=None).group
    assert (group.name, group.status) == ("Punch cards", "active")
    assert group.aliases == ("Hollerith",)
    assert group.focus == example.ANSWERS["focus"]


def test_a_group_that_is_close_has_to_be_spoken_of():
    close = {"name": "Timers", "focus": "timers and schedulers for asynchronous programs."}
    (text,) = said(judged(**close).problems)
    assert "Async runtimes" in text
    assert said(judged("We meet the Async runtimes group each month.", **close).problems) == []


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


def test_registered_groups_are_not_held_against_each_other():
    from wgbot.proposals.audit import audit

    files = {**GROUPS, "registry/wasm.yml": "name: Wasm\nfocus: x y z.\nleads: [{github: ada}]\n"}
    found = audit(example.repository(**files)).problems
    assert [problem for problem in found if problem.check == "similar"] == []


@pytest.mark.parametrize(
    "name", ["@ada fixes #1", "`x` {other} {0}", "x" * 10_000, "\u202e", "̀" * 500]
)
def test_what_strangers_call_their_groups_stays_text(name):
    group = Group.model_construct(name=name, focus=name, aliases=("Sound and music",))
    for text in said(judged(neighbours=[neighbour(group=group)]).found):
        assert not re.search(r"@\w|(?<!Another proposal, )#\d", text)
        assert len(text) < 1500
