"""Running headers and footers: what stands at the same place on most pages and is no account."""

import re
from collections import Counter
from collections.abc import Sequence

from worker.extract.layout import SourcePage

_EDGE_LINES = 6
_MARGIN = 0.2
_PLACE = 8.0
_LONGEST_PAGE_NUMBER = 4
_DIGITS = re.compile(r"\d+")
_PAGE_OF = re.compile(
    r"^\W*(?:page|sheet|pg)?\W*(?:no\.?|number)?\W*\d{1,4}\s*(?:of|/)\s*\d{1,4}\W*$", re.IGNORECASE
)
_LONE_NUMBER = re.compile(r"^\W*(?:page)?\W*(\d{1,4})\W*$", re.IGNORECASE)

_Key = tuple[str, bool, str, int]
"""The words with at most one number written as its distance from the page's, whether they stand
at the top, the size of their letters, and how far they are from the edge."""


def repeated(pages: Sequence[SourcePage]) -> list[frozenset[int]]:
    """Return, for each page, the indexes of the lines that are running headers or footers.

    A line counts when the same words (page numbers aside) stand at the same height on at least
    half of the pages, and when nothing but such lines is between it and the edge of the page.
    """
    read = [page for page in pages if page.lines]
    keys = {page.number: _edge_keys(page) for page in read}
    counts = Counter(key for found in keys.values() for key in set().union(*found.values()))
    needed = max(2, len(read) // 2)
    sequence = _numbered_by_sequence(read)
    return [
        _from_edges(
            page,
            {
                index
                for index, found in keys.get(page.number, {}).items()
                if max(counts[key] for key in found) >= needed
                or _PAGE_OF.match(page.lines[index].text)
                or (sequence and _LONE_NUMBER.match(page.lines[index].text))
            },
        )
        for page in pages
    ]


def _edge_keys(page: SourcePage) -> dict[int, set[_Key]]:
    """Return what to compare for the lines near the top and bottom edge, by index."""
    keys: dict[int, set[_Key]] = {}
    last = len(page.lines) - 1
    for index, line in enumerate(page.lines):
        at_top = index < _EDGE_LINES and line.bottom <= page.height * _MARGIN
        at_foot = last - index < _EDGE_LINES and line.top >= page.height * (1 - _MARGIN)
        if at_top or at_foot:
            place = round((line.top if at_top else page.height - line.bottom) / _PLACE)
            keys[index] = {
                (words, at_top, f"{line.size:.0f}", place)
                for words in _wordings(line.text.casefold(), page.number)
            }
    return keys


def _wordings(words: str, page: int) -> set[str]:
    """Return ``words`` as they are, and with the number that may be the page's own taken out."""
    numbers = list(_DIGITS.finditer(words))
    return {words} | {
        f"{words[: found.start()]}#{int(found[0]) - page}{words[found.end() :]}"
        for found in (numbers[:1] + numbers[-1:])
        if len(found[0]) <= _LONGEST_PAGE_NUMBER
    }


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
