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
from worker.extract.pdf.right_to_left import as_said, runs_left, spelt
from worker.extract.pdf.word_rules import BULLETS, DINGBATS, WORD_GAP, row_tolerance

_Char = Mapping[str, Any]

_SAME_PLACE = 1.0
_UPRIGHT_DEGREES = 3
_MOST_LAYERS = 4
_ROW = 4.0
_TALLEST = 100
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))


def once(chars: Iterable[_Char]) -> Iterator[_Char]:
    """Leave out letters printed again on top of themselves: some systems print bold so."""
    seen: dict[tuple[str, int, int], list[tuple[float, float]]] = {}
    for char in chars:
        x, y, text = char["x0"], char["top"], char["text"]
        column, row = round(x), round(y)
        near = (
            place
            for i in (column - 1, column, column + 1)
            for j in (row - 1, row, row + 1)
            for place in seen.get((text, i, j), ())
        )
        if any(abs(x - a) <= _SAME_PLACE and abs(y - b) <= _SAME_PLACE for a, b in near):
            continue
        seen.setdefault((text, column, row), []).append((x, y))
        yield char


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
    for word in _runs(chars) if off_page else ():
        if 2 * sum(at in off_page for at in word) > len(word):
            off_page.update(word)
    return {at for at in off_page if not chars[at]["text"].isspace()}


def _runs(chars: Sequence[_Char]) -> Iterator[list[int]]:
    """Yield letters that were drawn one after the other and side by side, a word at a time."""
    run: list[int] = []
    for at, char in enumerate(chars):
        if run and not _side_by_side(chars[run[-1]], char):
            yield run
            run = []
        if not char["text"].isspace():
            run.append(at)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _side_by_side(one: _Char, other: _Char) -> bool:
    across = max(one["x0"], other["x0"]) - min(one["x1"], other["x1"])
    down = max(one["top"], other["top"]) - min(one["bottom"], other["bottom"])
    size: float = max(one["size"], other["size"])
    return bool(max(across, down) <= WORD_GAP * size and min(across, down) < 0)


def _layers(chars: list[_Char]) -> list[list[_Char]]:
    """Part what is printed over other words of the same line: each layer holds whole words.

    The first holds the most: text of the page's usual size before stamps and watermarks, what was
    drawn first before what was drawn over it.
    """
    usual = median(char["size"] for char in chars)
    runs = sorted(_runs(chars), key=lambda run: not _alike(chars[run[0]]["size"], usual))
    taken: list[dict[int, list[Rect]]] = []
    layer_of: dict[int, int] = {}
    for run in runs:
        word = [chars[at] for at in run]
        place = _around(word)
        solid = any(char["text"].isalnum() for char in word)
        free = (at for at, others in enumerate(taken) if not solid or not _is_taken(place, others))
        layer = next(free, min(len(taken), _MOST_LAYERS - 1))
        if layer == len(taken):
            taken.append({})
        layer_of |= dict.fromkeys(run, layer)
        if solid:
            for row in range(int(place[1] // _ROW), int(place[3] // _ROW) + 1)[:_TALLEST]:
                taken[layer].setdefault(row, []).append(place)
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


def _around(word: Sequence[_Char]) -> Rect:
    return (
        min(char["x0"] for char in word), min(char["top"] for char in word),
        max(char["x1"] for char in word), max(char["bottom"] for char in word),
    )  # fmt: skip


def _is_taken(place: Rect, taken: Mapping[int, Sequence[Rect]]) -> bool:
    """Whether a word stands on part of another one."""
    x0, top, x1, bottom = place
    size = bottom - top
    return any(
        min(x1, b[2]) - max(x0, b[0]) > 0.25 * size
        and min(bottom, b[3]) - max(top, b[1]) > 0.6 * min(size, b[3] - b[1])
        for b in taken.get(int((top + bottom) / 2 // _ROW), ())
    )


@dataclass(frozen=True, slots=True)
class Lines:
    """A page's lines in reading order, those that run in another direction, whether the order is
    doubtful, and the ruled tables.
    """

    lines: list[Line]
    asides: list[Line]
    doubtful: bool
    tables: tuple[Table, ...]


def lines(chars: list[_Char], frame: Frame, strokes: Sequence[Rect] = ()) -> Lines:
    """Return what the letters of a page make, on which straight ``strokes`` are drawn."""
    groups: dict[int, list[_Char]] = {}
    for char in chars:
        groups.setdefault(_angle(char), []).append(char)
    main = max(groups, key=lambda angle: (len(groups[angle]), -angle))
    asides = [
        line
        for angle in sorted(groups.keys() - {main})
        for line in into_lines(_words(groups[angle], angle, frame))
    ]
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


def _put_in(read: list[Line], line: Line) -> None:
    """Put a line that was printed over others after the one that it starts beside."""
    above = [at for at, other in enumerate(read) if other.top <= line.top]
    at = above[-1] if above else 0
    column = read[at].column if read else 0
    read.insert(at + 1, replace(line, column=column))


def _angle(char: _Char) -> int:
    """Return the direction that a letter runs in: degrees against the clock, 0 to the right."""
    a, b, *_ = char["matrix"]
    degrees = round(math.degrees(math.atan2(b, a))) % 360
    nearest = round(degrees / 90) * 90
    return nearest % 360 if abs(degrees - nearest) <= _UPRIGHT_DEGREES else degrees


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
            a, b, *_ = char["matrix"]
            width, height = char["adv"] * math.hypot(a, b), 0.7 * char["size"]
        else:
            sideways = angle % 180 == 90
            width, height = (bottom - top, x1 - x0) if sideways else (x1 - x0, bottom - top)
        x0, x1 = middle - width / 2, middle + width / 2
        top, bottom = depth - height / 2, depth + height / 2
    return {
        "text": char["text"], "x0": x0, "x1": x1, "top": top, "bottom": bottom, "doctop": top,
        "upright": True, "size": max(bottom - top, 0.01), "shown": shown,
    }  # fmt: skip
