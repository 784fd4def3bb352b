"""Moved links put right in the files that hold them, and the pages with them: by pull request.

Where pages or registry are in a second repository it takes one in each, or none at all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wgbot.community.config import CommitSettings
from wgbot.community.repository import Repository, demand_read
from wgbot.community.translation import Catalogue
from wgbot.files import yaml
from wgbot.links.findings import LinkPlace
from wgbot.links.follow import LeftToPerson, Move, follow
from wgbot.links.judge import Verdict
from wgbot.links.refusals import MOST_MOVES, ProposedMove, moves_line
from wgbot.proposals import list_pages, pull_request_messages
from wgbot.proposals.changes import EditPullRequest, ProposePullRequest, PutFiles
from wgbot.proposals.messages import MAX_COMMENT
from wgbot.proposals.situation import Branch, PullRequest
from wgbot.registry import folder
from wgbot.registry.group import Group
from wgbot.text import escape, links
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
    demand_read(repository.unread, "Links that moved are not updated")
    rendered, _ = list_pages.render(repository, folder.in_list_order(groups))
    stale = {page.path: page.fresh for page in rendered if page.is_stale}
    files |= {path: fresh.encode("utf-8", "surrogateescape") for path, fresh in stale.items()}
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


@dataclass(frozen=True)
class Side:
    """A repository with files to change, and what is there by now."""

    repository: str
    """As `owner/name`."""
    is_second: bool
    name: str
    """What its branch is called."""
    base: str
    """The head of the default branch."""
    files: Mapping[str, bytes]
    message: str
    """The message of the commit that changes the files, which tells what it does to them."""
    branch: Branch | None
    pull_request: PullRequest | None
    is_done: bool = False
    """Whether the branch holds nothing but what was merged from it."""

    @property
    def is_followed(self) -> bool:
        """Return whether the branch changes the files as it shall."""
        return self.branch is not None and self.branch.message.strip() == self.message.strip()

    @property
    def where(self) -> str:
        """Return what is said about the branch, for it to be found."""
        return f"{self.name} of {self.repository}" if self.is_second else self.name

    @property
    def reference(self) -> str:
        """Return how the pull request is called from anywhere."""
        return f"{self.repository}#{self.pull_request.number if self.pull_request else 0}"

    @property
    def called(self) -> str:
        """Return how the pull request is called in the repository of the issues."""
        return self.reference if self.is_second else self.reference.removeprefix(self.repository)

    def why_not(self) -> str | None:
        """Return why nothing may be done, where that is so."""
        if self.branch and not self.branch.is_bots and not self.is_done:
            return (
                f"Someone has added to the branch {self.where}, so it stays as it is. Once it is merged "
                "or deleted, links that moved are proposed again."
            )
        return None


RepairChange = PutFiles | ProposePullRequest | EditPullRequest


def decide(wanted: Repair, sides: Sequence[Side]) -> list[tuple[int, RepairChange]]:
    """Decide what shall be the case next, each with the side's number; nothing once all is."""
    numbered = list(enumerate(sides))
    changes: list[tuple[int, RepairChange]] = []
    for number, side in numbered:
        if not side.is_followed:
            head = side.branch.head if side.branch else None
            put = PutFiles(side.name, side.base, head, side.files, side.message)
            changes.append((number, put))
    # The one that is elsewhere comes first: if it cannot be opened, nothing is.
    for number, side in reversed(numbered):
        if side.pull_request is None or side.pull_request.state != "open":
            changes.append((number, ProposePullRequest(side.name, wanted.title, wanted.text)))
    if changes:
        return changes
    for number, side in numbered:
        others = [other.reference for other in sides if other is not side]
        together = f"\n\nMerge it together with {others[0]}.\n" if others else ""
        shown = f"{wanted.text.rstrip()}{together}".replace("\r\n", "\n")
        pull = side.pull_request
        if pull and pull.text.strip() != shown.strip():
            changes.append((number, EditPullRequest(pull.number, pull.title, shown)))
    return changes


def describe(change: RepairChange, wanted: Repair, side: Side) -> str:
    """Return in one sentence what *change* has done on *side*."""
    match change:
        case PutFiles():
            return f"{len(wanted.moves)} links are updated on the branch {side.where}."
        case ProposePullRequest():
            return f"Pull request {side.called} is open."
        case EditPullRequest():
            return f"The text of pull request {side.called} is up to date."
