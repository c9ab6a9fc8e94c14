"""Stores to save, and to put back into."""

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests import factories
from worker.settings import Settings
from worker.store.store import Store

RECORD = factories.marlowe()


@pytest.fixture
def filled(store: Store, settings: Settings) -> Store:
    """A store with a statement that is ready, one half read and one that waits."""
    ready = factories.received(store, settings, b"one", filename="one.txt")
    factories.ready(store, ready, RECORD)
    factories.being_read(store, factories.received(store, settings, b"two", filename="two.txt"))
    factories.received(store, settings, b"three", filename="three.txt", case_ref="01ZD1234526")
    return store


@pytest.fixture
def elsewhere(settings: Settings, tmp_path: Path) -> Iterator[Store]:
    """An empty store on another machine, so to speak: SQLite, whatever was saved."""
    store = Store.open(replace(settings, home=tmp_path / "elsewhere"))
    yield store
    store.close()


@pytest.fixture
def pass_time(store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Set the database's clock ahead, by seconds, or back, for everything that follows.

    Between two calls it stands still, however long the machine takes: a disk that was slow for
    half a second must not look like half a second of waiting. It stands at a whole second, so
    that halves and quarters of one add up exactly.
    """
    with store.database.reading() as connection:
        stands_at = [float(math.ceil(store.database.now(connection)))]
    monkeypatch.setattr(store.database, "now", lambda connection: stands_at[0])

    def pass_it(seconds: float) -> None:
        stands_at[0] += seconds

    return pass_it
