"""What a record's page is called and what it says of its mentions."""

from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

from tests import factories
from tests.live_service import serving
from worker.record import CaseRecord, RecordTurn
from worker.settings import Settings
from worker.store.store import Store


@pytest.fixture
def http(settings: Settings) -> Iterator[httpx.Client]:
    with serving(settings) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


def shown(http: httpx.Client, settings: Settings, store: Store, record: CaseRecord) -> str:
    statement = factories.received(store, settings)
    factories.ready(store, statement, record)
    return http.get(f"/statements/{statement.id}").text


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("", "marlowe.pdf"),
        (" \n- ", "marlowe.pdf"),
        ("Ines\n  Marlowe", "Statement of Ines Marlowe"),
        ("words " * 50, "Statement of " + ("words " * 50)[:79].rstrip() + "…"),
    ],
)
def test_title_is_never_nonsense(
    http: httpx.Client, settings: Settings, sqlite_store: Store, value: str, title: str
) -> None:
    record = factories.marlowe()
    field = replace(record.form["statement_of"], value=value)
    page = shown(http, settings, sqlite_store, replace(record, form={"statement_of": field}))
    assert f"<h1><bdi>{title}</bdi></h1>" in page
    assert f"<title>{title} \u2013 Deponent</title>" in page


def test_score_is_said_once(http: httpx.Client, settings: Settings, sqlite_store: Store) -> None:
    record = factories.marlowe()
    scored = replace(
        record.mentions[5], confidence=0.646, explanation="Marked by the model m 1, score 0.646."
    )
    page = shown(http, settings, sqlite_store, replace(record, mentions=(scored,)))
    assert '<span class="detail">Marked by the model m 1, confidence 65%.</span>' in page
    assert "0.646" not in page
    # On the words themselves there is no room for who; how surely stands there too.
    assert 'title="Person (found by a model, confidence 65%)"' in page


@pytest.mark.parametrize(("order", "said"), [("assumed", ", order assumed"), ("stated", "")])
def test_parts_of_a_name_are_shown_and_an_assumed_order_is_said_to_be_so(
    http: httpx.Client, settings: Settings, sqlite_store: Store, order: str, said: str
) -> None:
    record = factories.marlowe()
    value = {"given": "Ines\n Ada", "family": "Marlowe", "order": order}
    mentions = tuple(replace(one, label="PERSON", value=value) for one in record.mentions)
    page = shown(http, settings, sqlite_store, replace(record, mentions=mentions))
    assert f"given Ines Ada, family Marlowe{said}. " in page
    assert f'title="Person: given Ines Ada, family Marlowe{said} (' in page


def test_a_summary_of_an_interview_says_who_speaks(
    http: httpx.Client, settings: Settings, sqlite_store: Store
) -> None:
    record = factories.marlowe()
    start, end = factories.place(factories.SHEET.strip())
    turn = RecordTurn(
        start=start, end=end, quote=record.text[start:end], page=3, boxes=(), speaker="DC <HALE>"
    )
    page = shown(http, settings, sqlite_store, replace(record, turns=(turn,)))
    assert "sentences as they were spoken" in page
    assert page.count("<bdi>DC &lt;HALE&gt;</bdi>:") == 1
    assert "DC <HALE>" not in page
