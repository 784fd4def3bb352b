"""What the written forms and the page show to people, in each language."""

from datetime import date

import pytest

from tests.example import MemoryTree
from wgbot.form import schema
from wgbot.registry.meetings import lines
from wgbot.setup.init import plan
from wgbot.setup.init.answers import LANGUAGES, Answers

CALL = lines.read(
    "Tuesday 17:00 Europe/Berlin, every 2 weeks from 2026-01-06, 60 minutes, "
    "join https://meet.example.org/call"
)[0]


def written(language):
    answers = Answers(language=language)
    done = plan.plan(answers, MemoryTree({}))
    return answers, {file.path: file.text for file in done.files}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_of_a_meeting_is_read_in_full(language):
    _, files = written(language)
    path = next(path for path in files if "ISSUE_TEMPLATE/change-" in path)
    (example,) = schema.load(files[path], path).field("meetings").examples
    (meeting,) = lines.read(example)
    assert CALL.starts == date(2026, 1, 6)
    assert nameless(meeting) == nameless(CALL)


def nameless(meeting):
    return meeting.model_copy(update={"name": ""})


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_headings_of_the_page_are_the_same(language):
    answers, files = written(language)
    page = files[answers.page_path].decode()
    headings = [line.lstrip("# ") for line in page.split("\n") if line.startswith("#")]
    assert len(headings) == 3
    assert len({each.casefold() for each in headings}) == 3
