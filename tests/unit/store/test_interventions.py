"""Cancelling and releasing: who did it is kept, and nobody's work is doubled or left behind."""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests import examples
from worker.casefile import STAGES, State, Statement
from worker.errors import LeaseLost, NotInHand, NotReleasable, StatementUnknown
from worker.settings import Settings
from worker.store.enclosures import Enclosed
from worker.store.retries import Cause
from worker.store.store import Store
from worker.store.work import Work


def _quarantined(store: Store, name: str = "aside") -> Statement:
    statement = examples.register(store, name)
    impatient = Work(store.database, lease_seconds=60.0, max_attempts=1)
    impatient.try_again(examples.lease(store, statement), Cause.READER_DIED)
    return store.statements.get(statement.id)


def _failed(store: Store, settings: Settings, name: str = "failed") -> Statement:
    statement = examples.register(store, name)
    store.settlement.failed(
        examples.lease(store, statement),
        key=examples.key_of(name),
        record=examples.failed_record(settings, statement.id),
        failure=examples.failure(),
    )
    return store.statements.get(statement.id)


def _reviewed(store: Store, settings: Settings, name: str = "reviewed") -> Statement:
    statement = examples.extract(store, name)
    lease = store.work.lease("analyse", statement.id, "analyst")
    assert lease is not None
    record = examples.record(settings, statement.id)
    store.settlement.analysed(lease, key=examples.key_of(name), record=record)
    return store.statements.get(statement.id)


def _being_read(store: Store) -> Statement:
    statement = examples.register(store)
    examples.lease(store, statement)
    return statement


def _being_analysed(store: Store) -> Statement:
    statement = examples.extract(store, "read")
    assert store.work.lease("analyse", statement.id, "analyst") is not None
    return statement


def _actions(store: Store, statement: Statement) -> list[tuple[str, str]]:
    return [(each.actor, each.action) for each in store.events.history(statement.id)]


def _bundle(store: Store, *names: str, name: str = "bundle") -> tuple[Statement, list[str]]:
    """A bundle that was read, and the ids of what it held."""
    bundle = examples.register(store, name)
    # Stored first, as the reading of a bundle does it.
    kept = [store.originals.put(io.BytesIO(each.encode()), most=100) for each in names]
    found = [
        Enclosed(filename=f"{each}.pdf", sha256=sha256, size=size)
        for each, (sha256, size) in zip(names, kept, strict=True)
    ]
    lease = examples.lease(store, bundle)
    store.settlement.extracted(
        lease, key=examples.key_of(name), body={}, characters=0, enclosed=found
    )
    return bundle, [each.statement_id for each in store.enclosures.inside(bundle.id)]


@pytest.mark.parametrize(
    "in_hand",
    [
        examples.register,
        _being_read,
        lambda store: examples.extract(store, "read"),
        _being_analysed,
    ],
)
def test_whatever_is_in_hand_can_be_cancelled(
    store: Store, in_hand: Callable[[Store], Statement]
) -> None:
    statement = in_hand(store)
    assert store.interventions.cancel(statement.id, who="jo", why="sent twice\n") == [statement.id]
    ended = store.statements.get(statement.id)
    assert ended.state is State.CANCELLED
    assert ended.failure is not None
    assert ended.failure.reason == "cancelled"
    assert "cancelled by jo, saying: sent twice." in ended.failure.message
    last = store.events.history(statement.id)[-1]
    assert (last.actor, last.action, last.detail) == ("jo", "cancelled", "sent twice")
    for stage in STAGES:
        assert store.work.dispatchable(stage, 9) == []
        assert store.work.lease(stage, statement.id, "worker") is None
    assert store.work.sweep().returned == 0
    assert store.complete().sound


