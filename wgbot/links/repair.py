"""Moved links put right in the files that hold them: just these characters, and the pages with them.

Nothing is ever removed, but for a repository that would stand in a group's list twice.
"""

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import ValidationError

from wgbot import address, pages, registry, revision, text, translation, yamlfile
from wgbot.groups import Group
from wgbot.links import collect
from wgbot.links.findings import Place
from wgbot.links.judge import Verdict
from wgbot.problems import WgbotError
from wgbot.registry import Entry
from wgbot.repository import Repository, demand_read
from wgbot.text import Markdown
from wgbot.words import MAX_COMMENT
from wgbot.yamlfile import Path

BRANCH = "wgbot-links"
"""The branch of the pull request; no group's, for those begin with `wgbot/`."""
_TITLE = "Follow the links that moved"
MESSAGE = "Follow the links that moved\n"

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Move:
    """An address that is another one now, in one place."""

    old: str
    new: str
    place: Place
    merged: bool = False
    """Whether the list had the new one already."""


@dataclass(frozen=True)
class Repair:
    """What the pull request holds."""

    files: Mapping[str, bytes]
    moves: tuple[Move, ...]
    left: tuple[str, ...]
    """Why something that moved is left to a person, in Markdown."""
    title: str
    """The title of the pull request."""
    text: str
    """Its text."""


def repair(verdicts: Iterable[Verdict], repository: Repository) -> Repair:
    """Give the files that follow all that moved; none, if there is nothing to follow.

    Raises SetupError where a registry file cannot be read: registry and pages change together.
    """
    wanted, left = _wanted(verdicts)
    files: dict[str, bytes] = {}
    groups = repository.registry.groups()
    done: list[Move] = []
    for path, entry in collect.entries_by_path(repository.registry).items():
        source = (repository.tree.read(path) or b"").decode("utf-8", "surrogateescape")
        followed = source
        for move in wanted.get(path, ()):
            try:
                followed, merged = follow(followed, entry, move)
            except WgbotError as error:
                left.append(_left(move.old, move.place, str(error)))
            else:
                done.append(Move(move.old, move.new, move.place, merged))
        if followed != source:
            files[path] = followed.encode("utf-8", "surrogateescape")
            groups[entry.slug] = Group.model_validate(yamlfile.load(files[path]).value)
    if not files:
        return Repair({}, (), tuple(left), "", "")
    demand_read(repository.unread, "Links that moved are not followed")
    rendered, _ = pages.render(repository, registry.in_list_order(groups))
    stale = {page.path: page.fresh for page in rendered if page.is_stale}
    files |= {path: fresh.encode("utf-8", "surrogateescape") for path, fresh in stale.items()}
    title = translation.load(repository.config.language).say(_TITLE)
    return Repair(files, tuple(done), tuple(left), title, _text(done, left, repository))


def _wanted(verdicts: Iterable[Verdict]) -> tuple[dict[str, list[Move]], list[str]]:
    """Give what is to follow, by file, and why something is not."""
    wanted: dict[str, list[Move]] = {}
    left: list[str] = []
    for verdict in verdicts:
        if verdict.standing != "moved" or not verdict.target:
            continue
        why_not = refusal(verdict)
        for place in verdict.places:
            if why_not:
                left.append(_left(verdict.address, place, why_not))
            else:
                move = Move(verdict.address, verdict.target, place)
                wanted.setdefault(place.path, []).append(move)
    return wanted, left


def refusal(verdict: Verdict) -> str | None:
    """Say why wgbot does not follow a moved link by itself, in Markdown; None where it does."""
    finding, target = verdict.finding, verdict.target or ""
    if finding and finding.note == "front":
        return "it leads to the front page of a site now, which is hardly what was meant"
    if refused := address.refusal(target):
        return f"where it leads to {refused.what}"
    return None


def follow(source: str, entry: Entry, move: Move) -> tuple[str, bool]:
    """Give *source*, a registry file, with the one address replaced, and if that merged two.

    Raises WgbotError where a person has to do it.
    """
    try:
        before = yamlfile.load(source.encode("utf-8", "surrogateescape")).value
    except yamlfile.YamlError as error:
        raise WgbotError("the file cannot be read") from error
    keys = _where(before, move)
    wanted = copy.deepcopy(before)
    old = _get(wanted, keys)
    _set(wanted, keys, move.new if old.strip() == move.old else _replaced(old, move))
    if _is_double(wanted, keys):
        return _without(source, before, keys, entry), True
    start, end = _span(source, keys)
    written = source[start:end]
    if move.old in written:
        written = _replaced(written, move)
        followed = f"{source[:start]}{written}{source[end:]}"
        if _reads_as(followed, wanted):
            return followed, False
    quoted = f'"{move.new}"'
    followed = f"{source[:start]}{quoted}{source[end:]}"
    if old.strip() == move.old and _reads_as(followed, wanted):
        return followed, False
    raise WgbotError("it is written there in a way that only a person can change")


