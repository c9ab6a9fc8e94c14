"""Doing statements again: which can be, putting them back once, and what a run's members are."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from tests import examples
from tests.unit.store import done_again
from tests.unit.store.done_again import GOOD, RUN
from worker.casefile import Notice, Priority, Stage, State, Statement
from worker.errors import NotReleasable
from worker.settings import Settings
from worker.store import documents
from worker.store.enclosures import Enclosed
from worker.store.reprocessing import Again
from worker.store.retries import Cause
from worker.store.store import Store
from worker.store.work import Work


def _actions(store: Store, statement: Statement) -> list[str]:
    return [each.action for each in store.events.history(statement.id)]


@pytest.mark.parametrize("state", GOOD)
@pytest.mark.parametrize("stage", ["extract", "analyse"])
def test_it_waits_behind_everything_and_its_record_is_shown_meanwhile(
    store: Store, settings: Settings, state: State, stage: Stage
) -> None:
    statement = done_again.reviewed(store, settings, state=state)
    assert done_again.put_back(store, statement, stage=stage) == [statement.id]
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
    assert done_again.put_back(store, statement) == []
    assert (store.statements.get(statement.id), _actions(store, statement)) == before
    assert store.reprocessing.members(RUN) == []
    assert store.reprocessing.latest_run() is None


def test_what_moved_on_since_it_was_looked_at_is_left_alone(
    store: Store, settings: Settings
) -> None:
    one, two = (
        done_again.reviewed(store, settings, "one"),
        done_again.failed(store, settings, "two"),
    )
    seen = [
        Again(kept=each, stage="extract", why="other models")
        for each in done_again.kept(store, one, two)
    ]
    assert store.reprocessing.put_back(seen, run=RUN, who="jo") == [one.id, two.id]
    # The same command at the same time, and once more when all of it is done.
    assert store.reprocessing.put_back(seen, run="1" * 8, who="ann") == []
    done_again.read(store, one, key="one")
    done_again.analyse(store, examples.record(settings, one.id), key="one")
    done_again.fail(store, settings, two, key="two")
    assert store.reprocessing.put_back(seen, run="1" * 8, who="ann") == []
    assert store.reprocessing.members("1" * 8) == []


def test_what_is_chosen_twice_is_put_back_once(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("worker.store.reprocessing._IDS_AT_ONCE", 2)
    one, two = (done_again.reviewed(store, settings, name) for name in ("one", "two"))
    ids = [one.id, two.id, one.id, one.id, two.id]
    found = list(store.reprocessing.kept(ids=ids))
    assert sorted(each.statement_id for each in found) == sorted({*ids})
    again = [Again(kept=each, stage="extract", why="") for each in found]
    chosen = [again[0], again[1], again[0], again[0]]
    put = store.reprocessing.put_back(chosen, run=RUN, who="jo")
    assert put == [each.kept.statement_id for each in again]
    assert store.work.counts()["extract", "waiting"] == 2
    assert len(store.reprocessing.members(RUN)) == 2
    # It can be leased, and comes to its end.
    done_again.fail(store, settings, one, key="broken")
    assert store.reprocessing.put_back(chosen, run=RUN, who="jo") == []
    assert store.complete().sound


def test_the_codes_of_warnings_and_of_a_failure_are_kept(store: Store, settings: Settings) -> None:
    statement = examples.extract(store, "unread")
    made = examples.record(settings, statement.id)
    said = tuple(Notice(code=code, message="") for code in ("ocr_missing", "unsigned"))
    done_again.analyse(store, replace(made, warnings=said), key="unread")
    plain, failed = done_again.reviewed(store, settings), done_again.failed(store, settings)
    unread = done_again.kept(store, statement)
    assert [each.codes for each in unread] == [frozenset({"ocr_missing", "unsigned"})]
    assert [each.codes for each in done_again.kept(store, plain)] == [frozenset()]
    assert [each.codes for each in done_again.kept(store, failed)] == [frozenset({"encrypted"})]


def test_a_run_that_is_stopped_puts_nothing_more_back(store: Store, settings: Settings) -> None:
    one, two = (done_again.reviewed(store, settings, name) for name in ("one", "two"))
    store.reprocessing.stop(RUN, who="ann")
    assert not store.reprocessing.is_stopped(RUN)
    done_again.put_back(store, one)
    done_again.fail(store, settings, one, key="broken")
    for why in ("the wrong\nmodel", "once more"):
        store.reprocessing.stop(RUN, who="ann", why=why)
    assert store.reprocessing.is_stopped(RUN)
    assert done_again.put_back(store, two) == []
    last = store.events.history(one.id)[-1]
    assert (last.actor, last.action) == ("ann", "reprocessing run stopped")
    assert last.detail == f"run {RUN}: the wrong model"
    assert _actions(store, one).count(last.action) == 1
    # What became of the one that was done already stays as it is told; another run is another.
    assert done_again.member(store).outcome == "not reprocessed"
    assert not store.reprocessing.is_stopped("1" * 8)
    assert done_again.put_back(store, one, two, run="1" * 8) == [one.id, two.id]
    assert store.reprocessing.in_hand("1" * 8) == 2
    assert store.complete().sound


def test_many_who_put_the_same_back_at_once_put_each_back_once(
    store: Store, settings: Settings
) -> None:
    several = [done_again.reviewed(store, settings, f"statement {n}") for n in range(6)]
    chosen = [
        Again(kept=each, stage="extract", why="") for each in done_again.kept(store, *several)
    ]

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
    one, two = (
        done_again.reviewed(store, settings, "one"),
        done_again.reviewed(store, settings, "two"),
    )
    done_again.put_back(store, one, two)
    done_again.read(store, one, key="one")
    done_again.analyse(store, examples.record(settings, one.id), key="anew")
    first, second = store.reprocessing.members(RUN)
    assert (first.outcome, first.detail, first.before.version) == ("analysed", "version 2", 1)
    assert (second.outcome, second.statement_id) == (None, two.id)
    # A later run of the same statement changes nothing in what became of the earlier one.
    done_again.put_back(store, one, run="1" * 8)
    assert (store.reprocessing.in_hand(RUN), store.reprocessing.in_hand("1" * 8)) == (1, 1)
    done_again.fail(store, settings, one, key="broken")
    assert store.reprocessing.members(RUN) == [first, second]
    later = done_again.member(store, "1" * 8)
    assert (later.outcome, later.before.version) == ("not reprocessed", 2)
    assert store.reprocessing.members("2" * 8) == []


def test_statements_are_found_by_case_state_and_time_a_page_at_a_time(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("worker.store.reprocessing._AT_ONCE", 2)
    monkeypatch.setattr("worker.store.reprocessing._IDS_AT_ONCE", 3)
    several = [done_again.reviewed(store, settings, f"statement {n}") for n in range(5)]
    failed = done_again.failed(store, settings)
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
    assert {each.statement_id for each in done_again.kept(store, *every)} == {
        each.id for each in every
    }
    of_case = store.reprocessing.kept(case_refs=["01ZD1234526"])
    assert [each.statement_id for each in of_case] == [elsewhere.id]
    in_state = store.reprocessing.kept(states=[State.FAILED])
    assert [each.statement_id for each in in_state] == [failed.id]
    at = sum(each.received_at.timestamp() for each in several[1:3]) / 2
    later = [each.statement_id for each in store.reprocessing.kept(received_from=at)]
    earlier = [each.statement_id for each in store.reprocessing.kept(received_before=at)]
    assert earlier + later == [each.id for each in every]
    assert later[0] == several[2].id


def test_what_is_found_inside_a_file_that_is_read_again_waits_behind_others_too(
    store: Store, settings: Settings
) -> None:
    statement = done_again.reviewed(store, settings)
    done_again.put_back(store, statement)
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
        [kept] = done_again.kept(store, statement)
        assert kept.reading is not None
        assert len(kept.reading) <= 64
        assert documents.is_under(kept.reading, key * 64)


def test_a_stage_that_only_fails_to_do_again_is_not_idle(
    store: Store, settings: Settings, pass_time: Callable[[float], None]
) -> None:
    statement = done_again.reviewed(store, settings)
    done_again.put_back(store, statement)
    pass_time(1_000.0)
    done_again.fail(store, settings, statement, key="broken")
    standing = store.standings.now(0.0)
    assert (standing.idle_seconds["extract"] or 0.0) < 100.0
    # Nothing was settled anew by it: no record, no failure.
    assert (standing.settled["needs_review"], standing.settled["failed"]) == (1, 0)


def test_what_was_put_back_cannot_be_released(store: Store, settings: Settings) -> None:
    statement = done_again.reviewed(store, settings)
    done_again.put_back(store, statement)
    with pytest.raises(NotReleasable):
        store.interventions.release(statement.id, who="jo")
