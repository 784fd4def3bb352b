"""Answers that should be people or links are, and private answers are not published."""

from collections.abc import Iterator, Mapping

from wgbot.checks import leads
from wgbot.checks.subject import Example, Subject
from wgbot.text import links
from wgbot.text.problems import Problem
from wgbot.text.sentences import Value

_FILE = """\
name: Bird watching
focus: which birds live where.
leads: [{github: ada}]
charter:
  mentors: """
EXAMPLES = (
    Example(
        bad=f"{_FILE}[somebody from the council]\n",
        good=f"{_FILE}['@grace']\n",
        configuration="answers: {mentors: people}\n",
    ),
)


def check(subject: Subject, _options: object) -> Iterator[Problem]:
    """Yield a problem for each answer that does not hold what the configuration says it does."""
    for key, kind in subject.answer_types.items():
        answer = subject.group.charter.get(key, ())
        items = (answer,) if isinstance(answer, str) else answer
        if kind == "private" and items:
            yield Problem(
                "answers",
                "This answer is private and shouldn't be where everyone can read it.",
                "Remove it.",
                field=key,
            )
        for item, text in enumerate(items):
            found = _wrong(text, kind)
            if found:
                what, fix, values = found
                yield Problem("answers", what, fix, field=key, item=item, values=values)


def _wrong(text: str, kind: str) -> tuple[str, str, Mapping[str, Value]] | None:
    if kind == "people":
        account = text.removeprefix("@")
        found = leads.wrong(account, set())
        return (*found, {"account": account}) if found else None
    refused = links.refusal(text) if kind == "links" else None
    return (refused.what, refused.fix, {**refused.values, "link": text}) if refused else None
