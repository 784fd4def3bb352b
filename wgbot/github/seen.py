"""One proposal as an answer of GitHub tells about it, before anything is asked about it alone.

What it means is decided elsewhere; here is only what has to be asked next.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wgbot.github import graphql
from wgbot.proposals import markers
from wgbot.proposals.memory import Record
from wgbot.proposals.registration import is_asleep, registered
from wgbot.proposals.situation import Situation


@dataclass(frozen=True)
class Seen:
    """One proposal, as an answer of GitHub tells about it."""

    situation: Situation
    about: Mapping[str, Any]
    """The issue; empty if there is none any more."""
    comments: Sequence[dict[str, Any]]
    """The bot's own review comments."""

    @property
    def is_open(self) -> bool:
        """Whether anybody can still do anything about it."""
        return self.situation.issue.state == "open"

    @property
    def is_pending(self) -> bool:
        """Whether there is anything to judge."""
        return self.is_open and (not registered(self.situation) or is_asleep(self.situation))

    @property
    def is_labelled(self) -> bool:
        """Whether it has the approval label."""
        label = self.situation.repository.config.approval.label
        return self.is_open and label in self.situation.labels

    @property
    def may_have_lost_its_label(self) -> bool:
        """Whether it had the label, by what is there, and doesn't now."""
        pulls = [place.pull_request for place in self.situation.places if place.is_open]
        is_approved = any(pull and not markers.is_held(pull.text) for pull in pulls)
        review = self.situation.review
        had = review is not None and Record.read(review.text).label is not None
        return self.is_open and not self.is_labelled and (is_approved or had)

    @property
    def had_a_persons_label(self) -> bool:
        """Whether somebody put a label on it that is none of those that the bot puts on."""
        names = self.situation.repository.config.labels
        own = {names.ready.lower(), names.needs_work.lower()}
        given = graphql.nodes(self.about.get("timelineItems"))
        return any(str((each.get("label") or {}).get("name")).lower() not in own for each in given)
