"""What a check judges, and what it is told about the world around it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from wgbot.checks.lookups import NOTHING, Facts, Neighbour
from wgbot.form.schema import Answer, Field
from wgbot.registry import fields
from wgbot.registry.folder import Registry
from wgbot.registry.group import Group
from wgbot.text import links
from wgbot.text.sentences import LinkedText

if TYPE_CHECKING:
    from wgbot.similarity.known import KnownGroups


def _nowhere(_slug: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Example:
    """What a check finds, and the same as it would be fine: shown on the check's page, and tested.

    Either answers by the ids of their questions, or the text of a registry file.
    """

    bad: Mapping[str, str] | str
    good: Mapping[str, str] | str
    given: str = ""
    """What else there is, where it matters: a sentence."""
    configuration: str = ""
    """The lines of the configuration that it takes, where there are any."""


@dataclass(frozen=True)
class Subject:
    """A group that is proposed or registered."""

    slug: str
    group: Group
    """As far as it is known: in a proposal a text can be empty, and a link be none."""
    registry: Registry
    """All groups; a registered one is in there itself, under its slug."""
    registered: bool
    fields: Mapping[str, Field] = field(default_factory=dict)
    """A proposal's questions, by what they mean; none for a registered group."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """What was answered to them, by the same keys."""
    removed: frozenset[str] = frozenset()
    """The questions that were answered with that there shall be nothing: what is typed there is no text."""
    doubtful: frozenset[str] = frozenset()
    """The fields that could not be read; problems say so already."""
    answer_types: Mapping[str, str] = field(default_factory=dict)
    """What answers of the charter hold, where the configuration says it: people, links, private."""
    kinds: Mapping[str, str] = field(default_factory=dict)
    """The kinds of groups that there are here, by each word for them, in lower case."""
    today: date | None = None
    """What day it is, where that is known."""
    before: Group | None = None
    """The group as it is registered, where a proposal changes one."""
    neighbours: tuple[Neighbour, ...] = ()
    """The other open proposals."""
    known: "KnownGroups | None" = None
    """What groups are held against, where it is read already."""
    change_form: str = ""
    """What the form is called that changes groups, where there is one."""
    change_address: Callable[[str], str | None] = _nowhere
    """Where that form is, filled in so that the group of a file gets the proposed name."""
    facts: Facts = NOTHING
    """What is known about the world outside the repository."""

    def texts(self) -> Mapping[str, str]:
        """Return every text that someone wrote, by the field it answers."""
        if not self.registered:
            return {
                key: answer if isinstance(answer, str) else "\n".join(answer)
                for key, answer in self.answers.items()
                if answer and key not in self.removed
            }
        charter = {
            key: answer if isinstance(answer, str) else "\n".join(answer)
            for key, answer in self.group.charter.items()
        }
        return {**fields.texts(self.group), **charter}


def form_to_change(subject: Subject, slug: str) -> LinkedText | str:
    """Return what the form is called that changes groups, as a link to it where that is known."""
    address = subject.change_address(slug)
    return LinkedText(subject.change_form, address) if address else subject.change_form


def home(group: Group) -> str:
    """Return where a group can be found: its first repository or channel that can be linked to."""
    addresses = (*group.repositories, *(each.url for each in group.channels))
    return next((each for each in addresses if links.refusal(each) is None), "")


def linked(group: Group) -> LinkedText | str:
    """Return a group's name as a link to where it can be found."""
    address = home(group)
    return LinkedText(group.name, address) if address else group.name
