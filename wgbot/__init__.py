"""wgbot: a community's list of working groups, from an issue form to a reviewed pull request.

The rooms, from the roof down. Each imports only from rooms below it (tests/test_house.py):

- `cli`: what people type, what they are shown, and the exit code
- `links`: every link of the registry, kept true
- `github`: proposals on GitHub
- `site`: the registry as a website
- `localgit`: proposals on your own machine
- `setup`: a repository made ready for wgbot
- `checkin`: whether groups are still active: who is asked, and what they answered
- `proposals`: the core: `changes = decide(situation)`
- `community`: what a community decided, read from its repository
- `checks`: the rules for a group, one a file
- `similarity`: whether a group is the same as another, or one to talk to
- `registry`: the groups of a community, and the files that hold them
- `form`: an issue form, and reading an issue by it
- `files`: files and folders as values
- `text`: a stranger's text, made harmless for where it goes
"""

__version__ = "0.2.0"
