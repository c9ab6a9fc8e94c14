"""The record: quotes that hold, whole provenance, a key that device and time do not touch."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from models.inference.results import Analysis
from tests import examples
from worker import __version__, pipeline
from worker.casefile import ExtractedDocument, Failure, FormField, Notice
from worker.record import CaseRecord, Quoted
from worker.settings import Settings

ROOT = Path(__file__).parents[2]


def _made(
    settings: Settings,
    document: ExtractedDocument | None = None,
    analysis: Analysis | None = None,
) -> CaseRecord:
    return pipeline.record(
        examples.source(),
        document or examples.document(),
        analysis or examples.analysis(),
        settings,
        started_at=examples.STARTED,
        finished_at=examples.FINISHED,
    )


@pytest.fixture
def record(settings: Settings) -> CaseRecord:
    return _made(settings)


def _quoted(record: CaseRecord) -> list[Quoted]:
    return [
        *record.form.values(),
        *record.mentions,
        *record.summary.sentences,
        *(item for items in record.digest.values() for item in items),
    ]


def test_every_quote_is_the_text_where_it_stands(record: CaseRecord) -> None:
    quoted = _quoted(record)
    assert len(quoted) > 15
    for part in quoted:
        assert record.text[part.start : part.end] == part.quote
        assert part.quote.strip() == part.quote
        assert part.boxes
        assert part.page in {segment.page for segment in record.segments}


def test_offsets_count_code_points_beyond_the_basic_plane(record: CaseRecord) -> None:
    assert "👁" in record.text
    after = [m for m in record.mentions if m.start > record.text.index("👁")]
    assert not after
    last = record.text.index("I saw it all")
    assert record.text[last:] == "I saw it all."


def test_the_summary_is_the_chosen_sentences_in_the_order_told(record: CaseRecord) -> None:
    chosen = [s for s in examples.analysis().sentences if s.chosen]
    assert [(s.start, s.end) for s in record.summary.sentences] == [
        (s.start, s.end) for s in chosen
    ]
    assert [s.id for s in record.summary.sentences] == ["s1", "s2"]
    quotes = {mention.id: mention.quote for mention in record.mentions}
    named = [[quotes[m] for m in s.mention_ids] for s in record.summary.sentences]
    assert named == [
        ["21:40", "3 March 2025", "silver van", "AB12 CDE", "Mill Lane"],
        ["José", "hammer"],
    ]


def test_ids_are_unique_and_every_reference_resolves(record: CaseRecord) -> None:
    ids = [mention.id for mention in record.mentions]
    assert len(ids) == len(set(ids))
    referred = {mention for s in record.summary.sentences for mention in s.mention_ids}
    for items in record.digest.values():
        referred |= {mention for item in items for mention in item.mention_ids}
    assert referred <= set(ids)


def test_it_names_everything_that_made_it(record: CaseRecord, settings: Settings) -> None:
    made_by = record.provenance
    assert made_by.pipeline_version == __version__
    assert made_by.reader == "example 1"
    assert [(m.name, m.version, m.sha256) for m in made_by.models] == [
        (m.name, m.version, m.sha256) for m in examples.MODELS
    ]
    assert made_by.settings == pipeline.settings_of_record(settings)
    assert (made_by.device, made_by.device_reason) == ("cpu", "there is no accelerator")
    assert made_by.started_at == "2026-01-05T09:00:00.000+00:00"
    assert made_by.finished_at == "2026-01-05T09:01:00.000+00:00"


def test_machines_promote_no_entities(record: CaseRecord) -> None:
    assert record.entities == ()


def test_a_page_that_nobody_could_read_makes_it_partial(settings: Settings) -> None:
    document = examples.document()
    unread = replace(document.pages[1], method="none")
    warned = replace(
        document,
        pages=(document.pages[0], unread),
        warnings=(Notice(code="page_unread", message="Page 2 could not be read.", page=2),),
    )
    made = _made(settings, warned)
    assert made.status == "partial"
    assert made.warnings == warned.warnings
    assert _made(settings).status == "complete"


def test_the_same_inputs_give_the_same_record(settings: Settings) -> None:
    assert _made(settings) == _made(settings)


def test_device_and_times_leave_the_key_alone(record: CaseRecord) -> None:
    elsewhere = examples.on_device(record, "cuda:0")
    assert elsewhere != record
    assert pipeline.record_key(elsewhere) == pipeline.record_key(record)
    assert len(pipeline.record_key(record)) == 64


def _another_model(record: CaseRecord) -> CaseRecord:
    models = (replace(record.provenance.models[0], sha256="d" * 64),)
    return replace(record, provenance=replace(record.provenance, models=models))


def _another_model_version(record: CaseRecord) -> CaseRecord:
    models = (replace(record.provenance.models[0], version="2"),)
    return replace(record, provenance=replace(record.provenance, models=models))


def _another_setting(record: CaseRecord) -> CaseRecord:
    settings = {**record.provenance.settings, "summary_share": "0.3"}
    return replace(record, provenance=replace(record.provenance, settings=settings))


def _another_pipeline(record: CaseRecord) -> CaseRecord:
    return replace(record, provenance=replace(record.provenance, pipeline_version="99"))


def _another_reader(record: CaseRecord) -> CaseRecord:
    return replace(record, provenance=replace(record.provenance, reader="example 2"))


def _another_file(record: CaseRecord) -> CaseRecord:
    return replace(record, document=replace(record.document, sha256="0" * 64))


def _a_failure(record: CaseRecord) -> CaseRecord:
    return replace(record, failure=examples.failure())


@pytest.mark.parametrize(
    "change",
    [
        _another_model,
        _another_model_version,
        _another_setting,
        _another_pipeline,
        _another_reader,
        _another_file,
        _a_failure,
    ],
)
def test_whatever_decides_the_record_decides_the_key(
    record: CaseRecord, change: Callable[[CaseRecord], CaseRecord]
) -> None:
    assert pipeline.record_key(change(record)) != pipeline.record_key(record)


def test_what_was_read_decides_the_key(record: CaseRecord) -> None:
    keys = {pipeline.record_key(record, reading) for reading in (None, "1" * 64, "2" * 64)}
    assert len(keys) == 3
    elsewhere = examples.on_device(record, "cuda:0")
    assert pipeline.record_key(elsewhere, "1" * 64) == pipeline.record_key(record, "1" * 64)


def test_a_reading_is_known_by_all_that_decides_it(settings: Settings) -> None:
    key = pipeline.reading_key("f" * 64, "example 1", settings)
    assert key == pipeline.reading_key("f" * 64, "example 1", replace(settings, threads=2))
    others = {
        pipeline.reading_key("e" * 64, "example 1", settings),
        pipeline.reading_key("f" * 64, "example 2", settings),
        pipeline.reading_key("f" * 64, "example 1", replace(settings, read_pages=3)),
    }
    assert len({key, *others}) == 4


def test_a_failed_record_says_why_and_keeps_what_was_read(settings: Settings) -> None:
    failure = Failure(stage="analyse", reason="cannot_analyse", message="The models gave up.")
    document = examples.document()
    made = pipeline.failed_record(
        examples.source(),
        failure,
        settings,
        started_at=examples.STARTED,
        finished_at=examples.FINISHED,
        document=document,
    )
    assert (made.status, made.failure) == ("failed", failure)
    assert (made.text, made.document.pages) == (document.text, document.pages)
    unread = examples.failed_record(settings, "a" * 32)
    assert (unread.status, unread.text, unread.document.pages) == ("failed", "", ())
    assert unread.provenance.pipeline_version == __version__
    assert unread.provenance.settings == pipeline.settings_of_record(settings)


@pytest.mark.parametrize(
    ("dated", "written_on"),
    [("2025-03-04", "2025-03-04"), ("4th March", None), ("2025-02-30", None), ("", None)],
)
def test_the_models_are_told_when_it_was_written_where_that_is_certain(
    dated: str, written_on: str | None
) -> None:
    document = examples.document()
    form = (*document.form, FormField(name="dated", value=dated, start=0, end=9))
    passage = pipeline.passage(replace(document, form=form))
    assert passage.written_on == written_on
    assert (passage.text, passage.narrative) == (document.text, document.narrative)


def test_summaries_are_as_long_as_the_settings_say(settings: Settings) -> None:
    length = pipeline.summary_length(replace(settings, summary_share=0.5, summary_fewest=7))
    assert (length.share, length.fewest) == (0.5, 7)


@pytest.mark.parametrize("module", ["worker.jobs", "worker.dispatch", "worker.api.app"])
def test_only_who_makes_records_loads_the_words_and_rules_for_it(module: str) -> None:
    program = f"import sys, {module}; print(*sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = answer.stdout.split()
    assert module in loaded
    for heavy in ("worker.digest.lexicon", "models.inference.identifiers"):
        assert heavy not in loaded
