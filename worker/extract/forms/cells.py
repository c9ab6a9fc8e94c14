"""A form's rows of cells, the labels in them, and where the value of each label stands.

A value stands after its label, in a cell to the right, under it, or (with the label in small print
under a rule) above it. Which of the last two a form does is seen from the distances.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from worker.extract.forms import answers
from worker.extract.forms import labels as form_labels
from worker.extract.forms import lines as form_lines
from worker.extract.forms.phrases import Mark, Marked
from worker.extract.forms.split_labels import all_joined

Span = tuple[int, int]
_SIGNING = frozenset({"signed", "witnessed", "dated"})
_FIGURES = re.compile(r"[\d\s|/.\\-]+")
_DATE_FIGURES = range(4, 9)
_RULES = ("..", "__", "\u2026", ". .", "_ _")
_FAR = 2.2
_CLOSE = 1.2
_CLEARLY = 1.2
_SAME_EDGE = 1.0
"""Points, or characters: so near to each other the edges of one column's cells are."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of a form's line with nothing wide inside it: where it stands in the text.

    ``x0`` and ``x1`` are its left and right edges, ``top`` and ``bottom`` its height on the page:
    points, or characters and lines in plain text. ``line`` is the bottom of its last line's top.
    """

    start: int
    end: int
    x0: float
    x1: float
    top: float = 0.0
    bottom: float = 0.0


Row = tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FormText:
    """A form in the reading text: rows of the head and foot, of the back, and the declaration."""

    form: Sequence[Row]
    back: Sequence[Row]
    declaration: Span | None


@dataclass(frozen=True, slots=True)
class Label:
    """A label in a cell: what it asks for, and its place in the text. ``row`` and ``cell`` say
    which cell, counting rows from the first of the block.
    """

    name: str
    start: int
    end: int
    row: int
    cell: int


def _is_asked(marked: Marked, mark: Mark) -> bool:
    """Whether a printed question is asked with these words: the first label, or with its sign."""
    return mark is marked.marks[0] or marked.text[mark.end :].lstrip().startswith("?")


class Block:
    """Rows of cells that are read together, with the labels in them."""

    def __init__(self, text: str, rows: Sequence[Row], *, interview: bool = False) -> None:
        """Find the labels in ``rows`` of ``text``."""
        self.text = text
        self.rows = all_joined(text, rows)
        self._read = form_labels.read_interview if interview else form_labels.read
        self._at = [
            [self._in_cell(cell, at, place) for place, cell in enumerate(row)]
            for at, row in enumerate(self.rows)
        ]
        self.labels = [label for row in self._at for cell in row for label in cell]
        self._above = self._labels_stand_under()

    def labels_in(self, row: int, cell: int) -> list[Label]:
        """Return the labels in a cell, from left to right."""
        return self._at[row][cell]

    def cell_of(self, label: Label) -> Cell:
        """Return the cell that a label stands in."""
        return self.rows[label.row][label.cell]

    def _in_cell(self, cell: Cell, row: int, place: int) -> list[Label]:
        marked: Marked = self._read(self.text[cell.start : cell.end])
        bare = marked.names() <= _SIGNING and not form_labels.left_over(marked)
        return [
            Label(mark.name, cell.start + mark.start, cell.start + mark.end, row, place)
            for mark in marked.marks
            if bare
            or form_labels.opens(marked.text, mark)
            or form_labels.stands_alone(marked.text, mark)
            or (
                mark.name in form_labels.QUESTIONS
                and (mark is marked.marks[0] or _is_asked(marked, mark))
            )
        ]

    def _opens_with_label(self, row: int, cell: int) -> bool:
        labels = self._at[row][cell]
        start = self.rows[row][cell].start
        return bool(labels) and not self.text[start : labels[0].start].strip(
            form_labels.FILLERS + "(0123456789abcdefABCDEF)"
        )

    def value(self, label: Label) -> Span | None:
        """Find a label's value, None where nothing was filled in."""
        cell = self.cell_of(label)
        inside = self.inside(label)
        if inside:
            return inside
        free = self.to_the_right(label)
        if free and not self._heads_columns(label.row):
            return self.strip(free[0].start, self._stop(free[0].start, free[0]))
        if self.text[label.end : cell.end].lstrip(" :").startswith(_RULES):
            return None
        for step in (-1, 1) if self._above else (1,):
            found = self._beside(label, step)
            if found:
                return found
        return None

    def _heads_columns(self, at: int) -> bool:
        """Whether a row heads columns, though nobody knows one of its labels: most are labels, and
        a value stands right under each.
        """
        row, below = self.rows[at], self.rows[at + 1] if at + 1 < len(self.rows) else ()
        asked = sum(map(bool, self._at[at]))
        return (
            asked < len(row) < 2 * asked
            and len(below) == len(row)
            and not any(self._at[at + 1])
            and all(
                abs(own.x0 - under.x0) < _SAME_EDGE for own, under in zip(row, below, strict=True)
            )
        )

    def figures(self, label: Label) -> Span | None:
        """Return the figures right of a label, or under it, that stand in several cells, as a
        date's do in boxes.
        """
        inside = self.inside(label)
        free = self.to_the_right(label)
        last = free[-1] if free else self.cell_of(label)
        if not inside and last is self.rows[label.row][-1] and label.row + 1 < len(self.rows):
            # The first of boxes that stand under the label may have come to stand beside it.
            free += [cell for cell in self.rows[label.row + 1] if cell.x1 > self.cell_of(label).x0]
        start = inside[0] if inside else free[0].start if free else 0
        end = start
        for cell in free:
            if not _FIGURES.fullmatch(self.text, start, cell.end):
                break
            end = cell.end
        count = sum(map(str.isdigit, self.text[start:end]))
        return self.strip(start, end) if end > start and count in _DATE_FIGURES else None

    def _edge(self, label: Label) -> float:
        """Return where the next cell of a label's row begins, from the left."""
        row = self.rows[label.row]
        return row[label.cell + 1].x0 if label.cell + 1 < len(row) else float("inf")

    def inside(self, label: Label) -> Span | None:
        """Return what stands after a label in its own cell."""
        cell = self.cell_of(label)
        return self.strip(label.end, self._stop(label.end, cell, self._next(label)))

    def tail(self, label: Label) -> Span:
        """Return everything after a label up to the next label of its row."""
        cell = self.cell_of(label)
        following = self._next(label)
        if following is not None:
            return label.end, following
        free = self.to_the_right(label)
        return label.end, free[-1].end if free else cell.end

    def to_the_right(self, label: Label) -> list[Cell]:
        """Return the cells right of a label that no other label opens, hints left out."""
        if self._next(label) is not None:
            return []
        free: list[Cell] = []
        for place in range(label.cell + 1, len(self.rows[label.row])):
            if self._opens_with_label(label.row, place):
                break
            cell = self.rows[label.row][place]
            if (
                free
                or self.strip(cell.start, cell.end)
                or answers.has_boxes(self.text, cell.start, cell.end)
            ):
                free.append(cell)
        return free

    def _next(self, label: Label) -> int | None:
        after = [x.start for x in self._at[label.row][label.cell] if x.start >= label.end]
        return min(after, default=None)

    def _stop(self, start: int, cell: Cell, following: int | None = None) -> int:
        """Return where a value that starts here must end: at the next label or printed hint."""
        stops = [cell.end if following is None else following]
        if following is None:
            marks = self._read(self.text[cell.start : cell.end]).marks
            labels = self._alone(cell, marks)
            stops += [at for at in labels if at > start]
        hint = form_labels.HINT.search(self.text, start, cell.end)
        if hint and self.strip(start, hint.start()):
            stops.append(hint.start())
        return min(stops)

    def _alone(self, cell: Cell, marks: Sequence[Mark]) -> list[int]:
        """Return where labels begin that stand alone in a cell."""
        text = self.text[cell.start : cell.end]
        return [cell.start + mark.start for mark in marks if form_labels.stands_alone(text, mark)]

    def strip(self, start: int, end: int) -> Span | None:
        """Narrow a span to what was filled in, None when that is nothing."""
        text = self.text
        while (hint := form_labels.HINT.search(text, start, end)) and not any(
            char.isalnum() for char in text[start : hint.start()]
        ):
            start = hint.end()
        while start < end and (text[start] in form_labels.FILLERS or text[start] == ")"):
            start += 1
        while end > start and text[end - 1] in form_labels.FILLERS:
            end -= 1
        return (start, end) if any(char.isalnum() for char in text[start:end]) else None

    def _beside(self, label: Label, step: int) -> Span | None:
        """Return the value in the next row (``step`` 1) or the one before."""
        at = label.row + step
        if not 0 <= at < len(self.rows):
            return None
        own = self.cell_of(label)
        tall = own.bottom - own.top
        edge = self._edge(label)
        near = []
        for place, cell in enumerate(self.rows[at]):
            gap = cell.top - own.bottom if step > 0 else own.top - cell.bottom
            if tall and gap > _FAR * tall:
                continue
            if cell.x0 < min(edge, own.x1 + 0.5 * (own.x1 - own.x0)) and cell.x1 > own.x0:
                near.append((place, cell))
        if len(near) != 1 or self._at[at][near[0][0]] or self._is_printed(near[0][1]):
            return None
        return self.strip(near[0][1].start, near[0][1].end)

    def _is_printed(self, cell: Cell) -> bool:
        words = self.text[cell.start : cell.end]
        return (
            form_lines.is_title(words)
            or form_lines.is_legal(words)
            or form_lines.is_marking(words)
            or form_lines.is_back_heading(words)
        )

    def _labels_stand_under(self) -> bool:
        """Whether this form's labels stand under their values."""
        under = over = 0
        for at, row in enumerate(self.rows):
            if not row or not all(self._is_bare(at, place) for place in range(len(row))):
                continue
            above, below = self._distance(at, -1), self._distance(at, 1)
            if above is not None and (below is None or above * _CLEARLY < below):
                under += 1
            elif below is not None and (above is None or below * _CLEARLY < above):
                over += 1
        return under > over

    def _is_bare(self, row: int, cell: int) -> bool:
        labels = self._at[row][cell]
        return self._opens_with_label(row, cell) and self.inside(labels[-1]) is None

    def _distance(self, row: int, step: int) -> float | None:
        """Return how far the next row of values is, None where the next row is none."""
        at = row + step
        if not 0 <= at < len(self.rows) or not self.rows[at]:
            return None
        if any(self._at[at]) or any(map(self._is_printed, self.rows[at])):
            return None
        here, there = self.rows[row], self.rows[at]
        gap = there[0].top - here[0].bottom if step > 0 else here[0].top - there[0].bottom
        return max(gap, 0.01)

    def extended(self, label: Label, span: Span) -> Span:
        """Return ``span`` with the lines below that go on with it, as an address's do."""
        row = next(
            (
                at
                for at in range(label.row, len(self.rows))
                if self.rows[at] and self.rows[at][0].start <= span[0] <= self.rows[at][-1].end
            ),
            None,
        )
        if row is None or span[1] < self.rows[row][-1].end - 3:
            return span
        last = self.rows[row][-1]
        end = span[1]
        for at in range(row + 1, len(self.rows)):
            cells = self.rows[at]
            if len(cells) != 1 or self._at[at][0] or self._is_printed(cells[0]):
                break
            cell = cells[0]
            tall = max(last.bottom - last.top, 0.01)
            near = cell.top - last.bottom <= _CLOSE * min(tall, cell.bottom - cell.top)
            own = self.strip(cell.start, cell.end)
            if not near or own is None or cell.x0 < self.cell_of(label).x0 - 1:
                break
            last, end = cell, own[1]
        return span[0], end
