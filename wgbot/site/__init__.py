"""The registry → a website: static files, as values.

`building.build` gives every file of the site by its path, the same bytes for the same repository:

- `speech`: the sentences of the site, in its language
- `platforms`: where a channel is, and a word on how to get in
- `charter`: an answer of the form → HTML that is safe to show
- `events`: what happened to a group, and when
- `health`: what is known of links
- `views`: what templates are told of a group
- `pages`: the HTML, from templates that a community can replace
- `data`, `feed`: for programs and followers
- `files`: what a file holds, and what was made of a group
- `building`: all of them together
- `summary`: which groups changed, for reviewers

The other modules are edges, and nothing above imports them: `reader` reads the registry's files,
`history` events from git, `output` writes a folder, `stamps` tell which files changed, `cache` is
what one build tells the next, `processors` are worked on at once, `server` shows the site while it
is being written; `workshop` puts them together.
"""
