"""What a run's findings mean in the light of earlier runs: nothing is dead by one bad day.

Pure: judging the same run twice is judging it once.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from wgbot.links.findings import Finding, Link, LinkPlace
from wgbot.links.state import TOLD, LinkState, Memory, Standing
from wgbot.text import services
from wgbot.text.counting import counted
from wgbot.text.sentences import Sentence

if TYPE_CHECKING:
    from wgbot.community.links import LinkSettings


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a link is."""

    address: str
    standing: Standing
    since: datetime
    reason: Sentence | None = None
    target: str | None = None
    finding: Finding | None = None
    places: tuple[LinkPlace, ...] = ()
    by_hand: bool = False
    """Whether a person has to judge where it moved; the reason says why."""
    is_new: bool = False
    """Whether nobody was told about it before."""

    @property
    def archived_copy(self) -> str | None:
        """Return where a copy of a page that is gone may be kept: the one made closest before that.

        Of what has no copies, there is none. https://archive.org/help/wayback_api.php
        """
        is_page = self.address.lower().startswith(("http://", "https://"))
        if self.standing != "dead" or not is_page or services.recognize(self.address):
            return None
        # An `@` in it would mention somebody.
        page = self.address.partition("#")[0].replace("@", "%40")
        return f"https://web.archive.org/web/{self.since - timedelta(days=1):%Y%m%d}/{page}"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one run means."""

    verdicts: tuple[Verdict, ...]
    memory: Memory
    withheld: str | None = None
    """Why nothing was judged, if so; the memory is then as it was."""

    def counts(self) -> Mapping[Standing, int]:
        """Return how many links there are of each standing."""
        return Counter(verdict.standing for verdict in self.verdicts)


def judge(
    findings: Sequence[Finding],
    memory: Memory,
    now: datetime,
    settings: "LinkSettings",
    links: Sequence[Link] = (),
) -> Judgement:
    """Judge the *findings* of the run of *now*."""
    failing, total = _failing(findings, memory)
    if failing > settings.most * total:
        why = (
            f"{failing} of {counted(total, 'link')} fail at once. That's probably the network, so none of "
            "them counts as dead, and this run decides nothing. If it's the links, raise `most` under "
            "`links` in the configuration."
        )
        return Judgement((), memory, why)
    places = {link.address: link.places for link in links}
    verdicts, records = [], {}
    for finding in findings:
        old = memory.of(finding.address)
        record = _remember(finding, old or LinkState(), now, settings)
        if record is not None:
            records[finding.address] = record
        elif old:
            records[finding.address] = old
        verdict = _verdict(finding, record or old, now)
        verdicts.append(replace(verdict, places=places.get(finding.address, ())))
    return Judgement(tuple(verdicts), Memory(records))


def _failing(findings: Sequence[Finding], memory: Memory) -> tuple[int, int]:
    """Count what fails, and of how many; what is known to be dead says nothing of the network."""
    failing = counted = 0
    for finding in findings:
        old = memory.of(finding.address)
        fails = finding.state == "dead" or finding.note == "silent"
        was_dead = old is not None and old.standing == "dead"
        if finding.state == "skipped" or finding.note == "unasked" or (fails and was_dead):
            continue
        counted += 1
        failing += fails
    return failing, counted


def _remember(
    finding: Finding, old: LinkState, now: datetime, settings: "LinkSettings"
) -> LinkState | None:
    """Return what is to be remembered after *finding*; None if it tells nothing."""
    if finding.state in ("unknown", "skipped"):
        return None
    identity = old.identity or finding.identity
    if finding.state == "dead":
        since = old.since if old.failures and old.since else now
        failures = old.failures + (old.failed_at != now)
        long_enough = now - since >= timedelta(days=settings.days)
        if old.standing == "dead" or (failures >= settings.runs and long_enough):
            told = old.told and old.standing == "dead"
            return LinkState("dead", since, failures, now, finding.reason, None, identity, told)
        target, told = _kept(old)
        return LinkState("failing", since, failures, now, finding.reason, target, identity, told)
    standing: Standing = finding.state
    reason = finding.reason
    if old.identity and finding.identity and old.identity != finding.identity:
        standing, reason = "reused", Sentence("another repository has its name now")
    same = old.standing == standing and old.since is not None
    target, told = _kept(old) if standing == "ok" else (None, old.told and same)
    if standing == "moved":
        target = finding.target
    if standing in _CAN_RECUR and not same:
        told = _kept(old) == (target, True)
    return LinkState(
        standing,
        old.since if same else now,
        reason=reason,
        target=target,
        identity=identity,
        told=told,
        by_hand=finding.by_hand and standing == "moved",
    )


_CAN_RECUR = ("moved", "archived")


def _kept(old: LinkState) -> tuple[str | None, bool]:
    """Return where a link was told to have moved, and that it was, for the day it is so again.

    A site that is down for a while, or takes a redirect back, is no news when it is as before. Of
    what is archived there is no target.
    """
    keeps = old.told and old.standing in (*_CAN_RECUR, "failing", "ok")
    return (old.target, True) if keeps else (None, False)


def _verdict(finding: Finding, record: LinkState | None, now: datetime) -> Verdict:
    tells = finding.state not in ("unknown", "skipped")
    if record is None or not (tells or record.standing in TOLD):
        standing: Standing = "skipped" if finding.state == "skipped" else "unknown"
        return Verdict(finding.address, standing, now, finding.reason, None, finding)
    return Verdict(
        finding.address,
        record.standing,
        record.since or now,
        record.reason,
        record.target if record.standing == "moved" else None,
        finding,
        by_hand=record.by_hand,
        is_new=record.standing in TOLD and not record.told,
    )
