"""One page of a PDF: its words where they stand on the page as displayed."""

import math
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from statistics import median
from typing import Any
from unicodedata import category, normalize

from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfpage import PDFPage
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page as PlumberPage
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
from pdfplumber.utils.text import extract_words

from worker.casefile import Notice
from worker.extract import page_notices as said
from worker.extract.encodings import REPLACEMENT
from worker.extract.layout import Line, PlacedWord, Rect, SourcePage, into_lines

# What parsers raise on a hostile or broken page. Nothing here hides a lack of memory.
PARSER_FAULTS = (
    PdfminerException, MalformedPDFException, PDFException, PSException, ValueError, TypeError,
    LookupError, AttributeError, ArithmeticError, AssertionError, RecursionError, EOFError,
    NotImplementedError, OSError, struct.error, zlib.error,
)  # fmt: skip


_Char = Mapping[str, Any]

_WORD_GAP = 0.15
"""Letters further apart than this share of their size belong to different words."""
_SAME_PLACE = 1.0
_UPRIGHT_DEGREES = 3
_FEW_WORDS = 30
_MOST = 0.5
_OUTLINES = 40
_MOST_INK = 200
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_BULLETS = {"\uf0b7": "\u2022", "\uf0a7": "\u25aa", "\uf0d8": "\u2022", "\uf0fc": "\u2713"}
_TALLEST_PAGE = 20_000.0


class _Frame:
    """The part of the page that is displayed, in pdfplumber's coordinates of the whole sheet."""

    def __init__(self, page: PlumberPage) -> None:
        self._x, self._top = (float(edge) for edge in page.mediabox[:2])
        media = tuple(float(edge) for edge in page.page_obj.mediabox)
        crop = tuple(float(edge) for edge in page.page_obj.cropbox)
        left, top, right, bottom = _turned(_overlap(crop, media), media, page.rotation)
        self._left, self._down = left, top
        self.width, self.height = right - left, bottom - top

    def place(self, thing: _Char) -> Rect:
        """Return where ``thing`` stands on the page as displayed."""
        right, down = self._x + self._left, self._top + self._down
        return (
            thing["x0"] - right,
            thing["top"] - down,
            thing["x1"] - right,
            thing["bottom"] - down,
        )

    def shows(self, rect: Rect) -> bool:
        """Whether the middle of ``rect`` is on the page."""
        x, y = (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2
        return 0 <= x <= self.width and 0 <= y <= self.height


def _overlap(crop: tuple[float, ...], media: tuple[float, ...]) -> tuple[float, ...]:
    x0, x1 = sorted((crop[0], crop[2]))
    y0, y1 = sorted((crop[1], crop[3]))
    inside = (max(x0, media[0]), max(y0, media[1]), min(x1, media[2]), min(y1, media[3]))
    return inside if inside[0] < inside[2] and inside[1] < inside[3] else media


def _turned(box: tuple[float, ...], media: tuple[float, ...], rotation: int) -> Rect:
    """Return a box of the sheet, measured from the top left once the sheet is turned."""
    left, right = box[0] - media[0], box[2] - media[0]
    low, high = box[1] - media[1], box[3] - media[1]
    wide, tall = media[2] - media[0], media[3] - media[1]
    if rotation == 90:
        return low, left, high, right
    if rotation == 180:
        return wide - right, low, wide - left, high
    if rotation == 270:
        return tall - high, wide - right, tall - low, wide - left
    return left, tall - high, right, tall - low


def read(page: PlumberPage) -> SourcePage:
    """Read one page. Raises any of PARSER_FAULTS on a damaged one."""
    number, frame = page.page_number, _Frame(page)
    if not 0 < max(frame.width, frame.height) <= _TALLEST_PAGE:
        raise ValueError("the page has no sensible size")
    found = list(_cleaned(_once(page.chars)))
    chars = [char for char in found if frame.shows(frame.place(char))]
    unreadable = sum(REPLACEMENT in char["text"] for char in chars)
    visible = sum(not char["text"].isspace() for char in chars)
    ink = _ink(page, frame)
    if not visible or unreadable > _MOST * visible:
        return _without_words(page, frame, ink, visible)
    lines, asides = _lines(chars, frame)
    notices = said.characters(number, unreadable, hidden=len(found) - len(chars))
    if sum(len(line.words) for line in lines) < _FEW_WORDS and _covered(page, frame) > _MOST:
        notices.append(said.mostly_picture(number))
    return SourcePage(
        number=number, width=frame.width, height=frame.height, method="text",
        lines=tuple(lines), asides=tuple(asides), ink=ink, notices=tuple(notices),
    )  # fmt: skip


def without_memory(fault: BaseException) -> bool:
    """Whether a fault is a lack of memory, which pdfplumber wraps like any other."""
    return any(isinstance(part, MemoryError) for part in (fault, *fault.args))


def unread(number: int, source: PDFPage) -> SourcePage:
    """Return the place of a page that is too damaged to read."""
    x0, y0, x1, y1 = source.mediabox
    return SourcePage(
        number=number, width=abs(float(x1 - x0)), height=abs(float(y1 - y0)), method="none",
        notices=(said.damaged(number),),
    )  # fmt: skip


def with_notice(page: SourcePage, notice: Notice) -> SourcePage:
    """Return ``page`` with one more notice."""
    return replace(page, notices=(*page.notices, notice))


def doubted(page: SourcePage) -> SourcePage:
    """Return ``page`` of a damaged file: there nobody can tell an empty page from a lost one."""
    if page.method == "none" or page.lines or page.asides:
        return page
    return replace(page, method="none", notices=(said.damaged(page.number),))


def _once(chars: Iterable[_Char]) -> Iterator[_Char]:
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


def _cleaned(chars: Iterable[_Char]) -> Iterator[_Char]:
    """Put a mark where a font does not say which letter it shows."""
    for char in chars:
        text = str(char["text"])
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
        _BULLETS.get(c) or (REPLACEMENT if category(c) in {"Cc", "Cs", "Co", "Cn"} else c)
        for c in text
    )


