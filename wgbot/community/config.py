"""The configuration of one community, `.github/wgbot.yml`. Every key has a default."""

import re
from collections.abc import Collection
from dataclasses import replace
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    Field,
    ValidationError,
    model_validator,
)

from wgbot.checks.runner import Settings
from wgbot.community import partial
from wgbot.community.approval_policy import ApprovalPolicy
from wgbot.community.checkin import CheckinSettings
from wgbot.community.links import LinkSettings
from wgbot.community.pull_requests import BranchSettings, CommitSettings, PullRequestSettings
from wgbot.community.questions import USUAL_QUESTIONS, Does, Fields
from wgbot.community.site import Appearance
from wgbot.files import yaml
from wgbot.files.tree import Tree
from wgbot.files.validation import FileModel, Items, problems_of
from wgbot.form import recognition
from wgbot.text.problems import Problem

PATH = ".github/wgbot.yml"
_MOST_WAITING = 5


def _inside(path: str) -> str:
    parts = path.split("/")
    if not path or path.startswith("/") or "\\" in path or {"", ".", ".."} & set(parts):
        raise ValueError("is not a path inside the repository")
    if not path.isprintable():
        raise ValueError("has a character in it that a path should not have")
    lower = [part.lower() for part in parts]
    if ".git" in lower or lower[:2] == [".github", "workflows"]:
        raise ValueError("is not a place that wgbot writes to or reads from")
    return path


RepositoryPath = Annotated[str, AfterValidator(_inside)]


class PageSettings(FileModel):
    """A page in the repository that lists the groups."""

    path: RepositoryPath
    template: RepositoryPath = "working-groups.md.j2"
    """The template of the part that wgbot writes."""


class FormSettings(FileModel):
    """An issue form."""

    path: RepositoryPath
    does: Does = "new"
    """What it is for: a `new` group, to `change` a group, or to `end` some."""
    kind: str | None = None
    """The kind of the groups that it founds, by its key in `kinds`."""
    fields: Fields = Fields()
    """The ids of its questions, if they differ from those in the configuration's `fields`."""


class Labels(FileModel):
    """The labels by which maintainers filter proposals; created if they are missing."""

    ready: str = recognition.READY
    """It can be approved."""
    needs_work: str = recognition.NEEDS_WORK
    """Its proposer needs to change something."""


def _full_name(name: str) -> str:
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", name, re.ASCII):
        raise ValueError("is not the name of a repository, as `owner/name`")
    return name


class SecondRepository(FileModel):
    """A second repository, which holds the pages or the registry."""

    repository: Annotated[str, AfterValidator(_full_name)]
    """Its name, as `owner/name`."""
    holds: Literal["pages", "registry"] = "pages"
    """What it holds: the `pages` or the `registry`. Everything else is in the repository with the issues."""


class Noun(FileModel):
    """What a group is called here."""

    one: str = "working group"
    many: str = "working groups"


class GroupKind(Noun):
    """A kind of group, and what it is called."""

    order: int | None = None
    """Its place among the kinds: smaller first, and before kinds that have none."""


AnswerKind = Literal["people", "links", "private"]


