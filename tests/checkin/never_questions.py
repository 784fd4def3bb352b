"""Whether a group may have been asked at all: by what it really is, and by what it was asked before."""

import itertools
from datetime import date, timedelta

from wgbot.checkin import due
from wgbot.checkin.issue_text import recalled
from wgbot.community.checkin import CheckinSettings

SETTINGS = CheckinSettings()
SOON = timedelta(days=30)
UNSEEN = ("private", "gone", "none")


def opened(judge, seen, text):
    """Judge an issue on the day on which it was opened."""
    it, day = judge.years, seen.opened
    assert not SETTINGS.is_holiday(day), f"asked on a holiday: {day}"
    assert day > it.closed_until, "asked though it was closed"
    assert day - it.start >= timedelta(days=6), "the first run asks nobody"
    active = sum(not life.is_asleep(day) for life in it.lives)
    assert 0 < len(seen.lives) <= max(3, active // 40), "more than a week may"
    questions = recalled(text).questions
    for life in seen.lives:
        _asked(it, life, questions[life.slug], day)


def apart(life, days):
    """Judge the days on which a group was asked: a year lies between them, or it named one."""
    for before, day in itertools.pairwise(days):
        named = [each.until for each in life.answers if each.until]
        assert (day - before).days >= 365 or any(before < each <= day for each in named), (
            f"asked on {before} and {day}: {life}"
        )


def _asked(it, life, question, day):
    data, last = life.data, life.standing
    wanted = last is not None and last.said == "later"
    assert not wanted or last.until <= day, f"it is not time yet: {life}"
    yes = [last.at.date()] if last and last.said == "here" else []
    yes += [data["confirmed"]["date"]] if "confirmed" in data and not wanted else []
    assert all((day - each).days >= 365 for each in yes), f"after a yes: {life}"
    assert not life.is_asleep(day), "it has ended"
    assert not life.is_away(day), "its leads are away"
    assert not life.is_quiet or (data.get("review") or date.max) <= day, "it is quiet"
    assert data.get("since", date.min) <= due.months_before(day, 6), "it is young"
    reasons = {
        "silent": _is_silent,
        "vacant": _is_vacant,
        "again": lambda *_: wanted,
        "review": lambda *_: "review" in data and data["review"] <= day + SOON,
        "term": lambda *_: any(
            each["until"] <= day + SOON for each in data["leads"] if "until" in each
        ),
    }
    assert reasons[question.reason](it, life, question, day), f"not {question.reason}: {life}"
    for each in question.evidence:
        _evidence(it, life, each, day)
    it.plan(life)
    life.standing = None


def _is_silent(it, life, question, day):
    """Say whether nothing was seen for a year, and the question tells since when."""
    year_ago = due.months_before(day, SETTINGS.months)
    if life.kind in (*UNSEEN, "fork") or (life.kind == "broken" and it.broken_since):
        return question.on is None or question.on <= year_ago
    told = [
        life.last,
        life.data.get("since"),
        # Of several answers to one question, the last one counts.
        *(a.at.date() for a in {a.issue: a for a in life.answers}.values() if a.said == "here"),
    ]
    return life.last <= year_ago and question.on == max(
        each for each in told if each and each <= year_ago
    )


def _is_vacant(it, life, _question, _day):
    return not any(
        it.login(each["id"]) if "id" in each else it.account_of(each["github"])
        for each in life.data["leads"]
    )


def _evidence(it, life, each, day):
    """Judge what the bot says it saw: what it can't see is neither life nor silence."""
    if life.kind == "broken" and it.broken_since:
        assert day - it.broken_since >= timedelta(weeks=8), f"it only failed: {life}"
        assert each.state == "failed"
    elif life.kind in UNSEEN:
        assert each.state == "hidden", f"{each} of {life}"
    elif life.kind == "fork":
        assert (each.state, each.why) == ("hidden", "fork"), f"{each} of {life}"
    else:
        assert (each.state, each.on) == ("seen", life.last), f"{each} of {life}"
