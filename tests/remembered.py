"""What many runs in one test process make of the same parts, made once: each is a pure function."""

from collections import defaultdict

import jinja2

from wgbot.community.templates import Templates
from wgbot.files import yaml
from wgbot.localgit.git import Git
from wgbot.registry import folder as registry


def of(known, key, make):
    """Return what is *known* of the key; make it if it is not."""
    if key not in known:
        known[key] = make()
    return known[key]


class Compiled(jinja2.BytecodeCache):
    """Compiled templates in memory: hundreds of runs need not compile them hundreds of times."""

    def __init__(self):
        self.code = {}

    def load_bytecode(self, bucket):
        if bucket.key in self.code:
            bucket.bytecode_from_string(self.code[bucket.key])

    def dump_bytecode(self, bucket):
        self.code[bucket.key] = bucket.bytecode_to_string()


COMPILED = defaultdict(Compiled)


def remember(monkeypatch):
    """Make once what runs share that have the same files, whatever they do to them."""
    remember_templates(monkeypatch)
    remember_files(monkeypatch)


def remember_templates(monkeypatch):
    """Compile each template once for all runs of a test."""
    make = Templates.__init__

    def init(self, tree, folder, **options):
        make(self, tree, folder, **options)
        key = options["on_github"], options.get("language")
        self._environment.bytecode_cache = COMPILED[key]

    monkeypatch.setattr(Templates, "__init__", init)


WRITTEN = {}
READ = {}
PARSED = {}


def remember_files(monkeypatch):
    """Read and write each file of YAML once for all runs of a test: most of them are the same."""
    dump, load, parse = yaml.dump, yaml.load, registry.parse

    def written(value, **options):
        return of(WRITTEN, repr((value, options)), lambda: dump(value, **options))

    def read(data, **options):
        return of(READ, (data, *options.items()), lambda: load(data, **options))

    def parsed(data, path):
        return of(PARSED, (data, path), lambda: parse(data, path))

    monkeypatch.setattr(yaml, "dump", written)
    monkeypatch.setattr(yaml, "load", read)
    monkeypatch.setattr(registry, "parse", parsed)


def remember_checkout(monkeypatch):
    """Ask git each thing once in a test where nobody writes to the checkout."""
    start, answers = Git._start, {}

    def ask(self, *asked):
        return of(answers, (self._folder, repr(asked)), lambda: start(self, *asked))

    monkeypatch.setattr(Git, "_start", ask)
