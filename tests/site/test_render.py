"""All files of the site together."""

import re
from posixpath import normpath
from urllib.parse import unquote, urlsplit

import pytest

from tests import example
from tests.site import sample
from tests.site.html import Page
from wgbot.community.site import Appearance
from wgbot.site import render
from wgbot.site.health import Condition
from wgbot.text.problems import SetupError

MANY = {
    "arabic": sample.entry(name="الشبكات والخوادم", focus="كل ما يتعلق بالشبكات."),
    "hindi": sample.entry(name="नेटवर्किंग सेवाएं", focus="नेटवर्क के लिए।"),
    "chinese": sample.entry(name="嵌入式设备工作组", focus="小型设备。"),
    "emoji": sample.entry(name="Games 🎮👩‍👩‍👧", focus="play 🎲."),
    "long": sample.entry(name="x" * 80, focus="y" * 300),
    "hostile": sample.entry(
        name=f"Hostile {sample.HOSTILE}"[:80],
        focus=sample.HOSTILE,
        leads=[{"name": sample.HOSTILE, "profile": "javascript:alert(1)"}, {"github": "a/../b"}],
        channels=[
            {"url": "javascript:alert(1)", "name": sample.HOSTILE},
            {"url": "https://e.org/\"onmouseover='x'"},
        ],
        repositories=["data:text/html,x", f"https://github.com/{sample.HOSTILE}"],
        aliases=[sample.HOSTILE, "../../index", "CON", "…"],
        parent=sample.HOSTILE,
        successors=[sample.HOSTILE, "command-line"],
        discussion="javascript:alert(1)",
        kind=sample.HOSTILE,
        former_leads=[{"name": sample.HOSTILE, "role": sample.HOSTILE, "until": None}],
        meetings=[
            {
                "name": sample.HOSTILE,
                "day": sample.HOSTILE,
                "time": sample.HOSTILE,
                "timezone": sample.HOSTILE,
                "every": sample.HOSTILE,
                "join": "javascript:alert(1)",
                "notes": "https://e.org/\"onmouseover='x'",
                "remark": sample.HOSTILE,
            }
        ],
        former_slugs=[sample.HOSTILE, "../../x"],
        ended={"note": sample.HOSTILE, "decision": "javascript:alert(1)"},
        confirmed=None,
        charter={
            "goals": sample.HOSTILE,
            "rhythm": sample.HOSTILE,
            "script": sample.HOSTILE,
            sample.HOSTILE: [sample.HOSTILE],
        },
    ),
    "child": sample.entry(name="Child", parent="Command line", successors=["embedded"]),
}
SITES = {
    "sub-path": sample.HERE,
    "no address": Appearance(),
    "top": Appearance(url="https://top.example"),
}


def every(site=sample.HERE):
    return sample.files(site, **MANY)


def pages(files):
    return {path: Page(data) for path, data in files.items() if path.endswith(".html")}


def test_the_same_repository_gives_the_same_bytes():
    assert every() == every()


def test_what_is_made_again_of_equal_parts_is_what_would_be_made_anew():
    memo = render.Memo()
    first = example.repository()
    render.build(first, sample.HERE, memo=memo)
    changed = example.repository(
        **{
            "registry/command-line.yml": sample.entry(name="Shells", aliases=["Terminal"]),
            "registry/embedded.yml": None,
            "registry/child.yml": MANY["child"],
        }
    )
    for repository, site in (
        (changed, sample.HERE),
        (changed, Appearance(title="Other")),
        (first, sample.HERE),
        (example.repository(**{"templates/site/item.html.j2": "<li>x</li>"}), sample.HERE),
        (example.repository(**{"templates/site/footer.html.j2": "x"}), sample.HERE),
    ):
        fresh = render.build(repository, site)
        assert render.build(repository, site, memo=memo) == fresh


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_every_link_inside_the_site_leads_somewhere(site):
    files = every(site)
    ids = {path: page.ids for path, page in pages(files).items()}
    top = urlsplit(site.url or "").path
    for path, page in pages(files).items():
        assert page.errors == [], path
        assert len(page.ids) == len(set(page.ids)), path
        targets = [
            each[name] for _, each in page.elements for name in ("href", "src") if name in each
        ]
        targets += [
            each["content"].partition("url=")[2]
            for each in page.all("meta")
            if each.get("http-equiv") == "refresh"
        ]
        for written in targets:
            target = written
            if site.url and written.startswith(site.url):
                target = top + written.removeprefix(site.url)
            if re.match(r"[a-z]+:", target):
                continue
            where, _, fragment = target.partition("#")
            where = unquote(where)
            if where.startswith("/"):
                assert where.startswith(top), target
                found = where.removeprefix(top)
            elif where:
                found = normpath(f"{path.rpartition('/')[0]}/./{where}").lstrip("./")
                found += "/" if where.endswith("/") and found else ""
            else:
                found = path
            found = f"{found}index.html" if found.endswith("/") or not found else found
            assert found in files, (path, target)
            if fragment:
                assert fragment in ids[found], (path, target)


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_no_page_asks_anybody_else_for_anything(site):
    for path, page in pages(every(site)).items():
        for tag, attributes in page.elements:
            assert "style" not in attributes, (path, tag)
            assert not [name for name in attributes if name.startswith("on")], (path, tag)
            if tag in ("img", "script", "iframe", "link"):
                source = attributes.get("src", attributes.get("href", ""))
                if attributes.get("rel") != "canonical":
                    assert not re.match(r"[a-z]+:|//", source), (path, source)


