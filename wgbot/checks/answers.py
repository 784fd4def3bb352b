"""An answer that is said to hold people or links holds them, and a private one is not published."""

from collections.abc import Iterator

from wgbot.checks import leads
from wgbot.checks.subject import Subject
from wgbot.text import links
from wgbot.text.problems import Problem


def check(subject: Subject, _options: object) -> Iterator[Problem]:
    """Yield a problem for each answer that does not hold what the configuration says it does."""
    for key, kind in subject.kinds.items():
        answer = subject.group.charter.get(key, ())
        items = (answer,) if isinstance(answer, str) else answer
        if kind == "private" and items:
            yield Problem(
                "answers",
                "This answer is private, and does not belong where everybody can read it.",
                "Remove it.",
                field=key,
            )
        for item, text in enumerate(items):
            found = _wrong(text, kind)
            if found:
                what, fix = found
                values = {"account": text.removeprefix("@"), "link": text}
                yield Problem("answers", what, fix, field=key, item=item, values=values)


def _wrong(text: str, kind: str) -> tuple[str, str] | None:
    if kind == "people":
        return leads.wrong(text.removeprefix("@"), set())
    refused = links.refusal(text) if kind == "links" else None
    return (f"{{link}} {refused.what}.", refused.fix) if refused else None
