"""Does an answer fit GitHub's published schema? Judged by githubkit's models of it.

The models are loaded when first used: one by one, for all together take a while to build.
"""

import functools
import re
from typing import Any

from pydantic import TypeAdapter, ValidationError


@functools.cache
def adapter(name: str) -> TypeAdapter:
    """Return what judges a model by its name, a list of it, or one of two."""
    from githubkit_schemas.latest import models

    inner = re.fullmatch(r"list\[(\w+)\]", name)
    if inner:
        return TypeAdapter(list[getattr(models, inner[1])])
    first, *others = (getattr(models, one) for one in name.split("|"))
    kind: Any = first
    for other in others:
        kind = kind | other
    return TypeAdapter(kind)


def check(name: str, data: Any) -> None:
    """Fail the test if this is no answer that GitHub could give."""
    try:
        adapter(name).validate_python(data)
    except ValidationError as error:
        raise AssertionError(f"the fake's answer is no {name}: {error}") from None


def check_webhook(event: str, payload: dict) -> None:
    """Fail the test if this is no webhook that GitHub could send."""
    words = [*event.split("_"), *payload.get("action", "").split("_")]
    check("Webhook" + "".join(word.capitalize() for word in words), payload)
