"""What the bot writes in order to read it again: names of branches, first lines of texts, trailers.

Only its exact grammar is read, for anyone can write something like it: a number is at most ten
ASCII digits. Whose a text is has to be asked before it is read here. What people read is not here.
"""

import re

BRANCHES = "wgbot/"
"""How the names of the bot's branches start."""
STATE_BRANCH = f"{BRANCHES}state"
"""The one that is no proposal's: what the bot remembers besides."""

_NUMBER = "[1-9][0-9]{0,9}"
"""The number of an issue or a pull request. More digits are nobody's, and `int` takes no thousands."""
_REPOSITORY = r"[\w.-]{1,100}/[\w.-]{1,100}"

_PULL_REQUEST_START = "<!-- wgbot:pull-request "
_PULL_REQUEST = re.compile(
    rf"^{_PULL_REQUEST_START}(?P<of>{_REPOSITORY}#)?(?P<number>{_NUMBER})"
    rf"(?: with (?P<linked>{_REPOSITORY}#{_NUMBER}))?"
    r"(?: sha256:(?P<text>[0-9a-f]{64}))? -->\r?\n",
    re.MULTILINE | re.ASCII,
)
"""The first line of a pull request's text: the proposal's issue, in a second repository with its
repository; the pull request that it goes together with; the digest of the text that was approved."""
_HELD = "<!-- wgbot:held -->"
_PROPOSED = re.compile(rf"^Proposed in ({_REPOSITORY})?#({_NUMBER})\.$", re.MULTILINE | re.ASCII)
_TEXT = re.compile(r"^Proposal-text: sha256:([0-9a-f]{64})$", re.MULTILINE)


def issue_branches(home: str | None = None) -> str:
    """Return how the branches of proposals start; *home* as for `branch_name`."""
    of = f"{home.rpartition('/')[2]}-" if home else ""
    return f"{BRANCHES}{of}issue-"


def branch_name(number: int | None, slug: str, home: str | None = None) -> str:
    """Return the name of a proposal's branch: one an issue, whatever the group's name becomes.

    In a second repository, *home* is the web address of the issues' one.
    """
    if number:
        return f"{issue_branches(home)}{number}"
    name = f"{BRANCHES}{slug}"
    return f"{name}_group" if name == STATE_BRANCH else name


def issue_of_branch(name: str, home: str | None = None) -> int | None:
    """Return the number of the issue that a branch of that name is for; *home* as for `branch_name`."""
    start = issue_branches(home)
    found = re.fullmatch(_NUMBER, name.removeprefix(start)) if name.startswith(start) else None
    return int(found[0]) if found else None


def may_be_proposed(text: str) -> bool:
    """Return whether it is worth to ask whose a pull request with this text is."""
    return text.startswith(_PULL_REQUEST_START)


def proposed_in(text: str | None) -> int | None:
    """Return the number of the issue that a pull request's text says it is for."""
    found = _PULL_REQUEST.match(text or "")
    return int(found["number"]) if found and not found["of"] else None


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
    """Put a notice, one paragraph quoted as Markdown, into a pull request's text: it is held."""
    at = _start(text)
    return f"{text[:at]}{_HELD}\n{notice}\n\n{text[at:]}"


def without_notice(text: str) -> str:
    """Take out of a pull request's text what `with_notice` put into it."""
    at = _start(text)
    return text[:at] + re.sub(rf"\A{_HELD}\n(?:>.*\n)*\n?", "", text[at:])


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


def is_commit_of(message: str, number: int, of: str = "") -> bool:
    """Return whether a commit message is the bot's for that issue, of the repository *of* if elsewhere."""
    found = _PROPOSED.search(message)
    is_named = found is not None and (found[1] or "", found[2]) == (of, str(number))
    return is_named and proposal_text(message) is not None


def proposal_text(message: str) -> str | None:
    """Return the digest of the proposal's text from a commit message."""
    found = _TEXT.search(message)
    return found[1] if found else None
