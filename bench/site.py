"""How long the website takes to build, side by side with Debian's Hugo and Jekyll.

    python bench/site.py [--groups 10 1000 10000] [--rounds N] [--jekyll-most N]

Each makes its site from the same registry files: an index with a card for each group, a page, a
JSON file, a feed and a badge for each group, with its charter rendered from Markdown, the same of
all groups, their words for the search, and pages for former names. That what Hugo makes says what
wgbot's does is checked in each
run; Jekyll, which is far behind anyway, is asked for less. Each build is a process of its own, into
an empty folder. `serve` is what `wgbot site serve` does after one registry file was edited.
"""

import argparse
import gzip
import json
import os
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from wgbot.registry import folder as registry_folder  # noqa: E402 - after the path is set
from wgbot.registry.group import Channel, Group, Person  # noqa: E402
from wgbot.site import output  # noqa: E402
from wgbot.site.builder import Workshop  # noqa: E402

HUGO = Path(__file__).resolve().parent / "hugo"
"""The same site, for Hugo."""

FORM = ".github/ISSUE_TEMPLATE/new-working-group.yml"
_WORDS = (
    "network embedded async terminal graph music crypto web game bird cloud data parser kernel "
    "robot space ocean city paper light"
).split()
_CHANNELS = (
    "https://discord.gg/example{}",
    "https://example.zulipchat.com/#narrow/stream/{}-wg",
    "https://matrix.to/#/%23group{}:example.org",
    "https://gitter.im/example/group{}",
)


def groups(number: int) -> Iterator[tuple[str, Group]]:
    """Yield *number* groups as communities have them; the same ones each time."""
    chance = random.Random(7)
    for place in range(number):
        words = [chance.choice(_WORDS) for _ in range(14)]
        sentence = " ".join(words)
        name = f"{words[0].title()} {words[1]} {place}"
        yield (
            registry_folder.slug(name),
            Group(
                name=name,
                status="dormant" if place % 10 == 8 else "retired" if place % 10 == 9 else "active",
                focus=f"focusing on the end-to-end experience of {sentence}.",
                leads=(Person(github=f"lead{place}"), Person(github=f"second{place % 97}")),
                channels=(Channel(url=_CHANNELS[place % 4].format(place)),),
                repositories=(f"https://github.com/example/group{place}",),
                aliases=(f"Old {words[2]} {place}",) if place % 10 == 0 else (),
                charter={
                    "goals": f"What is **hard** about {words[0]}?\n\n- {sentence}\n- more",
                    "success": f"In a year, {sentence[::-1]}.",
                    "overlap": "None that we found; we looked through the list.",
                    "start": "A survey of what people use today.",
                },
                proposal=place + 1,
                since=date(2018, 1, 1) + timedelta(days=place % 3000),
            ),
        )


def community(folder: Path, number: int) -> None:
    """Write a repository of *number* groups."""
    (folder / "registry").mkdir(parents=True)
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    (folder / FORM).parent.mkdir(parents=True)
    shutil.copy(ROOT / FORM, folder / FORM)
    for slug, group in groups(number):
        (folder / "registry" / f"{slug}.yml").write_text(
            registry_folder.render(group), encoding="utf-8"
        )


_CARD = """<li><h3><a href="groups/{slug}/">{name}</a></h3><p>{focus}</p><dl><dt>Leads</dt><dd>{leads}</dd>
<dt>Talks</dt><dd>{channels}</dd><dt>Code</dt><dd>{repositories}</dd></dl></li>"""

