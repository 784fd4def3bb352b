"""A repository made ready for wgbot.

`init` is for a new one, `importers` for a list that exists, `doctor` for what is still missing. Files
come out as values, for `files.write`, and the network is asked only by what `doctor` is given.
"""
