"""While work is held: what hangs ends and is counted, what nobody wants any more is broken off."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError, ProgrammingError

from models.inference.results import Analysis, Passage, SummaryLength, Unanalysed
from tests import examples, factories
from tests.integration.reading_children import endless, gone
from worker import jobs, tenure
from worker.casefile import Stage, State
from worker.equipment import reading_room
from worker.extract import document_json
from worker.settings import Settings
from worker.store.leases import Lease
from worker.store.store import Store
from worker.store.tables import work

_EXIT_HUNG = 70
_HANGING = """
import sys, time
from worker import tenure
from worker.settings import Settings
from worker.store.leases import Lease
from worker.store.store import Store
settings = Settings.from_environment()
store = Store.open(settings)
leases = [store.work.lease("analyse", each, "an analyst") for each in sys.argv[1:]]
assert all(leases)
with tenure.keeping(store, leases, tenure.Deadline(settings, 0.5)):
    time.sleep(600)
"""


_AWAY = """
import sys, time
from sqlalchemy.exc import OperationalError
from worker import tenure
from worker.settings import Settings
from worker.store.store import Store
settings = Settings.from_environment()
store = Store.open(settings)
(lease,) = [store.work.lease("analyse", each, "an analyst") for each in sys.argv[1:]]
back, put_off, tried = time.monotonic() + 3.0, store.work.put_off, []
def away(lease, reason):
    tried.append(lease)
    if time.monotonic() < back:
        raise OperationalError("", None, Exception())
    put_off(lease, reason)
store.work.put_off = away
deadline = tenure.Deadline(settings, 0.5)
with tenure.keeping(store, [lease], deadline), tenure.mended(store, [lease], deadline):
    raise OperationalError("", None, Exception())
assert len(tried) > 1
"""


def _until(condition: Callable[[], object], seconds: float = 60.0) -> None:
    patience = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < patience
        time.sleep(0.02)


def test_an_analysis_past_its_deadline_ends_its_process_and_is_counted(
    store: Store, stored: Settings
) -> None:
    statements = [examples.extract(store, name) for name in ("one", "two")]
    ended = subprocess.run(
        [sys.executable, "-c", _HANGING, *(each.id for each in statements)],
        env={**os.environ, **replace(stored, lease_seconds=60.0).to_environment()},
        timeout=120,
        check=False,
    )
    assert ended.returncode == _EXIT_HUNG
    for statement in statements:
        assert store.statements.get(statement.id).state is State.EXTRACTED
        last = store.events.history(statement.id)[-1]
        assert (last.action, last.detail) == ("analyse returned", "worker_hung")
    with store.database.reading() as connection:
        rows = connection.execute(select(work).where(work.c.stage == "analyse")).all()
    assert {(row.status, row.attempt) for row in rows} == {("waiting", 1)}


def test_a_reading_past_its_deadline_ends_its_child_and_fails(
    sqlite_store: Store, settings: Settings
) -> None:
    statement = factories.received(sqlite_store, settings, endless())
    hurried = replace(settings, read_seconds=1.0)
    with reading_room(hurried) as room:
        jobs.equip(
            jobs.Equipment(
                store=sqlite_store, settings=hurried, holder="a reader", reading_room=room
            )
        )
        jobs.extract(statement.id)
    ended = sqlite_store.statements.get(statement.id)
    assert ended.failure is not None
    assert (ended.state, ended.failure.reason) == (State.FAILED, "took_too_long")
    actions = [event.action for event in sqlite_store.events.history(statement.id)]
    assert actions == ["received", "extract started", "failed"]


@pytest.mark.parametrize("released", [False, True])
def test_the_reader_of_a_cancelled_statement_is_ended_and_its_result_refused(
    sqlite_store: Store, settings: Settings, released: bool
) -> None:
    statement = factories.received(sqlite_store, settings, endless())
    with reading_room(settings) as room:
        jobs.equip(
            jobs.Equipment(
                store=sqlite_store, settings=settings, holder="a reader", reading_room=room
            )
        )
        reading = threading.Thread(target=jobs.extract, args=(statement.id,))
        reading.start()
        _until(lambda: room.current_child_pid())
        child = room.current_child_pid()
        assert child is not None
        sqlite_store.interventions.cancel(statement.id, who="jo")
        if released:
            sqlite_store.interventions.release(statement.id, who="jo")
        reading.join(30)
        assert not reading.is_alive()
        assert gone(child)
    state = State.RECEIVED if released else State.CANCELLED
    assert sqlite_store.statements.get(statement.id).state is state
    with sqlite_store.database.reading() as connection:
        rows = connection.execute(select(work).order_by(work.c.id)).all()
    # What broke off costs the released run no attempt.
    assert [(row.status, row.attempt) for row in rows] == [
        ("cancelled", 1),
        *([("waiting", 0)] if released else []),
    ]
    assert sqlite_store.complete().sound


def _break_off(error: Exception) -> None:
    raise error


def test_a_database_that_is_away_is_waited_for_and_costs_no_attempt(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be noted at once is noted when it is back, not when the lease runs out."""
    statement = examples.register(sqlite_store)
    lease = examples.lease(sqlite_store, statement)
    put_off, away = sqlite_store.work.put_off, OperationalError("", None, Exception())
    still_away = iter((True, True, False))

    def noted(lease: Lease, reason: str) -> None:
        if next(still_away):
            raise away
        put_off(lease, reason)

    monkeypatch.setattr(sqlite_store.work, "put_off", noted)
    monkeypatch.setattr(tenure, "_AWAY_SECONDS", 0.0)
    with tenure.mended(sqlite_store, [lease], tenure.Deadline(Settings())):
        _break_off(away)
    assert next(still_away, None) is None
    with sqlite_store.database.reading() as connection:
        row = connection.execute(select(work)).one()
    assert (row.status, row.attempt, row.outages) == ("waiting", 0, 1)


