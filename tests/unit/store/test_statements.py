"""Statements: registered once however often they are sent, found, listed and counted."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests import examples
from worker.casefile import Failure, State
from worker.errors import StatementUnknown
from worker.store.statements import set_state
from worker.store.store import Store


def test_a_new_statement_is_promised_its_reading(store: Store) -> None:
    statement = examples.register(store)
    assert statement.state is State.RECEIVED
    assert not statement.state.settled
    assert statement.version is None
    assert statement.failure is None
    assert statement.received_at.tzinfo is not None
    assert store.work.counts() == {("extract", "waiting"): 1}
    assert [(e.actor, e.action) for e in store.events.history(statement.id)] == [
        ("officer", "received")
    ]


def test_the_same_file_in_the_same_case_is_the_same_statement(store: Store) -> None:
    first = examples.register(store, "twice")
    again, new = store.statements.register(
        case_ref=first.case_ref,
        filename="another-name.pdf",
        sha256=first.sha256,
        size=first.size,
        priority=50,
        received_by="another officer",
    )
    assert (again, new) == (first, False)
    assert store.work.counts() == {("extract", "waiting"): 1}


def test_the_same_file_in_another_case_is_another_statement(store: Store) -> None:
    first = examples.register(store)
    other, new = store.statements.register(
        case_ref="02AB7654325",
        filename=first.filename,
        sha256=first.sha256,
        size=first.size,
        priority=10,
        received_by="officer",
    )
    assert new
    assert other.id != first.id


def test_fifty_senders_at_once_make_one_statement(store: Store) -> None:
    def send(number: int) -> tuple[str, bool]:
        statement, new = store.statements.register(
            case_ref=examples.CASE,
            filename=f"copy-{number}.pdf",
            sha256="5" * 64,
            size=1,
            priority=10,
            received_by=f"officer {number}",
        )
        return statement.id, new

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(send, range(50)))
    assert len({statement_id for statement_id, _new in answers}) == 1
    assert [new for _id, new in answers].count(True) == 1
    assert store.work.counts() == {("extract", "waiting"): 1}
    assert len(store.events.history(answers[0][0])) == 1


def test_an_unknown_id_is_said_to_be_unknown(store: Store) -> None:
    with pytest.raises(StatementUnknown, match="no statement with this id"):
        store.statements.get("0" * 32)


def test_listing_is_newest_first_and_can_be_narrowed_and_paged(store: Store) -> None:
    first, second, third = (examples.register(store, name) for name in ("a", "b", "c"))
    examples.lease(store, second)
    listed = [statement.id for statement in store.statements.listing()]
    assert listed == [third.id, second.id, first.id]
    assert [s.id for s in store.statements.listing(limit=1, offset=1)] == [second.id]
    assert [s.id for s in store.statements.listing(state=State.EXTRACTING)] == [second.id]
    assert store.statements.listing(case_ref="NOBODY1") == []


def test_counts_say_how_many_are_where(store: Store) -> None:
    first = examples.register(store, "a")
    examples.register(store, "b")
    examples.lease(store, first)
    assert store.statements.counts() == {State.RECEIVED: 1, State.EXTRACTING: 1}
    assert store.statements.counts(case_ref="NOBODY1") == {}
    assert store.statements.cases() == [(examples.CASE, 2)]


def test_reasons_say_why_statements_stopped_and_narrow_the_list(store: Store) -> None:
    ids = {}
    for name, reason in (("a", "encrypted"), ("b", "no_text"), ("c", "encrypted")):
        statement = examples.register(store, name)
        with store.database.writing() as connection:
            why = Failure(stage="extract", reason=reason, message="Why.")
            set_state(connection, statement.id, State.FAILED, 0.0, failure=why)
        ids[name] = statement.id
    waiting = examples.register(store, "d")
    assert store.statements.reasons(State.FAILED) == [("encrypted", 2), ("no_text", 1)]
    assert store.statements.reasons(State.FAILED, case_ref="NOBODY1") == []
    assert store.statements.reasons(State.QUARANTINED) == []
    stopped = store.statements.listing(state=State.FAILED, reason="encrypted")
    assert {one.id for one in stopped} == {ids["a"], ids["c"]}
    assert waiting.id in {one.id for one in store.statements.listing()}
    assert store.statements.listing(reason="nothing") == []
