"""Records: immutable versions, one for each key."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from tests import examples
from worker.record import CaseRecord
from worker.settings import Settings
from worker.store import documents, records
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


def test_a_reading_under_the_same_key_is_kept_once(store: Store) -> None:
    statement = examples.register(store)
    for body in ({"text": "first"}, {"text": "second"}):
        with store.database.writing() as connection:
            documents.keep(connection, statement.id, "1" * 64, body, 5, now=0.0)
    assert store.documents.latest(statement.id) == {"text": "first"}
    with store.database.writing() as connection:
        documents.keep(connection, statement.id, "2" * 64, {"text": "third"}, 5, now=0.0)
    assert store.documents.latest(statement.id) == {"text": "third"}


def test_text_of_every_script_comes_back_as_it_was(store: Store) -> None:
    statement = examples.register(store)
    text = "Siân Ní Dhómhnaill, 王小明, 👁‍🗨, \u202e, \x00, \x1b[31m"
    with store.database.writing() as connection:
        documents.keep(connection, statement.id, "1" * 64, {"text": text}, len(text), now=0.0)
    assert store.documents.latest(statement.id) == {"text": text}
