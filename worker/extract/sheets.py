"""From sheets to a document, where a sheet may hold two pages side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from worker.casefile import ExtractedDocument, Notice, Page, PageRole, Segment
from worker.extract import compose as composing
from worker.extract import page_order, two_up
from worker.extract.layout import Line, SourcePage

_ROLES: tuple[PageRole, ...] = ("back", "front", "continuation", "page")


def compose(
    sheets: Sequence[SourcePage], *, media_type: str, reader: str, notices: Iterable[Notice] = ()
) -> ExtractedDocument:
    """Join sheets into a document, reading each of two pages on a sheet as a page of its own.

    The document's pages are the sheets, and a sheet is disclosable only if both its pages are.
    """
    parts = [(sheet.number, part) for sheet in sheets for part in _pages(sheet)]
    pages = [replace(part, number=at) for at, (_, part) in enumerate(parts, start=1)]
    said = (*notices, *page_order.check(pages))
    document = composing.compose(pages, media_type=media_type, reader=reader, notices=said)
    if len(pages) == len(sheets):
        return document
    return _on_sheets(document, sheets, [number for number, _ in parts])


def _pages(sheet: SourcePage) -> list[SourcePage]:
    fold = _fold(sheet)
    return [sheet] if fold is None else _parted(sheet, fold)


def _fold(sheet: SourcePage) -> int | None:
    """Return how many lines of a sheet belong to its left page, None when it has only one page."""
    words = [word for line in sheet.lines for word in line.words]
    found = two_up.halves(words, sheet.width, sheet.height)
    if found is None:
        return None
    left = {id(word) for word in found[0]}
    sides = [id(line.words[0]) in left for line in sheet.lines]
    fold = sum(sides)
    return fold if all(sides[:fold]) else None


def _parted(sheet: SourcePage, fold: int) -> list[SourcePage]:
    middle = sheet.width / 2
    left = replace(sheet, lines=sheet.lines[:fold], width=middle, asides=())
    right = replace(sheet, lines=sheet.lines[fold:], width=middle, notices=())
    return [
        replace(left, ink=tuple(place for place in sheet.ink if place[0] < middle)),
        replace(
            right,
            lines=tuple(_moved(line, middle) for line in right.lines),
            ink=tuple(
                (x0 - middle, top, x1 - middle, low)
                for x0, top, x1, low in sheet.ink
                if x1 > middle
            ),
        ),
    ]


def _moved(line: Line, across: float) -> Line:
    """Return a line as it stands on its own page; where it is shown on the sheet stays."""
    words = tuple(replace(word, x0=word.x0 - across, x1=word.x1 - across) for word in line.words)
    return replace(line, words=words, x0=line.x0 - across, x1=line.x1 - across)


def _on_sheets(
    document: ExtractedDocument, sheets: Sequence[SourcePage], numbers: Sequence[int]
) -> ExtractedDocument:
    """Return a document that was composed of pages, with sheets for them.

    ``numbers`` are those of the sheets that the pages are on, in order.
    """
    of = dict(enumerate(numbers, start=1))
    pages = [
        _sheet(sheet, [page for page in document.pages if of[page.number] == sheet.number])
        for sheet in sheets
    ]
    doubles = [sheet.number for sheet in sheets if numbers.count(sheet.number) > 1]
    return replace(
        document,
        pages=tuple(pages),
        segments=_joined(replace(each, page=of[each.page]) for each in document.segments),
        words=tuple(
            replace(word, box=replace(word.box, page=of[word.box.page])) for word in document.words
        ),
        warnings=(
            *_said(doubles),
            *(
                notice if notice.page is None else replace(notice, page=of[notice.page])
                for notice in document.warnings
            ),
        ),
    )


def _sheet(sheet: SourcePage, pages: Sequence[Page]) -> Page:
    role = min((page.role for page in pages), key=_ROLES.index)
    return replace(
        pages[0],
        number=sheet.number,
        role=role,
        disclosable=all(page.disclosable for page in pages),
        width=round(sheet.width, 2),
    )


def _joined(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    joined = []
    for _, group in groupby(segments, key=lambda segment: segment.page):
        parts = list(group)
        joined.append(replace(parts[0], end=parts[-1].end))
    return tuple(joined)


def _said(doubles: Sequence[int]) -> list[Notice]:
    if not doubles:
        return []
    named = ", ".join(map(str, doubles[:20])) + (" and more" if len(doubles) > 20 else "")
    which = f"Sheet {named} holds" if len(doubles) == 1 else f"Sheets {named} hold"
    return [
        Notice(
            code="two_up_sheets",
            message=f"{which} two pages side by side. They were read one after the other, and "
            "remarks that count pages count both.",
            page=doubles[0] if len(doubles) == 1 else None,
        )
    ]
