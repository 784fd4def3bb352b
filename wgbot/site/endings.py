"""How a group ended, as templates are told about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from wgbot.community.translation import Catalogue
from wgbot.registry.group import Ending, EndReason
from wgbot.site.pages import Shown
from wgbot.site.platforms import followable


@dataclass(frozen=True, slots=True)
class ShownEnding(Shown):
    """How a group ended."""

    on: date | None
    reason: str
    note: str
    decision: str | None
    decision_url: str | None


REASONS: Mapping[EndReason, str] = {
    "completed": "Its work is done.",
    "merged": "It merged into another group.",
    "split": "It was split.",
    "moved": "It moved elsewhere.",
    "inactive": "It had become inactive.",
    "withdrawn": "It was withdrawn.",
}


def shown(ended: Ending, catalogue: Catalogue) -> ShownEnding:
    """Return what templates are told about the end of a group."""
    return ShownEnding(
        ended.date,
        catalogue.say(REASONS[ended.because]) if ended.because else "",
        sentence(ended.note or ""),
        ended.decision,
        followable(ended.decision),
    )


def sentence(text: str) -> str:
    """Return *text* with an end, so that another sentence can follow."""
    return f"{text}." if text and (text[-1].isalnum() or text[-1] in '/)"”’') else text
