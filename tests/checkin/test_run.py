"""`wgbot checkin` at GitHub: who is asked, what is read, what is written."""

from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from tests import example
from tests.checkin import yearly
from tests.checkin.yearly import FORMS
from tests.fakegithub import CUT_BEFORE, refused
from tests.mentions import mentioned
from wgbot.checkin.issue_text import REMINDER, recalled
from wgbot.text.problems import WgbotError

NET = """\
name: Net
focus: networks.
leads: [{github: alan}]
"""
GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def it(monkeypatch):
    return yearly.start(monkeypatch)


@pytest.fixture
def issue(it):
    return it.run_until_asked()


def no_writes(it):
    it.fake.start_counting()
    it.run()
    return not it.fake.writes


def answered(it, issue, text, by="ada"):
    it.go(1)
    it.fake.comment(by, issue.number, text)
    return it.run()


def test_the_first_run_asks_nobody_and_spreads_the_questions(it):
    it.run()
    assert not it.issues
    assert set(it.memory.groups) == {"command-line"}
    assert it.memory.groups["command-line"].start > it.day
    assert no_writes(it)


def test_a_silent_group_is_asked_with_what_was_seen(it, issue):
    assert "no sign of life since 2026-01-12" in issue.body
    assert "`example/cli` (last seen on 2026-01-12)" in issue.body
    assert {each.actor.login for each in issue.events if each.event == "mentioned"} == {
        "ada",
        "grace",
    }
    assert no_writes(it)


def test_c06_still_here_counts_and_closes_the_issue(it, issue):
    answered(it, issue, "Command line: still here")
    assert issue.state == "closed"
    assert it.memory.groups["command-line"].yes == it.day
    (pull,) = it.fake.pulls("open")
    file = it.fake.files(pull.pull.head_ref)["registry/command-line.yml"].decode()
    assert f"confirmed:\n  date: {it.day}\n  by: ada\n" in file
    assert no_writes(it)


def test_a_yes_counts_though_nobody_merges_it(it, issue):
    answered(it, issue, "still here")
    asked = it.day
    for _ in range(51):
        it.go(7)
        it.run()
        assert len(it.issues) == 1
    later = it.run_until_asked(most=10)
    assert later is not issue
    assert it.day - asked >= timedelta(days=365)


def test_a_closed_pull_request_is_not_opened_again(it, issue):
    answered(it, issue, "still here")
    (pull,) = it.fake.pulls()
    it.fake.close_pull("wanda", pull.number)
    for _ in range(10):
        it.go(7)
        it.run()
    assert len(it.fake.pulls()) == 1


def asked_of_three(it):
    """Let two more groups be asked together with the one that is there, and return the issue."""
    it.group("net", NET)
    it.group("paper", NET.replace("Net", "Paper"))
    it.run()
    it.go(400)
    it.run()
    (issue,) = it.issues
    return issue


def test_what_was_taken_back_is_taken_out_of_the_pull_request_at_once(it):
    issue = asked_of_three(it)
    answered(it, issue, "Command line: still here")
    answered(it, issue, "Net: still here", by="alan")
    (pull,) = it.fake.pulls("open")
    it.go(28)
    it.run()
    files = it.fake.files(pull.pull.head_ref)
    assert all(b"confirmed" in files[f"registry/{name}.yml"] for name in ("command-line", "net"))
    answered(it, issue, "Command line: it has ended")
    files = it.fake.files(pull.pull.head_ref)
    assert b"confirmed" not in files["registry/command-line.yml"]
    assert b"confirmed" in files["registry/net.yml"]
    assert no_writes(it)
    it.group("net", f"{NET}status: retired\n")
    it.run()
    assert not it.fake.pulls("open")
    assert "nothing left to note" in pull.body
    assert no_writes(it)
    answered(it, issue, "Command line: still here")
    it.go(28)
    it.run()
    (fresh,) = it.fake.pulls("open")
    assert b"confirmed" not in it.fake.files(fresh.pull.head_ref)["registry/net.yml"]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("we need a lead", "looks for a lead"),
        ("pause", "only a pause"),
        ("it has ended", "template=end.yml"),
        ("ask again in June", "asked again from 2027-06-01"),
    ],
)
def test_other_answers_lead_to_the_forms_and_change_no_file(it, issue, said, shown):
    before = it.fake.files()
    answered(it, issue, f"Command line: {said}")
    assert shown in issue.body
    assert issue.state == "closed"
    assert it.fake.files() == before
    assert not it.fake.pulls()


