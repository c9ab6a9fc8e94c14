"""The pages of a PDF, each by the road that suits it.

The fast road reads what is plain and whole. Whatever it leaves is read on the slow road, which is
opened (and its libraries loaded) only then.
"""

from dataclasses import dataclass

from worker.extract import bulk
from worker.extract.layout import SourcePage
from worker.extract.limits import Limits
from worker.extract.pdf import fast_road, refusals


@dataclass(slots=True)
class Travelled:
    """The pages of a PDF, how many it says it has (0: doesn't say), and whether it is damaged."""

    pages: list[SourcePage]
    declared: int
    damaged: bool


def travel(data: bytes, limits: Limits) -> Travelled:
    """Read all the pages of a PDF. Raises Unreadable."""
    with bulk.uncollected():
        found = fast_road.pages(data, limits)
    pages = [page for page in found if page is not None]
    if found and len(pages) == len(found):
        return Travelled(pages, len(pages), damaged=False)
    from worker.extract.pdf.slow_road import SlowRoad

    road = SlowRoad(data)
    if road.declared > limits.pages:
        raise refusals.too_many_pages(road.declared, limits)
    agreed = len(found) == road.declared and not road.damaged
    pages = road.pages(limits, known=found if agreed else ())
    return Travelled(pages, road.declared, road.damaged)
