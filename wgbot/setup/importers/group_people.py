"""Who leads a group, and who led it, piece by piece as a list says it."""

from collections.abc import Iterable, Iterator
from typing import Any

from wgbot.registry.group import Person
from wgbot.setup.importers import parts, people, person, vocabulary


class GroupPeople:
    """The people of one group."""

    def __init__(self, *, is_prose: bool = False) -> None:
        """Begin with nobody; in *prose*, a word without a mark is a name and no account."""
        self._is_prose = is_prose
        self._people: dict[str, list[Person]] = {"leads": [], vocabulary.FORMER: []}
        self.bare = 0
        """How many are a word without a mark."""

    def once(self, field: str) -> tuple[Person, ...]:
        """Return each person once; who has several roles, in the first."""
        seen: dict[str, Person] = {}
        for each in self._people[field]:
            seen.setdefault((each.github or each.name or "").casefold(), each)
        return tuple(seen.values())

    def add(
        self, field: str, label: str, value: Any, role: str = ""
    ) -> Iterator[tuple[str, str, str]]:
        """Add who is in a value, in a *role* if that is named; yield what is not read, and why."""
        listed = person.by_accounts(value) if isinstance(value, dict) else None
        for each in listed or (value if isinstance(value, list) else [value]):
            for someone in self._read(label, each):
                self.bare += someone.bare
                if someone.person:
                    self._people[field].append(_with_role(someone.person, role))
                if someone.email:
                    why = "Addresses of people are not published."
                    yield f"an e-mail address in {label}", why, ""
                elif someone.unread:
                    yield label, "It is neither a name nor an account.", someone.unread

    def _read(self, label: str, value: Any) -> Iterable[person.Someone]:
        if not isinstance(value, str):
            return [person.given(value)]
        are_accounts = vocabulary.names_accounts(label)
        return people.leads(value, are_accounts=are_accounts, is_prose=self._is_prose)

    def take_accounts(self, label: str, value: Any) -> bool:
        """Take the accounts of leads from a column of its own that has one for each; return whether it has."""
        leads = self._people["leads"]
        if not isinstance(value, str) or not vocabulary.names_accounts(label) or not leads:
            return False
        told = [each.person for each in people.several(value)]
        accounts = [each.github for each in told if each and each.github and not each.name]
        if len(accounts) != len(leads) or any(each.github for each in leads):
            return False
        leads[:] = [
            each.model_copy(update={"github": account})
            for each, account in zip(leads, accounts, strict=True)
        ]
        return True


def _with_role(someone: Person, role: str) -> Person:
    return someone.model_copy(update={"role": role}) if role and not someone.role else someone


def other_links(value: Any) -> Iterator[tuple[str, str]]:
    """Yield the links beside people that lead to none of them, with their texts."""
    for each in parts.LINK.finditer(value) if isinstance(value, str) else ():
        if not parts.is_profile(each["url"]):
            yield each["url"], each["text"]
