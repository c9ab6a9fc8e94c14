"""The schema: the migrations make what the tables say, once, whoever opens it at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests.postgresql import Cluster
from worker import doctor
from worker.errors import StoreNewer
from worker.settings import Settings
from worker.store.database import SCHEMA_HEAD, Database
from worker.store.store import Store
from worker.store.tables import metadata


def test_migrations_make_the_tables_that_the_code_uses(store: Store) -> None:
    with store.database.reading() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []
    assert store.database.schema_version() == SCHEMA_HEAD


def _open_from_many(url: str) -> set[str | None]:
    def open_it(_: int) -> str | None:
        database = Database(url)
        try:
            database.migrate()
            return database.schema_version()
        finally:
            database.close()

    with ThreadPoolExecutor(8) as pool:
        return set(pool.map(open_it, range(8)))


def test_many_may_open_a_new_sqlite_database_at_once(settings: Settings) -> None:
    assert _open_from_many(settings.database) == {SCHEMA_HEAD}


@pytest.mark.postgresql
def test_many_may_open_a_new_postgresql_database_at_once(
    settings: Settings, postgresql: Cluster
) -> None:
    name = postgresql.create(template="template0")
    try:
        url = replace(settings, database_url=postgresql.url(name)).database
        assert _open_from_many(url) == {SCHEMA_HEAD}
    finally:
        postgresql.drop(name)


def _break_off_after_writing(store: Store) -> None:
    with store.database.writing() as connection:
        connection.execute(
            text(
                "INSERT INTO statements (id, case_ref, filename, sha256, size, state, priority,"
                " received_at, received_by, updated_at)"
                " VALUES ('a', '01ZD1', 'a.pdf', 'f', 1, 'received', 10, 0, 'officer', 0)"
            )
        )
        raise ZeroDivisionError


def test_a_transaction_that_breaks_off_leaves_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        _break_off_after_writing(store)
    assert store.statements.listing() == []


def test_work_cannot_be_promised_for_a_statement_that_is_not_there(store: Store) -> None:
    with pytest.raises(IntegrityError), store.database.writing() as connection:
        connection.execute(
            text(
                "INSERT INTO work (statement_id, stage, run, status, priority, attempt,"
                " not_before, created_at) VALUES ('nobody', 'extract', 1, 'waiting', 10, 0, 0, 0)"
            )
        )


def test_sqlite_writes_reach_the_disk_before_a_commit_returns(sqlite_store: Store) -> None:
    with sqlite_store.database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def _hold_work_of_the_second_schema(settings: Settings) -> None:
    database = Database(settings.database)
    try:
        database.migrate("0002")
        with database.writing() as connection:
            for number, case_ref in enumerate(("BIG/1", "BIG/1", "SMALL/1", "BIG/1")):
                connection.execute(
                    text(
                        "INSERT INTO statements (id, case_ref, filename, sha256, size, state,"
                        " priority, received_at, received_by, updated_at)"
                        f" VALUES ('{number}', '{case_ref}', 'a.txt', '{number}', 1, 'received',"
                        " 10, 1, 'jo', 1)"
                    )
                )
                connection.execute(
                    text(
                        "INSERT INTO work (statement_id, stage, run, status, priority, attempt,"
                        " not_before, created_at)"
                        f" VALUES ('{number}', 'extract', 1, 'waiting', 10, 0, 1, 1)"
                    )
                )
    finally:
        database.close()


def _takes_turns(settings: Settings) -> None:
    store = Store.open(settings)
    try:
        due = [row.statement_id for row in store.work.dispatchable("extract", 9)]
        assert due == ["0", "2", "1", "3"]
    finally:
        store.close()


def test_what_waits_takes_turns_once_a_sqlite_database_is_brought_up_to_date(
    settings: Settings,
) -> None:
    settings.home.mkdir(parents=True)
    _hold_work_of_the_second_schema(settings)
    _takes_turns(settings)


@pytest.mark.postgresql
def test_what_waits_takes_turns_once_a_postgresql_database_is_brought_up_to_date(
    settings: Settings, postgresql: Cluster
) -> None:
    name = postgresql.create(template="template0")
    try:
        old = replace(settings, database_url=postgresql.url(name))
        _hold_work_of_the_second_schema(old)
        _takes_turns(old)
    finally:
        postgresql.drop(name)


def _hold_a_statement_of_the_first_schema(settings: Settings) -> None:
    database = Database(settings.database)
    try:
        database.migrate("0001")
        with database.writing() as connection:
            connection.execute(
                text(
                    "INSERT INTO statements (id, case_ref, filename, sha256, size, state, priority,"
                    " received_at, received_by, updated_at)"
                    " VALUES ('a', '01ZD1234525', 'a.pdf', 'b', 1, 'received', 10, 1, 'jo', 1)"
                )
            )
        assert database.schema_version() == "0001"
    finally:
        database.close()


def _is_an_upload_as_it_was(settings: Settings) -> None:
    store = Store.open(settings)
    try:
        (statement,) = store.statements.listing()
        assert (statement.id, statement.depth, statement.root_id) == ("a", 0, None)
        assert store.enclosures.inside("a") == []
    finally:
        store.close()


def test_a_statement_is_kept_when_a_sqlite_database_is_brought_up_to_date(
    settings: Settings,
) -> None:
    settings.home.mkdir(parents=True)
    _hold_a_statement_of_the_first_schema(settings)
    _is_an_upload_as_it_was(settings)


@pytest.mark.postgresql
def test_a_statement_is_kept_when_a_postgresql_database_is_brought_up_to_date(
    settings: Settings, postgresql: Cluster
) -> None:
    name = postgresql.create(template="template0")
    try:
        old = replace(settings, database_url=postgresql.url(name))
        _hold_a_statement_of_the_first_schema(old)
        _is_an_upload_as_it_was(old)
    finally:
        postgresql.drop(name)


def test_a_store_of_a_newer_version_is_refused_in_plain_words(
    store: Store, stored: Settings
) -> None:
    with store.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9001'"))
    with pytest.raises(StoreNewer, match="newer version of Deponent"):
        Store.open(stored)
    assert store.database.schema_version() == "9001"


def test_what_is_acknowledged_waits_for_the_disk_though_the_server_does_not(store: Store) -> None:
    """The tests' own PostgreSQL is told not to wait, to be quick."""
    sqlite = store.database.has_one_writer
    asked = "PRAGMA synchronous" if sqlite else "SELECT current_setting('synchronous_commit')"
    with store.database.writing() as connection:
        assert str(connection.scalar(text(asked))) == ("2" if sqlite else "on")
    assert bool(store.database.unsafe_settings()) is not sqlite


def test_the_doctor_names_a_postgresql_that_does_not_wait(store: Store, stored: Settings) -> None:
    found = next(each for each in doctor.examine(stored) if each.what == "database")
    assert found.ok is store.database.has_one_writer
    assert ("fsync=off" in found.text) is not found.ok
