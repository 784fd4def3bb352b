"""Is this issue a proposal? By what it holds."""

import subprocess
import sys

import pytest

from tests import example
from wgbot.form import recognition, schema
from wgbot.form.recognition import is_proposal, may_be_proposal, quick_look

FORM = schema.load(example.FORM.encode())


def looked_at(body="", title="", labels=(), before=None, **files):
    texts = [body] if before is None else [body, before]
    return may_be_proposal(example.tree(**files), texts, title, labels)


def test_it_is_one_that_was_made_with_the_form():
    assert is_proposal([FORM], example.body())
    assert is_proposal([FORM], example.body().replace("\n", "\r\n"))
    assert looked_at(example.body())


@pytest.mark.parametrize(
    "body", ["", "It crashes.", "### Steps\n\n1. Start it\n\n### What happens\n\nIt crashes."]
)
def test_any_other_issue_is_none(body):
    assert not is_proposal([FORM], body, "It crashes")
    assert not looked_at(body, "It crashes", ["bug"])


def test_the_title_of_the_form_means_it_whatever_became_of_the_text():
    assert is_proposal([FORM], "Hello!", "new working group: Birds")
    assert looked_at("Hello!", "New working group: Birds")
    # A form with a title of a few letters does not own them.
    short = schema.load(example.FORM.replace("New working group: ", "New: ").encode())
    assert not is_proposal([short], "Hello!", "New: Birds")


@pytest.mark.parametrize("label", ["approved", "Approved", "ready", "needs work"])
def test_a_label_of_the_bots_is_worth_a_look(label):
    assert looked_at("Hello!", labels=["bug", label])


def test_labels_and_form_are_the_configured_ones():
    config = {example.CONFIG_PATH: "approval: {label: Go}\nlabels: {ready: fit}\n"}
    assert looked_at("Hello!", labels=["go"], **config)
    assert looked_at("Hello!", labels=["Fit"], **config)
    assert not looked_at("Hello!", labels=["approved"], **config)
    elsewhere = {
        example.FORM_PATH: None,
        "forms/new.yml": example.FORM,
        example.CONFIG_PATH: "form: forms/new.yml\n",
    }
    assert looked_at(example.body(), **elsewhere)
    assert not looked_at("Hello!", **elsewhere)


def test_an_edit_that_makes_it_another_issue_is_worth_a_look():
    assert looked_at("Never mind.", before=example.body())


@pytest.mark.parametrize(
    "files",
    [
        {example.FORM_PATH: None},
        {example.FORM_PATH: "body: {"},
        {example.FORM_PATH: "body: []"},
        {example.CONFIG_PATH: "form: nowhere.yml"},
    ],
)
def test_where_it_cannot_be_told_somebody_who_knows_more_looks(files):
    assert looked_at("Hello!", **files)


@pytest.mark.parametrize(
    "config",
    ["{", "[]", "3", "form: [x]", "approval: 3", "approval: {label: [x]}", "labels: ~", "\x00"],
)
def test_a_configuration_that_is_none_is_said_by_whoever_reads_it_in_full(config):
    found, labels = quick_look(example.tree(**{example.CONFIG_PATH: config}))
    assert found is not None
    assert labels == {"approved", "ready", "needs work"}


def test_the_defaults_are_those_of_the_configuration():
    from wgbot.community.config import Config

    config = Config()
    assert (example.CONFIG_PATH, config.form) == (recognition.CONFIG, recognition.FORM)
    names = (config.approval.label, config.labels.ready, config.labels.needs_work)
    assert names == (recognition.APPROVED, recognition.READY, recognition.NEEDS_WORK)


def test_it_loads_little():
    code = "import sys, wgbot.github.actions, wgbot.form.recognition; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"jinja2", "pydantic", "github", "requests", "rapidfuzz"} & set(loaded)
