"""The whole story on one screen: read the original, analyse its text, write the record.

Nothing here knows a queue or a database; ``worker.jobs`` and ``deponent process`` call it alike.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from models.inference.results import Analysis, Mention, ModelRef, Passage, SummaryLength
from worker import __version__, digest, enclosing, extract, overview, printed_words, summary
from worker.casefile import ExtractedDocument, Failure, Page
from worker.form_mentions import with_form
from worker.record import (
    SCHEMA_VERSION,
    CaseRecord,
    Document,
    Field,
    Model,
    Provenance,
    RecordMention,
    RecordTurn,
    Summary,
)
from worker.settings import Settings

# Warnings of the readers that say that something in the file is not in the text.
_LOSSES = enclosing.LOSSES | {
    *("pages_missing", "page_partly_read", "page_damaged", "page_not_read", "file_damaged"),
    *("page_handwritten", "page_illegible", "words_doubtful", "ocr_missing"),
    *("form_values_not_read", "form_value_cut", "annotations_not_read", "xfa_form"),
    *("attachments_left_out", "attachment_damaged", "entry_not_read", "object_not_read"),
    *("winmail_not_read", "message_encrypted"),
}
SETTINGS_OF_ANALYSIS = frozenset({"overview", "printed_words", "summary_share", "summary_fewest"})
"""The settings that a record depends on and its reading does not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Whose statement a record is about."""

    statement_id: str
    case_ref: str
    filename: str
    sha256: str


def passage(document: ExtractedDocument) -> Passage:
    """Return what the models are given of a document."""
    dated = next((field.value for field in document.form if field.name == "dated"), None)
    return Passage(
        text=document.text,
        narrative=document.narrative,
        written_on=dated if dated and _is_iso_date(dated) else None,
        printed=printed_words.printed(document),
    )


def summary_length(settings: Settings) -> SummaryLength:
    """Return how long summaries may be."""
    return SummaryLength(share=settings.summary_share, fewest=settings.summary_fewest)


def record(
    source: Source,
    document: ExtractedDocument,
    analysis: Analysis,
    settings: Settings,
    *,
    started_at: datetime,
    finished_at: datetime,
    children: Sequence[str] = (),
) -> CaseRecord:
    """Return the record of a statement that was read and analysed.

    ``children`` are the ids of the statements that were found inside it.
    """
    mentions = _mentions(document, with_form(document, analysis.mentions))
    return CaseRecord(
        schema=SCHEMA_VERSION,
        status="partial" if _something_unread(document) else "complete",
        failure=None,
        case_ref=source.case_ref,
        statement_id=source.statement_id,
        version=1,
        text=document.text,
        segments=document.segments,
        language=None,
        warnings=document.warnings,
        document=Document(
            filename=source.filename,
            media_type=document.media_type,
            sha256=source.sha256,
            pages=document.pages,
            children=tuple(children),
            kind=document.kind,
        ),
        form={
            field.name: Field(value=field.value, **_quoted(document, field.start, field.end))
            for field in document.form
        },
        mentions=mentions,
        entities=(),
        summary=summary.of(document, analysis, mentions),
        digest=digest.of(document, analysis, mentions),
        overview=overview.of(document, analysis),
        turns=tuple(
            RecordTurn(speaker=turn.speaker, **_quoted(document, turn.start, turn.end))
            for turn in document.turns
        ),
        provenance=_provenance(
            settings, document, analysis, started_at=started_at, finished_at=finished_at
        ),
    )


def failed_record(
    source: Source,
    failure: Failure,
    settings: Settings,
    *,
    started_at: datetime,
    finished_at: datetime,
    document: ExtractedDocument | None = None,
    children: Sequence[str] = (),
) -> CaseRecord:
    """Return the record of a statement that could not be read or analysed, saying why."""
    return CaseRecord(
        schema=SCHEMA_VERSION,
        status="failed",
        failure=failure,
        case_ref=source.case_ref,
        statement_id=source.statement_id,
        version=1,
        text=document.text if document else "",
        segments=document.segments if document else (),
        language=None,
        warnings=document.warnings if document else (),
        document=Document(
            filename=source.filename,
            media_type=document.media_type if document else None,
            sha256=source.sha256,
            pages=document.pages if document else (),
            children=tuple(children),
            kind=document.kind if document else "document",
        ),
        form={},
        mentions=(),
        entities=(),
        summary=Summary(sentences=(), words_in=0, words_out=0),
        digest={},
        provenance=_provenance(
            settings,
            document,
            None,
            started_at=started_at,
            finished_at=finished_at,
        ),
    )


def reading_key(sha256: str, reader: str, settings: Settings, ocr: str | None = None) -> str:
    """Return the hash of everything that decides a reading; ``ocr`` is the engine, if it was used.

    What only the analysis depends on is left out, so that a reading serves more than one analysis.
    """
    decide = {
        name: value
        for name, value in settings_of_record(settings).items()
        if name not in SETTINGS_OF_ANALYSIS
    }
    return _hash([__version__, sha256, reader, ocr, decide])


def record_key(record: CaseRecord, reading: str | None = None) -> str:
    """Return the hash of everything that made a record, device and times aside.

    ``reading`` is the hash of what was read, None where nothing was. Two runs with the same key
    give the same record, so the second is a no-op.
    """
    made_by = record.provenance
    return _hash(
        [
            record.schema,
            made_by.pipeline_version,
            made_by.reader,
            made_by.ocr,
            record.document.sha256,
            [asdict(model) for model in made_by.models],
            dict(made_by.settings),
            asdict(record.failure) if record.failure else None,
            reading,
        ]
    )


def settings_of_record(settings: Settings) -> dict[str, str]:
    """Return the settings that a record depends on."""
    # Named only where it is on, so that records without one stay as they always were.
    written = {"overview": "on"} if settings.overview_model else {}
    return {
        **written,
        "summary_share": str(settings.summary_share),
        "summary_fewest": str(settings.summary_fewest),
        "read_pages": str(settings.read_pages),
        "read_text_bytes": str(settings.read_text_bytes),
        "read_pixels": str(settings.read_pixels),
        "read_inflated_bytes": str(settings.read_inflated_bytes),
        "ocr_languages": settings.ocr_languages,
        # No choice, but nothing is left unread without a word.
        "printed_words": printed_words.LEFT_TO,
    }


def basis_of_record(settings: Settings) -> dict[str, str]:
    """Return what records made with these settings depend on besides the models, by its name."""
    return {**settings_of_record(settings), "the version of the readers": extract.READER_VERSION}


def _mentions(
    document: ExtractedDocument, mentions: Sequence[Mention]
) -> tuple[RecordMention, ...]:
    return tuple(
        RecordMention(
            id=f"m{number}",
            label=mention.label,
            value=dict(mention.value) if mention.value is not None else None,
            source=mention.source,
            confidence=mention.confidence,
            check=mention.check,
            explanation=mention.explanation,
            **_quoted(document, mention.start, mention.end),
        )
        for number, mention in enumerate(mentions, start=1)
    )


def _provenance(
    settings: Settings,
    document: ExtractedDocument | None,
    analysis: Analysis | None,
    *,
    started_at: datetime,
    finished_at: datetime,
) -> Provenance:
    models: tuple[ModelRef, ...] = analysis.models if analysis else ()
    return Provenance(
        pipeline_version=__version__,
        reader=document.reader if document else None,
        models=tuple(Model(name=m.name, version=m.version, sha256=m.sha256) for m in models),
        ocr=document.ocr if document else None,
        settings=settings_of_record(settings),
        device=analysis.device if analysis else None,
        device_reason=analysis.device_reason if analysis else None,
        started_at=started_at.isoformat(timespec="milliseconds"),
        finished_at=finished_at.isoformat(timespec="milliseconds"),
    )


def _quoted(document: ExtractedDocument, start: int, end: int) -> digest.Quote:
    return digest.quote(document, start, end)


def _something_unread(document: ExtractedDocument) -> bool:
    """Return whether a page, or a part of one, is known to be missing from the text."""
    return any(
        page.method == "none" and not _blank(document, page) for page in document.pages
    ) or any(warning.code in _LOSSES for warning in document.warnings)


def _blank(document: ExtractedDocument, page: Page) -> bool:
    return any(w.code == "page_blank" and w.page == page.number for w in document.warnings)


def _is_iso_date(text: str) -> bool:
    try:
        datetime.strptime(text, "%Y-%m-%d")  # noqa: DTZ007  # a date has no zone
    except ValueError:
        return False
    return True


def _hash(parts: object) -> str:
    canonical = json.dumps(parts, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
