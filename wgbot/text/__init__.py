"""A stranger's text, made harmless for where it goes.

Escaping, addresses, look-alike letters, and `Problem`, which keeps values apart from words. What a
text means is for the rooms above.
"""
