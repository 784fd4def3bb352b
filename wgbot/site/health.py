"""What is known about links, as values: address → how it is, since when.

The file is written by the link check; without one, nothing is said about any link.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from wgbot.community.translation import Catalogue
from wgbot.text.problems import SetupError

STATES: Mapping[str, str] = {
    "fine": "works",
    "moved": "moved",
    "archived": "archived, read-only",
    "gone": "doesn't exist, or isn't public",
}
"""The states that are shown, in words; of any other nothing is said."""


@dataclass(frozen=True, slots=True)
class Condition:
    """How a link is."""

    state: str
    since: date | None = None

    def told(self, catalogue: Catalogue) -> str:
        """Say it to a reader."""
        words = catalogue.say(STATES[self.state])
        if self.since is None or self.state == "fine":
            return words
        return catalogue.say("{words}, since {day}", words=words, day=self.since.isoformat())


Health = Mapping[str, Condition]


def load(data: bytes, path: str) -> Health:
    """Read the file of the link check: `{address: {"state": …, "since": …}}`.

    Raises SetupError if it is something else.
    """
    try:
        listed = json.loads(data)
        return {
            str(address): Condition(about["state"], _day(about.get("since")))
            for address, about in listed.items()
            if about.get("state") in STATES
        }
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise SetupError(
            f"{path} doesn't hold the state of links. It has to be a JSON object with "
            '`{"state": …, "since": "2026-03-01"}` for each address.'
        ) from error


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text[:10])
