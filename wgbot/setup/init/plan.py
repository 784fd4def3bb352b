"""Plan the set-up of a repository: the files, what they would replace, and what to do next.

Checked before anything is written: `wgbot check` looks at the repository as it would be.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from wgbot.community import config, repository, schemas
from wgbot.files.planned import File, Overlay, compared
from wgbot.files.tree import Tree
from wgbot.proposals import audit
from wgbot.registry import folder
from wgbot.setup.importers import configuration, group_words, judging, keeping, planning
from wgbot.setup.importers.found import Found
from wgbot.setup.importers.keeping import KeptPage
from wgbot.setup.importers.planning import Import
from wgbot.setup.init import files
from wgbot.setup.init.answers import FILL_IN_ACTION, NO_ACTION, Answers, checked
from wgbot.setup.init.origin import Origin
from wgbot.text.escape import escape_controls
from wgbot.text.problems import Problem, SetupError

_TITLE = re.compile(r"^name:(.*)$", re.MULTILINE)
_MARKER = re.compile(r"^<!-- wgbot:groups\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of a set-up."""

    answers: Answers
    files: tuple[File, ...]
    done: Import | None = None
    """The list that is imported, if one is."""
    kept_page: KeptPage | None = None
    """The page of the list, if it stays as it is because some of its lines were not understood."""
    unread: tuple[Problem, ...] = ()
    """Existing files that can't be read."""
    left_behind: str = ""
    """What to do about the list that was imported, if it stays in this repository beside the page."""
    templates: tuple[str, ...] = ()
    """The issue templates in Markdown that ask about groups, which wgbot cannot read."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return the problems that keep everything from being written."""
        return (*self.unread, *(self.done.problems if self.done else ()))

    @property
    def written(self) -> tuple[File, ...]:
        """Return the files that are written without asking: new ones, and the page's own list."""
        return tuple(
            file
            for file in self.files
            if file.state == "new" or (file.state == "different" and file.ours)
        )

    @property
    def different(self) -> tuple[File, ...]:
        """Return the existing files that differ."""
        return tuple(file for file in self.files if file.state == "different" and not file.ours)


def plan(
    answers: Answers,
    tree: Tree,
    found: Found | None = None,
    source: str | None = None,
    *,
    with_workflows: Collection[str] = ("site",),
    force: bool = False,
) -> Plan:
    """Plan the set-up of the repository in *tree*.

    *found* is a list to import; *source* its path in the repository, if it is a page of it, which
    becomes the page that wgbot keeps up to date, unless a line of it would be gone, or there is a
    configuration that names others. With *force*, files that are there and say something else are
    to be written.
    """
    if not source or not found:
        return _plan(answers, tree, found, with_workflows=with_workflows)
    is_new = tree.read(config.PATH) is None
    is_named = is_new or any(page.path == source for page in config.load(tree)[0].pages)
    takes = bool(found.lists and not answers.page and is_named)
    own = replace(answers, page=source) if takes else answers
    done = _plan(own, tree, found, with_workflows=with_workflows, in_page=takes)
    page = next((file for file in done.files if file.path == source), None)
    if not page or not page.before or not done.done:
        left = keeping.left_behind(source, tree, [done.answers.page_path])
        return replace(done, left_behind=left)
    placed = done.done.placed(force=force)
    kept = keeping.kept_page(source, page.before, page.text, placed, done.done)
    if not kept:
        return done
    if is_new:
        answers = replace(answers, page=_beside(answers.page_path, source))
    done = _plan(answers, tree, found, with_workflows=with_workflows)
    files = tuple(file for file in done.files if file.path != source)
    return replace(done, files=files, kept_page=kept)


def _beside(path: str, source: str) -> str:
    """Return *path*, or one next to it if the page there has to stay as it is."""
    return path if path != source else f"{path.removesuffix('.md')}-list.md"


def _plan(
    answers: Answers,
    tree: Tree,
    found: Found | None,
    *,
    with_workflows: Collection[str],
    in_page: bool = False,
) -> Plan:
    answers = checked(as_it_is(answers, tree))
    done = None
    needed: Mapping[str, Any] = {}
    if found:
        existing = folder.load(tree, answers.registry)
        settings = _settings(answers, tree)
        head = schemas.first_line(settings, tree, existing.path("any"))
        kinds = settings.kind_words()
        if tree.read(config.PATH) is None:
            listed = configuration.of_list(found)
            kinds |= configuration.words_of(listed)
            answers = replace(answers, kinds=tuple(kind["one"] for kind in listed.values()))
        done = planning.plan(found, tree, existing, head, kinds)
        needed = configuration.needed_settings(found, done.groups, config.Config())
    texts = files.made(answers, tree, needed, with_workflows=with_workflows)
    texts.update(_kept(texts, tree, answers))
    every = [*compared(texts, tree), *(done.files if done else ())]
    every.append(_page(answers, tree, found if in_page else None))
    overlay = Overlay(tree, every)
    try:
        rendered = judging.pages(overlay)
    except SetupError:
        rendered = {}
    by_path = {file.path: file for file in every}
    for path, text in rendered.items():
        old = by_path.get(path)
        by_path[path] = File(path, text, tree.read(path), ours=old.ours if old else True)
    unread = (*config.load(tree)[1], *folder.load(tree, answers.registry).problems)
    return Plan(
        answers,
        tuple(by_path[path] for path in sorted(by_path)),
        done,
        unread=unread,
        templates=tuple(_templates(tree)),
    )


