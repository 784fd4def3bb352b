"""An existing list of groups → registry files.

- `found`: what a list held, as values: groups, and what has no place in the registry
- `parts`: the parts of a group, from the many ways in which lists write them
- `markdown`, `kubernetes`, `rustteam`, `table`: one kind of list each
- `kinds`: which kind is it?
- `emails`: e-mail addresses, which are left out wherever they are
- `keeping`: what may go from a page, and what has to stay
- `planning`: groups → the files of a registry, held against those that are there
- `report`: what was found and what could not be placed, for people and for programs

All of it is pure: text, or a tree of files, goes in, and values come out.
"""
