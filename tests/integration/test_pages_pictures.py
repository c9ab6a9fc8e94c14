"""Which words of a record can be shown on the pictures of their pages, and where they lie."""

import re
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

from tests import factories
from tests.integration.page import Page
from tests.live_service import serving
from worker.casefile import Box, Segment
from worker.record import CaseRecord
from worker.settings import Settings
from worker.store.store import Store

ON_TWO = (
    Box(page=2, x0=60.0, top=780.0, x1=500.0, bottom=792.0),
    Box(page=3, x0=60.0, top=80.0, x1=200.0, bottom=92.0),
)


@pytest.fixture
def http(settings: Settings) -> Iterator[httpx.Client]:
    with serving(settings) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


def kept(settings: Settings, store: Store, record: CaseRecord) -> str:
    """Keep a record; returns the address of its page."""
    statement = factories.received(store, settings)
    factories.ready(store, statement, record)
    return f"/statements/{statement.id}"


def over_two_pages() -> CaseRecord:
    record = factories.marlowe()
    first, *others = record.summary.sentences
    sentences = (replace(first, boxes=ON_TWO), *others)
    return replace(record, summary=replace(record.summary, sentences=sentences))


def test_each_span_says_where_it_lies_with_a_margin(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    page = kept(settings, sqlite_store, over_two_pages())
    boxes = http.get(f"{page}/boxes", params={"version": 1}).json()
    assert boxes["s1"] == [[2, 58.5, 778.5, 443.0, 15.0], [3, 58.5, 78.5, 143.0, 15.0]]
    assert boxes["m6"] == [[2, 58.5, 98.5, 63.0, 15.0]]
    # What the record has no boxes for is not there, and is no link on the page.
    assert "s2" not in boxes
    links = Page(http.get(page).text).links
    assert "?version=1&show=s1#look-2" in links
    assert not any("show=s2" in link for link in links)
    assert {
        link.partition("show=")[2].partition("#")[0] for link in links if "show=" in link
    } <= set(boxes)
    assert http.get(f"{page}/boxes", params={"version": 9}).status_code == 404
    assert http.get(f"/statements/{'0' * 32}/boxes").status_code == 404


def test_words_over_two_pages_are_drawn_on_both(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    page = kept(settings, sqlite_store, over_two_pages())
    shown = http.get(page, params={"show": "s1"}).text
    looks = dict(
        re.findall(r'(?s)<details class="look" id="look-(\d)"( open)?.*?</details>', shown)
    )
    # Page 4 could not be read, and is always open.
    assert {number for number, is_open in looks.items() if is_open} == {"2", "3", "4"}
    assert re.findall(r'<rect x="([\d.]+)" y="([\d.]+)"', shown) == [
        ("58.5", "778.5"),
        ("58.5", "78.5"),
    ]
    # A span that there is not shows nothing, and breaks nothing.
    for nonsense in ("", "s99", "<script>", "t-s1"):
        answer = http.get(page, params={"show": nonsense})
        assert answer.status_code == 200
        assert "<rect" not in answer.text
        assert "<script>" not in answer.text


@pytest.mark.parametrize("media_type", ["text/plain", "message/rfc822", None])
def test_what_has_no_pages_to_look_at_has_no_links_to_them(
    http: httpx.Client, settings: Settings, sqlite_store: Store, media_type: str | None
) -> None:
    record = factories.marlowe()
    document = replace(record.document, media_type=media_type)
    page = kept(settings, sqlite_store, replace(record, document=document))
    shown = http.get(page).text
    assert "show=" not in shown
    assert 'class="look"' not in shown
    assert "or its page number" not in shown
    assert http.get(f"{page}/boxes").json() == {}


def test_a_page_that_is_told_in_two_stretches_has_one_picture(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    text = "One.\nTwo.\nOne again."
    segments = tuple(
        Segment(start=text.index(words), end=text.index(words) + len(words), page=number)
        for words, number in (("One.", 1), ("Two.", 2), ("One again.", 1))
    )
    plain = factories.plain(text)
    document = replace(plain.document, pages=(factories.page(1), factories.page(2)))
    page = kept(settings, sqlite_store, replace(plain, segments=segments, document=document))
    shown = Page(http.get(page).text)
    assert shown.statement == text
    assert len(shown.ids) == len(set(shown.ids))
    assert [one for one in shown.ids if one.startswith("look-")] == ["look-1", "look-2"]
