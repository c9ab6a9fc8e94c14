"""From the work table to RQ and back again after Redis forgot: nothing waits for ever."""

import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as RedisAway
from rq import Queue

from tests import examples
from tests.conftest import redis_server_at
from worker import dispatch
from worker.casefile import STAGES, Priority, State
from worker.dispatch import WINDOW, Dispatcher
from worker.queues import connect, job_id, stage_queue
from worker.settings import Settings
from worker.store.retries import after_crash
from worker.store.store import Store

_SHORT_GRACE = 0.2


@pytest.fixture(autouse=True)
def _little_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "_GRACE_SECONDS", _SHORT_GRACE)
    monkeypatch.setattr(dispatch, "_WAIT_AFTER_ERROR_SECONDS", 0.1)


@pytest.fixture
def queue(redis: "Redis") -> Queue:
    return stage_queue("extract", redis)


@pytest.fixture
def dispatcher(store: Store, settings: Settings, redis_url: str) -> Dispatcher:
    return Dispatcher(store, replace(settings, redis_url=redis_url))


def _jobs(*statement_ids: str, attempt: int = 0) -> list[str]:
    return [job_id("extract", each, attempt) for each in statement_ids]


def test_what_is_due_is_queued_once(store: Store, dispatcher: Dispatcher, queue: Queue) -> None:
    ids = [examples.register(store, name).id for name in ("a", "b", "c")]
    for _ in range(3):
        dispatcher.tick()
    assert queue.job_ids == _jobs(*ids)


def test_each_stage_has_its_own_queue(store: Store, dispatcher: Dispatcher, redis: "Redis") -> None:
    examples.extract(store, "read")
    examples.register(store, "unread")
    dispatcher.tick()
    assert [len(stage_queue(stage, redis)) for stage in STAGES] == [1, 1]


def test_only_a_window_is_queued(store: Store, dispatcher: Dispatcher, queue: Queue) -> None:
    ids = [examples.register(store, f"{n}").id for n in range(WINDOW + 9)]
    for _ in range(3):
        dispatcher.tick()
    assert queue.job_ids == _jobs(*ids[:WINDOW])
    settled = store.work.lease("extract", ids[0], "reader")
    assert settled is not None
    store.settlement.extracted(settled, key="k" * 64, body={}, characters=0)
    dispatcher.tick()
    assert queue.job_ids == _jobs(*ids[: WINDOW + 1])


def test_urgent_work_waits_behind_a_window_at_most(
    store: Store, dispatcher: Dispatcher, queue: Queue
) -> None:
    for number in range(WINDOW + 9):
        examples.register(store, f"{number}", priority=Priority.BACKLOG)
    dispatcher.tick()
    urgent = examples.register(store, "urgent")
    dispatcher.tick()
    assert queue.job_ids.index(job_id("extract", urgent.id, 0)) <= WINDOW


def test_urgent_work_overtakes_a_backlog_that_is_not_queued_yet(
    store: Store, dispatcher: Dispatcher, queue: Queue
) -> None:
    backlog = examples.register(store, "backlog", priority=Priority.BACKLOG)
    urgent = examples.register(store, "urgent")
    dispatcher.tick()
    assert queue.job_ids == _jobs(urgent.id, backlog.id)


def test_what_redis_forgot_is_queued_again(
    store: Store, dispatcher: Dispatcher, queue: Queue, redis: "Redis"
) -> None:
    ids = [examples.register(store, name).id for name in ("a", "b", "c")]
    dispatcher.tick()
    redis.flushall()
    time.sleep(_SHORT_GRACE + 0.05)
    dispatcher.tick()
    assert queue.job_ids == _jobs(*ids)


def test_a_job_that_a_worker_just_took_is_left_to_it_for_a_moment(
    store: Store, dispatcher: Dispatcher, queue: Queue, redis: "Redis"
) -> None:
    examples.register(store)
    dispatcher.tick()
    redis.flushall()
    dispatcher.tick()
    assert queue.job_ids == []


