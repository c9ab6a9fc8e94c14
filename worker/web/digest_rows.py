"""The digest as the page shows it: each item with its parts, and the questions that are open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from worker.record import CaseRecord, DigestItem, DigestPart, Quoted, RecordMention
from worker.web import words
from worker.web.leading import Lead, Leading

# Headings whose items stand for a name, however often it is named.
_NAMED = frozenset({"people", "places", "vehicles", "weapons", "drugs", "exhibits"})


@dataclass(frozen=True, kw_only=True, slots=True)
class PartsShown:
    """The parts of one kind: its name in words, those that stand elsewhere, and those inside."""

    kind: str
    leads: tuple[Leading, ...]
    inside: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class OnPage:
    """Where else a name stands on one page, in reading order."""

    page: int
    leads: tuple[Leading, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestRow:
    """One item. ``condition`` and ``question`` are those of an identification's conditions."""

    lead: Leading
    elsewhere: tuple[OnPage, ...] = ()
    parts: tuple[PartsShown, ...] = ()
    order: int | None = None
    condition: str = ""
    question: str = ""

    @property
    def times(self) -> int:
        """How often the item is named: here and elsewhere."""
        return 1 + sum(len(on.leads) for on in self.elsewhere)


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestSection:
    """A heading with its items, what it says of itself, and whether its items were found."""

    name: str
    heading: str
    hint: str
    rows: tuple[DigestRow, ...]


def of(record: CaseRecord, lead: Lead) -> tuple[DigestSection, ...]:
    """Return the headings of a record's digest that have something under them."""
    mentions = {mention.id: mention for mention in record.mentions}
    return tuple(
        DigestSection(
            name=name,
            heading=words.heading(name),
            hint=words.DIGEST_HINTS.get(name, ""),
            rows=tuple(
                _row(name, item, f"d-{name}-{number}", mentions, lead)
                for number, item in enumerate(items, start=1)
            ),
        )
        for name, items in record.digest.items()
        if items
    )


def not_found(record: CaseRecord) -> tuple[str, ...]:
    """Return the headings without items. Where nobody is described there is nothing to ask."""
    return tuple(
        words.heading(name)
        for name, items in record.digest.items()
        if not items and name != "questions"
    )


def _row(
    name: str, item: DigestItem, key: str, mentions: Mapping[str, RecordMention], lead: Lead
) -> DigestRow:
    badge, meaning = words.MODALITIES.get(item.modality or "stated", ("", ""))
    leading = replace(lead(item, key), badge=badge, badge_meaning=meaning)
    named = [mentions[known] for known in item.mention_ids if known in mentions]
    return DigestRow(
        lead=leading,
        elsewhere=_by_page(
            lead(mention, mention.id) for mention in named[1:] if not _within(mention, item)
        )
        if name in _NAMED
        else (),
        parts=tuple(_parts(item, key, lead)),
        order=item.order,
        condition=(item.condition or "").capitalize(),
        question=item.question or "",
    )


def _by_page(leads: Iterable[Leading]) -> tuple[OnPage, ...]:
    pages: dict[int, list[Leading]] = {}
    for leading in leads:
        pages.setdefault(leading.page, []).append(leading)
    return tuple(OnPage(page=page, leads=tuple(pages[page])) for page in sorted(pages))


def _parts(item: DigestItem, key: str, lead: Lead) -> list[PartsShown]:
    kinds: dict[str, list[tuple[int, DigestPart]]] = {}
    for number, part in enumerate(item.parts, start=1):
        kinds.setdefault(part.kind, []).append((number, part))
    return [
        PartsShown(
            kind=words.DIGEST_PARTS.get(kind, kind),
            leads=tuple(
                _marked(lead(part, f"{key}-{number}"), part)
                for number, part in parts
                if not _within(part, item)
            ),
            inside=tuple(_said(part) for _, part in parts if _within(part, item)),
        )
        for kind, parts in kinds.items()
    ]


def _marked(leading: Leading, part: DigestPart) -> Leading:
    badge, meaning = words.MODALITIES.get(part.modality, ("", ""))
    return replace(leading, badge=badge, badge_meaning=meaning)


def _said(part: DigestPart) -> str:
    quoted = " ".join(part.quote.split())
    return f"{quoted} ({part.value})" if part.value and part.value != quoted else quoted


def _within(part: Quoted, item: Quoted) -> bool:
    return item.start <= part.start and part.end <= item.end
