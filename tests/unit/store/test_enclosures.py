"""Files inside files: each becomes a statement with the reading that found it, and only once."""

import io
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests import examples
from worker.casefile import State, Statement
from worker.errors import LeaseLost
from worker.store.enclosures import Enclosed
from worker.store.store import Store


def found(store: Store, name: str) -> Enclosed:
    """A file that was found, its original stored."""
    sha256, size = store.originals.put(io.BytesIO(f"original of {name}".encode()), most=10_000)
    return Enclosed(filename=f"{name}.pdf", sha256=sha256, size=size)


def read(store: Store, statement: Statement, *enclosed: Enclosed) -> None:
    """Settle the reading of ``statement``, in which ``enclosed`` was found."""
    lease = examples.lease(store, statement)
    store.settlement.extracted(
        lease, key=statement.id, body={"text": ""}, characters=0, enclosed=enclosed
    )


def test_what_is_found_inside_waits_to_be_read_like_any_upload(store: Store) -> None:
    message = examples.register(store, "message", priority=50)
    read(store, message, found(store, "one"), found(store, "two"))
    inside = store.enclosures.inside(message.id)
    assert [each.filename for each in inside] == ["one.pdf", "two.pdf"]
    for each in inside:
        child = store.statements.get(each.statement_id)
        assert (child.state, child.case_ref) == (State.RECEIVED, message.case_ref)
        assert (child.depth, child.root_id) == (1, message.id)
        assert examples.lease(store, child).priority == 50
        assert [e.statement_id for e in store.enclosures.around(child.id)] == [message.id]
    assert store.enclosures.under(message.id) == 2


def test_what_is_inside_a_child_belongs_to_the_same_upload(store: Store) -> None:
    bundle = examples.register(store, "bundle")
    read(store, bundle, found(store, "message"))
    (message,) = store.enclosures.inside(bundle.id)
    read(store, store.statements.get(message.statement_id), found(store, "scan"))
    (scan,) = store.enclosures.inside(message.statement_id)
    deep = store.statements.get(scan.statement_id)
    assert (deep.depth, deep.root_id) == (2, bundle.id)
    assert store.enclosures.under(bundle.id) == 2


def test_a_file_that_the_case_has_already_is_linked_and_not_read_again(store: Store) -> None:
    upload = examples.register(store, "one")
    first, second = (examples.register(store, name) for name in ("first", "second"))
    for message in (first, second):
        read(store, message, found(store, "one"))
        assert [e.statement_id for e in store.enclosures.inside(message.id)] == [upload.id]
    assert {e.statement_id for e in store.enclosures.around(upload.id)} == {first.id, second.id}
    assert store.statements.get(upload.id).depth == 0
    assert sum(store.statements.counts().values()) == 3


def test_files_that_the_case_has_are_known_by_their_hashes(store: Store) -> None:
    bundle = examples.register(store, "bundle")
    inside, later = found(store, "inside"), found(store, "later")
    read(store, bundle, inside)
    elsewhere = examples.register(store, "elsewhere", case_ref="01ZD1234526")
    hashes = [inside.sha256, later.sha256, bundle.sha256, elsewhere.sha256]
    assert store.enclosures.known(bundle.case_ref, hashes) == {inside.sha256, bundle.sha256}
    assert store.enclosures.known(elsewhere.case_ref, hashes) == {elsewhere.sha256}
    assert store.enclosures.known(bundle.case_ref, []) == frozenset()


def test_a_reading_that_lost_its_lease_leaves_no_children(store: Store) -> None:
    message = examples.register(store, "message")
    stale = examples.lease(store, message)
    store.work.give_back(stale, "test")
    read(store, message, found(store, "one"))
    with pytest.raises(LeaseLost):
        store.settlement.extracted(
            stale, key="k", body={}, characters=0, enclosed=[found(store, "two")]
        )
    assert [e.filename for e in store.enclosures.inside(message.id)] == ["one.pdf"]
    assert sum(store.statements.counts().values()) == 2


def test_many_messages_with_one_file_give_one_statement_of_it(store: Store) -> None:
    messages = [examples.register(store, f"message {n}") for n in range(8)]
    leases = [examples.lease(store, message) for message in messages]
    enclosed = [found(store, "shared")]
    ready = threading.Barrier(len(leases))

    def settle(at: int) -> None:
        ready.wait()
        store.settlement.extracted(
            leases[at], key=f"{at}", body={"text": ""}, characters=0, enclosed=enclosed
        )

    with ThreadPoolExecutor(len(leases)) as pool:
        list(pool.map(settle, range(len(leases))))
    children = {store.enclosures.inside(message.id)[0].statement_id for message in messages}
    assert len(children) == 1
    assert store.work.counts()["extract", "waiting"] == 1
