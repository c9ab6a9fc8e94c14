"""Cells of a form, and lines that only go on with the cell above them.

A table's cell may hold two lines ("4 Invented Row," over "Neverham") while the cells beside it hold
one. Read straight across, its words would be torn apart; here they come together again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from worker.extract.forms import labels as form_labels
from worker.extract.layout import Line, PlacedWord

_CELL_GAP = 1.0
"""Words further apart than this many times their height stand in different cells of a form."""
_COLON = re.compile(r"\W*[^\W\d_][^:]{0,32}:(?:\s|$)")
_SMALL_GAP, _OTHER_LETTERS = 0.5, 0.1
"""So wide a gap parts a value from the next label where that is in letters of another size."""
_TIGHT = 0.62
_ALIGNED = 3.0
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
            row = _placed(done[-1], row)
        if row:
            done.append(row)
    return done


def _placed(above: list[Piece], row: list[Piece]) -> list[Piece]:
    """Move the cells of ``row`` that go on with one ``above`` there, and return the others."""
    opens = [_opens_with_label(piece) or _stands_for_itself(piece) for piece in row]
    kept = []
    for at, piece in enumerate(row):
        home = None if any(opens[: at + 1]) else _goes_on_with(above, piece)
        if home is None:
            kept.append(piece)
            continue
        home.words += piece.words
        home.x1 = max(home.x1, piece.x1)
        home.bottom = max(home.bottom, piece.bottom)
    return kept


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
    if form_labels.is_role_title(text):
        return False
    marked = form_labels.read(text)
    return any(form_labels.opens(marked.text, mark) for mark in marked.marks)


def _stands_for_itself(piece: Piece) -> bool:
    """Whether a cell is no continuation of another by its own words."""
    text = piece.text
    return (
        _COLON.match(text) is not None
        or form_labels.is_title(text)
        or form_labels.is_legal(text)
        or form_labels.is_marking(text)
    )
