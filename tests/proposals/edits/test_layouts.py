"""Whatever is changed, ended, paused, revived or moved: of a file only the keys of the edit change.

A file is put together of keys in any order, each in one of the ways in which people write it; what an
edit does not touch has to be there afterwards, byte by byte.
"""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import editing, example
from tests.editing import change, end
from wgbot.files import yaml
from wgbot.proposals.proposal import judge
from wgbot.registry import folder, rewrite

ON = date(2026, 3, 1)
PATH = "registry/birds.yml"
WAYS = {
    "name": ("name: Birds\n", "# What it is.\n'name':   'Birds'   # called\n"),
    "status": ("status: active\n", "status:   active  # for now\n", ""),
    "focus": (
        "focus: counting birds.\n",
        "focus: >-  # folded\n  counting\n  birds.\n",
        'focus: "counting birds." # short\n\n',
    ),
    "leads": (
        "leads:\n  - github: ada\n  - github: grace\n",
        "leads:   # both\n- github: ada   # first\n  role: chair\n# then\n- {github: grace}\n",
        "leads: [{github: ada}, {github: grace, name: 'Grace # E.'}]  # in a row\n",
    ),
    "channels": (
        'channels:\n  - url: https://chat.example.org/birds\n    name: "#birds"\n',
        "channels: [{url: 'https://chat.example.org/birds'}]\n",
        "",
    ),
    "repositories": (
        "repositories:\n  # the one\n  - https://github.com/example/birds\n",
        "repositories: [https://github.com/example/birds]   # one\n",
        "",
    ),
    "meetings": (
        "meetings:\n  - name: Call   # weekly\n    day: Monday\n    time: '17:00'\n    timezone: UTC\n",
        "meetings: [{name: Call, day: Monday}]\n",
        "",
    ),
    "aliases": ('aliases: [Flocks, "Wings"]  # long ago\n', "aliases:\n- Flocks\n", ""),
    "parent": ("parent: owls  # above\n", ""),
    "charter": (
        "charter:\n  goals: |\n    Count.\n    # not a comment\n  rhythm: weekly  # or so\n",
        "charter: {goals: 'Count.'}\n",
        "",
    ),
    "since": ("since: 2018-08-29   # a Wednesday\n\n", ""),
    "order": ("# Last in lists.\norder: 9\n", ""),
}
ASLEEP = {
    "status": ("status: retired\n", "status:  'retired'  # alas\n"),
    "leads": ("", "leads: []   # nobody\n"),
    "former_leads": ("former_leads: [{github: ada, until: 2025-01-01}]  # thanks\n", ""),
    "ended": (
        "ended:\n  date: 2025-01-01\n  because: inactive  # sadly\n",
        "ended: {note: Gone.}\n",
    ),
    "successors": ("successors: [owls]\n", ""),
}
EDITS = {
    "a change of the focus": change("Birds", focus="who flies where, and when."),
    "a rename": change("Birds", name="Feathers"),
    "leads": change("Birds", leads="@ada (chair), @alan"),
    "channels": change("Birds", channel="https://chat.example.org/new #new"),
    "what is taken away": change("Birds", channel="none", repository="none", parent="none"),
    "an answer": change("Birds", goals="Count more."),
    "a move": change("Birds") + "\n\n### Address\n\nfeathers",
    "an end": end("Birds"),
    "a merger": end("Birds", "merged into another group", successors="owls"),
    "a pause": end("Birds", "only a pause"),
}
REVIVAL = example.body(name="Birds", channel=None, repository=None)
QUESTION = "  - type: input\n    id: slug\n    attributes:\n      label: Address\n"
OWLS = "name: Owls\nfocus: night.\nleads: [{github: alan}]\n"


def _files(ways):
    """Return files: the keys in any order, each as one of its ways, with either end of line."""
    chosen = st.tuples(*(st.sampled_from([(key, one) for one in its]) for key, its in ways.items()))
    return st.tuples(chosen.flatmap(st.permutations), st.booleans())


def held(chunks, crlf, body):
    """Carry out an edit on a file, and hold that everything but the keys that it changes stays."""
    text = "".join(chunk for _, chunk in chunks)
    text = text.replace("\n", "\r\n") if crlf else text
    asking = editing.files()[editing.CHANGE] + QUESTION
    more = {PATH: text, "registry/owls.yml": OWLS, editing.CHANGE: asking}
    its = example.repository(**editing.files(**more))
    found = judge(editing.issue(body), its)
    assert not found.problems, found.problems
    before, after = its.registry.entries["birds"].group, found.edit.approved(ON)["birds"]
    revised = rewrite.revise(PATH, text, before, after)
    old, new = folder.as_written(before), folder.as_written(after)
    assert folder.Group.model_validate(yaml.load(revised.encode()).value) == after
    at = 0
    for key, chunk in chunks:
        if old.get(key) == new.get(key):
            # What comes new may stand between a key and an empty line below it.
            said = chunk.rstrip("\n").replace("\n", "\r\n" if crlf else "\n")
            at = revised.find(said, at)
            assert at >= 0, (key, chunk, revised)
            at += len(said)
    assert not crlf or revised.count("\n") == revised.count("\r\n")
    assert changed_keys(text, revised) <= {key for key in old | new if old.get(key) != new.get(key)}


def changed_keys(before, after):
    """Return the keys whose values differ, however they are written."""
    one, other = (yaml.load(each.encode()).value for each in (before, after))
    return {key for key in one | other if one.get(key) != other.get(key)}


QUICK = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@QUICK
@given(file=_files(WAYS), name=st.sampled_from(sorted(EDITS)))
def test_only_the_keys_of_an_edit_change(file, name):
    held(*file, EDITS[name])


@QUICK
@given(file=_files(WAYS | ASLEEP))
def test_so_it_is_with_a_revival(file):
    held(*file, REVIVAL)
