"""Values of any kind as answers of a charter: text, or a list of texts, without what is private."""

from typing import Any

from wgbot.setup.importers import parts, person, vocabulary


def text(value: Any) -> str:
    """Return a value as one text."""
    return (
        ", ".join(map(parts.told, value))
        if isinstance(value, list)
        else (parts.block(value) if isinstance(value, str) else parts.told(value))
    )


def answer(value: Any) -> str | tuple[str, ...]:
    """Return a value as an answer of the charter: text, or a list of texts."""
    if isinstance(value, list):
        return tuple(said for each in value if (said := _flat(each)))
    if isinstance(value, dict):
        if {"github", "login", "name"} & set(value):
            return _flat(value)
        return tuple(
            f"{name}: {said}"
            for name, each in value.items()
            if not vocabulary.is_key_private(name) and (said := _flat(each))
        )
    return parts.block(value)


def _flat(value: Any) -> str:
    """Return a value in one line, without what is private."""
    if isinstance(value, dict):
        return _flat_mapping(
            {key: each for key, each in value.items() if each not in (None, "", [], {})}
        )
    if isinstance(value, list):
        return ", ".join(said for each in value if (said := _flat(each)))
    return parts.line(value)


def _flat_mapping(value: dict[str, Any]) -> str:
    """Return a mapping in one line: what has a name begins with it."""
    someone = person.given(value) if {"github", "login"} & set(value) else None
    if someone and someone.person and someone.person.github:
        name = someone.person.name
        return f"{name} (@{someone.person.github})" if name else f"@{someone.person.github}"
    head, about = (parts.line(value.get(key)) for key in ("name", "description"))
    rest = "; ".join(
        f"{key}: {said}"
        for key, each in value.items()
        if not (vocabulary.is_key_private(key) or (head and key in ("name", "description")))
        and (said := _flat(each))
    )
    if not head:
        return rest
    return f"{head}{f' ({about})' if about else ''}{f': {rest}' if rest else ''}"
