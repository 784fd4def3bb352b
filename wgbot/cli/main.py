"""The commands: what people type, what they are shown, and the exit code.

The only module that exits; what it prints goes through `console`. Each command imports what it
needs, so that `--help` and the commands that need little start at once.
"""

import os
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar

import click

from wgbot import __version__, console
from wgbot.console import say
from wgbot.problems import FINE, PROBLEMS, UNFINISHED, Problem, SetupError, WgbotError

if TYPE_CHECKING:
    from wgbot.actions import Event
    from wgbot.adopting.answers import Answers
    from wgbot.adopting.origin import Remote
    from wgbot.adopting.plan import Plan
    from wgbot.form import Form
    from wgbot.importing.found import Found
    from wgbot.importing.judging import Judged
    from wgbot.importing.kinds import Kind
    from wgbot.job import Report
    from wgbot.linkcheck import LinkCheck
    from wgbot.links.findings import Finding
    from wgbot.links.networks import IPNetwork
    from wgbot.links.run import Watch
    from wgbot.proposal import Issue
    from wgbot.repository import Repository
    from wgbot.site.workshop import Workshop

Command = TypeVar("Command", bound=Callable[..., int])

_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_EXIT_CODES = """\b
Exit codes:
  0  all is well
  1  problems were found
  2  the command, the configuration or the repository is not as it should be
  3  it could not be finished: git or the network failed
"""

_repository = click.option(
    "--repository",
    "folder",
    default=".",
    metavar="DIR",
    help="The repository, or a folder in it.  [default: this folder]",
    type=click.Path(path_type=Path),
)
_second = click.option(
    "--second",
    metavar="DIR",
    envvar="WGBOT_SECOND",
    show_envvar=True,
    help="A checkout of the second repository, where the configuration names one.",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
)
_format = click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)


def main() -> None:
    """Run the command line, and exit."""
    with console.guarded():
        code = _run()
    sys.exit(code)


