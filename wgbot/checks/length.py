"""No answer is too long."""

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict, PositiveInt

from wgbot.checks.subject import Example, Subject
from wgbot.text.problems import Problem

EXAMPLES = (
    Example(
        bad={"focus": "instruments, recordings, notation, and all that can be heard or measured."},
        good={"focus": "instruments and all that can be heard."},
        configuration="checks:\n  length:\n    focus: 60\n",
    ),
)


class Options(BaseModel):
    """The most characters, by what the text is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    focus: PositiveInt = 300
    """The maximum number of characters of a focus."""
    answer: PositiveInt = 10_000
    """The maximum number of characters of any other answer."""


def check(subject: Subject, options: Options) -> Iterator[Problem]:
    """Yield a problem for each text that is too long."""
    for key, text in subject.texts().items():
        most = options.focus if key == "focus" else options.answer
        if len(text) > most:
            yield Problem(
                "length",
                "The answer has {count} characters; the limit is {most}.",
                "Say it in one sentence."
                if key == "focus"
                else "Shorten it, and link to a page with the rest.",
                field=key,
                values={"count": len(text), "most": most},
            )
