"""By which words a group is found besides those that the index shows of it."""

import re
import unicodedata

from wgbot.registry.group import Group
from wgbot.site.views import LISTED, GroupView

# Two signs are a name in Chinese.
_WORD = re.compile(r"[^\W_]{3,}|[^\W\d_a-z]{2}")
_MOST_WORDS = 400


def searchable(group: Group, shown: GroupView) -> str:
    """Return each word once, folded, that the page of a group says and the list of groups doesn't."""
    said = (
        *(f"{each.called} {each.name}" for each in shown.leads[LISTED:]),
        *(each.room or each.label for each in shown.places[LISTED:]),
        *(each.label for each in shown.repositories[LISTED:]),
        *(each.called for each in shown.former_leads),
        *(each.name or "" for each in group.meetings),
        *(_joined(group.charter[answer.key]) for answer in shown.charter),
    )
    there = set(_WORD.findall(_folded(" ".join((shown.name, shown.focus, *shown.aliases)))))
    found = dict.fromkeys(_WORD.findall(_folded(" ".join(said))))
    return " ".join([each for each in found if each not in there][:_MOST_WORDS])


def _joined(answer: str | tuple[str, ...]) -> str:
    return " ".join(answer) if isinstance(answer, tuple) else answer


def _folded(text: str) -> str:
    """Return *text* as the search reads it: without accents, in lower case."""
    if not text.isascii():
        text = "".join(
            each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each)
        )
    return text.lower()
