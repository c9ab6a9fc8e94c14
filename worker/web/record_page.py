"""A case record as the page shows it: worked out here, so that the template only lays it out."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from worker.casefile import Box, Segment
from worker.record import CaseRecord, Quoted, RecordMention
from worker.web import digest_rows, mention_words, overview_rows, summary_rows, words
from worker.web.digest_rows import DigestSection
from worker.web.drawn import Drawn, around
from worker.web.leading import Leading
from worker.web.marking import Span, marked
from worker.web.overview_rows import OverviewBox
from worker.web.spans import Spans, pictured_pages
from worker.web.summary_rows import ExplainedRow, SummaryRow


@dataclass(frozen=True, kw_only=True, slots=True)
class MentionRow:
    """One mention in the list beside the text."""

    key: str
    lead: Leading
    value: str
    facts: tuple[str, ...]
    flawed: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class MentionGroup:
    """The mentions of one label."""

    label: str
    words: words.LabelWords
    rows: tuple[MentionRow, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A page as it looks: its size in points, and what is drawn on it from the start."""

    width: float
    height: float
    boxes: tuple[Drawn, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PageBlock:
    """A page of the text: its marked words, or None where nobody could read it."""

    number: int
    notes: tuple[str, ...]
    disclosable: bool
    read: bool
    text: Markup
    picture: Picture | None
    """None for a page that has no look of its own, or whose picture stands further up."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordPage:
    """Everything that the page of one record shows."""

    record: CaseRecord
    title: str
    unread: tuple[int, ...]
    unsure: str
    """How much was read unsurely from pictures of pages, in words; empty where nothing was."""
    summary: tuple[SummaryRow, ...]
    explained: tuple[ExplainedRow, ...]
    unweighed: tuple[str, ...]
    overview: OverviewBox | None
    digest: tuple[DigestSection, ...]
    not_found: tuple[str, ...]
    form: tuple[tuple[str, str, Leading], ...]
    groups: tuple[MentionGroup, ...]
    blocks: tuple[PageBlock, ...]

    @property
    def chosen(self) -> int:
        """How many of the explained sentences are in the summary."""
        return sum(row.chosen for row in self.explained)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Rows:
    digest: tuple[DigestSection, ...]
    form: tuple[tuple[str, str, Leading], ...]
    summary: tuple[SummaryRow, ...]
    explained: tuple[ExplainedRow, ...]
    overview: OverviewBox | None


def of(record: CaseRecord, show: str | None = None) -> RecordPage:
    """Return ``record`` as the page shows it; the words of span ``show`` drawn on the picture."""
    spans = Spans(record, mention_words.title)
    rows = _rows(record, spans)
    named = record.form.get("statement_of")
    unread = record.unread_pages
    return RecordPage(
        record=record,
        title=words.title(named.value if named else None, record.document.filename),
        unread=unread,
        unsure=_unsure(record),
        summary=rows.summary,
        explained=rows.explained,
        unweighed=summary_rows.unweighed(record),
        overview=rows.overview,
        digest=rows.digest,
        not_found=digest_rows.not_found(record),
        form=rows.form,
        groups=tuple(_groups(record, spans)),
        blocks=tuple(_blocks(record, spans.all, unread, _drawn(spans.boxes.get(show or "", ())))),
    )


def _unsure(record: CaseRecord) -> str:
    parts: tuple[tuple[Iterable[Quoted], str, str], ...] = (
        (record.summary.sentences, "sentence of the summary", "sentences of the summary"),
        (record.mentions, "name or number", "names and numbers"),
        (record.form.values(), "field of the form", "fields of the form"),
    )
    counts = ((sum(bool(words.unsure(q.ocr_confidence)) for q in each), *of) for each, *of in parts)
    return ", ".join(f"{n} {one if n == 1 else many}" for n, one, many in counts if n)


def boxes(record: CaseRecord) -> Mapping[str, tuple[Drawn, ...]]:
    """Return, by span of the page, where its words lie on the pictures of their pages."""
    spans = Spans(record, mention_words.title)
    _rows(record, spans)
    return {key: _drawn(each) for key, each in spans.boxes.items()}


def _drawn(boxes: tuple[Box, ...]) -> tuple[Drawn, ...]:
    return tuple(map(around, boxes))


def _rows(record: CaseRecord, spans: Spans) -> _Rows:
    """Lay out what leads to spans: in this order, which decides what the spans are called."""
    digest = digest_rows.of(record, spans.leading)
    form = tuple(
        (words.form_field(name), field.value, spans.leading(field, f"f-{name}", kind="field"))
        for name, field in record.form.items()
    )
    return _Rows(
        digest=digest,
        form=form,
        summary=summary_rows.of(record, spans.leading),
        explained=summary_rows.explained(record, spans.leading),
        overview=overview_rows.of(record, spans.leading),
    )


def _groups(record: CaseRecord, spans: Spans) -> Iterator[MentionGroup]:
    by_label: dict[str, list[RecordMention]] = {}
    for mention in record.mentions:
        by_label.setdefault(mention.label, []).append(mention)
    unlisted = len(words.LABEL_ORDER)
    for label in sorted(by_label, key=lambda name: (words.LABEL_ORDER.get(name, unlisted), name)):
        rows = tuple(
            MentionRow(
                key=mention.id,
                lead=spans.of_mention(mention),
                value=mention_words.value(mention),
                facts=mention_words.explained(mention),
                flawed=mention.check == "invalid",
            )
            for mention in by_label[label]
        )
        yield MentionGroup(label=label, words=words.label(label), rows=rows)


def _blocks(
    record: CaseRecord, spans: list[Span], unread: tuple[int, ...], drawn: tuple[Drawn, ...]
) -> Iterator[PageBlock]:
    """Cut the text into pages. What stands between two pages goes with the first of them."""
    pages = {page.number: page for page in record.document.pages}
    stretches = _stretches(record.segments, len(record.text))
    to_picture = set(pictured_pages(record))

    def block(number: int, text: Markup) -> PageBlock:
        page = pages.get(number)
        picture = None
        if page and number in to_picture:
            to_picture.remove(number)
            boxes = tuple(box for box in drawn if box.page == number)
            picture = Picture(width=page.width, height=page.height, boxes=boxes)
        return PageBlock(
            number=number,
            notes=tuple(words.page_notes(page)) if page else (),
            disclosable=page.disclosable if page else True,
            read=number not in unread,
            text=text,
            picture=picture,
        )

    shown = {number for number, _, _ in stretches}
    missing = sorted(number for number in pages if number not in shown)
    within = _within(spans, [start for _, start, _ in stretches])
    for (number, start, end), inside in zip(stretches, within, strict=True):
        while missing and missing[0] < number:
            yield block(missing.pop(0), Markup(""))
        # Blank lines between pages stay in the page's source, but take no room.
        last = start + len(record.text[start:end].rstrip())
        between = record.text[last:end]
        gap = Markup('<span class="between">{}</span>').format(between) if between else Markup("")
        yield block(number, marked(record.text, inside, start, last) + gap)
    for number in missing:
        yield block(number, Markup(""))


def _within(spans: list[Span], starts: list[int]) -> list[list[Span]]:
    """Return the spans that reach into each stretch: all of a long statement's are very many."""
    within: list[list[Span]] = [[] for _ in starts]
    for span in spans:
        first = max(0, bisect_right(starts, span.start) - 1)
        for each in within[first : max(first + 1, bisect_left(starts, span.end))]:
            each.append(span)
    return within


def _stretches(segments: tuple[Segment, ...], length: int) -> list[tuple[int, int, int]]:
    """Return (page, start, end) of each run of segments on one page; together, all of the text."""
    starts: list[tuple[int, int]] = []
    for segment in segments:
        if not starts or starts[-1][0] != segment.page:
            starts.append((segment.page, segment.start if starts else 0))
    if not starts and length:
        starts = [(1, 0)]
    ends = [start for _, start in starts[1:]] + [length]
    return [(page, start, end) for (page, start), end in zip(starts, ends, strict=True)]
