"""Two pages side by side on a sheet: told from columns and tables, and read one after the other."""

import io
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from fixtures import pdf_kinds
from fixtures.hand_made_pdf import HandMadePdf, typed
from fixtures.source import STATEMENTS
from tests.unit.extract.sheets import continuation, front
from worker.casefile import ExtractedDocument
from worker.extract import readers
from worker.extract.layout import PlacedWord
from worker.extract.limits import Limits
from worker.extract.two_up import halves, in_order

WIDE, HIGH = 842.0, 595.0
LEFT = (
    "I was in the kitchen of the cafe on Market Street when I heard a",
    "crash from the front of the shop. I went out and saw that the big",
    "window had been broken. A man whom I did not know was standing on",
    "the pavement with a brick in his hand and looked at me.",
    "He said nothing and walked away towards the station.",
)
RIGHT = (
    "I followed him for as far as the corner of Tannery Road, where he",
    "got into a green car with two other people in it. I could not see",
    "their faces. The car drove off at once in the direction of the",
    "river, and I went back to the cafe and rang the police.",
    "They came after about ten minutes.",
)


def read(data: bytes) -> ExtractedDocument:
    return readers.read(data, Limits())


def placed(rows: tuple[str, ...], x: float, top: float = 60, size: float = 9) -> list[PlacedWord]:
    words = []
    for number, row in enumerate(rows):
        at, down = x, top + number * 14
        for text in row.split():
            wide = 0.5 * size * len(text)
            box = (at, down, at + wide, down + size)
            words.append(PlacedWord(text, *box, box))
            at += wide + 0.3 * size
    return words


def spoken(words: list[PlacedWord]) -> list[str]:
    lines, _ = in_order(words, WIDE, HIGH)
    return [line.text for line in lines]


def side_by_side(data: bytes) -> bytes:
    """The same pages, two on a landscape sheet, as a copier's or a printer's driver puts them."""
    source = pypdfium2.PdfDocument(data)
    sheets = pypdfium2.PdfDocument(pdfium.FPDF_ImportNPagesToOne(source.raw, WIDE, HIGH, 2, 1))
    out = io.BytesIO()
    sheets.save(out)
    sheets.close()
    source.close()
    return out.getvalue()


def test_pages_side_by_side_are_read_one_after_the_other() -> None:
    assert spoken(placed(LEFT, 40) + placed(RIGHT, 461)) == [*LEFT, *RIGHT]


def test_page_numbers_on_both_halves_tell_even_short_pages() -> None:
    left = placed(("Statement of:", "Age:", "Page 1 of 2"), 40, top=520)
    right = placed(("Signed by me", "on the day", "Page 2 of 2"), 461, top=520)
    found = halves(left + right, WIDE, HIGH)
    assert found is not None
    assert [len(side) for side in found] == [len(left), len(right)]


def test_the_order_of_words_does_not_matter() -> None:
    words = placed(LEFT, 40) + placed(RIGHT, 461)
    assert spoken(words[::-1]) == [*LEFT, *RIGHT]


def test_an_upright_page_is_one_page() -> None:
    assert halves(placed(LEFT, 30, size=5) + placed(RIGHT, 310, size=5), HIGH, WIDE) is None


def test_a_table_across_a_sheet_is_one_page() -> None:
    names = ("Fairweather", "Pell", "Imrie", "Oduya", "Dunmore", "Brock")
    times = ("08:35 by car", "09:10 on foot", "09:20 by car", "10:00", "10:30 by bus", "11:45")
    words = placed(names, 60) + placed(times, 480)
    assert halves(words, WIDE, HIGH) is None
    assert spoken(words)[0] == "Fairweather 08:35 by car"


def test_labels_and_long_values_beside_them_are_one_page() -> None:
    labels = ("Name", "Address", "Occupation", "Employer", "Remarks")
    values = tuple(f"{row.rstrip('.')} and more" for row in RIGHT)
    words = placed(labels, 40) + placed(values, 445)
    assert halves(words, WIDE, HIGH) is None


def test_a_line_across_the_fold_makes_one_page() -> None:
    heading = "A heading that runs across all of the sheet and over its very middle, as no two"
    row = f"{heading} pages could have it between them in any way at all, ever"
    across = placed((row,), 40, 30)
    assert halves(across + placed(LEFT, 40) + placed(RIGHT, 461), WIDE, HIGH) is None


HEADERS = (
    "OFFICIAL-SENSITIVE WHEN COMPLETE",
    "Printed by 4477 on 3 March 2025 at 10:04",
    "Nevershire Police - case 01ZD1234525",
)


@pytest.mark.parametrize("said", HEADERS)
def test_a_sheets_own_header_or_footer_joins_no_pages(said: str) -> None:
    words = placed(LEFT, 40) + placed(RIGHT, 461)
    for left in (300.0, 330.0):
        assert spoken(placed((said,), left, 12) + words) == [said, *LEFT, *RIGHT]
        assert spoken(placed((said,), left, 575) + words) == [*LEFT, *RIGHT, said]