def test_who_names_a_day_is_asked_then(it, issue):
    answered(it, issue, "ask again in June")
    asked = it.run_until_asked(most=30)
    assert "it wanted to be asked again from 2027-06-01" in asked.body
    assert it.day < it.day.replace(month=6, day=10)


@pytest.mark.parametrize("by", ["rita", "clara", "renovate[bot]"])
def test_a_strangers_answer_is_none(it, issue, by):
    body = issue.body
    answered(it, issue, "Command line: it has ended", by)
    assert (issue.state, issue.body) == ("open", body)


def test_t08_what_somebody_else_made_of_a_comment_is_no_answer(it, issue):
    it.fake.comment("ada", issue.number, "Hello.")
    it.fake.edit_comment("wanda", issue.comments[-1].id, "Command line: it has ended")
    it.run()
    assert issue.state == "open"


def test_a_tick_is_an_answer_of_who_made_it(it, issue):
    it.go(2)
    it.fake.edit_issue("wanda", issue.number, issue.body.replace("- [ ]", "- [x]"))
    it.run()
    assert issue.state == "closed"
    assert it.memory.groups["command-line"].by == "wanda"


def test_an_answer_counts_though_strangers_write_and_the_file_is_renamed(it):
    issue = asked_of_three(it)
    it.fake.add_account("eve")
    it.fake.comment("alan", issue.number, "net: still here")
    for _ in range(130):
        it.fake.comment("eve", issue.number, "net: it has ended")
    ticked = issue.body.replace("- [ ] **[Paper", "- [x] **[Paper")
    it.fake.edit_issue("wanda", issue.number, ticked)
    it.fake.policy.default_branch_is_protected = False
    moved = {f"registry/{slug}.yml": None for slug in ("net", "paper")}
    for slug in ("net", "paper"):
        text = f"{NET.replace('Net', slug.title())}former_slugs: [{slug}]\n"
        moved[f"registry/new-{slug}.yml"] = text
    it.fake.push("main", moved, by="mina")
    it.run()
    assert it.memory.groups["new-net"].by == "alan"
    assert it.memory.groups["new-paper"].by == "wanda"
    assert no_writes(it)


def test_where_the_issue_is_locked_nobody_is_reminded_and_all_else_goes_on(it, issue):
    it.fake.lock("wanda", issue.number)
    it.go(75)
    it.run()
    assert not issue.comments
    assert "No answer in 60 days" in issue.body
    assert no_writes(it)


def test_a_tick_from_the_moment_in_which_the_bot_wrote_is_found(it, issue):
    it.go(22)
    body = issue.body

    def tick():
        it.fake.edit_issue("wanda", issue.number, body.replace("- [ ]", "- [x]"))

    # Overdue, the line has to be written anew; the tick comes just before that.
    it.run()
    it.go(50)
    it.fake.before(("PATCH", rf"/issues/{issue.number}$"), tick)
    it.run()
    assert "[ ]" in issue.body
    it.go(1)
    it.run()
    assert it.memory.groups["command-line"].by == "wanda"
    assert issue.state == "closed"


def test_what_is_ticked_while_a_run_looks_is_read_by_it(it, issue):
    it.go(75)
    ticked = issue.body.replace("- [ ]", "- [x]")
    it.fake.before(
        ("GET", rf"/issues/{issue.number}$"),
        lambda: it.fake.edit_issue("wanda", issue.number, ticked),
    )
    it.run()
    assert issue.state == "closed"
    assert it.memory.groups["command-line"].by == "wanda"


def test_one_reminder_mentions_nobody(it, issue):
    it.go(20)
    it.run()
    assert not issue.comments
    for _ in range(6):
        it.go(7)
        it.run()
    (comment,) = issue.comments
    assert comment.body.startswith(REMINDER)
    assert not mentioned(comment.body)
    assert no_writes(it)


