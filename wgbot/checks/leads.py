"""The group has a lead, and each lead is a GitHub account, named once."""

import re
from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict, NonNegativeInt, PositiveInt

from wgbot.checks.lookups import Facts
from wgbot.checks.subject import Example, Subject
from wgbot.registry import bullets, by_name, roles
from wgbot.registry.accounts import ACCOUNT, EMAIL, without_emails
from wgbot.registry.group import Person
from wgbot.text.problems import Problem
from wgbot.text.sentences import Sentence, Value

_LONGEST = 5_000
"""The most characters of an answer in which words beside accounts are looked for."""
_TEAM = re.compile(r"@?[A-Za-z0-9-]+/[A-Za-z0-9._-]+")


EXAMPLES = (
    Example(bad={"leads": "@ada, @example/council"}, good={"leads": "@ada, @grace"}),
    Example(
        bad={"leads": "@ada, @grace, @alan"},
        good={"leads": "@ada, @grace"},
        configuration="checks:\n  leads:\n    maximum: 2\n",
    ),
)


class Options(BaseModel):
    """How many leads a group has."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    minimum: NonNegativeInt = 1
    """The minimum for an active group."""
    maximum: PositiveInt = 20
    """The maximum."""
    by_name: bool | None = None
    """Whether a name without an account can be a lead. If it isn't said: where most leads of the registry
    are listed like that. Never with `consent: require`, for only an account can agree."""


def check(subject: Subject, options: Options) -> Iterator[Problem]:
    """Yield a problem for each lead that isn't an account or is named twice, and for too few or many."""
    yield from _changed_hands(subject)
    yield from _passed_over(subject)
    yield from _doubtful(subject)
    leads = subject.group.leads
    if len(leads) > options.maximum:
        yield Problem(
            "leads",
            "Here are {count} leads; the limit is {most}.",
            "Name those who speak for the group here, and the others in its repository.",
            field="leads",
            values={"count": len(leads), "most": options.maximum},
        )
        return
    seen: set[str] = set()
    for item, person in enumerate(leads):
        if person.github is None:
            yield from _without_account(person, subject, seen)
            continue
        found = wrong(person.github, seen, subject.registered) or _known(
            person.github, subject.facts
        )
        seen.add(person.github.lower())
        if found:
            what, fix = found
            values = {"account": person.github.strip("“”")}
            yield Problem("leads", what, fix, field="leads", item=item, values=values)
    # If the form demands one, `required` says so; if the answer can't be read, the reader does.
    question = subject.fields.get("leads")
    is_demanded = question is not None and question.required and not subject.answers.get("leads")
    is_told = is_demanded or "leads" in subject.doubtful
    if len(leads) < options.minimum and subject.group.status == "active" and not is_told:
        yield Problem(
            "leads",
            "The group has {leads} and needs at least {fewest}.",
            "Add someone who can lead it, as in `github: ada`."
            if subject.registered
            else "Add the GitHub account of someone who can lead it, with an `@` before it.",
            field="leads",
            values={"leads": _counted(len(leads)), "fewest": options.minimum},
            # One that is registered goes on, looking for a lead; and whoever leads it may leave.
            blocks=bool(leads) or not (subject.registered or subject.before),
        )


def _passed_over(subject: Subject) -> Iterator[Problem]:
    """Yield a note for each name in the answer's list of accounts that is nobody's of those."""
    answer = subject.answers.get("leads")
    if subject.before or not isinstance(answer, str):
        return
    there = {each.name for each in subject.group.leads}
    for name in dict.fromkeys(by_name.nobodys(answer)):
        if name not in there:
            yield Problem(
                "leads",
                "{name} is named without an account, so they aren't listed as a lead.",
                "If they lead the group, add their account.",
                field="leads",
                values={"name": name},
                blocks=False,
            )


def _doubtful(subject: Subject) -> Iterator[Problem]:
    """Yield what there is to say of words beside leads that may not be what they seem, or not be kept."""
    answer = subject.answers.get("leads")
    if subject.registered or not isinstance(answer, str):
        return
    for each in _in_new_roles(subject):
        role = each.role or ""
        if roles.is_doubtful(role, _roles(subject)) and not roles.is_said(role, answer):
            yield Problem(
                "leads",
                "I can't tell if {text} is a role: {account}",
                "Write a role as `(role: …)` and the end of a term as `(until 2030-12-31)`, and leave out "
                "the rest.",
                field="leads",
                values={"text": role, "account": each.shown},
            )
    if subject.before:
        return
    unsure = roles.UNSURE.search(answer[:_LONGEST])
    if doubtful := unsure[0] if unsure else bullets.half_chosen(answer[:_LONGEST]):
        yield Problem(
            "leads",
            "{text}: it isn't sure who leads.",
            "Name only those who lead the group for certain. Others can be added later.",
            field="leads",
            values={"text": doubtful},
        )
    if vacant := roles.VACANT.search(answer[:_LONGEST]):
        yield Problem(
            "leads",
            "Only who leads is kept, not what is said beside it: {text}",
            "If the group looks for leads, say so in another answer.",
            field="leads",
            values={"text": vacant[0]},
            blocks=False,
        )


