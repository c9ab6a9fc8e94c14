"""Whether pages stand in the order of the numbers that are printed on them.

A pile that was dropped before it was scanned, or the sheets of a booklet, tell an account in the
wrong order. Nothing is put in another order here: somebody who has the original must look.
"""

import re
from collections.abc import Sequence

from worker.casefile import Notice
from worker.extract.layout import SourcePage

_NUMBERED = re.compile(
    r"\b(?:page|pg|p|tudalen)\b\W{0,3}(?:n(?:o|umber)\b\W{0,3})?(\d{1,3})\s*(?:of|o|/)\s*(\d{1,3})\b",
    re.IGNORECASE,
)
_AT_THE_EDGE, _FEW_WORDS = 3, 14
_NAMED = 12


def check(pages: Sequence[SourcePage]) -> list[Notice]:
    """Say that pages of one document do not follow each other, where their numbers tell."""
    printed = [number for page in pages if (number := _printed(page))]
    for total in {total for _, total in printed}:
        numbers = [number for number, of in printed if of == total]
        if _is_out_of_order(numbers):
            return [_notice(numbers)]
    return []


def _printed(page: SourcePage) -> tuple[int, int] | None:
    """Return the number that a page says it has, and of how many, where it says so once."""
    edges = [*page.lines[:_AT_THE_EDGE], *page.lines[_AT_THE_EDGE:][-_AT_THE_EDGE:]]
    found = {
        (int(match[1]), int(match[2]))
        for line in edges
        if len(line.words) <= _FEW_WORDS
        for match in _NUMBERED.finditer(line.text)
    }
    number, total = found.pop() if len(found) == 1 else (0, 0)
    return (number, total) if 0 < number <= total else None


def _is_out_of_order(numbers: Sequence[int]) -> bool:
    """Whether numbers fall, other than to 1, where the next document begins."""
    last = 0
    for at, number in enumerate(numbers):
        if number < last and (number > 1 or 1 not in numbers[:at]):
            return True
        last = number
    return False


def _notice(numbers: Sequence[int]) -> Notice:
    named = ", ".join(map(str, numbers[:_NAMED])) + (" and so on" if len(numbers) > _NAMED else "")
    return Notice(
        code="pages_out_of_order",
        message=f"The page numbers printed on the pages run {named}. The pages were read in the "
        "order of the file: check in the original that the account follows.",
    )
