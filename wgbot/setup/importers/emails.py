"""E-mail addresses: found wherever they are and however they are spelled, and left out.

A list tells who reads it how to reach people; a registry tells everyone, for ever. So what an
import has read is judged by its values, not by what its columns are called, right before anyone
gets to see it: nothing that leaves `without` has an address in it.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from wgbot.registry.group import Channel, Person
from wgbot.setup.importers import parts
from wgbot.setup.importers.found import MISSING, Draft, Found, Leftover

LEFT_OUT = "…"
"""What is in a text where an address was."""

WHAT = "an e-mail address"
WHY = "E-mail addresses are not published."

_MOST_VALUE = 200
_BLANK = "[\u00ad\u200b-\u200d\u2060\ufeff]*"
_LOCAL = r"[^\s@<>()\[\]{}\"',;:/\\|?=&%#*`~!\u00ad\u200b-\u200d\u2060\ufeff＠﹫]"
_ENCODED = r"%(?!(?:25)*40)[0-9A-Fa-f]{2}"
# `@` as it is, in an address, in HTML, and escaped in Markdown.
_AT = r"(?:\\?[@＠﹫]|%(?:25)*40|&\#0*64;|&\#[xX]0*40;|&commat;|\s?(?:\[at\]|\(at\)|\{at\})\s?)"
_DOT = r"(?:\\?[.．。]|%(?:25)*2[eE]|&\#0*46;|&\#[xX]0*2[eE];|&period;|\s?(?:\[dot\]|\(dot\)|\{dot\})\s?)"
_LABEL = r"\w(?:[\w-]{0,61}\w)?"
_ADDRESS = re.compile(
    rf"""
    \bmailto:[^\s<>()\[\]"']*
    | (?<!{_LOCAL})(?<![@＠%])(?<!\\(?=[-_.+]))
      (?!(?:git|hg|svn)@[\w.-]++[:/]\w)                  # git@github.com:owner/name
      (?:"[^"\n]{{1,64}}" | (?:{_LOCAL}|{_ENCODED}|\\[-_.+])++){_BLANK}
      {_AT}{_BLANK}
      (?!(?:group|import|resource)(?:\.v)?\.calendar\.google\.com|thread\.skype|unq\.gbl\.spaces)
      (?:{_LABEL}{_BLANK}{_DOT}{_BLANK}){{1,8}}
      (?!(?:png|jpe?g|gif|svg|webp|js|css)\b)             # icon@2x.png
      (?:[^\W\d_]{{2,63}}|xn--[\w-]{{2,59}})(?![\w-])
    | (?<![\w.+-])[\w.+-]++\ (?:at\ (?:{_LABEL}\ dot\ ){{1,8}}|(?-i:AT)\ (?:{_LABEL}(?:\ DOT\ |\.)){{1,8}})
      [^\W\d_]{{2,63}}\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What cannot be without one of these has no address in it: most texts.
_MAYBE = re.compile(r"[@＠﹫]|%(?:25)*40|&\#|&commat;|[\[({]at[\])}]|\ at\ |mailto:", re.IGNORECASE)
# The page of a list, by which people join it and read it, is named after the list.
_PAGE_OF_LIST = re.compile(
    r"/(?:archives/list|hyperkitty/list|mailman3/lists|postorius/lists)/\Z"
    r"|//lists\.apache\.org/(?:list|thread)\.html\?\Z"
)
_LINK = re.compile(r"\[(?P<text>[^\[\]]*)\]\((?P<url>[^\s()]*)(?:\s+\"[^\"]*\")?\)")
_URL = re.compile(r"https?://[^\s<>()\[\]\"|]+", re.IGNORECASE)
_BRACKETS = re.compile(rf"\s*[<(\[]\s*{LEFT_OUT}\s*[>)\]]")


def _addresses(text: str) -> Iterator[re.Match[str]]:
    if _MAYBE.search(text):
        for found in _ADDRESS.finditer(text):
            if not _PAGE_OF_LIST.search(text[max(0, found.start() - 40) : found.start()]):
                yield found


def has(text: str) -> bool:
    """Return whether there is an e-mail address in a text."""
    return next(_addresses(text), None) is not None


def hidden(text: str) -> str:
    """Return a text with an ellipsis in place of each e-mail address, and of each link with one in it."""
    if not has(text):
        return text
    text = _LINK.sub(lambda link: link["text"] if has(link["url"]) else link[0], text)
    text = _URL.sub(lambda link: LEFT_OUT if has(link[0]) else link[0], text)
    # What stood beside an address can make another one of what is left.
    while found := list(_addresses(text)):
        ends = [0, *(each.end() for each in found)]
        begins = [*(each.start() for each in found), len(text)]
        kept = (text[end:begin] for end, begin in zip(ends, begins, strict=True))
        text = LEFT_OUT.join(kept)
    return _BRACKETS.sub("", text).strip()


def rest(text: str) -> str:
    """Return what is left of a text without its addresses; nothing, where that says nothing."""
    left = hidden(text)
    return left if left == text or re.search(r"\w", left) else ""


def without(found: Found) -> Found:
    """Return what a list held, without a single address, and say where there was one."""
    drafts: list[Draft] = []
    leftovers: list[Leftover] = []
    for draft in found.drafts:
        cleaning = _Cleaning(draft, found.labels)
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


class _Cleaning:
    """The cleaning of one group."""

    def __init__(self, draft: Draft, labels: Mapping[str, str]) -> None:
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
        values: dict[str, Any] = {
            "name": self._called("the name", group.name),
            "focus": self._text("the focus", group.focus) or MISSING,
            "leads": tuple(filter(None, map(self._lead, group.leads))),
            "channels": tuple(filter(None, map(self._channel, group.channels))),
            "repositories": self._whole("a repository", group.repositories),
            "aliases": self._texts("an alias", group.aliases),
            "successors": self._whole("a successor", group.successors),
            "parent": next(iter(self._whole("the parent", filter(None, [group.parent]))), None),
            "discussion": next(
                iter(self._whole("the discussion", filter(None, [group.discussion]))), None
            ),
            "charter": self._charter(group.charter),
        }
        full_name = rest(self._draft.full_name)
        if all(getattr(group, field) == value for field, value in values.items()):
            return replace(self._draft, full_name=full_name)
        # What the lines of a page say is not all in the registry then.
        return replace(
            self._draft, group=group.model_copy(update=values), full_name=full_name, lines=()
        )

    def _tell(self, place: str) -> None:
        said = Leftover(f"{WHAT} in {place}", WHY, self._name, line=self._draft.line)
        if said not in self.leftovers:
            self.leftovers.append(said)

    def _text(self, place: str, text: str) -> str:
        if has(text):
            self._tell(place)
        return rest(text)

    def _called(self, place: str, name: str) -> str:
        left = self._text(place, name)
        return left if left == name else " ".join(left.replace(LEFT_OUT, " ").split()).strip(" ,;:")

    def _texts(self, place: str, texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(filter(None, (self._text(place, each) for each in texts)))

    def _whole(self, place: str, values: Iterable[str]) -> tuple[str, ...]:
        """Return the values that are of no use in part."""
        return tuple(each for each in values if self._text(place, each) == each)

    def _lead(self, person: Person) -> Person | None:
        name = self._called("a lead", person.name or "") or None
        github = next(iter(self._whole("a lead", filter(None, [person.github]))), None)
        profile = next(iter(self._whole("a lead", filter(None, [person.profile]))), None)
        return Person(name=name, github=github, profile=profile) if name or github else None

    def _channel(self, channel: Channel) -> Channel | None:
        if not self._whole("a channel", [channel.url]):
            return None
        return Channel(url=channel.url, name=self._called("a channel", channel.name or "") or None)

    def _charter(self, charter: Mapping[str, Any]) -> dict[str, str | tuple[str, ...]]:
        answers: dict[str, str | tuple[str, ...]] = {}
        for key, answer in charter.items():
            label = self._labels.get(key, key)
            place = hidden(label)
            if has(label):
                self._tell(place)
            left = (
                self._text(place, answer) if isinstance(answer, str) else self._texts(place, answer)
            )
            if left or not answer:
                answers[_free(_key(key, self._labels), answers)] = left
        return answers


def _free(key: str, taken: Mapping[str, object]) -> str:
    names = (key if number == 1 else f"{key}_{number}" for number in itertools.count(1))
    return next(name for name in names if name not in taken)
