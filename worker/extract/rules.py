"""The straight rules that are drawn on a page, and the grids that they make.

A program draws one rule in many strokes, a cell's side at a time, or as thin filled boxes. Strokes
that go on with each other are put together first. Places are points of the page as displayed.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from worker.extract.layout import Rect

_THICK = 3.0
_SHORTEST_LEVEL, _SHORTEST_UPRIGHT = 12.0, 8.0
_NEAR = 3.0
"""Rules and their ends are this near to each other, in points, where they are meant to meet."""
_MOST_STROKES, _MOST_RULES, _MOST_PLACES = 4_000, 400, 6_000
_SIDE = 0.5
"""A rule parts two places of a grid when it runs along so much of their common side."""
_FEWEST_RUNGS = 3


def sides(rect: Rect) -> tuple[Rect, ...]:
    """Return the strokes of a box: itself where it is as thin as a rule, else its four sides."""
    x0, top, x1, bottom = rect
    if min(x1 - x0, bottom - top) <= _THICK:
        return (rect,)
    return (
        (x0, top, x1, top),
        (x0, bottom, x1, bottom),
        (x0, top, x0, bottom),
        (x1, top, x1, bottom),
    )


def merged(strokes: Sequence[Rect]) -> tuple[list[Rect], list[Rect]]:
    """Return the level and the upright rules that strokes make, none where there are far too many.

    Slanting strokes and thick ones are no rules.
    """
    if len(strokes) > _MOST_STROKES:
        return [], []
    level = _joined([s for s in strokes if s[3] - s[1] <= _THICK < s[2] - s[0]])
    upright = _joined([_flipped(s) for s in strokes if s[2] - s[0] <= _THICK < s[3] - s[1]])
    level = [each for each in level if each[2] - each[0] >= _SHORTEST_LEVEL]
    upright = [_flipped(each) for each in upright if each[2] - each[0] >= _SHORTEST_UPRIGHT]
    return ([], []) if len(level) + len(upright) > _MOST_RULES else (level, upright)


def _flipped(rect: Rect) -> Rect:
    return rect[1], rect[0], rect[3], rect[2]


def _joined(strokes: Sequence[Rect]) -> list[Rect]:
    """Put level strokes together that lie on one line and meet."""
    rows: list[list[Rect]] = []
    for stroke in sorted(strokes, key=lambda each: each[1] + each[3]):
        if rows and _middle(stroke) - _middle(rows[-1][0]) <= _NEAR:
            rows[-1].append(stroke)
        else:
            rows.append([stroke])
    return [rule for row in rows for rule in _along(sorted(row))]


def _middle(stroke: Rect) -> float:
    return (stroke[1] + stroke[3]) / 2


def _along(row: Sequence[Rect]) -> Iterator[Rect]:
    run = row[0]
    for stroke in row[1:]:
        if stroke[0] <= run[2] + _NEAR:
            run = run[0], min(run[1], stroke[1]), max(run[2], stroke[2]), max(run[3], stroke[3])
        else:
            yield run
            run = stroke
    yield run


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that meet, or that are read together: level ones, and upright ones."""

    level: tuple[Rect, ...]
    upright: tuple[Rect, ...]


def groups(level: Sequence[Rect], upright: Sequence[Rect]) -> list[Group]:
    """Return the rules that hang together, where some are level and some are upright."""
    rules = [*level, *upright]
    leads = list(range(len(rules)))

    def lead(at: int) -> int:
        while leads[at] != at:
            leads[at] = leads[leads[at]]
            at = leads[at]
        return at

    for at, (x0, top, x1, bottom) in enumerate(level):
        for other, two in enumerate(upright, start=len(level)):
            # Whether they meet: a ruled page has thousands of such pairs.
            if (
                x0 - _NEAR <= two[2]
                and two[0] <= x1 + _NEAR
                and two[1] - _NEAR <= bottom
                and top <= two[3] + _NEAR
            ):
                leads[lead(at)] = lead(other)
    found: dict[int, tuple[list[Rect], list[Rect]]] = defaultdict(lambda: ([], []))
    for at, rule in enumerate(rules):
        found[lead(at)][at >= len(level)].append(rule)
    return [Group(tuple(a), tuple(b)) for a, b in found.values() if len(a) > 1 and b]


