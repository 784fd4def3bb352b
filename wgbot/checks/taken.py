"""No other group has the name, not even a retired one.

A name that looks the same is the same name: in another case, in letters of another alphabet, or
with other signs between the words. An address that a group once had stays that group's.
"""

from collections.abc import Iterator

from wgbot.checks.subject import Example, Subject, form_to_change, linked
from wgbot.registry.folder import is_slug, lookalike_keys
from wgbot.registry.folder import slug as slug_of
from wgbot.registry.group import ASLEEP
from wgbot.text.problems import Problem
from wgbot.text.sentences import Sentence, Value

EXAMPLES = (
    Example(
        bad={"name": "command LINE"},
        good={"name": "Sound and music"},
        given="There is a group called Command line.",
    ),
)


def check(subject: Subject, _options: object) -> Iterator[Problem]:
    """Yield a problem for each group of that name, in any case or spelling, or of that file."""
    if not subject.group.name:
        return
    yield from _addresses(subject)
    mine = lookalike_keys(subject.group.name)
    alike = {slug for look in mine for slug in subject.registry.by_look.get(look, ())}
    # Who gets a new name keeps its file, and gets nobody else's address with the name.
    files = {subject.slug} if subject.registered else {subject.slug, slug_of(subject.group.name)}
    for slug in sorted({*alike, *files}):
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
        elif other.status not in ASLEEP:
            values = {**values, "form": form_to_change(subject, slug)}
            fix = (
                "If that is the group you mean, join it, or change it with the form {form}. If not, "
                "choose a name that can't be mistaken for it."
                if subject.change_form
                else "If that is the group you mean, join it or ask its leads. If not, choose a name "
                "that can't be mistaken for it."
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


def _addresses(subject: Subject) -> Iterator[Problem]:
    """Yield a problem for each address that is another group's, or was and so leads there."""
    registry, group = subject.registry, subject.group
    # The website answers at an address for each name as well.
    mine: list[tuple[str, str, int | None]] = [
        (subject.slug, "name", None),
        (slug_of(group.name), "name", None),
    ]
    if subject.registered:
        mine += [(slug_of(each), "aliases", item) for item, each in enumerate(group.aliases)]
    for former, field, item in dict.fromkeys(mine):
        for slug in registry.by_former_slug.get(former, ()):
            if slug != subject.slug:
                yield Problem(
                    "taken",
                    "The address {slug} was that of the group {other}, and leads there.",
                    "Use another name.",
                    field=field,
                    item=item,
                    values={"slug": former, "other": linked(registry.entries[slug].group)},
                )
    if subject.registered:
        yield from _former_addresses(subject)


def _former_addresses(subject: Subject) -> Iterator[Problem]:
    """Yield a problem for each name that a registered group's file can't have had."""
    registry, formers = subject.registry, subject.group.former_slugs
    for item, former in enumerate(formers):
        its = registry.by_former_slug[former.casefold()]
        others = [slug for slug in its if slug != subject.slug]
        if not is_slug(former):
            what = "{slug} can't have been the name of a registry file."
            fix = "Correct it, to lower-case letters, digits and single hyphens."
        elif former == subject.slug:
            what, fix = "{slug} is the name that its file has now.", "Remove it."
        elif others:
            what = "{slug} is a former address of the group {other} as well."
            fix = "Remove it from one of them."
        elif former in formers[:item]:
            what, fix = "{slug} is there twice.", "Remove one."
        else:
            continue
        values: dict[str, Value] = {"slug": former}
        if others:
            values["other"] = linked(registry.entries[others[0]].group)
        yield Problem("taken", what, fix, field="former_slugs", item=item, values=values)
