"""How fast issue forms are read, beside npm's @github/issue-parser, and what is read right.

Ordinary bodies are made of random answers to a form of eleven fields, as GitHub renders them; both
readers get the same ones, and each answer is compared with what it was made of. (The peer reads the
form anew for every body; it offers no other way.) Then bodies that
somebody made to be slow to read, at four sizes: the time has to grow no faster than they do.

    python bench/forms.py --help
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from wgbot.form import reading, schema  # noqa: E402 - found through the line above
from wgbot.form.schema import Answer, Field, Form  # noqa: E402

LONGEST = 65_536
"""GitHub takes no longer body."""

FORM = b"""\
name: New guild
body:
  - {type: input, id: name, attributes: {label: Guild name}}
  - {type: textarea, id: focus, attributes: {label: What is it for?}}
  - {type: input, id: leads, attributes: {label: Who leads it?}}
  - {type: dropdown, id: kind, attributes: {label: Kind, options: [Craft, Trade, Other]}}
  - {type: dropdown, id: areas,
     attributes: {label: Areas, multiple: true, options: [Docs, Web, Tools, Outreach]}}
  - {type: input, id: chat, attributes: {label: Channel}}
  - {type: textarea, id: goals, attributes: {label: Goals}}
  - {type: textarea, id: success, attributes: {label: What does success look like?}}
  - {type: textarea, id: overlap, attributes: {label: Overlap with other guilds}}
  - {type: checkboxes, id: terms,
     attributes: {label: Agreements, options: [{label: I read the rules}, {label: I report}]}}
  - {type: textarea, id: notes, attributes: {label: Notes}}
"""

PARAGRAPHS = (
    "We look after the tools that everybody uses and nobody owns, and write down how they work. "
    "Most of us meet on Tuesdays; whoever cannot reads the notes, which are public.\n\n",
    "The first release went out in spring with `--dry-run`, and *several* groups asked for more of "
    "it: see [the thread](https://example.net/t/1234) and what came of it.\n\n",
    "- write the guide\n- review what is there\n  - old pages\n  - new pages\n- ask the others\n\n",
    "1. Agree on a plan.\n2. Do it.\n3. Say what was learned.\n\n",
    "- [x] find people\n- [ ] find a room\n\n",
    "```python\nfor group in groups:\n    print(group.name)\n```\n\n",
)
HOW_OFTEN = (5, 5, 3, 2, 1, 1)


def main() -> None:
    """Make the bodies, read them, print what was measured."""
    arguments = _arguments()
    form = schema.load(FORM)
    # The same bodies in every run, so that runs can be compared.
    source = random.Random(arguments.seed)
    sets = {
        "small": [_answers(form, source, 2_000) for _ in range(2_000)],
        "large": [_answers(form, source, 60_000) for _ in range(100)],
    }
    bodies = {name: [_render(form, answers) for answers in cases] for name, cases in sets.items()}
    theirs = {} if arguments.without_peer else _read_by_peer(bodies, arguments.rounds)
    print(f"Ordinary bodies, medians of {arguments.rounds} rounds\n")
    print(f"{'bodies':>6} {'characters':>11} {'reader':<22} {'bodies/s':>9} {'right answers':>16}")
    wrong = 0
    for name, cases in sets.items():
        ours, readings = _read_by_us(form, bodies[name], arguments.rounds)
        right = _right(form, cases, readings)
        wrong += len(cases) * len(form.fields) - right
        _row(form, bodies[name], "wgbot", ours, right)
        if theirs:
            times = theirs[name]["times"]
            answers = [_from_peer(form, found) for found in theirs[name]["answers"]]
            _row(form, bodies[name], "@github/issue-parser", times, _right(form, cases, answers))
            ratio = statistics.median(times) / statistics.median(ours)
            print(f"{'':>19}wgbot is {ratio:.1f} times as fast\n")
    _hostile(form, arguments.rounds)
    if wrong:
        sys.exit(f"{wrong} answers were read wrong")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5, help="how often to measure (default: 5)")
    parser.add_argument("--seed", type=int, default=1, help="of the random answers (default: 1)")
    parser.add_argument(
        "--without-peer", action="store_true", help="do not run @github/issue-parser (no node)"
    )
    return parser.parse_args()


def _answers(form: Form, source: random.Random, size: int) -> dict[str, Answer]:
    """Answer the form at random, with some *size* characters in all."""
    areas = [field for field in form.fields if field.kind == "textarea"]
    prose = max(size - 450, 0) // len(areas)
    return {field.key: _answer(field, source, prose) for field in form.fields}


def _answer(field: Field, source: random.Random, size: int) -> Answer:
    if field.kind == "textarea":
        text = ""
        while len(text) < size:
            text += source.choices(PARAGRAPHS, HOW_OFTEN)[0]
        return text.strip()
    if field.kind == "input":
        return source.choice(["Bakers", "octocat, hubot", "https://example.net/chat", None])
    if field.kind == "dropdown" and not field.multiple:
        return source.choice(field.options)
    return [option for option in field.options if source.random() < 0.5]


def _render(form: Form, answers: Mapping[str, Answer]) -> str:
    """Return the body that GitHub makes of *answers*."""
    return "\n\n".join(
        f"{field.heading}\n\n{_rendered(field, answers[field.key])}" for field in form.fields
    )


def _rendered(field: Field, answer: Answer) -> str:
    if field.kind == "checkboxes":
        ticked = answer or ()
        return "\n".join(f"- [{'x' if each in ticked else ' '}] {each}" for each in field.options)
    if not answer:
        return "None" if field.kind == "dropdown" else "_No response_"
    return ", ".join(answer) if isinstance(answer, list) else answer


def _timed(task: Callable[[], Any], rounds: int) -> tuple[list[float], Any]:
    times = []
    result = None
    for _ in range(rounds):
        start = time.perf_counter()
        result = task()
        times.append(time.perf_counter() - start)
    return times, result


def _read_by_us(
    form: Form, bodies: Sequence[str], rounds: int
) -> tuple[list[float], list[Mapping[str, Answer]]]:
    times, readings = _timed(lambda: [reading.read(form, body) for body in bodies], rounds)
    return times, [reading.answers for reading in readings]


def _read_by_peer(bodies: Mapping[str, Sequence[str]], rounds: int) -> Any:
    if not (HERE / "node_modules").exists():
        subprocess.run(["npm", "ci", "--silent", "--prefix", str(HERE)], check=True)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "form.yml").write_bytes(FORM)
        for name, texts in bodies.items():
            Path(folder, f"{name}.json").write_text(json.dumps(texts), encoding="utf-8")
        command = ["node", str(HERE / "forms.mjs"), folder, str(rounds)]
        return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def _from_peer(form: Form, found: Mapping[str, Any]) -> dict[str, Answer]:
    """Return the peer's answers as ours are: it has several notations for no answer at all."""
    answers: dict[str, Answer] = {}
    for field in form.fields:
        answer = found.get(field.key)
        if field.kind == "checkboxes" and isinstance(answer, dict):
            answer = answer.get("selected")
        elif field.kind == "dropdown" and not field.multiple and isinstance(answer, list):
            answer = answer[0] if len(answer) == 1 else answer
        answers[field.key] = answer or field.nothing
    return answers


