"""The pages of a PDF, each by the road that suits it.

The fast road reads what is plain and whole. Whatever it leaves is read on the slow road, which is
opened (and its libraries loaded) only then.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from worker.errors import Unreadable
from worker.extract.layout import SourcePage
from worker.extract.limits import Limits
from worker.extract.pdf import fast_road, refusals


@dataclass(slots=True)
class Travelled:
    """The pages of a PDF, how many it says it has (0: doesn't say), and whether it is damaged.

    ``rewritten`` says that it had to be written anew first: nobody can tell then whether all of it
    is there.
    """

    pages: list[SourcePage]
    declared: int
    damaged: bool
    rewritten: bool = False

    def words(self) -> int:
        """Return how many words were found."""
        return sum(len(line.words) for page in self.pages for line in (*page.lines, *page.asides))


def travel(data: bytes, limits: Limits) -> Travelled:
    """Read all the pages of a PDF. Raises Unreadable."""
    found = fast_road.pages(data, limits)
    pages = [page for page in found if page is not None]
    if found and len(pages) == len(found):
        return Travelled(pages, len(pages), damaged=False)
    if found:
        return _slowly(data, limits, found)
    refusal, first = None, None
    try:
        first = _slowly(data, limits, ())
        if first.words() and not any(page.method == "none" for page in first.pages):
            return first
    except Unreadable as error:
        if error.reason != "damaged_file":
            raise
        refusal = error
    return _mended(data, limits, first, refusal)


def _slowly(data: bytes, limits: Limits, found: Sequence[SourcePage | None]) -> Travelled:
    from worker.extract.pdf.slow_road import SlowRoad

    road = SlowRoad(data)
    if road.declared > limits.pages and road.has_more_than(limits.pages):
        raise refusals.too_many_pages(road.declared, limits)
    agreed = len(found) == road.declared and not road.damaged
    pages = road.pages(limits, known=found if agreed else ())
    return Travelled(pages, road.declared, road.damaged)


def _mended(
    data: bytes, limits: Limits, first: Travelled | None, refusal: Unreadable | None
) -> Travelled:
    """Return what the file gives when it is mended, where that is more than it gave before."""
    from worker.extract.pdf import mending

    best = first
    for other in mending.attempts(data):
        try:
            second = _slowly(other, limits, ())
        except Unreadable:
            continue
        if second.words() > (best.words() if best else 0):
            best = replace(second, damaged=True, rewritten=True)
            break
    if best is None or not best.pages:
        drawn = mending.sheets(data, limits)
        if not drawn:
            raise refusal or refusals.damaged_file()
        best = Travelled(drawn, len(drawn), damaged=True, rewritten=True)
    return best
