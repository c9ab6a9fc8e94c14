"""Words that were read unsurely from a picture are marked wherever they are shown."""

import re
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

from tests import factories
from tests.integration.page import Page
from tests.live_service import serving
from worker.record import CaseRecord
from worker.settings import Settings
from worker.store.store import Store
from worker.web import words


@pytest.fixture
def http(settings: Settings) -> Iterator[httpx.Client]:
    with serving(settings) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


def scanned(confidence: float | None, *, fields: float | None = None) -> CaseRecord:
    """Return a record whose last sentence and whose names on page 3 were read so surely."""
    record = factories.marlowe()
    *others, last = record.summary.sentences
    sentences = (*others, replace(last, ocr_confidence=confidence))
    mentions = tuple(
        replace(one, ocr_confidence=confidence) if one.page == 3 else one for one in record.mentions
    )
    form = {name: replace(one, ocr_confidence=fields) for name, one in record.form.items()}
    summary = replace(record.summary, sentences=sentences)
    return replace(record, summary=summary, mentions=mentions, form=form)


def shown(http: httpx.Client, settings: Settings, store: Store, record: CaseRecord) -> str:
    statement = factories.received(store, settings)
    factories.ready(store, statement, record)
    return http.get(f"/statements/{statement.id}").text


@pytest.mark.parametrize(
    ("confidence", "said"),
    [
        (0.0, "reading 0% sure"),
        (0.43, "reading 43% sure"),
        # Nothing below the bound looks as if it were at it.
        (0.7999, "reading 79% sure"),
        (0.8, ""),
        (1.0, ""),
        (None, ""),
    ],
)
def test_what_is_not_sure_enough_says_how_sure_it_is(confidence: float | None, said: str) -> None:
    assert words.unsure(confidence) == said


def test_unsure_words_are_marked_and_counted_before_anything_else(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    html = shown(http, settings, sqlite_store, scanned(0.43, fields=0.1))
    page = Page(html)
    assert page.says(
        "Read unsurely from pictures of pages: 1 sentence of the summary, 3 names and numbers, "
        "1 field of the form. They are marked with how sure the reading is."
    )
    summary = html[html.index('class="summary"') : html.index('class="digest"')]
    assert summary.count("reading 43% sure") == 1
    assert re.search(r"but I am not sure\.</a> .*?page 3.*?reading 43% sure", summary, re.DOTALL)
    names = html[html.index('class="mentions"') :]
    assert names.count("reading 43% sure") == 3
    assert html.count("reading 10% sure") == 1


@pytest.mark.parametrize("confidence", [None, 0.95])
def test_what_was_read_surely_or_from_no_picture_is_not_marked(
    http: httpx.Client, settings: Settings, sqlite_store: Store, confidence: float | None
) -> None:
    html = shown(http, settings, sqlite_store, scanned(confidence))
    assert "% sure" not in html
    assert "Read unsurely" not in html


def test_one_of_each_kind_is_said_as_one(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    record = factories.marlowe()
    first = replace(record.mentions[0], ocr_confidence=0.5)
    only = replace(record, mentions=(first, *record.mentions[1:]))
    assert Page(shown(http, settings, sqlite_store, only)).says("pages: 1 name or number. They")


def test_the_page_of_a_case_marks_them_too(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    shown(http, settings, sqlite_store, scanned(0.43))
    page = http.get("/cases/01ZD1234525?share=1")
    assert page.status_code == 200
    told = page.text[page.text.index("I think the driver was PC 2417 HUGHES") :]
    assert "reading 43% sure" in told[: told.index("</p>")]
