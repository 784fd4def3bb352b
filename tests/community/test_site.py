"""What a community says of its website."""

import pytest
from pydantic import ValidationError

from wgbot.community import site
from wgbot.community.site import Appearance, contrast


def test_contrast_is_that_of_the_guidelines():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_defaults_can_be_read():
    said = Appearance()
    assert contrast(said.accent, site.LIGHT) >= 4.5
    assert contrast(said.accent_dark, site.DARK) >= 4.5


def test_an_address_is_that_of_a_folder():
    assert Appearance(url="https://e.org/x").url == "https://e.org/x/"


@pytest.mark.parametrize(
    "said",
    [
        {"url": "e.org"},
        {"url": "javascript:alert(1)"},
        {"url": "https://e.org/?x"},
        {"url": "https://ada@e.org"},
        {"url": 'https://e.org/"x'},
        {"home": "javascript:alert(1)"},
        {"forum": "//e.org"},
        {"repository": "groups"},
        {"repository": "a/b/c"},
        {"branch": "-x"},
        {"language": "en; x"},
        {"logo": "logo.html"},
        {"accent": "red"},
        {"accent": "#ffffff"},
        {"accent_dark": "#000000"},
        {"accent": "#000000; }"},
        {"titel": "x"},
    ],
)
def test_what_would_make_no_site_is_refused(said):
    with pytest.raises(ValidationError):
        Appearance(**said)


def test_who_wants_no_page_is_named_by_account():
    assert Appearance.model_validate({"no_page": ["@Ada", "grace"]}).no_page == ("ada", "grace")
    with pytest.raises(ValidationError):
        Appearance(no_page=("Ada Example",))
