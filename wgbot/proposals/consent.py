"""Whether new leads agree to lead: who is asked, since when, and what they said.

Nobody becomes a lead by a stranger's word. Whoever is named, and is not the author, says so with their
own account: with a thumb on the bot's comment, or by a review of the pull request. That is about one
account, one group and one role, and no earlier word counts, nor that of an account that got the name
since.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from wgbot.proposals.memory import Record
from wgbot.proposals.situation import Situation, Voice
from wgbot.registry.group import Group

State = Literal["agreed", "declined", "open", "another"]
"""What somebody said who is to lead: yes, no, or nothing yet. Another is an account that has the name
only since it was named, and then it doesn't matter what it says."""


@dataclass(frozen=True)
class Candidate:
    """Somebody who is to lead a group, and whether they want to."""

    account: str
    group: str
    """What the group is called."""
    role: str | None
    key: str
    """What tells this from any other account, group or role: `key`."""
    state: State

    @property
    def is_open(self) -> bool:
        """Whether they have not answered yet."""
        return self.state == "open"


def candidates(situation: Situation, record: Record) -> tuple[Candidate, ...]:
    """Return who is asked whether they want to lead; nobody where the community doesn't ask."""
    policy, edit = situation.repository.config.approval, situation.proposal.edit
    if policy.consent == "off" or situation.home.address is None:
        return ()
    known = numbers(situation, record)
    written = situation.review.written if situation.review else None
    said: dict[str, list[Voice]] = {}
    for each in situation.words:
        said.setdefault(each.by.lower(), []).append(each)
    return tuple(
        Candidate(
            person.github,
            edit.after[slug].name,
            person.role,
            asked := key(person.github, slug, person.role),
            "another"
            if is_another(situation, record, person.github)
            else _state(
                said.get(person.github.lower(), ()),
                known.get(person.github.lower()),
                asked in record.named,
                record.named.get(asked) or written,
            ),
        )
        for slug in edit.after
        for person in edit.new_leads(slug)
        if person.github
        and not is_author(situation, person.github, known.get(person.github.lower()))
    )


def key(account: str, slug: str, about: str | None) -> str:
    """Return what tells somebody's leading of a group in a role from any other, without anybody's words.

    Instead of a role it can be about what happens to the group.
    """
    said = "\n".join((account.lower(), slug, (about or "").casefold()))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def is_author(situation: Situation, account: str | None, number: int | None) -> bool:
    """Return whether an account is that of the proposal's author.

    Its number tells, where that is known: the author can have another name by now, or a name that was
    somebody else's.
    """
    author = situation.issue
    if number is not None and author.author_id is not None:
        return number == author.author_id
    return (account or "").lower() == (author.author or "").lower()


def is_unheard(situation: Situation, record: Record) -> bool:
    """Return whether somebody has to agree first who did not."""
    is_needed = situation.repository.config.approval.consent == "require"
    return is_needed and any(each.state != "agreed" for each in candidates(situation, record))


def numbers(situation: Situation, record: Record) -> Mapping[str, int]:
    """Return the numbers of those who are to lead, by account: as they were when it was named first."""
    named = {
        person.github.lower()
        for group in situation.proposal.edit.after.values()
        for person in group.leads
        if person.github and not person.id
    }
    known = {**situation.proposal.numbers, **record.accounts}
    return {each: known[each] for each in sorted(named & known.keys())}


def with_numbers(group: Group, known: Mapping[str, int]) -> Group:
    """Return a group with the numbers of its leads' accounts, where they are known."""
    leads = tuple(
        each.model_copy(update={"id": known[(each.github or "").lower()]})
        if not each.id and (each.github or "").lower() in known
        else each
        for each in group.leads
    )
    return group if leads == group.leads else group.model_copy(update={"leads": leads})


def is_another(situation: Situation, record: Record, account: str) -> bool:
    """Return whether an account has its name only since it was named here first."""
    now = situation.proposal.numbers.get(account.lower())
    return now is not None and record.accounts.get(account.lower(), now) != now


def _state(
    said: Sequence[Voice], number: int | None, is_named: bool, since: datetime | None
) -> State:
    """Return what somebody said: the account of that *number*, where it is known, once it was named."""
    counting = [
        each
        for each in said
        if is_named
        and since is not None
        and each.at > since
        and (number is None or each.number in (None, number))
    ]
    return _answer(counting)


def _answer(said: list[Voice]) -> State:
    """Return what somebody's words come to: a no, wherever it is, is one."""
    if not said:
        return "open"
    return "agreed" if all(each.is_yes for each in said) else "declined"