def _run() -> int:
    try:
        code: int = cli.main(prog_name="wgbot", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return 130
    except WgbotError as error:
        say(f"wgbot: {error}", err=True, fg="red")
        return error.exit_code
    except Exception:  # noqa: BLE001  # Python would print it past all that makes it harmless
        say(traceback.format_exc(), err=True, nl=False)
        return UNFINISHED
    return code


@click.group(context_settings=_CONTEXT, epilog=_EXIT_CODES)
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
def cli() -> None:
    """Run a community's list of working groups: registry, pages and proposals."""


@cli.command(short_help="Turn a filled-in issue into a branch of this git repository.")
@click.argument("file", metavar="ISSUE.md", type=click.File("rb"))
@click.option("--title", help="The issue's title.")
@click.option("--author", help="The GitHub account of whoever wrote it, who is named as co-author.")
@click.option("--number", type=click.IntRange(min=1), help="The issue's number.")
@click.option(
    "--base",
    metavar="BRANCH",
    help="The branch that groups are added to.  [default: the repository's]",
)
@_repository
@_second
def propose(
    file: IO[bytes],
    title: str | None,
    author: str | None,
    number: int | None,
    base: str | None,
    folder: Path,
    second: Path | None,
) -> int:
    """Judge the proposal in ISSUE.md and put it on a branch of the local git repository.

    ISSUE.md holds the issue's text as GitHub delivers it; `-` reads standard input. A head between
    two `---` lines can give `title`, `author` and `number`; the options win over it.

    Prints the review comment and, where the proposal is fine, the text of the pull request. The
    branch `wgbot/NAME` then holds one commit on the default branch. Nothing else changes: not your
    files, not the index, not the branch you are on. Running it again changes nothing.
    """
    from wgbot.changes import InSecond, ProposePullRequest, PutFiles, WriteReview, bare
    from wgbot.forge.localgit import LocalGit
    from wgbot.settle import settle

    issue = _issue(file)
    issue = replace(
        issue,
        title=title or issue.title,
        author=author or issue.author,
        number=number or issue.number,
    )
    forge = LocalGit(folder, base, second)
    outcome = settle(forge, forge.observe(issue))
    put = None
    for done in outcome.done:
        elsewhere = f" in {done.repository}" if isinstance(done, InSecond) else ""
        change = bare(done)
        match change:
            case WriteReview():
                # What its first line remembers is of use on GitHub only.
                _titled("The comment on the issue", change.text.partition("\n")[2])
            case ProposePullRequest():
                _titled(f"The pull request{elsewhere}: {change.title}", change.text)
            case PutFiles() if elsewhere:
                files = ", ".join(sorted(change.files))
                say(f"The branch {change.branch}{elsewhere} holds {files}.", err=True, fg="green")
            case PutFiles():
                put = change
    for tell in outcome.told:
        raise WgbotError(tell.text)
    branch = outcome.situation.branch
    if outcome.situation.proposal.problems or branch is None:
        return PROBLEMS
    if put:
        said = f"holds one commit on {forge.default_branch}: {', '.join(sorted(put.files))}."
    else:
        said = "holds it already. There is nothing to do."
    say(f"The branch {branch.name} {said}", err=True, fg="green")
    return FINE


_dry_run = click.option("--dry-run", is_flag=True, help="Print what would be done, and do nothing.")


def _minutes(default: int) -> Callable[[Command], Command]:
    return click.option(
        "--minutes",
        type=click.IntRange(min=1),
        default=default,
        show_default=True,
        help="How long to wait for GitHub, at most; less than the job's own limit.",
    )


@cli.command(short_help="Handle the event that woke this GitHub Actions job.")
@_dry_run
@_minutes(8)
@_repository
@_second
def run(dry_run: bool, minutes: int, folder: Path, second: Path | None) -> int:
    """Handle the event in `GITHUB_EVENT_PATH`, in a job of GitHub Actions.

    Reviews the proposal that the event is about, and opens or updates its pull request once it is
    approved. An event only says where to look: what is done depends on how things are now, so
    running it again, late or twice is safe. What is no proposal is left alone.
    """
    from wgbot import actions, recognition
    from wgbot.forge.disk import DiskTree

    path = os.environ.get("GITHUB_EVENT_PATH", "")
    event = actions.read_event(Path(path), os.environ.get("GITHUB_EVENT_NAME", ""))
    if event.scope == "one" and not event.is_certain:
        tree = DiskTree(_root(folder))
        if not recognition.may_be_proposal(tree, event.texts, event.title, event.labels):
            say(f"#{event.number} is no proposal.", err=True)
            return FINE
    if event.scope == "nothing":
        say(f"Nothing to do: {event.why}.", err=True)
        return FINE
    return _work(event, dry_run=dry_run, minutes=minutes, folder=folder, second=second)


@cli.command(short_help="Bring every open proposal up to date, on GitHub.")
@_dry_run
@_minutes(25)
@_repository
@_second
def sync(dry_run: bool, minutes: int, folder: Path, second: Path | None) -> int:
    """Do for every open proposal, and every pull request of the bot's, what `wgbot run` does for one.

    For a schedule, and for pushes to the default branch: it brings the open pull requests onto it,
    finds those that have become duplicates, and makes up for events that were missed.
    """
    from wgbot.actions import Event

    event = Event("all", "sync")
    return _work(event, dry_run=dry_run, minutes=minutes, folder=folder, second=second)


def _work(event: "Event", *, dry_run: bool, minutes: int, folder: Path, second: Path | None) -> int:
    from wgbot import actions, job

    work = job.Job(
        os.environ,
        _root(folder),
        default_branch=event.default_branch,
        dry_run=dry_run,
        seconds=minutes * 60,
        second=second,
    )
    reports = work.all() if event.scope == "all" else work.one(event)
    for report in reports:
        for line in report.lines(would=dry_run):
            say(line, err=True)
        if report.trace:
            say(report.trace, err=True)
        if dry_run:
            _plan(report)
        for failure in report.failures:
            console.command(actions.annotation("error", f"{report.about}{failure}", title="wgbot"))
    if not any(report.lines() for report in reports):
        say("Nothing to do: all is as it should be.", err=True)
    home = f"{os.environ.get('GITHUB_SERVER_URL', 'https://github.com')}/{os.environ.get('GITHUB_REPOSITORY', '')}"
    _append("GITHUB_STEP_SUMMARY", actions.summary(job.summary(reports, home)))
    pulls = [
        str(report.outcome.situation.pull_request.number)
        for report in reports
        if report.outcome and report.outcome.situation.pull_request
    ]
    changes = sum(len(report.outcome.done) for report in reports if report.outcome)
    _append("GITHUB_OUTPUT", actions.output("changes", str(changes)))
    _append("GITHUB_OUTPUT", actions.output("pull-requests", " ".join(pulls)))
    return UNFINISHED if any(report.failures for report in reports) else FINE


def _plan(report: "Report") -> None:
    """Show the texts that a dry run would have written."""
    from wgbot.changes import ProposePullRequest, WriteReview, bare

    for change in map(bare, report.outcome.done if report.outcome else ()):
        if isinstance(change, WriteReview):
            _titled(f"The comment on #{report.number}", change.text)
        if isinstance(change, ProposePullRequest):
            _titled(f"The pull request: {change.title}", change.text)


def _append(variable: str, text: str) -> None:
    """Add *text* to the file that GitHub Actions names in *variable*, if it names one."""
    path = os.environ.get(variable)
    if path:
        with Path(path).open("a", encoding="utf-8", errors="replace") as file:
            file.write(text)


@cli.command(short_help="See which groups are like one that you have in mind.")
@click.argument("name")
@click.option("--focus", default="", metavar="TEXT", help="What it would be for, in one sentence.")
@_format
@_repository
@_second
def similar(name: str, focus: str, output: str, folder: Path, second: Path | None) -> int:
    """List the registered groups that a group of that NAME would resemble, and why.

    A duplicate is the same group under another name; a revival is one that is dormant or retired;
    an overlap is one to talk to. Ask before you propose.
    """
    from wgbot import repository
    from wgbot.forge.disk import DiskTree, beside
    from wgbot.groups import Group
    from wgbot.similarity import Index, Options

    community = repository.load(DiskTree(_root(folder)), second=beside(second))
    _tell_uncompared(community)
    groups = community.registry.groups()
    words = community.config.checks.similar or None
    options = Options(words.group_words, words.short_forms, words.topics) if words else Options()
    asked = Group.model_construct(name=name, focus=focus)
    found = [(each, groups[each.slug]) for each in Index(groups, options).similar(asked)]
    if output == "json":
        listed = [
            {
                "slug": each.slug,
                "name": group.name,
                "status": group.status,
                "kind": each.kind,
                "score": each.score,
                "evidence": [str(reason) for reason in each.evidence],
            }
            for each, group in found
        ]
        console.say_json(listed)
    for each, group in found if output == "text" else []:
        say(f"{each.kind:9}  {each.score:4.2f}  {group.name}")
        for reason in each.evidence:
            say(f"           {'':4}  - {reason}")
    if not found:
        say("No group is like it.", err=True, fg="green")
    return PROBLEMS if any(each.kind != "overlap" for each, _ in found) else FINE


@cli.command(short_help="Judge a filled-in issue, or all that is in this repository.")
@click.argument("file", metavar="[ISSUE.md]", type=click.File("rb"), required=False)
@_format
@click.option("--write", is_flag=True, help="Write the pages that are not up to date.")
@_repository
@_second
def check(
    file: IO[bytes] | None, output: str, write: bool, folder: Path, second: Path | None
) -> int:
    """Judge the proposal in ISSUE.md or, without one, the repository as it stands on disk.

    A proposal is judged by the form, the registry and the checks. The repository is judged whole:
    configuration and form, every group by the same checks, and whether the pages say what the
    registry says.
    """
    from wgbot import audit, proposal, repository
    from wgbot.forge.disk import DiskTree, beside

    tree = DiskTree(_root(folder))
    community = repository.load(tree, second=beside(second))
    if file is not None:
        _tell_uncompared(community)
        judged = proposal.judge(_issue(file), community)
        labels = {key: field.label for key, field in judged.fields.items()}
        found = [
            # Programs get what a field means, people what the form calls it.
            replace(each, field=labels.get(each.field or "")) if output == "text" else each
            for each in judged.found
        ]
        return _show(found, output, fine="The proposal is fine.")
    audited = audit.audit(community)
    if write and audited.stale:
        for page in audited.stale:
            is_there = second and community.config.is_in_second(page.path)
            where = DiskTree(second) if second and is_there else tree
            where.write(page.path, page.fresh.encode("utf-8", "surrogateescape"))
            say(f"{page.path} is up to date now.", err=True, fg="green")
        audited = audit.audit(repository.load(tree, second=beside(second)))
    _annotate(audited.problems, output)
    if not community.is_whole and community.config.second:
        say(
            f"The pages in {community.config.second.repository} were not looked at: check that out "
            "as well, and name its folder with `--second`.",
            err=True,
        )
    if community.unread:
        say(f"The pages stay as they are {community.until_read}.", err=True)
    groups = len(community.registry.entries)
    diffs: dict[str | None, str] = {page.path: audit.diff(page) for page in audited.stale}
    return _show(
        audited.problems, output, f"All is well with {groups} groups and the pages.", diffs
    )


def _tell_uncompared(community: "Repository") -> None:
    if community.unread:
        say(f"Not all groups are compared {community.until_read}.", err=True)


def _annotate(found: Sequence[Problem], output: str) -> None:
    """Show problems where GitHub shows the files they are in, and in the job's summary."""
    from wgbot import actions

    for line in actions.annotations(found):
        console.command(line, err=output == "json")
    shown = "\n".join(f"- {actions.listed(problem)}" for problem in found)
    _append(
        "GITHUB_STEP_SUMMARY", actions.summary(f"## wgbot check\n\n{shown or 'All is well.'}\n")
    )


@cli.command(short_help="Check every link of every group.")
@click.option("--urls", type=click.File("rb"), help="Check these addresses instead, one a line.")
@_format
@click.option(
    "--allow-network",
    "networks",
    multiple=True,
    metavar="CIDR",
    help="A network that may be asked although it is not public; can be given again.",
)
@click.option(
    "--state",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file that remembers from run to run what was found.",
)
@click.option(
    "--health",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write what the website shows of links.",
)
@click.option(
    "--report",
    "reports",
    is_flag=True,
    help="Keep the report and the pull request for moved links up to date, on GitHub.",
)
@_repository
@_second
def links(
    urls: IO[bytes] | None,
    output: str,
    networks: tuple[str, ...],
    state: Path | None,
    health: Path | None,
    reports: bool,
    folder: Path,
    second: Path | None,
) -> int:
    """Check every link of the registry: which are dead, which moved, which are archived.

    One bad day is no death: a link is dead when it failed in several runs over several days, which
    `--state` remembers. With `GITHUB_TOKEN`, repositories are asked about a hundred at a time.
    """
    from wgbot.links import networks as addresses

    try:
        allowed = addresses.parse(networks)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--allow-network") from error
    if urls is not None:
        return _check_list(urls.read().decode("utf-8", "replace"), output, allowed)
    from wgbot import linkcheck

    checked = linkcheck.check(
        _root(folder),
        os.environ,
        allowed=allowed,
        state=state,
        health=health,
        reports=reports,
        second=second,
        watch=_watch(output),
    )
    code = _show_links(checked, output)
    # What is dead is in the report then, and no reason for a red run.
    return FINE if reports and code == PROBLEMS else code


def _check_list(text: str, output: str, allowed: "tuple[IPNetwork, ...]") -> int:
    import asyncio

    from wgbot.links import collect, run, tidings, web

    asked = run.check(collect.of_lines(text), web.Options(allowed=allowed), watch=_watch(output))
    done = asyncio.run(asked)
    if output == "json":
        console.say_json(tidings.as_json(done.findings))
    say(tidings.summary_line(done), err=True)
    return tidings.exit_code(done)


def _watch(output: str) -> "Watch":
    """Show what is found as it is found: findings on standard output, progress on a terminal."""
    from wgbot.links import tidings

    def watch(finding: "Finding", done: int, total: int) -> None:
        if output == "text" and finding.state != "ok":
            say(tidings.line(finding))
        console.progress(done, total)

    return watch


def _show_links(checked: "LinkCheck", output: str) -> int:
    from wgbot import actions
    from wgbot.links import tidings

    for line in checked.done:
        say(line, err=True)
    if output == "json":
        console.say_json(tidings.judged_as_json(checked.judgement))
    for each in tidings.annotations(checked.judgement):
        shown = actions.annotation(each.level, each.message, file=each.path, line=each.line)
        console.command(shown, err=output == "json")
    summary = tidings.job_summary(checked.judgement, checked.run, checked.now)
    _append("GITHUB_STEP_SUMMARY", summary)
    say(tidings.summary_line(checked.run), err=True)
    if checked.judgement.withheld:
        say(checked.judgement.withheld, err=True, fg="red")
    return tidings.exit_code(checked.run, checked.judgement)


@cli.group(short_help="Build the website.")
def site() -> None:
    """Build the website from the registry, or look at it while you change things."""


def _workshop(
    folder: Path, second: Path | None, url: str | None = None, links: Path | None = None
) -> "Workshop":
    from wgbot.site.workshop import Workshop

    slug = os.environ.get("GITHUB_REPOSITORY") or None
    return Workshop(_root(folder), url=url, slug=slug, links=links, second=second)


_links_file = click.option(
    "--links",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="What `wgbot links --health` wrote, to be shown beside the links.",
)


@site.command(short_help="Write the website to a folder.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default="build/site",
    show_default=True,
    help="The folder; what is not wgbot's in it stays.",
)
@click.option("--url", help="Where it will be, if the configuration does not say.")
@_links_file
@_repository
@_second
def build(out: Path, url: str | None, links: Path | None, folder: Path, second: Path | None) -> int:
    """Write the website to a folder: only what changed, and without what is gone.

    The same repository gives the same bytes, whenever it is built.
    """
    made, written = _workshop(folder, second, url, links).publish(out)
    for problem in made.problems:
        say(str(problem))
    for path in written.kept:
        say(f"{path} is not part of the site any more, but was changed, so it stays.", err=True)
    say(
        f"The site with {made.groups} groups is in {out}: {len(written.written)} files written, "
        f"{len(written.removed)} removed, {written.unchanged} as they were.",
        err=True,
        fg="green",
    )
    return PROBLEMS if made.problems else FINE


@site.command(short_help="Show the website while you change things.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="Where to show it.",
)
@_links_file
@_repository
@_second
def serve(port: int, links: Path | None, folder: Path, second: Path | None) -> int:
    """Show the website on this machine; it follows every change of the registry and the templates."""
    import threading

    from wgbot.site.server import Exhibition, open_server

    def report(text: str, failed: bool) -> None:
        say(text, err=True, fg="red" if failed else "green")

    address = f"http://127.0.0.1:{port}/"
    shown = Exhibition(_workshop(folder, second, address, links), report)
    server = open_server(shown, port)
    shown.refresh()
    threading.Thread(target=shown.watch, daemon=True).start()
    say(f"{address} shows the site; Ctrl+C ends it.", err=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        return FINE
    finally:
        shown.stop()
        server.server_close()
    return FINE


@site.command("changes", short_help="Say which groups changed since a commit.")
@click.argument("commit")
@_repository
@_second
def site_changes(commit: str, folder: Path, second: Path | None) -> int:
    """Say, in Markdown, which groups on disk differ from those at COMMIT: for reviewers.

    In GitHub Actions, the job's summary says it as well.
    """
    from wgbot import actions

    said = _workshop(folder, second).changes_since(commit)
    say(said, nl=False)
    _append("GITHUB_STEP_SUMMARY", actions.summary(said))
    return FINE


@cli.command(short_help="Set this repository up: form, configuration, workflows, registry, page.")
@click.option("--yes", is_flag=True, help="Ask nothing; take the options and what serves.")
@click.option(
    "--noun", "one", metavar="WORD", help="What a group is called here: working group, team …"
)
@click.option("--nouns", "many", metavar="WORDS", help="What several are called.")
@click.option("--title", metavar="TEXT", help="The title of the list and the website.")
@click.option("--label", metavar="LABEL", help="The label that approves a proposal.")
@click.option("--forum", metavar="ADDRESS", help="Where people talk about a group first.")
@click.option("--conduct", metavar="ADDRESS", help="The code of conduct.")
@click.option("--language", type=click.Choice(["en", "de"]), help="What wgbot speaks.")
@click.option("--page", metavar="PATH", help="The page that lists the groups.")
@click.option("--site", metavar="ADDRESS", help="Where the website will be.")
@click.option("--no-site", is_flag=True, help="No website; pages in the repository only.")
@click.option("--branch", metavar="BRANCH", help="The default branch.")
@click.option("--action", metavar="OWNER/NAME@COMMIT", help="Where the workflows take wgbot from.")
@click.option(
    "--import",
    "source",
    metavar="SOURCE",
    type=click.Path(exists=True, path_type=Path),
    help="A list to import, as for `wgbot import`.",
)
@click.option("--force", is_flag=True, help="Replace files that are there and say something else.")
@_dry_run
@_repository
def init(
    yes: bool,
    source: Path | None,
    no_site: bool,
    force: bool,
    dry_run: bool,
    folder: Path,
    **options: str | None,
) -> int:
    """Write what a repository needs: form, configuration, workflows, registry and page.

    Asks what groups are called here, and a few things more; every question has an option, and
    `--yes` asks nothing. What is there already is shown with the difference, and stays, unless
    you say `--force`. Ends with what `wgbot check` says, and what to do next.
    """
    from wgbot import worktree
    from wgbot.adopting import plan as adopting
    from wgbot.forge.disk import DiskTree

    root = _root(folder)
    tree = DiskTree(root)
    home = _home(root)
    answers = _answers(options, root, home, ask=not yes, website=not no_site)
    found = _list(source, None, None) if source else None
    inside = _inside(source, root)
    if found and not found.drafts:
        return _no_groups(found, source, "text")
    done = adopting.plan(answers, tree, found, inside, website=not no_site, force=force)
    if not _founded(done):
        return PROBLEMS
    written = [*done.written, *(done.different if force else ())]
    if not dry_run:
        worktree.write(root, written)
    for file in written:
        say(f"{'would write' if dry_run else 'wrote'} {file.path}", err=True)
    for file in () if force else done.different:
        said = f"left as it is: {file.path} (the difference is above; --force writes it)"
        say(said, err=True, fg="yellow")
    code = _show(adopting.problems(tree, tuple(written)), "text", "wgbot check passes.")
    say("\nWhat to do next:")
    for number, step in enumerate(adopting.next_steps(done, home), start=1):
        say(f"  {number}. {step}")
    return code


def _founded(done: "Plan") -> bool:
    """Show what setting up comes to: the list that is imported, and what is there already."""
    from wgbot.importing import emails, report

    for line in report.summary(done.done) if done.done else ():
        say(line)
    for line in done.kept_page.summary() if done.kept_page else ():
        say(line)
    for file in done.files:
        if file.state == "different":
            say(emails.hidden(file.diff()))
    problems = done.problems
    for problem in problems:
        say(str(problem))
    if problems:
        say("Nothing is written.", err=True, fg="red")
    return not problems


def _answers(
    options: Mapping[str, str | None],
    root: Path,
    home: "Remote | None",
    *,
    ask: bool,
    website: bool,
) -> "Answers":
    """Take the options, and ask for the rest on a terminal."""
    from wgbot.adopting.answers import NO_ACTION, Answers, plural

    given = {key: value for key, value in options.items() if value is not None}
    given.setdefault("branch", _ask_git(root, "symbolic-ref", "--short", "HEAD") or "main")
    given.setdefault("action", _own_action() or NO_ACTION)
    if website and home and home.host == "github.com":
        given.setdefault("site", home.pages)
    serving = Answers()
    if ask:
        asked = console.ask("What is a group called here?", given.get("one", serving.one))
        given["one"] = asked
        given.setdefault("many", console.ask("And several?", plural(asked)))
        for key, question, serves in (
            ("title", "The title of the list", given["many"][:1].upper() + given["many"][1:]),
            ("label", "The label that approves a proposal", serving.label),
            (
                "forum",
                "Where people talk about one before they propose it (an address, or nothing)",
                "",
            ),
            ("conduct", "The code of conduct (an address, or nothing)", ""),
        ):
            if key not in given:
                given[key] = console.ask(question, serves)
    return Answers(**given)


def _home(root: Path) -> "Remote | None":
    from wgbot.adopting import origin

    return origin.remote(_ask_git(root, "config", "--get", "remote.origin.url") or "")


def _ask_git(folder: Path, *arguments: str) -> str | None:
    """Ask git something about *folder*; None where it is no repository of its own, or has no answer."""
    from wgbot.forge.git import Git

    return Git(folder).ask(*arguments) if (folder / ".git").exists() else None


def _own_action() -> str | None:
    """Name the commit of wgbot that runs here, as a workflow does; None where that is not known."""
    from importlib.metadata import PackageNotFoundError, distribution

    from wgbot.adopting import origin

    try:
        told = origin.installed(distribution("wgbot").read_text("direct_url.json"))
    except PackageNotFoundError:
        told = origin.Installed(folder=str(Path(__file__).parent.parent.parent))
    if told.action or told.folder is None:
        return told.action
    here = Path(told.folder)
    url = _ask_git(here, "config", "--get", "remote.origin.url")
    return origin.action(url or "", _ask_git(here, "rev-parse", "HEAD") or "")


@cli.command("import", short_help="Make registry files of a list that you have already.")
@click.argument("source", metavar="SOURCE", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--from",
    "kind",
    type=click.Choice(["markdown", "kubernetes", "rust-team", "csv", "json"]),
    help="What kind of list it is.  [default: told by its name]",
)
@click.option(
    "--chat",
    metavar="ADDRESS",
    help="What stands before a channel's name, where the list gives only that.",
)
@click.option("--force", is_flag=True, help="Replace registry files that say something else.")
@_dry_run
@_format
@_repository
def import_(
    source: Path,
    kind: "Kind | None",
    chat: str | None,
    force: bool,
    dry_run: bool,
    output: str,
    folder: Path,
) -> int:
    """Make registry files of the groups in SOURCE, and bring the pages up to date with them.

    SOURCE is a Markdown page that lists groups, a sigs.yaml as Kubernetes has it, a checkout of
    rust-lang/team, or a table: CSV with a header, or JSON with one object a group. Prints what it
    found, what it could not place, and what `wgbot check` says to the result.

    All files are written, or none. A registry file that is there and says something else is shown,
    with the difference, and nothing is written until you say `--force`.
    """
    from wgbot import worktree
    from wgbot.forge.disk import DiskTree
    from wgbot.importing import judging, report

    root = _root(folder)
    found = _list(source, kind, chat)
    if not found.drafts:
        return _no_groups(found, source, output)
    judged = judging.judge(found, DiskTree(root), _inside(source, root), force=force)
    stuck = judged.done.problems or (judged.done.different and not force)
    if not stuck and not dry_run:
        worktree.write(root, judged.files)
    if output == "json":
        shown = {
            **report.as_json(judged.done),
            "written": not stuck and not dry_run,
            "check": [problem.as_json() for problem in judged.problems],
            "checks": judged.checks or {},
            "kept_page": judged.kept_page.as_json() if judged.kept_page else None,
        }
        console.say_json(shown)
        return PROBLEMS if stuck or judged.problems else FINE
    for line in report.summary(judged.done):
        say(line)
    for line in judged.kept_page.summary() if judged.kept_page else ():
        say(line)
    return _imported(judged, force=force, dry_run=dry_run)


def _imported(judged: "Judged", *, force: bool, dry_run: bool) -> int:
    """Say what became of an import, and what is left for a person to do."""
    from wgbot.importing import emails, judging

    for problem in judged.done.problems:
        say(str(problem))
    for file in judged.done.different if not force or dry_run else ():
        say(emails.hidden(file.diff()))
    if judged.done.problems:
        say("Nothing is written.", err=True, fg="red")
        return PROBLEMS
    if judged.done.different and not force:
        count = len(judged.done.different)
        say(
            f"Nothing is written: {count} registry files say something else. Look at the "
            "differences, and say --force if the list is right.",
            err=True,
            fg="red",
        )
        return PROBLEMS
    written = "would be written" if dry_run else "written"
    say(f"{len(judged.files)} files {written}.", err=True, fg="green")
    if judged.obstacle:
        say(f"{judged.obstacle} `wgbot init` does it for you.", err=True)
        return FINE
    if judged.checks:
        say(
            f"This list needs other limits. Add to the configuration:\n\n{judging.options_text(judged.checks)}"
        )
    return _show(judged.problems, "text", "wgbot check passes.")


def _inside(source: Path | None, root: Path) -> str | None:
    """Give the path of a list in the repository; None where it lies elsewhere."""
    if source is None or not source.resolve().is_relative_to(root):
        return None
    return source.resolve().relative_to(root).as_posix()


def _no_groups(found: "Found", source: Path | None, output: str) -> int:
    """Say that there is no group in a list, and what there is instead."""
    from wgbot.importing import report

    if output == "json":
        shown = {**report.nothing_as_json(found), "written": False}
        console.say_json(shown)
    for line in report.nothing(found, str(source)) if output == "text" else ():
        say(line)
    say("Nothing is written.", err=True, fg="red")
    return PROBLEMS


def _list(source: Path, kind: "Kind | None", chat: str | None) -> "Found":
    from wgbot.forge.disk import DiskTree
    from wgbot.importing import kinds

    if source.is_dir():
        return kinds.read_folder(str(source), DiskTree(source), kind, chat)
    try:
        return kinds.read(source.name, source.read_bytes(), kind, chat)
    except OSError as error:
        raise SetupError(f"{source} cannot be read: {error.strerror}.") from error


@cli.command(short_help="Say what is still missing, and how to mend it.")
@_format
@_repository
@_second
def doctor(output: str, folder: Path, second: Path | None) -> int:
    """Look at all that wgbot needs: here and, with a token in GITHUB_TOKEN, on GitHub.

    Each finding comes with its remedy and a link. Without a token, only what is in this folder is
    looked at. What the token may not ask is said, and is no problem. Nothing is changed.
    """
    from wgbot import config
    from wgbot.doctor import findings, local, workflows
    from wgbot.forge.disk import DiskTree, beside

    root = _root(folder)
    tree = DiskTree(root)
    branch = (
        _ask_git(root, "symbolic-ref", "--short", "refs/remotes/origin/HEAD")
        or _ask_git(root, "symbolic-ref", "HEAD")
        or "main"
    )
    branch = branch.removeprefix("origin/").removeprefix("refs/heads/")
    found = local.examine(tree, branch, beside(second))
    token = os.environ.get("GITHUB_TOKEN") or os.environ.get("GH_TOKEN")
    home = _home(root)
    name = os.environ.get("GITHUB_REPOSITORY") or (f"{home.owner}/{home.name}" if home else "")
    if token and name:
        from wgbot.doctor import github
        from wgbot.forge.api import Api

        settings, _ = config.load(tree)
        api = Api(
            token, name, os.environ.get("GITHUB_API_URL", "https://api.github.com"), seconds=60
        )
        used = tuple(workflows.uses(tree))
        other = api.of(settings.second.repository) if settings.second else None
        found += github.examine(api, settings, tree.read(settings.form), used, other)
    if output == "json":
        shown = {"ok": findings.healthy(found), "findings": [each.as_json() for each in found]}
        console.say_json(shown)
    else:
        for each in sorted(found, key=lambda each: _ORDER.index(each.state)):
            say(f"{each.state:8} ", fg=_COLORS[each.state], nl=False)
            say(
                f"{each.what} {each.fix}".strip() + (f"\n         {each.link}" if each.link else "")
            )
        if not token:
            say("Without GITHUB_TOKEN, GitHub was not asked.", err=True)
        elif not name:
            say("Name the repository in GITHUB_REPOSITORY, and GitHub is asked as well.", err=True)
        say(findings.summary(found), err=True, fg="green" if findings.healthy(found) else "red")
    return FINE if findings.healthy(found) else PROBLEMS


_ORDER = ("problem", "unknown", "advice", "fine")
_COLORS = {"problem": "red", "unknown": "yellow", "advice": "cyan", "fine": "green"}


@cli.group(short_help="Read issue forms.")
def form() -> None:
    """Read issue forms, of this repository or of any other."""


@form.command(short_help="Read the answers from an issue's text.")
@click.argument("file", metavar="BODY.md", type=click.File("rb"))
@click.option(
    "--form",
    "form_path",
    metavar="FORM.yml",
    type=click.Path(path_type=Path),
    help="The issue form it was made with.  [default: this repository's]",
)
@_repository
def read(file: IO[bytes], form_path: Path | None, folder: Path) -> int:
    """Read the answers from an issue's text, as JSON: by the ids of the form's fields.

    A field without an id is named by its label. What was not answered is `null`, or an empty list
    where an answer is a list. `-` reads standard input. Works for any GitHub issue form.
    """
    from wgbot import form as forms

    questions = _form(form_path, folder)
    reading = forms.read(questions, _issue(file).body)
    console.say_json(dict(reading.answers))
    for problem in reading.problems:
        say(f"{file.name}:{problem}" if problem.line else f"{file.name}: {problem}", err=True)
    return PROBLEMS if reading.problems else FINE


def _form(path: Path | None, folder: Path) -> "Form":
    from wgbot import config, repository
    from wgbot import form as forms
    from wgbot.forge.disk import DiskTree

    if path is None:
        tree = DiskTree(_root(folder))
        return repository.load_form(tree, config.load(tree)[0])
    try:
        return forms.load(path.read_bytes(), str(path))
    except OSError as error:
        raise SetupError(f"The form {path} cannot be read: {error.strerror}.") from error
    except forms.FormError as error:
        listed = "\n".join(f"  {problem}" for problem in error.problems)
        raise SetupError(f"The issue form cannot be used:\n{listed}") from error


def _issue(file: IO[bytes]) -> "Issue":
    from wgbot import issuefile

    return issuefile.load(file.read(), file.name)


def _root(folder: Path) -> Path:
    """Find the top of the repository that holds *folder*; *folder* itself where there is no git."""
    folder = folder.resolve()
    if not folder.is_dir():
        raise SetupError(f"There is no folder {folder}.")
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), folder)


def _show(
    found: Sequence[Problem],
    output: str,
    fine: str,
    diffs: Mapping[str | None, str] | None = None,
) -> int:
    problems = [problem for problem in found if problem.blocks]
    if output == "json":
        shown = {
            "ok": not problems,
            "problems": [problem.as_json() for problem in found],
            "diffs": diffs or {},
        }
        console.say_json(shown)
        return PROBLEMS if problems else FINE
    for problem in found:
        say(str(problem) if problem.blocks else f"to weigh: {problem}")
        if diffs and problem.check == "pages" and problem.path in diffs:
            say(diffs[problem.path])
    if problems:
        count = "One problem" if len(problems) == 1 else f"{len(problems)} problems"
        say(f"{count} found.", err=True, fg="red")
        return PROBLEMS
    say(fine, err=True, fg="green")
    return FINE


def _titled(title: str, text: str) -> None:
    line = f"── {title} "
    say(line + "─" * max(4, 80 - len(line)), bold=True)
    say(text.strip() + "\n")
