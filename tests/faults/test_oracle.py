"""The oracle sees each kind of harm, and nothing where there is none."""

import hashlib
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, update

from tests import factories
from tests.faults.oracle import Verdict, judge
from tests.faults.sending import CASE, Entry
from worker.casefile import State, Statement
from worker.settings import Settings
from worker.store.store import Store
from worker.store.tables import documents, events, records, statements, work

WHOLE = replace(factories.marlowe(), status="complete", warnings=())


@dataclass
class Sent:
    """Three statements that went all the way, and what the oracle is told of them."""

    store: Store
    settings: Settings
    statements: list[Statement]
    entries: list[Entry]
    files: Mapping[str, Path]

    def judged(self, expected: Mapping[str, State] | None = None) -> Verdict:
        return judge(self.store, self.entries, self.files, expected or {})


@pytest.fixture
def sent(sqlite_store: Store, settings: Settings, tmp_path: Path) -> Sent:
    """Three sound statements."""
    found, entries, files = [], [], {}
    for number in range(3):
        # Each file is another, and all say the same.
        content = factories.TEXT.encode() + b" " * number
        statement = factories.received(
            sqlite_store, settings, content, filename=f"{number}.txt", case_ref=CASE
        )
        factories.ready(sqlite_store, statement, WHOLE)
        path = tmp_path / f"{number}.txt"
        path.write_bytes(content)
        found.append(statement)
        entries.append(Entry(path.name, statement.sha256, statement.id, 0.0, 1))
        files[statement.sha256] = path
    return Sent(sqlite_store, settings, found, entries, files)


def test_where_all_is_well_it_finds_nothing(sent: Sent) -> None:
    assert sent.judged().clean


def gone(sent: Sent, statement_id: str) -> None:
    with sent.store.database.writing() as connection:
        for table in (work, events, records, documents):
            connection.execute(delete(table).where(table.c.statement_id == statement_id))
        connection.execute(delete(statements).where(statements.c.id == statement_id))


def unsettled(sent: Sent, statement_id: str) -> None:
    with sent.store.database.writing() as connection:
        connection.execute(
            update(statements).where(statements.c.id == statement_id).values(state=State.ANALYSING)
        )


@pytest.mark.parametrize("harm", [gone, unsettled])
def test_what_was_acknowledged_and_is_not_settled_is_lost(
    harm: Callable[[Sent, str], None], sent: Sent
) -> None:
    harm(sent, sent.statements[1].id)
    assert sent.judged().lost == {sent.statements[1].id}


def test_a_second_record_is_a_doubled_one(sent: Sent) -> None:
    factories.made_again(sent.store, sent.statements[1], WHOLE)
    assert sent.judged().doubled == {sent.statements[1].id}


def test_a_second_ending_is_a_doubled_one(sent: Sent) -> None:
    with sent.store.database.writing() as connection:
        row = connection.execute(
            select(events).where(
                events.c.statement_id == sent.statements[1].id, events.c.action == "analysed"
            )
        ).one()
        again = {name: value for name, value in row._mapping.items() if name != "id"}
        connection.execute(insert(events).values(**again))
    assert sent.judged().doubled == {sent.statements[1].id}


def test_one_file_that_was_acknowledged_as_two_statements_is_a_doubled_one(sent: Sent) -> None:
    one, other = sent.entries[0], sent.entries[1]
    sent.entries.append(replace(one, statement_id=other.statement_id))
    assert one.sha256 in sent.judged().doubled


def another_text(sent: Sent, statement_id: str) -> None:
    with sent.store.database.writing() as connection:
        body = connection.scalar(
            select(records.c.body).where(records.c.statement_id == statement_id)
        )
        changed = str(body).replace("silver Ford", "golden Ford")
        connection.execute(
            update(records).where(records.c.statement_id == statement_id).values(body=changed)
        )


def no_record(sent: Sent, statement_id: str) -> None:
    with sent.store.database.writing() as connection:
        connection.execute(delete(records).where(records.c.statement_id == statement_id))


def altered_original(sent: Sent, statement_id: str) -> None:
    path = sent.store.originals.path(sent.store.statements.get(statement_id).sha256)
    path.chmod(0o600)
    path.write_bytes(b"something else")


def no_original(sent: Sent, statement_id: str) -> None:
    sent.store.originals.path(sent.store.statements.get(statement_id).sha256).unlink()


def open_work(sent: Sent, statement_id: str) -> None:
    with sent.store.database.writing() as connection:
        connection.execute(
            update(work)
            .where(work.c.statement_id == statement_id, work.c.stage == "analyse")
            .values(status="waiting")
        )


@pytest.mark.parametrize(
    "harm", [another_text, no_record, altered_original, no_original, open_work]
)
def test_what_is_settled_without_all_its_parts_is_torn(
    harm: Callable[[Sent, str], None], sent: Sent
) -> None:
    harm(sent, sent.statements[1].id)
    verdict = sent.judged()
    assert verdict.torn == {sent.statements[1].id}
    assert not verdict.lost


def test_an_original_that_no_statement_names_is_named(sent: Sent) -> None:
    sent.store.originals.put(io.BytesIO(b"nobody's"), most=100)
    assert len(sent.judged().torn) == 1


def test_a_statement_that_nobody_was_told_of_is_named(sent: Sent) -> None:
    entry = sent.entries.pop()
    assert sent.judged().torn == {entry.sha256}


def test_a_failure_without_cause_is_a_spoiled_statement_and_an_expected_one_is_none(
    sent: Sent,
) -> None:
    with sent.store.database.writing() as connection:
        connection.execute(
            update(statements)
            .where(statements.c.id == sent.statements[1].id)
            .values(state=State.FAILED, failure_reason="damaged_file", failure_message="Again.")
        )
    assert sent.judged().spoiled == {sent.statements[1].id}
    assert sent.judged({sent.statements[1].id: State.FAILED}).clean


def test_files_are_told_apart_by_their_bytes(sent: Sent) -> None:
    assert {hashlib.sha256(p.read_bytes()).hexdigest() for p in sent.files.values()} == {
        entry.sha256 for entry in sent.entries
    }
