"""What one build tells the next: a short cut, and never another site."""

import json
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests import community, gitrepo
from tests.site import sample
from wgbot.site import building, cache, output
from wgbot.site.workshop import MEMORY, Workshop

SLUGS = st.sampled_from(["command-line", "embedded", "sounds", "bells"])
NAMES = st.sampled_from(["Sounds", "Bells", "Command line", "Embedded", "→", "sounds"])
TEMPLATES = st.sampled_from(
    ["item.html.j2", "group.html.j2", "footer.html.j2", "style.css", "en.yml"]
)


def held(out):
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file()
    }


def links(folder, **states):
    told = {
        f"https://github.com/example/{name}": {"state": state} for name, state in states.items()
    }
    (folder / "links.json").write_text(json.dumps(told))


def publish(folder, out):
    Workshop(folder, slug="example/groups", links=folder / "links.json").publish(out)


class Builds(RuleBasedStateMachine):
    """Whatever is changed, the next build makes what a first one would."""

    def __init__(self):
        super().__init__()
        self.place = tempfile.TemporaryDirectory()
        self.folder = Path(self.place.name) / "repository"
        self.out = Path(self.place.name) / "out"
        self.folder.mkdir()
        gitrepo.start(self.folder)
        links(self.folder)

    def teardown(self):
        self.place.cleanup()

    def write(self, path, text):
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text, encoding="utf-8")

    @rule(slug=SLUGS, name=NAMES, parent=NAMES | st.none(), alias=NAMES | st.none(), focus=NAMES)
    def change(self, slug, name, parent, alias, focus):
        more = {"parent": parent} if parent else {}
        more |= {"aliases": [alias], "successors": [alias]} if alias else {}
        self.write(f"registry/{slug}.yml", sample.entry(name=name, focus=focus, **more))

    @rule(slug=SLUGS)
    def remove(self, slug):
        (self.folder / f"registry/{slug}.yml").unlink(missing_ok=True)

    @rule(slug=SLUGS, other=SLUGS)
    def move(self, slug, other):
        path = self.folder / f"registry/{slug}.yml"
        if path.exists():
            path.replace(self.folder / f"registry/{other}.yml")

    @rule(slug=SLUGS)
    def spoil(self, slug):
        self.write(f"registry/{slug}.yml", "name: [")

    @rule(name=TEMPLATES, text=st.sampled_from(["<p>x</p>", "{{ site.title }}", '"Lead": "Chair"']))
    def replace_a_template(self, name, text):
        if not name.endswith(".yml") or text.startswith('"'):
            self.write(f"templates/site/{name}", text)

    @rule(name=TEMPLATES)
    def take_a_template_back(self, name):
        (self.folder / f"templates/site/{name}").unlink(missing_ok=True)

    @rule(
        text=st.sampled_from(
            (
                *("", "language: de", "noun: {one: team, many: teams}", "site: {title: X}"),
                *("answers: {goals: private}", "site: {url: 'https://e.org'}"),
            )
        )
    )
    def configure(self, text):
        self.write(community.CONFIG_PATH, text)

    @rule(label=st.sampled_from(["Goals", "Aims"]))
    def ask_otherwise(self, label):
        form = community.tree().files[community.FORM_PATH].decode()
        self.write(community.FORM_PATH, form.replace("label: Goals", f"label: {label}"))

    @rule(state=st.sampled_from(["fine", "gone"]))
    def look_at_links(self, state):
        links(self.folder, cli=state)

    @rule()
    def commit(self):
        gitrepo.git(self.folder, "add", "--all")
        gitrepo.git(self.folder, "commit", "--quiet", "--allow-empty", "-m", "x")

    @rule(
        path=st.sampled_from(["index.html", "groups/embedded/index.html", "groups/embedded.json"])
    )
    def lose_a_page(self, path):
        (self.out / path).unlink(missing_ok=True)

    @rule(
        path=st.sampled_from(["index.html", "groups/embedded/index.html", "groups/embedded.json"])
    )
    def change_a_page(self, path):
        if (self.out / path).exists():
            (self.out / path).write_text("mine")

    @rule(data=st.sampled_from([b"", b"{}", b"[]", b"{"]))
    def break_the_memory(self, data):
        (self.folder / ".git" / MEMORY).write_bytes(data)

    @invariant()
    def the_next_build_is_as_a_first_one(self):
        publish(self.folder, self.out)
        with tempfile.TemporaryDirectory() as anew:
            workshop = Workshop(
                self.folder, slug="example/groups", links=self.folder / "links.json"
            )
            output.write(Path(anew) / "out", workshop.build().files)
            fresh = held(Path(anew) / "out")
        # A page of a group that is gone stays, where somebody wrote into it.
        for path, data in held(self.out).items():
            if data == b"mine" and path not in fresh:
                (self.out / path).unlink()
        assert held(self.out) == fresh


