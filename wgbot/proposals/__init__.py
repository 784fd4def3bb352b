"""The core: `changes = decide(situation)`.

An issue, read and judged; what there is to do; everything that people read of it, and everything that is read back
out of what was written. It is pure: what observes a situation and applies a change is a forge, in
`localgit` and `github`.
"""
