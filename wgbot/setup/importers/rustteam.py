"""A checkout of https://github.com/rust-lang/team: one TOML file a team, archived ones as well.

https://github.com/rust-lang/team/blob/main/docs/toml-schema.md: the `website` table has the name
and the description that people see. Teams of the kind `marker-team` only give permissions, and
are no groups. What the files say about permissions, lists and accounts elsewhere stays there.
"""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from pydantic import ValidationError

from wgbot.files.tree import Tree
from wgbot.registry.group import Channel, Group, Person
from wgbot.setup.importers import emails, parts, people, shapes
from wgbot.setup.importers.found import MISSING, Draft, Found, Leftover
from wgbot.text.problems import SetupError

CHAT = "https://rust-lang.zulipchat.com/#narrow/stream/"
"""What goes before the name of a Zulip stream in its address, for Rust."""

_FOLDER = "teams"
_ARCHIVE = "teams/archive"
_PEOPLE = "people"
_WEBSITE = frozenset(
    "name description page email repo zulip-stream matrix-room discord-invite discord-name weight".split()
)
_PEOPLE_KEYS = frozenset("leads members alumni".split())
_LABELS = {
    "kind": "Kind of group",
    "about": "Description",
    "email": "E-mail of the team",
    "website": "Website",
    "members": "Members",
    "alumni": "Alumni",
    "roles": "Roles",
}


def is_one(tree: Tree) -> bool:
    """Return whether a folder has the layout."""
    return any(name.endswith(".toml") for name in tree.entries(_FOLDER))


def read(tree: Tree, chat: str = CHAT) -> Found:
    """Read the teams of a checkout; *chat* goes before a Zulip stream's name in its address."""
    if not is_one(tree):
        raise SetupError("There are no files `teams/*.toml` in this folder.")
    reading = _Reading(tree, chat)
    for path in _paths(tree):
        reading.team(path)
    notes = []
    if reading.streams:
        notes.append(f"Zulip streams are taken to be at {chat}NAME; `--chat` gives another place.")
    return Found(
        "rust-team",
        tuple(reading.ordered()),
        tuple(reading.leftovers),
        tuple(notes),
        labels=_LABELS,
    )


def _paths(tree: Tree) -> Iterator[str]:
    for folder in (_FOLDER, _ARCHIVE):
        for name, kind in tree.entries(folder).items():
            if name.endswith(".toml") and kind == "file":
                yield f"{folder}/{name}"


