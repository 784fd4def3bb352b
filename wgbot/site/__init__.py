"""The registry → a website: static files, as values.

`building.build` gives every file of the site by its path, the same bytes for the same repository:

- `speech`: the sentences of the site, in its language
- `platforms`: where a channel is, and a word on how to get in
- `charter`: an answer of the form → HTML that is safe to show
- `events`: what happened to a group, and when
- `health`: what is known of links
- `inputs`: what a group's page is made of, the groups that it names among it
- `views`: what templates are told of a group
- `pages`: the HTML, from templates that a community can replace
- `frame`: what all pages have in common
- `data`, `feed`: for programs and followers
- `building`: all of them together
- `summary`: which groups changed, for reviewers

The other modules are edges, and nothing above imports them: `reader` reads the registry's files,
`history` events from git, `output` writes a folder, `processors` are worked on at once, `server`
shows the site while it is being written; `workshop` puts them together. Nothing is kept from one
process to the next; `workshop` has in memory what it made, and makes only what changed.
"""