def _replaced(written: str, move: Move) -> str:
    """Replace the address where it stands by itself, not where a longer one begins with it."""
    parts = [written]
    for each in dict.fromkeys(collect.in_text(written)):
        if each.startswith(move.old) and each != move.old:
            # Keep what is longer out of reach.
            parts = [piece for part in parts for piece in _split(part, each)]
    return "".join(
        part.replace(move.old, move.new) if number % 2 == 0 else part
        for number, part in enumerate(parts)
    )


def _split(part: str, kept: str) -> list[str]:
    pieces = part.split(kept)
    return [x for piece in pieces[:-1] for x in (piece, kept)] + pieces[-1:]


def _where(value: Any, move: Move) -> Path:
    """Find where the address stands now: an item before it can be gone by an earlier repair."""
    keys = move.place.keys
    found = _get(value, keys)
    if _holds(found, move):
        return keys
    for number, key in enumerate(keys):
        parent = _get(value, keys[:number])
        if isinstance(key, int) and isinstance(parent, list):
            for other in range(len(parent)):
                moved = (*keys[:number], other, *keys[number + 1 :])
                if _holds(_get(value, moved), move):
                    return moved
    raise WgbotError("it does not stand there any more")


def _holds(value: Any, move: Move) -> bool:
    if not isinstance(value, str):
        return False
    return value.strip() == move.old or move.old in collect.in_text(value)


def _get(value: Any, keys: Path) -> Any:
    for key in keys:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _set(value: Any, keys: Path, new: str) -> None:
    _get(value, keys[:-1])[keys[-1]] = new


def _is_double(value: Any, keys: Path) -> bool:
    """Tell whether the repository at *keys* stands in its list twice."""
    if keys[:1] != ("repositories",) or len(keys) != 2:
        return False
    same = [each for each in value["repositories"] if _same(each, value["repositories"][keys[1]])]
    return len(same) > 1


def _same(one: str, other: str) -> bool:
    return one.rstrip("/").lower() == other.rstrip("/").lower()


def _without(source: str, before: Any, keys: Path, entry: Entry) -> str:
    """Give the file without one item of a list, where the item is a line of its own."""
    wanted = copy.deepcopy(before)
    del wanted["repositories"][keys[1]]
    start, end = _span(source, keys)
    line_start = source.rfind("\n", 0, start) + 1
    line_end = source.find("\n", end)
    line_end = len(source) if line_end < 0 else line_end + 1
    is_alone = source[line_start:start].strip(" \t\"'") == "-" and not source[end:line_end].strip(
        " \t\r\n\"'"
    )
    if is_alone:
        followed = source[:line_start] + source[line_end:]
        if _reads_as(followed, wanted):
            return followed
    document = yamlfile.load(source.encode("utf-8", "surrogateescape"))
    now = Entry(entry.slug, Group.model_validate(before), entry.path, document)
    return revision.revise(now, source, Group.model_validate(wanted))


def _span(source: str, keys: Path) -> tuple[int, int]:
    """Find where the value at *keys* is written."""
    head = len(source) - len(source.removeprefix("\ufeff"))
    node: Any = yaml.compose(source[head:], Loader=_LOADER)
    for key in keys:
        if isinstance(node, yaml.MappingNode):
            node = next(value for name, value in node.value if name.value == key)
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int):
            node = node.value[key]
    return node.start_mark.index + head, node.end_mark.index + head


def _reads_as(source: str, wanted: Any) -> bool:
    try:
        value = yamlfile.load(source.encode("utf-8", "surrogateescape")).value
        Group.model_validate(value)
    except (yamlfile.YamlError, ValidationError, UnicodeEncodeError):
        return False
    return bool(value == wanted)


def _left(old: str, place: Place, why: str) -> str:
    where = f"{text.code(place.path)} line {place.line}"
    return f"{text.code(old, _LONGEST)} in {where}: {why.rstrip('.')}."


def _text(moves: Sequence[Move], left: Sequence[str], repository: Repository) -> str:
    templates = repository.templates
    listed = [
        {
            "old": Markdown(text.code(move.old, _LONGEST)),
            "new": Markdown(text.code(move.new, _LONGEST)),
            "group": move.place.group,
            "path": move.place.path,
            "line": move.place.line,
            "merged": move.merged,
        }
        for move in moves
    ]
    shown, most = "", len(listed)
    while True:
        shown = templates.render(
            "link-repair.md.j2",
            moves=listed[:most],
            left=[Markdown(each) for each in left[:most]],
            unlisted=len(listed) - most + len(left[most:]),
        )
        if len(shown) <= MAX_COMMENT or most == 0:
            return shown[:MAX_COMMENT]
        most //= 2
