"""What is known of proposals: of many at once, and of one before anything is written."""

import json
import re

import pytest

from tests import bot, example
from tests.fakegithub.state import node
from tests.stories import TITLE, another, approved, filed, pulls, review, reviews
from wgbot.github import api as apis
from wgbot.proposals.memory import Record


@pytest.fixture
def here(monkeypatch):
    return bot.start(monkeypatch)


def asked(fake, path):
    return [call for call in fake.calls if re.search(path, call.path)]


def remember(fake, number, **kept):
    """Forge what the bot's comment remembers."""
    (comment,) = (each for each in fake.issue(number).comments if each.body.startswith("<!--"))
    line, _, rest = comment.body.partition("\n")
    record = json.loads(line.removeprefix("<!-- wgbot:review ").removesuffix(" -->")) | kept
    comment.body = f"<!-- wgbot:review {json.dumps(record)} -->\n{rest}"


class TestManyAtOnce:
    def test_where_there_is_nothing_to_do_nothing_is_asked_about_each(self, here):
        fake, it = here
        for name in ("Gardens", "Robots", "Maps"):
            approved(fake, it, **another(name))
        it.sync()
        fake.start_counting()
        it.sync()
        assert asked(fake, "/events") == []
        assert len([call for call in fake.calls if call.path == "/graphql"]) <= 5
        assert fake.writes == []

    def test_a_label_that_was_put_on_again_is_looked_at(self, here):
        fake, it = here
        number = approved(fake, it)
        fake.unlabel("wanda", number, "approved")
        fake.label("tri", number, "approved")
        it.sync()
        assert "approved" not in {each.name for each in fake.issue(number).labels}
        assert pulls(fake, number)[0].pull.draft

    def test_a_memory_that_calls_a_label_known_gets_nothing_proposed(self, here):
        fake, it = here
        number = filed(fake, it)
        fake.label("renovate[bot]", number, "approved")
        event = [each for each in fake.issue(number).events if each.event == "labeled"][-1]
        remember(fake, number, label=node("E", event.id))
        it.sync()
        assert pulls(fake, number) == []
        assert "I removed the approval label" in review(fake, number)

    def test_one_that_is_not_told_keeps_no_other_waiting(self, here, monkeypatch):
        fake, it = here
        filed(fake, it, **another("Gardens"))
        fake.open_issue("clara", example.body(**another("Robots")), TITLE)
        ask = apis.Api.query
        held = []

        def query(self, question, **more):
            answer = ask(self, question, **more)
            if not held and "i1: issue" in question:
                held.append(answer["here"].pop("i1"))
            return answer

        monkeypatch.setattr(apis.Api, "query", query)
        reports = it.sync()
        assert held
        assert not any(report.failures for report in reports)
        assert "**Robots**" in review(fake, 2)

    def test_what_is_left_of_an_hours_requests_is_kept_for_runs(self, here, monkeypatch):
        fake, it = here
        for name in ("Gardens", "Robots", "Maps"):
            fake.open_issue("clara", example.body(**another(name)), TITLE)
        monkeypatch.setattr(apis.Api, "is_nearly_spent", True)
        *_, last = it.sync()
        assert "kept for what people do now" in last.failures[0]
        assert "#2, #3" in last.failures[0]
        event = fake.open_issue("clara", example.body(), TITLE)
        assert not it.run(event)[0].failures
        assert reviews(fake, event.number)


def test_the_bots_comment_is_found_below_many(here):
    fake, it = here
    event = fake.open_issue("clara", example.body(), TITLE)
    for number in range(35):
        fake.comment("rita", event.number, f"Me too, {number}!")
    it.run(event)
    assert len(reviews(fake, event.number)) == 1
    it.run(fake.edit_issue("clara", event.number, example.body(focus="TBD")))
    assert len(reviews(fake, event.number)) == 1
    assert "TBD" in review(fake, event.number)


def test_the_label_that_counted_is_remembered(here):
    fake, it = here
    number = approved(fake, it)
    assert Record.read(review(fake, number)).label
    it.run(fake.edit_issue("clara", number, example.body(goals="Louder.")))
    assert Record.read(review(fake, number)).label is None


def test_few_requests_left_are_known_from_githubs_answers(here):
    fake, _ = here
    with fake.serve():
        api = apis.Api(fake.actions_token, fake.repo.full_name)
        assert not api.is_nearly_spent
        api.get("")
        assert not api.is_nearly_spent
        for _ in range(901):
            api.get("")
        assert api.is_nearly_spent
