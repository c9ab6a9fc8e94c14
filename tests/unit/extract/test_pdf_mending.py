"""PDFs that one parser gives up and another mends: read, and said to be damaged."""

import pytest

from tests.hostile.pdf_bytes import (
    CONTENTS,
    PAGE,
    deflated,
    drawn,
    page,
    pages,
    pdf,
    statement,
    stream,
)
from tests.hostile.statement import LINES, SAYS, SECOND
from worker.errors import Unreadable
from worker.extract import readers
from worker.extract.limits import Limits
from worker.extract.pdf import mending

BROKEN = {
    "offsets past the end": pdf(statement()).replace(b"00000000", b"99999999"),
    "a length of nothing": pdf(statement({CONTENTS: stream(drawn(), length=b"0")})),
    "a length without end": pdf(statement({CONTENTS: stream(drawn(), length=b"99999")})),
    "no end of objects": pdf(statement()).replace(b"endobj\n", b""),
    "a table that is before itself": pdf(statement(), trailer=b"/Prev 620"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_file_that_can_be_mended_is_read_and_said_to_be_damaged(what: str) -> None:
    document = readers.read(BROKEN[what], Limits())
    assert SAYS in document.text
    codes = {notice.code for notice in document.warnings}
    assert codes & {"file_damaged", "file_mended"}


def test_a_page_that_does_not_unpack_is_not_called_blank() -> None:
    objects = pages(LINES, [SECOND])
    objects[13] = stream(b"\x00\x9c\xff" * 40, b"/Filter /FlateDecode")
    document = readers.read(pdf(objects), Limits())
    assert SAYS in document.text
    assert {n.code for n in document.warnings if n.page == 2} >= {"page_damaged"}


def test_a_page_of_packed_nothing_is_blank() -> None:
    objects = pages(LINES, [])
    objects[13] = deflated(b"")
    document = readers.read(pdf(objects), Limits())
    assert [n.code for n in document.warnings if n.page == 2] == ["page_blank"]


def test_a_page_that_pdfminer_does_not_find_is_read_from_its_picture() -> None:
    hidden = page().replace(b"/Type /Page ", b"")
    document = readers.read(pdf(statement({PAGE: hidden})), Limits(cores=1))
    assert [p.method for p in document.pages] == ["ocr"]
    assert "green jacket" in document.text


def test_a_page_count_that_boasts_is_not_believed() -> None:
    boast = statement()
    boast[2] = b"<< /Type /Pages /Count 100000 /Kids [3 0 R] >>"
    document = readers.read(pdf(boast), Limits())
    assert SAYS in document.text
    assert "pages_missing" in {notice.code for notice in document.warnings}


def test_letters_of_a_font_that_is_not_there_are_read_one_by_one() -> None:
    lost = pdf(statement(contents=drawn().replace(b"/F1", b"/F9")))
    assert SAYS in readers.read(lost, Limits()).text


def test_nothing_is_made_of_what_nobody_understands() -> None:
    assert mending.rewritten(b"%PDF-1.7\n" + bytes(range(256))) is None
    with pytest.raises(Unreadable):
        readers.read(b"%PDF-1.7\nstartxref\n" + bytes(range(256)) * 40, Limits())
