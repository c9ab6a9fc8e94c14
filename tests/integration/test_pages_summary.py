"""The summary on the page: what its words mean, and every sentence with why it is in or out."""

import re
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

from models.inference.results import ReferenceKind
from tests import factories
from tests.live_service import serving
from worker.casefile import Segment
from worker.record import CaseRecord, LeftOutSentence, Quoted, SummaryReference
from worker.settings import Settings
from worker.store.store import Store

LEFT_OUT = "He was holding a bat 🏏."


@pytest.fixture
def http(settings: Settings) -> Iterator[httpx.Client]:
    with serving(settings) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


def quoted(quote: str) -> Quoted:
    start, end = factories.place(quote)
    return Quoted(start=start, end=end, quote=quote, page=2, boxes=())


def explained(kind: ReferenceKind, *candidates: str) -> CaseRecord:
    record = factories.marlowe()
    start, end = factories.place("he had been")
    reference = SummaryReference(
        start=start,
        end=start + 2,
        quote="he",
        page=2,
        boxes=(),
        kind=kind,
        candidates=tuple(quoted(one) for one in candidates),
    )
    sentences = [
        replace(one, reason=f"Chosen: salience 0.800, {len(one.quote.split())} words.")
        for one in record.summary.sentences
    ]
    sentences[1] = replace(sentences[1], references=(reference,))
    start, end = factories.place(LEFT_OUT)
    out = LeftOutSentence(
        start=start,
        end=end,
        quote=LEFT_OUT,
        page=2,
        boxes=(),
        id="o1",
        salience=0.4,
        modality="stated",
        reason="Left out: salience 0.400, <too far> below the highest.",
    )
    return replace(
        record, summary=replace(record.summary, sentences=tuple(sentences), left_out=(out,))
    )


def shown(http: httpx.Client, settings: Settings, store: Store, record: CaseRecord) -> str:
    statement = factories.received(store, settings)
    factories.ready(store, statement, record)
    return http.get(f"/statements/{statement.id}").text


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


@pytest.mark.parametrize(
    ("kind", "candidates", "said"),
    [
        ("one", ["Mr Anthony Gant"], "“he”: most likely Mr Anthony Gant page 2"),
        (
            "either",
            ["Mr Anthony Gant", "My neighbour"],
            "“he”: either of Mr Anthony Gant or My neighbour page 2",
        ),
        (
            "together",
            ["Mr Anthony Gant", "My neighbour"],
            "“he”: most likely Mr Anthony Gant and My neighbour page 2",
        ),
    ],
)
def test_what_a_word_most_likely_means_stands_outside_the_quotation(
    http: httpx.Client,
    settings: Settings,
    sqlite_store: Store,
    kind: ReferenceKind,
    candidates: list[str],
    said: str,
) -> None:
    page = shown(http, settings, sqlite_store, explained(kind, *candidates))
    assert said in text_of(page)
    # The quotation itself is as it was.
    assert ">My neighbour told me that he had been there all day.</a>" in page
    assert 'title="Proposed by rule; no person has checked it."' in page


def test_every_sentence_is_one_click_away_with_its_reason(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    page = shown(http, settings, sqlite_store, explained("one", "Mr Anthony Gant"))
    block = page[page.index('id="every-sentence"') :]
    block = block[: block.index("</details>")]
    assert block.count("<li") == 5
    assert block.count('<li class="in"') == 4
    assert "&lt;too far&gt;" in block
    links = re.findall(r'href="#(t-[^"]+)"', block)
    assert len(links) == 5
    # Each leads to its place in the text.
    assert all(f'id="{link}"' in page for link in links)
    # In the statement's order, not the summary's first.
    assert text_of(block).index("get out of a silver") < text_of(block).index("holding a bat")
    assert text_of(block).index("holding a bat") < text_of(block).index("My neighbour told")


def test_pages_that_gave_no_sentence_to_choose_from_are_named_with_why(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    page = shown(http, settings, sqlite_store, explained("one", "Mr Anthony Gant"))
    assert "4 in, 1 left out." in text_of(page)
    assert (
        "No sentence was weighed on page 1 (no sentence of the account), page 4 (not read), "
        "page 5 (not disclosable)."
    ) in text_of(page)


def test_a_sentence_over_a_page_end_is_weighed_on_both_pages(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    text = "I ran to the\ncorner. I saw a van."
    record = factories.plain(text)
    over = factories.sentence("s1", "I ran to the\ncorner.", "stated", page=1, text=text)
    told = replace(over, reason="Chosen: salience 0.800, 5 words.")
    on_two = replace(
        record,
        segments=(Segment(start=0, end=12, page=1), Segment(start=13, end=len(text), page=2)),
        document=factories.document(factories.page(1), factories.page(2)),
        summary=replace(record.summary, sentences=(told,)),
    )
    page = shown(http, settings, sqlite_store, on_two)
    assert "1 in, 0 left out." in text_of(page)
    assert "No sentence was weighed" not in page


def test_a_record_that_does_not_say_why_has_no_such_list(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    assert "every-sentence" not in shown(http, settings, sqlite_store, factories.marlowe())
