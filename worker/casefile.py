"""The types that flow through the application, from upload to record.

Offsets count Unicode code points in ``ExtractedDocument.text``. Boxes are in points from the top
left of the page as displayed.
"""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Literal

Stage = Literal["extract", "analyse"]
STAGES: tuple[Stage, ...] = ("extract", "analyse")


class State(StrEnum):
    """Where a statement stands. Only a person moves it on from ``needs_review``."""

    RECEIVED = "received"
    EXTRACTING = "extracting"
    EXTRACTED = "extracted"
    ANALYSING = "analysing"
    NEEDS_REVIEW = "needs_review"
    APPROVED = "approved"
    RETURNED = "returned"
    FAILED = "failed"
    QUARANTINED = "quarantined"
    CANCELLED = "cancelled"

    @property
    def settled(self) -> bool:
        """Whether the machines are done with it."""
        return self not in _IN_HAND


_IN_HAND = frozenset({State.RECEIVED, State.EXTRACTING, State.EXTRACTED, State.ANALYSING})


class Priority:
    """Smaller runs sooner; first come, first served within one."""

    INTERACTIVE = 10
    BACKLOG = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """Why there is no full record: the stage, a stable reason code, and words for a person."""

    stage: str
    reason: str
    message: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """One statement as the store knows it. ``version`` is its newest record's, None before one.

    ``depth`` is 0 for an upload; what was found inside one is a statement too, one deeper, and
    ``root_id`` is then the upload's id.
    """

    id: str
    case_ref: str
    filename: str
    sha256: str
    size: int
    state: State
    priority: int
    received_at: datetime
    received_by: str
    updated_at: datetime
    version: int | None = None
    failure: Failure | None = None
    depth: int = 0
    root_id: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One thing that happened to a statement: who did what, when, on which attempt."""

    at: datetime
    statement_id: str
    actor: str
    action: str
    detail: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """A warning that stands in the record and on the page: a code, words, and its page if any."""

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """A rectangle on a page, in points from its top left."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """A word of the reading text and where it stood. One broken at a line end is two of these.

    ``confidence`` (0 to 1) is the OCR engine's, None for a word that was not read from a picture.
    """

    start: int
    end: int
    box: Box
    confidence: float | None = None


PageMethod = Literal["text", "ocr", "form", "none"]
PageRole = Literal["front", "continuation", "back", "page"]
DocumentKind = Literal[
    "document",
    "statement",
    "personal_statement",
    "interview",
    "notes",
    "message",
    "bundle",
]
"""What a document is: an MG11 or its kin, a victim personal statement, a record of interview with
speakers, an officer's notes, an e-mail, a container of other files, or none of these."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page of the source. ``method`` none means nobody could read it.

    ``confidence`` (0 to 1) is the mean of the OCR engine's over its words, None without OCR.
    """

    number: int
    method: PageMethod
    confidence: float | None
    role: PageRole
    disclosable: bool
    width: float
    height: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Segment:
    """A stretch of the reading text that came from one page."""

    start: int
    end: int
    page: int


@dataclass(frozen=True, kw_only=True, slots=True)
class FormField:
    """A field of a form: its name, its normalised value and where it was read."""

    name: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """What one speaker said at a stretch in a record of interview.

    ``speaker`` is the label as the record has it ("DC Hale", "A"); the span covers what was said,
    not the label.
    """

    speaker: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A file inside the original, which becomes a statement of its own.

    ``content`` is there only when it comes fresh from a reader; stores keep it as an original.
    """

    filename: str
    sha256: str
    size: int
    content: bytes = field(default=b"", repr=False, compare=False)

    @classmethod
    def of(cls, filename: str, content: bytes) -> "Attachment":
        """Return the attachment that holds ``content``. ``filename`` is metadata, as it was."""
        digest = hashlib.sha256(content).hexdigest()
        return cls(filename=filename, sha256=digest, size=len(content), content=content)


@dataclass(frozen=True, kw_only=True)
class ExtractedDocument:
    """What a reader found in an original.

    ``text`` is the reading text; ``segments`` cover it in order; ``narrative`` are the spans that
    are the witness's account (no form fields, no back page); ``words`` are sorted by start and
    empty where the source has no page image (plain text). ``turns`` are the speakers' of an
    interview, in order; ``ocr`` names the engine where a page was read from its picture.
    """

    media_type: str
    reader: str
    text: str
    pages: tuple[Page, ...]
    segments: tuple[Segment, ...]
    narrative: tuple[tuple[int, int], ...]
    words: tuple[Word, ...] = ()
    form: tuple[FormField, ...] = ()
    warnings: tuple[Notice, ...] = ()
    kind: DocumentKind = "document"
    turns: tuple[Turn, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    ocr: str | None = None

    def without_contents(self) -> "ExtractedDocument":
        """Return the same document without the bytes of its attachments."""
        attachments = tuple(replace(each, content=b"") for each in self.attachments)
        return replace(self, attachments=attachments)

    def page_at(self, offset: int) -> int:
        """Return the number of the page that ``offset`` stands on (the next page's between two)."""
        if not self.segments:
            return 1
        number = bisect_right(self.segments, offset, key=lambda segment: segment.end)
        return self.segments[min(number, len(self.segments) - 1)].page

    def confidence(self, start: int, end: int) -> float | None:
        """Return the OCR engine's confidence in the least certain word of ``text[start:end]``."""
        if not self._has_confidences:
            return None
        scores = [word.confidence for word in self._words(start, end)]
        return min((score for score in scores if score is not None), default=None)

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """Return the boxes of the words in ``text[start:end]``, one for each line and page."""
        if (start, end) not in self._boxes:
            found = _lines([word.box for word in self._words(start, end)])
            self._boxes[start, end] = tuple(found)
        return self._boxes[start, end]

    def _words(self, start: int, end: int) -> tuple[Word, ...]:
        """Return the words that reach into ``text[start:end]``."""
        first = bisect_right(self._word_ends, start)
        last = bisect_left(self._word_starts, end, first)
        return self.words[first:last]

    # A record quotes hundreds of stretches, many of them more than once.
    @cached_property
    def _boxes(self) -> dict[tuple[int, int], tuple[Box, ...]]:
        return {}

    @cached_property
    def _word_starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def _word_ends(self) -> list[int]:
        return [word.end for word in self.words]

    @cached_property
    def _has_confidences(self) -> bool:
        return any(word.confidence is not None for word in self.words)


def _lines(words: Sequence[Box]) -> Iterator[Box]:
    """Yield the box around each line of words, which come in reading order."""
    if not words:
        return
    # Four numbers that grow, and no box for each word: a record has thousands of quoted words.
    page, x0, top, x1, bottom = (words[0].page, *_edges(words[0]))
    for word in words[1:]:
        if (
            word.page == page
            and top <= (word.top + word.bottom) / 2 <= bottom
            and word.x0 >= x0
            # A gap wider than six line heights is another column, not the next word.
            and word.x0 - x1 <= 6 * (bottom - top)
        ):
            top, x1, bottom = min(top, word.top), max(x1, word.x1), max(bottom, word.bottom)
        else:
            yield Box(page=page, x0=x0, top=top, x1=x1, bottom=bottom)
            page, x0, top, x1, bottom = (word.page, *_edges(word))
    yield Box(page=page, x0=x0, top=top, x1=x1, bottom=bottom)


def _edges(box: Box) -> tuple[float, float, float, float]:
    return box.x0, box.top, box.x1, box.bottom
