"""Tables that are drawn with rules: where their cells are, and the words of each.

A form is drawn with rules too, and is read across by its labels. So the lines of a page stay as
they run; only where an account is told are they parted into the cells that they run through.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from worker.extract import rules
from worker.extract.layout import Line, PlacedWord, Rect, Table, TableCell, into_lines
from worker.extract.rules import Grid

CELL_GAP = "  "
"""What parts the cells of a short row in the text, as in a table of a word processor's file."""
_SHORT_CELL, _FEW_WORDS, _MOST_CELLS = 80, 3, 10_000
_FEWEST_ROWS = 2
_STRIP = 16.0
"""The height, in points, of the strips of a page that cells are looked up by."""
_SHARE = 0.5
"""Of a table's rows that hold words so many hold words in two cells: ruled paper's do not."""
_GUTTER = 1.1
"""Where level rules alone part the rows, columns are parted by so many times the letters' height.
"""


def found(strokes: Sequence[Rect], words: Sequence[PlacedWord]) -> tuple[Table, ...]:
    """Return the tables of a page from its straight ``strokes``, as displayed.

    A table has at least two rows with words in two cells. What runs across all of it (a heading, an
    account in a form's frame) is no cell. On a page whose words are not read as they are shown,
    because they run up or down it, none is found.
    """
    level, upright = rules.merged(strokes) if len(strokes) > 1 and words else ([], [])
    if len(level) < _FEWEST_ROWS or _are_turned(words):
        return ()
    grids: list[Grid] = []
    used: set[Rect] = set()
    for group in rules.groups(level, upright):
        grid = Grid.of(group)
        if grid:
            grids.append(grid)
            used.update(group.level)
    for run in rules.ladders([rule for rule in level if rule not in used]):
        grid = Grid.of(rules.Group(run, _gutters(run, words)))
        grids += [grid] if grid else []
    return tuple(table for grid in grids if (table := _table(grid, words)))


def _are_turned(words: Sequence[PlacedWord]) -> bool:
    return any(abs(word.x0 - word.shown[0]) > 1 for word in (words[0], words[-1]))


def _table(grid: Grid, words: Sequence[PlacedWord]) -> Table | None:
    places = (grid.cell_at(*_centre(word)) for word in words)
    filled = {cell for cell in places if cell is not None}
    rows = [held for row in grid.rows() if len(row) > 1 and (held := filled & set(row))]
    if not _is_a_table(rows):
        return None
    cells = sorted({cell for held in rows for cell in held})
    return Table(tuple(TableCell(grid.rect(cell), grid.first_row(cell)) for cell in cells))


def still_tables(tables: Sequence[Table], lines: Sequence[Line]) -> tuple[Table, ...]:
    """Return the ``tables`` that hold words in two cells of a row still, after some were taken out.

    Ruled paper with a margin's rule and line numbers left of it is none without the numbers.
    """
    cells = _Cells(tables)
    held = [defaultdict[int, set[int]](set) for _ in tables]
    for line in lines if tables else ():
        for word in line.words:
            if place := cells.holding(word):
                table, cell = place
                held[table][tables[table].cells[cell].row].add(cell)
    return tuple(
        table for table, rows in zip(tables, held, strict=True) if _is_a_table(rows.values())
    )


def _is_a_table(rows: Collection[Collection[int]]) -> bool:
    """Whether enough rows, given with their cells that hold words, hold words in two cells."""
    full = sum(len(row) > 1 for row in rows)
    return full >= _FEWEST_ROWS and full >= _SHARE * len(rows)


def _gutters(level: Sequence[Rect], words: Sequence[PlacedWord]) -> tuple[Rect, ...]:
    """Return upright strips that stay free of words between level rules, from first to last.

    There are none where each row is one line: that is read across, whatever it is.
    """
    x0, top, x1, bottom = level[0][0], level[0][1], level[0][2], level[-1][3]
    inside = [
        word
        for word in words
        if x0 - 1 <= word.shown[0] and word.shown[2] <= x1 + 1 and top <= _centre(word)[1] <= bottom
    ]
    bands = (
        into_lines(word for word in inside if above[3] < _centre(word)[1] < below[1])
        for above, below in pairwise(level)
    )
    if not any(len(band) > 1 for band in bands):
        return ()
    least = _GUTTER * max(word.size for word in inside)
    strips, end = [], x0
    for left, right in sorted((word.shown[0], word.shown[2]) for word in inside):
        if end > x0 and left - end >= least:
            middle = (left + end) / 2
            strips.append((middle, top, middle, bottom))
        end = max(end, right)
    return tuple(strips)


