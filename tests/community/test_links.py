"""What a community can decide about the check of its links."""

import pytest
from pydantic import ValidationError

from wgbot.community.links import LinkSettings


@pytest.mark.parametrize(
    "given",
    [
        {"runs": 0},
        {"days": -1},
        {"most": 0.0},
        {"most": 1.5},
        {"timeout": 0.0},
        {"concurrency": 0},
        {"allow_networks": ["10.0.0.1/8"]},
        {"allow_networks": ["intranet"]},
        {"run": 3},
    ],
)
def test_what_makes_no_sense_is_refused(given):
    with pytest.raises(ValidationError):
        LinkSettings.model_validate(given)


def test_networks_are_taken_as_yaml_gives_them():
    settings = LinkSettings.model_validate({"allow_networks": ["10.0.0.0/8", "fd00::/8"]})
    assert settings.allow_networks == ("10.0.0.0/8", "fd00::/8")
