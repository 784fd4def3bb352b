"""Which lists of a page are lists of groups: judged by what is around them and in them, with the reasons."""

from collections import Counter
from collections.abc import Iterable, Sequence

from wgbot.setup.importers import group_words, parts, vocabulary
from wgbot.setup.importers.candidates import ABOUT_PEOPLE, ListCandidate
from wgbot.setup.importers.mentions import Mentioned

_LEAST = 1.5


"""What a list of groups has to be worth."""


def judged(candidates: Sequence[ListCandidate]) -> Sequence[ListCandidate]:
    """Say of each candidate what it is worth, and why; return them."""
    names = Counter(
        name
        for each in candidates
        for name in {parts.key(entry.name) for entry in each.entries}
        if each.shape != "table" and not all(entry.leads_inside() for entry in each.entries)
    )
    for each in candidates:
        _judge(each, names)
    for each in candidates:
        if each.shape == "headings" and any(_parts(each, other) for other in candidates):
            each.worth -= 2
    return candidates


def _parts(it: ListCandidate, other: ListCandidate) -> bool:
    """Return whether headings only part the lists of groups below them: those say more of each."""
    is_inside = it.begins < other.begins and other.ends <= it.ends and other.shape == "list"
    return is_inside and not other.refused and _known(other) >= 2 and _known(other) > _known(it)


def _known(it: ListCandidate) -> float:
    """Return how many facts are known of each entry, on average."""
    return sum(min(3, entry.known()) for entry in it.entries) / len(it.entries)


def _judge(it: ListCandidate, names: Counter[str]) -> None:
    """Say what a candidate is worth, and why."""
    it.refused = it.refused or _refusal(it, names)
    count = len(it.entries)
    known = _known(it)
    said = (
        sum(bool(entry.about or (entry.url and entry.url[:1] != "#")) for entry in it.entries)
        / count
    )
    called = sum(group_words.is_called_group(entry.name) for entry in it.entries) / count
    marked = sum(entry.is_marked for entry in it.entries) / count
    it.context = _context(it)
    it.worth = it.context + min(2.0, known) + said / 2 + (1 if called >= 0.5 else 0)
    if it.shape == "headings" and known < 0.5 and called < 0.5:
        it.worth -= 0.5 if it.context >= 2 else 2
    if marked < 0.5 and known < 0.5 and called < 0.5:
        it.worth -= 2
    if count == 1 and known < 1:
        it.worth -= 1
    if it.context > 0 and it.lead_in:
        it.reasons.append(f"“{it.lead_in}” comes before it")
    elif it.context > 0 and (above := _speaking(it)) != it.heading:
        it.reasons.append(f"it is below “{above}”")
    if known >= 0.5:
        labels = Counter(fact.label for e in it.entries for fact in e.facts if fact.meaning)
        it.reasons.append(
            f"it says {', '.join(label for label, _ in labels.most_common(3) if label)}"
        )
    if called >= 0.5:
        it.reasons.append("its names are those of groups")


def is_of_groups(heading: str) -> bool | None:
    """Return whether groups are below a heading; False if that is something else, None if it may be."""
    words = vocabulary.folded(heading.partition("(")[0] or heading)
    first = words.partition(" ")[0]
    speaks = group_words.speaks_of_groups(words)
    if group_words.speaks_of_else(first) or (
        group_words.speaks_of_else(words)
        and not (
            speaks
            and len(words.split()) < 6
            and group_words.speaks_of_groups(words.rpartition(" ")[2])
        )
    ):
        return False
    return True if speaks else None


def _speaking(it: ListCandidate) -> str:
    """Return the nearest heading that says that groups are below it."""
    headings = [each.heading for each in reversed(it.path) if each.heading]
    return next((each for each in headings if is_of_groups(each)), it.heading)


