"""The configuration of one community, `.github/wgbot.yml`. Every key has a default that serves."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from wgbot import yamlfile
from wgbot.checks import Settings
from wgbot.problems import Problem
from wgbot.tree import Tree
from wgbot.validation import problems_of

PATH = ".github/wgbot.yml"


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


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Page(_Model):
    """A page in the repository that lists the groups."""

    path: RepositoryPath
    template: RepositoryPath = "working-groups.md.j2"
    """The template of the part that wgbot writes."""


class Fields(_Model):
    """Which id of the form's questions has which meaning."""

    name: str = "name"
    focus: str = "focus"
    leads: str = "leads"
    channel: str = "channel"
    repository: str = "repository"
    discussion: str = "discussion"
    overlap: str = "overlap"
    """Where a proposer says which groups are close, and how they differ; kept in the charter."""
    conduct: str = "conduct"
    """What a proposer agrees to; it has to be ticked, and is not kept in the registry."""


class Config(_Model):
    """What a community decided about its working groups."""

    form: RepositoryPath = ".github/ISSUE_TEMPLATE/new-working-group.yml"
    """The issue form that proposers fill in."""
    registry: RepositoryPath = "registry"
    """The folder with one file a group."""
    templates: RepositoryPath = "templates"
    """The folder whose templates win over wgbot's own of the same name."""
    pages: Annotated[tuple[Page, ...], Field(strict=False)] = (
        Page(path="website/working-groups.md"),
    )
    """The pages to keep up to date."""
    fields: Fields = Fields()
    """The ids of the form's questions, where they are not the known ones."""
    checks: Settings = Settings()
    """Each check by its name: `false` switches it off, a mapping sets its options."""


def load(tree: Tree) -> tuple[Config, tuple[Problem, ...]]:
    """Read the configuration from *tree*; the defaults where it has none or where it has problems."""
    data = tree.read(PATH)
    if data is None:
        return Config(), ()
    try:
        document = yamlfile.load(data)
    except yamlfile.YamlError as error:
        problem = Problem("configuration", error.what, error.fix, path=PATH, line=error.line)
        return Config(), (problem,)
    try:
        return Config.model_validate({} if document.value is None else document.value), ()
    except ValidationError as error:
        return Config(), tuple(problems_of(error, "configuration", PATH, document))
