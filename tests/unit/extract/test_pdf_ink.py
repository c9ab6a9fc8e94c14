"""What is drawn over a page, or around something on it, is no signature; what a hand drew is."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.unit.extract.printed_marks import (
    ACCOUNT,
    DOTS,
    REST,
    SAID,
    UNSIGNED,
    account,
    annotation,
    codes,
    pictured,
    read,
    scan_of_a_page,
    scrawl,
    shaped,
    statement,
    typed,
)
from tests.unit.extract.sheets import HEIGHT, Draw, continuation, front, lines, pdf, together
from worker.extract.limits import Limits
from worker.extract.pdf.slow_road import SlowRoad

SHAPES = {
    "letters across": shaped("DRAFT", 80, 400, 100),
    "letters across on a slope": shaped("DRAFT", 150, 600, 100, slope=45),
    "small letters": shaped("DRAFT", 200, 380, 75),
    "letters below the account": shaped("RAFT", 80, 600, 110),
    "a crest": pictured,
}


@pytest.mark.parametrize("mark", SHAPES.values(), ids=SHAPES)
def test_what_is_drawn_over_a_page_is_no_signature(mark: Draw) -> None:
    document = read(statement(mark, under=True))
    assert account(document) == SAID
    assert codes(document) == UNSIGNED


def rounded(canvas: Canvas) -> None:
    canvas.roundRect(110, HEIGHT - 805, 120, 30, 6)


def turned(canvas: Canvas) -> None:
    """Draw the frame of a stamp, set down a little crooked."""
    canvas.saveState()
    canvas.translate(350, HEIGHT - 760)
    canvas.rotate(12)
    canvas.rect(0, 0, 110, 40)
    canvas.restoreState()


def ringed(canvas: Canvas) -> None:
    canvas.ellipse(300, HEIGHT - 790, 380, HEIGHT - 720)


def inner(canvas: Canvas) -> None:
    """Draw a box with two rounded edges, one in the other, in one go."""
    path = canvas.beginPath()
    path.roundRect(110, HEIGHT - 805, 120, 30, 6)
    path.roundRect(113, HEIGHT - 802, 114, 24, 4)
    canvas.drawPath(path)


def framed(canvas: Canvas) -> None:
    canvas.roundRect(20, 20, 555, 802, 12)


@pytest.mark.parametrize("outline", [rounded, turned, ringed, inner, framed])
def test_a_box_or_a_ring_is_no_signature(outline: Draw) -> None:
    data = statement(outline, under=True)
    assert codes(read(data)) == UNSIGNED
    slow = SlowRoad(data).pages(Limits())
    assert [page.ink for page in slow] == [(), ()]


def test_the_unsigned_page_of_a_signed_statement_is_named_under_a_mark() -> None:
    signed = front(*ACCOUNT, signature="O Brennan-Achebe")
    empty = together(shaped("DRAFT", 80, 400, 100), continuation(*REST, signature=DOTS))
    found = read(pdf(signed, empty))
    assert [(each.code, each.page) for each in found.warnings] == [("page_unsigned", 2)]


@pytest.mark.parametrize("kind", ["Text", "Highlight", "Stamp", "Popup", "Underline"])
def test_remarks_and_stamps_elsewhere_are_no_signature(kind: str) -> None:
    note = annotation(kind, (300, 600, 420, 640), typed("RECEIVED", 305, 225, 14))
    assert codes(read(statement(note))) == UNSIGNED


@pytest.mark.parametrize("kind", ["Ink", "Stamp"])
def test_a_signature_may_be_laid_on_the_page(kind: str) -> None:
    """Some programs call a signature a stamp."""
    place = (110, HEIGHT - 805, 240, HEIGHT - 775)
    signed = annotation(kind, place, scrawl(115, 800, 110, 15))
    assert codes(read(pdf(together(front(*ACCOUNT, signature=DOTS, pages=1), signed)))) == []


SIGNATURES = {
    "by hand": scrawl(120, 800, 100, 20),
    "large": scrawl(110, 812, 260, 60),
    "large, over the last lines": scrawl(100, 815, 230, 75),
    "of many strokes": scrawl(110, 805, 220, 35, pieces=5),
    "of dots": lambda canvas: [
        canvas.circle(120 + 2 * at, HEIGHT - 800 + at % 7, 1.2, fill=1) for at in range(40)
    ],
}


@pytest.mark.parametrize("signature", SIGNATURES.values(), ids=SIGNATURES)
def test_a_signature_stays_one(signature: Draw) -> None:
    page = front(*ACCOUNT, signature=DOTS, pages=1)
    close = lines("I have nothing to add to what I said and I would go to court", "to say it.",
                  top=770, leading=13)  # fmt: skip
    for drawn in (together(page, signature), together(page, close, signature)):
        data = pdf(drawn)
        assert codes(read(data)) == []
        assert SlowRoad(data).pages(Limits())[0].ink


def test_a_mark_beside_a_signature_leaves_it() -> None:
    mark = shaped("DRAFT", 120, 760, 100, slope=30)
    page = front(*ACCOUNT, *ACCOUNT, *ACCOUNT, signature=DOTS, pages=1)
    data = pdf(together(mark, page, scrawl(120, 800, 100, 20)))
    assert "no_typed_signature" not in codes(read(data))


def test_a_picture_of_the_page_may_hold_its_signature() -> None:
    page = together(scan_of_a_page, front(*ACCOUNT, signature=DOTS, pages=1))
    for found in SlowRoad(pdf(page)).pages(Limits()):
        assert len(found.ink) == 1
