"""Reading PDFs with word boxes beside pdfplumber's own ``extract_text``."""

import io
from pathlib import Path

import pdfplumber

from tests.benchmarks.measure import Figure, seconds
from worker.extract import readers
from worker.extract.limits import Limits


def figures(pdfs: list[Path]) -> list[Figure]:
    """Measure pages a second of both, in this run, without the child's start."""
    contents = [path.read_bytes() for path in pdfs]
    pages = sum(_plumb(content) for content in contents)
    theirs = seconds(lambda: [_plumb(content) for content in contents])
    ours = seconds(lambda: [readers.read(content, Limits()) for content in contents])
    return [
        Figure(
            key="extract_vs_pdfplumber",
            what=f"reading beside pdfplumber's extract_text ({pages / theirs:.0f} pages/s)",
            value=theirs / ours,
            unit="ratio",
            n=pages,
        )
    ]


def _plumb(content: bytes) -> int:
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()
        return len(pdf.pages)
