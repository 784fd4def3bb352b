"""What must never happen when groups are asked, judged each day from what is really there.

The judge knows the lives of groups, and sees of the bot only what GitHub shows: texts, comments, mails,
files. What the bot remembers on its branch is none of the judge's business.
"""

import itertools
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.checkin import never_files, never_questions
from tests.mentions import mentioned
from wgbot.checkin.issue_text import MARKER, REMINDER
from wgbot.community.checkin import CheckinSettings

SETTINGS = CheckinSettings()
OVERDUE = "No answer in"
_ROW = re.compile(r"^- \[.\] .*<!-- wgbot:group ([a-z0-9-]+) -->$", re.MULTILINE)
_FIRST = re.compile(rf"{MARKER}(\d{{4}}-\d\d-\d\d) ([a-z0-9 -]+) -->")


def day_of(stamp):
    """Return the day of a moment as GitHub writes it."""
    return date.fromisoformat(stamp[:10])


def rows(text):
    """Return the lines of the groups in an issue's text, by the groups' files."""
    return {found[1]: found[0] for found in _ROW.finditer(text)}


@dataclass
class Seen:
    """An issue with questions, and how much of it is judged."""

    number: int
    opened: date
    lives: list
    texts: int = 0
    comments: set = field(default_factory=set)
    mails: Counter = field(default_factory=Counter)
    """Who got how many mails because the bot mentioned them there."""
    overdue: set = field(default_factory=set)
    reminders: int = 0


