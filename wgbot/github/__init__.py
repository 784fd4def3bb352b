"""Proposals on GitHub.

The API, the forge that observes and applies, branches, facts about accounts and repositories, and a
run in GitHub Actions. It decides nothing: that is for `proposals`.
"""
