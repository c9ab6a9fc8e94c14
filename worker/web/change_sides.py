"""How one version of a record has a piece: its words, where they stand, what is said of them."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from worker import summary
from worker.casefile import Notice, Page
from worker.changes import Named, Sentence, Under
from worker.record import (
    CaseRecord,
    DigestPart,
    Quoted,
    RecordMention,
    RecordTurn,
    SummaryReference,
    SummarySentence,
)
from worker.web import mention_words, words
from worker.web.marking import anchor

# Characters of the text that stand around words that differ, and of long stretches of them.
_AROUND = 60
_MOST = 600
_LESS_THAN_A_WORD, _ITS_BEGINNING = re.compile(r"^\S*\s"), re.compile(r"\s\S*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """How one version has a piece: words of the statement, or what is said; and where."""

    quote: str = ""
    href: str = ""
    """Leads to the words in that version; empty where they have no place of their own."""
    page: int | None = None
    said: str = ""
    before: str = ""
    """The words of the text that stand before the quote, where it has no sense without."""
    after: str = ""


def stretch(record: CaseRecord, start: int, end: int) -> Side:
    """Return words of the text among those around them; a long stretch is cut, and says so."""
    quote, said = record.text[start:end], ""
    if len(quote) > _MOST:
        said = f"The first {_MOST} of {len(quote):,} characters."
        quote = quote[:_MOST]
    pages = [part.start for part in record.segments]
    at = bisect_right(pages, start) - 1
    return Side(
        quote=quote,
        page=record.segments[at].page if at >= 0 else None,
        said=said,
        before=_LESS_THAN_A_WORD.sub("", record.text[max(0, start - _AROUND) : start]),
        after=_ITS_BEGINNING.sub("", record.text[end : end + _AROUND]),
    )


def sentence(record: CaseRecord, one: Sentence) -> Side:
    """Return a sentence of the account, and why it is in the summary or not."""
    chosen = isinstance(one, SummarySentence)
    reason = one.reason or ("In the summary." if chosen else "Left out.")
    meant = map(_meant, one.references) if isinstance(one, SummarySentence) else ()
    return _led(record, one, one.id, " ".join([reason, *_marked(one.modality), *meant]))


def mention(record: CaseRecord, one: RecordMention) -> Side:
    """Return a mention, its value and how its check came out."""
    parts = [mention_words.value(one), *mention_words.checked(one)]
    return _led(record, one, one.id, ", ".join(part for part in parts if part))


def field(_record: CaseRecord, one: Named) -> Side:
    """Return the value of a form field."""
    return Side(page=one[1].page, said=one[1].value)


def item(_record: CaseRecord, one: Under) -> Side:
    """Return an item of the digest, its question where it asks one, and its parts."""
    found = one[1]
    parts = [
        f"{found.condition}." if found.condition else "",
        found.question or "",
        *_marked(found.modality),
        *map(_part, found.parts),
    ]
    said = "; ".join(part for part in parts if part)
    return Side(quote=found.quote, page=found.page, said=said)


def turn(_record: CaseRecord, one: RecordTurn) -> Side:
    """Return who speaks at a place of an interview."""
    return Side(page=one.page, said=f"{one.speaker} speaks")


def written(_record: CaseRecord, one: str) -> Side:
    """Return a sentence that a machine wrote."""
    return Side(said=one)


def notice(_record: CaseRecord, one: Notice) -> Side:
    """Return a warning."""
    return Side(page=one.page, said=one.message)


def page(record: CaseRecord, one: Page) -> Side:
    """Return how a page was read, and whether it may be disclosed."""
    read = "not read" if one.number in record.unread_pages else "read"
    notes = [read, *words.page_notes(one), *([] if one.disclosable else ["not disclosable"])]
    return Side(said=", ".join(notes))


def file(name: str, statement_id: str) -> Side:
    """Return a file that was found inside, which is a statement of its own."""
    return Side(quote=name, href=f"/statements/{statement_id}")


def _part(one: DigestPart) -> str:
    marked = " ".join([f"({one.value})" if one.value else "", *_marked(one.modality)]).strip()
    return f"{words.DIGEST_PARTS.get(one.kind, one.kind)}: {one.quote} {marked}".rstrip()


def _meant(one: SummaryReference) -> str:
    quotes = f" {summary.joining(one)} ".join(candidate.quote for candidate in one.candidates)
    return f"“{one.quote}”: {summary.MEANT[one.kind]} {quotes}."


def _marked(modality: str | None) -> list[str]:
    return [f"Marked as {modality}."] if modality in words.MODALITIES else []


def _led(record: CaseRecord, one: Quoted, key: str, said: str) -> Side:
    href = f"/statements/{record.statement_id}?version={record.version}#{anchor(key)}"
    return Side(quote=one.quote, href=href, page=one.page, said=said)
