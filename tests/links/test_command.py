"""`wgbot links`: what can be set on the command line, and that it comes before the configuration."""

import pytest
from click.testing import CliRunner

from tests import example
from wgbot.cli.main import cli
from wgbot.links.findings import Finding, Run


@pytest.fixture
def asked(monkeypatch):
    given = []

    async def check(links, options, **_):
        given.append(options)
        return Run(tuple(Finding(link.address, "ok") for link in links))

    monkeypatch.setattr("wgbot.links.run.check", check)
    for name in ("GITHUB_TOKEN", "GITHUB_REPOSITORY", "GITHUB_STEP_SUMMARY", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    return given


def run(*arguments):
    return CliRunner().invoke(cli, ["links", *map(str, arguments)], catch_exceptions=False)


@pytest.fixture
def addresses(tmp_path):
    path = tmp_path / "list.txt"
    path.write_text("https://a.example/\n")
    return path


@pytest.mark.parametrize(
    ("arguments", "timeout", "concurrency"),
    [
        ((), 10.0, 64),
        (("--timeout", "2.5"), 2.5, 64),
        (("--concurrency", "7"), 10.0, 7),
        (("--timeout", "3", "--concurrency", "1"), 3.0, 1),
    ],
)
def test_how_long_and_how_much_at_once_can_be_said_of_a_list(
    asked, addresses, arguments, timeout, concurrency
):
    assert run("--urls", addresses, *arguments).exit_code == 0
    assert [(each.timeout, each.concurrency) for each in asked] == [(timeout, concurrency)]


@pytest.mark.parametrize(
    ("arguments", "timeout", "concurrency"),
    [
        ((), 4.0, 9),
        (("--timeout", "2.5"), 2.5, 9),
        (("--concurrency", "7"), 4.0, 7),
    ],
)
def test_it_comes_before_what_the_configuration_says(
    asked, tmp_path, arguments, timeout, concurrency
):
    files = example.tree().files
    links = "\nlinks: {timeout: 4.0, concurrency: 9}\n"
    files = {**files, example.CONFIG_PATH: files[example.CONFIG_PATH] + links.encode()}
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    assert run("--repository", tmp_path, *arguments).exit_code == 0
    assert [(each.timeout, each.concurrency) for each in asked] == [(timeout, concurrency)]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--timeout", "0"),
        ("--timeout", "-1"),
        ("--timeout", "nan"),
        ("--timeout", "soon"),
        ("--concurrency", "0"),
        ("--concurrency", "1001"),
        ("--concurrency", "1.5"),
    ],
)
def test_what_is_no_number_of_seconds_or_requests_is_refused(asked, addresses, arguments):
    # Those first, or the list is open when it is refused.
    assert run(*arguments, "--urls", addresses).exit_code == 2
    assert asked == []


def test_more_links_of_a_group_than_are_checked_are_told(asked, tmp_path):
    text = "".join(f"  - https://github.com/example/r{number}\n" for number in range(230))
    files = example.tree().files | {
        "registry/many.yml": f"name: Many\nfocus: y.\nrepositories:\n{text}".encode()
    }
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    said = run("--repository", tmp_path)
    assert "Many has 230 links; only the first 200 are checked." in said.output


@pytest.mark.parametrize("host", ["github.com", "git.example.org"])
def test_a_token_is_for_the_github_that_it_is_of(asked, monkeypatch, tmp_path, host):
    for path, data in example.tree().files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    hosts = []

    async def check(links, _options, asks, **_):
        hosts.extend(asks)
        return Run(tuple(Finding(link.address, "ok") for link in links))

    monkeypatch.setattr("wgbot.links.run.check", check)
    monkeypatch.setenv("GITHUB_TOKEN", "t")
    monkeypatch.setenv("GITHUB_REPOSITORY", "acme/groups")
    monkeypatch.setenv("GITHUB_SERVER_URL", f"https://{host}")
    assert run("--repository", tmp_path).exit_code == 0
    assert hosts == [host]