def _lines(chars: list[_Char], frame: _Frame) -> tuple[list[Line], list[Line]]:
    """Return the page's lines in reading order, and those that run in another direction."""
    groups: dict[int, list[_Char]] = {}
    for char in chars:
        groups.setdefault(_angle(char), []).append(char)
    main = max(groups, key=lambda angle: (len(groups[angle]), -angle))
    asides = [
        line
        for angle in sorted(groups.keys() - {main})
        for line in into_lines(_words(groups[angle], angle, frame))
    ]
    return into_lines(_words(groups[main], main, frame)), asides


def _angle(char: _Char) -> int:
    """Return the direction that a letter runs in: degrees against the clock, 0 to the right."""
    a, b, *_ = char["matrix"]
    degrees = round(math.degrees(math.atan2(b, a))) % 360
    nearest = round(degrees / 90) * 90
    return nearest % 360 if abs(degrees - nearest) <= _UPRIGHT_DEGREES else degrees


def _words(chars: list[_Char], angle: int, frame: _Frame) -> Iterator[PlacedWord]:
    turned = [_turn(char, angle, frame.place(char)) for char in chars]
    # Letters on one line may be set a little higher or lower, small print less than large.
    tolerance = min(3.0, max(1.0, 0.3 * median(char["size"] for char in turned)))
    found = extract_words(
        turned, return_chars=True, x_tolerance_ratio=_WORD_GAP, y_tolerance=tolerance
    )
    for word in found:
        text = normalize("NFC", word["text"])
        shown = [char["shown"] for char in word["chars"]]
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


def _ink(page: PlumberPage, frame: _Frame) -> tuple[Rect, ...]:
    """Return where pictures, curves and annotations are: any of them may be a signature."""
    places = [frame.place(thing) for thing in (*page.images, *page.curves)[:_MOST_INK]]
    if page.page_obj.annots:
        places.append((0.0, 0.0, frame.width, frame.height))
    return tuple(rect for rect in places if frame.shows(rect))


def _covered(page: PlumberPage, frame: _Frame) -> float:
    """Return the share of the page that its largest picture covers."""
    areas = [0.0]
    for image in page.images[:_MOST_INK]:
        x0, top, x1, bottom = frame.place(image)
        wide = min(x1, frame.width) - max(x0, 0)
        tall = min(bottom, frame.height) - max(top, 0)
        areas.append(max(wide, 0) * max(tall, 0))
    return max(areas) / (frame.width * frame.height)


def _without_words(
    page: PlumberPage, frame: _Frame, ink: tuple[Rect, ...], visible: int
) -> SourcePage:
    """Say why there are no words: coded letters, a damaged page, a scan, or nothing at all."""
    number = page.page_number
    drawn = bool(page.images) or len(page.curves) >= _OUTLINES
    blank = not visible and not drawn
    if visible:
        notice = said.coded(number)
    elif blank and any(stream is None for stream in page.page_obj.contents):
        notice, blank = said.damaged(number), False
    else:
        notice = said.blank(number) if blank else said.scan(number)
    return SourcePage(
        number=number, width=frame.width, height=frame.height,
        method="text" if blank else "none", ink=ink, notices=(notice,),
    )  # fmt: skip
