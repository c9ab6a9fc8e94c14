"""PDFs with a text layer: words, places, order, joins, and what is said about the rest."""

import io

import pdfplumber
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.unit.extract import sheets
from tests.unit.extract.sheets import HEIGHT, WIDTH, lines, pdf, text, together
from worker.casefile import ExtractedDocument
from worker.errors import Unreadable
from worker.extract import readers
from worker.extract.limits import Limits
from worker.extract.pdf_repair import with_trailer


def read(data: bytes, **limits: int) -> ExtractedDocument:
    return readers.read(data, Limits(**limits))


def codes(document: ExtractedDocument) -> list[tuple[str, int | None]]:
    return [(notice.code, notice.page) for notice in document.warnings]


def sound(document: ExtractedDocument) -> None:
    """What holds for every document: order, cover, and boxes on their pages."""
    end = 0
    for segment in document.segments:
        assert end <= segment.start < segment.end <= len(document.text)
        assert not document.text[end : segment.start].strip()
        end = segment.end
    assert not document.text[end:].strip()
    sizes = {page.number: (page.width, page.height) for page in document.pages}
    for word in document.words:
        width, height = sizes[word.box.page]
        assert document.page_at(word.start) == word.box.page
        assert document.text[word.start : word.end].strip()
        assert -2 <= word.box.x0 < word.box.x1 <= width + 2
        assert -2 <= word.box.top < word.box.bottom <= height + 2
    covered = "".join(document.text[w.start : w.end] for w in document.words)
    assert covered == "".join(document.text.split())


def test_boxes_lie_on_the_words_that_pdfplumber_sees() -> None:
    data = pdf(lines("The silver Vauxhall stopped by the kiosk.", "It was raining."))
    document = read(data)
    sound(document)
    with pdfplumber.open(io.BytesIO(data)) as plain:
        seen = plain.pages[0].extract_words()
    assert [document.text[w.start : w.end] for w in document.words] == [w["text"] for w in seen]
    for word, other in zip(document.words, seen, strict=True):
        box = word.box
        assert (box.x0, box.top, box.x1, box.bottom) == pytest.approx(
            (other["x0"], other["top"], other["x1"], other["bottom"]), abs=0.01
        )


def test_lines_are_joined_and_paragraphs_kept_apart() -> None:
    document = read(
        pdf(
            lines(
                "I was standing at the bus stop outside the library on Harrow Walk when a white",
                "van pulled up. Two men got out of it.",
                "",
                "The first man wore a red cap. I did not know him.",
            )
        )
    )
    assert document.text == (
        "I was standing at the bus stop outside the library on Harrow Walk when a white "
        "van pulled up. Two men got out of it.\n\n"
        "The first man wore a red cap. I did not know him."
    )
    assert document.narrative == ((0, len(document.text)),)
    assert codes(document) == []


def test_an_indent_opens_a_paragraph() -> None:
    rows = [
        text(
            60, 100, "I saw the driver turn the corner at speed and strike the wall of the house."
        ),
        text(78, 115, "He then got out of the car and walked slowly towards the bridge with his"),
        text(60, 130, "hands in his pockets, as if nothing at all had happened to him that night."),
    ]
    document = read(pdf(together(*rows)))
    assert document.text.count("\n\n") == 1
    assert "house.\n\nHe then got" in document.text


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("He made a state-", "ment to the officer.", "a statement to"),
        ("He wore a black T-", "shirt with a logo.", "black T-shirt with"),
        ("She was a well-", "known local trader.", "a well-known local"),
        ("She is my mother-in-", "law and lives here.", "mother-in-law and"),
        ("I spoke to Anna Smith-", "Jones at the desk.", "Smith-Jones at"),
        ("There were two- ", "or three-inch cuts.", "two- or three-inch"),
        ("It was dark -", "very dark in fact.", "dark - very"),
        ("It was twenty-", "five to nine by then.", "twenty-five to"),
        ("The light was at its bright-", "est by the door.", "its brightest by"),
    ],
)
def test_words_broken_at_a_line_end(above: str, below: str, joined: str) -> None:
    document = read(pdf(lines(above, below)))
    assert joined in document.text
    sound(document)


def test_a_broken_word_has_a_box_on_both_lines() -> None:
    document = read(pdf(lines("He made a state-", "ment to the officer.")))
    start = document.text.index("statement")
    boxes = document.boxes(start, start + len("statement"))
    assert len(boxes) == 2
    assert boxes[0].bottom <= boxes[1].top + 5
    assert boxes[1].x0 < boxes[0].x0


def test_the_document_itself_knows_how_a_word_is_written() -> None:
    document = read(pdf(lines("The light-house stood dark. Nobody went to the light-", "house.")))
    assert document.text.endswith("the light-house.")
    other = read(pdf(lines("The CUSTODY SERGEANT spoke to the other SERGE-", "ANT outside.")))
    assert "other SERGEANT outside" in other.text


def test_a_sentence_reads_on_over_a_page_break() -> None:
    document = read(
        pdf(
            lines("I saw the man with the crowbar walk up to the window of the chemist and"),
            lines("smash it. Then he ran."),
        )
    )
    assert "chemist and smash it." in document.text
    assert [segment.page for segment in document.segments] == [1, 2]
    sound(document)


def test_running_headers_and_footers_are_left_out() -> None:
    said = ("I left work at five and went to the shop.", "The man shouted.", "He ran off then.")
    document = read(
        pdf(
            *(
                together(
                    text(60, 30, "Neverham Housing Association"),
                    lines(said[n - 1], "It was cold."),
                    text(280, 815, f"- {n} -"),
                )
                for n in (1, 2, 3)
            )
        )
    )
    assert "Neverham" not in document.text
    assert "- 1 -" not in document.text
    assert all(account in document.text for account in said)


