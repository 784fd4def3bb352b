"""What is needed and missing: each finding with its remedy, and where that is done.

- `findings`: a finding, as a value
- `workflows`: the repository's workflows, as far as they run wgbot
- `local`: what can be told without GitHub
- `asking`: questions to GitHub, some of which a token may not ask
- `actions`: whether Actions there may do what is needed, and how their last runs went
- `github`: all that only GitHub tells

Nothing is changed, and nothing here prints.
"""
