"""The words of a page as pdfium gives its letters: the same words that the slow road makes of them.

The rule is the slow road's: letters further apart than a share of their size belong to different
words, and so do letters on either side of a space. pdfium also guesses spaces: a guess counts only
where the distance says the same. What leaves a doubt raises ``Doubtful``: that page takes the slow
road.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from unicodedata import normalize

from worker.extract.layout import PlacedWord
from worker.extract.pdf import font_measures, pdfium
from worker.extract.pdf.pdfium import Sheet
from worker.extract.pdf.soundness import Wholeness
from worker.extract.pdf.word_rules import BULLETS, WORD_GAP, row_tolerance

_HYPHEN = "\ufffe"
"""pdfium's mark for a hyphen at a line's end."""
_STRANGE = re.compile(
    "[^\\s!-~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u058f\u1e00-\u1fff\u2010-\u2027\u2030-\u205e"
    "\u2070-\u20bf\u2100-\u27bf\u2900-\u2bff\ufb00-\ufb06]|\x0b|\x0c|[\x1c-\x1f]"
)
"""Letters that pdfium and pdfminer may give differently or in another order: control and private
codes, scripts from right to left, marks that combine, soft hyphens."""
_LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    "\ufb05": "st", "\ufb06": "st",
}  # fmt: skip
_SPELT_OUT = str.maketrans(_LIGATURES)
_BULLETS = str.maketrans(BULLETS)
_TOKEN = re.compile(r"\S+")
_SOME_GAP = 0.3
"""Where letters stand further apart than this, in points, a closer look is taken."""
_DOUBTFUL_GAP = 0.4
"""Of this share of a word gap, up to a whole one, pdfium's boxes can't tell what a gap is: they may
be wider than the letter's advance."""
_OVERLAP = 0.2
"""Words that overlap by more than this share of their size were printed over each other."""
_SMALLEST = 2.5
_COVERED, _BESIDE = 0.6, 0.25

_Piece = tuple[float, float, float, float, float, int, int]
"""A word or part of one: x0, x1, top, bottom, size, its first letter and the one after its last."""

Stand = tuple[float, float, float]
"""How the letters of a text object stand: their line and their size (points, in pdfium's frame),
and their font's descent (a share of the size)."""

_NOWHERE: Stand = (0.0, 0.0, 0.0)


class Doubtful(Exception):
    """The fast road may read this page otherwise than the slow one."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a page: their text, and where each stands, in pdfium's frame."""

    text: str
    left: Sequence[float]
    top: Sequence[float]
    right: Sequence[float]


def letters(sheet: Sheet, whole: Wholeness) -> Letters:
    """Return the letters of a page of a file. Raises Doubtful, ValueError."""
    text = sheet.text()
    if len(text) != sheet.letters:
        raise Doubtful
    if not text.isascii():
        text = text.translate(_BULLETS)
        if _HYPHEN in text and whole.soft_hyphens:
            raise Doubtful
        text = text.replace(_HYPHEN, "-")
    if _STRANGE.search(text) or not (whole.plain_codes or sheet.all_known()):
        raise Doubtful
    return Letters(text, *sheet.boxes())


def placed(sheet: Sheet, found: Letters, texts: Sequence[int]) -> list[PlacedWord]:
    """Return the words of a page as displayed, row by row.

    ``texts`` are the text objects that draw its ``found`` letters. Raises Doubtful, ValueError.
    """
    pieces = _pieces(sheet, found, _stands(texts))
    if not pieces:
        return []
    tolerance = row_tolerance(median(piece[4] for piece in pieces))
    rows = _rows(pieces, tolerance)
    words: list[PlacedWord] = []
    for row in rows:
        row.sort()
        words += _words(sheet, found.text, row, tolerance)
    _refuse_layers(rows)
    return words


def _pieces(sheet: Sheet, found: Letters, stands: Mapping[int | None, Stand]) -> list[_Piece]:
    """Return stretches of letters side by side, on one line and of one size."""
    spans = _spans(sheet, found)
    text, left, right = found.text, found.left, found.right
    x, y, width, height = sheet.frame
    starts = [start for start, _ in spans]
    origins = sheet.origins(starts)
    drawers = sheet.drawn_by(starts)
    idle = stands.keys() - set(drawers)
    if idle:
        _refuse_dropped(sheet, idle - set(sheet.drawn_by([end - 1 for _, end in spans])))
    pieces = []
    for (start, end), drawer, x0 in zip(spans, drawers, origins, strict=True):
        base, size, descent = stands.get(drawer, _NOWHERE)
        low = y - base - descent * size
        x1 = right[end - 1]
        # A space has no ink: its box begins where the letter before it ends.
        if text[end : end + 1] == " " and x0 < left[end] < x1:
            x1 = left[end]
        if size < _SMALLEST or x0 < x or x1 > x + width or low < size or low > height:
            raise Doubtful
        pieces.append((x0 - x, x1 - x, low - size, low, size, start, end))
    return pieces


def _refuse_dropped(sheet: Sheet, idle: Collection[int | None]) -> None:
    """Raise Doubtful where pdfium left letters out, as it does with those printed twice."""
    things = [thing for thing in idle if thing and not sheet.draws_letters(thing)]
    # What has no height has no ink: spaces after spaces.
    if any(high > low for _, low, _, high in pdfium.bounds(things)):
        raise Doubtful


