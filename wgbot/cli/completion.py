"""`wgbot completion`: the script by which a shell completes wgbot's commands and options."""

import click

from wgbot.cli.output import say
from wgbot.text.problems import FINE


@click.command(short_help="Print the script that completes commands in your shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> int:
    """Print the script that completes wgbot's commands and options in SHELL.

    For bash, add `eval "$(wgbot completion bash)"` to ~/.bashrc; for zsh, the same with zsh to
    ~/.zshrc; for fish, write it to ~/.config/fish/completions/wgbot.fish.
    """
    from click.shell_completion import BashComplete, FishComplete, ZshComplete

    made = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}[shell]
    say(made(context.find_root().command, {}, "wgbot", "_WGBOT_COMPLETE").source())
    return FINE
