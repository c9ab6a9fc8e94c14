"""Sentences without end: parted at semicolons, or else where a new clause sets in."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from models.inference.quotations import quotations
from models.inference.results import Span
from models.inference.surfaces import trimmed, words

# A longer run-on may be parted at its semicolons, and where nothing else parts it at "and then".
MOST_WORDS = 120
_FEWEST_IN_A_PART = 25
_RUN_ON = re.compile(
    r"(?<=\s)(?:and\s+then|then|and\s+so|so\s+then|and|but|so|when|anyway|after\s+that)\s+"
    r"(?:(?:he|she|they|we|the|my|it)\s|i(?:['\u2019]\w+)?\s)",
    re.IGNORECASE,
)


def parted(text: str, start: int, end: int) -> list[Span]:
    """Part a run-on at semicolons outside quotations, or else where a new clause sets in."""
    # Each word but the last takes two characters or more: few sentences have to be counted.
    if end - start < 2 * MOST_WORDS or words(text[start:end]) <= MOST_WORDS:
        return [(start, end)]
    surface = text[start:end]
    quoted = quotations(text, start, end)
    semicolons = [match.end() for match in re.finditer(r";\s+", surface)]
    pieces = _cut_at(text, start, end, semicolons, quoted)
    parted: list[Span] = []
    for left, right in pieces:
        if words(text[left:right]) <= MOST_WORDS:
            parted.append((left, right))
            continue
        clauses = _clauses(text, left, right)
        parted.extend(_cut_at(text, left, right, clauses, quoted))
    return parted


def _clauses(text: str, start: int, end: int) -> list[int]:
    """Return where a run-on may be cut so that no part is a scrap, counted from ``start``."""
    surface = text[start:end]
    clauses: list[int] = []
    last, left = 0, words(surface)
    for match in _RUN_ON.finditer(surface):
        before = words(surface[last : match.start()])
        if before >= _FEWEST_IN_A_PART:
            left -= before
            if left < _FEWEST_IN_A_PART:
                break
            clauses.append(match.start())
            last = match.start()
    return clauses


def _cut_at(
    text: str, start: int, end: int, places: Sequence[int], quoted: Sequence[Span]
) -> list[Span]:
    """Cut at places outside quotations, counted from ``start``."""
    openings = [left for left, _ in quoted]

    def outside(place: int) -> bool:
        number = bisect_left(openings, place) - 1
        return number < 0 or place > quoted[number][1]

    cuts = [start + place for place in places if outside(start + place)]
    pieces = [trimmed(text, left, right) for left, right in pairwise([start, *cuts, end])]
    return [piece for piece in pieces if piece[0] < piece[1]]
