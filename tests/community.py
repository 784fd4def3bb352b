"""A small community for tests: its repository, and issues as its form makes them.

Files are given by their path, `tree(**{"registry/x.yml": "…"})`; None leaves one out. Answers are
given by the question's id, `body(name="Games")`; None leaves one unanswered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wgbot import form
from wgbot import repository as repositories
from wgbot.proposal import Issue, Proposal, judge
from wgbot.repository import Repository
from wgbot.tree import EntryKind


@dataclass(frozen=True)
class MemoryTree:
    """A tree made of values; everything in it is a regular file."""

    files: Mapping[str, bytes]

    def read(self, path: str) -> bytes | None:
        """Give the content of the file at *path*."""
        return self.files.get(path)

    def entries(self, path: str) -> Mapping[str, EntryKind]:
        """Give the names in the folder at *path*."""
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
    """Give the community's files, with *files* in place of its own or beside them."""
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
    """Give an issue's text as GitHub makes it of the form, with *answers* in place of good ones."""
    every = {**ANSWERS, **answers}
    fields = form.load(FORM.encode()).fields
    return "\n\n".join(
        f"### {field.label}\n\n{_shown(field, every[field.key])}" for field in fields
    )


def _shown(field: form.Field, answer: str | Sequence[str] | None) -> str:
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
    """Give an issue of the community's form, with *answers* in place of good ones."""
    return Issue(body(**answers), title="New working group: Sound", author="clara", number=12)


def proposal(**answers: str | Sequence[str] | None) -> Proposal:
    """Judge an issue with *answers* in place of good ones."""
    return judge(issue(**answers), repository())
