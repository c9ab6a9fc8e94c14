"""Pictures of PDF pages as displayed, drawn by pdfium: for OCR and for a person to look at.

Sizes are bounded before anything is drawn, so a page of a kilometre a side costs no more than an
ordinary one. pdfium isn't safe in threads: whoever draws from several takes turns.
"""

import math
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from worker.extract.limits import Limits

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument, PdfPage

_OCR_DPI = 300
_COARSEST, _FINEST = 140, 420
"""Scans between these are drawn dot for dot; others at what suits OCR."""
_MOST_OCR_PIXELS = 50_000_000
_LONGEST_SIDE = 30_000
_LARGEST_PAGE = 20_000.0
_MOST_OBJECTS = 5_000
_DEEPEST = 2
_SCAN = 0.5
"""A picture that covers at least this share of a page is the page's scan."""


class NotDrawn(ValueError):
    """A page could not be drawn: the file or the page is too damaged for it."""


@contextmanager
def opened(data: bytes) -> Iterator["Drawing"]:
    """Open a PDF for drawing and close it afterwards. Raises NotDrawn when it cannot be opened."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        raise NotDrawn from None
    try:
        # Filled fields are drawn too, and must be asked for before the first page is.
        with _quietly():
            document.init_forms()
        yield Drawing(document)
    except pypdfium2.PdfiumError:
        raise NotDrawn from None
    finally:
        document.close()


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep what pypdfium2 says about XFA forms to itself: the reader says it in its own words."""
    import logging

    log = logging.getLogger("pypdfium2._helpers.document")
    was, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = was


class Drawing:
    """An open PDF whose pages can be drawn."""

    def __init__(self, document: "PdfDocument") -> None:
        self._document = document

    def __len__(self) -> int:
        return len(self._document)

    def size(self, number: int) -> tuple[float, float]:
        """Return a page's width and height as displayed, in points. Raises NotDrawn."""
        with self._page(number) as page:
            width, height = page.get_size()
        if not (0 < width <= _LARGEST_PAGE and 0 < height <= _LARGEST_PAGE):
            raise NotDrawn
        return width, height

    def draw(self, number: int, dpi: int, limits: Limits) -> "Image":
        """Return a page in colour at ``dpi``, coarser where it would have too many pixels."""
        with self._page(number) as page:
            _scanned_at(page, limits)
            return _rendered(page, dpi, limits.pixels, grey=False)

    def for_ocr(self, number: int, limits: Limits) -> "Image":
        """Return a page in grey, at the resolution of its scan or what suits OCR."""
        with self._page(number) as page:
            dpi = _scanned_at(page, limits) or _OCR_DPI
            return _rendered(page, dpi, min(limits.pixels, _MOST_OCR_PIXELS), grey=True)

    @contextmanager
    def _page(self, number: int) -> Iterator["PdfPage"]:
        import pypdfium2

        if not 0 < number <= len(self._document):
            raise NotDrawn
        try:
            page = self._document[number - 1]
        except pypdfium2.PdfiumError:
            raise NotDrawn from None
        with closing(page):
            try:
                yield page
            except pypdfium2.PdfiumError:
                raise NotDrawn from None


def opener(data: bytes, number: int, limits: Limits) -> "Callable[[], Image]":
    """Return what draws a page for OCR when its turn comes. It raises NotDrawn."""

    def draw() -> "Image":
        with opened(data) as drawing:
            return drawing.for_ocr(number, limits)

    return draw


def _rendered(page: "PdfPage", dpi: int, most_pixels: int, *, grey: bool) -> "Image":
    width, height = page.get_size()
    if not (width > 0 and height > 0 and math.isfinite(width * height)):
        raise NotDrawn
    scale = min(
        dpi / 72,
        # Half a pixel a side: the drawing rounds its sides up.
        math.sqrt(most_pixels / (width * height)) * 0.999,
        (_LONGEST_SIDE - 1) / max(width, height),
    )
    bitmap = page.render(scale=scale, grayscale=grey, rev_byteorder=not grey)
    with closing(bitmap):
        # The bitmap's memory is pdfium's and goes with it, so the picture gets its own.
        image: Image = bitmap.to_pil().copy()
        return image


def _scanned_at(page: "PdfPage", limits: Limits) -> int | None:
    """Return the resolution of the picture that covers a page, None without a usual one.

    Raises NotDrawn when a picture on the page is too large to unpack.
    """
    import pypdfium2

    width, height = page.get_size()
    found = None
    objects = islice(page.get_objects(max_depth=_DEEPEST), _MOST_OBJECTS)
    for image in objects:
        if not isinstance(image, pypdfium2.PdfImage):
            continue
        try:
            wide, tall = image.get_px_size()
            left, low, right, high = image.get_bounds()
        except pypdfium2.PdfiumError:
            continue
        if wide * tall > limits.pixels:
            raise NotDrawn
        across, up = right - left, high - low
        if across * up >= _SCAN * width * height:
            # Turned pictures have their sides the other way round.
            if (wide > tall) != (across > up):
                wide, tall = tall, wide
            # Faxes are finer across than down: drawn at the finer, neither loses.
            found = round(max(wide / across, tall / up) * 72)
    return found if found and _COARSEST <= found <= _FINEST else None
