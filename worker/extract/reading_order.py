"""From the words of a page to its lines in the order that they are read in.

Every road goes through here: text layers read fast and slow, and page pictures.
"""

from collections.abc import Sequence

from worker.extract import two_up
from worker.extract.layout import Line, PlacedWord, Table


def of_page(
    words: Sequence[PlacedWord], width: float, height: float, tables: Sequence[Table] = ()
) -> tuple[list[Line], bool]:
    """Gather the words of a page, ``width`` by ``height`` points, into lines in reading order.

    Ruled ``tables`` on it are read across. Says too whether that order is doubtful.
    """
    return two_up.in_order(words, width, height, tables)
