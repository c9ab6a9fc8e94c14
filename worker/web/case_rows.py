"""What the page of a case is laid out from: rows and blocks, with nothing left to work out."""

from dataclasses import dataclass

from worker.casework.case_summary import CaseSummary, Source
from worker.web import words


@dataclass(frozen=True, kw_only=True, slots=True)
class Lead:
    """Words of a statement that lead to their place on its record's page."""

    quote: str
    href: str
    where: str
    unsure: str
    """How surely the words were read from a picture, where that is not sure enough."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TimeShown:
    """When a sentence says that it was: in short, at length, and the words that fix it."""

    text: str
    said: str
    own: bool
    lead: Lead | None


@dataclass(frozen=True, kw_only=True, slots=True)
class MeantRow:
    """What a word most likely means: said outside the quotation."""

    word: str
    how: str
    joining: str
    candidates: tuple[Lead, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SentenceRow:
    """A sentence, with how it is known, when it was and what its words mean."""

    id: str
    lead: Lead
    badge: str
    badge_meaning: str
    time: TimeShown
    weekday_differs: bool
    meant: tuple[MeantRow, ...]
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TellingRow:
    """A sentence, those of others that say much the same, and where else that is said."""

    first: SentenceRow
    beside: tuple[SentenceRow, ...]
    elsewhere: tuple[Lead, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class EventBlock:
    """What is told of one day and its places, or of no day."""

    id: str
    heading: str
    fixed: bool
    places: tuple[Lead, ...]
    more_places: int
    told_in: tuple[str, ...]
    rows: tuple[TellingRow, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class NameRow:
    """A name and the statements that hold it."""

    id: str
    name: Lead
    written: tuple[str, ...]
    witness_of: tuple[str, ...]
    named_in: tuple[tuple[Lead, int], ...]
    may_be: tuple[tuple[str, str], ...]
    more: int
    rows: tuple[SentenceRow, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceRow:
    """A statement that the summary was made from."""

    source: Source
    href: str
    label: str
    kind: str
    state: words.StateWords
    gap: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AbsentRow:
    """A statement that the summary has nothing of."""

    filename: str
    href: str
    state: words.StateWords
    message: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeRow:
    """Something to know first, and the statements that it is about."""

    message: str
    statements: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CasePage:
    """Everything that the page of a case shows."""

    case_ref: str
    href: str
    json_href: str
    made: CaseSummary
    bounded: bool
    shares: tuple[float, ...]
    bounds: tuple[int, ...]
    sources: tuple[SourceRow, ...]
    absent: tuple[AbsentRow, ...]
    notices: tuple[NoticeRow, ...]
    events: tuple[EventBlock, ...]
    names: tuple[NameRow, ...]
    other_names: tuple[NameRow, ...]
    names_left: int
