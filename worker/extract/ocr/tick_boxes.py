"""Boxes to tick on a page's picture, and whether there is a mark in them.

A tick that keeps inside its box makes one square shape with it. One that leaves it makes a larger
shape, in which the four sides of the box still stand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from worker.extract.ocr.sheet import READING_DPI, Grey, Place

_SIDE = (round(0.09 * READING_DPI), round(0.26 * READING_DPI))
"""Sides of a box to tick."""
_LEAST_MARKED = round(0.11 * READING_DPI)
"""A box that its tick leaves is larger than this: printed letters that touch each other are not."""
_MOST_MARKED = 3.2
"""How many times as high or wide as its box one is with a tick that leaves it."""
_THIN = round(0.03 * READING_DPI)
_LENGTHS, _MOST_STROKES = (round(0.08 * READING_DPI), round(0.125 * READING_DPI)), 16
_OFF = round(0.012 * READING_DPI)
_FEWEST_CELLS, _CLOSE = 4, 1.2
"""Cells for letters are at least so many, and no further apart than so many times their side."""
_SQUARE, _FILLED, _CORNER = 0.14, 0.06, 0.35
_A_STROKE = 0.018 * READING_DPI
"""How far the dots of a stroke lie from its middle line, as a standard deviation."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box, whether there is a mark in it, and what of that mark lies beyond it.

    ``beyond`` is 1 where it does, from the point ``corner`` (x, y in pixels) on.
    """

    place: Place
    ticked: bool
    corner: tuple[int, int] = (0, 0)
    beyond: Grey = None


def found(ink: Grey) -> Iterator[Box]:
    """Yield the boxes on a picture, where ``ink`` is 1 and paper 0, without ruled lines."""
    import cv2

    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    for at in range(1, count):
        x, y, wide, tall, _ = map(int, stats[at])
        if min(wide, tall) < _SIDE[0] or max(wide, tall) > _MOST_MARKED * _SIDE[1]:
            continue
        square = 0.8 <= wide / tall <= 1.25 and max(wide, tall) <= _SIDE[1]
        if not square and min(wide, tall) < _LEAST_MARKED:
            continue
        part = (labels[y : y + tall, x : x + wide] == at).astype(ink.dtype)
        if square and _is_framed(part):
            ticked = _is_marked(ink[y : y + tall, x : x + wide])
            yield Box((x, y, x + wide, y + tall), ticked)
            continue
        place = _within(part) if min(wide, tall) >= _LEAST_MARKED else None
        if place:
            x0, top, x1, bottom = place
            around = (x + x0, y + top, x + x1, y + bottom)
            yield Box(around, True, (x, y), _beyond(part, place))


def rows_of_cells(boxes: Sequence[Box]) -> list[list[Box]]:
    """Return the rows of boxes that stand too close for anything to be ticked: cells for letters.

    Between boxes to tick there is room for what they ask.
    """
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: box.place[0]):
        row = next((row for row in rows if _is_next(row[-1].place, box.place)), None)
        if row is None:
            rows.append([box])
        else:
            row.append(box)
    return [row for row in rows if len(row) >= _FEWEST_CELLS]


def _is_next(one: Place, other: Place) -> bool:
    side, high = one[2] - one[0], one[3] - one[1]
    return (
        abs(one[1] - other[1]) <= _THIN
        and abs(side - (other[2] - other[0])) <= _THIN
        and abs(high - (other[3] - other[1])) <= _THIN
        and 0 <= other[0] - one[2] <= _CLOSE * side
    )


def _beyond(part: Grey, place: Place) -> Grey:
    """Return the strokes of a mark that go on beyond its box, without letters that they touch."""
    import cv2
    import numpy as np

    x0, top, x1, bottom = place
    rest = part.copy()
    rest[max(top - 2, 0) : bottom + 2, max(x0 - 2, 0) : x1 + 2] = 0
    count, labels = cv2.connectedComponents(rest, connectivity=8)
    kept = np.zeros(count, bool)
    for at in range(1, count):
        dots = np.argwhere(labels == at)
        # A stroke keeps to one direction; with a letter there is more on both sides of it.
        spread = np.linalg.eigvalsh(np.cov(dots.T))[0] if len(dots) > 2 else 0.0
        kept[at] = spread <= _A_STROKE**2
    return kept[labels].astype(np.uint8)


def _within(part: Grey) -> Place | None:
    """Return the box that a mark leaves, None where there is none or where there are more."""
    level = _strokes(part)
    upright = _strokes(part.T) if len(level) > 1 else []
    found: list[Place] = []
    for top, foot in combinations(level, 2):
        for left, right in combinations(upright, 2):
            # A mark that begins at a corner makes a side longer, never shorter.
            around = left.at, top.at, right.end, foot.end
            if (
                max(top.begins, foot.begins) <= left.end + _OFF
                and min(top.ends, foot.ends) >= right.at - _OFF
                and max(left.begins, right.begins) <= top.end + _OFF
                and min(left.ends, right.ends) >= foot.at - _OFF
                and _is_a_marked_box(part, around)
            ):
                found.append(around)
    if not found:
        return None
    # Strokes side by side may be one thick side.
    x0, y0, x1, y1 = (sorted(edges) for edges in zip(*found, strict=True))
    if any(edges[-1] - edges[0] > _THIN for edges in (x0, y0, x1, y1)):
        return None
    return x0[0], y0[0], x1[-1], y1[-1]


@dataclass(frozen=True, slots=True)
class _Stroke:
    """A thin straight stroke: where it lies across, from ``at`` to ``end``, and how far it runs."""

    at: int
    end: int
    begins: int
    ends: int


def _strokes(part: Grey) -> list[_Stroke]:
    """Return the level strokes of a shape, from the topmost, that may be sides of a box."""
    import cv2
    import numpy as np

    # A stroke that is a little crooked leaves each row of dots for the next one.
    fat = cv2.dilate(np.ascontiguousarray(part), np.ones((3, 1), np.uint8))
    strokes = []
    # A short look finds the sides of small boxes; a long one leaves off more of what crosses them.
    for length in _LENGTHS:
        level = cv2.morphologyEx(fat, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
        count, _, stats, _ = cv2.connectedComponentsWithStats(level, connectivity=8)
        strokes += [
            _Stroke(int(y) + 1, int(y + tall) - 1, int(x), int(x + wide))
            for x, y, wide, tall, _ in stats[1:count]
            if tall <= _THIN + 2
        ]
    return sorted(strokes, key=lambda stroke: stroke.at)[:_MOST_STROKES]


def _is_a_marked_box(part: Grey, place: Place) -> bool:
    """Whether a place is framed by thin sides, and marked, and the mark goes on beyond them."""
    x0, top, x1, bottom = place
    wide, tall = x1 - x0, bottom - top
    side = max(wide, tall)
    if abs(wide - tall) > _SQUARE * side or not _LEAST_MARKED <= side <= _SIDE[1]:
        return False
    if max(part.shape) > _MOST_MARKED * side or max(part.shape) < side + 2 * _OFF:
        return False
    inside = part[top:bottom, x0:x1]
    return _is_framed(inside) and _has_corners(inside) and _is_marked(inside)


def _has_corners(part: Grey) -> bool:
    """Whether the sides of a frame meet at right angles: those of B and D are round."""
    near = (part[:6, :6], part[:6, -6:], part[-6:, :6], part[-6:, -6:])
    return all(float(corner.mean()) > _CORNER for corner in near)


def _is_marked(part: Grey) -> bool:
    edge = max(4, round(0.18 * part.shape[1]))
    return bool(part[edge:-edge, edge:-edge].mean() > _FILLED)


def _is_framed(part: Grey) -> bool:
    sides: tuple[Any, ...] = (part[:6], part[-6:], part[:, :6].T, part[:, -6:].T)
    return all(float(side.max(axis=0).mean()) > 0.93 for side in sides)
