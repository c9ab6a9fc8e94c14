"""A run from plan to report, on both databases: resumable, in small steps, honest at the end."""

from dataclasses import replace
from pathlib import Path

import pytest

from models.inference.results import ModelRef
from tests import examples
from worker import __version__, pipeline
from worker.backlog import differences, run
from worker.backlog.active import Active
from worker.backlog.choice import Choice, choice
from worker.casefile import Failure, Notice, State, Statement
from worker.extract import READER_VERSION
from worker.presence import profile
from worker.record import CaseRecord
from worker.settings import Settings
from worker.store.retries import Cause
from worker.store.store import Store
from worker.store.work import Work

READER = f"example {READER_VERSION}"
OLD = examples.MODELS
NEW = (ModelRef(name="deponent-entities", version="2", sha256="d" * 64),)


def _active(settings: Settings, models: tuple[ModelRef, ...] = NEW) -> Active:
    return Active(settings=settings, models=models)


def _record(
    settings: Settings, statement: Statement, models: tuple[ModelRef, ...] = OLD
) -> CaseRecord:
    document = replace(examples.document(), reader=READER)
    return pipeline.record(
        pipeline.Source(
            statement_id=statement.id,
            case_ref=statement.case_ref,
            filename=statement.filename,
            sha256=statement.sha256,
        ),
        document,
        replace(examples.analysis(), models=models),
        settings,
        started_at=examples.STARTED,
        finished_at=examples.FINISHED,
    )


def _read(store: Store, settings: Settings, statement: Statement) -> None:
    lease = examples.lease(store, statement)
    key = pipeline.reading_key(statement.sha256, READER, settings)
    store.settlement.extracted(lease, key=key, body={"text": "as ever"}, characters=9)


def _analyse(store: Store, record: CaseRecord) -> None:
    lease = store.work.lease("analyse", record.statement_id, "analyst")
    assert lease is not None
    store.settlement.analysed(lease, key=pipeline.record_key(record), record=record)


def _made(
    store: Store,
    settings: Settings,
    name: str,
    models: tuple[ModelRef, ...] = OLD,
    case_ref: str = examples.CASE,
) -> Statement:
    statement = examples.register(store, name, case_ref=case_ref)
    _read(store, settings, statement)
    _analyse(store, _record(settings, statement, models))
    return statement


def _begin(store: Store, plan: run.Plan, name: str | None = None, **values: str) -> str:
    name = name or run.new_run()
    for _ in run.put_back(store, plan.due, run=name, who="jo", **values):
        pass
    return name


def test_what_is_due_says_why_and_what_is_current_is_left_out(
    store: Store, settings: Settings
) -> None:
    old = _made(store, settings, "old")
    _made(store, settings, "new", NEW)
    waiting = examples.register(store, "waiting")
    heard: list[int] = []
    plan = run.plan(store, _active(settings), Choice(), looked_at=heard.append)
    [due] = plan.due
    assert (due.kept.statement_id, due.stage) == (old.id, "analyse")
    assert due.why.startswith("made with deponent-entities 1 (eeeeeeee)")
    assert plan.current == 1
    assert [(each.statement_id, each.state) for each in plan.left_alone] == [
        (waiting.id, State.RECEIVED)
    ]
    assert heard == [1, 2, 3]
    # Looking has changed nothing.
    assert store.reprocessing.latest_run() is None
    again = run.plan(store, _active(settings), Choice(), again=True)
    assert [each.stage for each in again.due] == ["extract", "extract"]
    assert again.due[1].why == "asked for again"


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (Choice(), ["one", "two", "three"]),
        (Choice(case_refs=("01ZD1234526",)), ["three"]),
        (Choice(case_refs=("01ZD1234526", examples.CASE)), ["one", "two", "three"]),
        (choice(["file=T*.pdf"]), ["two", "three"]),
        (choice(["changed=model"]), ["one", "two", "three"]),
        (choice(["changed=reader", "changed=settings"]), []),
        (choice(["state=failed"]), []),
        (choice(["received-from=2000-01-01", "file=one*"]), ["one"]),
        (choice(["received-before=2000-01-01"]), []),
    ],
)
def test_only_what_is_meant_is_due(
    store: Store, settings: Settings, wanted: Choice, names: list[str]
) -> None:
    for name in ("one", "two"):
        _made(store, settings, name)
    _made(store, settings, "three", case_ref="01ZD1234526")
    plan = run.plan(store, _active(settings), wanted)
    assert [each.kept.filename for each in plan.due] == [f"{name}.pdf" for name in names]
    assert plan.current == 0


