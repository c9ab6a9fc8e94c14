"""Sheets with two pages side by side, as copiers and booklets make them.

Such a sheet is told by its shape alone: it lies across, a strip down its middle is free, and each
half has margins of its own, or bands (page numbers, running titles) in the same places. The left
page is read wholly, then the right one. A table across a sheet has a free strip too, but not the
margins, and its rows are short.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean, median

from worker.extract.columns import in_reading_order
from worker.extract.layout import Line, PlacedWord, Table, into_lines

_ACROSS = 1.15
"""A sheet with two pages is at least this many times as wide as it is high."""
_OFF_CENTRE = 0.08
_GUTTER = 0.025
_WIDE_GUTTER = 0.045
_FEWEST_WORDS, _FEWEST_LINES = 5, 4
_PROSE_WORDS = 4.0
_BAND = 0.16
_SAME_PLACE = 0.02
_EDGE, _SHORT, _SMALL = 0.06, 0.5, 1.3
"""A sheet's own header is as near to its edge, a share of its height, as long, a share of its
width, and as large, times the usual size of its letters."""
_STRAY = 0.5
_TABLE_WORDS = 3.5
_ASKED = 15

Halves = tuple[list[PlacedWord], list[PlacedWord]]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The words of a sheet in its own frame: how far it reaches, and where it begins."""

    words: Sequence[PlacedWord]
    left: float
    top: float
    width: float
    height: float

    @property
    def centre(self) -> float:
        return self.left + self.width / 2


def halves(words: Sequence[PlacedWord], width: float, height: float) -> Halves | None:
    """Return the words of the two pages on a sheet of ``width`` by ``height`` points.

    None where the sheet is one page, or where that cannot be told.
    """
    sheet = _lying(words, width, height)
    if sheet is None:
        return None
    head, foot = _printed_across(sheet)
    apart = {id(word) for word in (*head, *foot)}
    sheet = replace(sheet, words=[word for word in words if id(word) not in apart])
    gutter = _gutter(sheet)
    if gutter is None:
        return None
    middle = sum(gutter) / 2
    left = [word for word in sheet.words if word.x0 + word.x1 < 2 * middle]
    right = [word for word in sheet.words if word.x0 + word.x1 >= 2 * middle]
    if min(len(left), len(right)) < _FEWEST_WORDS:
        return None
    if _bands_agree(sheet, left, right) or _are_pages(sheet, left, right, gutter):
        return [*head, *left], [*right, *foot]
    return None


def in_order(
    words: Sequence[PlacedWord], width: float, height: float, tables: Sequence[Table] = ()
) -> tuple[list[Line], bool]:
    """Gather the words of a page, or of the two on a sheet, into lines in reading order.

    Says too whether that order is doubtful.
    """
    found = halves(words, width, height)
    if found is None:
        return in_reading_order(words, tables=tables)
    left, doubtful = in_reading_order(found[0], tables=tables)
    right, doubtful_too = in_reading_order(found[1], first=left[-1].column + 1, tables=tables)
    return left + right, doubtful or doubtful_too


