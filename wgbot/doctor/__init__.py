"""What is needed and missing: each finding with its remedy, and where that is done.

- `findings`: a finding, as a value
- `workflows`: the repository's workflows, as far as they run wgbot
- `local`: what can be told without GitHub
- `github`: what only GitHub tells, asked with a token

Nothing is changed, and nothing here prints.
"""
