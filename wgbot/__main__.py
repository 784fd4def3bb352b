"""`python -m wgbot`, for where the `wgbot` command is not installed."""

from wgbot.cli.main import main

main()
