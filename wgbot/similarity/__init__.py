"""Whether a group is the same as another, or one to talk to.

Groups are compared by what a reader takes for the same, and each verdict comes of a rule that it
names. Nothing here reads a file or asks the network, nothing is learned, and what follows from a
verdict is for `checks`.
"""
