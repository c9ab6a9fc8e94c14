"""Running headers and footers: what stands at the same place on most pages and is no account."""

import re
from collections import Counter
from collections.abc import Sequence

from worker.extract.layout import SourcePage

_EDGE_LINES = 6
_MARGIN = 0.2
_PLACE = 8.0
_DIGITS = re.compile(r"\d+")
_PAGE_OF = re.compile(
    r"^\W*(?:page|sheet|pg)?\W*(?:no\.?|number)?\W*\d{1,4}\s*(?:of|/)\s*\d{1,4}\W*$", re.I
)
_LONE_NUMBER = re.compile(r"^\W*(?:page)?\W*(\d{1,4})\W*$", re.I)

_Key = tuple[str, bool, str, int]


def repeated(pages: Sequence[SourcePage]) -> list[frozenset[int]]:
    """Return, for each page, the indexes of the lines that are running headers or footers.

    A line counts when the same words (page numbers aside) stand at the same height on at least
    half of the pages, and when nothing but such lines is between it and the edge of the page.
    """
    read = [page for page in pages if page.lines]
    counts = Counter(key for page in read for key in set(_edge_keys(page).values()))
    needed = max(2, len(read) // 2)
    sequence = _numbered_by_sequence(read)
    return [
        _from_edges(
            page,
            {
                index
                for index, key in _edge_keys(page).items()
                if counts[key] >= needed
                or _PAGE_OF.match(page.lines[index].text)
                or (sequence and _LONE_NUMBER.match(page.lines[index].text))
            },
        )
        for page in pages
    ]


def _edge_keys(page: SourcePage) -> dict[int, _Key]:
    """Return what to compare for the lines near the top and bottom edge, by index."""
    keys: dict[int, _Key] = {}
    last = len(page.lines) - 1
    for index, line in enumerate(page.lines):
        at_top = index < _EDGE_LINES and line.bottom <= page.height * _MARGIN
        at_foot = last - index < _EDGE_LINES and line.top >= page.height * (1 - _MARGIN)
        if at_top or at_foot:
            words = _DIGITS.sub("#", line.text.casefold())
            height = line.top if at_top else page.height - line.bottom
            keys[index] = (words, at_top, f"{line.size:.0f}", round(height / _PLACE))
    return keys


def _numbered_by_sequence(pages: Sequence[SourcePage]) -> bool:
    """Whether the pages carry bare numbers at an edge that count up by one."""
    numbers = [
        {
            int(found[1]) - page.number
            for index in (0, len(page.lines) - 1)
            if (found := _LONE_NUMBER.match(page.lines[index].text))
        }
        for page in pages
    ]
    shifts = Counter(shift for found in numbers for shift in found)
    return bool(shifts) and max(shifts.values()) >= max(2, len(pages) // 2)


def _from_edges(page: SourcePage, candidates: set[int]) -> frozenset[int]:
    kept: set[int] = set()
    for order in (range(len(page.lines)), range(len(page.lines) - 1, -1, -1)):
        for index in order:
            if index not in candidates:
                break
            kept.add(index)
    # A page on which everything repeats is a form, and a form is read.
    return frozenset() if len(kept) == len(page.lines) else frozenset(kept)
