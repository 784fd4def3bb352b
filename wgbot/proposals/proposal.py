"""A proposal: what someone asks for in an issue, as a group, and the problems found in it."""

import hashlib
import json
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
from wgbot.form import recognition
from wgbot.form.schema import Answer, Field
from wgbot.form.shown import shown
from wgbot.proposals.edits.edit import Edit, edit_of
from wgbot.registry import answers as registry_answers
from wgbot.registry.fields import ASKED
from wgbot.registry.group import Group
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
        """Return what tells this text from any other."""
        body = self.body.replace("\r\n", "\n").replace("\r", "\n")
        return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Proposal:
    """An issue that has been read and judged."""

    issue: Issue
    edit: Edit
    """What it does to the registry; with problems, as far as it is known."""
    form: str
    """The path of the form that it was read by."""
    fields: Mapping[str, Field]
    """The form's questions in order, by what they mean: the known ids, then any other."""
    answers: Mapping[str, Answer]
    found: tuple[Problem, ...]
    """Everything that the checks found, in the form's order."""
    made_with_form: bool
    doubtful: frozenset[str] = frozenset()
    """The answers that could not be read, by what they mean; something is said of them already."""

    @property
    def slug(self) -> str:
        """The name of the file of the group that it is about."""
        return self.edit.slug

    @property
    def group(self) -> Group:
        """The group that it is about, as it would be."""
        return self.edit.after[self.edit.slug]

    @property
    def revives(self) -> bool:
        """Whether it brings back a group; for templates that ask for it."""
        return self.edit.kind == "revive"

    @property
    def digest(self) -> str:
        """What tells this proposal from any other: an approval holds for one digest.

        It covers the issue's text and, besides, which edit that is, by which form it was read, and
        what the edit changes, as it is now. A founding by the usual form covers nothing but the text.
        """
        covered = (self.edit.kind, self.form, self.edit.touched())
        if covered == ("new", recognition.FORM, {}):
            return self.issue.digest
        known = json.dumps([*covered, self.issue.digest], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(known.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what has to be fixed before it can be approved."""
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
            doubtful=proposal.doubtful,
            before=proposal.edit.before.get(proposal.slug),
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
    answers = {
        meanings.get(key, key): _shown(answer, repository.form.by_key[key])
        for key, answer in reading.answers.items()
    }
    problems = [
        replace(problem, field=meanings.get(problem.field, problem.field))
        if problem.field
        else problem
        for problem in reading.problems
    ]
    group = _group(answers, issue.number, repository.config.answers)
    edit = edit_of(group, repository.registry)
    return Proposal(
        issue,
        edit,
        repository.config.form,
        fields,
        answers,
        (*problems, *edit.problems),
        reading.made_with_form,
        frozenset(meanings.get(key, key) for key in reading.doubtful)
        | {problem.field for problem in edit.problems if problem.field},
    )


def _shown(answer: Answer, field: Field) -> Answer:
    """Return what the page shows of an answer: nobody approves what nobody sees."""
    return shown(answer).rstrip() if isinstance(answer, str) and not field.render else answer


def _group(answers: Mapping[str, Answer], number: int | None, kinds: Mapping[str, str]) -> Group:
    """Make the group that *answers* describe, without judging them."""
    known = set(Fields.model_fields) - {"overlap"}
    return Group.model_construct(
        **{
            field.key: registry_answers.read(field, answers.get(meaning))
            for meaning, field in ASKED.items()
        },
        charter={
            key: registry_answers.in_charter(answer, kinds.get(key, ""))
            for key, answer in answers.items()
            if answer and key not in known and kinds.get(key) != "private"
        },
        proposal=number,
    )
