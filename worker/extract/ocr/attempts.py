"""Reading one page's picture: once where that is enough, again where the engine was unsure."""

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from worker.extract.formats.symbols import TICKED
from worker.extract.ocr import cleaning, combs, direction, engine, merging, ruling, words
from worker.extract.ocr.engine import Found
from worker.extract.ocr.sheet import READING_DPI, Grey, Place, Sheet, upright

_GOOD = 0.78
"""A page of printed words, the right way up, is read at least as surely as this."""
_POOR, _CLEAR = 0.6, 0.945
"""Between them a second reading of the same picture, prepared otherwise, is worth its time."""
_SURE_WORD = 0.6


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a picture that was turned upright: ``found`` is in its pixels."""

    sheet: Sheet
    found: tuple[Found, ...]

    @property
    def confidence(self) -> float:
        """The mean over the words, by their length, 0 to 1."""
        return _sureness(self.found)

    @property
    def surely_read(self) -> int:
        """How many letters stand in words that the engine is fairly sure of."""
        return sum(len(each.text) for each in self.found if each.confidence >= _SURE_WORD)


def read(grey: Grey, dpi: tuple[float, float], *, languages: str, seconds: float) -> Reading | None:
    """Read a picture: upright, or upside down, on its side or rougher where that reads better.

    Returns None for a picture without ink. Raises EngineFailed.
    """
    ends = time.monotonic() + seconds
    clean = cleaning.even(grey, dpi)
    degrees, doubtful = direction.slope(clean, dpi)
    best = _attempt(clean, dpi, degrees, languages, ends)
    if best is None or best.confidence >= _GOOD:
        return best
    for turn in (180, 90, 270) if doubtful else (180,):
        best = _better(best, clean, dpi, (degrees + turn, languages, ends))
        if best.confidence >= _GOOD:
            return best
    return best


def _better(
    best: Reading, grey: Grey, dpi: tuple[float, float], how: tuple[float, str, float]
) -> Reading:
    """Return what another attempt reads if it is more, else ``best``; out of time, ``best``."""
    try:
        other = _attempt(grey, dpi, *how)
    except engine.EngineFailed:
        return best
    return other if other and other.surely_read > best.surely_read else best


def _attempt(
    grey: Grey, dpi: tuple[float, float], degrees: float, languages: str, ends: float
) -> Reading | None:
    sheet = upright(grey, dpi, degrees)
    picture, ruled = ruling.taken_off(sheet.grey)
    picture = cleaning.without_dirt(picture)
    if not cleaning.has_ink(picture):
        return None

    def recognise(part: Grey, layout: int) -> list[Found]:
        pgm = b"P5 %d %d 255\n" % part.shape[::-1] + part.tobytes()
        seconds = ends - time.monotonic()
        return engine.recognise(
            pgm, languages=languages, dpi=READING_DPI, seconds=seconds, layout=layout
        )

    found: Sequence[Found] = words.mended(recognise(picture, engine.WHOLE_PAGE))
    if _POOR <= _sureness(found) < _CLEAR:
        # A second look that fails takes nothing from the first.
        with suppress(engine.EngineFailed):
            again = words.mended(recognise(cleaning.softened(picture), engine.WHOLE_PAGE))
            found = merging.surer(found, again)
    ticked = list(ruled.ticked)
    if ruled.combs:
        found = combs.read(picture, ruled.combs, found, recognise)
        first = len(ruled.combs) - len(ruled.scales)
        for number, scale in enumerate(ruled.scales, start=first):
            if not combs.holds_letters(found, number):
                found = combs.without(found, number)
                ticked += scale
    ticks = [_tick(place, number) for number, place in enumerate(ticked)]
    return Reading(replace(sheet, grey=None), (*found, *ticks))


def _sureness(found: Sequence[Found]) -> float:
    letters = sum(len(each.text) for each in found)
    return sum(len(each.text) * each.confidence for each in found) / max(1, letters)


def _tick(place: Place, number: int) -> Found:
    x0, top, x1, bottom = place
    return Found(TICKED, x0, top, x1, bottom, 0.9, (-2, number, 0))
