"""From which version a form was filled in, and what its groups were then.

Whoever changes a group says what its lists shall be, by what they saw; what was merged since is not
theirs to undo. Where to look is said here, and a forge looks.
"""

import re
from collections.abc import Callable, Mapping

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


def paths(proposal: Proposal, registry: Registry) -> list[str]:
    """Return where the files of the groups that a proposal is about can have been."""
    return [path for listed in _paths(proposal, registry).values() for path in listed]


def as_then(
    proposal: Proposal, registry: Registry, read: Callable[[str], bytes | None]
) -> Mapping[str, Group]:
    """Return the groups that a proposal is about by the files of then, by those that they have now.

    *read* reads one of `paths`; None if there is none.
    """
    found: dict[str, Group] = {}
    for slug, listed in _paths(proposal, registry).items():
        for path in listed:
            data = read(path)
            entry = None if data is None else folder.parse(data, path)
            if isinstance(entry, folder.Entry):
                found[slug] = entry.group
                break
    return found


def _paths(proposal: Proposal, registry: Registry) -> Mapping[str, list[str]]:
    return {
        slug: [registry.path(each) for each in (slug, *now.former_slugs) if folder.is_slug(each)]
        for slug, now in proposal.edit.before.items()
    }
