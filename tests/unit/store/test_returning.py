"""What is done again goes back to what it was, where nothing better comes of it."""

from dataclasses import replace

import pytest

from tests import examples
from tests.unit.store import done_again
from tests.unit.store.done_again import GOOD, RUN
from worker.casefile import Failure, Priority, Stage, State, Statement
from worker.errors import LeaseLost, NotInHand
from worker.settings import Settings
from worker.store import returning
from worker.store.retries import Cause
from worker.store.statements import set_state
from worker.store.store import Store
from worker.store.work import Work


@pytest.mark.parametrize("state", GOOD)
def test_the_same_record_adds_no_version_and_what_people_decided_stands(
    store: Store, settings: Settings, state: State
) -> None:
    statement = done_again.reviewed(store, settings, state=state)
    record = examples.record(settings, statement.id)
    done_again.put_back(store, statement)
    done_again.read(store, statement, key="reviewed")
    assert store.work.dispatchable("analyse", 9)[0].statement_id == statement.id
    lease = store.work.lease("analyse", statement.id, "analyst")
    assert lease is not None
    assert lease.priority == Priority.BACKLOG
    assert store.settlement.analysed(lease, key=examples.key_of("reviewed"), record=record) == 1
    again = store.statements.get(statement.id)
    assert (again.state, again.version) == (state, 1)
    assert store.records.versions(statement.id) == [1]
    member = done_again.member(store)
    assert (member.outcome, member.detail) == ("analysed", "version 1")
    assert store.complete().sound


@pytest.mark.parametrize("state", [*GOOD, State.FAILED])
def test_another_record_is_a_new_version_that_people_have_to_see(
    store: Store, settings: Settings, state: State
) -> None:
    if state is State.FAILED:
        statement = done_again.failed(store, settings)
    else:
        statement = done_again.reviewed(store, settings, state=state)
    done_again.put_back(store, statement)
    assert store.statements.get(statement.id).failure is None
    done_again.read(store, statement, key="anew")
    assert done_again.analyse(store, examples.record(settings, statement.id), key="anew") == 2
    again = store.statements.get(statement.id)
    assert (again.state, again.version) == (State.NEEDS_REVIEW, 2)
    assert done_again.member(store).before.version == 1
    assert store.complete().sound


@pytest.mark.parametrize("state", GOOD)
@pytest.mark.parametrize("stage", ["extract", "analyse"])
def test_a_failure_takes_no_good_record_away_and_is_named(
    store: Store, settings: Settings, state: State, stage: Stage
) -> None:
    statement = done_again.reviewed(store, settings, state=state)
    before = store.records.latest(statement.id)
    done_again.put_back(store, statement, stage=stage)
    lease = store.work.lease(stage, statement.id, "worker")
    assert lease is not None
    failure = Failure(stage=stage, reason="took_too_long", message="It took too long.")
    record = replace(examples.failed_record(settings, statement.id), failure=failure)
    assert store.settlement.failed(lease, key="f" * 64, record=record, failure=failure) == 1
    after = store.statements.get(statement.id)
    assert (after.state, after.version, after.failure) == (state, 1, None)
    assert store.records.latest(statement.id) == before
    member = done_again.member(store)
    assert member.outcome == "not reprocessed"
    assert member.detail == "took_too_long: It took too long."
    assert store.reprocessing.in_hand(RUN) == 0
    assert store.complete().sound
    # And it can be tried again.
    assert done_again.put_back(store, statement, run="1" * 8) == [statement.id]


@pytest.mark.parametrize("state", GOOD)
def test_work_that_breaks_off_each_time_takes_no_good_record_away_either(
    store: Store, settings: Settings, state: State
) -> None:
    statement = done_again.reviewed(store, settings, state=state)
    done_again.put_back(store, statement)
    impatient = Work(store.database, lease_seconds=60.0, max_attempts=1)
    impatient.try_again(examples.lease(store, statement), Cause.READER_DIED, "MemoryError")
    after = store.statements.get(statement.id)
    assert (after.state, after.version, after.failure) == (state, 1, None)
    member = done_again.member(store)
    assert member.outcome == "not reprocessed"
    assert member.detail == "after 1 attempt: reader_died (MemoryError)"
    assert store.complete().sound


def test_what_was_done_before_it_was_put_back_is_no_progress(
    store: Store, settings: Settings
) -> None:
    first, _earlier = (done_again.reviewed(store, settings, name) for name in ("one", "two"))
    done_again.put_back(store, first)
    during = done_again.reviewed(store, settings, "three")
    progress = store.statements.in_progress()
    assert (progress.in_hand, progress.settled) == (1, 1)
    assert store.statements.in_progress(case_ref=during.case_ref) == progress


