"""A proposal: what somebody asks for in an issue, as a group, and the problems found in it."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from wgbot import address, checks, form, registry
from wgbot.checks.subject import Subject
from wgbot.config import Fields
from wgbot.form import Answer, Field
from wgbot.groups import Channel, Group, Person
from wgbot.problems import Problem
from wgbot.repository import Repository


@dataclass(frozen=True)
class Issue:
    """An issue, as far as a proposal is concerned."""

    body: str
    title: str = ""
    author: str | None = None
    number: int | None = None

    @property
    def digest(self) -> str:
        """Give what tells this text from any other: an approval holds for one digest."""
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
    problems: tuple[Problem, ...]
    """In the form's order."""
    made_with_form: bool


def judge(issue: Issue, repository: Repository) -> Proposal:
    """Read *issue* by the repository's form and judge it by its checks."""
    reading = form.read(repository.form, issue.body)
    meanings = {key: meaning for meaning, key in repository.config.fields.model_dump().items()}
    fields = {meanings.get(field.key, field.key): field for field in repository.form.fields}
    answers = {meanings.get(key, key): answer for key, answer in reading.answers.items()}
    problems = [
        replace(problem, field=meanings.get(problem.field, problem.field))
        if problem.field
        else problem
        for problem in reading.problems
    ]
    group = _group(answers, issue.number)
    slug = registry.slug(group.name)
    if reading.made_with_form:
        subject = Subject(
            slug=slug,
            group=group,
            registry=repository.registry,
            registered=False,
            fields=fields,
            answers=answers,
            doubtful=frozenset(problem.field for problem in problems if problem.field),
        )
        problems += checks.run(subject, repository.config.checks)
    places = {key: place for place, key in enumerate(fields)}
    problems.sort(key=lambda problem: places.get(problem.field or "", -1))
    return Proposal(issue, slug, group, fields, answers, tuple(problems), reading.made_with_form)


def _group(answers: Mapping[str, Answer], number: int | None) -> Group:
    """Make the group that *answers* describe, without judging them."""
    known = set(Fields.model_fields)
    return Group.model_construct(
        name=_line(answers.get("name")),
        status="active",
        focus=_line(answers.get("focus")),
        leads=_people(_line(answers.get("leads"))),
        channels=_channels(_text(answers.get("channel"))),
        repositories=tuple(
            address.regular(word).removesuffix("/").removesuffix(".git")
            for word in re.split(r"[\s,]+", _text(answers.get("repository")))
            if word
        ),
        discussion=address.regular(_line(answers.get("discussion"))) or None,
        charter={
            key: tuple(answer) if isinstance(answer, list) else unicodedata.normalize("NFC", answer)
            for key, answer in answers.items()
            if answer and key not in known
        },
        proposal=number,
    )


def _text(answer: Answer) -> str:
    text = "\n".join(answer) if isinstance(answer, list) else answer or ""
    return unicodedata.normalize("NFC", text)


def _line(answer: Answer) -> str:
    return " ".join(_text(answer).split())


_PROFILE = re.compile(r"(?:https?://)?(?:www\.)?github\.com/", re.IGNORECASE)


def _people(text: str) -> tuple[Person, ...]:
    """Read accounts as people list them: `@ada, @grace and https://github.com/alan`."""
    accounts = []
    for listed in re.split(r"[,;、，；]", text):
        words = listed.split()
        marked = [word for word in words if word[0] in "@＠" or _PROFILE.match(word)]
        # Without a mark a word is an account only where it stands alone: `Ada Lovelace` is none.
        accounts += (
            [word for word in words if word in marked or word not in ("and", "&", "+", "und", "y")]
            if marked
            else [listed.strip()]
        )
    return tuple(
        Person.model_construct(github=name)
        for account in accounts
        if (name := _PROFILE.sub("", account).lstrip("@＠").strip("().").removesuffix("/"))
    )


_LINK = re.compile(r"\[([^\[\]]*)\]\(<?([^\s()<>]+)>?\)")


def _channels(text: str) -> tuple[Channel, ...]:
    """Read channels, one a line or one behind another: an address and, behind it, its name."""
    channels: list[tuple[str, list[str]]] = []
    for line in _LINK.sub(r"\2 \1 ", text).split("\n"):
        started = False
        for word in line.split():
            if "://" in word or not started:
                channels.append((word.rstrip(","), []))
                started = True
            else:
                channels[-1][1].append(word)
    return tuple(
        Channel.model_construct(
            url=address.regular(url), name=" ".join(words).strip(" ,;()") or None
        )
        for url, words in channels
    )