def test_the_result_of_a_worker_whose_statement_was_cancelled_is_refused(store: Store) -> None:
    statement = examples.register(store)
    lease = examples.lease(store, statement)
    store.interventions.cancel(statement.id, who="jo")
    assert store.work.renew([lease]) == [lease]
    with pytest.raises(LeaseLost):
        store.settlement.extracted(lease, key="k" * 64, body={}, characters=0)
    store.work.try_again(lease, Cause.READER_DIED)
    store.work.put_off(lease, "OSError")
    store.work.give_back(lease, "told to stop")
    assert store.statements.get(statement.id).state is State.CANCELLED
    assert store.documents.latest(statement.id) is None


def test_what_is_settled_cannot_be_cancelled(store: Store, settings: Settings) -> None:
    settled = [_quarantined(store), _failed(store, settings), _reviewed(store, settings)]
    for statement in settled:
        before = store.statements.get(statement.id), store.events.history(statement.id)
        with pytest.raises(NotInHand, match="nothing to cancel"):
            store.interventions.cancel(statement.id, who="jo")
        assert (store.statements.get(statement.id), store.events.history(statement.id)) == before


def test_an_unknown_statement_is_said_to_be_unknown(store: Store) -> None:
    with pytest.raises(StatementUnknown):
        store.interventions.cancel("0" * 32, who="jo")
    with pytest.raises(StatementUnknown):
        store.interventions.release("0" * 32, who="jo")


def test_what_came_out_of_a_cancelled_bundle_ends_with_it(store: Store) -> None:
    bundle, children = _bundle(store, "a", "b")
    assert set(store.interventions.cancel(bundle.id, who="jo")) == {bundle.id, *children}
    assert {store.statements.get(each).state for each in children} == {State.CANCELLED}
    assert store.complete().sound


def test_a_bundle_that_is_done_can_still_have_its_files_cancelled(
    store: Store, settings: Settings
) -> None:
    bundle, children = _bundle(store, "a", "b")
    lease = store.work.lease("analyse", bundle.id, "analyst")
    assert lease is not None
    record = examples.record(settings, bundle.id)
    store.settlement.analysed(lease, key=examples.key_of("bundle"), record=record)
    assert set(store.interventions.cancel(bundle.id, who="jo")) == set(children)
    assert store.statements.get(bundle.id).state is State.NEEDS_REVIEW


def test_a_file_of_two_bundles_goes_on_until_both_are_cancelled(store: Store) -> None:
    first, (shared, own) = _bundle(store, "shared", "own")
    second, (again,) = _bundle(store, "shared", name="second")
    assert again == shared
    assert set(store.interventions.cancel(first.id, who="jo")) == {first.id, own}
    assert set(store.interventions.cancel(second.id, who="jo")) == {second.id, shared}


def test_a_file_that_was_uploaded_by_itself_goes_on(store: Store) -> None:
    own = examples.register(store, "own")
    bundle = examples.register(store, "bundle")
    store.settlement.extracted(
        examples.lease(store, bundle),
        key="k" * 64,
        body={},
        characters=0,
        enclosed=[Enclosed(filename="own.pdf", sha256=own.sha256, size=own.size)],
    )
    assert store.interventions.cancel(bundle.id, who="jo") == [bundle.id]
    assert store.statements.get(own.id).state is State.RECEIVED


def test_what_was_quarantined_is_released_with_fresh_attempts(
    store: Store, settings: Settings
) -> None:
    statement = _quarantined(store)
    store.interventions.release(statement.id, who="jo", why="the disk was full")
    again = store.statements.get(statement.id)
    assert (again.state, again.failure) == (State.RECEIVED, None)
    assert _actions(store, statement)[-1] == ("jo", "released")
    assert store.events.history(statement.id)[-1].detail == "it was quarantined: the disk was full"
    waiting = store.work.dispatchable("extract", 9)
    assert [(row.run, row.attempt) for row in waiting] == [(2, 0)]
    assert store.complete().sound
    for _ in range(settings.max_attempts):
        lease = examples.lease(store, statement)
        store.work.try_again(lease, Cause.READER_DIED, after_seconds=0.0)
    assert store.statements.get(statement.id).state is State.QUARANTINED


