"""Files inside files over HTTP and on the pages, and pages as they look."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest
from PIL import Image

from tests import factories
from tests.integration.page import Page
from tests.live_service import serving
from tests.unit.extract import sheets
from worker.casefile import Statement
from worker.record import CaseRecord
from worker.settings import Settings
from worker.store.enclosures import Enclosed
from worker.store.store import Store

STORY = sheets.pdf(sheets.lines("I was at home."))


@pytest.fixture
def http(settings: Settings) -> Iterator[httpx.Client]:
    with serving(settings) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


def enclosed_in(store: Store, message: Statement, name: str, content: bytes) -> Statement:
    """Settle the reading of ``message``, in which one file was found; return that one."""
    sha256, size = store.originals.put(io.BytesIO(content), most=1_000_000)
    lease = store.work.lease("extract", message.id, "a reader")
    assert lease is not None
    enclosed = [Enclosed(filename=name, sha256=sha256, size=size)]
    store.settlement.extracted(lease, key="k", body={"text": ""}, characters=0, enclosed=enclosed)
    (inside,) = store.enclosures.inside(message.id)
    return store.statements.get(inside.statement_id)


def analysed(store: Store, statement: Statement, record: CaseRecord) -> None:
    """Keep ``record`` as what the analysis of ``statement`` gave."""
    lease = store.work.lease("analyse", statement.id, "an analyst")
    assert lease is not None
    ours = replace(record, statement_id=statement.id, case_ref=statement.case_ref)
    store.settlement.analysed(lease, key="k", record=ours)


def test_a_message_and_what_it_encloses_lead_to_each_other(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    message = factories.received(sqlite_store, settings, filename="fwd.eml")
    child = enclosed_in(sqlite_store, message, "<b>scan</b>.pdf", STORY)
    analysed(sqlite_store, message, factories.plain("Please see attached.", "fwd.eml"))
    (listed,) = http.get(f"/api/statements/{message.id}/enclosed").json()
    assert (listed["id"], listed["state"]) == (child.id, "received")
    page = Page(http.get(f"/statements/{message.id}").text)
    assert f"/statements/{child.id}" in page.links
    assert page.says("Found inside this file")
    assert page.says("<b>scan</b>.pdf")
    inner = Page(http.get(f"/statements/{child.id}").text)
    assert f"/statements/{message.id}" in inner.links
    assert http.get(f"/api/statements/{child.id}/enclosed").json() == []


def test_a_bundle_without_words_of_its_own_says_so(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    bundle = factories.received(sqlite_store, settings, filename="file.zip")
    child = enclosed_in(sqlite_store, bundle, "a.pdf", STORY)
    empty = factories.plain("", "file.zip")
    record = replace(empty, segments=(), document=replace(empty.document, pages=(), kind="bundle"))
    analysed(sqlite_store, bundle, record)
    page = Page(http.get(f"/statements/{bundle.id}").text)
    assert page.says("This file holds other files and no words of its own.")
    assert f"/statements/{child.id}" in page.links


def test_a_page_can_be_seen_as_it_looks(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    statement = factories.received(sqlite_store, settings, STORY)
    answer = http.get(f"/api/statements/{statement.id}/pages/1/picture")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    with Image.open(io.BytesIO(answer.content)) as picture:
        width, height = picture.size
        assert 1.2 < height / width < 1.5
        grey = picture.convert("L")
        assert min(grey.tobytes()) < 100, "there are no words on it"


@pytest.mark.parametrize(("content", "number"), [(STORY, 2), (b"Words without a look.", 1)])
def test_a_page_that_has_no_look_is_not_found(
    http: httpx.Client, settings: Settings, sqlite_store: Store, content: bytes, number: int
) -> None:
    statement = factories.received(sqlite_store, settings, content)
    answer = http.get(f"/api/statements/{statement.id}/pages/{number}/picture")
    assert (answer.status_code, answer.json()["reason"]) == (404, "no_picture")


def test_a_page_beyond_the_last_is_told_how_many_there_are(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    statement = factories.received(sqlite_store, settings, STORY)
    factories.ready(sqlite_store, statement, factories.marlowe())
    pages = len(factories.marlowe().document.pages)
    answer = http.get(f"/api/statements/{statement.id}/pages/9/picture")
    assert answer.status_code == 404
    assert answer.json()["message"] == f"There is no page 9: this statement has {pages} pages."


def test_the_page_shows_what_could_not_be_read(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    statement = factories.received(sqlite_store, settings, STORY)
    record = factories.marlowe()
    factories.ready(sqlite_store, statement, record)
    html = http.get(f"/statements/{statement.id}").text
    pages = {
        page.number: f"/api/statements/{statement.id}/pages/{page.number}/picture"
        for page in record.document.pages
    }
    assert set(pages.values()) <= set(Page(html).links)
    # The page that nobody could read is open, the others are one step away.
    assert re.findall(r'<details class="look" id="([^"]*)" open>', html) == ["look-4"]
    assert html.count('<details class="look"') == len(pages)
    assert html.index(pages[4]) > html.index('id="look-4"')
