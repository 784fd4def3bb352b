"""An existing list of groups → registry files.

- `found`: what a list held, as values: groups, and what has no place in the registry
- `parts`, `people`: the parts of a group, from the many ways in which lists write them
- `markdown` (with `items` and `below`), `kubernetes` (with `owners`), `rustteam`, `table` (with `columns`
  and `row`): one kind of list each
- `shapes`: values that are not of the kind that a layout has in their place
- `kinds`: which kind is it?
- `plain`: a text as a reader makes it out
- `addresses`, `emails`: e-mail addresses in a text, however they are spelled, and out of it
- `cleaning`: what was read, without a single address
- `keeping`: what may go from a page, and what has to stay
- `planning`: groups → the files of a registry, held against those that are there
- `report`: what was found and what could not be placed, for people and for programs

All of it is pure: text, or a tree of files, goes in, and values come out.
"""
