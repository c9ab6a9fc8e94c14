"""Rectangles round words, as they are drawn on the picture of a page."""

from dataclasses import dataclass

from worker.casefile import Box

# Points between the words and the line around them, so that no letter is touched.
_MARGIN = 1.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn:
    """A rectangle on a page, in points from its top left."""

    page: int
    x: float
    y: float
    width: float
    height: float


def around(box: Box) -> Drawn:
    """Return the rectangle that is drawn around ``box``."""
    return Drawn(
        page=box.page,
        x=round(box.x0 - _MARGIN, 2),
        y=round(box.top - _MARGIN, 2),
        width=round(box.x1 - box.x0 + 2 * _MARGIN, 2),
        height=round(box.bottom - box.top + 2 * _MARGIN, 2),
    )
