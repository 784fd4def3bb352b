"""The configuration: every key has a default, and what is wrong is told with its line."""

import pytest
from pydantic import ValidationError

from tests import example
from wgbot.checks import runner
from wgbot.community import config, pull_requests
from wgbot.community.approval_policy import ApprovalPolicy, WaitDays
from wgbot.community.config import Config
from wgbot.files.disk import DiskTree


def load(text: str | None):
    return config.load(example.tree(**{config.PATH: text}))


@pytest.mark.parametrize("text", ["off", "'off'", "false"])
def test_off_is_off_however_yaml_reads_it(text):
    its = example.repository(**{example.CONFIG_PATH: f"approval: {{consent: {text}}}\n"})
    assert (its.config.approval.consent, its.problems) == ("off", ())


def test_the_days_to_wait_are_one_number_or_one_for_each_kind():
    def waits(text):
        return example.repository(
            **{example.CONFIG_PATH: f"approval: {{wait_days: {text}}}\n"}
        ).config.approval.wait_days

    assert waits("3") == WaitDays(new=3, change=3, end=3, remove_lead=3)
    assert waits("{end: 14}") == WaitDays(end=14)


@pytest.mark.parametrize("text", [None, "", "# nothing\n", "{}"])
def test_without_any_key_the_defaults_serve(text):
    assert load(text) == (Config(), ())


def test_its_path_is_the_one_in_the_community():
    assert config.PATH == example.CONFIG_PATH


def test_each_check_can_be_switched_off_and_set():
    for name in runner.CHECKS:
        settings, problems = load(f"checks:\n  {name}: false\n")
        assert not problems
        assert getattr(settings.checks, name) is False
    settings, problems = load("checks:\n  leads:\n    maximum: 3\n")
    assert not problems
    assert settings.checks.leads.maximum == 3
    assert settings.checks.leads.minimum == Config().checks.leads.minimum


WRONG = {
    "no mapping": ("x", 1, "keys and values"),
    "bad YAML": ("form: {", 1, "not valid YAML"),
    "an alias": ("form: *x", 1, "References"),
    "an unknown key": ("language: en\nfrom: x", 2, "`from` isn't a known key"),
    "an unknown check": ("checks:\n  nme: false", 2, "`checks.nme` isn't a known key"),
    "an unknown option": (
        "checks:\n  leads:\n    most: 1",
        3,
        "`checks.leads.most` isn't a known key",
    ),
    "a check that is on": ("checks:\n  taken: true", 2, "`false`"),
    "a word for a number": ("checks:\n  leads:\n    maximum: many", 3, "whole number"),
    "too small a number": ("checks:\n  leads:\n    maximum: 0", 3, "more than 0"),
    "a word for a list": ("checks:\n  repository:\n    hosts: github.com", 3, "has to be a list"),
    "a number for a text": ("registry: 3", 1, "has to be text"),
    "a word for pages": ("pages: website", 1, "has to be a list"),
    "a page without a path": ("pages:\n  - template: x", 2, "`pages.1.path` is missing"),
    "a label in the plural": ("approval:\n  labels: [x]", 2, "`approval.labels` isn't a known key"),
    "nobody to approve": ("approval:\n  count: 0", 2, "1"),
    "a year and more": ("approval:\n  wait_days: 366", 2, "365"),
    "half a person": ("approval:\n  count: 1.5", 2, "whole number"),
    "a word for yes": ("approval:\n  own: sure", 2, "`true` or `false`"),
    "one reviewer": ("pull_request:\n  reviewers: ada", 2, "has to be a list"),
    "a number for a label": ("labels:\n  ready: 1", 2, "has to be text"),
    "an unknown meaning": ("fields:\n  chairs: x", 2, "`fields.chairs` isn't a known key"),
}


@pytest.mark.parametrize(("text", "line", "words"), WRONG.values(), ids=WRONG)
def test_y05_what_is_wrong_is_told_with_its_line_and_the_defaults_serve(text, line, words):
    settings, problems = load(text)
    assert settings.model_copy(update={"checks": Config().checks}) == Config()
    assert [(problem.path, problem.line) for problem in problems] == [(config.PATH, line)]
    assert words in f"{problems[0].message()} {problems[0].remedy()}"


@pytest.mark.parametrize(
    ("text", "waits", "words"),
    [
        ("kindz: {sig: {one: SIG, many: SIGs}}", {"kind"}, "Write `kinds:` if you mean that"),
        ("kinds: {sig: {oen: SIG}}", {"kind"}, "Until then, `kind` is not checked."),
        ("answers: {talks: links, x: private, y: what}", {"answers"}, "`answers` is not checked"),
        ("checks: {leads: {minimun: 2}, length: {focus: 9}}", {"leads"}, "`leads` is not checked"),
        ("checks: {leeds: {minimum: 2}}", {"leads"}, "Write `leads:` if you mean that"),
        ("chekcs: {leads: {minimum: 2}}", set(runner.CHECKS), "Until then, no group is checked."),
        ("sight: {title: Birds}", set(), "Write `site:` if you mean that"),
        ("pages: [{pth: x.md}]", set(), "Correct or remove it."),
    ],
)
def test_one_slip_keeps_the_rest_and_checks_that_depend_on_it_wait(text, waits, words):
    settings, problems = load(f"language: de\n{text}\nnoun: {{one: team, many: teams}}\n")
    assert (settings.language, settings.noun.one) == ("de", "team")
    assert {name for name, each in settings.checks if each is False} == waits
    assert words in " ".join(map(str, problems))


