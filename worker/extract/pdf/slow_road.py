"""The slow road through a PDF: pdfminer and pdfplumber, which read damaged files, forms and layout.

Their word extraction is pure Python. So this module is imported only when a page needs it.
"""

import io
import logging
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from pdfminer.pdfdocument import PDFEncryptionError, PDFXRefFallback
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, PDFStream, int_value, resolve1
from pdfplumber.pdf import PDF

from worker.extract import page_notices
from worker.extract.layout import SourcePage
from worker.extract.limits import Limits
from worker.extract.pdf import annotations as pdf_annotations
from worker.extract.pdf import page as pdf_page
from worker.extract.pdf import refusals
from worker.extract.pdf.page import PARSER_FAULTS
from worker.extract.pdf.painted import PaintedPage
from worker.extract.pdf.repair import PUT_IN_TREE, with_trailer

_END_MARK = b"%%EOF"
_BAD_DATA = "Data-loss"


class SlowRoad:
    """A PDF as pdfminer sees it.

    ``pdf`` is pdfplumber's document, ``damaged`` says whether the file is, and ``declared`` how
    many pages it says it has (0 where it doesn't say).
    """

    def __init__(self, data: bytes) -> None:
        """Open a PDF. Raises Unreadable."""
        self.pdf, damaged = _open(data)
        self.declared = _declared_pages(self.pdf)
        # Without a count nobody can tell whether a page is missing.
        self.damaged = damaged or not self.declared

    def has_more_than(self, pages: int) -> bool:
        """Whether there really are more than so many pages, whatever the file says."""
        try:
            return next(islice(PDFPage.create_pages(self.pdf.doc), pages, None), None) is not None
        except PARSER_FAULTS:
            return False

    def pages(self, limits: Limits, *, known: Sequence[SourcePage | None] = ()) -> list[SourcePage]:
        """Read all the pages but those that are ``known``, in order.

        After a fault ``damaged`` is set and the pages end. Raises Unreadable when there are too
        many.
        """
        pages: list[SourcePage] = []
        try:
            pages.extend(_pages(self.pdf, limits, known, damaged=self.damaged))
        except PARSER_FAULTS:
            self.damaged = True
        return pages


def _open(data: bytes) -> tuple[PDF, bool]:
    """Open a PDF, and say whether it is damaged."""
    try:
        pdf = PDF(io.BytesIO(data), raise_unicode_errors=False)
    except PARSER_FAULTS as fault:
        if pdf_page.without_memory(fault):
            raise MemoryError from None
        if isinstance(fault.args[0] if fault.args else None, PDFEncryptionError):
            raise refusals.locked() from None
    else:
        cut_off = _END_MARK not in data[-2048:]
        return pdf, cut_off or any(isinstance(x, PDFXRefFallback) for x in pdf.doc.xrefs)
    mended = with_trailer(data)
    if mended is None:
        raise refusals.damaged_file()
    try:
        return PDF(io.BytesIO(mended), raise_unicode_errors=False), True
    except PARSER_FAULTS:
        raise refusals.damaged_file() from None


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


def _pages(
    pdf: PDF, limits: Limits, known: Sequence[SourcePage | None], *, damaged: bool
) -> Iterator[SourcePage]:
    """Read the pages one at a time: what one took in memory is free before the next."""
    losses = _Losses()
    log = logging.getLogger("pdfminer")
    log.addHandler(losses)
    was, log.propagate = log.propagate, False
    try:
        for number, source in enumerate(PDFPage.create_pages(pdf.doc), start=1):
            if number > limits.pages:
                raise refusals.too_many_pages(number, limits)
            page = known[number - 1] if number <= len(known) else None
            if page is not None:
                yield page
                continue
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
        annotations = pdf_annotations.show(source)
        page = PaintedPage(pdf, source, page_number=number)
        try:
            found = pdf_page.read(page, annotations.fields)
        finally:
            page.close()
    except PARSER_FAULTS as fault:
        if pdf_page.without_memory(fault):
            raise MemoryError from None
        return pdf_page.unread(number, source)
    for notice in annotations.notices(number):
        found = pdf_page.with_notice(found, notice)
    return found


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
