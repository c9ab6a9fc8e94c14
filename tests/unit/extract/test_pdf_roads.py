"""The two roads through a PDF give the same pages, and the fast one is taken where it may be."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import reportlab
from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from tests.unit.extract.roads import fast, taken
from tests.unit.extract.sheets import by_hand, lines, pdf, text, together
from worker.extract.limits import Limits
from worker.extract.pdf.slow_road import SlowRoad

FIXTURES = Path(__file__).parents[3] / "fixtures"
STATEMENTS = sorted((FIXTURES / "statements").glob("*/*.pdf"))
ALL = sorted(FIXTURES.rglob("*.pdf"))
NEAR, NEAR_IN_LARGE_PRINT = 1.5, 0.17
"""Points, and a share of the letters' size where that is more: pdfium and pdfminer have measures of
their own for the euro and the dingbats of fonts that a file doesn't bring."""
VERA = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
ACCOUNT = (
    "I was standing at the bus stop outside the library on Harrow Walk when a white van pulled up, "
    "and two men got out of it. The first man wore a red cap - I did not know him. He said "
    "&quot;Take your hands off&quot; and ran off towards the well-known state-of-the-art office. "
    "It cost me £45.50, about 50%, and Žofie Öztürk of the café naïvely offered fifty more. "
)


def alike(data: bytes) -> int:
    """Compare every page that the fast road read with the slow road's; return how many it read."""
    read = fast(data)
    slow = SlowRoad(data).pages(Limits()) if any(read) else []
    for page, other in zip(read, slow, strict=bool(slow)):
        if page is None:
            continue
        assert [line.text for line in page.lines] == [line.text for line in other.lines]
        assert [line.column for line in page.lines] == [line.column for line in other.lines]
        assert (page.method, page.asides, page.notices) == (
            other.method, other.asides, other.notices
        )  # fmt: skip
        assert not other.wants_picture
        assert (page.width, page.height) == pytest.approx((other.width, other.height), abs=0.01)
        assert len(page.ink) == len(other.ink)
        assert [each.row for table in page.tables for each in table.cells] == [
            each.row for table in other.tables for each in table.cells
        ]
        for line, same in zip(page.lines, other.lines, strict=True):
            for word, counterpart in zip(line.words, same.words, strict=True):
                near = max(NEAR, NEAR_IN_LARGE_PRINT * word.size)
                assert word.shown == pytest.approx(counterpart.shown, abs=near), word.text
    return sum(page is not None for page in read)


@pytest.mark.parametrize("path", ALL, ids=lambda path: str(path.relative_to(FIXTURES)))
def test_both_roads_read_a_fixture_alike(path: Path) -> None:
    data = path.read_bytes()
    if fast(data):
        alike(data)


@pytest.mark.parametrize("family", ["sample", "other"])
def test_typed_statements_take_the_fast_road(family: str) -> None:
    found = [
        page
        for path in STATEMENTS
        if path.parent.name == family
        for page in fast(path.read_bytes())
    ]
    assert len(found) >= 10
    assert sum(page is not None for page in found) >= 0.95 * len(found)


def story(flow: Sequence[Flowable]) -> bytes:
    """Return a PDF in which reportlab sets paragraphs and tables."""
    import io

    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4, invariant=1).build(list(flow))
    return buffer.getvalue()


def paragraphs(font: str, size: float, count: int = 3, **style: object) -> bytes:
    setting = ParagraphStyle("x", fontName=font, fontSize=size, leading=1.3 * size, **style)
    return story([Paragraph(ACCOUNT * 2, setting) for _ in range(count)])


@pytest.fixture(scope="module", autouse=True)
def vera() -> None:
    pdfmetrics.registerFont(TTFont("Vera", str(VERA)))


@pytest.mark.parametrize("size", [7.5, 18])
@pytest.mark.parametrize(
    "font", ["Helvetica", "Helvetica-Bold", "Times-Roman", "Times-BoldItalic", "Courier", "Vera"]
)
def test_fonts_and_sizes(font: str, size: float) -> None:
    assert alike(paragraphs(font, size)) >= 1


