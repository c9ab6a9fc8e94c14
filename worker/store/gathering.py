"""Small writes of many threads, gathered into one transaction: one wait for the disk for them all.

SQLite has one writer, and each commit waits for the disk. Fifty uploads at once would wait fifty
times, one after another, among the workers' own commits. So whoever comes while another writes
leaves its write in a list, and the next to write takes all that are in the list along.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from worker.store.database import Database

_Result = TypeVar("_Result")
_Write = tuple[Callable[[Connection], Any], "Future[Any]"]


class Gathering:
    """Writes to one database, gathered where that is SQLite; PostgreSQL gathers commits itself."""

    def __init__(self, database: Database) -> None:
        """Write to ``database``."""
        self._database = database
        self._waiting: list[_Write] = []
        self._list = threading.Lock()
        self._turn = threading.Lock()

    def write(self, does: Callable[[Connection], _Result]) -> _Result:
        """Run ``does`` in a transaction and return what it returns, once that is durable.

        An IntegrityError that it raises undoes its own writes alone. Any other error, such as a
        full disk, fails all that were gathered with it: each hears of it, and nothing is kept.
        """
        if not self._database.has_one_writer:
            with self._database.writing() as connection:
                return does(connection)
        mine: Future[_Result] = Future()
        with self._list:
            self._waiting.append((does, mine))
        with self._turn:
            # Whoever had the turn may have taken this one along.
            if not mine.done():
                with self._list:
                    taken, self._waiting = self._waiting, []
                self._write(taken)
        return mine.result()

    def _write(self, taken: list[_Write]) -> None:
        outcomes: list[tuple[Future[Any], Any, IntegrityError | None]] = []
        try:
            with self._database.writing() as connection:
                outcomes += [(mine, *_tried(connection, does)) for does, mine in taken]
        except BaseException as error:
            for _, mine in taken:
                mine.set_exception(error)
            if not isinstance(error, Exception):
                raise
            return
        # Only now is anything durable.
        for mine, result, refused in outcomes:
            if refused is None:
                mine.set_result(result)
            else:
                mine.set_exception(refused)


def _tried(
    connection: Connection, does: Callable[[Connection], Any]
) -> tuple[Any, IntegrityError | None]:
    """Run one of the writes; where the database's rules refuse it, undo it alone.

    Any other error leaves it to the caller to undo everything: after a full disk, SQLite has done
    so already, and whatever came next would be kept by itself.
    """
    alone = connection.begin_nested()
    try:
        result = does(connection)
    except IntegrityError as error:
        alone.rollback()
        return None, error
    alone.commit()
    return result, None
