"""What pydantic finds, in words for somebody who edits a YAML file."""

from typing import Annotated, Literal

import pytest
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from wgbot.files import validation, yaml
from wgbot.text.problems import Problem


def _odd(_: str) -> str:
    raise ValueError("is {odd} <b>@ada</b> #12")


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    number: int = 0


class Outer(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    text: str = ""
    either: str | list[str] = ""
    switch: Literal[False] | Inner = False
    inner: list[Inner] = []
    odd: Annotated[str, AfterValidator(_odd)] = ""


def problems(text: str) -> list[Problem]:
    document = yaml.load(text.encode())
    with pytest.raises(ValidationError) as caught:
        Outer.model_validate(document.value)
    return list(validation.problems_of(caught.value, "registry", "a.yml", document))


def test_every_problem_has_its_place():
    found = problems("text: 1\ninner:\n  - number: 1\n  - number: x\n    more: y\nend: z\n")
    assert [(problem.path, problem.line, problem.field) for problem in found] == [
        ("a.yml", 1, "text"),
        ("a.yml", 4, "inner"),
        ("a.yml", 5, "inner"),
        ("a.yml", 6, "end"),
    ]
    assert found[1].message() == "`inner.2.number` has to be a whole number."


def test_of_a_value_of_several_kinds_one_problem_is_told():
    assert [problem.message() for problem in problems("either: 3")] == [
        "`either` has to be text, but YAML reads this as something else."
    ]
    assert [problem.message() for problem in problems("either: [3]")] == [
        "`either.1` has to be text, but YAML reads this as something else."
    ]
    assert [problem.line for problem in problems("switch:\n  number: x")] == [2]


def test_w01_a_message_fills_nothing_in_and_marks_nothing_up():
    shown = problems("odd: x")[0].message()
    assert shown == "`odd` is odd b ada b 12."


def test_c04_a_strangers_key_is_shown_as_code():
    shown = problems("'<b>@ada #1 {x}': 1")[0].message()
    assert shown.startswith("`<b>@\u200bada #\u200b1 {x}` isn't a known key")


def test_s03_the_number_of_problems_is_bounded():
    assert len(problems("".join(f"k{n}: 1\n" for n in range(9000)))) == validation.MOST
