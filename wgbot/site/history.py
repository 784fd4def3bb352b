"""What git tells about the registry: what was done to each group's file, and when. An edge: it runs git.

History is what the checked-out branch saw: a merged pull request is one event, on the day of its
merge. In a shallow clone, what is older than the clone is not known, and nothing is said about it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import ValidationError

from wgbot.files import yaml
from wgbot.localgit.git import Git, GitError
from wgbot.registry import folder
from wgbot.registry.group import Group
from wgbot.site.events import Revision

MOST_CHANGES = 5_000
"""The most changes that are read in detail, the latest first; of older ones nothing is told."""

_NOTHING = frozenset("0")


@dataclass(frozen=True, slots=True)
class _Change:
    """What one commit did to one file."""

    commit: str
    at: datetime
    kind: str
    """`A`dded, `M`odified, `D`eleted or `R`enamed."""
    before: str
    """The object before, and after."""
    after: str
    path: str
    to: str
    """The path after it; the same, but for a rename."""


def read(git: Git, folder: str) -> tuple[Revision, ...]:
    """Read what was done to the files of groups in *folder* up to the checked-out commit, the oldest first.

    Empty where there is no commit yet.
    """
    if git.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}") is None:
        return ()
    changes = list(_changes(git, folder))
    groups = _groups(git, [each for each in changes if each.kind in "MRD"][-MOST_CHANGES:])
    unknown = _boundary(git)
    return tuple(
        Revision(
            each.commit,
            each.at,
            each.kind,
            _slug(each.path),
            _slug(each.to),
            groups.get(each.before),
            groups.get(each.after),
            is_seen=each.commit not in unknown,
        )
        for each in changes
    )


def _slug(path: str) -> str | None:
    name = path.rpartition("/")[2]
    slug = name.removesuffix(folder.SUFFIX)
    return slug if name.endswith(folder.SUFFIX) and folder.is_slug(slug) else None


def _boundary(git: Git) -> frozenset[str]:
    """Return the commits at which a shallow clone begins."""
    if git.ask("rev-parse", "--is-shallow-repository") != "true":
        return frozenset()
    roots = git.text("rev-list", "--max-parents=0", "HEAD")
    return frozenset(roots.split("\n"))


def _changes(git: Git, folder: str) -> Iterator[_Change]:
    # First parents only: the side of a merge is how it came to be, the merge is when it did.
    printed = git.run(
        *("log", "--first-parent", "-m", "--reverse", "--raw", "-z", "--no-abbrev", "-M"),
        *("--format=%x00%H %ct", "HEAD", "--", f":(top,literal){folder}"),
    )
    parts = iter(printed.split(b"\0"))
    who, at = "", datetime.fromtimestamp(0, UTC)
    for part in parts:
        text = part.decode("utf-8", "replace").strip("\n")
        if text.startswith(":"):
            _, _, before, after, kind = text[1:].split(" ")
            path = next(parts).decode("utf-8", "replace")
            to = next(parts).decode("utf-8", "replace") if kind[0] in "RC" else path
            if path.rpartition("/")[0] == to.rpartition("/")[0] == folder:
                yield _Change(who, at, kind[0], before, after, path, to)
        elif text:
            who, _, seconds = text.partition(" ")
            at = datetime.fromtimestamp(int(seconds), UTC)


def _groups(git: Git, changes: Sequence[_Change]) -> dict[str, Group]:
    """Read the groups in the objects before and after each change; those that cannot be are left out."""
    wanted = {each for change in changes for each in (change.before, change.after)}
    wanted = {each for each in wanted if set(each) != _NOTHING}
    if not wanted:
        return {}
    asked = "".join(f"{each}\n" for each in sorted(wanted)).encode()
    answer = git.run("cat-file", "--batch", stdin=asked)
    found: dict[str, Group] = {}
    at = 0
    for each in sorted(wanted):
        end = answer.index(b"\n", at)
        head = answer[at:end].split(b" ")
        at = end + 1
        if len(head) != 3:
            # `missing`, in a clone without all of its objects.
            continue
        size = int(head[2])
        if group := _group(answer[at : at + size]):
            found[each] = group
        at += size + 1
    return found


def _group(data: bytes) -> Group | None:
    try:
        return Group.model_validate(yaml.load(data).value)
    except (yaml.YamlError, ValidationError):
        return None


__all__ = ["GitError", "read"]
