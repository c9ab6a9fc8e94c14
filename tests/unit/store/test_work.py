"""Leases: who may settle what, for how long, in which order, and what happens when they run out."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from tests import examples
from worker.casefile import Priority, State
from worker.errors import LeaseLost
from worker.settings import Settings
from worker.store.leases import Lease
from worker.store.retries import WORDS, Cause
from worker.store.store import Store
from worker.store.work import Swept, Work


def _hold(store: Store, lease: Lease) -> bool:
    """Whether the lease still gives the right to settle."""
    try:
        store.settlement.extracted(lease, key="k" * 64, body={}, characters=0)
    except LeaseLost:
        return False
    return True


def test_only_one_may_hold_it(store: Store) -> None:
    statement = examples.register(store)
    with ThreadPoolExecutor(16) as pool:
        leases = list(
            pool.map(lambda n: store.work.lease("extract", statement.id, f"reader {n}"), range(16))
        )
    held = [lease for lease in leases if lease is not None]
    assert len(held) == 1
    assert held[0].attempt == 1
    assert store.statements.get(statement.id).state is State.EXTRACTING


def test_a_stage_that_was_not_promised_cannot_be_leased(store: Store) -> None:
    statement = examples.register(store)
    assert store.work.lease("analyse", statement.id, "analyst") is None
    assert store.work.lease("extract", "0" * 32, "reader") is None


def test_a_settled_stage_cannot_be_leased_again(store: Store) -> None:
    statement = examples.extract(store, "done")
    assert store.work.lease("extract", statement.id, "reader") is None


def test_a_lease_that_is_renewed_lasts(store: Store, pass_time: Callable[[float], None]) -> None:
    lease = examples.lease(store, examples.register(store))
    for _ in range(5):
        pass_time(0.8)
        assert store.work.renew([lease]) == []
        assert store.work.sweep() == Swept(returned=0, quarantined=0)
    assert _hold(store, lease)


def test_a_lease_that_runs_out_goes_back(store: Store, pass_time: Callable[[float], None]) -> None:
    statement = examples.register(store)
    lost = examples.lease(store, statement)
    pass_time(1.5)
    assert store.work.sweep() == Swept(returned=1, quarantined=0)
    assert store.statements.get(statement.id).state is State.RECEIVED
    assert store.work.lease("extract", statement.id, "another") is None
    pass_time(1.0)
    again = store.work.lease("extract", statement.id, "another")
    assert again is not None
    assert again.attempt == 2
    assert not _hold(store, lost)
    assert _hold(store, again)


def test_renewing_a_lost_lease_does_not_bring_it_back(
    store: Store, pass_time: Callable[[float], None]
) -> None:
    statement = examples.register(store)
    lost = examples.lease(store, statement)
    pass_time(1.5)
    store.work.sweep()
    pass_time(1.0)
    assert store.work.renew([lost]) == [lost]
    assert store.work.lease("extract", statement.id, "another") is not None
    assert not _hold(store, lost)


def test_the_same_holder_does_not_regain_an_earlier_attempt(
    store: Store, pass_time: Callable[[float], None]
) -> None:
    statement = examples.register(store)
    earlier = examples.lease(store, statement, "reader")
    pass_time(1.5)
    store.work.sweep()
    pass_time(1.0)
    later = examples.lease(store, statement, "reader")
    assert not _hold(store, earlier)
    assert _hold(store, later)


def test_work_that_keeps_breaking_off_is_set_aside(
    store: Store, settings: Settings, pass_time: Callable[[float], None]
) -> None:
    statement = examples.register(store)
    swept = []
    for _ in range(settings.max_attempts):
        examples.lease(store, statement)
        pass_time(1.5)
        swept.append(store.work.sweep())
        pass_time(5.0)
    assert [s.quarantined for s in swept] == [0, 0, 1]
    aside = store.statements.get(statement.id)
    assert aside.state is State.QUARANTINED
    assert aside.failure is not None
    assert aside.failure.reason == "lease_ran_out"
    assert "3 times" in aside.failure.message
    assert store.work.lease("extract", statement.id, "reader") is None
    assert store.work.dispatchable("extract", 10) == []
    assert store.events.history(statement.id)[-1].action == "quarantined"


def test_many_sweeps_at_once_return_a_lease_once(
    store: Store, pass_time: Callable[[float], None]
) -> None:
    statement = examples.register(store)
    examples.lease(store, statement)
    pass_time(1.5)
    with ThreadPoolExecutor(8) as pool:
        swept = list(pool.map(lambda _: store.work.sweep(), range(8)))
    assert sum(s.returned for s in swept) == 1
    actions = [event.action for event in store.events.history(statement.id)]
    assert actions == ["received", "extract started", "extract returned"]


def test_giving_back_does_not_count_as_an_attempt(store: Store) -> None:
    statement = examples.register(store)
    for _ in range(10):
        lease = examples.lease(store, statement)
        assert lease.attempt == 1
        store.work.give_back(lease, "told to stop")
    assert store.statements.get(statement.id).state is State.RECEIVED


def test_an_outage_is_waited_out_longer_each_time_and_never_counts(
    store: Store, pass_time: Callable[[float], None]
) -> None:
    statement = examples.register(store)
    for seconds in (1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0):
        lease = examples.lease(store, statement)
        assert lease.attempt == 1
        store.work.put_off(lease, "OperationalError")
        pass_time(seconds - 0.5)
        assert store.work.dispatchable("extract", 1) == []
        pass_time(0.5)
    assert store.statements.get(statement.id).state is State.RECEIVED


def test_what_crashes_waits_longer_each_time(
    store: Store, settings: Settings, pass_time: Callable[[float], None]
) -> None:
    patient = Work(store.database, lease_seconds=settings.lease_seconds, max_attempts=9)
    statement = examples.register(store)
    for seconds in (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0):
        patient.try_again(examples.lease(store, statement), Cause.READER_DIED)
        pass_time(seconds - 0.5)
        assert store.work.dispatchable("extract", 1) == []
        pass_time(0.5)
    assert examples.lease(store, statement).attempt == 9


@pytest.mark.parametrize("cause", list(Cause))
def test_every_cause_is_a_reason_code_with_its_own_words(store: Store, cause: Cause) -> None:
    statement = examples.register(store)
    impatient = Work(store.database, lease_seconds=60.0, max_attempts=1)
    impatient.try_again(examples.lease(store, statement), cause)
    aside = store.statements.get(statement.id)
    assert aside.failure is not None
    assert (aside.state, aside.failure.reason) == (State.QUARANTINED, cause.value)
    assert WORDS[cause] in aside.failure.message


def test_trying_again_waits_and_counts(store: Store, pass_time: Callable[[float], None]) -> None:
    statement = examples.register(store)
    lease = examples.lease(store, statement)
    store.work.try_again(lease, Cause.READING_BROKE_OFF, "OSError", after_seconds=5.0)
    assert store.work.lease("extract", statement.id, "reader") is None
    assert store.work.dispatchable("extract", 10) == []
    pass_time(5.1)
    assert [row.attempt for row in store.work.dispatchable("extract", 10)] == [1]
    again = examples.lease(store, statement)
    assert again.attempt == 2


def test_trying_again_too_often_sets_it_aside(store: Store, settings: Settings) -> None:
    statement = examples.register(store)
    for _ in range(settings.max_attempts):
        store.work.try_again(
            examples.lease(store, statement), Cause.READING_BROKE_OFF, "OSError", after_seconds=0.0
        )
    aside = store.statements.get(statement.id)
    assert aside.state is State.QUARANTINED
    assert aside.failure is not None
    assert aside.failure.reason == "reading_broke_off"
    assert "OSError" in aside.failure.message


@pytest.mark.parametrize("settled", [True, False])
def test_trying_again_what_is_settled_or_lost_does_nothing(store: Store, settled: bool) -> None:
    statement = examples.register(store)
    lease = examples.lease(store, statement)
    if settled:
        store.settlement.extracted(lease, key="k" * 64, body={}, characters=0)
    else:
        store.work.give_back(lease, "told to stop")
        examples.lease(store, statement, "another")
    before = store.statements.get(statement.id), store.events.history(statement.id)
    store.work.try_again(lease, Cause.READING_BROKE_OFF, "OSError", after_seconds=0.0)
    store.work.try_again(
        replace(lease, attempt=3), Cause.READING_BROKE_OFF, "OSError", after_seconds=0.0
    )
    store.work.give_back(lease, "told to stop")
    assert (store.statements.get(statement.id), store.events.history(statement.id)) == before


def test_urgent_work_is_due_first_and_then_the_oldest(store: Store) -> None:
    backlog = [examples.register(store, f"b{n}", priority=Priority.BACKLOG) for n in range(3)]
    urgent = [examples.register(store, f"u{n}") for n in range(2)]
    due = [row.statement_id for row in store.work.dispatchable("extract", 4)]
    assert due == [s.id for s in (*urgent, *backlog)][:4]


def test_a_batch_keeps_to_its_token_budget_in_order(store: Store) -> None:
    names = ("a", "b", "c", "d")
    waiting = [examples.extract(store, name, characters=400) for name in names]
    batch = store.work.lease_waiting("analyse", "analyst", tokens=250)
    assert [lease.statement_id for lease in batch] == [s.id for s in waiting[:2]]
    rest = store.work.lease_waiting("analyse", "analyst", tokens=10_000)
    assert [lease.statement_id for lease in rest] == [s.id for s in waiting[2:]]
    assert store.work.lease_waiting("analyse", "analyst", tokens=10_000) == []


def test_a_batch_takes_urgent_work_first(store: Store) -> None:
    examples.extract(store, "backlog", characters=400, priority=Priority.BACKLOG)
    urgent = examples.extract(store, "urgent", characters=400)
    batch = store.work.lease_waiting("analyse", "analyst", tokens=100)
    assert [lease.statement_id for lease in batch] == [urgent.id]


def test_a_batch_leaves_out_what_failed_before(store: Store) -> None:
    bad, good = examples.extract(store, "bad"), examples.extract(store, "good")
    lease = store.work.lease("analyse", bad.id, "analyst")
    assert lease is not None
    store.work.try_again(lease, Cause.ANALYSIS_BROKE_OFF, "MemoryError", after_seconds=0.0)
    batch = store.work.lease_waiting("analyse", "analyst", tokens=10_000)
    assert [lease.statement_id for lease in batch] == [good.id]
    alone = store.work.lease("analyse", bad.id, "analyst")
    assert alone is not None
    assert alone.attempt == 2


def test_a_batch_takes_what_was_given_back_undone(store: Store) -> None:
    statement = examples.extract(store, "undone")
    lease = store.work.lease("analyse", statement.id, "analyst")
    assert lease is not None
    store.work.give_back(lease, "told to stop")
    assert store.statements.get(statement.id).state is State.EXTRACTED
    batch = store.work.lease_waiting("analyse", "analyst", tokens=10_000)
    assert [taken.statement_id for taken in batch] == [statement.id]


def test_two_analysts_never_take_the_same_statement(store: Store) -> None:
    waiting = [examples.extract(store, f"s{n}", characters=40) for n in range(20)]
    with ThreadPoolExecutor(4) as pool:
        batches = list(
            pool.map(
                lambda n: store.work.lease_waiting("analyse", f"analyst {n}", tokens=60),
                range(4),
            )
        )
    taken = [lease.statement_id for batch in batches for lease in batch]
    assert len(taken) == len(set(taken))
    assert set(taken) <= {statement.id for statement in waiting}
    assert taken


def test_real_time_runs_leases_out(store: Store) -> None:
    # Long enough that a busy machine does not pass over all of it between two lines.
    patient = Work(store.database, lease_seconds=5.0, max_attempts=3)
    statement = examples.register(store)
    assert patient.lease("extract", statement.id, "reader") is not None
    assert patient.sweep().returned == 0
    time.sleep(5.1)
    assert patient.sweep().returned == 1
