"""Which groups are taken for one: wgbot beside the rules that others use, on labelled pairs.

    python bench/similar.py ROWS.jsonl [--rows]
    python bench/similar.py --speed
    python bench/similar.py --asked

A row is `{id, a: {name, description, slug, registry}, b: {…}, label, method, hard}`; descriptions
may be missing. A pair is judged by its names alone and with its descriptions as the focus.
What is rare is judged among all groups of the rows that are from one registry, as in a registry.
wgbot's rules and the threshold of WRatio were chosen on the first half of the rows (by a hash of
their ids); its word lists and topics are those of the field. The second half is no test any more: its
rows' verdicts were read one by one when research groups, words that begin with another one ("mptcp")
and the area "compiler" were added, which find five more of its rows and none of the first half's.
Only rows that no rule was made with tell how well it does.
"""

import argparse
import gc
import hashlib
import json
import random
import re
import runpy
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import accumulate, product
from pathlib import Path
from typing import Any

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.fuzz import WRatio
from rapidfuzz.utils import default_process

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from wgbot.registry.group import Group
from wgbot.similarity.index import Index
from wgbot.similarity.rarity import Vocabulary
from wgbot.similarity.verdicts import Likeness, compare

Row = dict[str, Any]
Verdicts = dict[str, str]
"""From a row's id to what the pair was called: "duplicate", "overlap" or "distinct"."""

LABELS = ("duplicate", "distinct", "overlap")
LETTERS = "bcdfghklmnprstvw"
"""With which made-up words begin; a registry of few of them is a hard one."""
MOST_WRONG = 0.01
"""The part of the distinct pairs that WRatio, too, may call duplicates."""


def half(row: Row) -> str:
    """Tell the half of the rows that a row belongs to, whatever the order of the file."""
    return ("first", "second")[hashlib.sha256(str(row["id"]).encode()).digest()[0] % 2]


def group(side: Mapping[str, Any], *, with_focus: bool) -> Group:
    """Make a group of one side of a row, by its name and focus alone."""
    # Not every name in the rows is one that a registry would take.
    return Group.model_construct(
        name=side["name"] or "", focus=(side.get("description") or "") if with_focus else ""
    )


def vocabularies(rows: list[Row], *, with_focus: bool) -> dict[object, Vocabulary]:
    """Count the words of each registry that the rows are from; labels are not looked at."""
    found: dict[object, dict[str, Group]] = {}
    for row in rows:
        for side in (row["a"], row["b"]):
            # Two names of one group have one description: it is counted once.
            key = side.get("description") or side["name"]
            registry = found.setdefault(row["b"].get("registry"), {})
            registry[key] = group(side, with_focus=with_focus)
    return {registry: Vocabulary.of(groups.values()) for registry, groups in found.items()}


def by_wgbot(rows: list[Row], *, with_focus: bool) -> dict[str, Likeness | None]:
    """Let wgbot judge the rows."""
    words = vocabularies(rows, with_focus=with_focus)
    return {
        row["id"]: compare(
            group(row["a"], with_focus=with_focus),
            group(row["b"], with_focus=with_focus),
            words[row["b"].get("registry")],
        )
        for row in rows
    }


def slug(name: str) -> str:
    """Return the slug that most tools would make."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def distance(most: int) -> Callable[[str, str], bool]:
    """Make the rule that two names are one up to so many edits in lower case."""
    return lambda a, b: DamerauLevenshtein.distance(a.lower(), b.lower()) <= most


def wratio(a: str, b: str) -> float:
    """Return RapidFuzz' WRatio of two names, in lower case and without signs."""
    return WRatio(a, b, processor=default_process)


def best_wratio(rows: list[Row]) -> float:
    """Find the threshold with most duplicates found and hardly any distinct pair called one."""
    scores: dict[str, list[float]] = {label: [] for label in LABELS}
    for row in rows:
        scores[row["label"]].append(wratio(row["a"]["name"], row["b"]["name"]))
    allowed = int(MOST_WRONG * len(scores["distinct"]))
    return min(
        (
            threshold / 2
            for threshold in range(202)
            if sum(score >= threshold / 2 for score in scores["distinct"]) <= allowed
        ),
    )


def simple_rules(rows: list[Row]) -> dict[str, Callable[[str, str], bool]]:
    """Return the rules that others use."""
    threshold = best_wratio([row for row in rows if half(row) == "first"])
    return {
        "exact": lambda a, b: a == b,
        "lower case": lambda a, b: a.lower() == b.lower(),
        "slug": lambda a, b: slug(a) == slug(b),
        "distance ≤ 1": distance(1),
        "distance ≤ 2": distance(2),
        f"WRatio ≥ {threshold:g}": lambda a, b: wratio(a, b) >= threshold,
    }


def verdicts(rows: list[Row]) -> Iterator[tuple[str, Verdicts]]:
    """Yield what each method calls the pairs."""
    for title, rule in simple_rules(rows).items():
        yield (
            title,
            {
                row["id"]: "duplicate" if rule(row["a"]["name"], row["b"]["name"]) else "distinct"
                for row in rows
            },
        )
    for title, with_focus in (("wgbot, names alone", False), ("wgbot, with focus", True)):
        yield (
            title,
            {
                each: called(likeness)
                for each, likeness in by_wgbot(rows, with_focus=with_focus).items()
            },
        )


def called(likeness: Likeness | None) -> str:
    """Return the label that a verdict means."""
    if likeness is None:
        return "distinct"
    return "duplicate" if likeness.kind == "revival" else likeness.kind


def part(rows: Iterable[Row], label: str, answers: Verdicts, wanted: tuple[str, ...]) -> str:
    """Return how many of the rows with *label* were called one of *wanted*."""
    of_label = [row for row in rows if row["label"] == label]
    count = sum(answers[row["id"]] in wanted for row in of_label)
    share = f"{100 * count / len(of_label):5.1f} %" if of_label else "      -"
    return f"{count:4}/{len(of_label):<4}{share}"


