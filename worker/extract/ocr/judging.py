"""What of a page counts as read: words that the engine was not sure of are not passed off as read.

Handwriting, and print too poor to read, come out as unlikely words with low confidences.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from worker.casefile import Notice
from worker.extract.ocr.engine import Found

_UNSURE = 0.30
"""A word below this is left out and counted."""
_LEAST = 0.10
"""On a line of print only what is below this is left out: specks and strokes come out so."""
_FEWEST, _PRINT = 4, 0.75
"""A line of print has so many other words, and this share of their letters was surely read."""
_HALF_SURE = 0.68
_READ = 0.65
"""A word above this was read."""
_ENOUGH = 0.5
"""Share of the letters of a page that must have been read for the page to count as read."""
_POOR, _FAIR = 0.80, 0.88
"""Mean confidences by letter: neat handwriting stays below the first, poor print the second."""
_PLAIN = re.compile(
    r"[\"'(\u2018\u201c\[]*[\w&@£$€#%+/.:,;\u2019'-]*[\w)%][\"').,:;?!\u2019\u201d\]-]*"
)
_MARKS = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """The words that count as read, their mean confidence, and what there is to say."""

    found: tuple[Found, ...]
    confidence: float
    notices: tuple[Notice, ...]


def judge(number: int, found: Sequence[Found]) -> Judged:
    """Part the words of page ``number`` into those that were read and those that were not."""
    wordy = [each for each in found if any(map(str.isalnum, each.text))]
    letters = sum(len(each.text) for each in wordy)
    read = sum(len(each.text) for each in wordy if each.confidence >= _READ)
    sureness = sum(len(each.text) * each.confidence for each in wordy) / max(1, letters)
    if not letters or read < _ENOUGH * letters or sureness < _POOR:
        return Judged((), round(sureness, 4), (_not_read(number, found),))
    doubtful = [_is_doubtful(found, at) for at in range(len(found))]
    kept = tuple(each for each, lost in zip(found, doubtful, strict=True) if not lost)
    lost = [each for each, lost in zip(found, doubtful, strict=True) if lost and each in wordy]
    confidence = round(mean(each.confidence for each in kept), 4)
    notices = [_doubtful(number, len(lost))] if lost else []
    unsure = sum(each.confidence < _HALF_SURE and each in wordy for each in kept)
    if unsure:
        notices.append(_unsure(number, unsure))
    if sureness < _FAIR:
        notices.append(_poorly(number, sureness))
    return Judged(kept, confidence, tuple(notices))


def _is_doubtful(found: Sequence[Found], at: int) -> bool:
    """Whether a word was not read: it is unsure, or half sure like all that stands beside it.

    A misread word of print stands between sure ones; a signature or a filled-in line does not.
    """
    word = found[at]
    plain = _PLAIN.fullmatch(word.text) is not None
    if plain and word.confidence >= _LEAST and _amid_print(found, at):
        return False
    if word.confidence < (_UNSURE if plain else 2 * _UNSURE):
        return True
    beside = (
        found[other].confidence
        for other in (at - 1, at + 1)
        if 0 <= other < len(found) and found[other].line == word.line
    )
    return word.confidence < _HALF_SURE and all(sure < _HALF_SURE for sure in beside)


def _amid_print(found: Sequence[Found], at: int) -> bool:
    """Whether a word stands on a line of print, most of whose other letters were surely read.

    Of a sentence a word left out says more that is wrong than one misread, whose confidence stands
    in the record beside it.
    """
    others = [
        each
        for there, each in enumerate(found)
        if there != at and each.line == found[at].line and any(map(str.isalnum, each.text))
    ]
    read = sum(len(each.text) for each in others if each.confidence >= _READ)
    return len(others) >= _FEWEST and read >= _PRINT * sum(len(each.text) for each in others)


def _doubtful(number: int, count: int) -> Notice:
    words = "1 word" if count == 1 else f"{count} words"
    return Notice(
        code="words_doubtful",
        message=f"{words} on page {number} could not be read surely and were left out: perhaps "
        "handwriting, a signature, a stamp or poor print. Look at the page's picture.",
        page=number,
    )


def _unsure(number: int, count: int) -> Notice:
    words = "1 word was" if count == 1 else f"{count} words were"
    return Notice(
        code="words_unsure",
        message=f"On page {number} {words} read, but not surely; what is quoted says how sure its "
        "words are. Compare with the page's picture.",
        page=number,
    )


def _poorly(number: int, sureness: float) -> Notice:
    return Notice(
        code="page_poorly_read",
        message=f"Page {number} is a poor picture and was read with a mean confidence of "
        f"{sureness:.0%}: expect misread words. Compare with the page's picture.",
        page=number,
    )


def _not_read(number: int, found: Sequence[Found]) -> Notice:
    heights = sorted(each.bottom - each.top for each in found if len(each.text) > 1)
    uneven = (
        len(heights) > _MARKS and heights[-len(heights) // 8] > 2.5 * heights[len(heights) // 8]
    )
    if uneven or not heights:
        return Notice(
            code="page_handwritten",
            message=f"Page {number} was not read: it is probably handwritten. "
            "Read it from its picture.",
            page=number,
        )
    return Notice(
        code="page_illegible",
        message=f"Page {number} was not read: its print is too poor, or it is handwritten. "
        "Read it from its picture, or scan it again at 300 dpi.",
        page=number,
    )
