"""The whole repository, judged."""

import pytest

from tests import example
from wgbot.community.repository import Repository
from wgbot.proposals import list_pages
from wgbot.proposals.audit import audit, diff


def up_to_date(**files) -> Repository:
    repository = example.repository(**files)
    (page,) = list_pages.render(repository, repository.registry.groups())[0]
    return example.repository(**{**files, example.PAGE_PATH: page.fresh})


def test_a_sound_repository_has_no_problems():
    found = audit(up_to_date())
    assert found.problems == ()
    assert found.stale == ()


def test_a_stale_page_is_a_problem_with_a_diff():
    found = audit(example.repository())
    assert [problem.check for problem in found.problems] == ["pages"]
    (page,) = found.stale
    assert "+- **Command line**: programs that people run in a terminal." in diff(page).split("\n")


def test_registered_groups_meet_the_same_checks_with_file_and_line():
    entry = (
        "name: Nameless\nfocus: TBD\nleads:\n  - github: ada\n  - github: -x-\n"
        "repositories:\n  - https://github.com/a/b/issues\ncharter:\n  goals: |\n    a\n  plan: tbd\n"
    )
    found = audit(up_to_date(**{"registry/nameless.yml": entry}))
    assert sorted((p.check, p.path, p.line) for p in found.problems) == [
        ("leads", "registry/nameless.yml", 5),
        ("placeholders", "registry/nameless.yml", 2),
        ("placeholders", "registry/nameless.yml", 11),
        ("repository", "registry/nameless.yml", 7),
    ]


def test_two_files_of_one_name_are_told_apart():
    found = audit(up_to_date(**{"registry/again.yml": "name: Punch cards\nfocus: again.\n"}))
    taken = [problem.path for problem in found.problems if problem.check == "taken"]
    assert taken == ["registry/again.yml", "registry/punch-cards.yml"]


def test_all_problems_come_at_once():
    files = {
        "registry/a.yml": "name: [",
        "registry/b.yml": "name: B\nname: B\n",
        example.CONFIG_PATH: "nonsense: 1\n",
        example.PAGE_PATH: "no markers",
    }
    paths = {problem.path for problem in audit(example.repository(**files)).problems}
    assert paths == set(files)


def test_a_check_that_is_switched_off_says_nothing():
    files = {
        "registry/vague.yml": "name: Vague\nfocus: TBD\nleads:\n  - github: ada\n",
        example.CONFIG_PATH: "checks:\n  placeholders: false\n",
    }
    assert audit(up_to_date(**files)).problems == ()


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("templates/en/sentences.yml", '"Leads" "Chairs"\n', "line 1, cannot be read"),
        ("templates/en/sentences.yml", "- Leads\n", "has to hold sentences"),
        ("templates/review.md.j2", "Hello\n{% if x", "line 2, cannot be read"),
        (
            "templates/en/sentences.yml",
            '"{text} looks like a placeholder.": "No {txt}!"\n',
            "has nothing to put in place of `{txt}`",
        ),
    ],
)
def test_texts_that_would_stop_the_bot_are_problems_before_they_are_merged(path, text, said):
    found = [
        each
        for each in audit(example.repository(**{path: text})).problems
        if each.check == "configuration"
    ]
    assert len(found) == 1
    assert said in found[0].message()


def test_words_of_a_communitys_own_are_fine():
    text = '"{text} looks like a placeholder.": "No {text}, {noun}!"\n"Leads": "Chairs"\n'
    its = example.repository(**{"templates/en/sentences.yml": text})
    assert [each for each in audit(its).problems if each.check == "configuration"] == []
