"""The digest: what a statement names, under headings, each item quoted where it stands.

A heading with nothing under it means "not found in this statement", never "not so".
"""

from collections.abc import Sequence
from typing import TypedDict

from models.inference.results import Analysis
from worker.casefile import Box, ExtractedDocument
from worker.record import DigestItem, RecordMention

HEADINGS: dict[str, frozenset[str]] = {
    "people": frozenset({"PERSON"}),
    "places": frozenset({"LOCATION"}),
    "vehicles": frozenset({"VEHICLE", "VRM"}),
    "weapons": frozenset({"WEAPON"}),
    "drugs": frozenset({"DRUG"}),
    "exhibits": frozenset({"EXHIBIT_REF"}),
}
_TIMES = frozenset({"DATE", "TIME"})


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


def of(
    document: ExtractedDocument, analysis: Analysis, mentions: Sequence[RecordMention]
) -> dict[str, tuple[DigestItem, ...]]:
    """Return the digest of the narrative: its things by name, and its timeline by sentence."""
    told = [
        mention
        for mention in mentions
        if any(start <= mention.start and mention.end <= end for start, end in document.narrative)
    ]
    digest = {
        heading: _by_name(document, [m for m in told if m.label in labels])
        for heading, labels in HEADINGS.items()
    }
    digest["timeline"] = _timeline(document, analysis, told)
    return digest


def _by_name(
    document: ExtractedDocument, mentions: Sequence[RecordMention]
) -> tuple[DigestItem, ...]:
    """Group mentions written alike; the first of each stands for them.

    Nothing is merged further: whether two names are one person is for people to say.
    """
    groups: dict[str, list[RecordMention]] = {}
    for mention in mentions:
        groups.setdefault(" ".join(mention.quote.casefold().split()), []).append(mention)
    return tuple(
        DigestItem(
            mention_ids=tuple(m.id for m in group),
            **quote(document, group[0].start, group[0].end),
        )
        for group in groups.values()
    )


def _timeline(
    document: ExtractedDocument, analysis: Analysis, mentions: Sequence[RecordMention]
) -> tuple[DigestItem, ...]:
    """Return the sentences that carry a date or a time, in the order they are told."""
    items = []
    for sentence in analysis.sentences:
        fixed_by = tuple(
            m.id
            for m in mentions
            if m.label in _TIMES and sentence.start <= m.start and m.end <= sentence.end
        )
        if fixed_by:
            items.append(
                DigestItem(mention_ids=fixed_by, **quote(document, sentence.start, sentence.end))
            )
    return tuple(items)
