"""What the fast road reads of a PDF."""

from worker.extract.layout import SourcePage
from worker.extract.limits import Limits
from worker.extract.pdf import fast_road


def fast(data: bytes) -> list[SourcePage | None]:
    return fast_road.pages(data, Limits())


def taken(data: bytes) -> bool:
    """Whether every page was read on the fast road."""
    pages = fast(data)
    return bool(pages) and None not in pages