def test_waiting_for_a_database_longer_than_the_work_may_take_is_no_hanging(
    store: Store, stored: Settings
) -> None:
    """Or an outage would cost each statement in hand an attempt, and the worker its models."""
    statement = examples.extract(store, "one")
    ended = subprocess.run(
        [sys.executable, "-c", _AWAY, statement.id],
        env={**os.environ, **replace(stored, lease_seconds=60.0).to_environment()},
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0
    with store.database.reading() as connection:
        row = connection.execute(select(work).where(work.c.stage == "analyse")).one()
    assert (row.status, row.attempt, row.outages) == ("waiting", 0, 1)


def test_what_a_database_refuses_is_not_asked_of_it_for_ever(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only one that is away is waited for."""
    lease = examples.lease(sqlite_store, examples.register(sqlite_store))
    asked = []

    def refused(lease: Lease, _reason: str) -> None:
        asked.append(lease)
        raise ProgrammingError("", None, Exception())

    monkeypatch.setattr(sqlite_store.work, "put_off", refused)
    with tenure.mended(sqlite_store, [lease], tenure.Deadline(Settings())):
        _break_off(OperationalError("", None, Exception()))
    assert asked == [lease]


def test_a_database_that_stays_away_holds_nobody_up_who_is_told_to_stop(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    lease = examples.lease(sqlite_store, examples.register(sqlite_store))
    away = OperationalError("", None, Exception())

    def never(_lease: Lease, _reason: str) -> None:
        raise away

    monkeypatch.setattr(sqlite_store.work, "put_off", never)
    monkeypatch.setattr(tenure, "stopping", threading.Event())
    tenure.stopping.set()
    with tenure.mended(sqlite_store, [lease], tenure.Deadline(Settings())):
        _break_off(away)


def test_a_lease_waits_for_a_database_that_is_away(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or a worker would empty the queue meanwhile, and every job would be missed."""
    statement = examples.register(sqlite_store)
    lease, still_away = sqlite_store.work.lease, iter((True, True, False))

    def away_at_first(stage: Stage, statement_id: str, holder: str) -> Lease | None:
        if next(still_away):
            raise OperationalError("", None, Exception())
        return lease(stage, statement_id, holder)

    monkeypatch.setattr(sqlite_store.work, "lease", away_at_first)
    monkeypatch.setattr(tenure, "_AWAY_SECONDS", 0.0)
    found = tenure.leased(sqlite_store, "extract", statement.id, "a reader")
    assert found is not None
    assert found.statement_id == statement.id
    monkeypatch.setattr(tenure, "stopping", threading.Event())
    tenure.stopping.set()
    still_away = iter((True,))
    assert tenure.leased(sqlite_store, "extract", statement.id, "a reader") is None


def test_work_whose_lease_was_kept_but_never_answered_is_not_left_to_run_out(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the database goes away again and again no lease is judged, and it lay for minutes."""
    statement, lease = examples.register(store), store.work.lease
    other = examples.register(store, "another")
    assert lease("extract", other.id, "another reader")
    answers = iter((False, True))

    def without_an_answer(stage: Stage, statement_id: str, holder: str) -> Lease | None:
        found = lease(stage, statement_id, holder)
        if not next(answers):
            raise OperationalError("", None, Exception())
        return found

    monkeypatch.setattr(store.work, "lease", without_an_answer)
    monkeypatch.setattr(tenure, "_AWAY_SECONDS", 0.0)
    found = tenure.leased(store, "extract", statement.id, "a reader")
    assert found is not None
    assert (found.statement_id, found.attempt) == (statement.id, 1)
    # What others hold stays theirs.
    assert _rows(store) == {statement.id: ("leased", 1), other.id: ("leased", 1)}


class _Analyst:
    def analyse(
        self,
        passages: Sequence[Passage],
        length: SummaryLength,
    ) -> list[Analysis | Unanalysed]:
        return [examples.analysis() for _ in passages]


def _read(store: Store, name: str) -> str:
    """Register a statement that waits for its analysis, and return its id."""
    statement, document = examples.register(store, name), examples.document()
    store.settlement.extracted(
        examples.lease(store, statement),
        key=examples.key_of(name),
        body=document_json.to_json(document),
        characters=len(document.text),
    )
    return statement.id


def test_a_batch_whose_leases_were_never_answered_is_given_back_whole(
    store: Store, stored: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [_read(store, name) for name in ("one", "two", "three")]
    lease_waiting = store.work.lease_waiting

    def without_an_answer(stage: Stage, holder: str, *, tokens: int) -> list[Lease]:
        assert len(lease_waiting(stage, holder, tokens=tokens)) == 2
        raise OperationalError("", None, Exception())

    jobs.equip(
        jobs.Equipment(store=store, settings=stored, holder="an analyst", analyser=_Analyst())
    )
    with monkeypatch.context() as lost:
        lost.setattr(store.work, "lease_waiting", without_an_answer)
        jobs.analyse(ids[0])
    assert _rows(store, "analyse") == dict.fromkeys(ids, ("waiting", 0))
    # The one whose lease was answered waits until the outage may be over.
    jobs.analyse(ids[1])
    rows = _rows(store, "analyse")
    assert rows == {ids[0]: ("waiting", 0), ids[1]: ("done", 1), ids[2]: ("done", 1)}


def _rows(store: Store, stage: Stage = "extract") -> dict[str, tuple[str, int]]:
    with store.database.reading() as connection:
        found = connection.execute(select(work).where(work.c.stage == stage))
        return {row.statement_id: (row.status, row.attempt) for row in found}
