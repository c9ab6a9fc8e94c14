"""Letters that something else was painted over: black boxes, white patches, pasted pictures.

Somebody wanted them gone, or put a scan on top of a program's reading of it. Either way nobody who
looks at the page sees them. What lies over what is known from the order of painting; whether it
hides what is under it (a highlighter doesn't) is told from the page's picture.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from pdfminer.pdftypes import PDFStream
from pdfplumber.page import Page

from worker.extract.layout import Rect
from worker.extract.limits import Limits
from worker.extract.pdf.frame import Frame
from worker.extract.pdf.picture import NotDrawn, opened

if TYPE_CHECKING:
    from PIL.Image import Image

_Char = Mapping[str, Any]

_INVISIBLE_INK = 3
_SMALLEST = 2.0
_MOST_COVERS = 2_000
_MOSTLY = 0.8
_DPI = 150
_SAME_TONE = 40
_FEWEST_PIXELS = 6
_DARK = 0.3


def covered(page: Page, chars: Sequence[_Char], frame: Frame) -> tuple[set[int], set[int]]:
    """Return which letters, by their place in ``chars``, lie under areas, and which under pictures.

    Letters without ink are not among them.
    """
    areas = [
        (thing["order"], _place(thing), _is_dark(thing))
        for thing in (*page.rects, *page.curves)
        if thing.get("fill") and _is_large(thing)
    ][-_MOST_COVERS:]
    pictures = [
        (image["order"], _place(image), False)
        for image in page.images
        if _is_large(image) and _is_solid(image)
    ][-_MOST_COVERS:]
    if not areas and not pictures:
        return set(), set()
    inked = [
        (at, char)
        for at, char in enumerate(chars)
        if char["painted"] != _INVISIBLE_INK and "order" in char and not char["text"].isspace()
    ]
    under_pictures = {at for at, char in inked if _covers(char, pictures)}
    found = [
        (at, cover, char)
        for at, char in inked
        if at not in under_pictures and (cover := _covers(char, areas))
    ]
    if not found:
        return set(), under_pictures
    picture = _picture(page)
    under_areas = set()
    for at, (_, area, dark), char in found:
        seen = _seen(picture(), _shared(_place(char), area), frame)
        if dark if seen is None else not seen:
            under_areas.add(at)
    return under_areas, under_pictures


def _place(thing: _Char) -> Rect:
    return thing["x0"], thing["top"], thing["x1"], thing["bottom"]


def _is_large(thing: _Char) -> bool:
    wide, tall = thing["x1"] - thing["x0"], thing["bottom"] - thing["top"]
    return bool(min(wide, tall) >= _SMALLEST)


def _is_dark(thing: _Char) -> bool:
    colour = thing.get("non_stroking_color")
    if not isinstance(colour, tuple | list) or len(colour) not in {1, 3}:
        return colour is None
    return all(isinstance(part, int | float) and part <= _DARK for part in colour)


def _is_solid(image: _Char) -> bool:
    """Whether nothing under a picture can be seen through it."""
    stream = image.get("stream")
    if image.get("imagemask") or not isinstance(stream, PDFStream):
        return False
    return stream.get("SMask") is None and stream.get("Mask") is None


def _covers(char: _Char, covers: Sequence[tuple[int, Rect, bool]]) -> tuple[int, Rect, bool] | None:
    """Return what was painted over most of a letter after it."""
    place = _place(char)
    area = max((place[2] - place[0]) * (place[3] - place[1]), 0.01)
    for cover in reversed(covers):
        if cover[0] <= char["order"]:
            continue
        x0, top, x1, bottom = _shared(place, cover[1])
        if x0 < x1 and top < bottom and (x1 - x0) * (bottom - top) >= _MOSTLY * area:
            return cover
    return None


def _shared(one: Rect, other: Rect) -> Rect:
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )


def _picture(page: Page) -> "Callable[[], Image | None]":
    """Return what draws a page, once, None where it cannot be drawn."""

    @cache
    def draw() -> "Image | None":
        try:
            with opened(page.pdf.stream.getvalue()) as drawing:  # type: ignore[union-attr]
                return drawing.draw(page.page_number, _DPI, Limits()).convert("L")
        except NotDrawn:
            return None

    return draw


def _seen(image: "Image | None", place: Rect, frame: Frame) -> bool | None:
    """Whether there is anything to be seen at a place of the page, None where nobody can tell."""
    if image is None:
        return None
    x0, top, x1, bottom = frame.place_of(place)
    across, down = image.width / frame.width, image.height / frame.height
    box = (int(x0 * across) + 1, int(top * down) + 1, int(x1 * across), int(bottom * down))
    if box[2] - box[0] < 1 or (box[2] - box[0]) * (box[3] - box[1]) < _FEWEST_PIXELS:
        return None
    tones = image.crop(box).tobytes()
    return max(tones) - min(tones) > _SAME_TONE
