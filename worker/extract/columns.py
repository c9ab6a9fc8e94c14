"""Reading order on a page: down one column of prose, then down the next.

A gutter is a strip that stays free from line to line. Tables and forms have gutters too and are
read across: only flowing prose on both sides of one makes columns. Where that cannot be told, the
lines are read across and the page is marked as doubtful.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import fmean, median

from worker.extract import side_notes
from worker.extract.layout import Line, PlacedWord, Table, into_lines

_GUTTER = 1.1
"""A gutter is at least this many times as wide as the letters are high."""
_FEWEST = 4
"""Lines that a column has at least."""
_TALLEST = 400
_NEAR = 2.2
"""Rows are at most so many times as far apart as letters are high where they go on."""
_WORDS = 3
_LETTERS = 0.7
_FLOWS, _MAY_FLOW = 0.35, 0.2
"""Shares of a column's lines that open with a small letter: prose has most, a list hardly any."""
_FULL = 0.75
_DEEPEST = 3

_Span = tuple[float, float]


def in_reading_order(
    words: Sequence[PlacedWord],
    *,
    first: int = 0,
    depth: int = 0,
    tables: Sequence[Table] = (),
) -> tuple[list[Line], bool]:
    """Gather ``words`` into lines in reading order, and say whether that order is doubtful.

    What is free inside ruled ``tables`` is no gutter.

    Lines of one stretch of the page (a column, or what runs across the whole page) share a
    ``column`` number, which counts up from ``first`` in reading order.
    """
    rows = into_lines(words)
    lines: list[Line] = []
    column, start, doubtful = first, 0, False
    for begin, end, gutter in _blocks(rows, tables) if depth < _DEEPEST else ():
        if begin < start:
            continue
        few = end - begin < _FEWEST
        # Most gaps are of a row or two, with too few words for anything to be told of its sides.
        bare = few and _count(rows[begin:end]) < 2 * _FEWEST * _WORDS
        sides = ([], []) if bare else _sides(rows[begin:end], gutter)
        if few or not all(map(_is_prose, sides)):
            begun, strip = _up(rows[start:], begin - start, gutter, tables)
            about = rows[start + begun : end]
            scanty = _count(about) < side_notes.FEWEST_WORDS
            whole = ([], []) if scanty else _sides(about, strip)
            noted = side_notes.beside(whole)
            if noted is None:
                timed = side_notes.are_times_beside_prose(whole)
                doubtful = doubtful or timed or _may_be_columns(sides)
                continue
            lines += _numbered(rows[start : start + begun], column)
            lines += noted.lines(column + 1)
            column, start = max(line.column for line in lines) + 1, end
            continue
        lines += _numbered(rows[start:begin], column)
        for side in sides:
            within = [word for row in side for word in row.words]
            read, doubt = in_reading_order(within, first=column + 1, depth=depth + 1, tables=tables)
            lines += read
            column = read[-1].column
            doubtful = doubtful or doubt
        column, start = column + 1, end
    return lines + _numbered(rows[start:], column), doubtful


def _count(rows: Sequence[Line]) -> int:
    return sum(len(row.words) for row in rows)


def _numbered(rows: Sequence[Line], column: int) -> list[Line]:
    return [replace(row, column=column) if row.column != column else row for row in rows]


def _blocks(rows: Sequence[Line], tables: Sequence[Table]) -> Iterator[tuple[int, int, _Span]]:
    """Yield stretches of rows (first, one after last) that a gutter parts, and the gutter.

    One of few rows is followed by what else begins within it.
    """
    begin = 0
    while begin < len(rows):
        best = max(
            (_down(rows, begin, gap, tables) for gap in _gaps(rows, begin)),
            key=lambda found: found[1],
            default=None,
        )
        if best is None or best[1] - begin < _FEWEST:
            if best:
                yield best
            begin += 1
            continue
        found = _trimmed(rows, best)
        if found is None:
            begin += 1
            continue
        yield found
        begin = found[1]


def _gaps(rows: Sequence[Line], at: int) -> list[_Span]:
    """Return the gaps that may be a gutter's first: in a row, or from it to one set off beside."""
    row = rows[at]
    gaps = [(a.x1, b.x0) for a, b in pairwise(row.words) if b.x0 - a.x1 >= _GUTTER * row.size]
    if at + 1 < len(rows):
        other = rows[at + 1]
        left, right = sorted((row, other), key=lambda each: each.x0)
        beside = abs(other.bottom - row.bottom) < 0.9 * row.size
        if beside and right.x0 - left.x1 >= _GUTTER * row.size:
            gaps.append((left.x1, right.x0))
    return gaps


