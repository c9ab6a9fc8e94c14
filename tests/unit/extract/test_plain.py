"""Plain text in the encodings that statements come in."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.casefile import ExtractedDocument
from worker.errors import Unreadable
from worker.extract import document_json, readers, sniff
from worker.extract.limits import Limits

STORY = "Siân paid £40 for the “tin” \u2013 José Núñez saw it.\nWe left at 10.50pm."


def read(data: bytes, **limits: Any) -> ExtractedDocument:
    return readers.read(data, Limits(**limits))


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "cp1252"],
)
def test_encodings(encoding: str) -> None:
    document = read(STORY.encode(encoding))
    assert document.text == STORY
    assert document.media_type == "text/plain"
    assert document.narrative == ((0, len(STORY)),)
    assert document.words == ()
    assert document.pages[0].width == document.pages[0].height == 0


def test_latin_1_keeps_pounds_and_accents() -> None:
    assert read("José paid £40 to Chloë.".encode("latin-1")).text == "José paid £40 to Chloë."


def test_a_guess_is_said_to_be_one() -> None:
    assert [n.code for n in read("José".encode("cp1252")).warnings] == ["encoding_guessed"]
    assert read(STORY.encode()).warnings == ()


def test_central_european_letters_are_not_read_as_superscripts() -> None:
    story = "Zbigniew Wołoszyński i Małgorzata Żółkiewska szli ulicą Łąkową. " * 4
    assert "³" not in read(story.encode("cp1250")).text


def test_a_few_damaged_letters_do_not_spoil_the_rest() -> None:
    data = "café naïve Zoë François Núñez Łukasz".encode() + b" \xff end"
    document = read(data)
    assert document.text.endswith("Łukasz \ufffd end")
    assert [notice.code for notice in document.warnings] == ["unreadable_characters"]


def test_line_ends_are_made_one_kind() -> None:
    assert read(b"one\r\ntwo\rthree\nfour").text == "one\ntwo\nthree\nfour"


def test_control_characters_are_shown_and_counted() -> None:
    document = read(b"He had a kn\x00ife in his hand and he ran off.\x1a")
    assert document.text == "He had a kn\ufffdife in his hand and he ran off."
    assert [notice.code for notice in document.warnings] == ["unreadable_characters"]


def test_form_feeds_are_page_breaks() -> None:
    document = read(b"Page one ends\n\x0chere on page two.\x0c\x0cFour.\x0c")
    assert [page.number for page in document.pages] == [1, 2, 3, 4]
    assert "\x0c" not in document.text
    assert document.text.startswith("Page one ends\nhere on page two.\n")
    assert [segment.page for segment in document.segments] == [1, 2, 4]
    assert ("page_blank", 3) in [(n.code, n.page) for n in document.warnings]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty_file"),
        (b" \n\t\r\n  ", "no_text"),
        (b"\xef\xbb\xbf", "no_text"),
        (b"\x00" * 500, "unsupported_type"),
        (bytes(range(256)) * 8, "unsupported_type"),
        (b"a\x0c" * 5, "too_many_pages"),
        (b"word " * 40, "too_much_text"),
        (b"word " * 400, "file_too_large"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as error:
        read(data, pages=3, text_bytes=150, file_bytes=3000 if reason != "file_too_large" else 999)
    assert error.value.reason == reason


@pytest.mark.parametrize(
    ("data", "kind", "named"),
    [
        (b"PK\x03\x04" + b"\x00" * 30 + b"word/document.xml", "officedocument.word", "Word"),
        (b"PK\x03\x04" + b"\x00" * 30, "application/zip", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage", "older Word"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg", "JPEG"),
        (b"\x89PNG\r\n\x1a\n", "image/png", "PNG"),
        (b"II*\x00", "image/tiff", "TIFF"),
        (b"{\\rtf1\\ansi I saw him.}", "application/rtf", "RTF"),
        (b"<!DOCTYPE html><html><body>x", "text/html", "web page"),
        (
            b"From: a@example.com\r\nTo: b@example.com\r\nSubject: x\r\n\r\nHello",
            "rfc822",
            "e-mail",
        ),
        (b"\x7fELF\x02", "application/x-executable", "program"),
    ],
)
def test_other_formats_are_named_in_the_refusal(data: bytes, kind: str, named: str) -> None:
    assert kind in sniff.media_type(data)
    with pytest.raises(Unreadable) as error:
        read(data)
    assert error.value.reason == "unsupported_type"
    assert named in str(error.value)


def test_every_media_type_has_a_name_and_pdf_may_start_late() -> None:
    assert sniff.media_type(b"\r\n" * 40 + b"%PDF-1.4") == sniff.PDF
    assert set(readers.READERS) <= set(sniff.NAMES)
    statement = b"From: the shop\nI walked home. Date: it was a Monday.\n\nThen I slept."
    assert sniff.media_type(statement) == sniff.PLAIN_TEXT


_PRINTABLE = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")) | st.just("\n"), min_size=1
)


@settings(max_examples=150, deadline=None)
@given(_PRINTABLE.filter(lambda text: text.strip() and not text.startswith("\ufeff")))
def test_text_comes_back_verbatim(text: str) -> None:
    data = text.encode("utf-8-sig")
    document = read(data)
    assert document.text == text
    again = document_json.from_json(document_json.to_json(document))
    assert again == document


@settings(max_examples=200, deadline=None)
@given(st.binary(min_size=1, max_size=400))
def test_no_bytes_do_harm(data: bytes) -> None:
    try:
        document = read(data)
    except Unreadable as error:
        said = str(error)
    else:
        said = document.reader
        assert document.text.strip()
        for start, end in document.narrative:
            assert 0 <= start < end <= len(document.text)
        document_json.from_json(document_json.to_json(document))
    assert said
