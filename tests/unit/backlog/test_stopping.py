"""A run that is stopped while it is still put back: it ends, and what it did not do stands."""

from collections.abc import Sequence

import pytest

from tests.unit.store import done_again
from worker.backlog import run
from worker.casefile import State, Statement
from worker.settings import Settings
from worker.store.reprocessing import Again
from worker.store.store import Store

RUN = done_again.RUN


@pytest.fixture
def several(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> tuple[Statement, ...]:
    """Five reviewed statements, of which two at a time are put back."""
    monkeypatch.setattr(run, "_AT_ONCE", 2)
    return tuple(done_again.reviewed(store, settings, f"statement {n}") for n in range(5))


def _due(store: Store, several: Sequence[Statement]) -> tuple[Again, ...]:
    found = done_again.kept(store, *several)
    by_id = {each.statement_id: each for each in found}
    return tuple(Again(kept=by_id[each.id], stage="extract", why="again") for each in several)


def _outcomes(store: Store, name: str = RUN) -> list[str | None]:
    return [each.outcome for each in store.reprocessing.members(name)]


def test_whoever_is_still_putting_back_ends(store: Store, several: tuple[Statement, ...]) -> None:
    putting = run.put_back(store, _due(store, several), run=RUN, who="jo")
    assert next(putting) == (2, [each.id for each in several[:2]])
    assert run.stop(store, RUN, who="ann", why="the wrong model") == 2
    assert list(putting) == []
    assert _outcomes(store) == ["reprocessing stopped"] * 2
    # Nothing that was not put back knows of it; the others stand as they did.
    assert [len(store.events.history(each.id)) for each in several[2:]] == [
        len(store.events.history(several[2].id))
    ] * 3
    assert store.statements.counts() == {State.NEEDS_REVIEW: 5}
    assert run.stop(store, RUN, who="ann") == 0
    assert store.complete().sound


def test_it_ends_where_all_that_was_put_back_was_done_already(
    store: Store, settings: Settings, several: tuple[Statement, ...]
) -> None:
    putting = run.put_back(store, _due(store, several), run=RUN, who="jo")
    next(putting)
    for each in several[:2]:
        done_again.fail(store, settings, each, key=each.id)
    assert run.stop(store, RUN, who="ann") == 0
    assert list(putting) == []
    assert _outcomes(store) == ["not reprocessed"] * 2
    assert store.complete().sound


def test_what_is_put_back_in_the_moment_of_stopping_is_left_undone(
    store: Store, several: tuple[Statement, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    put_back = store.reprocessing.put_back

    def stopped_meanwhile(chosen: Sequence[Again], *, run: str, who: str) -> list[str]:
        put = put_back(chosen, run=run, who=who)
        # Whoever stops it has looked at its members a moment before these were among them.
        store.reprocessing.stop(run, who="ann", why="the wrong model")
        return put

    monkeypatch.setattr(store.reprocessing, "put_back", stopped_meanwhile)
    first = [each.id for each in several[:2]]
    assert list(run.put_back(store, _due(store, several), run=RUN, who="jo")) == [(2, first)]
    assert _outcomes(store) == ["reprocessing stopped"] * 2
    assert store.statements.counts() == {State.NEEDS_REVIEW: 5}
    assert store.complete().sound


def test_what_another_run_has_in_hand_meanwhile_goes_on(
    store: Store, settings: Settings, several: tuple[Statement, ...]
) -> None:
    one, two, *_ = several
    putting = run.put_back(store, _due(store, several), run=RUN, who="jo")
    next(putting)
    done_again.fail(store, settings, one, key="one")
    other = "1" * 8
    assert done_again.put_back(store, one, *several[2:], run=other) == [
        each.id for each in (one, *several[2:])
    ]
    assert run.stop(store, RUN, who="ann") == 1
    assert list(putting) == []
    assert _outcomes(store) == ["not reprocessed", "reprocessing stopped"]
    assert _outcomes(store, other) == [None] * 4
    assert store.statements.get(two.id).state is State.NEEDS_REVIEW
    assert store.complete().sound


def test_to_cancel_one_statement_stops_no_run(store: Store, several: tuple[Statement, ...]) -> None:
    putting = run.put_back(store, _due(store, several), run=RUN, who="jo")
    next(putting)
    store.interventions.cancel(several[0].id, who="ann", why="not this one")
    assert [done for done, _ in putting] == [4, 5]
    assert _outcomes(store) == ["reprocessing stopped", *[None] * 4]
    assert store.complete().sound
