"""Whether the pages that are being read were scanned: their printed words may be misread more."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import TypeVar

_Found = TypeVar("_Found")
_SCANNED: ContextVar[bool] = ContextVar("scanned", default=False)


@contextmanager
def reading(scanned: bool) -> Iterator[None]:
    """Read what is read within as ``scanned`` pages, or as pages of a text layer."""
    token = _SCANNED.set(scanned)
    try:
        yield
    finally:
        _SCANNED.reset(token)


def is_scan() -> bool:
    """Whether scanned pages are being read."""
    return _SCANNED.get()


def kept(function: Callable[[str], _Found]) -> Callable[[str], _Found]:
    """Keep what ``function`` answers for a line, apart for scans and for other pages."""

    @lru_cache(maxsize=4096)
    def answer(line: str, _scanned: bool) -> _Found:
        return function(line)

    @wraps(function)
    def ask(line: str) -> _Found:
        return answer(line, _SCANNED.get())

    return ask
