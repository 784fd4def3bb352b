"""An issue form, and reading an issue by it.

The form is the schema: what it says about its fields decides what a body means, and whether an issue is
a proposal at all. What an answer is worth (a placeholder, an unknown option, a required field left
out) is for `checks`.
"""