def test_what_failed_is_due_each_time_though_nothing_has_changed(
    store: Store, settings: Settings
) -> None:
    failed = _unread(store, settings, "unread")
    _made(store, settings, "new", NEW)
    for _ in range(2):
        plan = run.plan(store, _active(settings), Choice())
        [due] = plan.due
        assert (due.kept.statement_id, due.stage) == (failed.id, "extract")
        assert (due.why, plan.current) == ("it failed before", 1)
        _begin(store, plan)
        _fail(store, settings, failed)
    assert store.records.versions(failed.id) == [1]
    assert run.plan(store, _active(settings), choice(["changed=model"])).due == ()
    assert len(run.plan(store, _active(settings), choice(["state=failed"])).due) == 1
    assert store.complete().sound


def test_a_run_that_broke_off_goes_on_when_the_command_is_given_again(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "_AT_ONCE", 2)
    statements = [_made(store, settings, f"statement {n}") for n in range(5)]
    plan = run.plan(store, _active(settings), Choice())
    first = run.put_back(store, plan.due, run="0" * 8, who="jo")
    assert next(first) == (2, [each.id for each in statements[:2]])
    # Killed here: whatever was put back is done, and the others are as they were.
    first.close()
    _analyse(store, _record(settings, statements[0], NEW))
    assert store.complete().sound
    plan = run.plan(store, _active(settings), Choice())
    assert [each.kept.statement_id for each in plan.due] == [each.id for each in statements[2:]]
    assert (plan.current, [each.statement_id for each in plan.left_alone]) == (
        1, [statements[1].id]
    )  # fmt: skip
    _begin(store, plan, "1" * 8)
    for each in statements[1:]:
        _analyse(store, _record(settings, each, NEW))
    plan = run.plan(store, _active(settings), Choice())
    assert (plan.due, plan.left_alone, plan.current) == ((), (), 5)
    assert [store.records.versions(each.id) for each in statements] == [[1, 2]] * 5
    assert store.complete().sound


def test_two_plans_of_the_same_put_each_back_once(store: Store, settings: Settings) -> None:
    statements = [_made(store, settings, f"statement {n}") for n in range(3)]
    plans = [run.plan(store, _active(settings), Choice()) for _ in range(2)]
    names = [_begin(store, plan) for plan in plans]
    assert [len(store.reprocessing.members(name)) for name in names] == [3, 0]
    assert store.work.counts()["analyse", "waiting"] == len(statements)


def test_why_it_was_asked_for_stands_in_the_history(store: Store, settings: Settings) -> None:
    statement = _made(store, settings, "old")
    name = _begin(store, run.plan(store, _active(settings), Choice()), why="model 2\nis here")
    last = store.events.history(statement.id)[-1]
    assert last.detail.startswith(f"run {name}: it was needs review, version 1; made with ")
    assert last.detail.endswith(": model 2 is here")
    assert store.reprocessing.members(name)[0].before.version == 1


def test_the_report_says_of_each_what_became_of_it(store: Store, settings: Settings) -> None:
    names = ("same", "alike", "few", "many", "broken", "stopped", "waiting")
    made = {name: _made(store, settings, name) for name in names}
    failed = _unread(store, settings, "unread")
    lost = _unread(store, settings, "lost")
    aside = _unread(store, settings, "aside")
    plan = run.plan(store, _active(settings), Choice(), again=True)
    name = _begin(store, plan)
    for each in (*(made[key] for key in names[:4]), failed):
        _read(store, settings, each)
    _analyse(store, _record(settings, made["same"]))
    _analyse(store, _record(settings, made["alike"], NEW))
    few, many = (_record(settings, made[key], NEW) for key in ("few", "many"))
    _analyse(store, replace(few, warnings=(Notice(code="late", message="Late.", page=1),)))
    _analyse(store, replace(many, status="partial", mentions=many.mentions[2:], form={}))
    _analyse(store, _record(settings, failed, NEW))
    _fail(store, settings, made["broken"])
    _fail(store, settings, lost)
    impatient = Work(store.database, lease_seconds=60.0, max_attempts=1)
    impatient.try_again(examples.lease(store, aside), Cause.READER_DIED)
    store.interventions.cancel(made["stopped"].id, who="jo")
    heard: list[tuple[int, int]] = []
    found = differences.of_run(store, name, compared=lambda done, of: heard.append((done, of)))
    assert found.members == len(plan.due) == 10
    assert heard == [(number, 10) for number in range(1, 11)]
    told = {
        part: [each.filename for each in getattr(found, part)]
        for part in ("same", "read_now", "kept", "failed", "aside", "stopped", "in_hand")
    }
    assert told == {
        "same": ["same.pdf"],
        "read_now": ["unread.pdf"],
        "kept": ["broken.pdf"],
        "failed": ["lost.pdf"],
        "aside": ["aside.pdf"],
        "stopped": ["stopped.pdf"],
        "in_hand": ["waiting.pdf"],
    }
    assert [each.member.filename for each in found.alike] == ["alike.pdf"]
    first, second = found.differing
    assert first.member.filename == "many.pdf"
    assert first.parts == {"record": 1, "mentions": 2, "form": 1}
    assert first.places == 4
    assert first.address == f"/statements/{made['many'].id}/changes?then=1&now=2"
    assert (second.member.filename, second.parts) == ("few.pdf", {"warnings": 1})
    assert found.parts == {"record": 1, "mentions": 1, "form": 1, "warnings": 1}
    assert not found.all_well
    assert store.complete().sound


