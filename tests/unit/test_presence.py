"""A worker shows that it lives, and goes on where it cannot."""

import logging
import threading
import time
from collections.abc import Callable

import pytest
from sqlalchemy.exc import OperationalError

from worker.presence import Presence, profile
from worker.store.store import Store
from worker.store.workers import Profile


def until(condition: Callable[[], object]) -> None:
    patience = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < patience, "it never came to be"
        time.sleep(0.01)


def lives(store: Store) -> list[str]:
    return [each.life for each in store.workers.of_the_last_day()]


def test_a_worker_signs_in_renews_what_it_tells_and_signs_off(store: Store) -> None:
    told = iter(range(1_000_000))

    def tell() -> Profile:
        return profile("extract@desk:1:aa", "extract", counters={"asked": float(next(told))})

    def counted() -> float:
        found = store.workers.of_the_last_day()
        return found[0].profile.counters["asked"] if found else 0.0

    with Presence(store.workers, tell, renew_seconds=0.01):
        until(lambda: counted() > 2)
        assert lives(store) == ["alive"]
        assert store.workers.of_the_last_day()[0].profile.counters["resident_bytes"] > 0
    assert lives(store) == ["ended"]
    assert not [thread for thread in threading.enumerate() if thread.name == "presence"]


def test_a_database_that_is_away_is_told_once_and_stops_nothing(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tried = []
    away = threading.Event()
    away.set()
    sign_in = sqlite_store.workers.sign_in

    def refuse(told: Profile) -> None:
        tried.append(told)
        if away.is_set():
            raise OperationalError("INSERT", {}, Exception("the server is away"))
        sign_in(told)

    monkeypatch.setattr(sqlite_store.workers, "sign_in", refuse)
    with (
        caplog.at_level(logging.WARNING),
        Presence(sqlite_store.workers, lambda: profile("a", "extract"), renew_seconds=0.01),
    ):
        until(lambda: len(tried) > 3)
        assert [record.levelname for record in caplog.records] == ["WARNING"]
        away.clear()
        until(lambda: lives(sqlite_store) == ["alive"])
    assert lives(sqlite_store) == ["ended"]
