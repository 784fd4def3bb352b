"""A repository on disk → its site, again and again; each time only what changed is made. An edge."""

import gc
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from wgbot.checkin.memory import CheckinMemory
from wgbot.community import config, repository, translation
from wgbot.community.config import Config
from wgbot.community.repository import Repository, demand_read
from wgbot.community.site import Appearance
from wgbot.files import yaml
from wgbot.files.disk import DiskTree
from wgbot.localgit.git import CommitTree, Git, GitError
from wgbot.registry import folder
from wgbot.registry.folder import Entry, Registry
from wgbot.site import activity, events, health, history, output, render, summary
from wgbot.site.events import History
from wgbot.site.health import Health
from wgbot.site.meeting_history import NONE, MeetingHistory, meeting_history
from wgbot.site.output import Written
from wgbot.site.parallel import Watch, parallel_map
from wgbot.site.reader import Reader
from wgbot.text.problems import Problem, SetupError

Stamp = tuple[int, int, int]
"""When a file was changed last, in ns, its size in bytes, and the number of its inode."""

_Past = tuple[str | None, str, History, Mapping[str, str], MeetingHistory]
"""Of which commit and folder what follows was read: events and versions, by slug, and meetings."""
_NO_PAST: _Past = (None, "", {}, {}, NONE)


@dataclass(frozen=True, slots=True)
class SiteMemory:
    """What the bot remembers from run to run that the site shows."""

    links: Health = field(default_factory=dict)
    checkin: CheckinMemory = field(default_factory=CheckinMemory)


