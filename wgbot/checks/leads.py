"""Somebody leads the group, and each lead is a GitHub account, named once."""

import re
from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict, NonNegativeInt, PositiveInt

from wgbot.checks.subject import Subject
from wgbot.problems import Problem

# https://docs.github.com/en/enterprise-cloud@latest/admin/managing-iam — letters, digits, single
# hyphens inside, 39 at most; accounts of enterprises end in `_` and a short code.
_ACCOUNT = re.compile(r"[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}(?:_[A-Za-z0-9]{1,8})?")


class Options(BaseModel):
    """How many leads a group has."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    minimum: NonNegativeInt = 1
    """The fewest that an active group needs."""
    maximum: PositiveInt = 20
    """The most; more are named in the group's own repository."""


def check(subject: Subject, options: Options) -> Iterator[Problem]:
    """Yield a problem for each lead that is no account or named before, and for too few or many."""
    leads = subject.group.leads
    if len(leads) > options.maximum:
        yield Problem(
            "leads",
            f"Here are {len(leads):,} leads, and {options.maximum} are the most.",
            "Name those who answer for the group, and the others in its repository.",
            field="leads",
        )
        return
    seen: set[str] = set()
    for item, person in enumerate(leads):
        if person.github is None:
            continue
        if not _ACCOUNT.fullmatch(person.github) or len(person.github) > 39:
            what = "{account} is not the name of a GitHub account."
            fix = "Name each lead by their account, with an `@` before it and commas between them."
        elif person.github.lower() in seen:
            what = "{account} is named twice."
            fix = "Name each lead once."
        else:
            seen.add(person.github.lower())
            continue
        yield Problem(
            "leads", what, fix, field="leads", item=item, values={"account": person.github}
        )
    # A proposal without any is told so by `required`.
    if (
        len(leads) < options.minimum
        and subject.group.status == "active"
        and (leads or subject.registered)
    ):
        yield Problem(
            "leads",
            f"The group has {len(leads)} leads, and {options.minimum} are the fewest.",
            "Name somebody who can lead it.",
            field="leads",
        )
