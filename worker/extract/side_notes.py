"""Short lines that stand beside prose: a letterhead's side column, a note in the margin.

Read across they would be spliced into the sentences beside them. They are told apart from labels
and values, which are read across, by what they do to the prose: they stand on other lines than it
has or in other letters, or where a sentence runs on past them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import fmean, median

from worker.extract.layout import Line

_ENDS = re.compile(r"[.?!:;\u2026][\"'\u201d\u2019)\]]*$")
_ASKS = re.compile(r"[:?\u2026][\"'\u2019)]*$|\.\.$|__$")
_ANSWER = re.compile(
    r".*[\u2610-\u2612\u25a0\u25a1\u274f-\u2752\u2713-\u2718].*"
    r"|\W*(?:(?:yes|no|n/?a|[xyn])\b\W*)+",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\W*(?:(?:at|by|from|about|circa|c\.?|approx\.?)\s+)?"
    r"(?:\d{1,2}\s?[:.]\s?\d{2}(?:\s?[:.]\s?\d{2})?|\d{1,2}(?=\s?[ap]\.?m\b)"
    r"|\d{4}(?=\s?(?:h|hrs|hours)\b))"
    r"\s?(?:[ap]\.?m\b\.?|h|hrs|hours)?(?!\w)",
    re.IGNORECASE,
)
_TIMES = 3
_MARKER = re.compile(r"\w[.)]")
_LEAST, _SURE, _MANY = 3, 5, 6
"""Lines of prose that a note stands beside: at least, for its flow to be sure, and for one line."""
_MAY_FLOW, _FLOWS, _CLEARLY_FLOWS = 0.2, 0.35, 0.6
"""Shares of the lines that open with a small letter, or that a sentence runs on from."""
_WORDS, _LETTERS, _FULL = 4.0, 0.7, 0.75
FEWEST_WORDS = round(_LEAST * _WORDS) + 1
"""Prose and a note beside it have at least so many words together."""
_SOLID = 3
_GAP = 2.2
"""A note's lines are at most so many times as far apart as its letters are high."""
_LEVEL, _OTHER_SIZE = 0.25, 0.08
_FAR = 2.0
_RAGGED = 0.2
"""The share of the width that a full line may leave free at its end."""


@dataclass(frozen=True, slots=True)
class Noted:
    """Lines of prose and the notes beside them, one after the other."""

    prose: tuple[Line, ...]
    notes: tuple[tuple[Line, ...], ...]

    def lines(self, column: int) -> list[Line]:
        """Return the lines of prose as ``column``, with each note before the line it begins at.

        The notes have the numbers after it, and are marked as ``beside``.
        """
        read: list[Line] = []
        left = [
            [replace(line, column=number, beside=True) for line in note]
            for number, note in enumerate(self.notes, start=column + 1)
        ]
        # A letterhead's column stays together, with its gaps.
        head = left[0][0].top < self.prose[0].bottom and any(len(x) >= _SOLID for x in left)
        for line in self.prose:
            while left and (head or left[0][0].top < line.bottom - 0.5 * line.size):
                read += left.pop(0)
            read.append(replace(line, column=column))
        return [*read, *(line for note in left for line in note)]


def beside(sides: tuple[Sequence[Line], Sequence[Line]]) -> Noted | None:
    """Return the prose and the notes among two sides of a gutter, None where there are no notes."""
    left, right = sides
    for prose, other, on_the_left in ((left, right, False), (right, left, True)):
        if not _may_stand_beside(prose, other) or _are_timed(other):
            continue
        notes = _runs(other)
        if _are_notes(notes, prose, on_the_left=on_the_left):
            return Noted(tuple(prose), tuple(map(tuple, notes)))
    return None


def are_times_beside_prose(sides: tuple[Sequence[Line], Sequence[Line]]) -> bool:
    """Whether on one side of a gutter it is told what happened when, and on the other is prose.

    It can't be told then what belongs together.
    """
    left, right = sides
    return any(
        _may_stand_beside(prose, other)
        and _are_timed(other)
        and any(map(str.isalpha, "".join(_TIME.sub("", line.text, count=1) for line in other)))
        for prose, other in ((left, right), (right, left))
    )


def _are_timed(lines: Sequence[Line]) -> bool:
    """Whether three of some short lines, or half of them, open with a time.

    They belong to what they stand beside, and are no notes.
    """
    times = sum(bool(_TIME.match(line.text)) for line in lines)
    return times >= _TIMES or 0 < len(lines) <= 2 * times


def _may_stand_beside(prose: Sequence[Line], other: Sequence[Line]) -> bool:
    return bool(other) and _is_prose(prose) and _is_narrower(other, prose)


