"""PDFs with a text layer: words, places, order, joins, and what is said about the rest."""

import io
from typing import Any

import pdfplumber
import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.unit.extract import sheets
from tests.unit.extract.sheets import HEIGHT, WIDTH, lines, pdf, text, together
from worker.casefile import ExtractedDocument
from worker.extract import readers
from worker.extract.limits import Limits
from worker.extract.pdf import reader


def read(data: bytes, **limits: Any) -> ExtractedDocument:
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


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("The registration was FN17-", "KWD. I rang.", "was FN17-KWD. I rang"),
        ("She is Anne-Marie Smith-", "Jones of Long Row.", "Smith-Jones of"),
        ("I rang 07700 900-", "456 at once.", "07700 900-456 at"),
        ("It took some 10-", "15 minutes.", "some 10-15 minutes"),
        ("Exhibit LM-", "1 is the hammer.", "Exhibit LM-1 is"),
    ],
)
def test_a_short_line_that_ends_in_a_hyphen_runs_on(above: str, below: str, joined: str) -> None:
    long = "I was in the car park of the supermarket on Long Row when it came round the corner."
    document = read(pdf(lines(long, above, below)))
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


def test_fields_that_were_never_drawn_are_read() -> None:
    field = b"/Annots [<< /Subtype /Widget /FT /Tx /V (Odalys) /Rect [60 600 260 620] >>]"
    document = read(sheets.by_hand(b"BT /F1 12 Tf 60 700 Td (Name) Tj ET", field))
    assert document.text.split() == ["Name", "Odalys"]
    assert codes(document) == []


def test_hidden_fields_are_named_and_not_read() -> None:
    hidden = b"/Annots [<< /Subtype /Widget /F 2 /FT /Tx /V (Odalys) /Rect [60 600 260 620] >> 7]"
    document = read(sheets.by_hand(b"BT /F1 12 Tf 60 700 Td (Name) Tj ET", hidden))
    assert document.text == "Name"
    assert codes(document) == [("form_field_hidden", 1)]


def test_the_reader_names_the_versions_that_are_installed() -> None:
    from importlib.metadata import version

    named = reader.reader()
    assert f"pypdfium2 {version('pypdfium2')}" in named
    assert f"pdfplumber {version('pdfplumber')}" in named
