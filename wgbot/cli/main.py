"""The group of all commands, the exit codes, and what an error becomes. The only module that exits.

A command imports what it needs when it runs, so that `--help` and small commands start at once.
"""

import sys
import traceback

import click

from wgbot import __version__
from wgbot.cli import options, output
from wgbot.cli.change import change
from wgbot.cli.check import check
from wgbot.cli.checkin import checkin
from wgbot.cli.completion import completion
from wgbot.cli.doctor import doctor
from wgbot.cli.end import end
from wgbot.cli.form import form
from wgbot.cli.import_ import import_
from wgbot.cli.init import init
from wgbot.cli.links import links
from wgbot.cli.output import say
from wgbot.cli.propose import propose
from wgbot.cli.run import run
from wgbot.cli.similar import similar
from wgbot.cli.site import site
from wgbot.cli.sync import sync
from wgbot.text.problems import UNFINISHED, WgbotError

_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_EXIT_CODES = """\b
Exit codes:
  0  everything is fine
  1  problems were found
  2  the command, the configuration or the repository needs fixing
  3  it couldn't finish: git or the network failed
"""


def main() -> None:
    """Run the command line, and exit."""
    with output.guarded():
        code = _run()
    sys.exit(code)


def _run() -> int:
    try:
        code: int = cli.main(prog_name="wgbot", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        say("Aborted!", err=True)
        return 130
    except WgbotError as error:
        say(f"wgbot: {error}", err=True, fg="red")
        return error.exit_code
    except Exception as error:  # noqa: BLE001  # Python would print it past everything that makes it harmless
        if isinstance(error, ExceptionGroup) and error.subgroup(BrokenPipeError):
            # As click does where no task is in between.
            output.end()
            return 1
        say(traceback.format_exc(), err=True, nl=False, fg="red")
        return UNFINISHED
    return code


class _Commands(click.Group):
    """All commands; an option of theirs that comes before the command is told where it goes."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            having = [
                name
                for name, each in self.commands.items()
                if any(error.option_name in option.opts for option in each.params)
            ]
            if not having:
                raise
            command = "check" if "check" in having else having[0]
            example = f"wgbot {command} {error.option_name}"
            message = f"{error.option_name} goes after the command: `{example} …`."
            raise click.UsageError(message, ctx) from error


@click.group(cls=_Commands, context_settings=_CONTEXT, epilog=_EXIT_CODES)
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
def cli() -> None:
    """Run a community's list of working groups: registry, pages and proposals."""


for command in (
    *(change, check, checkin, completion, doctor, end, form, import_, init, links),
    *(propose, run, similar, site, sync),
):
    cli.add_command(command)


def _add_manners(command: click.Command) -> None:
    """Add the options that every command has to one, and to all below it."""
    if isinstance(command, click.Group):
        for each in command.commands.values():
            _add_manners(each)
    else:
        command.params += [options.quiet, options.verbose]


_add_manners(cli)
