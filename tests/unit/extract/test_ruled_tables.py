"""Tables that are drawn with rules: their cells stay apart, in order row by row."""

import textwrap
from collections.abc import Sequence

import pytest
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph
from reportlab.platypus import Table as Drawn

from tests.unit.extract.sheets import HEIGHT, Draw, front, lines, pdf, text, together
from tests.unit.extract.test_pdf_roads import alike
from worker.casefile import ExtractedDocument
from worker.extract import readers, ruled_tables, rules
from worker.extract.layout import PlacedWord, Rect, Table, TableCell
from worker.extract.limits import Limits

BEFORE = (
    "I keep a stall in Tanner Street and live above it. On Tuesday 3 March 2026 I came home at "
    "about ten past nine and saw that the door of the flat stood open. These things were gone:"
)
AFTER = (
    "I rang the police on 07700 900456 and waited by the post box until PC 2417 Holt came to me. I "
    "told him what I had seen, and then I went to my mother, who had heard the shouting."
)
ROWS = (
    ("Date", "What was taken", "Who saw it", "Value"),
    (
        "3 May 2025",
        "One silver bracelet with a broken clasp that was on the hall table by the door",
        "my sister Priya, who was in the kitchen making tea",
        "£212.50",
    ),
    ("4 May 2025", "A black leather wallet and the cards in it", "nobody", "£40.00"),
    (
        "5 May 2025",
        "The spare key to the van, and the book that we keep the stall's money in",
        "my mother Noor Dean",
        "£75.00",
    ),
)
GATE = (
    "The man said that he had come for the van and that he would not go without it. I told him "
    "that it was not his and that he had no business at the gate at that hour."
)
HOUSE = (
    "he said that his brother had lent it to us and that we had never given it back, which is not "
    "true. He had the claw hammer in his hand all the time and shook it at me."
)
WIDTHS = (70, 170, 150, 70)
BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=12)
ALL_OVER = (0, 0), (-1, -1)
GRID = ("GRID", *ALL_OVER, 0.5, colors.black)
STYLES: dict[str, list[tuple[object, ...]]] = {
    "every cell has its frame": [GRID],
    "rules inside only": [("INNERGRID", *ALL_OVER, 0.5, colors.black)],
    "level rules only": [
        ("LINEABOVE", *ALL_OVER, 0.5, colors.black),
        ("LINEBELOW", *ALL_OVER, 0.5, colors.black),
    ],
    "bands of grey": [("ROWBACKGROUNDS", *ALL_OVER, [colors.lightgrey, colors.white])],
    "words in the middle": [GRID, ("VALIGN", *ALL_OVER, "MIDDLE")],
    "words at the foot": [GRID, ("VALIGN", *ALL_OVER, "BOTTOM")],
}


def read(*pages: Draw) -> ExtractedDocument:
    return readers.read(pdf(*pages), Limits())


def paragraph(said: str, top: float) -> Draw:
    return lines(*textwrap.wrap(said, 88), top=top)


def table(
    rows: Sequence[Sequence[str]],
    style: Sequence[tuple[object, ...]] = (GRID,),
    widths: Sequence[float] = WIDTHS,
    top: float = 320,
) -> Draw:
    def draw(canvas: Canvas) -> None:
        cells = [[Paragraph(cell, BODY) for cell in row] for row in rows]
        drawn = Drawn(cells, colWidths=widths, style=list(style))
        _, tall = drawn.wrapOn(canvas, 500, 500)
        drawn.drawOn(canvas, 60, HEIGHT - top - tall)

    return draw


def rule(x0: float, top: float, x1: float, bottom: float) -> Draw:
    return lambda canvas: canvas.line(x0, HEIGHT - top, x1, HEIGHT - bottom)


def account(drawn: Draw) -> Draw:
    return together(paragraph(BEFORE, 265), drawn, paragraph(AFTER, 520))


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES.keys())
@pytest.mark.parametrize("form", [False, True], ids=["letter", "form"])
def test_cells_of_a_table_stay_apart_row_by_row(
    style: Sequence[tuple[object, ...]], form: bool
) -> None:
    page = account(table(ROWS, style))
    document = read(together(front(pages=1), page) if form else page)
    said = "\n\n".join([BEFORE, *("  ".join(row) for row in ROWS), AFTER])
    (begin, end), *more = document.narrative
    assert (document.text[begin:end], more) == (said, [])
    assert [notice.code for notice in document.warnings] == []


