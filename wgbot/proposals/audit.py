"""The whole repository, judged: every group by the checks, the pages, configuration and form."""

import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from wgbot.checks import runner
from wgbot.checks.subject import Subject
from wgbot.community import translation
from wgbot.community.repository import Repository
from wgbot.files.yaml import Path
from wgbot.proposals import list_pages
from wgbot.proposals.list_pages import Page
from wgbot.registry import fields, rewrite
from wgbot.registry.folder import Entry
from wgbot.text.problems import Problem, SetupError, WgbotError

# Where a registry file keeps what a check names by its question.
_KEYS = {asked: field.key for asked, field in fields.ASKED.items()}


@dataclass(frozen=True)
class Audit:
    """What was found."""

    problems: tuple[Problem, ...]
    stale: tuple[Page, ...]
    """The pages that say something else than the registry; a problem for each is among the others."""
    misplaced: tuple[Page, ...] = ()
    """The registry files that say in the charter of what kind their group is, and with its `kind`."""


def audit(
    repository: Repository,
    today: date | None = None,
    watch: Callable[[int, int], None] | None = None,
) -> Audit:
    """Judge everything in *repository*, and list every problem at once.

    Terms are judged if *today* is known. *watch* hears how many groups are judged, and of how many.
    """
    problems = [
        *repository.problems,
        *(note for each in repository.forms for note in each.form.notes),
        *_texts(repository),
    ]
    entries = repository.registry.entries.values()
    for done, entry in enumerate(entries, 1):
        problems += _judge(entry, repository, today)
        if watch:
            watch(done, len(entries))
    rendered, unrendered = (
        list_pages.render(repository, repository.registry.groups())
        if repository.is_whole
        else ([], [])
    )
    stale = [page for page in rendered if page.is_stale]
    problems += unrendered
    problems += [_stale(page) for page in stale]
    misplaced, uneditable = _misplaced(repository)
    return Audit((*problems, *uneditable), tuple(stale), tuple(misplaced))


def _misplaced(repository: Repository) -> tuple[list[Page], list[Problem]]:
    """Return the files to which an import brought a kind before there were kinds, and why one stays."""
    kinds, moved, problems = repository.config.kind_words(), [], []
    for entry in repository.registry.entries.values():
        charter = dict(entry.group.charter)
        said = charter.pop("kind", None)
        kind = kinds.get(" ".join(said.casefold().split())) if isinstance(said, str) else None
        if kind is None or entry.group.kind:
            continue
        text = (repository.tree.read(entry.path) or b"").decode("utf-8")
        group = entry.group.model_copy(update={"kind": kind, "charter": charter})
        try:
            moved.append(
                Page(entry.path, text, rewrite.revise(entry.path, text, entry.group, group))
            )
        except rewrite.CannotEdit as error:
            problems.append(_as_problem(error, entry.path))
    return moved, problems


def _texts(repository: Repository) -> Iterator[Problem]:
    """Yield a problem for each sentence and template of the community's own that can't be used."""
    try:
        for path, sentence, place in translation.strange_places(repository.tree, repository.config):
            yield Problem(
                "configuration",
                "The sentence {sentence} has nothing to put in place of {place}.",
                "Use only the places that its English has, and `{{noun}}` or `{{nouns}}`.",
                path=path,
                values={"sentence": sentence, "place": f"{{{place}}}"},
            )
    except SetupError as error:
        yield _as_problem(error, repository.config.templates)
        return  # Every template has sentences in it.
    for name in repository.tree.entries(repository.config.templates):
        if name.endswith(".j2"):
            try:
                repository.templates.compile(name)
            except SetupError as error:
                yield _as_problem(error, f"{repository.config.templates}/{name}")


def _as_problem(error: WgbotError, path: str) -> Problem:
    said = str(error).replace("{", "{{").replace("}", "}}")
    is_setup = isinstance(error, SetupError)
    fix = (
        "The bot can't write anything before that." if is_setup else "Its `kind` is in its charter."
    )
    return Problem("configuration" if is_setup else "kind", said, fix, path=path)


def _judge(entry: Entry, repository: Repository, today: date | None) -> Iterator[Problem]:
    subject = Subject(
        slug=entry.slug,
        group=entry.group,
        registry=repository.registry,
        registered=True,
        answer_types=repository.config.answers,
        kinds=repository.config.kind_words(),
        today=today,
        known=repository.known,
    )
    for problem in runner.run(subject, repository.config.checks):
        yield problem.at(entry.path, entry.document.line(_place(problem, entry)))


def _place(problem: Problem, entry: Entry) -> Path:
    if problem.field is None:
        return ()
    if problem.field in entry.group.charter:
        return ("charter", problem.field)
    key = _KEYS.get(problem.field, problem.field)
    return (key,) if problem.item is None else (key, problem.item)


def _stale(page: Page) -> Problem:
    return Problem(
        "pages",
        "The page does not say what the registry says.",
        "Run `wgbot check --write`, and commit what it changes.",
        path=page.path,
    )


def diff(page: Page) -> str:
    """Return what has to change in a page, as a unified diff."""
    lines = difflib.unified_diff(
        page.text.split("\n"),
        page.fresh.split("\n"),
        f"a/{page.path}",
        f"b/{page.path}",
        lineterm="",
    )
    return "\n".join(lines)
