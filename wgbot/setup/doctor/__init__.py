"""What a repository still lacks: each finding with its remedy, and where to apply it.

- `findings`: a finding, as a value
- `workflows`: the repository's workflows, as far as they run wgbot
- `local`: what can be checked without GitHub
- `asking`: questions to GitHub, some of which a token may not ask
- `actions`: whether Actions may do what is needed, and how their last runs went
- `github`: everything that only GitHub knows

Nothing is changed, and nothing here prints.
"""