def test_w02_the_policy_allows_nothing_inline_and_stands_before_all_it_is_for():
    for path, page in pages(every()).items():
        metas = [each for each in page.all("meta") if "http-equiv" in each]
        policy = metas[0]["content"]
        assert policy.startswith("default-src 'none';"), path
        assert "unsafe" not in policy
        names = [tag for tag, _ in page.elements]
        place = page.elements.index(("meta", metas[0]))
        assert not {"link", "script", "img"} & set(names[:place])


@pytest.mark.parametrize("place", ["groups/hostile/index.html", "index.html"])
def test_w02_hostile_text_is_shown_as_text(place):
    page = Page(every()[place])
    assert sample.HOSTILE in page.shown
    kinds = {each.get("type") for each in page.all("script") if "src" not in each}
    assert kinds == {"application/ld+json"}
    for each in page.all("a"):
        assert re.match(r"https?:|\.|#|groups[/.]|feed|schema", each["href"]), each


@pytest.mark.parametrize(
    "text", ["---\nlayout: x\n---", "{{< x >}}", "{% include x %}", "<!--#exec"]
)
def test_w04_no_other_site_generator_finds_anything_to_do(text):
    files = sample.files(sounds=sample.entry(name="Sounds", focus=text, charter={"goals": text}))
    assert files[".nojekyll"] == b""
    for path in ("index.html", "groups/sounds/index.html"):
        assert files[path].startswith(b"<!doctype html>")
        assert b"<!--" not in files[path]
    assert not files["groups/sounds.json"].startswith(b"---")


def test_w06_links_of_strangers_say_so_and_no_page_tells_where_a_visitor_came_from():
    ours = ("https://github.com/example/groups/", sample.HERE.url)
    for path, page in pages(every()).items():
        assert {"name": "referrer", "content": "no-referrer"} in page.all("meta"), path
        for each in page.all("a"):
            if re.match(r"[a-z]+:", each["href"]):
                wanted = "noopener" if each["href"].startswith(ours) else "noopener nofollow ugc"
                assert each["rel"] == wanted, (path, each)
            assert "target" not in each


def test_the_index_has_every_group_set_apart_by_status():
    text = every()["index.html"].decode()
    parts = (
        'data-status="active"',
        ">Command line</a></h3>",
        'data-status="dormant"',
        ">Embedded devices</a></h3>",
        'data-status="retired"',
        ">Punch cards</a></h3>",
    )
    order = [text.index(part) for part in parts]
    assert order == sorted(order)
    page = Page(text)
    assert "Also known as Terminal tools" in page.shown
    assert page.shown.count("Listening is fine, too.") == 1
    assert "Within a minute you'll hear what is still missing." in page.shown


def test_one_proposes_with_the_form_of_the_community():
    form = "https://github.com/example/groups/issues/new?template=new-working-group.yml"
    assert form in [each["href"] for each in Page(every()["index.html"]).all("a")]
    assert b"issues/new" not in sample.files(Appearance())["index.html"]


