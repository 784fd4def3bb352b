"""The rules for a group, one a file.

A check judges, by the group and by what is known about the world and about other open proposals,
which it is given as values. Asking GitHub, and what becomes of a proposal with problems, is for the
rooms above.
"""
