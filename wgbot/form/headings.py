"""Which lines of a body are the form's own headings, and which were typed by a person.

GitHub renders every field of a form once, in the form's order. So a choice of headings is *a
reading* if it takes one for each field that occurs, in the form's order, and if what then stands
under each could be an answer to that field: an input is one line, a dropdown its options, and so
on. What all readings agree on is so. What they do not agree on is not guessed: a person has to say.

Headings in closed fences do not count, unless the form cannot be read without them: then a fence
was left open in one answer and ran into the answers below it. Where it can be read either way, and
one in a fence stands as GitHub sets its own, that is a doubt. Headings in closed comments never
count, for nobody who looks at the issue sees them.

Take a form that asks for Name (an input), Goals (a textarea) and Channel (an input), and this body:

     1  ### Name
     2
     3  Birds
     4
     5  ### Goals
     6
     7  Count birds. First of all we need a
     8
     9  ### Channel
    10
    11  and then a list.
    12
    13  ### Channel
    14
    15  #birds

Two lines read `### Channel`. Were the form's on line 9, all below it would be the answer to
Channel, and an input is one line: that is no reading. Were it on line 13, line 9 would be part of
Goals, and a textarea holds anything: that is one. So it is chosen, and Goals ends on line 11.

If Channel were a textarea as well, both would be readings. They agree on Name, which is "Birds".
They do not agree on where Goals ends and where Channel begins, so neither has an answer, and the
proposer is asked to change the heading that is not the form's.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from wgbot.form.blocks import Block
from wgbot.form.labels import as_seen, heading_like, letters
from wgbot.form.marks import OPENING, Mark, label_of, text_under
from wgbot.form.schema import Form
from wgbot.form.shown import shown
from wgbot.form.standing import Standing, find_standing

MOST = 1000
"""Nobody types more headings of the form than this; what has more isn't read."""


class Section(NamedTuple):
    """A field's own heading, by the part it opens, and the part before which its answer ends."""

    number: int
    part: int
    end: int


class Doubt(NamedTuple):
    """A field of which nothing tells where its heading stands, or where its answer ends."""

    number: int
    parts: Sequence[int]
    ends: Sequence[int] = ()


class Choice(NamedTuple):
    """What was found out about the marks of a body; fields in neither list have no heading."""

    sections: Sequence[Section]
    doubts: Sequence[Doubt] = ()
    too_many_from: int | None = None
    """The part that opens with one heading more than are looked at, if there are as many."""


def choose(
    form: Form, parts: Sequence[str], marks: Sequence[Mark], found: Sequence[Block]
) -> Choice:
    """Choose the form's own headings among *marks*; *found* are the fences and comments."""
    if len(marks) > MOST:
        return Choice([], too_many_from=marks[MOST].part)
    hidden = hiding(parts, marks, found)
    seen = [mark for mark in marks if mark.part not in hidden or not hidden[mark.part].is_comment]
    choice = _without_emptied(_choose(form, parts, marks, hidden, found), parts, seen)
    there = {each.number for each in choice.sections} | {each.number for each in choice.doubts}
    lost = [mark.part for mark in marks if mark.part in hidden and mark.number not in there]
    return _without_lost(choice, [part for part in lost if is_set_off(parts, part)])


def _choose(
    form: Form,
    parts: Sequence[str],
    marks: Sequence[Mark],
    hidden: dict[int, Block],
    found: Sequence[Block],
) -> Choice:
    visible = [mark for mark in marks if mark.part not in hidden]
    fenced = [mark for mark in marks if (block := hidden.get(mark.part)) and not block.is_comment]
    shown = sorted([*visible, *fenced])
    # As GitHub sets off its own: what hides them may be two fences that were left open.
    first = visible[0].part if visible else len(parts)
    set_off = [mark for mark in fenced if mark.part > first and is_set_off(parts, mark.part)]
    possible = sorted([*visible, *set_off])
    for is_strict in (True, False):
        if there := find_standing(form, parts, visible, _numbers(shown), is_strict=is_strict):
            if set_off:
                also = find_standing(form, parts, possible, _numbers(shown), is_strict=is_strict)
                there = _both(there, also)
            return _settle(parts, there)
        if not fenced:
            continue
        there = find_standing(form, parts, shown, _numbers(shown), is_strict=is_strict)
        if there and _was_left_open(form, parts, there, hidden, found):
            return _settle(parts, there)
    for is_strict in (True, False):
        if there := find_standing(form, parts, visible, _numbers(visible), is_strict=is_strict):
            return _settle(parts, there)
    return _each_by_itself(form, parts, visible)


def hiding(parts: Sequence[str], marks: Sequence[Mark], found: Iterable[Block]) -> dict[int, Block]:
    """Find the closed fence or comment that each mark stands in, if any, by the part it opens."""
    starts = list(accumulate((len(part) + len(OPENING) for part in parts), initial=-len(OPENING)))
    closed = [block for block in found if block.end is not None]
    hidden = {}
    at = 0
    for mark in marks:
        start = starts[mark.part]
        while at < len(closed) and (closed[at].end or 0) <= start:
            at += 1
        if at < len(closed) and closed[at].start < start:
            hidden[mark.part] = closed[at]
    return hidden


def _numbers(marks: Iterable[Mark]) -> list[int]:
    return sorted({mark.number for mark in marks})


