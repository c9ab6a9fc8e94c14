"""Pictures of pages, read by OCR side by side: words, where they stand, and how sure they are."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.casefile import Notice
from worker.errors import Unreadable
from worker.extract import progress, reading_order
from worker.extract.layout import SourcePage
from worker.extract.limits import Limits
from worker.extract.ocr import engine as tesseract
from worker.extract.ocr.engine import EngineFailed

if TYPE_CHECKING:
    from PIL.Image import Image

    from worker.extract.ocr.attempts import Reading
    from worker.extract.ocr.sheet import Grey

_PAGE_SECONDS = 150.0
_OF_ALL = 0.85
"""Share of the time for a file that its pictures may take: what was read must still get out."""
_HIGHEST_DPI = 400
_LONGEST_SIDE = 12_000


@dataclass(frozen=True, slots=True)
class PagePicture:
    """The picture of a page as displayed, or what opens it; ``width`` and ``height`` in points.

    Openers are called one at a time, each when its page's turn has come, so they need not be safe
    in threads and their pictures are not in memory all at once. An opener may raise Unreadable,
    OSError or ValueError, which loses that page only.
    """

    number: int
    image: "Image | Callable[[], Image]"
    width: float
    height: float


def engine(languages: str = "eng") -> str:
    """Return the name of what reads pictures here, with its version and its language data."""
    return f"{tesseract.name()} / {tesseract.data(languages)}"


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
    import cv2

    # Pages side by side use the cores; threads within each would only get in each other's way.
    cv2.setNumThreads(1)
    progress.pictures_to_read(len(pictures))
    ends = time.monotonic() + _OF_ALL * limits.seconds_with(len(pictures))
    room = _Room(limits, threading.Lock(), ends)
    with ThreadPoolExecutor(max(1, limits.cores), thread_name_prefix="ocr") as pool:
        return list(pool.map(lambda picture: _read(picture, room), pictures))


@dataclass(frozen=True, slots=True)
class _Room:
    """What the pages share: limits, the lock for openers, and when all must be done."""

    limits: Limits
    opening: threading.Lock
    ends: float

    def seconds(self) -> float:
        return min(_PAGE_SECONDS, self.ends - time.monotonic())


def _read(picture: PagePicture, room: _Room) -> SourcePage:
    import cv2

    from worker.extract.ocr import attempts

    number = picture.number
    if room.seconds() <= 0:
        return _unread(picture, _late(number))
    try:
        with room.opening:
            grey, dpi = _open(picture)
    except Unreadable as error:
        return _unread(picture, _broken(number, str(error)))
    except (OSError, ValueError, SyntaxError):
        return _unread(picture, _broken(number, "Its picture is damaged."))
    try:
        reading = attempts.read(grey, dpi, languages=room.limits.languages, seconds=room.seconds())
    except (EngineFailed, cv2.error):
        # What no step of the way can take is one page that was not read, never the document.
        late = room.seconds() <= 0
        return _unread(picture, _late(number) if late else _failed(number))
    if reading is None:
        return _unread(picture, _blank(number))
    return _page(picture, reading)


def _page(picture: PagePicture, reading: "Reading") -> SourcePage:
    from worker.extract.ocr import judging, stray, words

    judged = judging.judge(picture.number, reading.found)
    placed = words.placed(judged.found, reading.sheet)
    lines, doubtful = reading_order.of_page(placed, picture.width, picture.height)
    lines = stray.put_beside(lines)
    notices = [*judged.notices, *([_order(picture.number)] if doubtful else [])]
    return SourcePage(
        number=picture.number,
        width=picture.width,
        height=picture.height,
        method="ocr" if lines else "none",
        lines=tuple(lines),
        notices=tuple(notices),
        confidence=judged.confidence,
    )


def _open(picture: PagePicture) -> "tuple[Grey, tuple[float, float]]":
    """Return a picture in grey and its resolution across and down, no larger than is of use."""
    import cv2
    import numpy as np

    image = picture.image() if callable(picture.image) else picture.image
    grey = np.asarray(image.convert("L"))
    tall, wide = grey.shape
    share = min(
        1.0,
        _HIGHEST_DPI * picture.width / 72 / wide,
        _LONGEST_SIDE / wide,
        _LONGEST_SIDE / tall,
    )
    if share < 1:
        size = max(1, round(wide * share)), max(1, round(tall * share))
        grey = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
        tall, wide = grey.shape
    return grey, (72 * wide / picture.width, 72 * tall / picture.height)


def _unread(picture: PagePicture, notice: Notice) -> SourcePage:
    return SourcePage(
        number=picture.number,
        width=picture.width,
        height=picture.height,
        method="none",
        notices=(notice,),
    )


def _blank(number: int) -> Notice:
    return Notice(code="page_blank", message=f"Page {number} has nothing on it.", page=number)


def _late(number: int) -> Notice:
    return Notice(
        code="page_not_read",
        message=f"Page {number} was not read: reading the pages before it took too long. "
        "Split the file and upload the parts.",
        page=number,
    )


def _failed(number: int) -> Notice:
    return Notice(
        code="page_not_read",
        message=f"Page {number} was not read: the OCR engine failed on its picture or took too "
        "long. Read it from its picture.",
        page=number,
    )


def _broken(number: int, why: str) -> Notice:
    return Notice(code="page_not_read", message=f"Page {number} was not read. {why}", page=number)


def _order(number: int) -> Notice:
    return Notice(
        code="reading_order_doubtful",
        message=f"Page {number} may be set in columns. It was read straight across, so sentences "
        "may be mixed up. Compare with the original.",
        page=number,
    )
