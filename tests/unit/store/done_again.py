"""Statements that were done before, and the ways to do them again."""

from tests import examples
from worker.casefile import Stage, State, Statement
from worker.record import CaseRecord
from worker.settings import Settings
from worker.store.reprocessing import Again, Kept, Member
from worker.store.statements import set_state
from worker.store.store import Store

RUN = "0f8e77ab"
GOOD = (State.NEEDS_REVIEW, State.APPROVED, State.RETURNED)


def reviewed(
    store: Store, settings: Settings, name: str = "reviewed", state: State = State.NEEDS_REVIEW
) -> Statement:
    """A statement that was read and analysed, with a good record in ``state``."""
    statement = examples.extract(store, name)
    analyse(store, examples.record(settings, statement.id), key=name)
    if state is not State.NEEDS_REVIEW:
        with store.database.writing() as connection:
            set_state(connection, statement.id, state, store.database.now(connection))
    return store.statements.get(statement.id)


def failed(store: Store, settings: Settings, name: str = "failed") -> Statement:
    """A statement that could not be read."""
    statement = examples.register(store, name)
    fail(store, settings, statement, key=name)
    return store.statements.get(statement.id)


def analyse(store: Store, record: CaseRecord, *, key: str) -> int:
    """Settle its analysis with ``record``; return the version."""
    lease = store.work.lease("analyse", record.statement_id, "analyst")
    assert lease is not None
    return store.settlement.analysed(lease, key=examples.key_of(key), record=record)


def read(store: Store, statement: Statement, *, key: str) -> None:
    """Settle its reading."""
    lease = examples.lease(store, statement)
    store.settlement.extracted(lease, key=examples.key_of(key), body={"text": key}, characters=9)


def fail(store: Store, settings: Settings, statement: Statement, *, key: str) -> int:
    """Settle its reading with a failure; return the version."""
    return store.settlement.failed(
        examples.lease(store, statement),
        key=examples.key_of(key),
        record=examples.failed_record(settings, statement.id),
        failure=examples.failure(),
    )


def kept(store: Store, *statements: Statement) -> list[Kept]:
    """These statements as they are kept."""
    return list(store.reprocessing.kept(ids=[each.id for each in statements]))


def put_back(
    store: Store, *statements: Statement, stage: Stage = "extract", run: str = RUN
) -> list[str]:
    """Put these statements back by a run; return the ids of those that were."""
    chosen = [
        Again(kept=each, stage=stage, why="other models") for each in kept(store, *statements)
    ]
    return store.reprocessing.put_back(chosen, run=run, who="jo")


def member(store: Store, run: str = RUN) -> Member:
    """The one statement of a run."""
    [member] = store.reprocessing.members(run)
    return member
