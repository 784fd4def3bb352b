"""The groups for programs: `groups.json`, one file a group, whose JSON Schemas are in `data_schema`.

The form stays: keys are added, never renamed or removed, while VERSION is the same. Every key is
always there, and null or empty where nothing is known. Texts are the registry's own, not HTML.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic_core import to_json

from wgbot.community.config import GroupKind
from wgbot.registry.fields import FIELDS
from wgbot.registry.group import Group, GroupField
from wgbot.site.events import GroupEvent
from wgbot.site.inputs import Inputs, Related
from wgbot.site.platforms import platform
from wgbot.site.views import GroupView

VERSION = 1

LISTED = [
    field for field in FIELDS if field.is_published and field.key not in ("discussion", "charter")
]
"""What the list of all groups says about each; the others are in a group's own file alone."""


def summary(made_of: Inputs, shown: GroupView, base: str) -> dict[str, Any]:
    """Return what `groups.json` says about a group; *base* goes before its addresses."""
    return {
        "slug": shown.slug,
        **{field.key: _value(field, made_of.group, shown) for field in LISTED},
        "looking_for_lead": shown.is_looking,
        "next_meeting": shown.next_date.at if shown.next_date else None,
        "last_seen": {"date": shown.seen, "repository": made_of.seen.repository}
        if made_of.seen
        else None,
        "calendar": f"{base}groups/{shown.slug}.ics" if shown.calendar else None,
        "page": f"{base}groups/{shown.slug}/",
        "data": f"{base}groups/{shown.slug}.json",
    }


def whole(line: str, made_of: Inputs, shown: GroupView, base: str) -> bytes:
    """Return a group's own file: its summary, charter, history and what is known about its links.

    *line* is the summary, as JSON.
    """
    group = made_of.group
    rest = {
        "discussion": group.discussion,
        "charter": [
            {"id": answer.key, "label": answer.label, "answer": _answer(group.charter[answer.key])}
            for answer in shown.charter
        ],
        "history": [_event(event) for event in made_of.events],
        "links": [
            {
                "url": url,
                "state": condition.state,
                "since": condition.since.isoformat() if condition.since else None,
            }
            for url, condition in made_of.health.items()
        ],
    }
    head = {"$schema": f"{base or '../'}schema/group.json", "version": VERSION}
    return f"{as_line(head)[:-1]},\n{line[1:-1]},\n{as_line(rest)[1:]}\n".encode()


def listing(
    title: str, base: str, kinds: Mapping[str, GroupKind], summaries: Iterable[str]
) -> bytes:
    """Return `groups.json` from the summaries, each as JSON."""
    head = {
        "$schema": f"{base}schema/groups.json",
        "version": VERSION,
        "title": title,
        "url": base or None,
        "kinds": {key: {"one": kind.one, "many": kind.many} for key, kind in kinds.items()},
    }
    groups = ",\n".join(summaries)
    return f'{as_line(head)[:-1]},"groups":[\n{groups}\n]}}\n'.encode()


def words(by_slug: Mapping[str, str]) -> bytes:
    """Return `search.json`: by which words a group is found besides those that the list shows."""
    return as_lines({slug: each for slug, each in by_slug.items() if each})


def as_line(value: Mapping[str, Any]) -> str:
    """Return a value as JSON in one line."""
    # Four times as quick as `json`.
    return to_json(value).decode()


def in_script(value: Mapping[str, Any]) -> str:
    r"""Return a value as JSON for a `script` element, which no text in it can end."""
    text = to_json(value, ensure_ascii=True).decode()
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def as_lines(value: Mapping[str, Any]) -> bytes:
    """Return a value as JSON, with a line for each of its keys."""
    lines = ",\n".join(
        f" {to_json(key).decode()}: {to_json(part).decode()}" for key, part in value.items()
    )
    return f"{{\n{lines}\n}}\n".encode()


def _value(field: GroupField, group: Group, shown: GroupView) -> Any:
    """Return what programs are told about a field."""
    value = getattr(group, field.key)
    match field.type:
        case "people":
            return [each.model_dump(mode="json") for each in value]
        case "channels":
            return [
                {"url": each.url, "name": each.name, "platform": platform(each.url).key}
                for each in value
            ]
        case "group":
            return _related(getattr(shown, field.key))
        case "groups":
            return [_related(other) for other in getattr(shown, field.key)]
        case "date":
            return value.isoformat() if value else None
        case "meetings":
            return [
                {**each.model_dump(mode="json"), "next": told.next.at if told.next else None}
                for each, told in zip(value, shown.meetings, strict=True)
            ]
        case "ending" | "confirmation":
            return value.model_dump(mode="json") if value else None
        case _:
            return list(value) if isinstance(value, tuple) else value


def _related(other: Related | None) -> dict[str, str | None] | None:
    return {"name": other.name, "slug": other.slug} if other else None


def _answer(answer: str | tuple[str, ...]) -> str | list[str]:
    return list(answer) if isinstance(answer, tuple) else answer


def _event(event: GroupEvent) -> dict[str, Any]:
    return {"event": event.kind, "date": event.at.date().isoformat(), "what": list(event.what)}
