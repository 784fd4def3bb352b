"""What is true in most communities: words for a group, short forms, and words that say little.

Data only. A community adds its own with `SimilarityOptions`.
"""

GROUP_WORDS = (
    "wg", "sig", "tag", "cg", "tf", "ig", "bg", "pg", "rg", "working group", "work group", "workgroup",
    "special interest group", "interest group", "technical advisory group", "advisory group",
    "community group", "business group", "project group", "study group", "focus group",
    "discussion group", "research group", "task force", "taskforce", "task group", "working area", "working team",
    "project team", "working committee", "working party", "technical working group", "twg", "pmc",
    "project management committee",
    "ag", "arbeitsgruppe", "arbeitskreis", "arbeitsgemeinschaft", "fachgruppe", "projektgruppe",
    "interessengruppe", "groupe de travail", "grupo de trabajo", "grupo de trabalho",
    "gruppo di lavoro", "werkgroep", "arbetsgrupp", "arbejdsgruppe", "arbeidsgruppe",
)  # fmt: skip
"""What a group calls itself; it says nothing about what the group is for, wherever it is."""

GROUP_ENDINGS = (
    "group", "team", "area", "committee", "council", "subproject", "sub project", "project",
    "initiative", "squad", "guild", "chapter", "subgroup", "sub group", "proposal", "charter",
    "taskforce", "subcommittee", "group proposal", "herd", "subteam", "sub team",
)  # fmt: skip
"""Ordinary words that are group words only at the end, or in front of a sign: "[Proposal] Games"."""

HERALDS = frozenset(
    "add antrag charter create creation draft establish form found idea launch neu neue neuer neues "
    "new propose proposed proposal proposing request rfc start vorschlag".split()
)
"""What people write before a group's word when they propose one: "New SIG: Games"."""

LEADS_ON = frozenset("a about an around concerning dedicated for of on regarding the to".split())
"""What may be between a group's word and what it is for: "Working group for games"."""

BODIES = frozenset(("council",))
"""Endings of what decides about a thing, and does not work on it as a group of that name may."""

DOERS = (
    "mentor moderator translator organizer educator teacher trainer writer tester designer illustrator "
    "localizer facilitator ambassador evangelist advocate fundraiser interpreter coach tutor"
).split()
"""People who are called by what they do: "Mentors" is "Mentoring"."""

GLUED_ENDINGS = ("wg", "rg", "sig", "bis")
"""What is written onto a short name: `dhcwg`; `bis` marks a second edition, as in `httpbis`."""

SMALL_WORDS = frozenset(
    "a an and as at by for from in into its of on or over the to via vs with within etc".split()
)
"""Words between words: an acronym may skip them, and so does everything else."""

LIGHT_WORDS = frozenset(
    "activity app application common community development device ecosystem effort general issue "
    "official open our platform project related service software source support system technology "
    "topic work".split()
)
"""Words that add little to a name: "CLI apps" is "CLI". Only ever on one side of a pair."""

AREA_WORDS = frozenset(
    "compiler core dev doc documentation infra infrastructure lang lib library tool".split()
)
"""Areas of a project under which groups are filed: `wg-docs-tutorials` is "Tutorials"."""

KINDS = tuple(
    frozenset(each.split())
    for each in (
        # Natural languages, and scripts.
        "arabic bengali bulgarian catalan chinese croatian czech danish dutch english estonian ethiopic "
        "finnish french german greek hebrew hindi hungarian indonesian irish italian japanese khmer "
        "korean latvian lithuanian malay mongolian norwegian persian polish portuguese romanian russian "
        "serbian slovak slovenian spanish swedish tamil thai tibetan turkish ukrainian vietnamese welsh",
        # Languages for programs.
        "ada c clojure cobol cpp csharp d dart elixir elm erlang fortran fsharp go golang groovy haskell "
        "java javascript js julia kotlin lisp lua nim ocaml perl php prolog python r racket ruby rust "
        "scala scheme swift typescript zig",
        # Processors.
        "aarch64 alpha amd64 arm arm64 hppa i386 ia64 loong loongarch m68k mips powerpc ppc ppc64 riscv "
        "s390 s390x sparc sparc64 x86 x86_64",
        # Clouds, and systems.
        "alibaba aws azure gcp digitalocean ibmcloud openstack vmware vsphere",
        "android freebsd ios linux macos netbsd openbsd solaris windows",
    )
)
"""Words of one kind: two names that differ in one of these are of two groups, whatever else is said."""

