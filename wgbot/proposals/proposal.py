"""A proposal: what someone asks for in an issue, as a group, and the problems found in it."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from wgbot.checks import runner
from wgbot.checks.lookups import NOTHING, Facts
from wgbot.checks.open_proposals import Neighbour
from wgbot.checks.subject import Subject
from wgbot.community.config import Fields
from wgbot.community.repository import Repository
from wgbot.form import reading as form_reading
from wgbot.form.schema import Answer, Field
from wgbot.registry import folder
from wgbot.registry.folder import Entry, Registry
from wgbot.registry.group import Channel, Group, Person
from wgbot.text import links
from wgbot.text.problems import Problem


@dataclass(frozen=True)
class Issue:
    """An issue, as far as a proposal is concerned."""

    body: str
    title: str = ""
    author: str | None = None
    number: int | None = None
    author_id: int | None = None
    """The author's number on GitHub, which their address for commits has in it."""
    state: Literal["open", "closed", "gone"] = "open"
    """Gone is what was deleted, or moved to another repository."""

    @property
    def digest(self) -> str:
        """Return what tells this text from any other: an approval holds for one digest."""
        body = self.body.replace("\r\n", "\n").replace("\r", "\n")
        return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Proposal:
    """An issue that has been read and judged."""

    issue: Issue
    slug: str
    group: Group
    """What would be registered; with problems, as far as it is known."""
    fields: Mapping[str, Field]
    """The form's questions in order, by what they mean: the known ids, then any other."""
    answers: Mapping[str, Answer]
    found: tuple[Problem, ...]
    """Everything that the checks found, in the form's order."""
    made_with_form: bool
    revives: bool = False
    """Whether it brings back the group of that slug, which is dormant or retired."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what has to be mended before it can be approved."""
        return tuple(problem for problem in self.found if problem.blocks)

    @property
    def notes(self) -> tuple[Problem, ...]:
        """Return what a maintainer has to weigh."""
        return tuple(problem for problem in self.found if not problem.blocks)


def judge(
    issue: Issue,
    repository: Repository,
    facts: Facts = NOTHING,
    neighbours: tuple[Neighbour, ...] = (),
) -> Proposal:
    """Read *issue* by the repository's form and judge it by its checks."""
    proposal = read(issue, repository)
    problems = list(proposal.found)
    if proposal.made_with_form:
        subject = Subject(
            slug=proposal.slug,
            group=proposal.group,
            registry=repository.registry,
            registered=False,
            fields=proposal.fields,
            answers=proposal.answers,
            doubtful=frozenset(problem.field for problem in problems if problem.field),
            revives=proposal.revives,
            kinds=repository.config.answers,
            neighbours=neighbours,
            facts=facts,
        )
        problems += runner.run(subject, repository.config.checks)
    places = {key: place for place, key in enumerate(proposal.fields)}
    problems.sort(key=lambda problem: places.get(problem.field or "", -1))
    return replace(proposal, found=tuple(problems))


def read(issue: Issue, repository: Repository) -> Proposal:
    """Read *issue* by the repository's form; what is found is only where it cannot be read."""
    reading = form_reading.read(repository.form, issue.body)
    meanings = {key: meaning for meaning, key in repository.config.fields.model_dump().items()}
    fields = {meanings.get(field.key, field.key): field for field in repository.form.fields}
    answers = {meanings.get(key, key): answer for key, answer in reading.answers.items()}
    problems = [
        replace(problem, field=meanings.get(problem.field, problem.field))
        if problem.field
        else problem
        for problem in reading.problems
    ]
    group = _group(answers, issue.number, repository.config.answers)
    old = _asleep(group.name, repository.registry)
    slug = old.slug if old else folder.slug(group.name)
    if old:
        group = _brought_back(old.group, group)
    return Proposal(
        issue,
        slug,
        group,
        fields,
        answers,
        tuple(problems),
        reading.made_with_form,
        revives=old is not None,
    )


def _asleep(name: str, groups: Registry) -> Entry | None:
    """Find the dormant or retired group of that name, if no active one has it."""
    alike = {slug for look in folder.lookalike_keys(name) for slug in groups.by_look.get(look, ())}
    if len(alike) != 1:
        return None
    entry = groups.entries[alike.pop()]
    return entry if entry.group.status != "active" else None


def _brought_back(old: Group, new: Group) -> Group:
    """Return the old group as the proposal has it now: what was not answered stays as it was."""
    answered = {
        key: value
        for key, value in dict(new).items()
        if value and key in ("focus", "leads", "channels", "repositories", "discussion", "proposal")
    }
    charter = {**old.charter, **new.charter}
    return old.model_copy(update={**answered, "status": "active", "charter": charter})


