"""What is true in most communities: words for a group, short forms, and words that say little.

Data only. A community adds its own with `similarity.Options`.
"""

GROUP_WORDS = (
    "wg", "sig", "tag", "cg", "tf", "ig", "bg", "pg", "working group", "work group", "workgroup",
    "special interest group", "interest group", "technical advisory group", "advisory group",
    "community group", "business group", "project group", "study group", "focus group",
    "discussion group", "task force", "taskforce", "task group", "working area", "working team",
    "project team", "working committee", "working party",
)  # fmt: skip
"""What a group calls itself; it says nothing about what the group is for, wherever it stands."""

GROUP_ENDINGS = (
    "group", "team", "area", "committee", "council", "subproject", "sub project", "project",
    "initiative", "squad", "guild", "chapter", "subgroup", "sub group", "proposal", "charter",
    "taskforce", "subcommittee", "group proposal",
)  # fmt: skip
"""Ordinary words that are group words only at the end, or in front of a sign: "[Proposal] Games"."""

GLUED_ENDINGS = ("wg", "sig", "bis")
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
    "core dev doc documentation infra infrastructure lang lib library tool".split()
)
"""Areas of a project under which groups are filed: `wg-docs-tutorials` is "Tutorials"."""

COMMON_WORDS = frozenset(
    "about across activity aim all associated also any are area around available based be best better between "
    "both build can case chair chartered code collaborate collaboration common community contribute contributor coordinate could "
    "coordination cover create define design develop developer development discuss discussion do "
    "document drive each effort end enable ensure exist existing experience explore facilitate "
    "feature focus forum further gap goal group help how implement implementation improve improving "
    "include including information interest is issue it large maintain maintenance make manage manner meeting member "
    "mission more need new not open other our over own part people possible practice process "
    "produce project promote provide purpose repo repository represent related relevant requirement responsible scope serve was were set sig small solution source "
    "specific specification standard such support system task team technical technology that their "
    "them these they this through tool topic up us use user using various want way we well what "
    "when where which who will work working write writing you your".split()
)
"""Words that stand in the focus of any group."""

SHORT_FORMS: dict[str, tuple[str, ...]] = {
    "admin": ("administration", "administrator"),
    "ai": ("artificial intelligence",),
    "app": ("application",),
    "arch": ("architecture",),
    "async": ("asynchronous",),
    "auth": ("authentication", "authorization"),
    "authn": ("authentication",),
    "authz": ("authorization",),
    "cd": ("continuous delivery", "continuous deployment"),
    "ci": ("continuous integration",),
    "cli": ("command line", "command line interface"),
    "coc": ("code of conduct",),
    "comms": ("communications", "communication"),
    "conf": ("conference",),
    "config": ("configuration",),
    "contrib": ("contributor", "contribution", "contributing"),
    "cpp": ("cplusplus",),
    "crypto": ("cryptography", "cryptographic"),
    "db": ("database",),
    "dev": ("development", "developer"),
    "di": ("diversity inclusion",),
    "distro": ("distribution",),
    "doc": ("documentation", "document"),
    "edu": ("education",),
    "env": ("environment",),
    "gfx": ("graphics",),
    "go": ("golang",),
    "gov": ("governance",),
    "gui": ("graphical user interface",),
    "impl": ("implementation",),
    "infosec": ("information security",),
    "infra": ("infrastructure",),
    "intl": ("internationalization", "international"),
    "js": ("javascript",),
    "lang": ("language",),
    "lib": ("library",),
    "mgmt": ("management",),
    "net": ("network", "networking"),
    "obs": ("observability",),
    "op": ("operations",),
    "ops": ("operations",),
    "opt": ("optimization",),
    "os": ("operating system",),
    "oss": ("open source", "open source software"),
    "otel": ("opentelemetry",),
    "perf": ("performance",),
    "pkg": ("package",),
    "postgres": ("postgresql",),
    "py": ("python",),
    "qa": ("quality assurance",),
    "repo": ("repository",),
    "sec": ("security",),
    "semconv": ("semantic conventions",),
    "spec": ("specification",),
    "std": ("standard",),
    "sync": ("synchronous", "synchronization"),
    "ts": ("typescript",),
    "ui": ("user interface",),
    "v6": ("ipv6",),
    "viz": ("visualization",),
    "wasm": ("webassembly",),
}
"""Short forms that no rule finds. Initials (`PGO`), cut words (`WebAppSec`) and counted letters
(`i18n`, `k8s`) need no entry."""

SYMBOLS = {"c++": "cpp", "c#": "csharp", "f#": "fsharp", ".net": "dotnet"}
"""Names whose signs are no separators."""

BEGINNINGS = frozenset(
    "auto cloud con core cross cyber data edge form hyper info inter java meta micro mini mono multi "
    "open over port post pre pro self semi soft sub super tele test time trans type under web".split()
)
"""Words, or parts of words, with which others begin: `web` is not short for `WebAssembly`."""
