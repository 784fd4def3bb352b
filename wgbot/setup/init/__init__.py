"""Setting a repository up for wgbot.

- `answers`: what a community says about itself: its words, its label, its forum, its pages
- `origin`: where this wgbot comes from, so that workflows can name it
- `files`: the answers → the files, held against those that are there
- `plan`: everything that setting up comes to, judged before anything is written

All of it is pure; asking is the command line's, and writing is for `files.write`.
"""
