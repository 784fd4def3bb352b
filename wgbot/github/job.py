"""A run on GitHub: one proposal or all of them, each brought to where nothing is left to do.

What a job is told comes from its environment; what it has to say goes back as values. One proposal
that fails, even by a bug in wgbot, keeps no other from its turn.
"""

import re
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from wgbot.github.actions import Event
from wgbot.github.api import time_of
from wgbot.github.apply import GitHub
from wgbot.github.approvals import LabelEvent
from wgbot.github.environment import connect
from wgbot.github.graphql import MOST_AT_ONCE
from wgbot.github.listing import Listing
from wgbot.github.observe import Observer
from wgbot.github.refusals import RateLimitExhausted, RequestRejected
from wgbot.proposals import notices
from wgbot.proposals.changes import Notice, WriteComment, describe
from wgbot.proposals.decide import decide
from wgbot.proposals.proposal import Issue
from wgbot.proposals.reconcile import DryRun, Outcome, Retry, reconcile, retry
from wgbot.proposals.situation import Obstacle, Situation
from wgbot.text.escape import (
    code_block,
    code_span,
    defuse,
    escape_controls,
    escape_markdown,
    shorten,
)
from wgbot.text.problems import WgbotError

_PAUSES = (1, 2, 4)
"""Seconds before looking again: as long as GitHub may take to show what was just made."""
_MOST_SAID = 200
_FEW = 25
"""How many proposals GitHub should always be able to tell of at once."""


@dataclass(frozen=True)
class ProposalReport:
    """What became of one proposal in a run, or of looking for them."""

    number: int | None
    """The issue's; None for what is about no single one, such as a list that could not be read."""
    outcome: Outcome | None = None
    """None if there is nothing to do for that number."""
    error: str | None = None
    trace: str = ""
    """Where in wgbot it happened, if that is a bug in wgbot."""

    @property
    def failures(self) -> list[str]:
        """Return what someone has to look after."""
        told = [each.text for each in self.outcome.failures] if self.outcome else []
        return [*told, *filter(None, [self.error])]

    def lines(self, *, would: bool = False) -> list[str]:
        """Return what was done, or would be, a line for each change; nothing if nothing was."""
        what = "would " if would else ""
        done = [what + describe(change) for change in self.outcome.done] if self.outcome else []
        told = [notice.text for notice in self.outcome.told] if self.outcome else []
        return [f"{self.about}{line}" for line in [*done, *told, *filter(None, [self.error])]]

    @property
    def about(self) -> str:
        """Return what a line of the log begins with."""
        return f"#{self.number}: " if self.number else "All proposals: "


