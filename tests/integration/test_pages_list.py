"""What the list of statements says of each, and of the work as a whole."""

import re
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

from tests import factories
from tests.live_service import serving
from worker.casefile import Failure, Notice, State, Statement
from worker.record import CaseRecord
from worker.settings import Settings
from worker.store.statements import set_state
from worker.store.store import Store


@pytest.fixture
def http(stored: Settings) -> Iterator[httpx.Client]:
    with serving(stored) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


def read(http: httpx.Client, path: str = "/") -> str:
    """Return what a page says, without its markup."""
    answer = http.get(path)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]*>", " ", answer.text).split())


def made(store: Store, settings: Settings, record: CaseRecord, filename: str) -> Statement:
    """Return a statement that has this record."""
    statement = factories.received(store, settings, filename.encode(), filename=filename)
    factories.ready(store, statement, record)
    return store.statements.get(statement.id)


def test_row_says_what_was_not_read(http: httpx.Client, stored: Settings, store: Store) -> None:
    lost = Notice(code="text_lost", message="A part was lost.", page=1)
    blank = Notice(code="page_blank", message="Page 2 is blank.", page=2)
    pages = factories.document(factories.page(1), factories.page(2, method="none"))
    plain = factories.plain("A.")
    made(store, stored, factories.marlowe(), "page.pdf")
    made(store, stored, replace(plain, status="partial", warnings=(lost,)), "part.pdf")
    whole = made(store, stored, replace(plain, document=pages, warnings=(blank,)), "whole.pdf")

    # The second time, what was found is remembered.
    for _ in range(2):
        said = read(http)
        assert "page.pdf 8 bytes Statement of Ines Marlowe Needs review 1 page not read" in said
        assert "part.pdf 8 bytes Needs review part not read" in said
        assert re.search(r"whole\.pdf 9 bytes Needs review \d", said)
    shown = read(http, f"/statements/{whole.id}")
    assert "Page 2 No text on this page." in shown
    assert "not read" not in shown

    unread = replace(plain, document=pages, status="partial")
    factories.made_again(store, whole, unread)
    assert "whole.pdf 9 bytes Needs review 1 page not read" in read(http)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("Ines\n  Marlowe", "8 bytes Statement of Ines Marlowe Needs review"),
        ("O'Neill <PC> 2417", "8 bytes Statement of O&#39;Neill &lt;PC&gt; 2417 Needs review"),
        ("n" * 200, f"8 bytes Statement of {'n' * 79}… Needs review"),
        # No name.
        ("", "8 bytes Needs review"),
        (" \n- ", "8 bytes Needs review"),
    ],
)
def test_row_says_whose_statement_it_is_as_its_form_does(
    http: httpx.Client, stored: Settings, store: Store, value: str, said: str
) -> None:
    record = factories.marlowe()
    field = replace(record.form["statement_of"], value=value)
    made(store, stored, replace(record, form={"statement_of": field}), "page.pdf")
    assert said in read(http)


def test_row_says_in_short_why_one_failed(
    http: httpx.Client, stored: Settings, store: Store
) -> None:
    broken = factories.received(store, stored)
    why = Failure(stage="extract", reason="encrypted", message="It needs a password. Unlock it.")
    factories.failed(store, broken, why)
    said = read(http)
    assert "Failed It needs a password." in said
    assert "Unlock it." not in said
    assert "Unlock it." in read(http, f"/statements/{broken.id}")


def test_progress_counts_the_current_work_alone(
    http: httpx.Client, stored: Settings, store: Store
) -> None:
    def received(name: str, case_ref: str = "01ZD1234525") -> Statement:
        return factories.received(store, stored, name.encode(), filename=name, case_ref=case_ref)

    for name in ("old one", "old two"):
        made(store, stored, factories.plain(name), name)
    assert "<progress" not in http.get("/board").text

    first, second, third = received("first"), received("second"), received("third")
    assert "Current work: 0 of 3 finished" in read(http)
    factories.ready(store, second, factories.plain("second"))
    assert "Current work: 1 of 3 finished" in read(http)
    # Another case's work is not this one's.
    received("other", "6543210/25")
    assert "Current work: 1 of 4 finished" in read(http)
    assert "Current work: 1 of 3 finished" in read(http, "/?case=01ZD1234525")
    # One that arrived before what is left, and was settled since, still counts.
    factories.ready(store, first, factories.plain("first"))
    assert "Current work: 2 of 3 finished" in read(http, "/?case=01ZD1234525")
    factories.ready(store, third, factories.plain("third"))
    assert "<progress" not in http.get("/board?case=01ZD1234525").text


def test_list_offers_only_the_states_that_there_are(
    http: httpx.Client, stored: Settings, store: Store
) -> None:
    statement = factories.received(store, stored)
    assert "Approved" not in read(http)
    assert "Quarantined" in read(http)
    with store.database.writing() as connection:
        set_state(connection, statement.id, State.APPROVED, 0.0)
    assert "Approved" in read(http)
