"""Cells of a form, and lines that only go on with the cell above them.

A table's cell may hold two lines ("4 Invented Row," over "Neverham") while the cells beside it hold
one. Read straight across, its words would be torn apart; here they come together again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from worker.extract.forms import labels as form_labels
from worker.extract.forms import lines as form_lines
from worker.extract.layout import Line, PlacedWord

_CELL_GAP = 1.0
"""Words further apart than this many times their height stand in different cells of a form."""
_COLON = re.compile(r"\W*[^\W\d_][^:]{0,32}:(?:\s|$)")
_SMALL_GAP, _OTHER_LETTERS = 0.5, 0.1
"""So wide a gap parts a value from the next label where that is in letters of another size."""
_ENUMERATED = re.compile(r"\(?[a-zA-Z][.)]\s")
_TIGHT = 0.62
_ALIGNED = 3.0
_ROWS_BACK = 2
"""In a head of two columns the row right above may be the other column's."""
_SAME_SIZE = 0.15


@dataclass(slots=True)
class Piece:
    """A cell: its words in reading order, its edges, and where its last line stands."""

    words: list[PlacedWord]
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def text(self) -> str:
        """Its words with a space between them."""
        return " ".join(word.text for word in self.words)

    @property
    def size(self) -> float:
        """The height of its last word, in points."""
        return self.words[-1].size


def pieces(line: Line) -> list[Piece]:
    """Return the cells of a line."""
    found: list[Piece] = []
    for word in line.words:
        if found and not _parts(found[-1], word, line.size):
            found[-1].words.append(word)
            found[-1].x1 = max(found[-1].x1, word.x1)
            found[-1].top = min(found[-1].top, word.top)
            found[-1].bottom = max(found[-1].bottom, word.bottom)
        else:
            found.append(Piece([word], word.x0, word.x1, word.top, word.bottom))
    return found


def _parts(left: Piece, word: PlacedWord, size: float) -> bool:
    """Whether another cell begins with ``word``: after a wide gap, or a gap into other letters."""
    gap = word.x0 - left.x1
    other = abs(word.size - left.words[-1].size) > _OTHER_LETTERS * word.size
    return gap > (_SMALL_GAP if other else _CELL_GAP) * size


def rows(lines: Sequence[Line]) -> list[list[Piece]]:
    """Return the cells of a form's lines, with wrapped ones put together."""
    done: list[list[Piece]] = []
    for line in lines:
        row = pieces(line)
        if done and len(line.words) <= 40:
            for above in done[: -_ROWS_BACK - 1 : -1]:
                row = _placed(above, row)
        if row:
            done.append(row)
    return done


def _placed(above: list[Piece], row: list[Piece]) -> list[Piece]:
    """Move the cells of ``row`` that go on with one ``above`` there, and return the others."""
    opens = [_opens_with_label(piece) or _stands_for_itself(piece) for piece in row]
    kept: list[Piece] = []
    for at, piece in enumerate(row):
        # Bigger letters under a label are its value, even where they are a label's words.
        bigger = opens[at] and _under_smaller(above, piece)
        beside = any(opens[:at]) and not any(_is_apart(above, other) for other in row[:at])
        home = None if (opens[at] and not bigger) or beside else _goes_on_with(above, piece)
        if home is None:
            kept.append(piece)
        elif _is_bare(above, home):
            above.insert(_index(above, home) + 1, piece)
        else:
            home.words += piece.words
            home.x1 = max(home.x1, piece.x1)
            home.bottom = max(home.bottom, piece.bottom)
    return kept


def _index(row: Sequence[Piece], piece: Piece) -> int:
    return next(at for at, other in enumerate(row) if other is piece)


def _is_bare(row: Sequence[Piece], piece: Piece) -> bool:
    """Whether a cell is a label with no value after it, in the cell or the one to the right."""
    marked = form_labels.read(piece.text)
    if not any(form_labels.opens(marked.text, mark) for mark in marked.marks):
        return False
    if any(char.isalnum() for char in marked.text[marked.marks[-1].end :]):
        return False
    right = _index(row, piece) + 1
    return right >= len(row) or _opens_with_label(row[right])


def _under_smaller(above: Sequence[Piece], piece: Piece) -> bool:
    return any(
        abs(piece.x0 - other.x0) <= _ALIGNED
        and piece.size > (1 + _SAME_SIZE) * other.size
        and _is_bare(above, other)
        for other in above
    )


def _is_apart(above: Sequence[Piece], piece: Piece) -> bool:
    return _under_smaller(above, piece)


def _goes_on_with(above: Sequence[Piece], piece: Piece) -> Piece | None:
    for at, other in enumerate(above):
        gap = piece.top - other.bottom
        aligned = abs(piece.x0 - other.x0) <= _ALIGNED
        if not aligned or not -0.4 * piece.size <= gap <= _TIGHT * piece.size:
            continue
        label = _opens_with_label(other)
        has_label = label or any(map(_opens_with_label, above[:at]))
        like = abs(piece.size - other.size) <= _SAME_SIZE * other.size
        if has_label and (like or (label and piece.size > other.size)):
            return other
    return None


def _opens_with_label(piece: Piece) -> bool:
    text = piece.text
    if form_lines.is_role_title(text):
        return False
    marked = form_labels.read(text)
    return any(form_labels.opens(marked.text, mark) for mark in marked.marks)


def _stands_for_itself(piece: Piece) -> bool:
    """Whether a cell is no continuation of another by its own words."""
    text = piece.text
    return (
        _COLON.match(text) is not None
        or _ENUMERATED.match(text) is not None
        or form_lines.is_back_heading(text)
        or any(mark.name in form_labels.QUESTIONS for mark in form_labels.read(text).marks)
        or form_lines.is_title(text)
        or form_lines.is_direction(text)
        or form_lines.is_legal(text)
        or form_lines.is_marking(text)
    )