def _settings(answers: Answers, tree: Tree) -> config.Config:
    """Return the existing configuration, or else the one that will be written."""
    overlay = Overlay(tree, [File(config.PATH, files.configuration(answers, tree).encode())])
    return config.load(tree if tree.read(config.PATH) is not None else overlay)[0]


def as_it_is(answers: Answers, tree: Tree) -> Answers:
    """Return the answers with form, registry and page where an existing configuration has them."""
    if tree.read(config.PATH) is None:
        return answers
    settings, _ = config.load(tree)
    page = settings.pages[0].path if settings.pages else ""
    asks_kind = "kind" in settings.questions()
    return replace(
        answers,
        form=settings.new_form.path,
        forms=settings.all_forms,
        registry=settings.registry,
        kinds=tuple(kind.one for kind in settings.kinds.values()) if asks_kind else (),
        page=answers.page or page,
        prefix=settings.branches.prefix,
    )


def problems(tree: Tree, written: tuple[File, ...]) -> tuple[Problem, ...]:
    """Return what `wgbot check` will find once *written* is there."""
    try:
        return audit.audit(repository.load(Overlay(tree, written))).problems
    except SetupError as error:
        return (
            Problem("configuration", str(error).replace("{", "{{"), "Fix it, and run this again."),
        )


def next_steps(
    done: Plan, home: Origin | None, *, is_merged: bool = False, has_git: bool = True
) -> tuple[str, ...]:
    """Return what to do next, step by step; or what is left once the files *are merged*.

    Without git, the folder is no repository yet.
    """
    address = home.address if home else "https://github.com/OWNER/NAME"
    steps = [
        *(
            []
            if is_merged
            else [f"Review the files, commit them, and push to {done.answers.branch}."]
        ),
        f"At {address}/settings/actions, under Workflow permissions, tick “Allow GitHub Actions to "
        "create and approve pull requests”.",
    ]
    if done.answers.keeps_form:
        steps.insert(
            0,
            f"Run `wgbot form map {done.answers.form}`: it prints the questions that the form lacks, if there are any.",
        )
    if any(file.path.endswith("wgbot-site.yml") for file in done.files):
        steps.append(f"At {address}/settings/pages, choose GitHub Actions as the source.")
    if done.answers.action == NO_ACTION:
        steps.insert(0, f"{FILL_IN_ACTION}.")
    if done.left_behind:
        steps.insert(0, done.left_behind)
    if done.templates:
        steps.insert(
            0,
            f"wgbot reads issue forms, and no templates in Markdown as {', '.join(done.templates)}: move what it "
            f"asks to {done.answers.form_path}, and remove it.",
        )
    if not has_git:
        steps.insert(
            0,
            "Make this folder a git repository, with `git init`: wgbot reads what is committed. If it "
            "should be in one that you have, run `wgbot init` there instead.",
        )
    label = done.answers.label
    steps.append(f"At {address}/labels, add the label “{label}” if it isn't there.")
    steps.append(
        "Run `GITHUB_TOKEN=… wgbot doctor`: it says what is still missing and how to fix it."
    )
    steps.append(f"Open an issue with the form, and add the label “{label}” to approve it.")
    return tuple(steps)


def _templates(tree: Tree) -> Iterator[str]:
    """Yield the issue templates in Markdown that are called as if they were for groups."""
    for name, kind in tree.entries(files.ISSUE_TEMPLATES).items():
        path = f"{files.ISSUE_TEMPLATES}/{name}"
        if kind == "file" and name.endswith(".md"):
            title = _TITLE.search((tree.read(path) or b"").decode("utf-8", "replace"))
            said = f"{name.removesuffix('.md')} {title[1] if title else ''}"
            if group_words.speaks_of_groups(said):
                yield escape_controls(path)


def _kept(texts: Mapping[str, str], tree: Tree, answers: Answers) -> dict[str, str]:
    """Return the existing texts that a community keeps, because wgbot doesn't need them."""
    kept = [".github/ISSUE_TEMPLATE/config.yml", f"{answers.registry}/README.md"]
    if answers.keeps_form:
        kept.append(answers.form_path)
    return {
        path: text.decode("utf-8", "surrogateescape")
        for path in kept
        if path in texts and (text := tree.read(path)) is not None
    }


def _page(answers: Answers, tree: Tree, found: Found | None) -> File:
    """Return the page with the two lines that wgbot writes between."""
    path = answers.page_path
    before = tree.read(path)
    if before is None:
        return File(path, files.page(answers).encode())
    text = before.decode("utf-8", "surrogateescape")
    if _MARKER.search(text):
        return File(path, before, before, ours=True)
    return File(
        path, _marked(text, found, answers).encode("utf-8", "surrogateescape"), before, ours=True
    )


def _marked(text: str, found: Found | None, answers: Answers) -> str:
    """Return the page with the two lines where the list was, or else at its end."""
    begin = f"<!-- wgbot:groups: written from the files in {answers.registry}/, so change those -->"
    end = "<!-- /wgbot:groups -->"
    if found is None or not found.lists:
        return f"{text.rstrip()}\n\n{begin}\n{end}\n"
    lines = text.split("\n")
    (first, last), *more = found.lists
    for begins, ends in reversed(more):
        del lines[begins:ends]
    while last > first and not lines[last - 1].strip():
        last -= 1
    before, after = "\n".join(lines[:first]).rstrip("\n"), "\n".join(lines[last:]).lstrip("\n")
    return f"{before}\n\n{begin}\n{end}\n" + (f"\n{after}" if after else "")
