"""A repository on disk → its site, again and again; each time only what changed is made. An edge."""

import hashlib
import os
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from wgbot import config, registry, repository, yamlfile
from wgbot.appearance import Appearance
from wgbot.config import Config
from wgbot.forge.disk import DiskTree
from wgbot.forge.git import CommitTree, Git, GitError
from wgbot.groups import Group
from wgbot.problems import Problem, SetupError
from wgbot.registry import Entry, Registry
from wgbot.repository import Repository
from wgbot.site import building, cache, health, history, output, summary
from wgbot.site.cache import Memory
from wgbot.site.events import History
from wgbot.site.files import Content, Kept
from wgbot.site.health import Health
from wgbot.site.output import Written
from wgbot.site.pages import speech_of
from wgbot.site.processors import spread
from wgbot.tree import EntryKind, Tree

MEMORY = "wgbot/site.json"
"""What builds remember, in the folder of git's own files."""

_Stamp = tuple[int, int, int]


@dataclass(frozen=True)
class Site:
    """The files of a site, and what is wrong with the repository that they were made of."""

    files: Mapping[str, Content]
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
        self._folder = ""
        self._known: dict[str, tuple[str, Entry]] = {}
        self._history: tuple[str | None, str, History] = (None, "", {})
        self._git = _git_of(root)
        # The registry can be in the second repository, and its past with it.
        self._is_elsewhere = config.load(self._tree)[0].is_registry_in_second
        self._registry_root = second if second and self._is_elsewhere else root
        self._past = _git_of(self._registry_root)

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
        return Site(files, community.problems, len(community.registry.entries))

    def publish(self, out: Path) -> tuple[Site, Written]:
        """Build the site into the folder *out*, with what the build before this one remembers."""
        path = self._memory()
        memory = cache.load(path) if path else Memory()
        self._recall(memory, output.found(out))
        site = self.build()
        written = output.write(out, site.files)
        if path:
            fresh = self._remembered(written.digests)
            if fresh != memory:
                cache.save(path, fresh)
        return site, written

    def _memory(self) -> Path | None:
        """Give where builds of this repository remember: where git keeps what it does not publish."""
        folder = self._git and self._git.ask("rev-parse", "--absolute-git-dir")
        return Path(folder, MEMORY) if folder else None

    def _recall(self, memory: Memory, found: Mapping[str, str]) -> None:
        self._folder = config.load(self._tree)[0].registry
        for name, (digest, group) in memory.groups.items():
            slug = name.removesuffix(registry.SUFFIX)
            # Its lines are for those who judge files; nobody does here.
            entry = Entry(slug, group, f"{self._folder}/{name}", yamlfile.Document(None))
            self._known[name] = digest, entry
        self._memo.context = memory.context
        self._memo.made = {
            slug: made
            for slug, made in memory.made.items()
            if (made.page, made.data)
            == tuple(Kept(found.get(path, "")) for path in building.paths(slug))
        }

    def _remembered(self, digests: Mapping[str, str]) -> Memory:
        made = {}
        for slug, each in self._memo.made.items():
            page, data = (Kept(digests[path]) for path in building.paths(slug))
            made[slug] = replace(each, page=page, data=data)
        return Memory(
            made_by=cache.made_by(),
            context=self._memo.context,
            groups={name: (digest, entry.group) for name, (digest, entry) in self._known.items()},
            made=made,
        )

    def changes_since(self, commit: str) -> str:
        """Say, in Markdown, which groups differ from those at *commit*."""
        if self._past is None:
            raise SetupError(
                f"{self._registry_root} is not in a git repository, so nothing can be compared."
            )
        found = self._past.ask("rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}")
        if found is None:
            raise SetupError(
                f"There is no commit {commit} here. Fetch it, with `fetch-depth: 0` in a workflow."
            )
        community = self._load()
        before = registry.load(CommitTree(self._past, found), community.config.registry)
        return summary.summary(before.groups(), community.registry.groups())

    def _appearance(self, community: Repository) -> Appearance:
        said = _said(community.config)
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

    def _load(self) -> Repository:
        """Read the repository, and of its registry only the files that are not known yet."""
        folder = config.load(self._tree)[0].registry
        if folder != self._folder:
            self._folder, self._known = folder, {}
        where = self._registry_root
        now = _Folder.read_from(where, DiskTree(where), folder)
        digests = {name: hashlib.sha256(data).hexdigest() for name, data in now.files.items()}
        self._known = {
            name: known for name, known in self._known.items() if digests.get(name) == known[0]
        }
        new = [name for name in now.files if name not in self._known]
        for name, group in zip(new, spread(now.group, new), strict=True):
            # A file with a problem is read again each time: the problem is told each time.
            if group is not None:
                slug = name.removesuffix(registry.SUFFIX)
                entry = Entry(slug, group, f"{folder}/{name}", yamlfile.Document(None))
                self._known[name] = digests[name], entry
        left = now.without(self._known)
        if self._is_elsewhere:
            is_at_hand = self._registry_root != self._root
            community = repository.load(self._tree, second=lambda _: left if is_at_hand else None)
        else:
            community = repository.load(left)
        entries = {entry.slug: entry for _, entry in self._known.values()}
        entries |= community.registry.entries
        merged = Registry(folder, dict(sorted(entries.items())), community.registry.problems)
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
        settings = config.load(self._tree)[0]
        watched = [f"{settings.templates}/site", ".github/ISSUE_TEMPLATE"]
        single = [config.PATH, settings.form, _said(settings).logo or ""]
        return (
            sorted(_stamps(self._registry_root / settings.registry).items()),
            [sorted(_stamps(self._root / folder).items()) for folder in watched],
            [_stamp(self._root / path) for path in single if path],
            self._links and _stamp(self._links),
        )


