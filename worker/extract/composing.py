"""What every composed document shares: a form's rows, its vocabulary, and what runs aside."""

from collections.abc import Sequence

from worker.extract.forms import labels as form_labels
from worker.extract.forms import wrapped
from worker.extract.forms.cells import Cell, Row
from worker.extract.layout import Line, SourcePage
from worker.extract.reading_text import ReadingText


def add_rows(text: ReadingText, lines: Sequence[Line], page: int, *, apart: bool) -> list[Row]:
    """Add a form's lines to ``text``, cell by cell, and return where the cells came to stand."""
    rows: list[Row] = []
    for row in wrapped.rows(lines):
        words = [word for piece in row for word in piece.words]
        line = Line(
            words=tuple(words), text="", x0=row[0].x0, top=row[0].top, x1=row[-1].x1,
            bottom=row[0].bottom, size=words[0].size,
        )  # fmt: skip
        span = text.add(line, page, "\n\n" if apart else "\n")
        apart = False
        cells, at = [], 0
        for piece in row:
            last = at + len(piece.words) - 1
            cells.append(
                Cell(span.words[at].start, span.words[last].end, piece.x0, piece.x1, piece.top,
                     piece.bottom)
            )  # fmt: skip
            at = last + 1
        rows.append(tuple(cells))
    return rows


def vocabulary(pages: Sequence[SourcePage]) -> frozenset[str]:
    """Return the document's words in lower case, leaving out what may be half a word."""
    return frozenset(
        word.text.casefold().strip(".,;:!?\"'()\u2018\u2019\u201c\u201d")
        for page in pages
        for line in page.lines
        for word in line.words[:-1]
    )


def add_asides(text: ReadingText, pages: Sequence[SourcePage]) -> None:
    """Add what runs along margins or across pages to ``text``, once."""
    seen: set[str] = set()
    for page in pages:
        for line in page.asides:
            words = form_labels.plain(line.text).casefold()
            if words not in seen:
                seen.add(words)
                text.add(line, page.number, "\n\n")