@dataclass(frozen=True)
class Site:
    """The files of a site, and what is wrong with the repository that they were made of."""

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    groups: int
    unread: tuple[Problem, ...] = ()
    """What keeps groups from being on it: see `Repository`."""
    repository: str | None = None
    """`owner/name` on GitHub, to which its links for proposals lead."""


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
        links: Path | None = None,
        remembered: Callable[[Config], SiteMemory] | None = None,
        second: Path | None = None,
        watch: Watch | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Work on the repository at *root*, and the second one at *second*, where there is one.

        *url* goes before what the configuration says; *slug* (`owner/name`) stands in for what it does
        not say. *links* is the file with what is known about links, before what *remembered* returns of them. *now* tells the time, by which the next date of each
        meeting is found; *watch* hears how many pages are made.
        """
        self._now = now
        self._root = root
        self._url = url
        self._slug = slug
        self._links = links
        self._remembered = remembered
        self._watch = watch
        self._tree = DiskTree(root)
        self._memo = render.Memo()
        self._history: _Past = _NO_PAST
        self._second = second
        self._git = _git_of(root)
        self._reader = Reader(root, "")
        self._past = self._git
        self._settings()

    @_keeping()
    def build(self) -> Site:
        """Build the site as the repository is on disk.

        Raises SetupError if nothing can be built: no form, or a template that cannot be used.
        """
        community = self._load()
        happened, versions, meetings = self._told(community.config.registry)
        appearance = self._appearance(community)
        remembered = self._remembered(community.config) if self._remembered else SiteMemory()
        now = self._now()
        files = render.build(
            community,
            appearance,
            happened,
            self._health(remembered),
            self._memo,
            partial(parallel_map, watch=self._watch),
            versions,
            meetings,
            now,
            activity.recent(
                remembered.checkin,
                community.registry.groups(),
                community.config.checkin.months,
                now.date(),
            ),
        )
        groups = len(community.registry.entries)
        return Site(files, community.problems, groups, community.unread, appearance.repository)

    @_keeping()
    def publish(self, out: Path) -> tuple[Site, Written]:
        """Build the site into the folder *out*.

        Raises SetupError, and writes nothing, if a registry file cannot be read.
        """
        site = self.build()
        # Without a group, it will do to be looked at while that is fixed, but not to be put online.
        demand_read(site.unread, "The site is not written")
        return site, output.write(out, site.files)

    def changes_since(self, commit: str) -> str:
        """Say, in Markdown, which groups differ from those at *commit*."""
        if self._past is None:
            raise SetupError(
                f"{self._reader.root} isn't in a git repository, so there is nothing to compare."
            )
        found = self._past.ask("rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}")
        if found is None:
            raise SetupError(
                f"There is no commit {commit} here. Fetch it, with `fetch-depth: 0` in a workflow."
            )
        community = self._load()
        demand_read(community.unread, "The changes can't be listed")
        before = folder.load(CommitTree(self._past, found), community.config.registry)
        settings = community.config
        language = self._appearance(community).language
        return summary.summary(
            before.groups(),
            community.registry.groups(),
            community.form,
            settings.answers,
            translation.load(community.tree, settings, language),
        )

    def _appearance(self, community: Repository) -> Appearance:
        said = community.config.site
        stated = said.model_fields_set
        language = said.language if "language" in stated else community.config.language
        catalogue = translation.load(community.tree, community.config, language)
        # What a community does not say is said in its language, and with its word for a group.
        usual = {
            "language": language,
            "title": catalogue.say("{Nouns}"),
            "description": catalogue.say(said.description),
        }
        given: dict[str, str] = {key: usual[key] for key in usual if key not in stated}
        if self._url is not None:
            given["url"] = self._url
        if self._slug is not None and said.repository is None:
            given["repository"] = self._slug
        # Validated as if it stood in the configuration.
        try:
            return Appearance.model_validate({**said.model_dump(), **given})
        except ValueError as error:
            raise SetupError(f"The site can't be built for {given}: {error}") from error

    def _settings(self) -> Config:
        """Read the configuration, and turn to the registry that it names."""
        settings = config.load(self._tree)[0]
        # It can be in the second repository, and its past with it.
        root = self._second if self._second and settings.is_registry_in_second else self._root
        if (root, settings.registry) != (self._reader.root, self._reader.path):
            self._reader = Reader(root, settings.registry)
            self._past = _git_of(root)
            self._history = _NO_PAST
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
            slug = name.removesuffix(folder.SUFFIX)
            # Its lines are for those who judge files; nobody does here.
            path = f"{settings.registry}/{name}"
            entries[slug] = Entry(slug, file.group, path, yaml.Document(None))
        merged = Registry(
            settings.registry, dict(sorted(entries.items())), community.registry.problems
        )
        return replace(community, registry=merged)

    def _told(self, folder: str) -> tuple[History, Mapping[str, str], MeetingHistory]:
        """Return what git tells: the events of groups, since which commit each is as it is, and meetings."""
        if self._past is None:
            return _NO_PAST[2:]
        head = self._past.ask("rev-parse", "--verify", "--quiet", "HEAD")
        if self._history[:2] != (head, folder):
            try:
                found = history.read(self._past, folder)
            except GitError:
                # A clone without the objects of its past has no history to tell.
                found = ()
            told = events.history(found), events.versions(found), meeting_history(found)
            self._history = (head, folder, *told)
        return self._history[2:]

    def _health(self, remembered: SiteMemory) -> Health:
        if self._links is None:
            return remembered.links
        try:
            return health.load(self._links.read_bytes(), str(self._links))
        except OSError as error:
            raise SetupError(f"{self._links} can't be read: {error.strerror}.") from error

    def stamp(self) -> object:
        """Return a value that changes when anything does that the site is made of."""
        settings = self._settings()
        watched = [f"{settings.templates}/site", ".github/ISSUE_TEMPLATE"]
        single = [config.PATH, settings.site.logo or ""]
        single += [each.path for each in settings.all_forms]
        stated = "language" in settings.site.model_fields_set
        for each in translation.spoken(settings.site.language if stated else settings.language):
            single += translation.paths(settings, each)
        return (
            sorted(_stamps(self._reader.root / settings.registry).items()),
            [sorted(_stamps(self._root / folder).items()) for folder in watched],
            [_stamp(self._root / path) for path in single if path],
            self._links and _stamp(self._links),
        )


def _git_of(root: Path) -> Git | None:
    return Git(root) if (root / ".git").exists() else None


def _stamp(path: Path) -> Stamp | None:
    try:
        return _stamp_in(path.lstat())
    except OSError:
        return None


def _stamps(folder: Path) -> dict[str, Stamp]:
    try:
        with os.scandir(folder) as listed:
            return {each.name: _stamp_in(each.stat(follow_symlinks=False)) for each in listed}
    except OSError:
        return {}


def _stamp_in(about: os.stat_result) -> Stamp:
    return about.st_mtime_ns, about.st_size, about.st_ino
