"""Compose the summary of a case from its records: no model runs, and nothing is written anew."""

from collections.abc import Iterator

from models.inference.surfaces import words
from worker.casework import case_notices, named
from worker.casework.alike import Alike
from worker.casework.case_summary import (
    SCHEMA_VERSION,
    CaseLength,
    CaseSentence,
    CaseSummary,
    Cited,
    Event,
    NamedAlike,
    NamedIn,
    Source,
    Telling,
    When,
)
from worker.casework.choosing import choose
from worker.casework.citing import Pointing, cited, mention
from worker.casework.days import DAY_MINUTES, Days, Moment, clock
from worker.casework.events import Events
from worker.casework.material import Material
from worker.casework.testimony import Key, Testimony
from worker.record import CaseRecord, RecordMention


def of(material: Material, length: CaseLength) -> CaseSummary:
    """Return the summary of a case. The same records in any order give the same one."""
    return _Composing(material, length).summary()


class _Composing:
    def __init__(self, material: Material, length: CaseLength) -> None:
        self._material = material
        self._length = length
        self._testimonies = material.testimonies
        self._alike = Alike(self._testimonies)
        days = Days(self._testimonies)
        self._moments = [days.of(one) for one in self._testimonies]
        self._chosen = choose(self._testimonies, self._alike, length)
        keys = sorted(self._chosen.reasons)
        self._ids = {key: f"c{number}" for number, key in enumerate(keys, start=1)}

    def summary(self) -> CaseSummary:
        """Put it all together."""
        happenings = Events(self._testimonies, self._moments, self._alike, self._ids).of()
        shown = [group.keys for one in happenings for group in one.groups]
        sentences = tuple(self._sentences([key for keys in shown for key in keys]))
        events = tuple(
            Event(
                id=f"e{number}",
                day=one.day,
                places=tuple(mention(self._record(n), place) for n, place in one.places),
                statement_ids=self._statement_ids(key for g in one.groups for key in g.keys),
                tellings=tuple(
                    Telling(
                        sentence_ids=tuple(self._ids[key] for key in group.keys),
                        elsewhere=tuple(map(self._cited, group.elsewhere)),
                    )
                    for group in one.groups
                ),
            )
            for number, one in enumerate(happenings, start=1)
        )
        return CaseSummary(
            schema=SCHEMA_VERSION,
            case_ref=self._material.case_ref,
            share=self._length.share,
            most_words=self._length.most_words,
            words_in=sum(one.record.summary.words_in for one in self._testimonies),
            words_most=self._chosen.words_most,
            words_out=sum(words(one.quote) for one in sentences),
            statements=tuple(self._sources()),
            absent=self._material.absent,
            notices=tuple(case_notices.of(self._testimonies)),
            sentences=sentences,
            events=events,
            people=tuple(self._people()),
        )

    def _record(self, number: int) -> CaseRecord:
        return self._testimonies[number].record

    def _cited(self, key: Key) -> Cited:
        told = self._testimonies[key[0]].sentences[key[1]]
        return cited(self._record(key[0]), told, told.id)

    def _statement_ids(self, keys: Iterator[Key]) -> tuple[str, ...]:
        numbers = sorted({key[0] for key in keys})
        return tuple(self._testimonies[number].statement.id for number in numbers)

    def _sources(self) -> Iterator[Source]:
        for number, one in enumerate(self._testimonies):
            told = [one.sentences[place].quote for n, place in self._ids if n == number]
            yield _source(number + 1, one, told)

    def _sentences(self, shown: list[Key]) -> Iterator[CaseSentence]:
        """Yield the chosen sentences; ``shown`` is the order in which the events have them."""
        before = dict(zip(shown[1:], shown, strict=False))
        pointing: dict[int, Pointing] = {}
        for key, known in self._ids.items():
            number, place = key
            if number not in pointing:
                pointing[number] = Pointing(self._testimonies[number])
            told = self._testimonies[number].sentences[place]
            record = self._record(number)
            yield CaseSentence(
                id=known,
                statement_id=record.statement_id,
                version=record.version,
                start=told.start,
                end=told.end,
                quote=told.quote,
                page=told.page,
                anchor=told.id,
                ocr_confidence=told.ocr_confidence,
                salience=told.salience,
                modality=told.modality,
                reason=self._chosen.reasons[key],
                when=_when(record, self._moments[number][place]),
                references=pointing[number].of(
                    place, follows=before.get(key) == (number, place - 1)
                ),
            )

    def _people(self) -> Iterator[NamedAlike]:
        found = named.names(self._testimonies, frozenset(self._ids))
        ids = {name.called: f"p{number}" for number, name in enumerate(found, start=1)}
        for name in found:
            number, fullest = name.first(self._testimonies)
            known = fullest.id if isinstance(fullest, RecordMention) else None
            fuller = sorted((ids[one.called] for one in name.fuller), key=lambda p: int(p[1:]))
            yield NamedAlike(
                id=ids[name.called],
                name=cited(self._record(number), fullest, known),
                written=name.written(),
                named_in=tuple(
                    NamedIn(
                        statement_id=self._testimonies[n].statement.id,
                        times=len(name.mentions[n]),
                        first=mention(self._record(n), name.mentions[n][0]),
                    )
                    for n in sorted(name.mentions)
                ),
                witness_of=tuple(self._testimonies[n].statement.id for n in name.witness_of),
                may_be=tuple(fuller[: named.MOST_FULLER]),
                may_be_count=len(fuller),
                sentence_ids=tuple(self._ids[key] for key in name.keys),
            )


def _source(number: int, testimony: Testimony, told: list[str]) -> Source:
    statement, record = testimony.statement, testimony.record
    return Source(
        number=number,
        statement_id=statement.id,
        version=record.version,
        filename=statement.filename,
        witness=testimony.witness or None,
        dated=testimony.dated,
        kind=record.document.kind,
        state=statement.state,
        status=record.status,
        schema=record.schema,
        sha256=statement.sha256,
        unread_pages=record.unread_pages,
        warnings=record.warnings,
        words_in=record.summary.words_in,
        words_out=sum(map(words, told)),
        sentences=len(told),
    )


def _when(record: CaseRecord, moment: Moment) -> When:
    def words_of(one: RecordMention | None) -> Cited | None:
        return mention(record, one) if one else None

    minutes = moment.minutes
    return When(
        day=moment.day,
        time=None if minutes is None else clock(minutes),
        day_words=words_of(moment.day_words),
        time_words=words_of(moment.time_words),
        own_day=moment.own_day,
        own_time=moment.own_time,
        half_told=moment.half_told,
        weekday_differs=bool(
            moment.day_words and (moment.day_words.value or {}).get("weekday_mismatch")
        ),
        past_midnight=minutes is not None and minutes >= DAY_MINUTES,
    )
