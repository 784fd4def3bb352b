"""From which version a form was filled in, and what its groups were then.

Whoever changes a group says what its lists shall be, by what they saw; what was merged since is not
theirs to undo. Where to look is said here, and a forge looks.
"""

import re
from collections.abc import Mapping

from wgbot.files.tree import Tree
from wgbot.proposals.proposal import Proposal
from wgbot.registry import answers, folder
from wgbot.registry.folder import Registry
from wgbot.registry.group import Group

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def matters(proposal: Proposal) -> bool:
    """Return whether it makes a difference what its groups were then."""
    return proposal.does == "change" and proposal.edit.is_judged


def claimed(proposal: Proposal) -> str | None:
    """Return the commit that a form says it was filled in from, which anybody can have written."""
    said = answers.line(answers.plain(proposal.answers.get("base"))).strip("`").lower()
    return said if _COMMIT.fullmatch(said) else None


def as_then(proposal: Proposal, registry: Registry, tree: Tree) -> Mapping[str, Group]:
    """Return the groups that a proposal is about as they are in *tree*, by the files that they have now."""
    found: dict[str, Group] = {}
    for slug, now in proposal.edit.before.items():
        for each in (slug, *now.former_slugs):
            entry = folder.read(tree, registry.path(each)) if folder.is_slug(each) else None
            if isinstance(entry, folder.Entry):
                found[slug] = entry.group
                break
    return found
