"""Importing this repository's own page gives this repository's own registry."""

from pathlib import Path

import yaml

from wgbot import registry
from wgbot.importing import markdown

ROOT = Path(__file__).parent.parent.parent


def test_the_page_gives_the_registry():
    page = (ROOT / "website/working-groups.md").read_text(encoding="utf-8")
    found = markdown.read(page)
    assert found.leftovers == ()
    made = {registry.slug(draft.group.name): registry.render(draft.group) for draft in found.drafts}
    kept = {
        path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "registry").glob("*.yml")
    }
    # Which quotes a file has is its maintainers' business.
    assert {slug: yaml.safe_load(text) for slug, text in made.items()} == {
        slug: yaml.safe_load(text) for slug, text in kept.items()
    }
    assert {slug: text.replace("'", '"') for slug, text in made.items()} == kept