def test_what_is_beside_a_slip_is_read():
    settings, _ = load(
        "site: {title: 3, url: https://example.org/x/}\nchecks: {leads: {most: 1}}\n"
    )
    assert settings.site.url == "https://example.org/x/"
    settings, _ = load("checks: {leads: {most: 1}, length: {focus: 9}}\n")
    assert settings.checks.length.focus == 9


def test_all_that_is_wrong_is_told_at_once():
    _, problems = load("registry: 3\nodd: x\nchecks:\n  nme: false\n")
    assert sorted(problem.line or 0 for problem in problems) == [1, 2, 4]


@pytest.mark.parametrize("key", ["form", "registry", "templates"])
@pytest.mark.parametrize(
    "path",
    [
        *("", ".", "..", "../x", "a/../../x", "/etc", "a//b", "a/", "./a", "a\\b", "..\\x"),
        *(
            ".git",
            ".git/hooks",
            "a/.git/config",
            ".GIT/x",
            ".github/workflows",
            ".github/Workflows/x",
        ),
        *("a\nb", "a\x1b", "a\u202eb", "a\x00b"),
    ],
)
def test_f01_f06_no_path_leads_out_of_the_repository_or_to_what_runs(key, path):
    with pytest.raises(ValueError, match=r"is not a p|has a character"):
        Config(**{key: path})
    with pytest.raises(ValueError, match=r"is not a p|has a character"):
        config.PageSettings(path=path)


def test_who_approves_and_what_a_pull_request_gets_can_be_set():
    settings, problems = load(
        "labels: {ready: fit, needs_work: unfit}\n"
        "approval: {label: go, role: triage, own: false, count: 3, wait_days: 14}\n"
        "pull_request: {labels: [group], reviewers: [ada, example/council]}\n"
    )
    assert not problems
    assert (settings.labels.ready, settings.labels.needs_work) == ("fit", "unfit")
    assert settings.approval == ApprovalPolicy(
        label="go",
        role="triage",
        own=False,
        count=3,
        wait_days=WaitDays(new=14, change=14, end=14, remove_lead=14),
    )
    assert settings.pull_request.reviewers == ("ada", "example/council")


def test_the_bots_labels_have_to_differ():
    data = {example.CONFIG_PATH: "labels: {ready: Approved}\n"}
    _, (problem,) = config.load(example.tree(**data))
    assert "the same label twice" in str(problem)


@pytest.mark.parametrize("kind", ["link", "folder"])
def test_what_is_no_file_is_a_configuration_that_cannot_be_read(tmp_path, kind):
    path = tmp_path / config.PATH
    path.parent.mkdir()
    if kind == "link":
        (tmp_path / "elsewhere.yml").write_text("registry: groups\n")
        path.symlink_to(tmp_path / "elsewhere.yml")
    else:
        path.mkdir()
    _, (problem,) = config.load(DiskTree(tmp_path))
    assert problem.path == config.PATH
    assert "has to be a file" in problem.message()


@pytest.mark.parametrize(
    "prefix",
    [
        *("", "/", "wgbot", "wgbot-", "/wgbot/", "a//b/", "../x/", "a.lock/", "main/", "Master/x/"),
        *("refs/heads/", "wgbot-links/", "a b/", "é/", "-x/", "a/" * 5, "x" * 60 + "/"),
    ],
)
def test_a_prefix_of_branches_is_never_empty_nor_anothers(prefix):
    with pytest.raises(ValidationError):
        pull_requests.BranchSettings(prefix=prefix)


@pytest.mark.parametrize("prefix", ["wgbot/", "bots/groups/", "b/", "Bot_1/", "mainland/"])
def test_a_prefix_of_branches_can_be_named(prefix):
    assert pull_requests.BranchSettings(prefix=prefix).prefix == prefix


@pytest.mark.parametrize(
    "commit",
    [
        {"prefix": "feat:\n\nCo-authored-by: ada"},
        {"prefix": "\x1b[31m"},
        {"prefix": "x" * 201},
        {"sign_off": "Ada"},
        {"sign_off": "ada@example.org"},
        {"sign_off": "Ada <ada>"},
        {"sign_off": "Ada <ada@example.org>\nSigned-off-by: Bob <bob@example.org>"},
        {"sign_off": "Ada <ada@example.org> <x@example.org>"},
        {"sign_off": " <ada@example.org>"},
    ],
)
def test_what_commits_say_is_one_line_each(commit):
    with pytest.raises(ValidationError):
        pull_requests.CommitSettings(**commit)


@pytest.mark.parametrize("team", ["council", "example/", "/council", "a/b/c", "ex ample/council"])
def test_a_team_is_named_with_its_organisation(team):
    with pytest.raises(ValidationError):
        ApprovalPolicy(teams=(team,))
