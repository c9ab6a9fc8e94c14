"""What becomes of the work of a worker that is known to be dead."""

from collections.abc import Callable

from tests import examples
from worker.errors import LeaseLost
from worker.settings import Settings
from worker.store.leases import Lease
from worker.store.store import Store
from worker.store.work import Swept


def test_what_the_dead_of_a_place_held_is_given_back_before_its_lease_runs_out(
    store: Store,
) -> None:
    dead, living = ("extract@one:17:0a0a/0f0f", "extract@one:19:0b0b/0f0f")
    theirs = examples.lease(store, examples.register(store, "one"), dead)
    own = examples.lease(store, examples.register(store, "two"), living)
    others = examples.lease(store, examples.register(store, "three"), "extract@one:17:0a0a/1e1e")
    assert store.work.bury("/0f0f", living) == Swept(returned=1, quarantined=0)
    assert not _hold(store, theirs)
    assert _hold(store, own)
    assert _hold(store, others)
    last = store.events.history(theirs.statement_id)[-1]
    assert (last.action, last.detail) == ("extract returned", "worker_died")


def test_a_death_counts_as_an_attempt_and_the_last_one_sets_the_statement_aside(
    store: Store, settings: Settings, pass_time: Callable[[float], None]
) -> None:
    statement = examples.register(store)
    buried = []
    for number in range(settings.max_attempts):
        examples.lease(store, statement, f"extract@one:{number}:00/0f0f")
        buried.append(store.work.bury("/0f0f", "extract@one:99:00/0f0f"))
        pass_time(5.0)
    assert [each.quarantined for each in buried] == [0, 0, 1]
    aside = store.statements.get(statement.id)
    assert aside.failure is not None
    assert aside.failure.reason == "worker_died"


def test_a_second_death_is_waited_for_as_long_as_a_lease(
    store: Store, settings: Settings, pass_time: Callable[[float], None]
) -> None:
    """Whatever kills workers one after the other from outside may have passed by then."""
    statement = examples.register(store)
    for number in range(2):
        examples.lease(store, statement, f"extract@one:{number}:00/0f0f")
        store.work.bury("/0f0f", "extract@one:99:00/0f0f")
        pass_time(1.0 + 0.9 * settings.lease_seconds * number)
    assert store.work.lease("extract", statement.id, "reader") is None
    pass_time(0.2 * settings.lease_seconds + 2.0)
    assert store.work.lease("extract", statement.id, "reader") is not None


def _hold(store: Store, lease: Lease) -> bool:
    """Whether the lease still gives the right to settle."""
    try:
        store.settlement.extracted(lease, key="k" * 64, body={}, characters=0)
    except LeaseLost:
        return False
    return True
