"""The two roads through a PDF give the same pages, and the fast one is taken where it may be."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import reportlab
from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from tests.unit.extract import sheets
from tests.unit.extract.sheets import HEIGHT, by_hand, lines, pdf, text, together
from worker.extract.layout import SourcePage
from worker.extract.limits import Limits
from worker.extract.pdf import fast_road, soundness
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


def fast(data: bytes) -> list[SourcePage | None]:
    return fast_road.pages(data, Limits())


def taken(data: bytes) -> bool:
    """Whether every page was read on the fast road."""
    pages = fast(data)
    return bool(pages) and None not in pages


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


def turned(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.translate(30, 300)
    canvas.rotate(90)
    canvas.drawString(0, 0, "Printed by Neverham Records")
    canvas.restoreState()


def ghost(canvas: Canvas) -> None:
    line = canvas.beginText(60, HEIGHT - 300)
    line.setFont("Helvetica", 11)
    line.setTextRenderMode(3)
    line.textLine("Find this witness not credible.")
    canvas.drawText(line)


def pale(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    text(60, 300, "Find this witness not credible.")(canvas)


def faint(canvas: Canvas) -> None:
    canvas.setFillAlpha(0)
    text(60, 300, "Find this witness not credible.")(canvas)


def black_box(canvas: Canvas) -> None:
    canvas.rect(55, HEIGHT - 120, 300, 30, stroke=0, fill=1)


def field(canvas: Canvas) -> None:
    canvas.acroForm.textfield(name="n", x=160, y=400, width=200, height=20, value="Odalys")


def nested(canvas: Canvas) -> None:
    canvas.beginForm("stamp")
    text(60, 300, "Received")(canvas)
    canvas.endForm()
    canvas.doForm("stamp")


def stamp(canvas: Canvas) -> None:
    text(62, 103, "COPY OF RECORD", size=30)(canvas)


@pytest.mark.parametrize(
    "oddity",
    [
        turned, ghost, pale, faint, black_box, field, nested, stamp, sheets.picture,
        text(60.4, 100, "The account."), text(62.5, 100, "The account."),
        text(60, 300, "tiny words", size=1), text(60, -40, "beyond the edge"),
        text(540, 300, "words that run over the edge"),
    ],
)  # fmt: skip
def test_what_may_be_seen_otherwise_takes_the_slow_road(oddity: Callable[[Canvas], None]) -> None:
    plain = text(60, 100, "The account.")
    assert taken(pdf(plain))
    assert not taken(pdf(together(plain, oddity)))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_takes_the_slow_road(turn: int) -> None:
    content = b"BT /F1 12 Tf 60 700 Td (Words) Tj ET"
    assert taken(by_hand(content))
    assert not taken(by_hand(content, b"/Rotate %d" % turn))


@pytest.mark.parametrize(
    "content",
    [
        b"BT /F1 12 Tf 60 700 Td /Span <</ActualText (XYZ)>> BDC (abc) Tj EMC ET",
        b"BT /F1 12 Tf 1 0 0.3 1 60 700 Tm (slanted) Tj ET",
        b"BT /F1 12 Tf -1 0 0 1 200 700 Tm (mirrored) Tj ET",
        b"BT /F1 12 Tf 60 700 Td (a lost l\x19tter) Tj ET",
        b"BT /F1 12 Tf 60 700 Td (a lost l\\031tter) Tj ET",
        b"BT /F1 12 Tf 60 700 Td (soft hy\xad) Tj 0 -20 Td (phen here) Tj ET",
    ],
)
def test_odd_letters_take_the_slow_road(content: bytes) -> None:
    assert not taken(by_hand(content))


def test_letters_in_code_take_the_slow_road() -> None:
    assert not taken(by_hand(b"BT /F1 12 Tf 60 700 Td <002400250026> Tj ET", font=sheets.CODED))
    helvetica = sheets.CODED.replace(b"/Coded", b"/Helvetica")
    assert not taken(by_hand(b"BT /F1 12 Tf 60 700 Td <002400250026> Tj ET", font=helvetica))


def test_letters_that_are_drawings_take_the_slow_road() -> None:
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 750 750] /FontMatrix [.001 0 0 .001 0 0] "
        b"/FirstChar 97 /LastChar 97 /Widths [1000] /Encoding << /Differences [97 /a] >> "
        b"/CharProcs << /a 4 0 R >> >>"
    )
    assert not taken(by_hand(b"BT /F1 12 Tf 60 700 Td (aaa) Tj ET", font=font))


WHOLE = pdf(*(lines(f"Page {n} says something of its own.", "And more.") for n in (1, 2, 3)))
LOOSE = pdf(lines("Nothing is packed in this file."), pageCompression=0)


def test_a_whole_file_is_known_to_be_whole() -> None:
    for data in (WHOLE, LOOSE, *(path.read_bytes() for path in STATEMENTS)):
        found = soundness.checked(data)
        assert found is not None
        assert found.pages > 0


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_damaged_file_takes_the_slow_road(share: float) -> None:
    assert not fast(WHOLE[: int(len(WHOLE) * share)])
    at = WHOLE.index(b"stream", int(len(WHOLE) * 0.3)) + 20
    assert not fast(WHOLE[:at] + b"!!!!" + WHOLE[at + 4 :])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"/Count 3", b"/Count 2"),
        (b"/Count 3", b"/Count 9"),
        (b"startxref\n", b"startxref\n9"),
        (b"0000000", b"1000000"),
        (b"%PDF-", b"junk\n%PDF-"),
        (b"/Type /Page\n", b"/Type /P#61ge\n"),
    ],
)
def test_a_file_that_is_not_as_it_says_takes_the_slow_road(old: bytes, new: bytes) -> None:
    assert old in WHOLE
    assert None not in fast(WHOLE)
    assert not fast(WHOLE.replace(old, new))


def test_a_locked_file_takes_the_slow_road() -> None:
    locked = StandardEncryption("", ownerPassword="owner", canModify=0)
    assert not fast(pdf(lines("Anybody may read this."), encrypt=locked))


def test_one_odd_page_among_plain_ones_goes_alone() -> None:
    data = pdf(
        lines("The first page."),
        together(lines("The second, in which a man ran off."), turned),
        lines("The third."),
    )
    assert [page is not None for page in fast(data)] == [True, False, True]
    pages = SlowRoad(data).pages(Limits(), known=fast(data))
    assert [page.lines[0].text for page in pages] == [
        "The first page.",
        "The second, in which a man ran off.",
        "The third.",
    ]


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
