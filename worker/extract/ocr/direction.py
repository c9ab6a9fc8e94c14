"""Which way the lines of a picture run: what it takes to set it upright."""

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from worker.extract.ocr.sheet import Grey

_LOOKED_AT_DPI = 100
_MOST_POINTS = 80_000
_FEWEST_POINTS = 200
_WIDEST = 15.0
_STEPS = ((1.0, _WIDEST), (0.2, 1.0), (0.04, 0.2))
"""From coarse to fine: step and reach, in degrees."""
_LONGEST_LETTER = 0.6
"""Inches: what is longer is a rule, a border or a picture."""
_CLEARLY = 1.3


def slope(grey: "Grey", dpi: tuple[float, float]) -> tuple[float, bool]:
    """Return by how many degrees against the clock the lines are turned, and if that is doubtful.

    The answer is -45 to 45 for a picture that is about upright (or upside down, which the lines
    cannot tell) and 45 to 135 for one on its side. ``grey`` is dark ink on white.
    """
    import numpy as np

    points = _ink(grey, dpi)
    if len(points[0]) < _FEWEST_POINTS:
        return 0.0, True
    rows, columns = (each.astype(np.float32) for each in points)
    level, across = _best(rows, columns)
    upright, down = _best(-columns, rows)
    if down > _CLEARLY * across:
        return upright + 90, down < 2 * across
    return level, across < 2 * down


def _ink(grey: "Grey", dpi: tuple[float, float]) -> "tuple[Grey, Grey]":
    """Return rows and columns of the pixels of what may be letters, at an even resolution."""
    import cv2
    import numpy as np

    shares = [_LOOKED_AT_DPI / each for each in dpi]
    small = cv2.resize(grey, None, fx=shares[0], fy=shares[1], interpolation=cv2.INTER_AREA)
    ink = (small < 160).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    longest = _LONGEST_LETTER * _LOOKED_AT_DPI
    letters = (np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) < longest) & (
        stats[:, cv2.CC_STAT_AREA] > 2
    )
    letters[0] = False
    rows, columns = np.nonzero(letters[labels])
    every = max(1, len(rows) // _MOST_POINTS)
    return rows[::every], columns[::every]


def _best(rows: "Grey", columns: "Grey") -> tuple[float, float]:
    """Return the slope at which ink gathers best into rows, in degrees, and how well it does."""
    best, score = 0.0, -1.0
    for step, reach in _STEPS:
        middle = best
        count = round(reach / step)
        for at in range(-count, count + 1):
            tried = middle + at * step
            found = _gathered(rows, columns, math.tan(math.radians(tried)))
            if found > score:
                best, score = tried, found
    return best, score


def _gathered(rows: "Grey", columns: "Grey", slant: float) -> float:
    import numpy as np

    places = rows + columns * np.float32(slant)
    profile = np.bincount((places - places.min()).astype(np.int32)).astype(np.float64)
    return float(np.square(np.diff(profile)).sum() / profile.sum() ** 2)
