"""No other group has the name, not even a retired one.

A name that looks the same is the same name: in another case, in letters of another alphabet, or
with other signs between the words.
"""

from collections.abc import Iterator

from wgbot.checks.subject import Subject, linked
from wgbot.registry.folder import lookalike_keys
from wgbot.text.problems import Problem
from wgbot.text.sentences import Sentence, Value


def check(subject: Subject, _options: object) -> Iterator[Problem]:
    """Yield a problem for each group of that name, in any case or spelling, or of that file."""
    if not subject.group.name:
        return
    mine = lookalike_keys(subject.group.name)
    alike = {slug for look in mine for slug in subject.registry.by_look.get(look, ())}
    for slug in sorted({*alike, subject.slug}):
        entry = subject.registry.entries.get(slug)
        if entry is None or (slug == subject.slug and (subject.registered or subject.before)):
            continue
        other = entry.group
        same = next(
            (name for name in (other.name, *other.aliases) if lookalike_keys(name) & mine), None
        )
        if same is None:
            what = "This group would have the file {slug}, which belongs to the group {other}."
        elif same == other.name:
            what = "There is already a group {other}."
        else:
            what = "There is already a group {other}, which is also known as {alias}."
        values: dict[str, Value] = {"other": linked(other), "alias": same or "", "slug": slug}
        if subject.registered:
            fix = "Rename one of them, or, if they are one group, make this name an alias of it."
        elif other.status == "active":
            fix = (
                "If that is the group you mean, join it or ask its leads. If not, choose a name that "
                "can't be mistaken for it."
            )
        else:
            values = {
                **values,
                "what": Sentence(what, values),
                "status": Sentence(other.status),
            }
            what = "{what} It is {status}."
            fix = "To revive it, use exactly its name. For another group, choose another name."
        yield Problem("taken", what, fix, field="name", values=values)
