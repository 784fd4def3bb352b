"""What a list says about one group, piece by piece → the group, as the registry keeps it.

A piece has a meaning, by the registry's keys, and a value: text, with links as Markdown has them and
one thing a line, or data as YAML and JSON have it. What has no place of its own becomes an answer
of the charter, by its label; what cannot be kept is told.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import ValidationError

from wgbot.registry.fields import FIELDS
from wgbot.registry.group import Group, Person
from wgbot.registry.meeting import Meeting
from wgbot.setup.importers import answers, meetings, parts, people, places, vocabulary
from wgbot.setup.importers.found import MISSING, Draft, Leftover
from wgbot.setup.importers.parts import Status, key
from wgbot.text import links

_BETWEEN = " \n|,;()·•-–—`*"

_IN_BRACKETS = re.compile(r"(?P<name>[^()]*[^()\s])\s*\((?P<inside>[^()]+)\)")

_NAMES: dict[str, str] = {field.key: field.type for field in FIELDS}

_MOST_LINKS = 50
"""The most repositories that a registry file can have."""

"""The most repositories and channels that a group has; of more, none is its own."""


class Drafting:
    """The making of one group."""

    def __init__(
        self,
        name: str,
        status: Status = "active",
        *,
        line: int | None = None,
        chat: str = "",
        is_prose: bool = False,
    ) -> None:
        """Begin a group; in *prose*, a word without a mark is a name and no account.

        *chat* is put before the names of channels that are given without an address.
        """
        self.name, told, alias = _parted(name)
        self.status: Status = told or status
        self.leftovers: list[Leftover] = []
        self.labels: dict[str, str] = {}
        self.bare = 0
        """How many leads are a word without a mark."""
        self.category = ""
        """What kind of group the list says that it is."""
        self._line = line
        self._is_prose = is_prose
        self._focuses: list[tuple[int, str, str]] = []
        self._people: dict[str, list[Person]] = {"leads": [], vocabulary.FORMER: []}
        self._places = places.GroupPlaces(chat)
        self._meetings: list[Meeting] = []
        self._values: dict[str, Any] = {"aliases": (alias,)} if alias else {}
        self._charter: dict[str, str | tuple[str, ...]] = {}
        self._slug = ""

    @property
    def unaddressed(self) -> int:
        """Return how many channels have a name and no address."""
        return self._places.unaddressed

    def left(self, what: str, why: str, value: object = "") -> None:
        """Keep account of what has no place."""
        self.leftovers.append(Leftover(what, why, self.name, parts.told(value), self._line))

    def add(self, meaning: str | None, label: str, value: Any) -> None:
        """Add a piece; by its *label*, if nobody knows its meaning."""
        if value in (None, "", [], {}) or (
            isinstance(value, str) and vocabulary.says_nothing(value)
        ):
            return
        if key(label) in vocabulary.TIME_STAMPS:
            self.left(label, "When a form was filled in says nothing of a group.")
        elif meaning == vocabulary.PRIVATE or vocabulary.is_key_private(label):
            self._private(label, value)
        elif meaning == vocabulary.MEETINGS and self._meets(value):
            return
        elif meaning is None or meaning == vocabulary.MEETINGS:
            value = self._without_leads(label, value)
            self._other(label, value, is_placed=meaning is None)
        else:
            self._known(meaning, label, value)

    def _meets(self, value: Any) -> bool:
        """Add when the group meets, if all of it is understood; return whether it is."""
        listed = value if isinstance(value, list) else [value]
        read = [
            meetings.from_text(each) if isinstance(each, str) else meetings.from_data(each)
            for each in listed
        ]
        found = [each for each in read if each]
        if len(found) < len(listed):
            return False
        self._meetings += found
        return True

    def _without_leads(self, label: str, value: Any) -> Any:
        """Take those out of a list of people who lead the group, by their roles."""
        if not isinstance(value, list):
            return value
        rest = []
        for each in value:
            role = parts.line(each.get("role")) if isinstance(each, dict) else ""
            if role and vocabulary.is_role(role):
                self._lead(vocabulary.meaning(role) or "leads", label, each)
            else:
                rest.append(each)
        return rest

    def _known(self, meaning: str, label: str, value: Any) -> None:
        match meaning:
            case "name":
                # It has one; a second column of that kind says more about it: `Area`.
                text = answers.text(value)
                told = len(text.split()) > 3
                self._focus_told(label, text) if told else self._answer(label, value)
            case "leads" | vocabulary.FORMER:
                self._lead(meaning, label, value)
            case "channels":
                self._channel(label, value)
            case "repositories" if not self._are_accounts(label, value):
                self._repository(label, value)
            case "repositories":
                pass
            case "focus":
                self._focus_told(label, answers.text(value))
            case "status":
                self._told_status(label, value)
            case "kind":
                self.category = self.category or parts.line(answers.text(value))
            case "slug":
                self._slug = parts.line(answers.text(value))
            case _:
                self._single(meaning, label, value)

    def _private(self, label: str, value: Any) -> None:
        """Leave out what is private; the page of a mailing list is not."""
        if "://" in str(value):
            self._answer(label, value)
        else:
            self.left(label, "It is private, and not published.")

    def _focus_told(self, label: str, text: str) -> None:
        if parts.LINK.fullmatch(text.strip()) or re.fullmatch(r"\S+://\S+", text.strip()):
            self._answer(label, text)
            return
        without = parts.LINK.sub(lambda found: found["text"], text)
        self._focuses.append((vocabulary.focus_rank(label), label, without))
        if without != text:
            self._answer(label, text)

    def about(self, text: str) -> None:
        """Add what is said right behind the name, or below it."""
        placed = [found for found in parts.LINK.finditer(text) if places.is_named(found)]
        for found in placed:
            self._places.add(found["url"], found["text"], "", places.behind(text, found.end()))
        without = parts.LINK.sub(lambda found: found["text"], text)
        bare = parts.line(parts.LINK.sub("", text)).strip(_BETWEEN)
        if placed and not bare:
            return
        self._focuses.append((len(vocabulary.FOCUS_WORDS) // 2, "About", without))
        if len(placed) < len(list(parts.LINK.finditer(text))):
            self._more("about", "About", text)

    def page(self, url: str) -> None:
        """Add where the group's name links to: its repository, or another page about it."""
        if not url or url.startswith("#"):
            return
        if not self._places.add_page(url):
            self._more("page", "Page", url)

    def draft(self, *, order: int | None = None, full_name: str = "") -> Draft:
        """Return the group."""
        focus, rest = self._focus()
        charter = {**rest, **self._charter}
        for url, whole in self._places.inside:
            self.left("a page in a repository", f"{whole} is kept.", url)
        repositories = tuple(dict.fromkeys(self._places.repositories))
        if len(repositories) > _MOST_LINKS:
            # So many are those of projects, and a group's file has no place for all of them.
            charter["repositories"], repositories = repositories, ()
        if self._places.code:
            charter["code"] = tuple(dict.fromkeys(self._places.code))
        if self._places.discussion:
            self._values.setdefault("discussion", self._places.discussion)
        values = {
            **self._values,
            "status": self.status,
            "leads": tuple(_once(self._people["leads"])),
            "former_leads": tuple(_once(self._people[vocabulary.FORMER])),
            "meetings": tuple(self._meetings),
            "channels": tuple(dict.fromkeys(self._places.channels)),
            "repositories": repositories,
            "charter": charter,
        }
        values.setdefault("order", order)
        try:
            group = Group(name=self.name, focus=focus, **values)
        except ValidationError as error:
            place = error.errors()[0]["loc"]
            self.left(str(place[0] if place else "a group"), "It cannot be read.")
            group = Group(name=self.name, focus=focus)
        return Draft(group, self._slug, full_name, self._line, category=self.category)

    def _focus(self) -> tuple[str, dict[str, str | tuple[str, ...]]]:
        """Return the focus, and what of it does not fit, for the charter."""
        said = sorted(self._focuses, key=lambda each: each[0])
        rest: dict[str, str | tuple[str, ...]] = {}
        focus = ""
        for _, label, text in said:
            taken, whole = parts.focus(text) if not focus else ("", text)
            focus = focus or taken
            # An answer called `focus` would be taken for the focus itself.
            name = "about" if key(label) == "focus" else key(label)
            if whole and name not in self._charter:
                rest.setdefault(name, whole)
                self.labels.setdefault(name, label)
        return focus or MISSING, rest

    def _told_status(self, label: str, value: Any) -> None:
        text = parts.line(parts.LINK.sub(lambda found: found["text"], answers.text(value)))
        told, named = parts.status(text), parts.status(label)
        if named not in (None, "active") and told in ("active", "retired"):
            # `archived: true`, where the key is the status; `false` says nothing.
            self.status = named if told == "active" else self.status
            return
        if told:
            self.status = told
        if told is None or text != parts.line(answers.text(value)):
            self._answer(label, value)

    def lead(self, field: str, label: str, value: Any, role: str) -> None:
        """Add someone who leads the group, or led it, in a role that the map names."""
        before = len(self._people[field])
        self._lead(field, label, value)
        if role:
            self._people[field][before:] = [
                each if each.role else each.model_copy(update={"role": role})
                for each in self._people[field][before:]
            ]

    def _lead(self, field: str, label: str, value: Any) -> None:
        found: list[Person] = []
        listed = people.by_accounts(value) if isinstance(value, dict) else None
        for each in listed or (value if isinstance(value, list) else [value]):
            read = (
                people.leads(
                    each, are_accounts=vocabulary.names_accounts(label), is_prose=self._is_prose
                )
                if isinstance(each, str)
                else [people.given(each)]
            )
            for someone in read:
                self._someone(label, someone, found)
        self._people[field] += found
        if isinstance(value, str):
            others = [
                each for each in parts.LINK.finditer(value) if not parts.is_profile(each["url"])
            ]
            for link in others:
                self._places.add(link["url"], link["text"], label, "")

    def _someone(self, label: str, someone: people.Someone, found: list[Person]) -> None:
        self.bare += someone.bare
        if someone.person:
            found.append(someone.person)
        if someone.email:
            self.left(f"an e-mail address in {label}", "Addresses of people are not published.")
        elif someone.unread:
            self.left(label, "It is neither a name nor an account.", someone.unread)

    def _are_accounts(self, label: str, value: Any) -> bool:
        """Give leads their accounts, where a column of its own has them, one for each: `GitHub`."""
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

    def _channel(self, label: str, value: Any) -> None:
        if rest := self._places.add_channels(value):
            self._more(key(label), label, "; ".join(rest))

    def _repository(self, label: str, value: Any) -> None:
        if rest := self._places.add_repositories(value):
            self._more(key(label), label, "; ".join(rest))

    def _other(self, label: str, value: Any, *, is_placed: bool) -> None:
        """Keep what has no known label: its links where they belong, and all else as an answer."""
        if isinstance(value, str) and is_placed and (not label or places.are_named(value)):
            rest = value
            for found in parts.LINK.finditer(value):
                behind = places.behind(value, found.end())
                if not places.is_named(found) and label:
                    continue
                if self._places.add(found["url"], found["text"], "", behind):
                    rest = rest.replace(found[0], "", 1)
                    rest = rest.replace(behind, "", 1) if behind else rest
            if not rest.strip(_BETWEEN):
                return
            if rest != value and not label:
                value = parts.line(rest).strip(_BETWEEN)
        self._answer(label or "Notes", value)

    def _answer(self, label: str, value: Any) -> None:
        answer = answers.answer(value)
        if answer:
            self._more(key(label), label, answer)

    def _more(self, name: str, label: str, answer: str | tuple[str, ...]) -> None:
        """Add an answer to the charter, or to what is there."""
        name = "about" if name == "focus" else name
        self.labels.setdefault(name, label)
        there = self._charter.get(name)
        if there is None:
            self._charter[name] = answer
            return
        listed = [each if isinstance(each, tuple) else (each,) for each in (there, answer)]
        self._charter[name] = tuple(dict.fromkeys((*listed[0], *listed[1])))

    def _single(self, meaning: str, label: str, value: Any) -> None:
        text = parts.line(answers.text(value))
        match _NAMES[meaning]:
            case "names" | "groups":
                listed = value if isinstance(value, list) else re.split(r"[;,\n|]", str(value))
                read: Any = tuple(name for each in listed if (name := parts.line(each)))
            case "date":
                read = parts.day(text)
            case "number":
                read = parts.number(text)
            case "link":
                read = next(iter(links.in_text(parts.LINK.sub(r"\g<url>", text))), None)
            case _:
                read = parts.LINK.sub(lambda found: found["text"], text)
        if read in (None, ()) or meaning in self._values:
            self._answer(meaning if _NAMES[meaning] == "date" else label, value)
        else:
            self._values[meaning] = read


def unaddressed(count: int) -> Iterator[str]:
    """Yield what to do about channels that have a name and no address."""
    if count:
        yield (
            f"Channels without an address, {count}, are answers; `--chat` says what to put before their names."
        )


def _parted(name: str) -> tuple[str, Status | None, str]:
    """Return a name, and what is told in it: a status, `Birds (archived)`; an alias, `Birds (WG Birds)`."""
    first = name.partition(" ")[0].casefold()
    if first in ("former", "archived", "retired"):
        return name, parts.status(first), ""
    found = _IN_BRACKETS.fullmatch(name)
    inside = found["inside"] if found else ""
    if found and (told := parts.status(inside)) and len(inside.split()) < 3:
        return found["name"], told, ""
    if found and vocabulary.is_short_name(inside):
        return found["name"], None, inside
    return name, None, ""


def _once(listed: Iterable[Person]) -> Iterator[Person]:
    """Yield each person once; who has several roles, in the first."""
    seen: dict[str, Person] = {}
    for each in listed:
        seen.setdefault((each.github or each.name or "").casefold(), each)
    yield from seen.values()
