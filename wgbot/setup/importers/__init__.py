"""An existing list of groups → registry files.

- `kinds`: which format is it? From there to the reader of it
- `found`: what a list held, as values: groups, and what has no place in the registry
- `inline`, `page` (with `html_text`): a page → its sections, lists and tables, and the text in them
- `line_parts`, `mentioned`, `prose`, `cells`, `facts`: what a page says about each thing that has a name
- `candidates`, `choosing`, `markdown`: what may be lists of groups, which are, and the groups in them
- `markdown_folder`: a folder of pages, each about one group → the groups
- `formats`, `tables`: the bytes of a file → its data
- `mapping`, `guessing`, `structured`, `mapped` (with `owners`): data → the groups, by a map that says which
  keys are what; one that comes with wgbot, that somebody made, or that is guessed
- `vocabulary`, `group_words`: what lists call things, and how they speak of groups
- `drafting`: what is said about one group, piece by piece → the group; `group_people` (with `person`, `people`),
  `places`, `meetings`, `group_answers` (with `answers`) and `parts` read the pieces
- `plain`: a text as a reader makes it out
- `addresses`, `emails`: e-mail addresses in a text, however they are spelled, and out of it
- `cleaning`: what was read, without a single address
- `keeping`: what may go from a page, and what has to stay
- `categories`: what kind of group a list says that each is → the kinds of a configuration
- `covering`: whether a registry file says all that a list does
- `planning`: groups → the files of a registry, held against those that are there
- `judging`: the whole repository with them, and what `wgbot check` will say
- `report`: what was found and what could not be placed, for people and for programs

All of it is pure: text, or a tree of files, goes in, and values come out.
"""
