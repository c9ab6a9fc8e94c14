"""Two readings of one picture, prepared in two ways, made one: at each place the surer words."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from worker.extract.ocr.engine import Found

_OTHERS = 1_000_000
_ALONE = 0.6
"""How sure a word must be that only one of two readings has."""


def surer(first: Sequence[Found], second: Sequence[Found]) -> list[Found]:
    """Return the words of ``first`` with those of ``second`` where these are surer.

    Both are in the pixels of the same picture. Words that lie on each other make a place; where
    the readings part a place into words differently, it is taken whole from one of them.
    """
    kept: list[Found] = []
    for ours, theirs in _places(first, second):
        if not theirs:
            kept += [word for word in ours if word.confidence >= _ALONE or not second]
        elif not ours:
            # The second reading counts its lines for itself: they must not mix with the first's.
            kept += [_moved(w, w.line[0] + _OTHERS) for w in theirs if w.confidence >= _ALONE]
        elif _sureness(theirs) > _sureness(ours):
            line = ours[0].line
            kept += [Found(w.text, w.x0, w.top, w.x1, w.bottom, w.confidence, line) for w in theirs]
        else:
            kept += ours
    return kept


def _moved(word: Found, block: int) -> Found:
    return replace(word, line=(block, *word.line[1:]))


def _sureness(words: Sequence[Found]) -> float:
    letters = sum(len(word.text) for word in words)
    return sum(len(word.text) * word.confidence for word in words) / letters


def _places(
    first: Sequence[Found], second: Sequence[Found]
) -> list[tuple[list[Found], list[Found]]]:
    """Gather the words of both readings that lie on each other."""
    words = [*first, *second]
    leads = list(range(len(words)))

    def lead(at: int) -> int:
        while leads[at] != at:
            leads[at] = leads[leads[at]]
            at = leads[at]
        return at

    rows: dict[int, list[int]] = defaultdict(list)
    for at, word in enumerate(second, start=len(first)):
        for row in range(int(word.top) // 64, int(word.bottom) // 64 + 1):
            rows[row].append(at)
    for at, word in enumerate(first):
        near = {
            other
            for row in range(int(word.top) // 64, int(word.bottom) // 64 + 1)
            for other in rows[row]
        }
        for other in near:
            if _on_each_other(word, words[other]):
                leads[lead(other)] = lead(at)
    places: dict[int, tuple[list[Found], list[Found]]] = {}
    for at, word in enumerate(words):
        places.setdefault(lead(at), ([], []))[at >= len(first)].append(word)
    return list(places.values())


def _on_each_other(one: Found, other: Found) -> bool:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    narrower = min(one.x1 - one.x0, other.x1 - other.x0)
    lower = min(one.bottom - one.top, other.bottom - other.top)
    return across > 0.3 * narrower and down > 0.4 * lower
