"""An existing list of groups → registry files.

- `kinds`: which format is it? From there to the reader of it
- `found`: what a list held, as values: groups, and what has no place in the registry
- `page` (with `html_table`), `facts`, `candidates`, `markdown`: a page → its blocks → what each says of
  something with a name → what may be lists of groups, judged → the groups
- `mapping`, `guessing`, `structured` (with `owners`): data → the groups, by a map that says which keys are
  what; one that comes with wgbot, that somebody made, or that is guessed
- `vocabulary`: what lists call things
- `drafting`: what is said about one group, piece by piece → the group; with `parts` and `people`
- `plain`: a text as a reader makes it out
- `addresses`, `emails`: e-mail addresses in a text, however they are spelled, and out of it
- `cleaning`: what was read, without a single address
- `keeping`: what may go from a page, and what has to stay
- `categories`: what kind of group a list says that each is → the kinds of a configuration
- `planning`: groups → the files of a registry, held against those that are there
- `judging`: the whole repository with them, and what `wgbot check` will say
- `report`: what was found and what could not be placed, for people and for programs

All of it is pure: text, or a tree of files, goes in, and values come out.
"""