def _is_prose(lines: Sequence[Line]) -> bool:
    """Whether lines are full, of many words, and run on from one to the next."""
    if len(lines) < _LEAST or fmean(len(line.words) for line in lines) < _WORDS:
        return False
    text = "".join(word.text for line in lines for word in line.words)
    wide = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    full = median(line.x1 - line.x0 for line in lines) >= _FULL * wide
    if not full or sum(map(str.isalpha, text)) < _LETTERS * len(text):
        return False
    small = fmean(_runs_on(*pair) for pair in pairwise(lines))
    wrapped = fmean(_is_full(line, lines) and not _ENDS.search(line.text) for line in lines[:-1])
    flows = small >= (_FLOWS if len(lines) >= _SURE else _CLEARLY_FLOWS)
    return flows or (small >= _MAY_FLOW and wrapped >= _CLEARLY_FLOWS)


def _runs_on(above: Line, below: Line) -> bool:
    shouted = above.text.isupper() and below.text.isupper()
    goes_on = (shouted or below.text[:1].islower()) and not _MARKER.match(below.text)
    return goes_on and not _ENDS.search(above.text)


def _is_narrower(notes: Sequence[Line], prose: Sequence[Line]) -> bool:
    def width(lines: Sequence[Line]) -> float:
        return max(line.x1 for line in lines) - min(line.x0 for line in lines)

    return width(notes) < 0.75 * width(prose)


def _runs(lines: Sequence[Line]) -> list[list[Line]]:
    """Part lines where more than a line's distance is between them."""
    runs = [[lines[0]]]
    for above, below in pairwise(lines):
        if below.bottom - above.bottom > _GAP * max(above.size, below.size):
            runs.append([])
        runs[-1].append(below)
    return runs


def _are_notes(
    notes: Sequence[Sequence[Line]], prose: Sequence[Line], *, on_the_left: bool
) -> bool:
    """Whether short lines beside prose are notes: a block of them, or some that cut a sentence.

    Numbers that count lines, times, sums and boxes to tick belong to the lines that they stand
    beside; so do the labels left of what they ask for or of what somebody says.
    """
    small = [note for note in notes if len(note) < _SOLID]
    blocks = [note for note in notes if len(note) >= _SOLID]
    if not all(2 * sum(map(_has_letters, note)) >= len(note) for note in blocks or small):
        return False
    if any(_answers(line, prose) for note in notes for line in note):
        return False
    if not on_the_left and blocks:
        return True
    labelled = any(note[0].text.endswith(":") for note in notes)
    level = any(all(_level(line, prose) is not None for line in note) for note in blocks)
    if on_the_left and (labelled or level):
        return False
    if not all(_is_in_the_margin(note, prose) for note in small):
        return False
    cuts = sum(any(_cuts(line, prose, before=on_the_left) for line in note) for note in small)
    return 2 * cuts >= len(small) or (not on_the_left and len(prose) >= _MANY)


def _answers(line: Line, prose: Sequence[Line]) -> bool:
    """Whether a line is what was ticked or filled in beside a question or a label."""
    if _ANSWER.fullmatch(line.text):
        return True
    level = _level(line, prose)
    return level is not None and bool(_ASKS.search(prose[level].text))


def _has_letters(line: Line) -> bool:
    return any(map(str.isalpha, line.text))


def _level(line: Line, prose: Sequence[Line]) -> int | None:
    """Return the line of prose that a line of a note seems to belong to, None without one."""
    return next(
        (
            at
            for at, other in enumerate(prose)
            if abs(line.bottom - other.bottom) <= _LEVEL * min(line.size, other.size)
            and abs(line.size - other.size) <= _OTHER_SIZE * other.size
        ),
        None,
    )


def _cuts(line: Line, prose: Sequence[Line], *, before: bool) -> bool:
    """Whether a line would stand inside a sentence of the prose if it were read where it stands.

    Read across, one on the left stands ``before`` the words that it is level with.
    """
    level = _level(line, prose)
    middle = (line.top + line.bottom) / 2
    above = sum((other.top + other.bottom) / 2 <= middle for other in prose) - 1
    first = above if level is None else level - before
    if not 0 <= first < len(prose) - 1 or _ENDS.search(prose[first].text):
        return False
    return _is_full(prose[first], prose)


def _is_full(line: Line, prose: Sequence[Line]) -> bool:
    """Whether a line ends near the right edge: what it leaves unfinished goes on in the next."""
    left, right = min(other.x0 for other in prose), max(other.x1 for other in prose)
    return line.x1 >= right - _RAGGED * (right - left)


def _is_in_the_margin(note: Sequence[Line], prose: Sequence[Line]) -> bool:
    """Whether a note stands well clear of many lines of prose."""
    left, right = min(line.x0 for line in prose), max(line.x1 for line in prose)
    far = max(min(line.x0 for line in note) - right, left - max(line.x1 for line in note))
    size = median(line.size for line in prose)
    level = any(_level(line, prose) is not None for line in note)
    least = (_FAR if level else 1.0) * (1.0 if len(prose) >= _MANY else 1.5)
    return len(prose) > _LEAST and far >= least * size