def table(title: str, rows: list[Row], answers: dict[str, Verdicts]) -> None:
    """Print what each method found and called wrongly."""
    heads = ("duplicates found", "distinct called so", "overlaps flagged", "distinct flagged")
    print(f"\n{title}\n{'':20}" + "".join(f"{head:>20}" for head in heads))
    either = ("duplicate", "overlap")
    for method, given in answers.items():
        cells = (
            part(rows, "duplicate", given, ("duplicate",)),
            part(rows, "distinct", given, ("duplicate",)),
            part(rows, "overlap", given, either),
            part(rows, "distinct", given, either),
        )
        print(f"{method:20}" + "".join(f"{cell:>20}" for cell in cells))


def by_origin(rows: list[Row], answers: dict[str, Verdicts]) -> None:
    """Print what wgbot found by how the pairs came to be."""
    print(f"\nright, by the rows' method\n{'':36}{'rows':>6}{'names':>8}{'focus':>8}")
    either = ("duplicate", "overlap")
    for label, method in sorted({(row["label"], row.get("method") or "") for row in rows}):
        chosen = [row for row in rows if (row["label"], row.get("method") or "") == (label, method)]
        wanted = {"duplicate": ("duplicate",), "overlap": either, "distinct": ("distinct",)}[label]
        counts = [
            sum(answers[title][row["id"]] in wanted for row in chosen)
            for title in ("wgbot, names alone", "wgbot, with focus")
        ]
        print(f"{label + ' ' + method:36}{len(chosen):6}{counts[0]:8}{counts[1]:8}")


def print_rows(rows: list[Row]) -> None:
    """Print each row's verdicts as a line of JSON."""
    alone, focused = (by_wgbot(rows, with_focus=with_focus) for with_focus in (False, True))
    for row in rows:
        shown = {"id": row["id"], "half": half(row), "label": row["label"]}
        for key, found in (("names", alone[row["id"]]), ("focus", focused[row["id"]])):
            shown[key] = {
                "verdict": called(found),
                "score": found.score if found else 0,
                "evidence": [str(each) for each in found.evidence] if found else [],
            }
        print(json.dumps(shown, ensure_ascii=False))


def synthetic(count: int, seed: int = 4, initials: str = LETTERS) -> dict[str, Group]:
    """Make a registry of so many groups with names and focuses of made-up words."""
    chance = random.Random(7)
    syllables = [first + second for first in LETTERS for second in "aeiou"]
    words = sorted(
        {
            chance.choice(initials) + "".join(chance.choices(syllables, k=chance.randint(2, 5)))[1:]
            for _ in range(9000)
        }
    )
    chance.shuffle(words)
    # A few words are everywhere and most are rare, as in any language.
    odds = list(accumulate(1 / (rank + 5) for rank in range(len(words))))
    chance.seed(seed)
    groups: dict[str, Group] = {}
    while len(groups) < count:
        name = " ".join(
            chance.choices(words, cum_weights=odds, k=chance.choice((1, 2, 2, 3, 3, 4)))
        )
        groups[slug(name)] = Group(
            name=name.title(), focus=" ".join(chance.choices(words, cum_weights=odds, k=14))
        )
    return groups


def speed(rounds: int) -> None:
    """Print how long one proposal takes against registries of two sizes, and of words alike."""
    print(f"{'groups':>8}  {'initials':9}{'build':>10}{'median':>12}{'slowest':>12}", end="")
    print(f"   {rounds} proposals")
    for count, initials in product((2_000, 100_000), (LETTERS, "pst")):
        groups = synthetic(count, initials=initials)
        began = time.perf_counter()
        index = Index(groups)
        built = time.perf_counter() - began
        # What building left behind is not cleared away while a proposal waits.
        gc.collect()
        times = []
        asked = list(synthetic(rounds, seed=5, initials=initials).values())
        known = random.Random(6).sample(list(groups.values()), rounds)
        for each in (*asked[: rounds // 2], *known[: rounds - rounds // 2]):
            began = time.perf_counter()
            index.similar(each)
            times.append(time.perf_counter() - began)
        print(
            f"{count:8,}  {len(initials):8} {built:8.2f} s{1000 * statistics.median(times):9.1f} ms"
            f"{1000 * max(times):9.1f} ms"
        )


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="ROWS.jsonl", help="labelled pairs")
    parser.add_argument("--rows", action="store_true", help="print each row's verdicts as JSON")
    parser.add_argument("--speed", action="store_true", help="measure made-up registries instead")
    parser.add_argument(
        "--asked", action="store_true", help="count whom the bot asks that a maintainer would not"
    )
    parser.add_argument("--rounds", type=int, default=200, help="proposals for --speed")
    arguments = parser.parse_args()
    if arguments.speed:
        speed(arguments.rounds)
        return
    if arguments.asked:
        runpy.run_path(str(Path(__file__).with_name("asked.py")), run_name="__main__")
        return
    if arguments.file is None:
        parser.error("give a file of rows, --speed or --asked")
    lines = arguments.file.read_text("utf-8").splitlines()
    rows: list[Row] = [json.loads(line) for line in lines if line.strip()]
    if arguments.rows:
        print_rows(rows)
        return
    answers = dict(verdicts(rows))
    for title, chosen in (
        ("first half, by which the rules were made", [r for r in rows if half(r) == "first"]),
        ("second half, by which rules were added", [r for r in rows if half(r) == "second"]),
        ("all rows", rows),
    ):
        table(title, chosen, answers)
    by_origin(rows, answers)


if __name__ == "__main__":
    main()