def _group(answers: Mapping[str, Answer], number: int | None, kinds: Mapping[str, str]) -> Group:
    """Make the group that *answers* describe, without judging them."""
    known = set(Fields.model_fields) - {"overlap"}
    return Group.model_construct(
        name=_line(answers.get("name")),
        status="active",
        focus=_line(answers.get("focus")),
        leads=_people(_text(answers.get("leads"))),
        channels=_channels(_text(answers.get("channel"))),
        repositories=_repositories(_text(answers.get("repository"))),
        discussion=links.regular(_line(answers.get("discussion"))) or None,
        charter={
            key: _kept(answer, kinds.get(key, ""))
            for key, answer in answers.items()
            if answer and key not in known and kinds.get(key) != "private"
        },
        proposal=number,
    )


def _kept(answer: str | list[str], kind: str) -> str | tuple[str, ...]:
    """Return an answer as the charter keeps it: people and links each by itself."""
    if kind == "people":
        return tuple(f"@{each.github}" for each in _people(_text(answer)))
    if kind == "links":
        return _repositories(_text(answer))
    return tuple(answer) if isinstance(answer, list) else unicodedata.normalize("NFC", answer)


def _text(answer: Answer) -> str:
    text = "\n".join(answer) if isinstance(answer, list) else answer or ""
    return unicodedata.normalize("NFC", text)


def _line(answer: Answer) -> str:
    return " ".join(_text(answer).split())


_PROFILE = re.compile(r"(?:https?://)?(?:www\.)?github\.com/", re.IGNORECASE)
_BULLET = re.compile(r"\A\s*(?:[-*+•]|\d{1,3}[.)])\s+")
_LINK = re.compile(r"\[([^\[\]]*)\]\(<?([^\s()<>]+)>?\)")
_AND = frozenset(("and", "&", "+", "und", "et", "y"))
_AROUND = "\"'`*<>()[].:!?"
"""What is around an account in a sentence or a list, and isn't a part of it."""
# `Ada Lovelace (@ada)`, or the other way round.
_NAMED = re.compile(r"(?P<name>[^()@＠/]+)\((?P<inside>\S+)\)|(?P<before>\S+)\s*\([^()@＠/]*\)")


def _lines(text: str) -> list[str]:
    return [_BULLET.sub("", line, count=1) for line in text.split("\n")]


def _people(text: str) -> tuple[Person, ...]:
    """Read accounts as people list them: `@ada, @grace and https://github.com/alan`."""
    if not text.isascii():
        # Nothing that cannot be seen belongs to an account, and much of it comes with copying.
        text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return tuple(
        Person.model_construct(github=account)
        for line in _lines(_LINK.sub(r"\2", text))
        for listed in re.split(r"[,;、，；]|(?:\s/|\|)(?=\s*[@＠])", line)
        for account in _accounts(listed.strip())
    )


def _accounts(listed: str) -> list[str]:
    """Return the accounts between two commas; what is none comes as it is, to be refused."""
    if (named := _NAMED.fullmatch(listed)) and _is_marked(named["inside"] or named["before"]):
        return [_account(named["inside"] or named["before"])]
    words = listed.split()
    marked = [word for word in words if _is_marked(word)]
    # Without a mark a word is an account only where it stands alone: `Ada Lovelace` is none.
    if marked and all(word in _AND or word in marked for word in words):
        return [_account(word) for word in marked]
    return [_account(listed)] if listed else []


def _is_marked(word: str) -> bool:
    bare = word.lstrip(_AROUND)
    return bare[:1] in ("@", "＠") or _PROFILE.match(bare) is not None


def _account(word: str) -> str:
    bare = word.strip(_AROUND)
    if profile := _PROFILE.match(bare):
        bare = re.split("[?#]", bare[profile.end() :], maxsplit=1)[0].rstrip("/")
    bare = bare.lstrip("@＠")
    return bare if re.fullmatch(r"[\w-]+", bare) else word


def _repositories(text: str) -> tuple[str, ...]:
    """Read addresses, one a line or one after another."""
    words = (
        word
        for line in _lines(_LINK.sub(r"\2", text))
        for word in re.split(r"[\s,;]+", line)
        if word and word not in _AND
    )
    found = (links.regular(word).removesuffix("/").removesuffix(".git") for word in words)
    return tuple(dict.fromkeys(found))


def _channels(text: str) -> tuple[Channel, ...]:
    """Read channels, one a line or one after another: an address followed by its name."""
    channels: list[tuple[str, list[str]]] = []
    for line in _lines(_LINK.sub(r"\2 \1 ", text)):
        words = line.split()
        if words and not any("://" in word for word in words):
            channels.append((line.strip(), []))  # No address; the line is shown as it is.
            continue
        before: list[str] = []
        started = False
        for word in words:
            if "://" in word:
                if started and channels[-1][1][-1:] and channels[-1][1][-1] in _AND:
                    channels[-1][1].pop()
                channels.append((word.rstrip(",;"), before))
                before, started = [], True
            elif started:
                channels[-1][1].append(word)
            else:
                before.append(word)
    return tuple(
        Channel.model_construct(
            url=links.regular(url), name=" ".join(words).strip(" ,;:()") or None
        )
        for url, words in channels
    )
