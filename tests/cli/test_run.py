"""What `wgbot run` does without asking GitHub; the rest is in tests of the job."""

import json
import subprocess
import sys

import pytest

from tests import example
from tests.cli.commands import started


@pytest.fixture
def woken(folder, run, monkeypatch):
    """Run `wgbot run` for an event."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    for name in ("GITHUB_TOKEN", "GH_TOKEN", "GITHUB_REPOSITORY"):
        monkeypatch.delenv(name, raising=False)

    def woken(name, **payload):
        path = folder / "event.json"
        path.write_text(json.dumps(payload), encoding="utf-8")
        monkeypatch.setenv("GITHUB_EVENT_PATH", str(path))
        monkeypatch.setenv("GITHUB_EVENT_NAME", name)
        return run("run")

    return woken


@pytest.mark.parametrize(
    ("name", "payload", "said"),
    [
        ("issues", {"issue": {"number": 3, "body": "It crashes."}}, "#3 isn't a proposal."),
        (
            "issues",
            {"issue": {"number": 3, "pull_request": {}}},
            "Nothing to do: a pull request",
        ),
        ("fork", {}, "Nothing to do: wgbot doesn't use the event fork."),
        ("issue_comment", {"issue": {"number": 3}, "action": "edited"}, "Nothing to do: a com"),
    ],
)
def test_what_is_no_proposal_is_left_alone(woken, name, payload, said):
    code, out, err = woken(name, **payload)
    assert (code, out) == (0, "")
    assert err.startswith(said)


def test_g01_no_workflow_command_gets_into_the_log(woken):
    payload = {"ref": "\n::set-output name=a::b", "repository": {"default_branch": "main"}}
    _, out, err = woken("push", **payload)
    assert not [line for line in (out + err).split("\n") if line.strip().startswith("::")]


def test_without_a_token_it_says_what_is_missing(woken):
    issue = {"number": 3, "body": example.body()}
    code, out, err = woken("issues", action="opened", issue=issue)
    assert (code, out) == (2, "")
    assert "`GITHUB_TOKEN` and `GITHUB_REPOSITORY` (as `owner/name`) are not set" in err


def test_without_an_event_it_says_where_it_belongs(folder, run, monkeypatch):
    monkeypatch.delenv("GITHUB_EVENT_PATH", raising=False)
    code, _, err = run("run")
    assert code == 2
    assert "`wgbot run` is for GitHub Actions" in err
    assert "`wgbot propose ISSUE.md`" in err


@pytest.mark.parametrize("name", [".", "nowhere.json", "event.json"])
def test_an_event_that_cannot_be_read_is_told_in_words(folder, run, monkeypatch, name):
    (folder / "event.json").write_text("{", encoding="utf-8")
    monkeypatch.setenv("GITHUB_EVENT_PATH", name)
    code, _, err = run("run")
    assert code == 2
    assert err.startswith(f"wgbot: The event in {name} ")
    assert "Errno" not in err


def test_what_is_no_proposal_is_told_without_loading_what_asks_github(folder):
    event = folder / "event.json"
    event.write_text(json.dumps({"issue": {"number": 3, "body": "It crashes."}}))
    code = (
        "import sys; sys.argv = ['wgbot', 'run']\nfrom wgbot.cli.main import main\n"
        "try: main()\nfinally: print(*sys.modules)"
    )
    start = started(GITHUB_EVENT_PATH=str(event), GITHUB_EVENT_NAME="issues")
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=start["env"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == "#3 isn't a proposal.\n"
    assert not {"github", "requests", "pydantic", "jinja2"} & set(done.stdout.split())
