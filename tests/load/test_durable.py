"""The oracle of the load can fail: each kind of loss, planted, is found."""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import delete, update

from tests.faults.sending import CASE, Entry
from tests.load.durable import doubled, lost
from worker import intake
from worker.settings import Settings
from worker.store.store import Store
from worker.store.tables import events, statements, work


@pytest.fixture
def entry(store: Store, stored: Settings) -> Entry:
    """One upload that is there."""
    receipt = intake.accept(
        store, stored, io.BytesIO(b"I saw it."), filename="a.txt", case_ref=CASE, received_by="jo"
    )
    return Entry("a.txt", receipt.statement.sha256, receipt.statement.id, 0.0, 1)


def test_what_is_there_is_not_lost(store: Store, entry: Entry) -> None:
    assert lost(store, [entry]) == {}


def _no_statement(store: Store, entry: Entry) -> None:
    with store.database.writing() as connection:
        for table in (work, events):
            connection.execute(delete(table).where(table.c.statement_id == entry.statement_id))
        connection.execute(delete(statements).where(statements.c.id == entry.statement_id))


def _no_promise(store: Store, entry: Entry) -> None:
    with store.database.writing() as connection:
        connection.execute(update(work).values(status="done"))


def _no_original(store: Store, entry: Entry) -> None:
    store.originals.path(entry.sha256).unlink()


def _torn_original(store: Store, entry: Entry) -> None:
    path = store.originals.path(entry.sha256)
    path.chmod(0o600)
    path.write_bytes(b"I saw")


@pytest.mark.parametrize(
    ("harm", "lacking"),
    [
        (_no_statement, "its statement"),
        (_no_promise, "its promise"),
        (_no_original, "its bytes"),
        (_torn_original, "its bytes"),
    ],
)
def test_a_planted_loss_is_found(
    store: Store, entry: Entry, harm: Callable[[Store, Entry], None], lacking: str
) -> None:
    harm(store, entry)
    assert lost(store, [entry]) == {"a.txt": lacking}


def test_an_acknowledgement_of_other_bytes_is_found(store: Store, entry: Entry) -> None:
    assert lost(store, [replace(entry, sha256="0" * 64)]) == {"a.txt": "its hash"}


def test_a_file_that_became_two_statements_is_found(entry: Entry) -> None:
    again = replace(entry, statement_id="f" * 32)
    assert doubled([entry, entry]) == set()
    assert doubled([entry, again]) == {entry.sha256}
