"""The index as a whole: how large it is, and what it counts."""

import gzip

from tests import example
from tests.site import sample
from wgbot.site import render

FOCUS = (
    "Covers what part {0} of the project needs, how it is released, and who looks after it. " * 3
)


def built(number, config=""):
    entries = {
        f"registry/g{each:02}.yml": sample.entry(
            name=f"Part {each}",
            kind="sig" if each % 3 else "committee",
            focus=FOCUS.format(each),
            leads=[
                {"github": f"lead-{each}-{place}", "name": f"Ada Example {each * 7 + place}"}
                for place in range(4)
            ],
            channels=[
                {"url": f"https://example.slack.com/messages/part-{each}", "name": f"#part-{each}"},
                {"url": f"https://groups.google.com/a/example.org/g/part-{each}"},
            ],
            repositories=[f"https://github.com/example/part-{each}-{place}" for place in range(9)],
        )
        for each in range(number)
    }
    files = {**entries, example.CONFIG_PATH: config} if config else entries
    return render.build(example.repository(**files), sample.HERE)


def test_thirty_five_groups_take_less_than_forty_kilobytes_on_their_way():
    files = built(35)
    loaded = ("index.html", "style.css", "search.js", "icon.svg")
    assert sum(len(gzip.compress(files[path])) for path in loaded) < 40_000


def test_groups_are_counted_in_the_communitys_words():
    kinds = (
        "kinds: {sig: {one: SIG, many: SIGs, order: 1}, "
        "committee: {one: committee, many: committees, order: 2}}\n"
    )
    counted = ">22 SIGs, 11 committees, 3 working groups</output>"
    assert counted in built(33, kinds)["index.html"].decode()
    assert (
        ">2 SIGs, 1 committee, 3 working groups</output>" in built(3, kinds)["index.html"].decode()
    )