def _in_new_roles(subject: Subject) -> Iterator[Person]:
    """Yield the leads that have a role of which nobody in the group had one."""
    before = subject.before
    if before:
        there = {each.role for each in (*before.leads, *before.former_leads)}
        yield from (each for each in subject.group.leads if each.role and each.role not in there)


def _roles(subject: Subject) -> frozenset[str]:
    """Return every role that somebody has in the registry, in lower case."""
    groups = (entry.group for entry in subject.registry.entries.values())
    people = (each for group in groups for each in (*group.leads, *group.former_leads))
    return frozenset(each.role.casefold() for each in people if each.role)


def _without_account(person: Person, subject: Subject, seen: set[str]) -> Iterator[Problem]:
    """Yield what there is to say of somebody who is listed by their name alone."""
    name = person.name or ""
    if name.casefold() in seen:
        yield Problem(
            "leads",
            "{account} is named twice.",
            "Name each lead once.",
            field="leads",
            values={"account": name},
        )
    elif not subject.registered and name not in {
        each.name for each in (subject.before.leads if subject.before else ())
    }:
        yield Problem(
            "leads",
            "{name} is named without an account, so I can't ask whether they agree to lead.",
            "Ask them, unless the proposal says that they do.",
            field="leads",
            values={"name": name},
            blocks=False,
        )
    seen.add(name.casefold())


def wrong(account: str, seen: set[str], is_registered: bool = False) -> tuple[str, str] | None:
    """Return what is wrong with an account, and what would be right: in an answer, or in a file."""
    if ACCOUNT.fullmatch(account):
        if account.lower() in seen:
            return "{account} is named twice.", "Name each lead once."
        return None
    if account.strip("@") in (EMAIL, EMAIL.strip("@")) or without_emails(account) != account:
        return (
            "An e-mail address isn't a GitHub account.",
            "Use this person's GitHub account instead.",
        )
    if _TEAM.fullmatch(account):
        return (
            "{account} isn't the GitHub account of one person.",
            "Name the people who lead the group, not a team or a repository.",
        )
    if account.startswith("“"):
        return (
            "{account} could be a person's name or a GitHub account.",
            "Name each lead by their account, with an `@` before it and commas between them.",
        )
    return (
        "{account} isn't a GitHub account.",
        "Write the account without an `@`, as in `github: ada`."
        if is_registered
        else "Name each lead by their account, with an `@` before it and commas between them.",
    )


def _known(account: str, facts: Facts) -> tuple[str, str] | None:
    """Return what keeps an account from leading a group, as far as is known."""
    match facts.accounts.get(account):
        case "nobody":
            return (
                "GitHub has no account {account}.",
                "Fix the spelling, or name someone else.",
            )
        case "organization":
            return (
                "{account} is an organization, not a person.",
                "Name the people who lead the group.",
            )
    return None


def _changed_hands(subject: Subject) -> Iterator[Problem]:
    """Yield a note for each registered lead whose account has another name, or another owner, by now."""
    for each in subject.before.leads if subject.before else ():
        if not (each.github and each.id):
            continue
        values: dict[str, Value] = {"account": each.github}
        name = subject.facts.renamed.get(each.id)
        number = subject.facts.numbers.get(each.github.lower())
        is_gone = subject.facts.accounts.get(each.github) == "nobody"
        if number not in (None, each.id):
            what = "{account} isn't the account any more that is registered as a lead."
            fix = "Find out who that is: what this account says isn't a lead's word."
        elif is_gone:
            what = "There is no account {account} any more, which is registered as a lead."
            fix = "Find out who leads the group."
        else:
            continue
        if name:
            fix = "The lead's account is called {name} now: correct that in the registry."
            values["name"] = name
        # Whatever is proposed, maintainers have to know.
        yield Problem("leads", what, fix, values=values, blocks=False)


def _counted(leads: int) -> Sentence:
    one_or_none = {0: "no lead", 1: "1 lead"}
    return Sentence(one_or_none.get(leads, "{count} leads"), {"count": leads})
