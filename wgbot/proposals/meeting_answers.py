"""What an answer says of a group's meetings, whose lines are sentences of their own.

What becomes of the list by it is for `list_answers`.
"""

import re

from wgbot.registry import deltas
from wgbot.registry.deltas import Delta, Mixed, Unclear
from wgbot.registry.group import GroupField
from wgbot.registry.meetings import lines as meeting_lines
from wgbot.registry.meetings import naming
from wgbot.registry.meetings.meeting import Meeting
from wgbot.registry.meetings.vocabulary import says_when
from wgbot.text.problems import Problem

_NO_MEETINGS = re.compile(
    r"(?:(?:we|the group)\s+(?:(?:no longer|currently do not|currently don't)\s+meets?|(?:do not|don't|doesn't|does not|have stopped|stopped) meet(?:ing)?)"
    r"|no (?:more |regular )?meetings?)(?:\s+(?:any ?more|any longer|at the moment|at present|currently|for now|now))?[\s.!]*",
    re.IGNORECASE,
)
_MOST_LINES = 500
"""More lines about meetings are nobody's list of them."""


def says_none(text: str) -> bool:
    """Return whether an answer is that a group doesn't meet."""
    return len(text) <= 100 and _NO_MEETINGS.fullmatch(text) is not None


def read(text: str, here: tuple[Meeting, ...], was: tuple[Meeting, ...]) -> str | Delta | Unclear:
    """Return what is typed about the meetings that there are *here*, and *was* when they were looked at.

    In one that says when it is, no word is one of a change. One that does not may be about a meeting that
    there is: `Weekly call: cancelled`.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > _MOST_LINES:
        return Unclear(lines[0])
    added: list[str] = []
    removed: list[str] = []
    said: list[str] = []
    known = {meeting_lines.written(each) for each in (*here, *was)}
    words = {each.name for each in (*here, *was) if each.name}
    for line in lines:
        found = deltas.read(line, {*words, "join"})  # which is what an address is for
        kept = f"{found.added} {found.removed}" if isinstance(found, Delta) else line
        if says_when(line) and not says_when(kept):
            return Unclear(line)
        if isinstance(found, Mixed) and naming.meant(found.removed or found.added, here):
            # What changes is another meeting, and no part of this one.
            return Unclear(line)
        (typed, *_) = meeting_lines.read(line) or (Meeting(),)
        if isinstance(found, Delta) and typed.name not in words and _is_whole(found):
            added += filter(None, [found.added])
            removed += filter(None, [found.removed])
        elif here and not any(
            (each.remark and "remark" in line.casefold())
            or meeting_lines.tells_when(each)
            or meeting_lines.written(each) in known
            for each in meeting_lines.read(line)
        ):
            return Unclear(line)
        else:
            said.append(line)
    if said and (added or removed):
        return Unclear((added or removed)[0])
    return "\n".join(said) if said else Delta("\n".join(added), "\n".join(removed))


def question(field: GroupField, then: Meeting, said: Meeting, *, whole: bool) -> Problem | None:
    """Return a question where what is typed may be one date of a meeting, or all that there is of it."""
    values = {
        "name": then.name or meeting_lines.written(then),
        "text": meeting_lines.written(said),
        "date": str(then.once),
    }
    if said.once and then.days and not then.once:
        return Problem(
            "group",
            "{name} has more than one date, and {text} is a single one.",
            "If it is another meeting, give it another name. If {name} ends, write its own line with `until` and its last date.",
            field=field.meaning,
            values=values,
        )
    if then.once and said.days and not (whole or said.every or said.starts):
        return Problem(
            "group",
            "{name} is on {date} and never again, and {text} doesn't say if that changes.",
            "Write its date, or from when on it is more often, with `from` and a date.",
            field=field.meaning,
            values=values,
        )
    return None


def _is_whole(delta: Delta) -> bool:
    """Return whether a line adds or takes out a meeting, or puts another in its place: one that has a name."""
    is_both = delta.added and delta.removed
    return not is_both or all(each.name for each in meeting_lines.read(delta.added))