ROLE_WORDS = frozenset(
    "admin alumnus chair contributor editor lead liaison maintainer member owner peer reviewer user".split()
)
"""Who of a group is in a smaller one: "Birds reviewers" is a part of "Birds"."""

FIELD_WORDS = frozenset(
    # Of software and its making.
    "agent api architecture backend backlog browser build client cloud cluster code component "
    "configuration core cross data dependency deployment device digital distribution ecosystem "
    "element environment error event execution format framework frontend function host identifier "
    "image implementer infrastructure input instance integration interface internet interoperability "
    "interoperable language layer library load local machine message metadata mobile model module "
    "native network node normative object online operation operator output package parameter performance "
    "platform plugin profile protocol record reference resource reusable runtime scalable scale schema "
    "script secure server session software string style syntax tag template tenant test token tolerant type "
    "upstream user validation variable vendor version virtual web website workflow "
    # Of any undertaking.
    "access account additional advisory aware extensible suite criteria advantage agnostic alignment alternative analysis appropriate approach "
    "area article aspect associate automate automation available awareness background barrier base "
    "behavior body board business capability capacity capture centric challenge characteristic "
    "collect collection combine committee compatible compatibility compile complex concept condition "
    "connect consistent construct consume context control convenient convert creation critical "
    "custom customer deal default demand dependent derive description discovery diverse easily "
    "economy efficiency efficient emerge empower equip essential evaluate evaluation "
    "exchange experiment expose express extension external extract extraction factor field fit "
    "flexible flow force formal foundation fundamental generate generic global government guidance guideline "
    "holistic horizontal host human ideal identity industrial innovation innovative integrate intend "
    "intent interact interaction internal investigate knowledge lack leverage liaison landscape law layout life "
    "lifecycle lightweight limitation location map market maximum measure mechanism middle migrate "
    "minimal mode moment monitor motivate move multi multiple natural navigate notion observe "
    "optimize option owner paradigm path pattern perspective physical piece pilot popular "
    "population portable potential power practical prevent principle priority private professional "
    "property protect quality rapid rate real recognition reduce registration reliable reliability remote require "
    "rich risk robust rule safe sample scenario schedule science search section sector self "
    "semantic sense sensitive separate series signal size skill social society space speed stable "
    "stage status store strength surface survey sync tailor telling term title trade traditional "
    "transfer transform transition transparency transparent trend trust underlying unique usage "
    "utility verify vertical visual wider".split()
)
"""Words of many groups for software: two that share one need not be close."""

