"""PDFs, page by page: the words of the text layer, of filled fields and of page pictures.

Two roads lead through a text layer (docs/decisions/0007-two-roads-through-a-pdf.md): pdfium's,
which is fast and taken where it is known to be safe, and pdfplumber's, which reads the rest.
"""

from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from worker.casefile import ExtractedDocument, Notice
from worker.extract import READER_VERSION, bulk, page_notices, sniff
from worker.extract.layout import SourcePage
from worker.extract.limits import Limits
from worker.extract.pdf import contents, filled_pages, refusals, roads
from worker.extract.pdf.contents import Contents
from worker.extract.sheets import compose


@cache
def reader() -> str:
    """Return the name and version of what reads PDFs here."""
    roads = f"pypdfium2 {_version('pypdfium2')}, pdfplumber {_version('pdfplumber')}"
    return f"{roads} / deponent-pdf {READER_VERSION}"


def _version(package: str) -> str:
    """Return the version of an installed package, by the folder that its installation left.

    Every child asks once, and the module for metadata takes as long to load as three pages take to
    read.
    """
    spec = find_spec(package)
    if spec and spec.origin:
        found = list(Path(spec.origin).parents[1].glob(f"{package}-*.dist-info"))
        if len(found) == 1:
            return found[0].name.removeprefix(f"{package}-").removesuffix(".dist-info")
    from importlib.metadata import version

    return version(package)


def read(data: bytes, limits: Limits) -> ExtractedDocument:
    """Read a PDF with a box for every word. Raises Unreadable."""
    road = roads.travel(data, limits)
    pages = road.pages
    notices: list[Notice] = []
    if len(pages) < road.declared:
        road.damaged = True
        notices.append(_missing(len(pages), road.declared))
    if road.damaged:
        pages = [_doubted(page) for page in pages]
    pages = _from_pictures(data, pages, limits)
    found = _contents(data, pages, limits)
    if not found.attachments and not any(page.lines or page.asides for page in pages):
        raise refusals.nothing_read(pages, damaged=road.damaged)
    if road.damaged:
        whole = not road.rewritten and len(pages) == road.declared
        whole = whole and not any(map(_is_lacking, pages))
        notices.insert(0, _mended(road.declared) if whole else _damage())
    notices += found.notices
    with bulk.uncollected():
        document = compose(pages, media_type=sniff.PDF, reader=reader(), notices=notices)
    document = filled_pages.told(document, pages)
    return replace(document, attachments=tuple(found.attachments), ocr=_engine(pages, limits))


def _from_pictures(data: bytes, pages: list[SourcePage], limits: Limits) -> list[SourcePage]:
    """Read the pages with ``wants_picture`` from their pictures."""
    if not any(page.wants_picture for page in pages):
        return pages
    from worker.extract.pdf import scans

    return scans.read(data, pages, limits)


def _engine(pages: list[SourcePage], limits: Limits) -> str | None:
    if not any(page.method == "ocr" for page in pages):
        return None
    from worker.extract.ocr.reading import engine

    return engine(limits.languages)


def _contents(data: bytes, pages: list[SourcePage], limits: Limits) -> Contents:
    """Return the files inside the PDF, and what it holds that is never run."""
    if not contents.may_be_any(data):
        return Contents()
    from worker.extract.pdf.catalogue import contained

    return contained(data, pages, limits)


def _doubted(page: SourcePage) -> SourcePage:
    """Return a page of a damaged file: there nobody can tell an empty page from a lost one."""
    if page.method == "none" or page.lines or page.asides:
        return page
    return replace(page, method="none", notices=(page_notices.damaged(page.number),))


def _missing(found: int, declared: int) -> Notice:
    missing = f"page {declared}" if declared - found == 1 else f"pages {found + 1} to {declared}"
    return Notice(
        code="pages_missing",
        message=f"The PDF says that it has {declared} pages, but only {found} could be found: "
        f"{missing} may be missing. Compare with the original.",
    )


def _is_lacking(page: SourcePage) -> bool:
    """Whether some of a page is known to be missing."""
    return page.method == "none" or any(
        notice.code in {"page_damaged", "page_partly_read"} for notice in page.notices
    )


def _mended(pages: int) -> Notice:
    found = "its one page was" if pages == 1 else f"all of its {pages} pages were"
    return Notice(
        code="file_mended",
        message=f"The PDF is damaged where it lists its contents, but {found} found and read. "
        "Compare with the original.",
    )


def _damage() -> Notice:
    return Notice(
        code="file_damaged",
        message="The PDF is damaged or cut off. What could be read of it stands here; "
        "compare with the original.",
    )
