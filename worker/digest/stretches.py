"""Stretches of the text, asked whether something meets them. Asking takes no time to speak of."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from models.inference.results import Span


class Stretches:
    """Some spans of a text, those that overlap made one."""

    def __init__(self, spans: Iterable[Span]) -> None:
        """Take the spans in any order."""
        self._spans: list[Span] = []
        for start, end in sorted(spans):
            if self._spans and start <= self._spans[-1][1]:
                self._spans[-1] = (self._spans[-1][0], max(end, self._spans[-1][1]))
            else:
                self._spans.append((start, end))

    def __iter__(self) -> Iterator[Span]:
        """Go through them in order."""
        return iter(self._spans)

    def meet(self, start: int, end: int) -> bool:
        """Whether any of them shares a character with ``start`` to ``end``."""
        number = bisect_right(self._spans, start, key=lambda span: span[1])
        return number < len(self._spans) and self._spans[number][0] < end

    def around(self, offset: int) -> Span | None:
        """Return the one that ``offset`` stands in."""
        number = bisect_right(self._spans, offset, key=lambda span: span[0]) - 1
        if number >= 0 and offset < self._spans[number][1]:
            return self._spans[number]
        return None

    def near(self, start: int, end: int, distance: int) -> list[Span]:
        """Return the nearest before and the nearest after, if at most ``distance`` away."""
        after = bisect_left(self._spans, end, key=lambda span: span[0])
        before = bisect_right(self._spans, start, key=lambda span: span[1]) - 1
        found = []
        if before >= 0 and start - self._spans[before][1] <= distance:
            found.append(self._spans[before])
        if after < len(self._spans) and self._spans[after][0] - end <= distance:
            found.append(self._spans[after])
        return found
