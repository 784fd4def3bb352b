"""What a file says about each group, by a map → the groups."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urljoin

from wgbot.files.tree import Tree
from wgbot.registry.accounts import ACCOUNT
from wgbot.setup.importers import formats, mapping, owners, parts, places, vocabulary
from wgbot.setup.importers.drafting import Drafting
from wgbot.setup.importers.found import Draft, Found, Leftover, ListOptions
from wgbot.setup.importers.mapping import FILE, KEY, Map, Source
from wgbot.text.problems import SetupError

_MOST = 5_000
_PLACE = re.compile(r"\{([\w-]*)\}")


@dataclass(frozen=True)
class ListRecord:
    """What a file says about one group."""

    value: Mapping[str, Any]
    line: int | None = None
    kind: str = ""
    prefix: str = ""
    constants: Mapping[str, str] | None = None
    spare: tuple[str, ...] = ()
    """Cells without a column."""


class Mapped:
    """The making of groups by one map."""

    def __init__(
        self,
        used: Map,
        options: ListOptions,
        text: str = "",
        tree: Tree | None = None,
        *,
        is_table: bool = False,
    ) -> None:
        """Read by the map that is *used*; *text* is the whole file, and *tree* the folder of several."""
        self._map = used
        self._options = options
        self._text = text
        self._tree = tree
        self._is_table = is_table
        self._names: dict[str, str] = {}
        self._taken_as_own = False
        self._weights: list[int] = []
        self._unaddressed = 0
        self.bare = 0
        self.leftovers: list[Leftover] = []
        self.labels: dict[str, str] = {}

    def read(self, records: Sequence[ListRecord], kind: str, notes: list[str]) -> Found:
        """Return the groups of some records, and what was taken for granted."""
        if len(records) > _MOST:
            raise SetupError(
                f"There are {len(records):,} entries; more than {_MOST:,} are not read."
            )
        drafts = [draft for each in records if (draft := self._draft(each))]
        if self.bare and self._is_table:
            notes.append(
                f"Leads that are one word without an @, {self.bare}, are taken for accounts."
            )
        notes += places.unaddressed(self._unaddressed)
        if self._taken_as_own:
            notes.append(
                "A repository is a group's where its whole is owned by one of its subprojects."
            )
        return Found(
            kind,
            tuple(self._ordered(drafts)),
            tuple(self.leftovers),
            tuple(notes),
            labels=self.labels,
        )

    def _ordered(self, drafts: Sequence[Draft]) -> Iterator[Draft]:
        """Yield the drafts, with their places by their weights if there are any."""
        ranks = sorted(set(self._weights), reverse=True)
        for number, draft in enumerate(drafts):
            if len(ranks) > 1:
                order = ranks.index(self._weights[number]) + 1
                yield replace(draft, group=draft.group.model_copy(update={"order": order}))
            else:
                yield draft

    def _draft(self, record: ListRecord) -> Draft | None:
        value = record.value
        if self._is_skipped(value):
            return None
        name, url = self._name(value)
        if not name:
            said = parts.line(" · ".join(parts.told(each) for each in value.values() if each))
            self.leftovers.append(
                Leftover("a row", "It has no name.", value=said, line=record.line)
            )
            return None
        told = Drafting(name, line=record.line, options=self._options)
        told.page(url)
        for meaning, constant in {**self._map.constants, **(record.constants or {})}.items():
            told.add(meaning, meaning, constant)
        for meaning, sources in self._map.fields.items():
            if meaning != "name":
                self._field(told, meaning, sources, value)
        self._answers(told, value)
        if any(cell.strip() for cell in record.spare):
            told.left("cells without a column", "The header names fewer.", " ".join(record.spare))
        told.category = told.category or record.kind
        draft = told.draft(full_name=f"{record.prefix} {name}" if record.prefix else "")
        self.bare += told.bare
        self._unaddressed += told.unaddressed
        self.leftovers += told.leftovers
        self.labels = told.labels | self.labels
        return draft

    def _is_skipped(self, value: Mapping[str, Any]) -> bool:
        """Return whether an entry is no group by the map, and say so."""
        found = next((key for key, no in self._map.skip.items() if value.get(key) == no), None)
        if found:
            named = parts.line(value.get(FILE) or value.get("name"))
            why = f"Its {found} is {self._map.skip[found]}."
            self.leftovers.append(Leftover("a group", why, named))
        return found is not None

    def _answers(self, told: Drafting, value: Mapping[str, Any]) -> None:
        """Add the answers that the map names, and all that it does not mention."""
        for key, sources in self._map.charter.items():
            label = key.replace("_", " ").capitalize()
            for source in sources:
                for each in mapping.resolve(value, source.keys):
                    told.add(None, label, self._shown(each, source, value))
        for key, each in mapping.without(value, [*self._map.used(), (KEY,), (FILE,)]):
            is_meeting = vocabulary.meaning(key) == vocabulary.MEETINGS
            meaning = vocabulary.MEETINGS if is_meeting else None
            told.add(meaning, key, self._shown(each, Source(path=key), value))

    def _name(self, value: Mapping[str, Any]) -> tuple[str, str]:
        sources = self._map.fields.get("name") or (Source(path="name"),)
        found = (each for source in sources for each in self._at(source, value))
        name = parts.line(next(found, ""))
        link = parts.LINK.fullmatch(name)
        plain = parts.without_links(name).strip("*_ ")
        plain = "" if vocabulary.says_nothing(plain) else plain
        return plain, link["url"] if link else ""

    def _at(self, source: Source, value: Mapping[str, Any]) -> Iterator[Any]:
        """Yield what is at a source; a column's name can have dots in it."""
        if source.path in value:
            if value[source.path] not in (None, "", [], {}):
                yield value[source.path]
            return
        yield from mapping.resolve(value, source.keys)

    def _field(
        self, told: Drafting, meaning: str, sources: Sequence[Source], value: Mapping[str, Any]
    ) -> None:
        for source in sources:
            if source.read_as == "weight":
                weight = next(self._at(source, value), 0)
                self._weights.append(weight if isinstance(weight, int) else 0)
                continue
            label = source.path if self._is_table else source.path.rpartition(".")[2]
            for each in self._at(source, value):
                if meaning in ("leads", vocabulary.FORMER):
                    self._lead(told, meaning, label, each, source)
                elif source.read_as == "owners":
                    self._owned(told, each)
                elif meaning == "channels":
                    self._channel(told, label, each, source)
                elif meaning == "focus" and not self._is_table and isinstance(each, str):
                    # Folded YAML has one line break where a paragraph ends.
                    told.add(meaning, label, re.sub(r"(?<!\n)\n(?!\n)", "\n\n", each.strip("\n")))
                else:
                    told.add(meaning, label, each)

    def _lead(self, told: Drafting, meaning: str, label: str, value: Any, source: Source) -> None:
        for each in value if isinstance(value, list) else [value]:
            is_account = isinstance(each, str) and self._map.names
            person = {"github": each, "name": self._name_of(each)} if is_account else each
            told.lead(meaning, label, person, source.role)

    def _name_of(self, account: str) -> str:
        """Return the name that a file of its own has for an account."""
        path = self._map.names.replace("{}", account)
        if account not in self._names:
            data = self._tree.read(path) if self._tree and ACCOUNT.fullmatch(account) else None
            try:
                value = formats.read(path, data) if data else {}
            except SetupError:
                value = {}
            self._names[account] = parts.line(value.get("name") if isinstance(value, dict) else "")
        return self._names[account]

    def _channel(self, told: Drafting, label: str, value: Any, source: Source) -> None:
        address = source.address if source.address_if in self._text else ""
        if self._options.chat and (places := _PLACE.findall(source.address)):
            address = f"{self._options.chat}{{{places[-1]}}}"
        for each in value if isinstance(value, list) else [value]:
            keys = each if isinstance(each, dict) else {"": each}
            filled = _filled(address, keys, is_address=True)
            if source.read_as == "list" and "@" in parts.line(each):
                told.add("channels", label, {"url": f"mailto:{each}"})
            elif address and filled and "://" not in parts.line(keys.get("", "")):
                told.add("channels", label, {"url": filled, "name": _filled(source.name, keys)})
            elif isinstance(each, dict) and source.name:
                told.add("channels", label, _filled(source.name, keys))
            else:
                told.add("channels", label, each)

    def _owned(self, told: Drafting, value: Any) -> None:
        link = parts.line(value)
        if owners.is_of_whole(link):
            self._taken_as_own = True
            told.add("repositories", "owners", owners.repository(link))

    def _shown(self, value: Any, source: Source, entry: Mapping[str, Any]) -> Any:
        """Return a value as the charter has it: OWNERS files by what they own, relative links in full."""
        if source.read_as == "accounts":
            return [_account(each) for each in value] if isinstance(value, list) else value
        if isinstance(value, list):
            return [self._shown(each, Source(path=""), entry) for each in value]
        if isinstance(value, dict):
            return {key: self._shown(each, Source(path=""), entry) for key, each in value.items()}
        if isinstance(value, str):
            if self._options.base and re.fullmatch(
                r"\.{0,2}/?[\w./-]+\.(?:md|rst|html|txt|adoc)(?:#[\w-]*)?", value
            ):
                folder = parts.line(entry.get("dir"))
                return urljoin(
                    urljoin(self._options.base, f"{folder}/") if folder else self._options.base,
                    value,
                )
            return owners.place(value) if value.endswith("/OWNERS") else value
        return value


def _account(value: Any) -> str:
    """Return an account with its mark, and its roles if it has some."""
    given = value if isinstance(value, dict) else {"github": value}
    told = parts.line(given.get("github"))
    roles = (
        ", ".join(map(parts.line, given.get("roles") or ()))
        if isinstance(given.get("roles"), list)
        else ""
    )
    if not ACCOUNT.fullmatch(told):
        return parts.told(value)
    return f"@{told} ({roles})" if roles else f"@{told}"


def _filled(text: str, keys: Mapping[str, Any], *, is_address: bool = False) -> str:
    """Return a text with values in its places; nothing if one of them is missing."""
    places = _PLACE.findall(text)
    if not text or any(not parts.line(keys.get(place)) for place in places):
        return ""

    def told(place: re.Match[str]) -> str:
        said = parts.line(keys.get(place[1]))
        return quote(said.removeprefix("#"), safe="") if is_address and "://" not in said else said

    return _PLACE.sub(told, text)