def test_after_sixty_days_maintainers_are_shown_the_form_and_nothing_happens(it, issue):
    files = it.fake.files()
    it.go(75)
    it.run()
    assert "**No answer in 60 days.**" in issue.body
    assert "template=end.yml&group=Command%20line" in issue.body
    assert issue.state == "open"
    assert it.fake.files() == files
    assert no_writes(it)


def test_k14_after_a_person_closed_it_nobody_is_asked_for_the_rest_of_the_year(it, issue):
    it.fake.close("wanda", issue.number)
    it.group("net", "name: Net\nfocus: cables.\nleads: [{github: grace}]\n")
    year = it.day.year
    for _ in range(100):
        it.go(7)
        it.run()
        if len(it.issues) > 1:
            break
    assert it.day.year == year + 1


def test_an_issue_that_is_deleted_asks_nobody_again(it, issue):
    it.fake.delete_issue("adele", issue.number)
    it.run()
    assert it.memory.silent_until == it.day.replace(month=12, day=31)
    assert it.memory.groups["command-line"].asked
    assert no_writes(it)


def test_reopened_it_goes_on(it, issue):
    it.fake.close("wanda", issue.number)
    it.run()
    assert it.memory.silent_until
    it.fake.reopen("wanda", issue.number)
    it.run()
    assert it.memory.silent_until is None
    answered(it, issue, "still here")
    assert issue.state == "closed"


@pytest.mark.parametrize("program", ["renovate[bot]", "the account of Actions"])
def test_stale_bots_are_kept_off(it, issue, program):
    """Most run in Actions, with the account that wgbot has there."""
    program = program if "[" in program else issue.author.login
    it.fake.add_label("stale")
    it.fake.label(program, issue.number, "stale")
    it.run()
    assert not issue.labels
    assert "isn't stale" in issue.comments[-1].body
    it.fake.close(program, issue.number)
    it.run()
    assert issue.state == "open"
    assert it.memory.silent_until is None
    assert no_writes(it)


def test_k16_a_lost_memory_asks_nobody_again(it, issue):
    body = issue.body
    it.forget()
    it.run()
    assert (issue.body, issue.state) == (body, "open")
    assert it.memory.groups["command-line"].asked == it.memory.batches[0].day
    answered(it, issue, "still here")
    it.forget()
    for _ in range(40):
        it.go(7)
        it.run()
    assert len(it.issues) == 1
    assert it.memory.groups["command-line"].yes


def test_k16_a_memory_that_is_older_than_the_issues_asks_nobody_again(it):
    """Somebody puts the branch back, or a cache is all that is left, from before the question."""
    it.run()
    before = it.fake.repo.refs["refs/heads/wgbot/state"]
    issue = it.run_until_asked()
    answered(it, issue, "we need a lead")
    it.fake.repo.refs["refs/heads/wgbot/state"] = before
    for _ in range(40):
        it.go(7)
        it.run()
    assert it.issues == [issue]


def test_k17_of_two_runs_at_once_one_asks(it):
    it.run()
    for _ in range(60):
        it.go(7)
        it.fake.before(("POST", "/git/trees$"), it.run)
        it.run()
        it.fake.calm()
        if it.issues:
            break
    assert len(it.issues) == 1


def test_e01_a_source_that_fails_stops_the_question_of_its_group_for_eight_weeks(it):
    it.run()
    failing = it.fake.fault(
        lambda call: call.path == "/graphql" and "fragment Looked" in call.body["query"],
        refused(502),
        times=10_000,
    )
    for _ in range(52):
        it.go(7)
        it.run()
    assert failing.struck
    since = it.memory.groups["command-line"].failing
    assert since
    issue = it.issues[0]
    assert "didn't answer" in issue.body
    assert it.memory.groups["command-line"].asked - since >= timedelta(weeks=8)


