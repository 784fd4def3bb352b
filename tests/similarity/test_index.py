"""One group under two names, two that should talk to each other, or two that are apart."""

import time
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wgbot.registry.group import Channel, Group
from wgbot.similarity.index import Index
from wgbot.similarity.options import SimilarityOptions
from wgbot.similarity.rarity import Vocabulary
from wgbot.similarity.verdicts import Likeness, compare

NO_WORDS = Vocabulary()


def group(name: str, focus: str = "", **others) -> Group:
    return Group.model_construct(name=name, focus=focus, **others)


def verdict(a: Group, b: Group, words: Vocabulary = NO_WORDS) -> str | None:
    found = compare(a, b, words)
    return found.kind if found else None


def reasons(found: Likeness | None) -> str:
    assert found is not None
    return "; ".join(map(str, found.evidence))


ONE_GROUP = [
    ("Bird watching", "Bird watching", "the same"),
    ("bird  watching", "Bird Watching", "how they are written"),
    ("Bird-watching", "Bird_watching", "how they are written"),
    ("Birdwatching", "Bird watching", "how they are written"),
    ("Ｂｉｒｄｓ", "Birds", "how they are written"),
    ("Bіrds of prey", "Birds of prey", "how they are written"),  # a Cyrillic letter
    ("Birds\u200b", "Birds", "how they are written"),
    ("Bírds", "Birds", "how they are written"),
    ("Наблюдение за птицами", "НАБЛЮДЕНИЕ ЗА ПТИЦАМИ", "how they are written"),
    ("Birds add-ons", "Birds addons", "how they are written"),
    ("Add-ons", "Addons", "how they are written"),
    ("Start-ups", "Startups", "how they are written"),
    ("Form-factors", "Form factors", "how they are written"),
    ("🐦 Birds", "Birds!", "how they are written"),
    ("wg-birds", "Birds", "wg"),
    ("SIG Birds", "Birds working group", "working group sig"),
    ("[Proposal] Birds", "Birds", "proposal"),
    ("The Birds Team", "Birds", "team"),
    ("Birds Special Interest Group", "Birds Task Force", "special interest group"),
    ("Gardens", "Garden", "forms of one word"),
    ("Gardening", "Garden", "forms of one word"),
    ("Bird Galleries", "Bird Gallery", "forms of one word"),
    ("Colour modelling", "Color modeling", "forms of one word"),
    ("Organisation of fairs", "Organization of fairs", "forms of one word"),
    ("Prey birds", "Birds of prey", "another order"),
    ("Ornithology", "Ornitology", "typo"),
    ("Ornithology", "Ornihtology", "typo"),
    ("Ornithology", "rnithology", "typo"),
    ("Bird Migraton", "Bird Migration", "typo"),
    ("PBO", "Prey Bird Observation", "short for"),
    ("BOP", "Birds of Prey", "short for"),
    ("BP", "Birds of Prey", "short for"),
    ("B2P", "Birds to Perch", "short for"),
    ("BirdObs", "Bird Observation", "short for"),
    ("PBO training", "Prey Bird Observation training", "short for"),
    ("BIM", "Bird-nest Inspection Method", "short for"),
    ("BND", "Bird/Bat Nest Documentation", "short for"),
    ("i18n", "Internationalization", "short for"),
    ("i18n", "Internationalisation", "short for"),
    ("o9y", "Observatory", "short for"),
    ("Wasm", "WebAssembly", "short for"),
    ("Web Assembly", "Wasm", "short for"),
    ("CLI", "Command Line Interface", "short for"),
    ("Docs", "Documentation", "short for"),
    ("Bird docs", "Bird documentation", "short for"),
    ("Managing birds", "Bird management", "forms of one word"),
    ("Auto-feeding", "Automatic feeding", "short for"),
    ("UX", "User Experience", "short for"),
    ("Bird opt", "Bird optimization", "short for"),
    ("Birds (feathered)", "Birds", "brackets"),
    ("Ornithology (ORN)", "Ornithology", "brackets"),
    ("Bird apps", "Bird", "app"),
    ("birdwg", "Bird", "wg"),
    ("wg-docs-tutorials", "Tutorials", "docs"),
    ("Prey bird observation training", "Prey bird observation", "training"),
    ("Birds and trees", "Birds & trees", "how they are written|small words"),
]