_JEKYLL_EACH = (
    '{{% for each in {0} %}}<a href="{1}" rel="noopener nofollow ugc">{2}</a> {{% endfor %}}'
)
_JEKYLL = {
    "_config.yml": (
        "title: Working groups\nmarkdown: kramdown\n"
        "collections: {groups: {output: true, permalink: '/groups/:name/'}, "
        "machine: {output: true, permalink: '/groups/:name.json'}}\n"
        "defaults: [{scope: {path: '', type: groups}, values: {layout: group}}, "
        "{scope: {path: '', type: machine}, values: {layout: json}}]\n"
    ),
    "index.html": (
        "---\n---\n<!doctype html><html lang=en><title>{{ site.title }}</title><ul>"
        "{% for group in site.groups %}"
        + _CARD.format(
            slug="{{ group.slug }}",
            name="{{ group.name | escape }}",
            focus="{{ group.focus | escape }}",
            leads=_JEKYLL_EACH.format(
                "group.leads", "https://github.com/{{ each.github }}", "@{{ each.github }}"
            ),
            channels=_JEKYLL_EACH.format("group.channels", "{{ each.url }}", "channel"),
            repositories=_JEKYLL_EACH.format("group.repositories", "{{ each }}", "{{ each }}"),
        )
        + "{% endfor %}</ul></html>"
    ),
    "groups.json": (
        "---\n---\n[{% for group in site.groups %}{% unless forloop.first %},{% endunless %}"
        '{"slug": {{ group.slug | jsonify }}, "name": {{ group.name | jsonify }}, '
        '"focus": {{ group.focus | jsonify }}, "charter": {{ group.charter | jsonify }}}'
        "{% endfor %}]"
    ),
    "_layouts/group.html": (
        "<!doctype html><html lang=en><title>{{ page.name | escape }}</title>"
        "<h1>{{ page.name | escape }}</h1><p>{{ page.focus | escape }}</p>"
        "{% for each in page.leads %}<p>@{{ each.github }}</p>{% endfor %}"
        "{% for each in page.channels %}<p>{{ each.url }}</p>{% endfor %}"
        "{% for each in page.repositories %}<p>{{ each }}</p>{% endfor %}<p>{{ page.since }}</p>"
        "{% for each in page.charter %}<h3>{{ each[0] }}</h3>{{ each[1] | markdownify }}"
        "{% endfor %}</html>"
    ),
    "_layouts/json.html": (
        '{"name": {{ page.name | jsonify }}, "focus": {{ page.focus | jsonify }}, '
        '"charter": {{ page.charter | jsonify }}}'
    ),
}


