"""A page's picture made ready for reading, and the way back from it to the page as displayed."""

import math
from dataclasses import dataclass
from typing import Any, TypeAlias

from worker.extract.layout import Rect

Grey: TypeAlias = Any
"""An array of numpy, which is not imported here: rows of grey levels, 0 black to 255 white."""

Place = tuple[int, int, int, int]
"""x0, top, x1, bottom in pixels."""

READING_DPI = 300
"""The resolution that pictures are read at: the engine was trained on letters of this size."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """An upright picture at ``READING_DPI``.

    ``back`` takes its pixels to points of the page as displayed, ``shift`` is where the page's top
    left is in it, in pixels.
    """

    grey: Grey
    back: Any
    shift: tuple[float, float]

    def frame(self, x: float, y: float) -> tuple[float, float]:
        """Return a place in points of the upright page."""
        return (x - self.shift[0]) * 72 / READING_DPI, (y - self.shift[1]) * 72 / READING_DPI

    def shown(self, x0: float, top: float, x1: float, bottom: float) -> Rect:
        """Return where a box of the picture stands on the page as displayed, in points."""
        import numpy as np

        corners = np.array([[x0, x1, x1, x0], [top, top, bottom, bottom], [1.0] * 4])
        across, down, depth = self.back @ corners
        xs, ys = across / depth, down / depth
        return float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())


def upright(grey: Grey, dpi: tuple[float, float], degrees: float) -> Sheet:
    """Turn a picture by ``degrees`` with the clock and bring it to ``READING_DPI``.

    The new picture holds all of the old one; what it has besides is white.
    """
    import cv2
    import numpy as np

    tall, wide = grey.shape
    across, down = READING_DPI / dpi[0], READING_DPI / dpi[1]
    middle = (wide * across / 2, tall * down / 2)
    slope = math.radians(degrees)
    cos, sin = math.cos(slope), math.sin(slope)
    turned = np.array([[cos, -sin, 0.0], [sin, cos, 0.0], [0.0, 0.0, 1.0]])
    width = 2 * (abs(middle[0] * cos) + abs(middle[1] * sin))
    height = 2 * (abs(middle[0] * sin) + abs(middle[1] * cos))
    way = (
        _moved(width / 2, height / 2)
        @ turned
        @ _moved(-middle[0], -middle[1])
        @ np.diag([across, down, 1.0])
    )
    size = math.ceil(width), math.ceil(height)
    shrunk = min(across, down) < 1
    if shrunk:
        spread = [0.5 * max(0.0, 1 / each - 1) for each in (across, down)]
        grey = cv2.GaussianBlur(
            grey, (0, 0), sigmaX=max(spread[0], 0.01), sigmaY=max(spread[1], 0.01)
        )
    # OpenCV counts from the middle of a pixel, everything else here from its edge.
    there = _moved(-0.5, -0.5) @ way @ _moved(0.5, 0.5)
    picture = cv2.warpAffine(
        grey, there[:2], size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT,
        borderValue=255,
    )  # fmt: skip
    quarter = round(degrees / 90) % 2
    page = (middle[1], middle[0]) if quarter else middle
    back = np.diag([72 / dpi[0], 72 / dpi[1], 1.0]) @ np.linalg.inv(way)
    return Sheet(picture, back, (width / 2 - page[0], height / 2 - page[1]))


def _moved(x: float, y: float) -> Grey:
    import numpy as np

    return np.array([[1.0, 0.0, x], [0.0, 1.0, y], [0.0, 0.0, 1.0]])
