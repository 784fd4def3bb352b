"""No other group has the name, not even a retired one."""

import unicodedata
from collections.abc import Iterator

from wgbot.checks.subject import Subject
from wgbot.problems import Problem


def check(subject: Subject, _options: object) -> Iterator[Problem]:
    """Yield a problem for each group whose name or file name is the same, in any case."""
    if not subject.group.name:
        return
    name = _folded(subject.group.name)
    for slug, other in subject.others().items():
        names = [other.name, *other.aliases]
        same = next((each for each in names if _folded(each) == name), None)
        if same is None and slug != subject.slug:
            continue
        known_as = "" if same in (None, other.name) else ", also known as {alias}"
        is_what = "" if other.status == "active" else f", which is {other.status}"
        yield Problem(
            "taken",
            f"There is already a group {{other}}{known_as}{is_what}.",
            "If it is the one you mean, join it or ask its leads; if not, choose a name that "
            "cannot be mistaken for it."
            if other.status == "active"
            else "To bring it back, say so in the issue; for another group, choose another name.",
            field="name",
            values={"other": other.name, "alias": same or ""},
        )


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
