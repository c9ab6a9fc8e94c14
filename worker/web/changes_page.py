"""Two versions of a record side by side, as the page of what changed shows them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from worker import changes
from worker.casefile import Notice
from worker.changes import Changes, Pairing, Sentence
from worker.record import CaseRecord, RecordMention, SummarySentence
from worker.web import change_sides, words
from worker.web.change_sides import Side

T = TypeVar("T")
_MOST_PLACES = 200
_MADE = {
    "status": "Record",
    "failure": "Why it failed",
    "kind": "Kind",
    "schema": "Record schema",
    "ocr": "Text recognition",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """What it is, and how the two versions have it; None where one has no such piece."""

    name: str
    then: Side | None
    now: Side | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A part of the record: the pieces that differ, and how many do not (None: not counted)."""

    name: str
    heading: str
    rows: tuple[Row, ...]
    same: int | None = None
    more: int = 0
    """How many places that differ are not shown: there are too many."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangesPage:
    """Everything that the page shows."""

    title: str
    then: CaseRecord
    now: CaseRecord
    made_then: datetime
    made_now: datetime
    sections: tuple[Section, ...]

    @property
    def differing(self) -> tuple[Section, ...]:
        """The parts in which something differs."""
        return tuple(section for section in self.sections if section.rows)

    @property
    def alike(self) -> tuple[Section, ...]:
        """The parts in which nothing does."""
        return tuple(section for section in self.sections if not section.rows)


def of(then: CaseRecord, now: CaseRecord, names: Mapping[str, str]) -> ChangesPage:
    """Lay two versions of one record side by side.

    ``names`` are those of the files inside, by the ids of their statements.
    """
    named = now.form.get("statement_of")
    return ChangesPage(
        title=words.title(named.value if named else None, now.document.filename),
        then=then,
        now=now,
        made_then=_made_at(then),
        made_now=_made_at(now),
        sections=_sections(then, now, changes.between(then, now), names),
    )


def _sections(
    then: CaseRecord, now: CaseRecord, found: Changes, names: Mapping[str, str]
) -> tuple[Section, ...]:
    def part(
        name: str,
        heading: str,
        pairing: Pairing[T],
        called: Callable[[T], str],
        side: Callable[[CaseRecord, T], Side],
    ) -> Section:
        rows = tuple(
            Row(
                name=", now ".join(
                    dict.fromkeys(called(piece) for piece in (one, other) if piece is not None)
                ),
                then=None if one is None else side(then, one),
                now=None if other is None else side(now, other),
            )
            for one, other in pairing.pairs
        )
        return Section(name=name, heading=heading, rows=rows, same=pairing.same)

    def file(_record: CaseRecord, one: str) -> Side:
        return sides.file(names.get(one, one), one)

    sides = change_sides
    return (
        _made(found),
        _text(then, now, found),
        _summary(then, now, found),
        part("mentions", "Names and numbers", found.mentions, _label, sides.mention),
        part("form", "The form", found.fields, lambda one: words.form_field(one[0]), sides.field),
        part("digest", "At a glance", found.digest, lambda one: words.heading(one[0]), sides.item),
        part("turns", "Who speaks", found.turns, lambda one: f"Page {one.page}", sides.turn),
        part("overview", "Overview", found.overview, lambda _: "Written by machine", sides.written),
        part("warnings", "Warnings", found.notices, _place, sides.notice),
        part("pages", "Pages", found.pages, lambda one: f"Page {one.number}", sides.page),
        part("files", "Files inside", found.files, lambda _: "File", file),
    )


def _made(found: Changes) -> Section:
    rows = tuple(
        Row(
            name=_MADE.get(name) or f"{name[0].upper()}{name[1:]}",
            then=Side(said=_made_value(name, then)),
            now=Side(said=_made_value(name, now)),
        )
        for name, then, now in found.made
    )
    return Section(name="made", heading="What made them", rows=rows)


def _made_value(name: str, value: str) -> str:
    known = {"status": words.STATUSES, "kind": words.KINDS}.get(name, {})
    return known.get(value, value) or "none"


def _text(then: CaseRecord, now: CaseRecord, found: Changes) -> Section:
    rows = tuple(
        Row(
            name="",
            then=change_sides.stretch(then, *each.then),
            now=change_sides.stretch(now, *each.now),
        )
        for each in found.words[:_MOST_PLACES]
    )
    more = max(0, len(found.words) - _MOST_PLACES)
    return Section(name="text", heading="The words", rows=rows, more=more)


def _summary(then: CaseRecord, now: CaseRecord, found: Changes) -> Section:
    def standing(one: Sentence | None, other: Sentence | None) -> str:
        if not isinstance(one, SummarySentence):
            return "Came in"
        return "Stayed" if isinstance(other, SummarySentence) else "Went out"

    rows = tuple(
        Row(
            name=standing(one, other),
            then=change_sides.sentence(then, one) if one else None,
            now=change_sides.sentence(now, other) if other else None,
        )
        for one, other in found.sentences.pairs
    )
    return Section(name="summary", heading="Summary", rows=rows, same=found.sentences.same)


def _label(one: RecordMention) -> str:
    return words.label(one.label).one


def _place(one: Notice) -> str:
    return "Whole file" if one.page is None else f"Page {one.page}"


def _made_at(record: CaseRecord) -> datetime:
    return datetime.fromisoformat(record.provenance.finished_at)
