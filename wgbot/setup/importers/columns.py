"""The columns of a table of groups, known by the words that lists use for them."""

from collections.abc import Sequence

from wgbot.setup.importers.parts import key

_COLUMNS: dict[str, str] = {
    "name": "name title group group_name working_group wg sig team display_name",
    "slug": "slug id dir directory short_name shortname key",
    "status": "status state",
    "focus": "focus description mission mission_statement purpose summary about scope objective goal "
    "topic",
    "leads": "leads lead leader leaders chair chairs co_chairs cochairs coordinator coordinators "
    "organizers organisers maintainers poc pocs point_of_contact points_of_contact contact contacts "
    "who_leads owner owners github_leads",
    "channels": "channel channels chat slack discord zulip irc matrix gitter mailing_list "
    "mailing_lists communication",
    "repositories": "repository repositories repo repos github code source",
    "aliases": "alias aliases formerly former_names other_names also_known_as aka previous_name",
    "parent": "parent parent_team subteam_of part_of belongs_to",
    "successors": "successor successors superseded_by replaced_by",
    "discussion": "discussion discussion_url thread forum_thread discussed",
    "proposal": "proposal proposal_issue issue_number",
    "since": "since founded created created_at started start start_date formed",
    "order": "order position",
}
_KNOWN = {word: meaning for meaning, words in _COLUMNS.items() for word in words.split()}
# Never published, whatever they hold.
_PRIVATE = frozenset("email emails mail phone telephone mobile private".split())


def meaning(label: str) -> str | None:
    """Return what a column is for, as the registry calls it; None where it is not known."""
    return _KNOWN.get(key(label))


def knows(header: Sequence[str]) -> bool:
    """Return whether a header is that of a table of groups: it has their names, and more."""
    meanings = [meaning(label) for label in header]
    return "name" in meanings and len(meanings) > 1


def is_private(column: str) -> bool:
    """Return whether what is in a column, of this key, is never published."""
    return column == "address" or not _PRIVATE.isdisjoint(column.split("_"))


def tells_of_groups(header: Sequence[str]) -> bool:
    """Return whether a header has a column that only groups have, and people do not."""
    return not {"focus", "leads", "channels", "repositories"}.isdisjoint(
        meaning(label) for label in header[1:] if key(label) not in ("contact", "github")
    )
