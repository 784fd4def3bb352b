"""Which lines of a body are the form's own headings, and which were typed by a person.

GitHub renders every field of a form once, in the form's order. So a choice of headings is *a
reading* if it takes one for each field that occurs, in the form's order, and if what then stands
under each could be an answer to that field: an input is one line, a dropdown its options, and so
on. If there is just one reading, it is the right one. If there are several, or none, nothing is
guessed: a person has to say.

Headings in closed fences and comments do not count, unless the form cannot be read without them:
then a fence was left open in one answer and ran into the answers below it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from wgbot.form.answers import fits
from wgbot.form.blocks import blocks, is_closed
from wgbot.form.schema import Field

OPENING = "\n### "
"""What stands before the label in a heading."""


class Mark(NamedTuple):
    """A line of a body that reads like the heading of a field."""

    part: int
    """Which part of the body it opens; parts are what stands between lines that start `### `."""
    number: int
    """Which field of the form it names."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The marks that are headings, and where the text under each of them ends."""

    headings: Sequence[Mark]
    ends: Sequence[Mark]
    doubtful: Sequence[Mark] = ()
    """Equal headings of which nothing tells the real one."""


def text_under(parts: Sequence[str], part: int, end: int) -> str:
    """Give what stands between the heading that opens *part* and the one that opens *end*."""
    rest = parts[part].partition("\n")[2]
    return rest if end == part + 1 else OPENING.join([rest, *parts[part + 1 : end]])


def choose(fields: Sequence[Field], parts: Sequence[str], marks: Sequence[Mark]) -> Choice:
    """Choose the real headings among *marks*, which name fields by their position in *fields*."""
    hidden = _hidden(parts, marks)
    visible = [mark for mark in marks if mark.part not in hidden]
    occurring = sorted({mark.number for mark in marks})
    for candidates, numbers in (
        (visible, occurring),
        (marks, occurring),
        (visible, sorted({mark.number for mark in visible})),
    ):
        readings = _Readings(fields, parts, candidates, numbers)
        if readings.total > 1 and candidates is visible:
            return _doubt(candidates)
        if readings.total == 1:
            headings = readings.only()
            if not _is_quoted(parts, headings, hidden):
                return Choice(headings, headings)
    # No reading follows the form: sections were moved or edited. Headings still speak for
    # themselves while each of them stands once.
    for candidates in (visible, marks):
        if candidates and _most(candidates) == 1 and not _is_quoted(parts, candidates, hidden):
            return Choice(candidates, candidates)
    return _doubt(visible)


def _most(marks: Sequence[Mark]) -> int:
    return max(Counter(mark.number for mark in marks).values(), default=0)


def _doubt(marks: Sequence[Mark]) -> Choice:
    times = Counter(mark.number for mark in marks)
    return Choice(
        headings=[mark for mark in marks if times[mark.number] == 1],
        ends=marks,
        doubtful=[mark for mark in marks if times[mark.number] > 1],
    )


def _hidden(parts: Sequence[str], marks: Sequence[Mark]) -> set[int]:
    """Find the marks that stand in a closed fence or comment, by the part they open."""
    starts = list(accumulate((len(part) + len(OPENING) for part in parts), initial=-len(OPENING)))
    closed = [block for block in blocks(OPENING.join(parts)) if block.end is not None]
    hidden = set()
    at = 0
    for mark in marks:
        start = starts[mark.part]
        while at < len(closed) and (closed[at].end or 0) <= start:
            at += 1
        if at < len(closed) and closed[at].start < start:
            hidden.add(mark.part)
    return hidden


def _is_quoted(parts: Sequence[str], headings: Sequence[Mark], hidden: set[int]) -> bool:
    """Tell whether one of the *hidden* headings is really part of an example in a fence.

    If it were a heading, a fence would be left open above it and a stray one stand below it; and
    the two make a whole.
    """
    ends = [*(mark.part for mark in headings[1:]), len(parts)]
    texts = [text_under(parts, mark.part, end) for mark, end in zip(headings, ends, strict=True)]
    for above, mark, below in zip(texts, headings[1:], texts[1:], strict=False):
        if mark.part in hidden and not is_closed(below) and not is_closed(above):
            heading = parts[mark.part].partition("\n")[0]
            if is_closed(f"{above}{OPENING}{heading}\n{below}"):
                return True
    return False


class _Readings:
    """All readings that take a heading for each of *numbers* from *candidates*, counted.

    From the last field to the first: a mark's count is the number of ways to go on from it.
    Every mark is looked at a fixed number of times, so the time grows with the body alone.
    """

    def __init__(
        self,
        fields: Sequence[Field],
        parts: Sequence[str],
        candidates: Sequence[Mark],
        numbers: Sequence[int],
    ) -> None:
        self._parts = parts
        self._fields = [fields[number] for number in numbers]
        self._numbers = numbers
        columns: dict[int, list[int]] = {number: [] for number in numbers}
        for mark in candidates:
            if mark.number in columns:
                columns[mark.number].append(mark.part)
        behind = {len(parts): 1}
        self._ways = [behind]
        for field, number in zip(reversed(self._fields), reversed(numbers), strict=True):
            behind = self._count(field, columns[number], behind)
            self._ways.append(behind)
        self._ways.reverse()
        self.total = sum(self._ways[0].values()) if numbers else 0

    def _count(self, field: Field, column: Sequence[int], behind: dict[int, int]) -> dict[int, int]:
        ways: dict[int, int] = {}
        far = sorted(behind)
        total = 0
        for part in reversed(column):
            while far and far[-1] > part + 2:
                end = far.pop()
                total += behind[end] if self._may_end(field, end) else 0
            near = (end for end in (part + 1, part + 2) if end in behind)
            count = sum(behind[end] for end in near if self._fits(field, part, end))
            if self._may_be_long(field, part):
                count += total
            if count:
                ways[part] = count
        return ways

    def _fits(self, field: Field, part: int, end: int) -> bool:
        if end <= part + 2:
            return fits(field, text_under(self._parts, part, end))
        return self._may_be_long(field, part) and self._may_end(field, end)

    def _may_be_long(self, field: Field, part: int) -> bool:
        """Tell whether an answer that starts here can hold several lines like headings."""
        if field.kind != "textarea":
            return False
        rest = self._parts[part].partition("\n")[2]
        return not field.render or rest.lstrip().startswith(("```", "~~~"))

    def _may_end(self, field: Field, end: int) -> bool:
        return not field.render or self._parts[end - 1].rstrip().endswith(("```", "~~~"))

    def only(self) -> list[Mark]:
        """Give the headings of the only reading."""
        (part,) = self._ways[0]
        headings = [Mark(part, self._numbers[0])]
        for position, ways in enumerate(self._ways[1:-1]):
            field = self._fields[position]
            (part,) = (end for end in ways if end > part and self._fits(field, part, end))
            headings.append(Mark(part, self._numbers[position + 1]))
        return headings
