"""The summary's part of a record, and how its explanations read."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence

from models.inference.results import Analysis, Mention, Reference, Sentence, SummaryLength
from models.inference.surfaces import words
from worker.casefile import ExtractedDocument
from worker.digest.quoting import Quote, quote, within
from worker.record import (
    CaseRecord,
    LeftOutSentence,
    Quoted,
    RecordMention,
    Summary,
    SummaryReference,
    SummarySentence,
)

# What stands before the quoted candidates.
MEANT = {
    "one": "most likely",
    "either": "either of",
    "together": "most likely",
    "sentence": "only the sentence before can tell:",
}


def of(
    document: ExtractedDocument, analysis: Analysis, mentions: Sequence[RecordMention]
) -> Summary:
    """Return the summary with every sentence of the narrative, chosen or left out, and why."""

    def quoted(start: int, end: int) -> Quote:
        return quote(document, start, end)

    return _summary(analysis.sentences, mentions, analysis.words_in, analysis.weighing, quoted)


def at_length(record: CaseRecord, length: SummaryLength) -> Summary | None:
    """Return a record's summary at another length, chosen anew from its own saliences.

    None for a record that does not keep what that needs (schema 0.2 and before). Quotes in
    references have no boxes where the record holds none for these words.
    """
    from models.inference.choice import SummaryRules, choose
    from models.inference.closeness import step_of

    every = every_sentence(record.summary)
    if not record.summary.weighing:
        return None
    found = choose(
        record.text,
        [(one.start, one.end) for one in every],
        [step_of(one.salience) for one in every],
        length,
        SummaryRules(**record.summary.weighing),
        [_mention(one) for one in record.mentions if one.source != "form"],
    )
    known: dict[tuple[int, int], Quoted] = {
        (one.start, one.end): one for one in (*record.mentions, *every)
    }

    def quoted(start: int, end: int) -> Quote:
        one = known.get((start, end))
        return Quote(
            start=start,
            end=end,
            quote=record.text[start:end],
            page=one.page if one else _page(record, start),
            boxes=one.boxes if one else (),
            ocr_confidence=one.ocr_confidence if one else None,
        )

    weighing, words_in = record.summary.weighing, record.summary.words_in
    return _summary(found, record.mentions, words_in, weighing, quoted)


def every_sentence(summary: Summary) -> list[SummarySentence | LeftOutSentence]:
    """Return the sentences of the narrative in order, those in the summary and those left out."""
    return sorted((*summary.sentences, *summary.left_out), key=lambda sentence: sentence.start)


def joining(reference: SummaryReference) -> str:
    """Return the word that stands between two candidates."""
    return "or" if reference.kind == "either" else "and"


def _summary(
    found: Sequence[Sentence],
    mentions: Sequence[RecordMention],
    words_in: int,
    weighing: Mapping[str, float],
    quoted: Callable[[int, int], Quote],
) -> Summary:
    chosen = [one for one in found if one.chosen]
    others = [one for one in found if not one.chosen]
    sentences = tuple(
        SummarySentence(
            id=f"s{number}",
            salience=one.salience,
            modality=one.modality,
            mention_ids=within(mentions, one.start, one.end),
            reason=one.reason,
            references=tuple(_reference(reference, quoted) for reference in one.references),
            **quoted(one.start, one.end),
        )
        for number, one in enumerate(chosen, start=1)
    )
    return Summary(
        sentences=sentences,
        words_in=words_in,
        words_out=sum(words(one.quote) for one in sentences),
        left_out=tuple(
            LeftOutSentence(
                id=f"o{number}",
                salience=one.salience,
                modality=one.modality,
                reason=one.reason,
                **quoted(one.start, one.end),
            )
            for number, one in enumerate(others, start=1)
        ),
        weighing=weighing,
    )


def _reference(reference: Reference, quoted: Callable[[int, int], Quote]) -> SummaryReference:
    return SummaryReference(
        kind=reference.kind,
        candidates=tuple(Quoted(**quoted(start, end)) for start, end in reference.candidates),
        **quoted(reference.start, reference.end),
    )


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
    starts = [segment.start for segment in record.segments]
    number = max(0, bisect_right(starts, place) - 1)
    return record.segments[number].page if record.segments else 1
