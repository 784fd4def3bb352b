"""Messages lead to the page of the documentation of the very version that says them."""

from pathlib import Path

import pytest

from tests import bot, example, stories
from wgbot.checks import runner
from wgbot.cli import options
from wgbot.setup.doctor import local
from wgbot.text import manual

DOCS = Path(__file__).parent.parent.parent / "docs"
HERE = "https://github.com/example/wgbot/blob/v0.2.0/docs/{}.md"


@pytest.mark.parametrize(
    ("folder", "pattern"),
    [
        ("/home/runner/work/_actions/example/wgbot/v0.2.0", HERE),
        ("/home/runner/work/_actions/example/wgbot/v0.2.0/", HERE),
        ("D:\\a\\_actions\\example\\wgbot\\v0.2.0", HERE),
        ("/_actions/a/_actions/example/wgbot/v0.2.0", HERE),
        ("/home/runner/work/groups/groups/./", ""),
        ("/home/runner/work/_actions/example", ""),
        ("/home/runner/work/_actions/exa mple/wgbot/v0.2.0", ""),
        ("/home/runner/work/_actions/example/wgbot/a)b", ""),
        ("", ""),
    ],
)
def test_an_actions_folder_tells_its_version(folder, pattern):
    assert manual.of_action(folder) == pattern


def test_once_the_website_is_somewhere_that_is_where_messages_lead(monkeypatch):
    monkeypatch.setattr(manual, "PUBLISHED", "https://example.org/docs/{}/")
    assert manual.of_action("") == "https://example.org/docs/{}/"
    page = manual.page(manual.of_version("example/wgbot", "v1"), "checks/name", "options")
    assert page == "https://example.org/docs/checks/name/#options"


def test_where_nobody_knows_there_is_no_address():
    assert manual.page("", "checks/name", "options") == ""


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_comment_leads_to_the_examples_of_each_check_that_found_something(monkeypatch, language):
    files = stories.config(f"language: {language}\n")
    fake, it = bot.start(monkeypatch, files)
    known = it.environment()
    known["GITHUB_ACTION_PATH"] = "/_actions/example/wgbot/v0.2.0"
    monkeypatch.setattr(it, "environment", lambda: known)
    number = stories.filed(fake, it, name="Sound <music>", goals="TBD")
    said = stories.review(fake, number)
    word = {"en": "Examples", "de": "Beispiele"}[language]
    for check in ("name", "placeholders"):
        assert f" [{word}]({HERE.format(f'checks/{check}')})" in said
    assert said.count(word) == said.count("/blob/")


def test_elsewhere_a_comment_leads_nowhere(monkeypatch):
    fake, it = bot.start(monkeypatch)
    number = stories.filed(fake, it, name="Sound <music>")
    assert "Examples" not in stories.review(fake, number)


def test_a_check_that_another_package_brings_has_no_page():
    assert runner.has_page("name")
    assert not runner.has_page("birds")
    assert not runner.has_page("configuration")


def test_what_check_finds_has_a_page(run, tmp_path, monkeypatch):
    monkeypatch.setattr(options, "own_action", lambda: f"example/wgbot@{'c' * 40}")
    for path, data in example.tree().files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    issue = tmp_path / "issue.md"
    issue.write_text(example.body(name="Sound <music>"), encoding="utf-8")
    page = f"https://github.com/example/wgbot/blob/{'c' * 40}/docs/checks/name.md"
    _, _, err = run("check", issue, "-C", tmp_path)
    assert f"\nname: {page}\n" in err
    _, out, _ = run("check", issue, "-C", tmp_path, "--format", "sarif")
    assert f'"helpUri": "{page}"' in out
    _, out, err = run("check", issue, "-C", tmp_path, "--format", "json")
    assert page not in out + err


def test_the_doctor_leads_to_pages_and_headings_that_are_there():
    run = """on: issues
jobs:
  a:
    steps:
      - uses: example/wgbot@%s
        with: {command: %s, token: '%s'}
"""
    tokens = ("run", "${{ github.token }}"), ("sync", "${{ secrets.OTHER }}")
    files = {
        f".github/workflows/{name}.yml": run % ("c" * 40, name, token) for name, token in tokens
    }
    found = [
        advice.link
        for more in ("", "second: {repository: example/website}\n")
        for advice in local.examine(example.tree(**files, **stories.config(more)), documented=HERE)
        if "/blob/" in advice.link
    ]
    assert len(set(found)) == 2
    for link in found:
        page, _, heading = link.partition("/docs/")[2].partition("#")
        text = (DOCS / page).read_text(encoding="utf-8").lower()
        assert f"# {heading.replace('-', ' ')}\n" in text
