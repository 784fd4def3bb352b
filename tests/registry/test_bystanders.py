"""Who writes is named where they say `I`, and nowhere else."""

import pytest

from wgbot.registry.bystanders import with_author


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("@ada and I", "@ada and @zoe"),
        ("I, @ada", "@zoe, @ada"),
        ("Chairs: I and @ada", "Chairs: @zoe and @ada"),
        ("Sadly I'm leaving", "Sadly @zoe is leaving"),
        ("I am leaving", "@zoe is leaving"),
        ("add me and @ada", "add @zoe and @ada"),
        *(
            (said, said)
            for said in (
                "me",
                "Henry I (@henry)",
                "Henry I, @ada",
                "@ada, Henry I <@henry>",
                "Add Henry I",
                "Henry I\n@ada",
                "I would like to add @ada",
                "@ada/me",
                "https://example.org/me",
            )
        ),
    ],
)
def test_only_what_is_said_of_oneself_is_ones_own_account(said, found):
    assert with_author(said, "zoe") == found
