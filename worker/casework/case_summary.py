"""The summary of a case: what comes out, for the page, the interface and the command line.

Every ``Cited`` satisfies ``record.text[start:end] == quote`` in that version of its statement's
record. Nothing in it is written by Deponent but the notices.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from models.inference.results import Modality, ReferenceKind
from worker.casefile import Notice

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SCHEMA_VERSION = "0.1"
Why = Literal["in_hand", "failed", "quarantined", "cancelled", "no_record", "no_account"]
"""Why a statement of the case is not in its summary. ``no_account``: it holds no words of an
account, such as an e-mail with nothing but attachments, each of which is a statement by itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseLength:
    """How long a case's summary may be.

    ``share`` is of all the accounts' words, ``most_words`` bounds it in a large case. No statement
    is left without a sentence, whatever these say.
    """

    share: float = 0.2
    most_words: int = 3_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Cited:
    """Words of one version of a statement, verbatim, and where they stand.

    ``anchor`` is the id of the sentence or mention in the record that they are.
    """

    statement_id: str
    version: int
    start: int
    end: int
    quote: str
    page: int
    anchor: str | None = None
    ocr_confidence: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CitedReference:
    """A word that points back and what it may mean: a proposal, told outside the quotation."""

    word: Cited
    kind: ReferenceKind
    candidates: tuple[Cited, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class When:
    """The day (ISO) and time of day that a sentence tells of, as far as words fix them.

    ``day_words`` and ``time_words`` are those words. Where ``own_day`` or ``own_time`` is false
    they stand before the sentence in the account, and that it is still so is a proposal.
    ``half_told`` says that the words tell a time of twelve hours, read as the next one from the
    time told before it, or one within the hour before. ``weekday_differs``: the day exists and did
    not fall on the weekday named. ``past_midnight``: the account has gone on past that day's end
    without naming another.
    """

    day: str | None
    time: str | None
    day_words: Cited | None
    time_words: Cited | None
    own_day: bool
    own_time: bool
    half_told: bool = False
    weekday_differs: bool = False
    past_midnight: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseSentence(Cited):
    """A sentence of a statement, verbatim, with the salience and modality of its record.

    ``reason`` says why it is here, in words that repeat none of the statement's.
    """

    id: str
    salience: float
    modality: Modality
    reason: str
    when: When
    references: tuple[CitedReference, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """A sentence, and those of other statements that say much the same: side by side, unjudged.

    ``sentence_ids`` begins with the most salient. ``elsewhere`` cites further sentences of other
    statements that say much the same and are not in the summary.
    """

    sentence_ids: tuple[str, ...]
    elsewhere: tuple[Cited, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """What is told of one day at the same places; the last one has no day: nothing fixes it.

    ``places`` are the places that these sentences' statements name for that day, as written, one
    of each name.
    """

    id: str
    day: str | None
    places: tuple[Cited, ...]
    statement_ids: tuple[str, ...]
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedIn:
    """How often a statement's account names somebody so, and where first."""

    statement_id: str
    times: int
    first: Cited


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedAlike:
    """A name, and the statements whose accounts hold it. A proposal: names, not people, are alike.

    ``name`` is the fullest way it is written. ``witness_of`` are statements whose form gives this
    name as the witness's. ``may_be`` are fuller names that this one may be short for;
    ``may_be_count`` counts all of them.
    """

    id: str
    name: Cited
    written: tuple[str, ...]
    named_in: tuple[NamedIn, ...]
    witness_of: tuple[str, ...]
    may_be: tuple[str, ...]
    may_be_count: int
    sentence_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A statement that the summary was made from, in its newest version.

    ``unread_pages`` and ``warnings`` say what its record lacks; ``sentences`` and the words count
    what of it stands in the summary.
    """

    number: int
    statement_id: str
    version: int
    filename: str
    witness: str | None
    dated: str | None
    kind: str
    state: str
    status: str
    schema: str
    sha256: str
    unread_pages: tuple[int, ...]
    warnings: tuple[Notice, ...]
    words_in: int
    words_out: int
    sentences: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Absent:
    """A statement of the case that the summary has nothing of, and why."""

    statement_id: str
    filename: str
    state: str
    why: Why
    message: str
    failure_reason: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseNotice:
    """Something to know before the summary is relied on, and the statements that it is about."""

    code: str
    message: str
    statement_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseSummary:
    """A case's statements as cited sentences, by event and by name.

    ``sentences`` are in the order of the statements and of their texts; ``events`` and ``people``
    name them by id. ``words_most`` is what the length came to.
    """

    schema: str
    case_ref: str
    share: float
    most_words: int
    words_in: int
    words_most: int
    words_out: int
    statements: tuple[Source, ...]
    absent: tuple[Absent, ...]
    notices: tuple[CaseNotice, ...]
    sentences: tuple[CaseSentence, ...]
    events: tuple[Event, ...]
    people: tuple[NamedAlike, ...]

    def sentence_by_id(self) -> Mapping[str, CaseSentence]:
        """Return the sentences by their ids."""
        return {one.id: one for one in self.sentences}


@cache
def _adapter() -> "TypeAdapter[CaseSummary]":
    from pydantic import TypeAdapter

    return TypeAdapter(CaseSummary)


def dumps(made: CaseSummary) -> str:
    """Return a case's summary as one line of JSON."""
    return _adapter().dump_json(made).decode()


def loads(text: str | bytes) -> CaseSummary:
    """Read a case's summary back. Raises pydantic.ValidationError when it is not one."""
    return _adapter().validate_json(text)
