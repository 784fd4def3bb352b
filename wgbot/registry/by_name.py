"""People whose name is enough, in an answer: each is read as if their name were an account.

So roles, headings and whoever else is there are read by the same rules. Who may be named like that is
for the caller to say.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from wgbot.registry import people, prose
from wgbot.registry.accounts import EMAIL, marks, without_emails
from wgbot.registry.group import Person
from wgbot.registry.person_names import clear_name

_MARK = "named-without-account-"
_MOST = 100
"""The most names that are looked for in an answer."""


class Marked(NamedTuple):
    """A text in which names are accounts, and who has which."""

    text: str
    people: Mapping[str, Person]


def marked(text: str, known: Iterable[Person], *, anybody: bool) -> Marked:
    """Return the text with an account in place of each name of somebody *known* who has none.

    With *anybody*, whatever is a name without doubt is somebody's: a line's first, or each of a single
    line.
    """
    named = {each.name: each for each in known if each.name and not each.github}
    if anybody:
        named = {**{each: Person(name=each) for each in _first(text)}, **named}
    there: dict[str, Person] = {}
    # A longer name can begin with a shorter one.
    for name in sorted([*named][-_MOST:], key=len, reverse=True):
        found = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)(?![ \t]*[(\[<]*@)")
        if found.search(text):
            mark = f"{_MARK}{len(there)}x"
            there[mark] = named[name]
            text = found.sub(f"@{mark}", text)
    return Marked(text, there)


def read(found: Marked, reader: Callable[[str], tuple[Person, ...]]) -> tuple[Person, ...]:
    """Read people as *reader* does, those by name among them; other names beside them are to be refused."""
    listed = [
        Person.model_construct(name=there.name, role=each.role)
        if (there := found.people.get(each.github or ""))
        else each
        for each in reader(found.text)
    ]
    alone = names(found.text) if found.people else nobodys(found.text)
    return (*listed, *(Person.model_construct(github=each) for each in alone))


def of_answer(text: str, reader: Callable[[str], tuple[Person, ...]]) -> tuple[Person, ...]:
    """Read people who may all be named by name alone; what says more than who they are is to be refused."""
    found = marked(text, (), anybody=True)
    if found.people and prose.odd_word(found.text):
        return (Person.model_construct(github=without_emails(" ".join(text.split()))),)
    return read(found, reader)


def names(text: str) -> Iterator[str]:
    """Yield the names of people in a list, where no account is beside them."""
    for line in text.split("\n"):
        yield from _in_line(line)


def nobodys(text: str) -> Iterator[str]:
    """Yield the names in a list of accounts that are not of one of those, nor where somebody works."""
    lines = [line for line in text.split("\n") if line.strip()]
    if any(map(marks, lines)):
        for line in lines:
            found = marks(line)
            if not found:
                yield from _in_line(line)
            elif len(lines) == 1 and not line[: found[0].start].strip():
                yield from _in_line(line[found[-1].end :])


def _first(text: str) -> Iterator[str]:
    lines = [line for line in text.split("\n") if line.strip()]
    for line in lines:
        found = list(_in_line(line))
        yield from found if len(lines) == 1 else found[:1]


def _in_line(line: str) -> Iterator[str]:
    for piece in people.pieces(without_emails(line).replace(EMAIL, " ")):
        near = re.split(r"\s[-–—]\s|[(\[|<]", piece)[0]
        if not marks(piece) and (name := clear_name(near, fewest=2)):
            yield name