def test_what_repeats_in_the_middle_of_pages_is_read() -> None:
    body = ("I agree.", "Nobody else was there when I looked, and I looked for a long time.")
    document = read(pdf(*(lines(*body, top=400) for _ in range(3))))
    assert document.text.count("I agree.") == 3


@pytest.mark.parametrize(
    ("turn", "matrix"),
    [
        (0, b"1 0 0 1 50 762"),
        (90, b"0 1 -1 0 80 50"),
        (180, b"-1 0 0 -1 545 80"),
        (270, b"0 -1 1 0 515 792"),
    ],
)
def test_boxes_follow_the_page_as_displayed(turn: int, matrix: bytes) -> None:
    content = b"BT /F1 12 Tf %b Tm (Corner words) Tj ET" % matrix
    document = read(sheets.by_hand(content, b"/Rotate %d" % turn))
    page = document.pages[0]
    assert (page.width, page.height) == ((HEIGHT, WIDTH) if turn % 180 else (WIDTH, HEIGHT))
    assert document.text == "Corner words"
    assert document.words[0].box.x0 == pytest.approx(50, abs=1)
    assert document.words[0].box.bottom == pytest.approx(80, abs=4)


@pytest.mark.parametrize(
    ("turn", "matrix", "width"),
    [(0, b"1 0 0 1 150 662", 395), (90, b"0 1 -1 0 180 150", 642)],
)
def test_a_crop_turns_with_its_page(turn: int, matrix: bytes, width: float) -> None:
    content = b"BT /F1 12 Tf %b Tm (Corner words) Tj ET" % matrix
    document = read(sheets.by_hand(content, b"/CropBox [100 100 495 742] /Rotate %d" % turn))
    assert document.pages[0].width == width
    assert document.words[0].box.x0 == pytest.approx(50, abs=1)
    assert document.words[0].box.bottom == pytest.approx(80, abs=4)


def test_the_crop_box_is_the_page() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setCropBox((40, 100, 440, 800))
        text(60, 92, "Inside the crop.")(canvas)
        text(500, 92, "Outside.")(canvas)

    document = read(pdf(draw))
    page = document.pages[0]
    assert (page.width, page.height) == (400, 700)
    assert document.text == "Inside the crop."
    assert document.words[0].box.x0 == pytest.approx(20, abs=1)
    assert document.words[0].box.bottom == pytest.approx(92 - (HEIGHT - 800), abs=4)
    assert codes(document) == [("text_outside_page", 1)]


def test_text_along_the_margin_stands_apart() -> None:
    def margin(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(30, 300)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Printed by Neverham Records")
        canvas.restoreState()

    rows = lines("I saw the man near the gate at about ten.", "He had a bag in his hand.")
    document = read(pdf(together(rows, margin)))
    account = document.text[slice(*document.narrative[0])]
    assert account.startswith("I saw the man near the gate")
    assert account.endswith("in his hand.")
    assert document.text.endswith("Printed by Neverham Records")
    printed = document.words[-4].box
    assert printed.bottom - printed.top > printed.x1 - printed.x0


def test_text_printed_twice_is_read_once() -> None:
    rows = together(text(60, 100, "Bold by overprinting"), text(60.3, 100, "Bold by overprinting"))
    assert read(pdf(rows)).text == "Bold by overprinting"


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


def test_a_scan_is_named_and_its_neighbours_are_read() -> None:
    document = read(pdf(lines("I saw it all from my window."), sheets.picture, sheets.blank))
    assert [page.method for page in document.pages] == ["text", "none", "text"]
    assert codes(document) == [("page_not_read", 2), ("page_blank", 3)]
    assert document.text == "I saw it all from my window."


def test_a_picture_with_a_few_typed_words_is_said_to_be_one() -> None:
    document = read(pdf(together(sheets.picture, text(60, 30, "Scanned 3 May 2025"))))
    assert document.text == "Scanned 3 May 2025"
    assert codes(document) == [("page_partly_read", 1)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf(sheets.picture), "no_text_layer"),
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


def test_reading_twice_gives_the_same() -> None:
    data = pdf(sheets.front("I was on the bus."), sheets.back())
    assert read(data) == read(data)


def test_fields_filled_in_on_screen_are_read_where_they_are_shown() -> None:
    def form(canvas: Canvas) -> None:
        text(60, 100, "Name of witness:")(canvas)
        canvas.acroForm.textfield(
            name="n", x=160, y=HEIGHT - 106, width=200, height=20, value="Odalys Brennan"
        )

    document = read(pdf(form))
    assert document.text == "Name of witness: Odalys Brennan"
    box = document.words[-1].box
    assert 160 <= box.x0 < box.x1 <= 360
    assert 86 <= box.top < box.bottom <= 106


def test_fields_that_were_never_drawn_are_named() -> None:
    field = b"/Annots [<< /Subtype /Widget /FT /Tx /V (Odalys) /Rect [60 600 260 620] >>]"
    document = read(sheets.by_hand(b"BT /F1 12 Tf 60 700 Td (Name) Tj ET", field))
    assert document.text == "Name"
    assert codes(document) == [("page_partly_read", 1)]


def test_hidden_annotations_are_not_read() -> None:
    hidden = b"/Annots [<< /Subtype /Widget /F 2 /FT /Tx /V (Odalys) /Rect [60 600 260 620] >> 7]"
    assert codes(read(sheets.by_hand(b"BT /F1 12 Tf 60 700 Td (Name) Tj ET", hidden))) == []
