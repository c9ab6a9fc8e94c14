"""Pages that do not stand in the order of their printed numbers are said to."""

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.unit.extract.sheets import Draw, continuation, front, lines, pdf, text, together
from worker.casefile import ExtractedDocument
from worker.extract import readers
from worker.extract.limits import Limits

ROWS = (
    "I was in the kitchen of the cafe on Market Street when I heard a crash",
    "from the front of the shop. I went out and saw that the big window had",
    "been broken. A man whom I did not know was standing on the pavement.",
)


def read(data: bytes) -> ExtractedDocument:
    return readers.read(data, Limits())


def said(document: ExtractedDocument) -> list[str]:
    return [each.message for each in document.warnings if each.code == "pages_out_of_order"]


def page(number: str, *, top: bool = False) -> Draw:
    return together(lines(*ROWS, top=120), text(260, 40 if top else 810, number, 9))


@pytest.mark.parametrize(
    "form", ["Page {} of {}", "Page No. {} of {}", "p. {}/{}", "Tudalen {} o {}"]
)
@pytest.mark.parametrize(
    "order", [(1, 3, 2), (2, 1, 3), (4, 1, 2, 3), (1, 2, 4, 3), (3, 2, 1), (1, 2, 3, 1, 3, 2)]
)
def test_numbers_that_fall_are_said(form: str, order: tuple[int, ...]) -> None:
    data = pdf(*(page(form.format(number, max(order)), top=at % 2 == 0)
                 for at, number in enumerate(order)))  # fmt: skip
    found = said(read(data))
    assert len(found) == 1
    assert f"run {', '.join(map(str, order))}." in found[0]


@pytest.mark.parametrize(
    "order",
    [(1, 2, 3), (2, 3), (1, 3), (1, 2, 1, 2), (1, 2, 2, 3), (3, 4, 1), (1,)],
)
def test_numbers_that_rise_are_not(order: tuple[int, ...]) -> None:
    total = 4 if order == (3, 4, 1) else max(order)
    # What comes of another document counts for itself.
    last = f"Page {order[-1]} of 2" if order == (3, 4, 1) else f"Page {order[-1]} of {total}"
    pages = [page(f"Page {number} of {total}") for number in order[:-1]]
    assert said(read(pdf(*pages, page(last)))) == []


@pytest.mark.parametrize(
    "row",
    [
        "She showed me page 1 of 4 of the report and I read it there and then, in the kitchen.",
        "Page 9 of 4",
        "Page 1 of 4 Page 2 of 4",
        "4 of 4 men",
    ],
)
def test_other_numbers_say_nothing(row: str) -> None:
    pages = [page("Page 2 of 4"), together(lines(*ROWS, row, *ROWS, top=120))]
    assert said(read(pdf(*pages))) == []


def test_the_sheets_of_a_form_are_told_by_their_numbers() -> None:
    """The front says of how many pages it is one; the sheets after it were mixed up."""
    pages = [front(*ROWS, pages=3), *(continuation(*ROWS, number=at) for at in (3, 2))]
    found = read(pdf(*pages))
    assert len(said(found)) == 1
    assert said(read(pdf(pages[0], pages[2], pages[1]))) == []


def test_the_sheets_of_a_booklet_hold_the_last_page_before_the_first() -> None:
    """As they come from a printer, before they are folded into one another."""

    def sheet(left: Draw, right: Draw) -> bytes:
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(842, 595), invariant=1)
        for draw, across in ((left, 0), (right, 421)):
            canvas.saveState()
            canvas.translate(across, 0)
            canvas.scale(0.707, 0.707)
            draw(canvas)
            canvas.restoreState()
        canvas.save()
        return out.getvalue()

    first, last = front(*ROWS, pages=3), continuation(*ROWS, number=3)
    found = read(sheet(last, first))
    assert len(found.pages) == 1
    assert "run 3, 1." in said(found)[0]
    assert said(read(sheet(first, last))) == []