def _down(
    rows: Sequence[Line], begin: int, gap: _Span, tables: Sequence[Table]
) -> tuple[int, int, _Span]:
    """Follow a gap down the page for as long as it stays free."""
    left, right = gap
    end = begin
    for row in rows[begin : begin + _TALLEST]:
        centre = (left + right) / 2
        before = max((w.x1 for w in row.words if w.x0 + w.x1 < 2 * centre), default=left)
        after = min((w.x0 for w in row.words if w.x0 + w.x1 >= 2 * centre), default=right)
        a, b = max(left, before), min(right, after)
        if b - a < _GUTTER * row.size or _in_a_table(row, (a + b) / 2, tables):
            break
        left, right = a, b
        end += 1
    return begin, end, (left, right)


def _up(rows: Sequence[Line], begin: int, gap: _Span, tables: Sequence[Table]) -> tuple[int, _Span]:
    """Follow a gap up the page as long as it stays free, from line to near line."""
    left, right = gap
    while begin and rows[begin].bottom - rows[begin - 1].bottom <= _NEAR * rows[begin].size:
        row = rows[begin - 1]
        centre = (left + right) / 2
        a = max((left, *(w.x1 for w in row.words if w.x0 + w.x1 < 2 * centre)))
        b = min((right, *(w.x0 for w in row.words if w.x0 + w.x1 >= 2 * centre)))
        if b - a < _GUTTER * row.size or _in_a_table(row, (a + b) / 2, tables):
            break
        left, right, begin = a, b, begin - 1
    return begin, (left, right)


def _in_a_table(row: Line, x: float, tables: Sequence[Table]) -> bool:
    middle = (row.top + row.bottom) / 2
    return any(
        place[0] < x < place[2] and place[1] <= middle <= place[3]
        for place in (table.place for table in tables)
    )


def _trimmed(rows: Sequence[Line], found: tuple[int, int, _Span]) -> tuple[int, int, _Span] | None:
    """Cut off headings, footers and paragraphs that stand apart above or below the columns."""
    begin, end, gutter = found
    pitches = [
        pitch
        for side in _sides(rows[begin:end], gutter)
        for above, below in pairwise(side)
        if (pitch := below.bottom - above.bottom) > 0
    ]
    if not pitches:
        return None
    usual = 1.5 * median(pitches)
    middle = (begin + end) // 2
    for at in range(end - 1, max(middle, end - 5), -1):
        if rows[at].bottom - rows[at - 1].bottom > usual:
            end = at
    for at in range(begin + 1, min(middle, begin + 5)):
        if rows[at].bottom - rows[at - 1].bottom > usual:
            begin = at
    return (begin, end, gutter) if end - begin >= _FEWEST else None


def _sides(rows: Sequence[Line], gutter: _Span) -> tuple[list[Line], list[Line]]:
    centre = sum(gutter) / 2
    words = [word for row in rows for word in row.words]
    return (
        into_lines(word for word in words if word.x0 + word.x1 < 2 * centre),
        into_lines(word for word in words if word.x0 + word.x1 >= 2 * centre),
    )


def _is_prose(lines: Sequence[Line]) -> bool:
    return _wordy(lines) and _flow(lines) >= _FLOWS


def _may_be_columns(sides: Sequence[Sequence[Line]]) -> bool:
    return all(map(_wordy, sides)) and (
        any(_flow(lines) >= _MAY_FLOW for lines in sides) or all(map(_is_full, sides))
    )


def _wordy(lines: Sequence[Line]) -> bool:
    """Whether these lines hold words enough to be sentences, and not figures."""
    if len(lines) < _FEWEST or fmean(len(line.words) for line in lines) < _WORDS:
        return False
    text = "".join(word.text for line in lines for word in line.words)
    return sum(map(str.isalpha, text)) >= _LETTERS * len(text)


def _flow(lines: Sequence[Line]) -> float:
    return fmean(line.text[:1].islower() for line in lines[1:])


def _is_full(lines: Sequence[Line]) -> bool:
    wide = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    return median(line.x1 - line.x0 for line in lines) >= _FULL * wide
