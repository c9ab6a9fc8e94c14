"""A scan that a busy machine read in part is read better another day, and that is a new version."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from models.inference.results import Analysis, Passage, SummaryLength, Unanalysed
from tests import examples
from worker import jobs, pipeline
from worker.backlog import differences, run
from worker.backlog.active import Active
from worker.backlog.choice import Choice
from worker.casefile import ExtractedDocument, Notice, State, Statement
from worker.extract import READER_VERSION, document_json
from worker.settings import Settings
from worker.store.statements import set_state
from worker.store.store import Store

READER = f"example {READER_VERSION}"
WHOLE = replace(examples.document(), reader=READER)
LATE = replace(
    WHOLE,
    pages=(WHOLE.pages[0], replace(WHOLE.pages[1], method="none")),
    warnings=(Notice(code="page_not_read", message="Page 2 was not read.", page=2),),
)
# The same page, read a little otherwise: one of its words stands elsewhere.
SHIFTED = replace(
    WHOLE,
    words=(
        replace(WHOLE.words[0], box=replace(WHOLE.words[0].box, x0=71.0)),
        *WHOLE.words[1:],
    ),
)


class _Analyst:
    def analyse(
        self, passages: Sequence[Passage], length: SummaryLength
    ) -> list[Analysis | Unanalysed]:
        return [examples.analysis() for _ in passages]


class _Tired:
    def analyse(
        self, passages: Sequence[Passage], length: SummaryLength
    ) -> list[Analysis | Unanalysed]:
        return [Unanalysed(reason="cannot_analyse", message="It gave up.") for _ in passages]


def _read_and_analysed(
    store: Store,
    settings: Settings,
    statement: Statement,
    document: ExtractedDocument,
    analyst: jobs.AnalyserLike,
) -> None:
    lease = examples.lease(store, statement)
    key = pipeline.reading_key(statement.sha256, document.reader, settings, document.ocr)
    body, characters = document_json.to_json(document), len(document.text)
    store.settlement.extracted(lease, key=key, body=body, characters=characters)
    jobs.equip(jobs.Equipment(store=store, settings=settings, holder="a", analyser=analyst))
    jobs.analyse(statement.id)


def _again(
    store: Store, settings: Settings, statement: Statement, document: ExtractedDocument
) -> differences.Differences:
    active = Active(settings=settings, models=examples.MODELS)
    plan = run.plan(store, active, Choice(ids=(statement.id,)), again=True)
    name = run.new_run()
    assert [put for _, put in run.put_back(store, plan.due, run=name, who="jo")] == [[statement.id]]
    _read_and_analysed(store, settings, statement, document, _Analyst())
    return differences.of_run(store, name)


def _approved(store: Store, statement: Statement) -> None:
    with store.database.writing() as connection:
        set_state(connection, statement.id, State.APPROVED, store.database.now(connection))


@pytest.mark.parametrize(
    ("first", "second", "statuses"),
    [
        (LATE, WHOLE, ["partial", "complete"]),
        # Worse is told, too, and the better version stays beside it.
        (WHOLE, LATE, ["complete", "partial"]),
        (WHOLE, SHIFTED, ["complete", "complete"]),
    ],
)
def test_another_reading_by_the_same_reader_is_a_new_version_to_be_reviewed(
    store: Store,
    stored: Settings,
    first: ExtractedDocument,
    second: ExtractedDocument,
    statuses: list[str],
) -> None:
    statement = examples.register(store)
    _read_and_analysed(store, stored, statement, first, _Analyst())
    _approved(store, statement)
    found = _again(store, stored, statement, second)
    assert found.same == ()
    [new] = (*found.differing, *found.alike)
    assert (new.then, new.now) == (1, 2)
    assert ("pages" in new.parts) == (statuses[0] != statuses[1])
    assert store.statements.get(statement.id).state is State.NEEDS_REVIEW
    versions = [store.records.version(statement.id, number) for number in (1, 2)]
    assert [each and each.status for each in versions] == statuses
    assert store.documents.latest(statement.id) == document_json.to_json(second)
    assert store.complete().sound


@pytest.mark.parametrize("document", [WHOLE, LATE])
def test_the_same_reading_adds_no_version_and_what_people_decided_stands(
    store: Store, stored: Settings, document: ExtractedDocument
) -> None:
    statement = examples.register(store)
    _read_and_analysed(store, stored, statement, document, _Analyst())
    _approved(store, statement)
    for _ in range(2):
        found = _again(store, stored, statement, document)
        assert [each.statement_id for each in found.same] == [statement.id]
    assert store.records.versions(statement.id) == [1]
    assert store.statements.get(statement.id).state is State.APPROVED
    assert store.complete().sound


def test_readings_that_come_and_go_are_each_the_newest_in_turn(
    store: Store, stored: Settings
) -> None:
    statement = examples.register(store)
    _read_and_analysed(store, stored, statement, LATE, _Analyst())
    for version, document in enumerate((WHOLE, LATE, LATE, WHOLE), start=2):
        _again(store, stored, statement, document)
        record = store.records.latest(statement.id)
        assert record is not None
        assert record.status == ("partial" if document is LATE else "complete")
        # The third is the second once more.
        assert record.version == version - (version > 3)
    assert store.complete().sound


def test_what_failed_to_be_analysed_after_a_better_reading_keeps_what_was_read(
    store: Store, stored: Settings
) -> None:
    statement = examples.register(store)
    for version, document in enumerate((LATE, WHOLE, WHOLE), start=1):
        if version > 1:
            store.interventions.release(statement.id, who="jo")
        _read_and_analysed(store, stored, statement, document, _Tired())
        record = store.records.latest(statement.id)
        assert record is not None
        assert record.status == "failed"
        assert record.version == min(version, 2)
        assert record.warnings == document.warnings
    assert store.complete().sound
