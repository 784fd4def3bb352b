"""Several forms in one repository: what each is for, and that their issues can be told apart."""

import pytest

from tests import example
from wgbot.community import config
from wgbot.proposals.proposal import Issue, judge
from wgbot.text.problems import SetupError

CHANGE_PATH = ".github/ISSUE_TEMPLATE/change-working-group.yml"
END_PATH = ".github/ISSUE_TEMPLATE/end-working-group.yml"
CHANGE = """\
name: Change a working group
title: "Change: "
body:
  - type: input
    id: group
    attributes: {label: Which group}
    validations: {required: true}
  - type: input
    id: focus
    attributes: {label: Focus}
  - type: textarea
    id: meetings
    attributes: {label: Meetings}
  - type: textarea
    id: goals
    attributes: {label: Goals}
"""
END = """\
name: End a working group
body:
  - type: textarea
    id: group
    attributes: {label: Which groups}
    validations: {required: true}
  - type: input
    id: why
    attributes: {label: Why}
"""
FORMS = f"""\
forms:
  - path: {example.FORM_PATH}
  - {{path: {CHANGE_PATH}, does: change}}
  - {{path: {END_PATH}, does: end}}
"""
CHANGED = (
    "### Which group\n\nEmbedded devices\n\n### Focus\n\n_No response_\n\n"
    "### Meetings\n\nTuesday 17:00 UTC\n\n### Goals\n\n_No response_"
)


def files(settings=FORMS, **changed):
    return {CHANGE_PATH: CHANGE, END_PATH: END, example.CONFIG_PATH: settings, **changed}


def community(settings=FORMS, **changed):
    return example.repository(**files(settings, **changed))


def said(settings=FORMS, **changed):
    return [str(each) for each in community(settings, **changed).problems]


def test_one_form_is_all_that_there_is_if_nothing_else_is_said():
    (only,) = example.repository().forms
    assert (only.path, only.does, only.kind) == (example.FORM_PATH, "new", None)
    assert "group" not in only.questions


def test_each_form_has_what_it_does_and_what_its_questions_mean():
    new, change, end = community().forms
    assert [each.does for each in (new, change, end)] == ["new", "change", "end"]
    assert change.questions["meetings"] == "meetings"
    assert "meetings" not in new.questions
    assert end.questions["why"] == "why"
    assert community().problems == ()


def test_a_form_has_ids_of_its_own_over_those_of_all():
    settings = FORMS.replace("does: change}", "does: change, fields: {focus: aim}}")
    settings += "fields: {leads: chairs, meetings: null}\n"
    new = example.FORM.replace("id: leads", "id: chairs")
    form = CHANGE.replace("id: focus", "id: aim")
    _, change, _ = community(settings, **{example.FORM_PATH: new, CHANGE_PATH: form}).forms
    assert (change.questions["focus"], change.questions["leads"]) == ("aim", "chairs")
    assert "meetings" not in change.questions


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (f"form: {example.FORM_PATH}\n{FORMS}", "`form` and `forms`"),
        (f"forms:\n  - {{path: {CHANGE_PATH}, does: change}}\n", "none of them is for new groups"),
        (f"{FORMS}  - {{path: {END_PATH}, does: end}}\n", "the same form twice"),
        (f"{FORMS}  - {{path: x.yml, kind: sig}}\n", "a kind that is not among its `kinds`"),
        (f"{FORMS}  - {{path: x.yml, does: delete}}\n", "'new', 'change' or 'end'"),
        (f"{FORMS}  - {{path: ../x.yml}}\n", "is not a path inside"),
    ],
)
def test_forms_that_cannot_be_are_told(settings, words):
    _, problems = config.load(example.tree(**{example.CONFIG_PATH: settings}))
    assert words in str(problems[0])


def test_a_form_that_is_not_there_is_told():
    with pytest.raises(SetupError, match="end-working-group"):
        community(**{END_PATH: None})


