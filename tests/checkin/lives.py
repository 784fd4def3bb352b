"""Groups as they really are, beside what the registry and GitHub show of them; nothing here judges."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import yaml

KINDS = (
    "busy",
    "active",
    "bots",
    "dead",
    "archived",
    "private",
    "broken",
    "none",
    "gone",
    "fork",
)
REVIEW = date(2026, 10, 1)
TERM = date(2027, 3, 1)
ROBOT = "ci-helper"
"""A program with a person's account, named in the configuration."""
HERE = ("still here", "yes", "We are still active.", "noch da", "Ja, wir sind noch aktiv!")
SAID = {
    "here": HERE,
    "lead": ("we need a lead", "looking for a new chair", "wir brauchen eine Leitung"),
    "pause": ("pause", "on pause", "pausiert"),
    "ended": ("it has ended", "beendet", "it's over"),
    "later": ("ask again in June", "fragt im Juni wieder", "ask us again from {month}"),
    "unread": ("well, it is not that it has ended",),
}
SHOWN = {
    "here": "still here, says `{by}` ({on})",
    "lead": "looks for a lead, says `{by}` ({on})",
    "pause": "takes a break, says `{by}` ({on})",
    "ended": "has ended, says `{by}` ({on})",
    "later": "will be asked again from {until}, as `{by}` wishes",
}
"""How a line says that somebody answered."""


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data):
        """Write a day twice, where two leads have it."""
        return True


@dataclass(frozen=True)
class Answer:
    """What somebody who may answer said for a group."""

    said: str
    by: str
    at: datetime
    until: date | None = None
    issue: int = 0
    comment: int | None = None
    """None is a tick."""

    def is_shown(self, row, renamed):
        """Say whether a line says it; *renamed* is what accounts are called now."""
        names = {self.by, renamed.get(self.by, self.by)}
        shown = (
            SHOWN[self.said].format(by=by, on=self.at.date(), until=self.until) for by in names
        )
        return any(each in row for each in shown)


@dataclass
class Life:
    """A group as it really is."""

    number: int
    slug: str
    kind: str
    leads: list[int]
    """The numbers of its leads' accounts."""
    data: dict
    """What its file says."""
    repository: str = ""
    dies: int = 10_000
    """After how many days nobody does anything any more."""
    forgets: bool = False
    """Whether nobody ever answers."""
    last: date | None = None
    """When a person did something there last."""
    made: date | None = None
    """When its repository was made."""
    answers: list[Answer] = field(default_factory=list)
    """All that were ever given, in order; what was taken back has another one behind it, or None."""
    standing: Answer | None = None
    away: list[tuple[date, date]] = field(default_factory=list)
    """When all its leads were on leave: from the day on which the file says so, to the day before they are back."""
    asleep: list[tuple[date, date]] = field(default_factory=list)
    due: list[tuple[int, str]] = field(default_factory=list)
    """On which days somebody answers, and what."""
    desk: date | None = None
    """When maintainers were first shown that it needs them."""
    shown_waiting: date | None = None
    """When they were first shown that it waits for its question."""

    @property
    def path(self):
        """Return where its file is."""
        return f"registry/{self.slug}.yml"

    @property
    def text(self):
        """Return its file."""
        return yaml.dump(self.data, Dumper=_Plain, sort_keys=False)

    @property
    def is_quiet(self):
        """Return whether it is never to be asked before its review."""
        return bool(self.data.get("quiet"))

    def is_asleep(self, day):
        """Return whether it has ended on that day."""
        return any(first <= day < last for first, last in self.asleep)

    def is_away(self, day):
        """Return whether all its leads are on leave on that day."""
        return any(first <= day < back for first, back in self.away)


def _name_days(number, data, start):
    """Write into the files of some groups the days on which they are to be asked, or not before."""
    if number % 13 == 6:
        data["review"] = REVIEW
    if number % 17 == 8:
        data["leads"][0]["until"] = TERM
    if number % 19 == 9:
        # Its review comes too early for a young group.
        data |= {"since": start - timedelta(days=30), "review": start + timedelta(days=100)}
    if number == 2:
        # It comes while its leads are away.
        data["review"] = start + timedelta(days=150)


def found(number, leads, accounts, start, rng: random.Random, *, all_at_once=False):
    """Return a group, with people who lead it."""
    kind = "busy" if all_at_once else KINDS[number % len(KINDS)]
    slug = f"group-{number}"
    data = {
        "name": f"Group {number}" if number != 4 else "Group 4 @eve",
        "focus": f"what number {number} is for.",
        "leads": [
            {"github": login, **({"id": accounts[login].id} if number % 3 else {})}
            for login in leads
        ],
    }
    if number % 5 == 2:
        data["aliases"] = [f"Old name {number}"]
    life = Life(number, slug, kind, [accounts[login].id for login in leads], data)
    if kind != "none":
        life.repository = f"org/repo-{number}"
        data["repositories"] = [f"https://github.com/{life.repository}"]
    if all_at_once:
        life.dies, life.forgets = 30, True
        return life
    life.dies = 0 if kind in ("dead", "gone", "none", "fork") else 10_000
    if number % 7 == 3 and kind in ("active", "busy"):
        life.dies = rng.randrange(30, 200)
    life.forgets = kind == "dead" or rng.random() < 0.2
    _name_days(number, data, start)
    if number % 11 == 5:
        data["quiet"] = True
    if number == 10:
        data["leads"][0]["away"] = date(9999, 1, 1)
    return life
