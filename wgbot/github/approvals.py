"""Who approved a proposal on GitHub, and what they may do: the label's event, and roles.

Whether that counts is decided elsewhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from wgbot.github import graphql
from wgbot.github.api import MOST_LISTED, Api, quoted, time_of
from wgbot.github.graphql import login_of
from wgbot.github.refusals import RequestRejected
from wgbot.proposals.approver_roles import UNASKED
from wgbot.proposals.reconcile import Retry
from wgbot.proposals.situation import ApprovalLabel

_MOST_ASKED = 20
"""How many people are asked about one by one, where GitHub does not list who may do what."""
_SAME_MOMENT = 5
"""Seconds between an event's time and its payload's."""


@dataclass(frozen=True)
class LabelEvent:
    """What an event tells about a label that was added: it can be there before GitHub lists it."""

    number: int
    label: str
    digest: str
    """The digest of the text that the label found."""
    by: str
    at: datetime


def approval_label(
    api: Api,
    number: int,
    name: str,
    about: Mapping[str, Any],
    event: LabelEvent | None,
    roles: "Roles",
) -> ApprovalLabel:
    """Return who last added the label to that issue, and what they may do.

    *about* is the issue as the GraphQL API gives it. It does not tell whether a person acted
    themselves, so the events are the REST API's. Raises Retry if GitHub doesn't say.
    """
    listed = list(api.pages(f"/issues/{number}/events"))
    last = _last(listed, name)
    is_about = event and (event.number, event.label.lower()) == (number, name.lower())
    told = event if is_about else None
    if last:
        label = _as_listed(last, told)
    elif renamed := _renamed(listed, name, about):
        label = replace(_as_listed(renamed, told), name_then=str(renamed["label"]["name"]))
    else:
        label = _not_listed(number, name, about, told)
    return _with_role(label, roles)


def lost_label(
    api: Api, number: int, name: str, about: Mapping[str, Any], roles: "Roles"
) -> ApprovalLabel | None:
    """Return the label that is not on the issue any more, though nobody took it off.

    It was renamed, or deleted for the whole repository: events keep the name that it had.
    """
    last = _last(list(api.pages(f"/issues/{number}/events")), name)
    if last is None:
        return None
    now = next(
        (
            str((each.get("label") or {}).get("name") or "")
            for each in graphql.nodes(about.get("timelineItems"))
            if each.get("id") == last["node_id"]
        ),
        "",
    )
    is_deleted = now.lower() not in graphql.label_names(about)
    label = replace(_as_listed(last, None), name_now="" if is_deleted else now)
    return _with_role(label, roles)


def remembered_label(
    key: str | None, name: str, about: Mapping[str, Any], roles: "Roles"
) -> ApprovalLabel | None:
    """Return the approval label if it is that of *key*, the one that was last looked at closely."""
    given = _given(name, about)
    by = login_of(given[-1].get("actor")) if given else ""
    if not by or key != given[-1].get("id"):
        return None
    return ApprovalLabel(by, time_of(given[-1].get("createdAt")), str(key), roles.of(by))


def _last(events: Sequence[dict[str, Any]], name: str) -> dict[str, Any] | None:
    """Return how the label of that name was put on last, unless it was taken off since."""
    last: dict[str, Any] | None = None
    for each in events:
        if _name(each) == name.lower():
            last = each if each.get("event") == "labeled" else None
    return last


def _given(name: str, about: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return how the label that is called *name* by now was put on, each time."""
    listed = graphql.nodes(about.get("timelineItems"))
    return [each for each in listed if _name(each) == name.lower()]


def _name(event: Mapping[str, Any]) -> str:
    """Return what the label of an event is called, in lower case."""
    return str((event.get("label") or {}).get("name")).lower()


