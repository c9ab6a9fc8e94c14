"""How the queue stands, counted on both databases."""

from collections.abc import Callable
from typing import Any

import pytest

from tests import examples, factories
from worker.casefile import Failure, Priority, State
from worker.settings import Settings
from worker.store.retries import Cause
from worker.store.standing import Depth, Standing
from worker.store.store import Store


def standing(store: Store) -> Standing:
    return store.standings.now(midnight=0.0)


def depths(store: Store) -> dict[tuple[str, int, str], int]:
    return {(d.stage, d.priority, d.phase): d.count for d in standing(store).depths}


def test_an_empty_store_stands_at_nothing(store: Store) -> None:
    found = standing(store)
    assert (found.depths, found.states, found.stopped) == ((), {}, ())
    assert set(found.settled.values()) == {0}
    assert found.idle_seconds == {"extract": None, "analyse": None}


def test_work_is_counted_by_stage_priority_and_phase(
    store: Store, pass_time: Callable[[float], None]
) -> None:
    for number in range(3):
        examples.register(store, f"urgent {number}")
    examples.register(store, "later", priority=Priority.BACKLOG)
    examples.extract(store, "read")
    broken = examples.lease(store, examples.register(store, "broken"))
    store.work.try_again(broken, Cause.READING_BROKE_OFF, after_seconds=60.0)
    examples.lease(store, examples.register(store, "held"))
    pass_time(0.5)
    now, later = Priority.INTERACTIVE, Priority.BACKLOG
    assert depths(store) == {
        ("extract", now, "waiting"): 3,
        ("extract", now, "delayed"): 1,
        ("extract", now, "leased"): 1,
        ("extract", later, "waiting"): 1,
        ("analyse", now, "waiting"): 1,
    }
    found = standing(store)
    assert found.waiting("extract") == 5
    assert 0.4 < found.due_seconds("extract") < 30
    pass_time(1.0)
    assert depths(store)["extract", now, "expired"] == 1
    assert found.attempts == {"extract": 3, "analyse": 0}
    assert found.returned == {"extract": 1, "analyse": 0}
    assert isinstance(found.depths[0], Depth)
    assert [each.stage for each in found.depths][-1] == "analyse"


def test_settlements_are_counted_by_outcome_and_by_when(
    store: Store, stored: Settings, pass_time: Callable[[float], None]
) -> None:
    statement = factories.received(store, stored)
    factories.ready(store, statement, factories.marlowe())
    failure = Failure(stage="extract", reason="encrypted", message="It asks for a password.")
    for number in range(2):
        refused = factories.received(store, stored, f"{number}".encode(), filename=f"{number}.pdf")
        factories.failed(store, refused, failure)
    ended = examples.register(store, "unwanted")
    store.interventions.cancel(ended.id, who="somebody")
    found = standing(store)
    expected: dict[str, Any] = {"needs_review": 1, "failed": 2, "quarantined": 0, "cancelled": 1}
    assert (found.settled, found.today, found.last_hour) == (expected, expected, expected)
    assert [(s.state, s.stage, s.reason, s.count) for s in found.stopped] == [
        (State.FAILED, "extract", "encrypted", 2)
    ]
    pass_time(3601.0)
    later = standing(store)
    assert set(later.last_hour.values()) == {0}
    assert later.settled == expected
    assert later.idle_seconds["analyse"] == pytest.approx(3601, abs=60)


def test_what_is_released_and_settles_again_counts_again(store: Store, stored: Settings) -> None:
    statement = factories.received(store, stored)
    failure = Failure(stage="extract", reason="encrypted", message="It asks for a password.")
    factories.failed(store, statement, failure)
    store.interventions.release(statement.id, who="somebody")
    assert standing(store).stopped == ()
    factories.ready(store, statement, factories.marlowe())
    found = standing(store).settled
    assert (found["failed"], found["needs_review"]) == (1, 1)


def test_the_attempt_that_ends_in_quarantine_is_counted_as_lost(
    store: Store, stored: Settings, pass_time: Callable[[float], None]
) -> None:
    """By whatever it ended, and also once the statement was released."""
    broken = examples.register(store, "broken")
    for _ in range(stored.max_attempts):
        lease = examples.lease(store, broken)
        store.work.try_again(lease, Cause.READING_BROKE_OFF, after_seconds=0.0)
    assert standing(store).returned == {"extract": stored.max_attempts, "analyse": 0}
    died = examples.register(store, "died")
    for _ in range(stored.max_attempts):
        examples.lease(store, died)
        pass_time(stored.lease_seconds + 1)
        store.work.sweep()
        pass_time(60.0)
    found = standing(store)
    assert found.returned == found.attempts == {"extract": 2 * stored.max_attempts, "analyse": 0}
    store.interventions.release(died.id, who="somebody")
    assert standing(store).returned == found.returned
    examples.extract(store, "sound")
    after = standing(store)
    assert (after.attempts["extract"], after.returned) == (
        found.attempts["extract"] + 1,
        found.returned,
    )
