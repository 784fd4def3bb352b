"""Git objects in memory, named as git names them. No refs: those belong to a repository."""

import datetime as dt
import functools
import hashlib
import itertools
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FILE = "100644"
FOLDER = "40000"
SHA = re.compile(r"[0-9a-f]{40}")
ZERO = "0" * 40

# path → (mode, sha of the blob)
Files = Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Signature:
    """Who made or committed a commit, and when."""

    name: str
    email: str
    when: dt.datetime

    def line(self) -> str:
        """Return it as git stores it."""
        zone = self.when.strftime("%z")
        return f"{self.name} <{self.email}> {int(self.when.timestamp())} {zone}"

    @classmethod
    def parse(cls, line: str) -> "Signature":
        """Read it as git stores it."""
        match = re.fullmatch(r"(.*?) ?<(.*)> (\d+) ([+-])(\d\d)(\d\d)", line)
        assert match, line
        name, email, seconds, sign, hours, minutes = match.groups()
        offset = dt.timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if sign == "-" else 1)
        return cls(name, email, dt.datetime.fromtimestamp(int(seconds), dt.timezone(offset)))


@dataclass(frozen=True)
class Commit:
    """A commit, read."""

    sha: str
    tree: str
    parents: tuple[str, ...]
    author: Signature
    committer: Signature
    message: str
    signed: bool


@dataclass(frozen=True)
class Change:
    """One file that differs between two trees."""

    path: str
    status: str  # added, modified, removed, renamed
    sha: str
    previous: str | None
    old: bytes | None
    new: bytes | None