def test_both_roads_find_the_same_cells() -> None:
    for style in STYLES.values():
        assert alike(pdf(account(table(ROWS, style)))) == 1


def test_a_grid_drawn_in_one_stroke_has_cells() -> None:
    def grid(canvas: Canvas) -> None:
        canvas.grid([60, 200, 540], [HEIGHT - 330, HEIGHT - 365, HEIGHT - 400])

    cells = (
        lines("Name of the", "shop", x=65, top=343, leading=13),
        lines("Neverham Bakery and Tea Room, which is at 14", "Tanner Street", x=205, top=343),
        lines("In charge", x=65, top=378),
        lines("Mrs Priya Nair, who has worked", "there for some years", x=205, top=378, leading=13),
    )
    page = account(together(grid, *cells))
    assert alike(pdf(page)) == 1
    text = read(page).text
    assert (
        "Name of the shop  Neverham Bakery and Tea Room, which is at 14 Tanner Street\n\n"
        "In charge  Mrs Priya Nair, who has worked there for some years\n\n"
    ) in text


def test_paragraphs_in_cells_are_paragraphs() -> None:
    rows = (
        ("What was said at the gate", "What was said at the house"),
        (GATE, HOUSE),
        ("I shut the gate and went in.", "I told him to go home."),
    )
    document = read(account(table(rows, widths=(240, 240))))
    assert document.text == "\n\n".join([BEFORE, "  ".join(rows[0]), GATE, HOUSE, *rows[2], AFTER])


def test_cells_that_span_and_a_title_within() -> None:
    style = (GRID, ("SPAN", (0, 0), (-1, 0)), ("SPAN", (0, 3), (-1, 3)), ("SPAN", (0, 4), (0, 5)))
    rows = (
        ("Things that were taken from the flat", "", "", ""),
        *ROWS[:2],
        ("Things that were taken from the van", "", "", ""),
        ("5 May 2025", *ROWS[2][1:]),
        ("", *ROWS[3][1:]),
    )
    told = read(account(table(rows, style))).text.split("\n\n")
    assert told == [
        BEFORE,
        rows[0][0],
        *("  ".join(row) for row in ROWS[:2]),
        rows[3][0],
        "  ".join(rows[4]),
        "  ".join(ROWS[3][1:]),
        AFTER,
    ]


def test_words_beside_a_table_stay_lines() -> None:
    page = together(
        paragraph(BEFORE, 100),
        table(
            (("Time", "Seen"), ("9.10", "a red van"), ("9.20", "nobody")), (GRID,), (60, 80), 150
        ),
        text(300, 165, "I wrote these times down that night."),
    )
    told = read(page).text
    assert "I wrote these times down that night." in told
    assert "9.10  a red van\n\n9.20  nobody" in told


RULED = [rule(50, 104 + 15 * at, 545, 104 + 15 * at) for at in range(12)]
SAID = f"{BEFORE} {AFTER}"


@pytest.mark.parametrize(
    "drawn",
    [
        [*RULED],
        [*RULED, rule(110, 80, 110, 300), rule(50, 80, 50, 300), rule(545, 80, 545, 300)],
        [rule(50, 80, 545, 80), rule(50, 300, 545, 300), rule(50, 80, 50, 300)],
        [rule(110, 60, 110, 800)],
    ],
    ids=["ruled paper", "ruled paper with a margin", "a frame", "a margin's rule"],
)
def test_an_account_on_ruled_paper_or_in_a_frame_is_no_table(drawn: list[Draw]) -> None:
    document = read(together(*drawn, lines(*textwrap.wrap(SAID, 72), x=115)))
    assert document.text == SAID


LONG = f"{BEFORE} {AFTER} {GATE} {HOUSE[0].upper()}{HOUSE[1:]}"


