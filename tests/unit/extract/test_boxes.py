"""Every word's box lies on its word: pages are drawn, and their ink is compared with the boxes."""

import html
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.unit.extract.sheets import HEIGHT, WIDTH, by_hand, lines, pdf, text, together
from worker.casefile import Box, ExtractedDocument
from worker.extract import readers
from worker.extract.limits import Limits

STATEMENTS = Path(__file__).parents[3] / "fixtures" / "statements"
TYPED = [
    STATEMENTS / "sample" / "s01-kwabena-asante.pdf",
    STATEMENTS / "sample" / "s04-yusuf-warsame.pdf",
    STATEMENTS / "sample" / "s06-halina-wojcik.pdf",
    STATEMENTS / "other" / "business-record-bank.pdf",
    STATEMENTS / "other" / "curly-quotes-barber.pdf",
]
SCALE = 2.0
GROWN = 1.0
COVERED = 0.97
AGREES = 3.0
_WORD = re.compile(
    r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>'
)
ACCOUNT = (
    "I was standing at the bus stop outside the library when a white van pulled up",
    "by the jetty. Two men got out of it, quickly, and ran off (I did not know them).",
)


def read(data: bytes) -> ExtractedDocument:
    return readers.read(data, Limits())


def drawn(data: bytes, page: int, darkest: int = 140) -> Any:
    """Return where a page as displayed has ink."""
    document = pypdfium2.PdfDocument(data)
    try:
        sheet = document[page - 1]
        picture = sheet.render(scale=SCALE, grayscale=True).to_numpy()
        return numpy.array(picture).reshape(picture.shape[:2]) < darkest
    finally:
        document.close()


def area(ink: Any, box: Box, grown: float) -> Any:
    left, top = (max(int((edge - grown) * SCALE), 0) for edge in (box.x0, box.top))
    right, low = (int((edge + grown) * SCALE + 1) for edge in (box.x1, box.bottom))
    return ink[top:low, left:right]


def boxes_lie_on_words(data: bytes) -> ExtractedDocument:
    """Hold every page's boxes against its ink, all of which is words."""
    document = read(data)
    assert document.words
    for page in document.pages:
        ink = drawn(data, page.number)
        assert ink.shape == pytest.approx((page.height * SCALE, page.width * SCALE), abs=2)
        free = ink.copy()
        for word in document.words:
            if word.box.page == page.number:
                said = document.text[word.start : word.end]
                assert area(ink, word.box, 0).any(), f"nothing in the box of {said!r}"
                area(free, word.box, GROWN)[:] = False
        assert free.sum() <= (1 - COVERED) * ink.sum()
    return document