@pytest.mark.parametrize(("one", "other", "reason"), ONE_GROUP)
def test_two_names_of_one_group(one, other, reason):
    for a, b in ((one, other), (other, one)):
        found = compare(group(a), group(b), NO_WORDS)
        assert found is not None
        assert found.kind == "duplicate", reasons(found)
        assert any(each in reasons(found) for each in reason.split("|")), reasons(found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Birds", "Bards"),  # short words
        ("Birds", "Brds"),
        ("Trains", "Rains"),
        ("Router", "Route"),
        ("Orni2thology", "Orni3thology"),
        ("Web birds", "WebAssembly birds"),
        ("Docs tutorials", "Tutorials"),
        ("Network", "Network Security"),
        ("Async", "Async Foundations"),
        ("Caching", "Tracing"),
        ("Boarding", "Hoarding"),  # another beginning
        ("Servers", "Serve"),
        ("IPv4", "IPv6"),
        ("Birds 2018", "Birds 2021"),
        ("Birds 2.0", "Birds 2.1"),
        ("Bird: song", "Bird: nests"),
        ("Birds (song)", "Birds (nests)"),
        ("Perl modules", "Python modules"),
        ("Java", "JavaScript"),
        ("C", "C++"),
        ("C#", "C++"),
        ("Web", "WebAssembly"),
        ("CLI", "Cluster Lifecycle"),  # that has a meaning already
        ("i18n", "Instrumentation"),
        ("Payments", "Payment Security"),
        ("WebAssembly", "Web assembly components"),
        ("Bird operators", "Bird operations"),
        ("Apps", "Apps Platform Services"),
        ("Birds", "Trees"),
        ("A", "The"),
        ("鳥", "木"),
        ("🐦", "🌳"),
    ],
)
def test_two_groups_are_not_one(one, other):
    for a, b in ((one, other), (other, one)):
        assert verdict(group(a), group(b)) not in ("duplicate", "revival")


def test_a_longer_name_is_an_overlap_until_the_focus_tells():
    bird, song = "watching birds where they breed", "recording what the finches sing at dawn"
    assert verdict(group("Birds", bird), group("Birds abroad", song)) == "overlap"
    assert verdict(group("Birds", song), group("Birds abroad", song)) == "duplicate"


def test_one_focus_word_for_word_is_one_group():
    focus = "recording what the finches sing at dawn, in hedges and in parks"
    found = compare(group("Finches", focus), group("Morning music", focus), NO_WORDS)
    assert found is not None
    assert found.kind == "duplicate"
    assert "almost the same" in reasons(found)


def test_a_template_is_not_one_focus():
    a = group("Perl packages", "maintains the Perl packages of the distribution for everybody")
    b = group("Python packages", "maintains the Python packages of the distribution for everybody")
    assert verdict(a, b) != "duplicate"


def test_a_focus_that_many_groups_have_is_no_evidence():
    groups = [group(name, "to be announced shortly") for name in ("Birds", "Trees", "Stones")]
    words = Vocabulary.of(groups)
    assert verdict(groups[0], groups[1], words) != "duplicate"


def test_a_short_form_with_another_focus_is_not_taken_for_the_group():
    a = group("BOP", "budgets, offices, payrolls and invoices of the association")
    b = group("Birds of Prey", "counting hawks, eagles, falcons and kites in the mountains")
    assert verdict(group("BOP"), b) == "duplicate"
    assert verdict(a, b) == "overlap"


@pytest.mark.parametrize("people", ["reviewers", "team contributors", "admins"])
def test_some_people_of_a_group_are_not_the_group(people):
    focus = "recording what the finches sing at dawn, in hedges and in parks"
    assert verdict(group("Finches", focus), group(f"Finches {people}", focus)) == "overlap"


def test_a_focus_that_was_written_anew_but_for_a_phrase():
    a = group("Finches", "To hear the finches sing at dawn in hedges, and ring them in winter")
    b = group("Morning music", "Walkers with microphones hear the finches sing at dawn in hedges")
    found = compare(a, b, NO_WORDS)
    assert found is not None
    assert found.kind == "duplicate"
    assert "both say “hear the finches sing at dawn in”" in reasons(found)
    usual = "this is a forum for all who want to work together on"
    assert verdict(group("Finches", f"{usual} hedges"), group("Anvils", f"{usual} iron")) is None


def test_words_of_one_topic_have_to_do_with_each_other():
    found = compare(group("Hardening"), group("Vulnerability reports"), NO_WORDS)
    assert found is not None
    assert found.kind == "overlap"
    assert "“hardening” and “vulnerability” are related" in reasons(found)
    assert verdict(group("Nests"), group("Scheduling", "what to do at dawn")) is None
    assert verdict(group("Batch"), group("Owls", "placement of boxes")) == "overlap"


