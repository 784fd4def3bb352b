"""What of a name says what the group is for, wherever its words for a group are."""

import pytest

from wgbot.registry.group import Group
from wgbot.similarity.index import Index
from wgbot.similarity.options import SimilarityOptions

OPTIONS = SimilarityOptions(group_words=("circle", "circles"), titles=("[Gathering of friends]: ",))


@pytest.mark.parametrize(
    "name",
    [
        "WG Networking",
        "Networking Working Group",
        "Working group for networking",
        "The working group on networking",
        "A working group about networking",
        "Working group dedicated to networking",
        "Networking, working group for",
        "Networking (working group)",
        "Networking W.G.",
        "Committee on Networking",
        "Initiative for networking",
        "Group for Networking",
        "[WG]: Networking",
        "[WG] Networking",
        "WG: Networking",
        "WG - Networking",
        "New working group: Networking",
        "New SIG: Networking",
        "New: Networking",
        "Create working group: Networking",
        "[Proposal]: Networking",
        "WG proposal: Networking",
        "Proposal for a networking working group",
        "Proposal for a new networking working group",
        "Working group request: Networking",
        "RFC: Networking",
        "Add WG Networking",
        "Circle for networking",
        "Networking circles",
        "New circle: Networking",
        "[Gathering of friends]: Networking",
        "Gathering of friends: Networking",
        "#networking!",
        "“Networking”",
    ],
)
def test_a_name_in_any_dress_is_found(name):
    for there, asked in (("Networking", name), (name, "Networking")):
        index = Index({"x": Group(name=there, focus="a b")}, OPTIONS)
        found = index.similar(Group(name=asked, focus="c d"))
        assert [each.kind for each in found] == ["duplicate"], (there, asked)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("What's next", "Whats next"),
        ("What's next?", "What’s next"),
        ('"Unsafe" code', "Unsafe code"),
        ("i18n / l10n", "l10n & i18n"),
        ("R&D", "R & D"),
        ("D&I", "Diversity and Inclusion"),
        ("Q & A", "QA working group"),
        ("Airflow PMC", "Airflow"),
        ("Data Catalog Vocabulary (DCAT) TF", "DCAT task force"),
        ("Education and Outreach Working Group (EOWG)", "EOWG"),
        ("Identifying Threats", "Metrics and Metadata (formerly Identifying Threats)"),
        ("Event channels", "Delivery (previously called Event Channels Working Group)"),
        ("Networking, formerly known as Sockets", "Sockets"),
        ("Networking [a.k.a. Sockets]", "WG Sockets"),
        ("Networking (was: Sockets)", "Networking"),
        ("Women's network", "Womens network"),
        ("Embedded networking", "Networking WG embedded"),
        ("Embedded networking", "WG networking (embedded)"),
        ("Unsafe code guidelines", "Working group for guidelines on unsafe code"),
        ("Multipath transport protocol", "MPTP"),
        # What capitals stand for may be several, or have the group's own word in it.
        ("Parser SDKs", "Parser SDK"),
        ("APIs", "Application programming interfaces"),
        ("Technical Steering Committee", "TSC"),
        ("Core Tools Working Group", "CTWG"),
        # A word between words can be a part of one.
        ("On-boarding", "Onboarding"),
        ("A/B testing", "AB testing"),
        ("Opt-in telemetry", "Optin telemetry"),
        ("Dist Sys", "Distributed systems"),
        ("CI/CD", "Continuous integration and delivery"),
        ("Sysadmins", "System administrators"),
        ("Stats", "Statistics"),
        ("Mentors", "Mentoring"),
        ("Moderation", "Moderators"),
        ("Education", "Educational working group"),
        ("Deploy", "Deployment"),
        ("Team Release Engineering", "Release Engineering Team"),
        ("Arbeitsgruppe Übersetzung", "Übersetzung"),
        ("AG Übersetzung", "Übersetzung"),
        ("Groupe de travail Traduction", "Traduction"),
    ],
)
def test_signs_and_order_make_no_other_name(one, other):
    for there, asked in ((one, other), (other, one)):
        found = Index({"x": Group(name=there, focus="a b")}).similar(Group(name=asked, focus="c d"))
        assert [each.kind for each in found] == ["duplicate"], (there, asked)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Specification: Sampling", "Sampling"),
        ("Docs: how-to", "How-to guides"),
        ("New contributors", "Contributors abroad"),
        ("Bird: song", "Song"),
        ("Friends: Networking", "Networking abroad"),
        ("Gathering of friends", "Networking"),
        ("Request tracing", "Tracing"),
        ("Charter", "Networking"),
        ("Start-up time", "Time"),
    ],
)
def test_a_word_of_the_name_is_no_dress(one, other):
    for there, asked in ((one, other), (other, one)):
        found = Index({"x": Group(name=there, focus="a b")}, OPTIONS).similar(
            Group(name=asked, focus="c d")
        )
        assert [each.kind for each in found if each.kind != "overlap"] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Packaging WG", "Packaging Council"),
        ("Security Council", "Security Team"),
        ("Docs SIG", "Documentation Council"),
    ],
)
def test_who_decides_about_a_thing_is_not_who_works_on_it(one, other):
    for there, asked in ((one, other), (other, one)):
        found = Index({"x": Group(name=there, focus="a b")}).similar(Group(name=asked, focus="c d"))
        assert [each.kind for each in found] == ["overlap"], (there, asked)
    for same in (f"The {other}", other.upper(), other.split()[0]):
        found = Index({"x": Group(name=other, focus="a b")}).similar(Group(name=same, focus="c d"))
        assert [each.kind for each in found] == ["duplicate"], same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Operators", "Operations"),
        ("Production", "Productivity"),
        ("Storage working group", "SWG"),
        ("Training data", "Trainers"),
        ("Functional programming", "Function calls"),
        ("Information security", "Infrastructure security"),
    ],
)
def test_what_only_looks_like_one_word_of_a_name_is_another(one, other):
    for there, asked in ((one, other), (other, one)):
        found = Index({"x": Group(name=there, focus="a b")}).similar(Group(name=asked, focus="c d"))
        assert [each.kind for each in found if each.kind != "overlap"] == [], (there, asked)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Arabic layout", "Hebrew layout"),
        ("German localization", "Localization (French)"),
        ("Packaging for Perl", "Packaging for PHP"),
        ("Port to AMD64", "Port to ARM64"),
    ],
)
def test_two_of_one_kind_are_two_whatever_else_they_say(one, other):
    focus = "lines of letters, and all that a reader of them expects to find in good order"
    index = Index({"x": Group(name=one, focus=focus)})
    assert [each.kind for each in index.similar(Group(name=other, focus=focus))] == ["overlap"]


def test_what_the_owner_of_the_repositories_is_called_is_part_of_no_name():
    def kinds(owner):
        groups = {
            each: Group(
                name=each,
                focus=f"all about {each}",
                repositories=(f"https://github.com/{owner}/{each}",),
            )
            for each in ("Airflow", "Beam", "Cassandra", "Druid")
        }
        found = Index(groups).similar(Group(name="Apache Airflow", focus="workflows"))
        return [each.kind for each in found]

    assert kinds("apache") == ["duplicate"]
    assert kinds("example") != ["duplicate"]
