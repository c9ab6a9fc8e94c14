"""What has changed since a record was made, and from which stage that asks to begin."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from models.inference.errors import ArtefactMissing
from models.inference.results import ModelRef
from tests.unit.backlog.kept import kept
from worker import __version__, pipeline
from worker.backlog.active import Active
from worker.casefile import Stage, State
from worker.extract import READER_VERSION
from worker.extract.formats import libreoffice
from worker.extract.ocr import reading
from worker.extract.pdf.reader import reader as pdf_reader
from worker.record import SCHEMA_VERSION
from worker.settings import Settings
from worker.store.reprocessing import Kept

MODELS = (ModelRef(name="minilm-statements", version="5", sha256="e" * 64),)
TEXT_READER = f"deponent-text {READER_VERSION}"
ENGINE = "tesseract 1.0.0 / eng (000000000000)"


def _active(settings: Settings) -> Active:
    return Active(settings=settings, models=MODELS)


def _made(settings: Settings, /, **changes: object) -> Mapping[str, object]:
    return {
        "schema": SCHEMA_VERSION,
        "pipeline_version": __version__,
        "reader": TEXT_READER,
        "ocr": None,
        "models": [{"name": m.name, "version": m.version, "sha256": m.sha256} for m in MODELS],
        "settings": pipeline.settings_of_record(settings),
        **changes,
    }


def _kept(settings: Settings, /, **changes: object) -> Kept:
    """A statement whose newest reading is the one that its record was made from."""
    made = _made(settings, **changes)
    reader, ocr = str(made["reader"]), made["ocr"]
    key = pipeline.reading_key("f" * 64, reader, settings, str(ocr) if ocr else None)
    return kept(made=made, reading=key)


def test_what_is_active_has_made_nothing_new(settings: Settings) -> None:
    assert _active(settings).changed(_kept(settings)) == ()


def test_what_a_record_does_not_depend_on_changes_nothing(settings: Settings) -> None:
    other = replace(settings, threads=7, device="cuda", read_seconds=1.0, batch_tokens=5)
    assert _active(other).changed(_kept(settings)) == ()


_CASES: list[tuple[Callable[[Settings], dict[str, object]], str, str, Stage]] = [
    (lambda _: {"pipeline_version": "0.0.1"}, "version",
     f"made by Deponent 0.0.1, now {__version__}", "extract"),
    (lambda _: {"schema": "0.1"}, "version",
     f"a record of schema 0.1, now {SCHEMA_VERSION}", "extract"),
    (lambda _: {"reader": "deponent-text 1"}, "reader",
     f"read by deponent-text 1, now {TEXT_READER}", "extract"),
    (lambda _: {"ocr": ENGINE}, "ocr", f"scans read by {ENGINE}, now ", "extract"),
    (lambda s: {"settings": {**pipeline.settings_of_record(s), "read_pages": "9"}}, "settings",
     "setting read_pages was 9, now 500", "extract"),
    (lambda s: {"settings": {**pipeline.settings_of_record(s), "summary_share": "0.5"}},
     "settings", "setting summary_share was 0.5, now 0.2", "analyse"),
    (lambda s: {"settings": {**pipeline.settings_of_record(s), "overview": "on"}}, "settings",
     "setting overview was on, now not set", "analyse"),
    (lambda _: {"settings": {}}, "settings", "setting summary_share was not set, now 0.2",
     "extract"),
    (lambda _: {"models": [{"name": "minilm-statements", "version": "4", "sha256": "d" * 64}]},
     "model", "made with minilm-statements 4 (dddddddd), now minilm-statements 5 (eeeeeeee)",
     "analyse"),
    (lambda _: {"models": [{"name": "minilm-statements", "version": "5", "sha256": "d" * 64}]},
     "model", "made with minilm-statements 5 (dddddddd), now minilm-statements 5 (eeeeeeee)",
     "analyse"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "kind", "words", "stage"), _CASES)
def test_each_change_is_named_and_says_where_to_begin(
    settings: Settings,
    change: Callable[[Settings], dict[str, object]],
    kind: str,
    words: str,
    stage: Stage,
) -> None:
    active, kept = _active(settings), _kept(settings, **change(settings))
    [changed] = active.changed(kept)
    assert changed.kind == kind
    assert words in changed.words
    assert active.stage(kept, (changed,)) == stage


def test_several_changes_begin_with_the_earliest_stage(settings: Settings) -> None:
    kept = _kept(settings, reader="deponent-text 1", models=[
        {"name": "other", "version": "1", "sha256": "0" * 64}
    ])  # fmt: skip
    active = _active(settings)
    changed = active.changed(kept)
    assert [each.kind for each in changed] == ["reader", "model"]
    assert active.stage(kept, changed) == "extract"


def test_without_its_own_reading_it_is_read_again(settings: Settings) -> None:
    # Read again meanwhile by something else, and not analysed after it; or nothing is there.
    for reading_key in ("9" * 64, None):
        kept = replace(
            _kept(settings, models=[{"name": "old", "version": "1", "sha256": "0" * 64}]),
            reading=reading_key,
        )
        active = _active(settings)
        assert active.stage(kept, active.changed(kept)) == "extract"


def test_what_failed_names_no_models_and_says_what_else_has_changed(
    settings: Settings,
) -> None:
    active = _active(settings)
    failed = _kept(settings, models=[], reader=None, pipeline_version="0.0.1")
    changed = active.changed(replace(failed, state=State.FAILED))
    assert [each.kind for each in changed] == ["version", "failed"]
    assert active.stage(failed, changed) == "extract"


@pytest.mark.parametrize(
    "code", ["encrypted", "took_too_long", "damaged_file", "cannot_analyse", "original_missing"]
)
@pytest.mark.parametrize("reader", [None, TEXT_READER])
def test_what_failed_is_due_whatever_it_failed_for(
    settings: Settings, code: str, reader: str | None
) -> None:
    # One that failed in its analysis was read; it begins anew as well.
    active = _active(settings)
    kept = replace(
        _kept(settings, models=[], reader=reader), state=State.FAILED, codes=frozenset({code})
    )
    [changed] = active.changed(kept)
    assert (changed.kind, changed.words) == ("failed", "it failed before")
    assert active.stage(kept, (changed,)) == "extract"


@pytest.mark.parametrize("state", [State.NEEDS_REVIEW, State.APPROVED, State.FAILED])
def test_scans_that_nothing_could_read_are_due_once_something_can(
    settings: Settings, state: State
) -> None:
    kept = replace(_kept(settings), state=state, codes=frozenset({"ocr_missing", "page_not_read"}))
    active = _active(settings)
    changed = active.changed(kept)
    assert [each.kind for each in changed] == ["ocr", *["failed"] * (state is State.FAILED)]
    assert changed[0].words.startswith("scans could not be read, now tesseract ")
    assert active.stage(kept, changed) == "extract"
    # Where nothing reads them still, nothing has changed.
    still = replace(settings, ocr_languages="xxx")
    kept = replace(_kept(still), state=state, codes=kept.codes)
    changed = Active(settings=still, models=MODELS).changed(kept)
    assert [each.kind for each in changed] == ["failed"] * (state is State.FAILED)


def test_what_was_read_in_part_for_another_reason_is_not_due(settings: Settings) -> None:
    codes = frozenset({"page_not_read", "page_illegible", "words_doubtful", "unsigned"})
    assert _active(settings).changed(replace(_kept(settings), codes=codes)) == ()


@pytest.mark.parametrize("at_hand", [True, False])
def test_what_asks_for_libreoffice_is_due_for_a_reader_once_it_is_there(
    settings: Settings, at_hand: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "installed", lambda: at_hand)
    kept = replace(
        _kept(settings, models=[], reader=None),
        state=State.FAILED,
        codes=frozenset({"libreoffice_missing"}),
    )
    changed = _active(settings).changed(kept)
    assert [each.kind for each in changed] == [*["reader"] * at_hand, "failed"]
    if at_hand:
        assert changed[0].words == f"LibreOffice was not there, now {libreoffice.version()}"


@pytest.mark.parametrize(
    ("reader", "same"),
    [
        (pdf_reader(), True),
        (pdf_reader().replace("pypdfium2 ", "pypdfium2 0"), False),
        (pdf_reader().rpartition(" ")[0] + " 1", False),
        (f"deponent-email {READER_VERSION}", True),
        (f"{libreoffice.version()} / deponent-office {READER_VERSION}", True),
        (f"{libreoffice.version()} / deponent-office 1", False),
        # The version of LibreOffice was not known then; so nothing is known to have changed.
        (f"LibreOffice / deponent-office {READER_VERSION}", True),
        ("LibreOffice / deponent-office 1", False),
        (f"LibreOffice 1.0 / deponent-office {READER_VERSION}", not libreoffice.installed()),
    ],
)
def test_readers_are_told_from_earlier_ones_with_their_libraries(
    settings: Settings, reader: str, same: bool
) -> None:
    changed = _active(settings).changed(_kept(settings, reader=reader))
    assert [each.kind for each in changed] == ([] if same else ["reader"])


def test_scans_that_the_same_engine_read_are_no_change(settings: Settings) -> None:
    assert reading.available("eng") is None
    assert _active(settings).changed(_kept(settings, ocr=reading.engine("eng"))) == ()


def test_where_no_scan_can_be_read_nothing_is_said_about_who_read_it(settings: Settings) -> None:
    elsewhere = replace(settings, ocr_languages="xxx")
    active = Active(settings=elsewhere, models=MODELS)
    assert active.changed(_kept(elsewhere, ocr=ENGINE)) == ()


def test_a_new_engine_reads_under_another_key(settings: Settings) -> None:
    keys = {pipeline.reading_key("f" * 64, "x 1", settings, engine) for engine in (None, "a", "b")}
    assert len(keys) == 3


def test_a_reading_serves_analyses_with_other_settings(settings: Settings) -> None:
    other = replace(settings, summary_share=0.4, summary_fewest=1, overview_model=Path("/models"))
    same = pipeline.reading_key("f" * 64, "x 1", settings)
    assert pipeline.reading_key("f" * 64, "x 1", other) == same


def test_what_is_installed_here_is_what_the_models_command_lists(settings: Settings) -> None:
    active = Active.here(settings)
    assert active.settings is settings
    assert len(active.models) == len(set(active.models)) > 0


def test_without_models_there_is_nothing_to_do_it_with(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(ArtefactMissing):
        Active.here(replace(settings, artefacts=tmp_path))
