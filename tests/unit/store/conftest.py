"""Stores to save, and to put back into."""

from collections.abc import Iterator
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
