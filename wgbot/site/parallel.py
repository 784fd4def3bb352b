"""Work on many things, on all processors. An edge: it starts processes."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

LEAST = 500
"""The fewest things for which it is worth to start processes."""
MOST = 8
_PARTS = 4
"""How many parts each process gets, so that none waits long for another."""

Thing = TypeVar("Thing")
Done = TypeVar("Done")

Watch = Callable[[int, int], None]
"""Hears how much is done, and of how much."""

_WORK: list[tuple[Callable[[Any], Any], Sequence[Any]]] = []
"""What a copy of this process works on."""


def parallel_map(
    make: Callable[[Thing], Done], things: Sequence[Thing], watch: Watch | None = None
) -> Iterable[Done]:
    """Make something of each of *things*, in their order, as `map` does.

    On one processor where there are few, or where a process cannot be copied as it is. *watch* hears
    how many are made, where there are many.
    """
    number = min(os.cpu_count() or 1, MOST)
    can_copy = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    if number < 2 or len(things) < LEAST or not can_copy:
        return map(make, things)
    size = -(-len(things) // (number * _PARTS))
    parts = [range(at, min(at + size, len(things))) for at in range(0, len(things), size)]
    # Copies of this process have all that there is; only what they made has to be handed over.
    copies = multiprocessing.get_context("fork")
    made: list[Done] = []
    with copies.Pool(number, _begin, (make, things)) as pool:
        for part in pool.imap(_part, parts):
            made += part
            if watch:
                watch(len(made), len(things))
    return made


def _begin(make: Callable[[Any], Any], things: Sequence[Any]) -> None:
    _WORK.append((make, things))


def _part(part: range) -> list[Any]:
    make, things = _WORK[-1]
    return [make(things[place]) for place in part]