@dataclass(frozen=True)
class _Folder:
    """A tree, of which the registry's folder was read at one moment."""

    tree: Tree
    path: str
    kinds: Mapping[str, EntryKind]
    files: Mapping[str, bytes]
    """Those that may hold a group."""

    @classmethod
    def read_from(cls, root: Path, tree: Tree, path: str) -> "_Folder":
        """Read the folder at *path* of *tree*, which is that at *root*, without asking twice."""
        above = ""
        for name in path.split("/"):
            if tree.entries(above).get(name) != "folder":
                return cls(tree, path, {}, {})
            above = f"{above}/{name}" if above else name
        kinds: dict[str, EntryKind] = {}
        files = {}
        with os.scandir(root / path) as listed:
            for each in sorted(listed, key=lambda each: each.name):
                kinds[each.name] = _kind(each)
                if kinds[each.name] == "file" and each.name.endswith(registry.SUFFIX):
                    files[each.name] = output.read(each.path) or b""
        return cls(tree, path, kinds, files)

    def group(self, name: str) -> Group | None:
        """Give the group in one of the files; None where there is a problem with it."""
        if not registry.is_slug(name.removesuffix(registry.SUFFIX)):
            return None
        entry = registry.read(self, f"{self.path}/{name}")
        return entry.group if isinstance(entry, Entry) else None

    def without(self, names: Container[str]) -> "_Folder":
        """Give the same without some files of the registry."""
        left = {name: kind for name, kind in self.kinds.items() if name not in names}
        return replace(self, kinds=left)

    def read(self, path: str) -> bytes | None:
        """Give the content of the file at *path*; None where there is no such regular file."""
        folder, _, name = path.rpartition("/")
        if folder == self.path and name in self.files:
            return self.files[name]
        return self.tree.read(path)

    def entries(self, path: str) -> Mapping[str, EntryKind]:
        """Give the names in the folder at *path*, sorted, with what they are."""
        return self.kinds if path == self.path else self.tree.entries(path)


def _git_of(root: Path) -> Git | None:
    return Git(root) if (root / ".git").exists() else None


def _kind(entry: "os.DirEntry[str]") -> EntryKind:
    if entry.is_symlink():
        return "link"
    if entry.is_dir(follow_symlinks=False):
        return "folder"
    return "file" if entry.is_file(follow_symlinks=False) else "other"


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
