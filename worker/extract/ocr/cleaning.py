"""Taking off a picture what is no ink: noise, shadows, stains, black borders."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from worker.extract.ocr.sheet import Grey

_LONE = (60, 90, 130)
"""Grey levels by which a speck stands out of what is around it, lightest specks first."""
_DARK, _BRIGHT = 70, 150
_PEPPERED = 0.0008
_GRAINY = 9.0
_LIGHT_DPI = 75
_WHITE = 0.85
"""Where paper begins, from black 0 to its own grey 1: rings of cups are lighter than letters."""
_FINE = 9


def even(grey: "Grey", dpi: tuple[float, float]) -> "Grey":
    """Return a picture at its own resolution with its noise reduced, on evenly white paper."""
    import numpy as np

    if np.median(grey) < _DARK < _BRIGHT < np.quantile(grey[::4, ::4], 0.97):
        # White letters on black: a negative, or a picture of a dark screen.
        grey = 255 - grey
    return _lit(_smooth(grey), dpi)


def _smooth(grey: "Grey") -> "Grey":
    import cv2

    if _is_peppered(grey):
        for _ in range(2):
            usual = cv2.medianBlur(grey, 5)
            lone = _lone(grey, 2)
            grey = lone * usual + (1 - lone) * grey
    noise = _noise(grey)
    if noise > _GRAINY:
        grey = cv2.GaussianBlur(grey, (0, 0), min(0.5 + noise / 60, 1.0))
    return grey


def _is_peppered(grey: "Grey") -> bool:
    """Whether lone dark pixels lie all over the empty paper, too far from letters to be theirs."""
    import cv2
    import numpy as np

    usual = cv2.medianBlur(grey, 5).astype(np.int16)
    dark = ((usual - grey) > _LONE[0]).astype(np.float32)
    around = cv2.boxFilter(dark, -1, (7, 7), normalize=False)
    return float(np.mean((dark > 0) & (around < 1.5))) > _PEPPERED


def _lone(grey: "Grey", fewer: int) -> "Grey":
    """Return the dark and the light pixels that have ``fewer`` neighbours like them, or none.

    The pixels of strokes have two or more.
    """
    import cv2
    import numpy as np

    around = np.ones((3, 3), np.float32)
    around[1, 1] = 0
    usual = cv2.medianBlur(grey, 5).astype(np.int16)
    found = np.zeros(grey.shape, bool)
    for sign in (1, -1):
        depth = sign * (usual - grey)
        for deep in _LONE:
            # A speck that a lens or a JPEG blurred still falls off steeply.
            like = (depth > 0.5 * deep).astype(np.float32)
            found |= (depth > deep) & (cv2.filter2D(like, cv2.CV_32F, around) < fewer)
    return found.astype(np.uint8)


def _noise(grey: "Grey") -> float:
    """Return the standard deviation of the noise, in grey levels, told from flat places."""
    import cv2
    import numpy as np

    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    rough = cv2.filter2D(grey, cv2.CV_32F, kernel)
    return float(np.median(np.abs(rough)) / 0.6745 / 6)


def _lit(grey: "Grey", dpi: tuple[float, float]) -> "Grey":
    """Divide by the paper's own grey, place by place, and spread what is left over the greys."""
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
    white = ink + _WHITE * (1 - ink)
    return (np.clip((light - ink) / (white - ink), 0, 1) * 255).astype(np.uint8)


_SOFT = 1.5
_AROUND = 61
_STRICT = 0.25
_BLOCK = 25
_LETTER = 12
"""Pixels: letters are at least this tall at the reading resolution."""
_SPECKY = 40
"""Lonely specks on a page that is specked all over, so that those near letters are dirt too."""


def without_dirt(grey: "Grey") -> "Grey":
    """Return an upright picture at the reading resolution without borders, holes and specks."""
    import cv2
    import numpy as np

    ink = (grey < 150).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    gone = _blocks(ink, labels, stats) | _specks(ink, labels, stats)
    gone[0] = False
    if not gone.any():
        return grey
    mask = cv2.dilate(gone[labels].astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    kept = ~gone[labels] & (ink > 0)
    return np.where(mask & ~kept, 255, grey).astype(np.uint8)


def softened(grey: "Grey") -> "Grey":
    """Return a cleaned picture as a second look at it: strokes smoothed, then black or white."""
    import cv2
    import numpy as np

    soft = cv2.GaussianBlur(grey, (0, 0), _SOFT)
    size = _AROUND
    mean = cv2.boxFilter(soft, cv2.CV_32F, (size, size))
    square = cv2.sqrBoxFilter(soft, cv2.CV_32F, (size, size))
    spread = np.sqrt(np.maximum(square - mean * mean, 0))
    # Sauvola's threshold: lower where there is no contrast, so that plain paper stays white.
    threshold = mean * (1 + _STRICT * (spread / 128 - 1))
    sharp = np.clip((soft - threshold) * 4 + 128, 0, 255)
    return sharp.astype(np.uint8)


def has_ink(grey: "Grey") -> bool:
    """Whether there is anything on a cleaned upright picture that may be a letter."""
    import cv2
    import numpy as np

    count, _, stats, _ = cv2.connectedComponentsWithStats((grey < 150).astype(np.uint8))
    tall, area = stats[1:count, cv2.CC_STAT_HEIGHT], stats[1:count, cv2.CC_STAT_AREA]
    return int(((tall > _LETTER) & (area > 3 * _LETTER)).sum()) >= 2


def _blocks(ink: "Grey", labels: "Grey", stats: "Grey") -> "Grey":
    """Tell the borders and holes: what is at the edge and long, or thicker than any stroke."""
    import cv2
    import numpy as np

    from worker.extract.ocr.sheet import READING_DPI

    x, y, wide, tall = (stats[:, at] for at in range(4))
    height, width = ink.shape
    at_edge = (x <= 2) | (y <= 2) | (x + wide >= width - 2) | (y + tall >= height - 2)
    long = np.maximum(wide, tall) > 0.4 * READING_DPI
    round_brush = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_BLOCK, _BLOCK))
    thick = np.zeros(len(stats), bool)
    thick[np.unique(labels[cv2.erode(ink, round_brush) > 0])] = True
    return (at_edge & long) | thick


def _specks(ink: "Grey", labels: "Grey", stats: "Grey") -> "Grey":
    """Tell the specks: small things that stand alone, and such things anywhere on a dirty page."""
    import numpy as np

    wide, tall, area = (stats[:, at] for at in (2, 3, 4))
    dot = _dot(wide, tall, area)
    small = np.maximum(wide, tall) <= 1.3 * dot
    lonely = small & ~_beside_letters(ink, labels, stats, small)
    smallest = 0.12 * dot * dot
    seen = area[lonely & (area > smallest)]
    if len(seen) > _SPECKY:
        smallest = min(float(np.quantile(seen, 0.85)), 0.25 * dot * dot)
    return lonely | (area <= smallest)


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
    near = cv2.dilate(letters, np.ones((35, 37), np.uint8))
    beside = np.zeros(len(stats), bool)
    beside[np.unique(labels[(near > 0) & (ink > 0)])] = True
    return beside
