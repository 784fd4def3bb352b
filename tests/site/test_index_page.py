"""The index as a whole: how large it is, and what it counts."""

import gzip
import json
import re

from tests import example
from tests.site import sample
from tests.site.html import Page
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
    counted = ">22 SIGs, 11 committees, 1 working group, 1 dormant, 1 retired</output>"
    assert counted in built(33, kinds)["index.html"].decode()
    assert (
        ">2 SIGs, 1 committee, 1 working group, 1 dormant, 1 retired</output>"
        in built(3, kinds)["index.html"].decode()
    )


def test_a_list_shows_some_of_very_many_and_finds_them_all():
    whole = sample.entry(
        leads=[{"github": f"lead-{each}", "name": f"Ada{each:03}"} for each in range(200)],
        channels=[
            {"url": f"https://chat-{each:03}.example.org/", "name": f"room{each:03}"}
            for each in range(50)
        ],
        repositories=[f"https://github.com/example/part{each:03}" for each in range(30)],
    )
    files = render.build(example.repository(**{"registry/sounds.yml": whole}), sample.HERE)
    index = files["index.html"].decode()
    assert index.count(">Ada") == 3
    assert '<a href="groups/sounds/#leads">and 197 more</a>' in index
    assert '<a href="groups/sounds/#talks">and 47 more</a>' in index
    assert '<a href="groups/sounds/#code">and 27 more</a>' in index
    found = json.loads(files["search.json"])["sounds"]
    for word in ("ada003", "ada199", "room049", "part029"):
        assert word in found
    assert "ada002" not in found
    page = files["groups/sounds/index.html"].decode()
    assert all(f">Ada{each:03}<" in page for each in range(200))
    assert all(f'id="{place}"' in page for place in ("leads", "talks", "code"))


def test_very_many_are_in_several_lists_for_a_browser_lays_out_one_at_a_time():
    entries = {f"registry/g{each:03}.yml": sample.entry(name=f"G{each:03}") for each in range(220)}
    files = render.build(example.repository(**entries), sample.HERE)
    lists = re.findall(r'<ul class="cards rows many".*?</ul>', files["index.html"].decode(), re.S)
    assert [each.count("<li ") for each in lists] == [100, 100, 21]
    assert re.findall(r">G(\d{3})</a>", "".join(lists)) == [f"{each:03}" for each in range(220)]


def test_where_there_is_nothing_to_find_nothing_asks_to_search():
    none = dict.fromkeys(path for path in example.FILES if path.startswith("registry/"))
    index = render.build(example.repository(**none), sample.HERE)["index.html"].decode()
    assert "No working groups yet" in index
    assert "0 working groups" not in index
    assert 'role="search"' not in index
    page = Page(index)
    assert "#join" not in " ".join(each["href"] for each in page.all("a"))
    assert [each["id"] for each in page.all("h2")] == ["groups-title", "start-title"]
    assert "none of these" not in index
