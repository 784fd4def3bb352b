"""Every required question is answered, and every required box is ticked."""

import re
from collections.abc import Iterator

from wgbot.checks.subject import Example, Subject
from wgbot.text.problems import Problem

_REASONS = ("why", "decision")
"""What is asked of an edit and not of the group: there `none` or `same` removes or keeps nothing."""
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")


EXAMPLES = (
    Example(bad={"goals": ""}, good={"goals": "Making music should need no other language."}),
)


def check(subject: Subject, _options: object) -> Iterator[Problem]:
    """Yield a problem for each answer that is missing."""
    for key, field in subject.fields.items():
        if key in subject.doubtful:
            continue
        answer = subject.answers.get(key)
        if field.required and not answer:
            yield Problem(
                "required",
                "This question is required but has no answer yet.",
                "Edit the issue and write your answer below the heading {heading}."
                if field.kind != "checkboxes"
                else "Edit the issue and tick a box below the heading {heading}.",
                field=key,
                values={"heading": field.heading},
            )
        elif field.required and key in _REASONS and key in subject.removed:
            yield Problem(
                "required",
                "{text} doesn't answer this question.",
                "Edit the issue and write your answer below the heading {heading}.",
                field=key,
                values={"text": str(answer), "heading": field.heading},
            )
        for option in field.required_options:
            if option not in (answer or ()):
                yield Problem(
                    "required",
                    "The box {option} isn't ticked.",
                    "Tick it in the issue, below the heading {heading}. If its line is missing, copy "
                    "it from a new form.",
                    field=key,
                    values={"option": _LINK.sub(r"\1", option), "heading": field.heading},
                )