def ladders(level: Sequence[Rect]) -> list[tuple[Rect, ...]]:
    """Return level rules of one length below each other, at least three, with none between."""
    found: list[list[Rect]] = []
    for rule in sorted(level, key=_middle):
        run = next((run for run in found if _as_long(run[-1], rule)), None)
        if run is None:
            found.append([rule])
        else:
            run.append(rule)
    return [tuple(run) for run in found if len(run) >= _FEWEST_RUNGS]


def _as_long(one: Rect, other: Rect) -> bool:
    return abs(one[0] - other[0]) <= _NEAR and abs(one[2] - other[2]) <= _NEAR


@dataclass(frozen=True, slots=True)
class Grid:
    """Places between all of a group's rules; places that no rule parts make one cell.

    ``cells`` gives the cell of every place, row by row.
    """

    across: tuple[float, ...]
    down: tuple[float, ...]
    cells: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, group: Group) -> "Grid | None":
        """Return the grid of a group, None where it has less than two columns or is too fine."""
        every = (*group.level, *group.upright)
        ends = (
            *((each[0] + each[2]) / 2 for each in group.upright),
            min(each[0] for each in every), max(each[2] for each in every),
        )  # fmt: skip
        across = _apart(ends)
        down = _apart(
            (
                *map(_middle, group.level),
                min(each[1] for each in every), max(each[3] for each in every),
            )
        )  # fmt: skip
        if len(across) <= 2 or len(down) < 2 or len(across) * len(down) > _MOST_PLACES:
            return None
        return cls(across, down, _cells(across, down, group))

    def rows(self) -> Iterator[list[int]]:
        """Yield the cells of each row."""
        for row in self.cells:
            yield sorted(set(row))

    def cell_at(self, x: float, y: float) -> int | None:
        """Return the cell that a place of the page is in."""
        # Most words of a page are outside of most of its grids.
        if not (self.down[0] <= y < self.down[-1] and self.across[0] <= x < self.across[-1]):
            return None
        return self.cells[bisect_right(self.down, y) - 1][bisect_right(self.across, x) - 1]

    def first_row(self, cell: int) -> int:
        """Return the row that a cell begins in."""
        return next(at for at, row in enumerate(self.cells) if cell in row)

    def rect(self, cell: int) -> Rect:
        """Return the smallest box around a cell."""
        rows = [at for at, row in enumerate(self.cells) if cell in row]
        columns = [at for row in self.cells for at, each in enumerate(row) if each == cell]
        return (
            self.across[min(columns)], self.down[rows[0]],
            self.across[max(columns) + 1], self.down[rows[-1] + 1],
        )  # fmt: skip


def _apart(values: Sequence[float]) -> tuple[float, ...]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return tuple(found)


def _cells(
    across: Sequence[float], down: Sequence[float], group: Group
) -> tuple[tuple[int, ...], ...]:
    wide, tall = len(across) - 1, len(down) - 1
    leads = list(range(wide * tall))

    def lead(at: int) -> int:
        while leads[at] != at:
            leads[at] = leads[leads[at]]
            at = leads[at]
        return at

    posts = [
        [_flipped(u) for u in group.upright if abs(_middle(_flipped(u)) - x) <= _NEAR]
        for x in across
    ]
    rungs = [[each for each in group.level if abs(_middle(each) - y) <= _NEAR] for y in down]
    for row, (top, bottom) in enumerate(pairwise(down)):
        for column, (left, right) in enumerate(pairwise(across)):
            at = row * wide + column
            if column + 1 < wide and not _runs_along(posts[column + 1], top, bottom):
                leads[lead(at + 1)] = lead(at)
            if row + 1 < tall and not _runs_along(rungs[row + 1], left, right):
                leads[lead(at + wide)] = lead(at)
    found = [lead(at) for at in range(wide * tall)]
    return tuple(tuple(found[row * wide : (row + 1) * wide]) for row in range(tall))


def _runs_along(rules: Sequence[Rect], start: float, end: float) -> bool:
    covered = sum(max(0.0, min(each[2], end) - max(each[0], start)) for each in rules)
    return covered >= _SIDE * (end - start)
