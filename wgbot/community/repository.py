"""What wgbot needs of a community's repository at one moment, read from a tree."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from wgbot.checks import similar
from wgbot.community import config, forms, translation
from wgbot.community.config import Config
from wgbot.community.forms import GroupForm
from wgbot.community.templates import Templates
from wgbot.community.translation import Catalogue
from wgbot.files.tree import Joined, Tree
from wgbot.form.schema import Form
from wgbot.registry import folder
from wgbot.registry.folder import Registry
from wgbot.text.counting import listed
from wgbot.text.problems import Problem, SetupError, in_line

if TYPE_CHECKING:
    from wgbot.similarity.known import KnownGroups

_MOST_PATHS = 3

SecondTree = Callable[[config.SecondRepository], Tree | None]
"""Finds the files of a second repository; None if they are not at hand."""


@dataclass(frozen=True)
class Repository:
    """Configuration, forms and registry of one tree, and the tree itself for pages and templates."""

    tree: Tree
    config: Config
    forms: tuple[GroupForm, ...]
    registry: Registry
    problems: tuple[Problem, ...]
    """What is wrong with the configuration, the forms, or the files of the registry."""
    commit: str | None = None
    """The commit it was read at; None for a work tree."""
    is_whole: bool = True
    """Whether the second repository is at hand, where the community has one."""
    unread: tuple[Problem, ...] = ()
    """What keeps the configuration or a registry file from being read. What is made of all groups
    waits for it, for it would take a group away that nobody took away."""

    @property
    def form(self) -> Form:
        """Return the first form for new groups: the charter is in its order."""
        return next(each.form for each in self.forms if each.does == "new")

    @cached_property
    def asked(self) -> tuple[Form, ...]:
        """Return what each form asks, in the order of the configuration."""
        return tuple(each.form for each in self.forms)

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

    @cached_property
    def known(self) -> "KnownGroups":
        """Return the groups, ready for others to be held against them."""
        groups = {slug: entry.group for slug, entry in self.registry.entries.items()}
        options = self.config.checks.similar or similar.Options()
        noun = self.config.noun
        return similar.known_groups(groups, options, (noun.one, noun.many), self.form.title)

    @property
    def is_by_name(self) -> bool:
        """Return whether leads can be named without an account; never where each has to agree with theirs."""
        said = self.config.checks.leads.by_name if self.config.checks.leads else None
        is_required = self.config.approval.consent == "require"
        return not is_required and (self.registry.is_by_name if said is None else said)

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
    asked = forms_of(tree, settings, problems)
    groups = folder.load(tree, settings.registry)
    fitting = tuple(forms.problems(tree, settings, asked))
    return Repository(
        tree,
        settings,
        asked,
        groups,
        (*problems, *fitting, *groups.problems),
        commit,
        is_whole,
        (*problems, *groups.problems),
    )


def forms_of(
    tree: Tree, settings: config.Config, problems: Sequence[Problem]
) -> tuple[GroupForm, ...]:
    """Read the forms; SetupError if one can't be read, or if the configuration can't say which there are.

    *problems* are those of the configuration.
    """
    try:
        return forms.load(tree, settings)
    except SetupError:
        demand_read(problems, "No form can be found")
        raise


def until_read(unread: Sequence[Problem]) -> str:
    """Return what has to be waited for: `until registry/a.yml can be read`."""
    paths = list(dict.fromkeys(problem.path or "" for problem in unread))
    shown = [in_line(path) for path in paths[:_MOST_PATHS]]
    more = len(paths) - _MOST_PATHS
    return f"until {listed([*shown, *([f'{more} more'] if more > 0 else [])])} can be read"


def demand_read(unread: Sequence[Problem], what: str) -> None:
    """Raise SetupError, saying that *what* waits, where there is anything that cannot be read."""
    if unread:
        listed = "\n".join(f"  {problem}" for problem in unread)
        raise SetupError(f"{what} {until_read(unread)}:\n{listed}")
