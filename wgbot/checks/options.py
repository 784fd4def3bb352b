"""What was chosen is among the form's options."""

from collections.abc import Iterator

from wgbot.checks.subject import Subject
from wgbot.problems import Problem


def check(subject: Subject, _options: object) -> Iterator[Problem]:
    """Yield a problem for each choice that the form does not offer."""
    for key, field in subject.fields.items():
        if field.kind != "dropdown" or key in subject.doubtful:
            continue
        answer = subject.answers.get(key)
        for choice in [answer] if isinstance(answer, str) else answer or []:
            if choice not in field.options:
                listed = ", ".join(f"{{option{n}}}" for n in range(len(field.options)))
                yield Problem(
                    "options",
                    "{choice} is not one of the options.",
                    f"Choose from {listed}.",
                    field=key,
                    values={
                        "choice": choice,
                        **{f"option{n}": option for n, option in enumerate(field.options)},
                    },
                )
