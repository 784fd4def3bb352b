"""wgbot: a community's list of working groups, from an issue form to a reviewed pull request.

The map of the house. What is above imports nothing from what is below it:

- `text`, `problems`, `yaml`, `links`, `lookalikes`: what everything else is made of
- `tree`: a folder of files at one moment, a commit or a work tree
- `planned`: files that are to be written, as values
- `facts`: what is known of the world outside the repository
- `form`: an issue form, and reading an issue's body by it
- `recognition`: is this issue a proposal at all?
- `groups`, `validation`, `registry`: a group, what is wrong with its file, the folder of them
- `similarity`, `open_proposals`: is this the same group as another, or one to talk to?
- `checks`: one rule a file
- `site`: how the website is called and looks
- `templates`: the texts that people read, an adopter's before our own
- `translation`: the sentences in the code, in another language
- `config`, `repository`: what a community decided, and all that is read of its repository
- `schemas`: JSON Schemas of registry files and configuration
- `proposal`: an issue, read and judged; `issuefile` reads one from a file
- `situation`: all that is known of one proposal now
- `record`, `approval`: what the bot remembers, and whose approval counts
- `pages`, `words`: what people read
- `rewrite`: a registry file changed where it has to, and nowhere else
- `changes`, `parts`, `decide`: THE CORE, a situation → what is to be done
- `links`: which links are dead, moved or archived, and what follows
- `reconcile`: decide and apply, until there is nothing left to do
- `audit`: the whole repository, judged
- `importing`, `adopting`, `doctor`: a list that exists, a new repository, what it lacks
- `actions`: GitHub Actions, what it tells and is told
- `forge`, `write`: where it happens
- `job`, `check`: a run on GitHub, a check of all links
- `site`: registry → website
- `cli`: the commands, one a module, and all that is printed
"""

__version__ = "0.1.0"
