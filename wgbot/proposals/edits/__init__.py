"""What can be proposed, one file each: an edit of the registry.

Some groups before, the same groups after. A module says which proposals are its own, what they do to
the registry, and what that is called in the texts that people read; its docstring's first line is its
documentation. Everything else is one mechanism that does not ask which it is.

To add something that can be proposed, add its file here, with a test in `tests/proposals/edits`.
A module has

- `TITLE`, `OPENING`, `COMMIT`, `MERGE`, `TO_MERGE` and `FAREWELL`, its sentences: of the pull request's
  title, of how its text begins, of the commit, of what to do with it, and of thanks when it is merged;
- `read(proposed, registry)`, which returns the `Edit` that a proposal with that form and these answers
  is, or None where it is another's;
- `approved(before, group, on)`, which returns a group after the edit as it is registered, approved on
  that day; *before* is the group as it was, or None.

What changes or ends groups also has `THANKS`, `DONE`, `ALMOST`, `OVER` and `UNDO`: what is said before,
during and after it, and how to undo it. What can be about several
groups at once has `SEVERAL`, with those of its sentences that speak of them in other words.
"""
