"""What a list says about one group, piece by piece → the group, as the registry keeps it.

A piece has a meaning, by the registry's keys, and a value: text, with links as Markdown has them and
one thing a line, or data as YAML and JSON have it. What has no place of its own becomes an answer
of the charter, by its label; what cannot be kept is told.
"""

import re
from typing import Any

from pydantic import ValidationError

from wgbot.registry.fields import FIELDS
from wgbot.registry.group import Group
from wgbot.registry.meetings.meeting import Meeting
from wgbot.setup.importers import answers, group_words, meetings, parts, people, places, vocabulary
from wgbot.setup.importers.answers import GroupAnswers
from wgbot.setup.importers.found import Draft, Leftover, ListOptions
from wgbot.setup.importers.parts import Status, key
from wgbot.setup.importers.people import GroupPeople
from wgbot.text import links

_BETWEEN = " \n|,;()·•-–—`*"

_NAMES: dict[str, str] = {field.key: field.type for field in FIELDS}

_DEFAULTS = ListOptions()
_MOST_LINKS = 50
"""The most repositories that a registry file can have."""


class Drafting:
    """The making of one group."""

    def __init__(
        self,
        name: str,
        status: Status = "active",
        *,
        line: int | None = None,
        options: ListOptions = _DEFAULTS,
        is_prose: bool = False,
    ) -> None:
        """Begin a group; in *prose*, a word without a mark is a name and no account."""
        self.name, told, alias = group_words.parted(name)
        self.status: Status = told or status
        self.leftovers: list[Leftover] = []
        self.category = ""
        """What kind of group the list says that it is."""
        self._line = line
        self._people = GroupPeople(is_prose=is_prose)
        self._places = places.GroupPlaces(options)
        self._meetings: list[Meeting] = []
        self._values: dict[str, Any] = {"aliases": (alias,)} if alias else {}
        self._answers = GroupAnswers()
        self._slug = ""

    @property
    def labels(self) -> dict[str, str]:
        """Return what the list calls the answers of the charter."""
        return self._answers.labels

    @property
    def bare(self) -> int:
        """Return how many leads are a word without a mark."""
        return self._people.bare

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
                self.lead(vocabulary.meaning(role) or "leads", label, each)
            else:
                rest.append(each)
        return rest

    def _known(self, meaning: str, label: str, value: Any) -> None:
        match meaning:
            case "name":
                self._named_again(label, answers.text(value))
            case "leads" | vocabulary.FORMER:
                self.lead(meaning, label, value)
            case "channels":
                self._channel(label, value)
            case "repositories":
                # `GitHub` can be a column of accounts as well.
                if not self._people.take_accounts(label, value):
                    self._repository(label, value)
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

    def _named_again(self, label: str, text: str) -> None:
        """Add a second column of names, which says more about a group: `Area`; `Group`, with its list."""
        link = parts.LINK.fullmatch(text)
        if link and self._places.add(link["url"], "", "", ""):
            return
        if len(text.split()) > 3:
            self._focus_told(label, text)
        else:
            self._answers.add(label, text)

    def _private(self, label: str, value: Any) -> None:
        """Leave out what is private; the page of a mailing list is not."""
        if "://" in str(value):
            self._answers.add(label, value)
        else:
            self.left(label, "It is private, and not published.")

    def _focus_told(self, label: str, text: str) -> None:
        if parts.LINK.fullmatch(text.strip()) or re.fullmatch(r"\S+://\S+", text.strip()):
            self._answers.add(label, text)
            return
        without = parts.without_links(text)
        self._answers.add_focus(vocabulary.focus_rank(label), label, without)
        if without != text:
            self._answers.add(label, text)

    def about(self, text: str) -> None:
        """Add what is said right behind the name, or below it."""
        placed = [found for found in parts.LINK.finditer(text) if places.is_named(found)]
        for found in placed:
            self._places.add(found["url"], found["text"], "", places.behind(text, found.end()))
        without = parts.without_links(text)
        bare = parts.line(parts.LINK.sub("", text)).strip(_BETWEEN)
        if placed and not bare:
            return
        said = re.split(r"(?<=[.!])\s+", parts.line(without))
        if any(map(parts.ended, said)):
            self.status = "retired"
            self._answers.more("about", "About", text)
            without = " ".join(each for each in said if not parts.ended(each))
        if without:
            self._answers.add_focus(len(vocabulary.FOCUS_WORDS) // 2, "About", without)
        if len(placed) < len(list(parts.LINK.finditer(text))):
            self._answers.more("about", "About", text)

    def page(self, url: str) -> None:
        """Add where the group's name links to: its repository, or another page about it."""
        if not url or url.startswith("#"):
            return
        if not self._places.add_page(url):
            self._answers.more("page", "Page", url)

    def draft(self, *, order: int | None = None, full_name: str = "") -> Draft:
        """Return the group."""
        focus, charter = self._answers.whole()
        for url, whole in self._places.inside:
            self.left("a page in a repository", f"{whole} is kept.", url)
        repositories = tuple(dict.fromkeys(self._places.repositories))
        if len(repositories) > _MOST_LINKS:
            # So many are those of projects, and a group's file has no place for all of them.
            charter["repositories"], repositories = repositories, ()
        if self._places.discussion:
            self._values.setdefault("discussion", self._places.discussion)
        values = {
            **self._values,
            "status": self.status,
            "leads": self._people.once("leads"),
            "former_leads": self._people.once(vocabulary.FORMER),
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

    def _told_status(self, label: str, value: Any) -> None:
        text = parts.line(parts.without_links(answers.text(value)))
        told, named = parts.status(text), parts.status(label)
        if named not in (None, "active") and told in ("active", "retired"):
            # `archived: true`, where the key is the status; `false` says nothing.
            self.status = named if told == "active" else self.status
            return
        if told:
            self.status = told
        if told is None or text != parts.line(answers.text(value)):
            self._answers.add(label, value)

    def lead(self, field: str, label: str, value: Any, role: str = "") -> None:
        """Add someone who leads the group, or led it, in a *role* if the map names it."""
        for left in self._people.add(field, label, value, role):
            self.left(*left)
        for url, text in people.other_links(value):
            self._places.add(url, text, label, "")

    def _channel(self, label: str, value: Any) -> None:
        if rest := self._places.add_channels(value):
            self._answers.more(key(label), label, "; ".join(rest))

    def _repository(self, label: str, value: Any) -> None:
        if rest := self._places.add_repositories(value):
            self._answers.more(key(label), label, "; ".join(rest))

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
        self._answers.add(label or "Notes", value)

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
                read = parts.without_links(text)
        if read in (None, ()) or meaning in self._values:
            self._answers.add(meaning if _NAMES[meaning] == "date" else label, value)
        else:
            self._values[meaning] = read
