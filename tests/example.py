"""A small community for tests: its repository, and issues as its form makes them.

Files are given by their path, `tree(**{"registry/x.yml": "…"})`; None leaves one out. Answers are
given by the question's id, `body(name="Games")`; None leaves one unanswered.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from wgbot.community import repository as repositories
from wgbot.community.repository import Repository
from wgbot.files.tree import EntryKind
from wgbot.form import schema
from wgbot.proposals.changes import Change, Notice, PutFiles, with_change_applied
from wgbot.proposals.proposal import Issue, Proposal, judge
from wgbot.proposals.reconcile import Applied, Outcome, reconcile
from wgbot.proposals.situation import Approval, ApprovalLabel, Obstacle, Situation


@dataclass(frozen=True)
class MemoryTree:
    """A tree made of values; everything in it is a regular file."""

    files: Mapping[str, bytes]

    def read(self, path: str) -> bytes | None:
        """Return the content of the file at *path*."""
        return self.files.get(path)

    def entries(self, path: str) -> Mapping[str, EntryKind]:
        """Return the names in the folder at *path*."""
        inside = path.rstrip("/") + "/" if path else ""
        rest = {name[len(inside) :] for name in self.files if name.startswith(inside)}
        return {
            name.partition("/")[0]: "folder" if "/" in name else "file" for name in sorted(rest)
        }


FORM_PATH = ".github/ISSUE_TEMPLATE/new-working-group.yml"
CONFIG_PATH = ".github/wgbot.yml"
PAGE_PATH = "website/working-groups.md"

FORM = """\
name: New working group
description: Propose a working group.
title: "New working group: "
body:
  - type: markdown
    attributes:
      value: Thank you!
  - type: input
    id: name
    attributes:
      label: Name
      placeholder: Bird watching
    validations:
      required: true
  - type: input
    id: focus
    attributes:
      label: Focus
      placeholder: counting the birds that nobody counts yet.
    validations:
      required: true
  - type: textarea
    id: goals
    attributes:
      label: Goals
      value: We want to find out …
    validations:
      required: true
  - type: input
    id: leads
    attributes:
      label: Who leads
      placeholder: "@ada, @grace"
    validations:
      required: true
  - type: dropdown
    id: rhythm
    attributes:
      label: How often it meets
      options: [Weekly, Monthly, Never]
  - type: dropdown
    id: places
    attributes:
      label: Where it meets
      multiple: true
      options: [Online, At conferences]
  - type: textarea
    id: script
    attributes:
      label: Set-up script
      render: shell
  - type: input
    id: discussion
    attributes:
      label: Where it was discussed
  - type: input
    id: channel
    attributes:
      label: Channel
  - type: textarea
    id: repository
    attributes:
      label: Repository
  - type: checkboxes
    id: conduct
    attributes:
      label: Code of conduct
      options:
        - label: We follow the [code of conduct](https://example.org/conduct).
          required: true
        - label: We like birds.
"""

FILES: Mapping[str, str] = {
    FORM_PATH: FORM,
    CONFIG_PATH: "registry: registry\npages:\n  - path: website/working-groups.md\n",
    "registry/README.md": "One file a group.\n",
    "registry/command-line.yml": """\
name: Command line
status: active
focus: programs that people run in a terminal.
leads:
  - github: ada
  - github: grace
channels:
  - url: https://chat.example.org/cli
    name: "#cli"
repositories:
  - https://github.com/example/cli
aliases: [Terminal tools]
charter:
  goals: Programs that are a joy to use.
since: 2018-08-29
order: 1
""",
    "registry/embedded.yml": """\
# Small things.
name: Embedded devices
status: dormant
focus: devices with little memory.
leads:
  - github: alan
    name: Alan
repositories:
  - https://github.com/example/embedded
proposal: 3
since: 2019-01-02
""",
    "registry/punch-cards.yml": """\
name: Punch cards
status: retired
focus: programs on paper.
aliases: [Hollerith]
""",
    PAGE_PATH: """\
# Working groups

Written by hand.

<!-- wgbot:groups -->
<!-- /wgbot:groups -->

Written by hand, too.
""",
}

ANSWERS: Mapping[str, str | Sequence[str] | None] = {
    "name": "Sound and music",
    "focus": "instruments, recordings and all that can be heard.",
    "goals": "Making music should need no other language.",
    "leads": "@clara, @fanny",
    "rhythm": "Monthly",
    "places": ["Online", "At conferences"],
    "script": "make sound",
    "discussion": "https://forum.example.org/t/sound/12",
    "channel": "https://chat.example.org/sound #sound",
    "repository": "https://github.com/example/sound",
    "conduct": ["We follow the [code of conduct](https://example.org/conduct)."],
}
"""Answers in which nothing is wrong."""


def tree(**files: str | bytes | None) -> MemoryTree:
    """Return the community's files, with *files* in place of its own or beside them."""
    every = {**FILES, **files}
    return MemoryTree(
        {
            path: text.encode() if isinstance(text, str) else text
            for path, text in every.items()
            if text is not None
        }
    )


def repository(**files: str | bytes | None) -> Repository:
    """Read the community's repository, with *files* in place of its own or beside them."""
    return repositories.load(tree(**files))


def body(**answers: str | Sequence[str] | None) -> str:
    """Return an issue's text as GitHub makes it of the form, with *answers* in place of good ones."""
    every = {**ANSWERS, **answers}
    fields = schema.load(FORM.encode()).fields
    return "\n\n".join(
        f"### {field.label}\n\n{_shown(field, every[field.key])}" for field in fields
    )


def _shown(field: schema.Field, answer: str | Sequence[str] | None) -> str:
    listed = [answer] if isinstance(answer, str) else answer or []
    if field.kind == "checkboxes":
        return "\n".join(
            f"- [{'x' if option in listed else ' '}] {option}" for option in field.options
        )
    if not listed:
        return "None" if field.kind == "dropdown" else "_No response_"
    text = ", ".join(listed)
    return f"```{field.render}\n{text}\n```" if field.render else text


def issue(**answers: str | Sequence[str] | None) -> Issue:
    """Return an issue of the community's form, with *answers* in place of good ones."""
    return Issue(body(**answers), title="New working group: Sound", author="clara", number=12)


def proposal(**answers: str | Sequence[str] | None) -> Proposal:
    """Judge an issue with *answers* in place of good ones."""
    return judge(issue(**answers), repository())


COMMIT = "c0ffee"
HOME = "https://github.com/example/groups"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def situation(
    files: Mapping[str, str | bytes | None] | None = None,
    **answers: str | Sequence[str] | None,
) -> Situation:
    """Return the situation on one's own machine: approved as it stands, with nothing done yet."""
    its = replace(repository(**(files or {})), commit=COMMIT)
    its_issue = issue(**answers)
    return Situation(
        issue=its_issue,
        repository=its,
        proposal=(proposal := judge(its_issue, its)),
        approval=Approval("grace", date(2026, 3, 1), proposal.digest),
    )


def filed(
    files: Mapping[str, str | bytes | None] | None = None,
    **answers: str | Sequence[str] | None,
) -> Situation:
    """Return the situation of a proposal that was filed at GitHub just now."""
    return at_home(situation(files, **answers), approval=None, address=HOME, now=NOW)


def at_home(now: Situation, /, **changes: object) -> Situation:
    """Return the situation with other values of its own, or of the place that the issues are in."""
    own = {key: value for key, value in changes.items() if hasattr(now, key)}
    rest = {key: value for key, value in changes.items() if key not in own}
    return replace(now.with_place(replace(now.home, **rest)), **own)


def later(now: Situation, **times: float) -> Situation:
    """Let time pass, an hour if nothing else is said."""
    assert now.now
    return replace(now, now=now.now + timedelta(**(times or {"hours": 1})))


def edited(now: Situation, **answers: str | Sequence[str] | None) -> Situation:
    """Return the same situation with another text in the issue."""
    its_issue = replace(now.issue, body=body(**answers))
    proposal = judge(its_issue, now.repository)
    return replace(now, issue=its_issue, proposal=proposal, text_since=now.now)


def moved(now: Situation, commit: str, **files: str | None) -> Situation:
    """Return the same situation with the repository at another commit."""
    its = replace(repository(**files), commit=commit)
    return replace(now, repository=its, proposal=judge(now.issue, its))


def labelled(
    now: Situation,
    by: str = "grace",
    role: str | None = "write",
    *,
    is_person: bool = True,
    seen: str | None = None,
) -> Situation:
    """Return the situation an hour on, when somebody has just put the approval label on."""
    now = later(now)
    assert now.now
    label = ApprovalLabel(by, now.now, f"by {by} at {now.now}", role, is_person, seen)
    name = now.repository.config.approval.label
    return replace(now, label=label, labels=now.labels | {name})


def unlabelled(now: Situation) -> Situation:
    """Return the situation an hour on, when somebody has taken the approval label off."""
    name = now.repository.config.approval.label
    return replace(later(now), label=None, labels=now.labels - {name})


def ended(now: Situation, state: str) -> Situation:
    """Return the situation an hour on, when somebody has closed or merged the pull request."""
    now = later(now)
    assert now.home.pull_request
    assert state in ("closed", "merged")
    pull = replace(now.home.pull_request, state=state, closed=now.now, status=None)
    return at_home(now, pull_request=pull)


class Memory:
    """A forge made of values, which numbers what is made as GitHub does."""

    def __init__(self, *, obstacle: str | None = None) -> None:
        """Start; with an obstacle, no pull request can be opened."""
        self.obstacle = obstacle

    def apply(self, change: Change, now: Situation) -> Applied:
        """Make *change* the case, and give the situation as it is then."""
        then = with_change_applied(change, now)
        if isinstance(change, PutFiles):
            assert then.home.branch
            assert change.expected == (now.home.branch.head if now.home.branch else None)
            made = f"{change.base} {sorted(change.files.items())} {change.message}"
            head = hashlib.sha1(made.encode(), usedforsecurity=False).hexdigest()
            then = at_home(then, branch=replace(then.home.branch, head=head))
        is_new = then.home.pull_request and not then.home.pull_request.number
        if is_new and self.obstacle:
            obstacle = Obstacle("pull-request", self.obstacle)
            place = replace(now.home, obstacle=obstacle)
            return Applied(now.with_place(place), Notice("GitHub said no."))
        if then.home.pull_request and is_new and now.home.address:
            then = at_home(then, pull_request=replace(then.home.pull_request, number=_next(now)))
        return Applied(then)


def _next(now: Situation) -> int:
    return now.home.pull_request.number + 1 if now.home.pull_request else 30


def settled(now: Situation) -> Situation:
    """Return the situation in which there is nothing left to do."""
    return outcome(now).situation


def outcome(now: Situation, forge: Memory | None = None) -> Outcome:
    """Bring a proposal to where there is nothing left to do, and tell what was done."""
    return reconcile(forge or Memory(), now)


def approved(now: Situation | None = None) -> Situation:
    """Return the situation of a proposal that was reviewed and approved, with all of it done."""
    return settled(labelled(settled(now or filed())))
