"""The groups for programs: `groups.json`, one file a group, and the JSON Schemas of both.

The form stays: keys are added, never renamed or removed, while VERSION is the same. Every key is
always there, and null or empty where nothing is known. Texts are the registry's own, not HTML.
"""

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from pydantic_core import to_json

from wgbot.community.config import GroupKind
from wgbot.registry.fields import FIELDS
from wgbot.registry.group import EndReason, FieldType, Group, GroupField, GroupStatus
from wgbot.registry.meeting import Meeting
from wgbot.site.events import GroupEvent, Kind
from wgbot.site.inputs import Inputs, Related
from wgbot.site.platforms import platform
from wgbot.site.views import GroupView

VERSION = 1


def summary(group: Group, shown: GroupView, base: str) -> dict[str, Any]:
    """Return what `groups.json` says about a group; *base* goes before its addresses."""
    return {
        "slug": shown.slug,
        **{field.key: _value(field, group, shown) for field in _LISTED},
        "looking_for_lead": shown.is_looking,
        "next_meeting": shown.next_date.at if shown.next_date else None,
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
    return _written({slug: each for slug, each in by_slug.items() if each})


def as_line(value: Mapping[str, Any]) -> str:
    """Return a value as JSON in one line."""
    # Four times as quick as `json`.
    return to_json(value).decode()


def in_script(value: Mapping[str, Any]) -> str:
    r"""Return a value as JSON for a `script` element, which no text in it can end."""
    text = to_json(value, ensure_ascii=True).decode()
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _written(value: Mapping[str, Any]) -> bytes:
    # A line for each key: to be read by people too.
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


_TEXT = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}
_DAY = {"type": ["string", "null"], "format": "date"}
_MOMENT = {"type": ["string", "null"], "format": "date-time"}


def _object(**properties: Any) -> dict[str, Any]:
    # `additionalProperties` stays open: a key more is no new version.
    return {"type": "object", "required": list(properties), "properties": properties}


def _list(items: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _maybe(**properties: Any) -> dict[str, Any]:
    return {"anyOf": [_object(**properties), {"type": "null"}]}


_KEYS_OF_MEETING = [field.alias or key for key, field in Meeting.model_fields.items()]
_MEETING: Mapping[str, Mapping[str, Any]] = {
    "day": {"type": ["string", "array", "null"], "items": _TEXT},
    "starts": _DAY,
    "until": _DAY,
    "except": _list({**_TEXT, "format": "date"}),
    "minutes": {"type": ["integer", "null"], "description": "60 if not said"},
}
_RELATED = _object(
    name=_TEXT, slug={**_MAYBE, "description": "null where it is not in the registry"}
)
_SHAPES: Mapping[FieldType, Mapping[str, Any]] = {
    "line": _MAYBE,
    "link": _MAYBE,
    "links": _list(_TEXT),
    "people": _list(
        {
            **_object(
                github=_MAYBE,
                name=_MAYBE,
                profile=_MAYBE,
                id={"type": ["integer", "null"]},
                role=_MAYBE,
                since=_DAY,
                until=_DAY,
                away=_DAY,
            ),
            "description": "github: an account, without @; profile: where to reach them; id: the "
            "account's number; away: when they are back",
        }
    ),
    "channels": _list(
        _object(url=_TEXT, name=_MAYBE, platform={**_TEXT, "description": "zulip, irc, … or web"})
    ),
    "names": _list(_TEXT),
    "group": {"anyOf": [_RELATED, {"type": "null"}]},
    "groups": _list(_RELATED),
    "number": {"type": ["integer", "null"]},
    "date": _DAY,
    "status": {"enum": list(get_args(GroupStatus))},
    "kind": _MAYBE,
    "meetings": _list(
        _object(
            **{key: _MEETING.get(key, _MAYBE) for key in _KEYS_OF_MEETING},
            next=_MOMENT,
        )
    ),
    "ending": _maybe(
        date=_DAY,
        because={"enum": [*get_args(EndReason), None]},
        note=_MAYBE,
        decision=_MAYBE,
    ),
    "confirmation": _maybe(date=_DAY, by=_MAYBE),
    "slugs": _list(_TEXT),
}
_MEANINGS = {
    "focus": "what it is for, in one sentence",
    "kind": "what it is, by a key of `kinds` in groups.json",
    "aliases": "earlier and other names",
    "former_slugs": "names that its file had; its page and its data are found there as well",
    "ended": "when and why it ended",
    "confirmed": "when somebody last said that it is still active",
    "review": "when it wants to be asked whether it is done",
    "proposal": "the number of the issue",
}
_LISTED = [
    field for field in FIELDS if field.is_published and field.key not in ("discussion", "charter")
]
"""What the list of all groups says about each; the others are in a group's own file alone."""
_SUMMARY = {
    "slug": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
    **{
        field.key: {
            **(_TEXT if Group.model_fields[field.key].is_required() else _SHAPES[field.type]),
            **({"description": _MEANINGS[field.key]} if field.key in _MEANINGS else {}),
        }
        for field in _LISTED
    },
    "looking_for_lead": {"type": "boolean"},
    "next_meeting": {**_MOMENT, "description": "as it was when this was written"},
    "calendar": {**_MAYBE, "description": "its meetings, as iCalendar"},
    "page": {**_TEXT, "description": "relative to groups.json where the site's address is not set"},
    "data": _TEXT,
}
_WHOLE = {
    "version": {"const": VERSION},
    **_SUMMARY,
    "discussion": _MAYBE,
    "charter": {
        **_list(
            _object(id=_TEXT, label=_TEXT, answer={"type": ["string", "array"], "items": _TEXT})
        ),
        "description": "the other answers of the form, in its order; Markdown as it was typed",
    },
    "history": {
        **_list(
            _object(
                event={"enum": list(get_args(Kind))},
                date={"type": "string", "format": "date"},
                what=_list(_TEXT),
            )
        ),
        "description": "the oldest first",
    },
    "links": {
        **_list(_object(url=_TEXT, state=_TEXT, since=_DAY)),
        "description": "what is known of its links",
    },
}


def schemas(base: str) -> dict[str, bytes]:
    """Return the JSON Schemas by their paths."""
    return {
        "schema/group.json": _schema("A working group", "group", base, _WHOLE),
        "schema/groups.json": _schema(
            "All working groups",
            "groups",
            base,
            {
                "version": {"const": VERSION},
                "title": _TEXT,
                "url": _MAYBE,
                "kinds": {
                    "type": "object",
                    "additionalProperties": _object(one=_TEXT, many=_TEXT),
                    "description": "what a group of each kind is called",
                },
                "groups": _list(_object(**_SUMMARY)),
            },
        ),
    }


def _schema(title: str, name: str, base: str, properties: Mapping[str, Any]) -> bytes:
    head: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    if base:
        head["$id"] = f"{base}schema/{name}.json"
    return _written({**head, "title": title, **_object(**properties)})
