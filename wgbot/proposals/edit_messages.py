"""What an edit is called, what it changes and what is said of that, for every text about a proposal.

The texts are in `messages` and `ending_messages`.
"""

from collections.abc import Mapping
from typing import Any

from wgbot.community.repository import Repository
from wgbot.community.translation import Catalogue
from wgbot.proposals.differences import differences, unchanged
from wgbot.proposals.proposal import Proposal
from wgbot.registry import answers
from wgbot.registry.group import Group
from wgbot.text.escape import Markdown, shorten

MOST_NAME = 100
_MOST_NAMES = 4
_MOST_REASON = 600
_SENTENCES = ("THANKS", "MERGE", "TO_MERGE", "DONE", "ALMOST", "FAREWELL", "OVER", "UNDO")


def about_edit(
    proposal: Proposal, repository: Repository, after: Mapping[str, Group]
) -> dict[str, Any]:
    """Return what an edit changes, and what is said of it; *after* is what its groups are then."""
    edit, words = proposal.edit, edit_words(proposal, repository)
    name = name_of(proposal, repository)
    why = answers.plain(proposal.answers.get("why")) if proposal.does == "change" else ""
    changed = [
        {
            "name": shorten(before.name, MOST_NAME),
            "path": repository.registry.path(slug),
            "differences": differences(
                before,
                after[slug],
                proposal.fields,
                repository.catalogue,
                (slug, edit.moved[slug]) if slug in edit.moved else None,
            ),
        }
        for slug, before in edit.before.items()
    ]
    return {
        "alters": edit.alters,
        "changed": changed if edit.alters else [],
        "unchanged": unchanged(proposal),
        "why": shorten(why, _MOST_REASON),
        "homeless": [
            Markdown(repository.catalogue.problem(each).message()) for each in edit.homeless
        ],
        **{key.lower(): words.markdown(edit.sentence(key), name=name) for key in _SENTENCES},
    }


def name_of(proposal: Proposal, repository: Repository) -> str:
    """Return what a proposal is about is called: one group, or several that it is about at once."""
    edit = proposal.edit
    names = [shorten(edit.after[slug].name, MOST_NAME) for slug in (edit.together or (edit.slug,))]
    if len(names) > _MOST_NAMES:
        names = [*names[:_MOST_NAMES], "…"]
    *most, last = names
    say = repository.catalogue.say
    return say("{people} and {last}", people=", ".join(most), last=last) if most else last


def edit_words(proposal: Proposal, repository: Repository) -> Catalogue:
    """Return how to speak of the group that a proposal is about: its kind has words of its own."""
    return repository.catalogue.with_noun(repository.config.noun_of(proposal.group.kind))
