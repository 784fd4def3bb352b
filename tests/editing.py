"""The sample community with forms that change and end groups, and issues made with them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from tests import example
from tests.example import HOME, NOW
from wgbot.form import schema
from wgbot.proposals.proposal import Issue, Proposal, judge
from wgbot.proposals.situation import Situation
from wgbot.registry.group import Group

ROOT = Path(__file__).parents[1]
CHANGE = ".github/ISSUE_TEMPLATE/change-working-group.yml"
END = ".github/ISSUE_TEMPLATE/end-working-group.yml"
_FORMS = {path: (ROOT / path).read_text(encoding="utf-8") for path in (CHANGE, END)}
CONFIG = f"""\
{example.FILES[example.CONFIG_PATH]}\
forms:
  - path: {example.FORM_PATH}
  - {{path: {CHANGE}, does: change}}
  - {{path: {END}, does: end}}
"""
CLI = "registry/command-line.yml"
EMBEDDED = "registry/embedded.yml"
CARDS = "registry/punch-cards.yml"


def files(**changed: str | None) -> dict[str, str | None]:
    """Return what the community has more, or in other words."""
    return {**_FORMS, example.CONFIG_PATH: CONFIG, **changed}


def body(path: str, **answers: str) -> str:
    """Return an issue's text as GitHub makes it of that form; what isn't given is not answered."""
    fields = schema.load(_FORMS[path].encode()).fields
    assert answers.keys() <= {field.key for field in fields}
    return "\n\n".join(
        f"### {field.label}\n\n"
        + answers.get(field.key, "None" if field.kind == "dropdown" else "_No response_")
        for field in fields
    )


def change(group: str = "Command line", **answers: str) -> str:
    """Return the text of an issue that changes a group."""
    return body(CHANGE, group=group, **answers)


def end(group: str = "Command line", how: str = "completed", **answers: str) -> str:
    """Return the text of an issue that ends groups."""
    return body(END, **{"group": group, "how": how, "why": "The guide is written.", **answers})


def proposal(text: str, then: Mapping[str, str] | None = None, **changed: str | None) -> Proposal:
    """Judge an issue with that text; *then* has files as they were when its form was filled in."""
    its = example.repository(**files(**changed))
    return judge(issue(text), its, then=_groups(then, changed))


def issue(text: str, number: int = 12) -> Issue:
    """Return an issue with that text."""
    return Issue(text, title="Something else", author="clara", number=number)


def filed(text: str, **changed: str | None) -> Situation:
    """Return the situation of an issue with that text, filed at GitHub just now."""
    its = replace(example.repository(**files(**changed)), commit=example.COMMIT)
    now = Situation(issue(text), its, judge(issue(text), its), now=NOW)
    return example.at_home(now, address=HOME)


def moved(
    now: Situation, commit: str, then: Mapping[str, str] | None = None, **changed: str | None
) -> Situation:
    """Return the same situation with the repository at another commit; *then* as for `proposal`."""
    its = replace(example.repository(**files(**changed)), commit=commit)
    judged = judge(now.issue, its, then=_groups(then, changed))
    return replace(now, repository=its, proposal=judged)


def _groups(
    then: Mapping[str, str] | None, changed: Mapping[str, str | None]
) -> Mapping[str, Group]:
    if then is None:
        return {}
    were = example.repository(**files(**{**changed, **then}))
    return {slug: entry.group for slug, entry in were.registry.entries.items()}


def said(proposal: Proposal) -> list[str]:
    """Return what is to be fixed."""
    return [each.message() for each in proposal.problems]
