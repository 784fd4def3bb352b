"""Whom a text mentions, as GitHub reads it: not in code, and not in a comment."""

import re

_UNSEEN = re.compile(r"```.*?```|~~~.*?~~~|`[^`\n]*`|<!--.*?-->", re.DOTALL)


def mentioned(text: str) -> list[str]:
    """Return the accounts that a text mentions, in order."""
    return re.findall(r"(?<![\w/])@([A-Za-z0-9][\w-]*)", _UNSEEN.sub("", text))
