"""PDFs with a text layer, page by page through pdfplumber."""

import io
import logging
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from typing import Any

from pdfminer.pdfdocument import PDFEncryptionError, PDFXRefFallback
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, PDFStream, int_value, resolve1
from pdfplumber.pdf import PDF

from worker.casefile import ExtractedDocument, Notice
from worker.errors import Unreadable
from worker.extract import READER_VERSION, page_notices, sniff
from worker.extract.compose import compose
from worker.extract.layout import SourcePage
from worker.extract.limits import Limits
from worker.extract.pdf import annotations as pdf_annotations
from worker.extract.pdf import page as pdf_page
from worker.extract.pdf.page import PARSER_FAULTS
from worker.extract.pdf.repair import PUT_IN_TREE, with_trailer
from worker.extract.pdf.visible import PaintedPage

_END_MARK = b"%%EOF"
_BAD_DATA = "Data-loss"


@cache
def reader() -> str:
    """Return the name and version of what reads PDFs here."""
    return f"pdfplumber {version('pdfplumber')} / deponent-pdf {READER_VERSION}"


def read(data: bytes, limits: Limits) -> ExtractedDocument:
    """Read a PDF's text layer with a box for every word. Raises Unreadable."""
    pdf, damaged = _open(data)
    declared = _declared_pages(pdf)
    if declared > limits.pages:
        raise _too_many(declared, limits)
    pages: list[SourcePage] = []
    notices: list[Notice] = []
    try:
        pages.extend(_pages(pdf, limits, damaged=damaged))
    except PARSER_FAULTS:
        damaged = True
    if len(pages) < declared:
        damaged = True
        notices.append(_missing(len(pages), declared))
    if damaged:
        pages = [pdf_page.doubted(page) for page in pages]
    _refuse_unread(pages, damaged=damaged)
    if damaged:
        whole = len(pages) == declared and not any(map(_is_lacking, pages))
        notices.insert(0, _mended(declared) if whole else _damage())
    return compose(pages, media_type=sniff.PDF, reader=reader(), notices=notices)


def _open(data: bytes) -> tuple[PDF, bool]:
    """Open a PDF, and say whether it is damaged."""
    try:
        pdf = PDF(io.BytesIO(data), raise_unicode_errors=False)
    except PARSER_FAULTS as fault:
        if pdf_page.without_memory(fault):
            raise MemoryError from None
        if isinstance(fault.args[0] if fault.args else None, PDFEncryptionError):
            raise Unreadable(
                "password_protected",
                "The PDF is locked with a password or a certificate. "
                "Open it, save an unlocked copy, and upload that.",
            ) from None
    else:
        cut_off = _END_MARK not in data[-2048:]
        return pdf, cut_off or any(isinstance(x, PDFXRefFallback) for x in pdf.doc.xrefs)
    mended = with_trailer(data)
    if mended is None:
        raise _damaged_file()
    try:
        return PDF(io.BytesIO(mended), raise_unicode_errors=False), True
    except PARSER_FAULTS:
        raise _damaged_file() from None


def _declared_pages(pdf: PDF) -> int:
    """Return how many pages the PDF says it has, 0 where it doesn't say."""
    try:
        pages = pdf.doc.catalog.get("Pages")
        if isinstance(pages, PDFObjRef) and pages.objid == PUT_IN_TREE:
            return 0
        tree = resolve1(pages)
        count = resolve1(tree.get("Count")) if isinstance(tree, dict) else None
    except PARSER_FAULTS:
        return 0
    return count if isinstance(count, int) and count > 0 else 0


