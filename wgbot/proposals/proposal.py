"""A proposal: what someone asks for in an issue, as a group, and the problems found in it."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from wgbot.checks import runner
from wgbot.checks.lookups import NOTHING, Facts, Neighbour
from wgbot.checks.subject import Subject
from wgbot.community.config import Config
from wgbot.community.forms import GroupForm
from wgbot.community.questions import Does
from wgbot.community.repository import Repository
from wgbot.form import reading as form_reading
from wgbot.form import recognition
from wgbot.form.schema import Answer, Field
from wgbot.form.shown import shown
from wgbot.proposals import form_addresses
from wgbot.proposals.edits.edit import Edit, Proposed, edit_of
from wgbot.registry import answers as registry_answers
from wgbot.registry import by_name as people_by_name
from wgbot.registry import lists, people, text_changes
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
    does: Does = "new"
    """What its form is for."""
    doubtful: frozenset[str] = frozenset()
    """The answers that could not be read, by what they mean; something is said of them already."""

    numbers: Mapping[str, int] = field(default_factory=dict)
    """The numbers of the accounts that it names, in lower case, as GitHub tells them."""
    renamed: Mapping[int, str] = field(default_factory=dict)
    """What those leads are called now who have another name than the registry says, by their number."""

    @property
    def slug(self) -> str:
        """The name of the file of the group that it is about."""
        return self.edit.slug

    @property
    def group(self) -> Group:
        """The group that it is about, as it would be."""
        return self.edit.after[self.edit.slug]

    @property
    def digest(self) -> str:
        """What tells this proposal from any other: an approval holds for one digest.

        It covers the issue's text and, besides, which edit that is, by which form it was read, and
        what the edit changes, as it is now. A founding by the usual form covers nothing but the text.
        """
        covered = (self.edit.kind, self.form, self.edit.touched(), *self.edit.named)
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
    then: Mapping[str, Group] = MappingProxyType({}),
    home: str | None = None,
) -> Proposal:
    """Read *issue* by the repository's form and judge it by its checks; *then* as for `read`.

    *home* is the address of the repository with the forms, where they are on the web.
    """
    proposal = read(issue, repository, then)
    problems = list(proposal.found)
    if proposal.made_with_form and proposal.edit.is_judged:
        subject = Subject(
            slug=proposal.slug,
            group=proposal.group,
            registry=repository.registry,
            registered=False,
            fields=proposal.fields,
            answers=proposal.answers,
            removed=_without_text(proposal.answers) if proposal.edit.alters else frozenset(),
            doubtful=proposal.doubtful,
            before=proposal.edit.before.get(proposal.slug),
            answer_types=repository.config.answers,
            kinds=repository.config.kind_words(),
            neighbours=neighbours,
            known=repository.known,
            change_form=next(
                (each.form.name or each.path for each in repository.forms if each.does == "change"),
                "",
            ),
            change_address=lambda slug: (
                form_addresses.renaming(repository, slug, home, proposal.group.name)
                if home
                else None
            ),
            facts=facts,
        )
        problems += runner.run(subject, repository.config.checks)
    places = {key: place for place, key in enumerate(proposal.fields)}
    problems.sort(key=lambda problem: places.get(problem.field or "", -1))
    return replace(proposal, found=tuple(problems), numbers=facts.numbers, renamed=facts.renamed)


def _without_text(answers: Mapping[str, Answer]) -> frozenset[str]:
    """Return the questions that were answered with that nothing shall be there, or what is there."""
    return registry_answers.saying_nothing(answers) | registry_answers.leaving_it(answers)


def read(
    issue: Issue, repository: Repository, then: Mapping[str, Group] = MappingProxyType({})
) -> Proposal:
    """Read *issue* by the form that it was made with; what is found is only where it cannot be read.

    *then* has the groups that it is about as they were when the form was filled in, by their files,
    where that is known (`filled_in`).
    """
    fits = recognition.fitting(repository.asked, issue.body)
    if len(fits) > 1:
        return _undecided(issue, repository, [repository.forms[each] for each in fits])
    usual = next(each for each in repository.forms if each.does == "new")
    form = repository.forms[fits[0]] if fits else usual
    reading = form_reading.read(form.form, issue.body)
    meanings = _meanings(form)
    answers = {
        meanings.get(key, key): _shown(answer, form.form.by_key[key])
        for key, answer in reading.answers.items()
    }
    if form.does == "new":
        answers |= dict.fromkeys(_left_open(form, answers))
    doubtful = frozenset(meanings.get(key, key) for key in reading.doubtful)
    problems = [
        replace(problem, field=meanings.get(problem.field or "", problem.field))
        for problem in reading.problems
    ]
    return _proposal(
        issue, repository, form, answers, problems, reading.made_with_form, doubtful, then
    )


def _undecided(issue: Issue, repository: Repository, forms: Sequence[GroupForm]) -> Proposal:
    """Return what is known of an issue that several forms fit: nothing is guessed."""
    problem = Problem(
        "form",
        "I can't tell with which form this issue was made, for it has headings of several: {forms}.",
        "Please remove the headings that aren't the form's, or open a new issue with the form that "
        "you mean.",
        values={"forms": tuple(each.form.name or each.path for each in forms)},
    )
    nothing: dict[str, Answer] = {
        meaning: field.nothing for meaning, field in _fields(forms[0]).items()
    }
    return _proposal(issue, repository, forms[0], nothing, [problem], made_with_form=False)


def _proposal(
    issue: Issue,
    repository: Repository,
    form: GroupForm,
    answers: Mapping[str, Answer],
    problems: Sequence[Problem],
    made_with_form: bool,
    doubtful: frozenset[str] = frozenset(),
    then: Mapping[str, Group] = MappingProxyType({}),
) -> Proposal:
    by_name = repository.is_by_name
    group = _group(answers, issue.number, form, repository.config, by_name=by_name)
    known = None if form.does == "new" else repository.known
    proposed = Proposed(
        form, answers, group, known, then, by_name, repository.config.site.url or "", issue.author
    )
    edit = edit_of(proposed, repository.registry)
    found = (*problems, *(edit.problems if made_with_form else ()))
    return Proposal(
        issue,
        edit,
        form.path,
        _fields(form),
        answers,
        found,
        made_with_form,
        form.does,
        doubtful | {problem.field for problem in edit.problems if problem.field},
    )


def _left_open(form: GroupForm, answers: Mapping[str, Answer]) -> Iterator[str]:
    """Yield the questions that ask for links where there are some, and were answered with `none yet`."""
    fields = _fields(form)
    for meaning, answer in answers.items():
        asked = ASKED.get(meaning)
        if asked and asked.type in _LINKS and not fields[meaning].required and answer:
            yield from [meaning] if registry_answers.is_of_none(answer) else []


_LINKS = ("link", "links", "channels")


def _shown(answer: Answer, field: Field) -> Answer:
    """Return what the page shows of an answer: nobody approves what nobody sees."""
    return shown(answer).rstrip() if isinstance(answer, str) and not field.render else answer


def _meanings(form: GroupForm) -> Mapping[str, str]:
    return {key: meaning for meaning, key in form.questions.items()}


def _fields(form: GroupForm) -> Mapping[str, Field]:
    """Return a form's questions by what they mean."""
    meanings = _meanings(form)
    return {meanings.get(field.key, field.key): field for field in form.form.fields}


def _group(
    answers: Mapping[str, Answer],
    number: int | None,
    form: GroupForm,
    settings: Config,
    *,
    by_name: bool,
) -> Group:
    """Make the group that *answers* describe, without judging them."""
    types = settings.answers
    values = {
        field.key: registry_answers.read(field, answers.get(meaning))
        for meaning, field in ASKED.items()
        if meaning in form.questions
        # What becomes of a list that is there is for the change to tell.
        and not (form.does == "change" and field.type in lists.KEYS)
    }
    if name := values.get("name"):
        values["name"] = text_changes.named(name)
    if by_name and "leads" in values:
        leads = registry_answers.plain(answers.get("leads"))
        values["leads"] = people_by_name.of_answer(leads, people.people)
    if kind := values.get("kind") or form.kind:
        values["kind"] = settings.kind_words().get(kind.casefold(), kind)
    return Group.model_construct(
        **{"name": "", "focus": "", **values},
        charter={
            key: registry_answers.in_charter(answer, types.get(key, ""))
            for key, answer in answers.items()
            if answer
            and (key not in form.questions or key == "overlap")
            and types.get(key) != "private"
        },
        proposal=number,
    )
