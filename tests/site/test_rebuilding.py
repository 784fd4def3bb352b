"""A site that is built again and again is what a first build would make, and little is made anew."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests import example, gitrepo
from tests.site import sample
from wgbot.site import output
from wgbot.site.builder import Workshop
from wgbot.site.group_page import GroupPages

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


def at(folder):
    return Workshop(folder, slug="example/groups", links=folder / "links.json")


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
        self.served = at(self.folder)

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
        self.write(example.CONFIG_PATH, text)

    @rule(label=st.sampled_from(["Goals", "Aims"]))
    def ask_otherwise(self, label):
        form = example.tree().files[example.FORM_PATH].decode()
        self.write(example.FORM_PATH, form.replace("label: Goals", f"label: {label}"))

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

    @invariant()
    def the_next_build_is_as_a_first_one(self):
        fresh = at(self.folder).build()
        assert self.served.build() == fresh
        output.write(self.out, fresh.files)
        # A page of a group that is gone stays, where somebody wrote into it.
        for path, data in held(self.out).items():
            if data == b"mine" and path not in fresh.files:
                (self.out / path).unlink()
        manifest = json.loads((self.out / output.MANIFEST).read_bytes())
        assert set(manifest["files"]) == set(fresh.files)
        assert held(self.out) == {
            **fresh.files,
            output.MANIFEST: (self.out / output.MANIFEST).read_bytes(),
        }


TestBuilds = Builds.TestCase
TestBuilds.settings = settings(max_examples=4, stateful_step_count=6, deadline=None)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "repository").mkdir()
    links(tmp_path / "repository")
    return gitrepo.start(tmp_path / "repository")


@pytest.fixture
def rendered(monkeypatch):
    """The groups of which pages are made."""
    made, make = [], GroupPages.make

    def watched(self, each):
        made.append(each.slug)
        return make(self, each)

    monkeypatch.setattr(GroupPages, "make", watched)
    return made


def test_only_what_changed_is_made_again(folder, rendered):
    workshop = at(folder)
    workshop.build()
    assert sorted(rendered) == ["command-line", "embedded", "punch-cards"]
    rendered.clear()
    workshop.build()
    assert rendered == []
    (folder / "registry/sounds.yml").write_text(sample.entry(parent="Command line"))
    workshop.build()
    # The parent's page names its groups.
    assert sorted(rendered) == ["command-line", "sounds"]


def test_a_page_follows_all_that_it_names(folder):
    def changed(path, text):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            (folder / path).unlink()
        else:
            (folder / path).write_text(text, encoding="utf-8")

    workshop = at(folder)
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
        (example.CONFIG_PATH, "noun: {one: team, many: teams}"),
        ("links.json", '{"https://github.com/example/cli": {"state": "gone"}}'),
    ):
        changed(path, text)
        assert workshop.build() == at(folder).build(), path


def test_nothing_is_kept_outside_the_folder_of_the_site(folder, tmp_path):
    before = held(folder)
    at(folder).publish(tmp_path / "out")
    assert held(folder) == before
