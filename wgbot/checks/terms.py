"""The term of each lead begins before it ends, and isn't over.

A term that has ended is for the group to look at: nobody is removed by a date.
"""

from collections.abc import Iterator

from wgbot.checks.subject import Example, Subject
from wgbot.registry.group import ASLEEP, Person
from wgbot.text.problems import Problem
from wgbot.text.sentences import Value

_FILE = """\
name: Bird watching
focus: which birds live where.
leads:
  - github: ada
    since: {since}
    until: 2099-12-31
"""
EXAMPLES = (Example(bad=_FILE.format(since="2100-01-01"), good=_FILE.format(since="2026-01-01")),)


def check(subject: Subject, _options: object) -> Iterator[Problem]:
    """Yield a problem for each term that ends before it begins, and for each that has ended."""
    group = subject.group
    for field, people in (("leads", group.leads), ("former_leads", group.former_leads)):
        for item, person in enumerate(people):
            if person.since and person.until and person.until < person.since:
                yield Problem(
                    "terms",
                    "The term of {person} ends before it begins.",
                    "Correct `since` or `until`.",
                    field=field,
                    item=item,
                    values=_values(person),
                )
            elif field == "leads" and group.status not in ASLEEP and _is_over(person, subject):
                yield Problem(
                    "terms",
                    "The term of {person} ended on {day}.",
                    "Set another `until`, or move them to `former_leads`.",
                    field=field,
                    item=item,
                    values={**_values(person), "day": str(person.until)},
                    blocks=False,
                )


def _is_over(person: Person, subject: Subject) -> bool:
    return bool(person.until and subject.today and person.until < subject.today)


def _values(person: Person) -> dict[str, Value]:
    return {"person": person.shown}
