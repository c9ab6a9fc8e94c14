"""Fault 17: workers of two versions side by side, as while an upgrade is rolled out."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.faults import kills
from tests.faults.trial import Trial
from worker.casefile import ExtractedDocument

OTHER_PIPELINE = "0.0.0+other"
OTHER_READER = " (of another version)"


def be_another(put_around: Callable[[Any, str, Callable[..., Any]], None]) -> None:
    """Make this worker one of another version: it names itself, and writes parts unknown here."""
    from worker import pipeline
    from worker.extract import document_json
    from worker.extract.sandbox import ReadingRoom

    def read(real: Callable[..., ExtractedDocument], *given: Any, **named: Any) -> Any:
        document = real(*given, **named)
        return replace(document, reader=document.reader + OTHER_READER)

    def to_json(real: Callable[..., dict[str, object]], document: ExtractedDocument) -> Any:
        return {**real(document), "of_another_version": [[1, "unknown here"]]}

    put_around(ReadingRoom, "read", read)
    put_around(document_json, "to_json", to_json)
    vars(pipeline)["__version__"] = OTHER_PIPELINE


def side_by_side(trial: Trial) -> None:
    """Kill workers of either version while both work; both must have had a part in it."""
    kills.workers(trial)
    trial.settle()
    records = [
        record
        for entry in trial.sender.by_sha256().values()
        if (record := trial.deployment.store.records.latest(entry.statement_id))
    ]
    made = {record.provenance.pipeline_version for record in records}
    read = {str(record.provenance.reader).endswith(OTHER_READER) for record in records}
    trial.marks["both versions analysed"] = len(made) == 2
    trial.marks["both versions read"] = len(read) == 2
