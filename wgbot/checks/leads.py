"""Somebody leads the group, and each lead is a GitHub account, named once."""

import re
from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict, NonNegativeInt, PositiveInt

from wgbot.checks.lookups import Facts
from wgbot.checks.subject import Subject
from wgbot.text.problems import Problem

# https://docs.github.com/en/enterprise-cloud@latest/admin/managing-iam — letters, digits, single
# hyphens inside, 39 at most; accounts of enterprises end in `_` and a short code.
_ACCOUNT = re.compile(r"[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}(?:_[A-Za-z0-9]{1,8})?")

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@.]+")
_TEAM = re.compile(r"@?[A-Za-z0-9-]+/[A-Za-z0-9._-]+")


class Options(BaseModel):
    """How many leads a group has."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    minimum: NonNegativeInt = 1
    """The fewest that an active group needs."""
    maximum: PositiveInt = 20
    """The most; more are named in the group's own repository."""


def check(subject: Subject, options: Options) -> Iterator[Problem]:
    """Yield a problem for each lead that isn't an account or is named twice, and for too few or many."""
    leads = subject.group.leads
    if len(leads) > options.maximum:
        yield Problem(
            "leads",
            f"Here are {len(leads):,} leads; {options.maximum} is the limit.",
            "Name those who answer for the group, and the others in its repository.",
            field="leads",
        )
        return
    seen: set[str] = set()
    for item, person in enumerate(leads):
        if person.github is None:
            continue
        found = wrong(person.github, seen) or _known(person.github, subject.facts)
        seen.add(person.github.lower())
        if found:
            what, fix = found
            values = {"account": person.github}
            yield Problem("leads", what, fix, field="leads", item=item, values=values)
    # A proposal without any is told so by `required`.
    answered = subject.registered or bool(subject.answers.get("leads"))
    if len(leads) < options.minimum and subject.group.status == "active" and answered:
        yield Problem(
            "leads",
            f"The group has {_counted(len(leads))}, and needs {options.minimum} or more.",
            "Name the GitHub account of somebody who can lead it, with an `@` before it.",
            field="leads",
        )


def wrong(account: str, seen: set[str]) -> tuple[str, str] | None:
    """Return what is wrong with an account, and what would be right."""
    if _ACCOUNT.fullmatch(account) and len(account) <= 39:
        if account.lower() in seen:
            return "{account} is named twice.", "Name each lead once."
        return None
    if _EMAIL.fullmatch(account):
        return "{account} is an e-mail address.", "Name this lead by their GitHub account instead."
    if _TEAM.fullmatch(account):
        return (
            "{account} is not the name of one person's GitHub account.",
            "Name the people who lead the group, not a team or a repository.",
        )
    return (
        "{account} is not the name of a GitHub account.",
        "Name each lead by their account, with an `@` before it, and put commas between them.",
    )


def _known(account: str, facts: Facts) -> tuple[str, str] | None:
    """Return what keeps an account from leading a group, as far as is known."""
    match facts.accounts.get(account):
        case "nobody":
            return (
                "There is no account {account} at GitHub.",
                "Mend its spelling, or name somebody else.",
            )
        case "organization":
            return (
                "{account} is an organisation, not a person.",
                "Name the people who lead the group.",
            )
    return None


def _counted(leads: int) -> str:
    return {0: "no lead", 1: "1 lead"}.get(leads, f"{leads} leads")
