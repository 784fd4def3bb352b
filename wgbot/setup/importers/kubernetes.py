"""`sigs.yaml` of Kubernetes and of communities that copied its layout.

https://github.com/kubernetes/community/tree/main/generator: the keys `sigs`, `workinggroups`,
`usergroups` and `committees` hold lists of groups. Chairs and technical leads lead a group. What
the file says about companies and e-mail addresses of people stays there.
"""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from wgbot.files import yaml
from wgbot.registry.group import Channel, Group, Person
from wgbot.setup.importers import emails, owners, parts, people, shapes
from wgbot.setup.importers.found import MISSING, Draft, Found, Leftover
from wgbot.setup.importers.people import Someone
from wgbot.text.problems import SetupError

CHAT = "https://kubernetes.slack.com/messages/"
"""What goes before the name of a Slack channel in its address, in Kubernetes' own lists."""

KEYS = {
    "sigs": ("SIG", "special interest group"),
    "workinggroups": ("WG", "working group"),
    "usergroups": ("UG", "user group"),
    "committees": ("Committee", "committee"),
}

_MOST_REPOSITORIES = 10
_TEAM = re.compile(r"[\w.-]+(?:/[\w.-]+)?")
_LABELS = {
    "kind": "Kind of group",
    "mission": "Mission",
    "charter_link": "Charter",
    "label": "Label",
    "technical_leads": "Technical leads",
    "emeritus_leads": "Emeritus leads",
    "meetings": "Meetings",
    "teams": "Teams",
    "liaison": "Liaison",
    "stakeholders": "Stakeholders",
    "subprojects": "Subprojects",
}


def is_one(value: object) -> bool:
    """Return whether a YAML document has the layout."""
    return isinstance(value, dict) and any(isinstance(value.get(each), list) for each in KEYS)


def read(text: bytes, chat: str = CHAT) -> Found:
    """Read the groups of a file; *chat* goes before a channel's name in its address."""
    try:
        document = yaml.load(text)
    except yaml.YamlError as error:
        raise SetupError(f"Line {error.line}: {error.what} {error.fix}") from error
    if not is_one(document.value):
        raise SetupError(f"There is none of the keys {', '.join(KEYS)} in this file.")
    reading = _Reading(chat)
    values = emails.marked_values(document.value)
    for key, value in values.items():
        if key not in KEYS:
            reading.left("", key, "It is not a list of groups.", value)
            continue
        if not isinstance(value, list):
            reading.left("", key, "It is not a list of groups.", value)
            continue
        for number, each in enumerate(value):
            line = document.line((key, number))
            if isinstance(each, dict):
                reading.group(key, each, line)
            else:
                reading.left("", f"an entry of {key}", "It is no group.", each, line)
    notes = []
    if reading.chats:
        notes.append(
            f"Channels in Slack are taken to be at {chat}NAME; `--chat` gives another place."
        )
    if reading.taken_as_own:
        notes.append(
            "A repository is a group's where its whole is owned by one of its subprojects."
        )
    return Found(
        "kubernetes",
        tuple(reading.drafts),
        tuple(reading.leftovers),
        tuple(notes),
        outline=tuple(f"key “{key}”" for key in values),
        labels=_LABELS,
    )