def test_a_topic_in_passing_is_none():
    long = " ".join(f"bird{letter}{other}" for letter in "abcdef" for other in "ghijkl")
    assert verdict(group("Batch"), group("Owls", f"placement of {long}")) is None


def test_a_topic_that_all_have_tells_nothing():
    names = "Attacks Threats Malware Exploits Hardening Disclosure Advisories Security".split()
    words = Vocabulary.of(map(group, names))
    assert verdict(group("Attacks"), group("Hardening")) == "overlap"
    assert verdict(group("Attacks"), group("Hardening"), words) is None


def test_names_that_differ_by_words_of_one_topic_are_kinds_of_one_thing():
    assert verdict(group("Const macros"), group("Const traits")) is None


def test_topics_of_the_community():
    words = Vocabulary.of([], SimilarityOptions(topics={"prey": ("mice", "field voles")}))
    assert verdict(group("Mice"), group("Field voles")) is None
    assert verdict(group("Mice"), group("Field voles"), words) == "overlap"


def test_a_name_with_more_words_counts_if_the_rest_is_no_guess():
    assert verdict(group("Docs"), group("Documentation abroad")) == "overlap"
    assert verdict(group("BOP"), group("Birds of Prey abroad")) is None
    assert verdict(group("Nest services"), group("Embedded nests")) == "overlap"
    assert verdict(group("Nest boxes"), group("Embedded nests")) is None


def test_ordinary_words_bring_no_two_groups_together():
    a = group("Owls", "boxes for hollow trees, with access to scalable resources on demand")
    b = group("Anvils", "hammers and iron: scalable resources, with access on demand")
    assert verdict(a, b) is None
    assert verdict(group("Apple"), group("Owls", "apps for the phone")) is None


def test_the_focus_of_one_may_speak_of_the_other():
    a = group("Falconry", "keeping hawks for the hunt")
    b = group("Hospital", "nursing wounded owls, and whatever falconry brings")
    found = compare(a, b, NO_WORDS)
    assert found is not None
    assert found.kind == "overlap"
    assert "mentions “falconry”" in reasons(found)


def test_groups_about_the_same_should_talk():
    a = group("Finches", "recording songs at dawn in hedges")
    b = group("Morning", "walks at dawn along hedges, to hear songs")
    assert verdict(a, b) == "overlap"
    assert verdict(a, group("Anvils", "forging iron tools from bars")) is None


def test_a_word_that_all_have_tells_nothing():
    names = "Nests Song Food Flight Eggs Wings Beaks Moult Rings Maps Tales Ponds".split()
    words = Vocabulary.of(group(name, "all of it about feathers") for name in names)
    a, b = group("Kites", "hunting for feathers"), group("Dawn", "counting feathers")
    assert verdict(a, b) == "overlap"
    assert verdict(a, b, words) is None
    assert verdict(group("Feathers kites"), group("Kites"), words) == "duplicate"


def test_earlier_names():
    old = group("Ornithology", aliases=("Birds of prey", "Feathers"))
    found = compare(group("Feathers WG"), old, NO_WORDS)
    assert found is not None
    assert found.kind == "duplicate"
    assert "“Ornithology” is also known as “Feathers”" in reasons(found)
    assert verdict(group("Eagles", aliases=("BoP",)), old) == "duplicate"
    told = group("Eagles", "counts them (formerly known as Wing Beat)")
    assert verdict(told, group("Wing beat")) == "duplicate"


@pytest.mark.parametrize("status", ["dormant", "retired"])
def test_a_sleeping_group_is_revived(status):
    asleep = group("Birds", status=status)
    assert verdict(group("Birds WG"), asleep) == "revival"
    assert verdict(asleep, group("Birds WG")) == "revival"
    assert verdict(group("Birds abroad"), asleep) == "overlap"


def test_shared_places_by_how_rare_they_are():
    here = ("https://github.com/Birds/Atlas.git",)
    a = group("Maps", repositories=here)
    b = group("Cartographers", repositories=("http://www.github.com/birds/atlas/tree/main",))
    found = compare(a, b, NO_WORDS)
    assert found is not None
    assert found.kind == "overlap"
    assert "both use the repository" in reasons(found)
    names = ("Nests", "Song", "Food")
    crowd = Vocabulary.of([a, b, *(group(name, repositories=here) for name in names)])
    assert verdict(a, b, crowd) is None


