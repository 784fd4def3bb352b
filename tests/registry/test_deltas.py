"""Answers that say what changes are told from those that say what shall be."""

import pytest

from wgbot.registry import answers, deltas, people
from wgbot.registry.deltas import Delta, Mixed, Unclear


@pytest.mark.parametrize(
    ("typed", "added", "removed"),
    [
        ("add @ada", "@ada", ""),
        ("Please add @ada as tech lead.", "@ada (tech lead)", ""),
        ("+ @ada", "@ada", ""),
        ("same as before, plus @ada", "@ada", ""),
        ("New: @ada", "@ada", ""),
        ("add @ada, the others stay", "@ada", ""),
        ("Remove: @grace", "", "@grace"),
        ("-@grace", "", "@grace"),
        ("same as now without @grace", "", "@grace"),
        ("~~@grace~~", "", "@grace"),
        ("not @grace any more", "", "@grace"),
        ("We would like to add @ada and @joan", "@ada and @joan", ""),
        ("@ada will be replacing @grace", "@ada", "@grace"),
        ("Adding @ada as a tech lead; @grace is stepping down", "@ada (tech lead)", "@grace"),
        ("add @ada\n\nThank you all! :tada:", "@ada", ""),
        ("@grace → emeritus", "", "@grace"),
        ("replace @grace with @ada", "@ada", "@grace"),
        ("Everyone but @grace", "", "@grace"),
        ("everything except for docs", "", "docs"),
        ("Welcome @ada as a new co-chair!", "@ada (co-chair)", ""),
        ("We elected @ada as chair in our last meeting", "@ada (chair)", ""),
        ("@ada has been elected co-chair", "@ada (co-chair)", ""),
        ("@ada is replacing @grace as chair", "@ada (chair)", "@grace"),
        ("@ada (replacing @grace)", "@ada", "@grace"),
        ("@grace can't continue as chair", "", "@grace"),
        ("@grace moves to emeritus, @ada takes over as chair", "@ada (chair)", "@grace"),
        ("@grace would like to step down", "", "@grace"),
        ("@grace has left, please remove her from the leads.", "", "@grace"),
        ("https://a.example is gone, please remove", "", "https://a.example"),
        ("@grace has left the project, please remove her.", "", "@grace"),
        ("add https://a.example (moved here from elsewhere)", "https://a.example", ""),
        ("docs is archived now, please take it out", "", "docs"),
        ("rename docs to guide", "guide", "docs"),
        ("add https://a.example, which the council approved", "https://a.example", ""),
        ("@ada and @joan stay, @mary joins them", "@mary", ""),
        ("Before: @ada, @grace\nAfter: @ada, @joan", "@ada, @joan", "@ada, @grace"),
        ("## Old leads:\n- @grace\n\n## New leads:\n- @ada", "- @ada", "- @grace"),
        ("Old chair: @grace\nNew chair: @ada", "chair: @ada", "chair: @grace"),
        ("@grace -> @ada", "@ada", "@grace"),
        ("@ada takes over from @grace", "@ada", "@grace"),
        ("@ada ersetzt @grace", "@ada", "@grace"),
        ("@grace is stepping down", "", "@grace"),
        ("@grace no longer leads this group", "", "@grace"),
        ("@grace steps down as chair.", "", "@grace"),
        ("Grace Hopper has left the group", "", "Grace Hopper"),
        ("@ada and @grace are stepping down", "", "@ada and @grace"),
        ("@ada joins as a lead", "@ada", ""),
        ("@ada joins us as co-chair", "@ada (co-chair)", ""),
        ("@ada and @joan join", "@ada and @joan", ""),
        ("@grace steps down, @ada takes over as chair", "@ada (chair)", "@grace"),
        ("@grace has stepped down and @ada was elected.", "@ada", "@grace"),
        ("@ada (chair) joins, @grace leaves the group", "@ada (chair)", "@grace"),
        ("we no longer use https://a.example", "", "https://a.example"),
        ("https://a.example is not used any more", "", "https://a.example"),
        (
            "We moved from https://a.example to https://b.example",
            "https://b.example",
            "https://a.example",
        ),
        ("We now also maintain example/docs", "example/docs", ""),
        ("We also talk on Slack now: https://b.example #docs", "https://b.example #docs", ""),
        ("add @ada, remove @grace", "@ada", "@grace"),
        ("```diff\n- @grace\n+ @ada\n```", "@ada", "@grace"),
        (
            "old: https://a.example\nnew: https://b.example",
            "https://b.example",
            "https://a.example",
        ),
        ("https://b.example (was https://a.example)", "https://b.example", "https://a.example"),
    ],
)
def test_what_changes_is_told(typed, added, removed):
    assert deltas.read(typed) == Delta(added, removed)


@pytest.mark.parametrize(
    "typed",
    [
        "@ada, @grace (stepping down)",
        "@ada and @grace is stepping down",
        "@ada takes over",
        "@ada becomes chair",
    ],
)
def test_nothing_is_guessed_where_it_can_be_both(typed):
    assert isinstance(deltas.read(typed), Unclear)