class _Reading:
    """The reading of one file."""

    def __init__(self, chat: str) -> None:
        self._chat = chat
        self.chats = 0
        self.taken_as_own = 0
        self.drafts: list[Draft] = []
        self.leftovers: list[Leftover] = []

    def left(
        self, group: str, what: str, why: str, value: object = "", line: int | None = None
    ) -> None:
        """Keep account of what has no place."""
        shown = "" if shapes.says_nothing(value) else parts.told(value)
        self.leftovers.append(Leftover(what, why, group, shown, line))

    def _odd(self, group: str, what: str) -> shapes.Tell:
        """Return what keeps account of values that are not as the layout has them."""
        return lambda value: self.left(group, what, "It is not as a sigs.yaml has it.", value)

    def group(self, key: str, given: Mapping[str, Any], line: int) -> None:
        """Read one group."""
        qualifier, kind = KEYS[key]
        name = parts.line(given.get("name") or given.get("dir"))
        if not name:
            self.left("", "a group", "It has no name.", given, line)
            return
        # Folded YAML has one line break where a paragraph ends.
        mission = str(given.get("mission_statement") or "").strip("\n").replace("\n", "\n\n")
        taken, whole = parts.focus(mission)
        charter: dict[str, str | tuple[str, ...]] = {"kind": kind}
        if whole:
            charter["mission"] = whole
        if given.get("charter_link"):
            charter["charter_link"] = parts.line(given["charter_link"])
        label, folder = parts.line(given.get("label")), parts.line(given.get("dir"))
        if label and not folder.endswith(f"-{label}"):
            charter["label"] = label
        leads = self._leadership(name, given.get("leadership"), charter)
        meetings = shapes.several(given.get("meetings"), self._odd(name, "meetings"))
        if meetings:
            charter["meetings"] = tuple(map(_meeting, meetings))
        channels = self._contact(name, given.get("contact"), charter)
        holding = given.get("stakeholder_sigs")
        if stakeholders := shapes.several(holding, self._odd(name, "stakeholder_sigs")):
            charter["stakeholders"] = tuple(map(parts.line, stakeholders))
        repositories = self._subprojects(name, given.get("subprojects"), charter)
        known = (
            "dir name mission_statement charter_link label leadership meetings contact "
            "stakeholder_sigs subprojects"
        ).split()
        for each in given:
            if each not in known:
                self.left(name, each, "It is not a key that is known here.", given[each], line)
        try:
            group = Group(
                name=name,
                focus=taken or MISSING,
                leads=leads,
                channels=channels,
                repositories=repositories,
                charter=charter,
            )
        except ValidationError as error:
            self.left(
                name, "the group", f"It cannot be read: {error.errors()[0]['msg']}.", "", line
            )
            return
        self.drafts.append(Draft(group, parts.line(given.get("dir")), f"{qualifier} {name}", line))

    def _leadership(
        self, name: str, told: object, charter: dict[str, str | tuple[str, ...]]
    ) -> tuple[Person, ...]:
        given = shapes.mapping(told, self._odd(name, "leadership"))
        chairs, technical, emeriti = (
            self._people(name, role, given.get(role))
            for role in ("chairs", "tech_leads", "emeritus_leads")
        )
        leads: dict[str, Person] = {}
        for person in (*chairs, *technical):
            leads.setdefault((person.github or person.name or "").casefold(), person)
        if technical:
            charter["technical_leads"] = tuple(map(_shown, technical))
        if emeriti:
            charter["emeritus_leads"] = tuple(map(_shown, emeriti))
        for role in given:
            if role not in ("chairs", "tech_leads", "emeritus_leads"):
                self.left(
                    name, f"leadership.{role}", "It is no role that is known here.", given[role]
                )
        return tuple(leads.values())

    def _people(self, name: str, role: str, given: object) -> list[Person]:
        found: list[Person] = []
        for each in shapes.several(given, self._odd(name, f"leadership.{role}")):
            someone = people.given(each)
            if someone.person:
                found.append(someone.person)
                self._no_account(name, someone)
            else:
                self.left(name, "a person", "There is neither an account nor a name.", each)
            for key in each if isinstance(each, dict) else ():
                if key == "email":
                    self.left(name, "email of a person", "Addresses of people are not published.")
                elif key not in ("github", "name"):
                    self.left(
                        name, f"{key} of a person", "The registry has no place for it.", each[key]
                    )
        return found

    def _no_account(self, name: str, someone: Someone) -> None:
        if someone.unread:
            self.left(name, "an account", "It is no account at GitHub.", someone.unread)

    def _contact(
        self, name: str, told: object, charter: dict[str, str | tuple[str, ...]]
    ) -> tuple[Channel, ...]:
        given = shapes.mapping(told, self._odd(name, "contact"))
        channels: list[Channel] = []
        for key, value in given.items():
            text = parts.line(value)
            if key == "slack" and text:
                self.chats += 1
                channels.append(Channel(url=f"{self._chat}{text}", name=f"#{text}"))
            elif key == "mailing_list" and "://" in text:
                channels.append(Channel(url=parts.url(text)))
            elif key == "private_mailing_list":
                self.left(name, "contact.private_mailing_list", "It is private, and not published.")
            elif key == "teams":
                teams = shapes.several(value, self._odd(name, "contact.teams"))
                charter["teams"] = tuple(map(_team, teams))
            elif key == "liaison":
                someone = people.given(value)
                if someone.person:
                    charter["liaison"] = _shown(someone.person)
                self._no_account(name, someone)
            elif text:
                self.left(
                    name, f"contact.{key}", "It has no address that a reader could open.", value
                )
        return tuple(channels)

    def _subprojects(
        self, name: str, given: object, charter: dict[str, str | tuple[str, ...]]
    ) -> tuple[str, ...]:
        whole: list[str] = []
        lines: list[str] = []
        for each in shapes.mappings(given, self._odd(name, "subprojects")):
            about = parts.line(each.get("description"))
            head = parts.line(each.get("name"))
            told = self._odd(name, f"owners of the subproject {head}")
            owned = [parts.line(link) for link in shapes.several(each.get("owners"), told)]
            whole += [owners.repository(link) for link in owned if owners.is_of_whole(link)]
            places = dict.fromkeys(map(owners.place, owned))
            lines.append(
                f"{head}{f' ({about})' if about else ''}: {', '.join(places)}".rstrip(": ")
            )
            for key in each:
                if key not in ("name", "description", "owners"):
                    why = "A subproject's own contacts, leads and meetings have no place."
                    self.left(name, f"{key} of the subproject {head}", why, _public(each[key]))
        if lines:
            charter["subprojects"] = tuple(lines)
        found = tuple(dict.fromkeys(whole))
        if len(found) > _MOST_REPOSITORIES:
            # All of them stand under the subprojects.
            return ()
        self.taken_as_own += len(found)
        return found


def _public(value: Any) -> Any:
    """Leave out of a value what is nobody's business."""
    if isinstance(value, dict):
        return {
            key: _public(each)
            for key, each in value.items()
            if "email" not in key and "private" not in key
        }
    return [_public(each) for each in value] if isinstance(value, list) else value


def _shown(person: Person) -> str:
    return f"{person.name} (@{person.github})" if person.name and person.github else person.shown


def _meeting(given: Any) -> str:
    if not isinstance(given, dict):
        return parts.line(given)
    when = " ".join(parts.line(given[key]) for key in ("day", "time", "tz") if given.get(key))
    said = [
        parts.line(given.get("description")) or "Meeting",
        ", ".join(filter(None, (when, parts.line(given.get("frequency"))))),
    ]
    named = ("description", "day", "time", "tz", "frequency")
    links = [
        f"{key.removesuffix('_url').replace('url', 'join')}: {parts.line(value)}"
        for key, value in given.items()
        if key not in named and value
    ]
    return "; ".join([": ".join(filter(None, said)), *links])


def _team(given: Any) -> str:
    if not isinstance(given, dict):
        return parts.line(given)
    name = parts.line(given.get("name")).removeprefix("@")
    about = parts.line(given.get("description"))
    called = f"@{name}" if _TEAM.fullmatch(name) else name
    return f"{called}: {about}" if about else called