def test_what_programs_do_is_no_sign_of_life(it):
    it.run()
    repo = it.fake.world.repo("example/cli")
    repo.roles |= {"renovate[bot]": "write", "github-actions[bot]": "write"}
    it.fake.add_account("sync-bot", "write")
    repo.roles["sync-bot"] = "write"
    for week in range(60):
        it.go(7)
        for by in ("renovate[bot]", "sync-bot"):
            it.fake.push("main", {"x": f"{by} {week}"}, by=by, repo=repo)
        with it.fake.at("example/cli"):
            it.fake.open_issue("renovate[bot]", "Update.", f"Update {week}")
        it.run()
        if it.issues:
            break
    assert "no sign of life since 2026-01-12" in it.issues[0].body


def test_what_a_person_does_is_one_wherever_it_is(it):
    it.run()
    repo = it.fake.world.repo("example/cli")
    for week in range(120):
        it.go(7)
        if week % 40 == 39:
            with it.fake.at("example/cli"):
                number = it.fake.open_issue("renovate[bot]", "Update.", f"Update {week}").number
                it.fake.comment("rita", number, "Thanks.")
            assert repo.issues
        it.run()
    assert not it.issues


def test_a_holiday_is_none_of_the_days(monkeypatch):
    it = yearly.start(monkeypatch)
    issue = it.run_until_asked()
    assert not it.memory.groups["command-line"].asked.strftime("%m-%d") > "12-19"
    assert issue


def test_while_all_leads_are_away_days_do_not_count(it, issue):
    away = it.day + timedelta(days=100)
    text = example.FILES["registry/command-line.yml"]
    for login in ("ada", "grace"):
        text = text.replace(f"github: {login}\n", f"github: {login}\n    away: {away}\n")
    it.group("command-line", text)
    for _ in range(13):
        it.go(7)
        it.run()
    assert not issue.comments
    assert "No answer" not in issue.body
    it.go(50)
    it.run()
    assert issue.comments


def test_an_account_that_is_gone_is_not_mentioned_and_one_that_was_renamed_is(it):
    text = example.FILES["registry/command-line.yml"]
    number = it.fake.world.accounts["ada"].id
    it.group("command-line", text.replace("github: ada\n", f"github: ada\n    id: {number}\n"))
    it.fake.rename_account("ada", "ada-new")
    it.fake.add_account("ada")
    it.fake.delete_account("grace")
    issue = it.run_until_asked()
    told = {each.actor.login for each in issue.events if each.event == "mentioned"}
    assert told == {"ada-new"}
    answered(it, issue, "still here", "ada")
    assert issue.state == "open"
    answered(it, issue, "still here", "ada-new")
    assert issue.state == "closed"


@pytest.mark.parametrize("failure", [refused(403, "Not allowed."), refused(502), CUT_BEFORE])
def test_absence_is_not_evidence_an_account_that_cannot_be_looked_up_is_not_gone(it, failure):
    text = example.FILES["registry/command-line.yml"]
    for login in ("ada", "grace"):
        number = it.fake.world.accounts[login].id
        text = text.replace(f"github: {login}\n", f"github: {login}\n    id: {number}\n")
    it.group("command-line", text)
    it.run()
    it.fake.rename_account("ada", "ada-new")
    it.fake.delete_account("grace")
    it.fake.fault(("GET", r"/user/\d+$"), failure, times=99)
    assert "Accounts of leads" not in it.run().summary
    it.fake.calm()
    gone = it.run().summary.partition("Accounts of leads")[2]
    assert "grace" in gone
    assert "ada" not in gone


def test_what_is_private_is_not_told_even_where_the_token_sees_it(it):
    it.fake.world.repo("example/cli").private = True
    it.fake.open_to(it.fake.actions_token, "example/cli")
    issue = it.run_until_asked()
    assert "`example/cli` (can't be seen: private)" in issue.body
    assert "2026-01-12" not in issue.body.partition("wgbot:questions")[0]


def test_the_reminder_is_the_only_one_though_the_memory_is_lost(it, issue):
    it.go(30)
    it.run()
    assert len(issue.comments) == 1
    it.forget()
    it.go(7)
    it.run()
    assert len(issue.comments) == 1


def test_a_lead_of_several_groups_is_mentioned_once(it):
    it.group("net", "name: Net\nfocus: cables.\nleads: [{github: grace}, {github: ada}]\n")
    it.run()
    it.go(500)
    it.run()
    (issue,) = it.issues
    assert "**[Net]" in issue.body
    assert sorted(mentioned(issue.body)) == ["ada", "grace"]


