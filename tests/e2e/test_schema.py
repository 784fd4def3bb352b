"""Is the fake GitHub's GraphQL a part of GitHub's? Its schema, held against the published one."""

from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    build_schema,
    is_required_argument,
    is_required_input_field,
)

from tests.fakegithub.graphql_schema import SDL

PUBLISHED = Path(__file__).parent / "node_modules/@octokit/graphql-schema/schema.graphql"


@pytest.fixture(scope="module")
def published():
    # It names a few fields twice, which the specification does not allow.
    return build_schema(PUBLISHED.read_text(encoding="utf-8"), assume_valid_sdl=True)


def names(kind):
    """Return what a type may be, or has to be."""
    if isinstance(kind, GraphQLEnumType):
        return set(kind.values)
    if isinstance(kind, GraphQLUnionType):
        return {one.name for one in kind.types}
    return {one.name for one in getattr(kind, "interfaces", ())}


def shape(field, required):
    """Return a field's type and arguments, those that it cannot do without marked."""
    arguments = getattr(field, "args", {}).items()
    taken = {k: (str(a.type), repr(a.default_value)) for k, a in arguments}
    return str(field.type), taken, {k for k, a in arguments if required(a)}


def test_every_type_is_a_part_of_githubs(published):
    known = published.type_map
    for name, mine in build_schema(SDL).type_map.items():
        if name.startswith("__"):
            continue
        theirs = known.get(name)
        assert type(theirs) is type(mine), name
        assert names(mine) <= names(theirs), name
        if not isinstance(mine, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            continue
        for field, it in mine.fields.items():
            assert field in theirs.fields, f"{name}.{field}"
            kind, taken, needed = shape(it, is_required_argument)
            kind_there, taken_there, needed_there = shape(
                theirs.fields[field], is_required_argument
            )
            assert kind == kind_there, f"{name}.{field}"
            assert taken.items() <= taken_there.items(), f"{name}.{field}"
            assert needed == needed_there, f"{name}.{field}"
        if isinstance(mine, GraphQLInputObjectType):
            needed = {k for k, f in theirs.fields.items() if is_required_input_field(f)}
            assert needed <= mine.fields.keys(), name
