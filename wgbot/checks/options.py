"""Every choice is one of the form's options."""

from collections.abc import Iterator

from wgbot.checks.subject import Example, Subject
from wgbot.text.problems import Problem

_MOST_SHOWN = 20


EXAMPLES = (Example(bad={"rhythm": "Fortnightly"}, good={"rhythm": "Monthly"}),)


def check(subject: Subject, _options: object) -> Iterator[Problem]:
    """Yield a problem for each question with a choice that the form does not offer."""
    for key, field in subject.fields.items():
        if field.kind != "dropdown" or key in subject.doubtful:
            continue
        answer = subject.answers.get(key)
        chosen = [answer] if isinstance(answer, str) else answer or []
        wrong = [choice for choice in chosen if choice not in field.options]
        if wrong:
            options = field.options[:_MOST_SHOWN]
            yield Problem(
                "options",
                "{choice} isn't one of the options."
                if len(wrong) == 1
                else "{choice} and {others} more choices aren't among the options.",
                "Choose from {options}."
                if options == field.options
                else "Choose from {options}, or another of the {count}.",
                field=key,
                values={
                    "choice": wrong[0],
                    "others": len(wrong) - 1,
                    "options": tuple(options),
                    "count": len(field.options),
                },
            )
