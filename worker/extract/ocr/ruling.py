"""The ruled lines, boxes and combs of forms, which the engine would take for letters.

They are found by their length and taken off the picture. What they held is kept: the cells of a
comb (a row of boxes for one character each) and the boxes that were ticked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from worker.extract.ocr import tick_boxes
from worker.extract.ocr.sheet import READING_DPI, Grey, Place
from worker.extract.ocr.tick_boxes import Box

_INK = 150
_LONG = round(0.35 * READING_DPI)
"""No letter of a statement has a stroke as long as this."""
_POST = round(0.13 * READING_DPI)
_CELL = (round(0.10 * READING_DPI), round(0.40 * READING_DPI))
_FEWEST_CELLS = 4
_THICK = 9
_FRAME = round(0.02 * READING_DPI)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What stood on a form in place of words: combs, each a row of cells, and ticked boxes.

    ``scales`` are the boxes of the last combs that may be a scale's instead, to be ticked: a row
    for each, with those that are marked. They are ticked where no letter is in any of the row.
    """

    combs: tuple[tuple[Place, ...], ...]
    ticked: tuple[Place, ...]
    scales: tuple[tuple[Place, ...], ...] = ()


def taken_off(grey: Grey) -> tuple[Grey, Ruling]:
    """Return the picture without its ruled lines and boxes, and what these held."""
    import cv2
    import numpy as np

    ink = (grey < _INK).astype(np.uint8)
    level = _strokes(ink, _LONG, 1)
    posts = _strokes(ink, 1, _POST)
    upright = _strokes(ink, 1, _LONG) | _between(posts, level)
    combs = tuple(_combs(upright))
    grey = _without(grey, ink, level, across=False)
    grey = _without(grey, ink, upright, across=True)
    boxes = list(tick_boxes.found(cv2.bitwise_and(ink, 1 - np.maximum(level, upright))))
    rows = tick_boxes.rows_of_cells(boxes)
    cells = {box.place for row in rows for box in row}
    for box in boxes:
        if box.place in cells:
            _take_frame_off(grey, box.place)
        else:
            _take_off(grey, box)
    ticked = tuple(box.place for box in boxes if box.ticked and box.place not in cells)
    combs += tuple(tuple(_inside(box.place) for box in row) for row in rows)
    scales = tuple(tuple(box.place for box in row if box.ticked) for row in rows)
    return grey, Ruling(combs, ticked, scales)


def _take_off(grey: Grey, box: Box) -> None:
    import cv2
    import numpy as np

    x0, top, x1, bottom = box.place
    grey[max(top - 2, 0) : bottom + 2, max(x0 - 2, 0) : x1 + 2] = 255
    if box.beyond is not None:
        (x, y), (tall, wide) = box.corner, box.beyond.shape
        fat = cv2.dilate(box.beyond, np.ones((5, 5), np.uint8))
        grey[y : y + tall, x : x + wide][fat > 0] = 255


def _take_frame_off(grey: Grey, place: Place) -> None:
    """Whiten the sides of a cell, and leave the letter in it."""
    x0, top, x1, bottom = place
    inner_x0, inner_top, inner_x1, inner_bottom = _inside(place)
    kept = grey[inner_top:inner_bottom, inner_x0:inner_x1].copy()
    grey[max(top - 2, 0) : bottom + 2, max(x0 - 2, 0) : x1 + 2] = 255
    grey[inner_top:inner_bottom, inner_x0:inner_x1] = kept


def _inside(place: Place) -> Place:
    x0, top, x1, bottom = place
    return x0 + _FRAME, top + _FRAME, x1 - _FRAME, bottom - _FRAME


def _strokes(ink: Grey, wide: int, tall: int) -> Grey:
    """Return the straight strokes that are at least so long, small gaps in them closed."""
    import cv2
    import numpy as np

    bridge = np.ones((1 if wide > 1 else 5, 5 if wide > 1 else 1), np.uint8)
    whole = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, bridge)
    found = cv2.morphologyEx(whole, cv2.MORPH_OPEN, np.ones((tall, wide), np.uint8))
    # Thick ones are no rules but blocks of black.
    block = np.ones((_THICK + 1, 1) if wide > 1 else (1, _THICK + 1), np.uint8)
    blocks = cv2.dilate(cv2.morphologyEx(found, cv2.MORPH_OPEN, block), np.ones((3, 3), np.uint8))
    return np.where(blocks > 0, 0, found)


def _between(posts: Grey, level: Grey) -> Grey:
    """Return the posts that stand between two level rules, as the sides of a comb's cells do."""
    import cv2
    import numpy as np

    count, labels, stats, _ = cv2.connectedComponentsWithStats(posts, connectivity=8)
    near = cv2.dilate(level, np.ones((9, 7), np.uint8))
    kept = np.zeros(count, bool)
    for at in range(1, count):
        x, y, wide, tall, _ = stats[at]
        column = near[:, x : x + wide]
        top = column[max(y - 3, 0) : y + 4].any()
        foot = column[y + tall - 4 : y + tall + 3].any()
        kept[at] = top and foot
    return kept[labels].astype(np.uint8)


def _without(grey: Grey, ink: Grey, rules: Grey, *, across: bool) -> Grey:
    """Return the picture without ``rules``; the strokes of letters that cross one stay."""
    import cv2
    import numpy as np

    if not rules.any():
        return grey
    fat = cv2.dilate(rules, np.ones((1, 5) if across else (5, 1), np.uint8))
    rest = np.where(fat > 0, 0, ink)
    reach = 2 * _THICK + 1
    kernel = np.ones((1, reach) if across else (reach, 1), np.uint8)
    crossing = cv2.morphologyEx(rest, cv2.MORPH_CLOSE, kernel)
    return np.where((fat > 0) & (crossing == 0), 255, grey).astype(np.uint8)


def _combs(upright: Grey) -> Iterator[tuple[Place, ...]]:
    """Yield rows of cells of about the same width, between posts of the same height."""
    import cv2

    count, _, stats, _ = cv2.connectedComponentsWithStats(upright, connectivity=8)
    posts = sorted(
        (int(x), int(y), int(x + wide), int(y + tall))
        for x, y, wide, tall, _ in stats[1:count]
        if tall <= 2 * _CELL[1]
    )
    rows: list[list[Place]] = []
    for post in posts:
        for row in rows:
            last = row[-1]
            overlap = min(post[3], last[3]) - max(post[1], last[1])
            if overlap > 0.7 * max(post[3] - post[1], last[3] - last[1]):
                row.append(post)
                break
        else:
            rows.append([post])
    for row in rows:
        cells = [
            (left[2], max(left[1], right[1]), right[0], min(left[3], right[3]))
            for left, right in pairwise(row)
        ]
        yield from _runs(cells)


def _runs(cells: list[Place]) -> Iterator[tuple[Place, ...]]:
    run: list[Place] = []
    for cell in [*cells, (0, 0, 0, 0)]:
        wide = cell[2] - cell[0]
        fits = _CELL[0] <= wide <= _CELL[1]
        if run and not (fits and abs(wide - (run[-1][2] - run[-1][0])) <= 0.25 * wide):
            if len(run) >= _FEWEST_CELLS:
                yield tuple(run)
            run = []
        if fits:
            run.append(cell)
