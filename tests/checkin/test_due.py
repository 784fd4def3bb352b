"""Who may be asked, and why: each rule by itself."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from wgbot.checkin import asking, due, memory_file, report
from wgbot.checkin.evidence import Accounts, Act, Evidence, is_program, of_group, read, shared
from wgbot.checkin.memory import Batch, CheckinMemory, GroupMemory, GroupQuestion, Reply
from wgbot.community.checkin import CheckinSettings
from wgbot.registry.group import Confirmation, Group, Person

TODAY = date(2026, 6, 15)
NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
OLD = TODAY - timedelta(days=800)
SETTINGS = CheckinSettings()
ADA = Person(github="ada", id=1)
THERE = Accounts({"ada": 1})
RECORD = GroupMemory(OLD, seen=OLD)


def group(**fields):
    return Group(**{"name": "Net", "focus": "x", "leads": (ADA,), **fields})


def why_not(its=None, record=RECORD, batches=()):
    return due.why_not("net", its or group(), record, batches, TODAY)


def is_due(its=None, record=RECORD, evidence=(), accounts=THERE, settings=SETTINGS):
    found = due.due("net", its or group(), record, tuple(evidence), accounts, settings, TODAY)
    return found and found.reason


def ago(days):
    return TODAY - timedelta(days=days)


def test_a_silent_group_may_be_asked():
    assert why_not() == ""
    assert is_due() == "silent"


@pytest.mark.parametrize(
    ("its", "record"),
    [
        (group(status="dormant"), RECORD),
        (group(status="retired"), RECORD),
        (group(since=ago(100)), RECORD),
        (group(quiet=True), RECORD),
        (group(quiet=True, review=TODAY + timedelta(days=1)), RECORD),
        (group(leads=(Person(github="ada", away=TODAY + timedelta(days=1)),)), RECORD),
        (group(), GroupMemory(TODAY + timedelta(days=1))),
        (group(), GroupMemory(OLD, asked=ago(360))),
        (group(), GroupMemory(OLD, asked=ago(400), yes=ago(360))),
        (group(), GroupMemory(OLD, again=TODAY + timedelta(days=1))),
        (group(), None),
    ],
)
def test_who_is_never_asked(its, record):
    assert why_not(its, record)


@pytest.mark.parametrize(
    ("its", "record"),
    [
        (group(since=ago(190)), RECORD),
        (group(quiet=True, review=TODAY), RECORD),
        (group(leads=(ADA, Person(github="grace", away=TODAY + timedelta(days=9)))), RECORD),
        (group(leads=(Person(github="ada", away=TODAY),)), RECORD),
        (group(), GroupMemory(OLD, asked=ago(366))),
        (group(), GroupMemory(OLD, asked=ago(60), again=TODAY)),
        (group(review=TODAY + timedelta(days=20)), GroupMemory(TODAY + timedelta(days=90))),
    ],
)
def test_who_may_be_asked(its, record):
    assert why_not(its, record) == ""


def test_who_is_being_asked_is_not_asked_again():
    batch = Batch(OLD, {"net": GroupQuestion("silent")})
    assert why_not(batches=(batch,)) == "it is being asked"


def test_who_answered_may_be_asked_later_though_others_in_that_issue_never_answer():
    answer = Reply("here", "ada", NOON - timedelta(days=400))
    batch = Batch(
        OLD, {"net": GroupQuestion("silent", answer=answer), "cli": GroupQuestion("silent")}
    )
    record = GroupMemory(OLD, asked=ago(401), yes=ago(400))
    assert why_not(record=record, batches=(batch,)) == ""


@pytest.mark.parametrize(
    ("its", "record"),
    [
        (group(confirmed=Confirmation(date=ago(300))), GroupMemory(OLD)),
        (group(since=ago(300)), GroupMemory(OLD)),
        (group(), GroupMemory(OLD, seen=ago(300))),
    ],
)
def test_a_sign_of_life_renews(its, record):
    assert is_due(its, record) is None
    assert not due.needs_look(its, record, SETTINGS, TODAY)


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), date.max])
def test_a_day_that_is_to_come_is_no_sign_of_life(day):
    """Of a year that somebody mistyped, nobody waits for the end."""
    record = replace(RECORD, seen=day, yes=day)
    its = group(confirmed=Confirmation(date=day))
    assert is_due(its) == "silent"
    assert is_due(its, record) == "silent"
    assert due.needs_look(its, record, SETTINGS, TODAY)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_no_day_that_a_file_can_name_is_too_much(day):
    its = group(review=day, since=day, leads=(Person(github="ada", until=day, away=day),))
    for record in (RECORD, GroupMemory(TODAY + timedelta(days=9))):
        assert is_due(its, record) in {"review", "silent"}
        why_not(its, record)
        report.summary(CheckinMemory(), {"net": its}, THERE, "", TODAY)


def test_what_is_seen_now_renews_too():
    assert is_due(evidence=[Evidence("a", "seen", ago(300))]) is None
    assert is_due(evidence=[Evidence("a", "seen", ago(400))]) == "silent"
    assert is_due(evidence=[Evidence("a", "hidden", why="private")]) == "silent"


def test_a_source_that_fails_is_no_silence_until_it_has_failed_for_eight_weeks():
    failed = [Evidence("a", "failed"), Evidence("b", "nothing", OLD)]
    assert is_due(evidence=failed) is None
    for days, failures, reason in ((55, 9, None), (56, 9, "silent"), (80, 2, None)):
        record = GroupMemory(OLD, failing=ago(days), failures=failures)
        assert is_due(record=record, evidence=failed) == reason


def test_an_account_that_could_not_be_looked_up_is_not_gone():
    assert is_due(accounts=Accounts()) is None


@pytest.mark.parametrize(
    ("its", "accounts", "reason"),
    [
        (group(review=TODAY + timedelta(days=30)), THERE, "review"),
        (group(review=TODAY + timedelta(days=31)), THERE, None),
        (group(leads=(ADA.model_copy(update={"until": TODAY}),)), THERE, "term"),
        (group(leads=()), THERE, "vacant"),
        (group(), Accounts({"ada": None}, {1: ""}), "vacant"),
        (group(), Accounts({"ada": 99}, {1: ""}), "vacant"),
        (group(), Accounts({"ada": None}, {1: "ada-new"}), None),
        (group(), Accounts({"ada": None}), None),
        (group(leads=(Person(github="grace"),)), Accounts({"grace": None}), "vacant"),
        (group(leads=(Person(name="Grace"),)), Accounts(), None),
    ],
)
def test_why_an_active_group_is_asked(its, accounts, reason):
    assert is_due(its, GroupMemory(OLD, seen=ago(5)), accounts=accounts) == reason


def test_a_review_is_asked_for_once():
    its = group(review=TODAY)
    assert is_due(its, GroupMemory(OLD, seen=ago(5), asked=ago(29))) is None
    confirmed = its.model_copy(update={"confirmed": Confirmation(date=ago(20))})
    assert is_due(confirmed, GroupMemory(OLD, seen=ago(5))) is None


def test_who_wants_to_be_asked_is():
    assert is_due(record=GroupMemory(OLD, seen=ago(5), again=TODAY)) == "again"


def test_dates_are_spread_over_a_year_and_stay():
    starts = [due.start_of(f"group-{n}", TODAY) for n in range(1000)]
    months = [sum(1 for each in starts if (each - TODAY).days // 73 == part) for part in range(5)]
    assert all(150 < count < 250 for count in months)
    assert min(starts) > TODAY
    assert max(starts) <= TODAY + timedelta(days=366)
    met = due.met(CheckinMemory(), {"net": group()}, TODAY)
    assert due.met(met, {"net": group()}, TODAY + timedelta(days=9)) == met


def test_a_group_that_is_renamed_is_remembered():
    batch = Batch(OLD, {"net": GroupQuestion("silent")}, 7)
    known = CheckinMemory(OLD, groups={"net": GroupMemory(OLD, asked=ago(9))}, batches=(batch,))
    then = due.met(known, {"network": group(former_slugs=("net",))}, TODAY)
    assert then.groups == {"network": known.groups["net"]}
    assert set(then.batches[0].questions) == {"network"}


def test_a_week_has_its_limit():
    many = {f"g{n}": group() for n in range(200)}
    assert asking.quota(many, SETTINGS) == 5
    assert asking.quota({"a": group()}, SETTINGS) == 3
    assert asking.quota(many, CheckinSettings(per_week=8)) == 8
    asleep = {f"z{n}": group(status="dormant") for n in range(900)}
    assert asking.quota({**many, **asleep}, SETTINGS) == 5


def test_nobody_is_asked_on_holidays_or_twice_a_week():
    since = CheckinMemory(OLD, looked=ago(5))
    assert due.may_ask(since, SETTINGS, TODAY)
    assert not due.may_ask(CheckinMemory(OLD, looked=ago(6)), SETTINGS, TODAY)
    for day in (date(2026, 12, 20), date(2026, 12, 31), date(2027, 1, 6)):
        assert due.may_ask(CheckinMemory(OLD), SETTINGS, day)
        assert not due.may_ask(CheckinMemory(OLD), CheckinSettings(holidays=()), day)
    assert not due.may_ask(CheckinMemory(OLD), SETTINGS, date(2027, 1, 7))


def test_holidays_are_no_days_of_silence():
    since, day = date(2026, 12, 10), date(2027, 1, 10)
    assert due.is_silent_for(13, since, day, SETTINGS)
    assert not due.is_silent_for(14, since, day, SETTINGS)
    assert due.is_silent_for(0, TODAY, TODAY, SETTINGS)


def test_nothing_that_follows_from_silence_begins_on_a_holiday():
    since = date(2026, 11, 1)
    assert due.is_silent_for(40, since, date(2026, 12, 19), SETTINGS)
    assert not due.is_silent_for(40, since, date(2026, 12, 20), SETTINGS)
    assert due.is_silent_for(40, since, date(2027, 1, 7), SETTINGS)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 1, 1), 13, date(2024, 12, 1)),
    ],
)
def test_months_are_those_of_the_calendar(day, months, before):
    assert due.months_before(day, months) == before


@pytest.mark.parametrize(
    "name",
    ["renovate[bot]", "k8s-ci-robot", "sync-bot", "Bot", "ours", "bot-", "github-actions[bot]"],
)
def test_a_program_is_known_by_its_name_or_named(name):
    assert is_program(name, {"ours", "bot-"})


@pytest.mark.parametrize("name", ["ada", "abbot", "robotnik", "bottom", "talbot"])
def test_a_person_is_none(name):
    assert not is_program(name, ())


def judged(*acts, hides=""):
    return read("a", acts, {"wg"}, since=OLD, wanted=ago(365), hides=hides)


def test_only_people_are_a_sign_of_life():
    bots = [Act(ago(1), "x[bot]"), Act(ago(1), "wg"), Act(ago(1), "grp", is_user=False)]
    assert judged(*bots) == Evidence("a", "nothing", OLD)
    assert judged(*bots, Act(ago(1), "")) == Evidence("a", "nothing", OLD)
    assert judged(*bots, Act(ago(50), "ada")) == Evidence("a", "seen", ago(50))


def test_where_programs_hide_people_nothing_is_concluded():
    assert judged(Act(ago(1), "x[bot]"), hides="busy") == Evidence("a", "hidden", why="busy")
    assert judged(Act(ago(400), "ada"), hides="busy").why == "busy"
    assert judged(Act(ago(4), "ada"), hides="busy").state == "seen"


def test_what_three_groups_list_tells_nothing_of_one():
    its = group(repositories=("https://github.com/a/Main.git", "https://github.com/a/own"))
    others = {name: group(repositories=("https://github.com/a/main/",)) for name in "bc"}
    assert shared({"a": its, "b": others["b"]}) == frozenset()
    tell_nothing = shared({"a": its, **others})
    seen = {"https://github.com/a/main": Evidence("x", "seen", TODAY)}
    one, two = of_group(its, seen, tell_nothing)
    assert (one.state, one.why) == ("hidden", "shared")
    assert two.state == "failed"


def test_who_is_away_or_gone_is_not_mentioned():
    leads = (
        Person(github="ada", id=1),
        Person(github="bob", id=2, away=TODAY + timedelta(days=3)),
        Person(github="eve", id=3),
        Person(github="old", id=4),
        Person(name="Nora"),
    )
    accounts = Accounts({"ada": 1, "bob": 2, "eve": 99, "old": None}, {4: "new"})
    assert asking.mentioned(leads, accounts, TODAY) == ("ada", "new")


@pytest.mark.parametrize(
    ("told", "where"),
    [
        ([Evidence("a", "seen", ago(9)), Evidence("b", "seen", ago(3))], (ago(3), "b")),
        ([Evidence("a", "seen", ago(60)), Evidence("b", "failed")], (ago(50), "old")),
        ([Evidence("a", "nothing", ago(3))], (ago(50), "old")),
        ([Evidence("a", "seen", ago(50))], (ago(50), "a")),
    ],
)
def test_where_a_group_was_seen_last_is_remembered_with_the_day(told, where):
    before = CheckinMemory(groups={"net": GroupMemory(OLD, seen=ago(50), source="old")})
    after = due.looked(before, {"net": told}, SETTINGS, TODAY).groups["net"]
    assert (after.seen, after.source) == where


def test_what_is_remembered_is_read_again_and_half_of_it_is_not():
    question = GroupQuestion(
        "term",
        TODAY,
        ("ada",),
        (Evidence("a", "hidden", why="gone"),),
        TODAY,
        Reply("later", "ada", NOON, TODAY, is_tick=True),
        OLD,
    )
    whole = CheckinMemory(
        OLD,
        TODAY,
        TODAY,
        TODAY,
        {"net": GroupMemory(OLD, TODAY, "a", TODAY, TODAY, "ada", TODAY, TODAY, 3, TODAY)},
        (Batch(TODAY, {"net": question}, 7, TODAY, TODAY),),
        TODAY,
        NOON,
    )
    data = memory_file.dump(whole)
    assert memory_file.load(data) == whole
    assert memory_file.dump(memory_file.load(data)) == data
    for broken in (b"", b"{}", data[:-20], data.replace(b'"term"', b'"x"'), b"[" * 99999):
        assert memory_file.load(broken) == CheckinMemory()


def test_who_is_away_for_years_has_left():
    assert due.away_until(group(leads=(Person(github="ada", away=date.max),)), TODAY) is None
    assert due.away_until(group(leads=(Person(github="ada", away=TODAY),)), TODAY) is None
    back = TODAY + timedelta(days=300)
    assert due.away_until(group(leads=(Person(github="ada", away=back),)), TODAY) == back


def test_a_day_to_come_is_not_believed_and_asks_nobody_again():
    """Whoever may push to the branch can write anything; nothing of it may last for ever."""
    day = date.max
    record = GroupMemory(day, day, "", day, day, "eve", day, day, 3, day)
    forged = CheckinMemory(day, day, day, day, {"net": record}, (Batch(day, {}, 7),))
    then = due.met(forged, {"net": group()}, TODAY)
    its = then.groups["net"]
    assert (its.asked, its.yes, its.seen, its.again, its.proposed) == (
        TODAY,
        None,
        None,
        None,
        None,
    )
    assert its.start <= TODAY + timedelta(days=366)
    assert then.silent_until == date(2026, 12, 31)
    assert (then.started, then.looked, then.batches) == (TODAY, TODAY, ())
    assert due.met(then, {"net": group()}, TODAY) == then
    # A run that began after midnight is no prank.
    tomorrow = GroupMemory(OLD, asked=TODAY + timedelta(days=1))
    known = CheckinMemory(OLD, groups={"net": tomorrow})
    assert due.met(known, {"net": group()}, TODAY).groups["net"] == tomorrow


def test_after_its_file_says_that_it_is_active_a_group_is_not_asked_for_a_year():
    assert why_not(group(confirmed=Confirmation(date=ago(300))))
    assert why_not(group(confirmed=Confirmation(date=ago(400)))) == ""


def test_whose_name_it_was_is_remembered():
    ada = Person(github="ada")
    known = CheckinMemory().with_accounts([ada], Accounts({"ada": 1, "old": 4}))
    assert known.accounts == {"ada": 1}
    assert known.with_accounts([ada], Accounts({"ada": 99}, known=known.accounts)) == known
    taken = Accounts({"ada": 99}, {1: "ada-new"}, known.accounts)
    assert taken.name_of(ada) == "ada-new"
    assert not taken.is_gone(ada)
    assert Accounts({"ada": 99}, {1: ""}, known.accounts).is_gone(ada)
    assert known.with_accounts([], Accounts()).accounts == {}
