"""PostgreSQL on several servers: one writes, and another may take its place."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from tests import factories
from tests.postgresql import Cluster
from worker import doctor
from worker.settings import Settings
from worker.store.database import Database
from worker.store.store import Store

pytestmark = pytest.mark.postgresql


def test_a_server_that_only_reads_is_one_that_is_away(
    postgresql: Cluster, settings: Settings
) -> None:
    """A copy, or one whose keeper has locked it since its disk is nearly full."""
    name = postgresql.create()
    database = Database(replace(settings, database_url=postgresql.url(name)).database)
    try:
        with database.writing() as connection:
            connection.execute(text("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"))
        with pytest.raises(OperationalError), database.writing() as connection:
            connection.execute(text("DELETE FROM statements"))
        # It is left for a connection to one that writes.
        with database.writing() as connection:
            connection.execute(text("DELETE FROM statements"))
    finally:
        database.close()
        postgresql.drop(name)


@pytest.fixture
def pair() -> Iterator[tuple[Cluster, Cluster]]:
    """A PostgreSQL and its copy."""
    with ExitStack() as stack:
        primary = Cluster(durable=True)
        stack.callback(primary.stop)
        copy = Cluster(durable=True, copy_of=primary)
        stack.callback(copy.stop)
        yield primary, copy


def test_the_copy_that_takes_over_is_found_with_all_that_was_acknowledged(
    pair: tuple[Cluster, Cluster], settings: Settings
) -> None:
    primary, copy = pair
    own = replace(settings, database_url=primary.url(primary.create()))
    with closing(Store.open(own)) as store:
        factories.received(store, own, b"one")
        assert not store.database.copies_lag()
        primary.crash()
        with pytest.raises(OperationalError):
            store.statements.counts()
        copy.take_over()
        assert sum(store.statements.counts().values()) == 1
        factories.received(store, own, b"two")
        primary.copy(copy)
        # Who was first is a copy now, and still named first: the one that writes is found.
        store.database.engine.dispose()
        factories.received(store, own, b"three")
        assert sum(store.statements.counts().values()) == 3
    copy.wait_for_no_copy()
    assert "it has copies that it does not wait for" in doctor._database(own)
