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
from itertools import compress, islice, pairwise, repeat
from operator import ne, sub
from unicodedata import normalize

from worker.extract import bulk
from worker.extract.layout import PlacedWord
from worker.extract.pdf import font_measures, pdfium
from worker.extract.pdf.pdfium import Sheet
from worker.extract.pdf.soundness import Wholeness
from worker.extract.pdf.word_rules import BULLETS, WORD_GAP, row_tolerance

_HYPHEN = "\ufffe"
"""pdfium's mark for a hyphen at a line's end."""
_EURO = "\u20ac"
_STRANGE = re.compile(
    "[^\t\n\r -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u058f\u1e00-\u1fff\u2000-\u200a\u2010-\u2027"
    "\u2030-\u205e\u2070-\u20bf\u2100-\u27bf\u2900-\u2bff\u3000\ufb00-\ufb06]"
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
_SOME_OVERLAP, _SOME_GAP = -1.0, 0.3
"""Where letters are not within these of each other, in points, a closer look is taken."""
_DOUBTFUL_GAP = 0.4
"""Of this share of a word gap, up to a whole one, pdfium's boxes can't tell what a gap is: they may
be wider than the letter's advance."""
_OVERLAP = 0.2
"""Words that overlap by more than this share of their size were printed over each other."""
_OVERHANG = 0.3
"""Ink reaches beyond its letter's advance by less than this share of its size."""
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
    if _STRANGE.search("".join(set(text))) or not (whole.plain_codes or sheet.all_known()):
        raise Doubtful
    return Letters(text, *sheet.boxes())


def words(sheet: Sheet, found: Letters, texts: Sequence[int]) -> list[PlacedWord]:
    """Return the words of a page as displayed, row by row.

    ``texts`` are the text objects that draw its ``found`` letters. Raises Doubtful, ValueError.
    """
    pieces = _pieces(sheet, found, _stands(texts))
    if not pieces:
        return []
    if _EURO in found.text and not all(map(font_measures.has_own_euro, set(pdfium.fonts(texts)))):
        raise Doubtful
    tolerance = row_tolerance(_usual_size(pieces))
    rows = _rows(pieces, tolerance)
    spelt = str if found.text.isascii() else _spelt
    text = found.text
    placed: list[_Piece] = []
    for row in rows:
        row.sort()
        close = any(b[0] - a[1] <= WORD_GAP * a[4] for a, b in pairwise(row))
        placed += _joined(sheet, text, row, tolerance) if close else row
    _refuse_layers(rows)
    said = [spelt(text[piece[5] : piece[6]]) for piece in placed]
    x0, x1, top, bottom, *_ = zip(*placed, strict=True)
    return bulk.made(
        PlacedWord, len(placed), text=said, x0=x0, top=top, x1=x1, bottom=bottom,
        shown=zip(x0, top, x1, bottom, strict=True), confidence=repeat(None),
    )  # fmt: skip


def _usual_size(pieces: Sequence[_Piece]) -> float:
    """Return the size that half of the letters have, or less."""
    letters_of: dict[float, int] = {}
    for piece in pieces:
        letters_of[piece[4]] = letters_of.get(piece[4], 0) + piece[6] - piece[5]
    left = sum(letters_of.values()) / 2
    for size in sorted(letters_of):
        left -= letters_of[size]
        if left <= 0:
            break
    return size


def _spelt(text: str) -> str:
    return text if text.isascii() else normalize("NFC", text.translate(_SPELT_OUT))


def _pieces(sheet: Sheet, found: Letters, stands: Mapping[int | None, Stand]) -> list[_Piece]:
    """Return stretches of letters side by side, on one line and of one size."""
    spans = _spans(sheet, found)
    if not spans:
        return []
    text, left, right = found.text + "\n", [*found.left, 0.0], found.right
    x, y, width, height = sheet.frame
    starts = [start for start, _ in spans]
    drawers = sheet.drawn_by(starts)
    idle = stands.keys() - set(drawers)
    if idle:
        _refuse_dropped(sheet, idle - set(sheet.drawn_by([end - 1 for _, end in spans])))
    pieces = []
    drawer: int | None = 0
    top = low = size = over = 0.0
    for (start, end), by in zip(spans, drawers, strict=True):
        if by != drawer:
            drawer = by
            base, size, descent = stands.get(by, _NOWHERE)
            low = y - base - descent * size
            top = low - size
            over = _OVERHANG * size
            # Put so that what is no number at all is doubted too.
            if not (size >= _SMALLEST and top >= 0 and low <= height):
                raise Doubtful
        x0, x1 = left[start], right[end - 1]
        # A space has no ink: its box tells where the letters on both sides of it end and begin,
        # even where their ink reaches further.
        if text[end] == " " and x1 - over < left[end] < x1:
            x1 = left[end]
        if text[start - 1] == " " and x0 < right[start - 1] < x0 + over:
            x0 = right[start - 1]
        pieces.append((x0 - x, x1 - x, top, low, size, start, end))
    if not all(0 <= piece[0] <= piece[1] <= width for piece in pieces):
        raise Doubtful
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
    apart = list(compress(range(1, len(top)), map(ne, top, islice(top, 1, None))))
    gaps = map(sub, islice(left, 1, None), right)
    apart += [at for at, gap in enumerate(gaps, start=1) if not _SOME_OVERLAP < gap < _SOME_GAP]
    inside = sorted({at for at in apart if not (text[at].isspace() or text[at - 1].isspace())})
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


def _joined(sheet: Sheet, text: str, row: list[_Piece], tolerance: float) -> list[_Piece]:
    """Put the pieces of a row that stand close together, where they make one word."""
    words = row[:1]
    for piece in row[1:]:
        before = words[-1]
        close = piece[0] - before[1] <= WORD_GAP * before[4]
        if close and _joins(sheet, text, before, piece, tolerance):
            words[-1] = (
                before[0], max(before[1], piece[1]), min(before[2], piece[2]),
                max(before[3], piece[3]), piece[4], before[5], piece[6],
            )  # fmt: skip
        else:
            words.append(piece)
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
