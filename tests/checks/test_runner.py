"""The checks as a whole: each a file, with its words, that can be switched off."""

import re

import pytest

from tests import example
from wgbot.checks import runner
from wgbot.checks.subject import Subject
from wgbot.proposals.audit import audit


def test_every_check_says_in_one_line_what_it_demands():
    for name in runner.CHECKS:
        assert re.fullmatch(r"[A-Z].{20,120}\.", runner.summary(name)), name


def test_a_check_that_is_off_finds_nothing():
    on = example.repository()
    text = "checks: {" + ", ".join(f"{name}: false" for name in runner.CHECKS) + "}"
    off = example.repository(**{example.CONFIG_PATH: text})
    proposal = example.proposal(name="TBD", leads="Jane Doe", channel="x")
    subject = Subject(
        slug=proposal.slug,
        group=proposal.group,
        registry=on.registry,
        registered=False,
        fields=proposal.fields,
        answers=proposal.answers,
    )
    assert list(runner.run(subject, on.config.checks))
    assert not list(runner.run(subject, off.config.checks))


def test_the_same_checks_judge_registered_groups():
    repository = example.repository(
        **{
            "registry/con.yml": "name: Con\nfocus: x y\n",
            "registry/dup.yml": "name: command LINE\nfocus: x y\nleads: [{github: 'not one'}]\n",
        }
    )
    problems = [problem for problem in audit(repository).problems if problem.check in runner.CHECKS]
    assert {(problem.path, problem.line, problem.check) for problem in problems} == {
        ("registry/command-line.yml", 1, "taken"),
        ("registry/con.yml", 1, "leads"),
        ("registry/con.yml", 1, "name"),
        ("registry/dup.yml", 1, "taken"),
        ("registry/dup.yml", 3, "leads"),
    }


@pytest.mark.parametrize("slug", ["command-line", "embedded", "punch-cards"])
def test_a_group_is_not_taken_for_itself(slug):
    repository = example.repository()
    entry = repository.registry.entries[slug]
    subject = Subject(slug, entry.group, repository.registry, registered=True)
    assert not list(runner.run(subject, repository.config.checks))
