"""What a run of the link check prints and leaves: a summary, annotations, JSON."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from wgbot.links.findings import Finding, Run, State, said_of
from wgbot.links.judge import Judgement, Verdict
from wgbot.links.state import TOLD
from wgbot.text import escape
from wgbot.text.counting import counted
from wgbot.text.problems import FINE, PROBLEMS, UNFINISHED

MAX_SUMMARY = 1024 * 1024 - 1024
"""The most bytes that GitHub takes for a job's summary, and a little less."""

_MOST_ANNOTATIONS = 10
"""GitHub shows no more of a step."""
_ORDER: tuple[State, ...] = (
    "dead", "moved", "archived", "expiring", "unknown", "skipped", "ok"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Annotation:
    """A remark at a line of a file."""

    level: Literal["warning", "notice"]
    path: str
    line: int
    message: str


def as_json(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return what programs get of a list of addresses: one object for each."""
    return [finding.as_json() for finding in findings]


def judged_as_json(judgement: Judgement) -> dict[str, Any]:
    """Return what programs get of a registry: each link, what it is, and where it is."""
    links = [
        {
            "address": verdict.address,
            "state": verdict.standing,
            "since": verdict.since.isoformat(),
            "reason": escape.escape_controls(said_of(verdict)),
            **({"target": verdict.target} if verdict.target else {}),
            **({"by_hand": True} if verdict.by_hand else {}),
            **({"archived_copy": copy} if (copy := verdict.archived_copy) else {}),
            "places": [
                {
                    "group": place.slug,
                    "path": place.path,
                    "line": place.line,
                    "field": place.field,
                }
                for place in verdict.places
            ],
        }
        for verdict in judgement.verdicts
    ]
    return {"judged": judgement.withheld is None, "withheld": judgement.withheld, "links": links}


def line(finding: Finding) -> str:
    """Say a finding in one line, for a terminal."""
    to = f" → {finding.target}" if finding.target else ""
    why = f": {said_of(finding)}" if finding.reason else ""
    return " ".join(
        escape.escape_controls(f"{finding.state:8} {finding.address}{to}{why}").split("\n")
    )


def summary_line(run: Run) -> str:
    """Return in one line what a run found."""
    counts = Counter(finding.state for finding in run.findings)
    states = ", ".join(f"{counts[state]:,} {state}" for state in _ORDER if counts[state])
    cut = {
        None: "",
        "deadline": " The time was up before everything was checked.",
        "interrupted": " It was interrupted before everything was checked.",
    }[run.cut]
    asked = "".join(f" {budget}." for budget in run.budgets)
    number = len(run.findings)
    return f"{counted(number, 'link')}: {states}. {counted(run.requests, 'request')}.{asked}{cut}"


def job_summary(judgement: Judgement, run: Run, now: datetime) -> str:
    """Write the summary of a run on GitHub Actions, no longer than it takes."""
    head = (
        f"## Links\n\n{escape.defuse(summary_line(run))}\n\nChecked on {now:%Y-%m-%d %H:%M} UTC.\n"
    )
    if judgement.withheld:
        return f"{head}\n{escape.defuse(judgement.withheld)}\n"
    rows = [_row(verdict) for verdict in _pressing(judgement.verdicts)]
    if not rows:
        return f"{head}\nNo problems found.\n"
    table = "\n| | since | address | why |\n|---|---|---|---|\n"
    size = len((head + table).encode())
    kept: list[str] = []
    for row in rows:
        size += len(row.encode())
        if size > MAX_SUMMARY:
            kept.append(f"\nAnd {len(rows) - len(kept)} more.\n")
            break
        kept.append(row)
    return head + table + "".join(kept)


def _pressing(verdicts: Sequence[Verdict]) -> list[Verdict]:
    order = [*TOLD, "failing", "unknown"]
    shown = [each for each in verdicts if each.standing in order]
    return sorted(shown, key=lambda each: order.index(each.standing))


def _row(verdict: Verdict) -> str:
    address = escape.code_span(verdict.address, 200).replace("|", "\\|")
    reason = escape.escape_markdown(escape.defuse(escape.shorten(said_of(verdict), 200)))
    return f"| {verdict.standing} | {verdict.since:%Y-%m-%d} | {address} | {reason} |\n"


def annotations(judgement: Judgement) -> Iterator[Annotation]:
    """Yield what to remark at the lines of the registry, the most pressing first."""
    count = 0
    for verdict in _pressing([each for each in judgement.verdicts if each.standing in TOLD]):
        for place in verdict.places:
            count += 1
            if count > _MOST_ANNOTATIONS:
                return
            to = f": {verdict.target}" if verdict.target else ""
            said = escape.escape_controls(
                f"{verdict.address} is {verdict.standing}{to}. {said_of(verdict)}"
            )
            level: Literal["warning", "notice"] = (
                "warning" if verdict.standing in ("dead", "reused") else "notice"
            )
            yield Annotation(level, place.path, place.line, said.replace("\n", " "))


def exit_code(run: Run, judgement: Judgement | None = None) -> int:
    """Return the exit code: of a plain list by its findings, of a registry by what they mean."""
    if judgement is None:
        bad = any(
            finding.state in ("dead", "moved", "archived", "expiring") for finding in run.findings
        )
    elif judgement.withheld:
        return UNFINISHED
    else:
        bad = any(verdict.standing in TOLD for verdict in judgement.verdicts)
    if bad:
        return PROBLEMS
    return UNFINISHED if run.cut else FINE
