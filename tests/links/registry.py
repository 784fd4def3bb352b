"""A small community with links, and judgements of them."""

from datetime import UTC, datetime, timedelta

from tests import example
from wgbot.community.links import LinkSettings
from wgbot.links import collect
from wgbot.links.classify import answers
from wgbot.links.findings import Finding
from wgbot.links.judge import judge
from wgbot.links.state import Memory
from wgbot.text.sentences import Sentence

START = datetime(2026, 1, 5, 6, tzinfo=UTC)
CLI = "https://github.com/example/cli"
EMBEDDED = "https://github.com/example/embedded"
CHAT = "https://chat.example.org/cli"
AT_ONCE = LinkSettings(runs=1, days=0, most=1.0)


def week(number):
    """Return when the run of a week is."""
    return START + timedelta(days=7 * number)


def judgement(states, repository=None, now=START, memory=None, settings=AT_ONCE):
    """Judge a run in which addresses are found so, and all others are fine."""
    repository = repository or example.repository()
    links = collect.of_registry(repository.registry)
    findings = []
    for link in links:
        state = states.get(link.address, "ok")
        if isinstance(state, Finding):
            findings.append(state)
        else:
            status = {"dead": 404, "unknown": 403}.get(state)
            findings.append(Finding(link.address, state, status and answers(status)))
    return judge(findings, memory or Memory(), now, settings, links)


def moved(address, target, **changes):
    """Return the finding that an address moved."""
    return Finding(address, "moved", Sentence("it moved"), target, **changes)
