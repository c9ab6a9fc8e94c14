"""One page of a PDF: its words where they stand on the page as displayed."""

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page as PlumberPage
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from worker.casefile import Notice
from worker.extract import ink, rules
from worker.extract import page_notices as said
from worker.extract.encodings import REPLACEMENT
from worker.extract.layout import Rect, SourcePage
from worker.extract.pdf import (
    contents_notices,
    drawn_boxes,
    drawn_choices,
    field_letters,
    outlines,
    watermarks,
)
from worker.extract.pdf import covered as pdf_covered
from worker.extract.pdf import letters as pdf_letters
from worker.extract.pdf import objects as pdf_objects
from worker.extract.pdf import visible as pdf_visible
from worker.extract.pdf.form_values import Filled
from worker.extract.pdf.frame import Frame

# What parsers raise on a hostile or broken page. Nothing here hides a lack of memory.
PARSER_FAULTS = (
    PdfminerException, MalformedPDFException, PDFException, PSException, ValueError, TypeError,
    LookupError, AttributeError, ArithmeticError, AssertionError, RecursionError, EOFError,
    NotImplementedError, OSError, struct.error, zlib.error,
)  # fmt: skip


_Char = Mapping[str, Any]
_UNSIGNED = frozenset(
    {"Link", "Popup", "Watermark", "Stamp", "Text", "Highlight", "Underline", "Squiggly",
     "StrikeOut"}
)  # fmt: skip
"""Annotations that nobody signs with; of a stamp, what it shows counts as what is drawn."""

_FEW_WORDS = 30
_MOST = 0.5
_OUTLINES = 40
_MOST_INK, _MOST_STROKES = 200, 2_000
_PACKED_NOTHING = 32  # nothing at all, packed, takes fewer bytes
_TALLEST_PAGE = 20_000.0


def read(page: PlumberPage, fields: Sequence[Filled] = ()) -> SourcePage:
    """Read one page with the fields on it. Raises any of PARSER_FAULTS on a damaged one."""
    number, frame = page.page_number, Frame(page)
    if not 0 < max(frame.width, frame.height) <= _TALLEST_PAGE:
        raise ValueError("the page has no sensible size")
    settled = field_letters.settle(
        list(pdf_letters.cleaned(pdf_letters.once(page.chars))), fields, page
    )
    found = settled.chars
    outside = pdf_letters.outside(found, frame)
    unseen = pdf_visible.unseen(page, found) - outside - field_letters.laid_out(found)
    hidden, hidden_layer = _hidden(page, found, outside | unseen, frame)
    covered = hidden - pdf_visible.ghosts(found)
    gone = outside | unseen | hidden
    chars = _with_drawn_answers(
        page, [char for at, char in enumerate(found) if at not in gone], frame
    )
    unreadable = sum(REPLACEMENT in char["text"] for char in chars)
    visible = sum(not char["text"].isspace() for char in chars)
    drawn = _ink(page, frame)
    notices = said.characters(number, unreadable, outside=len(outside), unseen=len(unseen))
    if covered:
        notices.append(contents_notices.annotations("text_covered", len(covered), number))
    notices += settled.notices(number)
    if not visible or unreadable > _MOST * visible:
        return _without_words(page, frame, drawn, visible, notices)
    marks = watermarks.found(page, chars, frame.height)
    found_on = pdf_letters.lines(
        [char for at, char in enumerate(chars) if at not in marks], frame, _strokes(page, frame),
        [chars[at] for at in sorted(marks)],
    )  # fmt: skip
    lines, asides, doubtful = found_on.lines, found_on.asides, found_on.doubtful
    if doubtful:
        notices.append(said.order_doubtful(number))
    filled_in = settled.of_fields > _MOST * visible
    few = filled_in or sum(len(line.words) for line in lines) < _FEW_WORDS
    mostly_picture = few and _covered(page, frame) > _MOST
    if mostly_picture and not hidden_layer:
        notices.append(said.mostly_picture(number))
    if not hidden_layer:
        words = [word for line in lines for word in line.words]
        drawn = ink.of(drawn, words, frame.width, frame.height)
    return SourcePage(
        number=number, width=frame.width, height=frame.height,
        method="form" if filled_in else "text",
        lines=tuple(lines), asides=tuple(asides), ink=drawn, notices=tuple(notices),
        wants_picture=mostly_picture or hidden_layer or hidden > covered, hidden_layer=hidden_layer,
        filled=tuple(frame.place_of(place) for place in settled.places), tables=found_on.tables,
    )  # fmt: skip


def _with_drawn_answers(page: PlumberPage, chars: list[_Char], frame: Frame) -> list[_Char]:
    """Return the letters with signs for the boxes and words that were ticked, ringed or struck."""
    rects, lines, curves = (
        [one for one in kind if frame.shows(frame.place(one))]
        for kind in (page.rects, page.lines, page.curves)
    )
    drawn = drawn_boxes.found(rects, lines, curves, chars)
    boxes = [box for _, box in drawn.signs]
    signs = [*drawn.signs, *drawn_choices.found(rects, lines, curves, chars, boxes)]
    if not signs:
        return chars
    kept = [char for at, char in enumerate(chars) if at not in drawn.instead]
    return [*kept, *field_letters.signs(signs)]