def _both(one: Standing, other: Standing) -> Standing:
    """Return where headings can be in either of two readings of the same fields."""
    if not other:
        return one
    return [
        (number, sorted({*starts, *more}))
        for (number, starts), (_, more) in zip(one, other, strict=True)
    ]


def _settle(parts: Sequence[str], standing: Standing) -> Choice:
    """Take what all readings agree on; the rest is in doubt."""
    sections, doubts = [], []
    ends = [*(stands for _, stands in standing[1:]), [len(parts)]]
    for (number, starts), stops in zip(standing, ends, strict=True):
        if len(starts) == len(stops) == 1:
            sections.append(Section(number, starts[0], stops[0]))
        else:
            doubts.append(Doubt(number, starts, stops))
    return Choice(sections, doubts)


def _was_left_open(
    form: Form,
    parts: Sequence[str],
    standing: Standing,
    hidden: dict[int, Block],
    found: Iterable[Block],
) -> bool:
    """Return whether it was by mistake that some of the headings came to stand in a fence.

    Otherwise they belong to an example, and their fields are not in the body.
    """
    hidden = {part: hidden[part] for _, stands in standing for part in stands if part in hidden}
    first = standing[0][1][0]
    above = len(OPENING.join(parts[:first]))
    if any(block.start < above for block in hidden.values()):
        return False  # Above the first heading there is no answer to leave a fence open in.
    numbers = {number for number, stands in standing if not hidden.keys().isdisjoint(stands)}
    if _has_like_lines(form, parts, numbers):
        return False
    if any(block.end is None for block in found):
        return True
    # Two were left open, and make one whole; or nothing was. GitHub sets headings off.
    return len(standing) == len(form.fields) and all(is_set_off(parts, part) for part in hidden)


def is_set_off(parts: Sequence[str], part: int) -> bool:
    """Return whether blank lines stand around the heading that opens *part*, as GitHub sets them."""
    _, newline, rest = parts[part].partition("\n")
    return parts[part - 1].endswith("\n") and bool(newline) and rest[:1] in ("", "\n")


def _without_lost(choice: Choice, lost: Sequence[int]) -> Choice:
    """Doubt the answers in which a *lost* heading stands: the only one of its field, but hidden."""
    sections, doubts = [], list(choice.doubts)
    for section in choice.sections:
        inside = [part for part in lost if section.part < part < section.end]
        if inside:
            doubts.append(Doubt(section.number, [section.part], inside))
        else:
            sections.append(section)
    return Choice(sections, doubts)


def _without_emptied(choice: Choice, parts: Sequence[str], marks: Sequence[Mark]) -> Choice:
    """Doubt an answer that is empty, which GitHub leaves none, before one of several like headings."""
    lines: dict[int, list[int]] = {}
    for mark in marks:
        lines.setdefault(mark.number, []).append(mark.part)
    after = {mark.part: following for mark, following in pairwise(marks)}
    sections, doubts = list(choice.sections), list(choice.doubts)
    certain = {section.number for section in choice.sections}
    for section in choice.sections:
        following = after.get(section.part)
        below = following.number if following else section.number
        if below <= section.number or below not in certain or len(lines[below]) < 2:
            continue
        if following and not shown(text_under(parts, section.part, following.part)).strip():
            doubts += [
                Doubt(section.number, [section.part], lines[below]),
                Doubt(below, lines[below]),
            ]
            sections = [each for each in sections if each.number not in (section.number, below)]
    return choice._replace(sections=sections, doubts=doubts)


def _has_like_lines(form: Form, parts: Sequence[str], numbers: set[int]) -> bool:
    """Return whether a line looks much like the heading of one of *numbers*, and is not one."""
    wanted = {letters(form.fields[number].label) for number in numbers}
    return any(
        heading_like(line) in wanted
        and not (line.startswith("### ") and as_seen(line[4:]) in form.numbers)
        for line in OPENING.join(parts).split("\n")
    )


def _each_by_itself(form: Form, parts: Sequence[str], marks: Sequence[Mark]) -> Choice:
    """Take each heading that stands once, for no reading follows the form: sections were moved."""
    lines: dict[int, list[int]] = {}
    for mark in sorted([*marks, *_like_marks(form, parts, marks)]):
        lines.setdefault(mark.number, []).append(mark.part)
    sections, doubts = [], []
    for mark, after in zip(marks, [*marks, None][1:], strict=True):
        end = after.part if after else len(parts)
        if len(lines[mark.number]) > 1:
            continue
        if after and len(lines[after.number]) > 1 and form.fields[mark.number].kind == "textarea":
            doubts.append(Doubt(mark.number, [mark.part], [end]))
        else:
            sections.append(Section(mark.number, mark.part, end))
    doubts += [Doubt(number, stands) for number, stands in lines.items() if len(stands) > 1]
    return Choice(sections, doubts)


def _like_marks(form: Form, parts: Sequence[str], marks: Sequence[Mark]) -> list[Mark]:
    """Find the headings that are much like one of *marks*: one may be the real one, altered."""
    numbers = {letters(form.fields[number].label): number for number in _numbers(marks)}
    taken = {mark.part for mark in marks}
    return [
        Mark(part, numbers[name])
        for part, text in enumerate(parts)
        if part and part not in taken and (name := letters(label_of(text))) in numbers
    ]
