"""The summary as the page shows it: its sentences, and why the others are left out."""

from bisect import bisect_right
from dataclasses import dataclass, replace

from worker import summary
from worker.casefile import Page
from worker.record import CaseRecord, LeftOutSentence, SummaryReference, SummarySentence
from worker.web import words
from worker.web.leading import Lead, Leading

_LENGTHS = (0.1, 0.2, 0.3, 0.5, 1.0)


@dataclass(frozen=True, kw_only=True, slots=True)
class MeantRow:
    """What a word most likely means: said outside the quotation."""

    word: str
    how: str
    joining: str
    candidates: tuple[Leading, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SummaryRow:
    """A sentence of the summary, with what its words that point back most likely mean."""

    lead: Leading
    meant: tuple[MeantRow, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ExplainedRow:
    """A sentence of the narrative, in the summary or not, and why."""

    lead: Leading
    chosen: bool
    salience: float
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Length:
    """A length that the summary can be shown at; ``kept`` where it is the record's own."""

    share: float
    shown: bool
    kept: bool


def lengths(record: CaseRecord, share: float | None) -> tuple[Length, ...]:
    """Return the lengths to choose from; none for a record whose summary has only its own."""
    if not record.summary.weighing:
        return ()
    own = float(record.provenance.settings.get("summary_share", 0.2))
    now = own if share is None else share
    return tuple(
        Length(share=one, shown=one == now, kept=one == own)
        for one in sorted({*_LENGTHS, own, now})
    )


def of(record: CaseRecord, lead: Lead) -> tuple[SummaryRow, ...]:
    """Return the sentences of the summary."""
    return tuple(
        SummaryRow(
            lead=_led(record, sentence, lead),
            meant=tuple(
                _meant(reference, f"{sentence.id}-{number}", lead)
                for number, reference in enumerate(sentence.references, start=1)
                if reference.candidates
            ),
        )
        for sentence in record.summary.sentences
    )


def explained(record: CaseRecord, lead: Lead) -> tuple[ExplainedRow, ...]:
    """Return every sentence of the narrative; none for a record that does not say why."""
    every = summary.every_sentence(record.summary)
    return tuple(
        ExplainedRow(
            lead=_led(record, sentence, lead),
            chosen=isinstance(sentence, SummarySentence),
            salience=sentence.salience,
            reason=sentence.reason,
        )
        for sentence in every
        if sentence.reason
    )


def unweighed(record: CaseRecord) -> tuple[str, ...]:
    """Return the pages without a sentence to choose from, and why none was sought or found."""
    every = summary.every_sentence(record.summary)
    ends = [sentence.end for sentence in every]

    def within(start: int, end: int) -> bool:
        at = bisect_right(ends, start)
        return at < len(every) and every[at].start < end

    heard = {part.page for part in record.segments if within(part.start, part.end)}
    return tuple(
        f"page {page.number} ({_silence(record, page)})"
        for page in record.document.pages
        if page.number not in heard
    )


def _silence(record: CaseRecord, page: Page) -> str:
    if page.number in record.unread_pages:
        return "not read"
    return "no sentence of the account" if page.disclosable else "not disclosable"


def _led(record: CaseRecord, sentence: SummarySentence | LeftOutSentence, lead: Lead) -> Leading:
    badge, meaning = words.MODALITIES.get(sentence.modality, ("", ""))
    speaker = next(
        (turn.speaker for turn in record.turns if turn.start <= sentence.start < turn.end), ""
    )
    return replace(lead(sentence, sentence.id), badge=badge, badge_meaning=meaning, speaker=speaker)


def _meant(reference: SummaryReference, key: str, lead: Lead) -> MeantRow:
    return MeantRow(
        word=reference.quote,
        how=summary.MEANT[reference.kind],
        joining=summary.joining(reference),
        candidates=tuple(
            lead(candidate, f"{key}-{number}")
            for number, candidate in enumerate(reference.candidates, start=1)
        ),
    )
