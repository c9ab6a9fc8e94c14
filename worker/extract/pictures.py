"""The picture of one page as a person would see it, to check words against."""

import io
import warnings
from dataclasses import replace
from typing import TYPE_CHECKING

from worker.errors import Unreadable
from worker.extract import sniff
from worker.extract.limits import Limits

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/tiff": "TIFF",
    "image/gif": "GIF",
    "image/bmp": "BMP",
    "image/webp": "WEBP",
}
_FINEST, _COARSEST = 600, 20
_MOST_BYTES = 16_000_000
_MOST_PIXELS = 40_000_000
_SMALL = 100
_LONGEST_SIDE_INCHES = 11.69
"""A picture that does not say its size is taken for A4, as the reader of pictures does."""


def picture(data: bytes, limits: Limits, page: int, dpi: int) -> bytes:
    """Return a page of an original as displayed: a PNG of ``dpi`` dots an inch or fewer.

    Pages count from 1. Raises Unreadable for kinds of files that have no pictures of pages, for a
    page that is not there, and for one that cannot be drawn.
    """
    dpi = min(max(dpi, _COARSEST), _FINEST)
    kind = sniff.media_type(data)
    if kind == sniff.PDF:
        image = _of_pdf(data, limits, page, dpi)
    elif kind in _FORMATS:
        image = _of_image(data, limits, page, dpi, _FORMATS[kind])
    else:
        raise Unreadable("no_page_pictures", "A file of this kind has no pictures of its pages.")
    return _as_png(image)


def _as_png(image: "Image") -> bytes:
    """Return a picture as a PNG, coarser where it would be too many bytes to send."""
    while True:
        out = io.BytesIO()
        image.save(out, "PNG")
        if out.tell() <= _MOST_BYTES or max(image.size) < _SMALL:
            return out.getvalue()
        image.thumbnail((image.width * 2 // 3, image.height * 2 // 3))


def _of_pdf(data: bytes, limits: Limits, page: int, dpi: int) -> "Image":
    from worker.extract.pdf.picture import NotDrawn, opened
    from worker.extract.pdf.repair import with_trailer

    for content in (data, with_trailer(data)):
        try:
            if content is not None:
                with opened(content) as drawing:
                    bounded = replace(limits, pixels=min(limits.pixels, _MOST_PIXELS))
                    return drawing.draw(page, dpi, bounded)
        except NotDrawn:
            continue
    raise _not_shown()


def _of_image(data: bytes, limits: Limits, page: int, dpi: int, kind: str) -> "Image":
    from PIL import Image, ImageOps

    with warnings.catch_warnings():
        # Pillow's own alarm starts below our limit; ours is checked before anything is unpacked.
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=[kind]) as image:
                image.seek(page - 1)
                if page < 1 or image.width * image.height > limits.pixels:
                    raise _not_shown()
                resolution = _resolution(image)
                shown = ImageOps.exif_transpose(image)
                shown = shown.convert("L" if shown.mode in {"1", "L", "I;16"} else "RGB")
        except (EOFError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            raise _not_shown() from None
    share = dpi / resolution
    if share < 1:
        shown.thumbnail((max(1, int(shown.width * share)), max(1, int(shown.height * share))))
    return shown


def _resolution(image: "Image") -> float:
    """Return how many dots an inch a picture has along its longer side."""
    said = image.info.get("dpi")
    try:
        across = float(max(said)) if said else 0.0
    except (TypeError, ValueError, ZeroDivisionError):
        across = 0.0
    return across if across >= _COARSEST else max(image.size) / _LONGEST_SIDE_INCHES


def _not_shown() -> Unreadable:
    return Unreadable("page_not_drawn", "This page could not be drawn. Open the original instead.")
