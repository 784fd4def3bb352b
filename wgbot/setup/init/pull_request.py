"""The pull request that sets a repository up: what it says of itself."""

from collections.abc import Iterable, Sequence

from wgbot.files.planned import File
from wgbot.setup.doctor.findings import Advice
from wgbot.setup.importers import report
from wgbot.setup.init.answers import NO_ACTION
from wgbot.setup.init.plan import Plan
from wgbot.text import escape
from wgbot.text.counting import counted

BRANCH = "wgbot-setup"
TITLE = "Set up wgbot"
_MOST_LINES = 60
_MOST_PROBLEMS = 20
_FOR = (
    (".github/ISSUE_TEMPLATE/", "the forms with which groups are proposed, changed and ended"),
    (".github/workflows/", "the workflows that run wgbot"),
    (".github/wgbot.yml", "the configuration"),
)


def text(done: Plan, steps: Sequence[str], found: Iterable[Advice], problems: Sequence[str]) -> str:
    """Return what the pull request says: what it adds, the list as it will look, what is left to do."""
    parts = [
        f"This sets up {_wgbot(done.answers.action)}, which keeps a list of groups: they are "
        "proposed with an issue form, and a label adds them to the list. Nothing changes until "
        "this is merged.",
        "## What it adds\n\n" + "\n".join(_added(done.written, done.answers.registry)),
    ]
    if done.done:
        lines = "\n".join(f"- {_shown(line)}" for line in report.summary(done.done))
        parts.append(f"## What was imported\n\n{lines}")
    if shown := _list(done):
        parts.append(f"## The list as it will look\n\n{shown}")
    wanted = [f"- {_finding(each)}" for each in found if each.state != "fine"]
    wanted += [f"- {_shown(each)}" for each in problems[:_MOST_PROBLEMS]]
    if len(problems) > _MOST_PROBLEMS:
        wanted.append(f"- and {len(problems) - _MOST_PROBLEMS} more; `wgbot check` lists them")
    if wanted:
        parts.append("## What `wgbot doctor` and `wgbot check` still want\n\n" + "\n".join(wanted))
    listed = "\n".join(f"{number}. {step}" for number, step in enumerate(steps, start=1))
    parts.append(f"## After the merge\n\n{listed}")
    return "\n\n".join(parts) + "\n"


def _wgbot(action: str) -> str:
    """Refer to wgbot, with a link where it is known where it comes from."""
    return (
        "wgbot"
        if action == NO_ACTION
        else f"[wgbot](https://github.com/{action.partition('@')[0]})"
    )


def _finding(found: Advice) -> str:
    return _shown(f"{found.what} {found.fix}") + (f" <{found.link}>" if found.link else "")


def _shown(text: str) -> str:
    """Return a line of ours, in which a name can be a stranger's; code stays code."""
    return escape.escape_markdown(text).replace("\\`", "`")


def _added(written: Sequence[File], registry: str) -> list[str]:
    """Return the files that are added, those of one kind in one line."""
    kinds = [*_FOR, (f"{registry}/", "the registry, one file per group")]
    lines = []
    rest = list(written)
    for start, what in kinds:
        own = [file for file in rest if file.path.startswith(start)]
        rest = [file for file in rest if file not in own]
        if own:
            count = f" ({counted(len(own), 'file')})" if len(own) > 1 else ""
            lines.append(f"- `{start}`{count}: {what}")
    return [*lines, *(f"- `{file.path}`: the page that lists the groups" for file in rest)]


def _list(done: Plan) -> str:
    """Return the part of the page that wgbot writes."""
    page = next((file for file in done.files if file.path == done.answers.page_path), None)
    if page is None:
        return ""
    after = page.text.decode("utf-8", "replace").partition("<!-- wgbot:groups")[2]
    lines = after.partition("-->")[2].partition("<!-- /wgbot:groups -->")[0].strip().split("\n")
    more = len(lines) - _MOST_LINES
    shown = "\n".join(lines[:_MOST_LINES])
    return shown + (f"\n\n… and {counted(more, 'more line')}." if more > 0 else "")
