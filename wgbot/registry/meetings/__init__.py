"""When and where a group meets: how people type it, how another list says it, and on which dates that is."""
