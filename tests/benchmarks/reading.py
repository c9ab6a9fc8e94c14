"""Reading PDFs with word boxes beside pdfplumber's own ``extract_text``."""

import io
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pdfplumber
from reportlab.pdfgen.canvas import Canvas

from tests.benchmarks.measure import Figure
from worker.extract import readers
from worker.extract.limits import Limits
from worker.extract.pdf import fast_road

_LONG, _LINES, _ROUNDS = 50, 44, 5
_LINE = "I was standing at the bus stop outside the library when a white van no. {} pulled up and"


def figures(pdfs: Sequence[Path]) -> list[Figure]:
    """Measure pages of text layers a second, without the child's start, side by side in this run.

    ``pdfs`` are typed statements; a long one is made here.
    """
    contents = [path.read_bytes() for path in pdfs]
    return [
        *_compared("", "typed statements", contents),
        *_compared("_long", f"a statement of {_LONG} pages", [_long()]),
    ]


def _compared(key: str, of_what: str, contents: Sequence[bytes]) -> list[Figure]:
    pages = sum(map(_plumb, contents))
    theirs, whole, words = _side_by_side(
        lambda: [_plumb(content) for content in contents],
        lambda: [readers.read(content, Limits()) for content in contents],
        lambda: [fast_road.pages(content, Limits()) for content in contents],
    )
    rate = f"beside pdfplumber's extract_text ({pages / theirs:.0f} pages/s)"
    return [
        Figure(
            key=f"extract{key}_vs_pdfplumber",
            what=f"{of_what}: words, lines and boxes, {rate}",
            value=theirs / words,
            unit="x",
            n=pages,
        ),
        Figure(
            key=f"read{key}_vs_pdfplumber",
            what=f"{of_what}: the same with form, fields and checks, beside that too",
            value=theirs / whole,
            unit="x",
            n=pages,
        ),
    ]


def _side_by_side(*works: Callable[[], object]) -> list[float]:
    """Return the median seconds of each piece of work, taken in turns."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(_ROUNDS):
        for taken, work in zip(times, works, strict=True):
            start = time.perf_counter()
            work()
            taken.append(time.perf_counter() - start)
    return [statistics.median(each) for each in times]


def _plumb(content: bytes) -> int:
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()
        return len(pdf.pages)


def _long() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for page in range(_LONG):
        canvas.setFont("Times-Roman", 12)
        for line in range(_LINES):
            canvas.drawString(60, 780 - 16 * line, _LINE.format(page * _LINES + line))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
