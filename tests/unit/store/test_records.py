"""Records: immutable versions, one for each key."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from tests import examples
from worker.casefile import Statement
from worker.record import CaseRecord
from worker.settings import Settings
from worker.store import documents, records, tables
from worker.store.store import Store


def _keep(store: Store, record: CaseRecord, key: str) -> int:
    with store.database.writing() as connection:
        return records.keep(connection, record, key, now=0.0)


def test_another_key_is_another_version_and_the_old_one_stays(
    store: Store, settings: Settings
) -> None:
    statement = examples.register(store)
    first = examples.record(settings, statement.id)
    second = replace(first, status="partial")
    assert _keep(store, first, "1" * 64) == 1
    assert _keep(store, second, "2" * 64) == 2
    assert store.records.versions(statement.id) == [1, 2]
    assert store.records.version(statement.id, 1) == first
    assert store.records.version(statement.id, 2) == replace(second, version=2)
    assert store.records.latest(statement.id) == replace(second, version=2)
    assert store.records.version(statement.id, 3) is None


def test_the_same_key_again_changes_nothing(store: Store, settings: Settings) -> None:
    statement = examples.register(store)
    first = examples.record(settings, statement.id)
    assert _keep(store, first, "1" * 64) == 1
    assert _keep(store, replace(first, status="partial"), "1" * 64) == 1
    assert store.records.versions(statement.id) == [1]
    assert store.records.latest(statement.id) == first


def test_versions_are_numbered_without_gaps_under_many_writers(
    store: Store, settings: Settings
) -> None:
    statement = examples.register(store)
    made = examples.record(settings, statement.id)
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda n: _keep(store, made, f"{n:064}"), range(16)))
    assert sorted(numbers) == list(range(1, 17))
    assert store.records.versions(statement.id) == list(range(1, 17))


def test_a_statement_without_a_record_has_none(store: Store) -> None:
    statement = examples.register(store)
    assert store.records.latest(statement.id) is None
    assert store.records.versions(statement.id) == []


def _keep_reading(store: Store, statement: Statement, key: str, text: str) -> None:
    with store.database.writing() as connection:
        documents.keep(connection, statement.id, key * 64, {"text": text}, len(text), now=0.0)


def _readings(store: Store) -> int:
    with store.database.reading() as connection:
        return connection.scalar(select(func.count()).select_from(tables.documents)) or 0


def test_the_same_reading_is_kept_once(store: Store) -> None:
    statement, other = (examples.register(store, name) for name in ("one", "two"))
    for _ in range(3):
        _keep_reading(store, statement, "1", "first")
    assert _readings(store) == 1
    _keep_reading(store, statement, "2", "first")
    _keep_reading(store, other, "1", "first")
    assert _readings(store) == 3
    # Its hash is that of what it says, whatever it is kept under.
    one, two = (store.documents.newest(each.id) for each in (statement, other))
    assert one == two


@pytest.mark.parametrize(
    ("texts", "kept"),
    [
        (("late", "whole"), 2),
        (("late", "late", "whole", "whole"), 2),
        (("whole", "late", "whole"), 3),
        (("Zoë", "Zoe\u0308"), 2),
        (("", " "), 2),
    ],
)
def test_another_reading_under_the_same_key_is_the_newest(
    store: Store, texts: tuple[str, ...], kept: int
) -> None:
    statement = examples.register(store)
    hashes = set()
    for text in texts:
        _keep_reading(store, statement, "1", text)
        newest = store.documents.newest(statement.id)
        assert newest is not None
        assert newest.body == {"text": text}
        hashes.add(newest.sha256)
    assert (_readings(store), len(hashes)) == (kept, len({*texts}))


def test_nothing_that_was_read_has_no_hash(store: Store) -> None:
    assert store.documents.newest(examples.register(store).id) is None


def test_text_of_every_script_comes_back_as_it_was(store: Store) -> None:
    statement = examples.register(store)
    text = "Siân Ní Dhómhnaill, 王小明, 👁‍🗨, \u202e, \x00, \x1b[31m"
    with store.database.writing() as connection:
        documents.keep(connection, statement.id, "1" * 64, {"text": text}, len(text), now=0.0)
    assert store.documents.latest(statement.id) == {"text": text}
