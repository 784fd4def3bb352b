"""The page of somebody who leads groups or led them, where a community wants such pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from wgbot.community.config import GroupKind
from wgbot.community.site import Appearance
from wgbot.registry.group import GroupStatus, Person
from wgbot.site.frame import Frame
from wgbot.site.inputs import Inputs
from wgbot.site.pages import Shown
from wgbot.site.people import Lead, account, lead
from wgbot.text.sentences import capitalize


@dataclass(frozen=True, slots=True)
class LedGroup(Shown):
    """A group that somebody leads or led."""

    slug: str
    name: str
    status: GroupStatus
    beside: tuple[str, ...]
    """What kind of group it is, and what they are in it."""
    until: date | None
    """When their term ends, or ended."""


@dataclass(frozen=True, slots=True)
class PersonView(Shown):
    """Everything that a page shows of somebody."""

    who: Lead
    leads: tuple[LedGroup, ...]
    led: tuple[LedGroup, ...]


def files(
    groups: Iterable[Inputs], kinds: Mapping[str, GroupKind], site: Appearance, frame: Frame
) -> dict[str, bytes]:
    """Return the page of each person by its path: of nobody, unless the community wants that."""
    if not site.people:
        return {}
    return {
        f"people/{name}/index.html": frame.page("person.html.j2", "../../", person=each)
        for name, each in views(groups, kinds, site.no_page).items()
    }


def views(
    groups: Iterable[Inputs], kinds: Mapping[str, GroupKind], left_out: Iterable[str] = ()
) -> Mapping[str, PersonView]:
    """Return what templates are told about each person who has an account, but for those *left_out*."""
    without = set(left_out)
    persons: dict[str, list[Person]] = {}
    leads: dict[str, list[LedGroup]] = {}
    led: dict[str, list[LedGroup]] = {}
    for each in groups:
        for kept, listed in ((leads, each.group.leads), (led, each.group.former_leads)):
            for person in listed:
                name = account(person)
                if name and name not in without:
                    persons.setdefault(name, []).append(person)
                    kept.setdefault(name, []).append(_led(each, person, kinds))
    return {
        name: PersonView(
            lead(_named(persons[name])), tuple(leads.get(name, ())), tuple(led.get(name, ()))
        )
        for name in sorted(persons)
    }


def _led(each: Inputs, person: Person, kinds: Mapping[str, GroupKind]) -> LedGroup:
    group = each.group
    known = kinds.get(group.kind or "")
    kind = known.one if known else group.kind
    beside = tuple(filter(None, (kind and capitalize(kind), person.role)))
    return LedGroup(each.slug, group.name, group.status, beside, person.until)


def _named(persons: list[Person]) -> Person:
    """Return how somebody is called where that is told best."""
    first = next((each for each in persons if each.name), persons[0])
    profile = next((each.profile for each in persons if each.profile), None)
    return Person(github=first.github, name=first.name, profile=profile)
