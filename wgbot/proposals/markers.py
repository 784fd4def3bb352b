"""What the bot writes in order to read it again: names of branches, first lines of texts, trailers.

Only its exact grammar is read, for anyone can write something like it: a number is at most ten
ASCII digits. Whose a text is has to be asked before it is read here. What people read is not here.
"""

import hashlib
import json
import re
from collections.abc import Mapping

from wgbot.files.tree import Tree, blob_id
from wgbot.form.recognition import BRANCHES

STATE_BRANCH = f"{BRANCHES}state"
LINKS_BRANCH = "wgbot-links"
"""The ones that are no proposal's, where the community chose no prefix: what the bot remembers besides,
and the links that moved."""

_NUMBER = "[1-9][0-9]{0,9}"
"""The number of an issue or a pull request. More digits are nobody's, and `int` takes no thousands."""
_REPOSITORY = r"[\w.-]{1,100}/[\w.-]{1,100}"

_PULL_REQUEST_START = "<!-- wgbot:pull-request "
_PULL_REQUEST = re.compile(
    rf"^{_PULL_REQUEST_START}(?:{_REPOSITORY}#)?{_NUMBER}"
    rf"(?: with (?P<linked>{_REPOSITORY}#{_NUMBER}))?"
    r"(?: sha256:(?P<text>[0-9a-f]{64}))? -->\r?\n",
    re.MULTILINE | re.ASCII,
)
"""The first line of a pull request's text: the proposal's issue, in a second repository with its
repository; the pull request that it goes together with; the digest of the text that was approved."""
_HELD = "<!-- wgbot:held -->"
_CONSENT = "<!-- wgbot:consent -->"
_PROPOSED = re.compile(rf"^Proposed in ({_REPOSITORY})?#({_NUMBER})\.$", re.MULTILINE | re.ASCII)
_TEXT = re.compile(r"^Proposal-text: sha256:([0-9a-f]{64})$", re.MULTILINE)
_EDIT = re.compile(r"^Wgbot-Edit: sha256:([0-9a-f]{64})$", re.MULTILINE)
_TREE = re.compile(r"\nWgbot-Tree: ([0-9a-f]{40,64}) sha256:([0-9a-f]{64})\s*\Z")
"""The last trailer of the bot's commits: the tree that it made, and the message that it wrote."""
_LINE_END = re.compile(r"(?<!\r)\r+\n")
"""The browser's end of a line; what is read twice has to read the same."""


def issue_branches(home: str | None = None, prefix: str = BRANCHES) -> str:
    """Return how the branches of proposals start; *home* and *prefix* as for `branch_name`."""
    of = f"{home.rpartition('/')[2]}-" if home else ""
    return f"{prefix}{of}issue-"


def branch_name(
    number: int | None, slug: str, home: str | None = None, prefix: str = BRANCHES
) -> str:
    """Return the name of a proposal's branch: one an issue, whatever the group's name becomes.

    In a second repository, *home* is the web address of the issues' one. *prefix* is how the names of
    all of the bot's branches start.
    """
    if number:
        return f"{issue_branches(home, prefix)}{number}"
    name = f"{prefix}{slug}"
    return f"{name}_group" if name in _own_branches(prefix) else name


def _own_branches(prefix: str) -> tuple[str, ...]:
    """Return the names of the branches that are no proposal's."""
    return state_branch(prefix), links_branch(prefix), checkin_branch(prefix)


def state_branch(prefix: str) -> str:
    """Return the name of the branch that keeps what the bot remembers besides."""
    return f"{prefix}state"


def links_branch(prefix: str) -> str:
    """Return the name of the branch with links that moved; without a prefix of one's own, the first one."""
    return LINKS_BRANCH if prefix == BRANCHES else f"{prefix}links"


def checkin_branch(prefix: str) -> str:
    """Return the name of the branch that says which groups are still active."""
    return f"{prefix}confirmed"


def issue_of_branch(name: str, home: str | None = None, prefix: str = BRANCHES) -> int | None:
    """Return the number of the issue that a branch of that name is for, as `branch_name` makes it."""
    start = issue_branches(home, prefix)
    found = re.fullmatch(_NUMBER, name.removeprefix(start)) if name.startswith(start) else None
    return int(found[0]) if found else None


def stands_in_the_way(branch: str, prefix: str) -> bool:
    """Return whether a branch, such as the default one, and the bot's can't be there side by side."""
    return branch.startswith(prefix) or prefix.startswith(f"{branch}/")


def pull_request_line(digest: str, number: int, of: str = "", linked: str | None = None) -> str:
    """Return the first line of a pull request's text.

    *digest* is that of the approved text; *of* is the issue's repository where that is another one,
    and *linked* the pull request that this one goes together with.
    """
    together = f" with {linked}" if linked else ""
    place = f"{of}#" if of else ""
    return f"{_PULL_REQUEST_START}{place}{number}{together} sha256:{digest} -->\n"