def test_who_takes_the_name_of_a_lead_over_is_not_mentioned(it):
    text = example.FILES["registry/command-line.yml"]
    number = it.fake.world.accounts["ada"].id
    it.group("command-line", text.replace("github: ada\n", f"github: ada\n    id: {number}\n"))
    issue = it.run_until_asked()
    it.fake.rename_account("ada", "ada-new")
    it.fake.add_account("ada")
    it.go(75)
    it.run()
    assert "No answer" in issue.body
    assert mentioned(issue.body) == ["grace"]


def test_a_name_in_the_registry_mentions_nobody(it):
    it.group("net", 'name: "Net @wanda #1"\nfocus: cables.\nleads: [{name: Nora}]\n')
    it.run()
    it.go(500)
    it.run()
    (issue,) = it.issues
    assert mentioned(issue.body) == ["ada", "grace"]
    it.go(40)
    it.run()
    assert mentioned(issue.comments[-1].body) == []


def test_a_group_without_a_lead_is_for_maintainers(it):
    it.group("net", "name: Net\nfocus: cables.\nsince: 2026-01-01\n")
    it.fake.add_account("busy")
    for _ in range(60):
        it.run()
        if any("Net" in each.body for each in it.issues):
            break
        it.go(7)
    assert "nobody leads it" in it.issues[-1].body or "nobody leads it" in it.issues[0].body
    assert "`Net`" in it.run().summary


def test_an_issue_has_room_for_all_groups_that_it_asks(it):
    name = "Ä very long name of a group " * 4
    leads = [{"github": f"person-with-quite-a-long-name-{n}"} for n in range(5)]
    group = {"name": "", "focus": "x", "leads": leads}
    group["repositories"] = [f"https://github.com/example/{'long' * 15}-{n}" for n in range(20)]
    files = {".github/wgbot.yml": f"{FORMS['.github/wgbot.yml']}checkin: {{per_week: 50}}\n"}
    for n in range(70):
        own = [{**each, "github": f"{each['github']}-{n}"[-39:]} for each in leads]
        files[f"registry/group-{n}.yml"] = yaml.safe_dump(
            {**group, "name": f"{name}{n}", "leads": own, "quiet": n > 55}
        )
    it.fake.policy.default_branch_is_protected = False
    it.fake.push("main", files, by="mina")
    it.run()
    it.go(400)
    it.run()
    (issue,) = it.issues
    assert issue.body.count("- [ ] ") == 50
    found = recalled(issue.body)
    assert len(found.questions) == 50
    assert all(each.leads or each.reason == "vacant" for each in found.questions.values())
    assert no_writes(it)


def test_a_dry_run_says_whom_it_would_ask_and_why_and_writes_nothing(it):
    it.run()
    it.go(500)
    it.fake.start_counting()
    done = it.run(dry_run=True)
    assert not it.fake.writes
    assert "command-line: asked: no sign of life since 2026-01-12." in done.asked
    assert "embedded: not asked: it is dormant." in done.asked


def test_while_a_file_cannot_be_read_nobody_is_asked(it):
    it.run()
    it.go(500)
    it.group("net", "name: [\n")
    done = it.run()
    assert not it.issues
    assert "Nobody is asked until registry/net.yml can be read." in done.done


def test_e21_where_there_are_no_issues_the_run_says_so_and_asks_later(it):
    it.run()
    it.go(500)
    it.fake.repo.has_issues = False
    with pytest.raises(WgbotError):
        it.run()
    it.fake.repo.has_issues = True
    it.go(1)
    it.run()
    assert len(it.issues) == 1


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_texts(monkeypatch, expected, language):
    config = FORMS[example.CONFIG_PATH] + f"language: {language}\n"
    it = yearly.start(monkeypatch, {example.CONFIG_PATH: config})
    issue = it.run_until_asked()
    expected(GOLDEN / f"asked.{language}.md", f"{issue.title}\n\n{issue.body}")
    it.go(100)
    it.run()
    expected(GOLDEN / f"overdue.{language}.md", issue.body)
    expected(GOLDEN / f"reminder.{language}.md", issue.comments[0].body)
    # However many requests it took to get here.
    it.fake.clock.set(it.fake.clock.now.replace(minute=0, second=0))
    answered(it, issue, "still here")
    expected(GOLDEN / f"answered.{language}.md", issue.body)
    (pull,) = it.fake.pulls()
    expected(GOLDEN / f"confirmed.{language}.md", f"{pull.title}\n\n{pull.body}")


