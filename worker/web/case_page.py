"""A case's summary as its page shows it: worked out here, so that the template only lays it out."""

from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import quote, urlencode

from worker import summary
from worker.casefile import State
from worker.casework.case_summary import (
    CaseNotice,
    CaseSentence,
    CaseSummary,
    Cited,
    CitedReference,
    Event,
    NamedAlike,
    Source,
    Telling,
    When,
)
from worker.casework.days import DAY_MINUTES, clock
from worker.web import words
from worker.web.case_rows import (
    AbsentRow,
    CasePage,
    EventBlock,
    Lead,
    MeantRow,
    NameRow,
    NoticeRow,
    SentenceRow,
    SourceRow,
    TellingRow,
    TimeShown,
)

SHARES = (0.1, 0.2, 0.3, 0.5, 1.0)
BOUNDS = (1_000, 3_000, 10_000, 1_000_000)
# A name in one statement alone and in no sentence here is listed, but not opened up.
_MOST_NAMES = 400
_MOST_PLACES = 6


def href(case_ref: str) -> str:
    """Return the address of a case's page."""
    return f"/cases/{quote(case_ref)}"


def of(made: CaseSummary) -> CasePage:
    """Return a case's summary as its page shows it."""
    return _Laying(made).page()


class _Laying:
    def __init__(self, made: CaseSummary) -> None:
        self._made = made
        self._sources = {one.statement_id: one for one in made.statements}
        self._rows = {one.id: self._sentence(one) for one in made.sentences}
        self._names = {one.id: " ".join(one.name.quote.split()) for one in made.people}

    def page(self) -> CasePage:
        """Lay everything out."""
        made = self._made
        names = [self._name(one) for one in made.people[:_MOST_NAMES]]
        telling = [one for one in names if len(one.named_in) > 1 or one.rows or one.witness_of]
        asked = {"share": made.share, "most_words": made.most_words}
        return CasePage(
            case_ref=made.case_ref,
            href=href(made.case_ref),
            json_href=f"/api{href(made.case_ref)}/summary?{urlencode(asked)}",
            made=made,
            bounded=made.words_most < int(made.share * made.words_in),
            shares=tuple(sorted({*SHARES, made.share})),
            bounds=tuple(sorted({*BOUNDS, made.most_words})),
            sources=tuple(map(self._source, made.statements)),
            absent=tuple(
                AbsentRow(
                    filename=one.filename,
                    href=f"/statements/{one.statement_id}",
                    state=words.STATES[State(one.state)],
                    message=one.message,
                )
                for one in made.absent
            ),
            notices=tuple(map(self._notice, made.notices)),
            events=tuple(map(self._event, made.events)),
            names=tuple(telling),
            other_names=tuple(one for one in names if one not in telling),
            names_left=max(0, len(made.people) - _MOST_NAMES),
        )

    def _label(self, statement_id: str) -> str:
        source = self._sources[statement_id]
        return f"{source.number} {source.witness or source.filename}"

    def _labels(self, statement_ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(self._label, statement_ids))

    def _lead(self, cited: Cited) -> Lead:
        place = f"#t-{cited.anchor}" if cited.anchor else ""
        return Lead(
            quote=cited.quote,
            href=f"/statements/{cited.statement_id}?version={cited.version}{place}",
            where=f"{self._label(cited.statement_id)}, page {cited.page}",
            unsure=words.unsure(cited.ocr_confidence),
        )

    def _sentence(self, one: CaseSentence) -> SentenceRow:
        badge, meaning = words.MODALITIES.get(one.modality, ("", ""))
        return SentenceRow(
            id=one.id,
            lead=self._lead(one),
            badge=badge,
            badge_meaning=meaning,
            time=self._time(one.when),
            weekday_differs=one.when.own_day and one.when.weekday_differs,
            meant=tuple(map(self._meant, one.references)),
            reason=one.reason,
        )

    def _meant(self, one: CitedReference) -> MeantRow:
        return MeantRow(
            word=one.word.quote,
            how=summary.MEANT[one.kind],
            joining="or" if one.kind == "either" else "and",
            candidates=tuple(map(self._lead, one.candidates)),
        )

    def _time(self, when: When) -> TimeShown:
        fixing = when.time_words or when.day_words
        own = when.own_time if when.time_words else when.own_day
        lead = self._lead(fixing) if fixing else None
        if when.time is None:
            text = "that day" if when.day else ""
        else:
            text = _either(when.time) if when.half_told else when.time
            text += " (past midnight)" if when.past_midnight else ""
            text = text if own else f"after {text}"
        stands = "in this sentence" if own else "before this sentence"
        quoted = " ".join(fixing.quote.split()) if fixing else ""
        said = f"{text}: fixed by “{quoted}” on page {fixing.page}, {stands}" if fixing else ""
        return TimeShown(text=text, said=said, own=own, lead=lead)

    def _telling(self, one: Telling) -> TellingRow:
        first, *beside = (self._rows[known] for known in one.sentence_ids)
        elsewhere = tuple(map(self._lead, one.elsewhere))
        return TellingRow(first=first, beside=tuple(beside), elsewhere=elsewhere)

    def _event(self, one: Event) -> EventBlock:
        return EventBlock(
            id=one.id,
            heading=in_words(one.day) if one.day else "No fixed day",
            fixed=one.day is not None,
            places=tuple(map(self._lead, one.places[:_MOST_PLACES])),
            more_places=max(0, len(one.places) - _MOST_PLACES),
            told_in=self._labels(one.statement_ids),
            rows=tuple(map(self._telling, one.tellings)),
        )

    def _name(self, one: NamedAlike) -> NameRow:
        return NameRow(
            id=one.id,
            name=self._lead(one.name),
            written=tuple(written for written in one.written if written != self._names[one.id]),
            witness_of=self._labels(one.witness_of),
            named_in=tuple((self._lead(told.first), told.times) for told in one.named_in),
            may_be=tuple((known, self._names[known]) for known in one.may_be),
            more=one.may_be_count - len(one.may_be),
            rows=tuple(self._rows[known] for known in one.sentence_ids),
        )

    def _source(self, one: Source) -> SourceRow:
        partial = one.status == "partial"
        return SourceRow(
            source=one,
            href=f"/statements/{one.statement_id}?version={one.version}",
            label=one.witness or "",
            kind=words.KINDS.get(one.kind, ""),
            state=words.STATES[State(one.state)],
            gap=words.not_read(len(one.unread_pages)) if partial else "",
        )

    def _notice(self, one: CaseNotice) -> NoticeRow:
        return NoticeRow(
            message=one.message,
            statements=_all_or_named(
                [(f"/statements/{known}", self._label(known)) for known in one.statement_ids],
                len(self._sources),
            ),
        )


def in_words(day: str) -> str:
    """Return an ISO day as it is read in the United Kingdom; what is none, as it is."""
    try:
        return f"{date.fromisoformat(day):%A %-d %B %Y}"
    except ValueError:
        return day


def _either(time: str) -> str:
    """Return both times of day that a time of twelve hours can be, the likelier one first."""
    hour, minute = map(int, time.split(":"))
    return f"{time} or {clock(hour * 60 + minute + DAY_MINUTES // 2)}"


def _all_or_named(
    statements: Sequence[tuple[str, str]], of_all: int
) -> tuple[tuple[str, str], ...]:
    """Return the statements that a notice names; none where it is about all of them."""
    return () if len(statements) == of_all else tuple(statements)