def seen_by_poppler(data: bytes, folder: Path) -> Iterator[tuple[int, str, tuple[float, ...]]]:
    """Yield an independent reader's words: page, letters, and box on the page as displayed."""
    file = folder / "words.pdf"
    file.write_bytes(data)
    told = subprocess.run(
        ["pdftotext", "-cropbox", "-bbox", str(file), "-"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    for number, page in enumerate(told.stdout.split("<page ")[1:], start=1):
        for found in _WORD.finditer(page):
            box = tuple(float(edge) for edge in found.groups()[:4])
            yield number, html.unescape(found[5]), box


def poppler_agrees(data: bytes, document: ExtractedDocument, folder: Path) -> None:
    """Every word stands where another reader, which shares nothing with ours, sees the same one."""
    others: dict[tuple[int, str], list[tuple[float, ...]]] = {}
    for number, said, place in seen_by_poppler(data, folder):
        others.setdefault((number, said), []).append(place)
    found = missed = 0
    for word in document.words:
        said, box = document.text[word.start : word.end], word.box
        places = others.get((box.page, said))
        if places is None:
            # A broken word of two lines, or one that the other reader parts elsewhere.
            missed += 1
            continue
        found += 1
        middle = (box.top + box.bottom) / 2
        assert any(
            abs(x0 - box.x0) <= AGREES and abs(x1 - box.x1) <= AGREES and top <= middle <= bottom
            for x0, top, x1, bottom in places
        ), said
    assert found
    assert missed <= 0.02 * (found + missed)


def pictures_ink(data: bytes, page: int) -> Any:
    """Return where a page has lines and boxes: what ``lines`` of pdfplumber say, grown a little."""
    import io

    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        sheet = document.pages[page - 1]
        shape = drawn(data, page).shape
        found = numpy.zeros(shape, dtype=bool)
        for thing in (*sheet.lines, *sheet.rects, *sheet.curves):
            edges = thing["x0"], thing["top"], thing["x1"], thing["bottom"]
            for x0, top, x1, bottom in _edges(*edges):
                left, above = (max(int((edge - 1.5) * SCALE), 0) for edge in (x0, top))
                right, low = (int((edge + 1.5) * SCALE + 1) for edge in (x1, bottom))
                found[above:low, left:right] = True
        return found


def _edges(
    x0: float, top: float, x1: float, bottom: float
) -> tuple[tuple[float, float, float, float], ...]:
    return (
        (x0, top, x1, top),
        (x0, bottom, x1, bottom),
        (x0, top, x0, bottom),
        (x1, top, x1, bottom),
    )


@pytest.mark.parametrize("path", TYPED, ids=lambda path: path.stem)
def test_typed_statements(path: Path, tmp_path: Path) -> None:
    data = path.read_bytes()
    document = read(data)
    for page in document.pages:
        ink = drawn(data, page.number) & ~pictures_ink(data, page.number)
        free = ink.copy()
        for word in document.words:
            if word.box.page == page.number:
                said = document.text[word.start : word.end]
                assert area(ink, word.box, GROWN).any() or not said.strip("_.-"), said
                area(free, word.box, GROWN)[:] = False
        if _is_whole(document, page.number):
            assert free.sum() <= (1 - COVERED) * ink.sum()
    poppler_agrees(data, document, tmp_path)


def _is_whole(document: ExtractedDocument, page: int) -> bool:
    """Whether no running line of a page was left out, and so has no box."""
    bands = sum(word.box.page == page and word.box.bottom > 780 for word in document.words)
    return bands > 0


@pytest.mark.parametrize("size", [8, 11, 24])
@pytest.mark.parametrize("font", ["Helvetica", "Times-Italic", "Courier-Bold"])
def test_plain_pages(font: str, size: int, tmp_path: Path) -> None:
    rows = [
        text(40, 100 + at * 2 * size, row[: 900 // size], size, font)
        for at, row in enumerate(ACCOUNT)
    ]
    data = pdf(together(*rows))
    poppler_agrees(data, boxes_lie_on_words(data), tmp_path)


@pytest.mark.parametrize(
    ("turn", "matrix"),
    [
        (0, b"1 0 0 1 50 762"),
        (90, b"0 1 -1 0 80 50"),
        (180, b"-1 0 0 -1 545 80"),
        (270, b"0 -1 1 0 515 792"),
    ],
)
@pytest.mark.parametrize("crop", [b"", b"/CropBox [20 30 560 820]"])
def test_rotated_and_cropped_pages(turn: int, matrix: bytes, crop: bytes, tmp_path: Path) -> None:
    content = b"BT /F1 12 Tf %b Tm (Corner words that jump,) Tj 0 -20 Td (quickly) Tj ET" % matrix
    data = by_hand(content, b"%b /Rotate %d" % (crop, turn))
    poppler_agrees(data, boxes_lie_on_words(data), tmp_path)


def test_a_sheet_that_does_not_begin_at_nothing(tmp_path: Path) -> None:
    content = b"BT /F1 12 Tf 120 330 Td (Words on a sheet that begins elsewhere.) Tj ET"
    data = by_hand(content, b"/CropBox [100 200 700 900]").replace(
        b"/MediaBox [0 0 595 842]", b"/MediaBox [90 180 790 990]"
    )
    poppler_agrees(data, boxes_lie_on_words(data), tmp_path)


@pytest.mark.parametrize("angle", [90, 180, 270, 30, 328])
def test_words_that_run_another_way(angle: int) -> None:
    def turned(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(300, 400)
        canvas.rotate(angle)
        canvas.setFont("Helvetica", 14)
        canvas.drawString(0, 0, "Printed by Neverham Records")
        canvas.restoreState()

    boxes_lie_on_words(pdf(together(lines(*ACCOUNT), turned)))


def test_fonts_that_do_not_say_how_deep_they_reach(tmp_path: Path) -> None:
    font = (
        b"<< /Type /Font /Subtype /TrueType /BaseFont /Invented /Encoding /WinAnsiEncoding "
        b"/FirstChar 32 /LastChar 126 /Widths [%b] /FontDescriptor << /Type /FontDescriptor "
        b"/FontName /Invented /Flags 32 /Ascent 0 /Descent 0 /FontBBox [0 -300 1000 1000] >> >>"
        % (b"556 " * 95)
    )
    data = by_hand(b"BT /F1 14 Tf 60 700 Td (quickly jumping gypsies) Tj ET", font=font)
    poppler_agrees(data, read(data), tmp_path)
    for box in (word.box for word in read(data).words):
        # The baseline is 142 points down; letters reach below it, and not as far above as a line.
        assert 143.5 <= box.bottom <= 147
        assert box.bottom - box.top == pytest.approx(14, abs=0.1)


def scan(turn: Callable[[Image.Image], Image.Image]) -> bytes:
    """Return a PDF of one picture of typed lines."""
    source = pypdfium2.PdfDocument(pdf(lines(*ACCOUNT, *ACCOUNT, size=12, leading=24, x=50)))
    image = turn(source[0].render(scale=200 / 72, grayscale=True).to_pil())
    source.close()

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(image), 0, 0, WIDTH, HEIGHT)

    return pdf(draw)


@pytest.mark.parametrize("degrees", [0, 2])
def test_scanned_pages(degrees: int) -> None:
    data = scan(
        lambda image: image.rotate(degrees, fillcolor=255, resample=Image.Resampling.BICUBIC)
    )
    document = boxes_lie_on_words(data)
    assert document.pages[0].method == "ocr"
    assert "standing at the bus stop" in document.text