TestBuilds = Builds.TestCase
TestBuilds.settings = settings(max_examples=4, stateful_step_count=6, deadline=None)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "repository").mkdir()
    links(tmp_path / "repository")
    return gitrepo.start(tmp_path / "repository")


def rendered(monkeypatch, folder, out):
    """Give the groups of which a build makes pages."""
    made = []
    make = building._Builder._make

    def watched(self, each):
        made.append(each.slug)
        return make(self, each)

    monkeypatch.setattr(building._Builder, "_make", watched)
    publish(folder, out)
    monkeypatch.undo()
    return made


def test_only_what_changed_is_made_again(folder, tmp_path, monkeypatch):
    assert len(rendered(monkeypatch, folder, tmp_path / "out")) == 3
    assert rendered(monkeypatch, folder, tmp_path / "out") == []
    (folder / "registry/sounds.yml").write_text(sample.entry(parent="Command line"))
    # The parent's page names its groups.
    assert set(rendered(monkeypatch, folder, tmp_path / "out")) == {"command-line", "sounds"}


def test_a_page_follows_all_that_it_names(folder, tmp_path):
    def changed(path, text):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            (folder / path).unlink()
        else:
            (folder / path).write_text(text, encoding="utf-8")

    sounds = {"parent": "Shells", "successors": ["Small devices"]}
    for path, text in (
        ("registry/sounds.yml", sample.entry(**sounds)),
        ("registry/command-line.yml", sample.entry(name="Shells")),
        ("registry/embedded.yml", sample.entry(name="Embedded", aliases=["Small devices"])),
        ("registry/bells.yml", sample.entry(name="Bells", aliases=["Shells"])),
        ("registry/sounds.yml", sample.entry(**sounds, name="Noises")),
        ("registry/bells.yml", None),
        ("registry/embedded.yml", None),
        ("templates/site/item.html.j2", "<li>{{ group.name }}</li>"),
        (community.CONFIG_PATH, "noun: {one: team, many: teams}"),
        ("links.json", '{"https://github.com/example/cli": {"state": "gone"}}'),
    ):
        changed(path, text)
        publish(folder, tmp_path / "out")
        shutil.rmtree(tmp_path / "anew", ignore_errors=True)
        links_file = folder / "links.json"
        fresh = Workshop(folder, slug="example/groups", links=links_file).build().files
        output.write(tmp_path / "anew", fresh)
        assert held(tmp_path / "out") == held(tmp_path / "anew"), path


def test_another_wgbot_starts_anew(folder, tmp_path, monkeypatch):
    publish(folder, tmp_path / "out")
    monkeypatch.setattr(cache, "version", lambda _: "0")
    publish(folder, tmp_path / "out")
    monkeypatch.undo()
    assert len(rendered(monkeypatch, folder, tmp_path / "out")) == 3


def test_the_memory_is_not_published(folder, tmp_path):
    publish(folder, tmp_path / "out")
    assert (folder / ".git" / MEMORY).is_file()
    assert not [path for path in held(tmp_path / "out") if "memory" in path or path == "site.json"]
    assert gitrepo.git(folder, "status", "--porcelain", "--", ".", ":!links.json") == ""


def test_a_memory_that_cannot_be_kept_is_no_hindrance(folder, tmp_path):
    (folder / ".git/wgbot").write_text("in the way")
    publish(folder, tmp_path / "out")
    assert (tmp_path / "out/index.html").exists()


def test_without_git_nothing_is_remembered_and_the_site_is_the_same(folder, tmp_path):
    publish(folder, tmp_path / "out")
    plain = tmp_path / "plain"
    for path, data in community.tree().files.items():
        (plain / path).parent.mkdir(parents=True, exist_ok=True)
        (plain / path).write_bytes(data)
    links(plain)
    publish(plain, tmp_path / "other")
    assert (tmp_path / "other/groups/embedded/index.html").exists()