def test_forms_are_read_under_a_sheets_own_header() -> None:
    def two_up(header: str) -> ExtractedDocument:
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(WIDE, HIGH), invariant=1)
        canvas.setFont("Helvetica", 8)
        canvas.drawCentredString(WIDE / 2, HIGH - 12, header)
        for page, across in ((front(*LEFT), 0.0), (continuation(*RIGHT), WIDE / 2)):
            canvas.saveState()
            canvas.translate(across, 0)
            canvas.scale(0.707, 0.707)
            page(canvas)
            canvas.restoreState()
        canvas.save()
        return read(out.getvalue())

    alone = two_up("")
    for header in HEADERS:
        found = two_up(header)
        assert [page.role for page in found.pages] == ["front"]
        assert [(f.name, f.value) for f in found.form] == [(f.name, f.value) for f in alone.form]
        said = [" ".join(d.text[a:b] for a, b in d.narrative).split() for d in (alone, found)]
        assert said[0] == said[1] == " ".join((*LEFT, *RIGHT)).split()


def test_what_runs_over_the_fold_elsewhere_still_makes_one_page() -> None:
    words = placed(LEFT, 40) + placed(RIGHT, 461)
    for across in (
        placed((HEADERS[0],), 330, 200),
        placed((HEADERS[0],), 330, 50),
        placed((HEADERS[0], HEADERS[1]), 330, 8, size=7),
        placed(("WHAT I SAW ON MARKET STREET",), 250, 5, size=18),
    ):
        assert halves(across + words, WIDE, HIGH) is None


def test_a_table_under_a_header_is_one_page() -> None:
    names = ("Fairweather", "Pell", "Imrie", "Oduya", "Dunmore", "Brock")
    times = ("08:35 by car", "09:10 on foot", "09:20 by car", "10:00", "10:30 by bus", "11:45")
    words = placed(names, 60) + placed(times, 480)
    for down in (12, 575):
        assert halves(placed((HEADERS[1],), 330, down) + words, WIDE, HIGH) is None


def test_a_speck_in_the_fold_of_a_scan_does_not_join_two_pages() -> None:
    speck = PlacedWord("l", 418, 100, 424, 110, (418, 100, 424, 110), confidence=0.2)
    words = [replace(word, confidence=0.95) for word in placed(LEFT, 40) + placed(RIGHT, 461)]
    assert halves([*words, speck], WIDE, HIGH) is not None


@pytest.mark.parametrize("turn", [90, 270])
def test_sheets_that_are_shown_turned_are_told_by_how_their_lines_run(turn: int) -> None:
    words = []
    for word in placed(LEFT, 40) + placed(RIGHT, 461):
        x0, top, x1, bottom = word.shown
        if turn == 90:
            # Read in a frame that was turned about the page's corner, as letters.py turns it.
            words.append(
                replace(word, x0=x0 - WIDE, x1=x1 - WIDE, shown=(top, WIDE - x1, bottom, WIDE - x0))
            )
        else:
            shown = (HIGH - bottom, x0, HIGH - top, x1)
            words.append(replace(word, top=top - HIGH, bottom=bottom - HIGH, shown=shown))
    lines, _ = in_order(words, HIGH, WIDE)
    assert [line.text for line in lines] == [*LEFT, *RIGHT]


def test_a_sheet_is_one_page_of_the_document_with_boxes_on_both_halves() -> None:
    document = read((pdf_kinds.PDF_KINDS / "two-up.pdf").read_bytes())
    assert [(page.width, page.height) for page in document.pages] == [(842, 595)]
    assert "to pull two children back.\n\nThe driver was" in document.text
    first, last = document.text.index("lollipop"), document.text.index("OF/1")
    assert document.boxes(first, first + 8)[0].x1 < 421 < document.boxes(last, last + 4)[0].x0
    assert "Page 1 of 2" not in document.text
    assert ("two_up_sheets", 1) in {(each.code, each.page) for each in document.warnings}


FORMS = sorted(STATEMENTS.glob("sample/*.pdf"))


@pytest.mark.parametrize("path", FORMS, ids=[path.stem for path in FORMS])
def test_forms_read_the_same_two_on_a_sheet(path: Path) -> None:
    data = path.read_bytes()
    alone, together = read(data), read(side_by_side(data))
    assert together.text.split() == alone.text.split()
    assert [(f.name, f.value) for f in together.form] == [(f.name, f.value) for f in alone.form]
    account = [" ".join(d.text[a:b] for a, b in d.narrative).split() for d in (alone, together)]
    assert account[0] == account[1]


@pytest.mark.parametrize("path", FORMS, ids=[path.stem for path in FORMS])
def test_a_sheet_with_a_back_page_on_it_is_not_disclosable(path: Path) -> None:
    data = path.read_bytes()
    alone, together = read(data), read(side_by_side(data))
    wanted = [
        all(page.disclosable for page in alone.pages[at : at + 2])
        for at in range(0, len(alone.pages), 2)
    ]
    assert [page.disclosable for page in together.pages] == wanted


def test_a_landscape_article_in_columns_loses_nothing() -> None:
    made = HandMadePdf()
    content = typed(*LEFT, *RIGHT, x=50, top=540, size=9, leading=13)
    content += typed(*RIGHT, *LEFT, x=432, top=540, size=9, leading=13)
    made.page(content, size=(WIDE, HIGH))
    document = read(made.bytes())
    assert document.text.split() == " ".join((*LEFT, *RIGHT, *RIGHT, *LEFT)).split()


def test_a_landscape_statement_in_one_column_is_one_page() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDE, HIGH), invariant=1)
    for number, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        canvas.drawString(60, 500 - 16 * number, f"{left} {right}")
    canvas.save()
    document = read(out.getvalue())
    assert "two_up_sheets" not in {notice.code for notice in document.warnings}
    joined = (f"{left} {right}" for left, right in zip(LEFT, RIGHT, strict=True))
    assert document.text.split() == " ".join(joined).split()
