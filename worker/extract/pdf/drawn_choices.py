"""Answers chosen without a box: a printed word was ringed, or all others were struck out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from worker.extract.formats.symbols import TICKED, UNTICKED
from worker.extract.layout import Rect
from worker.extract.pdf import drawn_boxes
from worker.extract.pdf.drawn_boxes import place

_Thing = Mapping[str, Any]

ANSWERS = frozenset({"yes", "no", "y", "n", "n/a", "male", "female", "ydw", "nac", "ydy", "oes"})
"""Words, in lower case, that are printed to be chosen from."""
_RING = (14.0, 90.0, 9.0, 34.0)
"""How wide and how high a ring about a word is: least, most, least, most."""
_SAME_ROW = 0.6
_APART = 150.0
_NEAR = 16.0
_SIDES = 4
_WORDS = re.compile(r"n/a|[^\W\d_]+")


def found(
    rects: Sequence[_Thing], lines: Sequence[_Thing], curves: Sequence[_Thing],
    letters: Sequence[_Thing], boxes: Sequence[Rect],
) -> list[tuple[str, Rect]]:  # fmt: skip
    """Return a sign before each of the words of which one was plainly chosen.

    ``boxes`` are those to tick: a word that has one is answered there.
    """
    signs = []
    for row in _rows(list(_answers(letters))):
        if not any(_beside(box, word.place) for box in boxes for word in row):
            signs += _ringed(row, curves) or _struck(row, rects, lines)
    return signs


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    place: Rect


def _answers(letters: Sequence[_Thing]) -> Iterator[_Word]:
    """Yield the words of a page that are printed to be chosen from."""
    run: list[_Thing] = []
    for letter in [*letters, None]:
        joins = (
            letter is not None
            and not letter["text"].isspace()
            and bool(run)
            and abs(letter["top"] - run[-1]["top"]) < 2
            and -1 < letter["x0"] - run[-1]["x1"] < 0.2 * letter["size"]
        )
        if run and not joins:
            yield from _chosen_from(run)
            run = []
        if letter is not None and not letter["text"].isspace():
            run.append(letter)


def _chosen_from(run: Sequence[_Thing]) -> Iterator[_Word]:
    """Yield the answers in letters without a gap: "Yes/No*" holds two."""
    part: list[_Thing] = []
    for letter in [*run, None]:
        if letter is not None and letter["text"].isalpha():
            part.append(letter)
            continue
        text = "".join(one["text"] for one in part)
        if text.casefold() in ANSWERS:
            tops, foots = [one["top"] for one in part], [one["bottom"] for one in part]
            yield _Word(text, (part[0]["x0"], min(tops), part[-1]["x1"], max(foots)))
        part = []


def _rows(words: Sequence[_Word]) -> Iterator[list[_Word]]:
    """Yield the answers that are printed to be chosen between: beside each other on one line."""
    row: list[_Word] = []
    for word in sorted(words, key=lambda word: (round(word.place[1] / 4), word.place[0])):
        last = row[-1].place if row else None
        near = (
            last is not None
            and abs(word.place[1] - last[1]) < _SAME_ROW * (last[3] - last[1])
            and 0 < word.place[0] - last[2] < _APART
            and word.text.casefold() not in {one.text.casefold() for one in row}
        )
        if row and not near:
            if len(row) > 1:
                yield row
            row = []
        row.append(word)
    if len(row) > 1:
        yield row


def may_be_drawn(words: Sequence[tuple[str, Rect]], shapes: Sequence[Rect]) -> bool:
    """Whether shapes may be boxes to tick, or marks at words that are printed to be chosen from.

    For those who know only where the shapes are: it is told from their size and place alone.
    """
    boxes = drawn_boxes.alone([shape for shape in shapes if drawn_boxes.is_a_box(shape)])
    if any(drawn_boxes.may_be_marked(box, shapes, words) for box in boxes):
        return True
    short = [one for one in shapes if drawn_boxes.LEAST - 1 <= _longest(one) <= drawn_boxes.MOST]
    if sum(map(drawn_boxes.is_a_line, short)) >= _SIDES:
        return True
    answers = [place for text, place in words if _offers(text)]
    wide, tall = _RING[1], _RING[3]
    marks = [one for one in shapes if one[2] - one[0] <= wide and one[3] - one[1] <= tall]
    return any(
        mark[0] < word[2] + _NEAR
        and mark[2] > word[0] - _NEAR
        and mark[1] < word[3]
        and mark[3] > word[1]
        for word in answers
        for mark in marks
    )


def offers_a_choice(words: Sequence[tuple[str, Rect]]) -> bool:
    """Whether words that are printed to be chosen from are among these."""
    return any(_offers(text) for text, _ in words)


@lru_cache(maxsize=4096)
def _offers(text: str) -> bool:
    return any(map(ANSWERS.__contains__, _WORDS.findall(text.casefold())))


def _longest(rect: Rect) -> float:
    return max(rect[2] - rect[0], rect[3] - rect[1])


def _ringed(row: Sequence[_Word], curves: Sequence[_Thing]) -> list[tuple[str, Rect]]:
    """Return the signs for a row of answers of which exactly one has a ring about it."""
    least_wide, most_wide, least_tall, most_tall = _RING
    rings = [
        rect
        for curve in curves
        if least_wide <= (rect := place(curve))[2] - rect[0] <= most_wide
        and least_tall <= rect[3] - rect[1] <= most_tall
        and not (curve.get("fill") and drawn_boxes.is_dark(curve.get("non_stroking_color")))
    ]
    chosen = [word for word in row if any(_about(ring, word.place) for ring in rings)]
    return _signs(row, chosen)


def _struck(
    row: Sequence[_Word], rects: Sequence[_Thing], lines: Sequence[_Thing]
) -> list[tuple[str, Rect]]:
    """Return the signs for a row of answers of which all but one were struck out."""
    strokes = [place(one) for one in lines]
    strokes += [place(one) for one in rects if drawn_boxes.is_thin(one)]
    left = [word for word in row if not any(_strikes(stroke, word.place) for stroke in strokes)]
    return _signs(row, left) if len(left) == 1 else []


def _signs(row: Sequence[_Word], chosen: Sequence[_Word]) -> list[tuple[str, Rect]]:
    if len(chosen) != 1:
        return []
    signs = []
    for word in row:
        x0, top, _, bottom = word.place
        # As narrow as can be: it stands between the word and what is before it.
        signs.append((TICKED if word is chosen[0] else UNTICKED, (x0 - 0.8, top, x0 - 0.3, bottom)))
    return signs


def _beside(box: Rect, word: Rect) -> bool:
    level = min(box[3], word[3]) - max(box[1], word[1]) > 0
    return level and -2 < max(box[0] - word[2], word[0] - box[2]) < 2 * drawn_boxes.MOST


def _about(ring: Rect, word: Rect) -> bool:
    x, y = (word[0] + word[2]) / 2, (word[1] + word[3]) / 2
    across = ring[0] - 2 <= word[0] + 2 and word[2] - 2 <= ring[2] + 2
    mostly = ring[2] - ring[0] < 3 * (word[2] - word[0]) + 20
    return across and mostly and ring[0] < x < ring[2] and ring[1] < y < ring[3]


def _strikes(stroke: Rect, word: Rect) -> bool:
    """Whether a stroke goes through the middle of a word, not under it and not along a table."""
    across = min(stroke[2], word[2]) - max(stroke[0], word[0])
    wide, tall = word[2] - word[0], word[3] - word[1]
    high = (stroke[1] + stroke[3]) / 2
    return (
        across > 0.6 * wide
        and stroke[2] - stroke[0] < wide + 24
        and stroke[3] - stroke[1] < 1.3 * tall
        and word[1] + 0.25 * tall < high < word[3] - 0.22 * tall
    )
