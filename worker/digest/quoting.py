"""Words of the reading text, quoted with their place."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TypedDict

from worker.casefile import Box, ExtractedDocument
from worker.record import RecordMention


class Quote(TypedDict):
    """The fields that every quoted part of a record has."""

    start: int
    end: int
    quote: str
    page: int
    boxes: tuple[Box, ...]
    ocr_confidence: float | None


def quote(document: ExtractedDocument, start: int, end: int) -> Quote:
    """Return words of the reading text with their place."""
    return Quote(
        start=start,
        end=end,
        quote=document.text[start:end],
        page=document.page_at(start),
        boxes=document.boxes(start, end),
        ocr_confidence=document.confidence(start, end),
    )


def within(mentions: Sequence[RecordMention], start: int, end: int) -> tuple[str, ...]:
    """Return the ids of the mentions, which are sorted by their start, that lie inside a span."""
    first = bisect_left(mentions, start, key=lambda mention: mention.start)
    last = bisect_right(mentions, end, first, key=lambda mention: mention.start)
    return tuple(mention.id for mention in mentions[first:last] if mention.end <= end)
