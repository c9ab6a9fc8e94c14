"""Many threads' small writes share a transaction, and each hears only of what is durable."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import IntegrityError, OperationalError

from tests.acceptance.service import eventually
from worker.store.database import Database
from worker.store.gathering import Gathering
from worker.store.store import Store

_FEW = 8


@pytest.fixture
def database(store: Store) -> Database:
    with store.database.writing() as connection:
        connection.execute(text("CREATE TABLE notes (id INTEGER PRIMARY KEY)"))
    return store.database


def _note(number: int) -> Any:
    def write(connection: Connection) -> int:
        connection.execute(text("INSERT INTO notes VALUES (:id)"), {"id": number})
        return number

    return write


def _noted(database: Database) -> list[int]:
    with database.reading() as connection:
        return list(connection.scalars(text("SELECT id FROM notes ORDER BY id")))


class _Crowd:
    """Writes that came while another one held the turn, and so are gathered."""

    def __init__(self, gathering: Gathering, pool: ThreadPoolExecutor) -> None:
        self._gathering = gathering
        self._pool = pool
        self._go = threading.Event()

    def gathered(self, *writes: Any) -> "list[Future[Any]]":
        inside = threading.Event()

        def first(_connection: Connection) -> None:
            inside.set()
            assert self._go.wait(30)

        begun = [self._pool.submit(self._gathering.write, first)]
        assert inside.wait(30)
        begun += [self._pool.submit(self._gathering.write, write) for write in writes]
        eventually(lambda: len(self._gathering._waiting) == len(writes) or None, seconds=30)
        self._go.set()
        begun[0].result(30)
        return begun[1:]


@pytest.fixture
def crowd(sqlite_store: Store) -> Iterator[tuple[Database, _Crowd]]:
    database = sqlite_store.database
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE notes (id INTEGER PRIMARY KEY)"))
    with ThreadPoolExecutor(2 * _FEW) as pool:
        yield database, _Crowd(Gathering(database), pool)


def test_all_are_written_on_either_database(database: Database) -> None:
    gathering = Gathering(database)
    with ThreadPoolExecutor(_FEW) as pool:
        found = list(pool.map(lambda number: gathering.write(_note(number)), range(5 * _FEW)))
    assert found == _noted(database) == list(range(5 * _FEW))


def test_what_comes_meanwhile_shares_one_commit(crowd: tuple[Database, _Crowd]) -> None:
    database, writing = crowd
    commits: list[object] = []
    event.listen(database.engine, "commit", commits.append)
    waiting = writing.gathered(*(_note(number) for number in range(_FEW)))
    assert [future.result(30) for future in waiting] == list(range(_FEW))
    # The one that held the turn, and all the others together.
    assert len(commits) == 2
    assert _noted(database) == list(range(_FEW))


def test_one_that_the_rules_refuse_fails_alone(crowd: tuple[Database, _Crowd]) -> None:
    database, writing = crowd
    waiting = writing.gathered(_note(1), _note(1), _note(2))
    failed = [isinstance(future.exception(30), IntegrityError) for future in waiting]
    assert sorted(failed) == [False, False, True]
    assert not failed[2]
    assert _noted(database) == [1, 2]


def test_any_other_error_fails_all_of_them_and_keeps_nothing(
    crowd: tuple[Database, _Crowd],
) -> None:
    database, writing = crowd

    def breaks(connection: Connection) -> None:
        _note(7)(connection)
        connection.execute(text("INSERT INTO nowhere VALUES (1)"))

    waiting = writing.gathered(_note(1), breaks, _note(2))
    assert all(isinstance(each.exception(30), OperationalError) for each in waiting)
    assert _noted(database) == []
    # The next one is not disturbed.
    assert Gathering(database).write(_note(3)) == 3
    assert _noted(database) == [3]


def test_nobody_hears_of_success_before_the_commit(
    crowd: tuple[Database, _Crowd],
) -> None:
    database, writing = crowd

    def fails(_connection: Connection) -> None:
        raise OSError("the disk went away")

    def and_then(connection: Connection) -> int:
        # Only this transaction: the one before it has to come through.
        event.listen(database.engine, "commit", fails)
        return int(_note(1)(connection))

    waiting = writing.gathered(and_then, _note(2))
    try:
        assert all(isinstance(each.exception(30), OSError) for each in waiting)
    finally:
        event.remove(database.engine, "commit", fails)
    assert _noted(database) == []
