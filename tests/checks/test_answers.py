"""Answers of a community's own questions: people, links, and what is private."""

from tests import example
from wgbot.proposals import audit
from wgbot.proposals.proposal import judge
from wgbot.registry import folder

FORM = example.FORM.replace(
    "  - type: checkboxes\n    id: conduct",
    "".join(
        f"  - type: input\n    id: {key}\n    attributes:\n      label: The {key}\n"
        for key in ("mentors", "papers", "budget")
    )
    + "  - type: checkboxes\n    id: conduct",
)
CONFIG = "answers: {mentors: people, papers: links, budget: private}\n"
FILES = {example.FORM_PATH: FORM, example.CONFIG_PATH: CONFIG}


def proposal(**answers):
    repository = example.repository(**FILES)
    body = example.body().replace(
        "### Code of conduct",
        "".join(
            f"### The {key}\n\n{answers.get(key, '_No response_')}\n\n"
            for key in ("mentors", "papers", "budget")
        )
        + "### Code of conduct",
    )
    return judge(example.issue().__class__(body), repository)


def test_people_and_links_are_kept_each_by_itself():
    found = proposal(
        mentors="@ada and https://github.com/grace",
        papers="https://example.org/a https://example.org/b",
    )
    assert found.problems == ()
    assert found.group.charter["mentors"] == ("@ada", "@grace")
    assert found.group.charter["papers"] == ("https://example.org/a", "https://example.org/b")


def test_what_is_neither_is_told():
    found = proposal(mentors="nobody in particular", papers="javascript:x")
    assert [(each.field, each.check) for each in found.problems] == [
        ("mentors", "answers"),
        ("papers", "answers"),
    ]


def test_what_is_private_is_nowhere():
    found = proposal(budget="7 million in gold")
    assert found.problems == ()
    assert "gold" not in folder.render(found.group)


def test_what_is_private_is_told_of_where_it_was_published():
    text = example.FILES["registry/command-line.yml"].replace("goals:", "budget:")
    repository = example.repository(**FILES, **{"registry/command-line.yml": text})
    (problem,) = [each for each in audit.audit(repository).problems if each.check == "answers"]
    assert (problem.path, problem.line) == ("registry/command-line.yml", 14)
