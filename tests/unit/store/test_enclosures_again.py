"""What is inside a statement that is read again: nothing goes before a new record says so."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests import examples
from tests.unit.store import done_again
from tests.unit.store.test_enclosures import found, read
from worker.casefile import Failure, State, Statement
from worker.record import CaseRecord
from worker.settings import Settings
from worker.store.retries import Cause
from worker.store.store import Store
from worker.store.work import Work

Ending = Callable[[Store, Settings, Statement], object]


def inside(store: Store, statement: Statement) -> list[str]:
    return [each.filename.removesuffix(".pdf") for each in store.enclosures.inside(statement.id)]


def naming_its_files(store: Store, settings: Settings, statement: Statement) -> CaseRecord:
    """Its record as the analyse job makes it."""
    record = examples.record(settings, statement.id)
    children = tuple(each.statement_id for each in store.enclosures.found(statement.id))
    return replace(record, document=replace(record.document, children=children))


def bundle_of(store: Store, settings: Settings, *names: str) -> Statement:
    """A bundle that has a good record in which its files are named."""
    bundle = examples.register(store, "bundle")
    read(store, bundle, *(found(store, name) for name in names))
    done_again.analyse(store, naming_its_files(store, settings, bundle), key="first")
    return store.statements.get(bundle.id)


def read_again(store: Store, bundle: Statement, *names: str) -> None:
    """Put it back, and settle a reading that finds ``names`` in it."""
    assert done_again.put_back(store, bundle) == [bundle.id]
    lease = examples.lease(store, bundle)
    key = examples.key_of(" ".join(names))
    enclosed = [found(store, name) for name in names]
    store.settlement.extracted(lease, key=key, body={"text": ""}, characters=0, enclosed=enclosed)


def _refused(store: Store, settings: Settings, bundle: Statement) -> None:
    lease = store.work.lease("analyse", bundle.id, "analyst")
    assert lease is not None
    failure = Failure(stage="analyse", reason="too_long", message="It is too long.")
    record = replace(examples.failed_record(settings, bundle.id), failure=failure)
    store.settlement.failed(lease, key="f" * 64, record=record, failure=failure)


def _broke_off(store: Store, settings: Settings, bundle: Statement) -> None:
    lease = store.work.lease("analyse", bundle.id, "analyst")
    assert lease is not None
    impatient = Work(store.database, lease_seconds=60.0, max_attempts=1)
    impatient.try_again(lease, Cause.ANALYSIS_BROKE_OFF)


def _stopped(store: Store, settings: Settings, bundle: Statement) -> None:
    assert store.interventions.leave_undone(bundle.id, run=done_again.RUN, who="jo")


def _cancelled(store: Store, settings: Settings, bundle: Statement) -> None:
    assert bundle.id in store.interventions.cancel(bundle.id, who="jo")


def _the_same_record(store: Store, settings: Settings, bundle: Statement) -> None:
    again = naming_its_files(store, settings, bundle)
    assert done_again.analyse(store, again, key="first") == 1


@pytest.mark.parametrize("ending", [_refused, _broke_off, _stopped, _cancelled, _the_same_record])
@pytest.mark.parametrize(
    ("now", "linked"),
    [
        ("one", "one two three"),
        ("three", "three one two"),
        ("", "one two three"),
        ("three four", "three four one two"),
        ("one two three", "one two three"),
    ],
)
def test_all_that_the_record_that_stays_names_is_still_inside(
    store: Store, settings: Settings, ending: Ending, now: str, linked: str
) -> None:
    bundle = bundle_of(store, settings, "one", "two", "three")
    read_again(store, bundle, *now.split())
    assert inside(store, bundle) == linked.split()
    ending(store, settings, bundle)
    after = store.statements.get(bundle.id)
    assert (after.state, after.version) == (State.NEEDS_REVIEW, 1)
    assert inside(store, bundle) == linked.split()
    record = store.records.latest(bundle.id)
    assert record is not None
    ids = {each.statement_id for each in store.enclosures.inside(bundle.id)}
    assert {*record.document.children} <= ids
    for child in ids:
        assert [each.statement_id for each in store.enclosures.around(child)] == [bundle.id]
    assert store.complete().sound


@pytest.mark.parametrize("now", ["one", "two one", "four one", "four", ""])
def test_with_a_new_version_stands_inside_what_it_names(
    store: Store, settings: Settings, now: str
) -> None:
    bundle = bundle_of(store, settings, "one", "two", "three")
    read_again(store, bundle, *now.split())
    # Once more, to the end, after a reading of which nothing came.
    _refused(store, settings, bundle)
    read_again(store, bundle, *now.split())
    again = naming_its_files(store, settings, bundle)
    assert done_again.analyse(store, again, key="second") == 2
    assert inside(store, bundle) == now.split()
    record = store.records.latest(bundle.id)
    assert record is not None
    ids = [each.statement_id for each in store.enclosures.inside(bundle.id)]
    assert list(record.document.children) == ids
    # The statements themselves stay, whatever they are in.
    names = {"bundle", "one", "two", "three", *now.split()}
    assert sum(store.statements.counts().values()) == len(names)


def test_a_file_is_inside_under_the_name_that_the_newest_reading_gives_it(
    store: Store, settings: Settings
) -> None:
    bundle = bundle_of(store, settings, "one", "two")
    done_again.put_back(store, bundle)
    renamed = replace(found(store, "two"), filename="zwei.pdf")
    lease = examples.lease(store, bundle)
    store.settlement.extracted(lease, key="k" * 64, body={}, characters=0, enclosed=[renamed])
    assert inside(store, bundle) == ["zwei", "one"]


def test_stopping_reaches_what_only_the_earlier_reading_had_found(
    store: Store, settings: Settings
) -> None:
    bundle = bundle_of(store, settings, "one", "two")
    read_again(store, bundle, "two")
    waiting = [each.statement_id for each in store.enclosures.inside(bundle.id)]
    ended = store.interventions.cancel(bundle.id, who="jo")
    assert ended[0] == bundle.id
    assert {*ended[1:]} == {*waiting}
    assert len(waiting) == 2


def test_what_failed_and_fails_again_names_all_that_is_inside(
    store: Store, settings: Settings
) -> None:
    bundle = examples.register(store, "bundle")
    read(store, bundle, found(store, "one"), found(store, "two"))
    _refused(store, settings, bundle)
    assert store.statements.get(bundle.id).state is State.FAILED
    read_again(store, bundle, "two")
    _refused(store, settings, bundle)
    assert inside(store, bundle) == ["two", "one"]