def _lying(words: Sequence[PlacedWord], width: float, height: float) -> _Sheet | None:
    """Return the sheet as its lines run, None when it doesn't lie across or has hardly a word."""
    if len(words) < 2 * _FEWEST_WORDS:
        return None
    wide, high = width, height
    left = top = 0.0
    # All words of a page run the same way: a few tell it.
    some = words[:: max(1, len(words) // _ASKED)]
    turned = sum(_is_turned(word) for word in some) * 2 > len(some)
    if turned:
        # The frame was turned about the page's corner, so it lies on one side of it or the other.
        tall = sum(_stands(word) for word in some) * 2 > len(some)
        wide, high = (height, width) if tall else (width, height)
        left = -wide if median(word.x0 for word in words) < 0 else 0.0
        top = -high if median(word.top for word in words) < 0 else 0.0
    return _Sheet(words, left, top, wide, high) if wide >= _ACROSS * high else None


def _printed_across(sheet: _Sheet) -> Halves:
    """Return the words of a line at the top edge, and of one at the foot, that run over the fold.

    What made the sheet of two pages may have put its own header or footer on it.
    """
    if not sheet.words:
        return [], []
    most = _SMALL * median(word.size for word in sheet.words)
    found: list[list[PlacedWord]] = []
    for edge in (sheet.top, sheet.top + sheet.height):
        near = _EDGE * sheet.height
        lines = into_lines(word for word in sheet.words if abs(word.middle - edge) <= near)
        over = [piece for line in lines if (piece := _over(sheet, line.words))]
        small = len(over) == 1 and all(word.size <= most for word in over[0])
        found.append(over[0] if small else [])
    return found[0], found[1]


def _over(sheet: _Sheet, row: Sequence[PlacedWord]) -> list[PlacedWord]:
    """Return the words side by side that run over the middle of a sheet."""
    piece: list[PlacedWord] = []
    for word in row:
        if piece and word.x0 - piece[-1].x1 > _GUTTER * sheet.width:
            if piece[-1].x1 > sheet.centre:
                break
            piece = []
        piece.append(word)
    if not piece or piece[-1].x1 - piece[0].x0 > _SHORT * sheet.width:
        return []
    return piece if piece[0].x0 < sheet.centre < piece[-1].x1 else []


def _is_turned(word: PlacedWord) -> bool:
    x0, top, _, _ = word.shown
    # Upright scans are read a little off the place where they are shown; turned ones far off it.
    return abs(word.x0 - x0) + abs(word.top - top) > 60


def _stands(word: PlacedWord) -> bool:
    wide, high = word.shown[2] - word.shown[0], word.shown[3] - word.shown[1]
    return (wide > high) != (word.x1 - word.x0 > word.bottom - word.top)


def _gutter(sheet: _Sheet) -> tuple[float, float] | None:
    """Return the widest strip near the middle that no word reaches into."""
    reach = _OFF_CENTRE * sheet.width
    near = sorted((word.x0, word.x1) for word in sheet.words if not _is_stray(word))
    end = sheet.left
    best: tuple[float, float] | None = None
    for x0, x1 in near:
        if x0 > end:
            low, high = end, x0
            centred = low < sheet.centre + reach and high > sheet.centre - reach
            if centred and (best is None or high - low > best[1] - best[0]):
                best = (low, high)
        end = max(end, x1)
    size = median(word.size for word in sheet.words)
    least = max(_GUTTER * sheet.width, 1.2 * size)
    if best is None or best[1] - best[0] < least:
        return None
    # However wide it is, the fold runs through it.
    return best if best[0] <= sheet.centre + reach and best[1] >= sheet.centre - reach else None


def _is_stray(word: PlacedWord) -> bool:
    """Whether a word is no more than a speck or a fold's shadow that was read as a letter."""
    unsure = word.confidence is not None and word.confidence < _STRAY
    return (unsure and len(word.text) <= 2) or not any(map(str.isalnum, word.text))


def _bands_agree(sheet: _Sheet, left: list[PlacedWord], right: list[PlacedWord]) -> bool:
    """Whether both halves have the same words, or numbers one apart, at the same edge and place."""
    half = sheet.width / 2
    ours = [word for word in left if _in_band(sheet, word)]
    theirs = [word for word in right if _in_band(sheet, word)]
    words: set[str] = set()
    numbers = False
    for word in ours:
        for other in theirs:
            if abs(word.middle - other.middle) > _SAME_PLACE * sheet.height:
                continue
            beside = abs(word.x0 + half - other.x0) <= _SAME_PLACE * sheet.width
            mirrored = abs(word.x0 + other.x1 - 2 * sheet.centre) <= 2 * _SAME_PLACE * sheet.width
            if word.text.isdecimal() and other.text.isdecimal() and len(word.text) <= 3:
                numbers = numbers or (
                    (beside or mirrored) and int(other.text) - int(word.text) == 1
                )
            elif beside and len(word.text) > 2 and word.text.casefold() == other.text.casefold():
                words.add(word.text.casefold())
    return numbers or len(words) >= 2


def _in_band(sheet: _Sheet, word: PlacedWord) -> bool:
    down = (word.middle - sheet.top) / sheet.height
    return down <= _BAND or down >= 1 - _BAND


def _are_pages(
    sheet: _Sheet, left: list[PlacedWord], right: list[PlacedWord], gutter: tuple[float, float]
) -> bool:
    """Whether both halves are set like pages: prose, with margins on both sides of the fold."""
    sides = [into_lines(side) for side in (left, right)]
    prose = [_is_prose(side) for side in sides]
    if not any(prose) or (not all(prose) and _are_rows(*sides)):
        return False
    left, right = ([word for word in side if not _is_stray(word)] for side in (left, right))
    if not left or not right:
        return False
    outer = min(word.x0 for word in left) - sheet.left
    before = sheet.centre - max(word.x1 for word in left)
    after = min(word.x0 for word in right) - sheet.centre
    if outer <= 0 or before < 0.2 * outer or after < 0.2 * outer:
        return False
    own_margins = abs(after - outer) <= max(0.35 * outer, 0.012 * sheet.width)
    wide = gutter[1] - gutter[0] >= _WIDE_GUTTER * sheet.width
    return wide and (own_margins or (all(prose) and gutter[1] - gutter[0] >= 0.8 * outer))


def _is_prose(lines: Sequence[Line]) -> bool:
    if len(lines) < _FEWEST_LINES:
        return False
    return fmean(len(line.words) for line in lines) >= _PROSE_WORDS


def _are_rows(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether the lines of both halves are the cells of one table: level, and short on one side."""
    if min(len(left), len(right)) < 2:
        return False
    fewer, more = sorted((left, right), key=len)
    level = sum(any(_level(line, other) for other in more) for line in fewer)
    short = min(fmean(len(line.words) for line in side) for side in (left, right))
    return level >= 0.8 * len(fewer) and short <= _TABLE_WORDS


def _level(one: Line, other: Line) -> bool:
    return abs(one.bottom - other.bottom) <= 0.3 * min(one.size, other.size)
