"""A repository is given by its own address."""

import pytest

from tests import example
from wgbot.checks.lookups import Facts, RepositoryFacts
from wgbot.proposals.proposal import Issue, judge


def found(link: str) -> list[str]:
    problems = example.proposal(repository=link).problems
    return [f"{each.message()} {each.remedy()}" for each in problems if each.check == "repository"]


@pytest.mark.parametrize(
    "link",
    [
        "https://github.com/owner/name",
        "https://GitHub.com/Owner/Name.git",
        "https://github.com/owner/name/",
        "https://github.com/owner/.github",
        "https://github.com/o/a.b_c-d",
        "https://gitlab.com/group/sub/sub/name",
        "https://codeberg.org/owner/name",
        "https://bitbucket.org/owner/name",
    ],
)
def test_l02_the_address_of_a_repository_is_taken(link):
    assert example.proposal(repository=link).problems == ()


@pytest.mark.parametrize(
    ("link", "right"),
    [
        ("https://github.com/o/r/tree/main/docs", "https://github.com/o/r"),
        ("https://github.com/o/r.git#readme", "https://github.com/o/r"),
        ("https://github.com/o/r?tab=readme", "https://github.com/o/r"),
        ("https://github.com/o/r#readme", "https://github.com/o/r"),
        ("https://www.github.com/o/r", "https://github.com/o/r"),
        ("https://github.com//o/r", "https://github.com/o/r"),
        ("https://gitlab.com/a/b/c/-/tree/main", "https://gitlab.com/a/b/c"),
        ("https://bitbucket.org/o/r/src/main", "https://bitbucket.org/o/r"),
    ],
)
def test_l02_what_is_more_than_that_is_told_with_the_address_to_write(link, right):
    assert len(found(link)) == 1
    assert f"Use `{right}` instead." in found(link)[0]
    assert found(right) == []


@pytest.mark.parametrize(
    "link",
    [
        "https://github.com/owner",
        "https://github.com",
        "https://github.com/orgs/name",
        "https://github.com/Sponsors/name",
        "https://github.com/o/%2e%2e%2f",
        "https://github.com/-/name",
        "https://github.com/o/r%00",
        "https://gitlab.com/group/-/name",
        "https://gitlab.com/a/b/$x",
    ],
)
def test_l01_what_is_none_is_refused(link):
    assert example.proposal(repository=link).problems


@pytest.mark.parametrize(
    "link",
    [
        "https://github.com.evil.example/o/r",
        "https://evilgithub.com/o/r",
        "https://gist.github.com/o/1",
        "https://raw.githubusercontent.com/o/r/main/x",
        "https://o.github.io/r",
        "https://example.org/o/r",
    ],
)
def test_l01_only_known_sites_are_taken(link):
    assert "`github.com`" in found(link)[0]


def test_the_sites_can_be_set():
    text = "checks: {repository: {hosts: [Git.Example.org, '{x}']}}"
    repository = example.repository(**{example.CONFIG_PATH: text})
    good = judge(Issue(example.body(repository="https://git.example.org/o/r")), repository)
    bad = judge(Issue(example.body(repository="https://github.com/o/r")), repository)
    assert good.problems == ()
    assert "`Git.Example.org`, `{x}`" in bad.problems[0].remedy()


def test_what_is_no_address_is_told_once():
    problems = example.proposal(repository="http://github.com/o/r/tree/main").problems
    assert [problem.check for problem in problems] == ["links"]


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (RepositoryFacts("gone or private"), ["doesn't exist, or isn't public"]),
        (RepositoryFacts("archived"), ["is archived, so no one can contribute"]),
        (RepositoryFacts("disabled"), ["is disabled by its host"]),
        (
            RepositoryFacts("fine", "https://github.com/new/r"),
            ["Use its new address, `https://g"],
        ),
        (RepositoryFacts("fine", "https://github.com/O/R"), []),
        (RepositoryFacts("fine"), []),
        (RepositoryFacts("empty"), []),
        (None, []),
    ],
)
def test_l03_what_is_known_of_a_repository_is_said_and_what_is_not_known_is_not(known, said):
    link = "https://github.com/o/r"
    issue = Issue(example.body(repository=link))
    facts = Facts({link: known} if known else {})
    problems = [
        f"{each.message()} {each.remedy()}"
        for each in judge(issue, example.repository(), facts).problems
    ]
    assert len(problems) == len(said)
    assert all(word in problem for word, problem in zip(said, problems, strict=True))
