"""The digest on a record's page: parts with their places, and questions that say what they mean."""

from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

from tests import factories
from tests.live_service import serving
from worker.record import CaseRecord, DigestItem, DigestPart
from worker.settings import Settings
from worker.store.store import Store


@pytest.fixture
def http(settings: Settings) -> Iterator[httpx.Client]:
    with serving(settings) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


def shown(http: httpx.Client, settings: Settings, store: Store, record: CaseRecord) -> str:
    statement = factories.received(store, settings)
    factories.ready(store, statement, record)
    page = http.get(f"/statements/{statement.id}")
    assert page.status_code == 200
    return " ".join(page.text.split())


def part(quote: str, kind: str, *, value: str | None = None) -> DigestPart:
    start, end = factories.place(quote)
    return DigestPart(start=start, end=end, quote=quote, page=2, boxes=(), kind=kind, value=value)


def with_digest(**digest: tuple[DigestItem, ...]) -> CaseRecord:
    return replace(factories.marlowe(), digest=digest)


def test_parts_of_an_item_stand_under_it(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    gant = replace(
        factories.item("Mr Anthony Gant", "m6"),
        parts=(part("He was holding a bat", "did"), part("Mr Anthony", "role")),
    )
    page = shown(http, settings, sqlite_store, with_digest(people=(gant,)))
    assert '<span class="detail">did: <a class="lead-to" href="#t-d-people-1-1">' in page
    assert 'id="t-d-people-1-1"' in page
    assert '<span class="detail">who: Mr Anthony</span>' in page
    assert "Whether two names are one person is for you to say." in page


def test_open_question_says_that_nothing_was_found_and_what_raises_it(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    asked = replace(
        factories.item("He was holding a bat"),
        condition="distance",
        question="Not found in this statement: how far. Ask: how far?",
    )
    met = replace(factories.item("At 22:45 hours"), condition="visibility")
    page = shown(http, settings, sqlite_store, with_digest(questions=(asked, met)))
    assert (
        '<li class="ask"> <strong>Distance.</strong> Not found in this statement: how far.' in page
    )
    assert "Raised by: <a" in page
    assert "<strong>Visibility.</strong> <a" in page
    assert "never that it was not so" in page


def test_item_shows_its_modality_its_values_and_its_place_by_date(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    when = replace(
        factories.item("At 22:45 hours on Monday 3rd March 2025", "m4", "m5"),
        modality="uncertain",
        order=1,
        parts=(part("22:45 hours", "time", value="22:45"),),
    )
    page = shown(http, settings, sqlite_store, with_digest(timeline=(when,)))
    section = page[page.index('id="digest-timeline"') :]
    assert '<span class="badge uncertain"' in section
    assert "1 by date" in section
    assert "time: 22:45 hours (22:45)" in section


def test_every_place_of_a_name_has_a_link(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    people = factories.item("Mr Anthony Gant", "m6", "m10")
    page = shown(http, settings, sqlite_store, with_digest(people=(people,)))
    assert '2 times: also <a class="lead-to" href="#t-m10">page 3</a>' in page


def test_places_of_a_name_are_told_apart_by_page(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    record = factories.marlowe()
    first = next(mention for mention in record.mentions if mention.id == "m6")
    again = tuple(
        replace(mention, page=2) for mention in record.mentions if mention.id in {"m1", "m4"}
    )
    others = tuple(m for m in record.mentions if m.id not in {"m1", "m4"})
    people = factories.item(first.quote, "m6", "m1", "m4", "m10")
    told = replace(record, mentions=(*others, *again), digest={"people": (people,)})
    page = shown(http, settings, sqlite_store, told)
    start = page.index("4 times: also")
    line = page[start : page.index("</span>", start)]
    assert line.startswith("4 times: also page 2 (<a")
    assert 'aria-label="Page 2, place 1 of 2">1</a>, <a' in line
    assert 'aria-label="Page 2, place 2 of 2">2</a>), <a' in line
    assert line.endswith(">page 3</a>")
    # Its own line: never run together with the page of its quotation, and free to wrap.
    assert page[:start].endswith('<span class="detail">')


def test_empty_headings_do_not_say_that_there_was_nothing(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    page = shown(http, settings, sqlite_store, with_digest(injuries=(), weapons=(), questions=()))
    assert "Not found in this statement: injuries; weapons. That does not mean" in page
