"""Words of a record, cited: with their statement, version, page and offsets."""

from bisect import bisect_right

from models.inference.dependence import Account
from models.inference.results import Mention, Reference, Span
from worker.casework.case_summary import Cited, CitedReference
from worker.casework.testimony import Testimony
from worker.record import CaseRecord, Quoted, RecordMention


def cited(record: CaseRecord, quoted: Quoted, anchor: str | None) -> Cited:
    """Return quoted words of a record with their place."""
    return Cited(
        statement_id=record.statement_id,
        version=record.version,
        start=quoted.start,
        end=quoted.end,
        quote=quoted.quote,
        page=quoted.page,
        anchor=anchor,
        ocr_confidence=quoted.ocr_confidence,
    )


class Pointing:
    """What the words of an account's sentences that point back most likely mean."""

    def __init__(self, testimony: Testimony) -> None:
        """Take a testimony. Of a record that keeps only some of its sentences nothing is said."""
        self._record = testimony.record
        self._sentences = testimony.sentences
        self._account = (
            Account(
                testimony.record.text,
                [(one.start, one.end) for one in testimony.sentences],
                [_mention(one) for one in testimony.record.mentions if one.source != "form"],
            )
            if testimony.record.summary.weighing
            else None
        )
        self._anchors = {(one.start, one.end): one.id for one in testimony.record.mentions} | {
            (one.start, one.end): one.id for one in testimony.sentences
        }

    def of(self, place: int, *, follows: bool) -> tuple[CitedReference, ...]:
        """Return a sentence's references.

        What only the sentence before can tell is left out where that stands right before this one:
        ``follows``.
        """
        if self._account is None:
            return ()
        return tuple(
            self._reference(one)
            for one in self._account.references(place)
            if one.candidates and not (follows and one.kind == "sentence")
        )

    def _reference(self, one: Reference) -> CitedReference:
        return CitedReference(
            word=self._cited((one.start, one.end)),
            kind=one.kind,
            candidates=tuple(map(self._cited, one.candidates)),
        )

    def _cited(self, span: Span) -> Cited:
        start, end = span
        record = self._record
        return Cited(
            statement_id=record.statement_id,
            version=record.version,
            start=start,
            end=end,
            quote=record.text[start:end],
            page=_page(record, start),
            anchor=self._anchors.get(span),
        )


def mention(record: CaseRecord, one: RecordMention) -> Cited:
    """Return a mention, cited."""
    return cited(record, one, one.id)


def _mention(one: RecordMention) -> Mention:
    return Mention(
        label=one.label,
        start=one.start,
        end=one.end,
        source=one.source,
        confidence=one.confidence,
        explanation=one.explanation,
    )


def _page(record: CaseRecord, place: int) -> int:
    """Return the page on which a place of the text stands."""
    segments = record.segments
    number = max(0, bisect_right(segments, place, key=lambda one: one.start) - 1)
    return segments[number].page if segments else 1