def linked(text: str) -> str | None:
    """Return which other pull request the text of one says it goes together with."""
    found = _PULL_REQUEST.search(text)
    return found["linked"] if found else None


def approved_text(text: str) -> str | None:
    """Return the digest of the text that was approved, as a pull request's text has it."""
    found = _PULL_REQUEST.search(text)
    return found["text"] if found else None


def is_held(text: str) -> bool:
    """Return whether a pull request's text says that it must not be merged."""
    return text.startswith(_HELD, _start(text))


def with_notice(text: str, notice: str) -> str:
    """Put a notice, quoted as Markdown, into a pull request's text: it is held."""
    return _with_quote(text, _HELD, notice)


def without_notice(text: str) -> str:
    """Take out of a pull request's text what `with_notice` put into it."""
    at = _start(text)
    return text[:at] + _quote(_HELD).sub("", text[at:])


def consent(text: str) -> str:
    """Return what a pull request's text says of its new leads, quoted; empty if that isn't there."""
    rest = without_notice(text)
    found = _quote(_CONSENT).match(rest[_start(rest) :])
    return found[0].removeprefix(f"{_CONSENT}\n").rstrip() if found else ""


def with_consent(text: str, said: str) -> str:
    """Put what is said of new leads, quoted as Markdown, into a pull request's text in place of that."""
    held = text[_start(text) : len(text) - len(without_notice(text)) + _start(text)]
    bare = without_notice(text)
    at = _start(bare)
    bare = bare[:at] + _quote(_CONSENT).sub("", bare[at:])
    bare = _with_quote(bare, _CONSENT, said) if said else bare
    return bare[:at] + held + bare[at:]


def _with_quote(text: str, marker: str, said: str) -> str:
    at = _start(text)
    return f"{text[:at]}{marker}\n{said}\n\n{text[at:]}"


def _quote(marker: str) -> re.Pattern[str]:
    return re.compile(rf"\A{marker}\n(?:>.*\n)*\n?")


def _start(text: str) -> int:
    """Find where a notice is in a pull request's text: only there is it the bot's."""
    marker = _PULL_REQUEST.search(text)
    return marker.end() if marker else 0


def proposed_line(number: int, of: str = "") -> str:
    """Return the line of a commit message that names the issue, of the repository *of* if elsewhere."""
    return f"Proposed in {of}#{number}."


def text_line(digest: str) -> str:
    """Return the line of a commit message that names the text that was approved."""
    return f"Proposal-text: sha256:{digest}"


def proposal_number(message: str) -> int | None:
    """Return the issue's number from a commit message."""
    found = _PROPOSED.search(message)
    return int(found[2]) if found else None


def with_edit(message: str, files: Mapping[str, bytes | None], base: Tree) -> str:
    """Return a commit message that tells what the commit does to which files of *base*."""
    done = {path: blobs(base.read(path), after) for path, after in files.items()}
    said = _EDIT.sub("", message).rstrip()
    return f"{said}\nWgbot-Edit: sha256:{_of_edit(done)}\n"


def blobs(before: bytes | None, after: bytes | None) -> tuple[str | None, str | None]:
    """Return what is done to a file, as a commit's message tells it."""
    return before if before is None else blob_id(before), after if after is None else blob_id(after)


def _of_edit(done: Mapping[str, tuple[str | None, str | None]]) -> str:
    return _sha256(json.dumps(done, sort_keys=True))


def rebased_message(message: str, done: Mapping[str, tuple[str | None, str | None]]) -> str | None:
    """Return the message that `signed` was given, if the commit still does what that says: *done*.

    So it is where a commit of the bot's was put on a newer base, and nothing was changed besides.
    """
    found = _EDIT.search(message)
    written = _signed_for_another_tree(message)
    return written if written and found and found[1] == _of_edit(done) else None


def may_be_rebased(message: str) -> bool:
    """Return whether a commit has a message that the bot wrote, be its tree another one."""
    return _signed_for_another_tree(message) is not None


def _signed_for_another_tree(message: str) -> str | None:
    found = _TREE.search(_LINE_END.sub("\n", message))
    return own_message(message, found[1]) if found else None


def signed(message: str, tree: str) -> str:
    """Return the bot's commit message with the trailer that tells it from a changed commit."""
    message = _LINE_END.sub("\n", message).rstrip()
    return f"{message}\nWgbot-Tree: {tree} sha256:{_sha256(message)}\n"


def own_message(message: str, tree: str) -> str | None:
    """Return the message that `signed` was given for that tree; None if a person changed anything.

    Whoever amends a commit, rebases it or adds to it makes it theirs, whatever account it names.
    """
    message = _LINE_END.sub("\n", message)
    found = _TREE.search(message)
    written = message[: found.start()].rstrip() if found else ""
    is_own = found is not None and (found[1], found[2]) == (tree, _sha256(written))
    return f"{written}\n" if is_own else None


def proposal_text(message: str) -> str | None:
    """Return the digest of the proposal's text from a commit message."""
    found = _TEXT.search(message)
    return found[1] if found else None


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