def test_where_the_registry_is_in_a_second_repository_its_files_are_changed_there(monkeypatch):
    config = FORMS[example.CONFIG_PATH] + "second: {repository: acme/lists, holds: registry}\n"
    registry = {path: None for path in example.FILES if path.startswith("registry/")}
    it = yearly.start(monkeypatch, {example.CONFIG_PATH: config, **registry})
    theirs = {path: example.FILES[path] for path in registry}
    it.fake.add_repo("acme/lists", theirs)
    it.fake.open_to(it.fake.actions_token, "acme/lists")
    issue = it.run_until_asked()
    assert "https://github.com/acme/lists/blob/main/registry/command-line.yml" in issue.body
    answered(it, issue, "still here")
    assert issue.state == "closed"
    with it.fake.at("acme/lists"):
        (pull,) = it.fake.pulls("open")
        assert b"confirmed:" in it.fake.files(pull.pull.head_ref)["registry/command-line.yml"]


def test_commits_in_a_fork_are_no_sign_of_life_and_no_silence(it):
    """Whoever brings a fork up to date pushes what others wrote."""
    it.run()
    repo = it.fake.world.repo("example/cli")
    repo.fork = True
    repo.roles["rita"] = "write"
    for week in range(60):
        it.go(7)
        it.fake.push("main", {"x": f"{week}"}, by="rita", repo=repo)
        it.run()
        if it.issues:
            break
    assert "`example/cli` (can't be seen: a fork" in it.issues[0].body


def test_what_is_said_below_a_closed_issue_is_read(it, issue):
    answered(it, issue, "still here")
    assert issue.state == "closed"
    day = it.memory.groups["command-line"].yes
    answered(it, issue, "it has ended", by="grace")
    assert "has ended, says `grace`" in issue.body
    assert issue.state == "closed"
    assert it.memory.groups["command-line"].yes != day
    assert no_writes(it)
    it.go(70)
    it.run()
    assert not it.memory.batches


def test_a_group_that_ended_and_woke_while_it_was_asked_is_not_asked_on(it, issue):
    text = example.FILES["registry/command-line.yml"]
    it.group("command-line", text.replace("status: active", "status: retired"))
    it.run()
    assert issue.state == "closed"
    assert "has ended meanwhile" in issue.body
    it.group("command-line", text)
    it.go(1)
    it.run()
    assert issue.state == "closed"


def test_an_edit_mentions_nobody_anew(it, issue):
    it.fake.edit_issue("wanda", issue.number, "All is well.")
    it.go(1)
    it.run()
    assert "**[Command line]" in issue.body
    assert mentioned(issue.body) == []
    assert "`ada`" in issue.body


def test_a_question_that_was_not_put_before_the_holidays_waits(it):
    it.run()
    it.fake.clock.set(it.fake.clock.now.replace(year=2027, month=12, day=19))
    it.fake.fault(("POST", "/issues$"), refused(502))
    with pytest.raises(WgbotError):
        it.run()
    it.fake.calm()
    for _ in range(18):
        it.go(1)
        it.run()
        assert not it.issues
    it.go(1)
    it.run()
    (issue,) = it.issues
    assert recalled(issue.body).day == it.day


def test_who_waits_for_a_question_is_named(it):
    for number in range(9):
        it.group(f"net-{number}", NET.replace("Net", f"Net {number}"))
    it.run()
    it.go(400)
    it.run()
    (issue,) = it.issues
    waiting = issue.body.partition("**Waiting for their question:**")[2]
    asked = [number for number in range(9) if f"**[Net {number}]" in issue.body]
    assert all(f"Net {n}" in waiting for n in range(9) if n not in asked)
    assert "Waiting for their question" in it.run().summary
    assert not mentioned(waiting)
