"""Whether issue forms are read right: the exact answers, or a problem that names the lines.

Random forms are answered at random and rendered as GitHub does it. Then some bodies are edited, or
the form changes. Hostile answers hold whatever confuses a reader: headings of the form, fences left
open, comments. Of them, none may be read wrong in silence. Realistic ones are what people write,
and of them, at most one in 500 may be refused as well. Exits with 1 if that is not so.

    python bench/law.py --count 200000
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from wgbot.form import reading  # noqa: E402 - found through the line above
from wgbot.form.blocks import blocks  # noqa: E402 - as above
from wgbot.form.schema import Answer, Field, Form, Kind  # noqa: E402 - as above
from wgbot.form.shown import shown, shows_nothing  # noqa: E402 - as above

REFUSED_AT_MOST = 1 / 500

LABELS = (
    *("Name", "Focus", "Goals", "Who leads", "Channel", "Repository", "Overlap with other groups"),
    *("What success looks like", "Starting point", "Notes", "Notes of meetings", "Kind", "Größe:"),
    *("部会名", "🎉 Extras", "C++ / C# (.*) [a|b]", "Who *leads* `it`", "What's next?", "Code of conduct"),
)  # fmt: skip
OPTIONS = ("Docs", "Web", "C++ (all)", "Law, policy", "Law", "None of these", "日本語")
LINES = (
    "We look after the tools that everybody uses and nobody owns.",
    "Prose with `code`, *stress* & a [link](https://example.net/a_b#c), by @ada.",
    "First: ask around. Then 1 < 2, and 3 > 2.",
    "日本語の文。",
    "Use ### to split, e.g. in a `### Heading`.",
    "<b>Important</b>: see https://example.net/?a=b&c=d.",
)
PARAGRAPHS = (
    "- one\n- two\n  - three\n\n  and more",
    "1. Agree on a plan.\n2. Do it.",
    "- [x] done\n- [ ] open",
    "> quoted\n> twice",
    "| a | b |\n| --- | --- |\n| c | d |",
    "<details>\n<summary>More</summary>\n\ntext\n\n</details>",
    "---",
    "![picture](https://example.net/a.png)",
    "#### Deeper\n\ntext",
    "```python\nfor group in groups:\n    print(group)\n```",
    "~~~\n# no heading\n~~~",
    "- step\n\n  ```shell\n  make\n  ```",
    "Some text <!-- and a note to self -->, then more.",
)
HOSTILE = (
    "<!-- hidden -->",
    "[//]: # (hidden)",
    "```py\na",
    "~~~\na",
    "````\n```\na\n```",
    "- ```\n  a",
    "<!-- a",
    "-->",
    "```",
    "_No response_",
    "None",
    "### Unknown\n\nx",
    "### Unknown",
    "    indented",
    "zero\u200bwidth",
    "<pre>\n```\n</pre>",
    "a\u2028b\x0bc\x85d",
    "- [x] Docs",
    "Setext\n===",
)
BY_PROGRAM = "<!-- written by a program -->"
CLOSED = (
    "```md\n{}\n```",
    "````\n```\n{}\n```\n````",
    "<!--\n{}\n-->",
    "~~~\n{}\n~~~",
    "> {}",
    "- {}",
)


@dataclass(frozen=True)
class Case:
    """A form, a body that somebody wrote with it or with an older one, and what was meant."""

    form: Form
    body: str
    answers: Mapping[str, Answer]
    hides: bool = False
    """Whether a comment runs from one answer into another: nobody sees what is between, and what
    counts is what the page shows."""


def cases(source: random.Random, *, hostile: bool) -> Iterator[Case]:
    """Yield cases without end."""
    while True:
        form = _form(source)
        answers = {field.key: _answer(field, form, source, hostile) for field in form.fields}
        sections = [_section(field, answers[field.key]) for field in form.fields]
        meant = {key: _meant(form.by_key[key], answer) for key, answer in answers.items()}
        body = "\n\n".join(sections)
        yield _edited(Case(form, body, meant, _hides(body, sections)), sections, source, hostile)


def _hides(body: str, sections: Sequence[str], *, fences: bool = False) -> bool:
    """Return whether a comment, or a fence, runs from one answer into another.

    Of a fence, nobody takes what is between for anything but code.
    """
    starts = list(accumulate((len(section) + 2 for section in sections), initial=0))
    return any(
        block.start < start < (block.end or 0)
        for block in blocks("\n" + body)
        if block.is_comment or fences
        for start in starts
    )


def verdict(case: Case) -> tuple[str, str]:
    """Return `right`, `refused` or `WRONG`, and of which field something is wrong."""
    found = reading.read(case.form, case.body)
    page = reading.read(case.form, shown(case.body)).answers if case.hides else {}
    for key, answer in case.answers.items():
        field, read = case.form.by_key[key], found.answers[key]
        is_right = _seen(field, read) == answer or (
            case.hides and _seen(field, read) == _seen(field, page[key])
        )
        if not is_right and not any(map(_names_lines, found.problems)):
            return "WRONG", key
    return ("refused", str(found.problems[0].what)) if found.problems else ("right", "")


def _names_lines(problem: object) -> bool:
    values = getattr(problem, "values", {})
    return getattr(problem, "line", None) is not None or "heading" in values or "headings" in values


def _form(source: random.Random) -> Form:
    labels = source.sample(LABELS, source.randint(1, 9))
    kinds: tuple[Kind, ...] = (
        "input",
        "input",
        "textarea",
        "textarea",
        "dropdown",
        "checkboxes",
        "upload",
    )
    fields = []
    for number, label in enumerate(labels):
        kind = source.choice(kinds)
        has_options = kind in ("dropdown", "checkboxes")
        fields.append(
            Field(
                f"f{number}",
                label,
                kind,
                required=source.random() < 0.5,
                multiple=kind == "dropdown" and source.random() < 0.4,
                render="shell" if kind == "textarea" and source.random() < 0.1 else None,
                options=tuple(source.sample(OPTIONS, 4)) if has_options else (),
            )
        )
    return Form("a form", tuple(fields))


def _answer(field: Field, form: Form, source: random.Random, hostile: bool) -> Answer:
    if field.kind == "checkboxes" or field.multiple:
        return [each for each in field.options if source.random() < 0.5]
    if source.random() < 0.2:
        return None
    if field.kind == "dropdown":
        return source.choice(field.options)
    if field.kind == "upload":
        return "[a.pdf](https://example.net/files/1/a.pdf)"
    if field.kind == "input":
        if hostile and source.random() < 0.1:
            return source.choice(
                [
                    "### Unknown",
                    "# one",
                    f"### {source.choice(form.fields).label}",
                    "```",
                    "a <!-- b -->",
                    "<!-- a",
                ]
            )
        return source.choice((*LINES, "@ada, @grace", "https://example.net/chat #wg", "Bakers"))
    if field.render:
        return "\n".join(
            source.choices(("ls", "make all", "# now", "cd x"), k=source.randint(1, 3))
        )
    pieces: Sequence[str] = (*LINES, *PARAGRAPHS)
    text = "\n\n".join(_piece(pieces, form, source, hostile) for _ in range(source.randint(1, 5)))
    return text.strip() or None


def _piece(pieces: Sequence[str], form: Form, source: random.Random, hostile: bool) -> str:
    if not hostile:
        # Some use headings of their own, and a very few those of the form, in an example.
        return "### Background\n\nx" if source.random() < 0.01 else source.choice(pieces)
    kind = source.random()
    heading = f"### {source.choice(form.fields).label}"
    typed = source.choice(
        (
            heading,
            f"{heading}\n\n{source.choice((*LINES, *OPTIONS))}",
            f"{heading}\n\n_No response_",
        )
    )
    if kind < 0.4:
        return source.choice(pieces)
    if kind < 0.6:
        return source.choice(HOSTILE)
    return typed if kind < 0.75 else source.choice(CLOSED).format(typed)


def _section(field: Field, answer: Answer) -> str:
    """Return a question and its answer as GitHub renders them."""
    if field.kind == "checkboxes":
        boxes = (f"- [{'x' if each in (answer or ()) else ' '}] {each}" for each in field.options)
        return "\n".join((field.heading, "", *boxes))
    text = ", ".join(answer) if isinstance(answer, list) else answer
    if not text:
        text = "None" if field.kind == "dropdown" else "_No response_"
    elif field.render:
        text = f"```{field.render}\n{text}\n```"
    return f"{field.heading}\n\n{text}"


def _meant(field: Field, answer: Answer) -> Answer:
    """Return what of an answer counts: what is shown."""
    if isinstance(answer, str) and not field.render:
        answer = None if shows_nothing(answer) else answer
    seen = _seen(field, answer)
    return None if seen == "_No response_" else seen


def _seen(field: Field, answer: Answer) -> Answer:
    if not isinstance(answer, str) or field.render:
        return answer
    # In a fence that was left open, the page shows even that.
    return shown(answer.replace(BY_PROGRAM, "")).strip() or None


def _edited(case: Case, sections: list[str], source: random.Random, hostile: bool) -> Case:
    """Change a body, or the form since then, as it happens; most stay as they are."""
    change = source.random() * (1 if hostile else 10)
    if not hostile and change >= 0.3 and source.random() < 0.98:
        return case
    form, at = case.form, source.randrange(len(sections))
    field = form.fields[at]
    if change < 0.1:
        return replace(case, body=case.body.replace("\n", "\r\n"))
    if change < 0.2:
        body = f"{case.body}\n\n{BY_PROGRAM}\n"
        return replace(case, body=body, hides=_hides(body, sections))
    if change < 0.3:
        lines = sections[at].replace("\n\n", " \n", 1)
        above, below = "\n\n".join(sections[:at]), "\n\n".join([lines, *sections[at + 1 :]])
        body = f"{above}\n{below}" if above else below
        return case if _hides(body, sections, fences=True) else replace(case, body=body)
    if change < 0.4 and len(sections) > 1:
        rest = "\n\n".join(each for each in sections if each != sections[at])
        if field.heading in rest:
            return case  # Nobody can tell that it isn't the form's own.
        return replace(case, body=rest, answers={**case.answers, field.key: field.nothing})
    return _with_form_changed(case, at, source) if change < 0.5 and len(sections) > 1 else case


def _with_form_changed(case: Case, at: int, source: random.Random) -> Case:
    """Change the form since: a question is called otherwise now, or is new, or is gone."""
    form = case.form
    fields = list(form.fields)
    field = fields[at]
    other = replace(field, label="Renamed", required=source.random() < 0.3)
    what = source.random()
    if what < 0.4:
        fields[at] = other
    elif what < 0.7:
        fields.insert(at, replace(other, key="new"))
    elif at and fields[at - 1].kind != "textarea" and field.kind != "textarea":
        # In and below a text, nothing tells such a heading from one that somebody typed.
        del fields[at]
    meant = {each.key: case.answers.get(each.key, each.nothing) for each in fields}
    if what < 0.4:
        meant[field.key] = field.nothing
    return Case(Form(form.name, tuple(fields)), case.body, meant)


def measure(
    count: int, seed: int, *, hostile: bool
) -> tuple[Counter[str], list[Case], Counter[str]]:
    """Read *count* cases; return how they were read, those that were read wrong, and why refused."""
    source = random.Random(seed)
    found: Counter[str] = Counter()
    why: Counter[str] = Counter()
    wrong = []
    for _, case in zip(range(count), cases(source, hostile=hostile), strict=False):
        result, about = verdict(case)
        found[result] += 1
        if result == "WRONG":
            wrong.append(case)
        elif result == "refused":
            why[about] += 1
    return found, wrong, why


def main() -> None:
    """Read the cases, and say how they were read."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=200_000, help="of each sort (default: 200000)")
    parser.add_argument("--seed", type=int, default=1, help="of what is random (default: 1)")
    arguments = parser.parse_args()
    is_fine = True
    for hostile in (True, False):
        found, wrong, why = measure(arguments.count, arguments.seed, hostile=hostile)
        sort = "hostile" if hostile else "realistic"
        print(f"{sort}: {dict(found)}")
        for what, times in why.most_common():
            print(f"    {times:>7} {what}")
        for case in wrong[:3]:
            print(
                f"\n{case.form}\n\n{case.body}\n\n{case.answers}\n{reading.read(case.form, case.body)}\n"
            )
        refused = found["refused"] > REFUSED_AT_MOST * arguments.count
        is_fine = is_fine and not wrong and (hostile or not refused)
    sys.exit(not is_fine)


if __name__ == "__main__":
    main()
