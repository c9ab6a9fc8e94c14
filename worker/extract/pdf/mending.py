"""A second opinion on a broken PDF: pdfium mends more than pdfminer does, and can write it down."""

import ctypes
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from worker.extract import page_notices
from worker.extract.layout import SourcePage
from worker.extract.limits import Limits
from worker.extract.pdf import pdfium

_MOST_BYTES = 256_000_000
_LED = b"startxref"
_A4 = (595.3, 841.9)


def attempts(data: bytes) -> Iterator[bytes]:
    """Yield ``data`` mended in one way after the other, where there is anything to mend."""
    anew = rewritten(data)
    if anew is not None:
        yield anew
    if _LED in data:
        # Without the way to its table of contents, a reader looks for the contents themselves.
        yield data.replace(_LED, b"nothing__")


def rewritten(data: bytes) -> bytes | None:
    """Return ``data`` as pdfium understands it, written anew, None where it understands nothing.

    What was lost stays lost, and the new file looks whole: whoever reads it must say that the old
    one was not.
    """
    import pypdfium2.raw as raw

    out = bytearray()

    def write(_: Any, block: Any, size: int) -> int:  # noqa: ANN401  (the library's own pointers)
        if len(out) + size > _MOST_BYTES:
            return 0
        out.extend(ctypes.string_at(block, size))
        return 1

    with pdfium.LOCK:
        document = raw.FPDF_LoadMemDocument64(data, len(data), None)
        if not document:
            return None
        try:
            if raw.FPDF_GetPageCount(document) < 1:
                return None
            sink = raw.FPDF_FILEWRITE()
            sink.version = 1
            sink.WriteBlock = type(sink.WriteBlock)(write)
            saved = raw.FPDF_SaveAsCopy(document, ctypes.byref(sink), raw.FPDF_NO_INCREMENTAL)
        finally:
            raw.FPDF_CloseDocument(document)
    return bytes(out) if saved and out != data else None


def sheets(data: bytes, limits: Limits) -> list[SourcePage]:
    """Return the pages that pdfium finds, to be read from their pictures."""
    with pdfium.LOCK:
        try:
            paper = pdfium.Paper(data)
        except ValueError:
            return []
        try:
            return [_sheet(paper, index) for index in range(min(paper.sheets, limits.pages))]
        finally:
            paper.close()


def _sheet(paper: pdfium.Paper, index: int) -> SourcePage:
    number = index + 1
    width, height, drawn = *_A4, False
    with suppress(ValueError), paper.sheet(index) as sheet:
        _, _, width, height = sheet.frame
        drawn = True
    return SourcePage(
        number=number, width=width, height=height, method="none",
        notices=(page_notices.damaged(number),), wants_picture=drawn,
    )  # fmt: skip
