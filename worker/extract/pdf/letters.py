"""The letters of a PDF page: which are on it, and how they make words and lines."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any
from unicodedata import category, normalize

from pdfplumber.utils.text import extract_words

from worker.extract import reading_order, ruled_tables
from worker.extract.encodings import REPLACEMENT
from worker.extract.layout import Line, PlacedWord, Rect, Table, into_lines
from worker.extract.pdf.frame import Frame
from worker.extract.pdf.letter_runs import Taken, angle_of, around, runs
from worker.extract.pdf.right_to_left import as_said, runs_left, spelt
from worker.extract.pdf.word_rules import BULLETS, DINGBATS, WORD_GAP, row_tolerance

_Char = Mapping[str, Any]

_SAME_PLACE = 1.0
_MOSTLY = 0.8
_MOST_LAYERS = 4
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))


def once(chars: Sequence[_Char]) -> list[_Char]:
    """Leave out letters printed again on top of themselves: some systems print bold so.

    A letter may happen to lie on the same one of a mark in another colour: both are kept.
    """
    first = _printed_before(chars)
    if not first:
        return list(chars)
    gone = {at for at, other in first.items() if _paint(chars[at]) == _paint(chars[other])}
    for word in runs(chars) if len(gone) < len(first) else ():
        again = [at for at in word if at in first]
        if len(again) >= _MOSTLY * len(word):
            gone.update(again)
    return [char for at, char in enumerate(chars) if at not in gone]


def _printed_before(chars: Sequence[_Char]) -> dict[int, int]:
    """Return the letters that stand where the same one stood before, and which one that was."""
    seen: dict[tuple[str, bool, int, int], list[tuple[float, float, int]]] = {}
    first: dict[int, int] = {}
    for at, char in enumerate(chars):
        x, y, text, marks = char["x0"], char["top"], char["text"], bool(char.get("watermark"))
        column, row = round(x), round(y)
        near = (
            place
            for i in (column - 1, column, column + 1)
            for j in (row - 1, row, row + 1)
            for place in seen.get((text, marks, i, j), ())
        )
        for a, b, other in near:
            if abs(x - a) <= _SAME_PLACE and abs(y - b) <= _SAME_PLACE:
                first[at] = other
                break
        else:
            seen.setdefault((text, marks, column, row), []).append((x, y, at))
    return first


def _paint(char: _Char) -> tuple[object, ...]:
    return repr(char.get("non_stroking_color")), round(char["size"])


def cleaned(chars: Iterable[_Char]) -> Iterator[_Char]:
    """Put a mark where a font does not say which letter it shows."""
    for char in chars:
        text = str(char["text"])
        sign = DINGBATS.get(text) if char["fontname"].endswith("ZapfDingbats") else None
        if sign:
            yield {**char, "text": sign}
            continue
        if text.isascii() and text.isprintable() and not text.startswith("(cid:"):
            yield char
            continue
        clean = _clean(text)
        if clean:
            yield char if clean == text else {**char, "text": clean}


def _clean(text: str) -> str:
    if text.startswith("(cid:"):
        return REPLACEMENT
    text = text.translate(_INVISIBLE)
    if text.isspace():
        return " "
    return "".join(
        BULLETS.get(c) or (REPLACEMENT if category(c) in {"Cc", "Cs", "Co", "Cn"} else c)
        for c in text
    )


def outside(chars: Sequence[_Char], frame: Frame) -> set[int]:
    """Return the letters that are not on the page as displayed, nor is most of their word."""
    off_page = {at for at, char in enumerate(chars) if not frame.shows(frame.place(char))}
    # A word that the edge cuts is read as far as it can be seen, if that is most of it.
    for word in runs(chars) if off_page else ():
        if 2 * sum(at in off_page for at in word) > len(word):
            off_page.update(word)
    return {at for at in off_page if not chars[at]["text"].isspace()}


def _layers(chars: list[_Char]) -> list[list[_Char]]:
    """Part what is printed over other words of the same line: each layer holds whole words.

    The first holds the most: text of the page's usual size before stamps and watermarks, what was
    drawn first before what was drawn over it.
    """
    usual = median(char["size"] for char in chars)
    words = sorted(runs(chars), key=lambda run: not _alike(chars[run[0]]["size"], usual))
    taken: list[Taken] = []
    layer_of: dict[int, int] = {}
    for run in words:
        word = [chars[at] for at in run]
        place = around(word)
        solid = any(char["text"].isalnum() for char in word)
        free = (at for at, others in enumerate(taken) if not solid or not others.has(place))
        layer = next(free, min(len(taken), _MOST_LAYERS - 1))
        if layer == len(taken):
            taken.append(Taken())
        layer_of |= dict.fromkeys(run, layer)
        if solid:
            taken[layer].add(place)
    if len(taken) < 2:
        return [chars]
    layers: list[list[_Char]] = [[] for _ in taken]
    layer = 0
    for at, char in enumerate(chars):
        # A space belongs to the word before it.
        layer = layer_of.get(at, layer)
        layers[layer].append(char)
    return layers


def _alike(one: float, other: float) -> bool:
    return abs(one - other) <= 0.3 * other


@dataclass(frozen=True, slots=True)
class Lines:
    """A page's lines in reading order, those that run in another direction, whether the order is
    doubtful, and the ruled tables.
    """

    lines: list[Line]
    asides: list[Line]
    doubtful: bool
    tables: tuple[Table, ...]


def lines(
    chars: list[_Char], frame: Frame, strokes: Sequence[Rect] = (), marks: Sequence[_Char] = ()
) -> Lines:
    """Return what the letters of a page make, on which straight ``strokes`` are drawn.

    The letters of ``marks`` were printed over the page or under it: what they say stands aside.
    """
    groups = _by_angle(chars)
    main = max(groups, key=lambda angle: (len(groups[angle]), -angle))
    printed = [(angle, groups[angle]) for angle in sorted(groups.keys() - {main})]
    printed += sorted(_by_angle(marks).items())
    asides = [line for angle, group in printed for line in into_lines(_words(group, angle, frame))]
    layers = _layers(groups[main])
    main_words = list(_words(layers[0], main, frame))
    tables = ruled_tables.found(strokes, main_words)
    read, doubtful = reading_order.of_page(main_words, frame.width, frame.height, tables)
    usual = median(line.size for line in read) if read else 0.0
    for layer in layers[1:]:
        for line in into_lines(_words(layer, main, frame)):
            if _alike(line.size, usual):
                _put_in(read, line)
            else:
                asides.append(line)
    return Lines(as_said(read), as_said(asides), doubtful, tables)


def _by_angle(chars: Sequence[_Char]) -> dict[int, list[_Char]]:
    groups: dict[int, list[_Char]] = {}
    for char in chars:
        groups.setdefault(angle_of(char), []).append(char)
    return groups


def _put_in(read: list[Line], line: Line) -> None:
    """Put a line that was printed over others after the one that it starts beside."""
    above = [at for at, other in enumerate(read) if other.top <= line.top]
    at = above[-1] if above else 0
    column = read[at].column if read else 0
    read.insert(at + 1, replace(line, column=column))


def _words(chars: list[_Char], angle: int, frame: Frame) -> Iterator[PlacedWord]:
    turned = [_turn(char, angle, frame.place(char)) for char in chars]
    tolerance = row_tolerance(median(char["size"] for char in turned))
    found = extract_words(
        turned, return_chars=True, x_tolerance_ratio=WORD_GAP, y_tolerance=tolerance
    )
    for word in found:
        text = normalize("NFC", word["text"])
        if runs_left(text):
            text = spelt([char["text"] for char in word["chars"]])
        shown = [frame.clip(char["shown"]) for char in word["chars"]]
        if text.strip():
            yield PlacedWord(
                text, word["x0"], word["top"], word["x1"], word["bottom"],
                (min(r[0] for r in shown), min(r[1] for r in shown),
                 max(r[2] for r in shown), max(r[3] for r in shown)),
            )  # fmt: skip


def _turn(char: _Char, angle: int, shown: Rect) -> dict[str, Any]:
    """Return a letter as it stands once the page is turned so that its line runs to the right."""
    x0, top, x1, bottom = shown
    if angle:
        slope = math.radians(angle)
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        along, across = math.cos(slope), math.sin(slope)
        middle, depth = x * along - y * across, x * across + y * along
        if angle % 90:
            width = char["adv"] * math.hypot(*char["matrix"][:2])
            # From how far the slanted letter reaches down, or across where that says more.
            reach, up, over = bottom - top, abs(along), abs(across)
            if up < over:
                reach, up, over = x1 - x0, over, up
            height = max((reach - width * over) / up, 0.0)
        else:
            sideways = angle % 180 == 90
            width, height = (bottom - top, x1 - x0) if sideways else (x1 - x0, bottom - top)
        x0, x1 = middle - width / 2, middle + width / 2
        top, bottom = depth - height / 2, depth + height / 2
    return {
        "text": char["text"], "x0": x0, "x1": x1, "top": top, "bottom": bottom, "doctop": top,
        "upright": True, "size": max(bottom - top, 0.01), "shown": shown,
    }  # fmt: skip
