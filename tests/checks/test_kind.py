"""The kind of a group is one that the community knows."""

from tests import example
from wgbot.proposals.audit import audit
from wgbot.proposals.proposal import judge

PATH = "registry/birds.yml"
TEXT = "name: Birds\nfocus: counting.\nleads: [{github: ada}]\n"
KINDS = "kinds:\n  sig: {one: SIG, many: SIGs}\n  wg: {one: working group}\n"
FORM = example.FORM.replace(
    "  - type: checkboxes\n",
    "  - type: input\n    id: what\n    attributes:\n      label: What it is\n  - type: checkboxes\n",
)


def found(text, settings=KINDS):
    its = example.repository(**{PATH: TEXT + text, example.CONFIG_PATH: settings})
    return [each for each in audit(its).problems if each.check == "kind"]


def test_a_kind_of_the_configuration_is_fine_and_so_is_none():
    assert found("kind: sig\n") == found("") == []


def test_another_kind_is_told_with_those_that_there_are():
    (problem,) = found("kind: team\n")
    assert problem.blocks
    assert str(problem) == (
        f"{PATH}:4, kind: `team` isn't a kind of group here. Use one of `sig`, `wg`."
    )
    (problem,) = found("kind: team\n", settings="")
    assert "Name the kinds of groups as `kinds`" in problem.remedy()


def test_a_kind_that_is_only_in_the_charter_is_noted():
    for said in ("sig", "SIG", "Working  Group"):
        (problem,) = found(f"charter:\n  kind: {said}\n")
        assert not problem.blocks
        assert "wgbot check --write" in problem.remedy()
    assert found("charter:\n  kind: SIG\n", settings="") == []
    assert found("charter:\n  kind: something else\n") == []
    assert found("kind: sig\ncharter:\n  kind: wg\n") == []


def test_a_form_that_asks_for_the_kind_takes_its_key_and_what_it_is_called(monkeypatch):
    monkeypatch.setattr(example, "FORM", FORM)
    its = example.repository(
        **{example.FORM_PATH: FORM, example.CONFIG_PATH: KINDS + "fields: {kind: what}\n"}
    )
    for typed in ("sig", "SIG", "sigs"):
        proposal = judge(example.issue(what=typed), its)
        assert proposal.group.kind == "sig"
        assert proposal.problems == ()
        assert "what" not in proposal.group.charter
    (problem,) = judge(example.issue(what="team"), its).problems
    assert (problem.check, problem.field) == ("kind", "kind")
