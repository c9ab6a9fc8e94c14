"""The completeness report: silent on a sound store, and naming each thing that does not add up."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete, insert, update

from tests import factories
from worker.casefile import Failure, State, Statement
from worker.settings import Settings
from worker.store.completeness import WORDS, Completeness
from worker.store.retries import Cause
from worker.store.store import Store
from worker.store.tables import documents, events, records, statements, work

FAILURE = Failure(stage="extract", reason="encrypted", message="It needs a password.")


@pytest.fixture
def busy(store: Store, settings: Settings) -> dict[str, Statement]:
    """One statement in each place where one can be."""
    sent = {
        name: factories.received(store, settings, name.encode(), filename=f"{name}.txt")
        for name in ("waiting", "being read", "read", "ready", "failed", "set aside")
    }
    factories.being_read(store, sent["being read"])
    lease = store.work.lease("extract", sent["read"].id, "a reader")
    assert lease is not None
    store.settlement.extracted(lease, key="k", body={"text": "x"}, characters=1)
    factories.ready(store, sent["ready"], factories.plain("I saw it."))
    factories.made_again(store, sent["ready"], factories.plain("I saw it."))
    factories.failed(store, sent["failed"], FAILURE)
    for _ in range(settings.max_attempts):
        lease = store.work.lease("extract", sent["set aside"].id, "a reader")
        assert lease is not None
        store.work.try_again(lease, Cause.READING_BROKE_OFF, after_seconds=0.0)
    return sent


def kinds(found: Completeness) -> list[tuple[str, str]]:
    return [(one.kind, one.filename.removesuffix(".txt")) for one in found.findings]


def test_a_sound_store_adds_up(store: Store, busy: dict[str, Statement]) -> None:
    heard: list[tuple[int, int]] = []
    found = store.complete(lambda done, of: heard.append((done, of)))
    assert found.sound
    assert found.findings == ()
    assert found.statements == found.originals == len(busy) == heard[-1][0] == heard[-1][1]
    assert (found.settled, found.in_hand) == (3, 3)
    assert found.states[State.QUARANTINED] == 1


def test_an_empty_store_adds_up(store: Store) -> None:
    found = store.complete()
    assert (found.sound, found.statements, found.originals, found.unclaimed) == (True, 0, 0, 0)


_DAMAGE: dict[str, tuple[str, Callable[[str], object]]] = {
    "state_unknown": (
        "waiting",
        lambda i: update(statements).where(statements.c.id == i).values(state="mislaid"),
    ),
    "no_promise": ("waiting", lambda i: delete(work).where(work.c.statement_id == i)),
    "promised_twice": (
        "waiting",
        lambda i: insert(work).values(
            statement_id=i, stage="analyse", run=1, status="waiting", priority=1, attempt=0,
            not_before=0.0, created_at=0.0,
        ),
    ),
    "wrong_stage": (
        "being read",
        lambda i: update(work).where(work.c.statement_id == i).values(stage="analyse"),
    ),
    "open_work": (
        "failed",
        lambda i: update(work).where(work.c.statement_id == i).values(status="waiting"),
    ),
    "record_missing": ("ready", lambda i: delete(records).where(records.c.statement_id == i)),
    "records_uneven": (
        "ready",
        lambda i: delete(records).where(records.c.statement_id == i, records.c.version == 1),
    ),
    "reason_missing": (
        "set aside",
        lambda i: update(statements).where(statements.c.id == i).values(failure_reason=None),
    ),
    "reading_missing": ("read", lambda i: delete(documents).where(documents.c.statement_id == i)),
    "never_received": ("waiting", lambda i: delete(events).where(events.c.statement_id == i)),
}  # fmt: skip


@pytest.mark.parametrize("kind", _DAMAGE)
def test_what_does_not_add_up_is_named(store: Store, busy: dict[str, Statement], kind: str) -> None:
    name, damage = _DAMAGE[kind]
    with store.database.writing() as connection:
        connection.execute(damage(busy[name].id))  # type: ignore[call-overload]
    found = store.complete()
    assert not found.sound
    assert kinds(found) == [(kind, name)]
    assert found.findings[0].words == WORDS[kind]


def test_originals_that_are_lost_or_altered_are_named(
    store: Store, settings: Settings, busy: dict[str, Statement]
) -> None:
    store.originals.path(busy["ready"].sha256).unlink()
    altered = store.originals.path(busy["failed"].sha256)
    altered.chmod(0o600)
    altered.write_bytes(b"something else")
    found = store.complete()
    assert sorted(kinds(found)) == [("original_altered", "failed"), ("original_missing", "ready")]


def test_a_file_that_two_cases_hold_is_hashed_once_and_missed_by_both(
    store: Store, settings: Settings
) -> None:
    one = factories.received(store, settings, b"same", case_ref="01ZD1234525")
    factories.received(store, settings, b"same", case_ref="01ZD1234526")
    assert store.complete().originals == 1
    store.originals.path(one.sha256).unlink()
    assert [found.case_ref for found in store.complete().findings] == ["01ZD1234525", "01ZD1234526"]


def test_what_was_never_acknowledged_is_counted_apart(
    store: Store, settings: Settings, busy: dict[str, Statement]
) -> None:
    import io

    store.originals.put(io.BytesIO(b"its sender was killed"), most=100)
    found = store.complete()
    assert found.sound
    assert found.unclaimed == 1


def test_every_kind_of_finding_is_tested() -> None:
    assert set(WORDS) == {*_DAMAGE, "original_missing", "original_altered"}
