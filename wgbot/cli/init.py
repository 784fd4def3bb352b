"""`wgbot init`: set up a repository."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wgbot.cli import import_, options, output, setup_branch
from wgbot.cli.output import say
from wgbot.text.counting import counted
from wgbot.text.problems import FINE, PROBLEMS, SetupError
from wgbot.text.sentences import capitalize

if TYPE_CHECKING:
    from wgbot.files.planned import File
    from wgbot.files.tree import Tree
    from wgbot.setup.init.answers import Answers
    from wgbot.setup.init.origin import Origin
    from wgbot.setup.init.plan import Plan

_MOST_GROUPS = 5
"""How many registry files are named each by itself when they are written."""
_MOST_LINES = 40
"""How many lines of a difference are shown of what wgbot writes itself."""


@click.command(
    short_help="Set up this repository: forms, configuration, workflows, registry, page."
)
@click.option("--yes", is_flag=True, help="Don't ask; use the options and defaults.")
@click.option("--noun", "one", metavar="WORD", help="What you call a group: working group, team …")
@click.option("--nouns", "many", metavar="WORDS", help="What you call several of them.")
@click.option("--title", metavar="TEXT", help="The title of the list and the website.")
@click.option("--label", metavar="LABEL", help="The label that approves a proposal.")
@click.option(
    "--forum", metavar="ADDRESS", help="Where people discuss a group before proposing it."
)
@click.option("--conduct", metavar="ADDRESS", help="The link to the code of conduct.")
@click.option(
    "--form",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="An issue form for new groups that is there already, and stays as it is.",
)
@click.option(
    "--language", type=click.Choice(["en", "de"]), help="The language that wgbot writes in."
)
@click.option("--page", metavar="PATH", help="The page that lists the groups.")
@click.option("--site", metavar="ADDRESS", help="The website's address.")
@click.option(
    "--no-site", is_flag=True, help="Don't set up a website; only pages in the repository."
)
@click.option(
    "--checkin", is_flag=True, help="Also set up asking groups whether they are still active."
)
@click.option("--branch", metavar="BRANCH", help="The default branch.")
@click.option(
    "--action", metavar="OWNER/NAME@COMMIT", help="The wgbot action that the workflows use."
)
@click.option(
    "--import",
    "source",
    metavar="SOURCE",
    type=click.Path(exists=True, path_type=Path),
    help="A list to import, as with `wgbot import`.",
)
@import_.of_list
@click.option("--force", is_flag=True, help="Replace existing files that differ.")
@click.option(
    "--pull-request",
    is_flag=True,
    help="Leave this folder as it is: put the files on a branch, and open a pull request.",
)
@click.option(
    "--upgrade",
    is_flag=True,
    help="Bring workflows and forms that were set up earlier up to date, difference by difference.",
)
@options.dry_run
@options.repository
def init(
    yes: bool,
    form: Path | None,
    source: Path | None,
    list_format: str | None,
    headings: tuple[str, ...],
    map_name: str | None,
    chat: str | None,
    no_site: bool,
    checkin: bool,
    force: bool,
    pull_request: bool,
    upgrade: bool,
    dry_run: bool,
    folder: Path,
    **typed: str | None,
) -> int:
    """Write what a repository needs: forms, configuration, workflows, registry and page.

    Asks what you call a group and a few more questions; each has an option, and `--yes` skips them
    all. Existing files stay as they are, and you see how they differ; `--force` replaces them. Ends
    with what `wgbot check` says and what to do next.
    """
    from wgbot.files import write
    from wgbot.files.disk import DiskTree
    from wgbot.setup.importers import configuration
    from wgbot.setup.init import plan as adopting

    root = options.root(folder)
    home = options.remote(root)
    where = setup_branch.opened(root) if pull_request else None
    tree: Tree = where.tree if where else DiskTree(root)
    if upgrade:
        return _upgrade(
            _answers(typed, root, home, ask=False, website=True), root, tree, yes, dry_run
        )
    told = source and import_.options_of(source, list_format, headings, map_name, chat)
    found = import_.read_list(source, told) if source and told else None
    inside = import_.path_inside(source, root)
    if found and not found.drafts:
        return import_.say_no_groups(found, source, "text")
    noun = configuration.noun(found) if found else ""
    answers = _answers(typed, root, home, ask=not yes, website=not no_site, noun=noun)
    if form:
        answers = _with_form(answers, form, root)
    optional = [*([] if no_site else ["site"]), *(["checkin"] if checkin else [])]
    done = adopting.plan(answers, tree, found, inside, with_workflows=optional, force=force)
    if not _founded(done):
        return PROBLEMS
    written = [*done.written, *(done.different if force else ())]
    if where and not dry_run:
        return _proposed(done, where, root, home)
    if not dry_run:
        write.write(root, written)
    has_git = (root / ".git").exists()
    return _written(done, written, tree, home, has_git=has_git, force=force, dry_run=dry_run)


def _written(
    done: "Plan",
    written: "Sequence[File]",
    tree: "Tree",
    home: "Origin | None",
    *,
    has_git: bool,
    force: bool,
    dry_run: bool,
) -> int:
    """Say what was written, what `wgbot check` says, and what to do next; return the exit code."""
    from wgbot.setup.importers import emails
    from wgbot.setup.init import plan as adopting

    groups = [file for file in written if file.path.startswith(f"{done.answers.registry}/")]
    wrote = "would write" if dry_run else "wrote"
    if len(groups) > _MOST_GROUPS:
        say(f"{wrote} {counted(len(groups), 'file')} in {done.answers.registry}/", err=True)
    for file in written:
        if len(groups) <= _MOST_GROUPS or file not in groups:
            say(f"{wrote} {file.path}", err=True)
    for file in () if force else done.different:
        said = f"unchanged: {file.path} (see the difference above; --force replaces it)"
        say(said, err=True, fg="yellow")
    problems = tuple(map(emails.hidden_problem, adopting.problems(tree, tuple(written))))
    code = import_.show_problems(problems)
    say("\nWhat to do next:")
    for number, step in enumerate(adopting.next_steps(done, home, has_git=has_git), start=1):
        say(f"  {number}. {step}")
    return code


def _with_form(answers: "Answers", form: Path, root: Path) -> "Answers":
    """Return the answers with a form that is there, and what its questions mean."""
    from wgbot.setup.init import form_map

    own = import_.path_inside(form, root)
    if own is None:
        raise SetupError(f"The form {form} isn't in this repository. Copy it there.")
    fields = form_map.fields_of(form.read_bytes(), own)
    return replace(answers, form=own, keeps_form=True, fields=fields)


def _proposed(
    done: "Plan", where: setup_branch.SetupBranch, root: Path, home: "Origin | None"
) -> int:
    """Put everything on a branch, for a pull request that explains itself."""
    from wgbot.files.planned import Overlay
    from wgbot.setup.doctor import local
    from wgbot.setup.importers import emails, report
    from wgbot.setup.init import plan as adopting
    from wgbot.setup.init import pull_request

    def text() -> str:
        after = Overlay(where.tree, done.written)
        found = [each for each in local.examine(after, where.onto) if each.key != "check"]
        problems = adopting.problems(where.tree, done.written)
        listed = list(report.problems(map(emails.hidden_problem, problems)))
        return pull_request.text(
            done, adopting.next_steps(done, home, is_merged=True), found, listed
        )

    branch, title = pull_request.BRANCH, pull_request.TITLE
    return setup_branch.propose(where, root, done.written, title, text, branch)


def _upgrade(answers: "Answers", root: Path, tree: "Tree", yes: bool, dry_run: bool) -> int:
    """Show how workflows and forms differ from today's, and write those that are agreed to."""
    from wgbot.files import write
    from wgbot.setup.init import plan as adopting
    from wgbot.setup.init import upgrade

    found = upgrade.differences(tree, adopting.as_it_is(answers, tree))
    agreed = []
    for file in found:
        say(file.diff())
        if yes or (not dry_run and output.ask(f"Write {file.path}? (y/n)", "n").lower() == "y"):
            agreed.append(file)
    if not dry_run:
        write.write(root, agreed)
    done = "would be written" if dry_run else "written"
    say(
        f"{counted(len(found), 'file differs', 'files differ')}; {len(agreed)} {done}.",
        err=True,
        fg="green",
    )
    return FINE