def _written(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def hugo(source: Path, folder: Path) -> list[str]:
    """Set the same site up for Hugo, and give the command that builds it."""
    shutil.copytree(HUGO, folder)
    (folder / "static").mkdir()
    for file in (ROOT / "templates/site").iterdir():
        if file.suffix in (".css", ".js", ".svg", ".png"):
            shutil.copy(file, folder / "static")
    (folder / "content/groups").mkdir(parents=True)
    for file in (source / "registry").glob("*.yml"):
        head = f"---\nslug: {file.stem}\n{file.read_text(encoding='utf-8')}---\n"
        (folder / f"content/groups/{file.stem}.md").write_text(head, encoding="utf-8")
    return ["hugo", "--quiet", "--source", str(folder), "--destination", str(folder / "public")]


def jekyll(source: Path, folder: Path) -> list[str]:
    """Set the same site up for Jekyll, and give the command that builds it."""
    _written(folder, _JEKYLL)
    for name, kind in (("_groups", "html"), ("_machine", "json")):
        (folder / name).mkdir(parents=True)
        for file in (source / "registry").glob("*.yml"):
            head = f"---\nslug: {file.stem}\n{file.read_text(encoding='utf-8')}---\n"
            (folder / name / f"{file.stem}.{kind}").write_text(head, encoding="utf-8")
    out = str(folder / "public")
    return ["jekyll", "build", "--quiet", "--source", str(folder), "--destination", out]


def wgbot(source: Path, out: Path) -> list[str]:
    """Return the command that builds the site with wgbot."""
    code = (
        "import sys; from pathlib import Path; "
        "from wgbot.site.builder import Workshop; "
        "Workshop(Path(sys.argv[1]), url='https://example.org/', slug='example/groups')"
        ".publish(Path(sys.argv[2]))"
    )
    return [sys.executable, "-c", code, str(source), str(out)]


_COMPILED = str(Path(tempfile.gettempdir()) / "wgbot-bench-compiled")


class Run(NamedTuple):
    """What a build took, in seconds."""

    wall: float
    cpu: float


def timed(command: list[str]) -> Run:
    """Run a command to its end."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": _COMPILED}
    # As pip installs it: with its modules compiled.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run(command, check=True, capture_output=True, env=environment)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Run(wall, cpu)


def served(source: Path) -> Run:
    """Build in this process, change one group, and take the time of the build after it."""
    workshop = Workshop(source, url="https://example.org/", slug="example/groups")
    workshop.build()
    file = min((source / "registry").glob("*.yml"))
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("end-to-end", "whole"), encoding="utf-8")
    began, cpu = time.perf_counter(), time.process_time()
    workshop.build()
    run = Run(time.perf_counter() - began, time.process_time() - cpu)
    file.write_text(text, encoding="utf-8")
    return run


def told(html: str) -> tuple[list[str], list[str]]:
    """Return the words of a page as its visitors see them, and where it leads to."""
    words = re.sub(r"<(script|style|title)\b.*?</\1>|<[^>]*>", " ", html, flags=re.DOTALL)
    links = re.findall(r'(?:href|src)="([^"]*)"', html)
    return unescape(words).split(), sorted(unescape(link) for link in links)


def _titles(tree: "ET.ElementTree[ET.Element]") -> list[str | None]:
    return [each.text for each in tree.iter() if each.tag.endswith(("}title", "}text"))]


def compare(ours: Path, hugos: Path) -> None:
    """Stop where Hugo's site says something else than wgbot's, or less."""
    listed = {
        each["slug"]: each for each in json.loads((ours / "groups.json").read_text())["groups"]
    }
    theirs = json.loads((hugos / "groups.json").read_text())["groups"]
    assert {each["slug"]: each for each in theirs} == listed
    cards = [
        sorted(
            map(
                told,
                re.findall(r"<li data-p=.*?</li>", (out / "index.html").read_text(), re.DOTALL),
            )
        )
        for out in (ours, hugos)
    ]
    assert cards[0] == cards[1]
    for slug in random.Random(7).sample(sorted(listed), min(50, len(listed))):
        page, other = (
            told((out / f"groups/{slug}/index.html").read_text()) for out in (ours, hugos)
        )
        assert page == other, (page, other)
        data = json.loads((ours / f"groups/{slug}.json").read_text())
        assert data == json.loads((hugos / f"groups/{slug}/groups.json").read_text())
        feed, drawn = (ET.parse(out / f"groups/{slug}/feed.atom") for out in (ours, hugos))
        assert _titles(feed) == _titles(drawn)
        badge, drawn = (ET.parse(out / f"groups/{slug}/badge.svg") for out in (ours, hugos))
        assert _titles(badge) == _titles(drawn)


def measured(number: int, rounds: int, jekyll_most: int, folder: Path) -> Iterator[tuple[str, Run]]:
    """Yield the medians of each way to build the site of *number* groups."""
    source, out = folder / "community", folder / "out"
    community(source, number)
    builds: dict[str, tuple[list[str], Path]] = {"wgbot": (wgbot(source, out), out)}
    if shutil.which("hugo"):
        builds["Hugo"] = (hugo(source, folder / "hugo"), folder / "hugo/public")
    if shutil.which("jekyll") and number <= jekyll_most:
        builds["Jekyll"] = (jekyll(source, folder / "jekyll"), folder / "jekyll/public")
    runs: dict[str, list[Run]] = {}
    for _ in range(rounds):
        # In turn, so that whatever else the machine does is shared.
        for name, (command, target) in builds.items():
            shutil.rmtree(target, ignore_errors=True)
            runs.setdefault(name, []).append(timed(command))
        runs.setdefault("wgbot, serve", []).append(served(source))
    if "Hugo" in builds:
        timed(builds["wgbot"][0])
        compare(out, folder / "hugo/public")
    for name, each in runs.items():
        yield name, Run(*(statistics.median(kind) for kind in zip(*each, strict=True)))
    for name, (_, target) in builds.items():
        pages = sum(1 for path in target.rglob("index.html") if path.is_file())
        size = len((target / "index.html").read_bytes())
        print(f"{'':8}{name}: {pages} pages; the index has {size:,} bytes")
    page = (out / "index.html").read_bytes()
    print(f"{'':8}wgbot's index, compressed: {len(gzip.compress(page)):,} bytes")


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--groups", type=int, nargs="+", default=[10, 1000, 10_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--jekyll-most", type=int, default=1000, help="above it, Jekyll is left out"
    )
    asked = parser.parse_args()
    print(f"{'groups':8}{'':22}{'wall':>8}{'CPU':>8}   seconds, median of {asked.rounds}")
    for number in asked.groups:
        with tempfile.TemporaryDirectory() as name:
            for title, run in measured(number, asked.rounds, asked.jekyll_most, Path(name)):
                print(f"{number:<8}{title:22}{run.wall:8.2f}{run.cpu:8.2f}")
    first = ("index.html", "style.css", "icon.svg", "search.js")
    with tempfile.TemporaryDirectory() as name:
        output.write(Path(name), Workshop(ROOT).build().files)
        sizes = {path: (Path(name) / path).stat().st_size for path in first}
    print(f"The index of this repository: {sum(sizes.values()):,} bytes in all; {sizes}")


if __name__ == "__main__":
    main()
