"""Where the words of one text stand in another that says nearly the same."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

_WORD = re.compile(r"\S+")
# Words in a row that mark a place, where they occur once in each text.
_IN_A_ROW = 4
# Comparing every word with every other takes the product of their numbers.
_MOST_PAIRS = 100_000
# Words that may have come in among others before these are no longer taken for the same place.
_MORE = 6

Stretch = tuple[int, int, int]
"""So many words in a row that are alike: their first in the one, in the other, and how many."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Differing:
    """Words of the one text that read otherwise in the other; either side may be empty.

    ``then`` and ``now`` are (start, end) in code points, from the first word's start to the last
    word's end; where a side is empty, both are the place where the words would stand.
    """

    then: tuple[int, int]
    now: tuple[int, int]


class Followed:
    """Two texts, word by word. How words are spaced and where lines end makes no difference."""

    def __init__(self, then: str, now: str) -> None:
        """Compare ``then`` with ``now``."""
        self._then = [match.span() for match in _WORD.finditer(then)]
        self._now = [match.span() for match in _WORD.finditer(now)]
        words = [then[start:end] for start, end in self._then]
        others = [now[start:end] for start, end in self._now]
        self._stretches = list(_joined(_alike(words, others)))

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where the words ``then[start:end]`` stand now; None where they read otherwise."""
        first, last = self._word_at(start), self._word_at(end - 1)
        if first is None or last is None:
            return None
        begins, beside, length = self._stretch_at(first)
        if last >= begins + length:
            return None
        head, tail = self._now[first - begins + beside], self._now[last - begins + beside]
        return head[0] + start - self._then[first][0], tail[0] + end - self._then[last][0]

    def near(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where in the other text words must stand that may read otherwise there.

        None where nothing stands there, or so much more that no place is meant.
        """
        first, last = self._word_at(start), self._word_at(end - 1)
        if first is None or last is None:
            return None
        begins, beside, length = self._stretch_at(first)
        head = beside + min(first - begins, length)
        at = bisect_right(self._stretches, last, key=lambda stretch: stretch[0])
        begins, beside, length = self._stretch_at(last)
        if last < begins + length:
            tail = last - begins + beside + 1
        else:
            tail = self._stretches[at][1] if at < len(self._stretches) else len(self._now)
        if not 0 < tail - head <= 2 * (last - first + 1) + _MORE:
            return None
        return self._now[head][0], self._now[tail - 1][1]

    def towards(self, offset: int) -> int:
        """Return about where in the other text a place of this one would be."""
        if not self._now:
            return 0
        word = max(0, bisect_right(self._then, offset, key=lambda span: span[0]) - 1)
        begins, beside, length = self._stretch_at(word)
        return self._now[min(beside + min(word - begins, length), len(self._now) - 1)][0]

    @cached_property
    def differing(self) -> tuple[Differing, ...]:
        """Every place where the words are not the same, in order."""
        found: list[Differing] = []
        at = other = 0
        ending = (len(self._then), len(self._now), 0)
        for begins, beside, length in [*self._stretches, ending]:
            if begins > at or beside > other:
                then = _stretch(self._then, at, begins)
                found.append(Differing(then=then, now=_stretch(self._now, other, beside)))
            at, other = begins + length, beside + length
        return tuple(found)

    def _stretch_at(self, word: int) -> Stretch:
        """Return the last stretch that begins at a word or before it; an empty one without any."""
        at = bisect_right(self._stretches, word, key=lambda stretch: stretch[0]) - 1
        return self._stretches[at] if at >= 0 else (0, 0, 0)

    def _word_at(self, offset: int) -> int | None:
        at = bisect_right(self._then, offset, key=lambda span: span[0]) - 1
        return at if at >= 0 and offset < self._then[at][1] else None


def _stretch(words: Sequence[tuple[int, int]], first: int, end: int) -> tuple[int, int]:
    if end > first:
        return words[first][0], words[end - 1][1]
    place = words[first][0] if first < len(words) else words[-1][1] if words else 0
    return place, place


def _alike(then: Sequence[str], now: Sequence[str]) -> Iterator[Stretch]:
    """Yield stretches of words that are the same in both, in order in both."""
    head = _shared(then, now)
    tail = _shared(then[head:][::-1], now[head:][::-1])
    yield 0, 0, head
    middle, other = then[head : len(then) - tail], now[head : len(now) - tail]
    at = beside = 0
    marks = _marks(middle, other) if len(middle) * len(other) > _MOST_PAIRS else []
    for begins, stands in [*marks, (len(middle), len(other))]:
        if begins < at or stands < beside:
            continue
        for a, b, length in _compared(middle[at:begins], other[beside:stands]):
            yield head + at + a, head + beside + b, length
        if begins < len(middle):
            yield head + begins, head + stands, 1
        at, beside = begins + 1, stands + 1
    yield len(then) - tail, len(now) - tail, tail


def _shared(then: Sequence[str], now: Sequence[str]) -> int:
    """Return how many words both begin with alike."""
    count = 0
    for one, other in zip(then, now, strict=False):
        if one != other:
            break
        count += 1
    return count


def _compared(then: Sequence[str], now: Sequence[str]) -> Iterator[Stretch]:
    # Far too many words that read otherwise: they are shown as one stretch.
    if not then or not now or len(then) * len(now) > _MOST_PAIRS:
        return
    matcher = SequenceMatcher(None, then, now, autojunk=False)
    yield from ((a, b, size) for a, b, size in matcher.get_matching_blocks() if size)


def _marks(then: Sequence[str], now: Sequence[str]) -> list[tuple[int, int]]:
    """Return places that are surely the same: words in a row that each text has once, in order."""
    once, others = _single(then), _single(now)
    pairs = sorted((at, others[row]) for row, at in once.items() if row in others)
    # The longest run of them that keeps its order in both.
    ends: list[int] = []
    last: list[int] = []
    before = [-1] * len(pairs)
    for number, (_, beside) in enumerate(pairs):
        length = bisect_left(ends, beside)
        before[number] = last[length - 1] if length else -1
        ends[length : length + 1] = [beside]
        last[length : length + 1] = [number]
    marks: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        marks.append(pairs[number])
        number = before[number]
    return marks[::-1]


def _single(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    places: dict[tuple[str, ...], int] = {}
    for at in range(len(words) - _IN_A_ROW + 1):
        row = tuple(words[at : at + _IN_A_ROW])
        places[row] = -1 if row in places else at
    return {row: at for row, at in places.items() if at >= 0}


def _joined(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    """Join stretches that follow one another in both texts; leave empty ones out."""
    open_now: Stretch | None = None
    for begins, beside, length in stretches:
        if not length:
            continue
        if open_now and (open_now[0] + open_now[2], open_now[1] + open_now[2]) == (begins, beside):
            open_now = (open_now[0], open_now[1], open_now[2] + length)
            continue
        if open_now:
            yield open_now
        open_now = (begins, beside, length)
    if open_now:
        yield open_now
