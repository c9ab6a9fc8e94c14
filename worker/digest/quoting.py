"""Words of the reading text, quoted with their place."""

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
    """Return the ids of the mentions that lie inside a span."""
    return tuple(m.id for m in mentions if start <= m.start and m.end <= end)