def test_a_former_name_leads_to_the_group():
    page = Page(every()["groups/hollerith/index.html"])
    assert {"http-equiv": "refresh", "content": "0; url=../punch-cards/"} in page.all("meta")
    assert {
        "rel": "canonical",
        "href": "https://example.org/wgbot/groups/punch-cards/",
    } in page.all("link")


def test_a_name_that_several_groups_had_leads_to_all_of_them():
    files = sample.files(a=sample.entry(aliases=["X"]), b=sample.entry(name="Bells", aliases=["X"]))
    page = Page(files["groups/x/index.html"])
    assert [each["href"] for each in page.all("a") if each["href"].startswith("../")][-2:] != []
    assert "Several working groups" in page.shown
    assert not [each for each in page.all("meta") if each.get("http-equiv") == "refresh"]


def test_a_former_name_never_takes_the_place_of_a_group():
    files = sample.files(sounds=sample.entry(aliases=["Command line", "Embedded"]))
    assert '<h1 dir="auto">Command line</h1>' in files["groups/command-line/index.html"].decode()


def test_a_group_page_tells_all_that_is_known():
    page = Page(sample.page("command-line"))
    for part in (
        "programs that people run in a terminal.",
        "@ada",
        "#cli",
        "example/cli",
        "Goals Programs that are a joy to use.",
        "2018-08-29",
        "Founded",
        "Suggest a change",
    ):
        assert part in page.shown, part
    links = [each["href"] for each in page.all("a")]
    assert "https://github.com/example/groups/edit/main/registry/command-line.yml" in links


def test_answers_with_people_and_links_are_linked_and_private_ones_are_nowhere():
    config = "answers: {helpers: people, reading: links, budget: private}"
    charter = {
        "helpers": ["@ada", sample.HOSTILE],
        "reading": ["https://example.org/a", "javascript:alert(1)"],
        "budget": "a secret",
    }
    tree = {example.CONFIG_PATH: config, "registry/sounds.yml": sample.entry(charter=charter)}
    files = render.build(example.repository(**tree), sample.HERE)
    page = Page(files["groups/sounds/index.html"])
    links = {each["href"]: each.get("rel", "") for each in page.all("a")}
    assert links["https://github.com/ada"] == links["https://example.org/a"]
    assert "ugc" in links["https://github.com/ada"]
    assert "javascript:alert(1)" in page.shown
    assert sample.HOSTILE in page.shown
    assert not [path for path, data in files.items() if b"a secret" in data]


def test_a_group_with_nothing_but_a_name_and_a_focus_has_a_whole_page():
    page = Page(sample.page("sounds", sounds=sample.entry()))
    assert page.errors == []
    assert "None" not in page.shown
    assert "You could write the first one" in page.shown


def test_what_is_known_of_a_link_is_said_beside_it():
    health = {"https://github.com/example/cli": Condition("archived")}
    page = Page(sample.page("command-line", sample.HERE, None, health))
    assert "example/cli archived, read-only" in page.shown


def test_a_community_without_groups_is_told_so():
    none = {"command_line": None, "embedded": None, "punch_cards": None}
    assert "The first one could be yours" in Page(sample.files(**none)["index.html"]).shown


def test_a_page_for_what_is_not_there_works_at_any_depth():
    page = Page(every()["404.html"])
    for each in page.all("link"):
        assert each["href"].startswith("/wgbot/")


def test_colours_title_and_logo_come_from_the_configuration():
    tree = {"registry/x.yml": sample.entry(), "logo.svg": "<svg/>"}
    site = Appearance(accent="#7a1f4b", accent_dark="#f0a8c8", title="Circles", logo="logo.svg")
    files = render.build(example.repository(**tree), site)
    assert b"--accent: #7a1f4b" in files["style.css"]
    assert b"--accent: #f0a8c8" in files["style.css"]
    assert files["icon.svg"] == b"<svg/>"
    assert Page(files["index.html"]).shown.startswith("Circles")


def test_a_logo_that_is_not_there_is_said():
    with pytest.raises(SetupError, match=r"There is no file logo\.svg"):
        sample.files(Appearance(logo="logo.svg"))


def test_the_first_view_of_a_small_community_is_small():
    files = every()
    first = ("index.html", "style.css", "icon.svg", "search.js")
    assert sum(len(files[name]) for name in first) < 36_000