def test_a_dispatcher_whose_clock_is_wrong_still_finds_what_redis_forgot(
    store: Store,
    dispatcher: Dispatcher,
    queue: Queue,
    redis: "Redis",
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Leases go by the database's clock; this host's may be an hour behind it."""
    statement = examples.register(store)
    dispatcher.tick()
    redis.flushall()
    late = time.time

    class Behind:
        monotonic = time.monotonic

        @staticmethod
        def time() -> float:
            return late() - 3600

    monkeypatch.setattr(dispatch, "time", Behind)
    time.sleep(_SHORT_GRACE + 0.05)
    dispatcher.tick()
    assert queue.job_ids == _jobs(statement.id)


def test_a_clock_that_jumps_is_told_of_once(
    store: Store,
    settings: Settings,
    redis_url: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    patient = replace(settings, redis_url=redis_url, lease_seconds=600.0)
    dispatcher = Dispatcher(store, patient)
    dispatcher.sweep()
    now = store.database.now
    monkeypatch.setattr(store.database, "now", lambda connection: now(connection) + 3600.0)
    for _ in range(3):
        dispatcher.sweep()
    told = [line.message for line in caplog.records if "the clock jumped" in line.message]
    assert len(told) == 1
    assert told[0].endswith("no lease is judged until its holder could renew it")


def test_a_lease_that_ran_out_is_swept_and_queued_as_the_next_attempt(
    store: Store, settings: Settings, dispatcher: Dispatcher, queue: Queue, redis: "Redis"
) -> None:
    statement = examples.register(store)
    dispatcher.tick()
    redis.flushall()
    examples.lease(store, statement)
    time.sleep(settings.lease_seconds + settings.sweep_seconds)
    dispatcher.tick()
    assert queue.job_ids == []
    time.sleep(after_crash(1))
    dispatcher.tick()
    assert queue.job_ids == _jobs(statement.id, attempt=1)
    assert store.statements.get(statement.id).state is State.RECEIVED


def test_work_that_was_never_settled_ends_set_aside(
    store: Store, settings: Settings, dispatcher: Dispatcher
) -> None:
    statement = examples.register(store)
    for attempt in range(1, settings.max_attempts + 1):
        examples.lease(store, statement)
        time.sleep(settings.lease_seconds + settings.sweep_seconds)
        dispatcher.tick()
        time.sleep(after_crash(attempt) if attempt < settings.max_attempts else 0)
    assert store.statements.get(statement.id).state is State.QUARANTINED


def test_what_is_released_is_queued_though_a_job_of_its_first_run_lies_there_still(
    store: Store, dispatcher: Dispatcher, queue: Queue
) -> None:
    statement = examples.register(store)
    dispatcher.tick()
    store.interventions.cancel(statement.id, who="jo")
    store.interventions.release(statement.id, who="jo")
    dispatcher.tick()
    assert queue.job_ids == [*_jobs(statement.id), job_id("extract", statement.id, 0, run=2)]


def test_one_file_of_a_case_is_queued_before_the_rest_of_another_s_many(
    store: Store, dispatcher: Dispatcher, queue: Queue
) -> None:
    many = [examples.register(store, f"{number}").id for number in range(3 * WINDOW)]
    dispatcher.tick()
    single = examples.register(store, "single", case_ref="02AB7654325")
    for statement_id in many[:WINDOW]:
        lease = store.work.lease("extract", statement_id, "reader")
        assert lease is not None
        store.settlement.extracted(lease, key="k" * 64, body={}, characters=0)
        dispatcher.tick()
    assert queue.job_ids.index(job_id("extract", single.id, 0)) == WINDOW


def test_a_redis_that_is_away_is_waited_for(
    sqlite_store: Store, settings: Settings, tmp_path: Path
) -> None:
    with redis_server_at() as url:
        pass  # and now there is none
    statement = examples.register(sqlite_store)
    dispatcher = Dispatcher(sqlite_store, replace(settings, redis_url=url))
    with pytest.raises(RedisAway):
        dispatcher.tick()
    waiting = sqlite_store.work.dispatchable("extract", 9)
    assert [row.seconds_since_dispatch for row in waiting] == [None]
    stop = threading.Event()
    running = threading.Thread(target=dispatcher.run, args=(stop,))
    running.start()
    try:
        time.sleep(0.3)
        assert running.is_alive()
        with redis_server_at(Path(url.removeprefix("unix://"))) as again:
            queue = stage_queue("extract", connect(again))
            patience = time.monotonic() + 10
            while not queue.job_ids and time.monotonic() < patience:
                time.sleep(0.05)
            assert queue.job_ids == _jobs(statement.id)
            queue.connection.close()
            stop.set()
            running.join(10)
    finally:
        stop.set()
        running.join(10)
    assert not running.is_alive()


def test_sweeping_goes_on_while_redis_is_away(sqlite_store: Store, settings: Settings) -> None:
    with redis_server_at() as url:
        pass
    statement = examples.register(sqlite_store)
    examples.register(sqlite_store, "another")
    examples.lease(sqlite_store, statement)
    dispatcher = Dispatcher(sqlite_store, replace(settings, redis_url=url))
    time.sleep(settings.lease_seconds + 0.1)
    with pytest.raises(RedisAway):
        dispatcher.tick()
    assert sqlite_store.statements.get(statement.id).state is State.RECEIVED


def test_a_dispatcher_stops_at_once_when_told_to(
    sqlite_store: Store, settings: Settings, redis_url: str
) -> None:
    stop = threading.Event()
    dispatcher = Dispatcher(sqlite_store, replace(settings, redis_url=redis_url))
    running = threading.Thread(target=dispatcher.run, args=(stop,))
    running.start()
    time.sleep(0.2)
    stop.set()
    running.join(5)
    assert not running.is_alive()
