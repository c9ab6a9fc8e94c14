"""How many words scans keep, by what was done to them: ``python -m tests.benchmarks.scans``.

Pages of the statements that the engine was chosen on; those of the acceptance test are others.
Recipes may be named: ``... scans skewed fax``.
"""

import sys
from pathlib import Path

import pdfplumber

from fixtures.scan_files import clean_page
from fixtures.scans import RECIPES, scan
from tests.words_kept import errors
from worker.extract.layout import PlacedWord
from worker.extract.limits import Limits
from worker.extract.ocr.reading import PagePicture, read_pictures
from worker.extract.reading_order import of_page

OTHER = Path(__file__).parents[2] / "fixtures" / "statements" / "other"
_PAGES, _SEED = 2, 100


def kept(recipe: str) -> float:
    """Return the share of words kept on first pages, by alignment, insertions counted."""
    wrong = words = 0
    for number, pdf in enumerate(sorted(OTHER.glob("*.pdf"))[:_PAGES]):
        truth = _words(pdf)
        scanned = scan(clean_page(pdf, 0), RECIPES[recipe], _SEED + number)
        [page] = read_pictures([PagePicture(1, scanned.image, *scanned.size)], Limits())
        found = [word.text for line in page.lines for word in line.words]
        wrong, words = wrong + errors(truth, found), words + len(truth)
    return 1 - wrong / words


def _words(path: Path) -> list[str]:
    with pdfplumber.open(path) as pdf:
        page = pdf.pages[0]
        placed = [
            PlacedWord(w["text"], *box, box)
            for w in page.extract_words(x_tolerance_ratio=0.15)
            for box in [(w["x0"], w["top"], w["x1"], w["bottom"])]
        ]
        lines, _ = of_page(placed, page.width, page.height)
    return [word.text for line in lines for word in line.words]


if __name__ == "__main__":
    for name in sys.argv[1:] or RECIPES:
        print(f"{name:14} {kept(name):.1%} of the words of {_PAGES} pages", flush=True)
