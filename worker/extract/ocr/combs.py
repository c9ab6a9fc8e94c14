"""Combs: rows of boxes for one character each, such as a form's reference number.

The engine reads letters that far apart badly. They are moved together, read as one word, and each
is given back to its cell.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from worker.extract.encodings import REPLACEMENT
from worker.extract.ocr.engine import Found
from worker.extract.ocr.sheet import Grey, Place

Recognise: TypeAlias = Callable[[Grey, int], list[Found]]
"""Reads a picture with one of the engine's layouts."""

_INSET = 3
_INK = 150
_LEAST = 0.12
"""Shares of the cell's height that a character is tall or wide at least."""
_CAPITAL = 0.85
_ONE_LINE, _ONE_CHARACTER = 7, 10
_LINE_OF = -1
_LIKE_A_TICK, _SURE = frozenset("vVxXyYuU7"), 0.68
_GAP = 0.7
"""The confidence of a sign that stands for a character which nobody could read: it is kept."""


def read(
    grey: Grey, combs: Sequence[Sequence[Place]], found: Sequence[Found], recognise: Recognise
) -> list[Found]:
    """Return ``found`` with what stands in combs read cell by cell, a word for each cell."""
    kept = [each for each in found if not any(_is_in(each, comb) for comb in combs)]
    for number, comb in enumerate(combs):
        kept += _cells(grey, comb, number, recognise)
    return kept


def holds_letters(found: Sequence[Found], comb: int) -> bool:
    """Whether a letter or a figure was read in any cell of the ``comb`` with that number.

    A tick is read as one that has its strokes, but never surely.
    """
    return any(
        any(map(str.isalnum, each.text))
        and (each.text not in _LIKE_A_TICK or each.confidence >= _SURE)
        for each in found
        if each.line == _line(comb)
    )


def without(found: Sequence[Found], comb: int) -> list[Found]:
    """Return ``found`` without what was read in the cells of the ``comb`` with that number."""
    return [each for each in found if each.line != _line(comb)]


def _line(comb: int) -> tuple[int, int, int]:
    return _LINE_OF, comb, 0


def _is_in(word: Found, comb: Sequence[Place]) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return comb[0][0] - 4 <= x <= comb[-1][2] + 4 and comb[0][1] - 4 <= y <= comb[0][3] + 4


def _cells(grey: Grey, comb: Sequence[Place], number: int, recognise: Recognise) -> list[Found]:
    places = [place for cell in comb if (place := _character(grey, cell))]
    if not places:
        return []
    words = recognise(_together(grey, places), _ONE_LINE)
    text = "".join(word.text for word in words)
    sure = min((word.confidence for word in words), default=0.0)
    if len(text) == len(places):
        read = [(character, sure) for character in text]
    else:
        # A letter alone has no neighbours to tell a capital from a small one by: its height does.
        top, bottom = min(place[1] for place in places), max(place[3] for place in places)
        alone = [recognise(_together(grey, [place]), _ONE_CHARACTER) for place in places]
        read = [
            (_as_tall(one[0].text[:1], place, top, bottom), one[0].confidence) if one else ("", 0.0)
            for one, place in zip(alone, places, strict=True)
        ]
    top, bottom = comb[0][1], comb[0][3]
    line = _line(number)
    known = [at for at, (text, _) in enumerate(read) if text]
    return [
        # A character lost amid others must be seen to be: of a date it would leave another one.
        Found(
            text or REPLACEMENT, place[0], max(top, place[1]), place[2], min(bottom, place[3]),
            sure if text else _GAP, line,
        )
        for at, (place, (text, sure)) in enumerate(zip(places, read, strict=True))
        if text or (known and known[0] < at < known[-1])
    ]  # fmt: skip


def _as_tall(character: str, place: Place, top: int, bottom: int) -> str:
    tall = place[3] - place[1] >= _CAPITAL * (bottom - top)
    return character.upper() if tall and character in "cosuvwxz" else character


def _character(grey: Grey, cell: Place) -> Place | None:
    """Return where the character of a cell stands, None where the cell is empty."""
    import numpy as np

    x0, top, x1, bottom = cell
    part = grey[top + _INSET : bottom - _INSET, x0 + _INSET : x1 - _INSET] < _INK
    if not part.size:
        return None
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    least = _LEAST * (bottom - top)
    if len(rows) < 2 * least or len(columns) < least / 2:
        return None
    left, high = x0 + _INSET, top + _INSET
    return (
        int(left + columns[0]), int(high + rows[0]),
        int(left + columns[-1] + 1), int(high + rows[-1] + 1),
    )  # fmt: skip


def _together(grey: Grey, places: Sequence[Place]) -> Grey:
    """Return one line of the characters at ``places``, moved together, with a margin."""
    import numpy as np

    top, bottom = min(place[1] for place in places), max(place[3] for place in places)
    gap = max(3, round(0.22 * (bottom - top)))
    parts = [np.full((bottom - top, 3 * gap), 255, np.uint8)]
    for x0, _, x1, _ in places:
        parts += [grey[top:bottom, x0:x1], np.full((bottom - top, gap), 255, np.uint8)]
    parts.append(np.full((bottom - top, 2 * gap), 255, np.uint8))
    return np.pad(np.hstack(parts), ((4 * gap, 4 * gap), (0, 0)), constant_values=255)