def test_the_euro_has_a_width_of_its_own_only_in_fonts_that_a_file_brings() -> None:
    words = "It cost about \u20ac50, as he told me."
    assert alike(pdf(text(60, 100, words, font="Vera"))) == 1
    assert not taken(pdf(text(60, 100, words)))


def test_justified_text() -> None:
    assert alike(paragraphs("Times-Roman", 11, alignment=TA_JUSTIFY)) >= 1


def test_words_in_bold_raised_and_lowered() -> None:
    marked = (
        "On the 3<super>rd</super> of March I saw <b>two</b> men, H<sub>2</sub>O and "
        "<i>half</i>-way un<b>believ</b>able things. "
    )
    style = ParagraphStyle("x", fontName="Times-Roman", fontSize=11, leading=14)
    assert alike(story([Paragraph(marked * 6, style) for _ in range(5)])) >= 1


def test_tables_and_shaded_cells() -> None:
    rows = [["Statement of", "Žofie Öztürk", "Age", "Over 18"], ["URN", "01 ZD 12345 25", "", ""]]
    grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("BACKGROUND", (0, 0), (0, -1), "#ddd")]
    style = ParagraphStyle("x", fontName="Helvetica", fontSize=10)
    assert alike(story([Table(rows * 6, style=grid), Paragraph(ACCOUNT, style)])) == 1


def test_columns_of_prose() -> None:
    prose = (
        "went along the road to see", "what the two men had done to", "the window of the shop that",
        "stood open all that night and", "nobody came to look for them", "until the day was over.",
    )  # fmt: skip
    page = together(lines(*prose, x=60, top=100), lines(*prose, x=320, top=100))
    assert alike(pdf(page)) == 1


def test_adjusted_letters_are_words_where_the_slow_road_says_so() -> None:
    content = (
        b"BT /F1 12 Tf 60 700 Td [(He)-250(sa)30(id)-300(so)-90(on)] TJ "
        b"0 -20 Td 2.5 Tc (spaced) Tj 0 Tc 0 -20 Td 30 Tw (far apart) Tj ET"
    )
    alike(by_hand(content))


@pytest.mark.parametrize("spaced", [0.0, 0.2, 0.5, 1.0, 1.5, 2.0, 4.0])
def test_letters_set_apart(spaced: float) -> None:
    alike(by_hand(b"BT /F1 12 Tf 60 700 Td %.1f Tc (He ran off then.) Tj ET" % spaced))


def test_a_hyphen_at_a_lines_end_stays_one() -> None:
    data = pdf(lines("He made a state-", "ment to the well-known offi-", "cer at the desk."))
    assert taken(data)
    assert alike(data) == 1


def test_wide_spaces_and_hard_ones() -> None:
    assert alike(pdf(lines("Name:   Odalys\u00a0Brennan     Age:  over\u00a018"))) == 1


def test_a_cropped_page_is_read_as_displayed() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setCropBox((40, 100, 440, 800))
        lines("Inside the crop.", "And this.", top=92)(canvas)

    assert alike(pdf(draw)) == 1


def test_plain_pages_are_read_without_the_slow_libraries() -> None:
    program = (
        "import sys; from pathlib import Path; from worker.extract import readers; "
        "from worker.extract.limits import Limits; "
        "readers.read(Path(sys.argv[1]).read_bytes(), Limits()); "
        "print(*sorted({'pdfplumber', 'pdfminer', 'PIL', 'numpy'} & set(sys.modules)))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program, str(STATEMENTS[0])],
        capture_output=True, text=True, check=True, cwd=FIXTURES.parent,
    )  # fmt: skip
    assert answer.stdout.split() == []


def test_reading_leaves_nothing_open() -> None:
    """Hundreds of readings of one file hold no more memory than a few."""
    program = (
        "import resource, sys; from pathlib import Path; from worker.extract.limits import Limits; "
        "from worker.extract.pdf import fast_road; data = Path(sys.argv[1]).read_bytes()\n"
        "def read(times):\n"
        "    for _ in range(times):\n"
        "        fast_road.pages(data, Limits())\n"
        "    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print(-read(20) + read(200))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program, str(STATEMENTS[0])],
        capture_output=True, text=True, check=True, cwd=FIXTURES.parent,
    )  # fmt: skip
    assert int(answer.stdout) < 4_000
