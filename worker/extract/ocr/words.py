"""From what the engine found to words with places on the page."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from worker.extract.layout import PlacedWord
from worker.extract.ocr.engine import Found
from worker.extract.ocr.sheet import Sheet

_LONE_I = frozenset({"|", "!", "l", "]", "[", "1", "/"})
_BAR = re.compile(r"\|(?=[a-z'\u2019])|(?<=[a-z])\|")
_OWN_APOSTROPHE = re.compile(r"(?<=[a-z])(['\u2019])(?=[a-z])")
_STRAIGHT = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")


def placed(found: Sequence[Found], sheet: Sheet) -> list[PlacedWord]:
    """Return the words with their places, in no order.

    The words of one line get one height, so that a dash or a word without tall letters stays in
    its line; ``shown`` is each word's own.
    """
    lines: dict[tuple[int, int, int], list[Found]] = defaultdict(list)
    for each in found:
        lines[each.line].append(each)
    return [word for line in lines.values() for word in _line(line, sheet)]


def _line(line: Sequence[Found], sheet: Sheet) -> Iterator[PlacedWord]:
    top, bottom = _extent(line)
    for each in line:
        inside = each.top >= top - (bottom - top) / 3 and each.bottom <= bottom + (bottom - top) / 3
        high, low = (top, bottom) if inside else (each.top, each.bottom)
        yield PlacedWord(
            each.text,
            *sheet.frame(each.x0, high),
            *sheet.frame(each.x1, low),
            sheet.shown(each.x0, each.top, each.x1, each.bottom),
            confidence=each.confidence,
        )


def _extent(line: Sequence[Found]) -> tuple[float, float]:
    """Return how high and low the letters of a line reach, whatever a speck does to one word."""
    wordy = [each for each in line if any(map(str.isalnum, each.text))] or line
    height = median(each.bottom - each.top for each in wordy)
    tops = [each.top for each in wordy if each.bottom - each.top <= 1.6 * height]
    bottoms = [each.bottom for each in wordy if each.bottom - each.top <= 1.6 * height]
    return min(tops), max(bottoms)


def mended(found: Sequence[Found]) -> list[Found]:
    """Put right what the engine takes for other signs: a lone upright stroke is a capital I.

    Its quotation marks are made straight where the page's own apostrophes are.
    """
    marks = Counter(
        mark for each in found for mark in _OWN_APOSTROPHE.findall(each.text.casefold())
    )
    straight = marks["'"] > marks["\u2019"]
    return [replace(each, text=_text(found, at, straight)) for at, each in enumerate(found)]


def _text(found: Sequence[Found], at: int, straight: bool) -> str:
    text = found[at].text
    if straight:
        text = text.translate(_STRAIGHT)
    if text in _LONE_I and _is_lone_i(found, at):
        return "I"
    return _BAR.sub(
        lambda bar: "l" if bar.start() and text[bar.start() - 1].islower() else "I", text
    )


def _is_lone_i(found: Sequence[Found], at: int) -> bool:
    """Whether a lone stroke stands where "I" does: as tall as letters, before or after a word."""
    here = found[at]
    beside = [
        found[other].text
        for other in (at - 1, at + 1)
        if 0 <= other < len(found) and found[other].line == here.line
    ]
    if here.text in {"|", "!", "l"}:
        return bool(beside)
    follows = found[at + 1].text if at + 1 < len(found) else ""
    return bool(
        re.fullmatch(
            r"(?:am|was|have|had|did|do|would|could|saw|will|can|then|think|said|went|know|remember|heard|got|didn['\u2019]t|don['\u2019]t)",
            follows,
        )
    )
