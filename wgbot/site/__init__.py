"""The registry as a website.

Every file as a value, the same bytes for the same repository; and at the edge what reads, writes,
remembers and serves them. Publishing the folder is left to others.
"""