COMMON_WORDS = frozenset(
    # What charters are written with, whatever they are for.
    "able achieve active activity address adopt advance advice advise aim align allow answer approve "
    "archive around ask aspect assist attend audience author bar basis become begin being believe "
    "benefit best better bring broad call candidate case cause chair change charter choose clarify "
    "clear close collaborate collaboration coming common community complete concern concrete conduct consensus consider contact "
    "contain content continue contribute contributor contribution coordinate coordination "
    "cooperation cover create current daily date decide dedicated define deliver deliverable "
    "depend describe design detail determine develop developer development different difficult "
    "direct direction discuss discussion do document domain draft drive early easy effective effort "
    "email enable encourage end engage enhance ensure entire especially establish etc evolve example "
    "exist existing expand expect experience expert explain explore extend facilitate far fast feature "
    "feedback final find first focus follow form former forum forward foster foundation found free full "
    "further future gap gather general get github give go goal good great group grow guide handle "
    "happen hard have hear help high hold home hope host idea identify impact implement implementation "
    "important improve improvement include including incubate incubator individual industry inform information initial "
    "initiative input interest interested introduce invite involve issue item join keep key kind know "
    "large lead leader leadership learn let level like limit link list listen little long look lot "
    "made mail main maintain maintainer maintenance major make manage management manner many match "
    "material mean meet meeting member method minute mission month more much name necessary need new "
    "next note number objective off offer official ongoing open operate opportunity order organization "
    "organize out outside overall own page part participant participate participation particular "
    "party past people perform person place plan please point possible post practice prepare present "
    "primary problem process produce product program progress project promote proposal propose "
    "provide public publish purpose question quick range reach read ready real reason recent recommend "
    "recommendation refine regular relate related relevant repo repository report represent "
    "requirement responsibility responsible result review revise right role round run same scope "
    "second see seek select serve service set several shape share short show side significant similar "
    "simple simply since single site situation small smart solution solve source special specific "
    "specification specify stakeholder standard standardization start state statement stay step "
    "still strategy strive strong structure subject submit subscribe successful such suggest support "
    "sure system take talk target task team technical technique technology text thing think time "
    "today together tool top topic total toward track try turn type typical under understand "
    "understanding unify unit update use used useful user using usual value variety various very view vision "
    "visit voice volunteer want way week welcome wide wiki wish work workshop world write year "
    # Small words of English.
    "about above across actually after again against all almost along already also although always "
    "am among another any anybody anyone anything are aren as away back be because been before behind "
    "below beside besides best between beyond both but can cannot could did does doesn doing don done "
    "down during each eight either else enough even ever every everybody everyone everything few five "
    "former four from had has having he her here hers herself him himself his how however if indeed "
    "instead is isn it itself just last later latter least less likely made may maybe me might mine "
    "most mostly must my myself near neither never nine no nobody non none nor not nothing now often "
    "once one only other others otherwise our ours ourselves over per perhaps quite rather she should "
    "six so some somebody someone something sometimes somewhere soon such ten than that the their "
    "theirs them themselves then there thereby therefore therein these they this those though three "
    "through throughout thus too towards two unless until up upon us via was wasn we well were what "
    "whatever when whenever where whereas wherever whether which while who whoever whole whom whose "
    "why will without won would yes yet you your yours yourself".split()
)
"""Words in the focus of any group."""