def test_two_forms_with_the_same_headings_are_a_problem_whatever_their_order_and_title():
    asked = CHANGE.partition("  - type: input\n    id: focus\n")[0].partition("body:\n")[2]
    swapped = CHANGE.replace("Change", "Alter").replace(asked, "") + asked
    (problem,) = said(**{END_PATH: swapped.replace("id: focus", "id: why")})
    assert "has the same questions as" in problem
    assert END_PATH in problem


@pytest.mark.parametrize("path", [CHANGE_PATH, END_PATH])
def test_a_form_that_changes_or_ends_a_group_has_to_ask_which(path):
    form = files()[path]
    (problem,) = said(**{path: form.replace("required: true", "required: false")})
    assert "isn't required" in problem
    assert "required: true" in problem
    (problem,) = said(**{path: form.replace("id: group", "id: other")})
    assert "has no question with the id `group`" in problem


def test_no_form_can_add_the_label_that_approves():
    (problem,) = said(**{END_PATH: END + "labels: [Approved]\n"})
    assert (END_PATH in problem, "approves a proposal" in problem) == (True, True)


class TestWhichForm:
    """An issue is of the form whose headings it has."""

    def judged(self, body, settings=FORMS, title="", **changed):
        return judge(Issue(body, title=title, number=7), community(settings, **changed))

    def test_its_headings_alone_tell(self):
        for title in ("", "New working group: x", "Change: x"):
            assert self.judged(example.body(), title=title).form == example.FORM_PATH
            assert self.judged(CHANGED, title=title).form == CHANGE_PATH
        ended = "### Which groups\n\nBirds\n\n### Why\n\nDone."
        assert (self.judged(ended).form, self.judged(ended).does) == (END_PATH, "end")

    def test_an_edit_gets_the_form_and_the_answers_as_they_mean(self, monkeypatch):
        seen = []
        from wgbot.proposals import proposal as proposals

        real = proposals.edit_of
        monkeypatch.setattr(
            proposals,
            "edit_of",
            lambda each, registry: (seen.append(each), real(each, registry))[1],
        )
        self.judged(CHANGED)
        (proposed,) = seen
        assert (proposed.does, proposed.form.path) == ("change", CHANGE_PATH)
        assert proposed.answers["group"] == "Embedded devices"
        assert proposed.answers["focus"] is None
        assert "17:00 UTC" in str(proposed.answers["meetings"])
        assert proposed.group.meetings == ()

    def test_sections_that_were_moved_or_lost_leave_it_what_it_is(self):
        parts = CHANGED.split("\n\n### ")
        moved = "\n\n### ".join([parts[0], parts[2], parts[1], parts[3]])
        assert self.judged(moved).form == CHANGE_PATH
        assert self.judged(CHANGED.partition("\n\n### Goals")[0]).form == CHANGE_PATH

    def test_a_heading_of_another_form_in_an_answer_is_part_of_the_answer(self):
        typed = CHANGED.replace("17:00 UTC", "17:00 UTC\n\n### Name\n\nA new one")
        assert self.judged(typed).form == CHANGE_PATH

    @pytest.mark.parametrize(
        "body",
        [
            "### Focus\n\nBirds",
            "### Which group\n\nBirds\n\n### Name\n\nBees",
            f"{CHANGED}\n\n### Which groups\n\nBirds\n\n### Why\n\nDone.",
        ],
    )
    def test_where_they_do_not_tell_the_author_is_told_and_nothing_is_guessed(self, body):
        proposal = self.judged(body)
        (problem,) = proposal.problems
        assert "I can't tell with which form" in problem.message()
        assert "Change a working group" in problem.message()
        assert not any(proposal.answers.values())

    def test_a_form_for_a_kind_founds_groups_of_it(self):
        other = ".github/ISSUE_TEMPLATE/new-sig.yml"
        settings = f"{FORMS}  - {{path: {other}, kind: sig}}\nkinds: {{sig: {{one: SIG}}}}\n"
        form = example.FORM.replace("label: Goals", "label: Mission")
        body = example.body().replace("### Goals", "### Mission")
        proposal = self.judged(body, settings, **{other: form})
        assert (proposal.form, proposal.group.kind) == (other, "sig")
        assert proposal.problems == ()
        assert self.judged(example.body(), settings, **{other: form}).group.kind is None
