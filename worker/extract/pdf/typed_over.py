"""Words typed over a page's picture: kept once, and woven into what the picture says.

The typed words are painted over before the picture is read, so the engine cannot read them a second
time, and cannot run them together with what stands beside them.
"""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from worker.casefile import Notice
from worker.extract import page_notices, reading_order
from worker.extract.layout import PlacedWord, SourcePage

if TYPE_CHECKING:
    from PIL.Image import Image

_ROUND = 1.5
_FEWEST_PAIRS = 8


def without_typed(image: "Image", page: SourcePage) -> "Image":
    """Return a grey picture of ``page`` on which its typed words are painted over."""
    words = _typed(page)
    if not words:
        return image
    from PIL import ImageDraw

    image = image.copy()
    across, down = image.width / page.width, image.height / page.height
    draw = ImageDraw.Draw(image)
    for word in words:
        x0, top, x1, bottom = word.shown
        box = (
            max(0, int((x0 - _ROUND) * across)),
            max(0, int((top - _ROUND) * down)),
            min(image.width, int((x1 + _ROUND) * across) + 1),
            min(image.height, int((bottom + _ROUND) * down) + 1),
        )
        if box[0] < box[2] and box[1] < box[3]:
            # With the colour around it, so that no patch is left to be taken for a letter.
            draw.rectangle((box[0], box[1], box[2] - 1, box[3] - 1), fill=_ground(image, box))
    return image


def _ground(image: "Image", box: tuple[int, int, int, int]) -> int:
    pixels = image.crop(box).resize((32, 8)).tobytes()
    # Letters take less than half of the place they stand in.
    return sorted(pixels)[len(pixels) * 3 // 4]


def merged(page: SourcePage, read: SourcePage, notices: tuple[Notice, ...]) -> SourcePage:
    """Return what was read from a page's picture, with the page's typed words in their places."""
    seen = [word for line in read.lines for word in line.words]
    moved = _moved([word for line in page.lines for word in line.words], seen)
    if moved is None:
        # Nobody can tell how the picture lies under the words: they stand before it.
        after = 1 + max((line.column for line in page.lines), default=0)
        behind = [replace(line, column=line.column + after) for line in read.lines]
        lines, doubtful = [*page.lines, *behind], False
    else:
        lines, doubtful = reading_order.of_page([*seen, *moved], page.width, page.height)
    if doubtful and all(notice.code != "reading_order_doubtful" for notice in notices):
        notices = (*notices, page_notices.order_doubtful(page.number))
    return replace(
        read,
        lines=tuple(lines),
        asides=(*page.asides, *read.asides),
        ink=page.ink,
        notices=notices,
    )


def _typed(page: SourcePage) -> list[PlacedWord]:
    return [word for line in (*page.lines, *page.asides) for word in line.words]


def _moved(words: Sequence[PlacedWord], seen: Sequence[PlacedWord]) -> list[PlacedWord] | None:
    """Return typed words in the frame that the picture's words are read in.

    A crooked scan is read upright, so its lines run in another frame than the page as displayed.
    How the two lie is told from the picture's words, which stand in both.
    """
    level = [word for word in seen if word.shown[2] > word.shown[0]]
    if len(level) < _FEWEST_PAIRS:
        shift = _usual_shift(level)
        return None if shift is None else [_shifted(word, *shift) for word in words]
    import numpy as np

    shown = [word.shown for word in level]
    there = np.array([[(x0 + x1) / 2, (top + bottom) / 2, 1.0] for x0, top, x1, bottom in shown])
    here = np.array([[(word.x0 + word.x1) / 2, word.middle] for word in level])
    fit, _, rank, _ = np.linalg.lstsq(there, here, rcond=None)
    if rank < 3 or float(np.abs(there @ fit - here).max()) > 6:
        return None
    moved = []
    for word in words:
        x0, top, x1, bottom = word.shown
        x, y = np.array([(x0 + x1) / 2, (top + bottom) / 2, 1.0]) @ fit
        moved.append(_centred(word, float(x), float(y)))
    return moved


def _usual_shift(seen: Sequence[PlacedWord]) -> tuple[float, float] | None:
    """Return how far the two frames of a few words are apart, None where they are turned."""
    if not seen:
        return 0.0, 0.0
    across = [word.x0 - word.shown[0] for word in seen]
    down = [word.top - word.shown[1] for word in seen]
    if max(across) - min(across) > 6 or max(down) - min(down) > 6:
        return None
    return median(across), median(down)


def _shifted(word: PlacedWord, across: float, down: float) -> PlacedWord:
    x0, top, x1, bottom = word.shown
    return _centred(word, (x0 + x1) / 2 + across, (top + bottom) / 2 + down)


def _centred(word: PlacedWord, x: float, y: float) -> PlacedWord:
    wide, tall = (word.x1 - word.x0) / 2, (word.bottom - word.top) / 2
    return replace(word, x0=x - wide, x1=x + wide, top=y - tall, bottom=y + tall)
