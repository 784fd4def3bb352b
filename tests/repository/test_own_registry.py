"""This repository's own groups: they say what the page they came from said."""

import re
from pathlib import Path

from wgbot.community import repository
from wgbot.files.disk import DiskTree
from wgbot.proposals.audit import audit

ROOT = Path(__file__).parent.parent.parent

# Name, leads with their profiles on the forum, channel, its name, repository; in the page's order.
FORUM = "https://internals.rust-lang.org/u/"
MIBBIT = "https://client00.chat.mibbit.com/?channel=%23{}&server=irc.mozilla.org"
GROUPS = [
    (
        "Networking services",
        ["withoutboats", "cramertj"],
        ("https://discord.gg/rust-lang", "#wg-net"),
        "https://github.com/rust-lang-nursery/wg-net",
    ),
    (
        "WebAssembly",
        ["fitzgen"],
        (MIBBIT.format("rust-wasm"), None),
        "https://github.com/rustwasm/team",
    ),
    (
        "CLI apps",
        ["killercup"],
        ("https://gitter.im/rust-lang/WG-CLI", None),
        "https://github.com/rust-lang-nursery/cli-wg",
    ),
    (
        "Embedded devices",
        ["japaric"],
        (MIBBIT.format("rust-embedded"), None),
        "https://github.com/rust-embedded/wg",
    ),
    (
        "Unsafe code guidelines",
        ["avadacatavra", "nikomatsakis"],
        (
            "https://rust-lang.zulipchat.com/#narrow/stream/136281-wg-unsafe-code-guidelines",
            None,
        ),
        "https://github.com/rust-rfcs/unsafe-code-guidelines",
    ),
    (
        "Formal verification",
        ["avadacatavra"],
        ("https://gitter.im/rust-lang/wg-verification", None),
        "https://github.com/rust-lang-nursery/wg-verification",
    ),
]


def test_the_six_groups_are_there_in_order_with_all_they_have():
    groups = repository.load(DiskTree(ROOT)).registry.groups().values()
    assert [
        (
            group.name,
            [(person.github, person.profile) for person in group.leads],
            [(channel.url, channel.name) for channel in group.channels],
            list(group.repositories),
        )
        for group in groups
    ] == [
        (name, [(lead, FORUM + lead) for lead in leads], [channel], [repo])
        for name, leads, channel, repo in GROUPS
    ]


def test_the_page_lists_them_with_foci_leads_channels_and_repositories():
    page = (ROOT / "website/working-groups.md").read_text(encoding="utf-8")
    blocks = re.findall(
        r"^- \*\*(.+)\*\*: (focusing on .+)\n  - POC: (.+)\n  - Contributing: (.+)$", page, re.M
    )
    for (name, _, poc, contributing), (expected, leads, channel, repo) in zip(
        blocks, GROUPS, strict=True
    ):
        assert name == expected
        assert poc == " and ".join(f"[@{lead}]({FORUM}{lead})" for lead in leads)
        shown = f" {channel[1]}" if channel[1] else ""
        assert contributing == f"[channel]({channel[0]}){shown} | [repository]({repo})"


def test_wgbot_finds_nothing_wrong_with_its_own_repository():
    found = audit(repository.load(DiskTree(ROOT)))
    assert [str(problem) for problem in found.problems] == []


def test_a03_the_form_sets_no_label():
    form = (ROOT / ".github/ISSUE_TEMPLATE/new-working-group.yml").read_text(encoding="utf-8")
    assert not re.search(r"^labels:", form, re.M)