def test_a_channel_counts_where_it_is_a_groups_own():
    def talking(name: str, url: str, channel: str | None = None) -> Group:
        return group(name, channels=(Channel(url=url, name=channel),))

    server = "https://discord.gg/birds"
    own = "https://birds.zulipchat.com/#narrow/stream/7-nests"
    assert verdict(talking("Nests", server), talking("Song", server)) is None
    assert verdict(talking("Nests", server, "#a"), talking("Song", server, "#b")) is None
    assert verdict(talking("Nests", server, "#a"), talking("Song", server, "#a")) == "overlap"
    assert verdict(talking("Nests", own), talking("Song", own)) == "overlap"


def test_words_of_the_community():
    options = SimilarityOptions(group_words=("flock",), short_forms={"twt": ("twitching",)})
    words = Vocabulary.of([], options)
    assert verdict(group("Flock Nests"), group("Nests")) == "overlap"
    assert verdict(group("Flock Nests"), group("Nests"), words) == "duplicate"
    assert verdict(group("TWT"), group("Twitching")) is None
    assert verdict(group("TWT"), group("Twitching"), words) == "duplicate"


# Names of active groups of communities that many know, as their public lists had them in 2026.
SEED = (
    "CLI apps|Embedded devices|Formal verification|Networking services|Unsafe code guidelines|"
    "WebAssembly"
)
KUBERNETES = (
    "API Machinery|Apps|Auth|Autoscaling|CLI|Cluster Lifecycle|Docs|Instrumentation|Network|Node|"
    "Scalability|Scheduling|Storage|Testing|UI|Windows|Contributor Experience|Architecture|Release|"
    "Multicluster|Cloud Provider|Steering|Code of Conduct|Data Protection|Security|"
    "Security Response|K8s Infra|Batch|etcd|Device Management|etcd Operator|Node Lifecycle|"
    "AI Gateway|Checkpoint Restore|Workload-aware Scheduling"
)
OPENTELEMETRY = (
    "Specification: General + OTel Maintainers Sync|Specification: Sampling|Specification: Logs|"
    "Semantic Conventions: General|Semantic Conventions: System Metrics|Semantic Conventions: K8s|"
    "Semantic Conventions and Instrumentation: GenAI|Semantic Conventions: CI/CD|"
    "Semantic Conventions: RPC|Semantic Conventions: Service and Deployment|"
    "Specification: Entities|OpAMP|Prometheus Interoperability|Functions as a Service (FAAS)|"
    "Profiling|OpenTelemetry on Mainframes|Client Instrumentation|"
    "Android: SDK + Automatic Instrumentation|Arrow|Browser|Collector|C++: SDK|"
    ".NET: Automatic Instrumentation|.NET: SDK|Erlang/Elixir: SDK|GoLang: SDK|"
    "GoLang: Automatic Instrumentation|GoLang: Compile-Time Instrumentation|Injector|"
    "Java: SDK + Instrumentation|JavaScript: SDK|Kotlin: SDK|Packaging|PHP: SDK|Python: SDK|"
    "Ruby: SDK|Rust: SDK|Swift: SDK|Network|eBPF Instrumentation|Kubernetes Operator|"
    "Kubernetes Helm Charts|Community Demo Application|Semantic Conventions: Tooling|"
    "Communications (Website, [Documentation](https://opentelemetry.io/docs/), etc.)|End-User SIG|"
    "Security|Contributor Experience|Developer Experience|Bengali (bn)|Chinese (zh-CN)|"
    "French (fr-FR)|Japanese (ja-JA)|Polish (pl-PL)|Portuguese (pt-BR)|Romanian (ro-RO)|"
    "Spanish (es-ES)|Ukrainian (uk-UA)"
)


@pytest.mark.parametrize("names", [SEED, KUBERNETES, OPENTELEMETRY])
def test_groups_of_one_community_are_not_one(names):
    groups = [group(name) for name in names.split("|")]
    for words in (NO_WORDS, Vocabulary.of(groups)):
        called = [
            (a.name, b.name, reasons(found))
            for a, b in combinations(groups, 2)
            if (found := compare(a, b, words)) and found.kind != "overlap"
        ]
        assert called == []


