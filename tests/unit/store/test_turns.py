"""Turns: no case waits for another's size, and none waits for ever."""

import time
from collections.abc import Callable

from sqlalchemy import delete, insert, select

from tests import examples
from worker.casefile import Priority
from worker.store.retries import Cause
from worker.store.store import Store
from worker.store.tables import statements, work
from worker.store.turns import next_turn

BIG, SMALL, THIRD = "01ZD1234525", "02AB7654325", "03CD1111125"
_MANY = 10_000
_UNLUCKY_SECONDS = 0.01


def _waiting(store: Store, stage: str = "extract") -> list[tuple[str, int]]:
    """Each waiting row's case and number among that case's rows, in the order of service."""
    with store.database.reading() as connection:
        query = select(work.c.case_ref, work.c.id).where(work.c.status == "waiting")
        rows = connection.execute(
            query.where(work.c.stage == stage).order_by(work.c.priority, work.c.turn, work.c.id)
        ).all()
    numbers: dict[str, list[int]] = {}
    for case_ref, row_id in sorted((row.case_ref, row.id) for row in rows):
        numbers.setdefault(case_ref, []).append(row_id)
    return [(row.case_ref, numbers[row.case_ref].index(row.id)) for row in rows]


def _serve(store: Store) -> str:
    """Read what is due first, and return its case."""
    first = store.work.dispatchable("extract", 1)[0]
    lease = store.work.lease("extract", first.statement_id, "reader")
    assert lease is not None
    store.settlement.extracted(lease, key="k" * 64, body={}, characters=4)
    return store.statements.get(first.statement_id).case_ref


def test_a_single_file_does_not_wait_for_another_case_s_many(store: Store) -> None:
    for number in range(30):
        examples.register(store, f"big {number}", case_ref=BIG)
    small = examples.register(store, "small", case_ref=SMALL)
    due = [row.statement_id for row in store.work.dispatchable("extract", 5)]
    assert due.index(small.id) == 1


def test_a_single_file_that_comes_late_is_next_but_one(store: Store) -> None:
    for number in range(30):
        examples.register(store, f"big {number}", case_ref=BIG)
    assert [_serve(store) for _ in range(10)] == [BIG] * 10
    examples.register(store, "small", case_ref=SMALL)
    assert [_serve(store) for _ in range(3)] == [BIG, SMALL, BIG]


def test_three_cases_take_turns_and_each_is_served_in_its_own_order(store: Store) -> None:
    for case_ref, count in ((BIG, 6), (SMALL, 3), (THIRD, 1)):
        for number in range(count):
            examples.register(store, f"{case_ref} {number}", case_ref=case_ref)
    assert _waiting(store) == [
        *[(BIG, 0), (SMALL, 0), (THIRD, 0)],
        *[(BIG, 1), (SMALL, 1), (BIG, 2), (SMALL, 2)],
        *[(BIG, 3), (BIG, 4), (BIG, 5)],
    ]


def test_priority_goes_before_turns(store: Store) -> None:
    examples.register(store, "backlog", case_ref=SMALL, priority=Priority.BACKLOG)
    for number in range(3):
        examples.register(store, f"urgent {number}", case_ref=BIG)
    assert [_serve(store) for _ in range(4)] == [BIG, BIG, BIG, SMALL]


def test_analysis_takes_turns_in_its_batches(store: Store) -> None:
    for number in range(4):
        examples.extract(store, f"big {number}", case_ref=BIG)
    small = examples.extract(store, "small", case_ref=SMALL)
    batch = store.work.lease_waiting("analyse", "analyst", tokens=250)
    assert [lease.statement_id for lease in batch][1] == small.id


def test_a_case_of_many_is_not_put_off_for_ever_by_ever_new_cases(store: Store) -> None:
    for number in range(3):
        examples.register(store, f"big {number}", case_ref=BIG)
    served = []
    for number in range(20):
        examples.register(store, f"new {number}", case_ref=f"{number:02}NEW25")
        examples.register(store, f"newer {number}", case_ref=f"{number:02}NEWER25")
        served.append(_serve(store))
    assert served.count(BIG) == 3


def test_what_was_put_back_is_served_though_others_keep_coming(store: Store) -> None:
    for number in range(5):
        examples.register(store, f"big {number}", case_ref=BIG)
    for _ in range(4):
        _serve(store)
    last = store.work.dispatchable("extract", 1)[0]
    lease = store.work.lease("extract", last.statement_id, "reader")
    assert lease is not None
    store.work.try_again(lease, Cause.READER_DIED, after_seconds=0.0)
    examples.register(store, "small", case_ref=SMALL)
    assert [_serve(store) for _ in range(2)] == [BIG, SMALL]


def test_a_case_that_was_cancelled_does_not_push_new_ones_back(store: Store) -> None:
    gone = [examples.register(store, f"gone {number}", case_ref=BIG) for number in range(20)]
    for number in range(10):
        examples.register(store, f"third {number}", case_ref=THIRD)
    for statement in gone:
        store.interventions.cancel(statement.id, who="jo")
    examples.register(store, "small", case_ref=SMALL)
    assert [_serve(store) for _ in range(2)] == [THIRD, SMALL]


def _crowd(store: Store) -> None:
    """Give one case ten thousand files that wait."""
    with store.database.writing() as connection:
        statement = connection.execute(select(statements)).one()._asdict()
        row = connection.execute(select(work)).one()._asdict()
        del row["id"]
        connection.execute(delete(work))
        numbers = range(1, _MANY)
        connection.execute(
            insert(statements),
            [statement | {"id": f"{n:032x}", "sha256": f"{n:064x}"} for n in numbers],
        )
        connection.execute(
            insert(work), [row | {"statement_id": f"{n:032x}", "turn": n} for n in numbers]
        )


def _next_turn(store: Store) -> int:
    with store.database.reading() as connection:
        return next_turn(connection, BIG, "extract", Priority.INTERACTIVE)


def _quickest(does: Callable[[int], object]) -> float:
    """Return the seconds that it takes when nothing else takes the machine."""
    took = []
    for number in range(20):
        began = time.perf_counter()
        does(number)
        took.append(time.perf_counter() - began)
    return min(took)


def test_the_cost_stays_flat_while_ten_thousand_wait(store: Store) -> None:
    """Ranking every row at each tick would cost a hundred times as much as a few rows do."""
    examples.register(store, "first", case_ref=BIG)
    few = _quickest(lambda _: store.work.dispatchable("extract", 16))
    one = _quickest(lambda _: _next_turn(store))
    _crowd(store)
    small = examples.register(store, "small", case_ref=SMALL)
    assert small.id in [row.statement_id for row in store.work.dispatchable("extract", 2)]
    many = _quickest(lambda _: store.work.dispatchable("extract", 16))
    more = _quickest(lambda _: _next_turn(store))
    print(
        f"\n{store.database.url.get_backend_name()}, 1 and {_MANY:,} rows waiting: dispatchable "
        f"{few * 1000:.2f} and {many * 1000:.2f} ms, next turn {one * 1000:.2f} and "
        f"{more * 1000:.2f} ms"
    )
    assert many < 4 * few + _UNLUCKY_SECONDS
    assert more < 4 * one + _UNLUCKY_SECONDS
    assert _next_turn(store) == _MANY
