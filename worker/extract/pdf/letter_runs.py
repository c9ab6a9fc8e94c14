"""Letters that were drawn one after the other, a word at a time, and what they stand on."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from worker.extract.layout import Rect
from worker.extract.pdf.word_rules import WORD_GAP

_Char = Mapping[str, Any]
_ROW = 4.0
_TALLEST = 100
_UPRIGHT_DEGREES = 3


def runs(chars: Sequence[_Char]) -> Iterator[list[int]]:
    """Yield letters that were drawn one after the other and side by side, a word at a time."""
    run: list[int] = []
    for at, char in enumerate(chars):
        if run and not _side_by_side(chars[run[-1]], char):
            yield run
            run = []
        if not char["text"].isspace():
            run.append(at)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _side_by_side(one: _Char, other: _Char) -> bool:
    across = max(one["x0"], other["x0"]) - min(one["x1"], other["x1"])
    down = max(one["top"], other["top"]) - min(one["bottom"], other["bottom"])
    size: float = max(one["size"], other["size"])
    return bool(max(across, down) <= WORD_GAP * size and min(across, down) < 0)


def angle_of(char: _Char) -> int:
    """Return the direction that a letter runs in: degrees against the clock, 0 to the right."""
    a, b, *_ = char["matrix"]
    degrees = round(math.degrees(math.atan2(b, a))) % 360
    nearest = round(degrees / 90) * 90
    return nearest % 360 if abs(degrees - nearest) <= _UPRIGHT_DEGREES else degrees


def around(word: Sequence[_Char]) -> Rect:
    """Return the smallest box around letters."""
    return (
        min(char["x0"] for char in word), min(char["top"] for char in word),
        max(char["x1"] for char in word), max(char["bottom"] for char in word),
    )  # fmt: skip


class Taken:
    """Places of words, kept by their rows."""

    def __init__(self) -> None:
        self._rows: dict[int, list[Rect]] = {}

    def add(self, place: Rect) -> None:
        """Keep the place of a word."""
        for row in range(int(place[1] // _ROW), int(place[3] // _ROW) + 1)[:_TALLEST]:
            self._rows.setdefault(row, []).append(place)

    def has(self, place: Rect) -> bool:
        """Whether a word at ``place`` stands on part of another one."""
        x0, top, x1, bottom = place
        size = bottom - top
        return any(
            min(x1, b[2]) - max(x0, b[0]) > 0.25 * size
            and min(bottom, b[3]) - max(top, b[1]) > 0.6 * min(size, b[3] - b[1])
            for b in self._rows.get(int((top + bottom) / 2 // _ROW), ())
        )

    def lie_under(self, place: Rect) -> bool:
        """Whether ``place``, that of a large word, stands on any of these."""
        x0, top, x1, bottom = place
        return any(
            min(x1, b[2]) - max(x0, b[0]) > 0.25 * (b[3] - b[1])
            and min(bottom, b[3]) - max(top, b[1]) > 0.6 * min(bottom - top, b[3] - b[1])
            for row in range(int(top // _ROW), int(bottom // _ROW) + 1)[:_TALLEST]
            for b in self._rows.get(row, ())
        )