def _renamed(
    events: Sequence[dict[str, Any]], name: str, about: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Return how the label was put on that is called *name* by now; the other API knows which it is."""
    given = _given(name, about)
    found = next((each for each in events if given and each["node_id"] == given[-1]["id"]), None)
    # By its present name it would have been found already: then a newer one isn't listed yet.
    return found if found and _name(found) != name.lower() else None


def _with_role(label: ApprovalLabel, roles: "Roles") -> ApprovalLabel:
    return replace(label, role=roles.of(label.by) if label.by and label.is_person else None)


def _as_listed(event: dict[str, Any], told: LabelEvent | None) -> ApprovalLabel:
    actor = event.get("actor") or {}
    by, at = str(actor.get("login") or ""), time_of(event.get("created_at"))
    is_program = actor.get("type", "User") != "User"
    app = (event.get("performed_via_github_app") or {}).get("slug")
    # An event of an earlier label, run anew, says nothing of this one.
    seen = told.digest if told and _same_moment(told.at, at) else None
    is_person = not is_program and not by.endswith("[bot]")
    return ApprovalLabel(
        by, at, str(event["node_id"]), None, is_person=is_person, seen=seen, app=app and str(app)
    )


def _not_listed(
    number: int, name: str, about: Mapping[str, Any], told: LabelEvent | None
) -> ApprovalLabel:
    """Return the label as the event that triggered us has it, for lists can lag behind.

    Unless that is an old one that is run again, or a person's: it doesn't tell whether an App acted
    for them. Or the label came with the issue.
    """
    created, updated = time_of(about.get("createdAt")), time_of(about.get("updatedAt"))
    if told and told.by.endswith("[bot]") and _same_moment(told.at, updated):
        by, at, seen = told.by, told.at, told.digest
    elif _same_moment(created, updated):
        by, at, seen = login_of(about.get("author")), created, None
    else:
        raise Retry(
            f"GitHub doesn't say who added the label {name!r} to #{number}. Run this again."
        )
    is_person = not by.endswith("[bot]")
    return ApprovalLabel(by, at, at.isoformat(), None, is_person=is_person, seen=seen)


class Roles:
    """What people may do in a repository, asked once in a run."""

    def __init__(self, api: Api) -> None:
        """Get ready; nothing is asked yet."""
        self._api = api
        self._known: dict[str, str | None] = {}
        self._listed: dict[str, str | None] | None = None
        self._is_all = False
        """Whether nobody but those who are listed has a role."""

    def of(self, login: str) -> str | None:
        """Return a person's role in the repository; None if GitHub does not tell."""
        if login.lower() not in self._known:
            self._known[login.lower()] = self._asked(login)
        return self._known[login.lower()]

    def of_all(self, logins: Sequence[str]) -> Mapping[str, str | None]:
        """Return people's roles, by account in lower case; None of whom GitHub does not tell.

        Anybody can give a thumbs-up. So it is asked who may do what, not what each of them may; where
        GitHub doesn't list that, only the first of *logins* are asked about, and the others are UNASKED.
        """
        wanted = list(dict.fromkeys(login.lower() for login in logins))
        if len(wanted) > 1 and self._listed is None:
            self._list()
        listed = self._listed or {}
        known = {login: listed[login] for login in wanted if login in listed}
        rest = [login for login in wanted if login not in known]
        if self._is_all:
            return known | dict.fromkeys(rest, "none")
        asked = {login: self.of(login) for login in rest[:_MOST_ASKED]}
        return dict.fromkeys(rest, UNASKED) | asked | known

    def _asked(self, login: str) -> str | None:
        try:
            about = self._api.get(f"/collaborators/{quoted(login)}/permission")
        except RequestRejected as error:
            if error.status == 401:
                raise
            return None
        return "none" if about is None else _role_of(about)

    def _list(self) -> None:
        """List everyone who has a role; nobody if GitHub does not let this token list them."""
        try:
            found = list(self._api.pages("/collaborators"))
        except RequestRejected as error:
            if error.status == 401:
                raise
            found = []
        self._listed = {str(each["login"]).lower(): _role_of(each) for each in found}
        self._is_all = 0 < len(found) < MOST_LISTED


def _role_of(about: dict[str, Any]) -> str:
    """Return a role by its name today, as GitHub tells it of one person or in the list of all."""
    role = str(about.get("role_name") or about.get("permission") or "none")
    return {"push": "write", "pull": "read"}.get(role, role)


def _same_moment(one: datetime, other: datetime) -> bool:
    return abs((one - other).total_seconds()) < _SAME_MOMENT