def test_what_is_released_goes_on_at_the_stage_it_stood_at(store: Store) -> None:
    statement = _being_analysed(store)
    store.interventions.cancel(statement.id, who="jo")
    store.interventions.release(statement.id, who="jo")
    assert store.statements.get(statement.id).state is State.EXTRACTED
    assert store.work.lease("extract", statement.id, "reader") is None
    assert store.work.lease("analyse", statement.id, "analyst") is not None


def test_a_late_result_from_before_the_release_is_refused(store: Store) -> None:
    statement = examples.register(store)
    before = examples.lease(store, statement, "first")
    store.interventions.cancel(statement.id, who="jo")
    store.interventions.release(statement.id, who="jo")
    after = examples.lease(store, statement, "second")
    assert (before.attempt, after.attempt) == (1, 1)
    with pytest.raises(LeaseLost):
        store.settlement.extracted(before, key="k" * 64, body={}, characters=0)
    store.settlement.extracted(after, key="k" * 64, body={}, characters=0)
    assert store.statements.get(statement.id).state is State.EXTRACTED


def test_what_failed_is_read_anew_and_a_record_that_differs_is_a_new_version(
    store: Store, settings: Settings
) -> None:
    statement = _failed(store, settings)
    store.interventions.release(statement.id, who="jo")
    assert store.statements.get(statement.id).state is State.RECEIVED
    assert store.complete().sound
    store.settlement.extracted(
        examples.lease(store, statement), key="n" * 64, body={}, characters=4
    )
    lease = store.work.lease("analyse", statement.id, "analyst")
    assert lease is not None
    record = examples.record(settings, statement.id)
    assert store.settlement.analysed(lease, key="n" * 64, record=record) == 2
    done = store.statements.get(statement.id)
    assert (done.state, done.version, done.failure) == (State.NEEDS_REVIEW, 2, None)
    assert store.records.versions(statement.id) == [1, 2]
    first = store.records.version(statement.id, 1)
    assert first is not None
    assert first.status == "failed"
    assert store.complete().sound


def test_what_fails_again_in_the_same_way_is_the_same_version(
    store: Store, settings: Settings
) -> None:
    statement = _failed(store, settings)
    store.interventions.release(statement.id, who="jo")
    version = store.settlement.failed(
        examples.lease(store, statement),
        key=examples.key_of("failed"),
        record=examples.failed_record(settings, statement.id),
        failure=examples.failure(),
    )
    assert version == 1
    assert store.complete().sound


def test_what_comes_back_to_an_older_answer_is_the_newest_version_anew(
    store: Store, settings: Settings
) -> None:
    statement = _failed(store, settings)
    for key in ("upgraded", "failed", "failed"):
        store.interventions.release(statement.id, who="jo")
        store.settlement.failed(
            examples.lease(store, statement),
            key=examples.key_of(key),
            record=examples.failed_record(settings, statement.id),
            failure=replace(examples.failure(), reason="no_text"),
        )
    assert store.records.versions(statement.id) == [1, 2, 3]
    assert store.statements.get(statement.id).version == 3
    assert store.complete().sound


def test_nothing_else_can_be_released(store: Store, settings: Settings) -> None:
    for statement in (
        examples.register(store, "waiting"),
        examples.extract(store, "read"),
        _reviewed(store, settings),
    ):
        before = store.statements.get(statement.id), store.events.history(statement.id)
        with pytest.raises(NotReleasable, match="Only one that is quarantined"):
            store.interventions.release(statement.id, who="jo")
        assert (store.statements.get(statement.id), store.events.history(statement.id)) == before


def test_releasing_twice_puts_it_back_once(store: Store) -> None:
    statement = _quarantined(store)
    store.interventions.release(statement.id, who="jo")
    with pytest.raises(NotReleasable):
        store.interventions.release(statement.id, who="jo")
    assert store.complete().sound


def test_why_is_kept_on_one_line_and_short(store: Store) -> None:
    statement = examples.register(store)
    store.interventions.cancel(statement.id, who="jo", why="a\x1b[31m\n" + "x" * 500)
    detail = store.events.history(statement.id)[-1].detail
    assert detail.isprintable()
    assert len(detail) == 200
