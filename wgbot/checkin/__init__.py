"""Whether the groups are still active: who is asked and why, what people read, what they answered.

Evidence only ever renews, and silence only ever allows a question: nothing here ends a group or changes
a file, but for a pull request with `confirmed`. What is seen and written on GitHub is `github`'s.
"""