def _spans(sheet: Sheet, found: Letters) -> list[tuple[int, int]]:
    """Return the stretches of letters between spaces, parted where they don't follow on."""
    text, left, top, right = found.text, found.left, found.top, found.right
    spans = [match.span() for match in _TOKEN.finditer(text)]
    neighbours = zip(left, right, left[1:], top, top[1:], strict=False)
    apart = [
        at
        for at, (a, b, c, t, u) in enumerate(neighbours, start=1)
        if t != u or not a <= c <= b + _SOME_GAP
    ]
    inside = [at for at in apart if not (text[at].isspace() or text[at - 1].isspace())]
    if not inside:
        return spans
    befores, afters = sheet.drawn_by([at - 1 for at in inside]), sheet.drawn_by(inside)
    # A letter with an accent is taller than its neighbours, and still stands beside them.
    inside = [
        at
        for at, before, after in zip(inside, befores, afters, strict=True)
        if before != after or not left[at - 1] <= left[at] <= right[at - 1] + _SOME_GAP
    ]
    parted: list[tuple[int, int]] = []
    for start, end in spans:
        cuts = [start, *inside[bisect_right(inside, start) : bisect_left(inside, end)], end]
        parted += pairwise(cuts)
    return parted


def _stands(texts: Sequence[int]) -> dict[int | None, Stand]:
    """Return how the letters of each text object stand."""
    known: dict[int, float] = {}
    stands: dict[int | None, Stand] = {}
    matrices, sizes = pdfium.matrices(texts), pdfium.sizes(texts)
    for thing, font, matrix, size in zip(texts, pdfium.fonts(texts), matrices, sizes, strict=True):
        if font not in known:
            known[font] = _descent(font)
        across, b, c, up, _, base = matrix
        if b or c or across <= 0 or up <= 0:
            raise Doubtful
        stands[thing] = (base, size * up, known[font])
    return stands


def _descent(font: int) -> float:
    found = font_measures.descent(font) if font else None
    if found is None:
        raise Doubtful
    return found


def _rows(pieces: Sequence[_Piece], tolerance: float) -> list[list[_Piece]]:
    """Gather pieces into rows: from each to the next of a row, the top differs by little."""
    by_top: dict[float, list[_Piece]] = {}
    for piece in pieces:
        by_top.setdefault(piece[2], []).append(piece)
    rows: list[list[_Piece]] = []
    last = 0.0
    for top in sorted(by_top):
        if rows and top <= last + tolerance:
            rows[-1] += by_top[top]
        else:
            rows.append(by_top[top])
        last = top
    return rows


def _words(sheet: Sheet, text: str, row: list[_Piece], tolerance: float) -> list[PlacedWord]:
    words: list[PlacedWord] = []
    before: _Piece | None = None
    said = ""
    for piece in row:
        more = text[piece[5] : piece[6]]
        if before:
            if piece[0] - before[1] <= WORD_GAP * before[4] and _joins(
                sheet, text, before, piece, tolerance
            ):
                said += more
                before = _joined(before, piece)
                continue
            words.append(_word(said, before))
        before, said = piece, more
    if before:
        words.append(_word(said, before))
    return words


def _joins(sheet: Sheet, text: str, before: _Piece, piece: _Piece, tolerance: float) -> bool:
    """Whether two pieces that stand close make one word."""
    gap, start, end = piece[0] - before[1], before[6], piece[5]
    if gap < -_OVERLAP * before[4] or start > end or text[start:end].strip():
        raise Doubtful
    if abs(piece[2] - before[2]) > tolerance:
        return False
    if not all(sheet.guessed(at) for at in range(start, end)):
        return False
    if gap > _DOUBTFUL_GAP * WORD_GAP * before[4]:
        raise Doubtful
    return True


def _joined(one: _Piece, other: _Piece) -> _Piece:
    return (
        one[0], max(one[1], other[1]), min(one[2], other[2]), max(one[3], other[3]), other[4],
        one[5], other[6],
    )  # fmt: skip


def _word(text: str, piece: _Piece) -> PlacedWord:
    if not text.isascii():
        text = normalize("NFC", text.translate(_SPELT_OUT))
    x0, x1, top, bottom = piece[:4]
    return PlacedWord(text, x0, top, x1, bottom, (x0, top, x1, bottom))


def _refuse_layers(rows: Sequence[Sequence[_Piece]]) -> None:
    """Raise Doubtful where words stand on other ones, as a stamp or a watermark does."""
    extents = [(min(p[2] for p in row), max(p[3] for p in row)) for row in rows]
    for at, (row, (_, bottom)) in enumerate(zip(rows, extents, strict=True)):
        for other, (top, _) in zip(rows[at + 1 :], extents[at + 1 :], strict=True):
            if top >= bottom:
                break
            if any(_stand_on_each_other(one, two) for one in row for two in other):
                raise Doubtful


def _stand_on_each_other(one: _Piece, other: _Piece) -> bool:
    size = min(one[4], other[4])
    return (
        min(one[3], other[3]) - max(one[2], other[2]) > _COVERED * size
        and min(one[1], other[1]) - max(one[0], other[0]) > _BESIDE * size
    )
