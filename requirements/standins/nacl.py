"""In place of PyNaCl, which PyGithub imports to encrypt secrets: wgbot has none, and the action leaves it out."""

encoding = public = None
