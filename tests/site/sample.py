"""Communities with a site, for tests of it."""

import json
import re

from tests import example
from wgbot.community.site import Appearance
from wgbot.site import render

HERE = Appearance(url="https://example.org/wgbot/", repository="example/groups")
HOSTILE = (
    "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)> {{ 7*7 }} {% x %} ${x}"
)


def entry(**fields):
    """Return the text of a registry file."""
    text = json.dumps({"name": "Sounds", "focus": "all that can be heard.", **fields})
    # JSON is YAML, but for characters that it writes as two.
    pairs = r"\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}"
    return re.sub(pairs, lambda pair: json.loads(f'"{pair[0]}"'), text)


def files(site=HERE, history=None, health=None, **entries):
    """Build the site of the community with *entries*, by slug, beside its own."""
    more = {f"registry/{slug.replace('_', '-')}.yml": text for slug, text in entries.items()}
    repository = example.repository(**more)
    assert repository.problems == ()
    return render.build(repository, site, history, health)


def page(slug, *arguments, **entries):
    """Return the page of one group."""
    return files(*arguments, **entries)[f"groups/{slug}/index.html"].decode()
