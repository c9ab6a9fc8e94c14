"""Which of many places in a text share characters with another, without trying them all."""

from bisect import bisect_left
from collections.abc import Sequence

from models.inference.results import Span


class Crossings:
    """Places to be asked about."""

    def __init__(self, places: Sequence[Span]) -> None:
        self._sorted = sorted((*place, at) for at, place in enumerate(places))
        self._starts = [start for start, _, _ in self._sorted]
        self._longest = max((end - start for start, end in places), default=0)

    def at(self, start: int, end: int) -> list[int]:
        """Return where in the places given those stand that cross start to end, in text order."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, end)
        return [at for _, stop, at in self._sorted[first:last] if stop > start]
