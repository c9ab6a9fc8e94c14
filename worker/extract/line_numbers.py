"""Numbers printed beside the lines of a page, as on court papers: they are no part of the words."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from worker.casefile import Notice
from worker.extract import ruled_tables
from worker.extract.layout import Line, SourcePage

_FEWEST = 8
_MOST_DIGITS = 4


def without(pages: Sequence[SourcePage]) -> tuple[list[SourcePage], list[Notice]]:
    """Return ``pages`` without numbers that count their lines, and a notice of what was left out.

    Numbers count lines when they stand in a column left of all the words, rise by one (or by five)
    from line to line, and stand beside lines in the middle of sentences.
    """
    numbered = [_numbered(page) for page in pages]
    read = [_without(page, lines) for page, lines in zip(pages, numbered, strict=True)]
    found = [page.number for page, lines in zip(pages, numbered, strict=True) if lines]
    return read, [
        Notice(
            code="line_numbers_left_out",
            message=f"The numbers in the margin of page {number}, which count its lines, were "
            "left out of the text.",
            page=number,
        )
        for number in found
    ]


def _without(page: SourcePage, numbered: frozenset[int]) -> SourcePage:
    if not numbered:
        return page
    lines = (_without_first(line) if at in numbered else line for at, line in enumerate(page.lines))
    left = tuple(line for line in lines if line)
    return replace(page, lines=left, tables=ruled_tables.still_tables(page.tables, left))


def _numbered(page: SourcePage) -> frozenset[int]:
    """Return the lines whose first word counts them."""
    marked = [
        (at, line)
        for at, line in enumerate(page.lines)
        if line.words[0].text.isdecimal() and len(line.words[0].text) <= _MOST_DIGITS
    ]
    if len(marked) < _FEWEST:
        return frozenset()
    rest = [line.words[1].x0 for _, line in marked if len(line.words) > 1]
    edge = min((line.x0 for line in page.lines if not line.words[0].text.isdecimal()), default=None)
    left = min([*rest, *([edge] if edge is not None else [])], default=0.0)
    margin = [(at, line) for at, line in marked if line.words[0].x1 < left]
    values = [int(line.words[0].text) for _, line in margin]
    steps = [b - a for a, b in pairwise(values)]
    if (
        len(margin) < _FEWEST
        or not steps
        or sum(step in {1, 5} for step in steps) < 0.9 * len(steps)
    ):
        return frozenset()
    flowing = [line for _, line in margin if len(line.words) > 1]
    inside = sum(line.words[1].text[:1].islower() for line in flowing)
    shouted = sum(line.text.isupper() for line in flowing) > len(flowing) / 2
    if not shouted and inside < 0.3 * len(flowing):
        return frozenset()
    return frozenset(at for at, _ in margin)


def _without_first(line: Line) -> Line | None:
    words = line.words[1:]
    if not words:
        return None
    return replace(line, words=words, text=" ".join(word.text for word in words), x0=words[0].x0)
