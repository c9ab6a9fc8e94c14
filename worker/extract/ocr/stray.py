"""Specks, folds and strokes of a pen that the engine took for words, in lines of their own."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import mean, median

from worker.extract.layout import Line

_FEW, _UNSURE = 2, 0.75
_EDGE = 1.5
"""A line begins at the edge of its column where it is at most so many letters' heights from it."""


def put_beside(lines: Sequence[Line]) -> list[Line]:
    """Return ``lines`` with those marked as ``beside`` that are hardly words of the page's text.

    They are kept, and told where they cut no sentence.
    """
    if len(lines) < 2:
        return list(lines)
    edge = median(line.x0 for line in lines)
    return [replace(line, beside=True) if _is_stray(line, edge) else line for line in lines]


def _is_stray(line: Line, edge: float) -> bool:
    if not any(map(str.isalnum, line.text)):
        return True
    unsure = mean(word.confidence or 0.0 for word in line.words) < _UNSURE
    indented = abs(line.x0 - edge) > _EDGE * line.size
    return unsure and indented and len(line.words) <= _FEW