def _centre(word: PlacedWord) -> tuple[float, float]:
    x0, top, x1, bottom = word.shown
    return (x0 + x1) / 2, (top + bottom) / 2


@dataclass(slots=True)
class _Held:
    """Words of a table, by the cell that they stand in, as far as its rows follow each other."""

    table: int
    words: dict[int, list[PlacedWord]] = field(default_factory=lambda: defaultdict(list))


def by_cells(lines: Sequence[Line], tables: Sequence[Table]) -> list[Line]:
    """Return ``lines`` with those that run through a table parted into its cells, row by row.

    Each cell is a stretch of its own, with a column number below zero. Words beside a table stay
    lines.
    """
    if not tables:
        return list(lines)
    cells = _Cells(tables)
    read: list[Line | _Held] = []
    going: dict[int, _Held] = {}
    for line in lines:
        beside = []
        for word in line.words:
            place = cells.holding(word)
            if place is None:
                beside.append(word)
                continue
            table, cell = place
            if table not in going:
                going[table] = _Held(table)
                read.append(going[table])
            going[table].words[cell].append(word)
        for part in [line] if len(beside) == len(line.words) else into_lines(beside):
            read.append(replace(part, column=line.column))
            # A row that runs across the whole of a table has its place between the others.
            for table in [at for at in going if _is_within(part, tables[at].place)]:
                del going[table]
    told: list[Line] = []
    for each in read:
        told += [each] if isinstance(each, Line) else _cells(each, tables[each.table])
    return told


def _is_within(line: Line, place: Rect) -> bool:
    x, y = _centre(line.words[0])
    return place[0] <= x <= place[2] and place[1] <= y <= place[3]


class _Cells:
    """The cells of some tables, to be asked for by a place: there may be thousands of them."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._at_height: dict[int, list[tuple[Rect, int, int]]] = defaultdict(list)
        for number, table in enumerate(tables):
            for at, cell in enumerate(table.cells):
                for strip in range(int(cell.place[1] // _STRIP), int(cell.place[3] // _STRIP) + 1):
                    self._at_height[strip].append((cell.place, number, at))

    def holding(self, word: PlacedWord) -> tuple[int, int] | None:
        """Return the table and cell that a word stands in: the smaller where one is in another."""
        x, y = _centre(word)
        cells = [
            ((x1 - x0) * (bottom - top), number, at)
            for (x0, top, x1, bottom), number, at in self._at_height.get(int(y // _STRIP), ())
            if x0 <= x <= x1 and top <= y <= bottom
        ]
        return min(cells)[1:] if cells else None


def _cells(held: _Held, table: Table) -> list[Line]:
    """Return the lines of a table's cells; those of a row of short cells are marked as such."""
    order = sorted(held.words, key=lambda at: (table.cells[at].row, table.cells[at].place[0]))
    long = {table.cells[at].row for at, words in held.words.items() if _is_long(words)}
    lines: list[Line] = []
    for at in order:
        row = table.cells[at].row
        column, beside = -1 - at - _MOST_CELLS * held.table, (held.table, row)
        lines += (
            replace(line, column=column, row=None if row in long else beside)
            for line in into_lines(held.words[at])
        )
    return lines


def _is_long(words: Sequence[PlacedWord]) -> bool:
    """Whether a cell is a paragraph rather than an entry."""
    told = len(words) > _FEW_WORDS and words[-1].text.endswith((".", "?", "!"))
    return told or sum(len(word.text) + 1 for word in words) > _SHORT_CELL


def are_apart(above: Line, below: Line) -> bool:
    """Whether one of two lines stands in a cell that the other doesn't stand in."""
    return above.column != below.column and min(above.column, below.column) < 0


def between(above: Line, below: Line) -> str:
    """Return what stands in the text between two lines that are apart."""
    beside = above.row is not None and above.row == below.row
    return CELL_GAP if beside else "\n\n"