class _Reading:
    """The reading of one checkout."""

    def __init__(self, tree: Tree, chat: str) -> None:
        self._tree = tree
        self._chat = chat
        self._drafts: list[tuple[int, Draft]] = []
        self._names: dict[str, str] = {}
        self.streams = 0
        self.leftovers: list[Leftover] = []

    def ordered(self) -> Iterator[Draft]:
        """Yield the drafts; where the website has an order, by their place in it."""
        weights = sorted({weight for weight, _ in self._drafts}, reverse=True)
        for weight, draft in self._drafts:
            if len(weights) > 1:
                place = weights.index(weight) + 1
                yield Draft(draft.group.model_copy(update={"order": place}), draft.slug)
            else:
                yield draft

    def team(self, path: str) -> None:
        """Read one file."""
        slug = path.rpartition("/")[2].removesuffix(".toml")
        given = self._toml(path, slug)
        if given is None:
            return
        if given.get("kind") == "marker-team":
            self._left(slug, "the team", "It is a marker team, which only gives permissions.")
            return
        website = shapes.mapping(given.get("website"), self._odd(slug, "website"))
        people = shapes.mapping(given.get("people"), self._odd(slug, "people"))
        taken, whole = parts.focus(str(website.get("description") or ""))
        charter = self._charter(slug, given, website, people, whole)
        repository, page = parts.repository(str(website.get("repo") or ""))
        if repository and parts.leads_to(repository) != "repository":
            charter["website"] = repository
            repository = page = ""
        if page:
            self._left(slug, "a page in a repository", f"{repository} is kept.", page)
        name = parts.line(website.get("name")) or slug
        status = "retired" if path.startswith(_ARCHIVE) else "active"
        self._rest(slug, given, website, people)
        try:
            group = Group(
                name=name,
                status="retired" if status == "retired" else "active",
                focus=taken or MISSING,
                leads=tuple(map(self._person, self._accounts(slug, "leads", people.get("leads")))),
                channels=tuple(self._channels(slug, website)),
                repositories=(repository,) if repository else (),
                parent=parts.line(given.get("subteam-of")) or None,
                charter=charter,
            )
        except ValidationError as error:
            self._left(slug, "the team", f"It cannot be read: {error.errors()[0]['msg']}.")
            return
        weight = website.get("weight", 0)
        self._drafts.append(
            (weight if isinstance(weight, int) else 0, Draft(group, slug, f"{name} ({slug})"))
        )

    def _toml(self, path: str, slug: str) -> dict[str, Any] | None:
        try:
            given = tomllib.loads((self._tree.read(path) or b"").decode("utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
            self._left(slug, path, f"It is not TOML: {error}.")
            return None
        return dict(emails.marked_values(given))

    def _person(self, account: str) -> Person:
        """Return a lead, with the name that the folder `people` has for them."""
        if account not in self._names:
            path = f"{_PEOPLE}/{account}.toml"
            found = self._toml(path, account) if self._tree.read(path) else None
            self._names[account] = parts.line((found or {}).get("name"))
        name = self._names[account]
        return Person(github=account, name=name if name and name != account else None)

    def _channels(self, slug: str, website: Mapping[str, Any]) -> Iterator[Channel]:
        if stream := parts.line(website.get("zulip-stream")):
            self.streams += 1
            yield Channel(url=f"{self._chat}{quote(stream, safe='')}", name=f"#{stream}")
        if room := parts.line(website.get("matrix-room")):
            yield Channel(url=f"https://matrix.to/#/{quote(room, safe='')}", name=room)
        invite, name = (
            parts.line(website.get("discord-invite")),
            parts.line(website.get("discord-name")),
        )
        if invite:
            yield Channel(url=parts.url(invite), name=name or None)
        elif name:
            self._left(
                slug, "website.discord-name", "It has no address that a reader could open.", name
            )

    def _rest(
        self,
        slug: str,
        given: Mapping[str, Any],
        website: Mapping[str, Any],
        people: Mapping[str, Any],
    ) -> None:
        """Keep account of what has no place."""
        for key, value in website.items():
            if key not in _WEBSITE or (key == "page" and value != slug):
                self._left(slug, f"website.{key}", "The registry has no place for it.", value)
        for key in people:
            if key not in _PEOPLE_KEYS:
                self._left(
                    slug, f"people.{key}", "Teams are not made of other teams here.", people[key]
                )
        for key in given:
            if key not in ("name", "subteam-of", "kind", "people", "website", "roles"):
                self._left(
                    slug, key, "Permissions, lists and accounts elsewhere stay where they are."
                )

    def _left(self, slug: str, what: str, why: str, value: object = "") -> None:
        shown = "" if shapes.says_nothing(value) else parts.told(value)
        self.leftovers.append(Leftover(what, why, slug, shown))

    def _odd(self, slug: str, what: str) -> shapes.Tell:
        """Return what keeps account of values that are not as the layout has them."""
        return lambda value: self._left(slug, what, "It is not as rust-lang/team has it.", value)

    def _charter(
        self,
        slug: str,
        given: Mapping[str, Any],
        website: Mapping[str, Any],
        people: Mapping[str, Any],
        about: str,
    ) -> dict[str, str | tuple[str, ...]]:
        answers: dict[str, str | tuple[str, ...]] = {
            "kind": parts.line(given.get("kind") or "team").replace("-", " "),
            "about": about,
            "email": parts.line(website.get("email")),
            "members": tuple(
                f"@{each}" for each in self._accounts(slug, "members", people.get("members"))
            ),
            "alumni": tuple(
                f"@{each}" for each in self._accounts(slug, "alumni", people.get("alumni"))
            ),
            "roles": tuple(self._roles(slug, given.get("roles"), people.get("members"))),
        }
        return {key: answer for key, answer in answers.items() if answer}

    def _accounts(self, slug: str, key: str, given: object) -> Iterator[str]:
        """Yield the accounts of people; what is none is told."""
        for each in shapes.several(given, self._odd(slug, f"people.{key}")):
            told = parts.line(each.get("github") if isinstance(each, dict) else each)
            if account := people.account(told):
                yield account
            else:
                self._left(slug, f"people.{key}", "It is no account at GitHub.", each)

    def _roles(self, slug: str, given: object, members: object) -> Iterator[str]:
        """Yield who has which role."""
        holders = (
            [each for each in members if isinstance(each, dict)]
            if isinstance(members, list)
            else []
        )
        for role in shapes.mappings(given, self._odd(slug, "roles")):
            called = parts.line(role.get("description") or role.get("id"))
            accounts = (
                people.account(parts.line(each.get("github")))
                for each in holders
                if role.get("id") in _listed(each.get("roles"))
            )
            who = ", ".join(f"@{each}" for each in accounts if each)
            if called:
                yield f"{called}: {who}".rstrip(": ")


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
