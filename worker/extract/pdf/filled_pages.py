"""Which pages of a form hold an account that was filled into its fields."""

from collections.abc import Sequence
from dataclasses import replace

from worker.casefile import Box, ExtractedDocument, Page
from worker.extract.layout import Rect, SourcePage


def told(document: ExtractedDocument, pages: Sequence[SourcePage]) -> ExtractedDocument:
    """Return ``document`` with the method of those pages whose account stands mostly in fields.

    ``pages`` are what it was composed of.
    """
    filled = {page.number: page.filled for page in pages if page.filled}
    if not filled:
        return document
    account: dict[int, list[bool]] = {number: [] for number in filled}
    spans = iter(document.narrative)
    span = next(spans, None)
    for word in document.words:
        while span is not None and span[1] <= word.start:
            span = next(spans, None)
        if span is not None and span[0] <= word.start and word.box.page in filled:
            inside = any(_holds(place, word.box) for place in filled[word.box.page])
            account[word.box.page].append(inside)
    return replace(
        document, pages=tuple(_page(page, account.get(page.number, [])) for page in document.pages)
    )


def _holds(place: Rect, box: Box) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return place[0] <= x <= place[2] and place[1] <= y <= place[3]


def _page(page: Page, inside: Sequence[bool]) -> Page:
    if not inside or page.method not in {"text", "form"}:
        return page
    return replace(page, method="form" if 2 * sum(inside) > len(inside) else "text")
