"""Boxes that are drawn to be ticked, and the ticks that were drawn in them.

They are lines and curves, not letters, so the words alone would say "Yes No" of a question that was
answered. They are read as the signs that a typed form has, a ticked or an empty box.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from worker.extract.formats.symbols import TICKED, UNTICKED
from worker.extract.layout import Rect

_Thing = Mapping[str, Any]

LEAST, MOST = 5.0, 20.0
"""Sides of a box to tick, in points."""
_THIN = 1.5
_TOUCH = 1.5
_MARKS = frozenset("xX\u00d7\u2713\u2714\u2717\u2718\u2715\u2716/\u221avV*\u25a0\u25cf")
_MOST_THINGS, _MOST_BOXES = 4_000, 300
_DARK = 0.55
_REACH = 80.0
_INKS = "CMYK"


@dataclass(frozen=True, slots=True)
class Drawn:
    """Signs to put on a page: each with its place, and which letters they stand for.

    ``signs`` are in pdfplumber's coordinates, ``instead`` numbers of letters.
    """

    signs: tuple[tuple[str, Rect], ...] = ()
    instead: frozenset[int] = frozenset()


def found(
    rects: Sequence[_Thing], lines: Sequence[_Thing], curves: Sequence[_Thing],
    letters: Sequence[_Thing],
) -> Drawn:  # fmt: skip
    """Return the boxes among a page's shapes and letters (pdfplumber's), ticked or empty."""
    if not (rects or lines or curves) or len(rects) + len(lines) + len(curves) > _MOST_THINGS:
        return Drawn()
    boxes = _boxes(rects, lines, curves)
    signs, instead = [], set()
    marks = [*lines, *curves, *rects]
    for box in boxes:
        inside = [at for at, letter in enumerate(letters) if _holds(box, letter)]
        shown = [at for at in inside if not letters[at]["text"].isspace()]
        if shown and (len(shown) > 1 or letters[shown[0]]["text"] not in _MARKS):
            # A cell with a letter or a figure, or a frame about a word.
            continue
        ticked = bool(shown) or any(_marks(box, mark) for mark in marks)
        signs.append((TICKED if ticked else UNTICKED, _on_its_row(box, letters)))
        instead.update(shown)
    if not any(sign == TICKED for sign, _ in signs):
        # Squares that nobody marked say nothing, on a form or as an ornament.
        return Drawn()
    return Drawn(tuple(signs), frozenset(instead))


def place(thing: _Thing) -> Rect:
    """Return where a thing is, in pdfplumber's coordinates."""
    return thing["x0"], thing["top"], thing["x1"], thing["bottom"]


def is_a_box(rect: Rect) -> bool:
    """Whether a place is as large and as square as a box to tick."""
    wide, tall = rect[2] - rect[0], rect[3] - rect[1]
    return LEAST <= wide <= MOST and LEAST <= tall <= MOST and 0.75 <= wide / tall <= 1.34


def is_a_line(rect: Rect) -> bool:
    """Whether a place is as thin as a line."""
    return min(rect[2] - rect[0], rect[3] - rect[1]) <= _THIN


def may_be_marked(box: Rect, shapes: Sequence[Rect], words: Sequence[tuple[str, Rect]]) -> bool:
    """Whether another shape may be a mark in a box, or one letter in it may be."""
    side = box[2] - box[0]

    def inside(place: Rect) -> bool:
        x, y = (place[0] + place[2]) / 2, (place[1] + place[3]) / 2
        return box[0] - 0.2 * side <= x <= box[2] + 0.2 * side and (
            box[1] - 0.2 * side <= y <= box[3] + 0.2 * side
        )

    return any(
        text[:1] in _MARKS and len(text) == 1 and inside(place) for text, place in words
    ) or any(
        shape != box
        and inside(shape)
        and 0.3 * side <= max(shape[2] - shape[0], shape[3] - shape[1]) <= 2.5 * side
        for shape in shapes
    )


def alone(boxes: Sequence[Rect]) -> list[Rect]:
    """Return the boxes that are no cells of a comb: none stands side by side with another."""
    row = sorted(boxes, key=lambda box: (round(box[1]), box[0]))
    joined = {
        at
        for at, (left, right) in enumerate(pairwise(row))
        if abs(left[1] - right[1]) <= _TOUCH and abs(right[0] - left[2]) <= _TOUCH
    }
    cells = joined | {at + 1 for at in joined}
    return [box for at, box in enumerate(row) if at not in cells]


def _on_its_row(box: Rect, letters: Sequence[_Thing]) -> Rect:
    """Return a box's place, as high as the letters beside it: a large one is on their line too."""
    beside = [
        letter
        for letter in letters
        if not letter["text"].isspace()
        and not _holds(box, letter)
        and 2 * (min(box[3], letter["bottom"]) - max(box[1], letter["top"]))
        > letter["bottom"] - letter["top"]
        and -_REACH < max(letter["x0"] - box[2], box[0] - letter["x1"]) < _REACH
    ]
    if not beside:
        return box
    nearest = min(beside, key=lambda one: max(one["x0"] - box[2], box[0] - one["x1"]))
    return box[0], nearest["top"], box[2], nearest["bottom"]