class Judge:
    """Holds every day against what must never happen."""

    def __init__(self, years):
        self.years = years
        self.seen: dict[int, Seen] = {}
        self.days_closed = 0
        self.head = None
        self.pull_heads = {}

    def asked_in(self, issue):
        """Return the groups that an issue asks: who was named when it was opened."""
        found = self.seen.get(issue.number)
        return found.lives if found else []

    def last_of(self, life):
        """Return where a group was asked last, though it may be deleted."""
        return [each for each in self.seen.values() if life in each.lives][-1]

    # After each day, whatever happened

    def day(self):
        """Judge what is there at the end of a day."""
        it = self.years
        for issue in list(it.fake.repo.issues.values()):
            if issue.pull:
                continue
            texts = issue.edits or [(issue.created_at, issue.author, issue.body or "")]
            if issue.number in self.seen or (
                texts[0][1].type == "Bot" and texts[0][2].startswith(MARKER)
            ):
                self._issue(issue, texts)
        self._asked_too_often()
        never_files.judge(self)

    def _issue(self, issue, texts):
        if issue.number not in self.seen:
            named = _FIRST.match(texts[0][2])
            lives = [self.years.by_slug[slug] for slug in named[2].split()]
            opened = day_of(issue.created_at)
            assert named[1] == str(opened), "it was asked on another day than it says"
            self.seen[issue.number] = Seen(issue.number, opened, lives)
            never_questions.opened(self, self.seen[issue.number], texts[0][2])
        seen = self.seen[issue.number]
        for number in range(seen.texts, len(texts)):
            before = texts[number - 1][2] if number else ""
            at, who, text = texts[number]
            if who.type == "Bot":
                self._written(seen, before, text, day_of(at))
        seen.texts = len(texts)
        for comment in issue.comments:
            if comment.author.type == "Bot" and comment.author.login.startswith("github"):
                self._commented(seen, comment)
        self._shown_to_maintainers(seen, issue)
        if issue.state == "closed" and issue.closed_by.login.startswith("github"):
            by_stale_bot = issue.number in self.years.closed_by_program
            open_ = [each for each in seen.lives if not self.is_over(each, seen)]
            assert by_stale_bot or not open_, f"closed with open questions: {open_}"

    def is_over(self, life, seen):
        """Return whether a question needs no answer any more: it has one, or the group ended meanwhile."""
        answered = any(each.issue == seen.number for each in life.answers)
        return answered or any(first >= seen.opened for first, _ in life.asleep)

    def _written(self, seen, before, text, day):
        """Judge a text that the bot wrote over another: who gets a mail, and what it says."""
        told = mentioned(text)
        fresh = {each.lower() for each in told} - {each.lower() for each in mentioned(before)}
        assert len(told) == len({each.lower() for each in told}), "mentioned twice in one text"
        allowed = {who.lower() for life in seen.lives for who in self.may_be_called(life)}
        assert fresh <= allowed, f"mentioned: {fresh - allowed}"
        seen.mails.update(fresh)
        assert not [who for who, count in seen.mails.items() if count > 1], "mails: more than one"
        for slug, row in rows(text).items():
            life = self.years.by_slug[slug]
            if OVERDUE in row and life.number not in seen.overdue:
                self._turned(life, seen, day)
            if ", says `" in row or ", as `" in row:
                real = [each for each in life.answers if each.issue == seen.number]
                names = self.years.renamed
                is_real = any(each.is_shown(row, names) for each in real)
                assert is_real or self._is_anybodys(life, row), f"nobody said that: {row}"

    def _is_anybodys(self, life, row):
        """Say whether nobody can know whose word that is: the file never said, and the memory was lost."""
        is_lost = self.years.is_forgotten and f"says `{self.years.taken}`" in row
        return is_lost and not all("id" in each for each in life.data["leads"])

    def _turned(self, life, seen, day):
        """Judge a line that says from now on that nobody answered."""
        seen.overdue.add(life.number)
        assert not SETTINGS.is_holiday(day), f"a deadline on a holiday: {day}"
        waited = self.days_waited(life, seen.opened, day)
        assert waited >= SETTINGS.overdue_days, f"after {waited} days: {life}"
        assert not life.is_away(day), "its leads are away"

    def days_waited(self, life, since, day):
        """Return how many days people had to answer."""
        days = (since + timedelta(days=n) for n in range(1, (day - since).days + 1))
        return sum(not (SETTINGS.is_holiday(each) or life.is_away(each)) for each in days)

    def may_be_called(self, life):
        """Return the accounts that lead a group today and are not on leave."""
        it = self.years
        for lead, number in zip(life.data["leads"], life.leads, strict=False):
            login = it.login(number)
            if it.is_forgotten and "id" not in lead:
                # Whose name that was, nobody knows any more.
                login = lead["github"]
            if login and not (lead.get("away") and life.is_away(it.it.day)):
                yield login

    def _commented(self, seen, comment):
        if comment.id in seen.comments:
            return
        seen.comments.add(comment.id)
        assert not mentioned(comment.body), "a comment calls somebody"
        if not comment.body.startswith(REMINDER):
            return
        day = day_of(comment.created_at)
        seen.reminders += 1
        assert seen.reminders == 1, "reminded twice"
        assert not SETTINGS.is_holiday(day), f"reminded on {day}"
        named = [life for life in seen.lives if f"**{life.data['name']}**" in comment.body]
        assert not [life for life in named if life.is_away(day) or life.is_asleep(day)]
        waited = [self.days_waited(life, seen.opened, day) for life in seen.lives]
        assert max(waited) >= SETTINGS.remind_days, f"reminded after {waited}"

    def _shown_to_maintainers(self, seen, issue):
        if issue.state == "closed":
            return
        for slug, row in rows(issue.body).items():
            life = self.years.by_slug[slug]
            if OVERDUE in row or "nobody leads it" in row:
                life.desk = life.desk or self.years.it.day
        waiting = issue.body.partition("**Waiting for their question:**")[2].partition(". ")[0]
        for name in filter(None, waiting.split(", ")):
            for life in self.years.lives:
                if life.data["name"] == name.strip():
                    life.shown_waiting = life.shown_waiting or self.years.it.day

    def _asked_too_often(self):
        """Judge all questions that there are: how many in a week, in one issue, and to one group."""
        days = sorted(each.opened for each in self.seen.values())
        pairs = itertools.pairwise(days)
        assert all((later - day).days >= 6 for day, later in pairs), "twice in a week"
        asked: dict[int, list] = {}
        for each in self.seen.values():
            for life in each.lives:
                asked.setdefault(life.number, []).append(each.opened)
        for number, when in asked.items():
            never_questions.apart(self.years.at(number), sorted(when))

    # After each run that was not lost

    def run(self, done, *, is_whole):
        """Judge what a run that came to its end left behind."""
        self.day()
        it = self.years
        for seen in self.seen.values():
            issue = it.fake.repo.issues.get(seen.number)
            if issue is None or not it.is_heard(issue):
                continue
            if issue.state == "closed" and issue.closed_by.type == "User":
                continue
            shown = rows(issue.body)
            for life in seen.lives:
                last = life.standing
                row = shown.get(life.slug, "")
                if self._is_anybodys(life, row):
                    continue
                if last and last.issue == seen.number:
                    assert last.is_shown(row, it.renamed), f"{last} is not in {row}"
                elif not last and seen is self.last_of(life):
                    assert ", says `" not in row, f"taken back: {row}"
        never_files.after_run(self)
        if is_whole:
            never_files.told(self, done.summary)
