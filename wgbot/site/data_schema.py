"""The JSON Schemas of what `data` writes."""

from collections.abc import Mapping
from typing import Any, get_args

from wgbot.registry.group import EndReason, FieldType, Group, GroupStatus
from wgbot.registry.meetings.meeting import Meeting
from wgbot.site.data import LISTED, VERSION, as_lines
from wgbot.site.events import Kind

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
_SUMMARY = {
    "slug": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
    **{
        field.key: {
            **(_TEXT if Group.model_fields[field.key].is_required() else _SHAPES[field.type]),
            **({"description": _MEANINGS[field.key]} if field.key in _MEANINGS else {}),
        }
        for field in LISTED
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
    return as_lines({**head, "title": title, **_object(**properties)})
