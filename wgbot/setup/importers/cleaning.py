"""What an import has read, without a single e-mail address.

A list tells who reads it how to reach people; a registry tells everyone, for ever. So what an
import has read is judged by its values, not by what its columns are called, right before anyone
gets to see it: nothing that leaves `without` has an address in it.
"""

import itertools
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from wgbot.files.validation import FileModel
from wgbot.registry.fields import FIELDS
from wgbot.registry.group import Channel, GroupField, Person
from wgbot.setup.importers import parts
from wgbot.setup.importers.emails import LEFT_OUT, has, hidden, rest
from wgbot.setup.importers.found import MISSING, Draft, Found, Leftover

WHAT = "an e-mail address"
WHY = "E-mail addresses are not published."

_MOST_VALUE = 200
_OF_PEOPLE = frozenset("email mail mailto contact contacts address reach".split())
"""Words in the key of an answer that says how to reach someone."""


def without(found: Found) -> Found:
    """Return what a list held, without a single address, and say where there was one."""
    drafts: list[Draft] = []
    leftovers: list[Leftover] = []
    for draft in found.drafts:
        cleaning = _Cleaning(draft, found.labels, found.public)
        if cleaning.draft:
            drafts.append(cleaning.draft)
        leftovers += cleaning.leftovers
    return replace(
        found,
        drafts=tuple(drafts),
        leftovers=(*map(_leftover, found.leftovers), *leftovers),
        notes=tuple(map(hidden, found.notes)),
        outline=tuple(map(hidden, found.outline)),
        labels={_key(key, found.labels): hidden(label) for key, label in found.labels.items()},
    )


def _leftover(each: Leftover) -> Leftover:
    return replace(
        each,
        what=hidden(each.what),
        why=hidden(each.why),
        group=hidden(each.group),
        # Cut only now: half an address would not be known for one.
        value=rest(each.value)[:_MOST_VALUE],
    )


def _key(key: str, labels: Mapping[str, str]) -> str:
    """Return the key of an answer; another one, where it was made of a label with an address in it."""
    label = labels.get(key, key)
    return parts.key(hidden(label)) if has(label) else key


_ONE = {"aliases": "an alias", "successors": "a successor"}
"""What one of several values is called, where no question has a name for it."""


class _Cleaning:
    """The cleaning of one group."""

    def __init__(
        self, draft: Draft, labels: Mapping[str, str], public: Collection[str] = ()
    ) -> None:
        self._public = public
        self._draft = draft
        self._labels = labels
        self._name = hidden(draft.group.name)
        self.leftovers: list[Leftover] = []
        self.draft = self._cleaned()

    def _cleaned(self) -> Draft | None:
        group = self._draft.group
        if not self._called("the name", group.name):
            self.leftovers = [
                Leftover("a group", "Its name is an e-mail address.", line=self._draft.line)
            ]
            return None
        values = {field.key: self._value(field, getattr(group, field.key)) for field in FIELDS}
        values |= {
            "name": self._called("the name", group.name),
            "focus": values["focus"] or MISSING,
        }
        full_name = rest(self._draft.full_name)
        if all(getattr(group, field) == value for field, value in values.items()):
            return replace(self._draft, full_name=full_name)
        # What the lines of a page say is not all in the registry then.
        return replace(
            self._draft, group=group.model_copy(update=values), full_name=full_name, lines=()
        )

    def _value(self, field: GroupField, value: Any) -> Any:
        """Return what is left of a field's value."""
        one, each = f"the {field.key}", _ONE.get(field.key, f"a {field.meaning}")
        match field.type:
            case "people":
                return tuple(filter(None, map(self._lead, value)))
            case "channels":
                return tuple(filter(None, map(self._channel, value)))
            case "links" | "groups" | "slugs":
                return self._whole(each, value)
            case "meetings" | "ending" | "confirmation":
                return self._parts(one, value)
            case "names":
                return self._texts(each, value)
            case "link" | "group" | "kind":
                return next(iter(self._whole(one, filter(None, [value]))), None)
            case "line":
                return self._text(one, value or "") or None
            case "answers":
                return self._charter(value)
            case _:
                return value

    def _tell(self, place: str) -> None:
        said = Leftover(f"{WHAT} in {place}", WHY, self._name, line=self._draft.line)
        if said not in self.leftovers:
            self.leftovers.append(said)

    def _text(self, place: str, text: str, *, of_person: bool = False) -> str:
        if has(text, of_person=of_person):
            self._tell(place)
        return rest(text, of_person=of_person)

    def _called(self, place: str, name: str, *, of_person: bool = False) -> str:
        left = self._text(place, name, of_person=of_person)
        return left if left == name else " ".join(left.replace(LEFT_OUT, " ").split()).strip(" ,;:")

    def _texts(
        self, place: str, texts: Iterable[str], *, of_person: bool = False
    ) -> tuple[str, ...]:
        return tuple(filter(None, (self._text(place, each, of_person=of_person) for each in texts)))

    def _whole(self, place: str, values: Iterable[str]) -> tuple[str, ...]:
        """Return the values that are of no use in part."""
        return tuple(each for each in values if self._text(place, each) == each)

    def _lead(self, person: Person) -> Person | None:
        name = self._called("a lead", person.name or "", of_person=True) or None
        github = next(iter(self._whole("a lead", filter(None, [person.github]))), None)
        profile = next(iter(self._whole("a lead", filter(None, [person.profile]))), None)
        if not name and not github:
            return None
        role = self._called("a role", person.role or "", of_person=True) or None
        left = {"name": name, "github": github, "profile": profile, "role": role}
        return person.model_copy(update=left)

    def _channel(self, channel: Channel) -> Channel | None:
        is_public = channel.url.removeprefix("mailto:") in self._public
        if not is_public and not self._whole("a channel", [channel.url]):
            return None
        return Channel(url=channel.url, name=self._called("a channel", channel.name or "") or None)

    def _parts(self, place: str, value: Any) -> Any:
        """Return what is left of a value that has texts in it, by keys of its own."""
        if isinstance(value, str):
            return self._text(place, value) or None
        if isinstance(value, tuple):
            return tuple(self._parts(place, each) for each in value)
        if not isinstance(value, FileModel):
            return value
        kept = {key: self._parts(place, getattr(value, key)) for key in type(value).model_fields}
        return value.model_copy(update=kept)

    def _charter(self, charter: Mapping[str, Any]) -> dict[str, str | tuple[str, ...]]:
        answers: dict[str, str | tuple[str, ...]] = {}
        for key, answer in charter.items():
            label = self._labels.get(key, key)
            place = hidden(label)
            if has(label):
                self._tell(place)
            of_person = not _OF_PEOPLE.isdisjoint(key.split("_"))
            left = (
                self._text(place, answer, of_person=of_person)
                if isinstance(answer, str)
                else self._texts(place, answer, of_person=of_person)
            )
            if left or not answer:
                answers[_free(_key(key, self._labels), answers)] = left
        return answers


def _free(key: str, taken: Mapping[str, object]) -> str:
    names = (key if number == 1 else f"{key}_{number}" for number in itertools.count(1))
    return next(name for name in names if name not in taken)
