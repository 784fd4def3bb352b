"""What was chosen is among the form's options."""

from collections.abc import Iterator

from wgbot.checks.subject import Subject
from wgbot.text.problems import Problem

_MOST_SHOWN = 20


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
            listed = ", ".join(f"{{option{n}}}" for n in range(len(options)))
            more = f", or another of the {len(field.options)}" if options != field.options else ""
            others = f" Nor are {len(wrong) - 1:,} more that stand there." if wrong[1:] else ""
            yield Problem(
                "options",
                f"{{choice}} is not one of the options.{others}",
                f"Choose from {listed}{more}.",
                field=key,
                values={
                    "choice": wrong[0],
                    **{f"option{n}": option for n, option in enumerate(options)},
                },
            )
