"""Groups changed and ended at GitHub: filed, approved, merged, and what was merged in between."""

import pytest

from tests import bot, editing, example, gitrepo
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


@pytest.mark.parametrize("is_renamed", [True, False])
def test_what_went_into_another_branch_is_done_once_that_is_the_default_one(world, is_renamed):
    fake, it = world
    number = approved(fake, it, change(focus="terminals."))
    (pull,) = pulls(fake, number)
    if is_renamed:
        merge(fake, it, number)
        fake.rename_default_branch("adele", "trunk")
        it.run(fake.reopen("wanda", number))
    else:
        fake.push("develop", {"NEWS.md": "New."}, "adele")
        fake.retarget("wanda", pull.number, "develop")
        fake.merge("wanda", pull.number)
        it.sync()
        assert "not into `main`" in review(fake, number)
        fake.merge("wanda", fake.open_pull("wanda", "develop", "Release").number, "merge")
    it.sync()
    assert "**Command line** has been updated" in review(fake, number)
    assert "not into" not in review(fake, number)
    assert "terminals" in group(fake)["focus"]


def test_a_change_is_filed_approved_and_merged(world):
    fake, it = world
    number = filed(fake, it, change("SIG Command line", leads="@ada (chair), @clara"))
    assert "`@\u200bada` → `@\u200bada (chair)`" in review(fake, number)
    assert "− `@\u200bgrace`" in review(fake, number)
    it.run(fake.label("wanda", number, "approved"))
    (pull,) = pulls(fake, number)
    assert pull.title == "Change working group: Command line"
    assert "want to undo this" in pull.body
    merge(fake, it, number)
    assert [each["github"] for each in group(fake)["leads"]] == ["ada", "clara"]
    assert group(fake)["former_leads"][0]["until"] == fake.clock.now.date()
    assert fake.issue(number).state == "closed"
    assert "has been updated" in review(fake, number)
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


def test_after_an_end_the_comment_lists_what_is_left_and_is_peoples(world):
    fake, it = world
    number = approved(fake, it, end("Command line\nEmbedded devices"))
    merge(fake, it, number)
    text = review(fake, number)
    assert "- [ ] Archive `https://github.com/example/cli`" in text
    assert "- [ ] Take `@\u200bada`, `@\u200bgrace` out of the teams" in text
    assert "calendars" not in text
    comment = fake.issue(number).comments[0]
    ticked = comment.body.replace("- [ ] Archive", "- [x] Archive") + "\nMoved it.\n"
    fake.edit_comment("wanda", comment.id, ticked)
    it.run(fake.reopen("wanda", number))
    it.run(fake.label("wanda", number, "approved"))
    it.run(fake.edit_issue("clara", number, end("Embedded devices", how="only a pause")))
    it.sync()
    assert review(fake, number) == ticked
    assert "approved" not in labels(fake, number)
    # Nor after the group has come back.
    fake.push("main", {CLI: TEXT.encode()}, "adele")
    it.sync()
    it.run(fake.label("wanda", number, "approved"))
    assert review(fake, number) == ticked
    assert "approved" not in labels(fake, number)
    assert pulls(fake, number) == []


def test_what_has_nothing_leaves_nothing_to_tick_off(monkeypatch):
    bare = "name: Birds\nfocus: counting.\nmeetings: [{day: Monday, until: 2020-01-01}]\n"
    fake, it = bot.start(monkeypatch, editing.files(**{"registry/birds.yml": bare}))
    number = approved(fake, it, end("Birds"))
    merge(fake, it, number)
    assert "has ended" in review(fake, number)
    assert "- [ ]" not in review(fake, number)


def test_a_community_has_its_own_closing_list(monkeypatch):
    own = "\n\n{% for group in ended %}{% for each in group.repositories %}1. Freeze {{ each | code }}\n{% endfor %}{% endfor %}"
    fake, it = bot.start(monkeypatch, editing.files(**{"templates/closing.md.j2": own}))
    number = approved(fake, it, end())
    merge(fake, it, number)
    assert "\n\n1. Freeze `https://github.com/example/cli`" in review(fake, number)


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