def _hidden(
    page: PlumberPage, found: Sequence[_Char], gone: set[int], frame: Frame
) -> tuple[set[int], bool]:
    """Return the letters that lie under something, and whether the rest is a hidden text layer.

    Where most of a page is such a layer (letters without ink, or with a picture on top of them),
    the layer stays: the page's picture is compared with it. A little of it is left to the picture.
    """
    areas, pictures = pdf_covered.covered(page, found, frame)
    ghosts, areas, pictures = pdf_visible.ghosts(found) - gone, areas - gone, pictures - gone
    out = gone | areas
    shown = sum(at not in out and not char["text"].isspace() for at, char in enumerate(found))
    if 2 * len(ghosts | pictures) > shown:
        return areas, True
    return areas | pictures | ghosts, False


def without_memory(fault: BaseException) -> bool:
    """Whether a fault is a lack of memory, which pdfplumber wraps like any other."""
    return any(isinstance(part, MemoryError) for part in (fault, *fault.args))


def unread(number: int, source: PDFPage) -> SourcePage:
    """Return the place of a page that is too damaged to read."""
    x0, y0, x1, y1 = source.mediabox
    return SourcePage(
        number=number, width=abs(float(x1 - x0)), height=abs(float(y1 - y0)), method="none",
        notices=(said.damaged(number),), wants_picture=True,
    )  # fmt: skip


def with_notice(page: SourcePage, notice: Notice) -> SourcePage:
    """Return ``page`` with one more notice."""
    return replace(page, notices=(*page.notices, notice))


def _ink(page: PlumberPage, frame: Frame) -> tuple[Rect, ...]:
    """Return where pictures, curves and annotations are: any of them may be a signature."""
    curves = (curve for curve in page.curves[:_MOST_STROKES] if not _goes_around(curve))
    drawn = [thing for thing in (*page.images, *curves) if not thing["watermark"]]
    places = [frame.place(thing) for thing in drawn[:_MOST_INK]]
    annotations = pdf_objects.row(page.page_obj.annots)
    kinds = {pdf_objects.name(pdf_objects.mapping(each).get("Subtype")) for each in annotations}
    if kinds - _UNSIGNED:
        places.append((0.0, 0.0, frame.width, frame.height))
    return tuple(rect for rect in places if frame.shows(rect))


def _goes_around(curve: _Char) -> bool:
    steps = curve["path"]
    points = [point for step in steps for point in step[1:]]
    return outlines.goes_around(points, closed=steps[-1][0] == "h")


def _strokes(page: PlumberPage, frame: Frame) -> list[Rect]:
    """Return the straight strokes on a page: lines, and the sides of boxes."""
    drawn = (*page.lines[:_MOST_STROKES], *page.rects[:_MOST_STROKES])
    return [side for thing in drawn for side in rules.sides(frame.place(thing))]


def _covered(page: PlumberPage, frame: Frame) -> float:
    """Return the share of the page that its largest picture covers."""
    areas = [0.0]
    for image in page.images[:_MOST_INK]:
        x0, top, x1, bottom = frame.place(image)
        wide = min(x1, frame.width) - max(x0, 0)
        tall = min(bottom, frame.height) - max(top, 0)
        areas.append(max(wide, 0) * max(tall, 0))
    return max(areas) / (frame.width * frame.height)


def _without_words(
    page: PlumberPage, frame: Frame, drawn_at: tuple[Rect, ...], visible: int, notices: list[Notice]
) -> SourcePage:
    """Say why there are no words: coded letters, a damaged page, a scan, or nothing at all."""
    number = page.page_number
    drawn = bool(page.images) or len(page.curves) >= _OUTLINES
    blank, lost = not visible and not drawn, False
    if visible:
        notices = [said.coded(number)]
    elif blank and any(map(_is_lost, page.page_obj.contents)):
        notices, blank, lost = [said.damaged(number)], False, True
    elif not blank:
        notices = [*notices, said.scan(number)]
    elif notices:
        # Words that nobody can see are no words, but the page is not empty either.
        blank = False
    else:
        notices = [said.blank(number)]
    return SourcePage(
        number=number, width=frame.width, height=frame.height,
        method="text" if blank else "none", ink=drawn_at, notices=tuple(notices),
        wants_picture=bool(visible or drawn or lost),
    )  # fmt: skip


def _is_lost(stream: object) -> bool:
    """Whether a part of a page's drawing is not there, or does not unpack to anything."""
    if not isinstance(stream, PDFStream):
        return stream is None
    length = resolve1(stream.get("Length", 0))
    packed = isinstance(length, int) and length > _PACKED_NOTHING and "Filter" in stream.attrs
    return packed and not stream.get_data()
