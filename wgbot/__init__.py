"""wgbot: a community's list of working groups, from an issue form to a reviewed pull request.

The map of the house. What is above imports nothing from what is below it:

- `text`, `problems`, `yamlfile`, `address`, `lettering`: what everything else is made of
- `tree`: a folder of files at one moment, a commit or a work tree
- `facts`: what is known of the world outside the repository
- `form`: an issue form, and reading an issue's body by it
- `groups`, `registry`: a group, and the folder with one file a group
- `similarity`, `neighbours`: is this the same group as another, or one to talk to?
- `checks`: one rule a file
- `config`, `repository`: what a community decided, and all that is read of its repository
- `proposal`: an issue, read and judged
- `situation`: all that is known of one proposal now
- `templates`, `pages`, `words`: what people read
- `revision`: a registry file changed where it has to, and nowhere else
- `changes`, `decide`: THE CORE, a situation → what is to be done
- `audit`: the whole repository, judged
- `forge`: where it happens
- `cli`: the commands
"""

__version__ = "0.1.0"