def _boxes(
    rects: Sequence[_Thing], lines: Sequence[_Thing], curves: Sequence[_Thing]
) -> list[Rect]:
    drawn = [place(one) for one in (*rects, *curves) if _is_outline(one) and is_a_box(place(one))]
    drawn += _of_four_lines([*lines, *(one for one in rects if is_thin(one))])
    outer: list[Rect] = []
    # A frame drawn twice, or a box with a smaller one inside it, is one box.
    for box in sorted(drawn, key=lambda box: -(box[2] - box[0])):
        if not any(_is_within(box, other) for other in outer):
            outer.append(box)
    return alone(outer)[:_MOST_BOXES]


def _is_outline(shape: _Thing) -> bool:
    """Whether a shape is the frame of something: drawn as a closed line, and not painted dark."""
    if shape.get("fill") and is_dark(shape.get("non_stroking_color")):
        return False
    points: Sequence[tuple[float, float]] = shape.get("pts") or []
    if shape.get("object_type") == "curve":
        path = shape.get("path") or ()
        ends = len(points) > 2 and _near(points[0], points[-1])
        return bool(ends or any(step[0] == "h" for step in path)) and _is_round_or_square(shape)
    return bool(shape.get("stroke") or shape.get("fill"))


def _is_round_or_square(shape: _Thing) -> bool:
    """Whether a closed curve keeps to the edges of its box, as a ring or a rounded frame does."""
    x0, top, x1, bottom = place(shape)
    middle, reach = ((x0 + x1) / 2, (top + bottom) / 2), min(x1 - x0, bottom - top) / 2
    points: Sequence[tuple[float, float]] = shape.get("pts") or []
    return all((x - middle[0]) ** 2 + (y - middle[1]) ** 2 > (0.75 * reach) ** 2 for x, y in points)


def _near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) <= _TOUCH and abs(one[1] - other[1]) <= _TOUCH


def is_dark(colour: object) -> bool:
    """Whether a colour, as pdfplumber has it, is darker than a shaded cell's."""
    if colour is None:
        # What is not said is black.
        return True
    parts = colour if isinstance(colour, tuple | list) else [colour]
    shares = [float(share) for share in parts if isinstance(share, int | float)]
    if len(shares) == len(_INKS):
        # Inks: the more, the darker.
        return max(shares[-1], sum(shares[:-1]) / 3) > _DARK
    return bool(shares) and sum(shares) / len(shares) < _DARK


def is_thin(rect: _Thing) -> bool:
    """Whether a rectangle is as thin as a line."""
    return is_a_line(place(rect))


def _of_four_lines(lines: Sequence[_Thing]) -> list[Rect]:
    """Return the squares that four short lines enclose."""
    short = [rect for one in lines if LEAST - 1 <= _length(rect := place(one)) <= MOST + 1]
    level = [rect for rect in short if rect[3] - rect[1] <= _THIN][:_MOST_BOXES]
    upright = [rect for rect in short if rect[2] - rect[0] <= _THIN]
    found = []
    for left in upright[:_MOST_BOXES]:
        for right in upright[:_MOST_BOXES]:
            box = (left[0], left[1], right[2], left[3])
            if right[0] > left[2] and abs(right[1] - left[1]) <= _TOUCH and is_a_box(box):
                sides = [
                    any(
                        abs(one[1] - edge) <= _TOUCH
                        and abs(one[0] - box[0]) <= _TOUCH
                        and abs(one[2] - box[2]) <= _TOUCH
                        for one in level
                    )
                    for edge in (box[1], box[3])
                ]
                if all(sides):
                    found.append(box)
    return found


def _length(rect: Rect) -> float:
    return max(rect[2] - rect[0], rect[3] - rect[1])


def _is_within(inner: Rect, outer: Rect) -> bool:
    return (
        inner[0] >= outer[0] - _TOUCH
        and inner[1] >= outer[1] - _TOUCH
        and inner[2] <= outer[2] + _TOUCH
        and inner[3] <= outer[3] + _TOUCH
    )


def _holds(box: Rect, letter: _Thing) -> bool:
    x, y = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
    return bool(box[0] - 0.5 <= x <= box[2] + 0.5 and box[1] - 1 <= y <= box[3] + 1)


def _marks(box: Rect, mark: _Thing) -> bool:
    """Whether a shape is a mark made in a box: a stroke across it, a tick, a cross, or a blot.

    A tick may well begin outside the box, or end there: where its middle is, it was meant.
    """
    x0, top, x1, bottom = place(mark)
    side = max(box[2] - box[0], box[3] - box[1])
    wide, tall = x1 - x0, bottom - top
    inset = 0.2 * side
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    middle = box[0] - inset <= x <= box[2] + inset and box[1] - inset <= y <= box[3] + inset
    if not middle or max(wide, tall) < 0.3 * side or max(wide, tall) > 2.5 * side:
        return False
    along = min(
        abs(x0 - box[0]) + abs(x1 - box[0]), abs(x0 - box[2]) + abs(x1 - box[2]),
        abs(top - box[1]) + abs(bottom - box[1]), abs(top - box[3]) + abs(bottom - box[3]),
    )  # fmt: skip
    if min(wide, tall) <= _THIN and along <= 2 * _TOUCH + _THIN:
        # One of its own sides.
        return False
    if mark.get("object_type") == "line":
        return True
    filled = bool(mark.get("fill")) and is_dark(mark.get("non_stroking_color"))
    frame = _is_within(box, (x0, top, x1, bottom)) and max(wide, tall) < side + 2 * _TOUCH
    if mark.get("object_type") == "rect" or (frame and _is_outline(mark)):
        return filled
    # A ring or a smaller frame inside is the box's own ornament, unless it is painted.
    return filled or not _is_outline(mark)
