"""Many frozen dataclass instances at a time.

A page has hundreds of words, and each word is several frozen objects. Made one by one they cost
more than reading the page does: a frozen class sets each of its fields through a call of its own.
Here the same fields are set column by column, without a step of Python in between.
"""

import gc
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import repeat
from typing import Any, TypeVar

_T = TypeVar("_T")


def made(kind: type[_T], count: int, **columns: Iterable[Any]) -> list[_T]:
    """Return ``count`` instances of a slotted dataclass.

    ``columns`` holds the values of every field, in order; ``kind`` has no ``__post_init__`` and no
    field is left out.
    """
    new: list[_T] = list(map(object.__new__, repeat(kind, count)))
    for name, values in columns.items():
        # The slot itself, past the guard that keeps finished instances from being changed.
        deque(map(getattr(kind, name).__set__, new, values), maxlen=0)
    return new


@contextmanager
def uncollected() -> Iterator[None]:
    """Let no garbage be looked for meanwhile: for work that makes many objects and no cycles.

    The collector would go over all of them again and again, and find nothing.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