@pytest.mark.parametrize(
    ("typed", "mixed"),
    [
        ("@ada, @grace is stepping down", ("@ada", "", "@grace")),
        ("@ada\nadd @grace", ("@ada", "@grace", "")),
        ("@ada (chair), @joan (replaces @grace)", ("@ada (chair)", "@joan", "@grace")),
        ("@ada, @joan (chair, replacing @grace)", ("@ada\n@joan (chair)", "", "@grace")),
        ("@ada, @joan, not @grace anymore", ("@ada\n@joan", "", "@grace")),
        ("@ada, and welcome @joan as co-chair", ("@ada", "@joan (co-chair)", "")),
    ],
)
def test_what_changes_can_stand_beside_what_stays(typed, mixed):
    assert deltas.read(typed, are_people=True) == Mixed(*mixed)


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("@ada\n\nThanks to @grace for all the years of service!", "@ada"),
        ("@ada (chair); @joan. Thank you, @grace, for everything!", "@ada (chair); @joan."),
        ("@ada, @joan\n\ncc @example/leads", "@ada, @joan"),
        ("@ada & @joan 🎉", "@ada & @joan"),
        ("@ada, @joan, see https://github.com/example/a/issues/3", "@ada, @joan"),
        ("only @ada", "@ada"),
    ],
)
def test_what_is_said_beside_a_list_of_people_is_no_part_of_it(typed, left):
    assert deltas.read(typed, are_people=True).strip() == left


@pytest.mark.parametrize(
    "typed",
    [
        "@ada (chair), @grace (tech lead)",
        "- Ada Lovelace (@ada), New Relic\n- Grace Hopper (@grace)",
        "* https://a.example/join-now\n* https://b.example/old #new-here",
        "Chairs: @ada\nTech leads: @grace",
    ],
)
def test_a_whole_list_is_left_to_its_reader(typed):
    assert deltas.read(typed) == typed


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("@ada\n@grace\n\nThanks!", "@ada\n@grace"),
        ("@ada, @grace. Thank you very much :)", "@ada, @grace."),
        ("@ada\nThanks\n@grace", "@ada\n\n@grace"),
        ("@ada. Thanks to @grace for all the years", "@ada. Thanks to @grace for all the years"),
        ("Thanks!", "Thanks!"),
        ("https://lists.example.org/thanks", "https://lists.example.org/thanks"),
    ],
)
def test_thanks_that_name_nobody_are_no_part_of_a_list(typed, left):
    assert deltas.read(typed).strip() == left


def test_what_is_struck_out_of_a_whole_list_is_not_in_it():
    assert deltas.read("@ada, ~~@grace~~, @joan") == "@ada, @joan"


def test_words_of_an_entry_are_no_words_of_a_change():
    assert deltas.read("@ada (current chair)", ["current chair"]) == "@ada (current chair)"


@pytest.mark.parametrize(
    "typed",
    [
        "same as before",
        "Unchanged.",
        "(unchanged)",
        "no change needed",
        "wie bisher",
        "Keep",
        "Keep the current leads",
    ],
)
def test_an_answer_can_say_that_nothing_changes(typed):
    assert answers.leaves_it(typed)
    assert deltas.stays(typed)


@pytest.mark.parametrize("typed", ["-", "—", "N/A", "n/a", "..", "no", "x"])
def test_what_only_fills_a_place_changes_nothing_either(typed):
    assert answers.leaves_it(typed)
    assert not deltas.stays(typed)


@pytest.mark.parametrize("typed", ["none", "None at the moment", "no parent", "nobody any more"])
def test_what_removes_is_no_such_answer(typed):
    assert answers.says_nothing(typed)
    assert not answers.leaves_it(typed)


@pytest.mark.parametrize(
    "typed", ["Same-day releases.", "Keep boats apart.", "Norway", "X11", "none but one"]
)
def test_an_answer_is_neither(typed):
    assert not answers.leaves_it(typed)
    assert not answers.says_nothing(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "@ada (chair), @grace (tech lead)",
        "* Ada Lovelace (**[@ada](https://github.com/ada)**), Example Corp\n* Grace van Rossum (@grace)",
        "Chairs: @ada\nTech leads: @grace and @joan",
        "**Chairs**\n- @ada\n**Emeritus**\n- @grace",
        "@ada - chair\n@grace — tech lead, Grace Hopper",
        "| Name | GitHub |\n|---|---|\n| ada in person | @ada |",
        "ada, grace",
    ],
)
def test_who_somebody_is_is_no_prose(typed):
    assert people.prose(typed) == ""


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("Goodbye @grace, welcome @ada!", "welcome"),
        ("Outgoing: @grace\nIncoming: @ada", "Incoming"),
        ("all but @grace", "all"),
        ("@ada hat aufgehört, @grace macht weiter", "hat"),
        ("➕ @ada\n➖ @grace", "➕"),
        ("(+) @ada\n(-) @grace", "(+)"),
        ("@grace is followed by @ada", "is"),
    ],
)
def test_what_says_more_than_who_somebody_is_is_found(typed, word):
    assert people.prose(typed) == word