class Job:
    """One run of the bot in one repository."""

    def __init__(
        self,
        environment: Mapping[str, str],
        folder: Path,
        *,
        dry_run: bool = False,
        seconds: float = 480,
        second: Path | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Get ready; SetupError if the environment does not say where and by which token."""
        remote = connect(environment, folder, seconds=seconds, second=second)
        self._api = remote.api
        self._listing = Listing(remote, now)
        self._observer = Observer(remote, self._listing, now)
        self._forge = DryRun() if dry_run else GitHub(remote)
        self._stopped = False
        self._in_the_way: dict[tuple[str, str], int] = {}
        """What keeps approved proposals from their pull requests, and of which it was told."""
        self.home = remote.home
        """The repository's address on the web."""

    def one(self, event: Event) -> list[ProposalReport]:
        """Look after the proposal that *event* is about, and show others that it is close to them."""
        if event.label and event.sender and event.updated and event.texts:
            digest = Issue(event.texts[0]).digest
            at = time_of(event.updated)
            told = LabelEvent(event.number, event.label, digest, event.sender, at)
            self._observer.event = told
        report = self._look_after(event.number, is_fresh=True)
        return [report, *(self._look_after(each, is_fresh=False) for each in _close_to(report))]

    def all(self) -> list[ProposalReport]:
        """Look after every open proposal and every pull request of the bot's."""
        reports: list[ProposalReport] = []
        try:
            numbers = self._listing.numbers()
        except Exception as error:  # noqa: BLE001  # whatever it is, the run has to say so
            return [_failed(None, error, "They couldn't be listed. ")]
        reports += [ProposalReport(None, error=each) for each in self._listing.skipped()]
        for start in range(0, len(numbers), MOST_AT_ONCE):
            quiet = self._quiet(numbers[start : start + MOST_AT_ONCE])
            for place, number in enumerate(numbers[start : start + MOST_AT_ONCE], start):
                report = quiet.get(number) or self._look_after(number, is_fresh=False)
                reports.append(report)
                if self._api.is_nearly_spent:
                    self._stopped = True
                if self._stopped and (left := numbers[place + 1 :]):
                    return [*reports, self._skipped(number, left)]
        return reports

    def _quiet(self, numbers: Sequence[int]) -> dict[int, ProposalReport]:
        """Return reports of those proposals where there is nothing to do, as one look at all tells."""
        try:
            seen = self._observer.glance(numbers)
        except Retry:
            if len(numbers) <= _FEW:
                return {}  # Each is looked at alone, and says what is wrong.
            # With long texts, GitHub can fail to tell that much in time.
            half = len(numbers) // 2
            return {**self._quiet(numbers[:half]), **self._quiet(numbers[half:])}
        except WgbotError:
            return {}
        return {
            number: ProposalReport(number, Outcome(situation, (), ()) if situation else None)
            for number, situation in seen.items()
            if situation is None or _is_quiet(situation)
        }

    def _skipped(self, number: int, left: Sequence[int]) -> ProposalReport:
        why = (
            "Few of the requests that GitHub takes in an hour are left, and they are kept for what "
            "people do now. The next run goes on with the rest. Skipped:"
            if self._api.is_nearly_spent
            else "Skipped for that reason:"
        )
        return ProposalReport(number, error=f"{why} {', '.join(f'#{each}' for each in left)}.")

    def _look_after(self, number: int, *, is_fresh: bool) -> ProposalReport:
        seen: list[Situation] = []

        def attempt() -> Outcome | None:
            if is_fresh:
                self._listing.forget()
            situation = self._observer.observe(number)
            seen[:] = [situation] if situation else []
            return reconcile(self._forge, situation) if situation else None

        try:
            outcome = retry(attempt, _PAUSES, time.sleep)
        except Exception as error:  # noqa: BLE001  # whatever it is, the others get their turn
            # With a token that is not taken, or no requests left, nothing else will do either.
            self._stopped = isinstance(error, RateLimitExhausted) or (
                isinstance(error, RequestRejected) and error.is_everywhere
            )
            return self._told_of(_failed(number, error), seen)
        return ProposalReport(
            number, outcome and replace(outcome, told=self._once(number, outcome))
        )

    def _once(self, number: int, outcome: Outcome) -> tuple[Notice, ...]:
        """Return what is told of a proposal: what keeps several from theirs is said in full of one."""
        told = []
        for notice in outcome.told:
            key = notice.obstacle and (notice.obstacle.kind, notice.obstacle.said or notice.text)
            first = self._in_the_way.setdefault(key, number) if key else number
            short = notices.like_another(first)
            told.append(notice if first == number else replace(notice, text=short))
        return tuple(told)

    def _told_of(self, report: ProposalReport, seen: Sequence[Situation]) -> ProposalReport:
        """Say in the issue as well, if it is approved, that it isn't on its way, and who does what."""
        if self._stopped or not seen:
            return report
        (situation,) = seen
        failure = Obstacle("failed", report.error or "")
        with suppress(Exception):  # Then the run says it, as it would have anyway.
            told = reconcile(self._forge, replace(situation, failure=failure))
            return replace(report, outcome=replace(told, told=()))
        return report


def _is_quiet(situation: Situation) -> bool:
    """Return whether there is nothing to do; what fails is looked at alone, and told of that one."""
    try:
        return not decide(situation)
    except Exception:  # noqa: BLE001  # whatever it is, the others get their turn
        return False


def _failed(number: int | None, error: Exception, what: str = "") -> ProposalReport:
    """Report what kept a proposal, or all of them, from being looked after."""
    if isinstance(error, WgbotError):
        during = f"Could not {error.during}. " if error.during else ""
        return ProposalReport(number, error=f"{what}{during}{error}")
    said = shorten(
        " ".join(escape_controls(f"{type(error).__name__}: {error}").split()), _MOST_SAID
    )
    trace = escape_controls("".join(traceback.format_exception(error)))
    return ProposalReport(
        number,
        error=f"{what}wgbot failed here ({said}). That's a bug in wgbot: please report it with the "
        "lines that this run logged.",
        trace=trace,
    )


def _close_to(report: ProposalReport) -> list[int]:
    """Return the other open proposals that a review, if it was written, says are like this one."""
    outcome = report.outcome
    if outcome is None or not any(isinstance(change, WriteComment) for change in outcome.done):
        return []
    named = [str(each.values.get("proposal", "")) for each in outcome.situation.proposal.found]
    return sorted({int(found[1]) for each in named if (found := re.fullmatch(r"#(\d+)", each))})


def summary(reports: list[ProposalReport], home: str) -> str:
    """Write the job's summary, in Markdown: what was done for which proposal, failures first."""
    lines = ["## wgbot\n"]
    busy = [report for report in reports if report.lines()]
    for report in sorted(busy, key=lambda each: not each.failures):
        name = report.outcome.situation.proposal.group.name if report.outcome else ""
        sign = "❌" if report.failures else "✅"
        link = f"[#{report.number}]({home}/issues/{report.number})"
        title = f"{link} {code_span(name) if name else ''}" if report.number else "All proposals"
        lines.append(f"### {sign} {title}\n")
        lines += [f"- {_listed(line, home)}" for line in report.lines()]
        lines.append("")
        told = report.outcome.told if report.outcome else ()
        lines += [f"{code_block(notice.quote)}\n" for notice in told if notice.quote]
    quiet = len(reports) - len(busy)
    if quiet:
        lines.append(f"{quiet} checked, with nothing to do.\n")
    if not reports:
        lines.append("There are no open proposals.\n")
    return "\n".join(lines)


def _listed(line: str, home: str) -> str:
    """Return a line of the log as Markdown that reads as it is, with links to this repository only."""
    shown = []
    for word in line.partition(": ")[2].split():
        found = re.match(rf"{re.escape(home)}/[\w./?=-]*\w", word)
        rest = word[found.end() :] if found else word
        shown.append((f"<{found[0]}>" if found else "") + escape_markdown(defuse(rest)))
    return " ".join(shown)