@pytest.mark.parametrize("step", [1, 5], ids=["every line", "every fifth"])
@pytest.mark.parametrize("level", [True, False], ids=["ruled", "a frame with level rules above"])
def test_ruled_paper_with_line_numbers_left_of_its_margin_is_no_table(
    step: int, level: bool
) -> None:
    rows = textwrap.wrap(LONG + " " + LONG, 60)[:24]
    at_lines = range(len(rows) + 1) if level else (0, 1, 2, len(rows))
    paper = [rule(50, 104 + 20 * at, 545, 104 + 20 * at) for at in at_lines]
    paper.append(rule(90, 84, 90, 124 + 20 * len(rows)))
    if not level:
        paper.append(rule(50, 84, 50, 124 + 20 * len(rows)))
    numbers = [str(at * step) for at in range(1, len(rows) + 1)]
    page = together(
        *paper,
        lines(*numbers, x=66, top=118, leading=20),
        lines(*rows, x=98, top=118, leading=20),
    )
    document = read(page)
    assert document.text == " ".join(rows)
    assert [notice.code for notice in document.warnings] == ["line_numbers_left_out"]


def test_a_table_below_an_account_with_line_numbers_keeps_its_cells() -> None:
    rows = textwrap.wrap(LONG, 62)
    numbers = [str(at) for at in range(1, len(rows) + 1)]
    page = together(
        lines(*numbers, x=50, top=80),
        lines(*rows, x=98, top=80),
        table(ROWS, top=400),
    )
    document = read(page)
    assert " ".join(rows) in document.text
    assert all("  ".join(row) in document.text for row in ROWS)


def test_a_page_of_thousands_of_cells_knows_its_place_once_for_all() -> None:
    cells = tuple(
        TableCell((7.0 * x, 11.0 * y, 7.0 * x + 7, 11.0 * y + 11), y)
        for y in range(72)
        for x in range(75)
    )
    whole = Table(cells)
    assert whole.place == (0.0, 0.0, 525.0, 792.0)
    assert whole.place is whole.place


def test_a_sentence_runs_on_from_frame_to_frame() -> None:
    frame = [rule(50, 80, 545, 80), rule(50, 400, 545, 400), rule(50, 80, 50, 400)]
    frame += [rule(545, 80, 545, 400), rule(50, 60, 545, 60), rule(50, 60, 50, 80)]
    frame += [rule(545, 60, 545, 80), rule(300, 60, 300, 80)]
    rows = textwrap.wrap(SAID, 80)
    pages = [
        together(*frame, text(60, 72, "Reference NV"), text(310, 72, f"Sheet {n} of 2"), each)
        for n, each in enumerate((lines(*rows[:3]), lines(*rows[3:])), start=1)
    ]
    assert SAID in read(*pages).text


def test_the_form_reads_its_own_grid_across() -> None:
    grid = table(
        (("Statement of", "Olwen Bartley"), ("Age", "over 18"), ("Occupation", "Bus driver")),
        (GRID,), (120, 200), 60,
    )  # fmt: skip
    declared = lines(
        "This statement (consisting of 1 page each signed by me) is true to the best of my",
        "knowledge and belief and I make it knowing that, if it is tendered in evidence, I shall",
        "be liable to prosecution if I have wilfully stated in it anything which I know to be",
        "false or do not believe to be true.",
        "Signature: O Bartley  Date: 3 March 2025",
        top=150,
    )
    document = read(together(grid, declared, paragraph(SAID, 260)))
    fields = {field.name: field.value for field in document.form}
    assert (fields["statement_of"], fields["occupation"]) == ("Olwen Bartley", "Bus driver")


def word(said: str, x0: float, top: float) -> PlacedWord:
    place = (x0, top, x0 + 20, top + 10)
    return PlacedWord(said, *place, shown=place)


def test_far_too_many_strokes_make_no_table() -> None:
    strokes: list[Rect] = [(0.0, float(y), 500.0, float(y)) for y in range(5_000)]
    assert ruled_tables.found(strokes, [word("a", 10, 10)]) == ()
    slanting = [(0.0, 0.0, 400.0, 300.0)] * 10
    assert rules.merged(slanting) == ([], [])
