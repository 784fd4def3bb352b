"""Files and folders as values.

YAML read strictly, a folder at one moment, what is to be written, and what pydantic says about a file as
problems. A commit is read by `localgit` and `github`, and which file means what is for the rooms
above.
"""
