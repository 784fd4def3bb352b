"""Every link is the https address of a public site."""

from collections import Counter
from collections.abc import Iterator

from wgbot.checks.subject import Subject
from wgbot.text import links as text_links
from wgbot.text.problems import Problem
from wgbot.text.sentences import Sentence

_MOST = 10
"""The most links in one answer."""


def check(subject: Subject, _options: object) -> Iterator[Problem]:
    """Yield a problem for each link that is none, or not one to list, and for too many."""
    links = list(_links(subject))
    counts = Counter(key for key, _, _ in links if key in ("channel", "repository"))
    too_many = {key for key, count in counts.items() if count > _MOST}
    for key in sorted(too_many):
        yield Problem(
            "links",
            "Here are {count} links; the limit is {most}.",
            "Keep those that a newcomer needs.",
            field=key,
            values={"count": counts[key], "most": _MOST},
        )
    for key, item, link in links:
        if key in too_many:
            continue
        if refused := text_links.refusal(link):
            field = subject.fields.get(key)
            optional = field is not None and not field.required
            yield Problem(
                "links",
                refused.what,
                "{fix} You can also leave this answer empty." if optional else refused.fix,
                field=key,
                item=item,
                values={
                    **refused.values,
                    "link": link,
                    "fix": Sentence(refused.fix, refused.values),
                },
            )


def _links(subject: Subject) -> Iterator[tuple[str, int | None, str]]:
    group = subject.group
    for item, person in enumerate(group.leads):
        if person.profile:
            yield "leads", item, person.profile
    for item, channel in enumerate(group.channels):
        yield "channel", item, channel.url
    for item, repository in enumerate(group.repositories):
        yield "repository", item, repository
    if group.discussion:
        yield "discussion", None, group.discussion