def test_an_attempt_that_breaks_off_is_tried_again(store: Store, settings: Settings) -> None:
    statement = done_again.reviewed(store, settings)
    done_again.put_back(store, statement)
    lease = examples.lease(store, statement)
    store.work.try_again(lease, Cause.WORKER_DIED, after_seconds=0.0)
    assert store.statements.get(statement.id).state is State.RECEIVED
    assert done_again.member(store).outcome is None
    with pytest.raises(LeaseLost):
        store.settlement.extracted(lease, key="k" * 64, body={}, characters=0)
    assert store.complete().sound


def test_what_failed_before_and_fails_again_is_failed_as_ever(
    store: Store, settings: Settings
) -> None:
    statement = done_again.failed(store, settings)
    done_again.put_back(store, statement)
    assert done_again.fail(store, settings, statement, key="failed") == 1
    after = store.statements.get(statement.id)
    assert (after.state, after.version) == (State.FAILED, 1)
    assert after.failure == examples.failure()
    assert (done_again.member(store).outcome, done_again.member(store).detail) == (
        "failed",
        "encrypted",
    )
    other = done_again.failed(store, settings, "other")
    done_again.put_back(store, other, run="1" * 8)
    impatient = Work(store.database, lease_seconds=60.0, max_attempts=1)
    impatient.try_again(examples.lease(store, other), Cause.READER_DIED)
    assert store.statements.get(other.id).state is State.QUARANTINED
    assert done_again.member(store, "1" * 8).outcome == "quarantined"
    assert store.complete().sound


def test_only_a_run_s_own_work_goes_back_to_what_was(store: Store, settings: Settings) -> None:
    # Put back by a run, done; failed at a later time for another reason: that is not the run's.
    statement = done_again.failed(store, settings)
    done_again.put_back(store, statement)
    done_again.fail(store, settings, statement, key="again")
    store.interventions.release(statement.id, who="jo")
    assert returning_of(store, statement) is None
    store.interventions.cancel(statement.id, who="jo")
    assert store.statements.get(statement.id).state is State.CANCELLED
    assert store.complete().sound


def returning_of(store: Store, statement: Statement) -> returning.Origin | None:
    with store.database.reading() as connection:
        return returning.origin(connection, statement.id)


@pytest.mark.parametrize("state", [*GOOD, State.FAILED])
@pytest.mark.parametrize("held", [False, True])
def test_what_is_stopped_stands_as_it_did(
    store: Store, settings: Settings, state: State, held: bool
) -> None:
    make = done_again.failed if state is State.FAILED else done_again.reviewed
    statement = make(store, settings)
    if state not in {State.FAILED, State.NEEDS_REVIEW}:
        with store.database.writing() as connection:
            set_state(connection, statement.id, state, store.database.now(connection))
    before = store.statements.get(statement.id)
    done_again.put_back(store, statement)
    lease = examples.lease(store, statement) if held else None
    assert store.interventions.leave_undone(statement.id, run=RUN, who="jo", why="too late")
    after = store.statements.get(statement.id)
    assert (after.state, after.version, after.failure) == (state, 1, before.failure)
    assert (done_again.member(store).outcome, done_again.member(store).detail) == (
        "reprocessing stopped",
        "too late",
    )
    assert store.work.dispatchable("extract", 9) == []
    if lease:
        with pytest.raises(LeaseLost):
            store.settlement.extracted(lease, key="k" * 64, body={}, characters=0)
    with pytest.raises(NotInHand):
        store.interventions.cancel(statement.id, who="jo")
    assert not store.interventions.leave_undone(statement.id, run=RUN, who="jo")
    assert store.complete().sound


@pytest.mark.parametrize("by", ["another run", "a person", "nobody yet"])
def test_only_what_a_run_has_in_hand_is_left_undone_by_it(
    store: Store, settings: Settings, by: str
) -> None:
    statement = done_again.failed(store, settings)
    if by == "nobody yet":
        statement = examples.register(store, "never done")
    else:
        done_again.put_back(store, statement)
        done_again.fail(store, settings, statement, key="again")
    if by == "another run":
        done_again.put_back(store, statement, run="1" * 8)
    elif by == "a person":
        store.interventions.release(statement.id, who="ann")
    before = (store.statements.get(statement.id), store.events.history(statement.id))
    assert not store.interventions.leave_undone(statement.id, run=RUN, who="jo")
    assert (store.statements.get(statement.id), store.events.history(statement.id)) == before
    assert [each.statement_id for each in store.work.dispatchable("extract", 9)] == [statement.id]
    assert store.complete().sound


@pytest.mark.parametrize(
    "detail", ["", "it was failed: the disk was full", "run 12: it was failed, version 1; x"]
)
def test_the_detail_of_another_event_is_no_origin(detail: str) -> None:
    assert returning.parsed(detail) is None


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("version", [None, 1, 120])
def test_an_origin_is_read_as_it_was_told(state: State, version: int | None) -> None:
    origin = returning.Origin(run=RUN, state=state, version=version)
    why = "run 1: it was failed, version 9; made by Deponent 0.1.0, now 0.2.0"
    assert returning.parsed(returning.told(origin, why)) == origin
