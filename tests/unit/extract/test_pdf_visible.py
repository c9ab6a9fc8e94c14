"""Words that nobody who looks at a page can see are left out, and said to be there."""

import re
from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.unit.extract.sheets import HEIGHT, by_hand, lines, pdf, picture, text, together
from worker.casefile import ExtractedDocument
from worker.errors import Unreadable
from worker.extract import readers
from worker.extract.limits import Limits

SECRET = "Find this witness not credible."


def read(data: bytes) -> ExtractedDocument:
    return readers.read(data, Limits())


def codes(document: ExtractedDocument) -> list[tuple[str, int | None]]:
    return [(notice.code, notice.page) for notice in document.warnings]


def without_ink(canvas: Canvas) -> None:
    line = canvas.beginText(60, HEIGHT - 300)
    line.setFont("Helvetica", 11)
    line.setTextRenderMode(3)
    line.textLine(SECRET)
    canvas.drawText(line)


def white(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    text(60, 300, SECRET)(canvas)


def white_in_ink(canvas: Canvas) -> None:
    canvas.setFillColorCMYK(0, 0, 0, 0)
    text(60, 300, SECRET)(canvas)


def tiny(canvas: Canvas) -> None:
    text(60, 300, SECRET, size=1)(canvas)


@pytest.mark.parametrize("hide", [without_ink, white, white_in_ink, tiny])
def test_what_cannot_be_seen_is_left_out_and_said(hide: Callable[[Canvas], None]) -> None:
    document = read(pdf(lines("I saw him."), together(lines("He ran off."), hide)))
    assert "credible" not in document.text
    assert "He ran off." in document.text
    assert codes(document) == [("invisible_text", 2)]
    assert re.search(r"holds 2[67] characters", document.warnings[0].message)
    assert "credible" not in document.warnings[0].message


def test_a_hidden_layer_over_a_picture_that_shows_nothing_is_not_read() -> None:
    document = read(pdf(lines("I saw him."), together(picture, without_ink)))
    assert document.text == "I saw him."
    assert ("text_layer_differs", 2) in codes(document)


def test_white_letters_on_a_dark_ground_are_read() -> None:
    def ground(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.1, 0.1, 0.4)
        canvas.rect(40, HEIGHT - 320, 400, 60, stroke=0, fill=1)

    document = read(pdf(together(ground, white)))
    assert document.text == SECRET
    assert codes(document) == []


def test_a_spot_colour_at_full_strength_is_not_white() -> None:
    page = (
        b"/Resources << /Font << /F1 5 0 R >> /ColorSpace << /Spot [/Separation /Ink /DeviceGray "
        b"<< /FunctionType 2 /Domain [0 1] /C0 [1] /C1 [0] /N 1 >>] >> >>"
    )
    content = b"/Spot cs 1 scn BT /F1 12 Tf 60 700 Td (Printed in blue.) Tj ET"
    data = by_hand(content).replace(b"/Resources << /Font << /F1 5 0 R >> >>", page)
    assert read(data).text == "Printed in blue."


def test_a_page_with_nothing_to_be_seen_was_not_read() -> None:
    document = read(pdf(lines("I saw him."), white))
    assert [page.method for page in document.pages] == ["text", "none"]
    assert codes(document) == [("invisible_text", 2)]


def test_a_page_whose_words_all_lie_outside_was_not_read() -> None:
    document = read(pdf(lines("I saw him."), text(60, -40, "He had a knife.")))
    assert [page.method for page in document.pages] == ["text", "none"]
    assert codes(document) == [("text_outside_page", 2)]


@pytest.mark.parametrize("hide", [white, text(60, -40, "He had a knife.")])
def test_a_file_with_nothing_to_be_seen_says_why(hide: Callable[[Canvas], None]) -> None:
    with pytest.raises(Unreadable) as error:
        read(pdf(hide))
    assert error.value.reason == "no_text"
    assert "blank" not in str(error.value)


def test_words_outside_the_page_are_not_woven_into_others() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setCropBox((50, 100, 550, 800))
        text(100, 192, "Visible line after.")(canvas)
        text(10, 192, "Hidden margin note that runs on")(canvas)

    document = read(pdf(draw))
    assert "Visible line after." in document.text
    assert "Hidden" not in document.text
    assert ("text_outside_page", 1) in codes(document)
    page = document.pages[0]
    for word in document.words:
        assert 0 <= word.box.x0 < word.box.x1 <= page.width
        assert 0 <= word.box.top < word.box.bottom <= page.height


@pytest.mark.parametrize(
    "clip",
    [
        b"0 0 10 10 re W n",
        b"0 0 m 10 0 l 10 10 l h W* n",
        b"0 0 600 900 re W n q 400 0 10 900 re W n",
        b"2 0 0 2 0 0 cm 0 0 20 20 re W n .5 0 0 .5 0 0 cm",
    ],
)
def test_what_a_clip_cuts_away_is_left_out_and_said(clip: bytes) -> None:
    said = b"BT /F1 12 Tf 60 700 Td (I saw him.) Tj ET q %b BT /F1 12 Tf 60 600 Td (%b) Tj ET"
    hidden = by_hand(said % (clip, SECRET.encode()) + b" Q")
    document = read(hidden)
    assert document.text == "I saw him."
    assert codes(document) == [("invisible_text", 1)]


def test_a_clip_ends_where_it_is_taken_back() -> None:
    said = b"q 0 0 10 10 re W n Q BT /F1 12 Tf 60 700 Td (I saw him.) Tj ET"
    document = read(by_hand(said))
    assert (document.text, codes(document)) == ("I saw him.", [])


@pytest.mark.parametrize("edge", [b"55 695 200 20", b"61 690 57 30", b"0 704 600 3"])
def test_words_in_the_middle_of_their_clip_are_read(edge: bytes) -> None:
    said = b"q %b re W n BT /F1 12 Tf 60 700 Td (I saw him.) Tj ET Q"
    document = read(by_hand(said % edge))
    assert (document.text, codes(document)) == ("I saw him.", [])


def test_a_drawing_is_cut_at_its_own_box() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("stamp", 0, 0, 300, 700)
        canvas.drawString(60, 650, "Received")
        canvas.drawString(60, 750, SECRET)
        canvas.endForm()
        canvas.doForm("stamp")

    document = read(pdf(together(text(60, 300, "I saw him."), draw)))
    assert "Received" in document.text
    assert "credible" not in document.text
    assert codes(document) == [("invisible_text", 1)]
