"""Where the headings of a form can be, in any reading of a body: see `headings`."""

from collections.abc import Sequence
from itertools import pairwise

from wgbot.form.answers import fits
from wgbot.form.marks import Mark, text_under
from wgbot.form.schema import Field, Form
from wgbot.form.shown import shown

Standing = Sequence[tuple[int, Sequence[int]]]
"""The fields that occur, by number and in order, and the parts their headings open in a reading."""

_FENCES = ("```", "~~~")


def find_standing(
    form: Form,
    parts: Sequence[str],
    marks: Sequence[Mark],
    numbers: Sequence[int],
    *,
    is_strict: bool,
) -> Standing:
    """Find where each field's heading is in any reading; nothing if there isn't a reading.

    From the last field to the first, which marks can be gone on from; then from the first to the
    last, which of them can be come to. Every mark is looked at a fixed number of times.
    """
    columns: dict[int, list[int]] = {number: [] for number in numbers}
    for mark in marks:
        if mark.number in columns:
            columns[mark.number].append(mark.part)
    if not marks or marks[0].number != numbers[0]:
        return []
    # Above the first heading there is no answer in which another could have been typed.
    columns[numbers[0]] = [marks[0].part]
    behind = {mark.part: after.part for mark, after in pairwise(marks)}
    behind[marks[-1].part] = len(parts)
    ways = {
        number: _Strict(form.fields[number], parts, behind)
        if is_strict
        else _Loose(form.fields[number], parts, behind)
        for number in numbers
    }
    hopeful = _hopeful(columns, ways, len(parts))
    return _reached(hopeful, ways) if hopeful else []


def _hopeful(
    columns: dict[int, list[int]], ways: dict[int, "_Strict"], whole: int
) -> dict[int, list[int]]:
    """Find the marks that the end of the body can be come to from; none if a field has none."""
    ends = [whole]
    hopeful: dict[int, list[int]] = {}
    for number in reversed(columns):
        way, known = ways[number], set(ends)
        last = max((end for end in ends if way.lands(end)), default=0)
        ends = [
            part
            for part in columns[number]
            if (way.leaps(part) and last > part + 1) or way.steps(part, known)
        ]
        if not ends:
            return {}
        hopeful[number] = ends
    return hopeful


def _reached(hopeful: dict[int, list[int]], ways: dict[int, "_Strict"]) -> Standing:
    """Find which of the *hopeful* marks can be come to from those of the first field."""
    numbers = sorted(hopeful)
    starts = hopeful[numbers[0]]
    found = [(numbers[0], starts)]
    for number, after in pairwise(numbers):
        way, ends = ways[number], hopeful[after]
        first = min((part for part in starts if way.leaps(part)), default=ends[-1])
        known = set(ends)
        stepped = {end for part in starts for end in way.steps(part, known)}
        starts = [end for end in ends if end in stepped or (first < end - 1 and way.lands(end))]
        found.append((after, starts))
    return found


class _Strict:
    """The ways from a heading to the next, if all between them is as GitHub renders an answer."""

    def __init__(self, field: Field, parts: Sequence[str], behind: dict[int, int]) -> None:
        self._field = field
        self._parts = parts
        self._behind = behind
        """The next heading of the form, behind each."""

    def steps(self, part: int, ends: set[int]) -> list[int]:
        """Return the end of the answer that holds no heading of this form, if it is one of *ends*."""
        # A line can read like a heading that is none of the form's.
        end = min(self._behind[part], part + 2)
        return (
            [end] if end in ends and fits(self._field, text_under(self._parts, part, end)) else []
        )

    def leaps(self, part: int, /) -> bool:
        """Return whether an answer that starts here can hold lines like headings."""
        if self._field.kind != "textarea":
            return False
        rest = self._parts[part].partition("\n")[2]
        return not self._field.render or rest.lstrip().startswith(_FENCES)

    def lands(self, end: int, /) -> bool:
        """Return whether an answer that holds lines like headings can end here."""
        return not self._field.render or shown(self._parts[end - 1]).rstrip().endswith(_FENCES)


class _Loose(_Strict):
    """The ways from a heading to the next, if answers were removed, or made with an older form."""

    def steps(self, part: int, ends: set[int]) -> list[int]:
        """Return where an answer can end that holds no heading of this form, or is just one."""
        end = self._behind[part]
        is_line = self._field.kind in ("input", "dropdown") and not self._field.multiple
        text = text_under(self._parts, part, part + 1).strip() if is_line else ""
        found = [end] if end in ends and "\n" not in text else []
        # What somebody typed as a line reads like a heading where nothing is around it.
        is_alone = is_line and not text and end == part + 1 and part + 2 in ends
        if is_alone and not shown(text_under(self._parts, end, end + 1)).strip():
            found.append(part + 2)
        return found