def _context(it: ListCandidate) -> float:
    headings = [each for each in it.path if each.heading]
    worth = 0.0
    titles = [each for each in headings if each.level <= 1]
    for at, each in enumerate(reversed(headings)):
        is_title = each in titles and len(headings) > 1 and at == len(headings) - 1
        match is_of_groups(each.heading):
            case False if not (is_title or (each.level <= 1 and (at or it.lead_in))):
                if worth < 2 or group_words.speaks_of_others(each.heading):
                    return -3
                # `Getting started`, and below it, `Working groups`.
                worth = 1.5
            case True:
                worth = max(worth, 2 if at == 0 else 0.5 if is_title else 1)
    if it.category and is_of_groups(it.category):
        worth = 2
    if it.lead_in and is_of_groups_in_sentence(it.lead_in):
        worth = max(worth, 2)
    return worth


def is_of_groups_in_sentence(text: str) -> bool:
    """Return whether a sentence says that groups follow."""
    words = vocabulary.folded(text)
    lists = any(
        f" {word} " in f" {words} "
        for word in ("following", "current", "active", "are", "include", "these", "existing")
    )
    return group_words.speaks_of_groups(words) and (lists or len(words.split()) <= 4)


def _refusal(it: ListCandidate, names: Counter[str]) -> str:
    entries = it.entries
    half = len(entries) / 2
    if sum(entry.leads_inside() for entry in entries) > half:
        return "it is a table of contents"
    people = sum(
        parts.is_profile(entry.url) or entry.url.startswith("mailto:") for entry in entries
    )
    if people > half and not any(entry.known() for entry in entries):
        return ABOUT_PEOPLE
    labels = sum(_is_label(entry, names) for entry in entries)
    if it.shape in ("list", "paragraphs") and labels >= half:
        return "it says something about one group"
    return ""


def _is_label(entry: Mentioned, names: Counter[str]) -> bool:
    """Return whether an entry says something of a group, rather than naming one."""
    words = set(parts.key(entry.name).split("_"))
    if vocabulary.meaning(entry.name) not in (None, "name"):
        return True
    return names[parts.key(entry.name)] > 1 or (
        bool(words & vocabulary.LABEL_WORDS) and not entry.known() and not entry.url
    )


def chosen(
    candidates: Sequence[ListCandidate], headings: Iterable[str] = ()
) -> list[ListCandidate]:
    """Return the lists of groups; those below *headings*, if there are any."""
    wanted = [vocabulary.folded(each) for each in headings]
    if wanted:
        for each in candidates:
            each.context = 2 if _is_below(each, wanted) else -9
        able = [each for each in candidates if each.context > 0 and not each.refused]
        able = [each for each in able if each.worth > -2 or each.shape == "table"] or able
    else:
        able = [each for each in candidates if not each.refused and each.worth >= _LEAST]
    taken = _apart(able)
    if not wanted:
        taken = _apart([*taken, *(each for each in candidates if _is_like_one(each, taken))])
    best = max((each.context for each in taken), default=0)
    if best >= 2 and not wanted:
        labels = {label for each in taken if each.context >= 2 for label in each.labels()}
        taken = [
            each
            for each in taken
            if each.context >= 1
            or (each.context > 0 and len(each.labels() & labels) * 2 >= len(each.labels()) > 0)
        ]
    return taken


def _is_like_one(it: ListCandidate, taken: Sequence[ListCandidate]) -> bool:
    """Return whether a table says the same of each as one that was taken: `Meetings`, beside `On hiatus`."""
    return (
        it.shape == "table"
        and not it.refused
        and len(it.labels()) > 1
        and not group_words.speaks_of_others(it.heading)
        and any(each.shape == "table" and each.labels() == it.labels() for each in taken)
    )


def _is_below(it: ListCandidate, wanted: Sequence[str]) -> bool:
    titles = [vocabulary.folded(each.heading) for each in it.path]
    return any(title and title in wanted for title in titles)


def _apart(able: Sequence[ListCandidate]) -> list[ListCandidate]:
    """Return those of some candidates that are not part of a better one."""
    taken: list[ListCandidate] = []
    for each in sorted(able, key=lambda each: -each.worth):
        if all(each.ends <= other.begins or other.ends <= each.begins for other in taken):
            taken.append(each)
    return sorted(taken, key=lambda each: each.begins)
