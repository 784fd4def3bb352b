"""JSON Schemas of what people write by hand: registry files and the configuration.

Editors complete and complain by them. They are made of the very models that read the files, so
they cannot differ; what a key means is told by the text below it in the model.

https://json-schema.org/draft/2020-12 · https://github.com/redhat-developer/yaml-language-server
"""

import ast
import inspect
import json
import re
import sys
from functools import cache
from itertools import pairwise
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, models_json_schema

from wgbot.checks import runner
from wgbot.community import config
from wgbot.community.config import Config
from wgbot.files.tree import Tree
from wgbot.registry.group import Group

REGISTRY = "schema/registry.json"
CONFIGURATION = "schema/configuration.json"
"""Where the website has them, and a repository that keeps a copy."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas(base: str = "") -> dict[str, bytes]:
    """Return the schemas by their paths in the website at *base*."""
    return {
        REGISTRY: _written(Group, "A group, in the registry", base + REGISTRY if base else ""),
        CONFIGURATION: _written(
            Config, "wgbot's configuration", base + CONFIGURATION if base else ""
        ),
    }


def comment(address: str) -> str:
    """Return the line by which a YAML file names its schema to editors."""
    return f"# yaml-language-server: $schema={address}\n"


def first_line(settings: Config, tree: Tree, path: str) -> str:
    """Return the line with which wgbot begins the file at *path*, so that it names its schema.

    The website's, where the configuration says where that is; else the repository's own copy. With
    neither there is no line: an editor would complain of a schema that it cannot find.
    """
    name = CONFIGURATION if path == config.PATH else REGISTRY
    if settings.site.url:
        return comment(settings.site.url + name)
    folder, _, file = name.rpartition("/")
    if file in tree.entries(folder) and settings.is_in_second(path) == settings.is_in_second(name):
        return comment("../" * path.count("/") + name)
    return ""


def _written(model: type[BaseModel], title: str, address: str) -> bytes:
    schema = _plain(model)
    head = {"$schema": _DIALECT, **({"$id": address} if address else {}), "title": title}
    return (json.dumps({**head, **schema}, ensure_ascii=False, indent=2) + "\n").encode()


@cache
def _plain(model: type[BaseModel]) -> dict[str, Any]:
    """Return the schema of a model, with each key's meaning and without pydantic's own titles."""
    mode: JsonSchemaMode = "validation"
    _, schema = models_json_schema([(model, mode)], schema_generator=_Described)
    parts = schema.get("$defs", {})
    top = dict(parts.pop(model.__name__))
    if parts:
        top["$defs"] = {name: parts[name] for name in sorted(parts)}
    _tidy(top)
    return top


class _Described(GenerateJsonSchema):
    """Tells of each key what the model's source says below it."""

    def model_schema(self, schema: Any) -> Any:
        made = super().model_schema(schema)
        described = _meanings(schema["cls"])
        for key, part in made.get("properties", {}).items():
            meaning = described.get(key)
            if meaning and "description" not in part:
                part["description"] = meaning
        return made

    def default_schema(self, schema: Any) -> Any:
        # The default of a part is its parts' defaults.
        made = super().default_schema(schema)
        if isinstance(made.get("default"), dict):
            made.pop("default")
        return made


def _tidy(schema: Any) -> None:
    if isinstance(schema, list):
        for each in schema:
            _tidy(each)
    if not isinstance(schema, dict):
        return
    if "type" in schema or "$ref" in schema or "anyOf" in schema or "const" in schema:
        if isinstance(schema.get("title"), str):
            del schema["title"]
        if schema.get("default", ...) is None:
            del schema["default"]
    for each in schema.values():
        _tidy(each)


def _meanings(model: type[BaseModel]) -> dict[str, str]:
    """Read from a model's source what is below each key; for the checks, what each demands."""
    if model is runner.Settings:
        return {name: runner.summary(name) for name in runner.CHECKS}
    meanings = {}
    for item, below in pairwise(_body(model)):
        if (
            isinstance(item, ast.AnnAssign)
            and isinstance(item.target, ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
            and isinstance(below.value.value, str)
        ):
            meanings[item.target.id] = " ".join(below.value.value.split())
    return meanings


def _body(model: type[BaseModel]) -> list[ast.stmt]:
    """Return what stands in the class of a model, as Python; only that part of its module is parsed."""
    begin = rf"^class {re.escape(model.__name__)}\b"
    found = re.search(
        rf"{begin}.*?(?=^[^\s)]|\Z)", _source(model.__module__), re.DOTALL | re.MULTILINE
    )
    top = ast.parse(found[0]).body[0] if found else None
    return top.body if isinstance(top, ast.ClassDef) else []


@cache
def _source(module: str) -> str:
    try:
        return inspect.getsource(sys.modules[module])
    except (OSError, TypeError, KeyError):
        return ""
