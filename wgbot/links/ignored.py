"""Links that are left as they are: those that the configuration ignores, and moves that were refused."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from wgbot.community import config
from wgbot.community.links import IgnoredLink
from wgbot.community.repository import Repository
from wgbot.links import collect
from wgbot.links.findings import Finding, Link
from wgbot.links.judge import Judgement, Verdict
from wgbot.links.refusals import digest_of
from wgbot.text.problems import Problem
from wgbot.text.sentences import Sentence


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """How many links are left as they are, and what was ignored until lately."""

    ignored: int = 0
    refused: int = 0
    expired: tuple[IgnoredLink, ...] = ()


def unasked(
    links: Iterable[Link], ignore: Sequence[IgnoredLink], today: date
) -> dict[str, Finding]:
    """Return a finding for each of *links* that is ignored in every state, and so is not checked."""
    whole = [each for each in ignore if not each.states and not each.has_expired(today)]
    return {
        link.address: Finding(
            link.address, "skipped", Sentence("the configuration says to ignore it")
        )
        for link in links
        if any(each.is_about(link.address) for each in whole)
    }


def leave(
    judgement: Judgement,
    ignore: Sequence[IgnoredLink],
    refused: Collection[str],
    today: date,
) -> tuple[Judgement, LeftAlone]:
    """Return the judgement without what people decided to leave as it is, and what that was.

    *refused* are the moves that nobody wants, as `refusals.digest_of` names them.
    """
    rest: list[Verdict] = []
    ignored = stay = 0
    now = [each for each in ignore if not each.has_expired(today)]
    for verdict in judgement.verdicts:
        if any(_is_ignored(verdict, each) for each in now):
            ignored += 1
        elif is_refused(verdict, refused):
            stay += 1
        else:
            rest.append(verdict)
    links = [Link(verdict.address) for verdict in judgement.verdicts]
    expired = [each for each in ignore if each.has_expired(today) and _is_used(each, links)]
    return replace(judgement, verdicts=tuple(rest)), LeftAlone(ignored, stay, tuple(expired))


def is_refused(verdict: Verdict, refused: Collection[str]) -> bool:
    """Return whether a link moved to where a person does not want it to be followed."""
    target = verdict.target if verdict.standing == "moved" else None
    return target is not None and digest_of(verdict.address, target) in refused


def _is_ignored(verdict: Verdict, entry: IgnoredLink) -> bool:
    is_state = not entry.states or verdict.standing in entry.states
    return is_state and entry.is_about(verdict.address)


def _is_used(entry: IgnoredLink, links: Iterable[Link]) -> bool:
    return any(entry.is_about(link.address) for link in links)


def in_vain(repository: Repository, today: date) -> Iterator[Problem]:
    """Yield a problem for each entry that ignores nothing: there is no such link, or its time is up.

    While not all groups can be read, that isn't known.
    """
    ignore = () if repository.unread else repository.config.links.ignore
    links = collect.of_registry(repository.registry) if ignore else []
    for entry in ignore:
        if not _is_used(entry, links):
            what = "`links.ignore` has {entry}, but no group has such a link."
            fix = "Correct the entry, or remove it."
        elif entry.has_expired(today):
            what = "`links.ignore` has {entry} until {day}, and that day has passed."
            fix = "Remove the entry, or write a later day."
        else:
            continue
        values = {"entry": entry.what, "day": f"{entry.until}"}
        yield Problem("configuration", what, fix, values=values, blocks=False, path=config.PATH)
