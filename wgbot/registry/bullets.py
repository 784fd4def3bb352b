"""What stands before the entries of a list that people type: signs, numbers, boxes that are ticked or not.

What the entries say is for the readers of each field.
"""

import re

BULLET = re.compile(r"\A\s*+(?:>\s*+)*+(?:[-*+•]|\d{1,3}[.)])\s++(?:\[[ xX]\]\s++)?")
_BEFORE = r"(?m)^[ \t]*+(?:>[ \t]*+)*+(?:(?:[-*+•]|\d{1,3}[.)])[ \t]++)?"
_TICKED = re.compile(rf"{_BEFORE}(?:\[[xX]\](?=[ \t])|[☑✅✓✔])")
_UNTICKED = re.compile(rf"{_BEFORE}(?:\[[ ]\](?=[ \t])|☐)[^\n]*")
_NO = r"(?:no|nein)"
_CROSSED_OUT = re.compile(
    rf"^[^\n]*?(?:[☒❌❎✖✗✘🚫⛔]|\((?:yes|ja|{_NO})\)|\|[ \t]*+{_NO}[ \t]*+(?:\||$))[^\n]*",
    re.IGNORECASE | re.MULTILINE,
)


def half_chosen(text: str) -> str:
    """Return the first line of a list that may not be meant, for others are ticked or it is crossed; empty if all are."""
    found = _CROSSED_OUT.search(text) or (_TICKED.search(text) and _UNTICKED.search(text))
    return found[0].strip() if found else ""
