"""`wgbot form`: read issue forms."""

from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from wgbot.cli import options, output
from wgbot.cli.output import say
from wgbot.text.problems import FINE, PROBLEMS, SetupError

if TYPE_CHECKING:
    from wgbot.form.schema import Form

FORMS = ".github/ISSUE_TEMPLATE"
"""Where GitHub looks for issue forms."""


@click.group(short_help="Read issue forms.")
def form() -> None:
    """Read issue forms, from this repository or any other."""


@form.command(short_help="Read the answers from an issue's text.")
@click.argument("file", metavar="BODY.md", type=click.File("rb"))
@click.option(
    "--form",
    "form_path",
    metavar="FORM.yml",
    type=click.Path(path_type=Path),
    help="The issue form that the issue was made with.  [default: this repository's]",
)
@options.repository
def read(file: IO[bytes], form_path: Path | None, folder: Path) -> int:
    """Print the answers in an issue's text as JSON, by the ids of the form's fields.

    A field without an id is named by its label. A question without an answer is `null`, or an empty
    list if its answer is a list. `-` reads standard input. Works with any GitHub issue form.
    """
    from wgbot.form import reading as form_reading

    body = options.issue(file).body
    questions = _form(form_path, folder, body)
    reading = form_reading.read(questions, body)
    output.say_json(dict(reading.answers))
    for note in questions.notes:
        say(str(note), err=True)
    for problem in reading.problems:
        say(f"{file.name}:{problem}" if problem.line else f"{file.name}: {problem}", err=True)
    return PROBLEMS if reading.problems else FINE


@form.command("map", short_help="Say which question of a form means what.")
@click.argument("path", metavar="FORM.yml", type=click.Path(path_type=Path))
@options.repository
def map_(path: Path, folder: Path) -> int:
    """Print the lines of the configuration that say what the questions of a form mean.

    wgbot needs to know which questions ask for the name, the focus and the leads of a group. What it
    prints is a guess: correct it, and add it to .github/wgbot.yml. Fails if the form doesn't ask for
    one of the three, and prints the question to add.
    """
    from wgbot.setup.init import form_map

    questions = _form(path, folder, "")
    root = options.root(folder)
    is_inside = path.resolve().is_relative_to(root)
    inside = path.resolve().relative_to(root) if is_inside else Path(FORMS, path.name)
    found = form_map.guess(questions, inside.as_posix())
    for meaning, key in found.questions.items():
        field = questions.field(key)
        say(f"{meaning}: {field.label if field else key}", err=True)
    say(found.settings(), nl=False)
    if not found.missing:
        return FINE
    say(
        f"No question of {found.path} asks for the {' or the '.join(found.missing)} of a group. Name one "
        "under `fields`, or add to the form's `body`:\n",
        err=True,
        fg="red",
    )
    say(found.more_questions(), err=True, nl=False)
    return PROBLEMS


@form.command(short_help="Print an empty issue of a form.")
@click.argument("path", metavar="[FORM.yml]", required=False, type=click.Path(path_type=Path))
@options.repository
def blank(path: Path | None, folder: Path) -> int:
    """Print the text of an issue that nobody has filled in yet, to fill in offline.

    Works with any GitHub issue form; without one, it's this repository's.
    """
    from wgbot.form import rendered

    say(rendered.blank(_form(path, folder, "")))
    return FINE


def _form(path: Path | None, folder: Path, body: str) -> "Form":
    """Return the form at *path*, or else the one of this repository that *body* was made with."""
    from wgbot.community import config, repository
    from wgbot.files.disk import DiskTree
    from wgbot.form import recognition, schema

    if path is None:
        tree = DiskTree(options.root(folder))
        there = [each.form for each in repository.forms_of(tree, *config.load(tree))]
        return there[next(iter(recognition.fitting(there, body)), 0)]
    try:
        return schema.load(path.read_bytes(), str(path))
    except OSError as error:
        raise SetupError(f"The form {path} can't be read: {error.strerror}.") from error
    except schema.FormError as error:
        listed = "\n".join(f"  {problem}" for problem in error.problems)
        raise SetupError(f"The issue form can't be used:\n{listed}") from error
