"""Reading scanned pages: pages a second, for each core."""

import os
from pathlib import Path

from PIL import Image

from tests.benchmarks.measure import Figure, seconds
from worker.extract.limits import Limits
from worker.extract.ocr.reading import PagePicture, read_pictures

SAMPLE = Path(__file__).parents[2] / "fixtures" / "statements" / "sample"
_DPI = 150
_PAGES = 6


def figures(folder: Path = SAMPLE) -> list[Figure]:
    """Measure pages of the statements, scanned at 150 dpi, read side by side on all cores."""
    pdfs = sorted(folder.glob("*.pdf"))
    cores = len(os.sched_getaffinity(0))
    pictures = [_picture(pdfs[at % len(pdfs)], at + 1) for at in range(max(_PAGES, 2 * cores))]
    took = seconds(lambda: read_pictures(pictures, Limits(cores=cores, seconds=3_600)), runs=2)
    return [
        Figure(
            key="ocr_pages_per_second_core",
            what=f"OCR of pages scanned at {_DPI} dpi, {cores} side by side, for each core",
            value=len(pictures) / took / cores,
            unit="pages/s",
            n=len(pictures),
        )
    ]


def _picture(pdf: Path, number: int) -> PagePicture:
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        width, height = page.get_size()
        drawn = page.render(scale=_DPI / 72, grayscale=True).to_pil()
        return PagePicture(number, Image.Image.copy(drawn), width, height)