def _right(
    form: Form, cases: Sequence[Mapping[str, Answer]], found: Sequence[Mapping[str, Answer]]
) -> int:
    return sum(
        answers[field.key] == read[field.key]
        for answers, read in zip(cases, found, strict=True)
        for field in form.fields
    )


def _row(
    form: Form, bodies: Sequence[str], reader: str, times: Sequence[float], right: int
) -> None:
    speed = len(bodies) / statistics.median(times)
    size = round(statistics.mean(map(len, bodies)))
    share = f"{right} of {len(bodies) * len(form.fields)}"
    print(f"{len(bodies):>6} {size:>11,} {reader:<22} {speed:>9,.0f} {share:>16}")


HOSTILE = {
    "#": "#",
    "backticks": "`",
    "`### ` and spaces": "### " + " " * LONGEST,
    "unknown headings": "### \n",
    "unknown headings, all different": "\n".join(f"### {n}" for n in range(LONGEST // 8)),
    "one heading again and again": "### Goals\n",
    "a known heading, 900 times": "### Goals\n\n" * 900 + "a " * LONGEST,
    "all headings again and again": "### Goals\n\na\n\n### Notes\n\nb\n\n### Kind\n\nCraft\n\n",
    "fences, each longer": "".join("`" * size + "\n" for size in range(3, 360)),
    "fences, each shorter": "".join("`" * size + "a\n" for size in range(360, 2, -1)),
    "fences that shorter ones cannot close": "### Goals\n### Notes\n"
    + "".join("`" * size + "a\n" for size in range(180, 3, -1))
    + "```\n" * LONGEST,
    "headings in fences": "### Goals\n~~~\n### Notes\n~~~a\n",
    "comments left open": "### Goals\n<!--\n",
    "checkboxes": "### Agreements\n\n" + "- [x] I read the rules\n" * LONGEST,
    "options": "### Areas\n\n" + "Docs, " * LONGEST,
    "spaces": "### Goals\n" + " " * LONGEST,
    "tabs in a list": "### Goals\n- " + "\t" * LONGEST,
    "carriage returns": "### Goals\r",
}
SIZES = (8_192, 16_384, 32_768, LONGEST)


def _hostile(form: Form, rounds: int) -> None:
    """Time the bodies made to be slow, at growing sizes."""
    print("Hostile bodies, milliseconds, medians\n")
    print(f"{'':<40}" + "".join(f"{size:>9,}" for size in SIZES))
    for name, piece in HOSTILE.items():
        body = piece * (LONGEST // len(piece) + 1)
        medians = []
        for size in SIZES:
            text = body[:size]
            times, _ = _timed(partial(reading.read, form, text), rounds)
            medians.append(1000 * statistics.median(times))
        print(f"{name:<40}" + "".join(f"{median:>9.2f}" for median in medians))


if __name__ == "__main__":
    main()
