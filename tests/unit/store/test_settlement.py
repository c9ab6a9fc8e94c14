"""The final transactions: all or nothing, and only for the attempt that still holds the work."""

from collections.abc import Callable

import pytest
from sqlalchemy.exc import DBAPIError

from tests import examples
from worker.casefile import State
from worker.errors import LeaseLost
from worker.settings import Settings
from worker.store import events
from worker.store.leases import Lease
from worker.store.store import Store


def _analysis_lease(store: Store) -> Lease:
    statement = examples.extract(store, "owusu-reid")
    lease = store.work.lease("analyse", statement.id, "analyst")
    assert lease is not None
    return lease


def test_a_reading_is_kept_with_its_analysis_promised(store: Store) -> None:
    statement = examples.extract(store, "owusu-reid")
    assert store.statements.get(statement.id).state is State.EXTRACTED
    assert store.documents.latest(statement.id) == {"text": "owusu-reid"}
    assert store.work.counts() == {("extract", "done"): 1, ("analyse", "waiting"): 1}


def test_analysis_inherits_the_priority_of_the_upload(store: Store) -> None:
    statement = examples.extract(store, "slow", priority=50)
    lease = store.work.lease("analyse", statement.id, "analyst")
    assert lease is not None
    assert lease.priority == 50


def test_a_record_is_kept_and_handed_to_people(store: Store, settings: Settings) -> None:
    lease = _analysis_lease(store)
    made = examples.record(settings, lease.statement_id)
    assert store.settlement.analysed(lease, key="k" * 64, record=made) == 1
    statement = store.statements.get(lease.statement_id)
    assert (statement.state, statement.version) == (State.NEEDS_REVIEW, 1)
    assert statement.state.settled
    assert store.records.latest(statement.id) == made
    assert store.work.counts() == {("extract", "done"): 1, ("analyse", "done"): 1}
    assert [event.action for event in store.events.history(statement.id)] == [
        "received",
        "extract started",
        "extracted",
        "analyse started",
        "analysed",
    ]


def test_a_failure_is_kept_with_its_reason(store: Store, settings: Settings) -> None:
    lease = examples.lease(store, examples.register(store))
    failure = examples.failure()
    version = store.settlement.failed(
        lease,
        key="k" * 64,
        record=examples.failed_record(settings, lease.statement_id),
        failure=failure,
    )
    statement = store.statements.get(lease.statement_id)
    assert (statement.state, statement.failure, statement.version) == (
        State.FAILED,
        failure,
        version,
    )
    kept = store.records.latest(statement.id)
    assert kept is not None
    assert (kept.status, kept.failure) == ("failed", failure)
    assert store.work.counts() == {("extract", "failed"): 1}


def _settle_reading(store: Store, lease: Lease, _settings: Settings) -> None:
    store.settlement.extracted(lease, key="k" * 64, body={"text": "late"}, characters=4)


def _settle_analysis(store: Store, lease: Lease, settings: Settings) -> None:
    made = examples.record(settings, lease.statement_id)
    store.settlement.analysed(lease, key="k" * 64, record=made)


def _settle_failure(store: Store, lease: Lease, settings: Settings) -> None:
    made = examples.failed_record(settings, lease.statement_id)
    store.settlement.failed(lease, key="k" * 64, record=made, failure=examples.failure())


@pytest.mark.parametrize("settle", [_settle_reading, _settle_analysis, _settle_failure])
def test_a_lost_lease_throws_everything_away(
    store: Store,
    settings: Settings,
    settle: Callable[[Store, Lease, Settings], None],
) -> None:
    lost = (
        _analysis_lease(store)
        if settle is _settle_analysis
        else examples.lease(store, examples.register(store))
    )
    store.work.give_back(lost, "told to stop")
    held = store.work.lease(lost.stage, lost.statement_id, "somebody else")
    assert held is not None
    before = _everything(store, lost.statement_id)
    with pytest.raises(LeaseLost):
        settle(store, lost, settings)
    assert _everything(store, lost.statement_id) == before


@pytest.mark.parametrize("settle", [_settle_reading, _settle_analysis, _settle_failure])
def test_settling_twice_takes_effect_once(
    store: Store,
    settings: Settings,
    settle: Callable[[Store, Lease, Settings], None],
) -> None:
    lease = (
        _analysis_lease(store)
        if settle is _settle_analysis
        else examples.lease(store, examples.register(store))
    )
    settle(store, lease, settings)
    before = _everything(store, lease.statement_id)
    with pytest.raises(LeaseLost):
        settle(store, lease, settings)
    assert _everything(store, lease.statement_id) == before


@pytest.mark.parametrize("settle", [_settle_reading, _settle_analysis, _settle_failure])
def test_a_settlement_that_breaks_off_at_its_last_step_leaves_nothing(
    store: Store,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    settle: Callable[[Store, Lease, Settings], None],
) -> None:
    lease = (
        _analysis_lease(store)
        if settle is _settle_analysis
        else examples.lease(store, examples.register(store))
    )
    before = _everything(store, lease.statement_id)

    def break_off(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(events, "add", break_off)
    with pytest.raises(ZeroDivisionError):
        settle(store, lease, settings)
    assert _everything(store, lease.statement_id) == before


def test_a_database_error_quotes_no_statement_text(store: Store) -> None:
    lease = examples.lease(store, examples.register(store))
    with store.database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE documents RENAME COLUMN created_at TO gone")
    with pytest.raises(DBAPIError) as caught:
        store.settlement.extracted(
            lease, key="k" * 64, body={"text": "what the witness said"}, characters=21
        )
    assert "what the witness said" not in str(caught.value)


def _everything(store: Store, statement_id: str) -> tuple[object, ...]:
    return (
        store.statements.get(statement_id),
        store.documents.latest(statement_id),
        store.records.versions(statement_id),
        store.work.counts(),
        store.events.history(statement_id),
    )
