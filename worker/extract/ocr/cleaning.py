"""Taking off a picture what is no ink: noise, shadows, stains, black borders."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from worker.extract.ocr.sheet import Grey

_LONE = 70
_PEPPERED = 0.002
_GRAINY = 9.0
_LIGHT_DPI = 75
_FINE = 9


def even(grey: "Grey", dpi: tuple[float, float]) -> "Grey":
    """Return a picture at its own resolution with its noise reduced, on evenly white paper."""
    return _lit(_smooth(grey), dpi)


def _smooth(grey: "Grey") -> "Grey":
    import cv2
    import numpy as np

    usual = cv2.medianBlur(grey, 3)
    off = cv2.absdiff(grey, usual)
    if float(np.mean(off > _LONE)) > _PEPPERED:
        grey = _without_pepper(grey)
    noise = _noise(grey)
    if noise > _GRAINY:
        grey = cv2.GaussianBlur(grey, (0, 0), min(0.5 + noise / 60, 1.0))
    return grey


def _without_pepper(grey: "Grey") -> "Grey":
    """Replace lone dark and light pixels by what is around them; strokes have neighbours."""
    import cv2
    import numpy as np

    around = np.ones((3, 3), np.uint8)
    around[1, 1] = 0
    for _ in range(2):
        usual = cv2.medianBlur(grey, 3)
        darkest, lightest = cv2.erode(grey, around), cv2.dilate(grey, around)
        lone = (darkest > grey + _LONE * 0.6) & (usual.astype(np.int16) - grey > _LONE)
        lone |= (lightest < grey - _LONE * 0.6) & (grey - usual.astype(np.int16) > _LONE)
        grey = np.where(lone, usual, grey)
    return grey


def _noise(grey: "Grey") -> float:
    """Return the standard deviation of the noise, in grey levels, told from flat places."""
    import cv2
    import numpy as np

    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    rough = cv2.filter2D(grey, cv2.CV_32F, kernel)
    return float(np.median(np.abs(rough)) / 0.6745 / 6)


def _lit(grey: "Grey", dpi: tuple[float, float]) -> "Grey":
    """Divide by the paper's own grey, place by place, and spread what is left from black to white."""
    import cv2
    import numpy as np

    tall, wide = grey.shape
    size = max(8, round(wide * _LIGHT_DPI / dpi[0])), max(8, round(tall * _LIGHT_DPI / dpi[1]))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((_FINE, _FINE), np.uint8))
    paper = cv2.GaussianBlur(paper, (0, 0), 1.5)
    paper = cv2.resize(paper, (wide, tall), interpolation=cv2.INTER_LINEAR).astype(np.float32)
    light = np.minimum(grey / np.maximum(paper, 24), 1.0)
    ink = float(np.quantile(light[::3, ::3], 0.01))
    ink = min(max(ink, 0.0), 0.75)
    return (np.clip((light - ink) / (0.96 - ink), 0, 1) * 255).astype(np.uint8)


_DOT = 1.3
"""Points: a full stop of ten-point type is about this wide."""


def without_dirt(grey: "Grey") -> "Grey":
    """Return an upright picture at the reading resolution without borders, holes and specks."""
    import cv2
    import numpy as np

    from worker.extract.ocr.sheet import READING_DPI

    ink = (grey < 150).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    x, y, wide, tall, area = (stats[:, at] for at in range(5))
    height, width = grey.shape
    at_edge = (x <= 2) | (y <= 2) | (x + wide >= width - 2) | (y + tall >= height - 2)
    inch = READING_DPI
    border = at_edge & ((wide > 0.4 * inch) | (tall > 0.4 * inch))
    solid = (area > 0.72 * wide * tall) & (np.minimum(wide, tall) > 0.14 * inch)
    dot = _dot(wide, tall, area)
    small = np.maximum(wide, tall) <= 1.2 * dot
    lonely = small & ~_beside_letters(ink, labels, stats, small)
    mites = area < 0.45 * dot * dot
    gone = border | solid | lonely | mites
    gone[0] = False
    if not gone[1:].any():
        return grey
    mask = cv2.dilate(gone[labels].astype(np.uint8), np.ones((3, 3), np.uint8))
    mask &= 1 - (~gone[labels] & (ink > 0)).astype(np.uint8)
    return np.where(mask.astype(bool), 255, grey).astype(np.uint8)


def _dot(wide: "Grey", tall: "Grey", area: "Grey") -> float:
    """Return how wide this page's full stops are, in pixels, from the height of its letters."""
    import numpy as np

    letters = (tall > 12) & (tall < 90) & (wide > 3) & (wide < 120) & (area > 30)
    letters[0] = False
    if letters.sum() < 20:
        return 5.0
    return float(np.clip(0.2 * np.median(tall[letters]), 4.0, 9.0))


def _beside_letters(ink: "Grey", labels: "Grey", stats: "Grey", small: "Grey") -> "Grey":
    """Tell the small things that stand as close to letters as their dots and stops do."""
    import cv2
    import numpy as np

    large = ~small
    large[0] = False
    letters = large[labels].astype(np.uint8)
    near = cv2.dilate(letters, np.ones((25, 19), np.uint8))
    beside = np.zeros(len(stats), bool)
    beside[np.unique(labels[(near > 0) & (ink > 0)])] = True
    return beside
