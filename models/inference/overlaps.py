"""Which of some spans overlap a stretch of the text, found without looking at all of them."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from models.inference.results import Span


class Overlaps:
    """Spans in order of their starts, asked which of them a stretch touches.

    They may nest and cross. Asking costs what it finds, and what lies inside a span that it finds.
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        """Take spans, sorted by start."""
        self._spans = list(spans)
        self._starts = [start for start, _ in self._spans]
        # How far the spans up to each one reach at most: one before that reach has ended.
        self._reach = list(accumulate((end for _, end in self._spans), max))

    def any(self, start: int, end: int) -> bool:
        """Whether a span overlaps ``start`` to ``end``."""
        number = bisect_left(self._starts, end)
        return number > 0 and self._reach[number - 1] > start

    def numbers(self, start: int, end: int) -> list[int]:
        """Return the numbers of the spans that overlap ``start`` to ``end``, in order."""
        number = bisect_left(self._starts, end) - 1
        found: list[int] = []
        while number >= 0 and self._reach[number] > start:
            if self._spans[number][1] > start:
                found.append(number)
            number -= 1
        return found[::-1]
