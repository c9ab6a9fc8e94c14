"""The case record: what comes out. ``deponent schema`` publishes its JSON Schema from these types.

Every span satisfies ``record.text[x.start:x.end] == x.quote``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from models.inference.results import Check, Modality, ReferenceKind, Source
from worker.casefile import Box, DocumentKind, Failure, Notice, Page, Segment

SCHEMA_VERSION = "0.3"
Status = Literal["complete", "partial", "failed"]


@dataclass(frozen=True, kw_only=True)
class Quoted:
    """Words of the reading text and where they stand.

    ``ocr_confidence`` (0 to 1) is that of the least certain of these words where they were read
    from a picture, None where they were not.
    """

    start: int
    end: int
    quote: str
    page: int
    boxes: tuple[Box, ...]
    ocr_confidence: float | None = None


@dataclass(frozen=True, kw_only=True)
class Field(Quoted):
    """The value of a form field, with the words that it was read from."""

    value: str


@dataclass(frozen=True, kw_only=True)
class RecordMention(Quoted):
    """A place in the text where something is named."""

    id: str
    label: str
    value: Mapping[str, str] | None
    source: Source
    confidence: float
    check: Check
    explanation: str


@dataclass(frozen=True, kw_only=True)
class Entity:
    """A thing that people have promoted from mentions. Machines never fill this in."""

    id: str
    label: str
    name: str
    attributes: Mapping[str, str]
    mention_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RecordTurn(Quoted):
    """What one speaker said at a stretch in an interview; ``speaker`` is the label as written."""

    speaker: str


@dataclass(frozen=True, kw_only=True)
class SummaryReference(Quoted):
    """A word of a summary sentence that points back, and the earlier words that it may mean.

    A proposal by rule, for a person to check. ``kind`` is ``one`` (the most likely), ``either`` of
    two, two ``together``, or the whole ``sentence`` before.
    """

    kind: ReferenceKind
    candidates: tuple[Quoted, ...]


@dataclass(frozen=True, kw_only=True)
class SummarySentence(Quoted):
    """A sentence of the statement, verbatim, and why it was chosen.

    ``reason`` is empty and there are no ``references`` in records of schema 0.2 and before.
    """

    id: str
    salience: float
    modality: Modality
    mention_ids: tuple[str, ...]
    reason: str = ""
    references: tuple[SummaryReference, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LeftOutSentence(Quoted):
    """A sentence of the narrative that is not in the summary, and why."""

    id: str
    salience: float
    modality: Modality
    reason: str


@dataclass(frozen=True, kw_only=True)
class Summary:
    """The chosen sentences in the statement's order, with the narrative's words and theirs.

    ``left_out`` are all the others, in order; together they are the whole narrative. ``weighing``
    is how the choice weighed value, words and repetition, so that it can be made at another length.
    """

    sentences: tuple[SummarySentence, ...]
    words_in: int
    words_out: int
    left_out: tuple[LeftOutSentence, ...] = ()
    weighing: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class OverviewSentence:
    """A sentence that a machine wrote, and the statement's own sentences that say it."""

    text: str
    support: tuple[Quoted, ...]


@dataclass(frozen=True, kw_only=True)
class WithheldSentences:
    """How many written sentences are not shown, and why: a stable code and words."""

    reason: str
    message: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The only words of a record that a machine wrote, apart from the digest's questions.

    ``notice`` says so. ``problem`` (a code and words) is there instead of sentences where no
    overview could be made; the record is whole without it.
    """

    model: "Model"
    notice: str
    sentences: tuple[OverviewSentence, ...]
    withheld: tuple[WithheldSentences, ...]
    problem: Notice | None


@dataclass(frozen=True, kw_only=True)
class DigestPart(Quoted):
    """Words that belong to an item of the digest, and what they are there for.

    ``kind`` says what they tell ("role", "colour", "body", "height", "date"); ``value`` is the
    normalised form where one is known (a date's or time's). The words may stand outside the item's
    own.
    """

    kind: str
    value: str | None = None
    modality: Modality = "stated"


@dataclass(frozen=True, kw_only=True)
class DigestItem(Quoted):
    """One thing under a heading of the digest, in the witness's words.

    ``modality`` is None in records of schema 0.2 and before. ``order`` is the place of a timeline's
    item by its own date and time, None where these are not fully told. An item under ``questions``
    has a ``condition``; where the statement does not meet it, ``question`` holds what to ask, in
    Deponent's words, and the quoted words are those that raise the question.
    """

    mention_ids: tuple[str, ...]
    modality: Modality | None = None
    parts: tuple[DigestPart, ...] = ()
    order: int | None = None
    condition: str | None = None
    question: str | None = None


@dataclass(frozen=True, kw_only=True)
class Document:
    """The file that the record was made from.

    ``children`` are the ids of the statements that were found inside it, in its order.
    """

    filename: str
    media_type: str | None
    sha256: str
    pages: tuple[Page, ...]
    children: tuple[str, ...]
    kind: DocumentKind = "document"


@dataclass(frozen=True, kw_only=True)
class Model:
    """A model that took part."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """Everything that made the record. Times and device aside, the same inputs give the same."""

    pipeline_version: str
    reader: str | None
    models: tuple[Model, ...]
    ocr: str | None
    settings: Mapping[str, str]
    device: str | None
    device_reason: str | None
    started_at: str
    finished_at: str


@dataclass(frozen=True, kw_only=True)
class CaseRecord:
    """One immutable version of what Deponent read in a statement.

    ``overview`` is left out of the JSON where it is None: no model for it was configured.
    """

    schema: str
    status: Status
    failure: Failure | None
    case_ref: str
    statement_id: str
    version: int
    text: str
    segments: tuple[Segment, ...]
    language: str | None
    warnings: tuple[Notice, ...]
    document: Document
    form: Mapping[str, Field]
    mentions: tuple[RecordMention, ...]
    entities: tuple[Entity, ...]
    summary: Summary
    digest: Mapping[str, tuple[DigestItem, ...]]
    provenance: Provenance
    turns: tuple[RecordTurn, ...] = ()
    overview: Overview | None = None

    @property
    def unread_pages(self) -> tuple[int, ...]:
        """The numbers of the pages that nobody could read; a blank page is not one of them."""
        blank = {notice.page for notice in self.warnings if notice.code == "page_blank"}
        return tuple(
            page.number
            for page in self.document.pages
            if page.method == "none" and page.number not in blank
        )