class Config(FileModel):
    """What a community decided about its working groups."""

    form: RepositoryPath = ".github/ISSUE_TEMPLATE/new-working-group.yml"
    """The issue form that proposers fill in, where it is the only one."""
    forms: Items[FormSettings] = ()
    """The issue forms, in place of `form`, where there are several."""
    registry: RepositoryPath = "registry"
    """The folder with one file per group."""
    templates: RepositoryPath = "templates"
    """The folder whose templates win over wgbot's own of the same name."""
    pages: Items[PageSettings] = (PageSettings(path="website/working-groups.md"),)
    """The pages to keep up to date."""
    second: SecondRepository | None = None
    """A second repository, if pages or registry are not in the same one as the issues."""
    labels: Labels = Labels()
    approval: ApprovalPolicy = ApprovalPolicy()
    accounts: Items[str] = ()
    """The accounts that wgbot acts as here, if its workflows have different tokens: each believes the others' comments."""
    branches: BranchSettings = BranchSettings()
    commit: CommitSettings = CommitSettings()
    pull_request: PullRequestSettings = PullRequestSettings()
    site: Appearance = Appearance()
    """The website's title, address and looks."""
    links: LinkSettings = LinkSettings()
    """How links are checked and reported."""
    checkin: CheckinSettings = CheckinSettings()
    """How groups are asked whether they are still active."""
    fields: Fields = Fields()
    """The ids of the form's questions, if they differ from the known ones."""
    answers: dict[str, AnswerKind] = Field(default={})
    """What other answers hold, by the ids of their questions: `people` (accounts on GitHub), `links`, or `private`, which is never published."""
    noun: Noun = Noun()
    """What groups are called in the bot's texts."""
    kinds: dict[str, GroupKind] = Field(default={})
    """The kinds of groups, by the `kind` of a registry file, each with its own words."""
    language: Literal["en", "de"] = "en"
    """The language that the bot writes in."""
    checks: Settings = Settings()
    """Each check by its name: `false` disables it, a mapping sets its options."""

    @model_validator(mode="after")
    def _labels_differ(self) -> Self:
        names = [self.approval.label, self.labels.ready, self.labels.needs_work]
        if len({name.lower() for name in names}) < len(names):
            raise ValueError(
                "has the same label twice: `approval.label`, `labels.ready` and `labels.needs_work` "
                "have to differ, and not in upper and lower case alone"
            )
        return self

    @model_validator(mode="after")
    def _forms_fit(self) -> Self:
        if self.forms and "form" in self.model_fields_set:
            raise ValueError("has `form` and `forms`: name all of them in `forms`")
        if self.forms and not any(each.does == "new" for each in self.forms):
            raise ValueError("has `forms`, and none of them is for new groups")
        paths = [each.path for each in self.forms]
        if len(set(paths)) < len(paths):
            raise ValueError("has the same form twice in `forms`")
        unknown = next((each.kind for each in self.forms if not self._knows(each.kind)), None)
        if unknown:
            raise ValueError("has a form of a kind that is not among its `kinds`")
        return self

    def _knows(self, kind: str | None) -> bool:
        return kind is None or kind in self.kinds

    @property
    def all_forms(self) -> tuple[FormSettings, ...]:
        """Return the issue forms that there are."""
        return self.forms or (FormSettings(path=self.form),)

    @property
    def new_form(self) -> FormSettings:
        """Return the first form for new groups, which the website leads to."""
        return next(each for each in self.all_forms if each.does == "new")

    def questions(self, form: FormSettings | None = None) -> dict[str, str]:
        """Return the ids of a form's questions, by what they mean; of the first one, if none is given."""
        form = form or self.new_form
        named = {
            meaning: getattr(fields, meaning)
            for fields in (self.fields, form.fields)
            for meaning in fields.model_fields_set
        }
        usual = USUAL_QUESTIONS[form.does]
        found = {meaning: named.get(meaning, key) for meaning, key in usual.items()}
        return {meaning: key for meaning, key in found.items() if key}

    def kind_words(self) -> dict[str, str]:
        """Return the kinds of groups by each word for them, in lower case."""
        return {
            " ".join(word.casefold().split()): key
            for key, kind in self.kinds.items()
            for word in (kind.many, kind.one, key)
        }

    def noun_of(self, kind: str | None) -> Noun:
        """Return what a group of that kind is called."""
        return self.kinds.get(kind or "", self.noun)

    @property
    def is_registry_in_second(self) -> bool:
        """Return whether the registry is in the second repository."""
        return self.is_in_second(self.registry)

    def place_of(self, path: str) -> str:
        """Return the name of the repository that a file is in; empty for that of the issues."""
        return self.second.repository if self.second and self.is_in_second(path) else ""

    def is_in_second(self, path: str) -> bool:
        """Return whether a file is in the second repository."""
        match self.second and self.second.holds:
            case "pages":
                return any(page.path == path for page in self.pages)
            case "registry":
                return path == self.registry or path.startswith(f"{self.registry}/")
            case _:
                return False


def load(tree: Tree) -> tuple[Config, tuple[Problem, ...]]:
    """Read the configuration from *tree*; the defaults where it has none, or cannot be read.

    What can be read of one with a slip in it counts, and checks that depend on the rest wait.
    """
    data = tree.read(PATH)
    if data is None:
        folder, _, name = PATH.rpartition("/")
        if name not in tree.entries(folder):
            return Config(), ()
        what = "The configuration has to be a file, and this is a link or a folder."
        return Config(), (Problem("configuration", what, "Put the file itself here.", path=PATH),)
    try:
        document = yaml.load(data)
    except yaml.YamlError as error:
        problem = Problem("configuration", error.what, error.fix, path=PATH, line=error.line)
        return Config(), (problem,)
    given = {} if document.value is None else document.value
    try:
        return Config.model_validate(given), ()
    except ValidationError as error:
        settings, unread = partial.read(Config, given, error, document)
        problems = problems_of(error, "configuration", PATH, document)
        return settings, tuple(_waiting(each, unread) for each in problems)


def _waiting(problem: Problem, unread: Collection[str]) -> Problem:
    """Return a problem that names the key that is meant, and which checks wait until it is solved."""
    place = str(problem.values.get("key", ""))
    near = partial.meant_at(place, Config) if problem.what.endswith("isn't a known key.") else ""
    fix = f"Write `{near}:` if you mean that, or remove it." if near else problem.fix
    meant = partial.meant(problem.field or "", Config)
    waiting = sorted(
        unread if meant == "checks" else set(partial.CHECKS.get(meant, ())) & {*unread}
    )
    if not waiting:
        return replace(problem, fix=fix)
    if len(waiting) > _MOST_WAITING:
        return replace(problem, fix=f"{fix} Until then, no group is checked.")
    said = f"{fix} Until then, {{waiting}} {'is' if len(waiting) == 1 else 'are'} not checked."
    return replace(problem, fix=said, values={**problem.values, "waiting": tuple(waiting)})
