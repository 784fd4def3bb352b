"""Moved links put right in the files that hold them, and the pages with them: by pull request.

Where pages or registry are in a second repository it takes one in each, or none at all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wgbot.community.pull_requests import CommitSettings
from wgbot.community.repository import Repository
from wgbot.community.translation import Catalogue
from wgbot.files import yaml
from wgbot.links.findings import LinkPlace
from wgbot.links.follow import LeftToPerson, Move, follow
from wgbot.links.judge import Verdict
from wgbot.links.refusals import MOST_MOVES, ProposedMove, moves_line
from wgbot.proposals import pull_request_messages, upkeep
from wgbot.proposals.messages import MAX_COMMENT
from wgbot.proposals.upkeep import Upkeep
from wgbot.registry.group import Group
from wgbot.text import escape, links
from wgbot.text.counting import counted
from wgbot.text.escape import Markdown
from wgbot.text.sentences import Sentence

_TITLE = "Update links that moved"

_LONGEST = 200


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

    def upkeep(self, style: CommitSettings) -> Upkeep:
        """Return what the pull request holds, with the commit's message as the community words it."""
        message = commit_message(style)
        done = counted(len(self.moves), "link is updated", "links are updated")
        return Upkeep(self.files, self.title, self.text, message, done, "links that moved")


def repair(verdicts: Iterable[Verdict], repository: Repository) -> Repair:
    """Return the files that follow everything that moved; none, if there is nothing to follow.

    Raises SetupError if a registry file cannot be read: registry and pages change together.
    """
    say = repository.catalogue
    wanted, left = _wanted(verdicts, say)
    files: dict[str, bytes] = {}
    groups = repository.registry.groups()
    done: list[Move] = []
    for entry in repository.registry.entries.values():
        path = entry.path
        source = (repository.tree.read(path) or b"").decode("utf-8", "surrogateescape")
        followed = source
        for move in wanted.get(path, ()):
            try:
                followed, merged = follow(followed, entry, move)
            except LeftToPerson as error:
                left.append(_left(move.old, move.place, error.why, say))
            else:
                done.append(Move(move.old, move.new, move.place, merged))
        if followed != source:
            files[path] = followed.encode("utf-8", "surrogateescape")
            groups[entry.slug] = Group.model_validate(yaml.load(files[path]).value)
    if not files:
        return Repair({}, (), tuple(left), "", "")
    files = upkeep.with_pages(repository, files, groups, "Links that moved are not updated")
    title = pull_request_messages.begun(
        say.say(_TITLE),
        repository.config.commit,
        small=repository.config.language == "en",
    )
    return Repair(files, tuple(done), tuple(left), title, _text(done, left, repository))


def commit_message(style: CommitSettings) -> str:
    """Write the message of the commit that updates links."""
    return pull_request_messages.plain_commit_message(_TITLE, style)


def over(repository: Repository) -> str:
    """Return what a pull request says when its links have not moved after all.

    It names no moves any more: that it was closed is nobody's "no" to them.
    """
    return repository.catalogue.say(
        "None of the links here has moved any more, so there is nothing left to update."
    )


def _wanted(verdicts: Iterable[Verdict], say: Catalogue) -> tuple[dict[str, list[Move]], list[str]]:
    """Return what is to follow, by file, and why something is not."""
    wanted: dict[str, list[Move]] = {}
    left: list[str] = []
    count = 0
    for verdict in verdicts:
        if verdict.standing != "moved" or not verdict.target:
            continue
        why_not = refusal(verdict)
        for place in verdict.places:
            if why_not:
                left.append(_left(verdict.address, place, why_not, say))
            elif (count := count + 1) <= MOST_MOVES:  # What is more comes once these are merged.
                move = Move(verdict.address, verdict.target, place)
                wanted.setdefault(place.path, []).append(move)
    return wanted, left


def refusal(verdict: Verdict) -> Sentence | None:
    """Return why wgbot does not follow a moved link by itself; None if it does."""
    target = verdict.target or ""
    if verdict.by_hand:
        return verdict.reason or Sentence("only a person can tell whether it is the same page")
    if refused := links.refusal(target):
        return Sentence(refused.what, {**refused.values, "link": Sentence("its new address")})
    return None


def _left(old: str, place: LinkPlace, why: Sentence, say: Catalogue) -> str:
    where = say.said(place.where)
    values = {
        name: say.said(value) if isinstance(value, Sentence) else str(value)
        for name, value in why.values.items()
    }
    said = say.markdown(why.text, **values)
    return f"{escape.code_span(old, _LONGEST)} in {where}: {said.rstrip('.')}."


def _text(moves: Sequence[Move], left: Sequence[str], repository: Repository) -> str:
    templates = repository.templates
    listed = [
        {
            "old": Markdown(escape.code_span(move.old, _LONGEST)),
            "new": Markdown(escape.code_span(move.new, _LONGEST)),
            "group": move.place.group,
            "path": move.place.path,
            "line": move.place.line,
            "merged": move.merged,
        }
        for move in moves
    ]
    hidden = moves_line(ProposedMove.of(move.old, move.new, move.place.path) for move in moves)
    room = MAX_COMMENT - len(hidden) - 1
    shown, most = "", len(listed)
    while True:
        shown = templates.render(
            "link-repair.md.j2",
            moves=listed[:most],
            left=[Markdown(each) for each in left[:most]],
            unlisted=len(listed) - most + len(left[most:]),
        )
        if len(shown) <= room or most == 0:
            return f"{hidden}\n{shown[:room]}"
        most //= 2
