"""The groups of a community, and the files that hold them.

One group, the folder of all of them, and changing a group's file where it has to be and nowhere else.
Who may change it, and when, is for `proposals`.
"""
