"""Rows of a table as lines of text, where labels stand over their values, or under them.

Two blanks part the cells of a row, which says nothing about columns. Where one row asks and the
next one answers, both are written so that each answer stands under what asks for it.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from worker.extract.flow import CELL_GAP
from worker.extract.forms import lines as form_lines

_LONGEST = 120
"""Characters: a longer cell holds an account, which is read to its end first."""
_FEW_LINES = 4
_LABEL_WORDS = 5


def aligned(rows: Sequence[Sequence[str]]) -> Mapping[int, str]:
    """Return the lines of those rows that have to stand in columns, by the number of the row.

    Each row has one text for every column; below or beside a merged cell's first they are empty.
    """
    found: dict[int, str] = {}
    for at, (above, below) in enumerate(pairwise(rows)):
        if at in found:
            continue
        over = _asks(above) and _answers(below)
        under = not over and _answers(above) and _asks(below) and not _answered(rows, at + 1)
        if over or under:
            found[at], found[at + 1] = _in_columns(above, below)
    return found


def _answered(rows: Sequence[Sequence[str]], at: int) -> bool:
    return at + 1 < len(rows) and _answers(rows[at + 1])


def _asks(row: Sequence[str]) -> bool:
    """Whether a row has nothing but labels, most of them a form's."""
    cells = [" ".join(cell.split()) for cell in row if cell.strip()]
    if len(cells) < 2 or any(len(cell) > _LONGEST for cell in cells):
        return False
    if form_lines.is_label_row("   ".join(cells)):
        return True
    known = [cell for cell in cells if form_lines.is_label_row(f"{cell.rstrip(' :')}:")]
    others = [cell for cell in cells if cell not in known]
    return len(known) >= max(2, len(others)) and all(map(_may_ask, others))


def _may_ask(cell: str) -> bool:
    return len(cell.split()) <= _LABEL_WORDS and not any(map(str.isdigit, cell))


def _answers(row: Sequence[str]) -> bool:
    """Whether a row has values and no label."""
    cells = [cell.strip() for cell in row if cell.strip()]
    return (
        bool(cells)
        and not _asks(row)
        and not any(cell.endswith(":") or form_lines.is_label_row(cell) for cell in cells)
        and all(len(cell) <= _LONGEST and cell.count("\n") < _FEW_LINES for cell in cells)
    )


def _in_columns(above: Sequence[str], below: Sequence[str]) -> tuple[str, str]:
    """Return two rows with the cells of one column beginning at the same place."""
    columns = max(len(above), len(below))
    both = [[*row, *[""] * (columns - len(row))] for row in (above, below)]
    lines = [[[part.strip() for part in cell.split("\n")] for cell in row] for row in both]
    edges, at = [], 0
    for column in range(columns):
        widest = max(len(part) for row in lines for part in row[column])
        edges.append(at)
        at += widest + len(CELL_GAP) if widest else 0
    first, second = (
        "\n".join(_across(row, edges, number) for number in range(max(map(len, row))))
        for row in lines
    )
    return first, second


def _across(row: Sequence[Sequence[str]], edges: Sequence[int], number: int) -> str:
    line = ""
    for cell, edge in zip(row, edges, strict=True):
        if number < len(cell) and cell[number]:
            line = line.ljust(edge) + cell[number]
    return line
