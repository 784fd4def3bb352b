"""The pictures of the site: icons, and what chats show."""

import re

import pytest

from tests import example
from tests.site import sample
from wgbot.site import render

PNG = b"\x89PNG\r\n\x1a\n"
LOGO = {"art/logo.svg": "<svg/>", "art/logo.png": "png"}


def built(logo=None, url=sample.HERE.url, **own):
    site = sample.HERE.model_copy(update={"logo": logo, "url": url})
    files = render.build(example.repository(**LOGO, **own), site)
    return files, files["groups/embedded/index.html"].decode()


def linked(page, rel):
    return re.findall(rf'<link rel="{rel}" href="../../([^"]*)"', page)


def test_by_default_there_is_one_of_each():
    files, page = built()
    assert linked(page, "icon") == ["icon.png", "icon.svg"]
    assert linked(page, "apple-touch-icon") == ["touch-icon.png"]
    assert '<meta property="og:image" content="https://example.org/wgbot/share.png">' in page
    assert '<meta property="og:image:alt" content="' in page
    for name in ("icon.png", "touch-icon.png", "share.png"):
        assert files[name].startswith(PNG)


@pytest.mark.parametrize(
    ("logo", "own", "icons", "touch"),
    [
        ("art/logo.svg", {}, ["icon.svg"], []),
        ("art/logo.png", {}, ["icon.png"], ["icon.png"]),
        (
            "art/logo.svg",
            {"templates/site/touch-icon.png": "own"},
            ["icon.svg"],
            ["touch-icon.png"],
        ),
    ],
)
def test_wgbots_own_icon_never_stands_beside_a_communitys_logo(logo, own, icons, touch):
    files, page = built(logo, **own)
    assert (linked(page, "icon"), linked(page, "apple-touch-icon")) == (icons, touch)
    for name in (*icons, *touch):
        assert files[name] in (b"<svg/>", b"png", b"own")
    assert not [
        name for name in files if name in ("icon.png", "touch-icon.png") and name not in page
    ]


def test_a_communitys_own_picture_is_shown_for_every_page():
    files, page = built(**{"templates/site/share.png": "own"})
    assert files["share.png"] == b"own"
    assert page.count('"og:image"') == files["index.html"].decode().count('"og:image"') == 1


def test_without_an_address_no_picture_is_named_for_chats():
    assert "og:image" not in built(url=None)[1]
