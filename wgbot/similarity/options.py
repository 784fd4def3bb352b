"""What a community can say about its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class SimilarityOptions:
    """The community's own words, beside `wgbot.similarity.defaults`."""

    group_words: tuple[str, ...] = ()
    """What its groups call themselves: "circle"."""
    short_forms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """From a short form to what it can stand for: `{"bds": ("birds",)}`."""
    topics: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Words that are related, by any name: `{"prey": ("mice", "voles")}`."""
    titles: tuple[str, ...] = ()
    """What the titles of its proposals begin with: "[Circle]: "."""
