"""What a PDF holds besides words and fields: notes, comments, covers, files and commands."""

import zlib
from typing import Any

import pytest

from fixtures import pdf_kinds
from fixtures.hand_made_pdf import HandMadePdf, typed
from tests.unit.extract import sheets
from worker.casefile import ExtractedDocument
from worker.errors import Unreadable
from worker.extract import readers
from worker.extract.limits import Limits


def read(data: bytes, **limits: Any) -> ExtractedDocument:
    return readers.read(data, Limits(**limits))


def codes(document: ExtractedDocument) -> set[tuple[str, int | None]]:
    return {(notice.code, notice.page) for notice in document.warnings}


def test_typed_notes_are_read_and_comments_are_named() -> None:
    document = read((pdf_kinds.PDF_KINDS / "annotated.pdf").read_bytes())
    assert "Corrected by me: it was a blue Skoda." in document.text
    assert "COPY" in document.text
    assert "beard" in document.text
    assert "Ask him again" not in document.text
    assert "weak" not in document.text
    assert {("comments_left_out", 1), ("redaction_not_applied", 1), ("text_struck_out", 1)} <= (
        codes(document)
    )
    assert any("2 comments" in notice.message for notice in document.warnings)


def test_a_typed_note_that_was_never_drawn_is_read() -> None:
    made = HandMadePdf()
    note = made.note(b"FreeText", (60, 600, 300, 620), b"/Contents (It was a blue car.)")
    made.page(typed("I saw him."), [note])
    assert read(made.bytes()).text.split() == ["I", "saw", "him.", "It", "was", "a", "blue", "car."]


def test_links_say_nothing() -> None:
    made = HandMadePdf()
    link = made.note(b"Link", (60, 600, 300, 620), b"/A << /S /URI /URI (http://example.com) >>")
    made.page(typed("I saw him."), [link])
    document = read(made.bytes())
    assert document.text == "I saw him."
    assert codes(document) == set()


def black(content: bytes, area: bytes, colour: bytes = b"0 g") -> bytes:
    return content + b"q %b %b re f Q " % (colour, area)


@pytest.mark.parametrize("colour", [b"0 g", b"1 g", b"0.2 0.2 0.5 rg"])
def test_words_under_a_box_are_left_out_and_named(colour: bytes) -> None:
    words = typed("I live at 12 Hidden Row.", "I saw him from there.")
    document = read(sheets.by_hand(black(words, b"55 776 200 14", colour)))
    assert document.text == "I saw him from there."
    assert codes(document) == {("text_covered", 1)}
    assert "Hidden" not in document.warnings[0].message


def test_a_black_box_may_be_an_annotation() -> None:
    made = HandMadePdf()
    look = made.drawing(b"0 g 0 0 200 16 re f", 200, 16)
    box = made.note(b"Square", (55, 776, 255, 792), b"/AP << /N %d 0 R >>" % look)
    made.page(typed("I live at 12 Hidden Row.", "I saw him from there."), [box])
    document = read(made.bytes())
    assert document.text == "I saw him from there."
    assert codes(document) == {("text_covered", 1)}


def test_words_on_a_coloured_ground_and_under_a_highlighter_are_read() -> None:
    words = typed("I live at 12 Open Row.", "I saw him from there.")
    assert read(sheets.by_hand(b"q 0.8 g 55 740 300 60 re f Q " + words)).text.startswith("I live")
    made = HandMadePdf()
    content = words + b"q /Pen gs 1 1 0 rg 55 776 200 14 re f Q"
    pen = b"/ExtGState << /Pen << /ca 0.4 /BM /Multiply >> >>"
    made.page(content, resources=pen)
    document = read(made.bytes())
    assert document.text.startswith("I live at 12 Open Row.")
    assert codes(document) == set()


def test_files_inside_come_out_once_and_scripts_are_flagged() -> None:
    document = read((pdf_kinds.PDF_KINDS / "with-files.pdf").read_bytes())
    assert [each.filename for each in document.attachments] == ["pell.pdf", "note.txt"]
    assert document.attachments[0].content.startswith(b"%PDF-")
    assert document.attachments[1].content == "\n".join(pdf_kinds.ACCOUNT).encode()
    assert codes(document) == {("active_content", None)}


def with_files(*names: bytes, packed: bytes = b"", filters: bytes = b"") -> bytes:
    made = HandMadePdf()
    files = [made.file(name, packed or b"words of " + name, filters) for name in names]
    made.page(typed("See the files."))
    listed = b" ".join(b"(%b) %d 0 R" % pair for pair in zip(names, files, strict=True))
    made.catalogue += b"/Names << /EmbeddedFiles << /Names [%b] >> >>" % listed
    return made.bytes()


