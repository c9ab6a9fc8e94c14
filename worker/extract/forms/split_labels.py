"""Labels that a wide gap between two words parted into cells: "Occupation | of witness: Paramedic".

A page's words are parted into cells where the gaps are wide, and a scanner or a justified line
may leave one inside a printed label. The rest of the label would be read for its value.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from worker.extract.forms import labels as form_labels

if TYPE_CHECKING:
    from worker.extract.forms.cells import Cell, Row

_WIDEST = 4.0
"""Heights of a line: two columns of a form stand farther apart."""
_MOST_CELLS = 5


def joined(text: str, row: "Row") -> "Row":
    """Return a row with the cells made one between which a printed label goes on to its colon."""
    if len(row) < 2:
        return row
    cells: list[Cell] = []
    at = 0
    while at < len(row):
        last = _last_of_label(text, row, at)
        cells.append(row[at] if last == at else _one(row[at], row[last], row[at : last + 1]))
        at = last + 1
    return tuple(cells)


def _last_of_label(text: str, row: "Row", first: int) -> int:
    """Return the cell in which a label ends, with a colon, that begins in the cell ``first``."""
    last = first
    for place in range(first + 1, min(len(row), first + _MOST_CELLS)):
        if not _is_near(row[place - 1], row[place]):
            break
        start = row[first].start
        marked = form_labels.read(text[start : row[place].end])
        if any(
            start + mark.start < row[first].end
            and start + mark.end > row[place].start
            and _is_asked(marked.text[mark.end :])
            for mark in marked.marks
        ):
            last = place
    return last


def _is_near(cell: "Cell", following: "Cell") -> bool:
    """Whether a cell begins right of another, no farther than two words of a line may stand."""
    tall, gap = cell.bottom - cell.top, following.x0 - cell.x1
    return 0 <= gap <= (_WIDEST * tall if tall else gap) and following.start >= cell.end


def _is_asked(after: str) -> bool:
    return after.lstrip(" )").startswith((":", "?"))


def _one(first: "Cell", last: "Cell", cells: Sequence["Cell"]) -> "Cell":
    return replace(
        first,
        end=last.end,
        x1=last.x1,
        top=min(cell.top for cell in cells),
        bottom=max(cell.bottom for cell in cells),
    )


def all_joined(text: str, rows: Sequence["Row"]) -> list["Row"]:
    """Return rows with every label whole."""
    return [joined(text, row) for row in rows]