class Objects:
    """A store of blobs, trees and commits."""

    def __init__(self) -> None:
        self.raw: dict[str, tuple[str, bytes]] = {}
        self._commits: dict[str, Commit] = {}
        self._files: dict[str, Files] = {}

    def __deepcopy__(self, _memo: dict) -> "Objects":
        # What is stored never changes, so a copy may share all of it.
        copied = Objects()
        copied.raw, copied._commits = dict(self.raw), dict(self._commits)
        copied._files = dict(self._files)
        return copied

    def put(self, kind: str, data: bytes) -> str:
        """Store an object and give its id."""
        sha = hashlib.sha1(f"{kind} {len(data)}\0".encode() + data).hexdigest()
        self.raw[sha] = (kind, data)
        return sha

    def has(self, sha: str, kind: str | None = None) -> bool:
        """Say whether there is such an object."""
        return sha in self.raw and kind in (None, self.raw[sha][0])

    def blob(self, sha: str) -> bytes:
        """Return a blob's bytes."""
        kind, data = self.raw[sha]
        assert kind == "blob", kind
        return data

    def entries(self, tree: str) -> list[tuple[str, str, str]]:
        """Return a tree's own entries: mode, name, id."""
        kind, data = self.raw[tree]
        assert kind == "tree", kind
        found, at = [], 0
        while at < len(data):
            end = data.index(b"\0", at)
            mode, name = data[at:end].decode().split(" ", 1)
            found.append((mode, name, data[end + 1 : end + 21].hex()))
            at = end + 21
        return found

    def files(self, tree: str) -> Files:
        """Return every file below a tree."""
        if tree not in self._files:
            found: dict[str, tuple[str, str]] = {}
            for mode, name, sha in self.entries(tree):
                if mode == FOLDER:
                    found |= {f"{name}/{path}": entry for path, entry in self.files(sha).items()}
                else:
                    found[name] = (mode, sha)
            self._files[tree] = found
        return self._files[tree]

    def folders(self, tree: str, prefix: str = "") -> dict[str, str]:
        """Return every folder below a tree, with its id."""
        found = {}
        for mode, name, sha in self.entries(tree):
            if mode == FOLDER:
                found[prefix + name] = sha
                found |= self.folders(sha, f"{prefix}{name}/")
        return found

    def tree(self, files: Files) -> str:
        """Store the trees that hold these files and give the top one's id."""
        here: dict[str, tuple[str, str]] = {}
        below: dict[str, dict[str, tuple[str, str]]] = {}
        for path, entry in files.items():
            head, slash, rest = path.partition("/")
            if slash:
                below.setdefault(head, {})[rest] = entry
            else:
                here[head] = entry
        assert not here.keys() & below.keys(), "a path is a file and a folder at once"
        here |= {name: (FOLDER, self.tree(inner)) for name, inner in below.items()}
        # Git sorts a folder as if its name ended in a slash.
        ordered = sorted(here, key=lambda name: (name + "/" * (here[name][0] == FOLDER)).encode())
        parts = (f"{here[n][0]} {n}\0".encode() + bytes.fromhex(here[n][1]) for n in ordered)
        return self.put("tree", b"".join(parts))

    def tree_of(self, contents: Mapping[str, bytes | str]) -> str:
        """Store files given as text or bytes and give the top tree's id."""
        return self.tree(
            {path: (FILE, self.put("blob", raw(data))) for path, data in contents.items()}
        )

    def commit(
        self,
        tree: str,
        parents: tuple[str, ...],
        author: Signature,
        committer: Signature,
        message: str,
        signed: bool = False,
    ) -> str:
        """Store a commit and give its id."""
        lines = [f"tree {tree}", *(f"parent {parent}" for parent in parents)]
        lines += [f"author {author.line()}", f"committer {committer.line()}"]
        if signed:
            lines += ["gpgsig -----BEGIN PGP SIGNATURE-----", " ", " of the fake"]
            lines += [" -----END PGP SIGNATURE-----"]
        return self.put("commit", ("\n".join(lines) + f"\n\n{message}").encode())

    def read(self, sha: str) -> Commit:
        """Read a commit."""
        if sha not in self._commits:
            kind, data = self.raw[sha]
            assert kind == "commit", kind
            head, _, message = data.decode("utf-8", "replace").partition("\n\n")
            fields: dict[str, list[str]] = {}
            for line in head.split("\n"):
                if not line.startswith(" "):
                    key, _, value = line.partition(" ")
                    fields.setdefault(key, []).append(value)
            self._commits[sha] = Commit(
                sha,
                fields["tree"][0],
                tuple(fields.get("parent", [])),
                Signature.parse(fields["author"][0]),
                Signature.parse(fields["committer"][0]),
                message,
                "gpgsig" in fields,
            )
        return self._commits[sha]

    def ancestors(self, sha: str) -> Iterator[str]:
        """Yield a commit and all that is before it, each once."""
        seen, waiting = {sha}, [sha]
        while waiting:
            at = waiting.pop(0)
            yield at
            for parent in self.read(at).parents:
                if parent not in seen:
                    seen.add(parent)
                    waiting.append(parent)

    def reaches(self, sha: str, ancestor: str) -> bool:
        """Say whether *ancestor* is *sha* or before it."""
        return ancestor in self.ancestors(sha)

    def merge_base(self, one: str, other: str) -> str | None:
        """Return the nearest commit that both have."""
        known = set(self.ancestors(one))
        return next((sha for sha in self.ancestors(other) if sha in known), None)

    def between(self, base: str, head: str) -> list[str]:
        """Return the commits that *head* has and *base* has not, oldest first."""
        known = set(self.ancestors(base))
        return [sha for sha in self.ancestors(head) if sha not in known][::-1]

    def files_of(self, commit: str) -> Files:
        """Return every file of a commit."""
        return self.files(self.read(commit).tree)

    def texts(self, commit: str) -> dict[str, bytes]:
        """Return every file's bytes."""
        return {path: self.blob(sha) for path, (_, sha) in self.files_of(commit).items()}

    def changes(self, before: str | None, after: str) -> list[Change]:
        """Return what differs between two commits, by path; before nothing, everything is added."""
        old = self.files_of(before) if before else {}
        new = self.files_of(after)
        found = []
        gone = {p: old[p] for p in old if p not in new}
        for path in sorted(old.keys() | new.keys()):
            if old.get(path) == new.get(path):
                continue
            if path not in new:
                continue
            sha = new[path][1]
            data = self.blob(sha)
            if path in old:
                found.append(Change(path, "modified", sha, None, self.blob(old[path][1]), data))
                continue
            source = next((p for p, entry in gone.items() if entry == new[path]), None)
            if source:
                del gone[source]
                found.append(Change(path, "renamed", sha, source, data, data))
            else:
                found.append(Change(path, "added", sha, None, None, data))
        for path, (_, sha) in gone.items():
            found.append(Change(path, "removed", sha, None, self.blob(sha), None))
        return sorted(found, key=lambda change: change.path)

    def merged(self, base: str, ours: str, theirs: str) -> dict[str, tuple[str, str]] | None:
        """Merge two commits file by file; None where both changed one file differently."""
        start, mine, yours = self.files_of(base), self.files_of(ours), self.files_of(theirs)
        found = {}
        for path in start.keys() | mine.keys() | yours.keys():
            a, b, c = start.get(path), mine.get(path), yours.get(path)
            entry = c if a == b else b
            if a not in (b, c) and b != c:
                return None
            if entry:
                found[path] = entry
        return found

    def load(self, folder: Path) -> tuple[str, str]:
        """Take over what HEAD of a local repository reaches; give its branch and its commit."""
        run = functools.partial(subprocess.run, cwd=folder, check=True, capture_output=True)
        head = run(["git", "rev-parse", "HEAD"]).stdout.decode().strip()
        branch = run(["git", "symbolic-ref", "--short", "HEAD"]).stdout.decode().strip()
        names = run(["git", "rev-list", "--objects", "--no-object-names", "HEAD"]).stdout
        data = run(["git", "cat-file", "--batch"], input=names).stdout
        at = 0
        while at < len(data):
            end = data.index(b"\n", at)
            sha, kind, size = data[at:end].decode().split(" ")
            content = data[end + 1 : end + 1 + int(size)]
            assert self.put(kind, content) == sha
            at = end + 2 + int(size)
        return branch, head


def raw(data: bytes | str) -> bytes:
    """Return bytes of either."""
    return data.encode() if isinstance(data, str) else data


def bad_ref(name: str) -> bool:
    """Say whether git would refuse the name of a ref (git help check-ref-format)."""
    parts = name.split("/")
    return (
        any(not part or part.startswith(".") or part.endswith(".lock") for part in parts)
        or bool(re.search(r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|\.$", name))
        or name == "@"
        or any(a == b == "/" for a, b in itertools.pairwise(name))
    )
