"""Every pattern that the package searches texts with, and texts that are hard on it.

A pattern is found where it is a module's constant, alone or in something, or where it stands in a
call such as `re.sub(…)`. What is hard on a pattern is made of the pattern itself: what it begins
with again and again, what repeats in it for as long as there is room, and then not what has to
follow.
"""

import ast
import importlib
import pkgutil
import re
import re._parser as parser
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import wgbot

FOLDER = Path(wgbot.__file__).parent
_METHODS = ("search", "match", "fullmatch", "sub", "split", "findall", "finditer")
_WRONG = "\0"


@dataclass(frozen=True)
class Used:
    """A pattern, where it is, and what is done with it."""

    where: str
    pattern: re.Pattern
    methods: tuple[str, ...]

    @property
    def name(self):
        """Return what it is called, without its number there."""
        return self.where.partition("[")[0]


def modules():
    """Return every module of the package, by name."""
    return {
        each.name: importlib.import_module(each.name)
        for each in pkgutil.walk_packages(wgbot.__path__, "wgbot.")
        if not each.name.endswith("__main__")
    }


def patterns():
    """Return every pattern, and the places of those that are only made while it runs."""
    found, unknown = [], []
    for name, module in modules().items():
        tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
        for key, value in vars(module).items():
            for number, pattern in enumerate(_inside(value)):
                methods = _called(tree, key) or _METHODS
                found.append(Used(f"{name}.{key}[{number}]", pattern, methods))
        for call in ast.walk(tree):
            if not _is_of_re(call, (*_METHODS, "compile")):
                continue
            where = f"{name}:{call.lineno}"
            try:
                source = compile(ast.Expression(call.args[0]), name, "eval")
                given = eval(source, vars(module))
                flags = _flags(call, vars(module))
            except NameError:
                unknown.append(f"{name}: {ast.unparse(call.args[0])}")
            else:
                if call.func.attr != "compile":
                    found.append(Used(where, re.compile(given, flags), (call.func.attr,)))
    # Bytes are files of wgbot's own.
    found = [each for each in found if isinstance(each.pattern.pattern, str)]
    unique = {(each.pattern, each.methods): each for each in found}
    return list(unique.values()), unknown


def _is_of_re(node, names):
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr in names
    )


def _flags(call, names):
    last = [each for each in call.args[1:] if "re." in ast.unparse(each)]
    given = [each.value for each in call.keywords if each.arg == "flags"] + last
    flags = 0
    for each in given:
        flags |= eval(compile(ast.Expression(each), "flags", "eval"), names)
    return flags


def _inside(value, depth=3):
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, Mapping):
        for each in value.values():
            yield from _inside(each, depth - 1)
    elif depth and isinstance(value, tuple | list | frozenset | set):
        for each in value:
            yield from _inside(each, depth - 1)


def _called(tree, key):
    """Return what is done with a constant in its module."""
    names = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == key
    }
    return tuple(sorted(names & set(_METHODS)))


def texts(pattern, size):
    """Yield texts of that size that are hard on *pattern*."""
    seen = set()
    for start, pump in _hard(pattern):
        if not pump or (start, pump) in seen:
            continue
        seen.add((start, pump))
        for end in (_WRONG, "a", ""):
            room = max(1, size - len(start) - len(end))
            yield start + (pump * (room // len(pump) + 1))[:room] + end


def _hard(pattern):
    yield from (("", each) for each in (" ", "\n", "a", "0", "<", "/", ".", "a b\n", "\r\n", "-"))
    parsed = parser.parse(pattern.pattern, pattern.flags)
    yield from _of(list(parsed), "")


def _of(items, before):
    """Yield what can be repeated after what: each beginning, and each thing that repeats."""
    here = before
    for number, item in enumerate(items):
        sample = _sample([item])
        yield before, here[len(before) :] + sample
        yield "", here + sample
        for inner in _parts(item):
            yield from _of(inner, here)
            yield here, _sample(inner)
            yield here, _sample(inner, other=True)
            rest = _sample(items[number + 1 :])
            yield here, _sample(inner) + rest[:-1]
        here += sample


def _parts(item):
    kind, value = str(item[0]), item[1]
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        yield list(value[2])
    elif kind == "SUBPATTERN":
        yield list(value[3])
    elif kind == "ATOMIC_GROUP":
        yield list(value)
    elif kind == "BRANCH":
        yield from (list(each) for each in value[1])
    elif kind in ("ASSERT", "ASSERT_NOT"):
        yield list(value[1])


def _sample(items: Iterable, other=False):
    """Return a text that fits, as far as that is simple."""
    return "".join(_one(item, other) for item in items)


def _one(item, other):
    kind, value = str(item[0]), item[1]
    if kind == "LITERAL":
        return chr(value)
    if kind == "NOT_LITERAL":
        return "a" if value != ord("a") else "b"
    if kind == "ANY":
        return "b" if other else "a"
    if kind == "IN":
        return _of_set(value, other)
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, inner = value
        return _sample(inner, other) * min(max(least, 1 if most else 0), 50)
    if kind == "SUBPATTERN":
        return _sample(value[3], other)
    if kind == "ATOMIC_GROUP":
        return _sample(value, other)
    if kind == "BRANCH":
        return _sample(value[1][-1 if other else 0], other)
    return ""


_CATEGORIES = {
    "CATEGORY_DIGIT": "7",
    "CATEGORY_SPACE": " ",
    "CATEGORY_WORD": "a",
    "CATEGORY_NOT_DIGIT": "a",
    "CATEGORY_NOT_SPACE": "a",
    "CATEGORY_NOT_WORD": "-",
}


def _of_set(items, other):
    negated = str(items[0][0]) == "NEGATE"
    members = items[1:] if negated else items
    fits = []
    for kind, value in members:
        if str(kind) == "LITERAL":
            fits.append(chr(value))
        elif str(kind) == "RANGE":
            fits.append(chr(value[0]))
        elif str(kind) == "CATEGORY":
            fits.append(_CATEGORIES[str(value)])
    if not negated:
        return fits[-1 if other else 0]
    pattern = re.compile(f"[{''.join(map(re.escape, fits))}]") if fits else None
    choices = "<(-" if other else "ax0-@(<"
    return next((each for each in choices if not pattern or not pattern.match(each)), "§")