def _founded(done: "Plan") -> bool:
    """Show what was imported and which files differ; return whether nothing is in the way."""
    from wgbot.setup.importers import emails, report

    for line in report.summary(done.done) if done.done else ():
        say(line)
    for line in done.kept_page.summary() if done.kept_page else ():
        say(line)
    for file in done.files:
        if file.state == "different":
            lines = emails.hidden(file.diff()).split("\n")
            most = _MOST_LINES if file.ours else len(lines)
            say("\n".join(lines[:most]))
            if len(lines) > most:
                say(f"… and {counted(len(lines) - most, 'more line')}")
    problems = done.problems
    for problem in problems:
        say(str(emails.hidden_problem(problem)))
    if problems:
        say("Nothing was written.", err=True, fg="red")
    return not problems


def _answers(
    typed: Mapping[str, str | None],
    root: Path,
    home: "Origin | None",
    *,
    ask: bool,
    website: bool,
    noun: str = "",
) -> "Answers":
    """Return the answers: the options that were *typed*, and the rest asked for.

    *noun* is what the list that is imported calls a group, if it says so.
    """
    from wgbot.community import config
    from wgbot.files.disk import DiskTree
    from wgbot.setup.init.answers import NO_ACTION, Answers, decided, plural

    settings = config.load(DiskTree(root))[0] if (root / config.PATH).is_file() else None
    given: dict[str, Any] = {
        "branch": options.ask_git(root, "symbolic-ref", "--short", "HEAD") or "main",
        "action": options.own_action() or NO_ACTION,
        **({"site": home.pages} if website and home and home.host == "github.com" else {}),
        # What was decided before stays, unless it is said anew.
        **(decided(settings) if settings else {}),
        **{key: value for key, value in typed.items() if value is not None},
    }
    defaults = Answers()
    if noun:
        given.setdefault("one", noun)
    if ask:
        asked = output.ask("What do you call a group?", given.get("one", defaults.one))
        several = given.get("many") if asked == given.get("one") else None
        given["one"] = asked
        given["many"] = typed.get("many") or output.ask(
            "And several of them?", several or plural(asked)
        )
        for key, question, default in (
            ("title", "Title of the list", capitalize(given["many"])),
            ("label", "Label that approves a proposal", defaults.label),
            ("forum", "Where to discuss a group before proposing it (a link, or nothing)", ""),
            ("conduct", "Code of conduct (a link, or nothing)", ""),
        ):
            if key not in given:
                given[key] = output.ask(question, default)
    return replace(defaults, **given)
