"""The summary's part of a record, and how its explanations read."""

from collections.abc import Sequence

from models.inference.results import Analysis, Reference
from worker.casefile import ExtractedDocument
from worker.digest import quote, within
from worker.record import (
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
    chosen = [sentence for sentence in analysis.sentences if sentence.chosen]
    others = [sentence for sentence in analysis.sentences if not sentence.chosen]
    return Summary(
        sentences=tuple(
            SummarySentence(
                id=f"s{number}",
                salience=sentence.salience,
                modality=sentence.modality,
                mention_ids=within(mentions, sentence.start, sentence.end),
                reason=sentence.reason,
                references=tuple(_reference(document, one) for one in sentence.references),
                **quote(document, sentence.start, sentence.end),
            )
            for number, sentence in enumerate(chosen, start=1)
        ),
        words_in=analysis.words_in,
        words_out=analysis.words_out,
        left_out=tuple(
            LeftOutSentence(
                id=f"o{number}",
                salience=sentence.salience,
                modality=sentence.modality,
                reason=sentence.reason,
                **quote(document, sentence.start, sentence.end),
            )
            for number, sentence in enumerate(others, start=1)
        ),
    )


def every_sentence(summary: Summary) -> list[SummarySentence | LeftOutSentence]:
    """Return the sentences of the narrative in order, those in the summary and those left out."""
    return sorted((*summary.sentences, *summary.left_out), key=lambda sentence: sentence.start)


def joining(reference: SummaryReference) -> str:
    """Return the word that stands between two candidates."""
    return "or" if reference.kind == "either" else "and"


def _reference(document: ExtractedDocument, reference: Reference) -> SummaryReference:
    return SummaryReference(
        kind=reference.kind,
        candidates=tuple(
            Quoted(**quote(document, start, end)) for start, end in reference.candidates
        ),
        **quote(document, reference.start, reference.end),
    )
