"""What an import makes of the whole repository: its pages, and what `wgbot check` will say."""

from dataclasses import dataclass, replace
from typing import Any

from wgbot.community import config, repository, schemas
from wgbot.files.planned import File, Overlay, compared
from wgbot.files.tree import Tree
from wgbot.proposals import audit, list_pages
from wgbot.registry import folder
from wgbot.setup.importers import configuration, emails, keeping, planning
from wgbot.setup.importers.found import Found
from wgbot.setup.importers.keeping import KeptPage
from wgbot.setup.importers.planning import Import
from wgbot.text.problems import Problem, SetupError


@dataclass(frozen=True, slots=True)
class Judged:
    """The repository as it would be."""

    done: Import
    pages: tuple[File, ...] = ()
    """The pages that change with the registry."""
    problems: tuple[Problem, ...] = ()
    """What `wgbot check` will find."""
    settings: dict[str, Any] | None = None
    """What this list needs in the configuration: options of checks, kinds of groups, what answers hold."""
    kept_page: KeptPage | None = None
    """The page of the list, where it stays as it is although the registry changes."""
    left_behind: str = ""
    """What to do about the list, if it stays in this repository beside the page."""
    obstacle: str = ""
    """Why the repository cannot be judged: it has not been set up."""

    @property
    def files(self) -> tuple[File, ...]:
        """Return everything that changes."""
        return tuple(each for each in (*self.done.files, *self.pages) if each.state != "same")


def pages(tree: Tree) -> dict[str, bytes]:
    """Return the pages of a repository as they would be; raise SetupError where it can't be read."""
    community = repository.load(tree)
    rendered, _ = list_pages.render(community, community.registry.groups())
    return {each.path: each.fresh.encode("utf-8", "surrogateescape") for each in rendered}


def judge(found: Found, tree: Tree, source: str | None = None, *, force: bool = False) -> Judged:
    """Plan the import of what was *found* into the repository in *tree*, and judge the result.

    *source* is the list's own path, if it is a page of the repository. With *force*, registry files
    that say something else are written as well.
    """
    settings, unread = config.load(tree)
    if settings.second and settings.is_registry_in_second:
        raise SetupError(
            f"The registry is in {settings.second.repository}. Import the list without `second` in "
            f"{config.PATH}, and move the folder there."
        )
    existing = folder.load(tree, settings.registry)
    head = schemas.first_line(settings, tree, existing.path("any"))
    done = planning.plan(found, tree, existing, head, settings.kind_words())
    needed = configuration.needed_settings(found, done.groups, settings)
    overlay = Overlay(tree, done.files)
    # What stands in a file that is not read can be in the list as well.
    unread = (*unread, *folder.load(overlay, settings.registry).problems)
    if unread:
        unread = tuple(map(emails.hidden_problem, unread))
        return Judged(replace(done, problems=(*done.problems, *unread)))
    try:
        changed = tuple(each for each in compared(pages(overlay), tree) if each.state != "same")
        kept = None
        own = next((each for each in changed if each.path == source), None)
        if own and own.before:
            placed = done.placed(force=force)
            kept = keeping.kept_page(own.path, own.before, own.text, placed, done)
        if kept:
            changed = tuple(each for each in changed if each is not own)
        audited = audit.audit(repository.load(Overlay(overlay, changed)))
        problems = tuple(map(emails.hidden_problem, audited.problems))
    except SetupError as error:
        return Judged(done, settings=needed, obstacle=emails.hidden(str(error)))
    left = keeping.left_behind(source, tree, [each.path for each in settings.pages])
    return Judged(done, changed, problems, needed, kept, left)
