"""What somebody typed stands as typed, in every text and every language: no part of it is said."""

import html
import json
from datetime import UTC, date, datetime

import pytest

from tests import example
from wgbot.community.site import Appearance
from wgbot.proposals import pull_request_messages
from wgbot.proposals.situation import Approval
from wgbot.registry.folder import slug
from wgbot.site import render, summary
from wgbot.site.events import GroupEvent

NAMES = ["Sound and music", "Community leads", "Fonts; active", "retired", "{noun} and {name}"]
HERE = Appearance(url="https://example.org/wgbot/", repository="example/groups")
LANGUAGES = ["en", "de"]


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(params=NAMES)
def name(request):
    return request.param


def community(language, name=None):
    settings = f"language: {language}\nnoun: {{one: Lead, many: leads}}\nchecks: {{name: false}}"
    files = {example.CONFIG_PATH: settings}
    if name:
        typed = {"name": name, "focus": f"We are {name}.", "aliases": [f"{name} too"]}
        files["registry/typed.yml"] = json.dumps(typed)
    return files


def proposed(language, name):
    return example.filed(community(language), name=name, focus=f"We do {name} and more of it.")


def shown(text):
    """Return a text as it reads."""
    return html.unescape(text).replace("\\", "").replace("\u200b", "")


def test_proposals(language, name):
    now = example.approved(proposed(language, name))
    pull = now.home.pull_request
    assert pull.title.endswith(f": {name}")
    assert shown(pull.text).count(f"**{name}**") >= 2
    assert shown(now.review.text).count(f"**{name}**") >= 2
    assert slug(name) in now.home.branch.message
    held = example.settled(example.unlabelled(now))
    assert shown(held.home.pull_request.text).count(f"**{name}**") >= 2


def test_problems(language, name):
    mine = {**community(language, name), "registry/x.yml": "name: X\nfocus: Everything else.\n"}
    now = example.settled(example.filed(mine, name=f"{name} Too"))
    assert f"`{name}`" in shown(now.review.text)
    assert f"`{name} too`" in shown(now.review.text)


def test_statuses(language, name):
    repository = example.repository(**community(language))
    approval = Approval(name, date(2026, 3, 1), "")
    assert name in pull_request_messages.status(approval, repository, is_own=True)


def test_site_feed_and_json(language, name):
    repository = example.repository(**community(language, name))
    renamed = GroupEvent("renamed", datetime(2026, 3, 1, tzinfo=UTC), (name,))
    here = HERE.model_copy(update={"language": language})
    files = render.build(repository, here, {"typed": (renamed,)})
    for path in ("index.html", "groups/typed/index.html"):
        text = shown(files[path].decode())
        assert f">{name}<" in text
        assert f">{name} too<" in text
        assert f"We are {name}." in text
    assert json.loads(files["groups/typed.json"])["name"] == name
    assert files["feed.atom"].decode().count(name) == 3


def test_the_summary_for_reviewers(language, name):
    repository = example.repository(**community(language, name))
    said = summary.summary(
        {}, repository.registry.groups(), repository.form, catalogue=repository.catalogue
    )
    assert f"### {name}" in shown(said)
