"""Proposals on your own machine.

The forge that keeps each on a branch of a local repository, and `git`, the only module that starts a
process. What a branch should hold is decided in `proposals`.
"""
