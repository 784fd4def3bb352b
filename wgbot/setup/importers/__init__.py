"""An existing list of groups → registry files: text → candidates → facts → groups → files.

- `kinds`: which format is it? From there to the reader of it; `found`: what a person says of a list, and what
  it held, as values: groups, and what has no place in the registry
- text: `page` (with `inline`, `html_text`), a page → its sections, lists and tables; `formats`, a file → its data
- candidates: `candidates` and `choosing`, what on a page may be lists of groups, and which are; `guessing` and
  `mapping`, which keys of data are what; `vocabulary` and `group_words`, what lists call things and groups
- facts: `facts` and `mentions`, what a page says about each thing that has a name; `structured` and `mapped`
  (with `owners`), what data says by a map
- groups: `markdown`, `markdown_folder` and `mapped` hand it to `drafting`, piece by piece; `people` (with
  `person`), `places`, `meetings`, `answers` and `parts` read the pieces; `cleaning` leaves out every e-mail
  address, found by `emails` with `addresses` in `plain` text
- files: `planning`, held against those that are there; `configuration`, what the list needs there; `judging`,
  what `wgbot check` will say; `keeping`, what has to stay on the page; `report`, all of it for people and programs

All of it is pure: text, or a tree of files, goes in, and values come out.
"""
