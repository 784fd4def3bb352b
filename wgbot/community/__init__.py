"""What a community decided, read from its repository.

Configuration, templates, translations, the look of its site, the settings of its link check, and the
JSON Schemas of what it writes by hand. Nothing here knows about an issue.
"""