def test_files_that_went_or_came_make_it_a_version_that_differs(
    store: Store, settings: Settings
) -> None:
    statement = _made(store, settings, "bundle")
    name = _begin(store, run.plan(store, _active(settings), Choice()))
    record = _record(settings, statement, NEW)
    document = replace(record.document, children=("1" * 32, "2" * 32))
    _analyse(store, replace(record, document=document))
    found = differences.of_run(store, name)
    assert found.alike == ()
    [differing] = found.differing
    assert (differing.parts, found.parts) == ({"files": 2}, {"files": 1})


def test_a_run_in_which_nothing_failed_went_well(store: Store, settings: Settings) -> None:
    statement = _made(store, settings, "old")
    name = _begin(store, run.plan(store, _active(settings), Choice()))
    assert not differences.of_run(store, name).all_well
    _analyse(store, _record(settings, statement, NEW))
    assert differences.of_run(store, name).all_well


@pytest.mark.parametrize(
    ("stage", "models", "version", "outdated"),
    [
        ("analyse", ("deponent-entities 2",), __version__, ""),
        ("analyse", ("deponent-entities 1",), __version__, "has the models deponent-entities 1"),
        ("analyse", ("deponent-entities 2",), "0.0.1", "is Deponent 0.0.1"),
        ("extract", (), __version__, ""),
        ("extract", (), "0.0.1", "is Deponent 0.0.1"),
        ("dispatch", (), "0.0.1", ""),
    ],
)
def test_workers_that_would_make_the_old_records_again_are_named(
    store: Store,
    settings: Settings,
    stage: str,
    models: tuple[str, ...],
    version: str,
    outdated: str,
) -> None:
    assert run.idle_roles(store) == ("extract", "analyse", "dispatch")
    run.check_workers(store, _active(settings))
    worker = replace(profile("one", stage, models=models), pipeline_version=version)
    store.workers.sign_in(worker)
    assert stage not in run.idle_roles(store)
    if outdated:
        with pytest.raises(run.WorkersDiffer) as refused:
            run.check_workers(store, _active(settings))
        assert outdated in str(refused.value)
    else:
        run.check_workers(store, _active(settings))
    # One that has ended does nothing any more.
    store.workers.sign_off("one")
    run.check_workers(store, _active(settings))


def _unread(store: Store, settings: Settings, name: str) -> Statement:
    statement = examples.register(store, name)
    _fail(store, settings, statement)
    return statement


def _fail(store: Store, settings: Settings, statement: Statement) -> None:
    lease = examples.lease(store, statement)
    failure = Failure(stage="extract", reason="encrypted", message="It asks for a password.")
    record = pipeline.failed_record(
        replace(examples.source(statement.id), sha256=statement.sha256),
        failure,
        settings,
        started_at=examples.STARTED,
        finished_at=examples.FINISHED,
    )
    store.settlement.failed(lease, key=pipeline.record_key(record), record=record, failure=failure)


def test_the_parts_are_counted_where_they_differ(settings: Settings, tmp_path: Path) -> None:
    one = examples.record(settings)
    assert differences.differing_parts(one, one) == {}
    other = replace(
        one,
        text=one.text.replace("twice", "once"),
        summary=replace(one.summary, sentences=one.summary.sentences[1:]),
        warnings=(Notice(code="unsigned", message="No signature was found.", page=None),),
        document=replace(one.document, pages=one.document.pages[:1]),
    )
    found = differences.differing_parts(one, other)
    assert {"words", "summary", "warnings", "pages"} <= {*found}
    assert list(found) == [part for part in differences.PARTS if part in found]
