"""No two groups have names that are the same to a reader."""

import pytest

from tests import example
from wgbot.proposals.audit import audit
from wgbot.proposals.proposal import Issue, judge


def found(name: str) -> list[str]:
    problems = example.proposal(name=name).problems
    return [problem.message() for problem in problems if problem.check == "taken"]


@pytest.mark.parametrize(
    "name", ["Command line", "COMMAND LINE", "command  line", "Command-line", "Command.line"]
)
def test_f03_f07_the_name_of_a_group_is_taken_in_any_case(name):
    assert found(name) == [
        "There is already a group [`Command line`](https://github.com/example/cli)."
    ]


@pytest.mark.parametrize(
    "name",
    [
        "Соmmаnd line",
        "Command Iine",
        "C0mmand line",
        "Ｃommand line",
        "Com\u200bmand line",
        "𝐂ommand line",
    ],
)
def test_f04_a_look_alike_of_a_group_is_taken(name):
    assert found(name) == [
        "There is already a group [`Command line`](https://github.com/example/cli)."
    ]


@pytest.mark.parametrize(
    ("there", "name"),
    [("Наблюдение", "наблюдение"), ("Ορνιθολογία", "ΟΡΝΙΘΟΛΟΓΊΑ"), ("İzmir", "izmir")],
)
def test_f03_case_makes_no_difference_in_any_script(there, name):
    file = f"name: {there}\nfocus: what people do about kites.\nleads: [{{github: ada}}]\n"
    problems = judge(Issue(example.body(name=name)), example.repository(**{"registry/x.yml": file}))
    assert "taken" in [each.check for each in problems.problems]


@pytest.mark.parametrize("name", ["Terminal tools", "terminal-tools", "Terminal tооls"])
def test_f03_so_are_its_other_names(name):
    assert found(name) == [
        "There is already a group [`Command line`](https://github.com/example/cli), which is also known as `Terminal tools`."
    ]


def test_f07_a_file_is_never_taken_over_by_another_name():
    assert found("Cömmand line") == [
        "This group would have the file `command-line`, which belongs to the group "
        "[`Command line`](https://github.com/example/cli)."
    ]


@pytest.mark.parametrize(
    ("name", "status"),
    [("Embedded devices", "dormant"), ("PUNCH CARDS", "retired"), ("hollerith", "retired")],
)
def test_the_name_of_a_group_that_is_not_active_brings_it_back(name, status):
    proposal = example.proposal(name=name)
    assert proposal.edit.kind == "revive"
    assert [problem.check for problem in proposal.problems] == []
    (note,) = proposal.notes
    assert f"which is {status}" in note.message()


@pytest.mark.parametrize("name", ["Command", "Line", "Command lines", "Punch", "CL"])
def test_other_names_are_free(name):
    assert found(name) == []


def test_signs_of_short_names_are_not_confused():
    taken = example.repository(**{"registry/ci.yml": "name: CI\nfocus: builds.\n"})
    names = {entry.group.name for entry in taken.registry.entries.values()}
    assert "CI" in names
    problems = judge(Issue(example.body(name="CL")), taken).problems
    assert "taken" not in [problem.check for problem in problems]


class TestFormerAddresses:
    """An address that a group once had leads to that group, and to no other."""

    BIRDS = (
        "name: Birds\nfocus: counting.\nleads: [{github: ada}]\nformer_slugs: [sound-and-music]\n"
    )

    def said(self, **files):
        problems = audit(example.repository(**files)).problems
        return [
            (each.path, each.line, each.message(), each.blocks)
            for each in problems
            if each.check == "taken"
        ]

    @pytest.mark.parametrize(
        ("key", "text"),
        [
            ("name", BIRDS.replace("Birds", "Sound & music")),
            ("aliases", BIRDS.replace("Birds", "Owls") + "aliases: [Night, Sound and Music]\n"),
            ("former_slugs", BIRDS.replace("Birds", "Owls") + "former_slugs: [Sound-and-Music]\n"),
        ],
    )
    def test_nor_can_a_registered_group_by_whatever_it_is_called(self, key, text):
        text = text.replace("former_slugs: [sound-and-music]\n", "", 1)
        said = self.said(**{"registry/birds.yml": self.BIRDS, "registry/owls.yml": text})
        assert "registry/owls.yml" in [path for path, *_ in said], said
        assert all(blocks for *_, blocks in said)

    def test_it_is_there_once(self):
        twice = self.BIRDS.replace("[sound-and-music]", "[a, b, a]")
        ((_, _, said, _),) = self.said(**{"registry/birds.yml": twice})
        assert said == "`a` is there twice."

    def test_a_proposal_cannot_get_it(self):
        its = example.repository(**{"registry/birds.yml": self.BIRDS})
        (problem,) = judge(example.issue(), its).problems
        assert (problem.check, problem.field) == ("taken", "name")
        assert problem.message() == (
            "The address `sound-and-music` was that of the group `Birds`, and leads there."
        )

    def test_two_groups_cannot_both_have_had_it(self):
        bees = self.BIRDS.replace("Birds", "Bees")
        found = self.said(**{"registry/birds.yml": self.BIRDS, "registry/bees.yml": bees})
        assert [(path, line) for path, line, _, _ in found] == [
            ("registry/bees.yml", 4),
            ("registry/birds.yml", 4),
        ]
        assert "is a former address of the group `Birds` as well" in found[0][2]

    def test_a_group_that_has_it_is_told(self):
        music = "name: Music\nfocus: tones.\nleads: [{github: ada}]\n"
        files = {"registry/birds.yml": self.BIRDS, "registry/sound-and-music.yml": music}
        ((path, _, said, blocks),) = self.said(**files)
        assert (path, blocks) == ("registry/sound-and-music.yml", True)
        assert "leads there" in said

    @pytest.mark.parametrize("slug", ["birds", "Old name", "../x"])
    def test_what_can_be_none_is_told(self, slug):
        text = self.BIRDS.replace("sound-and-music", slug)
        ((_, line, _, _),) = self.said(**{"registry/birds.yml": text})
        assert line == 4
