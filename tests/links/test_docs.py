"""What docs/links.md says of the settings is true."""

import re
from pathlib import Path

import pytest

from wgbot.community.links import IgnoredLink, LinkSettings

PAGE = Path(__file__).parent.parent.parent / "docs/links.md"


def test_every_setting_is_documented_with_its_default():
    rows = dict(re.findall(r"^\| `(\w+)` \| (\S+) \|", PAGE.read_text(encoding="utf-8"), re.M))
    defaults = {
        name: "none" if value == () else f"`{str(value).lower()}`"
        for name, value in LinkSettings().model_dump().items()
    }
    assert defaults.items() <= rows.items()


@pytest.mark.parametrize("key", IgnoredLink.model_fields)
def test_every_key_of_what_is_ignored_is_documented(key):
    assert f"\n| `{key}` | " in PAGE.read_text(encoding="utf-8")