def test_a_portfolio_without_words_is_not_refused() -> None:
    made = HandMadePdf()
    file = made.file(b"a.txt", b"I saw him.")
    made.page(b"")
    made.catalogue += (
        b"/Collection << >> /Names << /EmbeddedFiles << /Names [(a.txt) %d 0 R] >> >>" % file
    )
    document = read(made.bytes())
    assert document.text == ""
    assert [each.filename for each in document.attachments] == ["a.txt"]


def test_associated_files_are_found_beside_names_and_pages() -> None:
    made = HandMadePdf()
    first, second = made.file(b"a.txt", b"A"), made.file(b"b.txt", b"B")
    made.page(typed("See the files."), entries=b"/AF [%d 0 R]" % second)
    made.catalogue += b"/AF [%d 0 R]" % first
    assert {a.filename: a.content for a in read(made.bytes()).attachments} == {
        "a.txt": b"A", "b.txt": b"B",
    }  # fmt: skip


def test_more_files_than_the_limit_are_named() -> None:
    document = read(with_files(b"a.txt", b"b.txt", b"c.txt"), attachments=2)
    assert [each.filename for each in document.attachments] == ["a.txt", "b.txt"]
    assert codes(document) == {("attachments_left_out", None)}
    assert "c.txt" in document.warnings[0].message


@pytest.mark.parametrize(
    ("packed", "filters"),
    [
        (zlib.compress(bytes(30_000_000), 9), b"/Filter /FlateDecode"),
        (zlib.compress(zlib.compress(bytes(60_000_000), 9), 9),
         b"/Filter [/FlateDecode /FlateDecode]"),
        (b"\x81\x00" * 300_000, b"/Filter /RunLengthDecode"),
        (zlib.compress(b"\x81\x00" * 300_000, 9), b"/Filter [/FlateDecode /RunLengthDecode]"),
    ],
)  # fmt: skip
def test_a_file_that_grows_without_end_is_named_and_not_unpacked(
    packed: bytes, filters: bytes
) -> None:
    data = with_files(b"bomb.bin", packed=packed, filters=filters)
    document = read(data, inflated_bytes=2_000_000)
    assert document.attachments == ()
    assert document.text == "See the files."
    assert codes(document) == {("attachments_left_out", None)}
    assert "bomb.bin" in document.warnings[0].message


def test_all_files_together_stay_within_the_limit() -> None:
    names = [b"%d.bin" % number for number in range(20)]
    packed = zlib.compress(bytes(400_000), 9)
    data = with_files(*names, packed=packed, filters=b"/Filter /FlateDecode")
    document = read(data, inflated_bytes=1_000_000)
    assert sum(each.size for each in document.attachments) <= 1_000_000
    assert len(document.attachments) == 2
    assert codes(document) == {("attachments_left_out", None)}


def test_a_broken_file_is_named() -> None:
    data = with_files(b"a.txt", packed=b"no deflate at all", filters=b"/Filter /FlateDecode")
    document = read(data)
    assert document.attachments == ()
    assert codes(document) == {("attachments_left_out", None)}


@pytest.mark.parametrize(
    "catalogue",
    [
        b"/OpenAction << /S /Launch /F (x.exe) >>",
        b"/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next << /S /JavaScript /JS (x) >> >>",
        b"/AA << /WC << /S /JavaScript /JS (x) >> >>",
        b"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (x) >>] >> >>",
        b"/Open#41ction << /S /Java#53cript /JS (x) >>",
    ],
)
def test_commands_are_flagged(catalogue: bytes) -> None:
    made = HandMadePdf()
    made.page(typed("I saw him."))
    made.catalogue += catalogue
    document = read(made.bytes())
    assert document.text == "I saw him."
    assert codes(document) == {("active_content", None)}


def test_a_plain_way_to_open_a_page_is_no_command() -> None:
    made = HandMadePdf()
    page = made.page(typed("I saw him."))
    made.catalogue += b"/OpenAction << /S /GoTo /D [%d 0 R /Fit] >>" % page
    assert codes(read(made.bytes())) == set()


def test_an_xfa_form_that_only_some_programs_show_is_refused_with_advice() -> None:
    made = HandMadePdf()
    made.page(typed("Please wait... If this message is not eventually replaced, upgrade."))
    template = made.stream(b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>")
    made.form([], b"/XFA [(template) %d 0 R]" % template)
    made.catalogue += b" /NeedsRendering true"
    with pytest.raises(Unreadable) as error:
        read(made.bytes())
    assert error.value.reason == "xfa_form"


def test_an_xfa_form_with_readable_pages_is_read_and_named() -> None:
    made = HandMadePdf()
    made.page(typed("I saw him from my window."))
    made.form([], b"/XFA %d 0 R" % made.stream(b"<x/>"))
    document = read(made.bytes())
    assert document.text == "I saw him from my window."
    assert codes(document) == {("xfa_form", None)}
