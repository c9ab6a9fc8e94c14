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


class Clocks:
    """A database's clock and a steady one, each where a test puts it."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.steady = 0.0
        self.slow = 0.0
        self.watch = Watch(self._read, patience_seconds=20, steady=lambda: self.steady)

    def _read(self) -> float:
        found = self.now
        self.pass_time(self.slow)
        return found

    def pass_time(self, seconds: float) -> None:
        self.now += seconds
        self.steady += seconds

    def judged_after(self, seconds: float) -> bool:
        self.pass_time(seconds)
        return self.watch.may_judge()


@pytest.fixture
def clocks() -> Clocks:
    """Clocks that the watch has looked at once."""
    found = Clocks()
    assert found.watch.may_judge()
    return found


def test_a_steady_clock_lets_leases_be_judged(clocks: Clocks) -> None:
    assert all(clocks.judged_after(seconds) for seconds in (2.0, 2.0, 300.0, 1.0))


def test_after_a_jump_ahead_leases_are_not_judged_until_they_could_be_renewed(
    clocks: Clocks,
) -> None:
    clocks.now += HOUR
    assert [clocks.judged_after(seconds) for seconds in (2, 18, 1, 2)] == [
        False,
        False,
        False,
        True,
    ]


def test_after_the_database_was_away_they_are_not_judged_as_long(clocks: Clocks) -> None:
    clocks.watch.was_away()
    assert [clocks.judged_after(seconds) for seconds in (2, 17, 2, 2)] == [
        False,
        False,
        True,
        True,
    ]


def test_a_second_jump_begins_the_patience_anew(clocks: Clocks) -> None:
    clocks.now += HOUR
    assert not clocks.judged_after(2)
    clocks.now += HOUR
    assert [clocks.judged_after(seconds) for seconds in (13, 15, 6)] == [False, False, True]


@pytest.mark.parametrize("back", [0.5, 5.0, HOUR])
def test_a_jump_back_needs_no_patience(clocks: Clocks, back: float) -> None:
    clocks.now -= back
    assert clocks.judged_after(2)
    # Nor is what goes on from there a jump ahead.
    assert clocks.judged_after(2)


def test_a_clock_that_takes_long_to_read_has_not_jumped(clocks: Clocks) -> None:
    """Or the leases of the dead would last for ever on a machine that is busy enough."""
    for slow in (0.0, 3.0, 0.0, 30.0, 5.0, 0.0):
        clocks.slow = slow
        assert clocks.judged_after(2)


def test_a_lease_lasts_through_a_jump_ahead_and_its_work_is_settled(
    store: Store, pass_time: Callable[[float], None]
) -> None:
    lease = examples.lease(store, examples.register(store))
    pass_time(HOUR)
    assert store.work.sweep(judging=False) == NOTHING
    assert store.work.renew([lease]) == []
    assert store.work.sweep() == NOTHING
    store.settlement.extracted(lease, key="k" * 64, body={}, characters=0)


def test_a_dead_workers_lease_runs_out_soon_though_the_clock_was_set_back(
    store: Store, settings: Settings, pass_time: Callable[[float], None]
) -> None:
    statement = examples.register(store)
    examples.lease(store, statement)
    pass_time(-HOUR)
    assert store.work.sweep() == NOTHING
    pass_time(settings.lease_seconds + 0.1)
    assert store.work.sweep() == Swept(returned=1, quarantined=0)


def test_what_waits_for_its_next_attempt_is_due_though_the_clock_was_set_back(
    store: Store, pass_time: Callable[[float], None]
) -> None:
    statement = examples.register(store)
    lease = examples.lease(store, statement)
    store.work.try_again(lease, Cause.READER_DIED)
    pass_time(-HOUR)
    assert store.work.dispatchable("extract", 10) == []
    store.work.sweep()
    assert [row.statement_id for row in store.work.dispatchable("extract", 10)] == [statement.id]
    again = store.work.lease("extract", statement.id, "another")
    assert again is not None
    assert again.attempt == 2


def test_what_redis_forgot_is_dispatched_again_though_the_clock_was_set_back(
    store: Store, pass_time: Callable[[float], None]
) -> None:
    examples.register(store)
    store.work.mark_dispatched(store.work.dispatchable("extract", 10))
    pass_time(-HOUR)
    assert store.work.dispatchable("extract", 10) == []
    store.work.sweep()
    (row,) = store.work.dispatchable("extract", 10)
    assert row.seconds_since_dispatch is None


def test_times_that_are_no_further_than_they_are_set_stay(
    store: Store, settings: Settings, pass_time: Callable[[float], None]
) -> None:
    held = examples.lease(store, examples.register(store, "one"))
    waiting = examples.lease(store, examples.register(store, "two"))
    store.work.try_again(waiting, Cause.READER_DIED)

    def times() -> list[tuple[object, ...]]:
        query = select(work.c.lease_expires_at, work.c.not_before, work.c.dispatched_at)
        with store.database.reading() as connection:
            return [tuple(row) for row in connection.execute(query.order_by(work.c.id))]

    before = times()
    pass_time(-settings.lease_seconds / 4)
    assert store.work.sweep() == NOTHING
    assert times() == before
    assert store.work.renew([held]) == []
