"""A record cut into pages keeps every code point and every marked word, wherever pages end."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from tests.unit.test_marking import Reader
from worker.casefile import Segment
from worker.record import CaseRecord
from worker.web import record_page

TEXT = "I saw Mr Gant.\n\nHe ran off, 🏏 in hand.\nPC 2417 HUGHES came.\n\n\nI left."


@st.composite
def records(draw: st.DrawFn) -> CaseRecord:
    """Draw a record of ``TEXT`` on some pages, with mentions anywhere, also over a page's end."""
    offsets = st.integers(0, len(TEXT))
    cuts = sorted({0, len(TEXT), *draw(st.lists(offsets, max_size=6))})
    segments = tuple(
        Segment(start=start, end=end, page=draw(st.integers(1, 4))) for start, end in pairwise(cuts)
    )
    spans = draw(st.lists(st.tuples(offsets, offsets).filter(lambda s: s[0] < s[1]), max_size=8))
    mentions = tuple(
        replace(
            factories.mention(f"m{number}", "PERSON", TEXT, text=TEXT),
            start=start,
            end=end,
            quote=TEXT[start:end],
        )
        for number, (start, end) in enumerate(spans)
    )
    return replace(factories.plain(TEXT), segments=segments, mentions=mentions)


@given(records())
def test_pages_keep_the_text_and_every_marked_word(record: CaseRecord) -> None:
    blocks = record_page.of(record).blocks
    html = "".join(block.text for block in blocks)
    read = Reader(html.replace('class="between"', 'data-span=""'))
    assert read.text == TEXT
    for mention in record.mentions:
        # The blank lines at a page's end are kept, but stand outside what is marked.
        assert "".join(read.spans.get(mention.id, "").split()) == "".join(mention.quote.split())
    assert len(read.ids) == len(set(read.ids))
