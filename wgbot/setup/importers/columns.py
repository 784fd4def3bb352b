"""The columns of a table of groups, known by the words that lists use for them."""

from collections.abc import Sequence

from wgbot.registry.fields import FIELDS
from wgbot.registry.group import FieldType
from wgbot.setup.importers.parts import key

_MORE_WORDS: dict[str, str] = {
    "name": "title group group_name working_group wg sig team display_name",
    "slug": "slug id dir directory short_name shortname key",
    "status": "state",
    "focus": "description mission mission_statement purpose summary about scope objective goal topic",
    "leads": "lead leader leaders chair chairs co_chairs cochairs coordinator coordinators organizers "
    "organisers maintainers poc pocs point_of_contact points_of_contact contact contacts who_leads "
    "owner owners github_leads",
    "channels": "chat slack discord zulip irc matrix gitter mailing_list mailing_lists communication",
    "repositories": "repo repos github code source",
    "aliases": "alias formerly former_names other_names also_known_as aka previous_name",
    "parent": "parent_team subteam_of part_of belongs_to",
    "successors": "successor superseded_by replaced_by",
    "discussion": "discussion_url thread forum_thread discussed",
    "proposal": "proposal_issue issue_number",
    "since": "founded created created_at started start start_date formed",
    "order": "position",
}
AS_ANSWERS: frozenset[FieldType] = frozenset(
    ("answers", "kind", "meetings", "ending", "confirmation", "slugs", "flag")
)
"""What tables say in words of their own: it is kept as they say it, in the charter."""
_KNOWN = {
    word: field.key
    for field in FIELDS
    if field.type not in AS_ANSWERS
    for word in (field.key, field.meaning)
} | {word: meaning for meaning, words in _MORE_WORDS.items() for word in words.split()}
# Never published, whatever they hold.
_PRIVATE = frozenset("email emails mail phone telephone mobile private".split())


def meaning(label: str) -> str | None:
    """Return what a column is for, as the registry calls it; None if it is not known."""
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