def _pages(pdf: PDF, limits: Limits, *, damaged: bool) -> Iterator[SourcePage]:
    """Read the pages one at a time: what one took in memory is free before the next."""
    losses = _Losses()
    log = logging.getLogger("pdfminer")
    log.addHandler(losses)
    was, log.propagate = log.propagate, False
    try:
        for number, source in enumerate(PDFPage.create_pages(pdf.doc), start=1):
            if number > limits.pages:
                raise _too_many(number, limits)
            losses.count = damaged and _is_cut(source)
            page = _page(pdf, source, number)
            if losses.count:
                page = pdf_page.with_notice(page, page_notices.partly(number))
            yield page
    finally:
        log.removeHandler(losses)
        log.propagate = was


def _page(pdf: PDF, source: PDFPage, number: int) -> SourcePage:
    try:
        lost = pdf_annotations.show(source)
        page = PaintedPage(pdf, source, page_number=number)
        try:
            found = pdf_page.read(page)
        finally:
            page.close()
    except PARSER_FAULTS as fault:
        if pdf_page.without_memory(fault):
            raise MemoryError from None
        return pdf_page.unread(number, source)
    return pdf_page.with_notice(found, page_notices.fields_lost(number)) if lost else found


def _is_cut(source: PDFPage) -> bool:
    """Whether the file holds less of a page's drawing than it says."""
    try:
        drawings = [resolve1(each) for each in source.contents]
        return any(
            isinstance(drawing, PDFStream)
            and len(drawing.rawdata or b"") < int_value(drawing.get("Length", 0))
            for drawing in drawings
        )
    except PARSER_FAULTS:
        return True


class _Losses(logging.Handler):
    """Counts what pdfminer only mentions in its log: data of a page that it had to give up."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count, and keep nothing: the message may hold words of the statement."""
        template: Any = record.msg
        self.count += str(template).startswith(_BAD_DATA)


def _refuse_unread(pages: list[SourcePage], *, damaged: bool) -> None:
    """Raise Unreadable when not one page has words."""
    if any(page.lines or page.asides for page in pages):
        return
    codes = {notice.code for page in pages for notice in page.notices}
    unseen = codes & {"text_outside_page", "invisible_text"}
    if damaged or not pages or "page_damaged" in codes:
        raise _damaged_file()
    if "page_not_read" in codes:
        raise Unreadable(
            "no_text_layer",
            "No page of this PDF has words that can be read; it is probably a scan. Reading scans "
            "(OCR) is not installed in this version: upload the typed original if there is one.",
        )
    if unseen:
        raise Unreadable(
            "no_text",
            "The PDF has words, but not one that can be seen on its pages: they are invisible or "
            "lie outside the page. Compare with the original.",
        )
    raise Unreadable("no_text", "The PDF has no words in it: every page is blank.")


def _damaged_file() -> Unreadable:
    return Unreadable(
        "damaged_file",
        "The PDF is damaged or incomplete and could not be read. "
        "Try a fresh copy from where it came from.",
    )


def _too_many(count: int, limits: Limits) -> Unreadable:
    return Unreadable(
        "too_many_pages",
        f"The PDF has {count} pages or more; at most {limits.pages} are read. "
        "Split it and upload the parts.",
    )


def _missing(found: int, declared: int) -> Notice:
    missing = f"page {declared}" if declared - found == 1 else f"pages {found + 1} to {declared}"
    return Notice(
        code="pages_missing",
        message=f"The PDF says that it has {declared} pages, but only {found} could be found: "
        f"{missing} may be missing. Compare with the original.",
    )


def _is_lacking(page: SourcePage) -> bool:
    """Whether some of a page is known to be missing."""
    return page.method == "none" or any(
        notice.code in {"page_damaged", "page_partly_read"} for notice in page.notices
    )


def _mended(pages: int) -> Notice:
    found = "its one page was" if pages == 1 else f"all of its {pages} pages were"
    return Notice(
        code="file_mended",
        message=f"The PDF is damaged where it lists its contents, but {found} found and read. "
        "Compare with the original.",
    )


def _damage() -> Notice:
    return Notice(
        code="file_damaged",
        message="The PDF is damaged or cut off. What could be read of it stands here; "
        "compare with the original.",
    )
