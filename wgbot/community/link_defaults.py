"""How links are checked where a community says nothing: apart, for a plain list needs no more."""

TIMEOUT = 10.0
"""How many seconds a server has to answer a request."""
DEADLINE = 900.0
"""How many seconds a whole run may take."""
CONCURRENCY = 64
"""How many requests are under way at once, to all hosts together."""
