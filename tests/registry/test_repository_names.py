"""Repositories are read by their names where an answer lists nothing else."""

import pytest

from wgbot.registry.answers import repositories
from wgbot.registry.repository_names import repository_key

DOCS, API = "https://github.com/example/docs", "https://github.com/example/api"


@pytest.mark.parametrize(
    "text",
    [
        *("example/docs\nexample/api", "example/docs, example/api", "- example/docs\n- example/api"),
        *(f"{DOCS}\nexample/api", "example/docs and example/api", "github.com/example/docs example/api"),
        "[docs](https://github.com/example/docs), example/api",
    ],
)  # fmt: skip
def test_an_owner_and_a_name_are_a_repository_at_github(text):
    assert repositories(text) == (DOCS, API)


@pytest.mark.parametrize(
    "text", ["N/A", "and/or", "see example/docs", "our docs are in example/docs and elsewhere"]
)
def test_nothing_is_made_of_a_word_in_a_sentence(text):
    assert not any("://" in each for each in repositories(text))


@pytest.mark.parametrize("text", ["docs, api", "docs\n- example/api", f"API\n{DOCS}"])
def test_what_is_known_is_called_by_its_name_alone(text):
    assert sorted(repositories(text, (DOCS, API))) == [API, DOCS]


def test_a_name_that_nothing_known_has_is_left_and_no_owner_is_guessed():
    assert repositories("docs, website", (DOCS, API)) == (DOCS, "website")


def test_beside_a_known_one_a_name_is_of_the_owner_that_all_have():
    new = "https://github.com/example/web-site"
    assert repositories("docs, web-site", (DOCS, API)) == (DOCS, new)
    assert repositories("web-site", (DOCS, API)) == ("web-site",)
    assert repositories("the docs, web-site", (DOCS, API)) == ("the", "docs", "web-site")
    assert repositories("docs, web-site", (DOCS, "https://gitlab.com/example/api"))[1] == "web-site"


def test_what_may_be_a_known_name_mistyped_is_no_new_one():
    book = "https://github.com/example/async-book"
    assert repositories("docs, async-bok", (DOCS, book)) == (DOCS, "async-bok")


def test_of_two_with_one_name_none_is_meant():
    other = "https://github.com/example-labs/docs"
    assert repositories("docs", (DOCS, other)) == ("docs",)


def test_in_a_sentence_a_known_name_is_a_word():
    assert repositories("the docs", (DOCS,)) == ("the", "docs")


def test_repositories_are_one_in_all_ways_to_write_them():
    ways = (
        "https://github.com/a/b",
        "https://www.github.com/A/b.git",
        "http://github.com/a/b/issues/",
    )
    assert len(set(map(repository_key, ways))) == 1
    assert repository_key("https://github.com/a/c") != repository_key(ways[0])
