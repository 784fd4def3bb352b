"""Answers of GitHub's with a hole: what it could not tell just now is not taken for what does not exist.

In every answer of the GraphQL API in a run, each part in turn is null, with an error that names its
place. E20, K11.
"""

import copy
import time

import pytest

from tests import bot, example, gitrepo, stories
from wgbot.github.connection import Connection

ODD = {"type": "SERVICE_UNAVAILABLE", "message": "Something went wrong while executing your query."}


def holes(value, path=()):
    """Yield the place of everything in an answer that has parts, or is null; of a list, the last."""
    inside = value.items() if isinstance(value, dict) else list(enumerate(value))[-1:]
    for key, each in inside:
        if isinstance(each, dict | list | None):
            yield (*path, key)
        if isinstance(each, dict | list):
            yield from holes(each, (*path, key))


def with_hole(answer, path):
    """Return an answer that is null at *path*, and says why."""
    found = copy.deepcopy(answer)
    inside = found["data"]
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = None
    found.setdefault("errors", []).append({**ODD, "path": list(path)})
    return found


class Holes:
    """The GraphQL API, which in one answer leaves something out, whenever it is asked that again."""

    def __init__(self, monkeypatch):
        self.answers = []
        self.change = None
        ask = Connection.ask_graphql

        def answer(connection, query, variables):
            found = ask(connection, query, variables)
            if "mutation" not in query:
                self.answers.append(copy.deepcopy(found))
                number = len(self.answers)
                return self.change(number, found) if self.change else found
            return found

        monkeypatch.setattr(Connection, "ask_graphql", answer)

    def during(self, run):
        """Return the answers that were given in a run."""
        self.answers, self.change = [], None
        run()
        return self.answers

    def leave_out(self, number, path):
        """Leave something out of the answer of that number, and of all that come after."""
        self.answers = []

        def change(now, found):
            try:
                return with_hole(found, path) if now >= number else found
            except (KeyError, IndexError, TypeError):
                return found  # Another question.

        self.change = change


def reviewed(fake, it):
    fake.open_issue("clara", example.body(), stories.TITLE)
    it.run(fake.deliveries[-1])


def approved(fake, it):
    stories.approved(fake, it)


def declined(fake, it):
    stories.approved(fake, it)
    fake.close_pull("mina", stories.pulls(fake, 1)[0].number)
    it.sync()


def forked(fake, it):
    """Strangers have more pull requests of that branch's name than are told at first, newer ones."""
    declined(fake, it)
    for number in range(6):
        login = f"stranger-{number}"
        fake.add_account(login)
        fork = fake.fork(login)
        fake.push("wgbot/issue-1", {"x": login}, login, repo=fork)
        fake.open_pull(login, f"{login}:wgbot/issue-1")
    fake.label("tri", 1, "ready")
    it.sync()


@pytest.fixture
def start(monkeypatch, tmp_path):
    fake, it = bot.start(monkeypatch, folder=gitrepo.start(tmp_path))
    return fake, it, Holes(monkeypatch)


@pytest.mark.parametrize(("before", "alone"), [(approved, False), (forked, True)])
def test_where_nothing_is_to_be_done_nothing_is(start, monkeypatch, before, alone):
    fake, it, graphql = start
    before(fake, it)
    it.sync()
    recheck = fake.comment("rita", 1, "/wgbot recheck")

    def run(it):
        return it.run(recheck) if alone else it.sync()

    answers = graphql.during(lambda: run(it))
    tried = 0
    for number, answer in enumerate(answers, start=1):
        for path in holes(answer["data"]):
            other = copy.deepcopy(fake)
            monkeypatch.setattr(time, "sleep", other.clock.advance)
            graphql.leave_out(number, path)
            other.start_counting()
            run(bot.Bot(other, it.folder))
            assert not other.writes, (number, path, [str(call) for call in other.writes])
            tried += 1
    assert tried > 10
