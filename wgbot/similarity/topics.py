"""Which words of the field are related: "vulnerabilities" and "hardening".

Data only, from a topic to the words that belong to it; a word may belong to several. A community
adds its own with `SimilarityOptions`. A topic is narrow: two groups should have to talk if both
are about it. Words of one kind are no topic: French and Polish, Perl and Python.
"""

TOPICS: dict[str, tuple[str, ...]] = {
    "accessibility": (
        "accessibility", "a11y", "accessible", "aria", "assistive", "blind", "braille",
        "captions", "cognitive", "deaf", "disability", "disabled", "low vision", "screen reader",
        "wcag",
    ),
    "agents and language models": (
        "agent protocol", "agentic", "ai", "ai agents", "artificial intelligence", "chatbot",
        "deep learning", "generative", "genai", "inference", "language models", "llm",
        "machine learning", "ml", "neural",
    ),
    "analytics": (
        "analytics", "big data", "data analysis", "data science", "data scientists", "statistics",
    ),
    "authentication": (
        "authentication", "authorization", "access control", "credentials", "identity", "login",
        "oauth", "openid", "passkeys", "passwords", "permissions", "rbac", "sso",
        "single sign on",
    ),
    "batch work": (
        "batch", "hpc", "high performance computing", "job", "queue", "workload", "workflow",
    ),
    "blockchains": (
        "blockchain", "cryptocurrency", "distributed ledger", "ledger", "smart contract",
    ),
    "building and testing": (
        "build system", "build tools", "ci", "continuous integration", "pipeline",
        "test infrastructure", "test automation", "testing", "tests", "test suite", "qa",
        "quality assurance", "flaky", "fuzzing", "coverage", "conformance", "regression",
    ),
    "cloud providers": ("cloud provider", "private cloud", "public cloud"),
    "code of conduct": ("code of conduct", "coc", "harassment", "moderation", "moderators"),
    "compilers": (
        "codegen", "code generation", "compiler", "compilation", "gcc", "linker", "llvm",
        "intermediate representation", "parser", "transpiler",
    ),
    "concurrency": (
        "async", "asynchronous", "concurrency", "concurrent", "coroutines", "futures",
        "multithreading", "parallel", "parallelism", "threads", "threading",
    ),
    "containers": (
        "container", "container runtime", "docker", "kubelet", "oci", "pod", "sandbox",
    ),
    "cryptography": ("cryptography", "crypto", "encryption", "post quantum", "signatures", "tls"),
    "databases": ("database", "mysql", "nosql", "postgresql", "query", "sql", "sqlite"),
    "debugging": (
        "backtrace", "crash", "debug", "debugger", "debugging", "diagnostics", "error messages",
        "compiler errors", "errors", "lint", "linter", "troubleshooting", "warnings",
    ),
    "deployment": (
        "bootstrap", "deploy", "deployment", "helm", "install", "installation", "installer",
        "provisioning", "rollout", "upgrade", "cluster lifecycle",
    ),
    "developer tools": (
        "autocomplete", "editor support", "ide", "language server", "lsp", "refactoring",
        "vscode",
    ),
    "devices and drivers": (
        "accelerators", "device plugin", "drivers", "fpga", "gpu", "hardware", "peripherals",
    ),
    "diversity": (
        "belonging", "diverse", "diversity", "equity", "gender", "inclusion", "inclusive",
        "inclusivity", "minorities", "underrepresented", "women",
    ),
    "documentation": (
        "doc", "documentation", "handbook", "man pages", "manuals", "reference guide",
        "technical writers", "technical writing", "tutorials", "website content",
    ),
    "embedded devices": (
        "embedded", "firmware", "internet of things", "iot", "microcontrollers",
        "resource constrained", "robotics", "robots", "rtos", "sensors", "smart home",
        "web of things",
    ),
    "events": (
        "conference", "conferences", "hackathon", "meetup", "meetups", "summit", "events team",
        "local groups",
    ),
    "formal methods": (
        "formal verification", "formal methods", "model checking", "proofs", "provers",
        "verifier", "formal semantics",
    ),
    "games": ("game", "gamedev", "game engine", "games", "gaming"),
    "governance": (
        "bylaws", "council", "decision making", "elections", "governance", "governing",
        "policies", "policy", "steering", "voting",
    ),
    "graphics": (
        "3d", "animation", "canvas", "gpu", "graphics", "raster", "rendering", "shaders", "webgl",
        "webgpu",
    ),
    "health": ("clinical", "health", "healthcare", "hospital", "medical", "medicine", "patients"),
    "immersive technology": (
        "ar", "augmented reality", "immersive", "metaverse", "mixed reality", "virtual reality",
        "vr", "xr",
    ),
    "infrastructure": (
        "bots", "ci", "hosting", "infra", "infrastructure", "ops", "servers", "sysadmin",
        "mirrors",
    ),
    "language design": (
        "grammar", "language design", "macros", "syntax", "traits", "type system",
    ),
    "learning": (
        "courses", "curriculum", "education", "learning materials", "learn", "lessons",
        "mentoring", "mentors", "mentorship", "onboarding", "students", "teaching",
        "training materials", "tutorials", "university",
    ),
    "licences": (
        "compliance", "copyright", "intellectual property", "legal", "licences", "licenses",
        "licensing", "patents", "trademarks",
    ),
    "linked data": (
        "jsonld", "knowledge graph", "knowledge graphs", "linked data", "ontologies", "ontology",
        "rdf", "semantic web", "shacl", "sparql", "triples", "vocabularies", "vocabulary", "owl",
    ),
    "maps": (
        "geographic", "geolocation", "geospatial", "gis", "location", "maps", "mapping",
        "spatial",
    ),
    "media": (
        "audio", "broadcast", "captions", "codec", "music", "podcast", "speech",
        "streaming media", "subtitles", "television", "timed text", "tv", "video", "multimedia",
    ),
    "memory safety": (
        "memory model", "memory safety", "soundness", "undefined behavior", "unsafe",
        "unsafe code", "pointers",
    ),
    "metrics": ("indicators", "measurement", "measuring", "metrics"),
    "migration": ("compatibility", "compat", "migrate", "migration", "porting", "ports"),
    "mobile": ("android", "ios", "mobile", "phones", "smartphone", "tablet"),
    "networks": (
        "cni", "dns", "gateway", "grpc", "http", "ingress", "ip", "ipv6", "load balancer",
        "load balancing", "multicast", "network", "networks", "networking", "proxy", "quic",
        "routing", "service mesh", "sockets", "tcp", "wireless",
    ),
    "newcomers": (
        "beginners", "contributor experience", "first timers", "mentoring", "mentors",
        "mentorship", "newcomers", "onboarding", "outreachy",
    ),
    "nodes": (
        "host resources", "kernel", "kubelet", "linux", "nodes", "operating system", "pods",
    ),
    "observability": (
        "alerting", "dashboards", "instrumentation", "logging", "logs", "metrics", "monitoring",
        "observability", "prometheus", "telemetry", "traces", "tracing",
    ),
    "outreach": (
        "advocacy", "ambassadors", "blog", "communications", "evangelism", "marketing",
        "newsletter", "outreach", "press", "promotion", "public relations", "publicity",
        "social media",
    ),
    "packages": (
        "crates", "dependencies", "distribution", "npm", "package manager", "package managers",
        "package registry", "packages", "packaging", "pypi", "registries",
        "software repositories", "rpm",
    ),
    "payments": (
        "banking", "banks", "checkout", "commerce", "currency", "finance", "financial",
        "invoices", "merchants", "micropayments", "money", "payments", "wallet",
    ),
    "performance": (
        "benchmarking", "benchmarks", "build times", "compile times", "fast", "latency",
        "optimization", "optimizations", "performance", "profile guided", "speed", "throughput",
    ),
    "privacy": (
        "anonymity", "confidential", "consent", "cookies", "data protection", "fingerprinting",
        "gdpr", "personal data", "privacy", "tracking protection",
    ),
    "publishing": (
        "books", "comics", "digital publishing", "ebooks", "epub", "publication", "publications",
        "publishers",
    ),
    "quality": (
        "qa", "quality", "reliable", "reliability", "resilience", "robustness", "stability",
        "stable", "fault tolerant",
    ),
    "releases": (
        "backport", "changelog", "lts", "release management", "release", "releases",
        "release process", "stabilization", "versioning",
    ),
    "research": (
        "academia", "academic", "research", "researchers", "scholarly", "science", "scientific",
    ),
    "scaling": (
        "autoscaler", "autoscaling", "capacity", "large clusters", "scalability", "scale",
    ),
    "scheduling": (
        "autoscaling", "batch", "capacity", "orchestration", "placement", "scheduler",
        "schedulers", "scheduling", "workload",
    ),
    "security": (
        "advisories", "attack", "attackers", "attacks", "cve", "disclosure", "exploits",
        "hardening", "incident response", "malware", "penetration testing", "sbom", "secure",
        "securing", "security", "supply chain", "threat", "threats", "vulnerabilities",
        "vulnerability",
    ),
    "semantics": (
        "conventions", "metadata", "schema", "schemas", "semantic conventions", "data model",
        "vocabulary",
    ),
    "storage": (
        "backup", "backups", "block storage", "csi", "disks", "filesystem", "filesystems",
        "file system", "object storage", "persistence", "persistent", "snapshots", "storage",
    ),
    "styling": ("css", "design system", "fonts", "layout", "stylesheets", "typography"),
    "supply chain": (
        "attestation", "dependencies", "provenance", "sbom", "signing", "software repositories",
        "package registry", "supply chain",
    ),
    "sustainability": (
        "carbon", "climate", "emissions", "energy", "environmental", "green", "sustainability",
        "sustainable",
    ),
    "translation": (
        "globalization", "i18n", "internationalization", "l10n", "localization", "multilingual",
        "translation", "translations", "translators", "locales",
    ),
    "user interfaces": (
        "dashboard", "frontend", "gui", "ui", "usability", "user experience", "user interface",
        "ux", "widgets",
    ),
    "vehicles": ("automotive", "transportation", "vehicle", "vehicles"),
    "virtual machines": (
        "hypervisor", "kvm", "vm", "virtual machine", "virtual machines", "virtualization",
        "qemu",
    ),
    "web browsers": ("browser", "browsers", "browser extensions", "webextensions", "user agents"),
    "web sites": ("homepage", "web presence", "website", "websites", "web site"),
    "windows programs": ("windows", "winapp", "win32", "wine"),
}  # fmt: skip
