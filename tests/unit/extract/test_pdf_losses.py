"""PDFs that are damaged, incomplete, locked or only pictures: what is said, and what is read."""

from typing import Any

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from tests.unit.extract import sheets
from tests.unit.extract.sheets import lines, pdf, text, together
from worker.casefile import ExtractedDocument
from worker.errors import Unreadable
from worker.extract import readers
from worker.extract.limits import Limits
from worker.extract.pdf.repair import with_trailer


def read(data: bytes, **limits: Any) -> ExtractedDocument:
    return readers.read(data, Limits(**limits))


def codes(document: ExtractedDocument) -> list[tuple[str, int | None]]:
    return [(notice.code, notice.page) for notice in document.warnings]


def test_letters_of_an_unknown_font_are_counted() -> None:
    plain = b"BT /F1 12 Tf 60 700 Td (Some words that all can read) Tj ET "
    coded = b"BT /F2 12 Tf 60 650 Td <000100020003> Tj ET"
    page = b"/Resources << /Font << /F1 %b /F2 %b >> >>" % (sheets.HELVETICA, sheets.CODED)
    document = read(sheets.by_hand(plain + coded, page))
    assert document.text.endswith("\ufffd\ufffd\ufffd")
    assert codes(document) == [("unreadable_characters", 1)]
    assert "3 characters" in document.warnings[0].message


def test_a_page_of_nothing_but_codes_is_not_read() -> None:
    with pytest.raises(Unreadable) as error:
        read(sheets.by_hand(b"BT /F1 12 Tf 60 700 Td <00010002> Tj ET", font=sheets.CODED))
    assert error.value.reason == "no_text_layer"


def test_a_picture_of_nothing_is_named_and_its_neighbours_are_read() -> None:
    document = read(pdf(lines("I saw it all from my window."), sheets.picture, sheets.blank))
    assert [page.method for page in document.pages] == ["text", "none", "text"]
    assert codes(document) == [("page_blank", 2), ("page_blank", 3)]
    assert document.text == "I saw it all from my window."


def test_a_few_typed_words_over_a_picture_of_nothing_are_read() -> None:
    document = read(pdf(together(sheets.picture, text(60, 30, "Scanned 3 May 2025"))))
    assert document.text == "Scanned 3 May 2025"
    assert [page.method for page in document.pages] == ["text"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf(sheets.picture), "no_text"),
        (pdf(sheets.blank), "no_text"),
        (b"%PDF-1.7\n", "damaged_file"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, "damaged_file"),
        (pdf(lines("Words."), encrypt=StandardEncryption("secret")), "password_protected"),
        (pdf(*[lines("Words.")] * 4), "too_many_pages"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as error:
        read(data, pages=3)
    assert error.value.reason == reason
    assert "Words" not in str(error.value)


def test_an_owners_password_keeps_nobody_from_reading() -> None:
    locked = StandardEncryption("", ownerPassword="owner", canModify=0)
    assert read(pdf(lines("Anybody may read this."), encrypt=locked)).text.startswith("Anybody")


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.95, 0.99])
def test_a_cut_off_file_is_never_taken_for_a_whole_one(share: float) -> None:
    whole = pdf(*(lines(f"Page {n} says something of its own.", "And more.") for n in range(1, 6)))
    try:
        document = read(whole[: int(len(whole) * share)])
    except Unreadable as error:
        said = {error.reason}
    else:
        said = {code for code, _ in codes(document)}
        # Where only the list of contents is gone, every page must be there to its last word.
        whole_text = all(
            f"Page {n} says something of its own." in document.text for n in range(6)[1:]
        )
        if "file_mended" in said and whole_text and document.text.count("And more.") == 5:
            return
        named = {page for code, page in codes(document) if code == "page_damaged"}
        known = named | {segment.page for segment in document.segments}
        assert known == {1, 2, 3, 4, 5} or "pages_missing" in said
    assert said & {"damaged_file", "file_damaged"}


def test_a_cut_off_file_still_gives_the_pages_it_has() -> None:
    pages = b"".join(
        b"%d 0 obj\n<< /Type /Page /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
        b"/Contents %d 0 R >>\nendobj\n%d 0 obj\n<< /Length 60 >>\nstream\n"
        b"BT /F1 10 Tf 72 700 Td (This is page %d of it.) Tj ET\nendstream\nendobj\n"
        % (n, n + 1, n + 1, n // 10)
        for n in (10, 20)
    )
    font = b"3 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n"
    document = read(
        b"%PDF-1.4\n" + font + pages + b"30 0 obj\n<< /Length 5000 >>\nstream\nBT (half"
    )
    assert document.text.startswith("This is page 1 of it.")
    assert "This is page 2 of it." in document.text
    assert ("file_damaged", None) in codes(document)


def test_a_file_without_pages_cannot_be_mended() -> None:
    assert with_trailer(b"%PDF-1.4\n1 0 obj\n<< /Type /Font >>\nendobj\n") is None


def test_missing_pages_are_named() -> None:
    whole = pdf(*(lines(f"Page {n} says something.") for n in (1, 2)))
    document = read(whole.replace(b"/Count 2", b"/Count 4"))
    assert ("pages_missing", None) in codes(document)
    assert "3 to 4" in document.warnings[-1].message


def test_a_broken_list_of_contents_loses_nothing() -> None:
    whole = pdf(*(lines(f"Page {n} says something of its own.") for n in (1, 2)))
    broken = whole.replace(b"startxref\n", b"startxref\n9")
    document = read(broken)
    assert document.text == read(whole).text
    assert codes(document) == [("file_mended", None)]


def test_a_page_whose_drawing_is_cut_is_named() -> None:
    whole = sheets.by_hand(
        b"BT /F1 10 Tf 72 700 Td (I saw the whole of it.) Tj ET\n" + b"0 0 m 9 9 l S\n" * 40
    )
    document = read(whole[: whole.index(b"0 0 m") + 30])
    assert ("page_partly_read", 1) in codes(document)
    assert ("file_damaged", None) in codes(document)
