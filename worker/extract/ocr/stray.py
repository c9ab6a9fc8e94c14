"""Specks, folds and strokes of a pen that the engine took for signs, in lines of their own."""

from collections.abc import Sequence
from dataclasses import replace

from worker.extract.layout import Line


def put_beside(lines: Sequence[Line]) -> list[Line]:
    """Return ``lines`` with those marked as ``beside`` that hold no letter and no figure.

    They are kept, and told where they cut no sentence. A word stays where it stands, however
    unsure the engine is of it: a "not" that was written in between is read badly too.
    """
    if len(lines) < 2:
        return list(lines)
    return [line if _holds_words(line) else replace(line, beside=True) for line in lines]


def _holds_words(line: Line) -> bool:
    return any(map(str.isalnum, line.text))