SHORT_FORMS: dict[str, tuple[str, ...]] = {
    "admin": ("administration", "administrator"), "ai": ("artificial intelligence",), "app": ("application",),
    "arch": ("architecture",), "astro": ("astronomy", "astrophysics"), "async": ("asynchronous",),
    "auth": ("authentication", "authorization"), "authn": ("authentication",), "authz": ("authorization",),
    "auto": ("automatic", "automated"), "bench": ("benchmark",), "bio": ("biology",), "biz": ("business",),
    "cd": ("continuous delivery", "continuous deployment"), "cert": ("certification", "certificate"),
    "cfg": ("configuration",), "ci": ("continuous integration",),
    "cicd": ("continuous integration delivery", "continuous integration deployment", "continuous integration continuous delivery", "continuous integration continuous deployment"),
    "cli": ("command line", "command line interface"), "coc": ("code of conduct",),
    "comms": ("communications", "communication"), "conf": ("conference",), "config": ("configuration",),
    "contrib": ("contributor", "contribution", "contributing"), "cpp": ("cplusplus",),
    "crypto": ("cryptography", "cryptographic"), "db": ("database",), "dev": ("development", "developer"),
    "devops": ("development operations",), "di": ("diversity inclusion",),
    "dist": ("distribution", "distributed"), "distro": ("distribution",),
    "doc": ("documentation", "document"), "econ": ("economics", "economy"), "edu": ("education",),
    "eng": ("engineering",), "env": ("environment",), "ext": ("extension",), "func": ("function",),
    "genai": ("generative ai", "generative artificial intelligence"),
    "geo": ("geospatial", "geographic", "geography"), "gfx": ("graphics",), "go": ("golang",),
    "gov": ("governance",), "gui": ("graphical user interface",), "hw": ("hardware",), "img": ("image",),
    "impl": ("implementation",), "info": ("information",), "infosec": ("information security",),
    "infra": ("infrastructure",), "intl": ("internationalization", "international"), "js": ("javascript",),
    "kube": ("kubernetes",), "lang": ("language",), "lib": ("library",), "maint": ("maintenance",),
    "math": ("mathematics", "mathematical"), "maths": ("mathematics",), "med": ("medicine", "medical"),
    "mem": ("memory",), "mgmt": ("management",), "mktg": ("marketing",), "ml": ("machine learning",),
    "mod": ("moderator", "moderation"), "msg": ("message", "messaging"), "net": ("network", "networking"),
    "obs": ("observability",), "op": ("operations", "operational"), "ops": ("operations", "operational"),
    "opt": ("optimization",), "org": ("organization",), "os": ("operating system",),
    "oss": ("open source", "open source software"), "otel": ("opentelemetry",), "perf": ("performance",),
    "pkg": ("package",), "postgres": ("postgresql",), "prod": ("production",), "prog": ("programming",),
    "promo": ("promotion",), "proto": ("protocol",), "pubsub": ("publish subscribe",), "py": ("python",),
    "qa": ("quality assurance",), "repo": ("repository",), "sched": ("scheduler", "scheduling"),
    "sci": ("science",), "sec": ("security",), "semconv": ("semantic conventions",), "sim": ("simulation",),
    "spec": ("specification",), "stats": ("statistics",), "std": ("standard",),
    "stdlib": ("standard library",), "svc": ("service",), "sw": ("software",),
    "sync": ("synchronous", "synchronization"), "sys": ("system",),
    "sysadmin": ("system administration", "system administrator"),
    "sysop": ("system operations", "system operator"), "tech": ("technology", "technical"),
    "telco": ("telecommunications",), "telecom": ("telecommunications",), "ts": ("typescript",),
    "tx": ("transaction",), "ui": ("user interface",), "util": ("utility",), "v6": ("ipv6",),
    "vis": ("visualization",), "viz": ("visualization",), "vuln": ("vulnerability",),
    "wasm": ("webassembly",), "xplat": ("cross platform",),
}  # fmt: skip
"""Short forms that no rule finds. Initials (`PGO`), cut words (`WebAppSec`) and counted letters
(`i18n`, `k8s`) need no entry."""

SYMBOLS = {"c++": "cpp", "c#": "csharp", "f#": "fsharp", ".net": "dotnet"}
"""Names whose signs are no separators."""

BEGINNINGS = frozenset(
    "auto cloud con core cross cyber data edge form hyper info inter java meta micro mini mono multi "
    "open over port post pre pro self semi soft sub super tele test time trans type under web".split()
)
"""Words, or parts of words, with which others begin: `web` is not short for `WebAssembly`."""

TURNING_BEGINNINGS = frozenset(
    "a anti bi co counter cross de di dis down e en ex extra hyper hypo il im in inter intra "
    "ir macro mal meta micro mini mis mono multi non out over poly post pre pro pseudo re self semi "
    "sub super sur trans tri ultra un under uni up".split()
)
"""What makes another word of one, before it or as a word of its own: "non-blocking"."""

OPPOSITE_BEGINNINGS = tuple(
    tuple(each.split())
    for each in (
        "inter intra intro infra", "micro macro", "hyper hypo", "ante anti", "sub super sur",
        "para peri", "over out", "un uni up", "de dis", "ex exo", "mono multi", "pre post",
    )
)  # fmt: skip
"""Beginnings that are taken for one another, and mean another thing each."""
