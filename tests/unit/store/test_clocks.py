"""A clock that is set ahead ends no lease that lasts; one that is set back holds nothing back."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests import examples
from worker.settings import Settings
from worker.store.clocks import Watch
from worker.store.retries import Cause
from worker.store.store import Store
from worker.store.tables import work
from worker.store.work import Swept

HOUR = 3600.0
NOTHING = Swept(returned=0, quarantined=0)


@pytest.fixture
def jump(store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Set the database's clock by seconds, ahead or back."""
    by = [0.0]
    now = store.database.now
    monkeypatch.setattr(store.database, "now", lambda connection: now(connection) + by[0])

    def jump_by(seconds: float) -> None:
        by[0] += seconds

    return jump_by


def test_a_steady_clock_lets_leases_be_judged() -> None:
    watch = Watch(patience_seconds=20)
    assert all(watch.may_judge(1000 + at, at) for at in (0.0, 2.0, 4.0, 300.0, 301.0))


def test_after_a_jump_ahead_leases_are_not_judged_until_they_could_be_renewed() -> None:
    watch = Watch(patience_seconds=20)
    assert watch.may_judge(1000, 0)
    assert not watch.may_judge(1002 + HOUR, 2)
    assert not watch.may_judge(1021 + HOUR, 21)
    assert watch.may_judge(1022 + HOUR, 22)


def test_a_second_jump_begins_the_patience_anew() -> None:
    watch = Watch(patience_seconds=20)
    watch.may_judge(1000, 0)
    assert not watch.may_judge(1002 + HOUR, 2)
    assert not watch.may_judge(1015 + 2 * HOUR, 15)
    assert not watch.may_judge(1030 + 2 * HOUR, 30)
    assert watch.may_judge(1035 + 2 * HOUR, 35)


@pytest.mark.parametrize("back", [0.5, 5.0, HOUR])
def test_a_jump_back_needs_no_patience(back: float) -> None:
    watch = Watch(patience_seconds=20)
    watch.may_judge(10_000, 0)
    assert watch.may_judge(10_002 - back, 2)
    # Nor is what goes on from there a jump ahead.
    assert watch.may_judge(10_004 - back, 4)


def test_a_lease_lasts_through_a_jump_ahead_and_its_work_is_settled(
    store: Store, jump: Callable[[float], None]
) -> None:
    lease = examples.lease(store, examples.register(store))
    jump(HOUR)
    assert store.work.sweep(judging=False) == NOTHING
    assert store.work.renew([lease]) == []
    assert store.work.sweep() == NOTHING
    store.settlement.extracted(lease, key="k" * 64, body={}, characters=0)


def test_a_dead_workers_lease_runs_out_soon_though_the_clock_was_set_back(
    store: Store, settings: Settings, jump: Callable[[float], None]
) -> None:
    statement = examples.register(store)
    examples.lease(store, statement)
    jump(-HOUR)
    assert store.work.sweep() == NOTHING
    jump(settings.lease_seconds + 0.1)
    assert store.work.sweep() == Swept(returned=1, quarantined=0)


def test_what_waits_for_its_next_attempt_is_due_though_the_clock_was_set_back(
    store: Store, jump: Callable[[float], None]
) -> None:
    statement = examples.register(store)
    lease = examples.lease(store, statement)
    store.work.try_again(lease, Cause.READER_DIED)
    jump(-HOUR)
    assert store.work.dispatchable("extract", 10) == []
    store.work.sweep()
    assert [row.statement_id for row in store.work.dispatchable("extract", 10)] == [statement.id]
    again = store.work.lease("extract", statement.id, "another")
    assert again is not None
    assert again.attempt == 2


def test_what_redis_forgot_is_dispatched_again_though_the_clock_was_set_back(
    store: Store, jump: Callable[[float], None]
) -> None:
    examples.register(store)
    store.work.mark_dispatched(store.work.dispatchable("extract", 10))
    jump(-HOUR)
    assert store.work.dispatchable("extract", 10) == []
    store.work.sweep()
    (row,) = store.work.dispatchable("extract", 10)
    assert row.seconds_since_dispatch is None


def test_times_that_are_no_further_than_they_are_set_stay(
    store: Store, settings: Settings, jump: Callable[[float], None]
) -> None:
    held = examples.lease(store, examples.register(store, "one"))
    waiting = examples.lease(store, examples.register(store, "two"))
    store.work.try_again(waiting, Cause.READER_DIED)

    def times() -> list[tuple[object, ...]]:
        query = select(work.c.lease_expires_at, work.c.not_before, work.c.dispatched_at)
        with store.database.reading() as connection:
            return [tuple(row) for row in connection.execute(query.order_by(work.c.id))]

    before = times()
    jump(-settings.lease_seconds / 4)
    assert store.work.sweep() == NOTHING
    assert times() == before
    assert store.work.renew([held]) == []
