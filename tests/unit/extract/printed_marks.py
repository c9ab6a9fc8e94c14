"""What is printed over a page, for the tests: marks in type and in shapes, stamps, signatures."""

import io

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from tests.unit.extract.sheets import HEIGHT, WIDTH, Draw, continuation, front, pdf, together
from worker.casefile import ExtractedDocument
from worker.extract import readers
from worker.extract.limits import Limits

ACCOUNT = (
    "I was standing at the bus stop outside the library on Harrow Walk when",
    "a white van pulled up and two men got out of it. The first man wore a red",
    "cap and a blue coat. I did not know him. He shouted at the driver and then",
    "he ran off towards the office at the corner. The second man stayed with the",
    "van for about a minute. I saw him put a long dark bag on the passenger seat",
    "and look up and down the road. He was about forty years old and thin, with",
    "short grey hair. I would know him again. I had a clear view of both of them",
    "for about three minutes in daylight from some ten metres away. Nothing was",
    "in my way. I wrote the number of the van on the back of my hand and later",
)
REST = ("I gave it to the officer who came to the bus stop to speak to all of us.",)
SAID = " ".join((*ACCOUNT, *REST))
DOTS = "................"
UNSIGNED = ["no_typed_signature"]
"""What is said of the statement without any mark."""


_LETTERS = {
    "D": "m 0 0 l 0 .7 l .2 .7 c .6 .7 .6 0 .2 0 h m .1 .1 l .1 .6 c .5 .6 .5 .1 .1 .1 h",
    "R": "m 0 0 l 0 .7 l .3 .7 c .6 .7 .6 .35 .3 .35 l .55 0 l .4 0 l .15 .3 l .15 0 h",
    "A": "m 0 0 l .25 .7 l .35 .7 l .6 0 l .5 0 l .42 .2 l .18 .2 l .1 0 h",
    "F": "m 0 0 l 0 .7 l .5 .7 l .5 .6 l .1 .6 l .1 .4 l .4 .4 l .4 .3 l .1 .3 l .1 0 h",
    "T": "m .25 0 l .25 .6 l 0 .6 l 0 .7 l .6 .7 l .6 .6 l .35 .6 l .35 0 h",
}
"""Letters as shapes, as word processors write the letters of their watermarks."""


def typed(
    words: str, x: float, y: float, size: float, *, grey: float = 0.8, slope: float = 0,
    hollow: bool = False, apart: float = 0, font: str = "Helvetica-Bold",
) -> Draw:  # fmt: skip
    """Draw words in one line from a point, measured from the page's top; ``grey`` 1 is white."""

    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(x, HEIGHT - y)
        canvas.rotate(slope)
        line = canvas.beginText(0, 0)
        line.setFont(font, size)
        line.setFillGray(grey)
        line.setTextRenderMode(1 if hollow else 0)
        line.setCharSpace(apart)
        line.textOut(words)
        canvas.drawText(line)
        canvas.restoreState()

    return draw


def shaped(words: str, x: float, y: float, size: float, *, slope: float = 0) -> Draw:
    """Draw words as shapes."""

    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(x, HEIGHT - y)
        canvas.rotate(slope)
        canvas.setFillGray(0.85)
        for at, letter in enumerate(words):
            _shape(canvas, _LETTERS[letter].split(), 0.75 * at * size, size)
        canvas.restoreState()

    return draw


def _shape(canvas: Canvas, steps: list[str], along: float, size: float) -> None:
    path = canvas.beginPath()
    queue = iter(steps)

    def points(count: int) -> list[float]:
        return [
            size * float(next(queue)) + (along if at % 2 == 0 else 0) for at in range(2 * count)
        ]

    for step in queue:
        if step == "m":
            path.moveTo(*points(1))
        elif step == "l":
            path.lineTo(*points(1))
        elif step == "c":
            path.curveTo(*points(3))
        else:
            path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def pictured(canvas: Canvas) -> None:
    """Draw a crest across the middle of a page that can be seen through."""
    from PIL import Image

    crest = Image.new("RGBA", (40, 40), (90, 90, 200, 40))
    canvas.drawImage(ImageReader(crest), 120, 250, 360, 320, mask="auto")


def scan_of_a_page(canvas: Canvas) -> None:
    """Draw a picture of a whole page, light as paper, under what is typed on it."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("L", (120, 170), 250).save(buffer, "PNG")
    buffer.seek(0)
    canvas.drawImage(ImageReader(buffer), 0, 0, WIDTH, HEIGHT)


def scrawl(x: float, y: float, wide: float, high: float, *, pieces: int = 1) -> Draw:
    """Draw a signature by hand, in one stroke or in more."""

    def draw(canvas: Canvas) -> None:
        for at in range(pieces):
            left, low, step = x + at * wide / pieces, HEIGHT - y, wide / pieces
            path = canvas.beginPath()
            path.moveTo(left, low)
            path.curveTo(left + step / 3, low + high, left + step / 2, low - high / 3,
                         left + step / 4, low + high / 3)  # fmt: skip
            path.curveTo(left, low + high, left + 2 * step / 3, low + high, left + step, low)
            path.curveTo(left + step / 2, low - high / 4, left + step / 3, low, left + step,
                         low + high / 2)  # fmt: skip
            canvas.drawPath(path)

    return draw


def annotation(
    kind: str, place: tuple[float, float, float, float], look: Draw | None = None
) -> Draw:
    """Put an annotation at a place (left, low, right, high) that ``look`` draws as on a page."""

    def draw(canvas: Canvas) -> None:
        entries: dict[str, object] = {
            "Type": pdfdoc.PDFName("Annot"),
            "Subtype": pdfdoc.PDFName(kind),
            "Rect": pdfdoc.PDFArray(place),
            "F": 4,
        }
        if look:
            name = f"look{place[0]:.0f}{place[1]:.0f}"
            canvas.beginForm(name, *place)
            look(canvas)
            canvas.endForm()
            shown = pdfdoc.PDFObjectReference(pdfdoc.xObjectName(name))
            entries["AP"] = pdfdoc.PDFDictionary({"N": shown})
        canvas._addAnnotation(pdfdoc.PDFDictionary(entries))

    return draw


def read(data: bytes) -> ExtractedDocument:
    return readers.read(data, Limits())


def account(document: ExtractedDocument) -> str:
    return " ".join(" ".join(document.text[a:b].split()) for a, b in document.narrative)


def codes(document: ExtractedDocument) -> list[str]:
    return sorted(notice.code for notice in document.warnings)


def statement(over: Draw, *, under: bool = False, signature: str = DOTS) -> bytes:
    """Return a statement of two pages, on the first of which something is printed."""
    page = front(*ACCOUNT, signature=signature)
    pages = (over, page) if under else (page, over)
    return pdf(together(*pages), continuation(*REST, signature=signature))
