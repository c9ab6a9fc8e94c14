"""A digest made from a few sentences, with the mentions that the test names."""

from itertools import count

from models.inference import sentences
from models.inference.modality import modality
from models.inference.results import Analysis, Sentence
from worker import digest
from worker.casefile import ExtractedDocument, Segment
from worker.record import DigestItem, RecordMention


def told(
    text: str, *mentions: tuple[str, str] | tuple[str, str, str]
) -> dict[str, list[DigestItem]]:
    """Return the digest of ``text``; each mention is a label, its words and, for times, its value.

    Mentions are placed one after the other.
    """
    document = as_read(text)
    found = digest.of(document, as_analysed(text), _placed(document, mentions))
    for items in found.values():
        for item in items:
            for quoted in (item, *item.parts):
                assert text[quoted.start : quoted.end] == quoted.quote
                assert quoted.quote.strip() == quoted.quote != ""
    return {heading: list(items) for heading, items in found.items()}


def as_read(text: str) -> ExtractedDocument:
    """Return a plain text as a reader gives it, all of it narrative."""
    return ExtractedDocument(
        media_type="text/plain",
        reader="test 1",
        text=text,
        pages=(),
        segments=(Segment(start=0, end=len(text), page=1),),
        narrative=((0, len(text)),),
    )


def as_analysed(text: str) -> Analysis:
    """Return its sentences with their modality, none of them chosen, and no mentions."""
    return Analysis(
        mentions=(),
        sentences=tuple(
            Sentence(
                start=start,
                end=end,
                salience=0.0,
                modality=modality(text[start:end]),
                chosen=False,
                reason="",
            )
            for start, end in sentences.split(text, [(0, len(text))])
        ),
        words_in=0,
        words_out=0,
        models=(),
        device="cpu",
        device_reason="",
    )


def _placed(
    document: ExtractedDocument, mentions: tuple[tuple[str, ...], ...]
) -> list[RecordMention]:
    placed = []
    at = 0
    for number, (label, words, *value) in zip(count(1), mentions, strict=False):
        at = document.text.index(words, at)
        key = {"DATE": "iso", "TIME": "time", "VRM": "vrm"}.get(label, "value")
        placed.append(
            RecordMention(
                id=f"m{number}",
                label=label,
                value={key: value[0]} if value else None,
                source="model",
                confidence=1.0,
                check="none",
                explanation="",
                **digest.quote(document, at, at + len(words)),
            )
        )
        at += 1
    return placed


def parts(item: DigestItem, kind: str) -> list[str]:
    """Return the quotes of the parts of one kind."""
    return [part.quote for part in item.parts if part.kind == kind]


def quotes(items: list[DigestItem]) -> list[str]:
    """Return what the items quote."""
    return [item.quote for item in items]
