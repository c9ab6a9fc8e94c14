"""The part of a PDF page that is displayed, whatever its boxes and however it is turned."""

from collections.abc import Mapping
from typing import Any

from pdfplumber.page import Page as PlumberPage

from worker.extract.layout import Rect


class Frame:
    """The part of the page that is displayed, in pdfplumber's coordinates of the whole sheet."""

    def __init__(self, page: PlumberPage) -> None:
        self._x, self._top = (float(edge) for edge in page.mediabox[:2])
        media = tuple(float(edge) for edge in page.page_obj.mediabox)
        crop = tuple(float(edge) for edge in page.page_obj.cropbox)
        left, top, right, bottom = turned(_overlap(crop, media), media, page.rotation)
        self._left, self._down = left, top
        self.width, self.height = right - left, bottom - top

    def place(self, thing: Mapping[str, Any]) -> Rect:
        """Return where ``thing`` stands on the page as displayed."""
        return self.place_of((thing["x0"], thing["top"], thing["x1"], thing["bottom"]))

    def place_of(self, rect: Rect) -> Rect:
        """Return where ``rect``, in pdfplumber's coordinates, is on the page as displayed."""
        right, down = self._x + self._left, self._top + self._down
        return rect[0] - right, rect[1] - down, rect[2] - right, rect[3] - down

    def clip(self, rect: Rect) -> Rect:
        """Return the part of ``rect`` that is on the page."""
        x0, top, x1, bottom = rect
        return max(x0, 0.0), max(top, 0.0), min(x1, self.width), min(bottom, self.height)

    def shows(self, rect: Rect) -> bool:
        """Whether the middle of ``rect`` is on the page."""
        x, y = (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2
        return 0 <= x <= self.width and 0 <= y <= self.height


def _overlap(crop: tuple[float, ...], media: tuple[float, ...]) -> tuple[float, ...]:
    x0, x1 = sorted((crop[0], crop[2]))
    y0, y1 = sorted((crop[1], crop[3]))
    inside = (max(x0, media[0]), max(y0, media[1]), min(x1, media[2]), min(y1, media[3]))
    return inside if inside[0] < inside[2] and inside[1] < inside[3] else media


def turned(box: tuple[float, ...], media: tuple[float, ...], rotation: int) -> Rect:
    """Return a box of the sheet, measured from the top left once the sheet is turned."""
    left, right = box[0] - media[0], box[2] - media[0]
    low, high = box[1] - media[1], box[3] - media[1]
    wide, tall = media[2] - media[0], media[3] - media[1]
    if rotation == 90:
        return low, left, high, right
    if rotation == 180:
        return wide - right, low, wide - left, high
    if rotation == 270:
        return tall - high, wide - right, tall - low, wide - left
    return left, tall - high, right, tall - low
