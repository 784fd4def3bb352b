"""Every link of the registry, kept true.

Collected, asked, judged with memory, reported in one issue and repaired by a pull request. What a
community decided about it is in `community.links`, and whether a link looks like one is for `checks`.
"""
