"""How long, and how much at once, where nobody decided otherwise."""

TIMEOUT = 10.0
"""How many seconds a server gets to answer one request."""
DEADLINE = 900.0
"""How many seconds a whole run may take."""
CONCURRENCY = 64
"""How many requests are under way at once, to all hosts together."""
