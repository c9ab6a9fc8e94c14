"""Doing statements again: nothing good is taken away, nothing is doubled, all of it adds up."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from tests import examples
from worker.casefile import Failure, Priority, Stage, State, Statement
from worker.errors import LeaseLost, NotInHand, NotReleasable
from worker.record import CaseRecord
from worker.settings import Settings
from worker.store import documents, returning
from worker.store.enclosures import Enclosed
from worker.store.reprocessing import Again, Kept, Member
from worker.store.retries import Cause
from worker.store.statements import set_state
from worker.store.store import Store
from worker.store.work import Work

RUN = "0f8e77ab"
GOOD = (State.NEEDS_REVIEW, State.APPROVED, State.RETURNED)


def _reviewed(
    store: Store, settings: Settings, name: str = "reviewed", state: State = State.NEEDS_REVIEW
) -> Statement:
    statement = examples.extract(store, name)
    _analyse(store, examples.record(settings, statement.id), key=name)
    if state is not State.NEEDS_REVIEW:
        with store.database.writing() as connection:
            set_state(connection, statement.id, state, store.database.now(connection))
    return store.statements.get(statement.id)


def _failed(store: Store, settings: Settings, name: str = "failed") -> Statement:
    statement = examples.register(store, name)
    _fail(store, settings, statement, key=name)
    return store.statements.get(statement.id)


def _analyse(store: Store, record: CaseRecord, *, key: str) -> int:
    lease = store.work.lease("analyse", record.statement_id, "analyst")
    assert lease is not None
    return store.settlement.analysed(lease, key=examples.key_of(key), record=record)


def _read(store: Store, statement: Statement, *, key: str) -> None:
    lease = examples.lease(store, statement)
    store.settlement.extracted(lease, key=examples.key_of(key), body={"text": key}, characters=9)


def _fail(store: Store, settings: Settings, statement: Statement, *, key: str) -> int:
    return store.settlement.failed(
        examples.lease(store, statement),
        key=examples.key_of(key),
        record=examples.failed_record(settings, statement.id),
        failure=examples.failure(),
    )


def _kept(store: Store, *statements: Statement) -> list[Kept]:
    return list(store.reprocessing.kept(ids=[each.id for each in statements]))


def _put_back(
    store: Store, *statements: Statement, stage: Stage = "extract", run: str = RUN
) -> list[str]:
    chosen = [
        Again(kept=each, stage=stage, why="other models") for each in _kept(store, *statements)
    ]
    return store.reprocessing.put_back(chosen, run=run, who="jo")


def _member(store: Store, run: str = RUN) -> Member:
    [member] = store.reprocessing.members(run)
    return member


def _actions(store: Store, statement: Statement) -> list[str]:
    return [each.action for each in store.events.history(statement.id)]


@pytest.mark.parametrize("state", GOOD)
@pytest.mark.parametrize("stage", ["extract", "analyse"])
def test_it_waits_behind_everything_and_its_record_is_shown_meanwhile(
    store: Store, settings: Settings, state: State, stage: Stage
) -> None:
    statement = _reviewed(store, settings, state=state)
    assert _put_back(store, statement, stage=stage) == [statement.id]
    late = examples.extract(store, "late") if stage == "analyse" else examples.register(store)
    now = store.statements.get(statement.id)
    assert now.state is (State.RECEIVED if stage == "extract" else State.EXTRACTED)
    assert (now.version, now.failure, now.priority) == (1, None, Priority.INTERACTIVE)
    waiting = [each.statement_id for each in store.work.dispatchable(stage, 9)]
    assert waiting == [late.id, statement.id]
    last = store.events.history(statement.id)[-1]
    assert (last.actor, last.action) == ("jo", "reprocessed")
    was = state.replace("_", " ")
    assert last.detail == f"run {RUN}: it was {was}, version 1; other models"
    assert (store.reprocessing.in_hand(RUN), store.reprocessing.latest_run()) == (1, RUN)
    assert store.complete().sound


@pytest.mark.parametrize("state", GOOD)
def test_the_same_record_adds_no_version_and_what_people_decided_stands(
    store: Store, settings: Settings, state: State
) -> None:
    statement = _reviewed(store, settings, state=state)
    record = examples.record(settings, statement.id)
    _put_back(store, statement)
    _read(store, statement, key="reviewed")
    assert store.work.dispatchable("analyse", 9)[0].statement_id == statement.id
    lease = store.work.lease("analyse", statement.id, "analyst")
    assert lease is not None
    assert lease.priority == Priority.BACKLOG
    assert store.settlement.analysed(lease, key=examples.key_of("reviewed"), record=record) == 1
    again = store.statements.get(statement.id)
    assert (again.state, again.version) == (state, 1)
    assert store.records.versions(statement.id) == [1]
    member = _member(store)
    assert (member.outcome, member.detail) == ("analysed", "version 1")
    assert store.complete().sound


@pytest.mark.parametrize("state", [*GOOD, State.FAILED])
def test_another_record_is_a_new_version_that_people_have_to_see(
    store: Store, settings: Settings, state: State
) -> None:
    if state is State.FAILED:
        statement = _failed(store, settings)
    else:
        statement = _reviewed(store, settings, state=state)
    _put_back(store, statement)
    assert store.statements.get(statement.id).failure is None
    _read(store, statement, key="anew")
    assert _analyse(store, examples.record(settings, statement.id), key="anew") == 2
    again = store.statements.get(statement.id)
    assert (again.state, again.version) == (State.NEEDS_REVIEW, 2)
    assert _member(store).before.version == 1
    assert store.complete().sound


@pytest.mark.parametrize("state", GOOD)
@pytest.mark.parametrize("stage", ["extract", "analyse"])
def test_a_failure_takes_no_good_record_away_and_is_named(
    store: Store, settings: Settings, state: State, stage: Stage
) -> None:
    statement = _reviewed(store, settings, state=state)
    before = store.records.latest(statement.id)
    _put_back(store, statement, stage=stage)
    lease = store.work.lease(stage, statement.id, "worker")
    assert lease is not None
    failure = Failure(stage=stage, reason="took_too_long", message="It took too long.")
    record = replace(examples.failed_record(settings, statement.id), failure=failure)
    assert store.settlement.failed(lease, key="f" * 64, record=record, failure=failure) == 1
    after = store.statements.get(statement.id)
    assert (after.state, after.version, after.failure) == (state, 1, None)
    assert store.records.latest(statement.id) == before
    member = _member(store)
    assert member.outcome == "not reprocessed"
    assert member.detail == "took_too_long: It took too long."
    assert store.reprocessing.in_hand(RUN) == 0
    assert store.complete().sound
    # And it can be tried again.
    assert _put_back(store, statement, run="1" * 8) == [statement.id]


@pytest.mark.parametrize("state", GOOD)
def test_work_that_breaks_off_each_time_takes_no_good_record_away_either(
    store: Store, settings: Settings, state: State
) -> None:
    statement = _reviewed(store, settings, state=state)
    _put_back(store, statement)
    impatient = Work(store.database, lease_seconds=60.0, max_attempts=1)
    impatient.try_again(examples.lease(store, statement), Cause.READER_DIED, "MemoryError")
    after = store.statements.get(statement.id)
    assert (after.state, after.version, after.failure) == (state, 1, None)
    member = _member(store)
    assert member.outcome == "not reprocessed"
    assert member.detail == "after 1 attempt: reader_died (MemoryError)"
    assert store.complete().sound


def test_an_attempt_that_breaks_off_is_tried_again(store: Store, settings: Settings) -> None:
    statement = _reviewed(store, settings)
    _put_back(store, statement)
    lease = examples.lease(store, statement)
    store.work.try_again(lease, Cause.WORKER_DIED, after_seconds=0.0)
    assert store.statements.get(statement.id).state is State.RECEIVED
    assert _member(store).outcome is None
    with pytest.raises(LeaseLost):
        store.settlement.extracted(lease, key="k" * 64, body={}, characters=0)
    assert store.complete().sound


def test_what_failed_before_and_fails_again_is_failed_as_ever(
    store: Store, settings: Settings
) -> None:
    statement = _failed(store, settings)
    _put_back(store, statement)
    assert _fail(store, settings, statement, key="failed") == 1
    after = store.statements.get(statement.id)
    assert (after.state, after.version) == (State.FAILED, 1)
    assert after.failure == examples.failure()
    assert (_member(store).outcome, _member(store).detail) == ("failed", "encrypted")
    other = _failed(store, settings, "other")
    _put_back(store, other, run="1" * 8)
    impatient = Work(store.database, lease_seconds=60.0, max_attempts=1)
    impatient.try_again(examples.lease(store, other), Cause.READER_DIED)
    assert store.statements.get(other.id).state is State.QUARANTINED
    assert _member(store, "1" * 8).outcome == "quarantined"
    assert store.complete().sound


def test_only_a_run_s_own_work_goes_back_to_what_was(store: Store, settings: Settings) -> None:
    # Put back by a run, done; failed at a later time for another reason: that is not the run's.
    statement = _failed(store, settings)
    _put_back(store, statement)
    _fail(store, settings, statement, key="again")
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
    make = _failed if state is State.FAILED else _reviewed
    statement = make(store, settings)
    if state not in {State.FAILED, State.NEEDS_REVIEW}:
        with store.database.writing() as connection:
            set_state(connection, statement.id, state, store.database.now(connection))
    before = store.statements.get(statement.id)
    _put_back(store, statement)
    lease = examples.lease(store, statement) if held else None
    ended = store.interventions.cancel(statement.id, who="jo", why="too late", alone=True)
    assert ended == [statement.id]
    after = store.statements.get(statement.id)
    assert (after.state, after.version, after.failure) == (state, 1, before.failure)
    assert (_member(store).outcome, _member(store).detail) == ("reprocessing stopped", "too late")
    assert store.work.dispatchable("extract", 9) == []
    if lease:
        with pytest.raises(LeaseLost):
            store.settlement.extracted(lease, key="k" * 64, body={}, characters=0)
    with pytest.raises(NotInHand):
        store.interventions.cancel(statement.id, who="jo")
    assert store.complete().sound


def _waiting(store: Store, settings: Settings) -> Statement:
    return examples.register(store)


def _cancelled(store: Store, settings: Settings) -> Statement:
    statement = examples.register(store)
    store.interventions.cancel(statement.id, who="jo")
    return store.statements.get(statement.id)


def _quarantined(store: Store, settings: Settings) -> Statement:
    statement = examples.register(store)
    impatient = Work(store.database, lease_seconds=60.0, max_attempts=1)
    impatient.try_again(examples.lease(store, statement), Cause.READER_DIED)
    return store.statements.get(statement.id)


@pytest.mark.parametrize("make", [_waiting, _cancelled, _quarantined])
def test_what_is_in_hand_or_was_set_aside_is_left_alone(
    store: Store, settings: Settings, make: Callable[[Store, Settings], Statement]
) -> None:
    statement = make(store, settings)
    before = (store.statements.get(statement.id), _actions(store, statement))
    assert _put_back(store, statement) == []
    assert (store.statements.get(statement.id), _actions(store, statement)) == before
    assert store.reprocessing.members(RUN) == []
    assert store.reprocessing.latest_run() is None


def test_what_moved_on_since_it_was_looked_at_is_left_alone(
    store: Store, settings: Settings
) -> None:
    one, two = _reviewed(store, settings, "one"), _failed(store, settings, "two")
    seen = [
        Again(kept=each, stage="extract", why="other models") for each in _kept(store, one, two)
    ]
    assert store.reprocessing.put_back(seen, run=RUN, who="jo") == [one.id, two.id]
    # The same command at the same time, and once more when all of it is done.
    assert store.reprocessing.put_back(seen, run="1" * 8, who="ann") == []
    _read(store, one, key="one")
    _analyse(store, examples.record(settings, one.id), key="one")
    _fail(store, settings, two, key="two")
    assert store.reprocessing.put_back(seen, run="1" * 8, who="ann") == []
    assert store.reprocessing.members("1" * 8) == []


def test_many_who_put_the_same_back_at_once_put_each_back_once(
    store: Store, settings: Settings
) -> None:
    several = [_reviewed(store, settings, f"statement {n}") for n in range(6)]
    chosen = [Again(kept=each, stage="extract", why="") for each in _kept(store, *several)]

    def put(number: int) -> list[str]:
        order = chosen if number % 2 else chosen[::-1]
        return store.reprocessing.put_back(order, run=f"{number:08}", who="jo")

    with ThreadPoolExecutor(4) as pool:
        put_back = [each for ids in pool.map(put, range(4)) for each in ids]
    assert len(put_back) == len(set(put_back))
    # What one of them passed by because another held it, that other has put back.
    assert {*put_back} == {each.id for each in several}
    assert store.work.counts()["extract", "waiting"] == len(several)
    assert store.complete().sound


def test_a_run_s_members_are_told_by_what_became_of_them_in_that_run(
    store: Store, settings: Settings
) -> None:
    one, two = _reviewed(store, settings, "one"), _reviewed(store, settings, "two")
    _put_back(store, one, two)
    _read(store, one, key="one")
    _analyse(store, examples.record(settings, one.id), key="anew")
    first, second = store.reprocessing.members(RUN)
    assert (first.outcome, first.detail, first.before.version) == ("analysed", "version 2", 1)
    assert (second.outcome, second.statement_id) == (None, two.id)
    # A later run of the same statement changes nothing in what became of the earlier one.
    _put_back(store, one, run="1" * 8)
    _fail(store, settings, one, key="broken")
    assert store.reprocessing.members(RUN) == [first, second]
    later = _member(store, "1" * 8)
    assert (later.outcome, later.before.version) == ("not reprocessed", 2)
    assert store.reprocessing.members("2" * 8) == []


def test_statements_are_found_by_case_state_and_time_a_page_at_a_time(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("worker.store.reprocessing._AT_ONCE", 2)
    monkeypatch.setattr("worker.store.reprocessing._IDS_AT_ONCE", 3)
    several = [_reviewed(store, settings, f"statement {n}") for n in range(5)]
    failed = _failed(store, settings)
    elsewhere = examples.register(store, "elsewhere", case_ref="01ZD1234526")
    every = [*several, failed, elsewhere]
    found = list(store.reprocessing.kept())
    assert [each.statement_id for each in found] == [each.id for each in every]
    assert [each.version for each in found] == [1, 1, 1, 1, 1, 1, None]
    first = found[0]
    assert first.made is not None
    assert first.made["reader"] == "example 1"
    assert first.made["schema"] == examples.record(settings).schema
    assert first.reading == examples.key_of("statement 0")
    assert (found[-1].made, found[-1].reading) == (None, None)
    assert {each.statement_id for each in _kept(store, *every)} == {each.id for each in every}
    of_case = store.reprocessing.kept(case_refs=["01ZD1234526"])
    assert [each.statement_id for each in of_case] == [elsewhere.id]
    in_state = store.reprocessing.kept(states=[State.FAILED])
    assert [each.statement_id for each in in_state] == [failed.id]
    at = several[2].received_at.timestamp()
    later = [each.statement_id for each in store.reprocessing.kept(received_from=at)]
    earlier = [each.statement_id for each in store.reprocessing.kept(received_before=at)]
    assert earlier + later == [each.id for each in every]
    assert several[2].id in later


def test_what_is_found_inside_a_file_that_is_read_again_waits_behind_others_too(
    store: Store, settings: Settings
) -> None:
    statement = _reviewed(store, settings)
    _put_back(store, statement)
    lease = examples.lease(store, statement)
    sha256, size = "5" * 64, 5
    found = Enclosed(filename="inside.pdf", sha256=sha256, size=size)
    store.settlement.extracted(lease, key="k" * 64, body={}, characters=0, enclosed=[found])
    [inside] = store.enclosures.inside(statement.id)
    assert store.statements.get(inside.statement_id).priority == Priority.BACKLOG
    late = examples.register(store, "late")
    waiting = [each.statement_id for each in store.work.dispatchable("extract", 9)]
    assert waiting == [late.id, inside.statement_id]
    # It is no member of the run: it was never done before.
    assert [each.statement_id for each in store.reprocessing.members(RUN)] == [statement.id]


def test_a_reading_that_comes_back_to_what_it_was_is_the_newest_again(
    store: Store, settings: Settings
) -> None:
    statement = examples.register(store)
    readings = [("1", "eng"), ("2", "eng+cym"), ("1", "eng"), ("1", "eng"), ("2", "eng+cym")]
    for key, text in readings:
        with store.database.writing() as connection:
            documents.keep(connection, statement.id, key * 64, {"text": text}, 5, now=0.0)
        assert store.documents.latest(statement.id) == {"text": text}
        [kept] = _kept(store, statement)
        assert kept.reading is not None
        assert len(kept.reading) <= 64
        assert documents.is_under(kept.reading, key * 64)


def test_what_was_put_back_cannot_be_released(store: Store, settings: Settings) -> None:
    statement = _reviewed(store, settings)
    _put_back(store, statement)
    with pytest.raises(NotReleasable):
        store.interventions.release(statement.id, who="jo")


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
