"""Small PDFs for the tests: words put where a test wants them, measured from the page's top."""

import io
from collections.abc import Callable

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.0, 842.0
Draw = Callable[[Canvas], None]
HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
CODED = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /Coded /Encoding /Identity-H /DescendantFonts [<< "
    b"/Type /Font /Subtype /CIDFontType2 /BaseFont /Coded /CIDSystemInfo << /Registry (Adobe) "
    b"/Ordering (Identity) /Supplement 0 >> /DW 500 >>] >>"
)
"""A font that shows letters without saying which they are."""


def pdf(*pages: Draw, **options: object) -> bytes:
    """Return a PDF with a page for each drawing."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=1, **options)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def text(x: float, y: float, words: str, size: float = 11, font: str = "Helvetica") -> Draw:
    """Draw ``words`` with their baseline ``y`` points from the top."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        canvas.drawString(x, HEIGHT - y, words)

    return draw


def lines(
    *rows: str, x: float = 60, top: float = 100, leading: float = 15, size: float = 11
) -> Draw:
    """Draw rows one below the other; an empty one leaves a gap."""
    return together(*(text(x, top + at * leading, row, size) for at, row in enumerate(rows) if row))


def together(*draws: Draw) -> Draw:
    """Draw several things on one page."""

    def draw(canvas: Canvas) -> None:
        for one in draws:
            one(canvas)

    return draw


def picture(canvas: Canvas) -> None:
    """Draw a picture over the whole page, as a scanner does."""
    from PIL import Image

    scan = ImageReader(Image.new("L", (60, 80), 200))
    canvas.drawImage(scan, 0, 0, WIDTH, HEIGHT)


def blank(canvas: Canvas) -> None:
    """Draw nothing."""


DECLARATION = (
    "This statement (consisting of {pages} pages each signed by me) is true to the best of my",
    "knowledge and belief and I make it knowing that, if it is tendered in evidence, I shall be",
    "liable to prosecution if I have wilfully stated in it anything which I know to be false or",
    "do not believe to be true.",
)
NAME = "Odalys Brennan-Achebe"


def front(
    *account: str, pages: int = 2, signature: str = "O Brennan-Achebe", foot: str = ""
) -> Draw:
    """Draw the front of an MG11, with the account below its head."""
    head = (
        "WITNESS STATEMENT",
        "(Criminal Procedure Rules, r 16.2; Criminal Justice Act 1967, s. 9)",
        "URN 01 ZD 12345 25",
        f"Statement of: {NAME}",
        "Age if under 18: Over 18   Occupation: Bus driver",
        *(line.format(pages=pages) for line in DECLARATION),
        f"Signature: {signature} Date: 3rd March 2025",
    )
    return together(
        text(380, 30, "RESTRICTED (when complete) MG11"),
        lines(*head, top=60),
        lines(*account, top=260),
        text(60, 800, foot or f"Signature: {signature} Signature witnessed by: PC 77 Rao"),
        text(250, 820, "Page 1 of 3"),
    )


def continuation(*account: str, number: int = 2, signature: str = "O Brennan-Achebe") -> Draw:
    """Draw a continuation sheet."""
    return together(
        text(380, 30, "RESTRICTED (when complete) MG11"),
        text(60, 60, f"Continuation of Statement of: {NAME}"),
        lines(*account, top=100),
        text(60, 800, f"Signature: {signature} Signature witnessed by: PC 77 Rao"),
        text(250, 820, f"Page {number} of 3"),
    )


def back() -> Draw:
    """Draw the back of an MG11."""
    return lines(
        "NOT DISCLOSABLE",
        "Home address: 4 Invented Row, Neverham",
        "Postcode: ZZ9 9ZZ",
        "Mobile: 07700 900123",
        "Date of birth: 1 April 1980",
        "Dates to avoid: none",
        "Statement taken by: PC 77 Anjali RAO  Station: Neverham",
    )


def by_hand(content: bytes, page: bytes = b"", font: bytes = HELVETICA) -> bytes:
    """Return a PDF of one page written out by hand, with what no drawing library would write."""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> %b >>" % page,
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
        font,
    )
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        body
        + b"xref\n0 6\n0000000000 65535 f \n%btrailer\n<< /Size 6 /Root 1 0 R >>\n" % (table)
        + b"startxref\n%d\n%%%%EOF\n" % len(body)
    )
