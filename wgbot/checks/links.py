"""Every link is the https address of a public site."""

from collections import Counter
from collections.abc import Iterator

from wgbot.checks.subject import Subject
from wgbot.registry import fields
from wgbot.text import links as text_links
from wgbot.text.problems import Problem
from wgbot.text.sentences import Sentence

_MOST, _MOST_REGISTERED = 10, 50
"""The most links in one answer: of a new group, and of one that has grown."""


def check(subject: Subject, _options: object) -> Iterator[Problem]:
    """Yield a problem for each link that is none, or not one to list, and for too many."""
    links = list(fields.addresses(subject.group))
    counts = Counter(
        field.meaning for field, _, _ in links if field.type in ("link", "links", "channels")
    )
    most = _MOST_REGISTERED if subject.registered or subject.before else _MOST
    too_many = {key for key, count in counts.items() if count > most}
    for key in sorted(too_many):
        yield Problem(
            "links",
            "Here are {count} links; the limit is {most}.",
            "Keep those that a newcomer needs.",
            field=key,
            values={"count": counts[key], "most": most},
        )
    for field, path, link in links:
        key = field.meaning
        if key in too_many:
            continue
        if refused := text_links.refusal(link):
            question = subject.fields.get(key)
            optional = question is not None and not question.required
            yield Problem(
                "links",
                refused.what,
                "{fix} You can also leave this answer empty." if optional else refused.fix,
                field=key,
                item=path[0] if path and isinstance(path[0], int) else None,
                values={
                    **refused.values,
                    "link": link,
                    "fix": Sentence(refused.fix, refused.values),
                },
            )
