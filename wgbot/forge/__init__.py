"""Where proposals live and changes happen: a local git repository.

A forge observes a situation and applies changes. It decides nothing.
"""
