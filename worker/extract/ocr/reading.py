"""Pictures of pages, read by OCR side by side: words, where they stand, and how sure they are."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import mean
from typing import TYPE_CHECKING

from worker.casefile import Notice
from worker.errors import Unreadable
from worker.extract import reading_order
from worker.extract.layout import SourcePage
from worker.extract.limits import Limits
from worker.extract.ocr import cleaning, direction, ruling
from worker.extract.ocr import engine as tesseract
from worker.extract.ocr import words as words_of
from worker.extract.ocr.sheet import READING_DPI, upright

if TYPE_CHECKING:
    from PIL.Image import Image

_PAGE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class PagePicture:
    """The picture of a page as displayed, or what opens it; ``width`` and ``height`` in points.

    Openers are called one at a time, each when its page's turn has come, so they need not be safe
    in threads and their pictures are not in memory all at once.
    """

    number: int
    image: "Image | Callable[[], Image]"
    width: float
    height: float


def engine(languages: str = "eng") -> str:
    """Return the name of what reads pictures here, with its version and languages."""
    return f"{tesseract.name()} / {languages}"


def available(languages: str = "eng") -> str | None:
    """Return why pictures cannot be read on this machine, in words; None when they can."""
    return tesseract.missing(languages)


def read_pictures(pictures: Sequence[PagePicture], limits: Limits) -> list[SourcePage]:
    """Read each picture, as many side by side as ``limits.cores`` says; pages come in order.

    A page that could not be read has the method "none", no lines, and a notice that says why.
    Raises Unreadable when this machine can read no pictures at all.
    """
    reason = available(limits.languages)
    if reason:
        raise Unreadable("ocr_missing", f"{reason} Ask whoever runs Deponent to install it.")
    opening = threading.Lock()
    with ThreadPoolExecutor(max(1, limits.cores), thread_name_prefix="ocr") as pool:
        return list(pool.map(lambda picture: _read(picture, limits, opening), pictures))


def _read(picture: PagePicture, limits: Limits, opening: threading.Lock) -> SourcePage:
    import numpy as np

    with opening:
        image = picture.image() if callable(picture.image) else picture.image
        grey = np.asarray(image.convert("L"))
    tall, wide = grey.shape
    dpi = 72 * wide / picture.width, 72 * tall / picture.height
    grey = cleaning.even(grey, dpi)
    degrees, _ = direction.slope(grey, dpi)
    sheet = upright(grey, dpi, degrees)
    grey, ruled = ruling.taken_off(sheet.grey)
    grey = cleaning.without_dirt(grey)
    import os
    if os.environ.get("DUMP"):
        import cv2
        cv2.imwrite(os.environ["DUMP"], grey)
    pgm = b"P5 %d %d 255\n" % grey.shape[::-1] + grey.tobytes()
    try:
        found = tesseract.recognise(
            pgm, languages=limits.languages, dpi=READING_DPI, seconds=_PAGE_SECONDS
        )
    except tesseract.EngineFailed:
        notice = Notice(
            code="page_not_read",
            message=f"Page {picture.number} was not read: the OCR engine failed on it. "
            "Look at its picture.",
            page=picture.number,
        )
        return _unread(picture, notice)
    found = words_of.mended(found)
    words = words_of.placed(found, sheet)
    if not words:
        notice = Notice(
            code="page_blank",
            message=f"Page {picture.number} has nothing on it that can be read.",
            page=picture.number,
        )
        return _unread(picture, notice)
    lines, _ = reading_order.of_page(words, picture.width, picture.height)
    return SourcePage(
        number=picture.number,
        width=picture.width,
        height=picture.height,
        method="ocr",
        lines=tuple(lines),
        confidence=round(mean(each.confidence for each in found), 4),
    )


def _unread(picture: PagePicture, notice: Notice) -> SourcePage:
    return SourcePage(
        number=picture.number,
        width=picture.width,
        height=picture.height,
        method="none",
        notices=(notice,),
    )
