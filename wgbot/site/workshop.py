"""A repository on disk → its site, again and again; each time only what changed is made. An edge."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from wgbot import config, registry, repository, yamlfile
from wgbot.appearance import Appearance
from wgbot.config import Config
from wgbot.forge.disk import DiskTree
from wgbot.forge.git import CommitTree, Git, GitError
from wgbot.problems import Problem, SetupError
from wgbot.registry import Entry, Registry
from wgbot.repository import Repository, demand_read
from wgbot.site import building, cache, health, history, output, stamps, summary
from wgbot.site.cache import Memory
from wgbot.site.events import History
from wgbot.site.files import Content, Kept
from wgbot.site.health import Health
from wgbot.site.output import Seen, Written
from wgbot.site.pages import speech_of
from wgbot.site.processors import spread
from wgbot.site.reader import Reader

MEMORY = "wgbot/site.json"
"""What builds remember, in the folder of git's own files."""


@dataclass(frozen=True)
class Site:
    """The files of a site, and what is wrong with the repository that they were made of."""

    files: Mapping[str, Content]
    problems: tuple[Problem, ...]
    groups: int
    unread: tuple[Problem, ...] = ()
    """What keeps groups from being on it: see `Repository`."""


@contextmanager
def _keeping() -> Iterator[None]:
    """Look for no garbage: what a build makes it keeps, and to look takes a tenth of its time."""
    was_looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_looking:
            gc.enable()


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
        second: Path | None = None,
    ) -> None:
        """Work on the repository at *root*, and the second one at *second*, where there is one.

        *url*, *slug* (`owner/name`) and *branch* stand in for what the configuration does not say;
        *links* is the file with what is known of links.
        """
        self._root = root
        self._given = {"url": url, "repository": slug, "branch": branch}
        self._links = links
        self._tree = DiskTree(root)
        self._memo = building.Memo()
        self._history: tuple[str | None, str, History] = (None, "", {})
        self._second = second
        self._git = _git_of(root)
        self._reader = Reader(root, "")
        self._past = self._git
        self._settings()

    @_keeping()
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
            spread,
        )
        groups = len(community.registry.entries)
        return Site(files, community.problems, groups, community.unread)

    @_keeping()
    def publish(self, out: Path) -> tuple[Site, Written]:
        """Build the site into the folder *out*, with what the build before this one remembers.

        Raises SetupError, and writes nothing, where a registry file cannot be read.
        """
        path = self._memory()
        memory = cache.load(path) if path else Memory()
        seen = output.found(out, memory.files)
        self._recall(memory, seen)
        site = self.build()
        # Without a group, it will do to be looked at while that is mended, but not to be put online.
        demand_read(site.unread, "The site is not written")
        written = output.write(out, site.files, seen)
        if path:
            fresh = self._remembered(written.files)
            if fresh != memory:
                cache.save(path, fresh)
        return site, written

    def _memory(self) -> Path | None:
        """Give where builds of this repository remember: where git keeps what it does not publish."""
        folder = self._git and self._git.ask("rev-parse", "--absolute-git-dir")
        return Path(folder, MEMORY) if folder else None

    def _recall(self, memory: Memory, seen: Mapping[str, Seen]) -> None:
        self._reader.known = memory.groups
        self._memo.context = memory.context
        self._memo.made = {
            slug: made
            for slug, made in memory.made.items()
            if (made.page, made.data)
            == tuple(Kept(seen[path].digest) for path in building.paths(slug) if path in seen)
        }

    def _remembered(self, files: Mapping[str, Seen]) -> Memory:
        made = {}
        for slug, each in self._memo.made.items():
            page, data = (Kept(files[path].digest) for path in building.paths(slug))
            made[slug] = replace(each, page=page, data=data)
        return Memory(
            made_by=cache.made_by(),
            context=self._memo.context,
            groups=self._reader.known,
            made=made,
            files=files,
        )

    def changes_since(self, commit: str) -> str:
        """Say, in Markdown, which groups differ from those at *commit*."""
        if self._past is None:
            raise SetupError(
                f"{self._reader.root} is not in a git repository, so nothing can be compared."
            )
        found = self._past.ask("rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}")
        if found is None:
            raise SetupError(
                f"There is no commit {commit} here. Fetch it, with `fetch-depth: 0` in a workflow."
            )
        community = self._load()
        demand_read(community.unread, "Nothing can be said of the changes")
        before = registry.load(CommitTree(self._past, found), community.config.registry)
        settings = community.config
        language = self._appearance(community).language
        return summary.summary(
            before.groups(),
            community.registry.groups(),
            community.form,
            settings.answers,
            speech_of(settings, community.tree, language),
        )

    def _appearance(self, community: Repository) -> Appearance:
        said = community.config.site
        stated = said.model_fields_set
        language = said.language if "language" in stated else community.config.language
        speech = speech_of(community.config, community.tree, language)
        # What a community does not say is said in its language, and with its word for a group.
        usual = {
            "language": language,
            "title": speech.say("{Nouns}"),
            "description": speech.say(said.description),
        }
        given: dict[str, str] = {key: usual[key] for key in usual if key not in stated}
        given |= {
            key: value
            for key, value in self._given.items()
            if value is not None and (key not in stated or getattr(said, key) is None)
        }
        # Validated as if it stood in the configuration.
        try:
            return Appearance.model_validate({**said.model_dump(), **given})
        except ValueError as error:
            raise SetupError(f"The site cannot be built for {given}: {error}") from error

    def _settings(self) -> Config:
        """Read the configuration, and turn to the registry that it names."""
        settings = config.load(self._tree)[0]
        # It can be in the second repository, and its past with it.
        root = self._second if self._second and settings.is_registry_in_second else self._root
        if (root, settings.registry) != (self._reader.root, self._reader.path):
            self._reader = Reader(root, settings.registry)
            self._past = _git_of(root)
            self._history = (None, "", {})
        return settings

    def _load(self) -> Repository:
        """Read the repository, and of its registry only the files that are not known yet."""
        settings = self._settings()
        left = self._reader.update()
        if settings.is_registry_in_second:
            is_at_hand = self._reader.root != self._root
            community = repository.load(self._tree, second=lambda _: left if is_at_hand else None)
        else:
            community = repository.load(left)
        entries = dict(community.registry.entries)
        for name, file in self._reader.known.items():
            slug = name.removesuffix(registry.SUFFIX)
            # Its lines are for those who judge files; nobody does here.
            path = f"{settings.registry}/{name}"
            entries[slug] = Entry(slug, file.group, path, yamlfile.Document(None))
        merged = Registry(
            settings.registry, dict(sorted(entries.items())), community.registry.problems
        )
        return replace(community, registry=merged)

    def _events(self, folder: str) -> History:
        if self._past is None:
            return {}
        head = self._past.ask("rev-parse", "--verify", "--quiet", "HEAD")
        if self._history[:2] != (head, folder):
            try:
                self._history = (head, folder, history.read(self._past, folder))
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
        settings = self._settings()
        watched = [f"{settings.templates}/site", ".github/ISSUE_TEMPLATE"]
        single = [config.PATH, settings.form, settings.site.logo or ""]
        return (
            sorted(stamps.of_folder(self._reader.root / settings.registry).items()),
            [sorted(stamps.of_folder(self._root / folder).items()) for folder in watched],
            [stamps.of_file(self._root / path) for path in single if path],
            self._links and stamps.of_file(self._links),
        )


def _git_of(root: Path) -> Git | None:
    return Git(root) if (root / ".git").exists() else None
