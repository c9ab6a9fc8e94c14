"""Whatever may be seen otherwise than it is stored takes the slow road, and only that."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.unit.extract import sheets
from tests.unit.extract.roads import fast, taken
from tests.unit.extract.sheets import HEIGHT, by_hand, lines, pdf, text, together
from worker.extract.limits import Limits
from worker.extract.pdf import soundness
from worker.extract.pdf.slow_road import SlowRoad

STATEMENTS = sorted((Path(__file__).parents[3] / "fixtures" / "statements").glob("*/*.pdf"))


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


@pytest.mark.parametrize(
    ("clip", "cuts"),
    [
        (b"0 0 10 10 re W n", True),
        (b"0 0 100 900 re W n", True),
        (b"0 0 600 697 re W n", True),
        (b"0.5 0 0 0.5 0 0 cm 0 0 200 1600 re W n 2 0 0 2 0 0 cm", True),
        (b"55 690 200 30 re W n", False),
        (b"0.5 0 0 0.5 0 0 cm 0 0 1200 1600 re W n 2 0 0 2 0 0 cm", False),
    ],
)
def test_words_that_a_clip_may_cut_take_the_slow_road(clip: bytes, *, cuts: bool) -> None:
    words = b"BT /F1 12 Tf 60 700 Td (He ran off then.) Tj ET"
    assert taken(by_hand(b"q " + clip + b" " + words + b" Q")) is not cuts


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
