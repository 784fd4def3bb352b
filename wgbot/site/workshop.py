"""A repository on disk → its site, again and again; each time only what changed is made. An edge."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from wgbot import config, registry, repository
from wgbot.appearance import Appearance
from wgbot.config import Config
from wgbot.forge.disk import DiskTree
from wgbot.forge.git import CommitTree, Git, GitError
from wgbot.problems import Problem, SetupError
from wgbot.registry import Entry, Registry
from wgbot.repository import Repository
from wgbot.site import building, health, history, summary
from wgbot.site.events import History
from wgbot.site.health import Health
from wgbot.tree import EntryKind, Tree

_Stamp = tuple[int, int, int]


@dataclass(frozen=True)
class Site:
    """The files of a site, and what is wrong with the repository that they were made of."""

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    groups: int


class Workshop:
    """Builds the site of the repository in one folder."""

    def __init__(
        self,
        root: Path,
        *,
        url: str | None = None,
        slug: str | None = None,
        branch: str | None = None,
        links: Path | None = None,
    ) -> None:
        """Work on the repository at *root*.

        *url*, *slug* (`owner/name`) and *branch* stand in for what the configuration does not say;
        *links* is the file with what is known of links.
        """
        self._root = root
        self._given = {"url": url, "repository": slug, "branch": branch}
        self._links = links
        self._tree = DiskTree(root)
        self._memo = building.Memo()
        self._stamps: dict[str, _Stamp] = {}
        self._registry: Registry | None = None
        self._history: tuple[str | None, str, History] = (None, "", {})
        self._git: Git | None = None
        if (root / ".git").exists():
            self._git = Git(root)

    def build(self) -> Site:
        """Build the site as the repository stands on disk.

        Raises SetupError where nothing can be built: no form, or a template that cannot be used.
        """
        community = self._load()
        files = building.build(
            community,
            self._appearance(community),
            self._events(community.config.registry),
            self._health(),
            self._memo,
        )
        return Site(files, community.problems, len(community.registry.entries))

    def changes_since(self, commit: str) -> str:
        """Say, in Markdown, which groups differ from those at *commit*."""
        if self._git is None:
            raise SetupError(
                f"{self._root} is not in a git repository, so nothing can be compared."
            )
        found = self._git.ask("rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}")
        if found is None:
            raise SetupError(
                f"There is no commit {commit} here. Fetch it, with `fetch-depth: 0` in a workflow."
            )
        community = self._load()
        before = registry.load(CommitTree(self._git, found), community.config.registry)
        return summary.summary(before.groups(), community.registry.groups())

    def _appearance(self, community: Repository) -> Appearance:
        said = _said(community.config)
        stated = said.model_fields_set
        given = {
            key: value
            for key, value in self._given.items()
            if value is not None and (key not in stated or getattr(said, key) is None)
        }
        # Validated as if it stood in the configuration.
        try:
            return Appearance.model_validate({**said.model_dump(), **given})
        except ValueError as error:
            raise SetupError(f"The site cannot be built for {given}: {error}") from error

    def _load(self) -> Repository:
        """Read the repository, and of its registry only the files that are not known yet."""
        folder = config.load(self._tree)[0].registry
        stamps = _stamps(self._root / folder)
        known = self._registry
        if known is None or known.folder != folder:
            community = repository.load(self._tree)
            self._stamps, self._registry = stamps, community.registry
            return community
        changed = {name for name in stamps if stamps[name] != self._stamps.get(name)}
        # A file with a problem is read again each time: the problem is told each time.
        changed |= {str(each.path).rpartition("/")[2] for each in known.problems}
        community = repository.load(_Only(self._tree, folder, changed))
        entries: dict[str, Entry] = {
            slug: entry
            for slug, entry in known.entries.items()
            if (name := f"{slug}{registry.SUFFIX}") in stamps and name not in changed
        }
        entries |= community.registry.entries
        merged = Registry(folder, dict(sorted(entries.items())), community.registry.problems)
        self._stamps, self._registry = stamps, merged
        return replace(community, registry=merged)

    def _events(self, folder: str) -> History:
        if self._git is None:
            return {}
        head = self._git.ask("rev-parse", "--verify", "--quiet", "HEAD")
        if self._history[:2] != (head, folder):
            try:
                self._history = (head, folder, history.read(self._git, folder))
            except GitError:
                # A clone without the objects of its past has no history to tell.
                self._history = (head, folder, {})
        return self._history[2]

    def _health(self) -> Health:
        if self._links is None:
            return {}
        try:
            return health.load(self._links.read_bytes(), str(self._links))
        except OSError as error:
            raise SetupError(f"{self._links} cannot be read: {error.strerror}.") from error

    def stamp(self) -> object:
        """Give a value that changes when anything does that the site is made of."""
        settings = config.load(self._tree)[0]
        watched = [settings.registry, f"{settings.templates}/site", ".github/ISSUE_TEMPLATE"]
        single = [config.PATH, settings.form, _said(settings).logo or ""]
        return (
            [sorted(_stamps(self._root / folder).items()) for folder in watched],
            [_stamp(self._root / path) for path in single if path],
            self._links and _stamp(self._links),
        )


@dataclass(frozen=True)
class _Only:
    """A tree in which a folder has some of its files only."""

    tree: Tree
    folder: str
    names: set[str]

    def read(self, path: str) -> bytes | None:
        """Give the content of the file at *path*."""
        return self.tree.read(path)

    def entries(self, path: str) -> Mapping[str, EntryKind]:
        """Give the names in the folder at *path*."""
        if path != self.folder:
            return self.tree.entries(path)
        listed = self.tree.entries(path) if self.names else {}
        return {name: kind for name, kind in listed.items() if name in self.names}


def _said(settings: Config) -> Appearance:
    return settings.site


def _stamps(folder: Path) -> dict[str, _Stamp]:
    try:
        with os.scandir(folder) as listed:
            return {each.name: _of(each.stat(follow_symlinks=False)) for each in listed}
    except OSError:
        return {}


def _stamp(path: Path) -> _Stamp | None:
    try:
        return _of(path.lstat())
    except OSError:
        return None


def _of(about: os.stat_result) -> _Stamp:
    return about.st_mtime_ns, about.st_size, about.st_ino
