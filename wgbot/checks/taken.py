"""No other group has the name, not even a retired one.

A name that looks the same is the same name: in another case, in letters of another alphabet, or
with other signs between the words.
"""

from collections.abc import Iterator

from wgbot.checks.subject import Subject
from wgbot.registry.folder import lookalike_keys
from wgbot.text.problems import Problem


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
            what = "The group {other} has the file {slug} already, which this one would have."
        elif same == other.name:
            what = "There is already a group {other}."
        else:
            what = "There is already a group {other}, which is also known as {alias}."
        if other.status == "active":
            fix = (
                "If it is the one you mean, join it or ask its leads. If not, choose a name that "
                "cannot be mistaken for it."
            )
        else:
            what += f" It is {other.status}."
            fix = "To bring it back, give yours just its name. For another group, choose another."
        yield Problem(
            "taken",
            what,
            fix,
            field="name",
            values={"other": other.name, "alias": same or "", "slug": slug},
        )