@pytest.mark.parametrize("names", [SEED, KUBERNETES, OPENTELEMETRY])
def test_few_of_them_should_talk_by_their_names_alone(names):
    groups = [group(name) for name in names.split("|")]
    words = Vocabulary.of(groups)
    pairs = list(combinations(groups, 2))
    assert sum(compare(a, b, words) is not None for a, b in pairs) <= len(pairs) / 30


WORDS = st.sampled_from(
    "bird birds birding wg sig group team the of song i18n internationalization docs wasm cli "
    "command line WebAssembly PBO prey observation ornithology ornitology 2.0 (bird) [song] C++".split()
)
NAMES = st.one_of(st.lists(WORDS, max_size=5).map(" ".join), st.text(max_size=40))
GROUPS = st.builds(
    group,
    NAMES,
    NAMES,
    aliases=st.lists(NAMES, max_size=2).map(tuple),
    repositories=st.lists(
        st.sampled_from(["https://github.com/a/b", "http://[", ""]), max_size=2
    ).map(tuple),
    status=st.sampled_from(["active", "dormant", "retired"]),
)


@settings(max_examples=400, deadline=None)
@given(GROUPS, GROUPS)
def test_the_same_verdict_from_either_side_and_always_a_reason(a, b):
    for words in (NO_WORDS, Vocabulary.of([a, b])):
        there, back = compare(a, b, words), compare(b, a, words)
        assert (there is None) == (back is None)
        if there and back:
            assert (there.kind, there.score, there.evidence) == (
                back.kind,
                back.score,
                back.evidence,
            )
            assert there.evidence
            assert 0 < there.score <= 1


@settings(max_examples=200, deadline=None)
@given(st.lists(GROUPS, min_size=1, max_size=5), GROUPS)
def test_the_index_says_what_comparing_says(groups, asked):
    registry = {f"g{number}": each for number, each in enumerate(groups)}
    index = Index(registry)
    found = {each.slug: each for each in index.similar(asked)}
    for slug, each in registry.items():
        expected = compare(asked, each, index.words, slugs=("", slug))
        if expected or slug in found:
            assert found[slug] == expected


@pytest.mark.parametrize(("one", "other", "_reason"), ONE_GROUP)
def test_the_index_finds_each_of_them(one, other, _reason):
    crowd = {name.lower(): group(name) for name in ("Trees", "Stones", "Iron", "Clouds", "Rivers")}
    for name, asked in ((one, other), (other, one)):
        index = Index({**crowd, "x-1": group(name)})
        assert [each.slug for each in index.similar(group(asked))][:1] == ["x-1"]


def test_most_alike_first_and_not_oneself():
    index = Index(
        {
            "birds": group("Birds"),
            "birds-abroad": group("Birds abroad"),
            "ornithology": group("Ornithology", aliases=("Birds",)),
            "trees": group("Trees"),
        }
    )
    found = index.similar(group("Birds"))
    assert [each.slug for each in found] == ["birds", "ornithology", "birds-abroad"]
    assert [each.kind for each in found] == ["duplicate", "duplicate", "overlap"]
    assert [each.slug for each in index.similar(group("Birds"), slug="birds")] == [
        "ornithology",
        "birds-abroad",
    ]
    assert len(index.similar(group("Birds"), limit=1)) == 1


def test_the_file_name_counts_as_a_name():
    index = Index({"falcon-flight": group("Wing beat")})
    assert [each.kind for each in index.similar(group("Falcon flight"))] == ["duplicate"]


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "x" * 10_000,
        "word " * 2_000,
        "a-b" * 4_000,
        "(" * 10_000,
        "()" * 5_000,
        "[Proposal] " * 1_000,
        "\u0301" * 10_000,
        "\u0e33\u0e33" * 5_000,
        "🦀" * 10_000,
        "\u202e" + "אבג " * 3_000,
        "<" * 10_000,
        "https://" * 2_000,
        "9" * 10_000,
        "AaBb" * 3_000,
        "\ufdfa" * 10_000,
        "\ud800",
    ],
    ids=lambda name: repr(name[:8]),
)
def test_hostile_names_do_no_harm(name):
    hostile = group(name, name * 3, aliases=(name, name + "!"), repositories=(name,))
    began = time.process_time()
    index = Index({"hostile": hostile, "birds": group("Birds", "counting birds")})
    index.similar(hostile)
    index.similar(group("Birds"))
    assert time.process_time() - began < 1


def test_the_index_finds_a_short_form_within_a_longer_name():
    index = Index({"lines": group("Command line harness"), "trees": group("Trees")})
    assert [each.slug for each in index.similar(group("CLI"))] == ["lines"]
