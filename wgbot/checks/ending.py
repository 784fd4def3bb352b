"""Only a retired group says how it ended and who continues its work."""

from collections.abc import Iterator

from wgbot.checks.subject import Example, Subject
from wgbot.text.problems import Problem
from wgbot.text.sentences import Sentence

_FILE = """\
name: Bird watching
status: {status}
focus: which birds live where.
leads: [{{github: ada}}]
ended: {{because: completed}}
"""
EXAMPLES = (Example(bad=_FILE.format(status="active"), good=_FILE.format(status="retired")),)


def check(subject: Subject, _options: object) -> Iterator[Problem]:
    """Yield a problem where a group has ended by `ended`, and has not by `status`."""
    group = subject.group
    if group.ended and group.status != "retired":
        yield Problem(
            "ending",
            "The group is {status}, and `ended` says that it has ended.",
            "Remove `ended`, or set `status: retired`.",
            field="ended",
            values={"status": Sentence(group.status)},
        )
