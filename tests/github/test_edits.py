"""Groups changed and ended at GitHub: filed, approved, merged, and what was merged in between."""

import pytest

from tests import bot, editing, example
from tests.editing import CLI, change, end
from tests.proposals.test_messages import assert_calm
from tests.stories import labels, pulls, review
from wgbot.files import yaml

TEXT = example.FILES[CLI]


@pytest.fixture
def world(monkeypatch):
    """Return a fake GitHub with the forms in it, and the bot."""
    return bot.start(monkeypatch, editing.files())


def filed(fake, it, text, by="clara"):
    event = fake.open_issue(by, text, "Anything")
    it.run(event)
    return event.number


def approved(fake, it, text, by="clara"):
    number = filed(fake, it, text, by)
    it.run(fake.label("wanda", number, "approved"))
    return number


def merge(fake, it, number):
    (pull,) = pulls(fake, number)
    it.run(fake.merge("wanda", pull.number))
    it.sync()


def group(fake, path=CLI):
    return yaml.load(fake.files()[path]).value


def test_a_change_is_filed_approved_and_merged(world):
    fake, it = world
    number = filed(fake, it, change("SIG Command line", leads="@ada (chair), @clara"))
    assert "`@\u200bada` → `@\u200bada (chair)`" in review(fake, number)
    assert "− `@\u200bgrace`" in review(fake, number)
    it.run(fake.label("wanda", number, "approved"))
    (pull,) = pulls(fake, number)
    assert pull.title == "Change working group: Command line"
    assert "To undo it" in pull.body
    merge(fake, it, number)
    assert [each["github"] for each in group(fake)["leads"]] == ["ada", "clara"]
    assert group(fake)["former_leads"][0]["until"] == fake.clock.now.date()
    assert fake.issue(number).state == "closed"
    assert "is changed" in review(fake, number)
    # It is over: nothing that happens to the group later is this issue's.
    fake.push("main", {CLI: TEXT.encode()}, "adele")
    before = fake.end_state()
    it.sync()
    assert fake.end_state() == before


def test_a_slip_in_the_name_is_told_with_what_is_near(world):
    fake, it = world
    number = filed(fake, it, change("Comand line", focus="all that a terminal shows."))
    assert "Did you mean `Command line`?" in review(fake, number)
    assert labels(fake, number) == {"needs work"}


def test_groups_end_together_in_one_pull_request(world):
    fake, it = world
    number = approved(fake, it, end("Command line\nEmbedded devices"))
    merge(fake, it, number)
    for path in (CLI, editing.EMBEDDED):
        assert group(fake, path)["status"] == "retired"
        assert group(fake, path)["ended"]["because"] == "completed"
    assert "has ended" in review(fake, number)


def test_what_was_merged_after_a_form_was_filled_in_is_not_undone(world):
    fake, it = world
    version = fake.head("main")
    fake.push("main", {CLI: TEXT.replace("- github: grace", "- github: rita").encode()}, "adele")
    number = approved(fake, it, change(leads="@ada, @grace, @clara", base=version))
    merge(fake, it, number)
    assert [each["github"] for each in group(fake)["leads"]] == ["ada", "rita", "clara"]


def test_without_a_version_it_is_held_against_what_there_was_when_it_was_filed(world):
    fake, it = world
    number = filed(fake, it, change(leads="@ada, @grace, @clara"))
    fake.clock.advance(60)
    fake.push("main", {CLI: TEXT.replace("- github: grace", "- github: rita").encode()}, "adele")
    it.sync()
    shown = review(fake, number)
    assert "+ `@\u200bclara`" in shown
    assert "rita" not in shown.partition("\n")[2].partition("Here is how")[0]


def test_a_version_that_is_not_of_the_default_branch_counts_for_nothing(world):
    fake, it = world
    other = TEXT.replace("  - github: grace\n", "  - github: grace\n  - github: rita\n")
    fake.push("main", {CLI: other.encode()}, "adele")
    fake.push("theirs", {CLI: TEXT.encode()}, "adele")
    fake.clock.advance(60)
    text = change(leads="@ada, @grace, @clara", base=fake.head("theirs"))
    assert "− `@\u200brita`" in review(fake, filed(fake, it, text))


def test_of_two_approved_requests_for_one_key_the_later_one_is_told(world):
    fake, it = world
    first = approved(fake, it, change(focus="all that a terminal shows."))
    second = approved(fake, it, change(focus="programs with a prompt."))
    waiting = filed(fake, it, change(focus="something else entirely."))
    assert [len(pulls(fake, each)) for each in (first, second, waiting)] == [1, 1, 0]
    merge(fake, it, first)
    it.sync()
    (pull,) = pulls(fake, second)
    assert pull.pull.draft
    assert "isn't what was approved" in review(fake, second)
    assert "`all that a terminal shows.` → `programs with a prompt.`" in review(fake, second)
    assert "approved" not in labels(fake, second)


def test_of_two_that_touch_other_keys_both_go_on(world):
    fake, it = world
    first = approved(fake, it, change(leads="@ada, @grace, @clara"))
    second = approved(fake, it, change(focus="all that a terminal shows."))
    third = approved(fake, it, change(leads="@ada, @grace, @fanny"))
    for number in (first, second, third):
        merge(fake, it, number)
    assert group(fake)["focus"] == "all that a terminal shows."
    assert [each["github"] for each in group(fake)["leads"]] == ["ada", "grace", "clara", "fanny"]


def test_a_text_of_a_strangers_mentions_nobody(world):
    fake, it = world
    number = approved(
        fake, it, change(focus="for @example/team, fixes #1.", goals="@everyone\n</details> #2")
    )
    (pull,) = pulls(fake, number)
    for text in (review(fake, number), pull.body.replace(f"Closes #{number}", "")):
        own = (f"request #{pull.number}", f"in #{number}")
        assert_calm(text.replace(own[0], "").replace(own[1], ""))
