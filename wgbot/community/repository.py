"""What wgbot needs of a community's repository at one moment, read from a tree."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from wgbot.community import config, translation
from wgbot.community.config import Config
from wgbot.community.templates import Templates
from wgbot.community.translation import Catalogue
from wgbot.files import yaml
from wgbot.files.tree import Joined, Tree
from wgbot.form import schema
from wgbot.form.schema import Form
from wgbot.registry import folder
from wgbot.registry.folder import Registry
from wgbot.text.problems import Problem, SetupError, in_line

_MOST_PATHS = 3

SecondTree = Callable[[config.SecondRepository], Tree | None]
"""Finds the files of a second repository; None if they are not at hand."""


@dataclass(frozen=True)
class Repository:
    """Configuration, form and registry of one tree, and the tree itself for pages and templates."""

    tree: Tree
    config: Config
    form: Form
    registry: Registry
    problems: tuple[Problem, ...]
    """What is wrong with the configuration, the form, or the files of the registry."""
    commit: str | None = None
    """The commit it was read at; None for a work tree."""
    is_whole: bool = True
    """Whether the second repository is at hand, where the community has one."""
    unread: tuple[Problem, ...] = ()
    """What keeps the configuration or a registry file from being read. What is made of all groups
    waits for it, for it would take a group away that nobody took away."""

    @property
    def until_read(self) -> str:
        """Return what has to be waited for: `until registry/a.yml can be read`."""
        return until_read(self.unread)

    @cached_property
    def catalogue(self) -> Catalogue:
        """Return the sentences of what people read on GitHub."""
        return translation.load(self.tree, self.config)

    @cached_property
    def templates(self) -> Templates:
        """Return the templates of what people read on GitHub."""
        return self._templates(on_github=True)

    @cached_property
    def page_templates(self) -> Templates:
        """Return the templates of the pages, which are read elsewhere."""
        return self._templates(on_github=False)

    def _templates(self, *, on_github: bool) -> Templates:
        return Templates(
            self.tree,
            self.config.templates,
            on_github=on_github,
            language=self.config.language,
            noun=self.config.noun,
        )


def load(tree: Tree, commit: str | None = None, second: SecondTree | None = None) -> Repository:
    """Read the repository from *tree*, and what is in a second one from the tree of *second*.

    Raises SetupError if there is no form that could be read: nothing can be judged then. Or no
    registry, because it is in a second repository that is not at hand; pages can be missing.
    """
    settings, problems = config.load(tree)
    other = second(settings.second) if settings.second and second else None
    is_whole = settings.second is None or other is not None
    if settings.second and other:
        tree = Joined(tree, other, settings.is_in_second)
    elif settings.second and settings.is_registry_in_second:
        raise SetupError(
            f"The registry of the groups is in {settings.second.repository}. Check that out as well, "
            "and name its folder with `--second`."
        )
    questions = load_form(tree, settings)
    groups = folder.load(tree, settings.registry)
    data = tree.read(settings.form) or b""
    fitting = (*_form_fits(settings, questions), *_form_approves(settings, questions, data))
    return Repository(
        tree,
        settings,
        questions,
        groups,
        (*problems, *fitting, *groups.problems),
        commit,
        is_whole,
        (*problems, *groups.problems),
    )


def until_read(unread: Sequence[Problem]) -> str:
    """Return what has to be waited for: `until registry/a.yml can be read`."""
    paths = list(dict.fromkeys(problem.path or "" for problem in unread))
    shown = ", ".join(map(in_line, paths[:_MOST_PATHS]))
    more = len(paths) - _MOST_PATHS
    return f"until {shown}{f' and {more} more' if more > 0 else ''} can be read"


def demand_read(unread: Sequence[Problem], what: str) -> None:
    """Raise SetupError, saying that *what* waits, where there is anything that cannot be read."""
    if unread:
        listed = "\n".join(f"  {problem}" for problem in unread)
        raise SetupError(f"{what} {until_read(unread)}:\n{listed}")


def load_form(tree: Tree, settings: Config) -> Form:
    """Read the form that the configuration names; SetupError if there is none to be read."""
    data = tree.read(settings.form)
    if data is None:
        raise SetupError(
            f"There is no issue form at {settings.form}. Add one there, or name another path as "
            f"`form` in {config.PATH}."
        )
    try:
        return schema.load(data, settings.form)
    except schema.FormError as error:
        listed = "\n".join(f"  {problem}" for problem in error.problems)
        raise SetupError(f"The issue form cannot be used:\n{listed}") from error


def _form_approves(settings: Config, questions: Form, data: bytes) -> Iterator[Problem]:
    """Yield a problem where the form itself would add the approval label."""
    label = settings.approval.label
    if label.lower() in (each.lower() for each in questions.labels):
        yield Problem(
            "configuration",
            "The form gives every issue the label {label}, which approves a proposal.",
            "Take it out of the form's `labels`.",
            values={"label": label},
            path=settings.form,
            line=yaml.load(data, as_text=True).line(("labels",)),
        )


def _form_fits(settings: Config, questions: Form) -> Iterator[Problem]:
    """Yield a problem for each meaning that needs a question, and for each id that has none."""
    named = settings.questions()
    for meaning, key in named.items():
        unnamed = meaning not in named.values() and questions.field(meaning)
        if list(named.values()).count(key) > 1 or (unnamed and questions.field(key)):
            yield Problem(
                "configuration",
                f"Two questions would be taken for the {meaning} of a group.",
                f"Give each meaning an id of its own, and no other question the id `{meaning}`.",
                field=meaning,
                path=settings.form,
            )
    for meaning, key in settings.questions().items():
        field = questions.field(key)
        needed = (
            meaning in ("name", "focus", "leads") or meaning in settings.fields.model_fields_set
        )
        if field is None and needed:
            yield Problem(
                "configuration",
                f"The form has no question with the id {{key}}, for the {meaning} of a group.",
                f"Give the question that id, or name its own under `fields: {{{{{meaning}: …}}}}` "
                f"in {config.PATH}.",
                field=meaning,
                values={"key": key},
                path=settings.form,
            )
        elif field and meaning in ("name", "focus") and field.kind not in ("input", "textarea"):
            yield Problem(
                "configuration",
                f"The {meaning} of a group is a text, and the question {{key}} does not ask for one.",
                "Make it an `input`.",
                field=meaning,
                values={"key": key},
                path=settings.form,
            )
