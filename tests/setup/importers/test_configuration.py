"""What kinds of groups a list has, in words that people read."""

import pytest

from wgbot.registry.group import Group
from wgbot.setup.importers import configuration
from wgbot.setup.importers.found import Draft, Found


@pytest.mark.parametrize(
    ("said", "key", "one", "many"),
    [
        ("project-group", "project-group", "project group", "project groups"),
        ("working-groups", "working-group", "working group", "working groups"),
        ("team", "team", "team", "teams"),
        ("Special Interest Groups", "special-interest-group", "special interest group", "special interest groups"),
        ("Non-Profit Committees", "non-profit-committee", "Non-Profit committee", "Non-Profit committees"),
    ],
)  # fmt: skip
def test_a_kind_is_called_what_people_call_it(said, key, one, many):
    drafts = tuple(
        Draft(Group(name=category, focus="x"), category=category) for category in (said, "Boards")
    )
    kinds = configuration.of_list(Found("yaml", drafts))
    assert kinds[key] == {"one": one, "many": many, "order": 1}
    assert configuration.placed(drafts[0], configuration.words_of(kinds)).group.kind == key


@pytest.mark.parametrize(
    ("names", "called", "noun"),
    [
        (["Birds", "Clouds"], ["Current SIGs"], "SIG"),
        (["Birds", "Clouds"], ["Special Interest Groups"], "SIG"),
        (["Birds", "Clouds"], ["teams", "org"], "team"),
        (["Birds", "Clouds"], ["Circles"], "circle"),
        (["Bird Committee", "Cloud Committee"], ["Our groups"], "committee"),
        (["Birds", "Clouds"], ["Committees", "Working groups"], ""),
        (["Birds", "Clouds"], ["The list"], ""),
    ],
)
def test_a_group_is_called_what_the_list_calls_it(names, called, noun):
    drafts = tuple(Draft(Group(name=name, focus="x")) for name in names)
    assert configuration.noun(Found("markdown", drafts, called=tuple(called))) == noun
