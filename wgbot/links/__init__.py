"""Every link of the registry, kept true: checked, judged with memory, reported, repaired.

What is above imports nothing from what is below it, and only the last six reach the network:

- `limits`, `settings`: how long and how much, and what a community decided about it
- `findings`: a link, where it stands, and what was found, as values
- `collect`: the registry, or a list of addresses → links
- `networks`: which addresses a connection may go to
- `services`: sites that answer 200 to anything, and what to ask them instead
- `answers`: what an answer on the web says of a link
- `memory`, `judge`: what earlier runs found, and what follows from it
- `report`, `tidings`: one issue, what a run prints, and a file for the website
- `follow`, `repair`: moved links put right in the files that hold them, and by pull request
- `manners`: how often, and when, a host is asked
- `gate`: the one way out to the web, past `networks`
- `failures`: what it says of a link that no answer came
- `web`, `github`: the two ways to look
- `run`: one whole check
"""