def test_a_form_can_ask_for_another_address(monkeypatch):
    question = "  - type: input\n    id: slug\n    attributes:\n      label: Address\n"
    asking = editing.files()[editing.CHANGE] + question
    below = "name: Shells\nfocus: prompts.\nleads: [{github: ada}]\nparent: command-line\n"
    its = editing.files(**{editing.CHANGE: asking, "registry/shells.yml": below})
    fake, it = bot.start(monkeypatch, its)
    number = approved(fake, it, change() + "\n\n### Address\n\nterminals")
    assert "Address: `command-line` → `terminals`" in review(fake, number)
    merge(fake, it, number)
    assert CLI not in fake.files()
    assert group(fake, "registry/terminals.yml")["former_slugs"] == ["command-line"]
    assert group(fake, "registry/shells.yml")["parent"] == "terminals"
    assert "has been updated" in review(fake, number)
    # Who knows it by the old one still finds it.
    text = change("command-line", focus="all that a terminal shows.") + "\n\n### Address\n\n"
    number = filed(fake, it, f"{text}_No response_")
    assert "→ `all that a terminal shows.`" in review(fake, number)
    assert labels(fake, number) == {"ready"}


def test_many_changes_with_nothing_to_do_cost_few_requests(monkeypatch, tmp_path):
    names = ("Birds", "Trains", "Violins", "Glaciers", "Kitchens", "Dialects")
    here = gitrepo.start(tmp_path)
    for path, text in editing.files().items():
        gitrepo.commit(here, path, text)
    for each in names:
        text = f"name: {each}\nfocus: {each}.\nleads: [{{github: ada}}]\n"
        version = gitrepo.commit(here, f"registry/{each.lower()}.yml", text)
    gitrepo.commit(here, "registry/birds.yml", text.replace("Dialects", "Birds") + "order: 1\n")
    fake, it = bot.start(monkeypatch, folder=here)
    for place, name in enumerate(names):
        base = {"base": version} if place % 2 == 0 else {}
        number = approved(fake, it, change(name, leads="@ada, @clara", **base))
        assert len(pulls(fake, number)) == 1
    it.sync()
    fake.start_counting()
    it.sync()
    assert fake.writes == []
    assert len(fake.calls) <= 8, [str(each) for each in fake.calls]
    # But one that has to be looked at is: its group is gone.
    fake.push("main", {"registry/birds.yml": None}, "adele")
    it.sync()
    assert pulls(fake, 1)[0].pull.draft
    assert not pulls(fake, 3)[0].pull.draft


@pytest.mark.parametrize(
    ("answers", "name"),
    [
        ({"name": "Command line"}, ""),
        (
            {"name": "Shells & more", "repository": "https://github.com/example/sound"},
            "&name=Shells%20%26%20more",
        ),
    ],
)
def test_a_duplicate_is_led_to_the_form_for_changes_filled_in(monkeypatch, answers, name):
    there = TEXT.replace("example/cli", "example/sound")
    fake, it = bot.start(monkeypatch, editing.files(**{CLI: there}))
    answers = {"channel": None, "focus": "lights on boats.", **answers}
    event = fake.open_issue("clara", example.body(**answers), "New working group: X")
    it.run(event)
    address = "https://github.com/acme/groups/issues/new?template=change-working-group.yml"
    assert f"]({address}&group=Command%20line{name})" in review(fake, event.number)


def test_a_text_of_a_strangers_mentions_nobody(world):
    fake, it = world
    number = approved(
        fake, it, change(focus="for @example/team, fixes #1.", goals="@everyone\n</details> #2")
    )
    (pull,) = pulls(fake, number)
    for text in (review(fake, number), pull.body.replace(f"Closes #{number}", "")):
        own = (f"request #{pull.number}", f"in #{number}")
        assert_calm(text.replace(own[0], "").replace(own[1], ""))
